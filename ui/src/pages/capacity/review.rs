//! The guided review: five questions, one at a time, with what is tried live on the stage.

use super::{
    decide::{Decide, forget, is_typed},
    details::{launches, prices},
    here::{Here, crumbs, use_here},
    history::history,
    inputs::Inputs,
    live::{Live, use_live},
    load::{load_points, load_tests},
    options::options_card,
    plot::Drawn,
    record::{pill, projection_card, tiles_card},
    sliders::what_if_card,
    stage::ModelStage,
};
use crate::{
    components::{Button, ButtonKind, Card, Toasts, use_toasts},
    hooks::{Shortcut, loaded::use_loaded, use_keys},
    room::{
        Crumbs,
        control::{focus, leave},
        draft::field::{Field, Holds},
        link_button,
        record::{Opened, PageProps, RecordPage, opened},
        run::stage::{blank, blank_key, show, stage_card},
        use_record,
    },
    route::Route,
    stage::{away::where_is, frame::Frame},
};
use contract::{CapacityChart, HideStage, Notice, Stage, StageState};
use domain::capacity::{
    CapacityModel, CapacityReview, CapacitySaid, InputGroup, Question, content::CAPACITY,
};
use std::rc::Rc;
use yew::prelude::*;

/// The stage in the corner follows so much later, in milliseconds: it must not hold up what the hand moves.
const THUMB_LATER_MS: u32 = 400;

/// The room.
#[component]
pub fn ReviewPage(props: &PageProps) -> Html {
    match opened::<CapacityModel>(props.id, &use_record(props.id), "Capacity review", crumbs()) {
        Ok(opened) => html! { <Console ..opened /> },
        Err(bare) => bare,
    }
}

#[component]
fn Console(opened: &Opened<CapacityModel>) -> Html {
    let here = use_here(&opened.record, &opened.body);
    let toasts = use_toasts();
    let (stage, _) = use_loaded(Stage {}, |_, notice| matches!(notice, Notice::Stage));
    let stage = stage.ready().cloned();
    let is_ours = stage.as_ref().is_some_and(|stage| stage.place.is_open() && stage.run == Some(here.id()));
    let live = use_live(&here, is_ours);
    let model = here.model();
    let review = model.open_review();
    use_keys(shortcuts(&here, review, stage.as_ref(), &toasts));
    let title = format!("Review of {}", model.title);
    let way: Crumbs =
        [crumbs(), vec![(Route::CapacityModel { id: here.id() }, model.title.clone().into())]].concat();
    let Some(review) = review else {
        return html! { <RecordPage {title} crumbs={way} standing={here.draft.standing()}>{ before(&here) }</RecordPage> };
    };
    html! {
        <RecordPage {title} crumbs={way} pill={pill(&live)} standing={here.draft.standing()} keys={close_key(&here, review)}>
            <div class="capacity-console">
                { questions(&here, review) }
                <div class="stack">
                    { turn(&here, review) }
                    { grounds(&here, review.turn, &live) }
                </div>
                <aside class="stack">
                    { for stage.as_ref().map(|stage| on_stage(&here, stage, is_ours, &toasts)) }
                    { what_if_card(&here, &live) }
                </aside>
            </div>
        </RecordPage>
    }
}

/// Nobody is at it yet, or no longer.
fn before(here: &Here) -> Html {
    let back = Route::CapacityModel { id: here.id() };
    let closed = here.model().reviews.last().is_some_and(|review| review.ended_at.is_some());
    html! {
        <Card>
            <div class="prepare">
                <h2 class="review-name">{ "Five questions, one sitting" }</h2>
                <p class="prose">{ "Where are we, what grows, where is the ceiling, what if, what do we decide. What the room tries on the sliders is on the stage at once." }</p>
                <div class="line">
                    <Button act="begin-review" kind={ButtonKind::Primary} keys="N" onclick={here.saying(CapacitySaid::Begin)}>{ "Begin the review" }</Button>
                    if closed { <Button act="reopen-review" onclick={here.saying(CapacitySaid::Reopen)}>{ "Open the last one again" }</Button> }
                    { link_button("back-to-model", "quiet", "Back to the model", back) }
                </div>
            </div>
        </Card>
    }
}

/// Closes the review and goes back to the model; says what is missing until then.
fn close_key(here: &Here, review: &CapacityReview) -> Html {
    let why_not = match (review.decision.trim(), review.owner.trim()) {
        ("", _) => {
            Some(AttrValue::Static("Nothing is decided yet. That nothing is to be done is a decision too."))
        }
        (_, "") => Some(AttrValue::Static("Nobody answers for the decision yet.")),
        _ => None,
    };
    let close = {
        let here = here.clone();
        Callback::from(move |()| {
            let again = here.clone();
            let over = here.model().open_review().cloned();
            let then = Callback::from(move |()| {
                over.iter().for_each(|review| forget(&again, review));
                again.tasks.go(Route::CapacityModel { id: again.id() });
                let reopen = again.saying(CapacitySaid::Reopen);
                again.tasks.done(closed_words(over.as_ref().map_or(0, |review| review.signed.len())), reopen);
            });
            here.say(CapacitySaid::Close, then);
        })
    };
    html! {
        <>
            { leave_key(here, review) }
            <Button act="close-review" kind={ButtonKind::Primary} {why_not} onclick={close}>{ "Close the review" }</Button>
        </>
    }
}

const fn closed_words(signed: usize) -> &'static str {
    if signed == 0 {
        "The review is closed, and nobody signed it. Its decision is an action of its owner now."
    } else {
        "The review is closed. Its decision is an action of its owner now."
    }
}

/// The way out of a review that was begun by mistake: while nothing is noted or decided it leaves nothing behind.
fn leave_key(here: &Here, review: &CapacityReview) -> Html {
    if !review.notes.is_empty() || !review.decision.is_empty() {
        return Html::default();
    }
    let here = here.clone();
    let abandon = Callback::from(move |()| {
        let again = here.clone();
        let over = here.model().open_review().cloned();
        if over.as_ref().is_some_and(|review| is_typed(&here, review)) {
            return here
                .tasks
                .say("A decision is typed and not written down. Write it down, or empty the field.");
        }
        let then = Callback::from(move |()| {
            over.iter().for_each(|review| forget(&again, review));
            again.tasks.go(Route::CapacityModel { id: again.id() });
        });
        here.say(CapacitySaid::Abandon, then);
    });
    html! { <Button act="abandon-review" kind={ButtonKind::Quiet} onclick={abandon}>{ "Leave without a review" }</Button> }
}

/// The five questions; the present one marked, those with a note done.
fn questions(here: &Here, review: &CapacityReview) -> Html {
    let row = |(at, question): (usize, &Question)| {
        let question = *question;
        let answered = review.notes.contains_key(&question)
            || (question == Question::WhatDoWeDecide && !review.decision.is_empty());
        let turn = here.saying(CapacitySaid::Turn(question));
        html! {
            <li key={question.word()}>
                <button type="button" class="dimension-key" data-act="go-question" data-id={question.word()} data-state={if answered { "done" } else { "open" }}
                    aria-current={(review.turn == question).then_some("step")} onclick={turn.reform(|_: MouseEvent| ())}>
                    <span class="dimension-mark" aria-hidden="true" />
                    <span class="dimension-name">{ question.label() }</span>
                    <span class="dimension-score">{ at + 1 }</span>
                </button>
            </li>
        }
    };
    html! {
        <Card class="dimensions" title="Questions" flush={true}>
            <ol class="dimension-keys">{ for Question::ALL.iter().enumerate().map(row) }</ol>
        </Card>
    }
}

/// The question of the moment, and what the room says to it.
fn turn(here: &Here, review: &CapacityReview) -> Html {
    let question = review.turn;
    let onsave = {
        let here = here.clone();
        Callback::from(move |words: String| here.say(CapacitySaid::Note(question, words), Callback::noop()))
    };
    let way = |to: Option<Question>, act: &'static str, keys: &'static str, words: &'static str| {
        to.map(|to| html! { <Button {act} {keys} onclick={here.saying(CapacitySaid::Turn(to))}>{ words }</Button> })
    };
    html! {
        <Card>
            <div class="stack" data-gap="small" data-act="question">
                <h2 class="review-name">{ question.label() }</h2>
                <p class="soft">{ CAPACITY.asks.get(&question).cloned().unwrap_or_default() }</p>
                <Field key={question.word()} scope={format!("{}-review", here.id())} name={format!("notes.{}", question.word())} label="What the room says"
                    holds={Holds::Prose} value={review.notes.get(&question).cloned().unwrap_or_default()} {onsave} />
                <div class="line">
                    { for way(beside(question, -1), "previous-question", "P", "Back") }
                    { for way(beside(question, 1), "next-question", "N", "Next question") }
                </div>
            </div>
        </Card>
    }
}

/// The question that stands so many places further on.
fn beside(question: Question, places: isize) -> Option<Question> {
    let at = Question::ALL.iter().position(|one| *one == question)?;
    Question::ALL.get(at.checked_add_signed(places)?).copied()
}

/// What a question is answered from.
fn grounds(here: &Here, question: Question, live: &Live) -> Html {
    let drawn = |chart, title, act| {
        html! { <Drawn key={act} model={here.id()} what_if={live.what_if.clone()} {chart} {title} {act} /> }
    };
    match question {
        Question::WhereAreWe => html! {
            <>
                { tiles_card(live) }
                { projection_card(live) }
                { history(here) }
                <Inputs key="where" here={here.clone()} groups={&[InputGroup::Demand][..]} />
            </>
        },
        Question::WhatGrows => html! {
            <>
                { projection_card(live) }
                <Inputs key="grows" here={here.clone()} groups={&[InputGroup::Demand][..]} />
                { launches(here) }
            </>
        },
        Question::WhereIsTheCeiling => html! {
            <>
                <div class="capacity-pair">
                    { drawn(CapacityChart::Ceiling, "Ceiling from load tests", "ceiling-chart") }
                    { drawn(CapacityChart::Spike, "Spike of 10×", "spike-chart") }
                </div>
                <Inputs key="ceiling" here={here.clone()} groups={&[InputGroup::Ceiling, InputGroup::Scaling, InputGroup::Zones][..]} />
                { load_points(here) }
                { load_tests(here) }
            </>
        },
        Question::WhatIf => html! {
            <>
                { tiles_card(live) }
                { projection_card(live) }
                { options_card(here, live) }
                <Inputs key="cost" here={here.clone()} groups={&[InputGroup::Cost][..]} />
                { prices(here) }
            </>
        },
        Question::WhatDoWeDecide => html! {
            <>
                <Decide here={here.clone()} order_by={order_by(live)} />
                { options_card(here, live) }
                { projection_card(live) }
            </>
        },
    }
}

fn order_by(live: &Live) -> Option<domain::Date> {
    live.seen.as_ref().and_then(|seen| seen.as_ref().ok()?.order_by)
}

/// The projector, small, and what can be done to it.
fn on_stage(here: &Here, stage: &Rc<StageState>, is_ours: bool, toasts: &Toasts) -> Html {
    let place = if stage.place.is_open() && !is_ours {
        html! { "shows something else" }
    } else {
        where_is(stage)
    };
    let (id, asks) = (here.id(), toasts.clone());
    let to_stage = Callback::from(move |()| show(id, None, &asks));
    let asks = toasts.clone();
    let hide = Callback::from(move |()| asks.ask(HideStage {}, |_| ()));
    let state = Rc::new(StageState { message: None, ..(**stage).clone() });
    let frame = Frame { state, zone: here.zone, window: false };
    let below = html! {
        <>
            <div class="stage-thumb" aria-hidden="true" data-closed={(!is_ours).then_some("")}><ModelStage {id} {frame} later_ms={THUMB_LATER_MS} /></div>
            <div class="line">
                if is_ours {
                    { blank_key(stage, toasts) }
                    <Button act="hide-stage" kind={ButtonKind::Quiet} onclick={hide}>{ "Close" }</Button>
                } else {
                    <Button act="show-stage" keys="S" onclick={to_stage}>{ "Show on the stage" }</Button>
                }
            </div>
        </>
    };
    stage_card(stage, id, place, below)
}

fn shortcuts(
    here: &Here,
    review: Option<&CapacityReview>,
    stage: Option<&Rc<StageState>>,
    toasts: &Toasts,
) -> Vec<Shortcut> {
    let Some(review) = review else { return vec![Shortcut::new("N", here.saying(CapacitySaid::Begin))] };
    let (id, asks) = (here.id(), toasts.clone());
    let mut keys = vec![
        // Out of whatever is being typed, so that single keys work again.
        Shortcut::new("Escape", Callback::from(|()| leave())),
        Shortcut::new("S", Callback::from(move |()| show(id, None, &asks))),
        Shortcut::new("W", Callback::from(|()| focus("[name^='notes.']"))),
        Shortcut::new("T", Callback::from(|()| focus("[data-act=try]"))),
    ];
    if let Some(stage) = stage {
        let (stage, toasts) = (Rc::clone(stage), toasts.clone());
        keys.push(Shortcut::new("B", Callback::from(move |()| blank(&stage, &toasts))));
    }
    for (key, places) in [("N", 1), ("P", -1)] {
        if let Some(to) = beside(review.turn, places) {
            keys.push(Shortcut::new(key, here.saying(CapacitySaid::Turn(to))));
        }
    }
    let digits = ["1", "2", "3", "4", "5"].into_iter().zip(Question::ALL);
    keys.extend(digits.map(|(key, question)| Shortcut::new(key, here.saying(CapacitySaid::Turn(*question)))));
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_questions_have_a_first_and_a_last() {
        assert_eq!(beside(Question::WhereAreWe, -1), None);
        assert_eq!(beside(Question::WhereAreWe, 1), Some(Question::WhatGrows));
        assert_eq!(beside(Question::WhatDoWeDecide, 1), None);
    }
}
