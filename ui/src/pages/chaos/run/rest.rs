//! Today: the day's own clock, experiment by experiment, what no longer fits, and how the day is closed.

use super::{
    day::{ends, no_longer_fits, over, strip, times},
    panel::{Day, Panel},
    people::people_button,
    reschedule::Reschedule,
};
use crate::{
    backend,
    components::{Button, ButtonKind, Shape, State, tick},
    pages::chaos::words::outcome_words,
    room::{href, say::Say},
    route::Route,
};
use domain::{
    chaos::{
        game_day::Begun,
        run::{Event, Progress, Trial},
    },
    journal::{Common, Fold},
};
use std::rc::Rc;
use yew::prelude::*;

/// The card.
#[component]
pub fn Rest(props: &Day) -> Html {
    let run = &props.view.run;
    let clock = {
        let (view, zone) = (Rc::clone(&props.view), props.zone);
        tick(move |now| {
            let over = view.run.step().is_none() && view.run.next_waiting().is_none();
            let ends = ends(&view.run.agenda(now, zone)).map(|(planned, expected)| {
                let planned = planned.map(|planned| format!(", planned {}", zone.hour_minute(planned)));
                let (planned, expected) = (planned.unwrap_or_default(), zone.hour_minute(expected));
                if over {
                    format!("The last experiment ended {expected}{planned}.")
                } else {
                    format!("Ends {expected} at this pace{planned}.")
                }
            });
            html! { <>{ strip(&view.run, zone, now) }<p class="soft num">{ ends.unwrap_or_default() }</p></> }
        })
    };
    let end_event = Event::Common(Common::Ended { note: String::new() });
    let why_not = run.admit(&end_event, backend::now()).err().map(|not_now| AttrValue::from(not_now.0));
    let aside = match (run.agenda(backend::now(), props.zone).closes_at, run.begun(props.zone)) {
        (Some(at), _) => format!("the room closes {}", props.zone.hour_minute(at)),
        (None, Begun::Moved(_)) => "planned for another date".to_owned(),
        (None, _) => "no end was set".to_owned(),
    };
    html! {
        <section class="card" data-act="rest">
            <div class="card-head"><h2 class="card-title">{ "Today" }</h2><div class="card-aside num">{ aside }</div></div>
            <div class="card-body stack" data-gap="small">
                <div>{ clock }</div>
                { too_much(props) }
                { panel(props) }
                <ol>{ for (0..run.trials.len()).map(|at| row(props, at)) }</ol>
                if props.panel != Some(Panel::End) {
                    <div class="line"><Button act="end-day" {why_not} onclick={props.open.reform(|()| Panel::End)}>{ "End the day" }</Button>{ people_button(props) }</div>
                }
            </div>
        </section>
    }
}

/// What no longer fits, with the way out. Time alone can bring it, so it ticks; the button keeps its place meanwhile.
fn too_much(props: &Day) -> Html {
    if matches!(props.panel, Some(Panel::Move(_))) {
        return Html::default();
    }
    let (view, zone) = (Rc::clone(&props.view), props.zone);
    let open = props.open.reform(|()| Panel::Move(None));
    tick(move |now| {
        let Some(words) = no_longer_fits(&view.run.agenda(now, zone), zone) else { return Html::default() };
        html! {
            <div class="day-late" role="status" data-act="left-over">
                <Shape state={State::Watch} /><p>{ words }</p>
                <Button act="move-left-over" small=true keys="T" onclick={open.clone()}>{ "Move to another day" }</Button>
            </div>
        }
    })
}

fn row(props: &Day, at: usize) -> Html {
    let run = &props.view.run;
    let Some(trial) = run.trials.get(at) else { return Html::default() };
    let waiting = trial.progress() == Progress::Waiting;
    let facts = {
        let (view, zone) = (Rc::clone(&props.view), props.zone);
        tick(move |now| {
            let agenda = view.run.agenda(now, zone);
            let Some((slot, trial)) = agenda.slots.get(at).zip(view.run.trials.get(at)) else {
                return Html::default();
            };
            let late = (!slot.fits && slot.began_at.is_none()).then_some("no longer fits".to_owned());
            let late = late.or_else(|| over(slot));
            html! {
                <>
                    { times(slot, trial, zone) }
                    if let Some(late) = late { { " " }<span class="day-over"><Shape state={State::Watch} />{ late }</span> }
                </>
            }
        })
    };
    let begin = {
        let pen = props.pen.clone();
        Callback::from(move |()| pen.write(Event::ExperimentStarted { experiment: at }))
    };
    let may_begin = run.admit(&Event::ExperimentStarted { experiment: at }, backend::now()).is_ok();
    let title = &trial.experiment().title;
    html! {
        <li class="rest-row" key={at} data-id={at.to_string()} data-now={(run.present == Some(at) && run.step().is_some()).then_some("")}>
            <span class="run-row-words">
                <span class="day-title"><Shape state={state(trial)} />{ title }</span>
                <span class="cell-sub num">{ facts }</span>
                { became(trial) }
            </span>
            if waiting {
                <span class="rest-do">
                    if may_begin { <Button act="begin-experiment" of={at} small=true onclick={begin} label={format!("Begin “{title}”")}>{ "Begin" }</Button> }
                    <Button act="move-experiment" of={at} kind={ButtonKind::Quiet} small=true label={format!("Move “{title}” to another day")} onclick={props.open.reform(move |()| Panel::Move(Some(at)))}>{ "Move" }</Button>
                    <Button act="skip-experiment" of={at} kind={ButtonKind::Quiet} small=true label={format!("Skip “{title}”")} onclick={props.open.reform(move |()| Panel::Skip(Some(at)))}>{ "Skip" }</Button>
                </span>
            }
        </li>
    }
}

fn state(trial: &Trial) -> State {
    outcome_words(trial, false).0
}

/// What came of an experiment that will not be run today any more, or is over.
fn became(trial: &Trial) -> Html {
    match (&trial.skipped, trial.moved_to, trial.progress()) {
        (_, Some(day), _) => html! {
            <span class="cell-sub"><a class="link" data-act="open-moved" href={href(Route::GameDay { id: day })}>{ "Moved to another day" }</a></span>
        },
        (Some(why), None, _) => html! { <span class="cell-sub">{ "skipped: " }{ &why.text }</span> },
        (None, None, Progress::Concluded(_)) => {
            html! { <span class="cell-sub">{ outcome_words(trial, false).1 }</span> }
        }
        _ => Html::default(),
    }
}

fn panel(props: &Day) -> Html {
    match props.panel {
        Some(Panel::Skip(which)) => {
            let Some(experiment) = which.or(props.view.run.present) else { return Html::default() };
            let title = props.view.run.trials.get(experiment).map(|trial| trial.experiment().title.clone());
            let place = props.place(&format!("skip/{experiment}"));
            let onsay = props.writing(&place, move |reason| Event::Skipped { experiment, reason });
            html! {
                <Say name="reason" {place} label={format!("Why is “{}” skipped?", title.unwrap_or_default())} act="confirm-skip"
                    words="Skip it" {onsay} onclose={props.close.clone()} />
            }
        }
        Some(Panel::Move(which)) => {
            html! { <Reschedule key={which.unwrap_or(usize::MAX)} day={props.clone()} {which} /> }
        }
        Some(Panel::End) => {
            let place = props.place("end");
            let onsay = props.writing(&place, |note| Event::Common(Common::Ended { note }));
            html! {
                <Say name="note" {place} label="Closing words" act="confirm-end" words="End the day" {onsay}
                    onclose={props.close.clone()} />
            }
        }
        _ => Html::default(),
    }
}

/// The actions that came out so far, and the surprises that wait for one.
#[component]
pub fn Actions(props: &Day) -> Html {
    let run = &props.view.run;
    let row = |raised: &domain::journal::Raised| {
        let due = raised.due.map(|due| format!(", due {}", due.format("%-d %b"))).unwrap_or_default();
        html! {
            <li class="rest-row" data-id={raised.action.to_string()}>
                <span class="run-row-words">{ &raised.said.text }<span class="cell-sub">{ &raised.owner }{ due }</span></span>
            </li>
        }
    };
    let open = |surprise: &domain::chaos::run::Surprise<'_>| {
        let seq = surprise.note.said.seq;
        let onclick = props.open.reform(move |()| Panel::Action(Some(seq)));
        html! {
            <li class="rest-row" data-id={seq.to_string()} data-act="unanswered">
                <span class="run-row-words">{ &surprise.note.said.text }<span class="cell-sub">{ "Surprise without an action" }</span></span>
                <Button act="answer-surprise" of={usize::try_from(seq).ok()} small=true {onclick}
                    label={format!("Raise an action: {}", surprise.note.said.text)}>{ "Act on it" }</Button>
            </li>
        }
    };
    html! {
        <section class="card" data-act="actions">
            <div class="card-head"><h2 class="card-title">{ "Actions" }</h2></div>
            <div class="card-body stack" data-gap="small">
                if run.course.actions.is_empty() { <p class="soft">{ "None yet. Write down what must change while it is fresh." }</p> }
                <ul>{ for run.course.actions.iter().map(row) }{ for run.unanswered().iter().map(open) }</ul>
                <div class="line"><Button act="raise-action" keys="A" onclick={props.open.reform(|()| Panel::Action(None))}>{ "Raise action" }</Button></div>
            </div>
        </section>
    }
}
