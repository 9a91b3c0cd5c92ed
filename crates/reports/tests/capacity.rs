//! The report of a capacity model as a reader gets it, and what may never be on it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod paper;
mod plan;

use domain::capacity::{Input, InputKey};
use paper::tool;
use plan::{Plan, day};
use serde_json::Value;

fn golden(name: &str, plan: &Plan) {
    let text = tool("pdftotext", &["-layout"], &["-"], &reports::pdf(&plan.report()).unwrap());
    insta::with_settings!({ snapshot_path => "../../../fixtures/golden", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, text);
    });
}

/// What the template is given: every sentence of the report, without setting it.
fn said(plan: &Plan) -> String {
    plan.paper().data().replace('\u{a0}', " ")
}

fn data(plan: &Plan) -> Value {
    serde_json::from_str(&said(plan)).unwrap()
}

fn has(said: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(said.contains(wanted), "{wanted} is not in: {said}");
    }
}

#[test]
fn a_decided_model_reads_like_this() {
    golden("capacity_decided", &Plan::decided());
}

#[test]
fn a_model_without_a_date_reads_like_this() {
    golden("capacity_refused", &Plan::refused());
}

#[test]
fn the_answer_stands_on_the_first_page() {
    let pdf = reports::pdf(&Plan::decided().report()).unwrap();
    let first = tool("pdftotext", &["-layout", "-l", "1"], &["-"], &pdf);
    has(
        &first,
        &[
            "Checkout, requests",
            "Order by",
            "What binds",
            "Max instances",
            "Raise the quota",
            "Jonas Petersen",
        ],
    );
    assert!(!first.contains("Contents"), "{first}");
}

#[test]
fn a_refusal_stands_where_the_date_would() {
    let refused = data(&Plan::refused());
    let words = refused["summary"]["refusal"].as_str().unwrap();
    assert!(words.starts_with("No date: no ceiling is stated."), "{words}");
    let findings = refused["summary"]["findings"].as_array().unwrap();
    assert!(findings.iter().all(|finding| finding != words), "once is enough");
    assert!(data(&Plan::decided())["summary"]["refusal"].is_null());
}

#[test]
fn nothing_is_decided_until_a_room_has_closed_its_review() {
    let decided = data(&Plan::decided());
    assert!(decided["cover"]["notice"].is_null());
    assert_eq!(decided["decision"]["owner"], "Jonas Petersen");
    has(&decided["decision"]["signed"].to_string(), &["Mira Kovač (25 Nov 2026)", "Ana Ruiz"]);
    let mut open = Plan::decided();
    open.model.reviews.last_mut().unwrap().ended_at = None;
    has(&said(&open), &["Draft: a review of this model is open"]);
    let refused = data(&Plan::refused());
    assert!(refused["decision"].is_null());
    has(&refused["cover"]["notice"].to_string(), &["no room has reviewed this model yet"]);
}

#[test]
fn what_was_chosen_stands_beside_the_decision() {
    let mut plan = Plan::decided();
    let decision = data(&plan)["decision"].clone();
    let [chosen] = decision["chosen"].as_array().unwrap().as_slice() else { panic!("{decision}") };
    let chosen = chosen.as_str().unwrap();
    let why = "No date: it would lie 734 days ahead, and the data reach back 180 days only · $";
    has(chosen, &[&format!("Raise max instances to 64\n{why}"), " a month in a year"]);
    assert!(!chosen.contains("Larger instances"), "{chosen}");
    plan.model.options[0].changes.values.insert(InputKey::MaxInstances, 44.0);
    plan.model.options[0].changes.from = Some(day("2027-06-01"));
    let later =
        "Raise max instances to 64, from 1 Jun 2027\nlasts until 1 Dec 2027 · $36,560 a month in a year";
    assert_eq!(data(&plan)["decision"]["chosen"][0], later);
    // The model's last day is none that a room has decided.
    assert_eq!(decision["order_by"], "the model: 29 Jun 2027 · decided: 15 Feb 2027");
    plan.model.reviews.last_mut().unwrap().order_by = Some(day("2027-07-01"));
    assert_eq!(
        data(&plan)["decision"]["order_by"],
        "the model: 29 Jun 2027 · decided: 1 Jul 2027, which is later"
    );
    plan.model.inputs.remove(&InputKey::LeadTimeDays);
    plan.model.reviews.last_mut().unwrap().order_by = None;
    assert_eq!(data(&plan)["decision"]["order_by"], "the model: no date · decided: no date");
    for key in [InputKey::FixedCostPerMonthUsd, InputKey::InstanceCostPerMonthUsd] {
        plan.model.inputs.remove(&key);
    }
    plan.model.price_steps.clear();
    plan.model.inputs.remove(&InputKey::DemandNow);
    let decision = data(&plan)["decision"].clone();
    has(&decision["chosen"].to_string(), &["No date: demand now is not stated · cost not stated"]);
}

#[test]
fn doing_nothing_is_no_option() {
    let options = data(&Plan::decided())["options"].clone();
    let [nothing, raised, ..] = options.as_array().unwrap().as_slice() else { panic!("{options}") };
    assert_eq!(nothing["name"], "Do nothing");
    assert!(nothing["verdict"].is_null() && nothing["reason"].is_null(), "{nothing}");
    assert_eq!(raised["verdict"]["word"], "Chosen");
    let mut plan = Plan::decided();
    plan.model.options[0].reason.clear();
    assert_eq!(data(&plan)["options"][1]["reason"], "no reason was written down");
}

#[test]
fn a_decision_that_nobody_signed_says_so() {
    let mut plan = Plan::decided();
    let state = |plan: &Plan| {
        let cover = data(plan)["cover"].clone();
        (cover["state"]["word"].clone(), cover["state"]["tone"].clone())
    };
    assert_eq!(state(&plan), ("Decided".into(), "good".into()));
    plan.model.reviews.last_mut().unwrap().signed.clear();
    assert_eq!(state(&plan), ("Decided, not signed".into(), "watch".into()));
    assert_eq!(data(&plan)["decision"]["signed"], "nobody yet");
}

#[test]
fn every_number_has_its_basis_and_what_nobody_said_is_said() {
    let said = said(&Plan::decided());
    has(
        &said,
        &[
            "13 numbers: 9 measured, 3 estimated, 1 guessed.",
            r#""on":"24 Nov 2026","value":"2,140 requests/sec","who":"Samuel Okafor""#,
            "not written down",
            "+12 % (6 to 18)",
            "Not stated: Ceiling, Peak utilisation",
            "Scale up at 80 %",
        ],
    );
}

#[test]
fn the_last_forecast_is_held_against_what_was_measured() {
    let plan = Plan::decided();
    let rows = data(&plan)["forecast"]["rows"].clone();
    let days: Vec<_> = rows.as_array().unwrap().iter().map(|row| row["on"].as_str().unwrap()).collect();
    assert_eq!(days, ["20 Sep 2026", "20 Oct 2026", "20 Nov 2026"]);
    let mut blind = plan.clone();
    blind.model.history = None;
    assert!(
        data(&blind)["forecast"]["rows"]
            .as_array()
            .unwrap()
            .iter()
            .all(|row| row["measured"] == "not measured")
    );
    blind.model.reviews.clear();
    has(&said(&blind), &["No earlier review left a forecast"]);
}

#[test]
fn a_bare_model_and_odd_numbers_have_a_report() {
    let bare = said(&Plan::bare());
    has(&bare, &["No number is stated yet.", "No date: demand now is not stated."]);
    let mut odd = Plan::decided();
    for key in InputKey::ALL {
        odd.model.inputs.insert(*key, Input::guessed(f64::NAN));
    }
    odd.model.launches[0].low_high = Some([f64::INFINITY, f64::NAN]);
    odd.model.price_steps[0].instance_cost_per_month_usd = Some(f64::NAN);
    odd.model.price_steps[0].on = day("2001-01-01");
    for never in ["NaN", "$inf", "inf%", "inf ", " inf"] {
        assert!(!said(&odd).contains(never), "{never} in {}", said(&odd));
    }
}
