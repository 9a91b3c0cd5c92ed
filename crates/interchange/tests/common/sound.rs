//! What holds for every file, whatever is in it.

use super::{experiment, fold, journal, outcome, read, services};
use domain::{Id, catalog::service::Service, chaos::experiment::Experiment, record::Noun};
use interchange::{
    Carried, Imported, Redaction, Unreadable,
    catalog::{Place, Taken, answered, csv, join},
    chaos,
};

/// What libraries say to programmers, and nobody says to a person.
const JARGON: [&str; 16] = [
    "invalid type",
    "invalid value",
    "invalid length",
    "missing field",
    "unknown variant",
    "unknown field",
    "EOF while",
    "recursion limit",
    "expected value",
    "expected ident",
    "key must be",
    "serde",
    "saphyr",
    "utf8",
    "Some(",
    "SELECT",
];

/// Whatever is read keeps our limits, folds, and goes out and in again without a change; a refusal has words.
pub fn sound(name: &str, bytes: &[u8]) {
    holds(interchange::read(name, bytes));
}

/// The same of what came of reading.
pub fn holds(read: Result<Imported, Unreadable>) {
    match read {
        Ok(imported) => keeps(imported),
        Err(refusal) => worded(&refusal),
    }
}

/// A refusal is a sentence for a person, with no word of a library in it.
fn worded(refusal: &Unreadable) {
    let said = &refusal.message;
    assert!(said.chars().count() < 700, "too long: {said}");
    assert!(said.ends_with(['.', '?', ']']), "no sentence: {said}");
    plain(said);
    assert!(refusal.line != Some(0) && refusal.column != Some(0), "counted from 0: {refusal:?}");
}

/// Only words of a person's language, and of the file between quotation marks.
fn plain(said: &str) {
    assert!(!said.contains(char::is_control), "control characters: {said:?}");
    let (mut ours, mut depth) = (String::new(), 0_u32);
    for c in said.chars() {
        match c {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            c if depth == 0 => ours.push(c),
            _ => {}
        }
    }
    let jargon = JARGON.iter().find(|word| ours.contains(*word));
    assert!(jargon.is_none(), "{jargon:?} is a word of a library: {said}");
}

/// What was read keeps our limits, folds, and goes out and in again without a change, also with its names hidden.
fn keeps(imported: Imported) {
    for warning in &imported.warnings {
        assert!(warning.chars().count() < 1000 && warning.ends_with(['.', '?']), "no sentence: {warning}");
        plain(warning);
    }
    for question in &imported.questions {
        plain(&question.words);
    }
    match imported.what {
        Carried::Experiment(found) => {
            found.check().unwrap();
            let out = chaos::experiment(&found, None).text;
            let again = experiment(read("out.json", out.as_bytes()));
            let bare = |found: &Experiment| Experiment { original: None, ..found.clone() };
            assert_eq!(bare(&again), bare(&found));
            assert_eq!(chaos::experiment(&again, None).text, out);
            let hidden = chaos::experiment(&found, Some(&mut Redaction::default())).text;
            experiment(read("hidden.json", hidden.as_bytes()));
        }
        Carried::Journal(found) => {
            let run = fold(&found);
            let out = chaos::journal(&run, 0, None).unwrap().text;
            let again = journal(read("out.json", out.as_bytes()));
            assert_eq!(outcome(&fold(&again)), outcome(&run));
            assert_eq!(again.events, found.events);
            let hidden = chaos::journal(&run, 0, Some(&mut Redaction::default())).unwrap().text;
            journal(read("hidden.json", hidden.as_bytes()));
        }
        Carried::Papers(text) => {
            let found = interchange::postmortem::read("pasted.md", &text, &Default::default()).unwrap();
            found.papers.iter().for_each(|paper| paper.check().unwrap());
        }
        Carried::Services(listed) => {
            let taken = catalog(&answered(listed, &[]));
            if taken.is_empty() {
                return;
            }
            let out = csv::write(&taken);
            let again = read("services.csv", out.as_bytes());
            let again = catalog(&answered(services(&again).to_vec(), &[domain::ask::Ask::Table]));
            assert_eq!(by_name(&again), by_name(&taken), "{out}");
            assert_eq!(csv::write(&again), out);
        }
    }
}

/// The services as an empty catalog takes them in.
fn catalog(listed: &[interchange::catalog::Listed]) -> Vec<(Id, Service)> {
    let joined = join(&[], &[Taken { listed, changes: false }]);
    let place = |at: usize| format!("019ab000-0000-7000-8000-{at:012x}").parse::<Id>().unwrap();
    let fresh = joined.fresh.into_iter().enumerate().map(|(at, fresh)| {
        let called = |call: &Place| match call {
            Place::Known(id) => *id,
            Place::Fresh(at) => place(*at),
        };
        let service = Service { upstream: fresh.calls.iter().map(called).collect(), ..fresh.service };
        service.check().unwrap();
        (place(at), service)
    });
    fresh.collect()
}

/// The services by name, with those that each calls by name.
fn by_name(catalog: &[(Id, Service)]) -> Vec<(Vec<String>, Service)> {
    let name =
        |id: &Id| catalog.iter().find(|(known, _)| known == id).map(|(_, of)| of.name.clone()).unwrap();
    let mut named: Vec<_> = catalog
        .iter()
        .map(|(_, of)| {
            (of.upstream.iter().map(name).collect(), Service { upstream: Vec::new(), ..of.clone() })
        })
        .collect();
    named.sort_by(|(_, one), (_, other)| one.name.cmp(&other.name));
    named
}
