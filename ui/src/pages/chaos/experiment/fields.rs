//! Every finding leads somewhere: what the rules of the plan call a field has an element of that name on the page.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::room::draft::mended_in;
use domain::{
    Date,
    catalog::budget::Budget,
    chaos::{
        experiment::{AbortCondition, Approval, Experiment, Metric, Range, RollbackStep, Side, Threshold},
        lint::{self, Rule, Surroundings},
    },
};
use std::collections::BTreeSet;

/// The page's own sources, and where they keep rows: `conditions.{place}`.
const SOURCES: [(&str, &str); 4] = [
    (include_str!("method.rs"), ""),
    (include_str!("metrics.rs"), "metrics"),
    (include_str!("conditions.rs"), "conditions"),
    (include_str!("undo.rs"), ""),
];

/// Names of fields, with `{place}` for the number of a row: `metrics.{place}.name`.
fn fields() -> BTreeSet<String> {
    let mut fields = BTreeSet::new();
    for (source, rows) in SOURCES {
        let page = source.split("#[cfg(test)]").next().unwrap();
        for before in ["at(\"", "at(format!(\"", "field=\""] {
            fields.extend(after(page, before).map(str::to_owned));
        }
        for before in ["path(\"", "field(\""] {
            fields.extend(after(page, before).map(|name| format!("{rows}.{{place}}.{name}")));
        }
        fields.extend(after(page, "let name = format!(\"").map(str::to_owned));
    }
    fields
}

/// What stands between `before` and the next quotation mark, each time.
fn after<'a>(text: &'a str, before: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.split('"').next())
}

fn field(path: &str) -> String {
    let parts = path.split('.').map(|part| if part.parse::<usize>().is_ok() { "{place}" } else { part });
    parts.collect::<Vec<_>>().join(".")
}

/// Plans that break every rule of an experiment between them.
fn broken() -> Vec<(Experiment, Surroundings)> {
    let nowhere = Surroundings { today: Date::default(), budget: None, every_s: None, service_gone: false };
    let spent = Budget { remaining_pct: 10.0, on: Date::default() };
    let condition = AbortCondition {
        text: "Too slow".into(),
        metric: Some("gone".into()),
        query: None,
        threshold: Some(Threshold { side: Side::Above, value: 1.0 }),
        trip_after: 3,
        watcher: String::new(),
        check_every_min: 5,
    };
    let live = AbortCondition { metric: None, query: Some("up".into()), ..condition.clone() };
    let mut filled = Experiment::named("Filled in, and wrong everywhere");
    filled.fault.action = "Stop the cache".into();
    filled.fault.target = "sessions".into();
    filled.metrics = vec![Metric { name: "p99".into(), range: Range::default(), ..Metric::default() }];
    filled.conditions = vec![condition, live];
    filled.rollback = vec![RollbackStep { text: "Delete another thing".into(), rehearsed_on: None }];
    filled.approvals = vec![Approval { name: "VP".into(), granted_on: None }];
    filled.timebox_min = Some(1);
    let mut about = Experiment::named("About nothing that is there");
    about.service_id = Some("019a0c00-0005-7000-8000-000000000002".parse().unwrap());
    vec![
        (about, Surroundings { service_gone: true, ..nowhere }),
        (Experiment::named("Empty"), nowhere),
        (filled.clone(), nowhere),
        (filled, Surroundings { budget: Some(spent), every_s: Some(3_600), ..nowhere }),
    ]
}

#[test]
fn every_finding_leads_to_a_field_of_the_page() {
    let fields = fields();
    assert!(fields.contains("metrics.{place}.baseline"), "the sources are read: {fields:?}");
    let mut broken_rules = BTreeSet::new();
    for (experiment, surroundings) in broken() {
        for finding in lint::experiment(&experiment, &surroundings) {
            broken_rules.insert(finding.rule);
            // What is left of the budget stands on the service's page, where the finding leads.
            if finding.field != "budget" {
                let wanted = field(&mended_in(&finding.field));
                assert!(
                    fields.contains(&wanted),
                    "{:?} leads to {wanted}, and there is no such field",
                    finding.rule
                );
            }
        }
    }
    let of_the_day = [
        Rule::NoExperiment,
        Rule::NoFacilitator,
        Rule::OnePerson,
        Rule::FacilitatorInjects,
        Rule::NoEnvironment,
        Rule::NobodyApproves,
        Rule::DoesNotFit,
        Rule::AnotherDate,
        Rule::ServiceGone,
    ];
    let of_experiments = Rule::ALL.iter().filter(|rule| !of_the_day.contains(rule));
    assert!(fields.contains("approvals"), "where to write down who has to agree");
    assert!(fields.contains("service_id"), "where to choose another service");
    let unbroken: Vec<_> = of_experiments.filter(|rule| !broken_rules.contains(rule)).collect();
    assert!(unbroken.is_empty(), "no plan here breaks {unbroken:?}");
}

#[test]
fn a_missing_approval_is_mended_by_its_date() {
    assert_eq!(mended_in("approvals.3"), "approvals.3.granted_on");
    assert_eq!(mended_in("approvals"), "approvals");
    assert_eq!(mended_in("rollback.0.text"), "rollback.0.text");
}
