//! What could be done, side by side, each with the room's word on it.

use super::{here::Here, live::Live};
use crate::{
    components::{Button, ButtonKind, Card, Column, Table, still},
    room::draft::{at, in_row, remove_row},
};
use contract::OptionLine;
use domain::{
    Date,
    capacity::{CapacityModel, CapacityOption, Verdict, WhatIf},
};
use yew::prelude::*;

const OPTIONS: fn(&mut CapacityModel) -> &mut Vec<CapacityOption> = |model| &mut model.options;

/// All that the card shows.
#[derive(Clone, PartialEq)]
struct Shown {
    here: Here,
    lines: Vec<OptionLine>,
    /// The place of the option that is tried.
    tried: Option<usize>,
    onchange: Callback<WhatIf>,
}

/// The card. It stays as it is while a slider moves.
pub fn options_card(here: &Here, live: &Live) -> Html {
    let lines = match &live.seen {
        Some(Ok(seen)) => seen.options.clone(),
        _ => Vec::new(),
    };
    let tried = here.model().options.iter().position(|option| option.changes == live.what_if);
    still(Shown { here: here.clone(), lines, tried, onchange: live.onchange.clone() }, card)
}

/// Doing nothing first, then every option.
fn card(shown: &Shown) -> Html {
    let Shown { here, lines, .. } = shown;
    let model = here.model();
    let line = |key: Option<&str>| lines.iter().find(|line| line.key.as_deref() == key);
    let columns = ["Option, and why", "What comes of it", "Verdict", ""].map(Column::words);
    html! {
        <Card title="Options" flush={true} aside={html! { "side by side" }}>
            <div data-act="options">
                <Table label="Options" columns={columns.to_vec()}>
                    <tr class="option-row" data-id="nothing"><td class="strong">{ "Do nothing" }</td>{ answers(line(None)) }<td colspan="2"></td></tr>
                    { for model.options.iter().enumerate().map(|(place, option)| row(shown, place, option, line(Some(&option.key)))) }
                </Table>
                if model.options.is_empty() {
                    <p class="ready-words muted">{ "Try something with the sliders and save it as an option: bigger, more, later." }</p>
                }
            </div>
        </Card>
    }
}

fn answers(line: Option<&OptionLine>) -> Html {
    match line {
        None => html! { <td class="muted">{ "…" }</td> },
        Some(line) => html! {
            <td>
                <dl class="facts option-facts num">
                    <dt>{ "Lasts" }</dt><dd>{ &line.lasts }</dd>
                    <dt>{ "In 12 months" }</dt><dd>{ &line.cost }</dd>
                    if !line.regret.is_empty() { <dt>{ "Regret" }</dt><dd>{ &line.regret }</dd> }
                </dl>
            </td>
        },
    }
}

fn row(shown: &Shown, place: usize, option: &CapacityOption, line: Option<&OptionLine>) -> Html {
    let Shown { here, tried, onchange, .. } = shown;
    let form = here.form();
    let field = |name: &str, label| at(format!("options.{place}.{name}"), label).bare();
    let is_tried = *tried == Some(place);
    let retry = {
        let (onchange, changes) = (onchange.clone(), option.changes.clone());
        Callback::from(move |()| onchange.emit(changes.clone()))
    };
    let by = here.facilitator.to_string();
    let judge =
        in_row(OPTIONS, place, move |option: &mut CapacityOption, verdict: Verdict| option.verdict = verdict);
    let judge = move |model: &mut CapacityModel, verdict: Verdict| {
        judge(model, verdict);
        if let Some(option) = model.options.get_mut(place) {
            option.by.clone_from(&by);
        }
    };
    html! {
        <tr key={option.key.clone()} class="fields-row option-row" data-id={option.name.clone()}>
            <td>
                { form.line(field("name", "Option"), &option.name, in_row(OPTIONS, place, |option, name: String| option.name = name)) }
                { form.prose(field("reason", "Why").placeholder("Why, or why not"), &option.reason, in_row(OPTIONS, place, |option, reason: String| option.reason = reason)) }
            </td>
            { answers(line) }
            <td>
                { form.pick(field("verdict", "Verdict"), (Verdict::ALL, Verdict::label), option.verdict, judge) }
                // Launches come on days of their own.
                if !option.changes.values.is_empty() {
                    { form.date(at(format!("options.{place}.changes.from"), "From").placeholder("now"), option.changes.from,
                        in_row(OPTIONS, place, |option, from: Option<Date>| option.changes.from = from)) }
                }
            </td>
            <td class="row-actions" data-align="right">
                <Button act="try-option" kind={ButtonKind::Quiet} small=true pressed={is_tried} label={format!("Try “{}”", option.name)} onclick={retry}>{ "Try" }</Button>
                { remove_row(&here.draft, &here.tasks, OPTIONS, place, ("remove-option", &option.name)) }
            </td>
        </tr>
    }
}
