//! The experiments of the day, in the order in which they run.

use super::{Slot, experiment};
use crate::{
    app::Route,
    backend::ask,
    components::{Button, ButtonKind, Card, EmptyState},
    pages::{
        draft::{Adder, Draft, select::Select},
        room::{href, use_list},
        tasks::{Tasks, use_tasks},
        words::experiment_pill,
    },
};
use contract::Create;
use domain::{Id, Kind, experiment::Experiment, game_day::GameDay, run::Step, text::clip, time};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Whose experiments.
#[derive(PartialEq, Properties)]
pub struct ExperimentsProps {
    /// The day.
    pub draft: Draft<GameDay>,
    /// Its experiments.
    pub slots: Vec<Slot>,
    /// Read-only.
    pub locked: bool,
}

/// The card.
#[component]
pub fn Experiments(props: &ExperimentsProps) -> Html {
    let (draft, slots, locked) = (&props.draft, &props.slots, props.locked);
    let tasks = use_tasks();
    let (services, _) = use_list(Kind::Service);
    let total_ms: i64 = slots.iter().filter_map(experiment).map(planned_ms).sum();
    let aside = if slots.is_empty() {
        Html::default()
    } else {
        html! { <span class="num">{ format!("{} in all", time::words(total_ms)) }</span> }
    };
    let service = |id: Option<Id>| {
        let rows = services.ready()?;
        rows.iter().find(|row| Some(row.id) == id).map(|row| row.title.clone())
    };
    html! {
        <Card title="Experiments" flush={true} {aside}>
            if slots.is_empty() {
                <EmptyState title="No experiment yet" words="One fault, one hypothesis, and the way back. Four to eight make a full day; begin with one." />
            }
            <ol class="slots">
                { for slots.iter().enumerate().map(|(place, slot)| {
                    let service = experiment(slot).and_then(|experiment| service(experiment.service_id));
                    row(draft, &tasks, locked, place, slots.len(), slot, service)
                }) }
            </ol>
            if !locked { <Add draft={draft.clone()} /> }
        </Card>
    }
}

fn row(
    draft: &Draft<GameDay>,
    tasks: &Tasks,
    locked: bool,
    place: usize,
    last: usize,
    slot: &Slot,
    service: Option<String>,
) -> Html {
    let id = slot.0;
    let Some(experiment) = experiment(slot) else {
        return html! { <li key={id.to_string()} class="slot muted" data-id={id.to_string()}>{ "Loading…" }</li> };
    };
    let status = experiment.status();
    let title = experiment.title.clone();
    let mut facts = vec![format!(
        "{} min baseline, {} min fault",
        experiment.baseline_min, experiment.fault.duration_min
    )];
    facts.extend(service);
    html! {
        <li key={id.to_string()} class="slot" data-id={id.to_string()}>
            <span class="slot-place num" aria-hidden="true">{ place + 1 }</span>
            <div class="grow">
                <a class="row-link" href={href(Route::Experiment { id })} data-act="open-experiment">{ &title }</a>
                <span class="cell-sub num">{ facts.join(" · ") }</span>
            </div>
            { experiment_pill(status) }
            if !locked {
                <div class="row-actions">
                    if place > 0 {
                        <Button act="move-up" kind={ButtonKind::Quiet} small=true label={format!("Move “{title}” up")} onclick={swap(draft, place, place - 1)}>{ "↑" }</Button>
                    } else {
                        <span class="arrow-gap" />
                    }
                    if place + 1 < last {
                        <Button act="move-down" kind={ButtonKind::Quiet} small=true label={format!("Move “{title}” down")} onclick={swap(draft, place, place + 1)}>{ "↓" }</Button>
                    } else {
                        <span class="arrow-gap" />
                    }
                    <Button act="remove-experiment" kind={ButtonKind::Quiet} small=true label={format!("Take “{title}” off the day")} onclick={take_off(draft, tasks, place, id, &title)}>{ "Remove" }</Button>
                </div>
            }
        </li>
    }
}

fn swap(draft: &Draft<GameDay>, one: usize, other: usize) -> Callback<()> {
    let draft = draft.clone();
    Callback::from(move |()| {
        draft.edit(|day| {
            if one.max(other) < day.experiments.len() {
                day.experiments.swap(one, other);
            }
        });
    })
}

fn take_off(draft: &Draft<GameDay>, tasks: &Tasks, place: usize, id: Id, title: &str) -> Callback<()> {
    let (draft, tasks, title) = (draft.clone(), tasks.clone(), clip(title, 60));
    Callback::from(move |()| {
        draft.edit(|day| day.experiments.retain(|other| *other != id));
        let draft = draft.clone();
        tasks.done(
            format!("“{title}” was taken off the day. It is still among the experiments."),
            Callback::from(move |()| {
                draft.edit(|day| day.experiments.insert(place.min(day.experiments.len()), id));
            }),
        );
    })
}

#[derive(PartialEq, Properties)]
struct AddProps {
    draft: Draft<GameDay>,
}

/// A new one by its title, or one that exists.
#[component]
fn Add(props: &AddProps) -> Html {
    let tasks = use_tasks();
    let (all, _) = use_list(Kind::Experiment);
    let onadd = {
        let (draft, tasks) = (props.draft.clone(), tasks);
        Callback::from(move |title: String| {
            let (draft, tasks) = (draft.clone(), tasks.clone());
            spawn_local(async move {
                match ask(Create { document: Experiment::named(&title).into() }).await {
                    Ok(record) => draft.edit(|day| day.experiments.push(record.id)),
                    Err(refusal) => tasks.say(refusal.message),
                }
            });
        })
    };
    let on_day = props.draft.body().experiments.clone();
    let mut options = vec![(String::new(), "Add an existing one…".to_owned())];
    if let Some(rows) = all.ready() {
        options.extend(
            rows.iter()
                .filter(|row| !on_day.contains(&row.id))
                .map(|row| (row.id.to_string(), clip(&row.title, 60))),
        );
    }
    let existing = options.len() > 1;
    let onsave = props.draft.set(|day: &mut GameDay, id: String| {
        if let Ok(id) = id.parse::<Id>()
            && !day.experiments.contains(&id)
        {
            day.experiments.push(id);
        }
    });
    html! {
        <div class="slot-add">
            <Adder field="experiments" label="Title of a new experiment" placeholder="Title of a new experiment, Enter to add"
                act="add-experiment" {onadd} />
            if existing {
                <Select scope="day" name="existing" label="Add an existing experiment" bare={true} act="add-existing-experiment"
                    {options} present={String::new()} {onsave} />
            }
        </div>
    }
}

/// What an experiment takes on the day, in milliseconds: its two countdowns and what the other steps are allowed.
fn planned_ms(experiment: &Experiment) -> i64 {
    let talking: i64 = Step::ALL.iter().map(|step| step.allowance_ms()).sum();
    i64::from(experiment.baseline_min + experiment.fault.duration_min) * 60_000 + talking
}
