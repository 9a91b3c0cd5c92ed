//! From a plan into the library, and from the library onto a plan.

use crate::{
    backend::ask,
    components::{Banner, Button, ButtonKind, State},
    room::{draft::Draft, tasks::Tasks},
    route::Route,
};
use contract::Create;
use domain::chaos::experiment::Experiment;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Copies the experiment into the library; the plan itself stays where it is.
pub fn keep_in_library(draft: &Draft<Experiment>, tasks: &Tasks) -> Callback<()> {
    let (draft, tasks) = (draft.clone(), tasks.clone());
    Callback::from(move |()| {
        let (kept, tasks) = (kept(&draft.body()), tasks.clone());
        spawn_local(async move {
            match ask(Create { document: kept.into() }).await {
                Ok(record) => {
                    let title = record.document.title();
                    let words = format!("A copy of “{}” is in the library.", domain::text::clip(&title, 60));
                    let back = tasks.remove(record.id, record.version, &title, None);
                    tasks.done(words, back);
                }
                Err(refusal) => tasks.say(refusal.message),
            }
        });
    })
}

/// What the library keeps: how it is done, not who agreed to it once or when it was rehearsed.
fn kept(experiment: &Experiment) -> Experiment {
    let mut kept = Experiment { library: true, repeats: None, original: None, ..experiment.clone() };
    for approval in &mut kept.approvals {
        approval.granted_on = None;
    }
    for step in &mut kept.rollback {
        step.rehearsed_on = None;
    }
    kept
}

/// Above a template: what it is, and the way to use it.
pub fn template_banner(draft: &Draft<Experiment>, tasks: &Tasks) -> Html {
    let actions = html! {
        <Button act="use-template" kind={ButtonKind::Primary} onclick={use_template(draft.body().clone(), tasks)}>{ "Use it" }</Button>
    };
    html! {
        <Banner state={State::Off} {actions}>
            { "This is kept in the library. It is copied onto days and never run itself." }
        </Banner>
    }
}

/// Makes an experiment from a template and opens it; the way back removes it again.
pub fn use_template(template: Experiment, tasks: &Tasks) -> Callback<()> {
    let tasks = tasks.clone();
    Callback::from(move |()| {
        let (experiment, tasks) = (Experiment { library: false, ..template.clone() }, tasks.clone());
        spawn_local(async move {
            match ask(Create { document: experiment.into() }).await {
                Ok(record) => {
                    let title = record.document.title();
                    let words = format!("“{}” was made from the library.", domain::text::clip(&title, 60));
                    let back = tasks.remove(record.id, record.version, &title, Some(Route::Experiments));
                    tasks.done(words, back);
                    tasks.go_into(Route::Experiment { id: record.id }, "title"); // its own name is the first thing it needs
                }
                Err(refusal) => tasks.say(refusal.message),
            }
        });
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::{
        chaos::experiment::{Approval, ExperimentStatus, RollbackStep},
        time::parse_date,
    };

    #[test]
    fn the_library_keeps_no_consent_and_no_rehearsal() {
        let date = parse_date("2026-11-12").ok();
        let mut plan = Experiment::named("Cache gone");
        plan.rollback.push(RollbackStep { text: "Start it".into(), rehearsed_on: date });
        plan.approvals.push(Approval { name: "Priya".into(), granted_on: date });
        let kept = kept(&plan);
        assert_eq!((kept.status(), plan.status()), (ExperimentStatus::Template, ExperimentStatus::Draft));
        assert_eq!((kept.rollback[0].rehearsed_on, kept.approvals[0].granted_on), (None, None));
        assert_eq!(kept.rollback[0].text, "Start it");
    }
}
