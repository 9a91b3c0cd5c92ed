//! Wrong files are refused with what they are; a stop leaves nothing; no bytes make it fall over.

use super::*;
use proptest::prelude::*;
use std::fmt::Write;

#[test]
fn wrong_files_are_refused_with_what_they_are() {
    for (text, words) in [
        ("", "empty"),
        ("PK\u{3}\u{4}", "ZIP archive"),
        ("%PDF-1.7", "a PDF document"),
        ("<!doctype html><html></html>", "a page of HTML"),
        ("timeStamp,elapsed,label,responseCode\n1791158400000,12,home,200\n", "a load test of JMeter"),
        ("name,tier\nCheckout,critical\n", "No column holds times"),
        ("date,word\n2026-10-05,hello\n2026-10-06,there\n", "none of numbers"),
        ("date,value\n2026-10-05,21,4\n2026-10-06,22,5\n", "decimal comma"),
        (
            r#"{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1791158400,"1"]}]}}"#,
            "instant query",
        ),
        (r#"{"status":"success","data":{"resultType":"scalar","result":[1791158400,"1"]}}"#, "single value"),
        (
            r#"{"status":"error","errorType":"bad_data","error":"parse error."}"#,
            "with an error: parse error.",
        ),
        (r#"{"status":"success","data":{"resultType":"matrix","result":[]}}"#, "matched nothing"),
        (r#"{"title":"an experiment"}"#, "no answer of Prometheus"),
        (r#"{"status":"success","data":{"#, "ends in the middle"),
    ] {
        let said = refusal(text);
        assert!(said.contains(words), "{said}");
    }
    let latin = series::read("a.csv", b"2026-10-05,21 \xB0C\n", &mut |_| ControlFlow::Continue(()));
    assert!(latin.unwrap_err().to_string().contains("UTF-8"));
    assert!(series::too_large(series::FILE_MAX_BYTES + 1).unwrap().message.contains("101 MB"));
}

#[test]
fn rows_that_are_none_are_said_with_their_line() {
    let measured =
        read("date,value\r\n2026-10-05,1\r\nTotal,2\r\n2026-10-06,abc\r\n2026-10-07,3\r\n2026-10-08,4\r\n");
    let said = measured.warnings.join("\n");
    assert!(said.contains("1 row has no time that can be read, the first in line 3"), "{said}");
    assert!(said.contains("1 value is no number (line 4: “abc”)"), "{said}");
}

fn large(rows: u64) -> String {
    let mut text = String::from("timestamp,value\n");
    for row in 0..rows {
        let at = domain::Instant::from_ms(1_735_689_600_000 + row as i64 * 60_000).utc().naive_utc();
        writeln!(text, "{},{}.{}", at.format("%Y-%m-%d %H:%M:%S"), 100 + row % 977, row % 10_000).unwrap();
    }
    text
}

#[test]
fn progress_is_told_and_a_stop_leaves_nothing() {
    let text = large(20_000);
    let mut told = Vec::new();
    series::read("a.csv", text.as_bytes(), &mut |done| {
        told.push(done);
        ControlFlow::Continue(())
    })
    .unwrap();
    assert!(told.len() > 4 && told.is_sorted() && told.last() == Some(&(text.len() as u64)), "{told:?}");
    let mut calls = 0;
    let stopped = series::read("a.csv", text.as_bytes(), &mut |_| {
        calls += 1;
        if calls == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!((stopped.unwrap_err(), calls), (Stopped::Cancelled, 3));
}

/// `cargo test --release -p interchange --test series -- --ignored --nocapture`
#[test]
#[ignore = "a measurement, for a release build"]
fn a_million_rows() {
    let text = large(1_000_000);
    let began = std::time::Instant::now();
    let measured = read(&text);
    let read_ms = began.elapsed().as_millis();
    let taken = measured.take(&berlin()).unwrap();
    let took_ms = began.elapsed().as_millis();
    let fitted = domain::capacity::history::fit(&taken.points).unwrap();
    println!(
        "{} MB: read {read_ms} ms, taken {took_ms} ms, fitted {} ms: {:?}",
        text.len() / 1_000_000,
        began.elapsed().as_millis(),
        fitted.method
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_text_makes_it_fall_over(text in "(\\PC|[0-9,;.:\\-T/\" \n\r\t]){0,200}") {
        let _ = try_read(&text);
    }

    #[test]
    fn whatever_comes_out_is_finite(rows in prop::collection::vec("(2026-[01][0-9]-[0-3][0-9]( [0-2][0-9]:[0-5][0-9])?|[0-9]{1,2}/[0-9]{1,2}/2026)[,;]-?[0-9]{1,3}([.,][0-9]{1,4})?(e[0-9]{1,3}| ms| s|K)?", 1..40)) {
        if let Ok(measured) = try_read(&rows.join("\n")) {
            for series in &measured.series {
                let answers = Answers {
                    series: Some(series.name.clone()),
                    order: Some(domain::capacity::file::DateOrder::DayFirst),
                    decimal: Some(domain::capacity::file::Decimal::Comma),
                    ..berlin()
                };
                if let Ok(taken) = measured.take(&answers) {
                    prop_assert!(taken.points.iter().all(|(_, value)| value.is_none_or(f64::is_finite)));
                    prop_assert!(taken.points.is_sorted_by(|a, b| a.0 < b.0));
                    let _ = domain::capacity::history::fit(&taken.points);
                }
            }
        }
    }
}
