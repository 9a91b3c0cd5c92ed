//! A value that reads itself: the query, and one try of it.

use crate::{
    backend::ask,
    components::{Button, Pill, State},
    known::use_known,
    room::href,
    route::Route,
};
use contract::{Refusal, TryQuery};
use domain::chaos::experiment::{Range, Threshold, quantity};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What is tried.
#[derive(PartialEq, Properties)]
pub struct TryItProps {
    /// The query as it is written down.
    pub query: AttrValue,
    /// The unit of its value.
    #[prop_or_default]
    pub unit: AttrValue,
    /// What the value is held against, where it decides a condition.
    #[prop_or_default]
    pub threshold: Option<Threshold>,
    /// What is acceptable, where it is a metric.
    #[prop_or_default]
    pub range: Range,
}

enum Tried {
    Asking,
    Answered(AttrValue, Result<f64, Refusal>),
}

/// A key that asks once, and what came back. An answer to a query that was changed since is taken down.
#[component]
pub fn TryIt(props: &TryItProps) -> Html {
    let tried = use_state(|| None::<Tried>);
    let onclick = {
        let (tried, query) = (tried.setter(), props.query.clone());
        Callback::from(move |()| {
            let (tried, query) = (tried.clone(), query.clone());
            tried.set(Some(Tried::Asking));
            spawn_local(async move {
                let answer = ask(TryQuery { query: query.to_string() }).await;
                tried.set(Some(Tried::Answered(query, answer)));
            });
        })
    };
    let why_not = match &*tried {
        Some(Tried::Asking) => Some("Prometheus is being asked."),
        _ if props.query.trim().is_empty() => Some("Write a query first."),
        _ => None,
    };
    let words = match &*tried {
        None => Html::default(),
        Some(Tried::Asking) => html! { <span class="muted">{ "Asking…" }</span> },
        Some(Tried::Answered(query, _)) if *query != props.query => Html::default(),
        Some(Tried::Answered(_, Ok(value))) => answered(props, *value),
        Some(Tried::Answered(_, Err(refusal))) => html! {
            <><Pill state={State::Watch}>{ "Cannot see" }</Pill><span class="soft">{ &refusal.message }</span></>
        },
    };
    html! {
        <div class="try">
            <Button act="try-query" small=true why_not={why_not.map(AttrValue::from)} {onclick}>{ "Try it" }</Button>
            <span class="try-answer" role="status" data-act="tried">{ words }</span>
        </div>
    }
}

fn answered(props: &TryItProps, value: f64) -> Html {
    let words = quantity(value, &props.unit);
    match props.threshold {
        Some(threshold) if threshold.crossed_by(value) => html! {
            <><Pill state={State::Bad}>{ words }</Pill><span class="soft">{ "It would trip now." }</span></>
        },
        _ if !props.range.holds(value) => html! {
            <><Pill state={State::Watch}>{ words }</Pill><span class="soft">{ "now, which is not in the acceptable range" }</span></>
        },
        _ => html! { <><Pill state={State::Good}>{ words }</Pill><span class="muted">{ "now" }</span></> },
    }
}

/// Whether this workspace has a Prometheus to ask.
#[hook]
pub fn use_prometheus() -> bool {
    use_known().workspace.prometheus.is_some()
}

/// Instead of queries, while there is nobody to ask.
pub fn nobody_to_ask() -> Html {
    html! {
        <p class="live-off muted" data-act="live-off">
            { "People read these values. To let Prometheus read them as well, switch live watchers on in the " }
            <a class="link" href={format!("{}?field=prometheus", href(Route::Settings))}>{ "settings" }</a>{ "." }
        </p>
    }
}
