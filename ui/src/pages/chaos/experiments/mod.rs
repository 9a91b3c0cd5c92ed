//! What can be tried: the experiments of this workspace, the library to begin from, and how far one has come.

mod library;
mod maturity;

use crate::{
    components::{Button, ButtonKind, Card, Column, EmptyState, Tab, Table, Tabs},
    pages::chaos::words::experiment_pill,
    room::{
        Room, href, link_button,
        new::{New, use_new},
        tasks::use_tasks,
        use_list, waiting,
        words::count,
    },
    route::Route,
};
use domain::{
    Id, Kind, Row,
    chaos::{experiment::ExperimentStatus, library::LIBRARY},
};
use library::Library;
use maturity::MaturityCard;
use yew::prelude::*;
use yew_router::hooks::use_location;

/// The room.
#[component]
pub fn Experiments() -> Html {
    let (rows, again) = use_list(Kind::Experiment);
    let (open, show, hide) = use_new();
    let (tab, onpick) = use_tab();
    let Some(all) = rows.ready() else {
        return html! { <Room title="Experiments">{ waiting(&rows, &again) }</Room> };
    };
    let (templates, plans): (Vec<&Row>, Vec<&Row>) =
        all.iter().partition(|row| row.is(ExperimentStatus::Template));
    let own: Vec<Id> = templates.iter().map(|row| row.id).collect();
    let plans: Vec<Row> = plans.into_iter().cloned().collect();
    let tabs = vec![
        Tab { key: "experiments", label: "Experiments".into(), count: Some(plans.len()) },
        Tab { key: "library", label: "Library".into(), count: Some(LIBRARY.len() + own.len()) },
        Tab { key: "maturity", label: "Chaos maturity".into(), count: None },
    ];
    let to_library = {
        let onpick = onpick.clone();
        Callback::from(move |()| onpick.emit("library"))
    };
    let filled = tab != "experiments" || !plans.is_empty();
    let kind = if tab == "library" { ButtonKind::Plain } else { ButtonKind::Primary };
    let page = match tab {
        "library" => html! { <Library {own} /> },
        "maturity" => html! { <MaturityCard /> },
        _ => html! { <Plans rows={plans} onnew={show.clone()} onlibrary={to_library} /> },
    };
    let actions = if filled {
        html! {
            <>
                { link_button("import", "quiet", "Import…", Route::Import) }
                <Button act="new-experiment" {kind} onclick={show}>{ "New experiment" }</Button>
            </>
        }
    } else {
        Html::default()
    };
    html! {
        <Room title="Experiments" {actions}>
            <Tabs {tabs} now={tab} {onpick} label="Parts of this room">
                <div class="tab-page">{ page }</div>
            </Tabs>
            if open { <New kind={Kind::Experiment} onclose={hide} /> }
        </Room>
    }
}

/// The open part: another one when the address ends in `?show=library` or `?show=maturity`.
#[hook]
fn use_tab() -> (&'static str, Callback<&'static str>) {
    let asked = use_location().map(|location| location.query_str().to_owned()).unwrap_or_default();
    let asked = ["library", "maturity"].into_iter().find(|tab| asked.ends_with(&format!("show={tab}")));
    let tab = use_state_eq(|| asked.unwrap_or("experiments"));
    {
        let tab = tab.setter();
        use_effect_with(asked, move |asked| {
            if let Some(asked) = asked {
                tab.set(asked);
            }
        });
    }
    let onpick = {
        let tab = tab.setter();
        Callback::from(move |key: &'static str| tab.set(key))
    };
    (*tab, onpick)
}

#[derive(PartialEq, Properties)]
struct PlansProps {
    rows: Vec<Row>,
    onnew: Callback<()>,
    onlibrary: Callback<()>,
}

/// What can be put on a day.
#[component]
fn Plans(props: &PlansProps) -> Html {
    let tasks = use_tasks();
    if props.rows.is_empty() {
        return html! {
            <Card>
                <EmptyState title="No experiments yet" words="An experiment is one fault with a hypothesis: “When …, the system will …”. It says what is measured, when the room stops, and how the fault is undone. The library has twelve to begin from.">
                    <Button act="to-library" kind={ButtonKind::Primary} onclick={props.onlibrary.clone()}>{ "Choose from the library" }</Button>
                    <Button act="new-experiment" onclick={props.onnew.clone()}>{ "New experiment" }</Button>
                </EmptyState>
            </Card>
        };
    }
    html! {
        <Card title="All experiments" flush={true} aside={html! { count(props.rows.len(), "experiment") }}>
            <Table label="All experiments" columns={vec![
                Column::words("Title"), Column::words("Service").spare(), Column::words("Plan"), Column::words(""),
            ]}>
                { for props.rows.iter().map(|row| html! {
                    <tr key={row.id.to_string()} data-id={row.id.to_string()}>
                        <td class="main-cell"><a class="row-link" href={href(Route::Experiment { id: row.id })} data-act="open-experiment">{ &row.title }</a></td>
                        <td data-narrow="hide" class="words-cell">{ row.service.clone().unwrap_or_default() }</td>
                        <td>{ for ExperimentStatus::of(&row.status).map(experiment_pill) }</td>
                        <td data-align="right" class="row-actions">
                            <Button act="duplicate" kind={ButtonKind::Quiet} small=true label={format!("Duplicate “{}”", row.title)} onclick={tasks.duplicate(row.id)}>{ "Duplicate" }</Button>
                            <Button act="remove" kind={ButtonKind::Quiet} small=true label={format!("Remove “{}”", row.title)} onclick={tasks.remove(row.id, row.version, &row.title, None)}>{ "Remove" }</Button>
                        </td>
                    </tr>
                }) }
            </Table>
        </Card>
    }
}
