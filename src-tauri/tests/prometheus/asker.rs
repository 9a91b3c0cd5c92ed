//! The question itself: what a real Prometheus answers, and whatever else may answer at its address.

use crate::{
    fake::Fake,
    prometheus::{Exporter, Prometheus},
};
use readyroom::prometheus::{Asker, CannotSee};
use std::{
    net::TcpListener,
    thread,
    time::{Duration, Instant},
};

/// Waits until Prometheus itself has scraped what the test set.
#[track_caller]
pub fn wait_for(url: &str, query: &str, value: f64) {
    let until = Instant::now() + Duration::from_secs(10);
    while Asker::default().value(url, query) != Ok(value) {
        assert!(
            Instant::now() < until,
            "{query} was never {value}: {:?}",
            Asker::default().value(url, query)
        );
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn one_number_is_read_and_everything_else_is_said_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let exporter = Exporter::start();
    exporter.set("http_p99_ms{route=\"/pay\"}", 412.5);
    exporter.set("http_p99_ms{route=\"/cart\"}", 96.0);
    let prometheus = Prometheus::start(folder.path(), &exporter);
    let url = prometheus.url();
    wait_for(&url, "max(http_p99_ms)", 412.5);
    let ask = |query: &str| Asker::default().value(&url, query);
    assert_eq!(ask("scalar(max(http_p99_ms)) + 0.25"), Ok(412.75));
    assert_eq!(Asker::default().value(&format!("{url}/"), "vector(1)"), Ok(1.0));
    let words = |query: &str| ask(query).unwrap_err().to_string();
    assert_eq!(
        words("http_p99_ms"),
        "The query found 2 series. Aggregate them into one, with sum(…) or max(…)."
    );
    assert!(words("no_such_metric").starts_with("The query found no data."));
    assert!(words("http_p99_ms[1m]").contains("a span of time"), "{}", words("http_p99_ms[1m]"));
    assert!(words("\"text\"").contains("a text"));
    assert!(words("vector(0) / 0").contains("NaN"));
    assert!(words("vector(1) / 0").contains("+Inf"));
    assert_eq!(ask("vector(1e16)"), Err(CannotSee::Huge));
    let bad = ask("max(http_p99_ms").unwrap_err();
    assert!(
        matches!(&bad, CannotSee::Status { status: 400, message, .. } if message.contains("parse error")),
        "{bad}"
    );
    assert!(bad.blames_query());
}

#[test]
fn whatever_else_answers_is_told_apart() {
    let ask = |url: &str| Asker::default().value(url, "vector(1)").unwrap_err();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let nobody = ask(&format!("http://{closed}"));
    assert!(matches!(nobody, CannotSee::Unreachable { .. }), "{nobody}");
    assert!(nobody.to_string().contains(&closed.to_string()) && !nobody.blames_query(), "{nobody}");
    let plain = Fake::answering(1.0);
    let no_tls = ask(&plain.url().replace("http:", "https:"));
    assert!(matches!(no_tls, CannotSee::NotSecure { .. }), "{no_tls}");
    let page = Fake::saying("200 OK", "", "<html>Grafana</html>");
    assert!(matches!(ask(&page.url()), CannotSee::NotPrometheus { .. }));
    let other = Fake::saying("200 OK", "", "{\"status\":\"success\"}");
    assert!(matches!(ask(&other.url()), CannotSee::NotPrometheus { .. }));
    let down = Fake::saying("503 Service Unavailable", "", "<html>try later</html>");
    assert_eq!(
        ask(&down.url()).to_string(),
        format!("Prometheus at {} answered with status 503: Service Unavailable", down.address)
    );
    let flood = Fake::saying("200 OK", "", &format!("{{\"data\":\"{}\"}}", "x".repeat(2 << 20)));
    assert_eq!(ask(&flood.url()), CannotSee::TooLarge { most_mb: 1 });
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let begun = Instant::now();
    assert!(matches!(
        ask(&format!("http://{}", silent.local_addr().unwrap())),
        CannotSee::Slow { within_s: 2, .. }
    ));
    assert!(begun.elapsed().as_millis() >= 1_900, "{:?}", begun.elapsed());
}

#[test]
fn a_broken_answer_is_no_value() {
    let vector = |elements: &str| format!(r#"{{"data":{{"resultType":"vector","result":{elements}}}}}"#);
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    for body in [
        String::new(),
        "null".to_owned(),
        "\u{feff}{}".to_owned(),
        vector(r#"[{"value":[1,"5"]}]"#).replace("]}}", ""),
        vector(r#"[{"value":[1,5]}]"#),
        vector(r#"[{"value":[1]}]"#),
        vector(r#"{"value":[1,"5"]}"#),
        vector(&deep),
        r#"{"data":{"resultType":"tensor","result":[]}}"#.to_owned(),
        r#"{"data":{"result":[]}}"#.to_owned(),
    ] {
        let why = Asker::default().value(&Fake::saying("200 OK", "", &body).url(), "up").unwrap_err();
        assert!(matches!(why, CannotSee::NotPrometheus { .. }), "{why} for {}", &body[..body.len().min(80)]);
    }
    for (value, number) in
        [("5", Some(5.0)), ("-0.5e-3", Some(-0.5e-3)), ("five", None), ("", None), ("nan", None)]
    {
        let body = vector(&format!(r#"[{{"value":[1,"{value}"]}}]"#));
        assert_eq!(
            Asker::default().value(&Fake::saying("200 OK", "", &body).url(), "up").ok(),
            number,
            "{value}"
        );
    }
    let histogram = vector(r#"[{"histogram":[1,{"count":"4"}]}]"#);
    let why = Asker::default().value(&Fake::saying("200 OK", "", &histogram).url(), "up").unwrap_err();
    assert!(why.to_string().contains("histogram_quantile"), "{why}");
    let cut = Fake::saying("200 OK", "Content-Length: 400\r\nIgnored-", "{}");
    assert!(Asker::default().value(&cut.url(), "up").is_err());
    let rude = Fake::saying("400 Bad Request", "", "{\"error\":\"line one\\nline two\\u0007\"}");
    let why = Asker::default().value(&rude.url(), "up").unwrap_err().to_string();
    assert!(why.ends_with("status 400: line one line two"), "{why}");
}

#[test]
fn a_redirect_is_not_followed() {
    let elsewhere = Fake::answering(1.0);
    let location = format!("Location: {}/api/v1/query?query=vector(1)\r\n", elsewhere.url());
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect"] {
        let here = Fake::saying(status, &location, "");
        let why = Asker::default().value(&here.url(), "vector(1)").unwrap_err();
        assert!(matches!(why, CannotSee::Elsewhere { .. }), "{why}");
        assert!(!why.to_string().contains(&elsewhere.address.to_string()), "{why}");
        assert_eq!(here.asked(), 1);
    }
    assert_eq!(elsewhere.asked(), 0, "only the workspace's own address is ever contacted");
}

/// The environment belongs to the whole process, so the test starts itself anew with another one.
#[test]
fn no_proxy_is_taken_from_the_environment() {
    const URL: &str = "READYROOM_TEST_ASKS";
    if let Ok(url) = std::env::var(URL) {
        assert_eq!(Asker::default().value(&url, "vector(1)"), Ok(2.0));
        return;
    }
    let (proxy, here) = (Fake::answering(3.0), Fake::answering(2.0));
    let mut again = std::process::Command::new(std::env::current_exe().unwrap());
    again.args(["--exact", "asker::no_proxy_is_taken_from_the_environment"]).env(URL, here.url());
    for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        again.env(name, proxy.url());
    }
    assert!(again.status().unwrap().success());
    assert_eq!((proxy.asked(), here.asked()), (0, 1));
}
