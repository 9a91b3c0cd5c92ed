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
