//! What people expect, before the fault goes in; afterwards locked.

use super::panel::Day;
use crate::{
    components::{Button, Card, Keycap},
    hooks::kept::{keep, kept, use_kept},
    room::{
        control::{Choose, Line, form, named},
        run::sent,
    },
};
use domain::chaos::run::{Event, Trial};
use yew::prelude::*;

/// The predictions: a list and a line to add to it, or one folded line once they are locked.
#[component]
pub fn Predict(props: &Day) -> Html {
    let Some(trial) = props.view.run.trial() else { return Html::default() };
    if trial.injected_at().is_some() {
        let count = trial.predictions.iter().filter(|prediction| !prediction.struck).count();
        let noun = if count == 1 { "prediction" } else { "predictions" };
        return html! {
            <details class="card folded" data-act="predictions">
                <summary>{ format!("{count} {noun}, locked") }</summary>
                { list(trial) }
            </details>
        };
    }
    html! {
        <Card title="Predictions" aside={html! { <>{ "locked when the fault goes in" }<Keycap keys="P" /></> }} flush=true>
            { list(trial) }
            <Add ..props.clone() />
        </Card>
    }
}

fn list(trial: &Trial) -> Html {
    let row = |prediction: &domain::chaos::run::Prediction| {
        html! {
            <li class="run-row" data-id={prediction.said.seq.to_string()} data-struck={prediction.struck.then_some("")}>
                <span class="run-row-words">{ &prediction.said.text }{ " " }<span class="journal-who">{ &prediction.said.by }</span></span>
            </li>
        }
    };
    html! { <ul class="run-list" data-act="prediction-list">{ for trial.predictions.iter().map(row) }</ul> }
}

#[component]
fn Add(props: &Day) -> Html {
    let people = props.people();
    let who =
        use_state(|| props.people().into_iter().nth(1).unwrap_or_else(|| props.facilitator.to_string()));
    let present = props.view.run.present.unwrap_or_default();
    let place = props.place(&format!("prediction/{present}"));
    let on_its_way = format!("{place}/sent");
    use_memo(place.clone(), |place| {
        let said = |line: &str| {
            let all = props.view.run.trial().map(|trial| trial.predictions.as_slice()).unwrap_or_default();
            all.iter().map(|one| &one.said).filter(|said| said.text == line).map(|said| said.seq).collect()
        };
        let lost = sent::lost(&on_its_way, said);
        if !lost.is_empty() {
            keep(place, &[lost.join(" "), kept(place).unwrap_or_default()].join(" "));
        }
    });
    let text = use_kept(place);
    let add = {
        let (pen, who, text) = (props.pen.clone(), who.clone(), text.clone());
        let seq = props.view.run.course.seq;
        Callback::from(move |()| {
            let (back, said, place) = (text.clone(), text.text().trim().to_owned(), on_its_way.clone());
            let event = Event::Predicted { who: (*who).clone(), text: said.clone() };
            sent::send(&place, seq, &said);
            text.done(); // free for the next one at once; what was refused comes back before what was typed since
            pen.write_as("", event, move |answer| {
                if answer.is_err() {
                    back.set(format!("{said} {}", back.text()).trim());
                }
                sent::answered(&place, seq, &said);
            });
        })
    };
    let on = |state: &UseStateHandle<String>| {
        let setter = state.setter();
        Callback::from(move |words: String| setter.set(words))
    };
    form(
        "predict",
        add.clone(),
        Callback::noop(),
        html! {
            <>
                <Choose name="who" label="Who" value={(*who).clone()} options={named(&people)} onchange={on(&who)} />
                <Line name="text" label="What they expect to see" value={text.text()} oninput={text.typed()} placeholder="Orders queue, no customer notices" />
                <Button act="add-prediction" keys="Enter" onclick={add}>{ "Add" }</Button>
                <input type="submit" hidden=true />
            </>
        },
    )
}
