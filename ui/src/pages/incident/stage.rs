//! The face of an incident on the stage. It is fed from the fold and never from the journal, so a private note cannot get
//! here; names stay in the room.

use super::{
    journal::LiveRun,
    words::{doing, since, wall},
};
use crate::{
    components::{Face, Shape, State, Timer},
    hooks::{
        journal::use_journal,
        part::{Part, use_part},
    },
    known::use_known,
    stage::frame::{Frame, StageFace},
};
use domain::{
    Id, Kind, Zone,
    incident::{
        Hours, TimeTo,
        run::{Due, Owed, Run},
    },
    time::words,
};
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

/// More clocks than this do not fit beside the figure.
const OWED_MAX: usize = 3;

/// The face of a record, if it is an incident.
pub fn of(kind: Kind, id: Id, frame: &Frame) -> Option<Html> {
    (kind == Kind::Incident)
        .then(|| html! { <IncidentStage key={id.to_string()} {id} frame={frame.clone()} /> })
}

/// What [`IncidentStage`] takes.
#[derive(Clone, PartialEq, Properties)]
pub struct IncidentStageProps {
    /// The incident.
    pub id: Id,
    /// The frame.
    pub frame: Frame,
}

/// The incident on the stage's own window: a part of the screen of its own, so that a stage without one does not wait for it.
#[component]
fn IncidentStage(props: &IncidentStageProps) -> Html {
    match use_part(incident_face) {
        Part::Ready(draw) => draw(props.clone()),
        Part::Loading => props.frame.around(StageFace::default()),
        // The projector has no keys: what the console shows is the same.
        Part::Failed(_) => {
            let words = "A part of the screen could not be loaded. The console has it all.";
            props.frame.around(StageFace::idle("Incident".into(), "Not shown here", words))
        }
    }
}

#[wasm_split(incident_face, fallible)]
fn incident_face() -> Result<fn(IncidentStageProps) -> Html, SplitLoaderError> {
    Ok(|props| html! { <IncidentFace ..props /> })
}

#[component]
fn IncidentFace(props: &IncidentStageProps) -> Html {
    let known = use_known();
    let LiveRun::Live(view) = use_journal(Some(props.id), false) else {
        return props.frame.around(StageFace::nothing(&known.workspace.name));
    };
    props.frame.around(face(&view.run, props.frame.zone))
}

/// The face that fits the moment.
pub fn face(run: &Run, _zone: Zone) -> StageFace {
    let place = Some(run.severity().label().to_owned());
    let title: AttrValue = run.title.clone().into();
    if run.course.ended.is_some() {
        return StageFace {
            room: Some("incident"),
            mode: "ended",
            title,
            place,
            main: ended(run),
            ..StageFace::default()
        };
    }
    let (figure, label) = since(run);
    let state = if run.is_mitigated() { State::Watch } else { State::Bad };
    let main = html! {
        <>
            <section class="stage-clock">
                <div class="stage-figure"><Timer face={figure} /></div>
                <p class="stage-step">{ label }</p>
                <p class="stage-step" data-state={state.name()}><Shape {state} />{ " " }{ doing(run.step()) }</p>
            </section>
            <section class="incident-said">{ said(run) }</section>
        </>
    };
    StageFace {
        room: Some("incident"),
        mode: "open",
        title,
        place,
        main,
        foot: owed(run),
        ..StageFace::default()
    }
}

/// What the room knows, and what it does not.
fn said(run: &Run) -> Html {
    let affected =
        (!run.affected.is_empty()).then(|| html! { <p class="incident-affected">{ &run.affected }</p> });
    let last = run.check_ins.last();
    html! {
        <>
            { for affected }
            if let Some(last) = last {
                <p><b>{ "We know. " }</b>{ &last.know.text }</p>
                if !last.unknown.is_empty() { <p><b>{ "We do not. " }</b>{ &last.unknown }</p> }
            }
        </>
    }
}

/// What is owed, each with its clock.
fn owed(run: &Run) -> Html {
    let row = |due: &Due| {
        let name = match due.owed {
            Owed::Triage => "Commander",
            Owed::CheckIn(1) => "Briefing",
            Owed::CheckIn(_) => "Check-in",
            Owed::Update(audience) => audience.label(),
            Owed::Normal => "Normal until",
        };
        html! {
            <li class="stage-abort"><span class="stage-words">{ name }</span><Timer face={Face::Until(wall(run, due.at))} /></li>
        }
    };
    let due = run.due();
    if due.is_empty() {
        return Html::default();
    }
    html! { <ul class="stage-aborts" aria-label="Time left"><li class="stage-abort incident-left">{ "Time left" }</li>{ for due.iter().take(OWED_MAX).map(row) }</ul> }
}

fn ended(run: &Run) -> Html {
    let marks = run.marks();
    let row = |metric: &TimeTo| {
        let took = marks.length(*metric, &Hours::RoundTheClock);
        let took = took.map_or_else(|_| "not measured".to_owned(), |length| words(length.value_s * 1000));
        html! { <li class="stage-reading"><span class="stage-name">{ metric.label() }</span><span class="stage-value">{ took }</span></li> }
    };
    let word = if run.called_off.is_some() { "No incident" } else { "Resolved" };
    html! {
        <>
            <p class="stage-word">{ word }</p>
            if run.called_off.is_none() { <ul class="stage-readings">{ for TimeTo::ALL.iter().map(row) }</ul> }
        </>
    }
}
