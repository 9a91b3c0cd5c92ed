//! What was measured, and what rooms decided before.

use super::{details::fold, here::Here, measure::Measure};
use crate::{
    components::Card,
    room::words::{count, day},
};
use domain::capacity::{CapacityReview, Question};
use yew::prelude::*;

/// The series that the model has.
pub fn history(here: &Here) -> Html {
    let model = here.model();
    let Some(history) = &model.history else {
        let inside = html! {
            <>
                <p class="ready-words muted">{ "No measurements yet. With a series of daily peaks, growth is computed instead of guessed, and the method that did best on its last part is proposed." }</p>
                <Measure here={here.clone()} />
            </>
        };
        return fold("history", "Measured history", "none", inside);
    };
    let ends = history.points.first().zip(history.points.last());
    let inside = html! {
        <>
        <dl class="facts fold-form">
            <dt>{ "From" }</dt><dd>{ &history.source }</dd>
            if !history.series.is_empty() { <dt>{ "Series" }</dt><dd>{ &history.series }</dd> }
            if let Some(((from, _), (to, _))) = ends { <dt>{ "Days" }</dt><dd class="num">{ format!("{} to {}", day(*from), day(*to)) }</dd> }
        </dl>
        <Measure here={here.clone()} />
        </>
    };
    fold("history", "Measured history", count(history.points.len(), "day"), inside)
}

/// Reviews that were held, the latest first.
pub fn reviews(here: &Here) -> Html {
    let model = here.model();
    if model.reviews.is_empty() {
        return Html::default();
    }
    html! {
        <Card title="Reviews" flush={true} aside={html! { count(model.reviews.len(), "review") }}>
            <ul data-act="past-reviews">{ for model.reviews.iter().rev().map(|review| past(here, review)) }</ul>
        </Card>
    }
}

fn past(here: &Here, review: &CapacityReview) -> Html {
    let when = day(here.zone.date(review.begun_at));
    let decision = if review.decision.is_empty() { "Nothing was decided yet." } else { &review.decision };
    let notes = Question::ALL.iter().filter_map(|question| Some((question, review.notes.get(question)?)));
    let foot = [
        review.owner.clone(),
        review.order_by.map(|on| format!("order by {}", day(on))).unwrap_or_default(),
        format!("signed by {}", review.signed.len()),
    ];
    let foot: Vec<String> = foot.into_iter().filter(|words| !words.is_empty()).collect();
    html! {
        <li key={review.begun_at.ms().to_string()} class="list-row">
            <details>
                <summary><b class="num">{ when }</b>{ " · " }{ decision }</summary>
                { for notes.map(|(question, words)| html! { <p class="past-note"><span class="muted">{ question.label() }</span>{ " " }{ words }</p> }) }
            </details>
            <p class="muted small">{ foot.join(" · ") }</p>
        </li>
    }
}
