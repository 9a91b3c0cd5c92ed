//! One experiment on both days, line by line; or on the one day that had it.

use crate::components::{Card, Column, Pill, State, Table};
use domain::{
    chaos::{
        compare::{Change, Direction, Pair},
        experiment::measured,
        results::TrialResult,
    },
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
    let renamed = pair.right.as_ref().map(|right| &right.title).filter(|title| !is_copy(title, &pair.title));
    html! {
        <Card title={pair.title.clone()} class="trial pair" flush={true} {aside}>
            if let Some(title) = renamed { <p class="ready-words muted">{ format!("On the later day: “{title}”") }</p> }
            <Table label={pair.title.clone()} columns={vec![
                Column::words("What"), Column::words("Earlier"), Column::words("Later"), Column::words("Change"),
            ]}>
                { rows }
            </Table>
        </Card>
    }
}

/// Whether a title says no more than that it is a copy.
fn is_copy(title: &str, original: &str) -> bool {
    let mut plain = title;
    while let Some(rest) = plain.strip_suffix(" (copy)") {
        plain = rest;
    }
    plain == original || title == original
}

fn only(words: &'static str) -> Html {
    html! { <Pill state={State::Off}>{ words }</Pill> }
}

fn compared(change: &Change) -> Html {
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
            <td>{ direction_pill(change.direction, change.direction.label()) }</td>
        </tr>
    }
}

/// What one day alone has to say of it.
fn alone(result: &TrialResult, earlier: bool) -> Html {
    let detected = result.time_to_detect_ms.map_or_else(|| "not measured".to_owned(), time::words);
    let mut lines = vec![("Outcome".to_owned(), result.ended.with(result.outcome))];
    if result.injected {
        lines.push(("Stop to recovered".to_owned(), result.recovery().words()));
        lines.push(("Time to detect".to_owned(), detected));
        let worst = result.metrics.iter().filter_map(|metric| {
            Some((format!("{}, worst value", metric.name), measured(metric.worst?, &metric.unit)))
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

/// Which way something went, as a sign, a colour and words.
pub fn direction_pill(direction: Direction, words: &str) -> Html {
    let (state, sign) = mark(direction);
    html! {
        <span class="pill direction" data-state={state.name()}><span aria-hidden="true">{ sign }</span>{ words }</span>
    }
}

/// The sign alone; the word is beside it for those who cannot see it.
pub fn direction_sign(direction: Direction) -> Html {
    let (state, sign) = mark(direction);
    html! {
        <span class="tone" data-state={state.name()}>
            <span aria-hidden="true">{ sign }</span><span class="sr-only">{ direction.label() }</span>
        </span>
    }
}

/// How a direction is drawn.
const fn mark(direction: Direction) -> (State, &'static str) {
    match direction {
        Direction::Better => (State::Good, "↑"),
        Direction::Worse => (State::Bad, "↓"),
        Direction::Same => (State::Off, "="),
        Direction::Unclear => (State::Off, "?"),
    }
}

#[cfg(test)]
mod tests {
    use super::is_copy;

    #[test]
    fn a_copy_of_a_copy_has_no_name_of_its_own() {
        assert!(is_copy("Cache lost (copy) (copy)", "Cache lost"));
        assert!(is_copy("Cache lost (copy)", "Cache lost (copy)"));
        assert!(!is_copy("Cache lost, twice", "Cache lost"));
    }
}
