//! An experiment runs although its error budget says no: who decided that, and why.

use crate::{
    backend,
    components::{Button, ButtonKind},
    room::{
        draft::{Draft, use_records},
        use_names,
    },
};
use domain::{
    Body, Id, Kind,
    catalog::service::Service,
    chaos::game_day::{GameDay, Override},
};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What is decided, and on which day.
#[derive(PartialEq, Properties)]
pub struct DecideProps {
    /// The day.
    pub draft: Draft<GameDay>,
    /// The experiment that may run.
    pub experiment: Id,
    /// The service under test, whose budget says no.
    pub service: Option<Id>,
    /// Decided, or not.
    pub onclose: Callback<()>,
}

/// Asks for a name and a reason; neither may be left out.
#[component]
pub fn Decide(props: &DecideProps) -> Html {
    let names = use_names(Kind::Person);
    let state = use_records(props.service.into_iter().collect())
        .pop()
        .flatten()
        .and_then(|answer| Some(Service::of(&answer.ok()?.document)?.budget?.state()));
    let (by, reason) = (use_node_ref(), use_node_ref());
    let refused = use_state(|| None::<(&'static str, &'static str)>);
    {
        let by = by.clone();
        use_effect_with((), move |()| {
            if let Some(input) = by.cast::<HtmlInputElement>() {
                let _ = input.focus(); // an input in the page can always take it
            }
        });
    }
    let record = {
        let (draft, experiment, onclose) = (props.draft.clone(), props.experiment, props.onclose.clone());
        let (by, reason, refused) = (by.clone(), reason.clone(), refused.setter());
        Callback::from(move |()| {
            let missing = match (typed(&by), typed(&reason)) {
                (by, _) if by.is_empty() => Some(("by", "Write who decides. The record will name them.")),
                (_, reason) if reason.is_empty() => Some(("reason", "Write why. The record will hold it.")),
                (by, reason) => {
                    let decision = Override { experiment, by, reason, at: backend::now(), state };
                    draft.edit(|day| {
                        day.overrides.retain(|other| other.experiment != experiment);
                        day.overrides.push(decision);
                    });
                    onclose.emit(());
                    None
                }
            };
            if let Some((field, _)) = missing {
                let node = if field == "by" { &by } else { &reason };
                let _ = node.cast::<HtmlInputElement>().map(|input| input.focus());
            }
            refused.set(missing);
        })
    };
    let onkeydown = {
        let (record, onclose) = (record.clone(), props.onclose.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" if !event.is_composing() => {
                event.prevent_default();
                record.emit(());
            }
            "Escape" => onclose.emit(()),
            _ => {}
        })
    };
    let list = format!("override-{}", props.experiment);
    let field = |node: &NodeRef, name: &'static str, label: &'static str, list: Option<String>| {
        let words = refused.and_then(|(of, words)| (of == name).then_some(words));
        draw(node, (name, label, list), format!("override-{name}-{}", props.experiment), words, &onkeydown)
    };
    html! {
        <div class="decide" role="group" aria-label="Run it against the error budget">
            { field(&by, "by", "Who decides", Some(list.clone())) }
            <datalist id={list}>{ for names.iter().map(|name| html! { <option value={name} /> }) }</datalist>
            { field(&reason, "reason", "Why", None) }
            <div class="line">
                <Button act="record-override" small=true onclick={record}>{ "Record the decision" }</Button>
                <Button act="cancel-override" kind={ButtonKind::Quiet} small=true onclick={props.onclose.clone()}>{ "Cancel" }</Button>
            </div>
        </div>
    }
}

fn typed(node: &NodeRef) -> String {
    node.cast::<HtmlInputElement>().map(|input| input.value().trim().to_owned()).unwrap_or_default()
}

fn draw(
    node: &NodeRef,
    (name, label, list): (&'static str, &'static str, Option<String>),
    id: String,
    refused: Option<&'static str>,
    onkeydown: &Callback<KeyboardEvent>,
) -> Html {
    html! {
        <div class="field">
            <label class="field-label" for={id.clone()}>{ label }</label>
            <input ref={node} class="input" type="text" {id} name={format!("override.{name}")} {list} autocomplete="off"
                maxlength="200" aria-invalid={refused.is_some().then_some("true")} onkeydown={onkeydown.clone()} />
            if let Some(words) = refused { <p class="field-error" role="alert">{ words }</p> }
        </div>
    }
}
