//! What waits for somebody today: the day that runs, the days to come, what is due, what was learned lately. Each system
//! brings its own part.

use crate::{
    backend,
    components::{Button, ButtonKind, Card, EmptyState},
    known::use_known,
    pages::{action, capacity, chaos, incident, postmortem},
    room::{Room, tasks::use_tasks, waiting, words::day},
    route::Route,
};
use domain::Date;
use yew::prelude::*;

/// The room.
#[component]
pub fn Today() -> Html {
    let known = use_known();
    let zone = known.workspace.zone;
    let today = zone.date(backend::now());
    let (days, again) = chaos::today::use_days();
    let ended = chaos::today::use_ended();
    let due = action::today::use_due(today);
    let orders = capacity::today::use_orders();
    let incidents = incident::today::use_waiting();
    let postmortems = postmortem::today::use_open();
    let tasks = use_tasks();
    let (Some(rows), Some(due)) = (days.ready(), due) else {
        return html! { <Room title="Today">{ waiting(&days, &again) }</Room> };
    };
    let plan = Callback::from(move |()| tasks.go_new(Route::GameDays));
    if rows.is_empty()
        && due.is_empty()
        && orders.is_empty()
        && incidents.is_empty()
        && postmortems.is_empty()
    {
        return html! {
            <Room title="Today" note={date_note(today)}>
                <Card>
                    <EmptyState title="Nothing is planned yet" words="This page shows what is next: the day that runs, the days to come with what they still lack, and the actions that are due. Begin with a game day; a name is enough. To look at a filled workspace first, close this window and start “readyroom demo”.">
                        <Button act="new-game-day" kind={ButtonKind::Primary} onclick={plan}>{ "Plan a game day" }</Button>
                    </EmptyState>
                </Card>
            </Room>
        };
    }
    let days = chaos::today::Days::of(rows);
    let kind = if days.is_idle() { ButtonKind::Primary } else { ButtonKind::Plain };
    let actions = html! { <Button act="new-game-day" {kind} onclick={plan}>{ "Plan a game day" }</Button> };
    html! {
        <Room title="Today" note={date_note(today)} {actions}>
            { days.in_progress() }
            <div class="columns plan today">
                <div class="stack">{ days.around(&ended, zone, today) }</div>
                <div class="stack">
                    { incident::today::card(&incidents, today) }
                    { postmortem::today::card(&postmortems) }
                    { capacity::today::card(&orders) }
                    { action::today::card(&due, today) }
                </div>
            </div>
        </Room>
    }
}

fn date_note(today: Date) -> Html {
    html! { <span class="bar-note">{ day(today) }</span> }
}
