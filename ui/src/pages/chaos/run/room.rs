//! The room itself: where everything stands, what is open, and which key does what.

use super::{
    abort::{AbortButton, Explain, unexplained},
    bar::bar,
    clock::ClockCard,
    conditions::Conditions,
    ended::Ended,
    keys::KEYS,
    live::watched,
    outcome::Outcome,
    pace::next_move,
    panel::{Day, Panel},
    people::People,
    predict::Predict,
    raise::about,
    reschedule::left_over,
    rest::{Actions, Rest},
    stage_card::{StageCard, hidden},
    steady::Steady,
    steps::{RollbackList, Steps},
};
use crate::{
    backend,
    components::use_toasts,
    hooks::{Shortcut, loaded::use_loaded, use_keys},
    known::use_known,
    pages::action::raise::Raise,
    pages::chaos::{
        journal::{Pen, RunView},
        samples::SamplesHost,
    },
    room::{
        control::{focus, nothing_focused},
        run::{gap_question, journal::Journal, key_sheet, stage},
    },
};
use contract::{Notice, Stage};
use domain::{
    Instant,
    chaos::run::{Event, Progress, Run, Step},
    journal::Common,
};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// What [`Room`] takes.
#[derive(PartialEq, Properties)]
pub struct RoomProps {
    /// The run.
    pub view: Rc<RunView>,
}

/// The console.
#[component]
pub fn Room(props: &RoomProps) -> Html {
    let known = use_known();
    let (stage, _) = use_loaded(Stage {}, |_, notice| matches!(notice, Notice::Stage));
    let panel = use_state_eq(|| None::<Panel>);
    let pen = Pen::new(props.view.id, use_toasts());
    let open = {
        let panel = panel.setter();
        use_callback((), move |which: Panel, ()| panel.set(Some(which)))
    };
    let close = {
        let panel = panel.setter();
        use_callback((), move |(), ()| panel.set(None))
    };
    let onact = use_callback((), {
        let open = open.clone();
        move |seq: u64, ()| open.emit(Panel::Action(Some(seq)))
    });
    let advance = use_advance(&props.view, &pen, &open);
    let day = Day {
        view: Rc::clone(&props.view),
        stage: stage.ready().cloned(),
        zone: known.workspace.zone,
        facilitator: known.workspace.facilitator.clone().into(),
        workspace: known.workspace.name.clone().into(),
        pen,
        panel: *panel,
        open,
        close,
        advance,
    };
    use_keys(shortcuts(&day));
    let run = &props.view.run;
    use_top_of_step(run);
    use_keyboard_here();
    use_effect_with(run.plan.game_day.title.clone(), |title| {
        gloo::utils::document().set_title(&format!("{title} · Readyroom"));
    });
    if run.course.ended.is_some() {
        return html! { <Ended ..day /> };
    }
    let gap = run.course.open_gap();
    let of = watched(run).map(|at| (props.view.id, at));
    html! {
        <SamplesHost {of}>
            { bar(&day) }
            <main class="content console" data-banner={gap.map(|_| "")}>
                { gap_question(gap, day.zone, &decide(&day)) }
                <div class="console-steps"><Steps ..day.clone() /></div>
                <div class="console-work">
                    <div class="console-top">
                        <ClockCard ..day.clone() />
                        { step_card(&day) }
                        <Steady ..day.clone() />
                        { locked_predictions(&day) }
                    </div>
                    <Journal<Run> view={Rc::clone(&day.view)} pen={day.pen.clone()} zone={day.zone} people={day.people()} {onact} />
                </div>
                <aside class="console-side">
                    <AbortButton ..day.clone() />
                    <Conditions ..day.clone() />
                    <StageCard ..day.clone() />
                    <Rest ..day.clone() />
                    <Actions ..day.clone() />
                </aside>
            </main>
            { dialog(&day) }
        </SamplesHost>
    }
}

/// The dialog that is open, if one is.
fn dialog(day: &Day) -> Html {
    match day.panel {
        Some(Panel::People) => html! { <People ..day.clone() /> },
        Some(Panel::Keys) => key_sheet(&KEYS, day.close.clone()),
        _ => raise(day),
    }
}

/// What the room says of the oldest hole in time that nobody has decided on.
fn decide(day: &Day) -> Callback<bool> {
    let (pen, view) = (day.pen.clone(), Rc::clone(&day.view));
    Callback::from(move |counts: bool| {
        if let Some(gap) = view.run.course.open_gap() {
            pen.write(Event::Common(Common::GapDecided { gap: gap.seq, counts }));
        }
    })
}

/// The dialog that raises an action, while it is open.
pub fn raise(day: &Day) -> Html {
    let Some(Panel::Action(seq)) = day.panel else { return Html::default() };
    let about = seq.and_then(|seq| about(&day.view.run, seq));
    let run = &day.view.run;
    // What is agreed on while the room is at an experiment is about its service.
    let at = run.trial().filter(|_| run.course.ended.is_none());
    let service_id = at.and_then(|trial| trial.experiment().service_id);
    html! { <Raise<Run> key={seq.unwrap_or_default()} pen={day.pen.clone()} people={day.people()} {about} {service_id} onclose={day.close.clone()} /> }
}

/// What the present step needs besides clock, readings and journal.
fn step_card(day: &Day) -> Html {
    let run = &day.view.run;
    let Some(trial) = run.trial() else { return Html::default() };
    let card = match trial.progress() {
        Progress::Active(Step::Predict) => html! { <Predict ..day.clone() /> },
        Progress::Active(Step::Rollback) => html! { <RollbackList ..day.clone() /> },
        Progress::Active(Step::Outcome) => html! { <Outcome ..day.clone() /> },
        _ => Html::default(),
    };
    html! {
        <>
            { card }
            if let Some(at) = unexplained(run) { <Explain key={at} ..day.clone() /> }
        </>
    }
}

/// While the fault is in, the readings come first and what was expected stands folded under them.
fn locked_predictions(day: &Day) -> Html {
    let trial = day.view.run.trial().filter(|trial| trial.progress() == Progress::Active(Step::Inject));
    match trial {
        Some(trial) if !trial.predictions.is_empty() => html! { <Predict ..day.clone() /> },
        _ => Html::default(),
    }
}

/// Every step begins at its top: what the last one had scrolled to is not what this one is about.
#[hook]
fn use_top_of_step(run: &Run) {
    let step = run.step().map(|time| (run.present, time.step));
    use_effect_with(step, |_| {
        let top = || {
            let work = gloo::utils::document().query_selector(".console-top").ok().flatten();
            if let Some(work) = work {
                work.set_scroll_top(0);
            }
        };
        top();
        // The webview keeps what was in sight where it was when a card appears above it, a moment after it is drawn.
        let again = [60, 400].map(|ms| Timeout::new(ms, top)); // a slow machine draws it later
        move || drop(again)
    });
}

/// The key that began the day is gone, and the keyboard with it. It does not go to the key that moves on: Space must stay
/// the pause and never put a fault in.
#[hook]
fn use_keyboard_here() {
    use_effect_with((), |()| {
        if nothing_focused() {
            focus("#room");
        }
    });
}

/// A second press within this time belongs to the first, in milliseconds: a double click on “Announce” must not put a fault in.
const SAME_PRESS_MS: i64 = 500;

/// What moved the room last: the place in the journal from which it moved, and when.
type Moved = Option<(u64, Instant)>;

/// Moves on, once per press: a second press before the first is answered would be refused for nothing, and one right
/// after the answer was not meant for the step that has just begun.
#[hook]
fn use_advance(view: &Rc<RunView>, pen: &Pen, open: &Callback<Panel>) -> Callback<()> {
    let moved = use_mut_ref(|| Moved::None);
    let (view, pen, open) = (Rc::clone(view), pen.clone(), open.clone());
    Callback::from(move |()| {
        let now = backend::now();
        let Some(next) = next_move(&view.run, now) else { return };
        match next.event {
            Event::Concluded { .. } => focus("[data-act=conclude-note]"),
            Event::Common(Common::Ended { .. }) => open.emit(Panel::End),
            event => {
                if same_press(*moved.borrow(), view.run.course.seq, now) {
                    return;
                }
                *moved.borrow_mut() = Some((view.run.course.seq, now));
                let moved = Rc::clone(&moved);
                pen.write_as("", event, move |answer| {
                    if answer.is_err() {
                        *moved.borrow_mut() = None;
                    }
                });
            }
        }
    })
}

fn same_press(moved: Moved, seq: u64, now: Instant) -> bool {
    moved.is_some_and(|(from, at)| from == seq || (0..SAME_PRESS_MS).contains(&now.since(at)))
}

/// Every key of the console but `C`, which belongs to the abort conditions; the sheet under `?` lists them all.
fn shortcuts(day: &Day) -> Vec<Shortcut> {
    let key = |stroke, deed: fn(&Day)| {
        let day = day.clone();
        Shortcut::new(stroke, Callback::from(move |()| deed(&day)))
    };
    vec![
        key("F8", abort).always(),
        key("Space", |day| day.pen.pause_or_resume(&day.view.run)),
        key("N", |day| day.advance.emit(())),
        key("+", |day| day.pen.extend(&day.view.run, 60_000)),
        key("-", |day| day.pen.extend(&day.view.run, -60_000)),
        key("R", |day| {
            day.open.emit(Panel::Reading);
            focus("[data-act=reading-value]");
        }),
        key("P", |_| focus(".predict input[name=text]")),
        key("O", |_| focus("[data-act=journal-text]")),
        key("B", blank),
        key("M", message),
        key("A", |day| day.open.emit(Panel::Action(None))),
        key("D", |day| {
            if day.view.run.trial().is_some_and(|trial| trial.injected_at().is_some()) {
                day.open.emit(Panel::Noticed);
            }
        }),
        key("T", |day| {
            if !left_over(&day.view.run, backend::now(), day.zone).is_empty() {
                day.open.emit(Panel::Move(None));
            }
        }),
        key("V", |day| {
            if let Some(experiment) = hidden(day) {
                day.pen.write(Event::Revealed { experiment });
            }
        }),
        key("W", |day| day.open.emit(Panel::People)),
        key("?", |day| day.open.emit(Panel::Keys)),
        key("Escape", |day| day.close.emit(())),
    ]
}

/// Stops the experiment at once; the words come after. What is open stays open, with what was typed into it.
pub fn abort(day: &Day) {
    // Whether there is a fault the backend knows best: this window may not have heard of the injection yet.
    day.pen.overtake(Event::Aborted { reason: String::new(), condition: None, reading: None });
}

/// Whether a fault is in that nobody has stopped.
pub fn may_abort(run: &Run) -> bool {
    run.step().is_some_and(|time| time.step == Step::Inject)
}

fn blank(day: &Day) {
    if let Some(on) = &day.stage {
        stage::blank(on, &day.pen.toasts);
    }
}

fn message(day: &Day) {
    if let Some(on) = &day.stage {
        stage::message(on, &day.pen.toasts, &day.open.reform(|()| Panel::Message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_double_click_moves_the_room_once() {
        let at = Instant::from_ms(1_000_000);
        let moved = Some((7, at));
        assert!(same_press(moved, 7, at.plus_ms(9_000)), "the first press is not answered yet");
        assert!(same_press(moved, 8, at.plus_ms(SAME_PRESS_MS - 1)), "the step has just begun");
        assert!(!same_press(moved, 8, at.plus_ms(SAME_PRESS_MS)));
        assert!(!same_press(moved, 8, at.plus_ms(-3_600_000)), "a wall clock set back locks nobody out");
        assert!(!same_press(None, 7, at));
    }
}
