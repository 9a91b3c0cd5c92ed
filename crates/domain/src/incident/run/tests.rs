//! An incident from its declaration to its end, and what stands in the way.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use super::*;
use crate::{
    incident::{Escalation, Impact, NoLength, TimeTo, Users},
    journal::Common,
};

const MIN: i64 = 60_000;

/// A journal that is written with a clock in minutes since it was declared.
struct Room {
    run: Run,
    journal: Vec<Entry>,
}

fn at(min: i64) -> Instant {
    Instant::from_ms(1_800_000_000_000 + min * MIN)
}

fn declaration() -> Declaration {
    Declaration {
        title: "Checkout errors".to_owned(),
        extent: Extent { impact: Impact::CoreDown, users: Users::QuarterOrMore, escalations: vec![] },
        severity: Severity::Sev1,
        service_id: None,
        service: Some("checkout".to_owned()),
        people: vec![OnDuty { name: "Lena Vogt".to_owned(), duty: Duty::Commander }],
        channel: "#inc-2027-01-15-checkout-errors".to_owned(),
        affected: "New carts fail at payment".to_owned(),
        impact_began: Some(at(-11)),
        detected: Some(at(-7)),
        acknowledged: Some(at(-5)),
        origin: None,
    }
}

impl Room {
    fn declared(declaration: Declaration) -> Self {
        let event = Event::Declared { declaration: Box::new(declaration) };
        let first = Entry { seq: 1, at: at(0), actor: "Lena Vogt".to_owned(), event };
        Self { run: Run::begin(&first).unwrap(), journal: vec![first] }
    }

    fn try_say(&mut self, min: i64, event: Event) -> Result<(), String> {
        self.run.admit(&event, at(min)).map_err(|refused| refused.0)?;
        let seq = self.run.course.seq + 1;
        let entry = Entry { seq, at: at(min), actor: "Mira".to_owned(), event };
        assert!(self.run.apply(&entry));
        self.journal.push(entry);
        assert_eq!(Run::fold(&self.journal).as_ref(), Some(&self.run), "folded anew it is the same");
        Ok(())
    }

    fn say(&mut self, min: i64, event: Event) {
        self.try_say(min, event).unwrap();
    }

    fn last(&self) -> String {
        self.run.sentence(self.journal.last().unwrap())
    }
}

fn log(text: &str, at: Option<Instant>) -> Event {
    Event::Logged { kept: Kept::Happened, text: text.to_owned(), source: "Grafana".to_owned(), at }
}

fn check_in() -> Event {
    Event::CheckedIn { know: "carts fail".to_owned(), unknown: "why".to_owned() }
}

fn mitigated() -> Event {
    Event::Mitigated { how: "flag off".to_owned(), at: None }
}

fn resolved(early: &str) -> Event {
    Event::Resolved { cause: "A cache outlived the rollback".to_owned(), early: early.to_owned() }
}

#[test]
fn its_steps_follow_from_what_is_done() {
    let mut room = Room::declared(declaration());
    assert_eq!(room.run.step(), Step::Triage);
    room.say(2, check_in());
    assert_eq!(room.run.step(), Step::Respond);
    room.say(9, Event::Attempted { option: 0, attempt: Attempt::Trying, note: String::new() });
    assert_eq!(
        (room.run.step(), room.last().as_str()),
        (Step::Mitigate, "Roll back the last deployment: begun.")
    );
    room.say(
        15,
        Event::Attempted { option: 0, attempt: Attempt::NoHelp, note: "the cache keeps it".to_owned() },
    );
    assert_eq!(room.last(), "Roll back the last deployment: no help. the cache keeps it.");
    room.say(47, mitigated());
    assert_eq!(room.run.step(), Step::Resolve);
    room.say(50, Event::NormalSeen { at: None });
    room.say(80, resolved(""));
    assert_eq!((room.run.step(), room.run.status()), (Step::Review, IncidentStatus::Resolved));
    let marks = room.run.marks();
    let min = |metric| {
        marks.length(metric, &crate::incident::Hours::RoundTheClock).map(|length| length.value_s / 60)
    };
    assert_eq!(
        TimeTo::ALL.iter().map(|metric| min(*metric)).collect::<Vec<_>>(),
        [Ok(4), Ok(2), Ok(58), Ok(91)]
    );
}

#[test]
fn mitigated_is_not_resolved_and_a_relapse_takes_it_back() {
    let mut room = Room::declared(declaration());
    assert!(room.try_say(1, resolved("")).unwrap_err().starts_with("Users are still hurt"));
    room.say(5, mitigated());
    assert!(room.try_say(6, resolved("")).unwrap_err().starts_with("Nobody has said that the indicators"));
    room.say(6, Event::NormalSeen { at: None });
    let refused = room.try_say(20, resolved("")).unwrap_err();
    assert_eq!(
        refused,
        "The indicators are to be normal for 30 min; 16 min are left. Wait, or say why it is resolved before."
    );
    room.say(21, Event::Relapsed { seen: "errors again".to_owned() });
    assert!(!room.run.is_mitigated() && room.run.normal_since.is_none());
    assert_eq!(
        room.run.marks().length(TimeTo::Mitigate, &crate::incident::Hours::RoundTheClock),
        Err(NoLength::NotMarked(Mark::Mitigated))
    );
    room.say(30, mitigated());
    room.say(31, resolved("the service is switched off for good"));
    assert_eq!(
        room.last(),
        "Resolved: A cache outlived the rollback. Before 30 min of normal indicators: the service is switched off for good."
    );
    assert!(room.try_say(32, check_in()).is_err(), "it is over");
    room.say(33, Event::Updated { audience: Audience::AllClear, text: "Over.".to_owned(), next_at: None });
}

#[test]
fn check_ins_fall_due_by_severity_and_a_promise_to_customers_is_kept() {
    let mut room = Room::declared(declaration());
    let due = |room: &Room, owed: Owed| room.run.due().iter().find(|due| due.owed == owed).map(|due| due.at);
    assert_eq!(due(&room, Owed::CheckIn(1)), Some(at(8)), "fifteen minutes after it was noticed");
    room.say(6, check_in());
    assert_eq!(due(&room, Owed::CheckIn(2)), Some(at(21)));
    let extent = Extent { impact: Impact::Degraded, users: Users::UnderQuarter, escalations: vec![] };
    room.say(
        10,
        Event::Rated { extent: extent.clone(), severity: Severity::Sev2, reason: "revenue".to_owned() },
    );
    assert_eq!(
        (due(&room, Owed::CheckIn(2)), room.last().as_str()),
        (Some(at(36)), "SEV1 becomes SEV2. revenue.")
    );
    room.say(11, Event::Rated { extent, severity: Severity::Sev3, reason: "few".to_owned() });
    assert_eq!(due(&room, Owed::CheckIn(2)), None);
    let update = |next: Option<i64>| Event::Updated {
        audience: Audience::Customers,
        text: "We look.".to_owned(),
        next_at: next.map(at),
    };
    room.say(12, update(Some(42)));
    assert_eq!(room.last(), "Customer update: “We look.” Next in 30 min.");
    assert_eq!(room.run.update(Audience::Customers).unwrap().remaining_ms(at(50)), -8 * MIN);
    room.say(50, update(None));
    assert_eq!(room.run.update(Audience::Customers), None);
    let words = [1, 2, 3, 4, 11, 12, 21, 22, 113]
        .map(|number| Due { owed: Owed::CheckIn(number), at: at(0) }.words());
    assert_eq!(words[4], "Next check-in, 11th");
    assert_eq!(
        (words[1].as_str(), words[6].as_str(), words[8].as_str()),
        ("Next check-in, 2nd", "Next check-in, 21st", "Next check-in, 113th")
    );
}

#[test]
fn a_time_is_corrected_with_what_stood_first_kept_and_its_mark_goes_along() {
    let mut room = Room::declared(declaration());
    room.say(3, log("first failed order", Some(at(-12))));
    room.say(4, Event::Marked { mark: Mark::ImpactBegan, at: Some(at(-12)), entry: Some(2) });
    assert_eq!(room.run.marks_of(2).collect::<Vec<_>>(), [Mark::ImpactBegan]);
    room.say(5, Event::TimeCorrected { entry: 2, at: at(-14) });
    assert_eq!(room.last(), "Entry 2 happened 2 min before the time it has.");
    assert_eq!(room.run.time(2), Some(Time { at: at(-14), first: at(-12) }));
    assert_eq!(room.run.marks().at(Mark::ImpactBegan), Some(at(-14)));
    assert_eq!(room.run.lines[0].said.at, at(-14));
    // An entry is a mark at the time that it has, whatever the clock on the wall says by now.
    room.say(5, Common::ClockSet { by_ms: 60 * MIN }.into());
    room.say(65, Event::Marked { mark: Mark::Detected, at: Some(at(-14)), entry: Some(2) });
    assert_eq!(room.run.marks().at(Mark::Detected), Some(at(-14)));
    room.say(65, Event::Marked { mark: Mark::Detected, at: Some(at(50)), entry: None });
    assert_eq!(room.run.marks().at(Mark::Detected), Some(at(-10)), "read off the wall");
    room.say(66, Common::ClockSet { by_ms: -60 * MIN }.into());
    for (event, words) in [
        (Event::TimeCorrected { entry: 2, at: at(99) }, "in the future"),
        (Event::TimeCorrected { entry: 9, at: at(0) }, "Only what happened"),
        (Event::TimeCorrected { entry: 2, at: at(-600_000) }, "more than a year"),
        (Event::Marked { mark: Mark::Resolved, at: Some(at(0)), entry: None }, "when the commander says so"),
        (Event::Marked { mark: Mark::Mitigated, at: Some(at(0)), entry: None }, "Say that it is mitigated"),
        (Event::Marked { mark: Mark::Declared, at: None, entry: None }, "not taken off"),
    ] {
        assert!(room.try_say(6, event).unwrap_err().contains(words), "{words}");
    }
}

#[test]
fn what_stands_at_the_time_of_an_entry_goes_along_when_that_is_corrected() {
    let mut room = Room::declared(declaration());
    room.say(6, check_in());
    room.say(7, Event::TimeCorrected { entry: 2, at: at(2) });
    assert_eq!((room.run.check_in().unwrap().at, room.run.check_ins[0].know.at), (at(17), at(2)));
    room.say(20, mitigated());
    room.say(40, Event::NormalSeen { at: None });
    room.say(41, Event::TimeCorrected { entry: 5, at: at(22) });
    assert_eq!((room.run.normal_since, room.run.normal_left_ms(at(42))), (Some(at(22)), Some(10 * MIN)));
    let refused = room.try_say(42, Event::TimeCorrected { entry: 5, at: at(18) }).unwrap_err();
    assert!(refused.starts_with("Indicators are normal after “Mitigated”"), "{refused}");
    room.say(43, Event::NormalLost { seen: "errors".to_owned() });
    room.say(44, Event::TimeCorrected { entry: 5, at: at(30) });
    assert_eq!(room.run.normal_since, None, "what was lost is not found by another time");
    room.say(45, resolved("the service is switched off"));
    room.say(46, Event::TimeCorrected { entry: 9, at: at(44) });
    assert_eq!(room.run.course.ended.as_ref().map(|said| said.at), Some(at(44)));
    assert_eq!(room.run.marks().at(Mark::Resolved), Some(at(44)));
}

#[test]
fn the_review_is_due_from_when_it_was_resolved_and_its_cause_is_said_better() {
    let mut room = Room::declared(declaration());
    room.say(1, mitigated());
    room.say(2, resolved("off"));
    let due = |room: &Room| crate::incident::Incident::of(&room.run, crate::Zone::UTC).review_by;
    let first = due(&room);
    let three_days = 3 * 24 * 60;
    room.say(three_days + 1, Event::Marked { mark: Mark::Resolved, at: Some(at(three_days)), entry: None });
    assert!(first.is_some() && due(&room) > first, "{first:?} {:?}", due(&room));
    room.say(three_days + 2, Common::ClosingCorrected { note: "A cache without an end".to_owned() }.into());
    assert_eq!(room.run.cause(), Some("A cache without an end"));
    let clear = room.run.proposed(Audience::AllClear, at(three_days + 3), crate::Zone::UTC).unwrap();
    assert!(clear.text.contains("A cache without an end"), "{}", clear.text);
}

#[test]
fn indicators_are_normal_after_the_pain_and_while_somebody_can_see_them() {
    let mut room = Room::declared(declaration());
    let normal = |min: i64| Event::NormalSeen { at: Some(at(min)) };
    let gap = |from: i64, to: i64| -> Event {
        Common::GapFound { cause: crate::journal::GapCause::Slept, from: at(from), to: at(to) }.into()
    };
    assert!(room.try_say(3, normal(2)).unwrap_err().starts_with("Users are still hurt"));
    room.say(10, mitigated());
    for early in [-20, 5, 9] {
        let refused = room.try_say(11, normal(early)).unwrap_err();
        assert!(refused.starts_with("Indicators are normal after “"), "{refused}");
    }
    room.say(12, Event::NormalSeen { at: Some(at(10).plus_ms(-59_999)) });
    room.say(12, normal(11));
    room.say(20, gap(17, 20));
    assert_eq!((room.run.normal_since, room.run.unwatched()), (Some(at(11)), None), "a few minutes are none");
    room.say(45, gap(21, 45));
    assert_eq!(room.run.normal_since, None);
    assert!(room.run.due().iter().all(|due| due.owed != Owed::Normal));
    let refused = room.try_say(46, resolved("")).unwrap_err();
    assert!(refused.starts_with("Nobody could watch the indicators for a while"), "{refused}");
    room.say(47, Event::NormalSeen { at: None });
    assert_eq!((room.run.normal_left_ms(at(47)), room.run.unwatched()), (Some(30 * MIN), None));
}

#[test]
fn one_person_has_several_duties_and_command_is_handed_over() {
    let mut room = Room::declared(Declaration { people: vec![], ..declaration() });
    assert_eq!(room.run.commander(), None);
    assert!(room.run.due().iter().any(|due| due.owed == Owed::Triage));
    let take = |name: &str, duty| Event::DutyTaken { name: name.to_owned(), duty, briefing: String::new() };
    room.say(1, take("Lena", Duty::Commander));
    room.say(2, take("Lena", Duty::Scribe));
    assert_eq!(room.last(), "Lena takes the notes.");
    assert!(room.try_say(3, take(" lena ", Duty::Commander)).is_err());
    room.say(4, take("Ana", Duty::Commander));
    assert_eq!(
        (room.last().as_str(), room.run.commander()),
        ("Lena hands command over to Ana.", Some("Ana"))
    );
    room.say(5, take("Ana", Duty::Expert));
    room.say(6, take("Priya", Duty::Expert));
    assert_eq!(room.run.on(Duty::Expert).count(), 2);
    room.say(7, Event::DutyLeft { name: "ana".to_owned(), duty: Duty::Expert });
    assert_eq!(room.run.on(Duty::Expert).count(), 1);
}

#[test]
fn nothing_pauses_it_and_a_gap_counts() {
    let mut room = Room::declared(declaration());
    assert!(room.try_say(1, Common::Paused.into()).is_err());
    assert!(room.try_say(1, Common::Ended { note: String::new() }.into()).is_err());
    room.say(2, check_in());
    room.say(40, Common::GapFound { cause: crate::journal::GapCause::Slept, from: at(5), to: at(40) }.into());
    assert_eq!(room.run.course.open_gap(), None);
    assert_eq!(room.run.check_in().unwrap().remaining_ms(at(40)), -23 * MIN);
    // A clock that is set moves nothing.
    room.say(100, Common::ClockSet { by_ms: 60 * MIN }.into());
    room.say(101, check_in());
    assert_eq!(room.run.check_in().unwrap().at, at(56));
}

#[test]
fn escalations_are_explained_where_severity_is_called() {
    let mut extent = declaration().extent;
    extent.escalations = vec![Escalation::DataLoss];
    assert_eq!(extent.rated().raised, ["Data is lost: SEV1 (it is SEV1 already)."]);
}

#[test]
fn an_incident_that_was_none_is_called_off_and_owes_nothing() {
    let mut room = Room::declared(declaration());
    room.say(3, Event::CalledOff { reason: "A test of the alert".to_owned() });
    assert_eq!((room.run.status(), room.run.due().len()), (IncidentStatus::CalledOff, 0));
    let incident = crate::incident::Incident::of(&room.run, crate::Zone::UTC);
    assert_eq!((incident.review_by, incident.marks.at(Mark::Resolved)), (None, None));
    let update =
        |next_at| Event::Updated { audience: Audience::Customers, text: "It was none.".to_owned(), next_at };
    for event in [
        Event::Marked { mark: Mark::Resolved, at: Some(at(3)), entry: None },
        Event::Marked { mark: Mark::Detected, at: None, entry: None },
        Event::NormalSeen { at: None },
        resolved("it was none"),
        update(Some(at(30))),
    ] {
        assert!(room.try_say(4, event.clone()).is_err(), "{event:?}");
    }
    room.say(5, update(None));
    room.say(6, log("It was a drill", None));
}

#[test]
fn of_each_duty_but_experts_there_is_one_from_the_beginning() {
    let people = |duties: &[Duty]| {
        let one = |duty: &Duty| OnDuty { name: format!("{duty} of them"), duty: *duty };
        Declaration { people: duties.iter().map(one).collect(), ..declaration() }.check()
    };
    assert_eq!(people(&[Duty::Commander, Duty::Scribe, Duty::Expert, Duty::Expert]), Ok(()));
    let refused = people(&[Duty::Commander, Duty::Scribe, Duty::Commander]).unwrap_err();
    assert_eq!(refused.field, "people.2.duty");
    assert!(refused.message.starts_with("Two people have the duty “Commander”"), "{refused:?}");
}

#[test]
fn updates_are_filled_with_what_is_known_and_say_what_is_not() {
    let mut room = Room::declared(Declaration { affected: String::new(), ..declaration() });
    let internal = room.run.proposed(Audience::Internal, at(1), crate::Zone::UTC).unwrap();
    assert!(internal.text.starts_with("SEV1: Checkout errors\nImpact: [who is affected, and how]\nStatus: investigating\nCommander: Lena Vogt · #inc-2027-01-15"), "{}", internal.text);
    room.say(2, mitigated());
    room.say(3, resolved("off"));
    let clear = room.run.proposed(Audience::AllClear, at(4), crate::Zone::UTC).unwrap();
    assert!(clear.text.contains("It took 14 min") && clear.next_at.is_none(), "{}", clear.text);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_is_said_in_whatever_order_the_fold_holds(moves in proptest::collection::vec((0_usize..17, 0_i64..90), 0..60)) {
        let mut room = Room::declared(declaration());
        let mut now = 0;
        for (what, later) in moves {
            now += later;
            let event = match what {
                0 => check_in(),
                1 => log("seen", None),
                2 => log("seen", Some(at(now - later))),
                3 => mitigated(),
                4 => Event::Relapsed { seen: "again".to_owned() },
                5 => Event::NormalSeen { at: None },
                6 => Event::NormalLost { seen: "no".to_owned() },
                7 => resolved(""),
                8 => Event::Attempted { option: later as usize % 6, attempt: Attempt::Helps, note: String::new() },
                9 => Event::DutyTaken { name: format!("P{}", later % 3), duty: Duty::Commander, briefing: String::new() },
                10 => Event::TimeCorrected { entry: later as u64 % 9, at: at(now - 30) },
                11 => Event::Marked { mark: Mark::Detected, at: Some(at(now)), entry: None },
                12 => Common::Struck { seq: later as u64 % 9, reason: "wrong".to_owned() }.into(),
                13 => Event::CalledOff { reason: "a drill".to_owned() },
                14 => Event::Marked { mark: Mark::Resolved, at: Some(at(now)), entry: None },
                15 => Common::GapFound { cause: crate::journal::GapCause::Away, from: at(now - later), to: at(now) }.into(),
                _ => Event::Updated { audience: Audience::Customers, text: "x".to_owned(), next_at: Some(at(now + 30)) },
            };
            let _ = room.try_say(now, event);
            proptest::prop_assert!(room.run.on(Duty::Commander).count() <= 1);
            proptest::prop_assert_eq!(room.run.status() == IncidentStatus::Resolved, room.run.marks().at(Mark::Resolved).is_some());
            proptest::prop_assert_eq!(room.run.status() == IncidentStatus::Resolved, room.run.cause().is_some());
            proptest::prop_assert!(room.run.normal_since.is_none() || room.run.is_mitigated());
            for due in room.run.due() { proptest::prop_assert!(!due.words().is_empty()); }
        }
        proptest::prop_assert_eq!(Run::sentences(&room.journal).len(), room.journal.len());
    }
}
