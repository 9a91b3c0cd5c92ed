//! All game days, the newest first.

use crate::{
    backend,
    components::Column,
    known::use_known,
    pages::chaos::words::day_pill,
    pages::interchange::ExportKey,
    room::{
        href, link_button,
        list::{Empty, ListPage, NewKey, all_of, listed},
        row::{Subject, quiet_key, row_keys, row_title},
        tasks::{Tasks, use_tasks},
        use_list,
        words::{day, from_today},
    },
    route::Route,
};
use domain::{Instant, Kind, Row, Zone, chaos::game_day::GameDayStatus};
use yew::prelude::*;

/// The room.
#[component]
pub fn GameDays() -> Html {
    let all = use_list(Kind::GameDay);
    let zone = use_known().workspace.zone;
    let tasks = use_tasks();
    let listed = listed(&all, Vec::is_empty, |rows| table(rows, zone, &tasks));
    let new =
        NewKey { act: "new-game-day", words: "New game day", first: "Plan a game day", ..NewKey::default() };
    let empty = Empty {
        title: "No game days yet",
        words: "A game day is a few hours in which a room injects faults on purpose, watches what the system does, and writes down what it learned. Give the first one a name; experiments and people come next.",
        keys: link_button("import", "plain", "Import…", Route::Import),
    };
    let keys = link_button("import", "quiet", "Import…", Route::Import);
    html! { <ListPage title="Game days" kind={Kind::GameDay} {listed} {new} {empty} {keys} /> }
}

fn table(rows: &[Row], zone: Zone, tasks: &Tasks) -> Html {
    let columns = vec![
        Column::words("Title"),
        Column::words("Date"),
        Column::words("Status"),
        Column::words("Facilitator").spare(),
        Column::words(""),
    ];
    all_of(Kind::GameDay, columns, rows.iter().map(|row| line(row, zone, tasks)).collect())
}

fn line(row: &Row, zone: Zone, tasks: &Tasks) -> Html {
    let status = GameDayStatus::of(&row.status).unwrap_or(GameDayStatus::Planned);
    let to = Route::of(row.kind, row.id, &row.status);
    html! {
        <tr key={row.id.to_string()} data-id={row.id.to_string()} data-tall="">
            { row_title("open-game-day", to, &row.title) }
            <td>
                if let Some(at) = row.at {
                    { date(at, status, zone) }
                } else {
                    <span class="muted">{ "No date" }</span>
                }
            </td>
            <td>{ day_pill(status) }</td>
            <td data-narrow="hide" class="words-cell">{ row.owner.clone().unwrap_or_default() }</td>
            { row_keys(keys(row, status, tasks)) }
        </tr>
    }
}

fn date(at: Instant, status: GameDayStatus, zone: Zone) -> Html {
    let (date, today) = (zone.date(at), zone.date(backend::now()));
    // A day that was held before its date is not still to come.
    let away = if status != GameDayStatus::Finished || date <= today {
        from_today(date, today)
    } else {
        "planned, held before".to_owned()
    };
    html! { <><span class="num nowrap">{ day(date) }</span><span class="cell-sub">{ away }</span></> }
}

fn keys(row: &Row, status: GameDayStatus, tasks: &Tasks) -> Html {
    let subject = Subject::of(row, tasks);
    html! {
        <>
            if status == GameDayStatus::Finished {
                <a class="button" data-kind="quiet" data-size="small" data-act="compare" aria-label={format!("Compare “{}” with another day", row.title)} href={href(Route::CompareWith { id: row.id })}>{ "Compare" }</a>
                <ExportKey id={row.id} small=true label={format!("Export “{}” as Chaos Toolkit", row.title)} />
                { quiet_key("run-again", "Run again", format!("Run “{}” again", row.title), tasks.duplicate(row.id)) }
            } else {
                { subject.duplicate() }
            }
            if status != GameDayStatus::Running {
                { subject.remove(None) }
            }
        </>
    }
}
