//! What was said about each dimension, and what its score rests on, with the age of every piece.

use super::{Here, words::age};
use crate::{
    components::{Card, Pill, State},
    pages::words::{count, day},
};
use domain::assessment::Evidence;
use yew::prelude::*;

/// The card; nothing where nothing was written down.
#[component]
pub fn Grounds(here: &Here) -> Html {
    let pairs = here.review.template.dimensions.iter().zip(&here.review.answers);
    let said: Vec<_> = pairs
        // In a pulse the notes stand beside their signs.
        .filter(|(dimension, answer)| {
            !answer.evidence.is_empty() || (dimension.sign.is_none() && !answer.note.trim().is_empty())
        })
        .collect();
    if said.is_empty() {
        return Html::default();
    }
    let pieces = said.iter().map(|(_, answer)| answer.evidence.len()).sum();
    html! {
        <Card title="What the scores rest on" flush={true} aside={html! { format!("{} of evidence", count(pieces, "piece")) }}>
            <dl data-act="grounds">
                { for said.iter().map(|(dimension, answer)| html! {
                    <div key={dimension.key.clone()} class="ground">
                        <dt class="ground-name">{ &dimension.name }</dt>
                        <dd class="ground-said">
                            if !answer.note.trim().is_empty() { <p class="prose">{ &answer.note }</p> }
                            { for answer.evidence.iter().map(|evidence| piece(here, evidence)) }
                        </dd>
                    </div>
                }) }
            </dl>
        </Card>
    }
}

fn piece(here: &Here, evidence: &Evidence) -> Html {
    let stale = evidence.is_stale(here.today);
    let (state, word) = if stale { (State::Watch, "stale") } else { (State::Good, "fresh") };
    html! {
        <p class="ground-piece">
            <Pill {state}>{ word }</Pill>
            <span class="ground-words">
                { &evidence.text }
                <span class="muted num">{ format!(" · {}, {}", day(evidence.on), age(evidence.on, here.today)) }</span>
                if !evidence.link.is_empty() && evidence.link != evidence.text { <span class="ground-link mono">{ &evidence.link }</span> }
            </span>
        </p>
    }
}
