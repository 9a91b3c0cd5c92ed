#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]
use super::*;
use crate::{
    action::Action,
    chaos::{
        compare::{self, Direction},
        lint, maturity,
        results::{Samples, results},
        run::{Outcome, Progress, Run, Step},
    },
    journal::Fold,
    record::Relation,
    time::parse_date,
};
use std::collections::{BTreeMap, BTreeSet};

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

fn reference() -> Sample {
    sample(day("2026-11-24"))
}

fn workspace(sample: &Sample) -> &crate::workspace::Workspace {
    let Some((_, Document::Workspace(workspace))) = sample.records.first() else { panic!("no settings") };
    workspace
}

fn berlin() -> Zone {
    "Europe/Berlin".parse().unwrap()
}

fn finished(sample: &Sample) -> (Id, &[Entry]) {
    let (run, entries) = sample.journals.first().unwrap();
    (*run, entries)
}

#[test]
fn every_record_may_be_written_and_ids_are_unique() {
    let sample = reference();
    let mut ids = BTreeSet::new();
    let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
    for (id, document) in &sample.records {
        document.check().unwrap_or_else(|wrong| panic!("{id}: {}: {wrong}", wrong.field));
        assert!(ids.insert(*id), "{id} occurs twice");
        *kinds.entry(document.kind()).or_default() += 1;
    }
    for (kind, count) in [
        (Kind::Workspace, 1),
        (Kind::Person, 11),
        (Kind::Service, 12),
        (Kind::Experiment, 9),
        (Kind::GameDay, 3),
        (Kind::Action, 8),
        (Kind::CapacityModel, 3),
    ] {
        assert_eq!(kinds.get(&kind), Some(&count), "{kind}");
    }
}

#[test]
fn every_reference_is_to_an_earlier_record_of_the_right_kind() {
    let sample = reference();
    let mut seen: BTreeMap<Id, Kind> = BTreeMap::new();
    for (id, document) in &sample.records {
        let summary = document.summary();
        for (relation, target) in &summary.links {
            let allowed: &[Kind] = match relation {
                Relation::Runs => &[Kind::Experiment],
                Relation::RaisedIn if document.kind() == Kind::Postmortem => &[Kind::Incident],
                Relation::RaisedIn => &[Kind::GameDay, Kind::CapacityModel],
                Relation::Repeats => &[document.kind()],
                _ => &[Kind::Service],
            };
            let known = seen.get(target).is_some_and(|kind| allowed.contains(kind));
            assert!(known, "{} {relation:?}", summary.title);
        }
        if let Some(service) = summary.service_id {
            assert_eq!(seen.get(&service), Some(&Kind::Service), "{}", summary.title);
        }
        seen.insert(*id, document.kind());
    }
}

#[test]
fn people_who_are_named_are_in_the_list_of_people() {
    let sample = reference();
    let known = |name: &str| {
        assert!(sample.find(Kind::Person, name).is_some(), "{name} is nobody");
    };
    for (_, document) in &sample.records {
        match document {
            Document::Workspace(workspace) => known(&workspace.facilitator),
            Document::GameDay(day) => day.participants.iter().for_each(|p| known(&p.name)),
            Document::Action(action) => known(&action.owner),
            Document::Experiment(experiment) => {
                experiment.conditions.iter().for_each(|condition| known(&condition.watcher));
                experiment.approvals.iter().for_each(|approval| known(&approval.name));
            }
            Document::Assessment(review) => review.participants.iter().for_each(|who| known(who)),
            Document::CapacityModel(model) => {
                known(&model.owner);
                model.inputs.values().for_each(|input| known(&input.by));
                model.launches.iter().for_each(|launch| known(&launch.by));
                model.options.iter().for_each(|option| known(&option.by));
                model.cadence.iter().for_each(|looked| known(&looked.by));
                for review in &model.reviews {
                    known(&review.owner);
                    review.signed.iter().for_each(|signed| known(&signed.name));
                }
            }
            Document::Incident(incident) => incident.commander.iter().for_each(|name| known(name)),
            Document::Postmortem(postmortem) => {
                let people = [&postmortem.authors, &postmortem.reviewers, &postmortem.participants];
                people.into_iter().flatten().for_each(|name| known(name));
            }
            Document::Person(_) | Document::Service(_) | Document::Template(_) => {}
        }
    }
    let entries = sample.journals.iter().flat_map(|(_, entries)| entries);
    for entry in entries.filter(|entry| entry.actor != "Readyroom") {
        known(&entry.actor);
    }
}

/// The run after every entry of a journal, none of which the rules refuse.
fn admitted(entries: &[Entry]) -> Run {
    let mut run = Run::begin(entries.first().unwrap()).unwrap();
    for pair in entries.windows(2) {
        assert!(pair[0].at <= pair[1].at, "{} is earlier than the one before", pair[1].seq);
    }
    for entry in entries.iter().skip(1) {
        if let Err(why) = run.admit(&entry.event, entry.at) {
            panic!("{} {:?}: {why}", entry.seq, entry.event);
        }
        assert!(run.apply(entry));
    }
    run
}

#[test]
fn the_rules_admit_every_entry_of_the_journal() {
    let sample = reference();
    for (_, entries) in &sample.journals {
        admitted(entries);
    }
    let (_, entries) = finished(&sample);
    assert!((150..=250).contains(&entries.len()), "{}", entries.len());
    let run = admitted(entries);
    let outcomes: Vec<_> = run.trials.iter().map(|trial| trial.progress()).collect();
    assert_eq!(
        outcomes,
        [Outcome::Confirmed, Outcome::Disproved, Outcome::Inconclusive].map(Progress::Concluded)
    );
    let aborted = run.trials.iter().filter(|trial| trial.abort.is_some());
    assert_eq!(
        aborted.map(|trial| trial.experiment().title.as_str()).collect::<Vec<_>>(),
        ["Search answers after two seconds"]
    );
    assert!(run.trials.iter().all(|trial| trial.recovered_at().is_some() && trial.predictions.len() >= 3));
    assert!(run.trials.iter().all(|trial| trial.baseline(&trial.experiment().metrics[0]).is_some()));
    let slowest = run.trials.iter().filter_map(crate::chaos::run::Trial::stop_to_recovered_ms).max().unwrap();
    assert!((300_000..=1_200_000).contains(&slowest), "{slowest}");
    assert_eq!(run.trials.iter().filter(|trial| trial.began(Step::Outcome).is_some()).count(), 3);
    assert!(run.course.open_gap().is_none() && run.course.ended.is_some());
}

#[test]
fn the_actions_of_the_journals_are_records_and_say_the_same() {
    let sample = reference();
    let mut count = 0;
    for (run_id, entries) in &sample.journals {
        let run = Run::fold(entries).unwrap();
        for raised in &run.course.actions {
            let (_, document) = sample.records.iter().find(|(id, _)| *id == raised.action).unwrap();
            let Document::Action(Action { title, owner, due, origin, service_id, about, .. }) = document
            else {
                panic!("{document:?}")
            };
            assert_eq!(
                (title, owner, due, origin.as_ref().map(|origin| origin.record)),
                (&raised.said.text, &raised.owner, &raised.due, Some(*run_id))
            );
            assert!(service_id.is_some());
            let notes = run.course.notes.iter().chain(run.trials.iter().flat_map(|trial| &trial.notes));
            let surprise = notes.into_iter().find(|note| Some(note.said.seq) == raised.about);
            assert!(raised.about.is_none() || surprise.is_some_and(|note| note.said.text == *about));
            count += 1;
        }
    }
    assert_eq!(count, 7);
}

#[test]
fn the_repeat_shows_what_got_better_and_what_did_not() {
    let sample = reference();
    let [(later, later_entries), (earlier, earlier_entries)] = sample.journals.as_slice() else {
        panic!("two days have run")
    };
    let (earlier_run, later_run) = (Run::fold(earlier_entries).unwrap(), Run::fold(later_entries).unwrap());
    let action = |raised: &crate::journal::Raised| {
        let (id, document) = sample.records.iter().find(|(id, _)| *id == raised.action).unwrap();
        let Document::Action(action) = document else { panic!("{document:?}") };
        compare::FollowUp::of(*id, action, None)
    };
    let actions: Vec<_> = earlier_run.course.actions.iter().map(action).collect();
    let unwatched = Samples::new();
    let left = compare::Day { id: *earlier, run: &earlier_run, samples: &unwatched, actions: &actions };
    let right = compare::Day { id: *later, run: &later_run, samples: &unwatched, actions: &[] };
    let both = compare::compare(right, left, |_| None);
    assert_eq!(both.left.environment, "Staging");
    let there: Vec<_> = both.pairs.iter().map(|pair| (pair.left.is_some(), pair.right.is_some())).collect();
    assert_eq!(there, [(true, true), (true, true), (false, true)]);
    let directions = |at: usize| -> Vec<Direction> {
        both.pairs[at].changes.iter().take(2).map(|change| change.direction).collect()
    };
    assert_eq!(directions(0), [Direction::Better, Direction::Better], "orders: confirmed, and faster");
    assert_eq!(directions(1), [Direction::Worse, Direction::Worse], "inventory");
    assert!(both.follow_ups.iter().all(|change| change.direction == Direction::Better));
    let outcomes: Vec<_> =
        results(*earlier, &earlier_run, &Samples::new()).iter().map(|result| result.outcome).collect();
    assert_eq!(outcomes, [Some(Outcome::Disproved), Some(Outcome::Confirmed)]);
}

#[test]
fn the_sample_is_one_word_away_from_the_third_level() {
    let sample = reference();
    let mut lines = Vec::new();
    for (day, entries) in &sample.journals {
        lines.extend(results(*day, &Run::fold(entries).unwrap(), &Samples::new()));
    }
    let (id, next) = sample.game_day(GameDayStatus::Planned).unwrap();
    let next = maturity::PlannedDay { id, title: next.title.clone(), date: next.date.unwrap() };
    let now = berlin().instant(day("2026-11-24"), 9, 0).unwrap();
    let maturity = maturity::maturity(&lines, &[next], &workspace(&sample).chaos_claims, now, berlin());
    assert_eq!(maturity.number, 2);
    let open: Vec<_> = maturity.next().unwrap().criteria.iter().filter(|one| !one.met).collect();
    assert_eq!(open.iter().map(|one| one.key.as_str()).collect::<Vec<_>>(), ["budget-decides"]);
}

#[test]
fn one_budget_forbids_chaos_and_none_of_the_planned_day() {
    let sample = reference();
    let unhealthy: Vec<_> = sample
        .records
        .iter()
        .filter_map(|(_, document)| match document {
            Document::Service(service) => Some((&service.name, service.budget.unwrap().state())),
            _ => None,
        })
        .filter(|(_, state)| !state.allows_chaos())
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(unhealthy, ["search"]);
}

#[test]
fn the_planned_day_can_begin_and_lies_six_days_ahead() {
    let sample = reference();
    let (id, planned) = sample.game_day(GameDayStatus::Planned).unwrap();
    assert_eq!(planned.title, "Checkout resilience, autumn");
    assert_eq!(planned.date, Some(day("2026-11-30")));
    let now = berlin().instant(day("2026-11-24"), 9, 0).unwrap();
    let plan = sample.plan(id, now).unwrap();
    let findings = lint::plan(&plan, day("2026-11-24"), workspace(&sample).every_s());
    assert!(findings.iter().all(|what| what.severity == lint::Severity::Warning), "{findings:#?}");
    assert!((2..=4).contains(&findings.len()), "{findings:#?}");
    assert!(planned.end.is_some() && plan.experiments.iter().all(|one| one.budget.is_some()));
    assert_eq!(plan.experiments.len(), 3);
    assert_eq!(plan.experiments[0].service.as_deref(), Some("payments"));
}

#[test]
fn nobody_works_at_the_weekend_whichever_day_the_sample_is_made() {
    for today in day("2026-11-22").iter_days().take(15) {
        let moved = sample(today);
        for (_, document) in &moved.records {
            let Document::GameDay(GameDay { date: Some(date), status, .. }) = document else { continue };
            assert!(chrono::Datelike::weekday(date).num_days_from_monday() < 5, "{today}: {date}");
            let ahead = date.signed_duration_since(today).num_days();
            assert!(*status != GameDayStatus::Planned || (1..=7).contains(&ahead), "{today}: {ahead}");
        }
    }
}

#[test]
fn a_shift_over_daylight_saving_keeps_the_times_of_day() {
    let clocks = |sample: &Sample| -> Vec<String> {
        finished(sample).1.iter().map(|entry| berlin().clock(entry.at)).collect()
    };
    let reference = reference();
    for today in ["2026-03-31", "2026-07-14", "2026-10-27", "2027-02-02", "2028-02-29", "2031-04-15"] {
        let moved = sample(day(today));
        assert_eq!(clocks(&moved), clocks(&reference), "{today}");
        for (_, document) in &moved.records {
            let Document::GameDay(game_day) = document else { continue };
            assert_eq!(game_day.at.map(|at| berlin().date(at)), game_day.date);
            assert_eq!(game_day.at.map(|at| berlin().hour_minute(at)).as_deref(), Some("13:00"));
        }
        let (_, entries) = finished(&moved);
        let began = berlin().date(entries.first().unwrap().at);
        assert_eq!(day(today).signed_duration_since(began).num_days(), 21, "{today}");
        // Durations are what the room lived through, whatever the zone did in between.
        let lasted = |entries: &[Entry]| entries.last().unwrap().at.since(entries.first().unwrap().at);
        assert_eq!(lasted(entries), lasted(finished(&reference).1), "{today}");
    }
}
