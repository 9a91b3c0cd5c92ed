//! Every rule once broken and once kept.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
use super::*;
use crate::{
    Instant,
    catalog::budget::BudgetState,
    chaos::{
        experiment::{
            AbortCondition, Approval, FaultKind, Hypothesis, Metric, Range, RollbackStep, Side, Threshold,
        },
        game_day::{Override, Participant, Planned},
    },
};
use chrono::{NaiveDate, NaiveTime};

fn date(day: u32) -> Date {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

/// An experiment with which no rule finds fault.
fn sound() -> Experiment {
    let mut sound = Experiment::named("Cache gone");
    sound.hypothesis =
        Hypothesis { when: "the cache is gone".into(), then: "answer from the database".into() };
    sound.fault.kind = FaultKind::Storage;
    sound.fault.action = "Stop the cache".into();
    sound.fault.target = "sessions-redis".into();
    sound.fault.blast_radius = "Single AZ".into();
    sound.metrics = vec![Metric {
        name: "p99".into(),
        unit: "ms".into(),
        baseline: Some(300.0),
        range: Range { min: None, max: Some(900.0) },
        ..Metric::default()
    }];
    sound.conditions = vec![AbortCondition {
        text: "p99 above 2 s".into(),
        metric: Some("p99".into()),
        query: None,
        threshold: Some(Threshold { side: Side::Above, value: 2_000.0 }),
        trip_after: 3,
        watcher: "Ada".into(),
        check_every_min: 5,
    }];
    sound.rollback = vec![RollbackStep { text: "Start the cache again".into(), rehearsed_on: Some(date(1)) }];
    sound.approvals = vec![Approval { name: "VP".into(), granted_on: Some(date(2)) }];
    sound
}

fn healthy() -> Surroundings {
    Surroundings {
        today: date(20),
        budget: Some(Budget { remaining_pct: 80.0, on: date(19) }),
        every_s: Some(15),
        service_gone: false,
    }
}

#[test]
fn an_experiment_whose_service_was_removed_is_held_up_wherever_it_is_looked_at() {
    let gone = Surroundings { service_gone: true, ..healthy() };
    assert_eq!(experiment(&sound(), &gone), [], "it names none");
    let mut about = sound();
    about.service_id = Some(Id(uuid::Uuid::nil()));
    assert_eq!(experiment(&about, &healthy()), []);
    let found = experiment(&about, &gone);
    assert_eq!(
        found.iter().map(|one| (one.rule, one.severity, one.field.as_str())).collect::<Vec<_>>(),
        [(Rule::ServiceGone, Severity::Warning, "service_id")]
    );
    assert!(found[0].is_unready(), "the day may take place, and is called ready nowhere");
    assert!(found[0].message.starts_with("“Cache gone” is about a service that was removed."));
}

fn rules(change: impl FnOnce(&mut Experiment)) -> Vec<(Rule, String)> {
    let mut changed = sound();
    change(&mut changed);
    experiment(&changed, &healthy()).into_iter().map(|found| (found.rule, found.field)).collect()
}

fn only(rule: Rule, field: &str) -> Vec<(Rule, String)> {
    vec![(rule, field.to_owned())]
}

#[test]
fn a_sound_experiment_has_no_findings() {
    assert_eq!(rules(|_| {}), []);
}

#[test]
fn what_is_missing_is_an_error_at_its_field() {
    assert_eq!(rules(|e| e.hypothesis.then.clear()), only(Rule::NoHypothesis, "hypothesis.when"));
    assert_eq!(rules(|e| e.fault.target = " ".into()), only(Rule::NoTarget, "fault.target"));
    assert_eq!(rules(|e| e.fault.blast_radius.clear()), only(Rule::NoBlastRadius, "fault.blast_radius"));
    assert_eq!(rules(|e| e.conditions.clear()), only(Rule::NoAbortCondition, "conditions"));
    assert_eq!(rules(|e| e.rollback.clear()), only(Rule::NoRollback, "rollback"));
    assert_eq!(rules(|e| e.approvals[0].granted_on = None), only(Rule::NotApproved, "approvals.0"));
    assert_eq!(rules(|e| e.conditions[0].watcher.clear()), only(Rule::NoWatcher, "conditions.0.watcher"));
    let unmeasured = rules(|e| e.conditions[0].metric = Some("errors".into()));
    assert_eq!(unmeasured, only(Rule::UnmeasuredCondition, "conditions.0.metric"));
    let nothing = experiment(&Experiment::named("Empty"), &healthy());
    assert!(nothing.iter().all(|found| found.severity == Severity::Error), "{nothing:?}");
    assert_eq!(nothing.len(), 7);
}

#[test]
fn what_is_unproven_is_a_warning() {
    let elsewhere = rules(|e| e.rollback[0].text = "Fail over the payment provider".into());
    assert_eq!(elsewhere, only(Rule::RollbackElsewhere, "rollback.0.text"));
    let short = |action: &str, target: &str, step: &str| {
        rules(|e| {
            (e.fault.action, e.fault.target) = (action.into(), target.into());
            e.rollback[0].text = step.into();
        })
    };
    assert_eq!(short("Kill it", "db-1", "Bring db-1 up"), [], "a short name is a name");
    assert_eq!(short("Cut the line", "PSP", "Let the PSP answer"), []);
    let words_of_all_days = short("Cut the line", "all of the PSP", "Turn all of it off and on");
    assert_eq!(words_of_all_days, only(Rule::RollbackElsewhere, "rollback.0.text"));
    assert_eq!(
        rules(|e| e.rollback[0].rehearsed_on = None),
        only(Rule::NotRehearsed, "rollback.0.rehearsed_on")
    );
    assert_eq!(rules(|e| e.metrics[0].baseline = None), only(Rule::NoBaseline, "metrics.0.baseline"));
    assert_eq!(rules(|e| e.metrics[0].range = Range::default()), only(Rule::NoRange, "metrics.0.range.max"));
    assert_eq!(rules(|e| e.timebox_min = Some(25)), only(Rule::TimeboxTooShort, "timebox_min"));
    assert_eq!(rules(|e| e.timebox_min = Some(26)), []);
    for rule in [Rule::RollbackElsewhere, Rule::NotRehearsed, Rule::NoBaseline, Rule::NoRange] {
        assert_eq!(rule.severity(), Severity::Warning);
    }
}

#[test]
fn a_condition_that_trips_after_the_fault_is_out_is_no_safeguard() {
    let mut live = sound();
    live.metrics[0].query = Some("p99".into());
    let found = |live: &Experiment, every_s: u32| {
        experiment(live, &Surroundings { every_s: Some(every_s), ..healthy() })
    };
    assert_eq!(found(&live, 200), [], "three checks in the ten minutes of the fault");
    let late = found(&live, 300).pop().unwrap();
    assert_eq!((late.rule, late.severity), (Rule::TripsTooLate, Severity::Warning));
    assert_eq!(late.field, "conditions.0.trip_after");
    assert_eq!(
        late.message,
        "“Cache gone” trips “p99 above 2 s” after 3 checks, one every 5 min, which takes 15 min; the fault is in for \
         10 min. Let fewer checks trip it, or ask more often."
    );
    live.conditions[0].trip_after = 1;
    assert_eq!(found(&live, 300), []);
    live.metrics[0].query = None;
    assert_eq!(found(&live, 3_600), [], "a person looks as often as the plan says");
}

#[test]
fn a_date_that_is_yet_to_come_proves_nothing() {
    let words = |change: fn(&mut Experiment)| {
        let mut changed = sound();
        change(&mut changed);
        experiment(&changed, &healthy())
            .into_iter()
            .map(|found| (found.rule, found.message))
            .collect::<Vec<_>>()
    };
    let one = |rule, message: &str| vec![(rule, format!("“Cache gone” {message}"))];
    assert_eq!(
        words(|e| e.rollback[0].rehearsed_on = Some(date(21))),
        one(
            Rule::NotRehearsed,
            "has 1 of 1 rollback steps that were never rehearsed. 21 Nov 2026 is yet to come."
        )
    );
    assert_eq!(
        words(|e| e.approvals[0].granted_on = Some(date(21))),
        one(Rule::NotApproved, "has an approval of VP that is dated 21 Nov 2026, which is yet to come.")
    );
    let today = |e: &mut Experiment| {
        e.rollback[0].rehearsed_on = Some(date(20));
        e.approvals[0].granted_on = Some(date(20));
    };
    assert_eq!(words(today), []);
    let read = |on| {
        let budget = Some(Budget { remaining_pct: 80.0, on });
        let found = experiment(&sound(), &Surroundings { budget, ..healthy() });
        found.into_iter().map(|found| found.rule).collect::<Vec<_>>()
    };
    assert_eq!((read(date(20)), read(date(21))), (vec![], vec![Rule::BudgetUnknown]));
    assert!(sound().is_ready(), "the calendar is not written in the experiment");
}

#[test]
fn a_live_watcher_stands_in_for_a_person_but_somebody_should_stand_by() {
    let live = |e: &mut Experiment| {
        e.metrics[0].query = Some("p99".into());
        e.conditions[0].watcher.clear();
    };
    assert_eq!(rules(live), only(Rule::LiveWithoutPerson, "conditions.0.watcher"));
    let mut bound = sound();
    live(&mut bound);
    bound.conditions[0].watcher = "Ada".into();
    let off = Surroundings { every_s: None, ..healthy() };
    let found = experiment(&bound, &off);
    assert_eq!(found.iter().map(|found| found.rule).collect::<Vec<_>>(), [Rule::LiveSwitchedOff]);
    bound.conditions[0].watcher.clear();
    let found = experiment(&bound, &off);
    let rules = found.iter().map(|found| (found.rule, found.severity)).collect::<Vec<_>>();
    assert_eq!(
        rules,
        [(Rule::NoWatcher, Severity::Error), (Rule::LiveSwitchedOff, Severity::Warning)],
        "a query that nobody asks is no watcher: {found:?}"
    );
    bound.conditions[0].query = Some("errors".into());
    assert_eq!(experiment(&bound, &off)[0].rule, Rule::NoWatcher, "nor one of its own");
    assert!(bound.is_ready(), "whether somebody is asked is not written in the experiment");
}

/// A day with which no rule finds fault, of one experiment.
fn planned(experiment: Experiment) -> Plan {
    let participants = [("Ada", Role::Facilitator), ("Linus", Role::Coordinator)]
        .map(|(name, role)| Participant { name: name.into(), role })
        .to_vec();
    let id = Id(uuid::Uuid::nil());
    let environment = "Staging".to_owned();
    let game_day = GameDay { participants, experiments: vec![id], environment, ..GameDay::named("Autumn") };
    let budget = healthy().budget;
    Plan { game_day, experiments: vec![Planned { id, experiment, service: None, budget }] }
}

fn of_plan(changed: &Plan) -> Vec<Rule> {
    plan(changed, date(20), Some(15)).into_iter().map(|found| found.rule).collect()
}

#[test]
fn a_fault_in_production_is_approved_by_somebody() {
    let mut day = planned(Experiment { approvals: Vec::new(), ..sound() });
    for (environment, expected) in [
        ("Staging", vec![]),
        ("Load test", vec![]),
        ("Pre-production", vec![]),
        ("Production", vec![Rule::NobodyApproves]),
        ("prod, one region", vec![Rule::NobodyApproves]),
    ] {
        day.game_day.environment = environment.to_owned();
        assert_eq!(of_plan(&day), expected, "{environment}");
    }
    let found = plan(&day, date(20), Some(15)).pop().unwrap();
    assert_eq!((found.severity, found.field.as_str()), (Severity::Warning, "approvals"));
    assert_eq!(found.experiment, Some(day.experiments[0].id));
    day.experiments[0].experiment = sound();
    assert_eq!(of_plan(&day), []);
}

#[test]
fn only_a_healthy_budget_allows_chaos_unless_somebody_decides_otherwise() {
    let day = |overrides: Vec<Override>, remaining_pct: f64| {
        let mut day = planned(sound());
        day.game_day.overrides = overrides;
        day.experiments[0].budget = Some(Budget { remaining_pct, on: date(19) });
        of_plan(&day)
    };
    assert_eq!(day(Vec::new(), 50.1), []);
    assert_eq!(day(Vec::new(), 50.0), [Rule::BudgetForbids]);
    let decision = Override {
        experiment: Id(uuid::Uuid::nil()),
        by: "VP".into(),
        reason: "Needed".into(),
        at: Instant::from_ms(0),
        state: Some(BudgetState::Warning),
    };
    assert_eq!(day(vec![decision.clone()], 40.0), []);
    assert_eq!(day(vec![decision.clone()], 26.0), [], "the state is the same");
    assert_eq!(day(vec![decision.clone()], 25.0), [Rule::BudgetForbids], "decided of another budget");
    assert_eq!(day(vec![decision.clone()], -30.0), [Rule::BudgetForbids]);
    let of_an_old_file = Override { state: None, ..decision.clone() };
    assert_eq!(day(vec![of_an_old_file], -3.0), [], "nobody wrote down what it answers");
    let mut lapsed = planned(sound());
    lapsed.game_day.overrides = vec![decision];
    lapsed.experiments[0].budget = Some(Budget { remaining_pct: -30.0, on: date(19) });
    let message = plan(&lapsed, date(20), Some(15)).pop().unwrap().message;
    assert!(
        message.ends_with("VP decided to run it while the budget was warning: decide again."),
        "{message}"
    );
    let unknown = experiment(&sound(), &Surroundings { budget: None, ..healthy() });
    assert_eq!(unknown.iter().map(|found| found.rule).collect::<Vec<_>>(), [Rule::BudgetUnknown]);
    let read = |on: &str, remaining_pct: f64| {
        let budget = Some(Budget { remaining_pct, on: crate::time::parse_date(on).unwrap() });
        let found = experiment(&sound(), &Surroundings { budget, ..healthy() });
        found.into_iter().map(|found| found.rule).collect::<Vec<_>>()
    };
    let thirty_days_ago = (date(20) - chrono::TimeDelta::days(30)).to_string();
    let a_day_more = (date(20) - chrono::TimeDelta::days(31)).to_string();
    assert_eq!(read(&thirty_days_ago, 80.0), []);
    assert_eq!(read(&a_day_more, 80.0), [Rule::BudgetUnknown]);
    assert_eq!(read(&a_day_more, 10.0), [Rule::BudgetForbids], "what was spent is not back by itself");
}

#[test]
fn a_decision_of_an_old_file_can_be_read() {
    let old = r#"{"experiment":"019ab000-0000-7000-8000-000000000001","by":"VP","reason":"Needed","at":0}"#;
    let read: Override = serde_json::from_str(old).unwrap();
    assert_eq!(read.state, None);
    assert_eq!(serde_json::to_string(&read).unwrap(), old);
}

#[test]
fn the_day_has_rules_of_its_own() {
    let mut day = GameDay::named("Autumn");
    let rules = |day: &GameDay| game_day(day).into_iter().map(|found| found.rule).collect::<Vec<_>>();
    assert_eq!(rules(&day), [Rule::NoExperiment, Rule::NoFacilitator, Rule::OnePerson, Rule::NoEnvironment]);
    let nowhere = game_day(&GameDay { environment: " – ".into(), ..day.clone() }).pop().unwrap();
    assert_eq!((nowhere.severity, nowhere.field.as_str()), (Severity::Warning, "environment"));
    day.environment = "Staging".into();
    day.experiments = vec![Id(uuid::Uuid::nil())];
    for role in [Role::Facilitator, Role::Coordinator] {
        day.participants.push(Participant { name: "Ada".into(), role });
    }
    assert_eq!(rules(&day), [Rule::OnePerson, Rule::FacilitatorInjects], "Ada is one person");
    day.participants[1].name = " ada ".into();
    assert_eq!(rules(&day), [Rule::OnePerson, Rule::FacilitatorInjects], "however she is written");
    day.participants.push(Participant { name: "Linus".into(), role: Role::Observer });
    assert_eq!(rules(&day), [Rule::FacilitatorInjects]);
    day.start = NaiveTime::from_hms_opt(13, 0, 0);
    day.end = NaiveTime::from_hms_opt(13, 40, 0);
    let planned = Planned { id: Id(uuid::Uuid::nil()), experiment: sound(), service: None, budget: None };
    let plan = Plan { game_day: day, experiments: vec![planned] };
    assert!(too_short(&plan).is_some(), "15 + 10 min and 22 min of steps do not fit into 40");
}

#[test]
fn a_role_approves_nothing() {
    let approved = |name: &str| {
        let approval = Approval { name: name.to_owned(), granted_on: Some(date(1)) };
        rules(|experiment| experiment.approvals = vec![approval])
    };
    assert_eq!(approved("Priya Raman"), []);
    for role in ["Owner of the service", "on-call lead of the day ", "Facilitator"] {
        assert_eq!(approved(role), only(Rule::NotApproved, "approvals.0.name"), "{role}");
    }
}

#[test]
fn another_date_than_the_planned_one_is_asked_about_at_the_start_only() {
    let mut plan = planned(sound());
    plan.game_day.date = Some(date(20));
    let before = of_plan(&plan);
    let at = |day| Zone::UTC.instant(date(day), 12, 0).unwrap();
    let at_start = |day| {
        let found = at_start(&plan, at(day), Zone::UTC, None);
        found.into_iter().map(|found| found.rule).collect::<Vec<_>>()
    };
    assert!(!before.contains(&Rule::AnotherDate), "a plan for another day is no fault of it");
    assert_eq!(at_start(20), before);
    assert_eq!(at_start(21), [&[Rule::AnotherDate], before.as_slice()].concat());
    let found = super::at_start(&plan, at(21), Zone::UTC, None).remove(0);
    assert_eq!(found.severity, Severity::Warning);
    assert!(
        found.message.starts_with("The plan says") && found.message.contains("Today is"),
        "{}",
        found.message
    );
}

#[test]
fn every_rule_says_why() {
    for rule in Rule::ALL {
        assert!(rule.why().len() > 30, "{rule}");
    }
    assert_eq!(LINT.len(), Rule::ALL.len());
}
