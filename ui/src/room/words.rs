//! Dates and states in the words of lists.

use crate::components::{Pill, State};
use domain::{
    Date, Instant, Zone,
    chaos::{
        game_day::GameDayStatus,
        run::{Outcome, Progress, Trial},
    },
};
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
    format!("{number} {}", plural(number, one))
}

/// `surprise` or `surprises`, for a number that stands elsewhere.
#[must_use]
pub fn plural(number: usize, one: &str) -> String {
    if number == 1 { one.to_owned() } else { format!("{one}s") }
}

/// How a date is typed, for an empty field: an example would look like a date that somebody had set.
pub const DATE_FORM: &str = "YYYY-MM-DD";

/// `14:03` for today, `24 Nov 2026, 14:03 CET` for any other day.
#[must_use]
pub fn moment(at: Instant, zone: Zone, today: Date) -> String {
    if zone.date(at) == today { zone.hour_minute(at) } else { zone.long(at) }
}

/// The state of a game day.
pub fn day_pill(status: GameDayStatus) -> Html {
    let state = match status {
        GameDayStatus::Running => State::Live,
        GameDayStatus::Finished => State::Good,
        GameDayStatus::Cancelled | GameDayStatus::Planned => State::Off,
    };
    html! { <Pill {state}>{ status.label() }</Pill> }
}

/// Whether an experiment may be run, from a list's word for it.
pub fn experiment_pill(status: &str) -> Html {
    let (state, words) = match status {
        "ready" => (State::Good, "Ready"),
        "template" => (State::Off, "Template"),
        _ => (State::Off, "Draft"),
    };
    html! { <Pill {state}>{ words }</Pill> }
}

/// Where an experiment is, in the words of the report; `over` is whether its day is.
pub fn outcome_words(trial: &Trial, over: bool) -> (State, String) {
    let aborted = trial.abort.is_some();
    let (state, words) = match trial.progress() {
        Progress::Concluded(outcome) if aborted => {
            return (State::Bad, format!("Aborted, {}", outcome.label().to_lowercase()));
        }
        Progress::Concluded(Outcome::Confirmed) => (State::Good, "Confirmed"),
        Progress::Concluded(Outcome::Disproved) => (State::Bad, "Disproved"),
        Progress::Concluded(Outcome::Inconclusive) => (State::Watch, "Inconclusive"),
        Progress::Skipped if trial.moved_to.is_some() => (State::Off, "Moved"),
        Progress::Skipped => (State::Off, "Skipped"),
        Progress::Waiting if over => (State::Off, "Not run"),
        Progress::Waiting => (State::Off, "Waiting"),
        Progress::Active(_) if aborted && over => (State::Bad, "Aborted, not concluded"),
        Progress::Active(_) if over => (State::Watch, "Not concluded"),
        Progress::Active(_) => (State::Live, "Running"),
    };
    (state, words.to_owned())
}

/// [`outcome_words`] as a pill.
pub fn outcome_pill(trial: &Trial, over: bool) -> Html {
    let (state, words) = outcome_words(trial, over);
    html! { <Pill {state}>{ words }</Pill> }
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
    }
}
