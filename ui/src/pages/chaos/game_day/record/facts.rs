//! When, where, who; and what was decided before the day began.

use super::correct::Correct;
use crate::{
    components::Card,
    pages::chaos::journal::{Pen, RunView},
    room::words::{count, day},
};
use domain::{
    Zone,
    chaos::{
        game_day::Begun,
        run::{Attendee, Event, Run},
    },
    journal::Common,
    time,
};
use std::rc::Rc;
use yew::prelude::*;

/// The day's own facts.
pub fn facts(run: &Run, zone: Zone, pen: &Pen) -> Html {
    let plan = &run.plan.game_day;
    let person = |one: &Attendee| {
        let left = one.left_at.map(|at| format!(", left {}", zone.hour_minute(at))).unwrap_or_default();
        format!("{} ({}{left})", one.name, one.role_words())
    };
    let people: Vec<String> = run.people.iter().map(person).collect();
    let ended = run.course.ended.as_ref().map(|ended| {
        let lasted = time::words(ended.at.shown_since(run.course.started_at));
        format!("{} to {}, {lasted}", zone.clock(run.course.started_at), zone.clock(ended.at))
    });
    let closing = run.course.ended.as_ref().map(|ended| ended.text.clone()).filter(|text| !text.is_empty());
    let fact = |term: &'static str, words: Option<String>| {
        let words = words.filter(|words| !words.trim().is_empty());
        words.map(|words| html! { <><dt>{ term }</dt><dd class="num">{ words }</dd></> })
    };
    let blind = plan.blind.then(|| "Blind drill: the stage hid what was injected".to_owned());
    html! {
        <Card title="The day">
            <dl class="facts">
                { fact("Planned for", moved(run, zone)) }
                { fact("Date", Some(day(zone.date(run.course.started_at)))) }
                { fact("Time", ended.or_else(|| Some(format!("since {}", zone.clock(run.course.started_at))))) }
                { fact("Time zone", Some(zone.name().to_owned())) }
                { fact("Environment", Some(plan.environment.clone())) }
                { fact("Goal", Some(plan.goal.clone())) }
                { fact("Kind", blind) }
                { fact("People", Some(people.join(", "))) }
                if let Some(text) = closing {
                    <dt>{ "Closing word" }</dt>
                    <dd>{ &text }<span class="correct"><Correct pen={pen.clone()} title="The closing word" act="correct-closing" place={format!("{}/closing", pen.run)} {text}
                        event={Callback::from(|note| Event::Common(Common::ClosingCorrected { note }))} /></span></dd>
                }
            </dl>
        </Card>
    }
}

/// The planned date, where the day moved.
fn moved(run: &Run, zone: Zone) -> Option<String> {
    let Begun::Moved(planned) = run.begun(zone) else { return None };
    Some(format!("{}, moved", day(planned)))
}

/// What somebody decided although a rule spoke against it: the warnings that were accepted, and the overrides.
pub fn decisions(view: &Rc<RunView>, zone: Zone) -> Html {
    let start = view.entries.first().map(|line| &line.entry);
    let accepted: &[String] = match start.map(|entry| &entry.event) {
        Some(Event::DayStarted { acknowledged, .. }) => acknowledged,
        _ => &[],
    };
    let plan = &view.run.plan;
    let overrides = &plan.game_day.overrides;
    if accepted.is_empty() && overrides.is_empty() {
        return Html::default();
    }
    let aside = start.filter(|_| !accepted.is_empty()).map(|entry| {
        let warnings = count(accepted.len(), "warning");
        format!("{warnings} accepted by {} at {}", entry.actor, zone.clock(entry.at))
    });
    let aside = html! { <span class="num">{ aside.unwrap_or_default() }</span> };
    let of = |id| {
        let planned = plan.experiments.iter().find(|planned| planned.id == id);
        planned.map_or("An experiment that is not on the plan", |planned| planned.experiment.title.as_str())
    };
    html! {
        <Card title="Decided before the start" flush=true {aside}>
            <ul class="run-list" data-act="decisions">
                { for overrides.iter().map(|decision| html! {
                    <li class="run-row"><span class="run-row-words">
                        { format!("“{}” ran although its error budget forbade it: {}", of(decision.experiment), decision.reason) }
                        <span class="cell-sub num">{ format!("Decided by {}, {}", decision.by, zone.long(decision.at)) }</span>
                    </span></li>
                }) }
                { for accepted.iter().map(|warning| html! {
                    <li class="run-row"><span class="run-row-words">{ warning }</span></li>
                }) }
            </ul>
        </Card>
    }
}
