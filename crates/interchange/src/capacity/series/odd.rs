//! What is odd about a series, said in words: its order, its repetitions, its holes, its step.

use super::moment::Moment;
use chrono::DateTime;
use domain::{text::count, time::words};
use std::collections::HashMap;

/// A day, in milliseconds.
const DAY_MS: i64 = 86_400_000;
/// Most holes that are named.
const HOLES_MAX: usize = 3;

/// A moment as people write it.
pub fn shown(at_ms: i64) -> String {
    DateTime::from_timestamp_millis(at_ms).unwrap_or_default().format("%Y-%m-%d %H:%M").to_string()
}

/// Every oddity, one sentence each. Moments are in the order of the file; times are shown as `ahead` of UTC has them.
pub fn about(moments: &[Moment], shown: &dyn Fn(&Moment) -> String) -> Vec<String> {
    let mut said = Vec::new();
    let early = moments.windows(2).filter(|pair| matches!(pair, [a, b] if b.at_ms < a.at_ms)).count();
    if early > 0 {
        let are = if early == 1 {
            "is earlier than the one before it"
        } else {
            "are earlier than the one before them"
        };
        said.push(format!("{} {are}: put in order.", count(early as u64, "row")));
    }
    let mut ordered: Vec<Moment> = moments.to_vec();
    if early > 0 {
        ordered.sort_by_key(|moment| moment.at_ms);
    }
    said.extend(twice(&ordered, shown));
    let gaps = moments.iter().filter(|moment| moment.value.is_none()).count();
    if gaps > 0 {
        let have = if gaps == 1 { "has" } else { "have" };
        said.push(format!(
            "{} of {} {have} no value: gaps, not noughts.",
            count(gaps as u64, "row"),
            moments.len()
        ));
    }
    ordered.retain(|moment| moment.value.is_some());
    said.extend(steps(&ordered, shown));
    said
}

/// Times that occur more than once.
fn twice(ordered: &[Moment], shown: &dyn Fn(&Moment) -> String) -> Option<String> {
    let same = || ordered.chunk_by(|a, b| a.at_ms == b.at_ms).filter(|rows| rows.len() > 1);
    let most = same().max_by_key(|rows| rows.len())?;
    let (times, first) = (same().count(), shown(most.first()?));
    Some(if times == 1 {
        format!("{} have one time ({first}): all are kept.", count(most.len() as u64, "row"))
    } else {
        format!("{times} times occur more than once, {first} in {} rows: all are kept.", most.len())
    })
}

/// Holes, and whether there is a regular step.
fn steps(ordered: &[Moment], shown: &dyn Fn(&Moment) -> String) -> Vec<String> {
    let mut by_length: HashMap<i64, usize> = HashMap::new();
    let mut gaps: Vec<(i64, &Moment, &Moment)> = Vec::new();
    let mut run = (0, 0); // most steps are as long as the one before them
    for pair in ordered.windows(2) {
        if let [a, b] = pair
            && b.at_ms > a.at_ms
        {
            let length = b.at_ms - a.at_ms;
            if run.0 != length {
                *by_length.entry(run.0).or_default() += run.1;
                run = (length, 0);
            }
            run.1 += 1;
        }
    }
    *by_length.entry(run.0).or_default() += run.1;
    by_length.remove(&0);
    let all: usize = by_length.values().sum();
    let Some((step_ms, often)) = by_length.iter().max_by_key(|(length, often)| (**often, -**length)) else {
        return Vec::new();
    };
    for pair in ordered.windows(2) {
        if let [a, b] = pair
            && b.at_ms - a.at_ms > DAY_MS.max(step_ms + step_ms / 2)
        {
            gaps.push((b.at_ms - a.at_ms, a, b));
        }
    }
    let mut said = Vec::new();
    let is_regular = often * 100 >= all * 98 || *step_ms >= 27 * DAY_MS; // months have no length
    if !is_regular && all >= 5 {
        let (least, most) = (by_length.keys().min(), by_length.keys().max());
        let (least, most) = (least.copied().unwrap_or_default(), most.copied().unwrap_or_default());
        said.push(format!(
            "The rows have no regular step: mostly {}, but from {} to {}.",
            words(*step_ms),
            words(least),
            words(most)
        ));
    }
    let holes = if *step_ms >= 27 * DAY_MS { 0 } else { gaps.len() };
    gaps.sort_by_key(|(length, ..)| -length);
    for (length, from, until) in gaps.iter().take(HOLES_MAX.min(holes)) {
        let hours = length / 3_600_000;
        said.push(format!("A hole of {hours} h, from {} to {}: it stays a hole.", shown(from), shown(until)));
    }
    if holes > HOLES_MAX {
        said.push(format!("{} of more than a day besides.", count((holes - HOLES_MAX) as u64, "hole")));
    }
    said
}
