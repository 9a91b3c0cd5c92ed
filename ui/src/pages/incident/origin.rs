//! What an incident came out of: a game day, with what surprised the room there and what it aborted.

use crate::{
    hooks::journal::{LiveRun, use_journal},
    room::control::Choose,
};
use domain::{Id, chaos::run::Run, text::clip};
use yew::prelude::*;

/// What [`Origin`] takes.
#[derive(PartialEq, Properties)]
pub struct OriginProps {
    /// The game day.
    pub day: Id,
    /// Gets the words of what was chosen.
    pub onpick: Callback<String>,
}

/// The choice.
#[component]
pub fn Origin(props: &OriginProps) -> Html {
    let chosen = use_state(AttrValue::default);
    let LiveRun::Live(view) = use_journal::<Run>(Some(props.day), false) else { return Html::default() };
    let mut options = vec![(AttrValue::default(), AttrValue::Static("The day, as it is"))];
    options.extend(happened(&view.run).into_iter().map(|(what, words)| {
        (AttrValue::from(words.clone()), AttrValue::from(format!("{what}: {}", clip(&words, 70))))
    }));
    let onchange = {
        let (chosen, onpick) = (chosen.setter(), props.onpick.clone());
        Callback::from(move |words: String| {
            chosen.set(words.clone().into());
            if !words.is_empty() {
                onpick.emit(words);
            }
        })
    };
    let label = format!("Out of “{}”", clip(&view.run.plan.game_day.title, 60));
    html! { <Choose name="origin" {label} value={(*chosen).clone()} {options} {onchange} /> }
}

/// What of a day can become an incident, the latest first.
fn happened(run: &Run) -> Vec<(&'static str, String)> {
    let surprises = run.surprises().into_iter().map(|surprise| {
        let said = &surprise.note.said;
        (said.seq, "Surprise", said.text.clone())
    });
    let aborts = run.trials.iter().filter_map(|trial| {
        let abort = trial.abort.as_ref()?;
        let words =
            if abort.said.text.trim().is_empty() { &trial.experiment().title } else { &abort.said.text };
        Some((abort.said.seq, "Abort", words.clone()))
    });
    let mut all: Vec<_> = surprises.chain(aborts).collect();
    all.sort_by_key(|(seq, ..)| std::cmp::Reverse(*seq));
    all.into_iter().map(|(_, what, words)| (what, words)).collect()
}
