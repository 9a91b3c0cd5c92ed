//! Whole files: our own, and the real ones where they lie beside the project.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{entries, experiment, files, fold, journal, outcome, read, root};
use domain::record::Noun;
use domain::{
    chaos::{
        experiment::{FaultKind, Range},
        run::{Outcome, RollbackState, Step},
    },
    journal::{Fold, NoteKind},
};
use interchange::{Carried, Redaction, chaos};
use std::fs;

fn ours(name: &str) -> Vec<u8> {
    fs::read(root().join("fixtures/chaos-toolkit").join(name)).unwrap()
}

#[test]
fn every_file_is_read_keeps_our_limits_and_comes_out_as_it_was() {
    for (name, bytes) in files() {
        let imported = read(&name, &bytes);
        for warning in &imported.warnings {
            assert!(warning.ends_with('.') && warning.len() < 400, "{name}: {warning}");
        }
        match &imported.what {
            Carried::Experiment(found) => {
                found.check().unwrap();
                let out = chaos::experiment(found, None).text;
                if name.ends_with(".json") {
                    assert_eq!(out.as_bytes(), bytes, "{name}: nothing was changed");
                }
                let again = experiment(read("again.json", out.as_bytes()));
                assert_eq!(chaos::experiment(&again, None).text, out, "{name}");
                let (a, b) = ((**found).clone(), again);
                assert_eq!(
                    domain::chaos::experiment::Experiment { original: None, ..a },
                    domain::chaos::experiment::Experiment { original: None, ..b }
                );
            }
            Carried::Services(_) | Carried::Papers(_) => panic!("{name} is of another tool"),
            Carried::Journal(found) => {
                let run = fold(found);
                let out = chaos::journal(&run, 0, None).unwrap().text;
                assert_eq!(out.as_bytes(), bytes, "{name}: nothing was changed");
                assert_eq!(journal(read("again.json", out.as_bytes())), **found, "{name}");
            }
        }
    }
}

/// How a journal of ours, or a real one, comes out, and whether its fault went in.
const VERDICTS: &[(&str, Outcome, bool)] = &[
    ("journal-confirmed.json", Outcome::Confirmed, true),
    ("journal-deviated.json", Outcome::Disproved, true),
    ("journal-gate-not-met.json", Outcome::Inconclusive, false),
    ("journal-action-failed.json", Outcome::Inconclusive, false),
    ("journal-interrupted.json", Outcome::Inconclusive, true),
    ("journal_a_pass.json", Outcome::Confirmed, true),
    ("journal_b_deviated_tolerance.json", Outcome::Disproved, true),
    ("journal_d_gate_tolerance.json", Outcome::Inconclusive, false),
    ("journal_f_action_fails.json", Outcome::Inconclusive, true),
];

#[test]
fn journals_come_out_as_their_names_say() {
    let mut ours = 0;
    for (name, bytes) in files() {
        let Some((_, expected, injected)) = VERDICTS.iter().find(|(known, ..)| *known == name) else {
            assert!(!name.starts_with("journal"), "{name}: nobody says how it comes out");
            continue;
        };
        ours += usize::from(name.starts_with("journal-"));
        let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(chaos::verdict(&value).0, *expected, "{name}");
        let run = fold(&journal(read(&name, &bytes)));
        assert_eq!(outcome(&run), *expected, "{name}");
        assert!(run.course.ended.is_some());
        assert_eq!(run.trials[0].injected_at().is_some(), *injected, "{name}");
        assert_eq!(run.trials[0].recovered_at(), None, "{name}: nobody measured after the rollback");
    }
    assert_eq!(ours, 5, "our own journals are always there");
}

#[test]
fn the_reason_of_a_verdict_is_said() {
    for (name, words) in [
        ("journal-confirmed.json", "The steady state was met before and after, and every step succeeded."),
        ("journal-deviated.json", "The steady state deviated from what is tolerated."),
        (
            "journal-gate-not-met.json",
            "The steady state was not met before the method, so nothing was shown.",
        ),
        (
            "journal-action-failed.json",
            "The fault was never injected (step 1 failed: process tc-delay failed).",
        ),
        ("journal-interrupted.json", "The run was stopped before its end."),
    ] {
        let value: serde_json::Value = serde_json::from_slice(&ours(name)).unwrap();
        assert_eq!(chaos::verdict(&value).1, words, "{name}");
    }
}

#[test]
fn a_run_that_was_stopped_is_no_proof_and_may_disprove() {
    let verdict = |name: &str, status: &str, deviated: bool| {
        let mut value: serde_json::Value = serde_json::from_slice(&ours(name)).unwrap();
        (value["status"], value["deviated"]) = (status.into(), deviated.into());
        chaos::verdict(&value).0
    };
    for status in ["aborted", "interrupted"] {
        assert_eq!(verdict("journal-confirmed.json", status, false), Outcome::Inconclusive);
        assert_eq!(verdict("journal-deviated.json", status, true), Outcome::Disproved);
        assert_eq!(verdict("journal-deviated.json", status, false), Outcome::Disproved, "a probe missed");
        assert_eq!(verdict("journal-confirmed.json", status, true), Outcome::Disproved, "it says so");
        assert_eq!(verdict("journal-gate-not-met.json", status, true), Outcome::Inconclusive);
        assert_eq!(verdict("journal-action-failed.json", status, true), Outcome::Inconclusive);
        // The action that was cut short says nothing against what was measured.
        assert_eq!(verdict("journal-interrupted.json", status, true), Outcome::Disproved);
    }
}

#[test]
fn what_an_experiment_says_is_where_a_facilitator_looks_for_it() {
    let imported = read("checkout-latency.yaml", &ours("checkout-latency.yaml"));
    let said = imported.warnings.join("\n");
    for words in
        ["“body says ok”", "checkout_url", "Safeguards", "contributions", "only look", "The timeouts of"]
    {
        assert!(said.contains(words), "{words} is not in:\n{said}");
    }
    let found = experiment(imported);
    assert_eq!(found.title, "Checkout stays quick while the tax service is slow");
    assert!(found.validates.contains("end of every quarter. Checkout should"), "{}", found.validates);
    assert_eq!(
        found.hypothesis.sentence().unwrap(),
        "When “slow the tax service” has run, the system will stay in its steady state: Customers can pay."
    );
    let metrics: Vec<_> = found.metrics.iter().map(|m| (m.name.as_str(), m.range)).collect();
    let exact = |value| Range { min: Some(value), max: Some(value) };
    let expected = [
        ("checkout answers", exact(200.0)),
        ("median in ms", Range { min: Some(0.0), max: Some(800.5) }),
        ("body says ok", exact(1.0)),
    ];
    assert_eq!(metrics, expected);
    assert_eq!(found.metrics[0].source, "http GET http://checkout.shop.internal:8080/", "its default");
    assert_eq!(
        found.fault.action,
        "slow the tax service (process /home/mira/bin with spaces/slow down.sh tax 1200ms)"
    );
    assert_eq!((found.fault.kind, found.fault.duration_min), (FaultKind::Dependency, 2));
    assert_eq!(found.fault.target, "checkout");
    assert_eq!(found.rollback[0].text, "let the tax service be quick (process echo quick)");
    assert_eq!(found.conditions[0].text, "The safeguard “no page is out” no longer holds");
    assert_eq!(found.conditions[0].check_every_min, 2);
}

#[test]
fn what_single_steps_have_and_we_do_not_is_named_once_for_each_kind() {
    let step = |kind: &str, name: &str, secrets: &str| {
        serde_json::json!({ "type": kind, "name": name, "tolerance": 200, "controls": [{ "name": "c" }], "timeout": 3,
            "secrets": [secrets], "configuration": { "a": 1 },
            "provider": { "type": "http", "url": "http://x", "headers": { "Accept": "a" }, "timeout": 9 } })
    };
    let plain = serde_json::json!({ "type": "action", "name": "plain", "controls": [], "secrets": null,
        "provider": { "type": "process", "path": "true", "headers": {} } });
    let file = serde_json::json!({ "title": "t", "description": "d",
        "steady-state-hypothesis": { "title": "s", "probes": [step("probe", "look", "k")] },
        "method": [step("action", "act", "k"), step("probe", "look", "k"), plain],
        "rollbacks": [step("action", "undo", "k"), step("action", "undo more", "k")] });
    let warnings = read("steps.json", file.to_string().as_bytes()).warnings;
    for noun in ["controls", "configurations", "secrets", "timeouts", "headers"] {
        let start = format!("The {noun} of “look”, “act”, “undo” and 1 more stay in the original");
        let said = warnings.iter().filter(|said| said.starts_with(&start)).count();
        assert_eq!(said, 1, "{noun}: {warnings:?}");
    }
    assert!(!warnings.join("").contains("plain”"), "{warnings:?}");
}

#[test]
fn an_interrupted_run_keeps_its_steps_and_its_hours_are_utc() {
    let imported = read("journal-interrupted.json", &ours("journal-interrupted.json"));
    assert!(imported.warnings.iter().any(|said| said.contains("stay open")), "{:?}", imported.warnings);
    let found = journal(imported);
    assert_eq!(found.started_at.rfc3339(), "2020-02-29T23:59:58.500Z");
    let run = fold(&found);
    let trial = &run.trials[0];
    assert!(trial.abort.is_some());
    assert_eq!(trial.rollback[0].0, RollbackState::Open);
    assert_eq!((trial.readings[0].value, trial.readings[0].step), (12.0, Step::Baseline));
    let note = &trial.notes[0];
    assert_eq!(
        (note.kind, note.said.text.as_str()),
        (NoteKind::Observation, "Action “stop the consumers” was interrupted.")
    );
    let said: Vec<_> = entries(&found).iter().map(|entry| run.sentence(entry)).collect();
    assert!(
        said.contains(&"Fault injected: stop the consumers (python queues.stop_consumers).".to_owned()),
        "{said:?}"
    );
    assert_eq!(run.course.ended.unwrap().at.rfc3339(), "2020-03-01T00:00:07.000Z");
}

#[test]
fn what_was_changed_goes_out_with_the_original_and_comes_back() {
    let mut changed = experiment(read("checkout-latency.yaml", &ours("checkout-latency.yaml")));
    changed.title = "Checkout and the slow tax service".to_owned();
    changed.fault.blast_radius = "One pod".to_owned();
    changed.validates = "The cached rate".to_owned();
    changed.hypothesis.then = "take payments".to_owned();
    let out = chaos::experiment(&changed, None).text;
    let value: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(value["title"], "Checkout and the slow tax service");
    assert_eq!(value["description"], "The cached rate");
    assert_eq!(value["steady-state-hypothesis"]["title"], "take payments");
    assert_eq!(value["contributions"]["reliability"], "high", "what we have no field for is still there");
    let back = experiment(read("out.json", out.as_bytes()));
    assert_eq!(back.fault.blast_radius, "One pod");
    assert_eq!(
        domain::chaos::experiment::Experiment { original: changed.original.clone(), ..back.clone() },
        changed
    );
    assert_eq!(chaos::experiment(&back, None).text, out, "and stays so");
    // Somebody renames it in the file: that is what they meant.
    let renamed = out.replace("Checkout and the slow tax service", "Renamed");
    assert_eq!(experiment(read("out.json", renamed.as_bytes())).title, "Renamed");
}

#[test]
fn names_of_hosts_and_users_stay_at_home() {
    let found = experiment(read("checkout-latency.yaml", &ours("checkout-latency.yaml")));
    let mut redaction = Redaction::default();
    let out = chaos::experiment(&found, Some(&mut redaction)).text;
    assert!(!out.contains("shop.internal") && !out.contains("mira"), "{out}");
    assert!(
        out.contains("http://host-1:8080/") && out.contains("/home/user-1/bin with spaces/slow down.sh"),
        "{out}"
    );
    let found = journal(read("journal-interrupted.json", &ours("journal-interrupted.json")));
    let out = chaos::journal(&fold(&found), 0, Some(&mut redaction)).unwrap().text;
    assert!(!out.contains("runner-7") && !out.contains("debian"), "{out}");
    assert!(out.contains("\"node\": \"host-2\""), "a second file goes on counting: {out}");
    let again = journal(read("out.json", out.as_bytes()));
    assert_eq!(outcome(&fold(&again)), Outcome::Inconclusive);
}
