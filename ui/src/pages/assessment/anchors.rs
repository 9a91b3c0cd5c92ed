//! What each score looks like; after the reveal a press agrees on it.

use super::{
    Here,
    dimension::ClockProps,
    words::{key_of, offered},
};
use crate::components::{Button, ButtonKind, Card, Keycap, Pill, State};
use domain::{
    assessment::{Mark, Method, Said, Sign},
    text::clip,
};
use yew::prelude::*;

/// The scores in words, with last time's marked and what one higher looks like.
#[component]
pub fn Anchors(props: &ClockProps) -> Html {
    let (here, at) = (&props.here, props.dimension);
    let Some((dimension, answer)) = here.at(at) else { return Html::default() };
    let method = here.review.template.method;
    let last = here.last(at).and_then(|last| last.agreed);
    let higher = last.and_then(|last| last.checked_add(1)).filter(|_| method != Method::Pulse);
    let may = here.review.solo || answer.revealed_at.is_some();
    let row = |score: u8| {
        let words =
            dimension.anchor(method, score).map_or_else(|| pulse_words(score, dimension.sign), str::to_owned);
        let agreed = answer.mark() == Mark::Score(score);
        let onclick = {
            let pen = here.pen.clone();
            move |_: MouseEvent| {
                // Pressed twice, the agreement is taken back.
                pen.say(Said::Agree { dimension: at, score: (!agreed).then_some(score) });
            }
        };
        let main = method == Method::Pulse || matches!(score, 0 | 1 | 3 | 5);
        let inside = html! {
            <>
                <span class="anchor-score">{ method.score_word(score) }</span>
                <span class="anchor-words">{ words }</span>
                <span class="anchor-tags">
                    if agreed { <Pill state={State::Good}>{ "Agreed" }</Pill> }
                    if last == Some(score) { <Pill state={State::Off}>{ "Last time" }</Pill> }
                    if higher == Some(score) { <span class="anchor-higher">{ "one higher" }</span> }
                    if may { <Keycap keys={key_of(method, score)} /> }
                </span>
            </>
        };
        let main = main.then_some("");
        html! {
            <li key={score}>
                if may {
                    <button type="button" class="anchor" data-act="agree" data-id={score.to_string()} data-main={main}
                        aria-pressed={if agreed { "true" } else { "false" }} {onclick}>{ inside }</button>
                } else {
                    <div class="anchor" data-id={score.to_string()} data-main={main}>{ inside }</div>
                }
            </li>
        }
    };
    let title = if may { "Agree on a score" } else { "What the scores look like" };
    let aside = if may {
        agreed_aside(here, at)
    } else {
        html! { "Everybody scores alone first" }
    };
    html! {
        <Card {title} flush={true} {aside}>
            <ol class="anchors" data-act="anchors">{ for offered(method).into_iter().map(row) }</ol>
            { last_time(here, at) }
        </Card>
    }
}

fn agreed_aside(here: &Here, dimension: usize) -> Html {
    let agreed = here.at(dimension).is_some_and(|(_, answer)| answer.agreed.is_some());
    if !agreed {
        return Html::default();
    }
    let take_back = here.pen.saying(Said::Agree { dimension, score: None });
    html! { <Button act="take-back" kind={ButtonKind::Quiet} small=true onclick={take_back}>{ "Take it back" }</Button> }
}

fn pulse_words(score: u8, sign: Option<Sign>) -> String {
    match (score, sign) {
        (0, Some(Sign::Warning)) | (2, Some(Sign::Healthy)) => "That is how it should be.",
        (2, Some(Sign::Warning)) => "A warning that is true here.",
        (0, _) => "Healthy, but not seen here yet.",
        _ => "The room cannot tell, or it depends.",
    }
    .to_owned()
}

/// What the room said about it last time.
fn last_time(here: &Here, at: usize) -> Html {
    let (Some((_, before)), Some(last)) = (here.before(), here.last(at)) else { return Html::default() };
    let method = here.review.template.method;
    let said = match last.mark() {
        Mark::Score(score) => method.score_word(score),
        Mark::NotApplicable => {
            format!("did not apply: {}", last.not_applicable.as_deref().unwrap_or_default())
        }
        Mark::Open => return Html::default(),
    };
    html! {
        <p class="anchors-last" data-act="last-time">
            <span class="muted">{ format!("Milestone {}: ", before.milestone) }</span>{ said }
            if !last.note.trim().is_empty() { <span class="soft">{ format!(" · “{}”", clip(&last.note, 400)) }</span> }
        </p>
    }
}
