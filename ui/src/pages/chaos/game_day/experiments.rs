//! The experiments of the day, in the order in which they run, and when.

use super::{
    move_on::Move,
    slot::{Checked, Slot},
    timetable::{Line, Timetable},
};
use crate::{
    backend::ask,
    components::{Button, ButtonKind, Card, EmptyState, Pill, State},
    pages::chaos::words::plan_pill,
    room::{
        draft::{Adder, Draft, select::Select},
        focus, href,
        tasks::{Tasks, use_tasks},
        use_list,
        words::count,
    },
    route::Route,
};
use contract::{Create, Duplicate, Refusal};
use domain::{
    Id, Kind, Record,
    chaos::{
        experiment::{Experiment, ExperimentStatus},
        game_day::GameDay,
        library::LIBRARY,
    },
    text::clip,
    time,
};
use std::{future::Future, rc::Rc};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Whose experiments.
#[derive(PartialEq, Properties)]
pub struct ExperimentsProps {
    /// The day.
    pub draft: Draft<GameDay>,
    /// Its experiments.
    pub slots: Vec<Slot>,
    /// What its plan lacks.
    pub checked: Rc<Checked>,
    /// Read-only.
    pub locked: bool,
}

/// The card.
#[component]
pub fn Experiments(props: &ExperimentsProps) -> Html {
    let (draft, slots, locked) = (&props.draft, &props.slots, props.locked);
    let tasks = use_tasks();
    let moving = use_state(|| None::<(Id, String)>);
    let (services, _) = use_list(Kind::Service);
    let planned_ms = slots.iter().map(|slot| slot.experiment().map(Experiment::planned_ms));
    let timetable = Timetable::of(&draft.body(), planned_ms);
    let service = |id: Option<Id>| {
        let rows = services.ready()?;
        rows.iter().find(|row| Some(row.id) == id).map(|row| row.title.clone())
    };
    let onmove = {
        let moving = moving.setter();
        Callback::from(move |which| moving.set(Some(which)))
    };
    let onclose = {
        let moving = moving.setter();
        Callback::from(move |()| moving.set(None))
    };
    let (timetable, checked, last) = (&timetable, &*props.checked, slots.len());
    let rows = Rows { draft, tasks: &tasks, checked, locked, last, timetable, onmove: &onmove };
    html! {
        <Card title="Experiments" flush={true} aside={html! { <span class="num">{ count(slots.len(), "experiment") }</span> }}>
            if slots.is_empty() {
                <EmptyState title="No experiment yet" words="One fault, one hypothesis, and the way back. Four to eight make a full day; begin with one." />
            }
            <ol class="slots">
                { for slots.iter().zip(&timetable.lines).enumerate().map(|(place, (slot, line))| {
                    let service = slot.experiment().and_then(|experiment| service(experiment.service_id));
                    rows.row(place, slot, *line, service)
                }) }
            </ol>
            if !slots.is_empty() { { sum(timetable, locked) } }
            if !locked { <Add draft={draft.clone()} /> }
            if let Some((experiment, title)) = (*moving).clone() {
                <Move draft={draft.clone()} {experiment} {title} {onclose} />
            }
        </Card>
    }
}

/// What every row needs.
struct Rows<'a> {
    draft: &'a Draft<GameDay>,
    tasks: &'a Tasks,
    checked: &'a Checked,
    locked: bool,
    last: usize,
    timetable: &'a Timetable,
    onmove: &'a Callback<(Id, String)>,
}

impl Rows<'_> {
    fn row(&self, place: usize, slot: &Slot, line: Line, service: Option<String>) -> Html {
        let id = slot.id;
        let Some(experiment) = slot.experiment() else { return self.without(place, slot) };
        let title = experiment.title.clone();
        let mut facts = vec![format!(
            "{} min baseline, {} min fault",
            experiment.baseline_min, experiment.fault.duration_min
        )];
        facts.extend(experiment.timebox_min.map(|timebox_min| format!("timebox {timebox_min} min")));
        facts.extend(service);
        // A day that is over has what it was run with.
        let found = self.checked.findings.iter().filter(|found| !self.locked && found.experiment == Some(id));
        html! {
            <li key={id.to_string()} class="slot" data-id={id.to_string()} data-fits={if line.fits { "yes" } else { "no" }}>
                <span class="slot-place num" aria-hidden="true">{ place + 1 }</span>
                <span class="slot-when num">
                    { self.timetable.words(line) }
                    if self.timetable.over_at().is_some() { <span class="cell-sub">{ time::words(line.planned_ms) }</span> }
                </span>
                <div class="grow">
                    <a class="row-link" href={href(Route::Experiment { id })} data-act="open-experiment">{ &title }</a>
                    <span class="cell-sub num">{ facts.join(" · ") }</span>
                    if !line.fits { { self.too_late(id, &title) } }
                </div>
                { plan_pill(experiment.status(), found) }
                if !self.locked { { self.keys(place, id, &title) } }
            </li>
        }
    }

    /// A slot without its experiment: being read, or removed by somebody.
    fn without(&self, place: usize, slot: &Slot) -> Html {
        let id = slot.id;
        html! {
            <li key={id.to_string()} class="slot" data-id={id.to_string()}>
                <span class="slot-place num" aria-hidden="true">{ place + 1 }</span>
                if let Some(refusal) = slot.refusal() {
                    <div class="grow">
                        <Pill state={State::Bad}>{ "Cannot be read" }</Pill>
                        <span class="cell-sub">{ &refusal.message }</span>
                    </div>
                    if !self.locked { { self.keys(place, id, "this experiment") } }
                } else {
                    <span class="muted">{ "Loading…" }</span>
                }
            </li>
        }
    }

    fn too_late(&self, id: Id, title: &str) -> Html {
        let onmove = self.onmove.reform({
            let title = title.to_owned();
            move |()| (id, title.clone())
        });
        html! {
            <span class="slot-late">
                <Pill state={State::Watch}>{ "Does not fit" }</Pill>
                if !self.locked {
                    <Button act="move-to-another-day" small=true label={format!("Move “{title}” to another day")} onclick={onmove}>{ "Move to another day" }</Button>
                }
            </span>
        }
    }

    fn keys(&self, place: usize, id: Id, title: &str) -> Html {
        html! {
            <div class="row-actions">
                if place > 0 {
                    <Button act="move-up" kind={ButtonKind::Quiet} small=true label={format!("Move “{title}” up")} onclick={self.swap(place, place - 1)}>{ "↑" }</Button>
                } else {
                    <span class="arrow-gap" />
                }
                if place + 1 < self.last {
                    <Button act="move-down" kind={ButtonKind::Quiet} small=true label={format!("Move “{title}” down")} onclick={self.swap(place, place + 1)}>{ "↓" }</Button>
                } else {
                    <span class="arrow-gap" />
                }
                <Button act="remove-experiment" kind={ButtonKind::Quiet} small=true label={format!("Take “{title}” off the day")} onclick={self.take_off(id, title)}>{ "Remove" }</Button>
            </div>
        }
    }

    fn swap(&self, one: usize, other: usize) -> Callback<()> {
        let draft = self.draft.clone();
        Callback::from(move |()| {
            draft.edit(|day| {
                if one.max(other) < day.experiments.len() {
                    day.experiments.swap(one, other);
                }
            });
        })
    }

    fn take_off(&self, id: Id, title: &str) -> Callback<()> {
        let (draft, tasks, title) = (self.draft.clone(), self.tasks.clone(), clip(title, 60));
        Callback::from(move |()| {
            let mut taken = None;
            draft.edit(|day| taken = day.take_off(id));
            let Some((place, decisions)) = taken else { return };
            let draft = draft.clone();
            tasks.done(
                format!("“{title}” was taken off the day. It is still among the experiments."),
                Callback::from(move |()| draft.edit(|day| day.put_back(id, place, decisions.clone()))),
            );
        })
    }
}

/// All of them together, and whether the day has room for that.
fn sum(timetable: &Timetable, locked: bool) -> Html {
    let words = timetable.over_at().map_or_else(
        || format!("{} in all", time::words(timetable.sum_ms)),
        |over_at| format!("{} in all, over at {over_at}", time::words(timetable.sum_ms)),
    );
    let room = match timetable.spare_ms() {
        Some(spare_ms) if spare_ms < 0 => html! {
            <Pill state={State::Watch}>{ format!("{} too long", time::words(-spare_ms)) }</Pill>
        },
        Some(0) => html! { <Pill state={State::Good}>{ "Fits exactly" }</Pill> },
        Some(spare_ms) => {
            html! { <Pill state={State::Good}>{ format!("Fits, {} to spare", time::words(spare_ms)) }</Pill> }
        }
        None if locked => Html::default(),
        None => {
            let field = if timetable.over_at().is_some() { "end" } else { "start" };
            let onclick = Callback::from(move |()| focus(field));
            html! { <Button act="set-day-end" kind={ButtonKind::Quiet} small=true {onclick}>{ format!("Set the {field} to see whether it fits") }</Button> }
        }
    };
    html! { <div class="slot-sum num" data-act="timetable-sum"><span class="soft">{ words }</span>{ room }</div> }
}

#[derive(PartialEq, Properties)]
struct AddProps {
    draft: Draft<GameDay>,
}

/// A new one by its title, one that exists, or a copy from the library.
#[component]
fn Add(props: &AddProps) -> Html {
    let tasks = use_tasks();
    let (all, _) = use_list(Kind::Experiment);
    let onadd = {
        let (draft, tasks) = (props.draft.clone(), tasks.clone());
        Callback::from(move |title: String| {
            push(&draft, &tasks, ask(Create { document: Experiment::named(&title).into() }));
        })
    };
    let on_day = props.draft.body().experiments.clone();
    let rows = all.ready().map(|rows| (**rows).clone()).unwrap_or_default();
    let (templates, own): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .filter(|row| !on_day.contains(&row.id))
        .partition(|row| row.is(ExperimentStatus::Template));
    let mut options = vec![(String::new(), "Add one that exists…".to_owned())];
    options.extend(own.iter().map(|row| (row.id.to_string(), clip(&row.title, 60))));
    let from_library = templates.iter().map(|row| row.id).collect::<Vec<_>>();
    options.extend(
        templates.iter().map(|row| (row.id.to_string(), format!("Library: {}", clip(&row.title, 60)))),
    );
    options.extend(LIBRARY.iter().map(|of| (of.key.clone(), format!("Library: {}", clip(&of.title, 60)))));
    let onsave = {
        let (draft, tasks) = (props.draft.clone(), tasks);
        Callback::from(move |chosen: String| {
            if let Some(template) = LIBRARY.iter().find(|template| template.key == chosen) {
                push(&draft, &tasks, ask(Create { document: template.experiment().into() }));
                return;
            }
            let Ok(id) = chosen.parse::<Id>() else { return };
            if from_library.contains(&id) {
                // A template is copied, never run itself.
                push(&draft, &tasks, ask(Duplicate { id }));
            } else {
                draft.edit(|day| {
                    if !day.experiments.contains(&id) {
                        day.experiments.push(id);
                    }
                });
            }
        })
    };
    html! {
        <div class="slot-add">
            <Adder field="experiments" label="Title of a new experiment" placeholder="Title of a new experiment, Enter to add"
                act="add-experiment" {onadd} />
            <Select scope="day" name="existing" label="Add an experiment that exists, or a copy from the library" bare={true}
                act="add-existing-experiment" {options} present={String::new()} {onsave} />
        </div>
    }
}

/// Puts the experiment that `made` brings at the end of the day.
fn push(
    draft: &Draft<GameDay>,
    tasks: &Tasks,
    made: impl Future<Output = Result<Record, Refusal>> + 'static,
) {
    let (draft, tasks) = (draft.clone(), tasks.clone());
    spawn_local(async move {
        match made.await {
            Ok(record) => draft.edit(|day| day.experiments.push(record.id)),
            Err(refusal) => tasks.say(refusal.message),
        }
    });
}
