//! The journal: what happened, newest first, and the line to write in.

use super::{
    panel::{Day, Panel},
    pen::then_close,
};
use crate::{
    components::{Button, ButtonKind},
    pages::chaos::journal::Line,
    room::control::{Choose, form},
};
use domain::{
    Zone,
    chaos::run::{Event, Run},
    journal::Common,
};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// So many entries are drawn, three times what is in sight; older ones on demand. Each new one moves all of them, so that a hundred rows
/// would take longer to lay out than the rest of the room.
const SHOWN: usize = 24;

/// What an entry will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Observation,
    Surprise,
    Private,
}

/// The card.
#[component]
pub fn Journal(props: &Day) -> Html {
    let mode = use_state(|| Mode::Observation);
    let actor = use_state(|| props.facilitator.to_string());
    let all = use_state(|| false);
    let striking = use_state(|| None::<u64>);
    let onstrike = {
        // One callback for all rows and all times: a new one would draw every row again.
        let striking = striking.setter();
        use_callback((), move |seq: u64, ()| striking.set(Some(seq)))
    };
    let lines = &props.view.entries;
    let shown = if *all { lines.len() } else { SHOWN };
    let row = |line: &Rc<Line>| {
        let seq = line.entry.seq;
        if *striking == Some(seq) {
            return html! { <Strike key={seq} day={props.clone()} {seq} done={stop_striking(&striking)} /> };
        }
        let struck = props.view.struck.contains(&seq);
        let may_strike = !struck && strikable(&line.entry.event) && may_strike(&props.view.run, seq);
        let onstrike = onstrike.clone();
        let act = !struck
            && matches!(line.entry.event, Event::Surprised { .. })
            && props.view.run.answers(seq).next().is_none();
        html! { <Row key={seq} line={Rc::clone(line)} zone={props.zone} {struck} {may_strike} {onstrike} act={act.then(|| props.open.clone())} /> }
    };
    let onmode = {
        let mode = mode.setter();
        Callback::from(move |which| mode.set(which))
    };
    let more = lines.len().saturating_sub(shown);
    let show_all = {
        let all = all.setter();
        Callback::from(move |()| all.set(true))
    };
    html! {
        <section class="card journal">
            <div class="card-head">
                <h2 class="card-title">{ "Journal" }</h2>
                <div class="line journal-how">{ modes(&mode) }{ actors(props, &actor) }</div>
            </div>
            <ol class="journal-rows" data-act="journal">
                { for lines.iter().rev().take(shown).map(row) }
                if more > 0 {
                    <li class="journal-earlier" key="earlier"><Button act="journal-more" kind={ButtonKind::Quiet} small=true onclick={show_all}>{ format!("Show {more} earlier entries") }</Button></li>
                }
            </ol>
            <Write day={props.clone()} mode={*mode} {onmode} actor={(*actor).clone()} />
        </section>
    }
}

fn modes(mode: &UseStateHandle<Mode>) -> Html {
    let button = |which: Mode, act: &'static str, words: &'static str| {
        let setter = mode.setter();
        let onclick = Callback::from(move |()| setter.set(which));
        html! { <Button {act} small=true pressed={**mode == which} {onclick}>{ words }</Button> }
    };
    html! {
        <div class="choice" role="group" aria-label="What the entry will be">
            { button(Mode::Observation, "mode-observation", "Observation") }
            { button(Mode::Surprise, "mode-surprise", "Surprise") }
            { button(Mode::Private, "mode-private", "Private note") }
        </div>
    }
}

fn actors(props: &Day, actor: &UseStateHandle<String>) -> Html {
    let setter = actor.setter();
    let onchange = Callback::from(move |name: String| setter.set(name));
    html! {
        <Choose name="actor" label="Whose word it is" bare=true value={(**actor).clone()}
            options={crate::room::control::named(&props.people())} {onchange} />
    }
}

fn stop_striking(striking: &UseStateHandle<Option<u64>>) -> Callback<()> {
    let striking = striking.setter();
    Callback::from(move |()| striking.set(None))
}

/// Only words, readings and checks can be struck; what was done cannot be undone by a line through it.
const fn strikable(event: &Event) -> bool {
    matches!(
        event,
        Event::Predicted { .. }
            | Event::Reading { .. }
            | Event::Common(Common::Observed { .. })
            | Event::Common(Common::Noted { .. })
            | Event::Surprised { .. }
            | Event::Detected { .. }
            | Event::ConditionChecked { .. }
    )
}

/// Predictions are locked once the fault is in.
fn may_strike(run: &Run, seq: u64) -> bool {
    let locked = |trial: &domain::chaos::run::Trial| {
        trial.injected_at().is_some() && trial.predictions.iter().any(|prediction| prediction.said.seq == seq)
    };
    !run.trials.iter().any(locked)
}

#[derive(PartialEq, Properties)]
struct RowProps {
    line: Rc<Line>,
    zone: Zone,
    struck: bool,
    may_strike: bool,
    onstrike: Callback<u64>,
    /// Opens the dialog that raises an action; only for a surprise that no action answers yet.
    act: Option<Callback<Panel>>,
}

/// One entry. Drawn again only when it is struck, or answered.
#[component]
fn Row(props: &RowProps) -> Html {
    let entry = &props.line.entry;
    let tone = match entry.event {
        Event::Aborted { .. } => Some("bad"),
        Event::ConditionChecked { tripped: true, .. } => Some("bad"),
        Event::Surprised { .. } | Event::SightLost { .. } => Some("watch"),
        Event::Common(Common::Noted { .. }) => Some("private"),
        _ => None,
    };
    let onclick = {
        let (onstrike, seq) = (props.onstrike.clone(), entry.seq);
        Callback::from(move |()| onstrike.emit(seq))
    };
    let act = props.act.as_ref().map(|open| {
        let seq = entry.seq;
        open.reform(move |()| Panel::Action(Some(seq)))
    });
    html! {
        <li class="journal-row" data-id={entry.seq.to_string()} data-tone={tone} data-struck={props.struck.then_some("")}>
            <time>{ props.zone.clock(entry.at) }</time>
            <span class="journal-words">{ &props.line.sentence }{ " " }<span class="journal-who">{ &entry.actor }</span></span>
            <span class="journal-do">
                if let Some(onclick) = act {
                    <Button act="answer-surprise" of={usize::try_from(entry.seq).ok()} kind={ButtonKind::Quiet} small=true {onclick}>{ "Act on it" }</Button>
                }
                if props.may_strike { <Button act="strike" kind={ButtonKind::Quiet} small=true {onclick}>{ "Strike" }</Button> }
            </span>
        </li>
    }
}

#[derive(PartialEq, Properties)]
struct StrikeProps {
    day: Day,
    seq: u64,
    done: Callback<()>,
}

/// Asks what was wrong with an entry.
#[component]
fn Strike(props: &StrikeProps) -> Html {
    let reason = use_state(String::new);
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(input) = node.cast::<HtmlInputElement>() {
                let _ = input.focus(); // the hand can still click
            }
        });
    }
    let strike = {
        let (pen, reason, seq, done) = (props.day.pen.clone(), reason.clone(), props.seq, props.done.clone());
        Callback::from(move |()| {
            let event = Event::Common(Common::Struck { seq, reason: reason.trim().to_owned() });
            pen.write_as("", event, then_close(done.clone()));
        })
    };
    let setter = reason.setter();
    let oninput = typed(Callback::from(move |words| setter.set(words)));
    let inside = html! {
        <>
            <input class="input" ref={node} name="reason" placeholder="What was wrong with it?" aria-label="What was wrong with it"
                value={(*reason).clone()} {oninput} />
            <Button act="confirm-strike" small=true onclick={strike.clone()}>{ "Strike" }</Button>
            <Button act="cancel-strike" kind={ButtonKind::Quiet} small=true onclick={props.done.clone()}>{ "Keep" }</Button>
        </>
    };
    html! { <li class="journal-strike" data-id={props.seq.to_string()}>{ form("line", strike, props.done.clone(), inside) }</li> }
}

fn typed(put: Callback<String>) -> Callback<InputEvent> {
    Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            put.emit(input.value());
        }
    })
}

#[derive(PartialEq, Properties)]
struct WriteProps {
    day: Day,
    mode: Mode,
    onmode: Callback<Mode>,
    actor: String,
}

/// The line to write in. It is free again at once, so nobody who types on loses a letter; what was refused comes back.
#[component]
fn Write(props: &WriteProps) -> Html {
    let text = use_state(String::new);
    // What stands in the line now, also for an answer that comes after more was typed.
    let latest = use_mut_ref(String::new);
    let chosen = use_mut_ref(|| props.mode);
    *chosen.borrow_mut() = props.mode;
    let put = {
        let (setter, latest) = (text.setter(), Rc::clone(&latest));
        Callback::from(move |words: String| {
            latest.borrow_mut().clone_from(&words);
            setter.set(words);
        })
    };
    let log = {
        let (pen, put, mode, actor) = (props.day.pen.clone(), put.clone(), props.mode, props.actor.clone());
        let (onmode, chosen) = (props.onmode.clone(), Rc::clone(&chosen));
        Callback::from(move |()| {
            let words = latest.borrow().trim().to_owned();
            if words.is_empty() {
                return;
            }
            put.emit(String::new());
            if mode == Mode::Surprise {
                onmode.emit(Mode::Observation); // the next thing that is seen is no surprise by itself
            }
            let (onmode, chosen) = (onmode.clone(), Rc::clone(&chosen));
            let (put, latest, sent) = (put.clone(), Rc::clone(&latest), words.clone());
            let event = match mode {
                Mode::Observation => Event::Common(Common::Observed { text: words }),
                Mode::Surprise => Event::Surprised { text: words },
                Mode::Private => Event::Common(Common::Noted { text: words }),
            };
            pen.write_as(&actor, event, move |answer| {
                if answer.is_err() {
                    // What was refused comes back as what it was; a private note that was begun meanwhile stays private.
                    if *chosen.borrow() == Mode::Observation {
                        onmode.emit(mode);
                    }
                    let since = latest.borrow().clone();
                    put.emit(format!("{sent} {since}").trim_end().to_owned());
                }
            });
        })
    };
    let placeholder = match props.mode {
        Mode::Observation => "Write what you see, Enter to log…",
        Mode::Surprise => "Write what surprised you, Enter to log…",
        Mode::Private => "Only you will see this, Enter to log…",
    };
    form(
        "journal-write",
        log,
        Callback::noop(),
        html! {
            <>
                <input class="journal-input" name="text" data-act="journal-text" autocomplete="off" {placeholder}
                    aria-label="Journal entry" value={(*text).clone()} oninput={typed(put)} />
                <kbd class="keycap">{ "O" }</kbd>
            </>
        },
    )
}
