//! What can be struck through. All lists of a day are in the order of the journal, so an entry is found by halving: a
//! search from the front made the fold of a long day grow with its square.

use super::{Check, Detection, Gap, Note, Prediction, Reading, Run, Trial};

/// One entry that can be struck through.
trait Strikable {
    /// Its place in the journal.
    fn seq(&self) -> u64;
    /// Whether it has been struck.
    fn struck(&mut self) -> &mut bool;
}

macro_rules! strikable {
    ($( $what:ident . $($seq:ident).+ ),+ $(,)?) => {
        $( impl Strikable for $what {
            fn seq(&self) -> u64 { self.$($seq).+ }
            fn struck(&mut self) -> &mut bool { &mut self.struck }
        } )+
    };
}

strikable!(Reading.seq, Check.said.seq, Prediction.said.seq, Note.said.seq, Detection.said.seq);

impl Run {
    /// Whether an entry has been struck; `None` for one that cannot be.
    #[must_use]
    pub fn struck(&self, seq: u64) -> Option<bool> {
        self.trials
            .iter()
            .find_map(|trial| {
                let reading = find(&trial.readings, seq).map(|reading| reading.struck);
                let check = || find(&trial.checks, seq).map(|check| check.struck);
                let prediction = || find(&trial.predictions, seq).map(|prediction| prediction.struck);
                let note = || find(&trial.notes, seq).map(|note| note.struck);
                let detection = || find(&trial.detections, seq).map(|detection| detection.struck);
                reading.or_else(check).or_else(prediction).or_else(note).or_else(detection)
            })
            .or_else(|| find(&self.notes, seq).map(|note| note.struck))
    }

    pub(super) fn strike(&mut self, seq: u64) {
        for trial in &mut self.trials {
            strike(&mut trial.readings, seq);
            strike(&mut trial.checks, seq);
            strike(&mut trial.predictions, seq);
            strike(&mut trial.notes, seq);
            strike(&mut trial.detections, seq);
        }
        strike(&mut self.notes, seq);
    }

    /// The words at this place in the journal.
    pub(super) fn note(&self, seq: u64) -> Option<&Note> {
        let of_trial = self.trials.iter().find_map(|trial| find(&trial.notes, seq));
        of_trial.or_else(|| find(&self.notes, seq))
    }

    /// The gap at this place in the journal.
    #[must_use]
    pub fn gap(&self, seq: u64) -> Option<&Gap> {
        self.gaps.get(self.gaps.binary_search_by_key(&seq, |gap| gap.seq).ok()?)
    }

    pub(super) fn gap_mut(&mut self, seq: u64) -> Option<&mut Gap> {
        let at = self.gaps.binary_search_by_key(&seq, |gap| gap.seq).ok()?;
        self.gaps.get_mut(at)
    }
}

impl Trial {
    /// Whether the entry is a prediction that the fault has locked.
    pub(super) fn locks(&self, seq: u64) -> bool {
        self.injected_at().is_some() && find(&self.predictions, seq).is_some()
    }
}

fn find<T: Strikable>(list: &[T], seq: u64) -> Option<&T> {
    list.get(list.binary_search_by_key(&seq, Strikable::seq).ok()?)
}

fn strike<T: Strikable>(list: &mut [T], seq: u64) {
    if let Ok(at) = list.binary_search_by_key(&seq, Strikable::seq)
        && let Some(found) = list.get_mut(at)
    {
        *found.struck() = true;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use crate::{
        run::{Event, Run},
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
                    | Event::Observed { .. }
                    | Event::Noted { .. }
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
