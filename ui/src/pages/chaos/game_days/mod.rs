//! All game days, the newest first.

use crate::{
    backend,
    components::{Button, ButtonKind, Card, Column, EmptyState, Table},
    known::use_known,
    pages::chaos::words::day_pill,
    pages::interchange::ExportKey,
    room::{
        Room, href, link_button,
        new::{New, use_new},
        tasks::use_tasks,
        use_list, waiting,
        words::{count, day, from_today},
    },
    route::Route,
};
use domain::{Kind, Row, chaos::game_day::GameDayStatus};
use yew::prelude::*;

/// The room.
#[component]
pub fn GameDays() -> Html {
    let (rows, again) = use_list(Kind::GameDay);
    let (open, show, hide) = use_new();
    let body = match rows.ready() {
        None => waiting(&rows, &again),
        Some(rows) if rows.is_empty() => html! {
            <Card>
                <EmptyState title="No game days yet" words="A game day is a few hours in which a room injects faults on purpose, watches what the system does, and writes down what it learned. Give the first one a name; experiments and people come next.">
                    <Button act="new-game-day" kind={ButtonKind::Primary} onclick={show.clone()}>{ "Plan a game day" }</Button>
                    { link_button("import", "plain", "Import…", Route::Import) }
                </EmptyState>
            </Card>
        },
        Some(rows) => html! {
            <Card title="All game days" flush={true} aside={html! { count(rows.len(), "game day") }}>
                <Table label="All game days" columns={vec![
                    Column::words("Title"), Column::words("Date"), Column::words("Status"),
                    Column::words("Facilitator").spare(), Column::words(""),
                ]}>
                    { for rows.iter().map(|row| html! { <Line key={row.id.to_string()} row={row.clone()} /> }) }
                </Table>
            </Card>
        },
    };
    let filled = rows.ready().is_some_and(|rows| !rows.is_empty());
    let actions = if filled {
        html! {
            <>
                { link_button("import", "quiet", "Import…", Route::Import) }
                <Button act="new-game-day" kind={ButtonKind::Primary} onclick={show}>{ "New game day" }</Button>
            </>
        }
    } else {
        Html::default()
    };
    html! {
        <Room title="Game days" {actions}>
            { body }
            if open { <New kind={Kind::GameDay} onclose={hide} /> }
        </Room>
    }
}

#[derive(PartialEq, Properties)]
struct LineProps {
    row: Row,
}

#[component]
fn Line(props: &LineProps) -> Html {
    let row = &props.row;
    let zone = use_known().workspace.zone;
    let tasks = use_tasks();
    let status = GameDayStatus::of(&row.status).unwrap_or(GameDayStatus::Planned);
    let to = match status {
        GameDayStatus::Running => Route::Run { id: row.id },
        GameDayStatus::Finished => Route::Record { id: row.id },
        _ => Route::GameDay { id: row.id },
    };
    let today = zone.date(backend::now());
    html! {
        <tr data-id={row.id.to_string()} data-tall="">
            <td class="main-cell"><a class="row-link" href={href(to)} data-act="open-game-day">{ &row.title }</a></td>
            <td>
                if let Some(at) = row.at {
                    <span class="num nowrap">{ day(zone.date(at)) }</span>
                    // A day that was held before its date is not still to come.
                    if status != GameDayStatus::Finished || zone.date(at) <= today {
                        <span class="cell-sub">{ from_today(zone.date(at), today) }</span>
                    } else {
                        <span class="cell-sub">{ "planned, held before" }</span>
                    }
                } else {
                    <span class="muted">{ "No date" }</span>
                }
            </td>
            <td>{ day_pill(status) }</td>
            <td data-narrow="hide" class="words-cell">{ row.owner.clone().unwrap_or_default() }</td>
            <td data-align="right" class="row-actions">
                if status == GameDayStatus::Finished {
                    <a class="button" data-kind="quiet" data-size="small" data-act="compare" aria-label={format!("Compare “{}” with another day", row.title)} href={href(Route::CompareWith { id: row.id })}>{ "Compare" }</a>
                    <ExportKey id={row.id} small=true label={format!("Export “{}” as Chaos Toolkit", row.title)} />
                    <Button act="run-again" kind={ButtonKind::Quiet} small=true label={format!("Run “{}” again", row.title)} onclick={tasks.duplicate(row.id)}>{ "Run again" }</Button>
                } else {
                    <Button act="duplicate" kind={ButtonKind::Quiet} small=true label={format!("Duplicate “{}”", row.title)} onclick={tasks.duplicate(row.id)}>{ "Duplicate" }</Button>
                }
                if status != GameDayStatus::Running {
                    <Button act="remove" kind={ButtonKind::Quiet} small=true label={format!("Remove “{}”", row.title)} onclick={tasks.remove(row.id, row.version, &row.title, None)}>{ "Remove" }</Button>
                }
            </td>
        </tr>
    }
}
