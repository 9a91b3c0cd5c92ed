//! The forms in which tools and spreadsheets write a history.

use super::*;

#[test]
fn times_are_read_in_every_form() {
    for (cell, day) in [
        ("2026-10-05", "2026-10-05"),
        ("2026-10-05T23:59:59.999Z", "2026-10-05"),
        ("2026-10-05 23:30:00+02:00", "2026-10-05"),
        ("2026-10-05T23:30:00-0700", "2026-10-06"),
        ("2026/10/05 01:02", "2026-10-05"),
        ("20261005", "2026-10-05"),
        ("05.10.2026", "2026-10-05"),
        ("05.10.26 7:15", "2026-10-05"),
        ("25/10/2026", "2026-10-25"),
        ("10/25/2026 11:30 PM", "2026-10-25"),
        ("05-Oct-2026", "2026-10-05"),
        ("5 October 2026 12:00", "2026-10-05"),
        ("\"Oct 5, 2026, 12:00 AM\"", "2026-10-05"),
        ("\"Mon, 05 Oct 2026 07:00:00 GMT\"", "2026-10-05"),
        ("2026-10-05 02:00 CEST", "2026-10-05"),
        ("2026-10-05T02:00:00+02:00[Europe/Berlin]", "2026-10-05"),
        ("1791158400", "2026-10-05"),
        ("1791158400000", "2026-10-05"),
        ("1791158400.5", "2026-10-05"),
        ("1791158400000000", "2026-10-05"),
        ("1791158400000000000", "2026-10-05"),
    ] {
        let taken = take(&format!("time,value\n{cell},5\n"));
        assert_eq!(days(&taken), [format!("{day} 5")], "{cell}");
    }
}

#[test]
fn days_without_marks_need_no_headings() {
    let taken = take("20261101,2140\n20261102,2150\n20261104,2160\n");
    assert_eq!(days(&taken), ["2026-11-01 2140", "2026-11-02 2150", "2026-11-03 -", "2026-11-04 2160"]);
}

#[test]
fn what_is_no_time_is_no_time() {
    for cell in [
        "",
        "monday",
        "2026-13-05",
        "2026-10-32",
        "25:00",
        "12",
        "1.5",
        "10/2026",
        "45/45/2026",
        "2026-10-05T25:00",
        "99999999",
    ] {
        assert!(try_read(&format!("time,value\n{cell},5\n")).is_err(), "{cell}");
    }
}

#[test]
fn numbers_are_read_in_every_form() {
    for (cell, value, unit) in [
        ("5", 5.0, ""),
        ("-0.25", -0.25, ""),
        ("1e3", 1000.0, ""),
        ("1.5E-3", 0.0015, ""),
        ("+7", 7.0, ""),
        ("\u{2212}7", -7.0, ""),
        ("\"1,234.5\"", 1234.5, ""),
        ("\"1.234,5\"", 1234.5, ""),
        ("\"1,234,567\"", 1_234_567.0, ""),
        ("1\u{202F}234", 1234.0, ""),
        ("1 234 567", 1_234_567.0, ""),
        ("\"21,4\"", 21.4, ""),
        ("1.2 K", 1200.0, ""),
        ("1.25 Mil", 1_250_000.0, ""),
        ("1.2K req/s", 1200.0, "req/s"),
        ("340 ms", 340.0, "ms"),
        ("80 %", 80.0, "%"),
        ("80%", 80.0, "%"),
        ("1.5 GiB", 1.5, "GiB"),
        ("12 kB/s", 12.0, "kB/s"),
        ("45.751999999999995", 45.751_999_999_999_995, ""),
        ("0.123456789012345678", 0.123_456_789_012_345_68, ""),
    ] {
        let taken = take(&format!("time,value\n2026-10-05,{cell}\n"));
        let got = taken.points[0].1.unwrap();
        assert!((got - value).abs() <= value.abs() * 1e-15, "{cell}: {got}");
        assert_eq!(taken.unit, unit, "{cell}");
    }
}

#[test]
fn one_series_in_several_sizes_of_a_unit_is_one_unit() {
    let taken = take(
        "time,value\n2026-10-05,340 ms\n2026-10-06,1.2 s\n2026-10-07,900 µs\n2026-10-08,2 %\n2026-10-09,0\n",
    );
    assert_eq!(
        days(&taken),
        ["2026-10-05 340", "2026-10-06 1200", "2026-10-07 0.9", "2026-10-08 -", "2026-10-09 0"]
    );
    assert!(taken.done.iter().any(|words| words.contains("measures something else")), "{:?}", taken.done);
}

#[test]
fn gaps_are_gaps_in_every_word() {
    let words = ["", "null", "NaN", "N/A", "-", "undefined", "+Inf", "1e999"];
    let rows: String =
        words.iter().enumerate().map(|(at, word)| format!("2026-10-{:02},{word}\n", at + 2)).collect();
    let taken = take(&format!("time,value\n2026-10-01,1\n{rows}2026-10-20,2\n"));
    assert_eq!(taken.points.iter().filter(|(_, value)| value.is_some()).count(), 2);
    assert_eq!(taken.points.len(), 20);
}

#[test]
fn tables_come_in_many_shapes() {
    let expected = ["2026-10-05 5.5", "2026-10-06 6.5"];
    for text in [
        "2026-10-05,5.5\n2026-10-06,6.5",
        "\u{FEFF}Time,Value\r\n2026-10-05,5.5\r\n2026-10-06,6.5\r\n",
        "sep=;\r\ndate;value\r\n2026-10-05;5,5\r\n2026-10-06;6,5\r\n",
        "date;value\n05.10.2026;5,5\n06.10.2026;6,5\n",
        "date\tvalue\n2026-10-05\t5.5\n2026-10-06\t6.5\n",
        "\"date\",\"value\"\n\"2026-10-05\",\"5.5\"\n\"2026-10-06\",\"6.5\"\n",
        "value,date\n5.5,2026-10-05\n6.5,2026-10-06\n",
        "date,time,value\n2026-10-05,01:00,5.5\n2026-10-06,02:00,6.5\n",
        "date,value\nDate,Value\n2026-10-05,5.5\n2026-10-06,6.5\n",
        "date,value\n,ms\n2026-10-05,5.5\n2026-10-06,6.5\n",
        "date,value\n2026-10-05,5.5,\n2026-10-06,6.5,\n",
        "# exported by hand\n\ndate,value\n2026-10-05,5.5\n\n2026-10-06,6.5\n",
        "host,date,value\nweb,2026-10-05,5.5\nweb,2026-10-06,6.5\n",
        "date,value\n2026-10-06,6.5\n2026-10-05,5.5\n",
        "date,value,comment\n2026-10-05,5.5,\n2026-10-06,6.5,launch\n",
        "date|value\n2026-10-05|5.5\n2026-10-06|6.5\n",
    ] {
        assert_eq!(days(&take(text)), expected, "{text}");
    }
}

#[test]
fn grafanas_columns_are_series_with_their_units() {
    let measured = read(
        "\"Time\",\"cpu (%)\",\"mem\",\"mem\"\n2026-10-05 00:00:00,5,1 GiB,\n2026-10-05 01:00:00,7,512 MiB,3\n",
    );
    let named: Vec<_> =
        measured.series.iter().map(|of| (of.name.as_str(), of.gaps, of.unit.as_deref())).collect();
    assert_eq!(named, [("cpu (%)", 0, Some("%")), ("mem", 0, Some("GiB")), ("mem (2)", 1, None)]);
    let answers = Answers { series: Some("mem".to_owned()), ..berlin() };
    assert_eq!(days(&measured.take(&answers).unwrap()), ["2026-10-05 1"]);
}

#[test]
fn prometheus_matrix_is_read_and_what_is_not_finite_is_a_gap() {
    let matrix = r#"{"status":"success","data":{"resultType":"matrix","result":[
        {"metric":{"__name__":"up","job":"api"},"values":[[1791158400,"1.234"],[1791244800.5,"NaN"],[1791331200,"+Inf"],[1791417600,"3"]]},
        {"metric":{},"values":[[1791158400,"7"]]}]}}"#;
    let measured = read(matrix);
    assert_eq!(measured.series[0].name, "up{job=\"api\"}");
    assert!(is_asked(&measured, |asked| matches!(asked, FileQuestion::Zone { must: false, .. })));
    assert!(!is_asked(&measured, |asked| matches!(asked, FileQuestion::Decimal { .. })));
    let answers = Answers { series: Some("up{job=\"api\"}".to_owned()), ..Answers::default() };
    assert_eq!(
        days(&measured.take(&answers).unwrap()),
        ["2026-10-05 1.234", "2026-10-06 -", "2026-10-07 -", "2026-10-08 3"]
    );
    let tokyo = Answers { zone: Some("America/Los_Angeles".parse().unwrap()), ..answers };
    assert_eq!(days(&measured.take(&tokyo).unwrap())[0], "2026-10-04 1.234");
}
