//! What is owed next, in large figures; what is known; and the one action that comes next.

use super::scene::{Panel, Scene};
use crate::{
    components::{Button, ButtonKind, Face, Shape, State, Timer, TimerSize, tick},
    pages::incident::words::{since, wall},
};
use domain::incident::{
    content::INCIDENT,
    run::{Due, Event, Owed, Run},
};
use std::rc::Rc;
use yew::prelude::*;

/// What comes next, as the one key of the room.
pub enum Next {
    /// Something must be said first.
    Opens(&'static str, Panel),
    /// It is written at once.
    Writes(&'static str, Event),
}

/// What comes next; nothing when it is over.
#[must_use]
pub fn next(run: &Run) -> Option<Next> {
    use domain::incident::run::Duty;
    if run.course.ended.is_some() {
        return None;
    }
    Some(match () {
        () if run.commander().is_none() => Next::Opens("Name a commander", Panel::Duty(Duty::Commander)),
        () if run.check_ins.is_empty() && !run.is_mitigated() => {
            Next::Opens("Brief the room", Panel::CheckIn)
        }
        () if !run.is_mitigated() => Next::Opens("Mitigated", Panel::Mitigated),
        () if run.normal_since.is_none() => {
            Next::Writes("Indicators are normal", Event::NormalSeen { at: None })
        }
        () => Next::Opens("Resolve", Panel::Resolve),
    })
}

impl Next {
    /// Carries it out.
    pub fn take(self, scene: &Scene) {
        match self {
            Self::Opens(_, panel) => scene.open.emit(panel),
            Self::Writes(_, event) => scene.pen.write(event),
        }
    }

    const fn words(&self) -> &'static str {
        match self {
            Self::Opens(words, _) | Self::Writes(words, _) => words,
        }
    }
}

/// The card.
#[component]
pub fn ClockCard(props: &Scene) -> Html {
    let run = &props.view.run;
    let due = run.due();
    let figure = due.first().copied();
    let (face, words) = since(run);
    let plan = html! {
        <p class="clock-plan">
            { words }<br /><Timer {face} />
            <br /><span class="clock-affected">{ &run.affected }</span>
        </p>
    };
    html! {
        <section class="card clock" data-act="clock">
            <p class="clock-label">{ figure.map_or_else(|| "Since it began".to_owned(), Due::words) }</p>
            <div class="clock-line">
                { large(run, figure) }
                <div class="clock-promise">{ known(run) }</div>
                { plan }
            </div>
            { others(props, due.get(1..).unwrap_or_default()) }
            if let Some(words) = run.unwatched() { <p class="tone" data-state="watch" data-act="unwatched"><Shape state={State::Watch} />{ " " }{ words }</p> }
            { advance(props) }
        </section>
    }
}

/// The figure of what is owed first; the time since the beginning where nothing is.
fn large(run: &Run, due: Option<Due>) -> Html {
    let face = due.map_or_else(|| since(run).0, |due| Face::Until(wall(run, due.at)));
    html! { <Timer {face} size={TimerSize::Figure} label={due.map(|due| AttrValue::from(due.words()))} /> }
}

fn known(run: &Run) -> Html {
    match run.check_ins.last() {
        None => {
            html! { <p class="clock-words muted">{ "Nobody has briefed the room: what we know, what we do not." }</p> }
        }
        Some(last) => html! {
            <>
                <p class="clock-words"><b>{ "What we know. " }</b>{ &last.know.text }</p>
                if !last.unknown.is_empty() { <p class="clock-words"><b>{ "What we do not. " }</b>{ &last.unknown }</p> }
            </>
        },
    }
}

/// What else is owed, each with its own small clock.
fn others(scene: &Scene, due: &[Due]) -> Html {
    if due.is_empty() {
        return Html::default();
    }
    let row = |due: &Due| {
        let due = *due;
        let view = Rc::clone(&scene.view);
        let late = tick(move |now| {
            let late = due.owed != Owed::Normal && due.remaining_ms(view.run.course.steady(now)) < 0;
            html! { if late { <span class="clock-over"><Shape state={State::Watch} />{ "overdue" }</span> } }
        });
        html! {
            <li data-act="owed">{ due.words() }{ " " }<Timer face={Face::Until(wall(&scene.view.run, due.at))} />{ " " }{ late }</li>
        }
    };
    html! { <ul class="clock-owed">{ for due.iter().map(row) }</ul> }
}

/// What the step asks of the room, and the keys that answer it.
fn advance(scene: &Scene) -> Html {
    let run = &scene.view.run;
    let prompt =
        INCIDENT.steps.iter().find(|words| words.step == run.step()).map(|words| words.prompt.clone());
    let Some(next) = next(run) else { return Html::default() };
    let words = next.words();
    let take = {
        let scene = scene.clone();
        Callback::from(move |()| {
            if let Some(next) = self::next(&scene.view.run) {
                next.take(&scene);
            }
        })
    };
    let back = run.is_mitigated().then(|| {
        html! { <Button act="relapsed" keys="G" onclick={scene.opens(Panel::Relapsed)}>{ "Hurt again" }</Button> }
    });
    let lost = run.normal_since.map(|_| {
        html! { <Button act="normal-lost" onclick={scene.opens(Panel::NormalLost)}>{ "Not normal" }</Button> }
    });
    html! {
        <div class="clock-next">
            <p class="clock-prompt">{ prompt.unwrap_or_default() }</p>
            { for back }{ for lost }
            <Button act="check-in" keys="C" onclick={scene.opens(Panel::CheckIn)}>{ "Check in" }</Button>
            <Button act="advance" kind={ButtonKind::Primary} keys="N" onclick={take}>{ words }</Button>
        </div>
    }
}
