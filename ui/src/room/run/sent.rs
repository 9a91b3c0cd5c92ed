//! Lines that were sent and are in no journal yet: neither a window nor a power cut takes them.

use crate::hooks::kept::{keep, kept};
use std::{cell::RefCell, collections::BTreeSet};

/// A line on its way: how long its journal was when it was sent, and what it says.
type Sent = (u64, String);

thread_local! {
    /// What this window hears an answer of, with its place. It is not lost, however often its room is entered meanwhile.
    static AWAITED: RefCell<Vec<(String, Sent)>> = RefCell::default();
}

/// Keeps a line while it is on its way into a journal that has `seq` entries so far.
pub fn send(place: &str, seq: u64, line: &str) {
    let mut all = lines(place);
    all.push((seq, line.to_owned()));
    put(place, &all);
    AWAITED.with_borrow_mut(|awaited| awaited.push((place.to_owned(), (seq, line.to_owned()))));
}

/// The journal has it, or it stands where it was written again.
pub fn answered(place: &str, seq: u64, line: &str) {
    let sent = (seq, line.to_owned());
    let mut all = lines(place);
    all.iter().position(|one| *one == sent).map(|at| all.remove(at));
    put(place, &all);
    let it = (place.to_owned(), sent);
    AWAITED.with_borrow_mut(|awaited| awaited.iter().position(|one| *one == it).map(|at| awaited.remove(at)));
}

/// Takes what was sent from `place` and never reached its journal. `said` are the places in the journal at which a line
/// stands.
pub fn lost(place: &str, said: impl Fn(&str) -> Vec<u64>) -> Vec<String> {
    let (awaited, orphans): (Vec<Sent>, Vec<Sent>) = AWAITED.with_borrow(|awaited| {
        let waits = |sent: &Sent| awaited.iter().any(|(at, one)| at == place && one == sent);
        lines(place).into_iter().partition(waits)
    });
    put(place, &awaited);
    unwritten(orphans, said)
}

/// Those of `sent` that no entry is. The same words may have been said before, so only a later entry is one of them, and
/// each is only one.
fn unwritten(sent: Vec<Sent>, said: impl Fn(&str) -> Vec<u64>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let lost = sent.into_iter().filter(|(seq, line)| {
        let entry = said(line).into_iter().find(|at| at > seq && !taken.contains(at));
        entry.is_none_or(|at| !taken.insert(at))
    });
    lost.map(|(_, line)| line).collect()
}

fn put(place: &str, all: &[Sent]) {
    keep(place, &all.iter().map(|(seq, line)| format!("{seq} {line}")).collect::<Vec<_>>().join("\n"));
}

fn lines(place: &str) -> Vec<Sent> {
    kept(place).unwrap_or_default().lines().map(parted).collect()
}

/// A line without a number is from before there was one.
fn parted(line: &str) -> Sent {
    let numbered = line.split_once(' ').and_then(|(seq, line)| Some((seq.parse().ok()?, line.to_owned())));
    numbered.unwrap_or_else(|| (0, line.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_before_is_not_what_was_sent() {
        let sent = |seq: u64| vec![(seq, "p99 is up".to_owned())];
        let said = |_: &str| vec![7];
        assert!(unwritten(sent(6), said).is_empty(), "the entry after it is it");
        assert_eq!(unwritten(sent(7), said), ["p99 is up"], "the entry before it is an earlier one");
        let twice = vec![(6, "p99 is up".to_owned()); 2];
        assert_eq!(unwritten(twice, said), ["p99 is up"], "one entry is one line");
    }

    #[test]
    fn what_an_older_window_kept_is_read() {
        assert_eq!(parted("12 mode-note p99 is up"), (12, "mode-note p99 is up".to_owned()));
        assert_eq!(parted("mode-note 12 tickets"), (0, "mode-note 12 tickets".to_owned()));
    }
}
