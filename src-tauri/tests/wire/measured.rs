//! Measurements that a model takes: histories and load tests, asked through the one command.

use crate::{
    capacity::checkout,
    wire::{START_MS, Wire, workspace},
};
use serde_json::{Value, json};

/// Sixty days up to 25 November 2026 as a table: 1,000 on the first, and so much more every day.
fn table(more_a_day: f64) -> String {
    let days: Vec<String> = (0..60)
        .map(|day: i64| {
            let on = domain::Date::from_ymd_opt(2026, 9, 27).unwrap() + chrono::TimeDelta::days(day);
            format!("{on},{}\n", 1_000.0 + more_a_day * day as f64)
        })
        .collect();
    days.concat()
}

fn read(wire: &Wire, model: &Value, text: &str, answers: Value) -> Value {
    let source = json!({ "files": [{ "name": "grafana.csv", "bytes": text }] });
    let asked = json!({ "model": model["id"], "source": source, "answers": answers });
    wire.ask("ReadMeasurements", asked).unwrap()
}

/// Takes what was shown.
fn take(wire: &Wire, model: &Value, answers: Value) -> Result<Value, contract::Refusal> {
    wire.ask("TakeMeasurements", json!({ "model": model["id"], "answers": answers }))
}

fn says(preview: &Value, words: &str) -> bool {
    preview["taken"].as_array().unwrap().iter().any(|said| said.as_str().unwrap().contains(words))
}

#[test]
fn a_history_is_shown_with_what_it_replaces_and_then_taken() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let model = checkout(&wire);
    let text = table(10.0);
    let preview = read(&wire, &model, &text, json!({}));
    assert_eq!(preview["refused"], Value::Null, "{preview}");
    for words in [
        "60 days with a value, 2026-09-27 to 2026-11-25",
        "Demand now 1,590 requests/sec.",
        "Replaces demand now 1,000 requests/sec (Ada, estimated).",
        "Growth 19.1", // 10 × 30.4375 ÷ 1,590
        "Replaces growth 8 % a month (Ada, measured).",
    ] {
        assert!(says(&preview, words), "{words}: {preview}");
    }
    let kept = wire.ask("Get", json!({ "id": model["id"] })).unwrap();
    assert_eq!(kept["document"], model["document"], "nothing is taken before somebody takes it");
    let taken = take(&wire, &model, json!({})).unwrap();
    let body = &taken["document"]["body"];
    let demand = &body["inputs"]["demand-now"];
    assert!((demand["value"].as_f64().unwrap() - 1_590.0).abs() < 1e-6, "{demand}");
    assert_eq!(
        (&demand["basis"], &demand["on"], &demand["note"]),
        (&json!("measured"), &json!("2026-11-25"), &json!("grafana.csv, daily peaks"))
    );
    let growth = body["inputs"]["growth-pct-per-month"]["value"].as_f64().unwrap();
    assert!((growth - 304.375 / 15.9).abs() < 1e-6, "{growth}");
    assert_eq!(body["history"]["points"].as_array().unwrap().len(), 60);
    let again = read(&wire, &model, &text, json!({}));
    assert!(!says(&again, "Replaces"), "the same once more replaces nothing: {again}");
    let other = read(&wire, &model, &table(5.0), json!({}));
    assert!(says(&other, "Replaces the history of 60 days from “grafana.csv”."), "{other}");
}

#[test]
fn demand_now_is_that_of_the_busiest_day_of_a_week() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let model = checkout(&wire);
    let days: Vec<String> = (0..84)
        .map(|day: i64| {
            let on = domain::Date::from_ymd_opt(2026, 9, 3).unwrap() + chrono::TimeDelta::days(day);
            let week = [100.0, 140.0, 120.0, 90.0, 50.0, -200.0, -300.0][usize::try_from(day % 7).unwrap()];
            format!("{on},{}\n", 1_000.0 + 2.0 * day as f64 + week)
        })
        .collect();
    let text = days.concat();
    read(&wire, &model, &text, json!({}));
    let taken = take(&wire, &model, json!({})).unwrap();
    let demand = taken["document"]["body"]["inputs"]["demand-now"]["value"].as_f64().unwrap();
    assert!((1_270.0..1_340.0).contains(&demand), "1,166 and 140 on the busiest day: {demand}");
}

#[test]
fn a_history_in_another_unit_is_refused() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let model = checkout(&wire);
    let text = table(10.0);
    let preview = read(&wire, &model, &text, json!({ "unit": "MB/s" }));
    assert_eq!((&preview["refused"]["field"], &preview["taken"]), (&json!("unit"), &json!([])), "{preview}");
    let refusal = take(&wire, &model, json!({ "unit": "MB/s" })).unwrap_err();
    assert!(refusal.message.contains("“MB/s”") && refusal.message.contains("“requests/sec”"), "{refusal}");
    take(&wire, &model, json!({ "unit": "Requests / sec" })).unwrap();
}

#[test]
fn a_flat_history_leaves_no_growth_that_was_measured_before() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let model = checkout(&wire);
    let preview = read(&wire, &model, &table(0.0), json!({}));
    assert!(says(&preview, "Removes growth 8 % a month (Ada, measured)"), "{preview}");
    let taken = take(&wire, &model, json!({})).unwrap();
    let inputs = &taken["document"]["body"]["inputs"];
    assert_eq!(inputs["growth-pct-per-month"], Value::Null);
    assert_eq!(
        (&inputs["demand-now"]["value"], &inputs["demand-now"]["basis"]),
        (&json!(1_000.0), &json!("measured"))
    );
    // Three days say nothing, and replace no sixty.
    let preview = read(&wire, &model, SHORT, json!({}));
    let refused = preview["refused"]["message"].as_str().unwrap();
    assert!(refused.ends_with("The history of 60 days that the model has would be gone, so it stays."));
}

const SHORT: &str = "2026-11-23,10\n2026-11-24,11\n2026-11-25,12\n";

#[test]
fn three_days_say_nothing_and_what_is_stated_stays() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let model = checkout(&wire);
    let preview = read(&wire, &model, SHORT, json!({}));
    assert!(says(&preview, "Demand now stays 1,000 requests/sec"), "{preview}");
}

#[test]
fn what_is_to_come_is_no_measurement() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let model = checkout(&wire);
    let preview = read(&wire, &model, "2026-11-25,10\n2028-06-28,11\n", json!({}));
    let refused = preview["refused"]["message"].as_str().unwrap();
    assert!(refused.contains("28 June 2028") && refused.contains("no measurement"), "{refused}");
}

#[test]
fn a_history_in_another_size_of_the_unit_is_turned_and_days_that_are_not_kept_are_said() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let model = checkout(&wire);
    for (unit, words) in [
        ("requests per minute", "divided by 60"),
        ("kreq/s", "multiplied by 1,000"),
        ("rps", "“rps” is taken as requests/sec."),
        ("", "Unit not stated; taken as requests/sec."),
    ] {
        let preview = read(&wire, &model, &table(10.0), json!({ "unit": unit }));
        assert!(says(&preview, words), "{unit}: {preview}");
    }
    let first = domain::Date::from_ymd_opt(2022, 11, 1).unwrap();
    let rows = (0..1_300).map(|day| format!("{},{}\n", first + chrono::TimeDelta::days(day), 1_000 + day));
    let preview = read(&wire, &model, &rows.collect::<String>(), json!({}));
    assert!(says(&preview, "The first 100 days with a value are not kept"), "{preview}");
}

#[test]
fn more_points_than_a_model_holds_are_refused_in_the_preview() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let model = checkout(&wire);
    let rows = |n: u32| {
        let rows: Vec<String> = (1..=n).map(|users| format!("{users},{}\n", 60 * users)).collect();
        format!("users,rps\n{}", rows.concat())
    };
    let preview = read(&wire, &model, &rows(201), json!({}));
    assert_eq!((&preview["refused"]["field"], &preview["taken"]), (&json!("load_points"), &json!([])));
    read(&wire, &model, &rows(8), json!({}));
    take(&wire, &model, json!({})).unwrap();
    let preview = read(&wire, &model, &rows(9), json!({}));
    assert!(says(&preview, "Replaces the load test of 8 points from “grafana.csv”."), "{preview}");
}

/// The law with γ 100, σ 0.02 and κ 0.0004: its peak is 1,689 at a concurrency of 49.5.
fn law(concurrencies: &[f64]) -> Value {
    let point = |n: &f64| json!({ "concurrency": n, "throughput": 100.0 * n / (1.0 + 0.02 * (n - 1.0) + 0.0004 * n * (n - 1.0)) });
    concurrencies.iter().map(point).collect()
}

#[test]
fn the_peak_of_a_load_test_becomes_the_ceiling_when_somebody_says_so() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let model = checkout(&wire);
    let state = |key: &str| wire.ask("StateCeiling", json!({ "model": model["id"], "key": key }));
    let with_points = |points: Value| {
        let kept = wire.ask("Get", json!({ "id": model["id"] })).unwrap();
        let mut document = kept["document"].clone();
        document["body"]["load_points"] = points;
        wire.ask("Save", json!({ "id": kept["id"], "version": kept["version"], "document": document }))
            .unwrap();
    };
    let refused = state("ceiling").unwrap_err();
    assert!(refused.message.contains("No ceiling follows from these points."), "{refused:?}");
    with_points(law(&[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 96.0]));
    let input = |record: &Value, key: &str| record["document"]["body"]["inputs"][key].clone();
    let driven_past = input(&state("ceiling").unwrap(), "ceiling");
    assert!((driven_past["value"].as_f64().unwrap() - 1_689.0).abs() < 1.0, "{driven_past}");
    assert_eq!((&driven_past["basis"], &driven_past["low_high"]), (&json!("measured"), &Value::Null));
    assert_eq!(
        state("ceiling").unwrap()["version"],
        state("ceiling").unwrap()["version"],
        "it says so already"
    );
    with_points(law(&[1.0, 2.0, 4.0, 8.0, 16.0, 32.0]));
    let beyond = input(&state("carries-per-instance").unwrap(), "carries-per-instance");
    assert_eq!(beyond["basis"], "estimated", "nobody has seen the peak: {beyond}");
    assert!(beyond["note"].as_str().unwrap().contains("beyond what was measured"), "{beyond}");
    let other = state("growth-pct-per-month").unwrap_err();
    assert!(other.message.contains("does not show"), "{other:?}");
}

/// A table of a load test with this heading.
fn test(heading: &str, times: f64) -> String {
    let rows = [(1, 100.0), (2, 194.0), (4, 365.4), (8, 649.1), (16, 1_034.9), (32, 1_375.3), (64, 1_421.3)];
    let rows: Vec<String> =
        rows.iter().map(|(users, rate)| format!("{users},{:.3}\n", rate * times)).collect();
    format!("users,{heading}\n{}", rows.concat())
}

#[test]
fn a_load_test_is_counted_as_its_model_is() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let model = checkout(&wire);
    let shown = |text: &str| read(&wire, &model, text, json!({}));
    let minutes = test("throughput (req/min)", 60.0);
    let words = "Turned from “req/min” into requests/sec: divided by 60.";
    let preview = shown(&minutes);
    assert!(says(&preview, words), "{preview}");
    let taken = take(&wire, &model, json!({})).unwrap();
    let point = &taken["document"]["body"]["load_points"][1];
    assert!((point["throughput"].as_f64().unwrap() - 194.0).abs() < 1e-9, "{point}");
    let refused = shown(&test("throughput (MB/s)", 1.0));
    assert_eq!(refused["refused"]["field"], "unit", "{refused}");
    assert!(refused["refused"]["message"].as_str().unwrap().contains("“MB/s”"), "{refused}");
    assert!(says(&shown(&test("throughput (k req/s)", 0.001)), "was multiplied by 1000"));
    assert!(says(
        &shown(&test("tps", 1.0)),
        "counts in “tps”, and the model in “requests/sec”. Both were taken"
    ));
    let same = shown(&test("rps", 1.0));
    assert!(!same["taken"].to_string().contains("counts in"), "{same}");
    let faster = (1..9).map(|users| format!("{users},{}\n", 100 * users * users)).collect::<String>();
    assert!(says(&shown(&format!("users,rps\n{faster}")), "grows faster than the concurrency"));
}

#[test]
fn what_a_load_test_leaves_open_is_said_or_asked() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let model = checkout(&wire);
    let shown = |text: &str| read(&wire, &model, text, json!({}));
    let open = "users;rps\n1;1,234\n2;2,345\n4;4,123\n8;6,789\n";
    let preview = shown(open);
    assert_eq!(preview["questions"], json!([{ "decimal": { "example": "1,234" } }]), "{preview}");
    assert_eq!((&preview["refused"]["field"], &preview["taken"]), (&json!("decimal"), &json!([])));
    let taken = take(&wire, &model, json!({ "decimal": "point" })).unwrap();
    assert_eq!(taken["document"]["body"]["load_points"][0]["throughput"], 1_234.0);
    let failed = "users,rps,error %\n1,100,0\n2,194,3\n4,365,0\n8,649,0\n16,1034,80\n";
    let preview = shown(failed);
    assert!(says(&preview, "At a concurrency of 2 up to 3% of the requests failed."), "{preview}");
    assert!(says(&preview, "At a concurrency of 16 half of the requests or more failed."), "{preview}");
    assert_eq!(preview["warnings"], json!([]), "each is said once");
    // A history with users beside its times stays one.
    let history = "Time,nodes,rps\n2026-11-01,12,804\n2026-11-02,12,808\n2026-11-03,12,812\n";
    assert_eq!(shown(history)["series"].as_array().unwrap().len(), 2);
    let one = shown("users,rps\n32,2750\n");
    let words = one["refused"]["message"].as_str().unwrap();
    assert!(words.contains("so they stay. This file holds one level."), "{words}");
}

#[test]
fn what_was_read_since_is_not_taken_for_what_was_shown() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let model = checkout(&wire);
    let shown = read(&wire, &model, &table(10.0), json!({}));
    let since = read(&wire, &model, &table(5.0), json!({}));
    assert_ne!(shown["reading"], since["reading"]);
    let take = |reading: &Value| {
        wire.ask("TakeMeasurements", json!({ "model": model["id"], "reading": reading, "answers": {} }))
    };
    let refusal = take(&shown["reading"]).unwrap_err();
    assert!(refusal.message.contains("was read since"), "{refusal}");
    assert!(take(&since["reading"]).is_ok());
}

#[test]
fn files_of_several_levels_are_one_load_test() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let model = checkout(&wire);
    let level = |users: u32, rate: u32| json!({ "name": format!("{users}.csv"), "bytes": format!("users,requests/sec\n{users},{rate}\n") });
    let reading = |files: Value| {
        let asked = json!({ "model": model["id"], "source": { "files": files }, "answers": {} });
        wire.ask("ReadMeasurements", asked)
    };
    let levels = [(1, 42), (8, 318), (16, 598), (24, 841), (32, 1_049), (40, 1_225)];
    let files: Vec<Value> = levels.into_iter().map(|(users, rate)| level(users, rate)).collect();
    let shown = reading(json!(files)).unwrap();
    assert!(says(&shown, "A load test with 6 points."), "{shown}");
    let taken = take(&wire, &model, json!({})).unwrap();
    assert_eq!(taken["document"]["body"]["load_points"].as_array().unwrap().len(), 6);
    assert_eq!(taken["document"]["body"]["load_source"], "1.csv, 8.csv and 4 more");

    let history = json!({ "name": "grafana.csv", "bytes": table(10.0) });
    let refused = reading(json!([level(1, 42), history])).unwrap_err();
    assert!(refused.message.starts_with("“grafana.csv”: this is no load test."), "{refused}");
    let wrong = json!({ "name": "photo.png", "bytes": "\u{89}PNG" });
    let refused = reading(json!([level(1, 42), wrong])).unwrap_err();
    assert!(refused.message.starts_with("“photo.png”: "), "{refused}");
    assert!(reading(json!([])).unwrap_err().message.contains("No file was chosen"));
}

#[test]
fn what_is_no_time_zone_is_refused_and_not_read_as_another() {
    let (_folder, path) = workspace();
    let wire = Wire::open(&path, START_MS);
    let model = checkout(&wire);
    let hours: Vec<String> = (0..24 * 40)
        .map(|hour: i64| {
            let at = domain::Date::from_ymd_opt(2026, 10, 1).unwrap().and_hms_opt(0, 0, 0).unwrap()
                + chrono::TimeDelta::hours(hour);
            format!("{},{}\n", at.format("%Y-%m-%d %H:%M:%S"), 900 + hour / 10)
        })
        .collect();
    let shown = read(&wire, &model, &hours.concat(), json!({}));
    assert!(shown["refused"]["message"].as_str().unwrap().contains("time zone"), "{shown}");
    for zone in ["Berlin", "Mars/Olympus"] {
        let shown = read(&wire, &model, &hours.concat(), json!({ "zone": zone }));
        assert_eq!(shown["taken"], json!([]), "{shown}");
        let words = shown["refused"]["message"].as_str().unwrap();
        assert!(words.contains(zone) && words.contains("is no time zone"), "{words}");
        assert!(
            take(&wire, &model, json!({ "zone": zone })).unwrap_err().message.contains("is no time zone")
        );
    }
    let shown = read(&wire, &model, &hours.concat(), json!({ "zone": "Europe/Berlin" }));
    assert!(!shown["taken"].as_array().unwrap().is_empty() && shown["refused"].is_null(), "{shown}");
}
