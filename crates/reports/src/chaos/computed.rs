//! How the figures of a day come about.

use super::Day;
use crate::paper::computed;
use serde_json::Value;

/// How each kind of figure is computed, and by which clock.
pub fn terms(day: &Day<'_>) -> Value {
    let mut terms = vec![
        ("Clock", super::clock::which(day)),
        ("Planned times", "Start of the day, plus for each experiment its timebox; where it has none, its baseline and fault as planned, 2 min to announce, and 5 min each to predict, remove the fault, verify and agree on the outcome. A day that began on another date than planned has none; a late evening may begin past midnight.".to_owned()),
    ];
    if day.run.is_some() {
        terms.extend([
            ("Baseline", "The last reading during the baseline step. What was planned stands below where it differs, and where nothing was read.".to_owned()),
            ("Worst", "The reading, or the value that a live watcher saw, furthest on the wrong side of the acceptable range since the fault went in; where nothing was measured until it was out, nobody knows. Without a range: furthest from the baseline.".to_owned()),
            ("Out of range", "From each first reading outside the range to the next reading inside it. What happened between two of them nobody knows. Values of a live watcher count as readings.".to_owned()),
            ("Stopped early", "The fault was taken out without an abort when less than nine tenths of its planned duration had been spent.".to_owned()),
            ("Tripped and not called", "A condition was seen to hold while the fault was in, and nobody called the abort within a minute.".to_owned()),
            ("Over plan", "From the beginning of an experiment's baseline to its outcome, less what the plan allowed for it. Within the plan it is nothing.".to_owned()),
            ("Time to detect", "From the injection to the first word that those who run the system had noticed; where nobody wrote that down, to the first sign in the journal: a condition that tripped, a reading out of range, or an abort that names one of them. An abort alone is no sign: nobody measured then. Every second counts, pauses included.".to_owned()),
            ("Without sight", "From the moment at which a live watcher could not see a series to the moment at which it saw it again, or to the end of the experiment. No sight is never taken for fine.".to_owned()),
            ("Stop to recovered", "Recovered − stopped. Stopped: the removal of the fault began, as planned or by an abort. Recovered: the first moment at which every metric had been read again during the verification and each latest value was in range. Every second counts, pauses included.".to_owned()),
            ("Took", "From the beginning of a step to its end, every second counted, pauses included. What the countdown left out (pauses, gaps that do not count) stands beside it.".to_owned()),
            ("Struck entries", "Kept in the journal, struck through, with the reason. No figure and no chart uses them.".to_owned()),
        ]);
    }
    computed(terms)
}
