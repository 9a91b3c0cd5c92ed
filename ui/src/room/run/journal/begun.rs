//! A line that was begun, and lines that were sent and are in no journal yet: neither a window nor a power cut takes them.

use super::{Mode, Written};
use crate::hooks::{
    journal::RunView,
    kept::{keep, kept},
};
use domain::Id;

/// What is begun in the line of a run: what it is to be, its place among the modes, and its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Begun {
    /// What it will be, where anything stands there.
    pub mode: Option<usize>,
    /// The words.
    pub words: String,
}

/// What was begun in the line of a run, with what was sent and never reached its journal.
pub fn begun<R: Written>(view: &RunView<R>) -> Begun {
    let lost = lines(&sent_at(view.id)).into_iter().filter(|(act, words)| {
        let Some(mode) = R::MODES.iter().find(|mode| mode.act == act) else { return true };
        let event = (mode.event)(words.clone());
        view.entries.iter().all(|line| line.entry.event != event)
    });
    let all: Vec<(String, String)> = lost.chain(lines(&line_at(view.id))).collect();
    keep(&sent_at(view.id), "");
    // Of several, a private one decides: it must not come back as something for everybody.
    let private = all.iter().find(|(act, _)| act == Mode::<R::Event>::PRIVATE.act).or(all.first());
    let mode = private.and_then(|(act, _)| R::MODES.iter().position(|mode| mode.act == act));
    let words = all.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>().join(" ");
    let begun = Begun { mode, words };
    if let Some(mode) = begun.mode.and_then(|mode| R::MODES.get(mode)) {
        keep_line(view.id, mode, &begun.words);
    }
    begun
}

/// Keeps the line together with what it will be.
pub fn keep_line<E>(run: Id, mode: &Mode<E>, words: &str) {
    keep(&line_at(run), &if words.is_empty() { String::new() } else { format!("{} {words}", mode.act) });
}

/// Keeps a line that is on its way into the journal.
pub fn sent<E>(run: Id, mode: &Mode<E>, words: &str) {
    let before = kept(&sent_at(run)).unwrap_or_default();
    keep(&sent_at(run), format!("{before}\n{} {words}", mode.act).trim_start());
}

/// The journal has it, or it stands in the line again.
pub fn answered<E>(run: Id, mode: &Mode<E>, words: &str) {
    let mut all = lines(&sent_at(run));
    if let Some(at) = all.iter().position(|(act, sent)| act == mode.act && sent == words) {
        all.remove(at);
    }
    let all: Vec<String> = all.iter().map(|(act, words)| format!("{act} {words}")).collect();
    keep(&sent_at(run), &all.join("\n"));
}

fn line_at(run: Id) -> String {
    format!("{run}/journal")
}

fn sent_at(run: Id) -> String {
    format!("{run}/journal/sent")
}

/// Each line at a place: what it is to be, and its words.
fn lines(place: &str) -> Vec<(String, String)> {
    let all = kept(place).unwrap_or_default();
    let parted = all.lines().filter_map(|line| line.split_once(' '));
    parted.map(|(act, words)| (act.to_owned(), words.to_owned())).collect()
}
