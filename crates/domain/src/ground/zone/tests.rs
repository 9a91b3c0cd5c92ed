#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
use super::*;
use crate::time::parse_date;
use chrono::{DateTime, Offset as _, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};

fn date(text: &str) -> Date {
    parse_date(text).unwrap()
}

fn zone(name: &str) -> Zone {
    name.parse().unwrap()
}

#[test]
fn a_zone_dates_an_instant_as_its_wall_clock_did() {
    let at = Zone::UTC.instant(date("2020-02-29"), 23, 30).unwrap().plus_ms(1_234);
    let berlin = zone("Europe/Berlin");
    assert_eq!(
        (berlin.date(at).to_string(), berlin.time(at).to_string()),
        ("2020-03-01".into(), "00:30:01".into())
    );
    assert_eq!(berlin.long(at), "1 Mar 2020, 00:30 CET");
    assert_eq!(Zone::UTC.long(at), "29 Feb 2020, 23:30 UTC");
}

#[test]
fn a_wall_time_that_daylight_saving_skips_or_repeats_is_still_one_instant() {
    let berlin = zone("Europe/Berlin");
    let skipped = berlin.instant(date("2026-03-29"), 2, 30).unwrap();
    assert_eq!(skipped.rfc3339(), "2026-03-29T01:00:00.000Z");
    let twice = berlin.instant(date("2026-10-25"), 2, 30).unwrap();
    assert_eq!(twice.rfc3339(), "2026-10-25T00:30:00.000Z");
    assert_eq!(berlin.hour_minute(twice), "02:30");
    // Samoa went without this day.
    let skipped = zone("Pacific/Apia").instant(date("2011-12-30"), 12, 0).unwrap();
    assert_eq!(skipped.rfc3339(), "2011-12-30T10:00:00.000Z");
}

#[test]
fn a_zone_survives_json_and_nonsense_is_refused() {
    let read: Zone = serde_json::from_str("\"Asia/Kathmandu\"").unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), "\"Asia/Kathmandu\"");
    assert_eq!(read.check(), Ok(()));
    for name in ["Mars/Olympus", "", "europe/berlin"] {
        assert!(name.parse::<Zone>().is_err(), "{name}");
        assert!(Zone::called(name).check().is_err(), "{name}");
    }
    let long = format!("\"{}\"", "x".repeat(61));
    assert!(serde_json::from_str::<Zone>(&long).is_err());
}

#[test]
fn the_clocks_of_a_zone_are_learnt_from_their_json() {
    let text = serde_json::to_string(&zone("Australia/Lord_Howe").clocks()).unwrap();
    assert!(text.len() < 10_000, "{} bytes in every greeting", text.len());
    let learning = Zone::called("a screen without tables");
    let at = Instant::from_ms(1_780_000_000_000);
    assert!(learning.long(at).ends_with("UTC"));
    learning.learn(&serde_json::from_str(&text).unwrap());
    assert_eq!(learning.long(at), zone("Australia/Lord_Howe").long(at));
}

/// Around every change of every zone from 1990 to 2100, and every month between: what an instant shows, what it is
/// called, and which instant a wall time is, as chrono-tz has it.
#[test]
fn every_clock_of_the_world_agrees_with_chrono_tz() {
    let (from_s, until_s) = (631_152_000, 4_102_444_800);
    let mut compared = Vec::new();
    for world in TZ_VARIANTS {
        let here = zone(world.name());
        let clocks = here.clocks();
        if compared.contains(&clocks) {
            continue; // another name of the same zone
        }
        let changes: Vec<i64> = clocks
            .changes
            .iter()
            .map(|(at_s, _)| *at_s)
            .filter(|at_s| (from_s..until_s).contains(at_s))
            .collect();
        for at_s in &changes {
            for near_s in [-86_400, -3_600, -1, 0, 1, 3_599, 3_600, 86_400] {
                shows_the_same(here, world, at_s + near_s);
            }
            // Half an hour apart, three hours to each side, by the wall before and after.
            for near_s in (-10_800..=10_800).step_by(1_800) {
                is_the_same_instant(here, world, at_s + near_s + i64::from(clocks.at(*at_s).0));
            }
        }
        for at_s in (from_s..until_s).step_by(30 * 86_400 + 60) {
            shows_the_same(here, world, at_s);
        }
        compared.push(clocks);
    }
}

fn shows_the_same(here: Zone, world: Tz, at_s: i64) {
    let there = DateTime::from_timestamp(at_s, 0).unwrap().with_timezone(&world);
    let (ahead, name) = here.offset(Instant::from_ms(at_s * 1000));
    let expected = there.offset().fix().local_minus_utc();
    assert_eq!(ahead.num_seconds(), i64::from(expected), "{here} at {there}");
    assert_eq!(name, there.offset().to_string(), "{here} at {there}");
}

fn is_the_same_instant(here: Zone, world: Tz, wall_s: i64) {
    let wall = DateTime::from_timestamp(wall_s, 0).unwrap().naive_utc();
    let shown = here.instant(wall.date(), wall.hour(), wall.minute()).unwrap();
    // What is skipped becomes the first minute that is not; Samoa skipped a whole day.
    let expected = (0..=1_500)
        .find_map(|later| world.from_local_datetime(&(wall + TimeDelta::minutes(later))).earliest())
        .unwrap();
    assert_eq!(shown.ms(), expected.timestamp_millis(), "{here}, wall {wall}");
}
