//! All experiments, the newest first.

use super::{
    new::{New, use_new},
    room::{Room, href, use_list, waiting},
    tasks::use_tasks,
    words::{count, experiment_pill},
};
use crate::{
    app::Route,
    components::{Button, ButtonKind, Card, Column, EmptyState, Table},
};
use domain::Kind;
use yew::prelude::*;

/// The room.
#[component]
pub fn Experiments() -> Html {
    let (rows, again) = use_list(Kind::Experiment);
    let (open, show, hide) = use_new();
    let tasks = use_tasks();
    let body = match rows.ready() {
        None => waiting(&rows, &again),
        Some(rows) if rows.is_empty() => html! {
            <Card>
                <EmptyState title="No experiments yet" words="An experiment is one fault with a hypothesis: “When …, the system will …”. It says what is measured, when the room stops, and how the fault is undone.">
                    <Button act="new-experiment" kind={ButtonKind::Primary} onclick={show.clone()}>{ "New experiment" }</Button>
                </EmptyState>
            </Card>
        },
        Some(rows) => html! {
            <Card title="All experiments" flush={true} aside={html! { count(rows.len(), "experiment") }}>
                <Table label="All experiments" columns={vec![
                    Column::words("Title"), Column::words("Service").spare(), Column::words("Plan"), Column::words(""),
                ]}>
                    { for rows.iter().map(|row| html! {
                        <tr key={row.id.to_string()} data-id={row.id.to_string()}>
                            <td class="main-cell"><a class="row-link" href={href(Route::Experiment { id: row.id })} data-act="open-experiment">{ &row.title }</a></td>
                            <td data-narrow="hide" class="words-cell">{ row.service.clone().unwrap_or_default() }</td>
                            <td>{ experiment_pill(&row.status) }</td>
                            <td data-align="right" class="row-actions">
                                <Button act="duplicate" kind={ButtonKind::Quiet} small=true label={format!("Duplicate “{}”", row.title)} onclick={tasks.duplicate(row.id)}>{ "Duplicate" }</Button>
                                <Button act="remove" kind={ButtonKind::Quiet} small=true label={format!("Remove “{}”", row.title)} onclick={tasks.remove(row.id, row.version, &row.title, None)}>{ "Remove" }</Button>
                            </td>
                        </tr>
                    }) }
                </Table>
            </Card>
        },
    };
    let filled = rows.ready().is_some_and(|rows| !rows.is_empty());
    let actions = if filled {
        html! { <Button act="new-experiment" kind={ButtonKind::Primary} onclick={show}>{ "New experiment" }</Button> }
    } else {
        Html::default()
    };
    html! {
        <Room title="Experiments" {actions}>
            { body }
            if open { <New kind={Kind::Experiment} onclose={hide} /> }
        </Room>
    }
}
