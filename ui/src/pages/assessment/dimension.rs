//! The present dimension: what it is called, how long the room has for it, and whether it applies at all.

use super::{
    Here,
    console::{Panel, following},
};
use crate::{
    backend,
    components::{Banner, Button, ButtonKind, State, Timer},
    hooks::kept::keep,
    room::{run::clock::left, say::Say},
};
use domain::assessment::{Mark, Said, Sign};
use yew::prelude::*;

/// What the parts of a dimension take.
#[derive(PartialEq, Properties)]
pub struct ClockProps {
    /// The review.
    pub here: Here,
    /// Which dimension.
    pub dimension: usize,
}

/// Its name, its timebox, and the way on.
#[component]
pub fn Clock(props: &ClockProps) -> Html {
    let here = &props.here;
    let (Some((dimension, answer)), Some(timer)) = (here.at(props.dimension), here.review.clock()) else {
        return Html::default();
    };
    let sign = match dimension.sign {
        Some(Sign::Healthy) => " · healthy sign",
        Some(Sign::Warning) => " · warning sign",
        None => "",
    };
    let place = format!("{} of {}{sign}", props.dimension + 1, here.review.answers.len());
    let go = |to: Option<usize>| {
        let pen = here.pen.clone();
        Callback::from(move |()| {
            if let Some(dimension) = to {
                pen.say(Said::Present { dimension });
            }
        })
    };
    let now = backend::now(); // a record moves along when the clock is set: it is on the wall's time
    let back = props.dimension.checked_sub(1);
    let on = following(&here.review, Some(props.dimension));
    let settled = answer.mark() != Mark::Open;
    let kind = if settled && on.is_some() { ButtonKind::Primary } else { ButtonKind::Plain };
    html! {
        <section class="card review-clock" data-act="dimension">
            <div class="review-what">
                <p class="muted">{ place }if dimension.weight > 0 { { format!(" · weighs {}%", dimension.weight) } }</p>
                <h2 class="review-name">{ &dimension.name }</h2>
            </div>
            <div class="review-time">
                <Timer face={left(&timer, now, now)} label="Time left for this dimension" />
                <p class="muted">{ format!("of {} min", here.review.timebox_min) }</p>
            </div>
            <div class="review-steps">
                <Button act="previous-dimension" keys="P" why_not={back.is_none().then_some("This is the first dimension.")} onclick={go(back)}>{ "Previous" }</Button>
                <Button act="next-dimension" keys="N" {kind} why_not={on.is_none().then_some("Every dimension is settled. Close the review.")} onclick={go(on)}>{ "Next" }</Button>
            </div>
        </section>
    }
}

/// What [`Aside`] takes.
#[derive(PartialEq, Properties)]
pub struct AsideProps {
    /// The review.
    pub here: Here,
    /// Which dimension.
    pub dimension: usize,
    /// Whether the reason is being asked for.
    pub open: bool,
    /// Opens a form, or closes it.
    pub onopen: Callback<Option<Panel>>,
}

/// That the dimension does not apply, and why; or the question for the reason.
#[component]
pub fn Aside(props: &AsideProps) -> Html {
    let (here, dimension) = (&props.here, props.dimension);
    let Some((_, answer)) = here.at(dimension) else { return Html::default() };
    if let Some(reason) = &answer.not_applicable {
        let again = here.pen.saying(Said::SetAside { dimension, reason: None });
        let actions =
            html! { <Button act="applies" small=true onclick={again}>{ "It applies after all" }</Button> };
        return html! {
            <Banner state={State::Off} {actions}>
                <strong>{ "Does not apply: " }</strong>{ reason }<span class="muted">{ " It leaves the average, and the report says so." }</span>
            </Banner>
        };
    }
    if !props.open {
        return Html::default();
    }
    let onclose = props.onopen.reform(|()| None);
    let place = format!("{}/set-aside/{dimension}", here.pen.draft.id());
    let onsay = {
        let (pen, close, place) = (here.pen.clone(), onclose.clone(), place.clone());
        Callback::from(move |reason: String| {
            let (close, place) = (close.clone(), place.clone());
            pen.say_then(Said::SetAside { dimension, reason: Some(reason) }, move |()| {
                keep(&place, "");
                close.emit(());
            });
        })
    };
    html! {
        <section class="card"><div class="card-body">
            <Say name="not_applicable" {place} label="Why does it not apply?" placeholder="The team runs no service of its own"
                act="set-aside" cancel="cancel-set-aside" words="Leave it out" {onsay} {onclose} />
        </div></section>
    }
}
