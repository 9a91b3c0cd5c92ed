//! The laptop goes round: pick your name, press a score, and it is gone from the screen.

use super::{
    Here,
    words::{key_of, missing, offered},
};
use crate::{
    components::{Button, ButtonKind, Card, Keycap, Shape, State},
    hooks::{Shortcut, use_keys},
    room::control::focus,
};
use domain::assessment::{Answer, Dimension, Method, Said};
use yew::prelude::*;

/// What [`Pass`] takes.
#[derive(PartialEq, Properties)]
pub struct PassProps {
    /// The review.
    pub here: Here,
    /// Which dimension.
    pub dimension: usize,
    /// Back to the console.
    pub onclose: Callback<()>,
}

/// The round.
#[component]
pub fn Pass(props: &PassProps) -> Html {
    let (here, dimension) = (&props.here, props.dimension);
    let who = use_state_eq(|| None::<String>);
    let choose = {
        let who = who.setter();
        Callback::from(move |name: Option<String>| who.set(name))
    };
    let vote = {
        let (pen, who, choose) = (here.pen.clone(), (*who).clone(), choose.clone());
        Callback::from(move |score: u8| {
            let (Some(who), choose) = (who.clone(), choose.clone()) else { return };
            pen.say_then(Said::Vote { dimension, who, score }, move |()| choose.emit(None));
        })
    };
    let method = here.review.template.method;
    let escape = if who.is_some() { choose.reform(|()| None) } else { props.onclose.clone() };
    let mut keys = vec![Shortcut::new("Escape", escape)];
    if who.is_some() {
        keys.extend(
            offered(method)
                .into_iter()
                .map(|score| Shortcut::new(key_of(method, score), vote.reform(move |()| score))),
        );
    }
    use_keys(keys);
    let scored = here.at(dimension).map_or(0, |(_, answer)| answer.votes.len());
    use_effect_with((who.is_some(), scored), |_| focus("[data-next]"));
    let Some((asked, answer)) = here.at(dimension) else { return Html::default() };
    match &*who {
        Some(who) => ballot(method, asked, who, &vote, choose.reform(|()| None)),
        None => names(here, asked, answer, &choose, &props.onclose),
    }
}

/// One person's score, with nobody looking.
fn ballot(method: Method, asked: &Dimension, who: &str, vote: &Callback<u8>, onback: Callback<()>) -> Html {
    html! {
        <Card class="pass">
            <p class="muted">{ "Alone and unseen: " }<b class="pass-who">{ who }</b></p>
            <h2 class="review-name">{ &asked.name }</h2>
            <ol class="anchors pass-anchors" data-act="pass-scores">
                { for offered(method).into_iter().map(|score| {
                    let words = asked.anchor(method, score).map(str::to_owned);
                    let vote = vote.clone();
                    html! {
                        <li key={score}>
                            <button type="button" class="anchor" data-act="vote" data-id={score.to_string()} onclick={move |_| vote.emit(score)}>
                                <span class="anchor-score">{ method.score_word(score) }</span>
                                <span class="anchor-words">{ words }</span>
                                <span class="anchor-tags"><Keycap keys={key_of(method, score)} /></span>
                            </button>
                        </li>
                    }
                }) }
            </ol>
            <div class="line"><Button act="pass-back" keys="Esc" kind={ButtonKind::Quiet} onclick={onback}>{ "Not me" }</Button></div>
        </Card>
    }
}

/// Who has scored, and who takes the laptop next.
fn names(
    here: &Here,
    asked: &Dimension,
    answer: &Answer,
    choose: &Callback<Option<String>>,
    onclose: &Callback<()>,
) -> Html {
    let waiting = missing(&here.review, answer);
    let next = waiting.first().copied();
    let all = waiting.is_empty();
    html! {
        <Card class="pass">
            <p class="muted">{ format!("{} of {} have scored", answer.votes.len(), here.review.participants.len()) }</p>
            <h2 class="review-name">{ &asked.name }</h2>
            <p class="soft">{ if all { "Everybody has scored. Give the laptop back." } else { "Who has the laptop? Press your name, then your score; the next one sees neither." } }</p>
            <ul class="pass-names" data-act="pass-names">
                { for here.review.participants.iter().map(|name| {
                    let scored = !waiting.contains(&name);
                    let state = if scored { State::Good } else { State::Off };
                    let (choose, who) = (choose.clone(), name.clone());
                    html! {
                        <li key={name.clone()}>
                            <button type="button" class="pass-name" data-act="pass-name" data-next={(next == Some(name)).then_some("")}
                                data-state={state.name()} onclick={move |_| choose.emit(Some(who.clone()))}>
                                <Shape {state} /><span class="cut">{ name }</span>
                                <span class="muted">{ if scored { "scored, may change" } else { "to score" } }</span>
                            </button>
                        </li>
                    }
                }) }
            </ul>
            <div class="line">
                if all {
                    <button type="button" class="button" data-kind="primary" data-act="pass-done" data-next="" onclick={onclose.reform(|_| ())}>{ "Done" }<Keycap keys="Esc" /></button>
                } else {
                    <Button act="pass-done" keys="Esc" onclick={onclose.clone()}>{ "Back to the console" }</Button>
                }
            </div>
            if here.review.template.method == Method::Pulse { <p class="field-hint">{ "Yes, unsure or no; nobody has to explain it now." }</p> }
        </Card>
    }
}
