//! One experiment on both days, line by line; or on the one day that had it.

use crate::components::{Card, Column, Pill, State, Table};
use domain::{
    compare::{Change, Direction, Pair},
    experiment::quantity,
    results::TrialResult,
    time,
};
use yew::prelude::*;

/// The experiment.
#[derive(PartialEq, Properties)]
pub struct PairProps {
    /// On both days.
    pub pair: Pair,
}

/// The card.
#[component]
pub fn PairCard(props: &PairProps) -> Html {
    let pair = &props.pair;
    let (rows, aside) = match (&pair.left, &pair.right) {
        (Some(_), Some(_)) => (pair.changes.iter().map(compared).collect::<Html>(), Html::default()),
        (Some(left), None) => (alone(left, true), only("Only on the earlier day")),
        (None, Some(right)) => (alone(right, false), only("Only on the later day")),
        (None, None) => return Html::default(),
    };
    let renamed = pair.right.as_ref().map(|right| &right.title).filter(|title| **title != pair.title);
    html! {
        <Card title={pair.title.clone()} class="trial pair" flush={true} {aside}>
            if let Some(title) = renamed { <p class="ready-words muted">{ format!("On the later day: “{title}”") }</p> }
            <Table label={pair.title.clone()} columns={vec![
                Column::words(""), Column::words("Earlier"), Column::words("Later"), Column::words("Change"),
            ]}>
                { rows }
            </Table>
        </Card>
    }
}

fn only(words: &'static str) -> Html {
    html! { <Pill state={State::Off}>{ words }</Pill> }
}

fn compared(change: &Change) -> Html {
    let (state, arrow) = mark(change.direction);
    let term = if change.subject.is_empty() {
        html! { { change.aspect.label() } }
    } else {
        html! { <>{ &change.subject }<span class="cell-sub">{ change.aspect.label() }</span></> }
    };
    html! {
        <tr data-id={format!("{:?}", change.aspect)} title={change.words.clone()}>
            <th scope="row" class="pair-term">{ term }</th>
            <td class="num pair-value">{ &change.left }</td>
            <td class="num pair-value">{ &change.right }</td>
            <td><Pill {state}>{ format!("{arrow} {}", change.direction.label()) }</Pill></td>
        </tr>
    }
}

/// What one day alone has to say of it.
fn alone(result: &TrialResult, earlier: bool) -> Html {
    let measured = |ms: Option<i64>| ms.map_or_else(|| "not measured".to_owned(), time::words);
    let stop = if result.aborted { ", aborted" } else { "" };
    let mut lines = vec![("Outcome".to_owned(), format!("{}{stop}", result.verdict.label()))];
    if result.injected {
        lines.push(("Stop to recovered".to_owned(), measured(result.stop_to_recovered_ms)));
        lines.push(("Time to detect".to_owned(), measured(result.time_to_detect_ms)));
        let worst = result.metrics.iter().filter_map(|metric| {
            Some((format!("{}, worst value", metric.name), quantity(metric.worst?, &metric.unit)))
        });
        lines.extend(worst);
        lines.push(("Surprises".to_owned(), result.surprises.to_string()));
    }
    let none = || html! { <td class="muted">{ "not there" }</td> };
    html! {
        { for lines.into_iter().map(|(term, value)| {
            let value = html! { <td class="num pair-value">{ value }</td> };
            let (left, right) = if earlier { (value, none()) } else { (none(), value) };
            html! { <tr><th scope="row" class="pair-term">{ term }</th>{ left }{ right }<td /></tr> }
        }) }
    }
}

/// How a direction is drawn: a state, and a sign beside its word.
pub const fn mark(direction: Direction) -> (State, &'static str) {
    match direction {
        Direction::Better => (State::Good, "↑"),
        Direction::Worse => (State::Bad, "↓"),
        Direction::Same => (State::Off, "="),
        Direction::Unclear => (State::Off, "?"),
    }
}
