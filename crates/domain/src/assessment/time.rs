//! The timebox of the dimension that the room is at: the clock of a run. A review has no journal, so the holes in its time
//! stand with that dimension.

use super::{Assessment, Present};
use crate::{
    journal::{Common, Gap, Timer},
    text::Invalid,
};

impl Present {
    /// The holes in its time that nobody has decided on, in order.
    pub fn open_gaps(&self) -> impl Iterator<Item = &Gap> {
        self.gaps.iter().filter(|gap| gap.counts.is_none())
    }
}

impl Assessment {
    /// The timebox of the present dimension. Like the clock of a run it counts a gap until the room leaves it out.
    #[must_use]
    pub fn clock(&self) -> Option<Timer> {
        let present = self.present.as_ref()?;
        let mut timer = Timer::start(present.since, Some(i64::from(self.timebox_min) * 60_000));
        for gap in present.gaps.iter().filter(|gap| gap.counts == Some(false)) {
            timer.exclude(gap.from, gap.to);
        }
        Some(timer)
    }

    /// Takes in what happened to time. Whether a timebox was there for it to happen to.
    pub fn happened(&mut self, what: &Common) -> bool {
        let Some(present) = &mut self.present else { return false };
        match what {
            Common::GapFound { cause, from, to } => {
                let seq = present.gaps.last().map_or(1, |gap| gap.seq.saturating_add(1));
                present.gaps.push(Gap { seq, cause: *cause, from: *from, to: *to, counts: None });
            }
            Common::ClockSet { by_ms } => {
                // A run keeps how far the clock was set; here nothing else is on that clock, so it moves along.
                present.since = present.since.plus_ms(*by_ms);
                for gap in &mut present.gaps {
                    (gap.from, gap.to) = (gap.from.plus_ms(*by_ms), gap.to.plus_ms(*by_ms));
                }
            }
            _ => return false,
        }
        true
    }

    /// Whether the time of all gaps up to the one with the number `upto` counts, as far as nobody has said so yet.
    ///
    /// # Errors
    /// No gap waits for a decision.
    pub fn decide_gaps(&mut self, upto: u64, counts: bool) -> Result<(), Invalid> {
        self.still_open()?;
        let gaps = self.present.iter_mut().flat_map(|present| &mut present.gaps);
        let waiting: Vec<&mut Gap> = gaps.filter(|gap| gap.seq <= upto && gap.counts.is_none()).collect();
        if waiting.is_empty() {
            return Err(Invalid::new("", "No gap in the time of this dimension waits for a decision."));
        }
        waiting.into_iter().for_each(|gap| gap.counts = Some(counts));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use crate::{
        Instant,
        assessment::{Said, Scope, TEMPLATES},
        journal::GapCause,
    };
    use proptest::prelude::*;

    const NOW: Instant = Instant::from_ms(1_795_600_000_000);
    const BOX_MS: i64 = 8 * 60_000;

    fn review() -> Assessment {
        let mut review = Assessment::new("Checkout", Scope::Organisation, TEMPLATES[0].clone());
        review.present(0, NOW).unwrap();
        review
    }

    fn slept(from: Instant, ms: i64) -> Common {
        Common::GapFound { cause: GapCause::Slept, from, to: from.plus_ms(ms) }
    }

    /// What can happen while a review is open, in milliseconds.
    #[derive(Clone, Debug)]
    enum Happens {
        Lived(i64),
        /// And what the room says of it, at once or not at all.
        Slept(i64, Option<bool>),
        Set(i64),
        /// The room is at another dimension meanwhile.
        Elsewhere(i64),
    }

    fn happens() -> impl Strategy<Value = Happens> {
        prop_oneof![
            (0_i64..400_000).prop_map(Happens::Lived),
            (3_000_i64..90_000_000, any::<Option<bool>>())
                .prop_map(|(ms, counts)| Happens::Slept(ms, counts)),
            (-90_000_000_i64..90_000_000).prop_map(Happens::Set),
            (0_i64..400_000).prop_map(Happens::Elsewhere),
        ]
    }

    proptest! {
        /// Held against a tally: every second that the room was here, and of the gaps those that it did not leave out.
        #[test]
        fn the_timebox_is_what_was_spent_whatever_happens_to_time(all in prop::collection::vec(happens(), 0..25)) {
            let (mut review, mut wall, mut spent_ms, mut undecided_ms) = (review(), NOW, 0, 0);
            for happens in all {
                match happens {
                    Happens::Lived(ms) => (wall, spent_ms) = (wall.plus_ms(ms), spent_ms + ms),
                    Happens::Slept(ms, said) => {
                        prop_assert!(review.happened(&slept(wall, ms)));
                        (wall, spent_ms, undecided_ms) = (wall.plus_ms(ms), spent_ms + ms, undecided_ms + ms);
                        if let Some(counts) = said {
                            let upto = review.present.as_ref().unwrap().open_gaps().last().unwrap().seq;
                            review.hear(&Said::DecideGaps { upto, counts }, wall).unwrap();
                            spent_ms -= if counts { 0 } else { undecided_ms };
                            undecided_ms = 0;
                        }
                    }
                    Happens::Set(by_ms) => {
                        wall = wall.plus_ms(by_ms);
                        let set = Common::ClockSet { by_ms };
                        prop_assert!(review.happened(&set));
                    }
                    Happens::Elsewhere(ms) => {
                        review.present(1, wall).unwrap();
                        wall = wall.plus_ms(ms);
                        review.present(0, wall).unwrap();
                        undecided_ms = 0; // whoever goes on without an answer has counted it
                    }
                }
                let clock = review.clock().unwrap();
                prop_assert_eq!(clock.elapsed_ms(wall), spent_ms);
                prop_assert_eq!(clock.deadline(), Some(wall.plus_ms(BOX_MS - spent_ms)));
            }
        }
    }

    #[test]
    fn a_decision_is_about_the_gaps_that_were_there_when_it_was_asked_for() {
        let mut review = review();
        review.happened(&slept(NOW, 240_000));
        review.happened(&slept(NOW.plus_ms(300_000), 50_000_000));
        review.decide_gaps(1, true).unwrap();
        let open: Vec<u64> = review.present.as_ref().unwrap().open_gaps().map(|gap| gap.seq).collect();
        assert_eq!(open, [2], "the night after the question is asked about by itself");
        assert!(review.decide_gaps(1, false).unwrap_err().message.contains("waits"));
        review.present(1, NOW).unwrap();
        assert!(review.decide_gaps(2, false).is_err(), "it was about another dimension");
    }

    #[test]
    fn only_what_happens_to_time_happens_to_a_review_and_only_while_the_room_is_at_it() {
        let mut open = review();
        let before = open.clone();
        assert!(!open.happened(&Common::Paused));
        assert_eq!(open, before);
        for at in 1..8 {
            open.set_aside(at, Some("Not ours")).unwrap();
        }
        open.solo = true;
        open.agree(0, Some(3)).unwrap();
        open.close(NOW).unwrap();
        assert!(!open.happened(&slept(NOW, 60_000)) && !open.happened(&Common::ClockSet { by_ms: 60_000 }));
        assert!(open.clock().is_none());
    }

    #[test]
    fn a_timebox_of_a_released_file_is_read_and_is_written_as_it_was() {
        let old = r#"{"dimension":3,"since":1795600000000}"#;
        let present: Present = serde_json::from_str(old).unwrap();
        assert_eq!((present.dimension, present.since, present.gaps.len()), (3, NOW, 0));
        assert_eq!(serde_json::to_string(&present).unwrap(), old);
        let mut slept_through = review();
        slept_through.happened(&slept(NOW, 60_000));
        let written = serde_json::to_string(&slept_through).unwrap();
        assert_eq!(serde_json::from_str::<Assessment>(&written).unwrap(), slept_through);
    }
}
