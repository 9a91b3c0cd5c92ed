//! The predictions beside what was seen, and the verdict.

use super::panel::Day;
use crate::components::{Button, ButtonKind, Card};
use domain::run::{Event, NoteKind, Outcome as Verdict, Trial};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// The form that concludes an experiment.
#[component]
pub fn Outcome(props: &Day) -> Html {
    let verdict = use_state(|| None::<Verdict>);
    let note = use_state(String::new);
    let Some(trial) = props.view.run.trial() else { return Html::default() };
    let conclude = {
        let (pen, verdict, note) = (props.pen.clone(), *verdict, (*note).clone());
        Callback::from(move |()| {
            if let Some(outcome) = verdict {
                pen.write(Event::Concluded { outcome, note: note.trim().to_owned() });
            }
        })
    };
    let choice = |outcome: &Verdict| {
        let (setter, outcome) = (verdict.setter(), *outcome);
        let act = match outcome {
            Verdict::Confirmed => "outcome-confirmed",
            Verdict::Disproved => "outcome-disproved",
            Verdict::Inconclusive => "outcome-inconclusive",
        };
        let onclick = Callback::from(move |()| setter.set(Some(outcome)));
        html! { <Button {act} pressed={*verdict == Some(outcome)} {onclick}>{ outcome.label() }</Button> }
    };
    let oninput = {
        let setter = note.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
                setter.set(area.value());
            }
        })
    };
    let why_not = verdict.is_none().then_some(AttrValue::Static("Choose the outcome first."));
    html! {
        <Card title="Outcome" aside={html! { "does the hypothesis hold?" }}>
            <div class="stack" data-gap="small">
                <div class="compare">
                    <div><p class="compare-label">{ "Expected" }</p>{ expected(trial) }</div>
                    <div><p class="compare-label">{ "Seen" }</p>{ seen(trial) }</div>
                </div>
                <div class="choice" role="group" aria-label="Outcome">{ for Verdict::ALL.iter().map(choice) }</div>
                <label class="field">
                    <span class="field-label">{ "What was learned" }</span>
                    <textarea class="input" name="note" data-act="conclude-note" value={(*note).clone()} {oninput} rows="2" />
                </label>
                <div class="spread"><span />
                    <Button act="conclude" kind={ButtonKind::Primary} onclick={conclude} {why_not}>{ "Conclude" }</Button>
                </div>
            </div>
        </Card>
    }
}

fn expected(trial: &Trial) -> Html {
    let said: Vec<_> =
        trial.predictions.iter().filter(|prediction| !prediction.struck).map(|p| &p.said).collect();
    if said.is_empty() {
        return html! { <p class="muted">{ "Nobody made a prediction." }</p> };
    }
    html! { <ul class="said-list">{ for said.iter().map(|said| words(&said.text, &said.by, false)) }</ul> }
}

fn seen(trial: &Trial) -> Html {
    let notes: Vec<_> =
        trial.notes.iter().filter(|note| !note.struck && note.kind != NoteKind::Private).collect();
    if notes.is_empty() {
        return html! { <p class="muted">{ "Nobody wrote down what they saw." }</p> };
    }
    let row =
        |note: &&domain::run::Note| words(&note.said.text, &note.said.by, note.kind == NoteKind::Surprise);
    html! { <ul class="said-list">{ for notes.iter().map(row) }</ul> }
}

fn words(text: &str, by: &str, surprise: bool) -> Html {
    html! {
        <li>
            if surprise { <b>{ "Surprise: " }</b> }
            { text }{ " " }<span class="journal-who">{ by }</span>
        </li>
    }
}
