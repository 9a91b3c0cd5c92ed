//! Writes the report, and says where it is.

use crate::{
    backend::ask,
    components::{Button, ButtonKind},
    pages::tasks::use_tasks,
};
use contract::ExportPdf;
use domain::Id;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Whose report.
#[derive(PartialEq, Properties)]
pub struct ExportProps {
    /// The review.
    pub id: Id,
}

/// The key.
#[component]
pub fn Export(props: &ExportProps) -> Html {
    let tasks = use_tasks();
    let writing = use_state_eq(|| false);
    let why_not = writing.then_some("The report is being written.");
    let export = {
        let (id, writing) = (props.id, writing.setter());
        Callback::from(move |()| {
            let (tasks, writing) = (tasks.clone(), writing.clone());
            writing.set(true);
            spawn_local(async move {
                match ask(ExportPdf { id }).await {
                    Ok(file) => tasks.say(format!("The report is in {}", file.path)),
                    Err(refusal) => tasks.say(refusal.message),
                }
                writing.set(false);
            });
        })
    };
    html! { <Button act="export-pdf" kind={ButtonKind::Primary} {why_not} onclick={export}>{ if *writing { "Writing…" } else { "Export PDF" } }</Button> }
}
