//! The catalog: every service that the reviews are about.

mod budget;
mod history;
mod service;

use super::{
    new::{New, use_new},
    room::{Room, href, use_list, waiting},
    tasks::use_tasks,
    words::count,
};
use crate::{
    app::Route,
    components::{Button, ButtonKind, Card, Column, EmptyState, Table},
};
pub use budget::budget_words;
use domain::{Kind, Row};
pub use service::{ServicePage, ServiceProps};
use yew::prelude::*;

/// The room.
#[component]
pub fn Services() -> Html {
    let (rows, again) = use_list(Kind::Service);
    let (open, show, hide) = use_new();
    let body = match rows.ready() {
        None => waiting(&rows, &again),
        Some(rows) if rows.is_empty() => html! {
            <Card>
                <EmptyState title="No services yet" words="The catalog says what runs here, who answers for it, and what it depends on. Experiments point to it, and reports carry its names.">
                    <Button act="new-service" kind={ButtonKind::Primary} onclick={show.clone()}>{ "Add a service" }</Button>
                </EmptyState>
            </Card>
        },
        Some(rows) => html! { <Catalog rows={(**rows).clone()} /> },
    };
    let filled = rows.ready().is_some_and(|rows| !rows.is_empty());
    let actions = if filled {
        html! { <Button act="new-service" kind={ButtonKind::Primary} onclick={show}>{ "New service" }</Button> }
    } else {
        Html::default()
    };
    html! {
        <Room title="Services" {actions}>
            { body }
            if open { <New kind={Kind::Service} onclose={hide} /> }
        </Room>
    }
}

#[derive(PartialEq, Properties)]
struct CatalogProps {
    rows: Vec<Row>,
}

#[component]
fn Catalog(props: &CatalogProps) -> Html {
    let tasks = use_tasks();
    let wanted = use_state(String::new);
    let search = {
        let wanted = wanted.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
                wanted.set(input.value());
            }
        })
    };
    let needle = wanted.trim().to_lowercase();
    let fits = |row: &&Row| {
        [Some(&row.title), row.owner.as_ref(), Some(&row.status)]
            .into_iter()
            .flatten()
            .any(|text| text.to_lowercase().contains(&needle))
    };
    let mut rows: Vec<&Row> = props.rows.iter().filter(fits).collect();
    rows.sort_by_key(|row| (tier_rank(&row.status), row.title.to_lowercase()));
    let aside = html! {
        <input class="input search" type="search" name="search" data-act="search-services" aria-label="Search the services"
            placeholder="Name, team or tier" value={(*wanted).clone()} oninput={search} autocomplete="off" spellcheck="false" />
    };
    html! {
        <Card title={count(props.rows.len(), "service")} flush={true} {aside}>
            if rows.is_empty() {
                <EmptyState title="Nothing fits" words={format!("No service has “{}” in its name, team or tier.", wanted.trim())} />
            } else {
                <Table label="Services" columns={vec![
                    Column::words("Name"), Column::words("Tier"), Column::words("Owner team").spare(), Column::words(""),
                ]}>
                    { for rows.into_iter().map(|row| html! {
                        <tr key={row.id.to_string()} data-id={row.id.to_string()}>
                            <td class="main-cell"><a class="row-link" href={href(Route::Service { id: row.id })} data-act="open-service">{ &row.title }</a></td>
                            <td>{ tier_pill(&row.status) }</td>
                            <td data-narrow="hide" class="words-cell">{ row.owner.clone().unwrap_or_default() }</td>
                            <td data-align="right" class="row-actions">
                                <Button act="remove" kind={ButtonKind::Quiet} small=true label={format!("Remove “{}”", row.title)} onclick={tasks.remove(row.id, row.version, &row.title, None)}>{ "Remove" }</Button>
                            </td>
                        </tr>
                    }) }
                </Table>
            }
        </Card>
    }
}

/// The catalog's word for how much depends on a service. It is no state, so it has none of their shapes.
pub fn tier_pill(tier: &str) -> Html {
    let words = match tier {
        "critical" => "Critical",
        "important" => "Important",
        "experimental" => "Experimental",
        _ => "Standard",
    };
    html! { <span class="tier" data-tier={tier.to_owned()}>{ words }</span> }
}

fn tier_rank(tier: &str) -> usize {
    ["critical", "important", "standard", "experimental"].iter().position(|known| *known == tier).unwrap_or(4)
}
