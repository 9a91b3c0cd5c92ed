//! The key that writes a report as PDF and says where it is.

use super::tasks::use_tasks;
use crate::{
    backend::ask,
    components::{Button, ButtonKind},
};
use contract::ExportPdf;
use domain::Id;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Whose report.
#[derive(PartialEq, Properties)]
pub struct ReportKeyProps {
    /// A game day or an assessment.
    pub id: Id,
    /// How much it stands out.
    #[prop_or(ButtonKind::Primary)]
    pub kind: ButtonKind,
    /// Why there is nothing to report, where there is not.
    #[prop_or_default]
    pub why_not: Option<AttrValue>,
}

/// The key.
#[component]
pub fn ReportKey(props: &ReportKeyProps) -> Html {
    let tasks = use_tasks();
    let writing = use_state_eq(|| false);
    let why_not = if *writing { Some("The report is being written.".into()) } else { props.why_not.clone() };
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
    html! { <Button act="export-pdf" kind={props.kind} {why_not} onclick={export}>{ if *writing { "Writing…" } else { "Export PDF" } }</Button> }
}
