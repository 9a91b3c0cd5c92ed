//! Load tests in the forms that people and other tools write them: what is taken, what is said, and what is refused.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod load;

use domain::capacity::file::Decimal;
use interchange::capacity::load_test::{LoadTest, Tool, is_load_test, names, offered, recognized};
use load::{pairs, refused, taken};
use std::ops::ControlFlow;

#[test]
fn a_column_of_times_makes_a_history_wherever_it_stands() {
    for text in [
        "\"Time\",\"nodes\",\"rps\"\n2026-11-01 12:00:00,12,804\n2026-11-02 12:00:00,12,808\n",
        "time,users,rps\n2026-11-01,500,900\n2026-11-02,501,903\n",
        "users,rps,time\n1,100,2026-11-01\n2,194,2026-11-02\n",
        "Month,Clients,Rate\n2026-01-01,110,520\n2026-02-01,120,540\n",
        "month,clients,rate\n1,110,520\n2,120,540\n",
        "timestamp,users,rps\n1764003600,51,804\n1764007200,52,808\n",
        "Time,instances,throughput\n2026-11-01T12:00:00Z,5,900\n2026-11-02T12:00:00Z,5,903\n",
        "users,rps,measured\n51,804,01/11/2026 10:00\n52,808,02/11/2026 10:00\n",
        "Time,users,rps\n45992.5,51,804\n45993.5,52,808\n",
        "year;users;rps\n2024;51;804\n2025;52;808\n",
    ] {
        assert!(recognized(text).is_none() && !is_load_test(text), "{text}");
        assert!(refused(text).starts_with("This is a time series (its column “"), "{}", refused(text));
    }
    // How long each run took is no date.
    assert_eq!(pairs(&taken("users,rps,time\n1,100,60\n2,194,60\n")), [(1.0, 100.0), (2.0, 194.0)]);
    assert_eq!(pairs(&taken("time (s),users,rps\n0,1,100\n60,2,194\n")), [(1.0, 100.0), (2.0, 194.0)]);
}

#[test]
fn numbers_without_headings_that_look_like_dates_are_asked_about() {
    for text in ["2012,100\n2013,120\n2014,140\n", "45992;600\n45993;603\n45994;606\n"] {
        assert_eq!(recognized(text), Some(Tool::Table), "so that nothing else takes it either");
        assert!(refused(text).starts_with("The first column looks like dates ("), "{}", refused(text));
    }
    for text in [
        "2012,100\n2014,120\n",
        "1,100\n2,120\n",
        "100,20\n101,21\n",
        "concurrency,rps\n2012,100\n2013,120\n",
    ] {
        assert_eq!(taken(text).points.len(), 2, "{text}");
    }
}

#[test]
fn units_are_kept_counted_out_or_refused() {
    let rows = "1,0.5\n2,0.9\n";
    for (heading, unit, points) in [
        ("throughput (req/min)", "req/min", [(1.0, 0.5), (2.0, 0.9)]),
        ("Requests/min", "Requests/min", [(1.0, 0.5), (2.0, 0.9)]),
        ("throughput_per_minute", "throughput/minute", [(1.0, 0.5), (2.0, 0.9)]),
        ("TPM", "TPM", [(1.0, 0.5), (2.0, 0.9)]),
        ("rate per minute", "rate/minute", [(1.0, 0.5), (2.0, 0.9)]),
        ("throughput (per minute)", "requests/minute", [(1.0, 0.5), (2.0, 0.9)]),
        ("throughput (T/s)", "T/s", [(1.0, 0.5), (2.0, 0.9)]),
        ("throughput (MB/s)", "MB/s", [(1.0, 0.5), (2.0, 0.9)]),
        ("rps", "rps", [(1.0, 0.5), (2.0, 0.9)]),
        ("throughput", "", [(1.0, 0.5), (2.0, 0.9)]),
        ("throughput (k req/s)", "req/s", [(1.0, 500.0), (2.0, 900.0)]),
    ] {
        let read = taken(&format!("users,{heading}\n{rows}"));
        assert_eq!((read.unit.as_str(), pairs(&read)), (unit, points.to_vec()), "{heading}");
        let said = read.warnings.join("\n");
        assert_eq!(
            said.contains("is in thousands, so each number was multiplied by 1000"),
            heading.contains("(k"),
            "{said}"
        );
    }
    for (heading, words) in [
        ("rate (s/op)", "“rate (s/op)” is a time, and no throughput."),
        ("throughput (ms)", "is a time"),
        ("Rate (%)", "“Rate (%)” is a share, and no throughput."),
    ] {
        assert!(
            refused(&format!("users,{heading}\n{rows}")).starts_with(words)
                || refused(&format!("users,{heading}\n{rows}")).contains(words)
        );
    }
    let cells = taken("users,rps\n1,100.0 req/s\n2,194 req/s\n");
    assert_eq!((pairs(&cells), cells.unit.as_str()), (vec![(1.0, 100.0), (2.0, 194.0)], "rps"));
    let mixed = taken("users,throughput\n1,649\n2,1.03k\n4,120000/min\n");
    assert_eq!(pairs(&mixed), [(1.0, 649.0), (2.0, 1_030.0), (4.0, 120_000.0)]);
    let minutes = taken("users,rps\n1,649\n2,1.03k\n4,120000/min\n");
    assert_eq!(pairs(&minutes), [(1.0, 649.0), (2.0, 1_030.0), (4.0, 2_000.0)]);
    assert!(minutes.warnings.iter().any(|words| words.contains("“1.03 k”")), "{:?}", minutes.warnings);
    let data = taken("users,throughput (MB/s)\n1,7\n2,13000 KB/s\n");
    assert_eq!((pairs(&data), data.unit.as_str()), (vec![(1.0, 7.0), (2.0, 13.0)], "MB/s"));
    let nouns = taken("users,throughput (rows/s)\n1,7\n2 users,13 rows/s\n1 Mil,800/min\n");
    assert_eq!(pairs(&nouns), [(1.0, 7.0), (2.0, 13.0), (1e6, 13.33)]);
    let bare = taken("users,throughput\n1,600/min\n2,1200/min\n");
    assert_eq!((pairs(&bare), bare.unit.as_str()), (vec![(1.0, 600.0), (2.0, 1_200.0)], "requests/min"));
    for cells in ["1,20 failures/s", "1,20 users", "1,20 %", "1,5 MB/s"] {
        assert!(
            refused(&format!("users,rps\n{cells}\n")).contains("Line 2: The throughput is in “"),
            "{cells}"
        );
    }
    assert!(refused("users,rps\n16 min,20\n").contains("Line 2: The concurrency is in “min”"));
    assert!(refused("users,rps\n1,20 ms\n").contains("Line 2: The throughput is in “ms”"));
}

#[test]
fn the_column_that_is_meant_is_taken_or_both_are_named() {
    for text in [
        "rate,users,throughput\n100,1,95\n200,2,190\n",
        "target_rps,users,actual_rps\n100,1,95\n200,2,190\n",
        "users,target rps,rps\n1,100,95\n2,200,190\n",
        "load,rate,users,rps\n3,100,1,95\n4,200,2,190\n",
        "threads,connections,rps\n12,1,95\n12,2,190\n",
        "users,throughput (MB/s),throughput (req/s)\n1,7,95\n2,8,190\n",
        "users,throughput,error rate\n1,95,0\n2,190,0\n",
    ] {
        assert_eq!(pairs(&taken(text)), [(1.0, 95.0), (2.0, 190.0)], "{text}");
    }
    for (text, words) in [
        (
            "users,throughput,rps\n1,2,3\n2,3,4\n",
            "Both “throughput” and “rps” can be the throughput. Take out",
        ),
        ("users,threads,rps\n1,2,3\n2,3,4\n", "Both “users” and “threads” can be the concurrency."),
        ("users,rate,x\n1,2,3\n2,3,4\n", "Both “rate” and “x” can be the throughput."),
    ] {
        assert!(refused(text).starts_with(words), "{}", refused(text));
    }
}

#[test]
fn what_failed_is_no_ceiling() {
    let read = taken("users,rps,error %\n1,100,0\n2,194,2\n4,365,49.5\n8,649,50\n16,1034,100\n");
    assert_eq!(pairs(&read), [(1.0, 100.0), (2.0, 194.0), (4.0, 365.0)]);
    let said = read.warnings.join("\n");
    assert!(said.contains("At a concurrency of 2 and 4 up to 49.5% of the requests failed."), "{said}");
    assert!(said.contains("At a concurrency of 8 and 16 half of the requests or more failed."), "{said}");
    for (text, words) in [
        (
            "users,rps,error rate\n1,99,0.01\n2,196,0.02\n",
            "“error rate” was read as a share of 1: 0.05 is 5%.",
        ),
        (
            "users,rps,failures/s\n1,100,0\n2,200,10\n",
            "At a concurrency of 2 up to 5% of the requests failed.",
        ),
        ("users,rps,errorsPerSecond\n1,100,0\n2,200,10\n", "At a concurrency of 2 up to 5%"),
        ("users,rps,failed_s\n1,100,0\n2,200,10\n", "At a concurrency of 2 up to 5%"),
        ("users,rps,percentFailed\n1,100,0\n2,200,10\n", "At a concurrency of 2 up to 10%"),
        ("users,requests,errors,rps\n1,500,0,9\n2,500,10,17\n", "At a concurrency of 2 up to 2%"),
        ("users;rps;errors\n1;100;0\n2;200;3%\n", "At a concurrency of 2 up to 3%"),
    ] {
        let said = taken(text).warnings.join("\n");
        assert!(said.contains(words), "{text}: {said}");
    }
    assert!(taken("users,rps,error %\n1,100,0\n2,194,0.5\n").warnings.is_empty());
    assert!(refused("users,rps,error %\n1,100,100\n2,194,100\n").starts_with("No request succeeded"));
    assert!(refused("users,rps,error %\n1,100,60\n2,194,100\n").starts_with("At every concurrency half"));
    let failed = "timeStamp,elapsed,label,responseCode,success,allThreads\n1764000000000,5,a,x,FALSE,1\n1764000001000,5,a,x,false,1\n";
    assert_eq!(refused(failed), "No request succeeded: this says nothing of a ceiling.");
    let upper =
        "timeStamp,elapsed,label,success,allThreads\n1764000000000,5,a,TRUE,1\n1764000001000,5,a,TRUE,1\n";
    assert_eq!(taken(upper).errors, Some(0));
}

#[test]
fn what_parts_decimals_can_be_told() {
    let text = "users;rps\n1;1,234\n2;2,345\n";
    assert!(refused(text).contains("“1,234” can mean 1234 or 1.234"));
    let offered = offered(text.as_bytes(), &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(offered.open.as_ref().unwrap().example, "1,234");
    for (decimal, points) in
        [(Decimal::Point, [(1.0, 1_234.0), (2.0, 2_345.0)]), (Decimal::Comma, [(1.0, 1.23), (2.0, 2.35)])]
    {
        let told = offered.settled(Some(decimal)).unwrap();
        assert_eq!((pairs(&told), told.open), (points.to_vec(), None));
    }
    // What is settled stays so.
    let settled = taken("users,rps\n1,955.16\n").settled(Some(Decimal::Comma)).unwrap();
    assert_eq!(pairs(&settled), [(1.0, 955.16)]);
}

#[test]
fn files_of_one_level_each_are_one_test() {
    let level = |users: u32, rate: u32| {
        let text = format!(
            r#"{{"metrics": {{"http_reqs": {{"count": 600, "rate": {rate}}}, "vus": {{"min": {users}, "max": {users}}}, "http_req_failed": {{"passes": 6}}}}}}"#
        );
        (format!("lv{users}.json"), taken(&text))
    };
    let files = [level(4, 365), level(1, 100), level(2, 194)];
    assert!(files[0].1.warnings[0].ends_with("import the files of all levels together."));
    let all = LoadTest::joined(&files).unwrap();
    assert_eq!(pairs(&all), [(1.0, 100.0), (2.0, 194.0), (4.0, 365.0)]);
    assert_eq!((all.requests, all.errors, all.unit.as_str()), (Some(1_800), Some(18), "requests/s"));
    assert!(!all.warnings.join("\n").contains("one concurrency"), "{:?}", all.warnings);
    assert!(all.warnings[0].starts_with("“lv4.json”: 6 of 600 requests failed"), "{:?}", all.warnings);
    assert_eq!(LoadTest::joined(&files[..1]).unwrap(), files[0].1);
    let bytes = ("mb.csv".to_owned(), taken("users,throughput (MB/s)\n8,4\n"));
    let refused = LoadTest::joined(&[files[0].clone(), bytes]).unwrap_err().to_string();
    assert!(refused.contains("“mb.csv” is measured in “MB/s”, and others in “requests/s”"), "{refused}");
    assert_eq!(names(&["a", "b", "c", "d"]), "a, b and 2 more");
    assert_eq!((names(&["a", "b", "c"]), names(&["a"])), ("a, b and c".to_owned(), "a".to_owned()));
    let ramp = r#"{"metrics": {"http_reqs": {"rate": 39.9}, "vus": {"min": 1, "max": 8}}}"#;
    assert!(load::refused(ramp).ends_with("import the summaries of all levels together."));
}

#[test]
fn tables_are_read_below_titles_and_comments_and_apart_by_spaces() {
    let wanted = [(1.0, 100.0), (2.0, 194.02), (4.0, 365.36)];
    let rows = "1,100.0\n2,194.02\n4,365.36\n";
    for text in [
        format!("# load test of 2026-11-01, at night\nusers,rps\n{rows}"),
        format!("Load test results\n\nusers,rps\n{rows}"),
        format!("# users,rps\n{rows}"),
        format!("# at night\n{rows}"),
        "users rps\n1 100.0\n2 194.02\n4 365.36\n".to_owned(),
        "# N X\n1   100.0\n2   194.02\n4   365.36\n".to_owned(),
        "Concurrent users   Throughput (req/s)\n1                  100.0\n2                  194.02\n4                  365.36\n".to_owned(),
        "1 100.0\n2 194.02\n4 365.36\n".to_owned(),
        "users rps\n1 100,0\n2 194,02\n4 365,36\n".to_owned(),
    ] {
        assert_eq!(pairs(&taken(&text)), wanted, "{text}");
    }
    let late = refused("Title\nusers,rps\n1,100\n2,many\n");
    assert!(late.contains("Line 4: The throughput is “many”"), "{late}");
    for text in [
        "Demand\n1,100\n2,120\n",
        "2026-11-01 100\n2026-11-02 120\n",
        "These are my notes.",
        "| users | rps |\n|---|---|\n| 1 | 100 |\n",
    ] {
        assert!(recognized(text).is_none(), "{text}");
    }
    let dated = refused("timeStamp,elapsed,label,allThreads\n2026/11/20 10:00:00.000,5,a,1\n");
    assert!(dated.ends_with("jmeter.save.saveservice.timestamp_format=ms."), "{dated}");
}

/// What a tool wrote, what is said that it is, and what there is to do.
const OUTPUTS: &[(&str, &str, &str)] = &[
    (
        "Running 30s test @ http://a/\n  12 threads and 400 connections\nRequests/sec: 748868.53\n",
        "This is output of wrk.",
        "Here it is 400,748868.53.",
    ),
    (
        "\nSummary:\n  Total:\t1.0 secs\n  Slowest:\t0.1 secs\n  Requests/sec:\t500.12\n",
        "This is output of hey.",
        "how many worked at once",
    ),
    (
        "response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset\n0.05,0,0,0,0,0,200,0\n",
        "These are results of hey as CSV.",
        "one row for each run",
    ),
    (
        "This is ApacheBench, Version 2.3\nConcurrency Level:      50\nRequests per second:    500.12 [#/sec] (mean)\n",
        "This is output of ab",
        "Here it is 50,500.12.",
    ),
    (
        "starttime\tseconds\tctime\tdtime\tttime\twait\nSun Nov 29 10:00:00 2026\t1764000000\t0\t5\t5\t5\n",
        "This is a table of ab (ab -g).",
        "one row for each run",
    ),
    ("Percentage served,Time in ms\n0,1.2\n", "This is a table of ab (ab -e).", "no throughput"),
    (
        "Requests      [total, rate, throughput]         500, 100.20, 100.12\n",
        "This is a report of Vegeta.",
        "how many worked at once",
    ),
    (
        r#"{"latencies":{"total":1},"rate":100.2,"status_codes":{"200":500}}"#,
        "This is a report of Vegeta.",
        "one row for each run",
    ),
    (
        "1764000000000000000,200,5000000,100,200,,Ym9keQ==,a,0,GET,http://a,aGVhZA==\n",
        "These are results of Vegeta as CSV.",
        "They do not say how many worked at once.",
    ),
    (
        "====\n---- Global Information --------\n> mean requests/sec 16.4\n",
        "This is a report of Gatling.",
        "one row for each run",
    ),
    (
        "RUN\ta.B\tb\t1764000000000\t\t3.9\nUSER\ts\tSTART\t1764000000000\n",
        "This is a log of Gatling.",
        "one row for each run",
    ),
    (
        r#"{"name":"All","numberOfRequests":{"total":9},"meanNumberOfRequestsPerSecond":{"total":16.4}}"#,
        "These are statistics of Gatling.",
        "one row for each run",
    ),
    (r#"{"aggregate":{},"intermediate":[]}"#, "This is a report of Artillery.", "one row for each run"),
    (
        r#"{"RunType":"HTTP","NumThreads":8,"ActualQPS":499.9}"#,
        "This is a result of Fortio.",
        "Here it is 8,499.9.",
    ),
    (
        "pgbench (16.0)\nnumber of clients: 10\ntps = 896.967014 (without)\n",
        "This is output of pgbench.",
        "Here it is 10,896.967014.",
    ),
    (
        "SQL statistics:\n    transactions:   30297  (3029.35 per sec.)\n",
        "This is output of sysbench.",
        "one row for each run",
    ),
    (
        r#"{"summary":{"successRate":1.0,"requestsPerSec":500.2}}"#,
        "This is a result of oha.",
        "one row for each run",
    ),
    (
        "Label,# Samples,Average,Median,Error %,Throughput\nGET /,2000,50,50,0.000%,83.2\n",
        "This is a summary or aggregate report of JMeter.",
        "print_field_names=true",
    ),
    (
        "1764000000000,50,GET /,200,OK,g 1-1,text,true,,9,9,1,1,http://a/,40,0,1\n",
        "These are results of JMeter without headings.",
        "print_field_names=true",
    ),
    (
        "Method,Name,Error,Occurrences\nGET,/,\"HTTPError(500)\",3\n",
        "This is a list of failures of Locust.",
        "_stats_history.csv",
    ),
    (
        "Count,Message,Traceback,Nodes\n3,x,y,local\n",
        "This is a list of exceptions of Locust.",
        "_stats_history.csv",
    ),
    (
        "{\"metric\":\"vus\",\"type\":\"Point\",\"data\":{\"value\":1}}\n{\"metric\":\"vus\",\"type\":\"Point\",\"data\":{\"value\":1}}\n",
        "These are results of k6 as lines of JSON (--out json).",
        "--out csv=file",
    ),
    (
        r#"{"version":"1","metadata":{},"results":{"metrics":[]}}"#,
        "This is a summary of k6 in a form that is not read.",
        "--summary-export",
    ),
];

#[test]
fn output_of_other_tools_is_named_with_what_to_do() {
    for (text, name, todo) in OUTPUTS {
        assert!(is_load_test(text) && recognized(text).is_none(), "before any history is read: {text}");
        let words = refused(text);
        assert!(words.starts_with(name) && words.contains(todo), "{words}");
    }
    for text in [
        "date,value\n2026-11-01,5\n",
        "1764000000,200,5,100,200,1,2,3\n",
        r#"{"status":"success","data":{"result":[]}}"#,
    ] {
        assert!(!is_load_test(text), "{text}");
    }
}

#[test]
fn failures_in_a_second_are_held_against_the_throughput_itself() {
    let counted = taken("users,throughput (k req/s),errors/s\n10,1.2,30\n20,2.3,12\n30,3.1,0\n40,3.6,0\n");
    assert_eq!(counted.points.len(), 4, "30 of 1,200 are 2.5 %: {:?}", counted.warnings);
    let minutes = taken("users,throughput (req/min),errors/s\n1,600,9\n2,1200,0\n3,1700,0\n4,2100,0\n");
    assert_eq!(minutes.points.len(), 3, "540 a minute of 600 are most of them: {:?}", minutes.warnings);
    let both = taken("users,throughput (req/min),errors/min\n1,600,9\n2,1200,0\n3,1700,0\n4,2100,0\n");
    assert_eq!(both.points.len(), 4, "9 a minute of 600 are 1.5 %: {:?}", both.warnings);
    assert!(both.warnings.join("\n").contains("At a concurrency of 1 up to 1.5%"), "{:?}", both.warnings);
    let bytes = taken("users,throughput (MB/s),errors/s\n1,7,5\n2,13,5\n");
    assert_eq!((bytes.points.len(), bytes.warnings), (2, Vec::new()), "5 errors are no part of 7 MB");
}

#[test]
fn files_of_one_test_are_counted_in_one_unit() {
    let file = |name: &str, text: &str| (name.to_owned(), taken(text));
    let seconds = file("a.csv", "users,throughput (req/s)\n1,10\n2,19\n");
    let minutes = file("b.csv", "users,throughput (req/min)\n4,2160\n8,3900\n");
    let joined = LoadTest::joined(&[seconds, minutes.clone()]).unwrap();
    assert_eq!(pairs(&joined), [(1.0, 10.0), (2.0, 19.0), (4.0, 36.0), (8.0, 65.0)]);
    let unstated = file("c.csv", "users,throughput\n1,600\n");
    let joined = LoadTest::joined(&[minutes, unstated]).unwrap();
    assert!(
        joined.warnings.iter().any(|words| words.contains("c.csv") && words.contains("Unit not stated")),
        "{joined:?}"
    );
}
