//! The fold, the clock and the agenda of any run, on the smallest kind of run that has all three: a talk that goes through
//! its topics, each with a clock.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use super::*;
use proptest::prelude::*;

const MIN: i64 = 60_000;

/// What can happen in a talk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
enum Happened {
    /// It began, with so many topics of ten minutes.
    Began { topics: usize },
    /// It went on to the next topic.
    Next,
    #[serde(untagged)]
    Common(Common),
}

impl From<Common> for Happened {
    fn from(common: Common) -> Self {
        Self::Common(common)
    }
}

impl Event for Happened {
    fn common(&self) -> Option<&Common> {
        if let Self::Common(common) = self { Some(common) } else { None }
    }
}

/// A talk in progress.
#[derive(Clone, Debug, PartialEq)]
struct Talk {
    course: Course,
    topics: usize,
    clocks: Vec<Timer>,
}

impl Fold for Talk {
    type Event = Happened;

    const NOUN: &'static str = "talk";
    const STRETCH: &'static str = "topic";
    const STRIKABLE: &'static str = "words";

    fn begin(first: &Entry<Happened>) -> Option<Self> {
        let Happened::Began { topics } = first.event else { return None };
        Some(Self { course: Course::begin(first.seq, first.at), topics, clocks: Vec::new() })
    }

    fn course(&self) -> &Course {
        &self.course
    }

    fn course_mut(&mut self) -> &mut Course {
        &mut self.course
    }

    fn admit_own(&self, event: &Happened, _: Instant) -> Result<(), NotNow> {
        match event {
            Happened::Next if self.clocks.len() < self.topics => Ok(()),
            Happened::Next => no("There is no further topic."),
            _ => no("This talk has already begun."),
        }
    }

    fn enact_own(&mut self, _: &Entry<Happened>, at: Instant) {
        self.clocks.iter_mut().for_each(|timer| timer.stop(at));
        self.clocks.push(Timer::start(at, Some(10 * MIN)));
    }

    fn sentence_own(&self, _: &Entry<Happened>) -> String {
        "On to the next topic.".to_owned()
    }

    fn clock(&self) -> Option<&Timer> {
        self.clocks.last().filter(|timer| timer.is_open())
    }

    fn clocks(&mut self) -> Vec<&mut Timer> {
        self.clocks.iter_mut().collect()
    }
}

/// A room in which a talk is held: it writes only what the rules admit.
struct Room {
    talk: Talk,
    entries: Vec<Entry<Happened>>,
    wall: Instant,
}

impl Room {
    fn begin(topics: usize) -> Self {
        let wall = Instant::from_ms(1_795_600_000_000);
        let first = Entry { seq: 1, at: wall, actor: "Ada".to_owned(), event: Happened::Began { topics } };
        Self { talk: Talk::begin(&first).unwrap(), entries: vec![first], wall }
    }

    fn say(&mut self, event: impl Into<Happened>) -> Result<u64, NotNow> {
        let event = event.into();
        self.talk.admit(&event, self.wall)?;
        let seq = self.talk.course.seq + 1;
        let entry = Entry { seq, at: self.wall, actor: "Ada".to_owned(), event };
        assert!(self.talk.apply(&entry), "what is admitted is applied");
        self.entries.push(entry);
        Ok(seq)
    }

    fn wait(&mut self, ms: i64) {
        self.wall = self.wall.plus_ms(ms);
    }

    fn elapsed_ms(&self) -> i64 {
        self.talk.clocks.last().unwrap().elapsed_ms(self.talk.course.steady(self.wall))
    }
}

/// What may happen to the clock of a topic, and what of it counts.
#[derive(Clone, Debug)]
enum Turn {
    Wait(i64),
    Pause(i64),
    Sleep(i64, bool),
    SetClock(i64),
    Extend(i64),
}

fn any_turn() -> impl Strategy<Value = Turn> {
    prop_oneof![
        (0..20 * MIN).prop_map(Turn::Wait),
        (0..20 * MIN).prop_map(Turn::Pause),
        (1..20 * MIN, any::<bool>()).prop_map(|(ms, counts)| Turn::Sleep(ms, counts)),
        (-600 * MIN..600 * MIN).prop_map(Turn::SetClock),
        (1..30 * MIN).prop_map(Turn::Extend),
    ]
}

proptest! {
    /// Held against the plainest way to say it: the sum of what was waited and of the sleep that the room counts.
    #[test]
    fn a_clock_counts_what_it_should_through_pauses_sleep_and_set_clocks(
        turns in prop::collection::vec(any_turn(), 0..30)
    ) {
        let mut room = Room::begin(1);
        room.say(Happened::Next).unwrap();
        let (mut counted_ms, mut allowed_ms) = (0, 10 * MIN);
        for turn in turns {
            match turn {
                Turn::Wait(ms) => {
                    room.wait(ms);
                    counted_ms += ms;
                }
                Turn::Pause(ms) => {
                    room.say(Common::Paused).unwrap();
                    room.wait(ms);
                    room.say(Common::Resumed).unwrap();
                }
                Turn::Sleep(ms, counts) => {
                    let from = room.wall;
                    room.wait(ms);
                    let to = room.wall;
                    let gap = room.say(Common::GapFound { cause: GapCause::Slept, from, to }).unwrap();
                    room.say(Common::GapDecided { gap, counts }).unwrap();
                    counted_ms += if counts { ms } else { 0 };
                }
                Turn::SetClock(by_ms) => {
                    room.wait(by_ms);
                    room.say(Common::ClockSet { by_ms }).unwrap();
                }
                Turn::Extend(by_ms) => {
                    room.say(Common::Extended { by_ms }).unwrap();
                    allowed_ms += by_ms;
                }
            }
            prop_assert_eq!(room.elapsed_ms(), counted_ms);
            prop_assert_eq!(room.talk.clocks[0].allowed_ms(), Some(allowed_ms));
        }
        prop_assert_eq!(Talk::fold(&room.entries), Some(room.talk), "and a fold comes to the same");
    }

    /// Whatever the plan and however far a run is: nothing is expected before it can be, and what is over fits.
    #[test]
    fn no_item_is_expected_before_the_one_before_it_is_over(
        items in prop::collection::vec((0_i64..60 * MIN, any::<bool>()), 1..12),
        begun in 0_usize..12, length_min in 0_i64..300, at_min in 0_i64..300
    ) {
        let start = Instant::from_ms(1_795_600_000_000);
        let course = Course::begin(1, start);
        let mut free_at = start;
        let planned: Vec<Item> = items.iter().enumerate().map(|(at, (planned_ms, _))| {
            let (began, ended) = (at < begun, at + 1 < begun);
            let began_at = began.then_some(free_at);
            if began {
                free_at = free_at.plus_ms(*planned_ms);
            }
            Item { planned_ms: *planned_ms, began_at, ended_at: ended.then_some(free_at), rest_ms: 0 }
        }).collect();
        let now = start.plus_ms(at_min * MIN);
        let agenda = agenda(&course, now, Some(start), Some(length_min * MIN), planned);
        let expected: Vec<_> = agenda.slots.iter().map(|slot| slot.expected.unwrap()).collect();
        prop_assert!(expected.iter().all(|(from, to)| from <= to));
        for (two, slots) in expected.windows(2).zip(agenda.slots.windows(2)) {
            if slots[1].began_at.is_none() {
                prop_assert!(two[0].1 <= two[1].0, "{two:?}");
                prop_assert!(two[1].0 >= now);
            }
        }
        prop_assert!(agenda.slots.iter().all(|slot| slot.ended_at.is_none() || slot.fits));
        let late: Vec<_> = agenda.slots.iter().filter(|slot| !slot.fits).map(|slot| slot.item).collect();
        prop_assert!(late.iter().all(|at| expected[*at].1 > start.plus_ms(length_min * MIN)));
    }
}

#[test]
fn what_any_run_can_say_is_said_in_its_own_nouns() {
    let mut room = Room::begin(1);
    let refused = |said: Result<u64, NotNow>| said.unwrap_err().0;
    assert_eq!(refused(room.say(Common::Paused)), "No topic is in progress, so no countdown runs.");
    room.say(Happened::Next).unwrap();
    assert_eq!(refused(room.say(Happened::Next)), "There is no further topic.");
    room.say(Common::Extended { by_ms: 5 * MIN }).unwrap();
    assert_eq!(room.talk.sentence(room.entries.last().unwrap()), "5 min added to this topic.");
    room.say(Common::Ended { note: "Thank you".to_owned() }).unwrap();
    assert_eq!(room.talk.sentence(room.entries.last().unwrap()), "The talk ended. Thank you.");
    assert_eq!(
        refused(room.say(Happened::Next)),
        "The talk has ended. Its record can be corrected or added to, but nothing more can be run."
    );
    room.say(Common::Observed { text: "One more word".to_owned() }).unwrap();
}

#[test]
fn a_private_note_and_the_reason_for_striking_it_stay_with_the_facilitator() {
    let mut room = Room::begin(1);
    let secret = room.say(Common::Noted { text: "They look tired".to_owned() }).unwrap();
    let open = room.say(Common::Observed { text: "The room is full".to_owned() }).unwrap();
    room.say(Common::Struck { seq: secret, reason: "They are not tired".to_owned() }).unwrap();
    room.say(Common::Struck { seq: open, reason: "It was half full".to_owned() }).unwrap();
    let shown = Talk::shown_on_stage(&room.entries);
    assert_eq!(shown.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [1, open, open + 2]);
    assert_eq!(room.talk.struck(secret), Some(true));
    assert!(room.say(Common::Struck { seq: open, reason: "Once more".to_owned() }).is_err());
}

#[test]
fn files_of_today_keep_their_words_and_damaged_ones_are_refused_in_words() {
    let ended = Happened::from(Common::Ended { note: String::new() });
    let text = serde_json::to_string(&ended).unwrap();
    assert_eq!(text, r#"{"event":"day-ended","note":""}"#);
    assert_eq!(serde_json::from_str::<Happened>(&text).unwrap(), ended);
    assert_eq!(serde_json::from_str::<Happened>(r#"{"event":"ended","note":""}"#).unwrap(), ended);
    for damaged in [r#"{"event":"flew"}"#, r#"{"event":"extended"}"#, r#"{"event":"extended","by_ms":"5"}"#] {
        assert!(serde_json::from_str::<Happened>(damaged).is_err(), "{damaged}");
    }
}

#[test]
fn the_oldest_gap_that_waits_is_found_without_the_run() {
    let found = |seq: u64, ms: i64| {
        let (from, to) = (Instant::from_ms(0), Instant::from_ms(ms));
        (seq, Common::GapFound { cause: GapCause::Slept, from, to })
    };
    let decided = |seq: u64, gap: u64| (seq, Common::GapDecided { gap, counts: true });
    let open = |events: &[(u64, Common)]| {
        let entry = |(seq, event): &(u64, Common)| Entry {
            seq: *seq,
            at: Instant::from_ms(0),
            actor: "Readyroom".into(),
            event: event.clone(),
        };
        open_gap(&events.iter().map(entry).collect::<Vec<_>>()).map(|gap| (gap.seq, gap.to.ms()))
    };
    assert_eq!(open(&[]), None);
    assert_eq!(open(&[found(3, 10), found(5, 20)]), Some((3, 10)));
    assert_eq!(open(&[found(3, 10), found(5, 20), decided(6, 3)]), Some((5, 20)));
    assert_eq!(open(&[found(3, 10), decided(4, 3)]), None);
}
