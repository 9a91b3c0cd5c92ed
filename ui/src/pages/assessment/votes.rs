//! Independent scoring: who has scored, never what, until the room looks at all of it at once.

use super::{
    Here,
    console::Panel,
    spread::Spread,
    words::{missing, outliers},
};
use crate::{
    components::{Banner, Button, ButtonKind, Card, Shape, State},
    room::words::count,
};
use domain::assessment::Said;
use yew::prelude::*;

/// What [`Votes`] takes.
#[derive(PartialEq, Properties)]
pub struct VotesProps {
    /// The review.
    pub here: Here,
    /// Which dimension.
    pub dimension: usize,
    /// Opens the round of the laptop.
    pub onopen: Callback<Option<Panel>>,
}

/// The card.
#[component]
pub fn Votes(props: &VotesProps) -> Html {
    let (here, dimension) = (&props.here, props.dimension);
    let Some((_, answer)) = here.at(dimension) else { return Html::default() };
    if answer.revealed_at.is_some() {
        return shown(here, dimension);
    }
    let who = &here.review.participants;
    let waiting = missing(&here.review, answer);
    let aside = format!("{} of {} scored", who.len() - waiting.len(), who.len());
    let all = waiting.is_empty() && !who.is_empty();
    let why_not = answer.votes.is_empty().then_some("Nobody has scored this dimension yet.");
    let pass = props.onopen.reform(|()| Some(Panel::Pass));
    html! {
        <Card title="Everybody scores alone" aside={html! { aside }}>
            if who.is_empty() {
                <p class="soft">{ "Nobody is on the list yet. Add who scores under “Who scores”." }</p>
            } else {
                <ul class="voters" data-act="voters">
                    { for who.iter().map(|name| {
                        let scored = !waiting.contains(&name);
                        let state = if scored { State::Good } else { State::Off };
                        html! {
                            <li key={name.clone()} class="voter" data-state={state.name()}>
                                <Shape {state} /><span class="cut">{ name }</span>
                                <span class="muted">{ if scored { "scored" } else { "to score" } }</span>
                            </li>
                        }
                    }) }
                </ul>
            }
            <div class="line votes-keys">
                <Button act="pass-laptop" keys="V" kind={if all { ButtonKind::Plain } else { ButtonKind::Primary }}
                    why_not={who.is_empty().then_some("Add who scores first.")} onclick={pass}>{ "Pass the laptop" }</Button>
                <Button act="reveal" keys="R" kind={if all { ButtonKind::Primary } else { ButtonKind::Plain }} {why_not}
                    onclick={here.pen.saying(Said::Reveal { dimension })}>{ "Reveal" }</Button>
                if !all && !answer.votes.is_empty() {
                    <span class="muted">{ format!("{} would stay out.", count(waiting.len(), "person")) }</span>
                }
            </div>
        </Card>
    }
}

/// The scores on the table.
fn shown(here: &Here, dimension: usize) -> Html {
    let Some((_, answer)) = here.at(dimension) else { return Html::default() };
    let method = here.review.template.method;
    let spread = answer.spread();
    let speak = spread.as_ref().and_then(|spread| outliers(spread, method));
    let why_not = answer.agreed.map(|_| "The room has agreed on a score. Take that back first.");
    let aside = html! {
        <>
            <span>{ format!("{} scored alone ", count(answer.votes.len(), "person")) }</span>
            <Button act="cover" kind={ButtonKind::Quiet} small=true {why_not} onclick={here.pen.saying(Said::Cover { dimension })}>{ "Cover again" }</Button>
        </>
    };
    html! {
        <Card title="The scores of the room" {aside}>
            <Spread answer={answer.clone()} {method} names=true />
            if let Some(words) = speak {
                <div data-act="outliers"><Banner state={State::Watch}>{ words }</Banner></div>
            } else if spread.is_some() {
                <p class="soft spread-words">{ "The scores lie together. Say in a sentence why, and agree." }</p>
            }
        </Card>
    }
}
