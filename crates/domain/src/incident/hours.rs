//! By which clock a time is counted, and business days.

use crate::{Date, Instant, Zone};
use chrono::{Datelike, Days, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

/// By which clock a length is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hours {
    /// Every second counts.
    RoundTheClock,
    /// Only the hours in which somebody is paid to answer count.
    Support(Support),
}

/// Hours of support, on Mondays to Fridays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    /// When a day begins, by the wall clock of the zone.
    pub from: NaiveTime,
    /// When it ends; after `from`.
    pub to: NaiveTime,
    /// The zone.
    pub zone: Zone,
}

/// Most days that are counted one by one: a hundred years.
const DAYS_MAX: usize = 36_525;

impl Hours {
    /// What lies between two instants by this clock, in whole seconds. A day on which the clocks change has the hours that it
    /// has.
    #[must_use]
    pub fn between_s(&self, from: Instant, to: Instant) -> i64 {
        match self {
            Self::RoundTheClock => to.shown_since(from).div_euclid(1000),
            Self::Support(support) => support.between_s(from, to),
        }
    }

    /// `24 × 7`, or `support hours, Mon–Fri 09:00–17:00 Europe/London`.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::RoundTheClock => "24 × 7".to_owned(),
            Self::Support(Support { from, to, zone }) => {
                format!(
                    "support hours, Mon–Fri {}–{} {}",
                    from.format("%H:%M"),
                    to.format("%H:%M"),
                    zone.name()
                )
            }
        }
    }
}

impl Support {
    /// From nine to five in a zone: where a person begins who says which hours they are.
    #[must_use]
    pub fn nine_to_five(zone: Zone) -> Self {
        let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        Self { from: at(9), to: at(17), zone }
    }

    fn between_s(&self, from: Instant, to: Instant) -> i64 {
        use chrono::Timelike;
        let at = |date: Date, time: NaiveTime| self.zone.instant(date, time.hour(), time.minute());
        let days =
            self.zone.date(from).iter_days().take(DAYS_MAX).take_while(|date| *date <= self.zone.date(to));
        let counted = |date: Date| {
            let opens = at(date, self.from)?.max(from);
            let closes = at(date, self.to)?.min(to);
            Some(closes.shown_since(opens).max(0) / 1000)
        };
        days.filter(|date| is_business(*date)).filter_map(counted).sum()
    }
}

/// Whether people work on it. Public holidays differ from place to place, and no workspace knows them.
fn is_business(date: Date) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The day that is `days` business days after `date`; nothing beyond the calendar.
#[must_use]
pub fn business_days_after(date: Date, days: usize) -> Option<Date> {
    match days {
        0 => Some(date),
        _ => date.iter_days().skip(1).filter(|date| is_business(*date)).nth(days - 1),
    }
}

/// The day by which an incident is reviewed (field notes: three calendar days after SEV1, five business days after others).
#[must_use]
pub fn review_due(severity: super::Severity, resolved_on: Date) -> Option<Date> {
    match severity {
        super::Severity::Sev1 => resolved_on.checked_add_days(Days::new(3)),
        _ => business_days_after(resolved_on, 5),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use crate::incident::Severity;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_review_is_due_in_business_days_and_after_a_sev1_in_days() {
        for (severity, resolved, due) in [
            (Severity::Sev1, "2026-11-28", "2026-12-01"), // Saturday to Tuesday
            (Severity::Sev2, "2026-11-27", "2026-12-04"), // Friday to Friday
            (Severity::Sev2, "2026-11-28", "2026-12-04"), // Saturday counts as Friday does
            (Severity::Sev4, "2026-12-31", "2027-01-07"),
        ] {
            assert_eq!(review_due(severity, date(resolved)), Some(date(due)), "{severity} {resolved}");
        }
    }

    #[test]
    fn support_hours_leave_out_nights_weekends_and_what_a_changed_clock_skips() {
        let zone: Zone = "Europe/London".parse().unwrap();
        let time = |text: &str| format!("{text}:00").parse().unwrap();
        let at = |day: &str, hour, minute| zone.instant(date(day), hour, minute).unwrap();
        let day = Hours::Support(Support { from: time("09:00"), to: time("17:00"), zone });
        for (from, to, hours) in [
            (at("2023-09-18", 13, 42), at("2023-09-18", 17, 54), 3.3), // until 17:00
            (at("2023-09-15", 16, 0), at("2023-09-18", 10, 0), 2.0),   // over a weekend
            (at("2023-09-16", 10, 0), at("2023-09-17", 10, 0), 0.0),
            (at("2023-09-18", 8, 0), at("2023-09-18", 18, 0), 8.0),
        ] {
            let expected_s = f64::from(3600) * hours;
            assert!(
                (f64::from(i32::try_from(day.between_s(from, to)).unwrap()) - expected_s).abs() < 1.0,
                "{hours}"
            );
        }
        // Nobody works on a Sunday, so the night of the change is looked at round the clock.
        let (from, to) = (at("2026-03-29", 0, 0), at("2026-03-30", 0, 0));
        assert_eq!(Hours::RoundTheClock.between_s(from, to), 23 * 3600);
        let berlin_night = Support { from: time("00:00"), to: time("23:59"), zone };
        assert_eq!(Hours::Support(berlin_night).between_s(from, to), 0);
    }
}
