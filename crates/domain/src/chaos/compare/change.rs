//! What is better or worse, in words.

use super::FollowUp;
use crate::{
    Instant,
    action::ActionStatus,
    chaos::{
        experiment::{Range, measured},
        results::{Ending, MetricResult, TrialResult, harm},
        run::{Outcome, Recovery},
    },
    choice::choice,
    text::clip,
    time,
};
use serde::{Deserialize, Serialize};

choice! {
    /// Which way something went.
    Direction {
        /// Better than before.
        Better("Better"),
        /// Worse than before.
        Worse("Worse"),
        /// No difference that would mean anything.
        Same("Same"),
        /// The two cannot be held against each other.
        Unclear("Unclear"),
    }
}

choice! {
    /// What is held against each other.
    Aspect {
        /// What became of the experiment.
        Outcome("Outcome"),
        /// From stop to recovered.
        Recovery("Stop to recovered"),
        /// From the injection to its detection.
        Detection("Time to detect"),
        /// The worst value of a metric.
        Worst("Worst value"),
        /// What nobody expected.
        Surprises("Surprises"),
        /// An action of the earlier day.
        FollowUp("Follow-up"),
    }
}

/// One thing, then and now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What is held against each other.
    pub aspect: Aspect,
    /// The metric or the action that it is about; empty where the aspect says it all.
    pub subject: String,
    /// How it was on the earlier day.
    pub left: String,
    /// How it is on the later day.
    pub right: String,
    /// Which way it went.
    pub direction: Direction,
    /// The whole in a sentence.
    pub words: String,
}

/// What changed between two runs of one experiment, the outcome first.
pub(super) fn changes(left: &TrialResult, right: &TrialResult) -> Vec<Change> {
    let mut changes = vec![outcome(left, right)];
    if left.injected && right.injected {
        changes.extend(duration(Aspect::Recovery, left.recovery(), right.recovery()));
        let detection =
            |result: &TrialResult| result.time_to_detect_ms.map_or(Recovery::NotMeasured, Recovery::Took);
        changes.extend(duration(Aspect::Detection, detection(left), detection(right)));
        changes.extend(left.metrics.iter().filter_map(|metric| worst(metric, &right.metrics)));
        changes.push(surprises(left.surprises, right.surprises));
    }
    changes
}

fn outcome(left: &TrialResult, right: &TrialResult) -> Change {
    let (was, is) = (left.ended.with(left.outcome), right.ended.with(right.outcome));
    let aborted = |result: &TrialResult| result.ended == Ending::Aborted;
    let direction = match (left.outcome, right.outcome) {
        (None, None) if left.ended == right.ended => Direction::Same,
        (None, _) | (_, None) => Direction::Unclear,
        (one, other) if one == other => match (aborted(left), aborted(right)) {
            (true, false) => Direction::Better,
            (false, true) => Direction::Worse,
            _ if left.ended != right.ended => Direction::Unclear,
            _ => Direction::Same,
        },
        (_, Some(Outcome::Confirmed)) => Direction::Better,
        (Some(Outcome::Confirmed), Some(Outcome::Disproved)) => Direction::Worse,
        _ => Direction::Unclear,
    };
    let words = if was == is {
        format!("{is}, as before.")
    } else {
        format!("{is}; it was {} before.", lower_first(&was))
    };
    Change { aspect: Aspect::Outcome, subject: String::new(), left: was, right: is, direction, words }
}

/// Two durations; a difference below 10 seconds, or a tenth, is what a person's hand makes of it.
fn duration(aspect: Aspect, left: Recovery, right: Recovery) -> Option<Change> {
    use Recovery::{NotBack, NotMeasured, Took};
    let (was, is) = (left.words(), right.words());
    let noun = aspect.label();
    let (direction, words) = match (left, right) {
        (NotMeasured, NotMeasured) => return None,
        (NotBack, NotBack) => (Direction::Same, format!("{noun}: {is}, as before.")),
        (Took(before), Took(now)) => {
            let by = now - before;
            if by.abs() < 10_000.max(before.max(now) / 10) {
                (Direction::Same, format!("{noun}: {is}, about as before ({was})."))
            } else {
                let (direction, word) =
                    if by < 0 { (Direction::Better, "shorter") } else { (Direction::Worse, "longer") };
                let words = format!("{noun}: {is} instead of {was}, {} {word}.", time::words(by.abs()));
                (direction, words)
            }
        }
        (Took(_), NotBack) => (Direction::Worse, format!("{noun}: {is} this time, {was} before.")),
        (_, NotBack | NotMeasured) => (Direction::Unclear, format!("{noun}: {is} this time, {was} before.")),
        (_, Took(_)) => {
            let direction = if left == NotBack { Direction::Better } else { Direction::Unclear };
            (direction, format!("{noun}: {is}; {was} before."))
        }
    };
    Some(Change { aspect, subject: String::new(), left: was, right: is, direction, words })
}

fn worst(left: &MetricResult, rights: &[MetricResult]) -> Option<Change> {
    let right = rights.iter().find(|right| right.name.trim() == left.name.trim())?;
    let (before, now) = (left.worst?, right.worst?);
    let said = |metric: &MetricResult, value: f64| {
        let out = if metric.range.holds(value) { "" } else { " (out of range)" };
        format!("{}{out}", measured(value, &metric.unit))
    };
    let (was, is) = (said(left, before), said(right, now));
    let direction = direction((left, before), (right, now));
    let name = &left.name;
    let words = match direction {
        Direction::Same => format!("{name}: {is} at worst, about as before ({was})."),
        Direction::Unclear => {
            format!("{name}: {is} at worst, {was} before; measured differently, so the two do not compare.")
        }
        Direction::Better | Direction::Worse => format!("{name}: {is} at worst, {was} before."),
    };
    Some(Change { aspect: Aspect::Worst, subject: name.clone(), left: was, right: is, direction, words })
}

/// A value that crossed its bound is never the same. Else it is, when it moved by less than a twentieth of the way from the
/// baseline to the bound.
fn direction((left, before): (&MetricResult, f64), (right, now): (&MetricResult, f64)) -> Direction {
    let sides = |range: Range| (range.min.is_some(), range.max.is_some());
    let comparable = left.unit.trim() == right.unit.trim()
        && sides(left.range) == sides(right.range)
        && (sides(left.range) != (true, true) || left.range == right.range)
        && (sides(left.range) != (false, false) || (left.baseline.is_some() && right.baseline.is_some()));
    if !comparable {
        return Direction::Unclear;
    }
    // One bound: the value alone says which is worse, whatever the bound was. Else each by its own measure.
    let harm = |metric: &MetricResult, value: f64| match (metric.range.min, metric.range.max) {
        (Some(_), None) => -value,
        (None, Some(_)) => value,
        _ => harm(metric.range, metric.baseline, value),
    };
    let by = harm(right, now) - harm(left, before);
    let crossed = left.range.holds(before) != right.range.holds(now);
    let room = |metric: &MetricResult| {
        let bound = metric.range.min.or(metric.range.max);
        let from = metric.baseline.unwrap_or_default();
        (bound.unwrap_or_default() - from).abs() * 0.05
    };
    if !crossed && by.abs() <= room(left).max(room(right)) || by == 0.0 {
        Direction::Same
    } else if by < 0.0 {
        Direction::Better
    } else {
        Direction::Worse
    }
}

fn surprises(left: usize, right: usize) -> Change {
    let said = |count: usize| match count {
        0 => "none".to_owned(),
        count => count.to_string(),
    };
    let (was, is) = (said(left), said(right));
    let direction = match right.cmp(&left) {
        std::cmp::Ordering::Less => Direction::Better,
        std::cmp::Ordering::Equal => Direction::Same,
        std::cmp::Ordering::Greater => Direction::Worse,
    };
    let words = if left == right {
        format!("Surprises: {is}, as before.")
    } else {
        format!("Surprises: {is}, {was} before.")
    };
    Change { aspect: Aspect::Surprises, subject: String::new(), left: was, right: is, direction, words }
}

/// What became of the earlier day's actions until the later day began. One that was open then is as it was.
pub(super) fn follow_ups(actions: &[FollowUp], later: Instant) -> Vec<Change> {
    actions.iter().map(|action| follow_up(action, later)).collect()
}

fn follow_up(action: &FollowUp, later: Instant) -> Change {
    let owner = clip(&action.owner, 60);
    let due = action.due.map(|due| format!(", due {}", due.format("%-d %b %Y"))).unwrap_or_default();
    let (right, direction) = match (action.status, action.done_at) {
        (ActionStatus::Done, Some(done_at)) if done_at > later => {
            ("done only after this day began".to_owned(), Direction::Same)
        }
        (ActionStatus::Done, _) => ("done".to_owned(), Direction::Better),
        (status, _) => (format!("still {} ({owner}{due})", status.label().to_lowercase()), Direction::Same),
    };
    let title = clip(&action.title, 120);
    Change {
        aspect: Aspect::FollowUp,
        subject: action.title.clone(),
        left: format!("raised for {owner}{due}"),
        words: format!("“{title}” is {right}."),
        right,
        direction,
    }
}

fn lower_first(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
