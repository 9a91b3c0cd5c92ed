//! When, where and why.

use crate::{
    components::Card,
    room::draft::{Draft, Form, at},
};
use domain::{
    Zone,
    chaos::{content::GAME_DAY, game_day::GameDay},
};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The card with the day's own fields.
pub fn details(draft: &Draft<GameDay>, zone: Zone, locked: bool) -> Html {
    let form = Form { draft, locked };
    let day = draft.body();
    let environments: Rc<[AttrValue]> =
        GAME_DAY.environments.iter().map(|words| AttrValue::from(words.clone())).collect();
    html! {
        <Card title="The day">
            <div class="form" data-columns="4">
                { form.line(at("title", "Title").wide(), &day.title, |day, text| day.title = text) }
                { form.date(at("date", "Date"), day.date, |day, date| day.date = date) }
                { form.clock(at("start", "Start").hint(format!("In {zone}")), day.start, |day, time| day.start = time) }
                { form.clock(at("end", "End").hint("When the room must be free"), day.end, |day, time| day.end = time) }
                { form.line(at("environment", "Environment").suggest(&environments).placeholder("Staging"), &day.environment,
                    |day, text| day.environment = text) }
                { form.prose(at("goal", "Goal").wide().placeholder("What the room wants to learn"), &day.goal,
                    |day, text| day.goal = text) }
                { blind(draft, day.blind, locked) }
            </div>
        </Card>
    }
}

/// Whether the projector keeps the fault to itself.
fn blind(draft: &Draft<GameDay>, on: bool, locked: bool) -> Html {
    let draft = draft.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            let on = input.checked();
            draft.edit(|day| day.blind = on);
        }
    });
    html! {
        <label class="check wide" data-field="blind">
            <input type="checkbox" class="check-box" name="blind" data-act="blind" checked={on} disabled={locked} {onchange} />
            <span class="check-words">
                { "Blind drill: the stage hides what is injected until you reveal it" }
                <span class="check-detail">
                    { "Hidden are each title, hypothesis, fault, target and service, the abort conditions, the rollback and the goal of the day. The clock, the metrics and what the room says stay." }
                </span>
            </span>
        </label>
    }
}
