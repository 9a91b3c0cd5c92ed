//! Whether what a file holds is in the workspace already.

use super::{journal::Journal, write_experiment::portable};
use crate::ground::source;
use domain::chaos::{experiment::Experiment, game_day::GameDay};

/// Whether an experiment came out of the same file, or says the same. A person may have worked on it since.
#[must_use]
pub fn is_same(known: &Experiment, read: &Experiment) -> bool {
    match (&known.original, &read.original) {
        (Some(known), Some(read)) => is_same_file(known, read),
        _ => portable(known) == portable(read),
    }
}

/// Whether a day came out of the same journal.
#[must_use]
pub fn is_same_day(known: &GameDay, read: &Journal) -> bool {
    let file = |day: &GameDay| day.original.clone().filter(|file| !file.is_empty());
    match (file(known), file(&read.game_day)) {
        (Some(known), Some(read)) => is_same_file(&known, &read),
        // Files that are too long are not kept: then the beginning and the title tell.
        (None, None) => {
            known.original.is_some() && known.at == read.game_day.at && known.title == read.game_day.title
        }
        _ => false,
    }
}

/// Word for word, or the same values otherwise written.
fn is_same_file(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    // Spaces and quotation marks may differ, but hardly by half: others need not be parsed.
    let near = one.len() / 2 <= other.len() && other.len() / 2 <= one.len();
    let tree = |text: &str| source::parse("original.yaml", text.as_bytes()).ok().map(|source| source.value);
    near && tree(one).is_some_and(|one| tree(other).is_some_and(|other| one == other))
}
