//! Files as they are in the field, read in place: beside the project, and not copied into it.

use super::*;
use domain::capacity::history::{self, Direction, Unfit};
use std::{fs, path::PathBuf};

fn file(name: &str) -> Option<Measured> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases/field/timeseries").join(name);
    let path =
        if path.exists() { path } else { PathBuf::from("/work/shared/cases/field/timeseries").join(name) };
    let Ok(bytes) = fs::read(&path) else {
        eprintln!("{} is not beside the project; nothing is tried.", path.display());
        return None;
    };
    Some(
        series::read(name, &bytes, &mut |_| ControlFlow::Continue(()))
            .unwrap_or_else(|cause| panic!("{name}: {cause}")),
    )
}

fn utc() -> Answers {
    Answers { zone: Some(domain::Zone::UTC), ..Answers::default() }
}

fn said(words: &[String], part: &str) {
    assert!(words.iter().any(|words| words.contains(part)), "{part} is not in {words:#?}");
}

#[test]
fn twelve_rows_with_one_time_are_said() {
    let Some(measured) = file("nab_latency_dst_dups.csv") else { return };
    assert_eq!((measured.series.len(), measured.series[0].rows), (1, 4032));
    said(&measured.warnings, "12 rows have one time (2014-03-09 03:00)");
    assert!(is_asked(&measured, |asked| matches!(asked, FileQuestion::Zone { must: true, .. })));
    assert!(is_asked(&measured, |asked| matches!(asked, FileQuestion::Daily { values: 288 })));
    assert!(measured.take(&Answers::default()).is_err_and(|cause| cause.field == "zone"));
    let taken = measured.take(&utc()).unwrap();
    said(&taken.done, "12 rows have one time");
    said(&taken.done, "The last day (2014-03-21) has 45 of about 288 values");
    let fitted = history::fit(&taken.points).unwrap();
    assert_eq!(fitted.growth_pct_per_month.unwrap().direction(), Direction::Unclear, "{fitted:#?}");
}

#[test]
fn a_flat_line_is_flat() {
    let Some(measured) = file("nab_flatline.csv") else { return };
    let taken = measured.take(&utc()).unwrap();
    assert_eq!(taken.points.len(), 14);
    assert_eq!(history::fit(&taken.points), Err(Unfit::Flat { value: 45.0 }));
}

#[test]
fn fourteen_days_with_one_step_carry_no_date() {
    let Some(measured) = file("nab_rds_cpu.csv") else { return };
    let taken = measured.take(&utc()).unwrap();
    assert_eq!(taken.points.len(), 14, "{:?}", taken.done);
    let fitted = history::fit(&taken.points).unwrap();
    let steps: Vec<_> = fitted.steps.iter().map(|step| step.on.to_string()).collect();
    assert_eq!(steps, ["2014-02-25"], "{fitted:#?}");
    assert_eq!(fitted.growth_pct_per_month.unwrap().direction(), Direction::Unclear, "{fitted:#?}");
}

#[test]
fn a_hole_of_a_week_stays_a_hole() {
    let Some(measured) = file("nab_ambient_gap174h.csv") else { return };
    said(&measured.warnings, "A hole of 174 h");
    let taken = measured.take(&utc()).unwrap();
    let fitted = history::fit(&taken.points).unwrap();
    assert!(fitted.holes.iter().any(|hole| (hole.until - hole.from).num_days() >= 5), "{:?}", fitted.holes);
    assert_ne!(fitted.growth_pct_per_month.unwrap().direction(), Direction::Growing, "{fitted:#?}");
}

#[test]
fn no_regular_step_is_said_and_line_ends_do_not_matter() {
    let Some(measured) = file("nab_rogue_irregular_crlf.csv") else { return };
    assert_eq!((measured.series[0].rows, measured.series[0].gaps), (1882, 0));
    said(&measured.warnings, "no regular step: mostly 5 min");
    said(&measured.warnings, "A hole of 45 h");
    let taken = measured.take(&utc()).unwrap();
    let fitted = history::fit(&taken.points).unwrap();
    assert_eq!(fitted.growth_pct_per_month.unwrap().direction(), Direction::Unclear, "{fitted:#?}");
}

#[test]
fn grafanas_series_as_rows_are_told_apart_and_offsets_are_honoured() {
    let Some(measured) = file("own-grafana-series-as-rows.csv") else { return };
    let names: Vec<_> =
        measured.series.iter().map(|series| (series.name.as_str(), series.rows, series.gaps)).collect();
    assert_eq!(names, [("cpu", 60, 40), ("memory", 60, 0)]);
    assert!(is_asked(&measured, |asked| matches!(asked, FileQuestion::Series { among: 2 })));
    assert!(!is_asked(&measured, |asked| asked.must() && matches!(asked, FileQuestion::Zone { .. })));
    assert!(!is_asked(&measured, |asked| matches!(asked, FileQuestion::Decimal { .. })));
    assert!(measured.take(&Answers::default()).is_err_and(|cause| cause.field == "series"));
    let one =
        |name: &str| measured.take(&Answers { series: Some(name.to_owned()), ..Answers::default() }).unwrap();
    assert_eq!(
        days(&one("memory")),
        ["2026-03-28 60.15", "2026-03-29 61.3", "2026-03-30 62.5", "2026-03-31 62.95"]
    );
    said(&one("cpu").done, "40 rows of 60 have no value");
    assert!(measured.take(&Answers { series: Some("disk".to_owned()), ..Answers::default() }).is_err());
}

#[test]
fn the_autumn_hour_is_there_twice_and_both_are_kept() {
    let Some(measured) = file("own-autumn-hour-twice-units.csv") else { return };
    assert_eq!((measured.series[0].rows, measured.series[0].unit.as_deref()), (6, Some("°C")));
    let zone = measured.questions.iter().find(|asked| matches!(asked, FileQuestion::Zone { .. })).unwrap();
    assert!(zone.must() && zone.words().contains("2026-10-25 02:00, 2026-10-25 02:30"), "{}", zone.words());
    let taken = measured.take(&berlin()).unwrap();
    said(&taken.done, "2 rows lie in the hour that Europe/Berlin had twice");
    assert!(
        !taken.done.iter().any(|words| words.contains("put in order") || words.contains("more than once")),
        "{:?}",
        taken.done
    );
    assert_eq!((days(&taken), taken.unit.as_str()), (vec!["2026-10-25 21.9".to_owned()], "°C"));
    let mean = measured.take(&Answers { daily: domain::capacity::file::Daily::Mean, ..berlin() }).unwrap();
    assert!((mean.points[0].1.unwrap() - 21.65).abs() < 1e-9);
    said(&measured.take(&utc()).unwrap().done, "2 times occur more than once");
}
