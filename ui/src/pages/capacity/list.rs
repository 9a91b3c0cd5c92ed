//! All models: what must be ordered first stands above all, then what has no date.

use super::{
    begin::Begin,
    words::{outlook_pill, use_outlooks},
};
use crate::{
    components::{Card, Column, Meter, State, Table},
    room::{
        list::{Begins, Empty, ListPage, NewKey, listed},
        row::row_title,
        words::{count, day},
    },
    route::Route,
};
use contract::Outlook;
use domain::Kind;
use yew::prelude::*;

/// The room.
#[component]
pub fn Capacity() -> Html {
    let outlooks = use_outlooks(None);
    let listed = listed(&outlooks, Vec::is_empty, |all| table(all));
    let new = NewKey {
        act: "new-model",
        words: "New model",
        first: "Begin with three numbers",
        ..NewKey::default()
    };
    let empty = Empty {
        title: "No capacity model yet",
        words: "A model says what runs out, when, how sure that is, and what it costs. It begins with three numbers: demand now, its growth, and the ceiling. Everything else is offered.",
        keys: Html::default(),
    };
    let begins = Begins::Asked(Callback::from(|onclose: Callback<()>| html! { <Begin {onclose} /> }));
    html! { <ListPage title="Capacity" kind={Kind::CapacityModel} {listed} {new} {empty} {begins} /> }
}

fn table(outlooks: &[Outlook]) -> Html {
    let columns = vec![
        Column::words("Model"),
        Column::words("Used"),
        Column::words("Runs out"),
        Column::words("Due"),
        Column::words("What binds"),
        Column::words("Cost").spare(),
        Column::words("Reviewed").spare(),
    ];
    html! {
        <Card title="What runs out first" flush={true} aside={html! { count(outlooks.len(), "model") }}>
            <Table label="Capacity models" {columns}>{ for outlooks.iter().map(line) }</Table>
        </Card>
    }
}

fn line(outlook: &Outlook) -> Html {
    let used = outlook.used_pct;
    let state = match used {
        Some(used) if used >= 100.0 => State::Bad,
        Some(used) if used >= 80.0 => State::Watch, // the handbook's threshold
        _ => State::Good,
    };
    let title = outlook.service.as_ref().map_or_else(|| outlook.owner.clone(), Clone::clone);
    html! {
        <tr key={outlook.id.to_string()} data-id={outlook.id.to_string()} data-tall="">
            { row_title("open-model", Route::CapacityModel { id: outlook.id }, &outlook.title) }
            <td class="used-cell" title={title}>
                if let Some(used) = used {
                    <Meter part={used / 100.0} {state} label={format!("Used at peak: {used:.0}%")} />
                } else { <span class="muted">{ "no ceiling" }</span> }
            </td>
            <td class="words-cell"><span class={classes!("num", (!outlook.is_dated).then_some("muted"))}>{ &outlook.runs_out }</span></td>
            <td>{ outlook_pill(outlook) }</td>
            <td class="words-cell binds-cell" title={outlook.binds.clone()}><span class="binds">{ &outlook.binds }</span><span class="cell-sub">{ &outlook.guessed }</span></td>
            <td data-narrow="hide" class="words-cell num">{ &outlook.cost }</td>
            <td data-narrow="hide" class="num nowrap">{ outlook.reviewed_on.map_or_else(|| "not yet".to_owned(), day) }</td>
        </tr>
    }
}
