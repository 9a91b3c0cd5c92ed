//! What was said about each dimension: what its score looks like, who voted what, and what it rests on, with the age of every
//! piece. A closed review keeps the disagreement, and the words that it was asked with.

use super::{
    Here,
    words::{age, votes_words},
};
use crate::{
    components::{Card, Pill, State},
    room::words::{count, day},
};
use domain::assessment::{Answer, Dimension, Evidence, Mark};
use yew::prelude::*;

/// The card; nothing where there is nothing to say.
pub fn grounds(here: &Here) -> Html {
    let pairs = here.review.template.dimensions.iter().zip(&here.review.answers);
    let said: Vec<_> = pairs
        .filter(|(dimension, answer)| {
            // In a pulse the notes stand beside their signs.
            !answer.evidence.is_empty() || !answer.votes.is_empty() || dimension.sign.is_none()
        })
        .collect();
    if said.is_empty() {
        return Html::default();
    }
    let pieces = said.iter().map(|(_, answer)| answer.evidence.len()).sum();
    html! {
        <Card title="What the scores rest on" flush={true} aside={html! { format!("{} of evidence", count(pieces, "piece")) }}>
            <dl data-act="grounds">{ for said.into_iter().map(|(dimension, answer)| ground(here, dimension, answer)) }</dl>
        </Card>
    }
}

fn ground(here: &Here, dimension: &Dimension, answer: &Answer) -> Html {
    let method = here.review.template.method;
    let looks = match answer.mark() {
        Mark::Score(score) => dimension.anchor(method, score).map(|words| (score, words)),
        _ => None,
    };
    let note = dimension.sign.is_none().then_some(&answer.note).filter(|note| !note.trim().is_empty());
    html! {
        <div key={dimension.key.clone()} class="ground" data-id={dimension.key.clone()}>
            <dt class="ground-name">{ &dimension.name }</dt>
            <dd class="ground-said">
                if let Some((score, words)) = looks { <p class="soft"><b class="num">{ score }</b>{ format!(" {words}") }</p> }
                if !answer.votes.is_empty() { <p class="muted num" data-act="ground-votes">{ votes_words(answer, method) }</p> }
                if let Some(note) = note { <p class="prose">{ note }</p> }
                { for answer.evidence.iter().map(|evidence| piece(here, evidence)) }
            </dd>
        </div>
    }
}

fn confirmed(evidence: &Evidence) -> String {
    evidence.confirmed_on.map(|on| format!(", confirmed on {}", day(on))).unwrap_or_default()
}

fn piece(here: &Here, evidence: &Evidence) -> Html {
    let stale = evidence.is_stale(here.today);
    let (state, word) = if stale { (State::Watch, "stale") } else { (State::Good, "fresh") };
    html! {
        <p class="ground-piece">
            <Pill {state}>{ word }</Pill>
            <span class="ground-words">
                { &evidence.text }
                <span class="muted num">{ format!(" · {}, {}{}", day(evidence.on), age(evidence.on, here.today), confirmed(evidence)) }</span>
                if !evidence.link.is_empty() && evidence.link != evidence.text { <span class="ground-link mono">{ &evidence.link }</span> }
            </span>
        </p>
    }
}
