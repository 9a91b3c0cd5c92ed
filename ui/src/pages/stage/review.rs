//! The faces of the stage while a review is on it. No note gets here, and no score before the room looks at all of them.

use crate::{
    components::{Face, Shape, State, Timer, tick},
    hooks::loaded::use_loaded,
    pages::assessment::{
        spread::Spread,
        words::{outliers, points, sign_state},
    },
};
use contract::{Notice, Review, ReviewView, StageState};
use domain::{
    Id, Kind, Zone,
    assessment::{Answer, Assessment, Dimension, Mark, Method, Present, Sign},
};
use std::rc::Rc;
use yew::prelude::*;

/// More dimensions than this do not fit beside the total.
const ROWS_MAX: usize = 8;

/// What [`ReviewStage`] takes.
#[derive(PartialEq, Properties)]
pub struct ReviewStageProps {
    /// The review.
    pub id: Id,
    /// What the facilitator set.
    pub state: Rc<StageState>,
    /// The zone of the wall clock.
    pub zone: Zone,
    /// What to call the workspace.
    pub name: AttrValue,
}

/// The review on the stage's own window, asked again whenever it changes.
#[component]
pub fn ReviewStage(props: &ReviewStageProps) -> Html {
    let (view, _) = use_loaded(
        Review { assessment: props.id, against: None },
        |asked, notice| matches!(notice, Notice::Record { kind: Kind::Assessment, id, .. } if *id == asked.assessment),
    );
    match view.ready() {
        Some(view) => html! {
            <ReviewFace state={Rc::clone(&props.state)} view={Rc::clone(view)} zone={props.zone} name={props.name.clone()} window=true />
        },
        None => html! { <div class="stage" data-window="" /> },
    }
}

/// What [`ReviewFace`] takes.
#[derive(PartialEq, Properties)]
pub struct ReviewFaceProps {
    /// What the facilitator set.
    pub state: Rc<StageState>,
    /// The review as the room may see it.
    pub view: Rc<ReviewView>,
    /// The zone of the wall clock.
    pub zone: Zone,
    /// What to call the workspace.
    pub name: AttrValue,
    /// Whether it fills a window of its own.
    #[prop_or_default]
    pub window: bool,
}

/// The review at any size.
#[component]
pub fn ReviewFace(props: &ReviewFaceProps) -> Html {
    html! { <div class="stage" data-window={props.window.then_some("")}>{ page(props) }</div> }
}

fn page(props: &ReviewFaceProps) -> Html {
    if props.state.blank {
        return html! { <div class="stage-page" data-mode="blanked" /> };
    }
    let review = &props.view.assessment;
    if let Some(message) = &props.state.message {
        return html! {
            <div class="stage-page" data-mode="message">
                { head(props, None) }
                <div class="stage-main"><p class="stage-message">{ message }</p></div>
            </div>
        };
    }
    if review.closed_at.is_some() {
        return if review.template.method == Method::Pulse { pulse(props) } else { result(props) };
    }
    let present = review.present.and_then(|present| {
        Some((
            present,
            review.template.dimensions.get(present.dimension)?,
            review.answers.get(present.dimension)?,
        ))
    });
    match present {
        Some((present, dimension, answer)) => asked(props, present, dimension, answer),
        None => html! {
            <div class="stage-page" data-mode="idle">
                { head(props, None) }
                <div class="stage-main">
                    <p class="stage-word">{ &review.template.title }</p>
                    <p class="stage-step">{ begin_words(review) }</p>
                </div>
            </div>
        },
    }
}

fn begin_words(review: &Assessment) -> String {
    let all = review.template.dimensions.len();
    if review.solo {
        format!("{all} questions, {} min each", review.timebox_min)
    } else {
        format!("{all} questions. Everybody answers alone first")
    }
}

fn head(props: &ReviewFaceProps, place: Option<String>) -> Html {
    let zone = props.zone;
    let clock = tick(move |now| html! { { zone.hour_minute(now) } });
    let place = place.map(|place| format!("{place} · "));
    html! {
        <header class="stage-head">
            <h1 class="stage-title">{ &props.view.scope }</h1>
            <p class="stage-where">{ for place }{ clock }</p>
        </header>
    }
}

/// One dimension: its name and the clock, then what the scores look like, then how they lie.
fn asked(props: &ReviewFaceProps, present: Present, dimension: &Dimension, answer: &Answer) -> Html {
    let review = &props.view.assessment;
    let until = present.since.plus_ms(i64::from(review.timebox_min) * 60_000);
    let place = format!("{} of {}", present.dimension + 1, review.answers.len());
    let shown = answer.revealed_at.is_some();
    let mode = if shown { "revealed" } else { "asked" };
    html! {
        <div class="stage-page" data-mode={mode} data-review="">
            { head(props, Some(place)) }
            <div class="stage-main">
                <div class="stage-question">
                    <p class="stage-dimension" data-long={(dimension.name.chars().count() > 24).then_some("")}>{ &dimension.name }</p>
                    <div class="stage-figure"><Timer face={Face::Until(until)} /></div>
                </div>
                if shown {
                    <Spread answer={answer.clone()} method={review.template.method} />
                } else {
                    { anchors(review, dimension, answer) }
                }
            </div>
            { foot(review, answer) }
        </div>
    }
}

/// The outer and the middle score in words; in a pulse what a yes would mean.
fn anchors(review: &Assessment, dimension: &Dimension, answer: &Answer) -> Html {
    let method = review.template.method;
    if let Some(sign) = dimension.sign {
        let words = match sign {
            Sign::Healthy => "A healthy sign: yes, unsure or no?",
            Sign::Warning => "A warning sign: yes, unsure or no?",
        };
        return html! { <p class="stage-reason">{ words }</p> };
    }
    let scale = method.scores();
    let middle = 3;
    let row = |score: u8| {
        html! {
            <li key={score} data-agreed={(answer.mark() == Mark::Score(score)).then_some("")}>
                <b>{ score }</b><span class="stage-anchor">{ dimension.anchor(method, score).unwrap_or_default() }</span>
            </li>
        }
    };
    let mut scores = vec![*scale.start(), middle, *scale.end()];
    if let Mark::Score(score) = answer.mark() {
        scores = vec![score]; // what was agreed is what the room looks at
    }
    html! { <ol class="stage-anchors">{ for scores.into_iter().map(row) }</ol> }
}

/// Who has scored, who speaks first, what was agreed.
fn foot(review: &Assessment, answer: &Answer) -> Html {
    let method = review.template.method;
    let spread = answer.spread();
    let (state, words) = match (answer.mark(), &spread) {
        (Mark::NotApplicable, _) => (State::Off, "Does not apply here".to_owned()),
        (Mark::Score(score), _) => (State::Good, format!("Agreed on {}", method.word(score))),
        (Mark::Open, Some(spread)) => match outliers(spread, method) {
            Some(words) => (State::Watch, words),
            None => (State::Good, "The scores lie together".to_owned()),
        },
        (Mark::Open, None) if review.solo => return Html::default(),
        (Mark::Open, None) => {
            let (have, all) = (answer.votes.len(), review.participants.len());
            let state = if have == all && all > 0 { State::Good } else { State::Off };
            (state, format!("{have} of {all} have scored"))
        }
    };
    html! {
        <p class="stage-foot" data-state={state.name()}><Shape {state} /><span class="stage-foot-words">{ words }</span></p>
    }
}

/// The end: what it comes to, and where it stands.
fn result(props: &ReviewFaceProps) -> Html {
    let review = &props.view.assessment;
    let result = review.result();
    let (low, high) = result.bounds;
    let total = result.total.map(points).unwrap_or_default();
    let band = result.band.map(|band| band.name.clone());
    let top = *review.template.method.scores().end();
    let mut shown: Vec<usize> = result.weakest.clone();
    shown.truncate(ROWS_MAX);
    html! {
        <div class="stage-page" data-mode="result" data-review="">
            { head(props, Some(format!("Milestone {}", review.milestone))) }
            <div class="stage-main">
                <section class="stage-total">
                    <p class="stage-figure">{ total }</p>
                    <p class="stage-band">{ band.unwrap_or_else(|| "Result".to_owned()) }</p>
                    <p class="stage-step">{ format!("on {low:.0}–{high:.0}") }</p>
                </section>
                <ul class="stage-profile">
                    { for shown.iter().filter_map(|at| {
                        let dimension = review.template.dimensions.get(*at)?;
                        let Mark::Score(score) = review.answers.get(*at)?.mark() else { return None };
                        Some(html! {
                            <li key={*at}>
                                <span class="stage-name">{ &dimension.short }</span>
                                <span class="stage-steps" aria-hidden="true">
                                    { for (1..=top).map(|step| html! { <i data-on={(step <= score).then_some("")} /> }) }
                                </span>
                                <b>{ score }</b>
                            </li>
                        })
                    }) }
                </ul>
            </div>
        </div>
    }
}

/// The end of a pulse: the signs that are seen, and no number over them.
fn pulse(props: &ReviewFaceProps) -> Html {
    let review = &props.view.assessment;
    let column = |kind: Sign, title: &'static str| {
        let pairs = review.template.dimensions.iter().zip(&review.answers);
        html! {
            <section>
                <h2 class="stage-band">{ title }</h2>
                <ul class="stage-profile">
                    { for pairs.filter(|(dimension, _)| dimension.sign == Some(kind)).map(|(dimension, answer)| {
                        let (state, words) = sign_state(answer.mark(), kind);
                        html! {
                            <li key={dimension.key.clone()}>
                                <span class="stage-name">{ &dimension.short }</span>
                                <span class="stage-value" data-state={state.name()}><Shape {state} />{ words }</span>
                            </li>
                        }
                    }) }
                </ul>
            </section>
        }
    };
    html! {
        <div class="stage-page" data-mode="pulse" data-review="">
            { head(props, Some(format!("Milestone {}", review.milestone))) }
            <div class="stage-main">{ column(Sign::Healthy, "Healthy") }{ column(Sign::Warning, "Warnings") }</div>
        </div>
    }
}
