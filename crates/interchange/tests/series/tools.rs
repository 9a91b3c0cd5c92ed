//! What the consoles and programs of others export: each read as it is meant, or named for what it is.

use super::*;

const FLUX: &str = "#group,false,false,true,true,false,false,true,true,true
#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,double,string,string,string
#default,_result,,,,,,,,
,result,table,_start,_stop,_time,_value,_field,_measurement,host
,,0,2026-09-01T00:00:00Z,2026-12-01T00:00:00Z,2026-10-05T12:00:00Z,600.5,rps,http,1
,,0,2026-09-01T00:00:00Z,2026-12-01T00:00:00Z,2026-10-06T12:00:00Z,605,rps,http,1

#group,false,false,true,true,false,false,true,true,true
#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,double,string,string,string
#default,_result,,,,,,,,
,result,table,_start,_stop,_time,_value,_field,_measurement,host
,,1,2026-09-01T00:00:00Z,2026-12-01T00:00:00Z,2026-10-05T12:00:00Z,7,rps,http,2
";

fn of(text: &str, series: &str) -> Vec<String> {
    let answers =
        Answers { series: Some(series.to_owned()), zone: Some(domain::Zone::UTC), ..Answers::default() };
    days(&read(text).take(&answers).unwrap_or_else(|cause| panic!("{cause}: {text}")))
}

fn names(text: &str) -> Vec<(String, Option<String>)> {
    read(text).series.into_iter().map(|series| (series.name, series.unit)).collect()
}

fn named(name: &str, unit: Option<&str>) -> (String, Option<String>) {
    (name.to_owned(), unit.map(ToOwned::to_owned))
}

#[test]
fn influxs_annotated_tables_are_series_by_measurement_field_and_tags() {
    assert_eq!(names(FLUX), [named("rps, http, 1", Some("rps")), named("rps, http, 2", Some("rps"))]);
    assert_eq!(of(FLUX, "rps, http, 1"), ["2026-10-05 600.5", "2026-10-06 605"]);
    assert_eq!(of(FLUX, "rps, http, 2"), ["2026-10-05 7"]);
    assert_eq!(read(FLUX).warnings, Vec::<String>::new());
    let other = FLUX.replace("_measurement,host\n,,1", "_measurement,zone\n,,1");
    assert!(refusal(&other).contains("several tables with different columns"), "{}", refusal(&other));
}

#[test]
fn what_consoles_write_above_a_table_is_read_or_said() {
    let cloudwatch = "Full label,\"CPU i-1\",\"CPU i-2\"\nLabel,CPU,CPU\nNamespace,AWS/EC2,AWS/EC2\nStatistic,Average,Average\nPeriod,86400,86400\nUnit,Percent,Percent\n2026/10/05 12:00:00,60,61\n2026/10/06 12:00:00,62,63\n";
    assert_eq!(names(cloudwatch), [named("CPU i-1", Some("Percent")), named("CPU i-2", Some("Percent"))]);
    assert_eq!(of(cloudwatch, "CPU i-2"), ["2026-10-05 61", "2026-10-06 63"]);
    assert!(read(cloudwatch).warnings.join(" ").contains("“Namespace”"), "{:?}", read(cloudwatch).warnings);
    let azure = "\"Percentage CPU (Avg), vm1\",\"\",\"\"\n\"Resource:\",\"/subscriptions/x\",\"\"\n\"Time range\",\"Last 60 days\",\"\"\n\n\"Time\",\"Percentage CPU (Avg)\"\n\"10/25/2026 12:00:00 PM\",\"60.5\"\n\"10/26/2026 12:00:00 PM\",\"61\"\n";
    assert_eq!(names(azure), [named("Percentage CPU (Avg)", Some("%"))]);
    assert_eq!(of(azure, "Percentage CPU (Avg)"), ["2026-10-25 60.5", "2026-10-26 61"]);
    assert!(
        read(azure).warnings.join(" ").contains("“Resource:”, “Time range”"),
        "{:?}",
        read(azure).warnings
    );
    let relic = "Begin time,End time,Average\n1791158400000,1791162000000,5\n1791244800000,1791248400000,6\n";
    assert_eq!((names(relic), of(relic, "Average").len()), (vec![named("Average", None)], 2));
    let google = "TimeSeries ID,\"projects/p;cpu;i1\"\nresource.label.zone,us-east1-b\n\nTime,\nWed Sep 30 2026 12:00:00 GMT+0100 (Central European Standard Time),600\nThu Oct 01 2026 12:00:00 GMT+0100 (Central European Standard Time),605\n";
    assert_eq!(names(google), [named("projects/p;cpu;i1", None)]);
    assert_eq!(of(google, "projects/p;cpu;i1"), ["2026-09-30 600", "2026-10-01 605"]);
}

#[test]
fn json_of_other_tools_is_told_apart_and_read() {
    for (text, name) in [
        (
            r#"[{"schema":{"fields":[{"name":"Time","type":"time"},{"name":"Value","type":"number"}]},"data":{"values":[[1791158400000,1791244800000],[5,6]]}}]"#,
            "value",
        ),
        (
            r#"{"results":{"A":{"frames":[{"schema":{"fields":[{"name":"Time","type":"time"},{"name":"Value","type":"number","labels":{"job":"api"}}]},"data":{"values":[[1791158400000,1791244800000],[5,6]]}}]}}}"#,
            "{job=\"api\"}",
        ),
        (
            r#"{"series":[{"fields":[{"name":"Time","type":"time","values":[1791158400000,1791244800000]},{"name":"rps","type":"number","values":[5,6]}]}]}"#,
            "rps",
        ),
        (r#"[{"target":"a","datapoints":[[5,1791158400000],[6,1791244800000]]}]"#, "a"),
        (r#"{"series":[{"metric":"rps","pointlist":[[1791158400000,5],[1791244800000,6]]}]}"#, "rps"),
        (
            r#"{"Label":"CPU","Datapoints":[{"Timestamp":"2026-10-06T12:00:00Z","Average":6,"Unit":"Percent"},{"Timestamp":"2026-10-05T12:00:00Z","Average":5,"Unit":"Percent"}]}"#,
            "CPU",
        ),
        (
            r#"{"MetricDataResults":[{"Id":"m1","Label":"x","Timestamps":["2026-10-05T12:00:00Z","2026-10-06T12:00:00Z"],"Values":[5,6]}]}"#,
            "x",
        ),
        (
            r#"{"value":[{"name":{"value":"Percentage CPU"},"unit":"Percent","timeseries":[{"data":[{"timeStamp":"2026-10-05T12:00:00Z","average":5},{"timeStamp":"2026-10-06T12:00:00Z","average":6}]}]}]}"#,
            "Percentage CPU",
        ),
        (
            r#"{"timeSeries":[{"metric":{"type":"cpu"},"points":[{"interval":{"endTime":"2026-10-06T12:00:00Z"},"value":{"doubleValue":6}},{"interval":{"endTime":"2026-10-05T12:00:00Z"},"value":{"int64Value":"5"}}]}]}"#,
            "cpu",
        ),
        (r#"[{"time":"2026-10-05","value":5},{"time":"2026-10-06","value":6}]"#, "value"),
        (r#"[{"@timestamp":1791158400,"rps":"5"},{"@timestamp":1791244800,"rps":"6"}]"#, "rps"),
        (
            r#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"up"},"values":[[1791158400,5],[1791244800,6]]}]}}"#,
            "up",
        ),
        (r#"{"metric":{"__name__":"up"},"values":[5,6],"timestamps":[1791158400000,1791244800000]}"#, "up"),
    ] {
        assert_eq!(names(text).first().map(|(name, _)| name.as_str()), Some(name), "{text}");
        assert_eq!(of(text, name), ["2026-10-05 5", "2026-10-06 6"], "{text}");
    }
}

#[test]
fn what_is_no_history_is_named_with_what_to_do() {
    for (text, words) in [
        (r#"{"title":"Dash","panels":[],"schemaVersion":39}"#, "dashboard of Grafana"),
        (r#"[{"a":1}]"#, "none of the histories in JSON"),
        ("# HELP rps x\n# TYPE rps gauge\nrps{job=\"a\"} 5\n", "metrics as Prometheus scrapes them"),
        ("{__name__=\"rps\", job=\"a\"} 600.0 1790769600000\n", "promtool"),
        ("\u{1F}\u{8B}", "(gzip), and no history. Unpack it first."),
        ("time,value\nyesterday,5\n", "below it “yesterday”"),
        (
            "time,value\n10/20/2026,5\n21/10/2026,6\n",
            "“21/10/2026” (line 3) has the day first, “10/20/2026” (line 2)",
        ),
        (
            "time,value\n2026-10-05,0x258\n2026-10-06,0x25e\n",
            "none of numbers beside it (there stands “0x258”)",
        ),
        ("time,value\n2026-10-05,60_000\n2026-10-06,60_650\n", "none of numbers"),
        ("time,value\n2026-10-05,600/1000\n2026-10-06,606/1000\n", "none of numbers"),
    ] {
        let bytes: Vec<u8> =
            if text.starts_with('\u{1F}') { vec![0x1F, 0x8B, 8, 0] } else { text.as_bytes().to_vec() };
        let read = series::read("history.csv", &bytes, &mut |_| ControlFlow::Continue(()));
        let said = read.map(|_| String::new()).unwrap_or_else(|cause| cause.to_string());
        assert!(said.contains(words), "{text}: {said}");
    }
    let empty = read("time,value\n2026-10-05,\n2026-10-06,\n").take(&Answers::default()).unwrap_err();
    assert!(!empty.message.contains("Choose"), "{}", empty.message);
}

#[test]
fn headings_say_units_and_zones() {
    for (heading, unit) in [
        ("requests per minute", "requests/minute"),
        ("req/min", "req/min"),
        ("CPU utilization", "utilization"),
        ("cpu %", "%"),
        ("p99 latency", "latency"),
        ("Requests (checkout)", ""),
        ("Value (mean)", ""),
        ("Orders (per minute)", "Orders/minute"),
        ("Rate per minute", "Rate/minute"),
    ] {
        assert_eq!(take(&format!("time,{heading}\n2026-10-05,5\n")).unit, unit, "{heading}");
    }
    let thousands = take("time,Requests (k req/s)\n2026-10-05,1.2\n2026-10-06,900 req/s\n");
    assert_eq!(
        (thousands.unit.as_str(), days(&thousands)),
        ("req/s", vec!["2026-10-05 1200".to_owned(), "2026-10-06 900".to_owned()])
    );
    let row = "time,Errors,rate\n,1/s,1/min\n2026-10-05,5,6\n";
    assert_eq!(names(row), [named("Errors", Some("Errors/s")), named("rate", Some("1/min"))]);
    let stated = Answers { unit: Some("ms".to_owned()), ..Answers::default() };
    assert_eq!(read("time,p99 latency\n2026-10-05,5\n").take(&stated).unwrap().unit, "ms");
    let utc = read("Time (UTC),value\n2026-10-05 23:30:00,5\n2026-10-06 23:30:00,6\n");
    assert!(!is_asked(&utc, |asked| matches!(asked, FileQuestion::Zone { must: true, .. })));
    assert_eq!(days(&utc.take(&berlin()).unwrap()), ["2026-10-06 5", "2026-10-07 6"]);
}

#[test]
fn times_of_programs_are_read() {
    for (cell, day) in [
        ("Mon Oct 05 2026 23:30:00 GMT-0100 (Central European Standard Time)", "2026-10-06"),
        ("2026-10-05 12:00:00.000 +0000 UTC", "2026-10-05"),
        ("20261005T120000Z", "2026-10-05"),
        ("20261005T1200", "2026-10-05"),
        ("2026-10-05 24:00:00", "2026-10-06"),
        ("2026-12-31T24:00Z", "2027-01-01"),
    ] {
        assert_eq!(days(&take(&format!("time,value\n{cell},5\n"))), [format!("{day} 5")], "{cell}");
    }
    for cell in ["2026-10-05 24:00:01", "2026-10-05 24:30", "20261305T120000Z", "20261005T12"] {
        assert!(try_read(&format!("time,value\n{cell},5\n")).is_err(), "{cell}");
    }
}

#[test]
fn thousands_are_counted_out_of_bare_numbers_and_that_is_said_of_them_alone() {
    let all = "“Requests (k req/s)” is in thousands, so each number was multiplied by 1000.";
    let some = "“Requests (k req/s)” is in thousands, so each number without a unit of its own was multiplied by 1000.";
    let table = |a: &str, b: &str| format!("time,Requests (k req/s)\n2026-10-05,{a}\n2026-10-06,{b}\n");
    let json = r#"[{"target":"Requests (k req/s)","datapoints":[[1.2,1791158400000],[0.9,1791244800000]]}]"#;
    for (text, said) in [
        (table("1.2", "0.9"), Some(all)),
        (table("1.2", "900 req/s"), Some(some)),
        (table("1.2 K", "900 req/s"), None),
        (table("1.2", "-"), Some(all)),
        (json.to_owned(), Some(all)),
    ] {
        let taken = take(&text);
        assert_eq!((taken.unit.as_str(), taken.points[0].1), ("req/s", Some(1_200.0)), "{text}");
        assert!(taken.points.get(1).is_none_or(|(_, value)| *value == Some(900.0)), "{text}");
        let found = taken.done.iter().find(|words| words.contains("multiplied"));
        assert_eq!(found.map(String::as_str), said, "{text}");
    }
}
