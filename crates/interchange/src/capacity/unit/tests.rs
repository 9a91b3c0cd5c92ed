use super::{Counted, Unit, counted_as, turned};

#[test]
fn a_heading_says_its_unit_in_words() {
    for (heading, unit) in [
        ("requests per minute", "requests/minute"),
        ("requests_per_minute", "requests/minute"),
        ("req/min", "req/min"),
        ("Requests/hour", "Requests/hour"),
        ("throughput_rpm", "rpm"),
        ("Requests (req/s)", "req/s"),
        ("Throughput (rps)", "rps"),
        ("sum(rps)", "rps"),
        ("TPM", "TPM"),
        ("orders_tph", "tph"),
        ("checkout krps", "rps"),
        ("Requests (K req/s)", "req/s"),
        ("Requests (kreq/s)", "req/s"),
        ("k req/s", "req/s"),
        ("Requests (/min)", "Requests/min"),
        ("X (/min)", "/min"),
        ("Requests (k/min)", "Requests/min"),
        ("Requests (per minute)", "Requests/minute"),
        ("Orders (per Minute)", "Orders/minute"),
        ("Orders total (/min)", "Orders/min"),
        ("Revenue (per day)", "Revenue/day"),
        ("checkout rate (per day)", "per day"),
        ("Order rate (per day)", "Order/day"),
        ("actual throughput (per minute)", "per minute"),
        ("Errors (/s)", "Errors/s"),
        ("Errors [1/s]", "Errors/s"),
        ("Bytes (/s)", "Bytes/s"),
        ("iops (1/s)", "io/s"),
        ("checkout (/s)", "/s"),
        ("Value (1/s)", "1/s"),
        ("Request rate per second", "Request/second"),
        ("Requests rate/s", "Requests/s"),
        ("Orders: throughput per minute", "Orders/minute"),
        ("Rate per minute", "Rate/minute"),
        ("rate/s", "rate/s"),
        ("Requests (1/s)", "Requests/s"),
        ("ops/ms", "ops/ms"),
        ("wait_us", "us"),
        ("WAIT_MS", "ms"),
        ("wait (us)", "us"),
        ("latency (ms/op)", "ms/op"),
        ("received (KB/sec)", "KB/sec"),
        ("CPUPercent", "%"),
        ("Requests (millions)", "millions"),
        ("Requests (k req)", "req"),
        ("CPU utilization", "utilization"),
        ("CPUUtilization", "utilization"),
        ("cpu %", "%"),
        ("cpu [%]", "%"),
        ("Percentage CPU (Avg)", "%"),
        ("p99 latency", "latency"),
        ("avg(latency)", "latency"),
        ("latency (ms)", "ms"),
        ("latency_ms_p99", "ms"),
        ("node_memory_bytes", "bytes"),
        ("node_memory_bytes{job=\"a\"}", "bytes"),
        ("Requests (thousands)", "thousands"),
        ("revenue (€)", "€"),
    ] {
        let got = Unit::headed(heading).map(|unit| unit.name);
        assert_eq!(got.as_deref(), Some(unit), "{heading}");
    }
}

#[test]
fn a_heading_without_a_unit_says_none() {
    for heading in [
        "Requests/US",
        "Requests (US)",
        "Checkout US",
        "s/w version",
        "cpu min/max",
        "Requests (ops)",
        "Requests (checkout)",
        "Requests (95% of peak)",
        "Value (mean)",
        "Value (min)",
        "Value (max)",
        "Value (sum)",
        "Value (p99)",
        "max per day",
        "max (per day)",
        "Requests (rate)",
        "Count of records",
        "Total requests",
        "http_request_duration_seconds_count",
        "rate(http_request_duration_seconds_count[5m])",
        "sum(rate(http_request_duration_seconds_count{job=\"a\"}[5m]))",
        "api/v1/s",
        "checkout",
        "mem",
    ] {
        assert_eq!(Unit::headed(heading), None, "{heading}");
    }
}

#[test]
fn what_is_no_unit_stands_behind_no_number() {
    for unit in ["_000", "x258", "/1000", "checkout", "mean", "m", "-1", ":30", "l", "mq"] {
        assert!(!Unit::is_written_behind(unit), "{unit}");
    }
    for unit in [
        "K",
        "Mil",
        "K req/s",
        "req/s",
        "ms",
        "%",
        "°C",
        "GiB",
        "kB/s",
        "€",
        "orders",
        "Count/Second",
        "thousands",
        "kreq/s",
        "/min",
    ] {
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
        ("krps", 1_000.0, "multiplied by 1,000"),
        ("thousands of requests/s", 1_000.0, "multiplied by 1,000"),
        ("ops/ms", 1_000.0, "multiplied by 1,000"),
        ("/min", 1.0 / 60.0, "divided by 60"),
        ("Rate/minute", 1.0 / 60.0, "divided by 60"),
        ("per minute", 1.0 / 60.0, "divided by 60"),
        ("K/s", 1_000.0, "multiplied by 1,000"),
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
        ("tpm", "requests/sec", Some(1.0 / 60.0)),
        ("KB/sec", "MB/s", Some(1e-3)),
        ("ms/s", "requests/sec", None),
    ] {
        let by = counted_as(unit, metric).map(|turned| turned.by);
        let is_right = match (&by, times) {
            (Ok(by), Some(times)) => (by - times).abs() < 1e-12,
            (by, times) => by.is_err() == times.is_none(),
        };
        assert!(is_right, "{unit} in {metric}: {by:?}");
    }
}

#[test]
fn numbers_of_a_column_are_in_one_unit() {
    for (heading, behind, strict, of_a_test) in [
        ("Requests (k req/s)", "", Some(1e3), Some(1e3)),
        ("Requests (k req/s)", "req/s", Some(1.0), Some(1.0)),
        ("Requests (k req/s)", "K", Some(1e3), Some(1e3)),
        ("Requests (thousands)", "K", Some(1.0), Some(1.0)),
        ("rps", "/min", Some(1.0 / 60.0), Some(1.0 / 60.0)),
        ("rps", "tx/s", None, Some(1.0)),
        ("rps", "MB/s", None, None),
        ("rps", "ms", None, None),
        ("throughput (MB/s)", "KB/s", Some(1e-3), Some(1e-3)),
        ("p99 latency", "s", Some(1.0), Some(1.0)),
        ("requests", "k req/s", Some(1e3), Some(1e3)),
        ("rate per minute", "req/s", Some(60.0), Some(60.0)),
        ("rate per minute", "MB/s", None, None),
        ("rate per minute", "ms", None, None),
    ] {
        let factor = |turn| Counted::new(Unit::headed(heading)).factor(behind, turn);
        assert_eq!(
            (factor(Unit::factor_to), factor(Unit::counted_to)),
            (strict, of_a_test),
            "{heading}: {behind}"
        );
    }
    let mut open = Counted::new(Unit::headed("rate per minute"));
    let factors = ["", "orders/s", "req/s"].map(|behind| open.factor(behind, Unit::factor_to));
    assert_eq!(factors, [Some(1.0), Some(60.0), None], "what was left open is orders from there on");
    let mut counted = Counted::new(None);
    let factors =
        ["k req/s", "", "req/min", "K", "k req/s"].map(|behind| counted.factor(behind, Unit::factor_to));
    assert_eq!(factors, [Some(1e3), Some(1.0), Some(1.0 / 60.0), Some(1e3), Some(1e3)]);
    assert_eq!(counted.unit.map(|unit| unit.name).as_deref(), Some("req/s"));
}

#[test]
fn a_letter_counts_where_nothing_else_is_said_only_where_it_is_sure() {
    for (unit, count) in [
        ("K/s", 1e3),
        ("k/min", 1e3),
        ("M/d", 1e6),
        ("Mil/s", 1e6),
        ("thousands/min", 1e3),
        ("K 1/s", 1e3),
        ("T req/s", 1e12),
        ("T/s", 1.0),
        ("G/s", 1.0),
        ("G /min", 1.0),
        ("T per second", 1.0),
        ("B/s", 1.0),
    ] {
        assert!((Unit::of(unit).count - count).abs() < 1e-9, "{unit}: {:?}", Unit::of(unit));
    }
    assert_eq!(Unit::headed("Throughput (T/s)").map(|unit| unit.name).as_deref(), Some("T/s"));
    assert!(turned("T/s", "requests/sec").is_err());
}

#[test]
fn bytes_in_lower_case_are_bytes_in_a_time_too() {
    for (unit, other, by) in [
        ("kb/s", "B/s", 1e3),
        ("mb/s", "B/s", 1e6),
        ("gb/s", "B/s", 1e9),
        ("tb/s", "B/s", 1e12),
        ("mib/s", "B/s", 1_048_576.0),
        ("kb/sec", "kB/s", 1.0),
        ("kb/min", "kB/s", 1.0 / 60.0),
        ("kb", "B", 1e3),
        ("Kb/s", "bps", 1e3),
        ("Mb/s", "bps", 1e6),
        ("Gb/s", "bps", 1e9),
        ("Mb/sec", "bps", 1e6),
        ("Mb/min", "Mb/s", 1.0 / 60.0),
        ("kbit/s", "bps", 1e3),
        ("kbps", "bps", 1e3),
        ("mbps", "bps", 1e6),
        ("gbps", "bps", 1e9),
        ("b/s", "bps", 1.0),
    ] {
        let factor = Unit::of(unit).factor_to(&Unit::of(other)).unwrap_or_default();
        assert!((factor / by - 1.0).abs() < 1e-12, "{unit} in {other}: {factor}");
    }
}

#[test]
fn what_says_nothing_of_what_it_counts_is_what_a_model_counts() {
    for (unit, metric, by) in [
        ("rate/s", "orders/min", Some(60.0)),
        ("1/s", "orders/min", Some(60.0)),
        ("throughput/minute", "transactions/s", Some(1.0 / 60.0)),
        ("requests/s", "rate/min", Some(60.0)),
        ("per minute", "shoppers", Some(1.0)),
        ("rate/s", "MB/s", None),
        ("rate/s", "ms", None),
        ("rate/s", "%", None),
        ("errors/s", "requests/sec", None),
    ] {
        let got = turned(unit, metric).ok();
        assert_eq!(got.as_ref().map(|turned| turned.by), by, "{unit} in {metric}");
        assert!(got.is_none_or(|turned| turned.said.is_some()), "{unit} in {metric}");
    }
}

#[test]
fn a_power_of_ten_beside_a_unit_counts_and_what_says_more_is_open() {
    for (heading, name, count) in [
        ("throughput (×1000 req/s)", "req/s", 1e3),
        ("throughput (1000 req/s)", "req/s", 1e3),
        ("throughput (1,000 req/s)", "req/s", 1e3),
        ("throughput (10^3 req/s)", "req/s", 1e3),
        ("throughput (10³ req/s)", "req/s", 1e3),
        ("throughput (1e3 req/s)", "req/s", 1e3),
        ("throughput (req/s × 1000)", "req/s", 1e3),
        ("throughput (req/s x1000)", "req/s", 1e3),
        ("throughput (1000/s)", "/s", 1e3),
        ("throughput (x 1000)", "thousands", 1.0),
        ("throughput (hundreds)", "hundreds", 1.0),
        ("requests (x1000)", "thousands", 1.0),
        ("requests ×10", "×10", 1.0),
        ("req/s ×1000", "req/s", 1e3),
        ("Requests ×1000 (req/s)", "req/s", 1e3),
        ("1000 req/s", "req/s", 1e3),
        ("queries/sec (10³)", "queries/sec", 1e3),
        ("Requests/min (thousands)", "Requests/min", 1e3),
    ] {
        let Some(unit) = Unit::headed(heading) else { panic!("{heading}") };
        assert_eq!((unit.name.as_str(), unit.is_vague), (name, false), "{heading}");
        assert!((unit.count - count).abs() < 1e-9, "{heading}: {}", unit.count);
    }
    for inner in [
        "req/s ÷ 1000",
        "req/s*1000",
        "req/s / 1000",
        "2 × req/s",
        "1000s",
        "per 1000",
        "10^x",
        "1 000 req/s",
    ] {
        let unit = Unit::headed(&format!("throughput ({inner})"));
        assert!(unit.is_some_and(|unit| unit.is_doubtful() && unit.name == inner), "{inner}");
        assert!(turned(inner, "requests/sec").is_err(), "{inner}");
    }
    for heading in [
        "Requests (5xx)",
        "rps (10 min)",
        "Requests (top 100)",
        "Requests (run 3)",
        "Requests (100% of peak)",
        "Requests (/api/v1/*)",
        "topk(100, requests)",
        "sum(rate(requests[5m])) * 100",
    ] {
        assert!(Unit::headed(heading).is_none_or(|unit| unit.name == "rps"), "{heading}");
    }
}

#[test]
fn sizes_and_units_that_are_stated_are_never_those_of_a_model() {
    for (heading, by) in
        [("size_kilobytes", 1e-6), ("size_mbit", 1e-3 / 8.0), ("size_gibibytes", 1.073_741_824)]
    {
        let unit = Unit::headed(heading).map(|unit| unit.name).unwrap_or_default();
        let got = turned(&unit, "GB").map(|turned| turned.by);
        assert!(
            heading.ends_with("mbit") && got.is_err() || got.is_ok_and(|got| (got - by).abs() < 1e-9),
            "{heading}"
        );
    }
    for heading in ["disk used (T)", "rps per pod", "requests_per_instance", "throughput (req/s/pod)"] {
        let unit = Unit::headed(heading);
        assert!(unit.as_ref().is_some_and(|unit| unit.is_vague), "{heading}: {unit:?}");
        assert!(unit.is_some_and(|unit| turned(&unit.name, "requests/sec").is_err()), "{heading}");
    }
    for (name, unit, count) in [
        ("opm", "opm", 1.0),
        ("rowspm", "rows/min", 1.0),
        ("percentunit", "%", 100.0),
        ("dtdurations", "dtdurations", 1.0),
    ] {
        let got = Unit::of_grafana(name).map(|unit| (unit.name, unit.count));
        assert_eq!(got, Some((unit.to_owned(), count)));
    }
    assert_eq!(Unit::of_grafana("short"), None);
}
