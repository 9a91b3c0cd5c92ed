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
    components::{Banner, Button, State},
    known::use_known,
    pages::chaos::words::day_pill,
    pages::interchange::ExportKey,
    room::{
        Crumbs,
        draft::{Draft, use_draft},
        link_button,
        record::{Opened, PageProps, RecordPage, opened},
        row::quiet_key,
        tasks::{Tasks, use_tasks},
        use_record,
    },
    route::Route,
};
use checklist::checklist;
use details::details;
use domain::{
    Id,
    chaos::game_day::{GameDay, GameDayStatus},
};
use experiments::Experiments;
use participants::Participants;
use ready::Ready;
use slot::{Checked, Slot, use_checked, use_slots};
use start::Start;
use std::rc::Rc;
use yew::prelude::*;

fn crumbs() -> Crumbs {
    vec![(Route::GameDays, "Game days".into())]
}

/// The room.
#[component]
pub fn GameDayPage(props: &PageProps) -> Html {
    match opened::<GameDay>(props.id, &use_record(props.id), "Game day", crumbs()) {
        Ok(opened) => html! { <Plan ..opened /> },
        Err(bare) => bare,
    }
}

#[component]
fn Plan(opened: &Opened<GameDay>) -> Html {
    let draft = use_draft(&opened.record, &opened.body);
    let tasks = use_tasks();
    let zone = use_known().workspace.zone;
    let slots = use_slots(draft.body().experiments.clone());
    let checked = use_checked(&draft.body(), &slots);
    let (title, status) = (draft.body().title.clone(), draft.body().status);
    let locked = status != GameDayStatus::Planned;
    // While it runs, nobody takes it away.
    let removed_to = (status != GameDayStatus::Running).then_some(Route::GameDays);
    html! {
        <RecordPage {title} crumbs={crumbs()} pill={day_pill(status)} standing={draft.standing()} {removed_to}
            keys={keys(&draft, &tasks, &slots, &checked)}>
            { banner(status, draft.id()) }
            <div class="columns plan">
                <div class="stack">
                    { details(&draft, zone, locked) }
                    <Experiments draft={draft.clone()} slots={slots.clone()} checked={checked.clone()} {locked} />
                    <Participants draft={draft.clone()} {locked} />
                </div>
                <div class="stack">
                    if !locked { <Ready draft={draft.clone()} slots={slots.clone()} checked={checked.clone()} /> }
                    { checklist(&draft) }
                </div>
            </div>
        </RecordPage>
    }
}

fn keys(draft: &Draft<GameDay>, tasks: &Tasks, slots: &[Slot], checked: &Rc<Checked>) -> Html {
    let (id, day) = (draft.id(), draft.body());
    html! {
        <>
            if day.status == GameDayStatus::Finished {
                <ExportKey {id} small=true label={format!("Export “{}” as Chaos Toolkit", day.title)} />
                { link_button("compare", "plain", "Compare", Route::CompareWith { id }) }
                <Button act="run-again" label={format!("Run “{}” again: a new plan with the same people and experiments", day.title)} onclick={tasks.duplicate(id)}>{ "Run again" }</Button>
            } else {
                { quiet_key("duplicate", "Duplicate", format!("Duplicate “{}” with its experiments", day.title), tasks.duplicate(id)) }
            }
            if day.status == GameDayStatus::Planned { <Start draft={draft.clone()} slots={slots.to_vec()} checked={checked.clone()} /> }
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
