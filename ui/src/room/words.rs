//! Dates and states in the words of lists.

use crate::components::{Pill, State};
use domain::{Date, Instant, Zone, text};
use yew::prelude::*;

/// `Tue 24 Nov 2026`
#[must_use]
pub fn day(date: Date) -> String {
    date.format("%a %-d %b %Y").to_string()
}

/// `today`, `tomorrow`, `in 9 days`, `3 days ago`.
#[must_use]
pub fn from_today(date: Date, today: Date) -> String {
    match date.signed_duration_since(today).num_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days if days > 0 => format!("in {days} days"),
        days => format!("{} days ago", -days),
    }
}

/// `1 experiment`, `3 experiments`.
#[must_use]
pub fn count(number: usize, one: &str) -> String {
    text::count(number as u64, one)
}

/// `surprise` or `surprises`, for a number that stands elsewhere.
#[must_use]
pub fn plural(number: usize, one: &str) -> String {
    text::plural(number as u64, one)
}

/// How a date is typed, for an empty field: an example would look like a date that somebody had set.
pub const DATE_FORM: &str = "YYYY-MM-DD";

/// `14:03` for today, `24 Nov 2026, 14:03 CET` for any other day.
#[must_use]
pub fn moment(at: Instant, zone: Zone, today: Date) -> String {
    if zone.date(at) == today { zone.hour_minute(at) } else { zone.long(at) }
}

/// How late something is, or how soon it is due; beside a field or a title that says the rest.
pub fn due_pill(due: Date, today: Date) -> Html {
    match today.signed_duration_since(due).num_days() {
        1 => html! { <Pill state={State::Bad}>{ "1 day overdue" }</Pill> },
        days if days > 0 => html! { <Pill state={State::Bad}>{ format!("{days} days overdue") }</Pill> },
        _ => html! { <Pill state={State::Watch}>{ format!("due {}", from_today(due, today)) }</Pill> },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::time::parse_date;

    #[test]
    fn days_read_as_people_say_them() {
        let today = parse_date("2026-11-24").unwrap();
        for (date, words) in [
            ("2026-11-24", "today"),
            ("2026-11-25", "tomorrow"),
            ("2026-12-03", "in 9 days"),
            ("2026-11-23", "yesterday"),
            ("2026-10-25", "30 days ago"),
        ] {
            assert_eq!(from_today(parse_date(date).unwrap(), today), words);
        }
        assert_eq!(day(today), "Tue 24 Nov 2026");
        assert_eq!((count(1, "action"), count(0, "action")), ("1 action".into(), "0 actions".into()));
        assert_eq!((count(1, "person"), count(11, "person")), ("1 person".into(), "11 people".into()));
    }
}
