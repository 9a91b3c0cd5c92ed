//! The six times that carry every metric of an incident, and what lies between them.
//!
//! Sources disagree on where a metric begins, so each says its formula: time to detect and to acknowledge as the Google SRE
//! book and PagerDuty have them; to mitigate and to resolve from the beginning of the impact, which is what users lived through.

use super::hours::Hours;
use crate::{Instant, choice::choice};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

choice! {
    /// A time that counts.
    Mark {
        /// Users were hurt from here on.
        ImpactBegan("Impact began"),
        /// Somebody or something noticed.
        Detected("Detected"),
        /// Somebody said: I have it.
        Acknowledged("Acknowledged"),
        /// It was called an incident.
        Declared("Declared"),
        /// Users were no longer hurt.
        Mitigated("Mitigated"),
        /// Its cause was gone.
        Resolved("Resolved"),
    }
}

choice! {
    /// How long something took.
    TimeTo {
        /// From the impact to its detection.
        Detect("Time to detect"),
        /// From the detection to somebody who has it.
        Acknowledge("Time to acknowledge"),
        /// From the impact to its end.
        Mitigate("Time to mitigate"),
        /// From the impact to the end of its cause.
        Resolve("Time to resolve"),
    }
}

/// The marks that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Marks(pub BTreeMap<Mark, Instant>);

/// What lies between two marks that are both known and in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Length {
    /// Where it begins.
    pub from: Instant,
    /// Where it ends.
    pub to: Instant,
    /// What lies between, in whole seconds, by the clock that was asked for.
    pub value_s: i64,
}

/// Why a metric has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoLength {
    /// Nobody said when this was.
    NotMarked(Mark),
    /// The mark where it ends is before the one where it begins.
    Backwards {
        /// Where it should begin.
        from: Mark,
        /// Where it should end.
        to: Mark,
    },
}

impl TimeTo {
    /// Where it begins and ends.
    #[must_use]
    pub const fn between(self) -> (Mark, Mark) {
        match self {
            Self::Detect => (Mark::ImpactBegan, Mark::Detected),
            Self::Acknowledge => (Mark::Detected, Mark::Acknowledged),
            Self::Mitigate => (Mark::ImpactBegan, Mark::Mitigated),
            Self::Resolve => (Mark::ImpactBegan, Mark::Resolved),
        }
    }

    /// What people write for it: `TTD`.
    #[must_use]
    pub const fn short(self) -> &'static str {
        match self {
            Self::Detect => "TTD",
            Self::Acknowledge => "TTA",
            Self::Mitigate => "TTM",
            Self::Resolve => "TTR",
        }
    }

    /// `impact began → detected`
    #[must_use]
    pub fn formula(self) -> String {
        let (from, to) = self.between();
        format!("{} → {}", from.label().to_lowercase(), to.label().to_lowercase())
    }
}

impl Marks {
    /// When this was, where somebody said so.
    #[must_use]
    pub fn at(&self, mark: Mark) -> Option<Instant> {
        self.0.get(&mark).copied()
    }

    /// How long something took, by `hours`.
    ///
    /// # Errors
    /// A mark is missing, or both stand in the wrong order: nothing is guessed.
    pub fn length(&self, metric: TimeTo, hours: &Hours) -> Result<Length, NoLength> {
        let (first, last) = metric.between();
        let from = self.at(first).ok_or(NoLength::NotMarked(first))?;
        let to = self.at(last).ok_or(NoLength::NotMarked(last))?;
        if to < from {
            return Err(NoLength::Backwards { from: first, to: last });
        }
        Ok(Length { from, to, value_s: hours.between_s(from, to) })
    }

    /// Pairs of neighbours that stand in the wrong order: what is resolved before it is mitigated is a slip. An incident may
    /// be declared at any time, and detected before users felt it.
    #[must_use]
    pub fn out_of_order(&self) -> Vec<(Mark, Mark)> {
        const ORDER: &[(Mark, Mark)] = &[
            (Mark::Detected, Mark::Acknowledged),
            (Mark::ImpactBegan, Mark::Mitigated),
            (Mark::Detected, Mark::Mitigated),
            (Mark::Mitigated, Mark::Resolved),
        ];
        let wrong = |(first, last): &&(Mark, Mark)| matches!((self.at(*first), self.at(*last)), (Some(first), Some(last)) if last < first);
        ORDER.iter().filter(wrong).copied().collect()
    }
}

impl NoLength {
    /// In words.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::NotMarked(mark) => format!("Not measured: “{mark}” is not on the timeline."),
            Self::Backwards { from, to } => format!("Not measured: “{to}” is before “{from}”."),
        }
    }
}

/// What many values come to. The mean of durations is pulled away by one long incident, so it never stands alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typical {
    /// How many there are.
    pub count: usize,
    /// Half of them took at most this many seconds; the mean of the middle two where they are even.
    pub median_s: i64,
    /// Their mean, in whole seconds.
    pub mean_s: i64,
}

impl Typical {
    /// What `values_s` come to; `None` where there are none.
    #[must_use]
    pub fn of(mut values_s: Vec<i64>) -> Option<Self> {
        values_s.sort_unstable();
        let count = values_s.len();
        let middle = |at: usize| values_s.get(at).copied();
        let (low, high) = (middle(count.checked_sub(1)? / 2)?, middle(count / 2)?);
        let sum: i128 = values_s.iter().map(|value| i128::from(*value)).sum();
        let mean_s = i64::try_from(sum / i128::try_from(count).ok()?).ok()?;
        Some(Self { count, median_s: low + (high - low) / 2, mean_s })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(known: &[(Mark, i64)]) -> Marks {
        Marks(known.iter().map(|(mark, s)| (*mark, Instant::from_ms(s * 1000))).collect())
    }

    #[test]
    fn a_metric_is_what_lies_between_its_marks_or_nothing() {
        let known = marks(&[
            (Mark::ImpactBegan, 0),
            (Mark::Detected, 225),
            (Mark::Mitigated, 3470),
            (Mark::Acknowledged, 100),
        ]);
        let length = |metric| known.length(metric, &Hours::RoundTheClock);
        assert_eq!(length(TimeTo::Detect).map(|length| length.value_s), Ok(225));
        assert_eq!(length(TimeTo::Mitigate).map(|length| length.value_s), Ok(3470));
        assert_eq!(length(TimeTo::Resolve), Err(NoLength::NotMarked(Mark::Resolved)));
        let backwards = NoLength::Backwards { from: Mark::Detected, to: Mark::Acknowledged };
        assert_eq!(length(TimeTo::Acknowledge), Err(backwards));
        assert_eq!(backwards.words(), "Not measured: “Acknowledged” is before “Detected”.");
        assert_eq!(known.out_of_order(), [(Mark::Detected, Mark::Acknowledged)]);
        assert_eq!(TimeTo::Mitigate.formula(), "impact began → mitigated");
    }

    #[test]
    fn the_mean_never_stands_alone() {
        let typical = |values: &[i64]| {
            Typical::of(values.to_vec()).map(|typical| (typical.count, typical.median_s, typical.mean_s))
        };
        assert_eq!(typical(&[]), None);
        assert_eq!(typical(&[60]), Some((1, 60, 60)));
        assert_eq!(typical(&[10, 20]), Some((2, 15, 15)));
        assert_eq!(typical(&[5_280, 60, 5_400_000]), Some((3, 5_280, 1_801_780)));
        assert_eq!(typical(&[i64::MAX, i64::MAX]), Some((2, i64::MAX, i64::MAX)));
    }
}
