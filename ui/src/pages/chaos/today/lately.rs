//! The days that are over, with what came out.

use crate::{
    components::{Card, Pill},
    pages::chaos::words::ended_words,
    room::{
        href,
        words::{count, day},
    },
    route::Route,
};
use contract::{EndedDay, EndedTrial};
use domain::Zone;
use yew::prelude::*;

/// The card.
pub fn lately(days: &[EndedDay], zone: Zone) -> Html {
    html! { <Card title="Lately" flush={true}>{ for days.iter().map(|day| of(day, zone)) }</Card> }
}

fn of(ended: &EndedDay, zone: Zone) -> Html {
    html! {
        <div key={ended.id.to_string()} class="list-row" data-id={ended.id.to_string()}>
            <div class="spread">
                <a class="row-link" href={href(Route::Record { id: ended.id })} data-act="open-record">{ &ended.title }</a>
                <span class="muted num nowrap">{ day(zone.date(ended.ended_at)) }</span>
            </div>
            <ul class="lately">{ for ended.trials.iter().map(trial) }</ul>
            if ended.actions > 0 { <p class="muted">{ format!("{} raised", count(ended.actions, "action")) }</p> }
        </div>
    }
}

fn trial(trial: &EndedTrial) -> Html {
    let (state, words) = ended_words(trial.ended, trial.outcome);
    html! { <li class="spread"><span class="soft cut">{ &trial.title }</span><Pill {state}>{ words }</Pill></li> }
}
