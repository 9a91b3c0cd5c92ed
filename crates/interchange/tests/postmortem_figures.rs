//! Postmortems: a figure or a time that can be read in two ways is read in none.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use domain::{
    Zone,
    postmortem::{Postmortem, When, Why},
};
use interchange::postmortem::{Ask, Asked, Found, read};

fn found(text: &str, asked: &Asked) -> Found {
    read("incident.md", text.as_bytes(), asked).unwrap()
}

/// The times of the timeline as far as they are instants, in UTC.
fn times(paper: &Postmortem) -> Vec<Result<String, Why>> {
    let told = |when| match when {
        When::At(at) => Ok(format!("{} {}", Zone::UTC.date(at), Zone::UTC.hour_minute(at))),
        When::Open(why) => Err(why),
    };
    paper.timeline.iter().map(|moment| told(moment.when)).collect()
}

#[test]
fn a_clock_of_several_places_stays_as_written_whatever_is_answered() {
    let asked = Asked { zone: "Europe/Berlin".parse().ok(), ..Asked::default() };
    let text = "# A\n\n## Timeline\n\n- 2026-01-05 14:02 IST - first\n- 2026-01-05 14:05 - second\n- 2026-01-05 14:07 UTC - third\n";
    let read = found(text, &asked);
    let at = |time: &str| Ok(format!("2026-01-05 {time}"));
    assert_eq!(times(&read.papers[0]), [Err(Why::NoZone), at("13:05"), at("14:07")]);
    assert_eq!(read.papers[0].timeline[0].written, "2026-01-05 14:02 IST");
    assert!(read.warnings.iter().any(|words| words.contains("1 time by a clock")), "{:?}", read.warnings);
    assert!(!read.questions.iter().any(|one| one.ask == Ask::Zone), "an answer would not help");
    let all = "# A\n\n## Timeline (all times CST)\n\n- 2026-01-05 14:02 - first\n";
    assert_eq!(times(&found(all, &asked).papers[0]), [Err(Why::NoZone)]);
    let none = found("# A\n\n## Timeline\n\n- 2026-01-05 14:02 - first\n", &Asked::default());
    assert!(none.questions.iter().any(|one| one.ask == Ask::Zone));
}

#[test]
fn a_day_without_a_year_is_near_the_date_or_stays_open() {
    for (date, entry, expected) in [
        ("2026-01-05", "Dec 29 14:02", Ok("2025-12-29 14:02".to_owned())),
        ("2026-01-05", "Jan 6 14:02", Ok("2026-01-06 14:02".to_owned())),
        ("2025-12-31", "Jan 1 00:10", Ok("2026-01-01 00:10".to_owned())),
        ("2026-01-05", "Jul 3 14:02", Err(Why::NoDay)),
        ("2026-01-31", "Mar 3 14:02", Err(Why::NoDay)),
    ] {
        let text = format!("# A\n\n- **Date:** {date}\n\n## Timeline (UTC)\n\n- {entry} - it began\n");
        assert_eq!(times(&found(&text, &Asked::default()).papers[0]), [expected], "{date} {entry}");
    }
}

#[test]
fn an_error_budget_is_one_figure_before_its_sign() {
    for (text, pct) in [
        ("12 %", Some(12.0)),
        ("12.5%", Some(12.5)),
        ("12,5 %", Some(12.5)),
        ("12\u{A0}%", Some(12.0)),
        ("140 % consumed", Some(140.0)),
        ("40 minutes", None),
        ("40", None),
        ("99.9% target, 12% consumed", None),
        ("12 % remaining", None),
        ("less than 12 %", None),
        ("1,200 %", None),
        ("1.2.3 %", None),
        ("-5 %", None),
        (".5 %", None),
        ("10-20 %", None),
    ] {
        let read = found(&format!("# A\n\n## Impact\n\n- **Error budget:** {text}\n"), &Asked::default());
        let paper = &read.papers[0];
        assert_eq!(paper.impact.slo_budget_consumed_pct, pct, "{text}");
        let why: Vec<&str> = paper.unread.iter().map(|one| one.why.as_str()).collect();
        assert_eq!(why.is_empty(), pct.is_some(), "{text}: {why:?}");
        assert!(why.iter().all(|why| why.contains("right before “%”")), "{why:?}");
    }
}
