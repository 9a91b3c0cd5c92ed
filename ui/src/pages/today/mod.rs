//! What waits for somebody today: the day that runs, the days to come, what is due, what was learned lately.

mod after;
mod ahead;
mod lately;

use crate::{
    backend,
    components::{Button, ButtonKind, Card, EmptyState},
    known::use_known,
    room::{
        Room, href, link_button,
        tasks::use_tasks,
        use_list, waiting,
        words::{count, due_pill, from_today},
    },
    route::Route,
};
use after::After;
use ahead::Ahead;
use domain::{Date, Kind, Row, Zone, chaos::game_day::GameDayStatus};
use lately::Lately;
use yew::prelude::*;

/// How many days ahead an action counts as due soon.
const SOON_DAYS: i64 = 7;
/// How many days ahead a game day is prepared here.
const WEEK_DAYS: i64 = 7;
/// As many rows as a glance takes.
const AT_MOST: usize = 6;

/// The room.
#[component]
pub fn Today() -> Html {
    let known = use_known();
    let zone = known.workspace.zone;
    let today = zone.date(backend::now());
    let (days, again) = use_list(Kind::GameDay);
    let (actions, _) = use_list(Kind::Action);
    let tasks = use_tasks();
    let Some(rows) = days.ready() else {
        return html! { <Room title="Today">{ waiting(&days, &again) }</Room> };
    };
    let due = actions.ready().map(|actions| due(actions, today)).unwrap_or_default();
    let of = |status: GameDayStatus| {
        rows.iter().filter(|row| row.status == status.word()).cloned().collect::<Vec<_>>()
    };
    let (running, mut planned) = (of(GameDayStatus::Running), of(GameDayStatus::Planned));
    let finished = of(GameDayStatus::Finished);
    // The nearest day first; what has no date comes last.
    planned.sort_by_key(|row| (row.at.is_none(), row.at));
    let plan = {
        let tasks = tasks.clone();
        Callback::from(move |()| tasks.go_new(Route::GameDays))
    };
    if rows.is_empty() && due.is_empty() {
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
    html! {
        <Room title="Today" note={date_note(today)} actions={html! { <Button act="new-game-day" kind={if running.is_empty() && planned.is_empty() { ButtonKind::Primary } else { ButtonKind::Plain }} onclick={plan}>{ "Plan a game day" }</Button> }}>
            { for running.iter().map(in_progress) }
            <div class="columns plan today">
                <div class="stack">
                    { for finished.iter().take(AT_MOST).map(|row| html! { <After key={row.id.to_string()} row={row.clone()} /> }) }
                    { ahead(planned, zone, today) }
                    if !finished.is_empty() { <Lately rows={finished.into_iter().take(3).collect::<Vec<_>>()} /> }
                </div>
                { due_card(&due, today) }
            </div>
        </Room>
    }
}

fn date_note(today: Date) -> Html {
    html! { <span class="bar-note">{ crate::room::words::day(today) }</span> }
}

fn in_progress(row: &Row) -> Html {
    let to = Route::Run { id: row.id };
    html! {
        <section key={row.id.to_string()} class="card running-day" data-id={row.id.to_string()} aria-label="The day that runs">
            <div class="grow">
                <p class="running-label"><i class="shape" data-state="live" aria-hidden="true" />{ "Running now" }</p>
                <h2 class="running-title">{ &row.title }</h2>
            </div>
            { link_button("return-to-room", "primary", "Return to the room", to) }
        </section>
    }
}

/// The week ahead day by day, then one line for each later day.
fn ahead(planned: Vec<Row>, zone: Zone, today: Date) -> Html {
    if planned.is_empty() {
        return html! {
            <Card title="Next">
                <EmptyState title="No day is planned" words="Plan the next one while the last is still remembered." />
            </Card>
        };
    }
    let in_a_week = |row: &Row| {
        row.at.is_some_and(|at| zone.date(at).signed_duration_since(today).num_days() <= WEEK_DAYS)
    };
    let (week, later): (Vec<Row>, Vec<Row>) = planned.into_iter().partition(in_a_week);
    html! {
        <>
            { for week.iter().map(|row| html! { <Ahead key={row.id.to_string()} row={row.clone()} /> }) }
            if !later.is_empty() {
                <Card title="Later" flush={true} aside={html! { <a class="link num" href={href(Route::GameDays)}>{ count(later.len(), "day") }</a> }}>
                    { for later.iter().take(AT_MOST).map(|row| {
                        let when = row.at.map_or_else(|| "no date yet".to_owned(), |at| {
                            let date = zone.date(at);
                            format!("{}, {}", crate::room::words::day(date), from_today(date, today))
                        });
                        html! {
                            <div key={row.id.to_string()} class="list-row spread" data-id={row.id.to_string()}>
                                <a class="row-link" href={href(Route::GameDay { id: row.id })} data-act="open-game-day">{ &row.title }</a>
                                <span class="muted num nowrap">{ when }</span>
                            </div>
                        }
                    }) }
                </Card>
            }
        </>
    }
}

/// Actions that are overdue or due soon, the most urgent first.
fn due(rows: &[Row], today: Date) -> Vec<Row> {
    let soon = |row: &&Row| {
        row.status != "done"
            && row.due.is_some_and(|due| due.signed_duration_since(today).num_days() <= SOON_DAYS)
    };
    let mut due: Vec<Row> = rows.iter().filter(soon).cloned().collect();
    due.sort_by_key(|row| row.due);
    due
}

fn due_card(due: &[Row], today: Date) -> Html {
    let overdue = due.iter().filter(|row| row.due.is_some_and(|due| due < today)).count();
    let aside = if overdue > 0 { format!("{overdue} overdue") } else { count(due.len(), "action") };
    html! {
        <Card title="Actions that are due" class="due" flush={true} aside={html! { <a class="link num" href={href(Route::Actions)}>{ aside }</a> }}>
            if due.is_empty() {
                <p class="ready-words muted">{ "Nothing is due within a week." }</p>
            }
            { for due.iter().take(AT_MOST).map(|row| html! {
                <div key={row.id.to_string()} class="list-row" data-id={row.id.to_string()}>
                    <a class="row-link" href={href(Route::Actions)} data-act="open-actions">{ &row.title }</a>
                    <span class="list-foot"><span>{ row.owner.clone().unwrap_or_default() }</span>{ row.due.map(|due| due_pill(due, today)) }</span>
                </div>
            }) }
        </Card>
    }
}

/// Which day a room is about.
#[derive(PartialEq, Properties)]
pub struct DayProps {
    /// Its line in the list.
    pub row: Row,
}
