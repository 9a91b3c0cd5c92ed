//! What holds of it.
use super::*;

#[test]
fn times_are_read_as_they_are_written() {
    let wall = |text: &str| Time::Wall(text.parse().unwrap());
    for (text, time, rest) in [
        ("14:05 : première alerte", wall("14:05:00"), "première alerte"),
        ("14 h 05 : première alerte", wall("14:05:00"), "première alerte"),
        ("14\u{A0}h\u{202F}05\u{A0}: première alerte", wall("14:05:00"), "première alerte"),
        ("14h05 alerte", wall("14:05:00"), "alerte"),
        ("15.26 Compared the disk size", wall("15:26:00"), "Compared the disk size"),
        ("2pm Deploy", wall("14:00:00"), "Deploy"),
        ("12:06 AM - Deploy", wall("00:06:00"), "Deploy"),
        ("12:06 p.m. Deploy", wall("12:06:00"), "Deploy"),
        ("**21:45 UTC** - Deploy", wall("21:45:00"), "Deploy"),
        ("~2025-03-03 19:30 | Found", wall("19:30:00"), "Found"),
        ("[14:02:33] Paged", wall("14:02:33"), "Paged"),
        ("2021-03-31T12:06:00Z Expired", wall("12:06:00"), "Expired"),
        ("2021-03-31T12:06:00.250+02:00 Expired", wall("12:06:00.250"), "Expired"),
        ("14:05 - 14:20 UTC Rolled back", wall("14:05:00"), "Rolled back"),
        ("22:30 UTC (Oct 29)** - Reported", wall("22:30:00"), "Reported"),
        ("14時05分 アラート", wall("14:05:00"), "アラート"),
        ("13:55 PM Deploy", Time::Not(Why::Impossible), "Deploy"),
        ("25:10 Deploy", Time::Not(Why::Impossible), "Deploy"),
        ("14:?? Deploy", Time::Not(Why::Unknown), "Deploy"),
        ("1600 Deploy", Time::Not(Why::Unsure), "Deploy"),
        ("T+15m ロールバック", Time::After(900), "ロールバック"),
        ("T+0 アラート発報", Time::After(0), "アラート発報"),
        ("T+? 復旧確認", Time::Not(Why::Unknown), "復旧確認"),
        ("+00:12 Paged", Time::After(720), "Paged"),
        ("T-5 min Deploy", Time::After(-300), "Deploy"),
        ("14:02", wall("14:02:00"), ""),
        ("14:05 Uhr Alarm", wall("14:05:00"), "Alarm"),
        ("March 3, 2024 at 14:02 - Deploy", wall("14:02:00"), "Deploy"),
    ] {
        let found = lead(text, None).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((found.raw.time, found.rest), (Some(time), rest), "{text}");
    }
    for text in [
        "Deploy at 14:02",
        "10 nodes",
        "3 pods",
        "1.13.12 upgrade",
        "2 h 5 min later",
        "10.25% of",
        "8080/tcp",
        "5 minutes",
    ] {
        assert!(lead(text, None).is_none_or(|lead| lead.raw.time.is_none()), "{text}");
    }
}

#[test]
fn what_is_written_is_kept_with_its_day_and_its_clock() {
    let found = lead("~2025-03-03 19:30 CET | Found", None).unwrap();
    assert_eq!(found.written, "~2025-03-03 19:30 CET");
    assert_eq!(found.raw.day, Some(Day::Full("2025-03-03".parse().unwrap())));
    assert_eq!(found.raw.clock, Some(Clock::Ahead(3600)));
    let text = "22:30 UTC on October 29 to 05:39 UTC on October 30 (7 hours 9 minutes)";
    let days: Vec<_> = all(text, None).into_iter().map(|(raw, _)| raw.day).collect();
    assert_eq!(days, [Some(Day::Yearless(10, 29)), Some(Day::Yearless(10, 30))]);
}

#[test]
fn a_range_is_no_offset_and_no_offset_is_one_that_no_zone_has() {
    let ahead = |min: i32| Some(Clock::Ahead(min * 60));
    let utc = Some(Clock::Zone(domain::Zone::UTC));
    for (text, clock, rest) in [
        ("2026-06-03 11:00-11:30 Deploy", None, "Deploy"),
        ("10:00-10:40 Deploy", None, "Deploy"),
        ("11:10-11:20 Deploy", None, "Deploy"),
        ("10:00-11:00 Deploy", None, "Deploy"),
        ("10:00-12:00 UTC Deploy", utc, "Deploy"),
        ("22:00-02:00 UTC Deploy", utc, "Deploy"),
        ("23:40-00:20 Deploy", None, "Deploy"),
        ("11:00:00-12:00:00 Deploy", None, "Deploy"),
        ("11:00-01:00 pm Deploy", None, "Deploy"),
        ("14:05 – 14:20 CET Deploy", ahead(60), "Deploy"),
        ("10:00 UTC-11:00 UTC Deploy", utc, "Deploy"),
        ("10:00 UTC-11:00 Deploy", utc, "Deploy"),
        ("14:02 UTC-5 Deploy", ahead(-300), "Deploy"),
        ("14:02 UTC-05:00 Deploy", ahead(-300), "Deploy"),
        ("14:02-07:00 Deploy", ahead(-420), "Deploy"),
        ("14:02-0700 Deploy", ahead(-420), "Deploy"),
        ("14:02-03:30 Deploy", ahead(-210), "Deploy"),
        ("2026-06-03T06:00-07:00 Deploy", ahead(-420), "Deploy"),
        ("2026-06-03 06:00:00-07:00 Deploy", ahead(-420), "Deploy"),
        ("2026-06-03T06:00:00-09:30 Deploy", ahead(-570), "Deploy"),
        ("2026-06-03T06:00:00-11:30 Deploy", None, "Deploy"),
        ("14:02+05:45 Deploy", ahead(345), "Deploy"),
        ("14:02+14:00 Deploy", ahead(840), "Deploy"),
    ] {
        let found = lead(text, None).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((found.raw.clock, found.rest), (clock, rest), "{text}");
    }
    for text in ["14:02+07:20 Deploy", "14:02+14:30 Deploy", "14:02+15:00 Deploy"] {
        assert_eq!(lead(text, None).and_then(|lead| lead.raw.clock), None, "{text}");
    }
}

#[test]
fn a_time_that_is_a_link_says_where_it_points() {
    let address = "https://chat.example.com/p1_(a)?at=23:46";
    for text in [
        format!("[23:46]({address}) Linked"),
        format!("**[23:46]({address})** - Linked"),
        format!("[2026-06-03 23:46 UTC]({address}): Linked"),
    ] {
        let found = lead(&text, None).unwrap();
        assert_eq!(
            (found.raw.time, found.rest),
            (Some(Time::Wall("23:46:00".parse().unwrap())), "Linked"),
            "{text}"
        );
        assert_eq!((found.link, found.written.contains(['[', ']', '('])), (Some(address), false), "{text}");
    }
}
