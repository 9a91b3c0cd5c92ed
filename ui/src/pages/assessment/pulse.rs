//! A culture pulse: healthy signs and warning signs as two lists with their trend, and no number over them.

use super::{
    Here,
    table::moved_words,
    words::{sign_state, since},
};
use crate::{
    components::{Card, Pill},
    room::words::count,
};
use domain::assessment::{Mark, Sign};
use yew::prelude::*;

/// Both lists.
pub fn pulse(here: &Here) -> Html {
    html! { <div class="compare pulse" data-act="pulse">{ signs(here, Sign::Healthy) }{ signs(here, Sign::Warning) }</div> }
}

fn signs(here: &Here, kind: Sign) -> Html {
    let dimensions = here.review.template.dimensions.iter().zip(&here.review.answers);
    let all: Vec<_> = dimensions.filter(|(dimension, _)| dimension.sign == Some(kind)).collect();
    let yes = all.iter().filter(|(_, answer)| answer.mark() == Mark::Score(2)).count();
    let counts = all.iter().filter(|(_, answer)| matches!(answer.mark(), Mark::Score(_))).count();
    let (title, words) = match kind {
        Sign::Healthy => ("Healthy signs", format!("{yes} of {counts} seen")),
        Sign::Warning => ("Warning signs", format!("{yes} of {counts} true")),
    };
    let since_words = here.before().map(|_| format!(", against {}", here.then_words()));
    html! {
        <Card {title} flush={true} aside={html! { format!("{words}{}", since_words.unwrap_or_default()) }}>
            <ul data-act={if kind == Sign::Healthy { "healthy" } else { "warnings" }} aria-label={count(all.len(), "sign")}>
                { for all.iter().map(|(dimension, answer)| {
                    let moved = here.view.as_ref()
                        .and_then(|view| view.compared.iter().find(|row| row.key == dimension.key))
                        .map(|row| since(row, here.review.template.method, dimension.sign));
                    html! {
                        <li key={dimension.key.clone()} class="pulse-sign" data-id={dimension.key.clone()}>
                            <span class="pulse-words">{ &dimension.name }
                                if let Some(reason) = &answer.not_applicable { <span class="cell-sub">{ format!("Does not apply: {reason}") }</span> }
                                if !answer.note.trim().is_empty() { <span class="cell-sub review-note">{ &answer.note }</span> }
                            </span>
                            if here.before().is_some() { <span class="pulse-trend">{ moved_words(moved) }</span> }
                            { answer_pill(answer.mark(), kind) }
                        </li>
                    }
                }) }
            </ul>
        </Card>
    }
}

fn answer_pill(mark: Mark, kind: Sign) -> Html {
    let (state, words) = sign_state(mark, kind);
    html! { <Pill {state}>{ words }</Pill> }
}
