//! Experiments and journals of Chaos Toolkit as they are in the field: old, odd, or written in a way that the tool ignores.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{experiment, fold, journal, outcome, read, root};
use domain::chaos::{experiment::Range, results::Ending, run::Outcome};
use interchange::{Imported, chaos};
use serde_json::{Value, json};
use std::fs;

fn probe(name: &str) -> Value {
    json!({ "type": "probe", "name": name, "tolerance": 200, "provider": { "type": "http", "url": "http://127.0.0.1/health" } })
}

fn action(name: &str) -> Value {
    json!({ "type": "action", "name": name, "provider": { "type": "process", "path": "/bin/true" } })
}

fn plan(method: &[Value]) -> Value {
    json!({
        "title": "A plan", "description": "d", "method": method,
        "steady-state-hypothesis": { "title": "it answers", "probes": [probe("answers")] },
        "rollbacks": [action("start-cache")],
    })
}

fn ran(activity: Value, status: &str) -> Value {
    json!({ "activity": activity, "status": status, "output": null, "start": "2026-03-02T10:00:01", "end": "2026-03-02T10:00:02" })
}

fn state(met: bool) -> Value {
    let mut item = ran(probe("answers"), "succeeded");
    (item["tolerance_met"], item["output"]) = (met.into(), json!({ "status": 200 }));
    json!({ "steady_state_met": met, "probes": [item] })
}

/// A journal of a run that went well; each test breaks it in its way.
fn good() -> Value {
    json!({
        "experiment": plan(&[action("stop-cache")]), "start": "2026-03-02T10:00:00", "end": "2026-03-02T10:00:09",
        "status": "completed", "deviated": false,
        "steady_states": { "before": state(true), "after": state(true), "during": [] },
        "run": [ran(action("stop-cache"), "succeeded")], "rollbacks": [ran(action("start-cache"), "succeeded")],
    })
}

fn text(value: &Value) -> Imported {
    read("file.json", value.to_string().as_bytes())
}

#[test]
fn what_an_old_journal_does_not_record_is_not_recorded() {
    let mut old = good();
    for key in ["deviated", "steady_states"] {
        old.as_object_mut().unwrap().remove(key);
    }
    let imported = text(&old);
    let said = imported.warnings.join("\n");
    assert!(
        said.contains(
            "Not recorded in this journal: the steady state before and after; whether it deviated."
        ),
        "{said}"
    );
    let run = fold(&journal(imported));
    assert_eq!(outcome(&run), Outcome::Inconclusive);
    let note = &run.trials[0].conclusion.as_ref().unwrap().said.text;
    assert!(note.contains("not recorded"), "{note}");
    assert!(run.trials[0].readings.is_empty(), "nothing was invented");

    let mut silent = good();
    silent.as_object_mut().unwrap().remove("deviated");
    assert!(chaos::verdict(&silent).1.contains("not recorded"), "{:?}", chaos::verdict(&silent));
    for key in ["status", "start", "end"] {
        silent.as_object_mut().unwrap().remove(key);
    }
    let imported = text(&silent);
    let said = imported.warnings.join("\n");
    assert!(
        said.contains("When the run began is not recorded") && said.contains("how the run ended"),
        "{said}"
    );
    assert_eq!(journal(imported).game_day.at.unwrap().rfc3339(), "2026-03-02T10:00:01.000Z");
    let undated = json!({ "experiment": plan(&[]), "run": [] });
    let refusal = interchange::read("a.json", undated.to_string().as_bytes()).unwrap_err();
    assert!(refusal.message.contains("a day needs a date"), "{refusal}");
}

#[test]
fn a_fault_that_was_never_injected_is_said_in_these_words() {
    for (exception, why) in [
        (json!(["Traceback\n", "ConnectionRefusedError: [Errno 111]\n"]), "connection refused"),
        (json!(["ConnectionRefusedError: [Errno 111] Connection refused\n"]), "connection refused"),
        (json!(["chaoslib.exceptions.ActivityFailed: the pod is gone\n"]), "the pod is gone"),
        (json!("TimeoutError\n"), "timeout"),
        (json!("Something odd: happened"), "Something odd: happened"),
        (Value::Null, "the journal does not say why"),
    ] {
        let mut file = good();
        file["run"] = json!([ran(action("stop-cache"), "failed")]);
        file["run"][0]["exception"] = exception;
        let (found, note) = chaos::verdict(&file);
        assert_eq!(
            (found, note),
            (Outcome::Inconclusive, format!("The fault was never injected (step 1 failed: {why})."))
        );
        let imported = text(&file);
        assert!(imported.warnings.iter().any(|words| words.starts_with("The fault was never injected")));
        let run = fold(&journal(imported));
        assert_eq!(run.trials[0].injected_at(), None);
        assert!(
            run.trials[0].conclusion.as_ref().unwrap().said.text.starts_with("The fault was never injected")
        );
    }
    // One of two actions did something.
    let mut file = good();
    file["run"] = json!([ran(action("stop-cache"), "failed"), ran(action("stop-more"), "succeeded")]);
    assert!(!chaos::verdict(&file).1.contains("never injected"));
    assert!(fold(&journal(text(&file))).trials[0].injected_at().is_some());
}

#[test]
fn a_plan_that_no_file_has_is_not_made_up() {
    let mut file = good();
    (file["node"], file["chaoslib-version"]) = ("runner-7.corp.example".into(), "1.44.0".into());
    let day = journal(text(&file));
    assert_eq!((day.game_day.date, day.game_day.start, day.game_day.goal.as_str()), (None, None, ""));
    assert_eq!(day.game_day.title, "A plan, 2026-03-02");
    let words =
        "Run by Chaos Toolkit (version 1.44.0, on runner-7.corp.example) and imported from its journal.";
    assert!(serde_json::to_string(&day.events[0].1).unwrap().contains(words), "{:?}", day.events[0]);
}

#[test]
fn without_a_step_of_the_method_no_fault_is_made_up() {
    let unknown =
        "The steps of the method are not recorded in this journal, so nobody can say whether a fault was in.";
    for (run, words) in [
        (json!([]), "No action of the method was run, so no fault was in."),
        (json!([ran(probe("look"), "succeeded")]), "No action of the method was run, so no fault was in."),
        (Value::Null, unknown),
    ] {
        let mut file = good();
        (file["run"], file["deviated"], file["steady_states"]["after"]) = (run, true.into(), state(false));
        assert_eq!(chaos::verdict(&file), (Outcome::Inconclusive, words.to_owned()));
        let imported = text(&file);
        assert!(imported.warnings.iter().any(|said| said == words), "{:?}", imported.warnings);
        let run = fold(&journal(imported));
        let trial = &run.trials[0];
        assert_eq!((trial.injected_at(), trial.detected_at(), trial.stopped_at()), (None, None, None));
        assert_eq!((trial.ended(), outcome(&run)), (Ending::NoFault, Outcome::Inconclusive));
        let notes: Vec<_> = trial.notes.iter().map(|note| note.said.text.as_str()).collect();
        assert!(notes.iter().any(|said| said.starts_with("Probe “answers” succeeded")), "{notes:?}");
    }
    // Where nothing was to be injected, what was measured before and after counts.
    let mut file = good();
    (file["experiment"], file["run"]) = (plan(&[probe("look")]), json!([ran(probe("look"), "succeeded")]));
    let run = fold(&journal(text(&file)));
    assert_eq!((run.trials[0].injected_at(), outcome(&run)), (None, Outcome::Confirmed));
}

#[test]
fn a_step_that_ran_though_the_gate_was_not_met_raises_the_rollback() {
    let mut file = good();
    file["steady_states"] = json!({ "before": state(false), "after": null, "during": [] });
    file["rollbacks"] = json!([]);
    let words = "The gate was not met, but step 1 (“stop-cache”) ran. No rollback is recorded: does it have to be undone?";
    assert_eq!(chaos::verdict(&file), (Outcome::Inconclusive, words.to_owned()));
    let imported = text(&file);
    assert!(imported.warnings.iter().any(|said| said == words), "{:?}", imported.warnings);
    let journal = journal(imported);
    let entries = serde_json::to_string(&journal.events).unwrap();
    assert!(entries.contains("surprised") && entries.contains("does it have to be undone?"), "{entries}");
    file["run"] = json!([]);
    assert!(chaos::verdict(&file).1.contains("so nothing was shown"), "{:?}", chaos::verdict(&file));
}

#[test]
fn two_steps_of_one_name_are_told_apart_by_their_place() {
    let mut file = good();
    file["experiment"] = plan(&[action("stop-cache"), action("stop-cache")]);
    file["run"] = json!([ran(action("stop-cache"), "succeeded"), ran(action("stop-cache"), "failed")]);
    let note = "“stop-cache” (step 2) did not succeed, so the method was not run as planned.";
    assert_eq!(chaos::verdict(&file).1, note);
    let entries = serde_json::to_string(&journal(text(&file)).events).unwrap();
    for words in ["Action “stop-cache” (step 1) succeeded", "Action “stop-cache” (step 2) failed"] {
        assert!(entries.contains(words), "{entries}");
    }
}

#[test]
fn the_grammar_before_1_0_is_refused_in_words_that_say_so() {
    for step in [
        json!({ "title": "stop it", "layer": "application", "action": action("stop"), "probes": { "steady": probe("up") } }),
        json!({ "title": "look", "probes": [probe("up")] }),
    ] {
        let file = json!({ "title": "n/a", "description": "n/a", "method": [step] });
        let said = interchange::read("a.json", file.to_string().as_bytes()).unwrap_err().message;
        assert!(said.contains("before its release 1.0") && said.contains("“method.0”"), "{said}");
    }
}

#[test]
fn pauses_are_resolved_from_the_configuration() {
    let step = |name: &str, after: Value| {
        let mut step = action(name);
        step["pauses"] = json!({ "after": after });
        step
    };
    let mut file = plan(&[
        step("half", json!("${downtime}")),
        step("rest", json!("${window}")),
        step("odd", json!("${nowhere}")),
    ]);
    file["configuration"] =
        json!({ "downtime": 120, "window": { "type": "env", "key": "WINDOW", "default": "30" } });
    let imported = text(&file);
    let said = imported.warnings.join("\n");
    for words in [
        "“half” pauses for 120 s, as “downtime” in its configuration says.",
        "“rest” pauses for 30 s, the default of “window”; WINDOW in the environment may say otherwise",
        "“odd” pauses for ${nowhere}, which is known only when Chaos Toolkit runs it.",
    ] {
        assert!(said.contains(words), "{words} is not in:\n{said}");
    }
    let found = experiment(imported);
    assert_eq!(found.fault.duration_min, 3, "150 s");
    let out: Value = serde_json::from_str(&chaos::experiment(&found, None).text).unwrap();
    assert_eq!(out, file, "the variables go out as they came in");
}

#[test]
fn a_reference_is_what_it_refers_to_and_goes_out_as_one() {
    let mut file = plan(&[]);
    file["steady-state-hypothesis"]["probes"] = json!([
        probe("answers"), { "ref": "answers", "type": "probe", "tolerance": 200 }, { "ref": "answers", "type": "probe" }
    ]);
    let found = experiment(text(&file));
    let metrics: Vec<_> = found
        .metrics
        .iter()
        .map(|metric| (metric.name.as_str(), metric.range, metric.source.as_str()))
        .collect();
    let exact = Range { min: Some(200.0), max: Some(200.0) };
    let source = "http GET http://127.0.0.1/health";
    assert_eq!(
        metrics,
        [("answers", exact, source), ("answers (2)", exact, source), ("answers (3)", exact, source)]
    );
    let mut changed = found.clone();
    changed.rollback.clear();
    changed.metrics.remove(0);
    let out: Value = serde_json::from_str(&chaos::experiment(&changed, None).text).unwrap();
    assert_eq!(out["steady-state-hypothesis"]["probes"].as_array().unwrap().len(), 2, "{out:#}");
    changed = found;
    changed.title = "Another title".to_owned();
    let out: Value = serde_json::from_str(&chaos::experiment(&changed, None).text).unwrap();
    assert_eq!(out["steady-state-hypothesis"]["probes"], file["steady-state-hypothesis"]["probes"]);
}

#[test]
fn what_the_tool_ignores_or_takes_otherwise_is_said() {
    let mut stray = probe("pods-run");
    stray["arguments"] = json!({ "label_selector": "app=checkout" });
    let list = json!({ "type": "probe", "name": "seconds", "tolerance": [0, 1], "provider": { "type": "process", "path": "measure" } });
    let codes = json!({ "type": "probe", "name": "codes", "tolerance": [200, 204], "provider": { "type": "http", "url": "http://a" } });
    let mut file = plan(&[]);
    file["steady-state-hypothesis"]["probes"] = json!([stray, list, codes]);
    let said = text(&file).warnings.join("\n");
    for words in [
        "“pods-run” has its “arguments” beside its provider, where Chaos Toolkit ignores it. Move it into “provider”.",
        "What “seconds” tolerates is the list [0,1]: Chaos Toolkit tests the exit code of the process and not the number that it prints.",
        "What “codes” tolerates is the list [200,204]: Chaos Toolkit tests the status of the answer",
    ] {
        assert!(said.contains(words), "{words} is not in:\n{said}");
    }
}

#[test]
fn a_number_that_no_number_holds_is_kept_digit_by_digit() {
    let huge = "9".repeat(640);
    let mut file = good();
    file["run"][0]["activity"]["type"] = "probe".into();
    let words = file.to_string().replacen("\"output\":null", &format!("\"output\":{huge}"), 3);
    assert!(words.contains(&huge));
    let imported = read("huge.json", words.as_bytes());
    let day = journal(imported);
    let entries = serde_json::to_string(&day.events).unwrap();
    assert!(entries.contains("It returned 9999") && entries.contains("9999…"), "shown cut: {entries}");
    assert!(!entries.contains('\u{F8FF}'), "{entries}");
    let run = fold(&day);
    for redaction in [None, Some(&mut interchange::Redaction::default())] {
        let out = chaos::journal(&run, 0, redaction).unwrap().text;
        assert!(out.contains(&format!(":{huge}")) || out.contains(&format!(": {huge}")), "{out}");
        assert!(!out.contains('\u{F8FF}'), "{out}");
    }
    let yaml = format!(
        "title: a\ndescription: b\nmethod: []\nconfiguration: {{n: {huge}, m: 123456789012345678901234567890}}\n"
    );
    let out = chaos::experiment(&experiment(read("a.yaml", yaml.as_bytes())), None).text;
    assert!(out.contains(&huge) && out.contains("123456789012345678901234567890"), "{out}");
}

#[test]
fn words_of_yaml_stay_text_on_the_way_out() {
    let yaml = "title: \"no\"\ndescription: n/a\ntags: [\"on\", \"1.10\", \"013\", \"12:30\", \"1_000\"]\nmethod: []\n";
    let found = experiment(read("a.yaml", yaml.as_bytes()));
    assert_eq!(found.title, "no");
    let out = chaos::experiment(&found, None).text;
    let back: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (&back["title"], &back["tags"]),
        (&json!("no"), &json!(["on", "1.10", "013", "12:30", "1_000"]))
    );
    for word in ["no", "on", "1.10", "013", "12:30", "1_000"] {
        assert!(out.contains(&format!("\"{word}\"")), "quoted, so that YAML 1.1 reads text as well: {out}");
    }
    assert_eq!(experiment(read("b.yaml", out.as_bytes())).title, "no");
}

#[test]
fn a_secret_is_masked_wherever_a_step_is_shown() {
    let mut step = action("reset");
    step["provider"]["arguments"] = json!({ "password": "hunter2", "ns": "shop" });
    let mut other = action("call");
    other["provider"] = json!({ "type": "http", "url": "https://mira:s3cret@db/x?token=abc123" });
    let file = plan(&[step, other]);
    let found = experiment(text(&file));
    let shown = serde_json::to_string(
        &domain::Document::from(domain::chaos::experiment::Experiment { original: None, ..found.clone() })
            .summary(),
    )
    .unwrap();
    for secret in ["hunter2", "s3cret", "abc123"] {
        assert!(!found.fault.action.contains(secret) && !shown.contains(secret), "{}", found.fault.action);
    }
    assert!(
        found.fault.action.contains("password=•••, ns=shop")
            || found.fault.action.contains("ns=shop, password=•••"),
        "{}",
        found.fault.action
    );
    let out: Value = serde_json::from_str(&chaos::experiment(&found, None).text).unwrap();
    assert_eq!(out, file, "the file keeps it");
}

#[test]
fn real_shapes_come_out_as_the_table_says() {
    let folder = root().join("../shared/cases/field/chaostoolkit");
    if !folder.is_dir() {
        return println!("The real files are not beside the project ({}).", folder.display());
    }
    let bytes = |name: &str| fs::read(folder.join(name)).unwrap();
    for (name, words) in [
        ("journal-2018-no-deviated.json", "not recorded"),
        (
            "journal-fault-never-injected.json",
            "The fault was never injected (step 1 failed: connection refused).",
        ),
        ("journal-gate-not-met-but-step-ran.json", "The gate was not met, but step 1 (“stop-cache”) ran."),
        ("journal-two-steps-one-name.json", "“stop-cache” (step 2)"),
        ("journal-huge-integer.json", "The steady state was met before and after"),
    ] {
        let run = fold(&journal(read(name, &bytes(name))));
        let note = &run.trials[0].conclusion.as_ref().unwrap().said.text;
        assert!(note.contains(words), "{name}: {note}");
    }
    for (name, words) in [
        ("arguments-beside-provider.yaml", "beside its provider"),
        ("list-tolerance-tests-the-exit-code.json", "tests the exit code"),
        ("pause-from-configuration.yaml", "pauses for 120 s"),
    ] {
        let said = read(name, &bytes(name)).warnings.join("\n");
        assert!(said.contains(words), "{name}: {said}");
    }
    assert_eq!(experiment(read("same-probe-by-ref.yaml", &bytes("same-probe-by-ref.yaml"))).metrics.len(), 3);
    assert!(
        interchange::read("before.json", &bytes("before-1.0.json"))
            .unwrap_err()
            .message
            .contains("before its release 1.0")
    );
}

#[test]
fn a_number_that_is_none_is_read_as_text_and_said() {
    let file = good().to_string().replacen("\"status\":200", "\"status\":NaN", 1);
    assert!(file.contains("NaN"));
    let imported = read("a.json", file.as_bytes());
    let said = imported.warnings.join("\n");
    assert!(said.contains("NaN and Infinity are no numbers of JSON"), "{said}");
    let day = journal(imported);
    assert!(serde_json::to_string(&day.events).unwrap().contains("NaN"));
    assert_eq!(chaos::journal(&fold(&day), 0, None).unwrap().text, file);
}
