//! When, where and why.

use crate::{
    components::Card,
    pages::draft::{Draft, Form, at},
};
use domain::{Zone, content::GAME_DAY, game_day::GameDay};
use std::rc::Rc;
use yew::prelude::*;

/// The card with the day's own fields.
pub fn details(draft: &Draft<GameDay>, zone: Zone, locked: bool) -> Html {
    let form = Form { draft, locked };
    let day = draft.body();
    let environments: Rc<[AttrValue]> =
        GAME_DAY.environments.iter().map(|words| AttrValue::from(words.clone())).collect();
    html! {
        <Card title="The day">
            <div class="form" data-columns="3">
                { form.line(at("title", "Title").wide(), &day.title, |day, text| day.title = text) }
                { form.date(at("date", "Date"), day.date, |day, date| day.date = date) }
                { form.clock(at("start", "Start").hint(format!("In {zone}")), day.start, |day, time| day.start = time) }
                { form.line(at("environment", "Environment").suggest(&environments).placeholder("Staging"), &day.environment,
                    |day, text| day.environment = text) }
                { form.prose(at("goal", "Goal").wide().placeholder("What the room wants to learn"), &day.goal,
                    |day, text| day.goal = text) }
            </div>
        </Card>
    }
}
