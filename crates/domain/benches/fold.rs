//! What the fold of a day costs, and that it stays linear: 2,000 events, 20,000 and 200,000. Beside it stands a copy of
//! the same journal, which touches as much memory and is linear without doubt. When a limit is broken, look for a search
//! through what has happened in the folder `run`.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a bench stops at the first surprise")]

#[path = "fold/journal.rs"]
mod journal;
#[path = "../../../tests/src/bin/bench/row.rs"]
mod row;

use domain::{
    Instant,
    chaos::run::{Entry, Run},
    journal::Fold,
};
use std::{hint::black_box, time::Instant as Stopwatch};

/// Events of the day that the room may see, and how many times more.
const EVENTS: usize = 2_000;
const TIMES: [usize; 3] = [1, 10, 100];
/// Entries that each size is measured over, so that the small one is not one lucky run.
const MEASURED: usize = 2_000_000;
/// How much more an entry may cost in the long journal than in the short, divided by the same growth of the copy: what
/// does not lie in the processor's cache costs more however it is read, and the copy says how much. Measured: 0.6 for the
/// fold; 4.7 while one event in twenty-five was searched for from the front of a list.
const GROWTH_MAX: f64 = 1.5;
/// A day as the issue describes it must not be felt: a tenth of what opening it may take.
const DAY_MS_MAX: f64 = 15.0;

fn main() {
    let mut copies_ns = Vec::new();
    let mut folds_ns = Vec::new();
    let mut views_ns = Vec::new();
    for times in TIMES {
        let begins = Instant::from_ms(1_764_000_000_000);
        let entries = journal::day(journal::plan(), begins, EVENTS * times);
        let copy_ns = per_entry_ns(&entries, |entries| drop(black_box(entries.to_vec())));
        let fold_ns = per_entry_ns(&entries, |entries| drop(black_box(Run::fold(entries))));
        let view_ns = per_entry_ns(&entries, |entries| drop(black_box(view(entries))));
        #[expect(clippy::cast_precision_loss, reason = "a length for people")]
        let ms = |ns: f64| ns * entries.len() as f64 / 1e6;
        println!(
            "fold {times:>3}× ({:>7} events): {:>8.2} ms, {fold_ns:>5.0} ns/event · with its sentences {:>8.2} ms, \
             {view_ns:>5.0} ns/event · copy of the journal {copy_ns:>4.0} ns/event, ratio {:.2}",
            entries.len(),
            ms(fold_ns),
            ms(view_ns),
            fold_ns / copy_ns,
        );
        copies_ns.push(copy_ns);
        folds_ns.push(fold_ns);
        views_ns.push(view_ns);
    }
    let growth = |per_ns: &[f64]| per_ns[per_ns.len() - 1] / per_ns[0];
    let (copy, fold, view) = (growth(&copies_ns), growth(&folds_ns), growth(&views_ns));
    #[expect(clippy::cast_precision_loss, reason = "a length for people")]
    let day_ms = views_ns[0] * EVENTS as f64 / 1e6;
    for (what, grown) in [("fold", fold), ("fold with its sentences", view)] {
        row::Row::new(
            format!("{what}: cost of an event in a day 100 times as long, beside a copy"),
            grown,
            "times",
        )
        .beside(copy)
        .limit(GROWTH_MAX)
        .write();
    }
    row::Row::new("fold of the day that is promised", day_ms, "ms").limit(DAY_MS_MAX).write();
}

/// What a window makes of a journal: the day, and a line for each entry.
fn view(entries: &[Entry]) -> (Run, Vec<String>) {
    let mut run = Run::begin(&entries[0]).unwrap();
    let mut lines = vec![run.sentence(&entries[0])];
    for entry in &entries[1..] {
        run.apply(entry);
        lines.push(run.sentence(entry));
    }
    (run, lines)
}

/// Nanoseconds per entry: the median round. Measured in turn with nothing else, after a round that is not counted.
fn per_entry_ns(entries: &[Entry], mut work: impl FnMut(&[Entry])) -> f64 {
    let rounds = (MEASURED / entries.len()).max(5);
    work(entries);
    let mut took_ns: Vec<f64> = (0..rounds)
        .map(|_| {
            let watch = Stopwatch::now();
            work(entries);
            watch.elapsed().as_secs_f64() * 1e9
        })
        .collect();
    took_ns.sort_by(f64::total_cmp);
    #[expect(clippy::cast_precision_loss, reason = "a length")]
    let count = entries.len() as f64;
    took_ns[took_ns.len() / 2] / count
}
