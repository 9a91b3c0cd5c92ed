//! A line that was begun, with what was sent and never reached its journal.

use super::{Mode, Written};
use crate::{
    hooks::{
        journal::RunView,
        kept::{keep, kept},
    },
    room::run::sent::lost,
};
use domain::Id;

/// Brings what was begun in the line of a run, and what was sent and never reached its journal, into the line. What it is to
/// be is the place among the modes; nothing where no words stand there.
pub fn begun<R: Written>(view: &RunView<R>) -> Option<usize> {
    let said = |line: &str| {
        let event = line.split_once(' ').and_then(|(act, words)| {
            let mode = R::MODES.iter().find(|mode| mode.act == act)?;
            Some((mode.event)(words.to_owned()))
        });
        let same = view.entries.iter().filter(|line| Some(&line.entry.event) == event.as_ref());
        same.map(|line| line.entry.seq).collect()
    };
    let all: Vec<String> = lost(&sent_at(view.id), said).into_iter().chain(kept(&line_at(view.id))).collect();
    let all: Vec<(&str, &str)> = all.iter().filter_map(|line| line.split_once(' ')).collect();
    // Of several, a private one decides: it must not come back as something for everybody.
    let (act, _) = all.iter().find(|(act, _)| *act == Mode::<R::Event>::PRIVATE.act).or(all.first())?;
    let mode = R::MODES.iter().position(|mode| mode.act == *act).unwrap_or_default();
    let words: Vec<&str> = all.iter().map(|(_, words)| *words).collect();
    keep_line::<R>(view.id, mode, &words.join(" "));
    Some(mode)
}

/// Keeps the line together with what it will be, by its place among the modes.
pub fn keep_line<R: Written>(run: Id, mode: usize, words: &str) {
    if let Some(mode) = R::MODES.get(mode) {
        keep(&line_at(run), &if words.is_empty() { String::new() } else { format!("{} {words}", mode.act) });
    }
}

/// The words of a line that is kept with what it will be.
pub fn words_of(line: &str) -> &str {
    line.split_once(' ').map_or("", |(_, words)| words)
}

/// Where the line of a run is kept.
pub fn line_at(run: Id) -> String {
    format!("{run}/journal")
}

/// Where lines of a run are kept that are on their way.
pub fn sent_at(run: Id) -> String {
    format!("{run}/journal/sent")
}
