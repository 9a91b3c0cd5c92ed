use super::{Unit, counted_as, turned};

#[test]
fn a_heading_says_its_unit_in_words() {
    for (heading, unit) in [
        ("requests per minute", Some("requests/minute")),
        ("requests_per_minute", Some("requests/minute")),
        ("req/min", Some("req/min")),
        ("Requests/hour", Some("Requests/hour")),
        ("throughput_rpm", Some("rpm")),
        ("Requests (req/s)", Some("req/s")),
        ("Throughput (rps)", Some("rps")),
        ("sum(rps)", Some("rps")),
        ("CPU utilization", Some("utilization")),
        ("CPUUtilization", Some("utilization")),
        ("cpu %", Some("%")),
        ("cpu [%]", Some("%")),
        ("Percentage CPU (Avg)", Some("%")),
        ("p99 latency", Some("latency")),
        ("avg(latency)", Some("latency")),
        ("latency (ms)", Some("ms")),
        ("latency_ms_p99", Some("ms")),
        ("node_memory_bytes", Some("bytes")),
        ("node_memory_bytes{job=\"a\"}", Some("bytes")),
        ("Requests (thousands)", Some("thousands")),
        ("revenue (€)", Some("€")),
        ("Requests (checkout)", None),
        ("Requests (95% of peak)", None),
        ("Value (mean)", None),
        ("Value (min)", None),
        ("Value (max)", None),
        ("Value (sum)", None),
        ("Value (p99)", None),
        ("max per day", None),
        ("Count of records", None),
        ("Total requests", None),
        ("http_request_duration_seconds_count", None),
        ("rate(http_request_duration_seconds_count[5m])", None),
        ("sum(rate(http_request_duration_seconds_count{job=\"a\"}[5m]))", None),
        ("api/v1/s", None),
        ("checkout", None),
        ("mem", None),
    ] {
        let got = Unit::headed(heading).map(|unit| unit.name);
        assert_eq!(got.as_deref(), unit, "{heading}");
    }
}

#[test]
fn what_is_no_unit_stands_behind_no_number() {
    for unit in ["_000", "x258", "/1000", "checkout", "mean", "m", "-1", ":30", "l", "mq"] {
        assert!(!Unit::is_written_behind(unit), "{unit}");
    }
    for unit in
        ["K", "Mil", "K req/s", "req/s", "ms", "%", "°C", "GiB", "kB/s", "€", "orders", "Count/Second"]
    {
        assert!(Unit::is_written_behind(unit), "{unit}");
    }
}

#[test]
fn units_are_turned_into_each_other_and_that_is_said() {
    let tells = |file: &str, model: &str| turned(file, model).map(|turned| (turned.by, turned.said));
    for file in
        ["req/s", "rps", "reqps", "requests/s", "requests per second", "ops/s", "r/s", "Request/Second"]
    {
        let (by, said) = tells(file, "requests/sec").unwrap_or_default();
        assert!((by - 1.0).abs() < 1e-12 && said.is_some_and(|said| said.contains(file)), "{file}: {by}");
    }
    for (file, by, words) in [
        ("req/m", 1.0 / 60.0, "divided by 60"),
        ("requests/minute", 1.0 / 60.0, "divided by 60"),
        ("rpm", 1.0 / 60.0, "divided by 60"),
        ("Requests/hour", 1.0 / 3600.0, "divided by 3,600"),
        ("requests/day", 1.0 / 86_400.0, "divided by 86,400"),
        ("kreq/s", 1_000.0, "multiplied by 1,000"),
    ] {
        let (got, said) = tells(file, "requests/sec").unwrap_or_default();
        assert!((got - by).abs() < 1e-12 && said.is_some_and(|said| said.contains(words)), "{file}: {got}");
    }
    for (file, model) in [
        ("%", "requests/sec"),
        ("utilization", "requests/sec"),
        ("latency", "requests/sec"),
        ("ms", "requests/sec"),
        ("bytes", "requests/sec"),
        ("thousands", "requests/sec"),
        ("MB/s", "requests/sec"),
        ("orders/s", "requests/sec"),
    ] {
        let refused = turned(file, model).err().unwrap_or_default();
        assert!(refused.contains(file) && refused.contains(model), "{file}: {refused}");
    }
    assert_eq!(tells("Requests / sec", "requests/sec"), Ok((1.0, None)));
    assert_eq!(tells("rps", ""), Ok((1.0, None)));
    let unsaid = tells("", "requests/sec").ok().and_then(|(_, said)| said);
    assert_eq!(unsaid.as_deref(), Some("Unit not stated; taken as requests/sec."));
}

#[test]
fn a_load_test_counts_whatever_was_asked_for() {
    for (unit, metric, times) in [
        ("req/min", "requests/sec", Some(1.0 / 60.0)),
        ("requests/s", "orders/min", Some(60.0)),
        ("requests/s", "k req/s", Some(1e-3)),
        ("requests/s", "rps", Some(1.0)),
        ("transactions/s", "requests/sec", Some(1.0)),
        ("requests/s", "shoppers", Some(1.0)),
        ("MB/s", "", Some(1.0)),
        ("MB/s", "requests/sec", None),
        ("requests/s", "MB/s", None),
        ("MB/s", "GB/s", Some(1e-3)),
        ("requests/s", "%", None),
    ] {
        let by = counted_as(unit, metric).map(|turned| turned.by);
        let is_right = match (&by, times) {
            (Ok(by), Some(times)) => (by - times).abs() < 1e-12,
            (by, times) => by.is_err() == times.is_none(),
        };
        assert!(is_right, "{unit} in {metric}: {by:?}");
    }
}
