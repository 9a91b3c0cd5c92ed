//! Live watchers: whether anybody is asked, who, and how often.

use crate::{
    backend::ask,
    components::{Button, Card, Pill, State},
    room::draft::{Draft, Form, at},
};
use contract::{Refusal, TryQuery};
use domain::workspace::{Prometheus, Workspace};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Whose settings.
#[derive(PartialEq, Properties)]
pub struct PrometheusProps {
    /// The workspace.
    pub draft: Draft<Workspace>,
}

/// The card. Off until somebody switches it on.
#[component]
pub fn PrometheusCard(props: &PrometheusProps) -> Html {
    let draft = &props.draft;
    let form = Form { draft, locked: false };
    let present = draft.body().prometheus.clone();
    // What was written down before it was switched off comes back when it is switched on again.
    let last = use_mut_ref(|| None::<Prometheus>);
    let onchange = {
        let (draft, last) = (draft.clone(), last);
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let on = input.checked().then(|| last.borrow().clone().unwrap_or_else(usual));
            let mut before = None;
            draft.edit(|body| before = std::mem::replace(&mut body.prometheus, on));
            if before.is_some() {
                *last.borrow_mut() = before;
            }
        })
    };
    let aside = if present.is_some() {
        html! { <Pill state={State::Live}>{ "On" }</Pill> }
    } else {
        html! { <Pill state={State::Off}>{ "Off" }</Pill> }
    };
    html! {
        <Card title="Live watchers" {aside}>
            <div class="form">
                <label class="check wide">
                    <input type="checkbox" class="check-box" name="prometheus" data-act="live-watchers" checked={present.is_some()} {onchange} />
                    <span class="check-words">
                        { "Read metrics from a Prometheus while a day runs" }
                        <span class="check-detail">
                            { "Only the address that you write here is ever contacted, and only while a day runs or when somebody presses “Try it”. A query that fails is shown as “cannot see”, never as fine." }
                        </span>
                    </span>
                </label>
                if let Some(prometheus) = &present {
                    { form.line(at("prometheus.url", "Address").placeholder("http://prometheus.example:9090"), &prometheus.url, set_url) }
                    { form.count(at("prometheus.every_s", "Seconds between two checks").hint("1 to 3,600"), prometheus.every_s, set_every) }
                    <div class="wide"><TryAddress draft={draft.clone()} /></div>
                }
            </div>
        </Card>
    }
}

/// Where a Prometheus usually is, and how often it usually reads.
fn usual() -> Prometheus {
    Prometheus { url: "http://localhost:9090".to_owned(), every_s: 15 }
}

fn set_url(body: &mut Workspace, url: String) {
    if let Some(prometheus) = &mut body.prometheus {
        prometheus.url = url;
    }
}

fn set_every(body: &mut Workspace, every_s: u32) {
    if let Some(prometheus) = &mut body.prometheus {
        prometheus.every_s = every_s;
    }
}

enum Tried {
    Asking,
    Answered(String, Result<f64, Refusal>),
}

/// A key that asks the address once. The answer goes when the address is changed.
#[component]
fn TryAddress(props: &PrometheusProps) -> Html {
    let tried = use_state(|| None::<Tried>);
    let url = props.draft.body().prometheus.as_ref().map(|prometheus| prometheus.url.clone());
    let url = url.unwrap_or_default();
    let onclick = {
        let (draft, tried, url) = (props.draft.clone(), tried.setter(), url.clone());
        Callback::from(move |()| {
            tried.set(Some(Tried::Asking));
            let (tried, url) = (tried.clone(), url.clone());
            // The backend asks the address that is in the file.
            draft.when_saved(Callback::from(move |saved: bool| {
                let (tried, url) = (tried.clone(), url.clone());
                if !saved {
                    tried.set(None); // why it is not saved already stands at the field
                    return;
                }
                spawn_local(async move {
                    let answer = ask(TryQuery { query: String::new() }).await;
                    tried.set(Some(Tried::Answered(url, answer)));
                });
            }));
        })
    };
    let asking = matches!(*tried, Some(Tried::Asking));
    let words = match &*tried {
        Some(Tried::Asking) => html! { <span class="muted">{ "Asking…" }</span> },
        Some(Tried::Answered(asked, answer)) if *asked == url => match answer {
            Ok(_) => {
                html! { <><Pill state={State::Good}>{ "Answers" }</Pill><span class="soft">{ "Prometheus answers at this address." }</span></> }
            }
            Err(refusal) => {
                html! { <><Pill state={State::Bad}>{ "No answer" }</Pill><span class="soft">{ &refusal.message }</span></> }
            }
        },
        _ => Html::default(),
    };
    html! {
        <div class="try">
            <Button act="try-address" small=true why_not={asking.then_some(AttrValue::Static("Prometheus is being asked."))} {onclick}>{ "Try it" }</Button>
            <span class="try-answer" role="status" data-act="tried">{ words }</span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_switch_begins_with_may_be_saved() {
        let workspace = Workspace { prometheus: Some(usual()), ..Workspace::fresh() };
        assert_eq!(domain::record::Noun::check(&workspace), Ok(()));
    }
}
