#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use super::*;
use crate::{
    chaos::{results::Ending, run::Outcome},
    time::parse_date,
};

const TODAY: &str = "2026-11-24";

fn zone() -> Zone {
    "Europe/Berlin".parse().unwrap()
}

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

fn now() -> Instant {
    zone().instant(day(TODAY), 9, 0).unwrap()
}

fn id(n: u8) -> Id {
    format!("019ab000-0000-7000-8000-0000000000{n:02x}").parse().unwrap()
}

/// A concluded, recovered experiment with two abort conditions, on day number `n`, begun at 13:00 `days_ago` days ago.
fn ran(n: u8, days_ago: i64, environment: &str) -> TrialResult {
    let on = day(TODAY) - chrono::TimeDelta::days(days_ago);
    TrialResult {
        game_day: id(n),
        game_day_title: format!("Day {n}"),
        started_at: zone().instant(on, 13, 0).unwrap(),
        environment: environment.to_owned(),
        experiment: id(100 + n),
        title: "Cache lost".to_owned(),
        repeats: None,
        service_id: None,
        service: None,
        ended: Ending::RanToEnd,
        outcome: Some(Outcome::Confirmed),
        injected: true,
        conditions: 2,
        time_to_detect_ms: None,
        stop_to_recovered_ms: Some(60_000),
        took_ms: Some(1_800_000),
        planned_ms: 1_500_000,
        surprises: 0,
        metrics: Vec::new(),
    }
}

fn planned(date: &str) -> Vec<PlannedDay> {
    vec![PlannedDay { id: id(99), title: "Winter".to_owned(), date: day(date) }]
}

fn claims(keys: &[&str]) -> Vec<Tick> {
    let tick = |key: &&str| Tick { item: (*key).to_owned(), at: now(), by: "Lena Vogt".to_owned() };
    keys.iter().map(tick).collect()
}

fn look(results: &[TrialResult], planned: &[PlannedDay], claimed: &[&str]) -> Maturity {
    maturity(results, planned, &claims(claimed), now(), zone())
}

fn criterion<'a>(maturity: &'a Maturity, key: &str) -> &'a Criterion {
    maturity.levels.iter().flat_map(|level| &level.criteria).find(|known| known.key == key).unwrap()
}

#[test]
fn the_content_is_whole_and_every_criterion_of_the_record_is_known_to_it() {
    let numbers: Vec<u8> = CHAOS.iter().map(|level| level.number).collect();
    assert_eq!(numbers, [0, 1, 2, 3, 4]);
    let mut keys: Vec<&str> =
        CHAOS.iter().flat_map(|level| &level.criteria).map(|words| words.key.as_str()).collect();
    let count = keys.len();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), count, "a key occurs twice");
    // With nothing on record, whoever knows a criterion has words for what is missing.
    for criterion in look(&[], &[], &[]).levels.iter().flat_map(|level| &level.criteria) {
        assert!(!criterion.met && !criterion.found.is_empty(), "{}", criterion.key);
    }
}

#[test]
fn every_level_needs_all_below_it() {
    let far = "2026-12-15";
    let all = ["budget-decides", "automated", "self-stopping", "halt-all"];
    let staging = [ran(1, 30, "Staging"), ran(2, 10, "Pre-production")];
    let production = [ran(1, 30, "Staging"), ran(2, 10, "Production")];
    let once = [ran(1, 10, "Staging")];
    let never_measured = [TrialResult { stop_to_recovered_ms: None, ..ran(1, 10, "Staging") }];
    let nothing: [TrialResult; 0] = [];
    for (results, ahead, claimed, level) in [
        (&nothing[..], None, &[][..], 0),
        (&nothing, Some(far), &all, 0),
        (&never_measured, Some(far), &[], 0),
        (&once, None, &[], 1),
        (&once, Some(far), &all, 1),
        (&staging, None, &[], 1),
        (&staging, Some(far), &[], 2),
        (&staging, Some(far), &all, 2),
        (&production, Some(far), &[], 2),
        (&production, Some(far), &all[..1], 3),
        (&production, None, &all[..1], 1),
        (&production, Some(far), &all[1..], 2),
        (&production, Some(far), &all[..3], 3),
        (&production, Some(far), &all, 4),
    ] {
        let days = ahead.map(planned).unwrap_or_default();
        let maturity = look(results, &days, claimed);
        assert_eq!(maturity.number, level, "{results:?} {ahead:?} {claimed:?}");
        assert_eq!(maturity.present().unwrap().number, level);
        assert_eq!(maturity.next().map(|next| next.number), (level < 4).then_some(level + 1));
    }
}

#[test]
fn the_ninetieth_day_counts_and_the_ninety_first_does_not() {
    for (days_ago, met) in [(0, true), (89, true), (90, true), (91, false), (400, false)] {
        let results = [ran(1, 10, "Production"), ran(2, days_ago, "Production")];
        let maturity = look(&results, &planned("2026-12-15"), &["budget-decides"]);
        assert_eq!(criterion(&maturity, "two-days").met, met, "{days_ago} days ago");
        assert!(criterion(&maturity, "first-fault").met, "what was once shown stays shown");
        assert_eq!(maturity.number, if met { 3 } else { 1 });
    }
    let old = look(&[ran(1, 91, "Production")], &[], &[]);
    assert!(!criterion(&old, "production-day").met && !criterion(&old, "production-safe").met);
    assert_eq!(old.number, 1);
}

#[test]
fn days_are_those_of_the_workspace_not_of_greenwich() {
    // 00:30 in Berlin is still yesterday in UTC: 90 days back by the wall, 91 by Greenwich.
    let on = day(TODAY) - chrono::TimeDelta::days(90);
    let early = TrialResult { started_at: zone().instant(on, 0, 30).unwrap(), ..ran(2, 0, "Staging") };
    let results = [ran(1, 10, "Staging"), early];
    assert!(criterion(&look(&results, &[], &[]), "two-days").met);
    let in_utc = maturity(&results, &[], &[], now(), Zone::UTC);
    assert!(!criterion(&in_utc, "two-days").met);
}

#[test]
fn two_experiments_on_one_day_are_one_day() {
    let twice = [ran(1, 10, "Staging"), TrialResult { experiment: id(7), ..ran(1, 10, "Staging") }];
    let maturity = look(&twice, &[], &[]);
    let two_days = criterion(&maturity, "two-days");
    assert_eq!((two_days.met, two_days.found.as_str(), two_days.evidence.len()), (false, "1 of 2 days.", 1));
}

#[test]
fn a_day_without_a_fault_shows_nothing() {
    let skipped =
        TrialResult { injected: false, ended: Ending::Skipped, outcome: None, ..ran(1, 10, "Production") };
    assert_eq!(look(&[skipped], &planned("2026-12-15"), &["budget-decides"]).number, 0);
}

#[test]
fn the_next_day_is_today_or_later() {
    for (date, met) in
        [("2026-11-23", false), ("2026-11-24", true), ("2026-11-25", true), ("2027-06-01", true)]
    {
        let maturity = look(&[], &planned(date), &[]);
        assert_eq!(criterion(&maturity, "next-day").met, met, "{date}");
    }
    let mut days = planned("2027-06-01");
    days.extend(planned("2026-12-01"));
    assert_eq!(criterion(&look(&[], &days, &[]), "next-day").found, "On 1 Dec 2026.");
}

#[test]
fn one_careless_fault_in_production_stands_in_the_way_and_is_named() {
    let careless = |change: fn(&mut TrialResult)| {
        let mut bad = ran(3, 20, "Production");
        change(&mut bad);
        look(
            &[ran(1, 10, "Production"), ran(2, 30, "Staging"), bad],
            &planned("2026-12-15"),
            &["budget-decides"],
        )
    };
    let unrecovered = careless(|bad| bad.stop_to_recovered_ms = None);
    assert_eq!(unrecovered.number, 2);
    let safe = criterion(&unrecovered, "production-safe");
    assert_eq!(safe.found, "1 of 2 without an abort condition or a measured recovery.");
    assert_eq!(safe.evidence.iter().map(|day| day.game_day).collect::<Vec<_>>(), [id(3)]);
    assert_eq!(careless(|bad| bad.conditions = 0).number, 2);
    assert_eq!(careless(|bad| bad.outcome = None).number, 1, "nobody said what came out");
    assert_eq!(careless(|_| {}).number, 3);
}

#[test]
fn evidence_is_newest_first_and_a_claim_names_who_and_when() {
    let maturity = look(
        &[ran(1, 40, "Staging"), ran(2, 5, "Staging"), ran(3, 20, "Staging")],
        &[],
        &["automated", "no-such-key"],
    );
    let days: Vec<Id> = criterion(&maturity, "two-days").evidence.iter().map(|day| day.game_day).collect();
    assert_eq!(days, [id(2), id(3), id(1)]);
    let claim = criterion(&maturity, "automated");
    assert_eq!((claim.met, claim.found.as_str()), (true, "Said by Lena Vogt on 24 Nov 2026."));
    assert!(is_claim("automated") && !is_claim("two-days") && !is_claim("no-such-key"));
}

#[test]
fn what_the_record_must_show_cannot_be_claimed() {
    let keys: Vec<&str> =
        CHAOS.iter().flat_map(|level| &level.criteria).map(|words| words.key.as_str()).collect();
    assert_eq!(look(&[], &[], &keys).number, 0);
}

#[test]
fn an_environment_is_read_as_people_write_it() {
    for (words, ground) in [
        ("Production", Some(Ground::Production)),
        ("  PROD eu-west-1 ", Some(Ground::Production)),
        ("Live", Some(Ground::Production)),
        ("Pre-production", Some(Ground::Staging)),
        ("preprod", Some(Ground::Staging)),
        ("non-production", Some(Ground::Staging)),
        ("Staging", Some(Ground::Staging)),
        ("Load test", Some(Ground::Staging)),
        ("Load test in production", Some(Ground::Production)),
        ("QA 2", Some(Ground::Staging)),
        ("Development", Some(Ground::Development)),
        ("local", Some(Ground::Development)),
        ("Products", Some(Ground::Staging)),
        (" – ", None),
        ("", None),
    ] {
        assert_eq!(Ground::of(words), ground, "{words}");
    }
    let none: [TrialResult; 2] = [ran(1, 1, ""), ran(2, 2, "Development")];
    assert_eq!(look(&none, &planned("2026-12-15"), &[]).number, 0);
}
