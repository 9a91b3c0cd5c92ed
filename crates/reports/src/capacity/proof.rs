//! What was tried and looked at: load tests against their targets, the cadence, and the last forecast against what happened.

use super::Plan;
use crate::paper::{count, date, mark};
use domain::{
    Date,
    capacity::{
        CapacityModel, InputKey,
        answer::{self, ForetoldMonth, figure},
        content::{CAPACITY, CadenceItem},
        load_test::{self, Planned},
    },
    text::{capital, clip, is_blank},
};
use serde_json::{Value, json};

/// The load tests of the handbook with the load that the model gives them, each with its last result; and all results.
pub fn tests(plan: &Plan<'_>) -> Value {
    let model = plan.model;
    let metric = clip(&model.metric, 24);
    let planned = model.stated(InputKey::DemandNow).and_then(|peak| load_test::plan(peak, None).ok());
    let row = |planned: &Planned| {
        let load = match (planned.load, planned.content.times) {
            (Some(load), _) => format!("{} {metric}", figure(load)),
            (None, Some(times)) => {
                format!("{} × {}", figure(times), planned.content.of.label().to_lowercase())
            }
            (None, None) => "until it breaks".to_owned(),
        };
        let last =
            model.load_tests.iter().filter(|run| run.kind == planned.content.test).max_by_key(|run| run.on);
        let state = match last {
            None => mark("Not run", "off"),
            Some(run) if run.passed => mark(format!("Passed {}", date(run.on)), "good"),
            Some(run) => mark(format!("Failed {}", date(run.on)), "bad"),
        };
        json!({
            "name": planned.content.test.label(),
            "load": load.trim_end(),
            "target": planned.content.target,
            "state": state,
        })
    };
    let results = model.load_tests.iter().map(|run| {
        json!({
            "name": run.kind.label(),
            "on": date(run.on),
            "by": if is_blank(&run.by) { "not written down" } else { run.by.as_str() },
            "measured": if is_blank(&run.measured) { "nothing was written down" } else { run.measured.as_str() },
            "state": if run.passed { mark("Passed", "good") } else { mark("Failed", "bad") },
        })
    });
    json!({
        "plan": planned.iter().flatten().map(row).collect::<Value>(),
        "results": results.collect::<Value>(),
        "source": if is_blank(&model.load_source) { Value::Null } else { Value::from(clip(&model.load_source, 160)) },
    })
}

/// How often who should look, and when somebody last did.
pub fn cadence(plan: &Plan<'_>) -> Value {
    CAPACITY.cadence.iter().map(|item| looked(plan.model, item, plan.today)).collect()
}

fn looked(model: &CapacityModel, item: &CadenceItem, today: Date) -> Value {
    let last = model.cadence.iter().filter(|looked| looked.what == item.key).max_by_key(|looked| looked.on);
    let since = last.map(|last| today.signed_duration_since(last.on).num_days());
    let state = match (since, item.every_days) {
        (None, _) => mark("Never", "off"),
        (Some(days), Some(every)) if days >= i64::from(every) => mark("Due again", "watch"),
        (Some(_), _) => mark("Done", "good"),
    };
    let who = last.map_or("–".to_owned(), |last| {
        let by = if is_blank(&last.by) { "not written down" } else { last.by.as_str() };
        let note = if is_blank(&last.note) { String::new() } else { format!(": {}", last.note) };
        format!("{}, {by}{note}", date(last.on))
    });
    json!({ "every": item.every, "what": item.text, "who": who, "state": state })
}

/// The last forecast that a review left, against the daily peaks that were measured since.
pub fn forecast(plan: &Plan<'_>) -> Value {
    let Some(foretold) = answer::foretold(plan.model, plan.today) else {
        return json!({ "lead": "No earlier review left a forecast that could be held against what happened.", "rows": [] });
    };
    let months = &foretold.months;
    let said = format!("Forecast of {}, demand at peak in {}.", date(foretold.made_on), metric(plan.model));
    let lead = match months.len() {
        0 => format!("{said} Its first month is not over yet."),
        n => format!("{said} {} of it are over.", count(n, "month"))
            .replace("1 month of it are", "1 month of it is"),
    };
    let row = |month: &ForetoldMonth| {
        let state = match month.off_pct().zip(month.words()) {
            None => mark("Not measured", "off"),
            Some((off_pct, words)) => {
                mark(capital(&words), if off_pct.abs() > 10.0 { "watch" } else { "good" })
            }
        };
        json!({
            "on": date(month.on),
            "foreseen": figure(month.foreseen),
            "measured": month.measured.map_or("not measured".to_owned(), figure),
            "state": state,
        })
    };
    json!({ "lead": lead, "rows": months.iter().map(row).collect::<Value>() })
}

fn metric(model: &CapacityModel) -> String {
    if is_blank(&model.metric) { "a metric that is not stated".to_owned() } else { clip(&model.metric, 40) }
}
