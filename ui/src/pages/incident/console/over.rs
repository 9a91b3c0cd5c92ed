//! What an incident came to: how long each part took, from which to which mark.

use super::scene::Scene;
use crate::{components::Card, pages::incident::words::clock};
use domain::{
    incident::{Hours, TimeTo},
    time::words,
};
use yew::prelude::*;

/// The card: four metrics, each with both its times and its formula.
#[component]
pub fn Took(props: &Scene) -> Html {
    let marks = props.view.run.marks();
    let row = |metric: &TimeTo| {
        let length = marks.length(*metric, &Hours::RoundTheClock);
        html! {
            <li class="took" data-act="took" data-id={metric.word()}>
                <span class="took-name">{ metric.label() }</span>
                { match length {
                    Ok(length) => html! {
                        <>
                            <b class="num">{ words(length.value_s * 1000) }</b>
                            <span class="took-times">{ clock(length.from, props.zone, props.day) }{ " → " }{ clock(length.to, props.zone, props.day) }</span>
                        </>
                    },
                    Err(why) => html! { <span class="muted took-why">{ why.words() }</span> },
                } }
                <span class="muted took-formula">{ metric.formula() }</span>
            </li>
        }
    };
    html! {
        <Card title="How long it took" flush=true aside={html! { Hours::RoundTheClock.words() }}>
            <ul class="took-list">{ for TimeTo::ALL.iter().map(row) }</ul>
        </Card>
    }
}
