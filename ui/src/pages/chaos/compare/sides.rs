//! The two days themselves, and what became of what they promised.

use crate::{
    backend,
    components::{Card, Pill, State},
    room::{
        href,
        words::{count, day, due_pill},
    },
    route::Route,
};
use domain::{
    Date, Zone,
    action::ActionStatus,
    chaos::compare::{Comparison, DaySide, FollowUp},
    time,
};
use yew::prelude::*;

/// Both days: which, when, where, who.
pub fn sides(compared: &Comparison, zone: Zone) -> Html {
    html! {
        <div class="compare sides">{ side("Earlier", &compared.left, zone) }{ side("Later", &compared.right, zone) }</div>
    }
}

fn side(word: &'static str, side: &DaySide, zone: Zone) -> Html {
    let took = side.ended_at.map_or_else(
        || "still running".to_owned(),
        |ended| {
            format!(
                "{} to {}, {}",
                zone.hour_minute(side.started_at),
                zone.hour_minute(ended),
                time::words(ended.since(side.started_at))
            )
        },
    );
    let people: Vec<&str> = side.people.iter().map(|who| who.name.as_str()).collect();
    let fact = |term: &'static str, words: String| {
        html! { if !words.is_empty() { <dt>{ term }</dt><dd class="num">{ words }</dd> } }
    };
    html! {
        <Card>
            <p class="compare-label">{ word }</p>
            <h2 class="side-title"><a class="row-link" href={href(Route::Record { id: side.id })} data-act="open-record">{ &side.title }</a></h2>
            <dl class="facts">
                { fact("Date", day(zone.date(side.started_at))) }
                { fact("Time", took) }
                { fact("Environment", side.environment.clone()) }
                { fact("People", people.join(", ")) }
            </dl>
        </Card>
    }
}

/// What both days promised, as it stands now.
pub fn follow_ups(compared: &Comparison, zone: Zone) -> Html {
    let today = zone.date(backend::now());
    html! {
        <div class="compare follow-ups">
            { promised("Follow-ups of the earlier day", &compared.left.actions, today) }
            { promised("Follow-ups of the later day", &compared.right.actions, today) }
        </div>
    }
}

fn promised(title: &'static str, actions: &[FollowUp], today: Date) -> Html {
    let done = actions.iter().filter(|action| action.status == ActionStatus::Done).count();
    let aside =
        if actions.is_empty() { count(0, "action") } else { format!("{done} of {} done", actions.len()) };
    html! {
        <Card {title} flush={true} aside={html! { <a class="link num" href={href(Route::Actions)}>{ aside }</a> }}>
            if actions.is_empty() { <p class="ready-words muted">{ "No action was raised." }</p> }
            { for actions.iter().map(|action| html! {
                <div key={action.id.to_string()} class="list-row" data-id={action.id.to_string()}>
                    <span class="list-title">{ &action.title }</span>
                    <span class="list-foot num"><span>{ owed(action) }</span><span class="nowrap">{ status(action, today) }</span></span>
                </div>
            }) }
        </Card>
    }
}

fn owed(action: &FollowUp) -> String {
    let due = action.due.map(|due| format!("due {}", day(due)));
    [Some(action.owner.clone()).filter(|owner| !owner.is_empty()), due]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

fn status(action: &FollowUp, today: Date) -> Html {
    let label = action.status.label();
    match (action.status, action.due) {
        (ActionStatus::Done, _) => html! { <Pill state={State::Good}>{ label }</Pill> },
        (_, Some(due)) if due < today => due_pill(due, today),
        (ActionStatus::InProgress, _) => html! { <Pill state={State::Live}>{ label }</Pill> },
        (ActionStatus::Open, _) => html! { <Pill state={State::Off}>{ label }</Pill> },
    }
}
