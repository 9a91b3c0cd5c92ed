//! Rooms stand beside each other, on a floor that knows none of them. Read from what each file uses.
#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use tests::{root, source};

/// What stands above the systems of the rules: the registry of nouns, also by the names that it has at the root.
const ABOVE: &[&str] = &["document", "Body", "Document", "Kind", "Record", "Row", "sample"];

/// Which units use which, and one file that does.
type Uses = BTreeMap<String, BTreeMap<String, String>>;

#[test]
fn no_circle_of_imports_crosses_a_room() {
    for (folder, least) in
        [("ui/src", 15), ("crates/domain/src", 10), ("crates/interchange/src", 4), ("crates/reports/src", 3)]
    {
        let uses = uses(folder);
        assert!(uses.len() >= least, "{folder} was not understood: {uses:?}");
        let circles = circles(&uses);
        assert!(circles.is_empty(), "circles in {folder}:\n{}", circles.join("\n"));
    }
}

#[test]
fn the_ground_floor_knows_no_system() {
    let mut wrong = Vec::new();
    for folder in ["crates/domain/src", "crates/interchange/src"] {
        let uses = uses(folder);
        let floor: Vec<_> = uses.iter().filter(|(unit, _)| unit.starts_with("ground/")).collect();
        assert!(floor.len() >= 3, "{folder} has no ground floor: {uses:?}");
        for (unit, others) in floor {
            let above = others
                .iter()
                .filter(|(other, _)| systems().contains(*other) || ABOVE.contains(&other.as_str()));
            wrong.extend(above.map(|(other, file)| format!("{unit} uses {other} in {file}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_screen_has_a_folder_of_the_same_name_for_each_system() {
    let pages: BTreeSet<String> = source::files(&["ui/src/pages"], &["rs"])
        .into_iter()
        .filter_map(|file| file.path.split('/').nth(3).map(str::to_owned))
        .filter(|name| !name.ends_with(".rs"))
        .collect();
    let missing: Vec<String> = systems().into_iter().filter(|system| !pages.contains(system)).collect();
    assert_eq!(missing, Vec::<String>::new(), "systems without a room of their name");
    let own: BTreeSet<&str> = ["interchange", "today"].into(); // rooms over all systems
    let strays: Vec<&String> =
        pages.iter().filter(|page| !systems().contains(*page) && !own.contains(page.as_str())).collect();
    assert!(strays.is_empty(), "rooms of no system: {strays:?}");
}

/// Each layer: its folder, what its files end in, and what in it is the floor or stands over all systems.
const LAYERS: &[(&str, &str, &[&str])] = &[
    ("assets/content", "toml", &[]),
    ("assets/css", "css", &["tokens", "base", "kit", "room", "run", "stage", "interchange", "today"]),
    ("assets/templates", "typ", &["house"]),
    ("crates/charts/src", "rs", &["canvas", "lib", "palette", "scale"]),
    ("crates/interchange/src", "rs", &["ground", "lib"]),
    ("crates/reports/src", "rs", &["lib", "paper"]),
    ("fixtures/sample", "json", &[]),
];

#[test]
fn every_layer_is_named_after_the_systems() {
    for (layer, ending, floor) in LAYERS {
        let names: BTreeSet<String> = source::files(&[*layer], &[*ending])
            .iter()
            .filter_map(|file| {
                file.path.strip_prefix(layer)?.trim_start_matches('/').split(['/', '.']).next()
            })
            .map(str::to_owned)
            .collect();
        assert!(names.iter().any(|name| systems().contains(name)), "{layer} was not understood: {names:?}");
        let strays: Vec<&String> = names
            .iter()
            .filter(|name| !systems().contains(*name) && !floor.contains(&name.as_str()))
            .collect();
        assert!(strays.is_empty(), "{layer} has what belongs to no system: {strays:?}");
    }
}

#[test]
fn every_style_sheet_is_linked_once() {
    let page = fs::read_to_string(root().join("ui/index.html")).unwrap();
    let linked: Vec<&str> =
        page.split("href=\"css/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let sheets = source::files(&["assets/css"], &["css"]);
    let there: BTreeSet<&str> = sheets.iter().filter_map(|file| file.path.rsplit('/').next()).collect();
    assert_eq!(linked.iter().copied().collect::<BTreeSet<_>>(), there);
    assert_eq!(linked.len(), there.len(), "{linked:?}");
}

/// The systems: the folders of the rules, without the floor, the registry and the sample company.
fn systems() -> BTreeSet<String> {
    let files = source::files(&["crates/domain/src"], &["rs"]);
    let folders = files.iter().filter_map(|file| {
        let inside = file.path.strip_prefix("crates/domain/src/")?;
        inside.split_once('/').map(|(folder, _)| folder.to_owned())
    });
    folders.filter(|folder| !["document", "ground", "sample"].contains(&folder.as_str())).collect()
}

fn uses(folder: &str) -> Uses {
    let mut uses = Uses::new();
    for file in source::files(&[folder], &["rs"]) {
        let inside = file.path.strip_prefix(folder).unwrap().trim_start_matches('/');
        let place: Vec<&str> =
            inside.trim_end_matches(".rs").split('/').filter(|part| *part != "mod").collect();
        if ["lib", "main"].contains(&place[0]) || place.contains(&"tests") {
            continue;
        }
        let text = file.text.split("\n#[cfg(test)]\nmod tests").next().unwrap();
        let me = unit(&place);
        let known = uses.entry(me.clone()).or_default();
        for path in paths(text) {
            let other = unit(&path.iter().map(String::as_str).collect::<Vec<_>>());
            if other != me {
                known.entry(other).or_insert_with(|| file.path.clone());
            }
        }
    }
    uses
}

/// What a module belongs to: a room, a part of the floor, or the module itself.
fn unit(place: &[&str]) -> String {
    let deep = ["pages", "ground"].contains(&place[0]) && place.len() > 1;
    if deep { place[..2].join("/") } else { place[0].to_owned() }
}

/// Every path that begins at the crate's root, of a list in braces each one; only as many parts as tell a unit.
fn paths(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (at, begin) in text.match_indices("crate::") {
        let before = text[..at].chars().next_back();
        if before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':') {
            below(&text[at + begin.len()..], &mut Vec::new(), &mut found);
        }
    }
    found
}

/// Reads one path or list of paths at the beginning of `text`; returns what comes after it.
fn below<'a>(text: &'a str, above: &mut Vec<String>, found: &mut Vec<Vec<String>>) -> &'a str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = below(rest, above, found).trim_start();
            match rest.strip_prefix(',') {
                Some(more) if !more.trim_start().starts_with('}') => rest = more,
                Some(end) => return end.trim_start().strip_prefix('}').unwrap_or(end),
                None => return rest.strip_prefix('}').unwrap_or(rest),
            }
        }
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    above.push(name.to_owned());
    let rest = match rest.strip_prefix("::") {
        Some(deeper) => below(deeper, above, found),
        None => {
            found.push(above.clone());
            // Another name for it, or its arguments, are no part of the path.
            rest.trim_start()
                .strip_prefix("as ")
                .map_or(rest, |alias| alias.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'))
        }
    };
    above.pop();
    rest
}

/// Circles, each named by the units in it: those that can be reached from themselves through another.
fn circles(uses: &Uses) -> Vec<String> {
    let reach: BTreeMap<&String, BTreeSet<&String>> =
        uses.keys().map(|unit| (unit, reached(unit, uses))).collect();
    let mut circles: BTreeSet<String> = BTreeSet::new();
    for (unit, reached) in &reach {
        let ring: BTreeSet<&str> = reached
            .iter()
            .filter(|other| reach.get(*other).is_some_and(|back| back.contains(*unit)))
            .map(|other| other.as_str())
            .collect();
        if ring.len() > 1 {
            let edges = ring.iter().flat_map(|from| {
                let to = uses.get(*from).into_iter().flatten().filter(|(to, _)| ring.contains(to.as_str()));
                to.map(move |(to, file)| format!("  {from} uses {to} in {file}"))
            });
            circles.insert(edges.collect::<Vec<_>>().join("\n"));
        }
    }
    circles.into_iter().collect()
}

fn reached<'a>(unit: &'a String, uses: &'a Uses) -> BTreeSet<&'a String> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![unit]);
    while let Some(at) = open.pop() {
        for other in uses.get(at).into_iter().flat_map(BTreeMap::keys) {
            if seen.insert(other) {
                open.push(other);
            }
        }
    }
    seen
}

#[test]
fn paths_are_read_from_lists_and_from_the_midst_of_code() {
    let text = "use crate::{\n    a::{b, c::D as E},\n    f,\n};\nlet x = crate::g::h(mycrate::i, super::crate_::j);";
    let found: Vec<String> = paths(text).iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["a::b", "a::c::D", "f", "g::h"]);
}

#[test]
fn a_circle_is_found_and_a_chain_is_none() {
    let chain = |pairs: &[(&str, &str)]| -> Uses {
        let mut uses = Uses::new();
        for (from, to) in pairs {
            uses.entry((*from).to_owned()).or_default().insert((*to).to_owned(), "x.rs".to_owned());
        }
        uses
    };
    assert!(circles(&chain(&[("a", "b"), ("b", "c"), ("a", "c")])).is_empty());
    let found = circles(&chain(&[("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")]));
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("c uses a") && !found[0].contains("d uses"), "{found:?}");
}
