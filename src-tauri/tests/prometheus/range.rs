//! A history out of Prometheus: what is taken is what was shown.

use crate::{fake::Fake, wire_to};
use domain::Instant;
use readyroom::prometheus::{Asker, CannotSee, step_s};
use serde_json::{Value, json};

/// Thirty days by the hour, 500 on the first and five more every day.
fn matrix() -> String {
    let samples =
        (0..30 * 24).map(|hour| json!([1_793_000_000 + hour * 3_600, (500 + 5 * (hour / 24)).to_string()]));
    let values: Vec<Value> = samples.collect();
    let result = json!([{ "metric": { "__name__": "rps" }, "values": values }]);
    json!({ "status": "success", "data": { "resultType": "matrix", "result": result } }).to_string()
}

#[test]
fn what_was_shown_is_taken_without_asking_again() {
    let folder = tempfile::tempdir().unwrap();
    let prometheus = Fake::saying("200 OK", "", &matrix());
    let wire = wire_to(&folder, &prometheus.url());
    let model = wire.ask("CreateNamed", json!({ "kind": "capacity-model", "title": "Checkout" })).unwrap();
    let read = |source: Value, answers: Value| {
        let asked = json!({ "model": model["id"], "source": source, "answers": answers });
        wire.ask("ReadMeasurements", asked).unwrap()
    };
    let range = json!({ "range": { "query": "rps", "days": 30 } });
    let preview = read(range.clone(), json!({}));
    assert!(preview["taken"].to_string().contains("hourly samples"), "{preview}");
    assert_eq!(prometheus.asked(), 1);
    read(json!("shown"), json!({ "unit": "requests/sec" }));
    let answers = json!({ "unit": "requests/sec" });
    let taken = wire.ask("TakeMeasurements", json!({ "model": model["id"], "answers": answers })).unwrap();
    assert_eq!(prometheus.asked(), 1, "answered once");
    let demand = &taken["document"]["body"]["inputs"]["demand-now"];
    assert_eq!(demand["note"], "rps, daily peaks of hourly samples", "{demand}");
    read(range, json!({}));
    assert_eq!(prometheus.asked(), 2, "whoever looks anew asks anew");
}

#[test]
fn no_history_is_cut_without_a_word() {
    let now = Instant::from_ms(1_795_600_000_000);
    for days in [0, 1_201] {
        let refused = Asker::default().range("http://127.0.0.1:1", "rps", days, now).unwrap_err();
        assert_eq!(refused, CannotSee::TooLong { days });
        assert!(refused.to_string().contains("1 to 1200 days"), "{refused}");
    }
    assert_eq!([step_s(1), step_s(90), step_s(416), step_s(1_200)], [3_600, 3_600, 3_600, 10_368]);
    let slow = CannotSee::Slow { host: "prometheus:9090".to_owned(), within_s: 15 };
    assert!(slow.to_string().contains("within 15 s"), "{slow}");
}
