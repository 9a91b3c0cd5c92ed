//! The room itself: where everything stands, what is open, and which key does what.

use super::{
    clock::{ClockCard, next},
    dialogs::dialog,
    over::Took,
    people::Duties,
    scene::{Panel, Scene},
    side::{Actions, SeverityCard, StageCard},
    steps::{MarksCard, Steps},
    update::Updates,
    ways::Ways,
};
use crate::{
    backend::ask,
    components::{Button, ButtonKind, Pill, use_toasts},
    hooks::{Shortcut, loaded::use_loaded, use_keys},
    known::use_known,
    pages::incident::{
        journal::{Pen, RunView},
        words::{doing, severity_pill, stands},
    },
    room::{
        control::{focus, nothing_focused},
        href,
        run::{journal::Journal, stage},
        tasks::use_tasks,
    },
    route::Route,
    stage::away::away_pill,
};
use contract::{BeginPostmortem, HideStage, Notice, Stage};
use domain::{
    Id, Zone,
    incident::{
        Mark,
        run::{Audience, Duty, Run},
    },
};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`Console`] takes.
#[derive(PartialEq, Properties)]
pub struct ConsoleProps {
    /// The run.
    pub view: Rc<RunView>,
}

/// The console.
#[component]
pub fn Console(props: &ConsoleProps) -> Html {
    let known = use_known();
    let (on, _) = use_loaded(Stage {}, |_, notice| matches!(notice, Notice::Stage));
    let panel = use_state_eq(|| None::<Panel>);
    let open = {
        let panel = panel.setter();
        use_callback((), move |which: Panel, ()| panel.set(Some(which)))
    };
    let close = {
        let panel = panel.setter();
        use_callback((), move |(), ()| panel.set(None))
    };
    let ontime = use_callback((), {
        let open = open.clone();
        move |seq: u64, ()| open.emit(Panel::Time(seq))
    });
    let zone: Zone = known.workspace.zone;
    let scene = Scene {
        view: Rc::clone(&props.view),
        stage: on.ready().cloned(),
        zone,
        day: zone.date(props.view.run.course.started_at),
        facilitator: known.workspace.facilitator.clone().into(),
        pen: Pen::new(props.view.id, use_toasts()),
        panel: *panel,
        open,
        close,
    };
    use_keys(shortcuts(&scene));
    use_keyboard_here();
    let run = &props.view.run;
    use_effect_with(run.title.clone(), |title| {
        gloo::utils::document().set_title(&format!("{title} · Readyroom"));
    });
    let over = run.course.ended.is_some();
    html! {
        <>
            { bar(&scene) }
            <main class="content console incident">
                <div class="console-steps stack"><Steps ..scene.clone() /><MarksCard ..scene.clone() /></div>
                <div class="console-work">
                    <div class="console-top">
                        if over { <Took ..scene.clone() /> } else { <ClockCard ..scene.clone() /> }
                        if !over { <Ways ..scene.clone() /> }
                    </div>
                    <Journal<Run> view={Rc::clone(&scene.view)} pen={scene.pen.clone()} {zone} people={scene.people()}
                        onact={Callback::noop()} {ontime} title="Timeline" />
                </div>
                <aside class="console-side">
                    <Duties ..scene.clone() />
                    <Updates ..scene.clone() />
                    <SeverityCard ..scene.clone() />
                    <Actions ..scene.clone() />
                    <StageCard ..scene.clone() />
                </aside>
            </main>
            { dialog(&scene) }
        </>
    }
}

/// The bar: what it is called, how severe it is, what is done about it.
fn bar(scene: &Scene) -> Html {
    let run = &scene.view.run;
    let (state, word) = stands(run.status(), run.is_mitigated());
    let over = run.course.ended.is_some();
    let word = if over || run.is_mitigated() { word } else { doing(run.step()) };
    html! {
        <header class="bar">
            <nav class="crumbs" aria-label="Where"><a href={href(Route::Incidents)}>{ "Incidents" }</a>{ " /" }</nav>
            <h1 class="title" title={run.title.clone()}>{ &run.title }</h1>
            { severity_pill(run.severity()) }
            <Pill {state}>{ word }</Pill>
            if let Some(on) = &scene.stage { { away_pill(&on.place) } }
            <p class="bar-note"><span class="mono" data-act="channel">{ &run.declared.channel }</span>{ for run.declared.service.as_ref().map(|name| format!(" · {name}")) }{ format!(" · {}", scene.day.format("%-d %b %Y")) }</p>
            <div class="bar-actions">
                <Button act="describe" keys="E" onclick={scene.opens(Panel::Describe)}>{ "Describe" }</Button>
                if !over { <Button act="call-off" kind={ButtonKind::Quiet} onclick={scene.opens(Panel::CallOff)}>{ "No incident" }</Button> }
                { stage_key(scene) }
                // Last, where nothing that comes later moves it from under a hand.
                if run.resolved.is_some() { <Write id={scene.view.id} /> }
            </div>
        </header>
    }
}

#[derive(PartialEq, Properties)]
struct WriteProps {
    id: Id,
}

/// The way on: its postmortem, with everything carried over, or the one that it has.
#[component]
fn Write(props: &WriteProps) -> Html {
    let (tasks, origin, begun) = (use_tasks(), props.id, use_state_eq(|| false));
    let why_not = begun.then_some("It is being begun.");
    let begun = begun.setter();
    let onclick = Callback::from(move |()| {
        let (tasks, begun) = (tasks.clone(), begun.clone());
        begun.set(true);
        spawn_local(async move {
            match ask(BeginPostmortem { origin, surprise: None }).await {
                Ok(record) => tasks.go(Route::of(record.document.kind(), record.id, "")),
                Err(refusal) => {
                    begun.set(false);
                    tasks.say(refusal.message);
                }
            }
        });
    });
    html! { <Button act="write-postmortem" kind={ButtonKind::Primary} {why_not} {onclick}>{ "Write the postmortem" }</Button> }
}

fn stage_key(scene: &Scene) -> Html {
    let Some(on) = &scene.stage else { return Html::default() };
    let (toasts, run) = (scene.pen.toasts.clone(), scene.view.id);
    if on.place.is_open() && on.run == Some(run) {
        let onclick = Callback::from(move |()| toasts.ask(HideStage {}, |_| ()));
        return html! { <Button act="hide-stage" {onclick}>{ "Close stage" }</Button> };
    }
    let onclick = Callback::from(move |()| stage::show(run, None, &toasts));
    let words =
        on.monitors.first().map_or_else(|| "Open stage".to_owned(), |monitor| format!("Stage on {monitor}"));
    html! { <Button act="show-stage" {onclick}>{ words }</Button> }
}

/// Whoever comes here by a key finds the keyboard in the room.
#[hook]
fn use_keyboard_here() {
    use_effect_with((), |()| {
        if nothing_focused() {
            focus("#room");
        }
    });
}

fn shortcuts(scene: &Scene) -> Vec<Shortcut> {
    let key = |stroke, deed: fn(&Scene)| {
        let scene = scene.clone();
        Shortcut::new(stroke, Callback::from(move |()| deed(&scene)))
    };
    // When it is over nothing more can be run; the words about it can still be said.
    let open = |panel: Panel| {
        let scene = scene.clone();
        Callback::from(move |()| {
            if scene.view.run.course.ended.is_none() {
                scene.open.emit(panel);
            }
        })
    };
    let mut keys = vec![
        key("N", |scene| {
            if let Some(next) = next(&scene.view.run) {
                next.take(scene);
            }
        }),
        Shortcut::new("C", open(Panel::CheckIn)),
        Shortcut::new("S", open(Panel::Severity)),
        Shortcut::new("H", open(Panel::Duty(Duty::Commander))),
        Shortcut::new("I", open(Panel::Update(Audience::Internal))),
        key("U", |scene| {
            let over = scene.view.run.course.ended.is_some();
            scene.open.emit(Panel::Update(if over { Audience::AllClear } else { Audience::Customers }));
        }),
        key("G", |scene| {
            if scene.view.run.is_mitigated() && scene.view.run.course.ended.is_none() {
                scene.open.emit(Panel::Relapsed);
            }
        }),
        key("T", |scene| scene.open.emit(Panel::Mark(first_open(&scene.view.run)))),
        key("E", |scene| scene.open.emit(Panel::Describe)),
        key("O", |_| focus("[data-act=journal-text]")),
        key("A", |scene| scene.open.emit(Panel::Action)),
        key("B", |scene| {
            if let Some(on) = &scene.stage {
                stage::blank(on, &scene.pen.toasts);
            }
        }),
        key("M", |scene| {
            if let Some(on) = &scene.stage {
                stage::message(on, &scene.pen.toasts, &scene.opens(Panel::Message));
            }
        }),
        key("?", |scene| scene.open.emit(Panel::Keys)),
        key("Escape", |scene| scene.close.emit(())),
    ];
    keys.extend(
        ["1", "2", "3", "4", "5"]
            .into_iter()
            .enumerate()
            .map(|(at, stroke)| Shortcut::new(stroke, open(Panel::Way(at)))),
    );
    keys
}

/// The first of the six times that nobody has said.
fn first_open(run: &Run) -> Mark {
    let marks = run.marks();
    Mark::ALL.iter().copied().find(|mark| marks.at(*mark).is_none()).unwrap_or(Mark::ImpactBegan)
}
