//! A noun declares itself: outside the folders of its system, and of the systems that stand above it, only a few places name
//! it, and those are the ones that CONTRIBUTING.md lists.
#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise"
)]

use std::{collections::BTreeSet, fs};

use domain::Kind;
use tests::source;

/// The systems from the bottom up: each may name the nouns of those below it. Files of other tools stand above all.
const SYSTEMS: [&str; 10] = [
    "workspace",
    "person",
    "catalog",
    "action",
    "assessment",
    "chaos",
    "capacity",
    "incident",
    "postmortem",
    "interchange",
];

/// The most places outside its own folders that may name a noun.
const MOST: usize = 8;

#[test]
fn a_noun_is_named_in_at_most_eight_places_outside_its_folders_and_the_recipe_lists_them() {
    let files = source::files(&["crates", "src-tauri/src", "ui/src"], &["rs"]);
    let recipe = fs::read_to_string(tests::root().join("CONTRIBUTING.md")).unwrap();
    let mut wrong = Vec::new();
    for kind in Kind::ALL {
        let (noun, list) = names_of(*kind);
        let rank = rank_of(home(&files, &noun));
        assert!(rank < SYSTEMS.len(), "{noun} is at home in no system that stands in the order");
        let places: BTreeSet<&str> = files
            .iter()
            .filter(|file| !is_test(&file.path))
            .filter(|file| system_of(&file.path).is_none_or(|other| rank_of(other) < rank))
            .filter(|file| {
                let code = source::code(&file.text).replace("type Action = ", ""); // Yew's word for what changes a state
                names(&code, &noun) || names(&code, &list)
            })
            .map(|file| file.path.as_str())
            .collect();
        if places.len() > MOST {
            wrong.push(format!("{noun} is named in {} places:\n  {}", places.len(), join(&places)));
        }
        let unlisted: BTreeSet<&str> =
            places.into_iter().filter(|place| !recipe.contains(&format!("`{place}`"))).collect();
        if !unlisted.is_empty() {
            wrong.push(format!("{noun} is named where the recipe does not say so:\n  {}", join(&unlisted)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn join(places: &BTreeSet<&str>) -> String {
    places.iter().copied().collect::<Vec<_>>().join("\n  ")
}

/// The type of a kind, and what its list is called.
fn names_of(kind: Kind) -> (String, String) {
    let capital = |part: &str| part[..1].to_uppercase() + &part[1..];
    let noun: String = kind.word().split('-').map(capital).collect();
    let list = if kind == Kind::Person { "People".to_owned() } else { format!("{noun}s") };
    (noun, list)
}

/// The system in which a noun declares itself.
fn home<'a>(files: &'a [source::Source], noun: &str) -> &'a str {
    let declares = format!("impl Noun for {noun} {{");
    let file = files.iter().find(|file| file.text.contains(&declares));
    system_of(&file.expect(&declares).path).expect("a system")
}

fn rank_of(system: &str) -> usize {
    SYSTEMS.iter().position(|known| *known == system).unwrap_or(usize::MAX)
}

/// The system that a file belongs to: the folder, or the file, of its name. A file of a system may name what stands below it.
fn system_of(path: &str) -> Option<&str> {
    let parts = path.split('/').map(|part| part.trim_end_matches(".rs"));
    parts.into_iter().find(|part| SYSTEMS.contains(part))
}

fn is_test(path: &str) -> bool {
    path.split('/').any(|part| ["tests", "tests.rs", "benches", "examples"].contains(&part))
}

/// Whether a text holds a word by itself.
fn names(text: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

#[test]
fn a_name_is_found_by_itself_only() {
    assert!(names("Kind::GameDay => 1", "GameDay"));
    assert!(!names("GameDayStatus", "GameDay"));
    assert!(!names("Services", "Service"));
    assert_eq!(system_of("crates/domain/src/chaos/run/mod.rs"), Some("chaos"));
    assert_eq!(system_of("crates/contract/src/catalog.rs"), Some("catalog"));
    assert_eq!(system_of("crates/domain/src/document.rs"), None);
}
