//! What holds for every file.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{files, fold, outcome, sound::sound};
use domain::{
    chaos::{
        experiment::{AbortCondition, Experiment, FaultKind, Metric, Range, RollbackStep, Side, Threshold},
        run::Outcome,
    },
    record::Noun,
};
use interchange::{Carried, Redaction, chaos};
use proptest::prelude::*;
use serde_json::{Value, json};

fn item(kind: &'static str) -> impl Strategy<Value = Value> {
    let status = prop_oneof![4 => Just(Some("succeeded")), 1 => Just(Some("failed")), 1 => Just(None)];
    let output =
        prop_oneof![Just(json!(null)), Just(json!({ "status": 0 })), any::<f64>().prop_map(|v| json!(v))];
    (status, output, any::<Option<bool>>(), 0..60u32).prop_map(move |(status, output, met, second)| {
        let mut item = json!({
            "activity": { "type": kind, "name": "it", "tolerance": 0, "provider": { "type": "process", "path": "true" } },
            "output": output, "start": format!("2026-11-22T10:41:{second:02}"), "end": "2026-11-22T10:41:59Z",
        });
        if let Some(status) = status {
            item["status"] = json!(status);
        }
        if let (Some(met), "probe") = (met, kind) {
            item["tolerance_met"] = json!(met);
        }
        item
    })
}

fn state() -> impl Strategy<Value = Value> {
    let looked = (any::<Option<bool>>(), prop::collection::vec(item("probe"), 0..3))
        .prop_map(|(met, probes)| json!({ "steady_state_met": met, "probes": probes }));
    let met = Just(json!({ "steady_state_met": true, "probes": [] }));
    prop_oneof![1 => Just(Value::Null), 3 => looked, 3 => met]
}

fn journal() -> impl Strategy<Value = Value> {
    let status = prop_oneof![6 => Just("completed"), 1 => Just("failed"), 1 => Just("aborted"), 1 => Just("interrupted")];
    let items = || prop::collection::vec(item("action"), 0..3);
    let during = prop::collection::vec(state().prop_filter("a look", |state| !state.is_null()), 0..2);
    (status, any::<bool>(), state(), state(), during, items(), items()).prop_map(
        |(status, deviated, before, after, during, run, rollbacks)| {
            json!({
                "experiment": {
                    "title": "generated", "description": "generated",
                    "steady-state-hypothesis": { "title": "t", "probes": [
                        { "type": "probe", "name": "it", "tolerance": 0, "provider": { "type": "process", "path": "true" } }
                    ] },
                    "method": [{ "type": "action", "name": "it", "provider": { "type": "process", "path": "true" } }],
                    "rollbacks": [{ "type": "action", "name": "it", "provider": { "type": "process", "path": "true" } }],
                },
                "status": status, "deviated": deviated, "start": "2026-11-22T10:41:00.5", "end": "2026-11-22T10:42:00Z",
                "duration": 59.5, "steady_states": { "before": before, "after": after, "during": during },
                "run": run, "rollbacks": rollbacks,
            })
        },
    )
}

/// The rule once more, as the field says it and in other words than the program: from before, deviated and the items.
fn by_the_rule(journal: &Value) -> [bool; 3] {
    let all = |items: &Value| items.as_array().unwrap().iter().all(|item| item["status"] == "succeeded");
    let states = &journal["steady_states"];
    let missed = |state: &Value| {
        let probes = state["probes"].as_array();
        let out = |probe: &Value| probe["status"] == "succeeded" && probe["tolerance_met"] == false;
        probes.is_some_and(|probes| probes.iter().any(out))
            || (state["steady_state_met"] == false && all(&state["probes"]))
    };
    let broken = |state: &Value| state.is_object() && !missed(state) && !all(&state["probes"]);
    let good = |state: &Value| state["steady_state_met"] == true && !missed(state) && all(&state["probes"]);
    let later: Vec<_> =
        states["during"].as_array().unwrap().iter().chain(std::iter::once(&states["after"])).collect();
    let stopped = journal["status"] == "aborted" || journal["status"] == "interrupted";
    let done = |item: &Value| item["status"] == "succeeded" || (stopped && item.get("status").is_none());
    let run = journal["run"].as_array().unwrap();
    let ran = good(&states["before"]) && !run.is_empty() && run.iter().all(done);
    let deviated = journal["deviated"] == true;
    let disproved = ran
        && (later.iter().any(|state| missed(state))
            || (deviated && !later.iter().any(|state| broken(state))));
    let during = &later[..later.len() - 1];
    let confirmed = ran
        && !stopped
        && !deviated
        && !disproved
        && good(&states["after"])
        && !during.iter().any(|state| broken(state))
        && all(&journal["rollbacks"]);
    [confirmed, disproved, !confirmed && !disproved]
}

fn word() -> impl Strategy<Value = String> {
    "[ -~äß“\u{202E}\n]{1,40}"
}

fn line() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9äß“” .,:/]{0,60}".prop_filter("an import hides secrets", |words| says_no_secret(words))
}

fn named() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9ä][a-zA-Z0-9 .:/-]{0,60}".prop_filter("an import hides secrets", |words| says_no_secret(words))
}

/// Whether chance has written none of the words that announce a secret and are short enough for chance to write.
fn says_no_secret(words: &str) -> bool {
    let words = words.to_lowercase();
    !["pw", "cred", "token", "-u"].iter().any(|announces| words.contains(announces))
}

#[test]
fn words_of_people_that_announce_a_secret_are_hidden_on_the_way_in() {
    let mut made = Experiment::named("Is the door shut");
    made.validates = "aPw: hunter2 opens nothing".to_owned();
    let back = common::experiment(common::read("out.json", chaos::experiment(&made, None).text.as_bytes()));
    assert_eq!(back.validates, "aPw: ••• opens nothing");
}

fn metric() -> impl Strategy<Value = Metric> {
    let bound = || prop::option::of(-1e6..1e6f64);
    (named(), line(), bound(), bound(), bound(), line()).prop_map(|(name, unit, baseline, a, b, source)| {
        let range = match (a, b) {
            (Some(a), Some(b)) => Range { min: Some(a.min(b)), max: Some(a.max(b)) },
            (min, max) => Range { min, max },
        };
        Metric { name, unit, baseline, range, source, query: None }
    })
}

fn experiment() -> impl Strategy<Value = Experiment> {
    let kind = prop::sample::select(FaultKind::ALL);
    let condition =
        (named(), any::<bool>(), 1..100u32).prop_map(|(text, by_query, check_every_min)| AbortCondition {
            text,
            metric: None,
            query: by_query.then(|| "up".to_owned()),
            threshold: by_query.then_some(Threshold { side: Side::Above, value: 0.5 }),
            trip_after: 2,
            watcher: "Ana".to_owned(),
            check_every_min,
        });
    let step = named().prop_map(|text| RollbackStep { text, rehearsed_on: None });
    let lists = (
        prop::collection::vec(metric(), 0..4),
        prop::collection::vec(condition, 0..3),
        prop::collection::vec(step, 0..3),
    );
    (named(), line(), line(), line(), line(), kind, 1..1440u32, lists).prop_map(
        |(title, when, then, action, validates, kind, duration_min, (mut metrics, conditions, rollback))| {
            metrics.sort_by(|a, b| a.name.cmp(&b.name));
            metrics.dedup_by(|a, b| a.name == b.name);
            let mut made = Experiment::named(&title);
            (made.hypothesis.when, made.hypothesis.then, made.validates) = (when, then, validates);
            (made.fault.action, made.fault.kind, made.fault.duration_min) = (action, kind, duration_min);
            (made.metrics, made.conditions, made.rollback) = (metrics, conditions, rollback);
            made
        },
    )
}

/// A secret as it stands in a file, with the part that must not survive.
fn secret() -> impl Strategy<Value = (String, String)> {
    let name = "q[a-z]{5,10}q";
    prop_oneof![
        (name, 0..8usize).prop_map(|(name, at)| {
            let ending = [
                "example.com",
                "prod.svc.cluster.local",
                "eu-west-1.compute.internal",
                "shop.co.za",
                "pay.hk",
                "correo.com.ar",
                "web.bank",
                "cdn.xyz",
            ][at];
            (format!("see {name}.{ending}, please"), name)
        }),
        (name, 1..65_000u16).prop_map(|(name, port)| (format!("http://{name}:{port}/health?x=1"), name)),
        (name, name).prop_map(|(user, host)| (format!("postgres://{user}:pw@{host}/db"), host)),
        name.prop_map(|name| (format!("on {name}-prod-1:6379"), name)),
        name.prop_map(|name| (format!("reached {name}7:8080, then not"), name)),
        (name, name).prop_map(|(user, host)| (format!("ssh {user}@{host} uptime"), host)),
        (name, name).prop_map(|(user, host)| (format!("scp x {user}@{host}:/tmp/"), user)),
        name.prop_map(|name| (format!("python m.drain (node_name={name}, grace=3)"), name)),
        name.prop_map(|name| (format!("it said {{\"host\": \"{name}\"}}"), name)),
        name.prop_map(|name| (format!("tool --db-user {name} --quiet"), name)),
        name.prop_map(|name| (format!("ran /home/{name}/bin/x"), name)),
        name.prop_map(|name| (format!("at /Users/{name}"), name)),
        name.prop_map(|name| (format!("C:\\Users\\{name}\\AppData"), name)),
        (11..223u8, 0..255u8, 1..255u8).prop_filter("not this computer", |(a, ..)| *a != 127).prop_map(
            |(a, b, c)| { (format!("connect to {a}.{b}.77.{c}:443 failed"), format!("{a}.{b}.77.{c}")) }
        ),
        (1..0xffffu16, 1..0xffffu16)
            .prop_map(|(a, b)| { (format!("from fd00:{a:x}::{b:x} port 2"), format!("fd00:{a:x}::{b:x}")) }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn arbitrary_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        sound("any.json", &bytes);
        sound("any.yaml", &bytes);
    }

    #[test]
    fn arbitrary_text_is_read_or_refused(text in "[-\\[\\]{}:,&*!|>'\"%@`#? \n\ta-c0-9~<]{0,200}") {
        sound("any.json", text.as_bytes());
        sound("any.yaml", text.as_bytes());
    }

    #[test]
    fn files_with_a_flaw_are_read_or_refused(
        which in any::<prop::sample::Index>(),
        flaws in prop::collection::vec((any::<prop::sample::Index>(), 0..4u8, any::<u8>()), 1..4),
    ) {
        let files = files();
        let (name, mut bytes) = files[which.index(files.len())].clone();
        for (at, how, byte) in flaws {
            let at = at.index(bytes.len().max(1));
            match how {
                _ if bytes.is_empty() => {}
                0 => bytes[at] = byte,
                1 => bytes.truncate(at),
                2 => bytes.insert(at, byte),
                _ => drop(bytes.remove(at)),
            }
        }
        sound(&name, &bytes);
    }

    #[test]
    fn any_value_may_be_of_another_kind(
        which in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        word in word(),
        kind in 0..7usize,
    ) {
        let files: Vec<_> = files().into_iter().filter(|(name, _)| name.ends_with(".json")).collect();
        let (name, bytes) = &files[which.index(files.len())];
        let mut value: Value = serde_json::from_slice(bytes).unwrap();
        let pointers = pointers(&value, String::new());
        let pointer = &pointers[at.index(pointers.len())];
        let other = [json!(null), json!(true), json!(-7.5), json!(word), json!([]), json!({}), json!([word, 1e300])];
        *value.pointer_mut(pointer).unwrap() = other[kind].clone();
        sound(name, value.to_string().as_bytes());
    }

    #[test]
    fn the_verdict_follows_the_rule_and_the_day_says_the_same(journal in journal()) {
        let (verdict, why) = chaos::verdict(&journal);
        let place = [Outcome::Confirmed, Outcome::Disproved, Outcome::Inconclusive];
        let expected = place[by_the_rule(&journal).iter().position(|holds| *holds).unwrap()];
        prop_assert_eq!(verdict, expected, "{}", why);
        // Never from the status alone: completed and failed make no difference, and being stopped only proves nothing.
        let with = |status: &str| {
            let mut other = journal.clone();
            other["status"] = json!(status);
            chaos::verdict(&other).0
        };
        prop_assert_eq!(with("completed"), with("failed"));
        prop_assert_eq!(with("aborted"), with("interrupted"));
        prop_assert!(with("aborted") != Outcome::Confirmed);
        let is_whole = journal["run"].as_array().unwrap().iter().all(|item| item.get("status").is_some());
        if is_whole && with("completed") != Outcome::Confirmed {
            prop_assert_eq!(with("aborted"), with("completed"));
        }
        let found = common::journal(common::read("j.json", journal.to_string().as_bytes()));
        prop_assert_eq!(outcome(&fold(&found)), expected);
        sound("j.json", journal.to_string().as_bytes());
    }

    #[test]
    fn our_experiments_come_back_whole(made in experiment()) {
        made.check().unwrap();
        let out = chaos::experiment(&made, None).text;
        let back = common::experiment(common::read("out.json", out.as_bytes()));
        prop_assert_eq!(&back, &made);
        prop_assert_eq!(chaos::experiment(&back, None).text, out);
    }

    #[test]
    fn changes_of_an_import_come_back(which in any::<prop::sample::Index>(), made in experiment()) {
        let files = files();
        let (name, bytes) = &files[which.index(files.len())];
        let Carried::Experiment(found) = common::read(name, bytes).what else { return Ok(()) };
        let changed = Experiment { original: found.original.clone(), ..made };
        let out = chaos::experiment(&changed, None).text;
        // The plan of the file is the plan of the experiment, one activity for each part of it.
        let value: Value = serde_json::from_str(&out).unwrap();
        let count = |at: &str| value.pointer(at).and_then(Value::as_array).map_or(0, Vec::len);
        if changed.metrics != found.metrics {
            prop_assert_eq!(count("/steady-state-hypothesis/probes"), changed.metrics.len());
        }
        if changed.rollback != found.rollback {
            prop_assert_eq!(count("/rollbacks"), changed.rollback.len());
        }
        let acts = |step: &&Value| step["type"] == "action";
        let actions = value["method"].as_array().unwrap().iter().filter(acts).count();
        prop_assert_eq!(actions > 0, !changed.fault.action.trim().is_empty(), "{}", out);
        let back = common::experiment(common::read("out.json", out.as_bytes()));
        prop_assert_eq!(Experiment { original: None, ..back.clone() }, Experiment { original: None, ..changed });
        prop_assert_eq!(chaos::experiment(&back, None).text, out);
    }

    #[test]
    fn what_a_field_calls_a_name_is_hidden_wherever_it_stands(
        name in "q[a-z]{3,8}q",
        key in prop::sample::select(vec!["host", "hostname", "node", "node_name", "server", "user", "username", "dbHost", "SSH_USER"]),
        listed in any::<bool>(),
    ) {
        let bytes = common::files().into_iter().find(|(name, _)| name == "journal-interrupted.json").unwrap().1;
        let mut value: Value = serde_json::from_slice(&bytes).unwrap();
        let held = if listed { json!([name, "localhost"]) } else { json!(name) };
        value["run"][0]["output"] = json!({ key: held });
        value["experiment"]["title"] = json!(format!("Stop {name}, by hand"));
        value["experiment"]["method"][0]["provider"]["arguments"] = json!({ "path": format!("/srv/{name}/data") });
        let hidden = Redaction::default().of(value);
        prop_assert!(!hidden.to_string().contains(&name), "{}", hidden);
        prop_assert_eq!(Redaction::default().of(hidden.clone()), hidden);
    }

    #[test]
    fn no_planted_name_survives_redaction(secrets in prop::collection::vec(secret(), 1..5), places in prop::collection::vec(any::<prop::sample::Index>(), 5)) {
        let bytes = common::files().into_iter().find(|(name, _)| name == "journal-interrupted.json").unwrap().1;
        let mut value: Value = serde_json::from_slice(&bytes).unwrap();
        value["node"] = json!("qnodeq");
        value["run"][0]["output"] = json!("on qnodeq, and on localhost with 127.0.0.1");
        let free = ["/experiment/title", "/experiment/description", "/experiment/method/0/provider/arguments", "/run/0/exception"];
        for ((text, _), place) in secrets.iter().zip(&places) {
            let at = free[place.index(free.len())];
            let (parent, key) = at.rsplit_once('/').unwrap();
            let slot = &mut value.pointer_mut(parent).unwrap()[key];
            let before = slot.as_str().unwrap_or_default().to_owned();
            *slot = json!(format!("{before} {text}"));
        }
        let mut redaction = Redaction::default();
        let hidden = redaction.of(value.clone());
        let text = hidden.to_string();
        for (_, name) in &secrets {
            prop_assert!(!text.contains(name.as_str()), "{} is in {}", name, text);
        }
        prop_assert!(!text.contains("qnodeq") && text.contains("localhost with 127.0.0.1"), "{}", text);
        prop_assert_eq!(Redaction::default().of(hidden.clone()), hidden.clone());
        prop_assert_eq!(redaction.of(value), hidden.clone());
        let back = common::journal(common::read("hidden.json", text.as_bytes()));
        prop_assert_eq!(outcome(&fold(&back)), Outcome::Inconclusive);
    }
}

/// A pointer to every value of a tree.
fn pointers(value: &Value, here: String) -> Vec<String> {
    let below: Vec<_> = match value {
        Value::Array(items) => items.iter().enumerate().map(|(at, item)| (at.to_string(), item)).collect(),
        Value::Object(fields) => fields.iter().map(|(key, field)| (key.replace('/', "~1"), field)).collect(),
        _ => Vec::new(),
    };
    let below = below.into_iter().flat_map(|(key, item)| pointers(item, format!("{here}/{key}")));
    std::iter::once(here.clone()).chain(below.collect::<Vec<_>>()).collect()
}
