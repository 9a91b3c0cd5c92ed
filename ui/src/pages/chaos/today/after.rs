//! Days that ended within a week and are not followed up yet: what the handbook wants done the same day.

use super::DayProps;
use crate::{
    backend,
    components::Card,
    known::use_known,
    pages::chaos::{
        game_day::checklist::{Items, known, progress},
        journal::{LiveRun, use_run},
    },
    room::{href, use_record, words::from_today},
    route::Route,
};
use domain::{
    Body,
    chaos::{content::ChecklistPhase, game_day::GameDay},
    record::Tick,
};
use yew::prelude::*;

/// For how many days after its end a day is still followed up here.
const FOLLOWED_DAYS: i64 = 7;

/// The card, or nothing: the day is long over, or all of its list is ticked.
#[component]
pub fn After(props: &DayProps) -> Html {
    let zone = use_known().workspace.zone;
    let row = &props.row;
    let (record, _) = use_record(row.id);
    let ticks = record.ready().and_then(|record| Some(GameDay::of(&record.document)?.checklist.clone()));
    let open = ticks.filter(|ticks| {
        let (done, all) = progress(ChecklistPhase::After, ticks);
        done < all
    });
    // Only the journal knows when a day ended; it may have been planned for another one.
    let run = use_run(open.as_ref().map(|_| row.id));
    let (Some(ticks), LiveRun::Live(view)) = (open, run) else { return Html::default() };
    let Some(ended) = &view.run.course.ended else { return Html::default() };
    let (ended, today) = (zone.date(ended.at), zone.date(backend::now()));
    if today.signed_duration_since(ended).num_days() > FOLLOWED_DAYS {
        return Html::default();
    }
    let told: Vec<String> = known(ChecklistPhase::After, &view.run);
    let open = |tick: &&Tick| !told.contains(&tick.item);
    let (by_hand, all) =
        progress(ChecklistPhase::After, &ticks.iter().filter(open).cloned().collect::<Vec<_>>());
    let done = by_hand + told.len();
    if done == all {
        return Html::default();
    }
    html! {
        <Card title="After the day" aside={html! { <span class="num">{ format!("{done} of {all}") }</span> }}>
            <div class="after" data-id={row.id.to_string()}>
                <p class="soft">
                    <a class="row-link" href={href(Route::Record { id: row.id })} data-act="open-record">{ &row.title }</a>
                    { format!(" ended {}.", from_today(ended, today)) }
                </p>
                <div class="checks"><Items game_day={row.id} phase={ChecklistPhase::After} {ticks} {told} /></div>
            </div>
        </Card>
    }
}
