//! The predictions beside what was seen, and the verdict.

use super::{
    day::{over, present, whole},
    noticed::detection_words,
    panel::{Day, Panel},
};
use crate::{
    backend,
    components::{Button, ButtonKind, Card, Pill, Shape, State},
    hooks::kept::use_kept,
};
use domain::{
    Zone,
    chaos::run::{Event, Foresight, Outcome as Verdict, Prediction, Trial, Uncalled},
    journal::NoteKind,
    time::words as words_of,
};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// The form that concludes an experiment.
#[component]
pub fn Outcome(props: &Day) -> Html {
    let verdict = use_state(|| None::<Verdict>);
    let present = props.view.run.present.unwrap_or_default();
    let note = use_kept(props.place(&format!("learned/{present}")));
    let Some(trial) = props.view.run.trial() else { return Html::default() };
    let conclude = {
        let (pen, verdict, note) = (props.pen.clone(), *verdict, note.clone());
        Callback::from(move |()| {
            if let Some(outcome) = verdict {
                let written = note.clone();
                pen.write_as(
                    "",
                    Event::Concluded { outcome, note: note.text().trim().to_owned() },
                    move |answer| {
                        if answer.is_ok() {
                            written.done();
                        }
                    },
                );
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
        let note = note.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
                note.set(&area.value());
            }
        })
    };
    let why_not = verdict.is_none().then_some(AttrValue::Static("Choose the outcome first."));
    html! {
        <Card title="Outcome" aside={html! { "does the hypothesis hold?" }}>
            <div class="stack" data-gap="small">
                { times(props, trial) }
                { missed(trial, props.zone) }
                <div class="compare">
                    <div><p class="compare-label">{ "Expected" }</p>{ expected(props, trial) }</div>
                    <div><p class="compare-label">{ "Seen" }</p>{ seen(props, trial) }</div>
                </div>
                <div class="choice" role="group" aria-label="Outcome">{ for Verdict::ALL.iter().map(choice) }</div>
                <label class="field">
                    <span class="field-label">{ "What was learned" }</span>
                    <textarea class="input" name="note" data-act="conclude-note" value={note.text()} {oninput} rows="2" />
                </label>
                <div class="spread"><span />
                    <Button act="conclude" kind={ButtonKind::Primary} onclick={conclude} {why_not}>{ "Conclude" }</Button>
                </div>
            </div>
        </Card>
    }
}

fn expected(day: &Day, trial: &Trial) -> Html {
    let all: Vec<_> = trial.predictions.iter().filter(|prediction| !prediction.struck).collect();
    if all.is_empty() {
        return html! { <p class="muted">{ "Nobody made a prediction." }</p> };
    }
    let row = |prediction: &&Prediction| {
        words(&prediction.said.text, &prediction.said.by, false, judge(day, prediction))
    };
    html! { <ul class="said-list">{ for all.iter().map(row) }</ul> }
}

/// What became of a prediction: one key for each verdict. The last one counts.
fn judge(day: &Day, prediction: &Prediction) -> Html {
    let key = |verdict: &Foresight| {
        let (pen, seq, verdict) = (day.pen.clone(), prediction.said.seq, *verdict);
        let onclick =
            Callback::from(move |()| pen.write(Event::PredictionJudged { prediction: seq, verdict }));
        let act = match verdict {
            Foresight::Right => "prediction-right",
            Foresight::Wrong => "prediction-wrong",
            Foresight::Open => "prediction-open",
        };
        let label = format!("{}: {}", verdict.label(), prediction.said.text);
        html! { <Button {act} of={usize::try_from(seq).ok()} small=true pressed={prediction.verdict == Some(verdict)} {label} {onclick}>{ verdict.label() }</Button> }
    };
    html! { <span class="choice" role="group" aria-label="What became of the prediction">{ for Foresight::ALL.iter().map(key) }</span> }
}

/// A prediction's verdict in a word; as long as nobody has said what became of it, that is open. `tried` is whether the fault
/// has been in.
pub fn foresight(prediction: &Prediction, tried: bool) -> Html {
    let known = prediction.verdict.or(tried.then_some(Foresight::Open));
    let Some(verdict) = known.filter(|_| !prediction.struck) else { return Html::default() };
    let state = match verdict {
        Foresight::Right => State::Good,
        Foresight::Wrong => State::Bad,
        Foresight::Open => State::Off,
    };
    html! { <Pill {state}>{ verdict.label() }</Pill> }
}

/// Abort conditions that held while nobody called the abort, or not at once.
pub fn missed(trial: &Trial, zone: Zone) -> Html {
    let line = |missed: &Uncalled| {
        let text = trial.experiment().conditions.get(missed.condition).map_or("", |c| c.text.as_str());
        let text = text.trim_end_matches('.');
        let at = zone.clock(missed.tripped_at);
        html! { <li class="tone" data-state="bad" data-act="uncalled"><Shape state={State::Bad} />{ format!("“{text}” tripped at {at}; {}.", missed.words()) }</li> }
    };
    let all = trial.uncalled();
    if all.is_empty() {
        return Html::default();
    }
    html! { <ul class="missed">{ for all.iter().map(line) }</ul> }
}

/// How long the fault took to be noticed, the system to recover, and the experiment in all.
fn times(day: &Day, trial: &Trial) -> Html {
    let recovered = match (trial.stop_to_recovered_ms(), trial.stopped_at()) {
        (Some(ms), _) => Some(words_of(ms)),
        (None, Some(_)) => Some("not yet".to_owned()),
        (None, None) => None,
    };
    let slot = present(&day.view.run, backend::now(), day.zone);
    let planned = slot.map(|slot| {
        let over = over(&slot).map(|over| format!(", {over}")).unwrap_or_default();
        let spent_ms =
            slot.began_at.map_or(0, |began| day.view.run.course.steady(backend::now()).since(began));
        format!("{} of {}{over}", whole(spent_ms), whole(slot.planned_ms))
    });
    let fact = |term: &'static str, words: Option<String>| {
        words.map(|words| html! { <div><dt>{ term }</dt><dd class="num">{ words }</dd></div> })
    };
    html! {
        <dl class="times" data-act="times">
            { for fact("Time to detect", detection_words(trial, day.zone)) }
            { for fact("Stop to recovered", recovered) }
            { for fact("Experiment so far", planned) }
        </dl>
    }
}

fn seen(day: &Day, trial: &Trial) -> Html {
    let notes: Vec<_> =
        trial.notes.iter().filter(|note| !note.struck && note.kind != NoteKind::Private).collect();
    if notes.is_empty() {
        return html! { <p class="muted">{ "Nobody wrote down what they saw." }</p> };
    }
    let row = |note: &&domain::journal::Note| {
        let surprise = note.kind == NoteKind::Surprise;
        let seq = note.said.seq;
        let act = (surprise && day.view.run.answers(seq).next().is_none()).then(|| {
            let onclick = day.open.reform(move |()| Panel::Action(Some(seq)));
            html! { <Button act="answer-surprise" of={usize::try_from(seq).ok()} small=true {onclick} label={format!("Raise an action: {}", note.said.text)}>{ "Act on it" }</Button> }
        });
        words(&note.said.text, &note.said.by, surprise, act.unwrap_or_default())
    };
    html! { <ul class="said-list">{ for notes.iter().map(row) }</ul> }
}

fn words(text: &str, by: &str, surprise: bool, act: Html) -> Html {
    html! {
        <li>
            if surprise { <b>{ "Surprise: " }</b> }
            { text }{ " " }<span class="journal-who">{ by }</span>{ " " }{ act }
        </li>
    }
}
