//! Load tests of other tools: what their points are, and what is said of the rest.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod load;

use interchange::capacity::{
    Stopped,
    load_test::{LOAD_TEST_MAX_BYTES, Tool, offered, recognized},
};
use load::{pairs, read, refused, taken};
use proptest::prelude::*;
use std::{fmt::Write, fs, ops::ControlFlow, path::Path};

/// A file of `shared/cases`, which lies beside the project or above it.
fn case(path: &str) -> Option<Vec<u8>> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = above.map(|folder| folder.join("shared/cases").join(path)).find(|file| file.is_file());
    if found.is_none() {
        eprintln!("The reference file {path} is not beside the project, so it was not tried.");
    }
    found.map(|file| fs::read(file).unwrap())
}

#[test]
fn tables_are_read_however_they_are_written() {
    let wanted = [(1.0, 955.16), (2.0, 1878.91), (12.0, 12_089.37)];
    for text in [
        "concurrency,throughput\n1,955.16\n2,1878.91\n12,12089.37\n",
        "Pods,Thruput\r\n1,955.16\r\n2,1878.91\r\n12,12089.37\r\n",
        "\u{FEFF}sep=;\r\nUsers;Throughput (req/s)\r\n1;955,16\r\n2;1878,91\r\n12;12089,37\r\n",
        "run;Threads;Requests/s;errors\na;1;955,16;0\nb;2;1.878,91;0\nc;12;12.089,37;1\n",
        "throughput\tN\n955.16\t1\n1,878.91\t2\n12,089.37\t12\n",
        "VUs,RPS\n1,955.16\n\n2,\"1,878.91\"\n12,\"12,089.37\"\n\n",
        "1,955.16\n2,1878.91\n12,12089.37",
        "1;955,16\n2;1878,91\n12;12089,37\n",
    ] {
        let read = taken(text);
        assert_eq!((read.tool, pairs(&read)), (Tool::Table, wanted.to_vec()), "{text}");
        let has_header = text.contains(|c: char| c.is_alphabetic());
        assert_eq!(read.warnings.is_empty(), has_header, "{:?}", read.warnings);
    }
    let one = taken("users,rps\n10,200\n");
    assert_eq!(pairs(&one), [(10.0, 200.0)]);
    assert!(
        one.warnings[0].starts_with("Everything was measured at one concurrency (10)"),
        "{:?}",
        one.warnings
    );
}

#[test]
fn real_tables_are_read() {
    for (file, rows) in [
        ("capacity/specsdm91.csv", 7),
        ("capacity/raytracer.csv", 11),
        ("capacity/cisco_usl4j.csv", 32),
        ("field/loadtest/usl7.csv", 6),
    ] {
        let Some(bytes) = case(file) else { return };
        let read = read(&bytes).unwrap();
        assert_eq!((read.points.len(), read.warnings), (rows, Vec::<String>::new()), "{file}");
    }
}

#[test]
fn what_is_no_load_test_is_told_so() {
    for (text, words) in [
        ("users;rps\n1;1,234\n2;2,345\n", "“1,234” can mean 1234 or 1.234"),
        ("users,rps\n1,many\n", "Line 2: The throughput is “many”, which is no number."),
        ("users,rps\n1,\n", "Line 2: The throughput is empty."),
        ("users,rps\n0,0\n1,2\n", "Line 2: A throughput of 0 at a concurrency of 0 is no measurement."),
        ("users,rps\n", "The table has headings and no row below them."),
        ("users,rps\n1,NaN\n", "which is no number"),
        ("timestamp,value\n2026-01-01,4\n", "This is a time series"),
        ("1770000000,4\n1770000060,5\n", "This is no load test."),
        ("name,tier\ncheckout,critical\n", "This is no load test."),
        ("These are my notes.", "This is no load test."),
        ("{\"a\": 1}", "This JSON is no summary of k6."),
        (
            "<?xml version=\"1.0\"?>\n<testResults version=\"1.2\"></testResults>",
            "These are results of JMeter as XML.",
        ),
        ("", "The file is empty."),
        ("timeStamp,elapsed,label\n", "The results of JMeter hold no sample."),
        ("timeStamp,elapsed,label\n2026/01/01 10:00,1,a\n", "Line 2: timeStamp is “2026/01/01 10:00”"),
        ("timeStamp,elapsed,label,success\n1770000000000,1,a,true\n", "do not say how many threads"),
    ] {
        assert!(refused(text).contains(words), "{text}: {}", refused(text));
    }
    let long = vec![b'1'; LOAD_TEST_MAX_BYTES + 1];
    assert!(read(&long).unwrap_err().to_string().starts_with("The file has 101 MB"));
    assert!(read(b"PK\x03\x04\x14\0").unwrap_err().to_string().contains("Save a table as CSV"));
}

#[test]
fn thousands_of_a_heading_are_said_of_bare_numbers_alone() {
    for (cells, said) in [
        ("1,0.5\n2,0.9", Some("so each number was")),
        ("1,0.5\n2,900 req/s", Some("so each number without a unit of its own was")),
        ("1,0.5\n2,900 requests", Some("so each number without a unit of its own was")),
        ("1,500 req/s\n2,900 requests", None),
    ] {
        let test = taken(&format!("users,throughput (k req/s)\n{cells}\n"));
        assert_eq!(pairs(&test), [(1.0, 500.0), (2.0, 900.0)], "{cells}");
        let found = test.warnings.iter().find(|words| words.contains("is in thousands"));
        assert_eq!(found.is_some(), said.is_some(), "{cells}: {found:?}");
        assert!(found.zip(said).is_none_or(|(found, said)| found.contains(said)), "{cells}: {found:?}");
    }
}

#[test]
fn a_long_load_test_is_stopped_while_it_is_read() {
    let mut text = String::from("timeStamp,elapsed,label,success,allThreads\n");
    for row in 0..20_000_u64 {
        writeln!(text, "{},5,home,true,{}", 1_770_000_000_000 + row * 100, 1 + row / 5_000).unwrap();
    }
    let mut told = Vec::new();
    let whole = offered(text.as_bytes(), &mut |done| {
        told.push(done);
        ControlFlow::Continue(())
    });
    assert_eq!(whole.unwrap().points.len(), 4);
    assert!(
        told.len() >= 4 && told.is_sorted() && told.iter().all(|done| *done < text.len() as u64),
        "{told:?}"
    );
    let mut calls = 0;
    let stopped = offered(text.as_bytes(), &mut |_| {
        calls += 1;
        if calls == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!((stopped.unwrap_err(), calls), (Stopped::Cancelled, 2));
}

#[test]
fn requests_of_jmeter_are_counted_once() {
    let Some(bytes) = case("field/loadtest/own-jmeter.jtl") else { return };
    let read = read(&bytes).unwrap();
    assert_eq!((read.tool, read.requests, read.errors), (Tool::Jmeter, Some(20), Some(1)));
    // 20 requests from the first begin to the last end: 9.68 s.
    assert_eq!(pairs(&read), [(1.0, 2.07)]);
    let said = read.warnings.join("\n");
    assert!(said.contains("40 of 60 rows are transactions, redirects or embedded files"), "{said}");
    assert!(said.contains("1 of 20 requests failed (5%)."), "{said}");
}

/// Rows of JMeter: so many threads for so long, each of them with so many requests in a second.
fn jmeter(levels: &[(u32, u32, u32)]) -> String {
    let mut text =
        "timeStamp,elapsed,label,responseCode,responseMessage,threadName,success,allThreads\n".to_owned();
    let mut at_ms = 1_770_000_000_000_u64;
    for (threads, seconds, rate) in levels {
        for request in 0..seconds * rate {
            let begin = at_ms + u64::from(request * 1_000 / rate);
            writeln!(text, "{begin},5,GET /,200,OK,g 1-{},true,{threads}", request % threads).unwrap();
        }
        at_ms += u64::from(*seconds) * 1_000;
    }
    text
}

#[test]
fn levels_of_jmeter_are_points() {
    let read = taken(&jmeter(&[(1, 30, 10), (2, 2, 15), (4, 30, 35), (8, 30, 60), (4, 20, 35)]));
    assert_eq!(pairs(&read), [(1.0, 10.0), (4.0, 35.0), (8.0, 60.0)]);
    assert!(read.warnings[0].starts_with("1 stretch of less than 5 s"), "{:?}", read.warnings);
    let ramp = taken(&jmeter(&[(1, 2, 10), (2, 2, 20), (3, 2, 30)]));
    assert_eq!(pairs(&ramp), [(1.0, 10.0), (2.0, 20.0), (3.0, 30.0)]);
    assert!(ramp.warnings[0].starts_with("No concurrency was held for 5 s"), "{:?}", ramp.warnings);
    // Seconds in which nothing came to its end count; an hour in which nothing ran does not.
    let slow = "timeStamp,elapsed,label,success,allThreads\n";
    let rows = |from_s: u64| {
        (0..20).fold(String::new(), |mut rows, at: u64| {
            writeln!(rows, "{},2900,a,true,2", (1_770_000_000 + from_s + at * 3) * 1_000).unwrap();
            rows
        })
    };
    let other = format!("{},10,a,true,9\n", (1_770_000_000_u64 + 3_600) * 1_000);
    let read = taken(&format!("{slow}{}{other}{}", rows(0), rows(3_602)));
    assert!((read.points[0].throughput - 1.0 / 3.0).abs() < 0.02, "{:?}", read.points);
}

#[test]
fn statistics_of_locust_are_points() {
    let header = "Timestamp,User Count,Type,Name,Requests/s,Failures/s,50%,66%,Total Request Count,Total Failure Count\n";
    let mut text = header.to_owned();
    let mut total = 0;
    for at in 0..60_u32 {
        let (users, rate) = if at < 30 { (5, 40) } else { (10, 70) };
        total += if at == 0 { 0 } else { rate };
        let at_s = 1_770_000_000 + at;
        writeln!(text, "{at_s},{users},GET,/,{rate},0,N/A,N/A,{total},0").unwrap();
        writeln!(text, "{at_s},{users},,Aggregated,{rate},0,N/A,N/A,{total},{}", at / 30).unwrap();
    }
    let read = taken(&text);
    assert_eq!((read.tool, pairs(&read)), (Tool::Locust, vec![(5.0, 40.0), (10.0, 70.0)]));
    assert_eq!((read.requests, read.errors), (Some(3_260), Some(1)));
    let whole = "Type,Name,Request Count,Failure Count,Median Response Time,Requests/s,Failures/s\nGET,/,100,0,5,12.34,0\n,Aggregated,100,0,5,12.34,0\n";
    assert!(
        refused(whole).starts_with(
            "These statistics of Locust say 12.3 requests per second, but not at how many users."
        )
    );
}

#[test]
fn results_of_k6_are_points() {
    let mut text = "metric_name,timestamp,metric_value,check,error,group,method,name,status\n".to_owned();
    for at in 0..40_u32 {
        let (users, rate) = if at < 20 { (5, 3) } else { (10, 5) };
        let at_s = 1_770_000_000 + at;
        writeln!(text, "vus,{at_s},{users}.000000,,,,,,").unwrap();
        for _ in 0..rate {
            writeln!(text, "http_reqs,{at_s},1.000000,,,::,GET,http://a,200").unwrap();
            writeln!(text, "http_req_failed,{at_s},0.000000,,,::,GET,http://a,200").unwrap();
            writeln!(text, "http_req_duration,{at_s},12.5,,,::,GET,http://a,200").unwrap();
        }
    }
    let read = taken(&text);
    assert_eq!((read.tool, pairs(&read)), (Tool::K6, vec![(5.0, 3.0), (10.0, 5.0)]));
    assert_eq!((read.requests, read.errors), (Some(160), Some(0)));

    let export = r#"{"metrics": {"http_reqs": {"count": 1200, "rate": 39.9}, "vus": {"value": 8, "min": 8, "max": 8}, "http_req_failed": {"passes": 12, "fails": 1188, "value": 0.01}}}"#;
    let read = taken(export);
    assert_eq!((pairs(&read), read.requests, read.errors), (vec![(8.0, 39.9)], Some(1_200), Some(12)));
    assert!(read.warnings.join("\n").contains("12 of 1200 requests failed (1%)"), "{:?}", read.warnings);
    let handled = r#"{"metrics": {"http_reqs": {"type": "counter", "values": {"count": 10, "rate": 5.5}}, "vus": {"type": "gauge", "values": {"value": 1, "min": 2, "max": 2}}}, "state": {}}"#;
    assert_eq!(pairs(&taken(handled)), [(2.0, 5.5)]);
    let ramp = export.replace("\"min\": 8", "\"min\": 1");
    assert!(
        refused(&ramp).starts_with("In this run of k6 there were 1 to 8 virtual users"),
        "{}",
        refused(&ramp)
    );
    let idle = export.replace("39.9", "0");
    assert!(refused(&idle).contains("counts no requests"));
}

#[test]
fn each_tool_is_known_by_its_shape() {
    for (text, tool) in [
        ("timeStamp,elapsed,label\n", Some(Tool::Jmeter)),
        ("Timestamp,User Count,Type,Name,Requests/s,Total Request Count\n", Some(Tool::Locust)),
        ("metric_name,timestamp,metric_value\n", Some(Tool::K6)),
        (r#"{"metrics": {"vus": {}}}"#, Some(Tool::K6)),
        ("1,60\n2,120\n", Some(Tool::Table)),
        ("name,owner_team\n", None),
        ("date,value\n2026-01-01,5\n", None),
        ("20261101,2140\n20261102,2150\n", None),
        ("1793491200,2140\n1793577600,2150\n", None),
        ("20261301,2140\n20261401,2150\n", Some(Tool::Table)),
        (r#"{"title": "x", "method": []}"#, None),
    ] {
        assert_eq!(recognized(text), tool, "{text}");
        assert_eq!(recognized(&format!("\u{FEFF}{text}")), tool, "with its mark: {text}");
    }
}

proptest! {
    #[test]
    fn no_file_stops_the_program(cells in prop::collection::vec(prop::collection::vec("[-0-9.,eE;\"a ]{0,20}|NaN|true|vus|Aggregated", 0..6), 0..20), header in 0_usize..5) {
        let headers = ["concurrency,throughput", "timeStamp,elapsed,label,allThreads,threadName", "Timestamp,User Count,Name,Total Request Count", "metric_name,timestamp,metric_value", ""];
        let rows: Vec<String> = cells.iter().map(|row| row.join(",")).collect();
        let text = format!("{}\n{}", headers[header], rows.join("\n"));
        if let Ok(read) = read(text.as_bytes()) {
            prop_assert!(!read.points.is_empty());
            prop_assert!(read.points.iter().all(|point| point.concurrency.is_finite() && point.throughput.is_finite()));
            prop_assert!(read.points.iter().all(|point| point.concurrency > 0.0 && point.throughput > 0.0));
        }
    }
}
