//! What of the game days waits today: the day that runs, the days to come, what is left of the last ones.

mod after;
mod ahead;
mod lately;

use crate::{
    components::{Card, EmptyState},
    hooks::loaded::{Loaded, use_loaded},
    room::{
        href, link_button, use_list,
        words::{count, day, from_today},
    },
    route::Route,
};
use after::After;
use ahead::Ahead;
use contract::{EndedDay, EndedDays, Notice};
use domain::{Date, Kind, Row, Zone, chaos::game_day::GameDayStatus};
use lately::lately;
use yew::prelude::*;

/// How many days ahead a game day is prepared here.
const WEEK_DAYS: i64 = 7;
/// As many rows as a glance takes.
const AT_MOST: usize = 6;
/// How many of the last days are told.
const LATELY: usize = 3;

/// All game days.
#[hook]
pub fn use_days() -> (Loaded<Vec<Row>>, Callback<()>) {
    use_list(Kind::GameDay)
}

/// What of the days that ended last is told here.
#[hook]
pub fn use_ended() -> Vec<EndedDay> {
    let (days, _) = use_loaded(EndedDays {}, |_, notice| {
        matches!(notice, Notice::Journal { .. } | Notice::Record { kind: Kind::GameDay, .. })
    });
    days.ready().map(|days| (**days).clone()).unwrap_or_default()
}

/// The game days by how far they are.
pub struct Days {
    running: Vec<Row>,
    /// The nearest first; what has no date comes last.
    planned: Vec<Row>,
}

impl Days {
    /// Sorts them.
    #[must_use]
    pub fn of(rows: &[Row]) -> Self {
        let of =
            |status: GameDayStatus| rows.iter().filter(|row| row.is(status)).cloned().collect::<Vec<_>>();
        let mut planned = of(GameDayStatus::Planned);
        planned.sort_by_key(|row| (row.at.is_none(), row.at));
        Self { running: of(GameDayStatus::Running), planned }
    }

    /// Whether nothing runs and nothing is planned.
    #[must_use]
    pub const fn is_idle(&self) -> bool {
        self.running.is_empty() && self.planned.is_empty()
    }

    /// The way back into the day that runs.
    pub fn in_progress(&self) -> Html {
        html! { { for self.running.iter().map(in_progress) } }
    }

    /// What is to be followed up, what comes, and what came out lately.
    pub fn around(self, ended: &[EndedDay], zone: Zone, today: Date) -> Html {
        html! {
            <>
                { for ended.iter().map(|day| html! { <After key={day.id.to_string()} day={day.clone()} /> }) }
                { ahead(self.planned, zone, today) }
                if !ended.is_empty() { { lately(ended.get(..LATELY).unwrap_or(ended), zone) } }
            </>
        }
    }
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
                            format!("{}, {}", day(date), from_today(date, today))
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

/// Which day a room is about.
#[derive(PartialEq, Properties)]
pub struct DayProps {
    /// Its line in the list.
    pub row: Row,
}
