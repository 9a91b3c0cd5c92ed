//! What is left of a service's error budget, and what that allows.

use crate::{
    components::{Card, Meter, Pill, State},
    room::{
        draft::{Draft, Form, at},
        words::from_today,
    },
};
use domain::{
    Date,
    catalog::{
        budget::{Budget, BudgetState},
        service::Service,
    },
    chaos::experiment::figure,
};
use yew::prelude::*;

/// The card: the number, the day on which it was read, and the four bands.
pub fn budget_card(draft: &Draft<Service>, today: Date) -> Html {
    let form = Form { draft, locked: false };
    let body = draft.body();
    let budget = body.budget;
    let aside = budget.map_or_else(
        || html! { <Pill state={State::Off}>{ "Not read yet" }</Pill> },
        |budget| budget_pill(budget.state()),
    );
    html! {
        <Card title="Error budget" {aside}>
            <div class="stack">
                <div class="form">
                    { form.number(at("budget.remaining_pct", "Left, %").placeholder("82"), budget.map(|budget| budget.remaining_pct),
                        move |body, value| set_remaining(body, value, today)) }
                    if let Some(budget) = budget {
                        { form.date(at("budget.on", "Read on").hint(from_today(budget.on, today)), Some(budget.on), set_on) }
                    }
                </div>
                if let Some(budget) = budget {
                    <Meter part={budget.remaining_pct / 100.0} state={tone(budget.state())} />
                }
                { bands(budget.map(|budget| budget.state())) }
            </div>
        </Card>
    }
}

/// The number comes with the day of its reading: today, until somebody says otherwise.
fn set_remaining(body: &mut Service, value: Option<f64>, today: Date) {
    body.budget = value.map(|remaining_pct| match body.budget {
        Some(before) if before.remaining_pct.to_bits() == remaining_pct.to_bits() => before,
        _ => Budget { remaining_pct, on: today },
    });
}

/// A reading has a day; an emptied field leaves it as it was.
fn set_on(body: &mut Service, on: Option<Date>) {
    if let (Some(budget), Some(on)) = (&mut body.budget, on) {
        budget.on = on;
    }
}

fn bands(present: Option<BudgetState>) -> Html {
    html! {
        <ul class="bands" aria-label="What each state allows">
            { for BudgetState::ALL.iter().map(|band| html! {
                <li class="band" aria-current={(Some(*band) == present).then_some("true")}>
                    { budget_pill(*band) }
                    <span class="num">{ edges(*band) }</span>
                    <span class="soft">{ allows(*band) }</span>
                </li>
            }) }
        </ul>
    }
}

const fn edges(band: BudgetState) -> &'static str {
    match band {
        BudgetState::Healthy => "above 50%",
        BudgetState::Warning => "up to 50%",
        BudgetState::Critical => "up to 25%",
        BudgetState::Exhausted => "nothing left",
    }
}

const fn allows(band: BudgetState) -> &'static str {
    if band.allows_chaos() { "faults may be injected" } else { "only with an override on the day" }
}

const fn tone(state: BudgetState) -> State {
    match state {
        BudgetState::Healthy => State::Good,
        BudgetState::Warning => State::Watch,
        BudgetState::Critical | BudgetState::Exhausted => State::Bad,
    }
}

/// The state as shape and word.
pub fn budget_pill(state: BudgetState) -> Html {
    html! { <Pill state={tone(state)}>{ state.label() }</Pill> }
}

/// `● Healthy  82% left, read 9 days ago`, for a line beside the service.
pub fn budget_words(budget: Option<&Budget>, today: Date) -> Html {
    match budget {
        None => html! { <Pill state={State::Off}>{ "Not read yet" }</Pill> },
        Some(budget) => html! {
            <>
                { budget_pill(budget.state()) }
                <span class="num soft">{ format!("{}% left, read {}", figure(budget.remaining_pct), from_today(budget.on, today)) }</span>
            </>
        },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::time::parse_date;

    #[test]
    fn a_reading_comes_with_its_day_and_goes_with_it() {
        let (today, before) = (parse_date("2026-11-23").unwrap(), parse_date("2026-11-02").unwrap());
        let mut body = Service::named("checkout");
        set_on(&mut body, Some(before));
        assert_eq!(body.budget, None);
        set_remaining(&mut body, Some(40.0), today);
        assert_eq!(body.budget, Some(Budget { remaining_pct: 40.0, on: today }));
        set_on(&mut body, Some(before));
        set_on(&mut body, None);
        set_remaining(&mut body, Some(40.0), today);
        assert_eq!(
            body.budget,
            Some(Budget { remaining_pct: 40.0, on: before }),
            "the same number was not read anew"
        );
        set_remaining(&mut body, None, today);
        assert_eq!(body.budget, None);
    }
}
