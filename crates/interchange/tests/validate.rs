//! What leaves us is taken in by the real tool, where it is installed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{experiment, files, fold, journal, read, root, run};
use domain::record::Noun;
use domain::{
    chaos::experiment::{Experiment, Metric, Range, RollbackStep},
    journal::Fold,
};
use interchange::{Carried, Redaction, Written, chaos};
use serde_json::Value;
use std::{env, fs, path::PathBuf, process::Command};

/// The tool, on the path or where `cargo xtask test` puts it.
fn tool() -> Option<PathBuf> {
    let ours = root().join("target/tools/chaos/bin/chaos");
    let folders =
        env::var_os("PATH").map(|path| env::split_paths(&path).collect::<Vec<_>>()).unwrap_or_default();
    folders.into_iter().map(|folder| folder.join("chaos")).chain([ours]).find(|path| path.is_file())
}

/// Whether `chaos validate` takes a file, and what it says.
fn validate(tool: &PathBuf, text: &str) -> (bool, String) {
    // The tool tells YAML by the name of the file.
    let (ending, value): (_, Value) = match serde_json::from_str(text) {
        Ok(value) => ("json", value),
        Err(_) => {
            let out = chaos::experiment(&experiment(read("ours.yaml", text.as_bytes())), None).text;
            ("yaml", serde_json::from_str(&out).unwrap())
        }
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("experiment").with_extension(ending);
    fs::write(&path, text).unwrap();
    // What the experiment wants from its surroundings, it gets.
    let configuration = value["configuration"].as_object().cloned().unwrap_or_default();
    let variables =
        configuration.values().filter_map(|wanted| Some((wanted["key"].as_str()?.to_owned(), "1")));
    // Nothing is looked up on the network, and no file is left behind.
    let output = Command::new(tool)
        .args(["--no-version-check", "--no-log-file", "validate"])
        .arg(&path)
        .envs(variables)
        .current_dir(folder.path())
        .output()
        .unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// The errors among what the tool says, without their times.
fn complaints(said: &str) -> Vec<&str> {
    let errors = said.lines().filter(|line| line.contains("ERROR") || line.contains("CRITICAL"));
    let found: Vec<_> = errors.filter_map(|line| Some(line.split_once("] ")?.1)).collect();
    assert!(!found.is_empty(), "no reason in: {said}");
    found
}

/// The tool, or words that say that nobody was asked.
fn asked() -> Option<PathBuf> {
    let tool = tool();
    if tool.is_none() {
        println!("Chaos Toolkit is not installed, so it was not asked. `cargo xtask test` installs it.");
    }
    tool
}

#[test]
fn the_real_tool_takes_what_we_write() {
    let Some(tool) = asked() else { return };
    let mut texts = Vec::new();
    for found in sample() {
        texts.push((found.title.clone(), chaos::experiment(&found, None).text));
        texts.push((found.title.clone(), chaos::experiment(&found, Some(&mut Redaction::default())).text));
    }
    let mut yaml = 0;
    for (name, bytes) in files() {
        let imported = read(&name, &bytes);
        let (mut found, before) = match imported.what {
            Carried::Experiment(found) => (*found, String::from_utf8(bytes).unwrap()),
            Carried::Journal(found) => (found.experiment.clone(), found.experiment.original.unwrap()),
            Carried::Services(_) | Carried::Papers(_) => panic!("{name} is of another tool"),
        };
        yaml += usize::from(name.ends_with(".yaml"));
        let (valid, said) = validate(&tool, &before);
        found.title.push_str(", changed");
        let changed = chaos::experiment(&found, None).text;
        if valid {
            texts.push((name.clone(), changed));
            texts.push((name.clone(), chaos::experiment(&found, Some(&mut Redaction::default())).text));
            texts.push((name.clone(), chaos::experiment(&edited(&found), None).text));
            let day = chaos::journal(&run(&edited(&found), &[0]), 0, None).unwrap();
            texts.push((name, inner(&day)));
        } else {
            // Commands and modules that are not on this computer: they must be all that it still complains of.
            assert_eq!(complaints(&validate(&tool, &changed).1), complaints(&said), "{name}");
            println!("{name}: not taken here, changed or not: {}", complaints(&said).join(" "));
        }
    }
    assert!(yaml >= 2, "our own YAML is always there");
    assert!(texts.iter().any(|(name, _)| name.ends_with(".yaml")), "some YAML can be run on every computer");
    for (name, text) in texts {
        let (valid, said) = validate(&tool, &text);
        assert!(valid, "{name}: {said}\n{text}");
    }
}

#[test]
fn the_real_tool_takes_the_experiment_in_a_journal_that_we_write() {
    let Some(tool) = asked() else { return };
    let day = domain::time::parse_date("2026-11-24").unwrap();
    let mut asked = 0;
    for (_, entries) in domain::sample::sample(day).journals {
        let run = domain::chaos::run::Run::fold(&entries).unwrap();
        for at in 0..run.trials.len() {
            for hide in [false, true] {
                let mut redaction = hide.then(Redaction::default);
                let Some(out) = chaos::journal(&run, at, redaction.as_mut()) else { continue };
                let text = inner(&out);
                let (valid, said) = validate(&tool, &text);
                assert!(valid, "{}: {said}\n{text}", run.trials[at].experiment().title);
                asked += 1;
            }
        }
    }
    assert!(asked >= 4, "the sample's day has several experiments");
}

/// The experiment within a journal.
fn inner(journal: &Written) -> String {
    let value: Value = serde_json::from_str(&journal.text).unwrap();
    assert!(value["experiment"]["extensions"].to_string().contains("\"run\""), "{value}");
    value["experiment"].to_string()
}

/// The same with a metric less, one more, another fault and one more step that undoes it.
fn edited(found: &Experiment) -> Experiment {
    let mut edited = found.clone();
    if !edited.metrics.is_empty() {
        edited.metrics.remove(0);
    }
    let range = Range { min: Some(0.5), max: None };
    edited.metrics.push(Metric { name: "Orders".to_owned(), range, ..Metric::default() });
    edited.fault.action = "Pull the plug\nTell the room".to_owned();
    let text = "Put the plug back".to_owned();
    edited.rollback.insert(0, RollbackStep { text, rehearsed_on: None });
    edited.check().unwrap();
    edited
}

/// The experiments of the sample workspace, and the least that an experiment can be.
fn sample() -> Vec<Experiment> {
    let day = domain::time::parse_date("2026-11-24").unwrap();
    let records = domain::sample::sample(day).records;
    let experiments = records.into_iter().filter_map(|(_, document)| match document {
        domain::Document::Experiment(found) => Some(found),
        _ => None,
    });
    let found: Vec<_> = experiments.chain([Experiment::named("Only a name")]).collect();
    assert!(found.len() > 1);
    found
}

#[test]
fn our_own_experiments_come_back_whole() {
    for found in sample() {
        let text = chaos::experiment(&found, None).text;
        let imported = read("ours.json", text.as_bytes());
        assert_eq!(imported.warnings, Vec::<String>::new(), "{}", found.title);
        let expected =
            Experiment { service_id: None, repeats: None, library: false, original: None, ..found.clone() };
        assert_eq!(experiment(imported), expected);
    }
}

#[test]
fn our_own_days_become_journals_that_say_the_same() {
    let day = domain::time::parse_date("2026-11-24").unwrap();
    let mut written = 0;
    for (_, entries) in domain::sample::sample(day).journals {
        let run = domain::chaos::run::Run::fold(&entries).unwrap();
        for (at, trial) in run.trials.iter().enumerate() {
            let Some(Written { text, .. }) = chaos::journal(&run, at, None) else {
                assert!(trial.injected_at().is_none() && trial.conclusion.is_none());
                continue;
            };
            written += 1;
            let value: Value = serde_json::from_str(&text).unwrap();
            let expected = match (&trial.abort, &trial.conclusion) {
                (Some(_), _) => "aborted",
                (None, Some(_)) => "completed",
                (None, None) => "interrupted",
            };
            assert_eq!(value["status"], expected, "{}", trial.experiment().title);
            for key in
                ["experiment", "start", "end", "duration", "deviated", "steady_states", "run", "rollbacks"]
            {
                assert!(value.get(key).is_some(), "{key} is missing");
            }
            for note in trial.notes.iter().filter(|note| note.kind == domain::journal::NoteKind::Private) {
                assert!(
                    !text.contains(&note.said.text),
                    "a private note leaves the room: {}",
                    note.said.text
                );
            }
            let back = journal(read("ours.json", text.as_bytes()));
            let again = fold(&back);
            let conclusion = again.trials[0].conclusion.as_ref().unwrap();
            if let Some(said) = &trial.conclusion {
                assert_eq!((conclusion.outcome, &conclusion.said.text), (said.outcome, &said.said.text));
            }
            assert_eq!(again.trials[0].abort.is_some(), trial.abort.is_some());
            assert_eq!(again.trials[0].injected_at(), trial.injected_at());
            assert_eq!(chaos::journal(&again, 0, None).unwrap().text, text, "and stays so");
        }
    }
    assert!(written >= 2, "the sample's day has several experiments");
}
