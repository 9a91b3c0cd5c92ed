//! What lists say of a model.

use crate::components::{Pill, State};
use chrono::Datelike;
use contract::Outlook;
use domain::Date;
use yew::prelude::*;

/// So many days before the last day to order a model begins to wait for a decision.
const SOON_DAYS: i64 = 90;

/// Whether a decision is due.
pub fn outlook_pill(outlook: &Outlook, today: Date) -> Html {
    let (state, words) = match outlook.order_by {
        Some(_) if outlook.is_late => (State::Bad, "Order-by passed".to_owned()),
        Some(on) if waits(outlook, today) => (State::Watch, format!("Decide by {}", short(on, today))),
        Some(on) => (State::Good, format!("Order by {}", short(on, today))),
        None if outlook.is_late => (State::Bad, "Over the ceiling".to_owned()),
        None if outlook.is_dated => (State::Off, "No lead time".to_owned()),
        None => (State::Off, "No date".to_owned()),
    };
    html! { <Pill {state}>{ words }</Pill> }
}

/// Whether somebody has to decide soon, or should have.
pub fn waits(outlook: &Outlook, today: Date) -> bool {
    let is_near = |on: Date| on.signed_duration_since(today).num_days() <= SOON_DAYS;
    outlook.is_late || outlook.order_by.is_some_and(is_near)
}

/// `8 May`; with its year where that is another one.
pub fn short(on: Date, today: Date) -> String {
    let form = if on.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
    on.format(form).to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::time::parse_date;

    #[test]
    fn a_day_of_another_year_says_so() {
        let date = |text| parse_date(text).unwrap();
        let today = date("2026-11-29");
        assert_eq!(short(date("2026-12-08"), today), "8 Dec");
        assert_eq!(short(date("2027-05-08"), today), "8 May 2027");
    }
}
