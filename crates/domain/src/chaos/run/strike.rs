//! What can be struck through of an experiment.

use super::{Check, Detection, Prediction, Reading, Trial};
use crate::journal::{find, strikable, strike};

strikable!(Reading.seq, Check.said.seq, Prediction.said.seq, Detection.said.seq);

impl Trial {
    /// Whether an entry has been struck; `None` for one that is not of this experiment, or cannot be.
    pub(super) fn struck(&self, seq: u64) -> Option<bool> {
        let reading = find(&self.readings, seq).map(|reading| reading.struck);
        let check = || find(&self.checks, seq).map(|check| check.struck);
        let prediction = || find(&self.predictions, seq).map(|prediction| prediction.struck);
        let note = || find(&self.notes, seq).map(|note| note.struck);
        let detection = || find(&self.detections, seq).map(|detection| detection.struck);
        reading.or_else(check).or_else(prediction).or_else(note).or_else(detection)
    }

    pub(super) fn strike(&mut self, seq: u64) {
        strike(&mut self.readings, seq);
        strike(&mut self.checks, seq);
        strike(&mut self.predictions, seq);
        strike(&mut self.notes, seq);
        strike(&mut self.detections, seq);
    }

    /// Whether the entry is a prediction that the fault has locked.
    pub(super) fn locks(&self, seq: u64) -> bool {
        self.injected_at().is_some() && find(&self.predictions, seq).is_some()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use crate::{
        chaos::run::{Event, Run},
        journal::{Common, Fold},
        sample::sample,
        time::parse_date,
    };

    #[test]
    fn each_entry_that_can_be_struck_is_found_and_no_other_is_touched() {
        let sample = sample(parse_date("2026-11-24").unwrap());
        let entries = &sample.journals[0].1;
        let run = Run::fold(entries).unwrap();
        let mut found = 0;
        for entry in entries {
            let strikable = matches!(
                entry.event,
                Event::Reading { .. }
                    | Event::ConditionChecked { .. }
                    | Event::Predicted { .. }
                    | Event::Common(Common::Observed { .. })
                    | Event::Common(Common::Noted { .. })
                    | Event::Surprised { .. }
                    | Event::Detected { .. }
            );
            assert_eq!(run.struck(entry.seq).is_some(), strikable, "{entry:?}");
            if run.struck(entry.seq) != Some(false) {
                continue;
            }
            found += 1;
            let mut after = run.clone();
            after.strike(entry.seq);
            let changed: Vec<u64> = entries
                .iter()
                .map(|entry| entry.seq)
                .filter(|seq| after.struck(*seq) != run.struck(*seq))
                .collect();
            assert_eq!(changed, [entry.seq]);
        }
        assert!(found > 40, "only {found} entries of the sample can be struck");
    }
}
