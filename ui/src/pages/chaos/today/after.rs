//! Days that ended within a week and are not followed up yet: what the handbook wants done the same day.

use crate::{
    backend,
    components::Card,
    known::use_known,
    pages::chaos::game_day::checklist::{Items, progress},
    room::{href, words::from_today},
    route::Route,
};
use contract::EndedDay;
use domain::{chaos::content::ChecklistPhase, record::Tick};
use yew::prelude::*;

/// For how many days after its end a day is still followed up here.
const FOLLOWED_DAYS: i64 = 7;

/// Which day.
#[derive(PartialEq, Properties)]
pub struct AfterProps {
    /// The day.
    pub day: EndedDay,
}

/// The card, or nothing: the day is long over, or all of its list is ticked.
#[component]
pub fn After(props: &AfterProps) -> Html {
    let zone = use_known().workspace.zone;
    let EndedDay { id, title, ended_at, ticks, told, .. } = &props.day;
    let (ended, today) = (zone.date(*ended_at), zone.date(backend::now()));
    let open: Vec<Tick> = ticks.iter().filter(|tick| !told.contains(&tick.item)).cloned().collect();
    let (by_hand, all) = progress(ChecklistPhase::After, &open);
    let done = by_hand + told.len();
    if done == all || today.signed_duration_since(ended).num_days() > FOLLOWED_DAYS {
        return Html::default();
    }
    html! {
        <Card title="After the day" aside={html! { <span class="num">{ format!("{done} of {all}") }</span> }}>
            <div class="after" data-id={id.to_string()}>
                <p class="soft">
                    <a class="row-link" href={href(Route::Record { id: *id })} data-act="open-record">{ title }</a>
                    { format!(" ended {}.", from_today(ended, today)) }
                </p>
                <div class="checks"><Items game_day={*id} phase={ChecklistPhase::After} ticks={ticks.clone()} told={told.clone()} /></div>
            </div>
        </Card>
    }
}
