//! The plan of one game day: everything that is settled before the room comes together.

pub mod checklist;
mod decision;
mod details;
mod experiments;
mod move_on;
mod participants;
mod ready;
pub mod record;
mod slot;
mod start;
mod timetable;

use crate::{
    components::{Banner, Button, ButtonKind, State},
    known::use_known,
    pages::chaos::words::day_pill,
    pages::interchange::ExportKey,
    room::{
        Room,
        draft::{ConflictCard, Draft, SaveLine, use_draft, use_field_of_address},
        link_button,
        tasks::{Tasks, use_tasks},
        use_record, waiting,
    },
    route::Route,
};
use checklist::Checklist;
use details::details;
use domain::{
    Document, Id, Record,
    chaos::game_day::{GameDay, GameDayStatus},
};
use experiments::Experiments;
use participants::Participants;
use ready::Ready;
use slot::{Checked, Slot, use_checked, use_slots};
use start::Start;
use std::rc::Rc;
use yew::prelude::*;

/// Which game day.
#[derive(PartialEq, Properties)]
pub struct GameDayProps {
    /// Its record.
    pub id: Id,
}

/// The room. Give it the id as its key.
#[component]
pub fn GameDayPage(props: &GameDayProps) -> Html {
    let (record, again) = use_record(props.id);
    match record.ready().map(|record| (record, &record.document)) {
        Some((record, Document::GameDay(day))) => {
            html! { <Plan record={record.clone()} day={day.clone()} /> }
        }
        _ => html! {
            <Room title="Game day" crumbs={vec![(Route::GameDays, "Game days".into())]}>{ waiting(&record, &again) }</Room>
        },
    }
}

#[derive(PartialEq, Properties)]
struct PlanProps {
    record: Rc<Record>,
    day: GameDay,
}

#[component]
fn Plan(props: &PlanProps) -> Html {
    let draft = use_draft(&props.record, &props.day);
    let tasks = use_tasks();
    let zone = use_known().workspace.zone;
    let slots = use_slots(draft.body().experiments.clone());
    use_field_of_address();
    let checked = use_checked(&draft.body(), &slots);
    let (title, status) = (draft.body().title.clone(), draft.body().status);
    let locked = status != GameDayStatus::Planned;
    let note = html! {
        <>{ day_pill(status) }<span class="bar-note"><SaveLine<GameDay> draft={draft.clone()} /></span></>
    };
    html! {
        <Room {title} crumbs={vec![(Route::GameDays, "Game days".into())]} {note} actions={actions(&draft, &tasks, &slots, &checked)}>
            <ConflictCard<GameDay> draft={draft.clone()} />
            { banner(status, draft.id()) }
            <div class="columns plan">
                <div class="stack">
                    { details(&draft, zone, locked) }
                    <Experiments draft={draft.clone()} slots={slots.clone()} {locked} />
                    <Participants draft={draft.clone()} {locked} />
                </div>
                <div class="stack">
                    if !locked { <Ready draft={draft.clone()} slots={slots.clone()} checked={checked.clone()} /> }
                    <Checklist draft={draft.clone()} />
                </div>
            </div>
        </Room>
    }
}

fn actions(draft: &Draft<GameDay>, tasks: &Tasks, slots: &[Slot], checked: &Rc<Checked>) -> Html {
    let (id, version, day) = (draft.id(), draft.version(), draft.body());
    let planned = day.status == GameDayStatus::Planned;
    html! {
        <>
            if day.status != GameDayStatus::Running {
                <Button act="remove" kind={ButtonKind::Quiet} small=true label={format!("Remove “{}”", day.title)} onclick={tasks.remove(id, version, &day.title, Some(Route::GameDays))}>{ "Remove" }</Button>
            }
            if day.status == GameDayStatus::Finished {
                <ExportKey {id} small=true label={format!("Export “{}” as Chaos Toolkit", day.title)} />
                { link_button("compare", "plain", "Compare", Route::CompareWith { id }) }
                <Button act="run-again" label={format!("Run “{}” again: a new plan with the same people and experiments", day.title)} onclick={tasks.duplicate(id)}>{ "Run again" }</Button>
            } else {
                <Button act="duplicate" kind={ButtonKind::Quiet} small=true label={format!("Duplicate “{}” with its experiments", day.title)} onclick={tasks.duplicate(id)}>{ "Duplicate" }</Button>
            }
            if planned { <Start draft={draft.clone()} slots={slots.to_vec()} checked={checked.clone()} /> }
        </>
    }
}

fn banner(status: GameDayStatus, id: Id) -> Html {
    match status {
        GameDayStatus::Running => html! {
            <Banner state={State::Live} actions={link_button("open-run", "primary", "Return to the room", Route::Run { id })}>
                { "This day is running. The plan below is as it stood when it began, and can no longer be changed." }
            </Banner>
        },
        GameDayStatus::Finished => html! {
            <Banner state={State::Good} actions={link_button("open-record", "primary", "Open the record", Route::Record { id })}>
                { "This day is over. Its record holds what happened. Run the plan again, and the two days can be compared." }
            </Banner>
        },
        GameDayStatus::Cancelled => html! {
            <Banner state={State::Off}>{ "This day was called off. Duplicate it to plan it anew." }</Banner>
        },
        GameDayStatus::Planned => Html::default(),
    }
}
