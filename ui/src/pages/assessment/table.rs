//! The dimensions of a closed review, the weakest first.

use super::{
    Here,
    bars::bars,
    words::{evidence_words, since, spread_words, voters},
};
use crate::{
    components::{Card, Column, Pill, Table},
    room::words::count,
};
use domain::assessment::{Mark, Method};
use yew::prelude::*;

/// The card.
pub fn dimensions(here: &Here) -> Html {
    let review = &here.review;
    let weighs = review.template.method == Method::Rubric;
    let mut columns = vec![Column::words("Dimension"), Column::words("Agreed")];
    if weighs {
        columns.push(Column::numbers("Weight"));
    }
    if !review.solo {
        columns.push(Column::words("Spread"));
    }
    if here.before().is_some() {
        let link = if here.is_elsewhere() { "Than" } else { "Since" };
        columns.push(Column::words(format!("{link} {}", here.then_words())));
    }
    columns.push(Column::words("Evidence"));
    let scored = match voters(review) {
        0 => "scored by one person".to_owned(),
        who => format!("{} scored independently", count(who, "person")),
    };
    html! {
        <Card title="Dimensions" flush={true} aside={html! { scored }}>
            <Table label="Dimensions, the weakest first" {columns}>
                { for review.result().weakest.iter().map(|at| row(here, *at, weighs)) }
            </Table>
        </Card>
    }
}

fn row(here: &Here, at: usize, weighs: bool) -> Html {
    let Some((dimension, answer)) = here.at(at) else { return Html::default() };
    let Mark::Score(score) = answer.mark() else { return Html::default() };
    let method = here.review.template.method;
    let spread = answer.spread();
    let (state, evidence) = evidence_words(&answer.evidence, here.today);
    let moved = here
        .view
        .as_ref()
        .and_then(|view| view.compared.iter().find(|row| row.key == dimension.key))
        .map(|row| since(row, method, dimension.sign));
    let far = spread.as_ref().is_some_and(|spread| spread.outliers.is_some());
    html! {
        <tr key={at} data-act="dimension-row" data-id={dimension.key.clone()}>
            <td class="main-cell">
                { &dimension.name }
            </td>
            <td class="nowrap">{ bars(score, method) }</td>
            if weighs { <td data-align="right">{ format!("{}%", dimension.weight) }</td> }
            if !here.review.solo {
                <td class="num nowrap soft">
                    { spread.as_ref().map_or_else(|| "–".to_owned(), |spread| spread_words(spread, method)) }
                    if far { <span class="cell-sub">{ "far apart" }</span> }
                </td>
            }
            if here.before().is_some() { <td class="num nowrap">{ moved_words(moved) }</td> }
            <td class="nowrap"><Pill {state}>{ evidence }</Pill></td>
        </tr>
    }
}

/// `+2` in the colour of its direction; the sign says it too.
pub fn moved_words(moved: Option<(String, Option<bool>)>) -> Html {
    let (words, up) = moved.unwrap_or_else(|| ("–".to_owned(), None));
    match up {
        Some(up) => {
            html! { <span class="tone" data-state={if up { "good" } else { "bad" }}>{ words }</span> }
        }
        None => html! { <span class="muted">{ words }</span> },
    }
}
