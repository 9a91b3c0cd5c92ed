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

#[test]
fn a_range_is_its_beginning_and_a_linked_time_keeps_its_address() {
    let asked = Asked { zone: Some(Zone::UTC), ..Asked::default() };
    let text = "# A\n\n## Timeline\n\n- 2026-06-03 11:00-11:30 - first\n- 14:02-07:00 - second\n\
                - [23:46](https://chat.example.com/p1) Linked\n";
    let paper = &found(text, &asked).papers[0];
    let at = |time: &str| Ok(format!("2026-06-03 {time}"));
    assert_eq!(times(paper), [at("11:00"), at("21:02"), at("23:46")]);
    let linked = &paper.timeline[2];
    let told = (linked.text.as_str(), linked.source.as_str(), linked.written.as_str());
    assert_eq!(told, ("Linked", "https://chat.example.com/p1", "23:46"));
    let table = "# A\n\n## Timeline\n\n| Time | Event | Source |\n|---|---|---|\n\
                 | [23:46](https://a.example/1) | Linked | chat |\n";
    let paper = &found(table, &asked).papers[0];
    assert_eq!(paper.timeline[0].source, "chat https://a.example/1");
    let key = "# A\n\nResolved: [23:46](https://a.example/1)\n";
    assert!(format!("{:?}", found(key, &asked).papers[0]).replace(key, "").contains("a.example/1"));
}

#[test]
fn a_first_line_of_our_own_is_not_unread() {
    let text = "<!-- written by Readyroom -->\n# A\n\n<!-- written by Readyroom -->\n<!-- mine -->\n";
    let unread = &found(text, &Asked::default()).papers[0].unread;
    assert!(unread.iter().all(|one| one.line > 3) && unread.len() == 1, "{unread:?}");
}

#[test]
fn every_reason_why_a_time_stays_open_is_said() {
    let berlin = Asked { zone: "Europe/Berlin".parse().ok(), ..Asked::default() };
    for (entry, asked, said) in [
        ("14:02 - a\n- 14:05 - b", &berlin, "2 times stay open: no day is known."),
        (
            "2026-10-25 02:30 - a",
            &berlin,
            "1 time stays open: the clocks were set back, this time was shown twice.",
        ),
        ("2026-03-29 02:30 - a", &berlin, "1 time stays open: the clocks were set forward over it."),
        ("2026-03-29 25:10 - a", &berlin, "1 time stays open: no clock shows it, or there is no such day."),
        ("14:?? - a", &berlin, "1 time stays open: part of it is unknown."),
        ("1600 Deploy", &berlin, "1 time stays open: it may be a time, and is written without a colon."),
        ("somebody looked", &berlin, "1 time stays open: no time is written."),
        ("03/04/2025 14:02 - a", &berlin, "1 time stays open: day and month can be read either way."),
        ("2026-01-05 14:02 - a", &Asked::default(), "1 time stays open: no time zone is known."),
        ("T+5m - a", &berlin, "1 time stays open: it counts from a beginning that is not written."),
        (
            "2026-10-25 02:30 - a\n- 2026-10-25 02:40 - b\n- T+5m - c",
            &berlin,
            "2 times stay open: the clocks were set back, this time was shown twice; \
             1: it counts from a beginning that is not written.",
        ),
    ] {
        let read = found(&format!("# A\n\n## Timeline\n\n- {entry}\n"), asked);
        assert!(read.warnings.contains(&format!("“A”: {said}")), "{entry}: {:?}", read.warnings);
    }
    let read = found("# A\n\n## Timeline\n\n- 2026-01-05 14:02 - a\n", &berlin);
    assert!(!read.warnings.iter().any(|words| words.contains("open")), "{:?}", read.warnings);
}
