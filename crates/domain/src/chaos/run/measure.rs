//! What the readings of a trial say: how a metric stands, when the fault was noticed, when the system was back.

use super::{Abort, Check, Reading, Standing, Step, Trial};
use crate::{
    Instant,
    chaos::experiment::{AbortCondition, Metric},
    time,
};

/// How the steady state came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// So many milliseconds after the stop.
    Took(i64),
    /// It was measured again, and something was out of range.
    NotBack,
    /// Nobody measured all of it again.
    NotMeasured,
}

impl Recovery {
    /// In words.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Took(ms) => time::words(ms),
            Self::NotBack => "not back in range".to_owned(),
            Self::NotMeasured => "not measured".to_owned(),
        }
    }
}

impl Trial {
    /// When the steady state was back: the first instant at which every metric had been read again during the
    /// verification and each one's latest value was in range.
    #[must_use]
    pub fn recovered_at(&self) -> Option<Instant> {
        self.recovering().map(|reading| reading.at)
    }

    /// The reading with which the steady state was back.
    pub(super) fn recovering(&self) -> Option<&Reading> {
        let verify_began = self.began(Step::Verify)?;
        let mut latest: Vec<Option<bool>> = vec![None; self.experiment().metrics.len()];
        let mut recovering = None;
        let after = |reading: &&Reading| {
            !reading.struck && reading.at >= verify_began && reading.step >= Step::Verify
        };
        for reading in self.readings.iter().filter(after) {
            let Some(at) = self.experiment().metrics.iter().position(|metric| metric.name == reading.metric)
            else {
                continue;
            };
            if let (Some(slot), Some(metric)) = (latest.get_mut(at), self.experiment().metrics.get(at)) {
                *slot = Some(metric.range.holds(reading.value));
            }
            if latest.iter().all(|in_range| *in_range == Some(true)) {
                recovering = recovering.or(Some(reading));
            } else {
                recovering = None;
            }
        }
        recovering
    }

    /// From stop to recovered, in milliseconds: by the wall, pauses included, because customers do not pause.
    #[must_use]
    pub fn stop_to_recovered_ms(&self) -> Option<i64> {
        Some(self.recovered_at()?.shown_since(self.stopped_at()?).max(0)) // a set clock costs nobody negative time
    }

    /// How the steady state came back, as far as the last reading of each metric since the verification began tells.
    #[must_use]
    pub fn recovery(&self) -> Recovery {
        let out = |metric: &Metric| self.recovered(metric).is_some_and(|value| !metric.range.holds(value));
        match self.stop_to_recovered_ms() {
            Some(ms) => Recovery::Took(ms),
            None if self.experiment().metrics.iter().any(out) => Recovery::NotBack,
            None => Recovery::NotMeasured,
        }
    }

    /// The last value of a metric that was read during the verification or after it.
    #[must_use]
    pub fn recovered(&self, metric: &Metric) -> Option<f64> {
        let after = |reading: &&Reading| {
            !reading.struck && reading.step >= Step::Verify && reading.metric == metric.name
        };
        self.readings.iter().rev().find(after).map(|reading| reading.value)
    }

    /// When the fault was noticed by those who run the system: the first word of it, else the first sign of it in the
    /// journal (a condition that tripped, a reading out of range, an abort that rests on one of them). An abort alone is
    /// none: the room knew of the fault, and may have stopped for lunch.
    #[must_use]
    pub fn detected_at(&self) -> Option<Instant> {
        let injected_at = self.injected_at()?;
        let said = self.detections.iter().filter(|found| !found.struck).map(|found| found.said.at).min();
        said.or_else(|| {
            let tripped =
                self.checks.iter().filter(|check| check.tripped && !check.struck).map(|check| check.said.at);
            let out = |reading: &&Reading| {
                !reading.struck
                    && reading.step == Step::Inject
                    && self
                        .experiment()
                        .metrics
                        .iter()
                        .any(|metric| metric.name == reading.metric && !metric.range.holds(reading.value))
            };
            let read = self.readings.iter().filter(out).map(|reading| reading.at);
            let called_for = |abort: &&Abort| abort.condition.is_some() || abort.reading.is_some();
            let aborted = self.abort.iter().filter(called_for).map(|abort| abort.said.at);
            tripped.chain(read).chain(aborted).min()
        })
        .map(|at| at.max(injected_at))
    }

    /// From the injection to its detection, in milliseconds, by the wall.
    #[must_use]
    pub fn time_to_detect_ms(&self) -> Option<i64> {
        Some(self.detected_at()?.shown_since(self.injected_at()?))
    }

    /// The metrics that nobody has read again since the verification began.
    #[must_use]
    pub fn unverified(&self) -> Vec<&Metric> {
        let Some(_) = self.began(Step::Verify) else { return self.experiment().metrics.iter().collect() };
        let read = |metric: &&Metric| {
            !self.readings.iter().any(|r| !r.struck && r.step >= Step::Verify && r.metric == metric.name)
        };
        self.experiment().metrics.iter().filter(read).collect()
    }

    /// The latest reading of a metric that was not struck.
    #[must_use]
    pub fn latest(&self, metric: &str) -> Option<&Reading> {
        self.readings.iter().rev().find(|reading| !reading.struck && reading.metric == metric)
    }

    /// The value to compare with: what was read last during the baseline step, else what the plan says.
    #[must_use]
    pub fn baseline(&self, metric: &Metric) -> Option<f64> {
        self.measured_baseline(metric).or(metric.baseline)
    }

    /// The value that was read last during the baseline step; what the plan says is no measurement.
    #[must_use]
    pub fn measured_baseline(&self, metric: &Metric) -> Option<f64> {
        self.readings
            .iter()
            .rev()
            .find(|reading| {
                !reading.struck && reading.step == Step::Baseline && reading.metric == metric.name
            })
            .map(|reading| reading.value)
    }

    /// What the plan said that a metric usually is, where it was measured to be something else or not at all. It is shown as
    /// what it is: the plan's value is not replaced by the measured one, nor does it stand for one.
    #[must_use]
    pub fn planned_baseline(&self, metric: &Metric) -> Option<f64> {
        metric.baseline.filter(|planned| self.measured_baseline(metric) != Some(*planned))
    }

    /// The live reading that was written down together with a check of `condition`.
    pub(super) fn read_with(&self, check: &Check, condition: &AbortCondition) -> Option<u64> {
        let metric = condition.metric.as_ref()?;
        let together = |reading: &&Reading| {
            reading.live && !reading.struck && reading.at == check.said.at && &reading.metric == metric
        };
        self.readings.iter().find(together).map(|reading| reading.seq)
    }

    /// How the latest reading of a metric stands.
    #[must_use]
    pub fn standing(&self, metric: &Metric) -> Standing {
        self.latest(&metric.name)
            .map_or(Standing::NotRead, |reading| standing(metric, metric.baseline, reading.value))
    }
}

/// How `value` stands against the metric's range. "Near" begins at four fifths of the way from the baseline to the bound;
/// without a baseline, within a twentieth of the bound.
#[must_use]
pub fn standing(metric: &Metric, baseline: Option<f64>, value: f64) -> Standing {
    if !metric.range.holds(value) {
        return Standing::OutOfRange;
    }
    let near = |bound: f64| match baseline {
        Some(baseline) if (bound - baseline).abs() > f64::EPSILON => {
            (value - baseline) / (bound - baseline) >= 0.8
        }
        _ => (bound - value).abs() <= bound.abs() * 0.05 && baseline.is_none(),
    };
    let bounds = [metric.range.min, metric.range.max];
    if bounds.into_iter().flatten().any(near) { Standing::NearLimit } else { Standing::InRange }
}
