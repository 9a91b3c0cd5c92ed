#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use super::*;
use crate::{
    action::{ActionType, Priority},
    chaos::{
        experiment::Range,
        results::{Ending, MetricResult, Samples},
        run::{
            Event, Outcome, Step,
            tests::{MIN, Room},
        },
    },
    journal::Fold,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn id(n: u8) -> Id {
    format!("019ab000-0000-7000-8000-0000000000{n:02x}").parse().unwrap()
}

fn result(experiment: u8, repeats: Option<u8>, title: &str) -> TrialResult {
    TrialResult {
        game_day: id(200),
        game_day_title: "Autumn".to_owned(),
        started_at: Instant::from_ms(0),
        environment: "Staging".to_owned(),
        experiment: id(experiment),
        title: title.to_owned(),
        repeats: repeats.map(id),
        service_id: None,
        service: None,
        ended: Ending::RanToEnd,
        outcome: Some(Outcome::Disproved),
        injected: true,
        conditions: 1,
        time_to_detect_ms: Some(90_000),
        stop_to_recovered_ms: Some(600_000),
        took_ms: Some(1_800_000),
        planned_ms: 1_500_000,
        surprises: 2,
        metrics: vec![metric(None, Some(900.0), Some(412.0), Some(2_410.0))],
    }
}

fn metric(min: Option<f64>, max: Option<f64>, baseline: Option<f64>, worst: Option<f64>) -> MetricResult {
    let (name, unit) = ("p99".to_owned(), "ms".to_owned());
    MetricResult { name, unit, range: Range { min, max }, baseline, worst, recovered: None }
}

fn found(left: &TrialResult, right: &TrialResult, aspect: Aspect) -> Change {
    change::changes(left, right).into_iter().find(|change| change.aspect == aspect).unwrap()
}

fn titles(pairs: &[Pair]) -> Vec<(Option<&str>, Option<&str>)> {
    pairs
        .iter()
        .map(|pair| {
            (pair.left.as_ref().map(|r| r.title.as_str()), pair.right.as_ref().map(|r| r.title.as_str()))
        })
        .collect()
}

#[test]
fn a_copy_of_a_copy_finds_its_ancestor_though_the_one_between_never_ran() {
    let lefts = vec![result(1, None, "Payments"), result(2, None, "Cache"), result(3, None, "Disk")];
    let rights = vec![result(9, Some(8), "Slow cache"), result(3, None, "Disk"), result(7, None, "DNS")];
    let parents = BTreeMap::from([(id(9), id(8)), (id(8), id(2))]);
    let pairs = pairs(lefts, rights, &|id| parents.get(&id).copied());
    assert_eq!(
        titles(&pairs),
        [
            (Some("Payments"), None),
            (Some("Cache"), Some("Slow cache")),
            (Some("Disk"), Some("Disk")),
            (None, Some("DNS"))
        ]
    );
    assert!(pairs[0].changes.is_empty() && !pairs[1].changes.is_empty());
    assert_eq!(pairs[1].title, "Cache");
}

#[test]
fn nearer_kin_comes_before_farther_kin_and_kin_before_a_title() {
    // Both days hold the original; the later one holds its copy too, with the title of a third.
    let lefts = vec![result(1, None, "Cache"), result(2, None, "Disk")];
    let rights = vec![result(5, Some(1), "Disk"), result(1, None, "Cache, again")];
    let pairs = pairs(lefts, rights, &|_| None);
    assert_eq!(titles(&pairs), [(Some("Cache"), Some("Cache, again")), (Some("Disk"), Some("Disk"))]);
    let siblings = (vec![result(11, Some(1), "Blue")], vec![result(12, Some(1), "Green")]);
    let of_siblings = super::pairs(siblings.0, siblings.1, &|_| None);
    assert_eq!(titles(&of_siblings), [(Some("Blue"), Some("Green"))], "two copies of one experiment");
}

#[test]
fn a_lineage_that_runs_in_a_circle_ends() {
    let circle = |experiment: Id| Some(if experiment == id(1) { id(2) } else { id(1) });
    assert_eq!(line(&result(1, Some(2), "Cache"), &circle), [id(1), id(2)]);
    assert_eq!(line(&result(3, Some(3), "Cache"), &|id| Some(id)), [id(3)]);
}

#[test]
fn an_outcome_is_better_worse_same_or_unclear() {
    let with = |outcome, ended| TrialResult { outcome, ended, ..result(1, None, "Cache") };
    use Direction::{Better, Same, Unclear, Worse};
    use Ending::{Aborted, NotRun, RanToEnd, Skipped};
    let [confirmed, disproved, inconclusive] =
        [Outcome::Confirmed, Outcome::Disproved, Outcome::Inconclusive].map(Some);
    for (left, right, direction) in [
        ((disproved, RanToEnd), (confirmed, RanToEnd), Better),
        ((inconclusive, Aborted), (confirmed, RanToEnd), Better),
        ((confirmed, RanToEnd), (disproved, RanToEnd), Worse),
        ((disproved, Aborted), (disproved, RanToEnd), Better),
        ((disproved, RanToEnd), (disproved, Aborted), Worse),
        ((confirmed, RanToEnd), (confirmed, RanToEnd), Same),
        ((disproved, RanToEnd), (inconclusive, RanToEnd), Unclear),
        ((inconclusive, RanToEnd), (disproved, RanToEnd), Unclear),
        ((confirmed, RanToEnd), (None, Skipped), Unclear),
        ((None, NotRun), (confirmed, RanToEnd), Unclear),
        ((None, NotRun), (None, Skipped), Unclear),
        ((None, NotRun), (None, NotRun), Same),
    ] {
        let change = found(&with(left.0, left.1), &with(right.0, right.1), Aspect::Outcome);
        assert_eq!(change.direction, direction, "{left:?} {right:?}");
    }
    let change = found(&with(inconclusive, Aborted), &with(confirmed, RanToEnd), Aspect::Outcome);
    assert_eq!(change.words, "Confirmed; it was aborted, inconclusive before.");
}

#[test]
fn a_shorter_recovery_says_by_how_much_and_a_hand_s_breadth_is_no_change() {
    let with = |ms| TrialResult { stop_to_recovered_ms: ms, ..result(1, None, "Cache") };
    for (left, right, direction, words) in [
        (
            Some(660_000),
            Some(270_000),
            Direction::Better,
            "Stop to recovered: 4 min 30 s instead of 11 min, 6 min 30 s shorter.",
        ),
        (
            Some(60_000),
            Some(75_000),
            Direction::Worse,
            "Stop to recovered: 1 min 15 s instead of 1 min, 15 s longer.",
        ),
        (Some(60_000), Some(52_000), Direction::Same, "Stop to recovered: 52 s, about as before (1 min)."),
        (
            Some(600_000),
            Some(650_000),
            Direction::Same,
            "Stop to recovered: 10 min 50 s, about as before (10 min).",
        ),
        (Some(60_000), None, Direction::Unclear, "Stop to recovered: not measured this time, 1 min before."),
        (None, Some(60_000), Direction::Unclear, "Stop to recovered: 1 min; not measured before."),
    ] {
        let change = found(&with(left), &with(right), Aspect::Recovery);
        assert_eq!((change.direction, change.words.as_str()), (direction, words));
    }
    let changes = change::changes(&with(None), &with(None));
    assert!(changes.iter().all(|change| change.aspect != Aspect::Recovery), "nothing to say");
}

#[test]
fn a_worst_value_that_an_instrument_saw_has_as_many_digits_as_a_room_can_use() {
    let with = |worst| TrialResult {
        metrics: vec![metric(None, Some(900.0), Some(412.0), Some(worst))],
        ..result(1, None, "Cache")
    };
    let change = found(&with(2_410.0), &with(8_123.456_789), Aspect::Worst);
    assert_eq!(change.words, "p99: 8,123 ms (out of range) at worst, 2,410 ms (out of range) before.");
}

#[test]
fn what_was_measured_and_did_not_come_back_is_worse_and_not_unmeasured() {
    let back = result(1, None, "Cache");
    let with = |recovered| TrialResult {
        stop_to_recovered_ms: None,
        metrics: vec![MetricResult { recovered, ..back.metrics[0].clone() }],
        ..back.clone()
    };
    let (out, unread) = (with(Some(1_400.0)), with(None));
    let (worse, better) = (Direction::Worse, Direction::Better);
    for (left, right, direction, words) in [
        (&back, &out, worse, "Stop to recovered: not back in range this time, 10 min before."),
        (&out, &back, better, "Stop to recovered: 10 min; not back in range before."),
        (&out, &out, Direction::Same, "Stop to recovered: not back in range, as before."),
        (
            &unread,
            &out,
            Direction::Unclear,
            "Stop to recovered: not back in range this time, not measured before.",
        ),
    ] {
        let change = found(left, right, Aspect::Recovery);
        assert_eq!((change.direction, change.words.as_str()), (direction, words));
    }
}

#[test]
fn a_trial_and_its_result_say_the_same_of_the_recovery() {
    let mut room = Room::open();
    let said = |room: &Room| {
        let trial = room.run.trials[0].recovery();
        assert_eq!(results(id(1), &room.run, &Samples::new())[0].recovery(), trial);
        trial.words()
    };
    room.go_to(Step::Verify);
    assert_eq!(said(&room), "not measured");
    room.read("p99", 1_300.0);
    assert_eq!(said(&room), "not back in range", "one metric out of range is enough");
    room.read("success", 99.9);
    room.wait(MIN).read("p99", 400.0);
    assert_eq!(said(&room), "3 min");
}

#[test]
fn where_no_fault_was_in_only_the_outcome_is_held_against_each_other() {
    let skipped =
        TrialResult { ended: Ending::Skipped, outcome: None, injected: false, ..result(1, None, "Cache") };
    let changes = change::changes(&result(1, None, "Cache"), &skipped);
    assert_eq!(changes.iter().map(|change| change.aspect).collect::<Vec<_>>(), [Aspect::Outcome]);
}

#[test]
fn a_worst_value_is_judged_by_its_bound() {
    let (max, min) = (Some(900.0), Some(99.5));
    let of = |metric: MetricResult| TrialResult { metrics: vec![metric], ..result(1, None, "Cache") };
    use Direction::{Better, Same, Unclear, Worse};
    for (left, right, direction) in [
        // The room between baseline and bound is 488; a twentieth of it is 24.4.
        (metric(None, max, Some(412.0), Some(2_410.0)), metric(None, max, Some(412.0), Some(640.0)), Better),
        (metric(None, max, Some(412.0), Some(640.0)), metric(None, max, Some(412.0), Some(700.0)), Worse),
        (metric(None, max, Some(412.0), Some(640.0)), metric(None, max, Some(412.0), Some(655.0)), Same),
        (metric(None, max, Some(412.0), Some(905.0)), metric(None, max, Some(412.0), Some(895.0)), Better),
        // A bound that moved changes nothing about which value is worse.
        (metric(None, max, Some(412.0), Some(880.0)), metric(None, Some(500.0), None, Some(480.0)), Better),
        (metric(min, None, Some(99.9), Some(98.0)), metric(min, None, Some(99.9), Some(99.6)), Better),
        (metric(min, None, Some(99.9), Some(99.8)), metric(min, None, Some(99.9), Some(99.7)), Worse),
        (metric(min, None, Some(99.9), Some(99.8)), metric(min, None, Some(99.9), Some(99.81)), Same),
        (metric(min, max, None, Some(95.0)), metric(min, max, None, Some(400.0)), Better),
        (metric(min, max, None, Some(95.0)), metric(None, max, None, Some(400.0)), Unclear),
        (metric(None, None, Some(10.0), Some(30.0)), metric(None, None, Some(10.0), Some(5.0)), Better),
        (metric(None, None, None, Some(30.0)), metric(None, None, Some(10.0), Some(5.0)), Unclear),
    ] {
        let change = found(&of(left.clone()), &of(right.clone()), Aspect::Worst);
        assert_eq!(change.direction, direction, "{left:?} {right:?}");
    }
    let seconds = MetricResult { unit: "s".to_owned(), ..metric(None, max, None, Some(1.0)) };
    let change = found(&result(1, None, "Cache"), &of(seconds), Aspect::Worst);
    assert_eq!(change.direction, Unclear);
    assert!(change.words.contains("2,410 ms (out of range) before"), "{}", change.words);
}

#[test]
fn the_earlier_day_is_on_the_left_and_its_actions_are_followed() {
    let mut rooms = [Room::open(), Room::open()];
    rooms[1].now = rooms[1].now.plus_ms(20 * 86_400_000);
    let first = crate::chaos::run::Entry { at: rooms[1].now, ..rooms[1].entries[0].clone() };
    rooms[1].run = Run::begin(&first).unwrap();
    for (room, outcome) in rooms.iter_mut().zip([Outcome::Disproved, Outcome::Confirmed]) {
        room.go_to(Step::Outcome);
        room.wait(MIN).say(Event::Concluded { outcome, note: String::new() });
    }
    let later = rooms[1].run.course.started_at;
    let action = |n: u8, status, done_at| FollowUp {
        id: id(n),
        title: format!("Action {n}"),
        owner: "Teo".to_owned(),
        due: crate::time::parse_date("2026-11-13").ok(),
        status,
        done_at,
    };
    let actions = [
        action(1, ActionStatus::Done, Some(later.plus_ms(-1))),
        action(2, ActionStatus::Done, Some(later.plus_ms(1))),
        action(3, ActionStatus::Done, None),
        action(4, ActionStatus::InProgress, None),
    ];
    let one = Day { id: id(1), run: &rooms[0].run, samples: &Samples::new(), actions: &actions };
    let other = Day { id: id(2), run: &rooms[1].run, samples: &Samples::new(), actions: &[] };
    let comparison = compare(other, one, |_| None);
    assert_eq!((comparison.left.id, comparison.right.id), (id(1), id(2)));
    assert_eq!(comparison, compare(one, other, |_| None));
    assert_eq!(comparison.pairs.len(), 2, "both share one id here; each has its partner");
    assert_eq!(comparison.pairs[0].changes[0].direction, Direction::Better);
    let words: Vec<_> = comparison.follow_ups.iter().map(|change| change.words.as_str()).collect();
    assert_eq!(
        words,
        [
            "“Action 1” is done.",
            "“Action 2” is done only after this day began.",
            "“Action 3” is done.",
            "“Action 4” is still in progress (Teo, due 13 Nov 2026)."
        ]
    );
    use Direction::{Better, Same};
    let directions: Vec<_> = comparison.follow_ups.iter().map(|change| change.direction).collect();
    assert_eq!(directions, [Better, Same, Better, Same]);
}

#[test]
fn an_action_that_was_opened_again_was_not_done() {
    let action = Action {
        title: "Alert on lag".to_owned(),
        purpose: ActionType::Detect,
        priority: Priority::P1,
        owner: "Teo".to_owned(),
        due: None,
        status: ActionStatus::Open,
        origin: None,
        service_id: None,
        about: String::new(),
        ticket: String::new(),
        verification: String::new(),
    };
    assert_eq!(FollowUp::of(id(1), &action, Some(Instant::from_ms(1))).done_at, None);
}

fn any_day() -> impl Strategy<Value = Vec<TrialResult>> {
    let trial = (0u8..8, prop::option::of(0u8..8), prop::sample::select(vec!["A", "a ", "B", "C"]));
    prop::collection::vec(trial, 0..7).prop_map(|trials| {
        let mut seen = BTreeSet::new();
        let new = trials.into_iter().filter(|(experiment, ..)| seen.insert(*experiment));
        new.map(|(experiment, repeats, title)| result(experiment, repeats, title)).collect()
    })
}

proptest! {
    #[test]
    fn nothing_is_lost_nothing_is_doubled_and_both_ways_match_alike(
        lefts in any_day(),
        rights in any_day(),
        parents in prop::collection::btree_map(0u8..8, 0u8..8, 0..8),
    ) {
        let parents: BTreeMap<Id, Id> = parents.into_iter().map(|(of, to)| (id(of), id(to))).collect();
        let repeats = |id: Id| parents.get(&id).copied();
        let there = pairs(lefts.clone(), rights.clone(), &repeats);
        let sides = |pick: fn(&Pair) -> &Option<TrialResult>| -> Vec<Id> {
            there.iter().filter_map(|pair| pick(pair).as_ref()).map(|result| result.experiment).collect()
        };
        let of = |results: &[TrialResult]| -> Vec<Id> { results.iter().map(|r| r.experiment).collect() };
        prop_assert_eq!(sides(|pair| &pair.left), of(&lefts), "the earlier day keeps its order");
        let sorted = |ids: Vec<Id>| ids.into_iter().collect::<BTreeSet<_>>();
        prop_assert_eq!(sides(|pair| &pair.right).len(), rights.len());
        prop_assert_eq!(sorted(sides(|pair| &pair.right)), sorted(of(&rights)));
        let matched = |pairs: &[Pair]| -> BTreeSet<(Id, Id)> {
            let both = pairs.iter().filter_map(|pair| pair.left.as_ref().zip(pair.right.as_ref()));
            both.map(|(left, right)| (left.experiment, right.experiment)).collect()
        };
        let back = pairs(rights, lefts, &repeats);
        let turned: BTreeSet<_> = matched(&back).into_iter().map(|(one, other)| (other, one)).collect();
        prop_assert_eq!(matched(&there), turned);
        for pair in &there {
            prop_assert_eq!(pair.changes.is_empty(), pair.left.is_none() || pair.right.is_none());
        }
    }

    #[test]
    fn what_is_better_one_way_is_worse_the_other(
        before in 0.0..3000.0f64, now in 0.0..3000.0f64, recovered in 0i64..3_600_000, later in 0i64..3_600_000,
    ) {
        let with = |worst, ms| TrialResult {
            metrics: vec![metric(None, Some(900.0), Some(412.0), Some(worst))],
            stop_to_recovered_ms: Some(ms),
            ..result(1, None, "Cache")
        };
        let (one, other) = (with(before, recovered), with(now, later));
        for aspect in [Aspect::Worst, Aspect::Recovery] {
            let turned = match found(&one, &other, aspect).direction {
                Direction::Better => Direction::Worse,
                Direction::Worse => Direction::Better,
                as_it_is => as_it_is,
            };
            prop_assert_eq!(found(&other, &one, aspect).direction, turned);
        }
    }
}
