//! Variables of a file whose value stands in its configuration: what people read is the value, what goes out the variable.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{experiment, fold, journal, read};
use domain::chaos::experiment::{Experiment, RollbackStep};
use interchange::chaos;
use serde_json::{Value, json};

fn file() -> Value {
    json!({
        "title": "a shop without its cache", "description": "d",
        "configuration": {
            "host": "shop.internal",
            "zone": { "type": "env", "key": "ZONE", "default": "eu-1" },
            "port": { "type": "env", "key": "PORT" },
            "api_token": "t0p-s3cret",
        },
        "steady-state-hypothesis": { "title": "it answers", "probes": [{
            "type": "probe", "name": "front", "tolerance": 200,
            "provider": { "type": "http", "url": "https://${host}:${port}/?of=${zone}&as=${api_token}" },
        }] },
        "method": [{ "type": "action", "name": "stop", "provider": {
            "type": "process", "path": "stop", "arguments": ["--zone", "${zone}"],
        } }],
        "rollbacks": [{ "type": "action", "name": "start", "provider": {
            "type": "python", "module": "m", "func": "start", "arguments": { "where": "${ zone }", "token": "${host}" },
        } }],
    })
}

fn out(experiment: &Experiment) -> Value {
    serde_json::from_str(&chaos::experiment(experiment, None).text).unwrap()
}

#[test]
fn what_is_read_is_the_value_and_what_goes_out_is_the_variable() {
    let imported = read("own.json", file().to_string().as_bytes());
    let said = imported.warnings.join("\n");
    assert!(said.contains("a variable is shown with the value that it has there"), "{said}");
    let found = experiment(imported);
    let front = &found.metrics[0];
    assert_eq!(front.source, "http GET https://shop.internal:${port}/?of=eu-1&as=${api_token}");
    assert_eq!(found.fault.action, "stop (process stop --zone eu-1)");
    assert_eq!(found.rollback[0].text, "start (python m.start (token=${host}, where=eu-1))");
    assert_eq!(out(&found), file());

    let mut changed = found;
    changed.metrics[0].range.max = Some(204.0);
    changed.rollback.push(RollbackStep { text: "look at it".into(), rehearsed_on: None });
    let out = out(&changed);
    assert_eq!(out["method"], file()["method"]);
    assert_eq!(out["rollbacks"][0], file()["rollbacks"][0]);
}

/// An earlier release showed each variable as it is written, and its workspaces still do.
#[test]
fn a_file_that_came_in_with_its_variables_as_they_are_written_is_still_known() {
    let mut earlier = experiment(read("own.json", file().to_string().as_bytes()));
    earlier.metrics[0].source = "http GET https://${host}:${port}/?of=${zone}&as=${api_token}".into();
    earlier.fault.action = "stop (process stop --zone ${zone})".into();
    earlier.rollback[0].text = "start (python m.start (token=${host}, where=${ zone }))".into();
    let out = out(&earlier);
    for part in ["steady-state-hypothesis", "method", "rollbacks"] {
        assert_eq!(out[part], file()[part], "{part}");
    }
}

#[test]
fn the_steps_of_a_journal_are_found_by_their_values() {
    let at = |second: u32| format!("2026-11-22T10:41:{second:02}+00:00");
    let probe = |second: u32| {
        let activity = &file()["steady-state-hypothesis"]["probes"][0];
        json!({ "steady_state_met": true, "probes": [{ "activity": activity, "output": { "status": 200 },
            "tolerance_met": true, "status": "succeeded", "start": at(second), "end": at(second) }] })
    };
    let item = |activity: &Value, second: u32| json!({ "activity": activity, "output": null, "status": "succeeded", "start": at(second), "end": at(second) });
    let ran = json!({
        "experiment": file(), "status": "completed", "deviated": false, "start": at(0), "end": at(9),
        "steady_states": { "before": probe(1), "after": probe(4) },
        "run": [item(&file()["method"][0], 2)], "rollbacks": [item(&file()["rollbacks"][0], 6)],
    });
    let run = fold(&journal(read("journal.json", ran.to_string().as_bytes())));
    let trial = &run.trials[0];
    assert_eq!(trial.rollback.iter().filter(|(_, at)| at.is_some()).count(), 1);
    assert!(trial.readings.iter().all(|reading| reading.source.contains("shop.internal")));
}

/// A value may hold a secret though no name says so.
#[test]
fn a_password_in_an_address_is_masked_wherever_the_address_is_shown() {
    let text = json!({
        "title": "t", "description": "d",
        "configuration": { "base": "https://admin:t0p-s3cret@shop.internal" },
        "method": [{ "type": "action", "name": "stop", "provider": { "type": "http", "url": "${base}/stop" } }],
        "rollbacks": [{ "type": "action", "name": "start", "provider": {
            "type": "python", "module": "m", "func": "start", "arguments": { "host": "${base}" },
        } }],
    });
    let found = experiment(read("own.json", text.to_string().as_bytes()));
    assert_eq!(found.fault.target, "https://admin:•••@shop.internal/stop");
    let shown = Experiment { original: None, ..found };
    let shown = serde_json::to_string(&shown).unwrap();
    assert!(!shown.contains("t0p-s3cret"), "{shown}");
}
