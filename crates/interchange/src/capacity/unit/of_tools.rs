use super::{Unit, turned};

/// Headings as Grafana, Datadog, `CloudWatch`, New Relic, Dynatrace, `JMeter`, k6, Locust and people write them; the unit that each
/// says; and by how much its numbers are multiplied where a model counts requests/sec, `None` where it is refused.
const HEADINGS: &[(&str, &str, Option<f64>)] = &[
    ("sum(rate(http_requests_total[5m]))", "", Some(1.0)),
    ("sum(rate(http_requests_total[5m])) (1/s)", "1/s", Some(1.0)),
    ("{__name__=\"http_requests_total\", job=\"api\"}", "", Some(1.0)),
    ("http_requests_per_second", "requests/second", Some(1.0)),
    ("nginx_ingress_controller_requests rate", "", Some(1.0)),
    ("Request rate per second", "Request/second", Some(1.0)),
    ("Requests (reqps)", "reqps", Some(1.0)),
    ("Requests (K/s)", "Requests/s", Some(1.0)),
    ("Value", "", Some(1.0)),
    ("Value (/s)", "/s", Some(1.0)),
    ("rate/s", "rate/s", Some(1.0)),
    ("Throughput/s", "Throughput/s", Some(1.0)),
    ("trace.http.request.hits (hits/s)", "hits/s", Some(1.0)),
    ("avg:trace.http.request.hits{env:prod}.as_rate()", "", Some(1.0)),
    ("kafka.messages_in.rate", "", Some(1.0)),
    ("mysql.performance.queries (query/second)", "query/second", None),
    ("RequestCount (Sum)", "", Some(1.0)),
    ("RequestCountPerTarget", "", Some(1.0)),
    ("Invocations (Count)", "", Some(1.0)),
    ("VolumeReadOps", "", Some(1.0)),
    ("CPUUtilization", "utilization", None),
    ("NetworkIn (Bytes/Second)", "Bytes/Second", None),
    ("Throughput (rpm)", "rpm", Some(1.0 / 60.0)),
    ("Throughput (cpm)", "", Some(1.0)),
    ("Calls per minute", "Calls/minute", Some(1.0 / 60.0)),
    ("Errors per Minute", "Errors/minute", None),
    ("Hits per Second", "Hits/second", Some(1.0)),
    ("Transactions per Second", "Transactions/second", None),
    ("Received KB/sec", "KB/sec", None),
    ("http_reqs/s", "reqs/s", Some(1.0)),
    ("data_received (kb/s)", "kb/s", None),
    ("Requests/s", "Requests/s", Some(1.0)),
    ("Failures/s", "Failures/s", None),
    ("Total RPS", "RPS", Some(1.0)),
    ("Rate per minute", "Rate/minute", Some(1.0 / 60.0)),
    ("throughput (per minute)", "per minute", Some(1.0 / 60.0)),
    ("checkout (/s)", "/s", Some(1.0)),
    ("max (per day)", "", Some(1.0)),
    ("Sessions (per hour)", "Sessions/hour", None),
    ("page views per minute", "views/minute", None),
];

#[test]
fn headings_of_tools_are_read_or_refused_for_what_they_count() {
    for (heading, name, by) in HEADINGS {
        let unit = Unit::headed(heading).map(|unit| unit.name).unwrap_or_default();
        assert_eq!(unit, *name, "{heading}");
        let got = turned(&unit, "requests/sec").ok().map(|turned| turned.by);
        let is_near = |(got, by): (f64, &f64)| (got - by).abs() < 1e-12;
        assert!(
            got.is_some() == by.is_some() && got.zip(by.as_ref()).is_none_or(is_near),
            "{heading}: {got:?}"
        );
    }
}
