//! The ceiling from load tests: the points of one, and what came of those that the handbook wants.

use super::{
    details::fold,
    here::Here,
    typed::{plain_points, points},
};
use crate::{
    backend::ask,
    components::Button,
    room::{
        draft::{
            at,
            field::{Field, Holds},
            select::Select,
        },
        words::day,
    },
};
use contract::StateCeiling;
use domain::{
    Date,
    capacity::{
        CapacityModel, InputKey, LoadTestKind, LoadTestResult,
        answer::figure,
        load_test::{plan, tests},
        usl::{POINTS_ENOUGH, POINTS_MIN},
    },
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The points, one a line, so that a column of a sheet can be pasted.
pub fn load_points(here: &Here) -> Html {
    let (form, model) = (here.form(), here.model());
    let onsave = {
        let draft = here.draft.clone();
        Callback::from(move |text: String| {
            if let Ok(points) = points(&text) {
                draft.edit(|model| model.load_points = points);
            }
        })
    };
    let refuse = Callback::from(|text: String| points(&text).err());
    let inside = html! {
        <div class="form fold-form">
            <Field scope={here.id().to_string()} name="load_points" label="Concurrency and throughput, one point a line" holds={Holds::Query} wide=true
                value={plain_points(&model.load_points)} placeholder="32 11800" {refuse} {onsave} error={here.draft.error("load_points")}
                hint={points_hint(model.load_points.len())} />
            { form.line(at("load_source", "Where they are from").wide().placeholder("k6, 12 November, staging"), &model.load_source, |model, text| model.load_source = text) }
            if model.load_points.len() >= POINTS_MIN {
                <div class="line wide" data-act="state-ceiling">
                    { state_ceiling(here, InputKey::Ceiling, "State as the ceiling") }
                    { state_ceiling(here, InputKey::CarriesPerInstance, "State as what one instance carries") }
                </div>
            }
        </div>
    };
    let words = match model.load_points.len() {
        0 => "none yet".to_owned(),
        count => crate::room::words::count(count, "point"),
    };
    fold("load-points", "Points of a load test", words, inside)
}

/// How many points there should be, while there are too few for a curve that can be relied on.
const fn points_hint(points: usize) -> &'static str {
    if points < POINTS_ENOUGH {
        "Paste two columns of a load test. Four points at least, six make a good curve; points past the peak say most."
    } else {
        "Paste two columns of a load test. Points past the peak say most."
    }
}

/// What the points show becomes a number of the model, for the whole or for one instance: only a person knows which was tested.
fn state_ceiling(here: &Here, key: InputKey, words: &'static str) -> Html {
    let here = here.clone();
    let onclick = Callback::from(move |()| {
        let then = here.clone();
        // What is typed goes first: both change the same record.
        here.draft.when_saved(Callback::from(move |_| {
            let here = then.clone();
            spawn_local(async move {
                match ask(StateCeiling { model: here.id(), key }).await {
                    Ok(record) => {
                        here.draft.meet(&record);
                        let back = here.tasks.bring_back(record.id, record.version);
                        here.tasks.done(format!("“{}” is stated from the load test.", key.label()), back);
                    }
                    Err(refusal) => here.tasks.say(refusal.message),
                }
            });
        }));
    });
    html! { <Button act={key.word()} small=true {onclick}>{ words }</Button> }
}

/// The tests of the handbook, each with what came of it.
pub fn load_tests(here: &Here) -> Html {
    let run = LoadTestKind::ALL.iter().filter(|kind| result(&here.model(), **kind).is_some()).count();
    let inside = html! { <ul>{ for LoadTestKind::ALL.iter().map(|kind| test_row(here, *kind)) }</ul> };
    fold("load-tests", "Load tests", format!("{run} of {} run", LoadTestKind::ALL.len()), inside)
}

const NOT_RUN: &str = "Not run";
const PASSED: &str = "Met its target";
const MISSED: &str = "Missed its target";

fn test_row(here: &Here, kind: LoadTestKind) -> Html {
    let (form, model) = (here.form(), here.model());
    let found = result(&model, kind);
    let present = found.map_or(NOT_RUN, |result| if result.passed { PASSED } else { MISSED });
    let options = [NOT_RUN, PASSED, MISSED].map(|words| (words.to_owned(), words.to_owned())).to_vec();
    let onsave = {
        let here = here.clone();
        Callback::from(move |words: String| choose(&here, kind, &words))
    };
    let place = |part: &str, label| at(format!("load_tests.{}.{part}", kind.word()), label).bare();
    html! {
        <li key={kind.word()} class="load-test" data-act="load-test" data-id={kind.word()}>
            <span><b>{ kind.label() }</b><span class="cell-sub">{ wants(&model, kind) }</span></span>
            <Select scope={here.id().to_string()} name={format!("load_tests.{}.passed", kind.word())} label="What came of it" {options} present={present.to_owned()}
                {onsave} bare=true />
            if let Some(result) = found {
                { form.line(place("measured", "What was measured").placeholder("2,400 requests/sec, p99 at 180 ms"), &result.measured, move |model, text| {
                    if let Some(result) = model.load_tests.iter_mut().rfind(|result| result.kind == kind) { result.measured = text; }
                }) }
                <span class="muted num">{ format!("{}, {}", day(result.on), result.by) }</span>
            }
        </li>
    }
}

fn result(model: &CapacityModel, kind: LoadTestKind) -> Option<&LoadTestResult> {
    model.load_tests.iter().rfind(|result| result.kind == kind)
}

/// Writes down what came of a test. One that was not run after all is taken out with its words, and can come back.
fn choose(here: &Here, kind: LoadTestKind, words: &str) {
    let before: Vec<LoadTestResult> =
        here.model().load_tests.iter().filter(|result| result.kind == kind).cloned().collect();
    here.draft.edit(|model| record(model, kind, words, &here.facilitator, here.today));
    if words != NOT_RUN || before.is_empty() {
        return;
    }
    let draft = here.draft.clone();
    let back = Callback::from(move |()| {
        let before = before.clone();
        draft.edit(move |model| {
            if result(model, kind).is_none() {
                model.load_tests.extend(before);
            }
        });
    });
    here.tasks.done(format!("“{}” was not run.", kind.label()), back);
}

fn record(model: &mut CapacityModel, kind: LoadTestKind, words: &str, by: &str, on: Date) {
    if words == NOT_RUN {
        model.load_tests.retain(|result| result.kind != kind);
        return;
    }
    let passed = words == PASSED;
    match model.load_tests.iter_mut().rfind(|result| result.kind == kind) {
        Some(result) if result.passed == passed => {}
        // Another outcome is of another run: of today, and of whoever says so.
        Some(result) => (result.passed, result.on, result.by) = (passed, on, by.to_owned()),
        None => model.load_tests.push(LoadTestResult {
            kind,
            on,
            by: by.to_owned(),
            measured: String::new(),
            passed,
        }),
    }
}

/// What the handbook wants of each: the load, where demand is stated, and what it has to show.
fn wants(model: &CapacityModel, kind: LoadTestKind) -> String {
    let Some(content) = tests().iter().find(|content| content.test == kind) else { return String::new() };
    let planned = model.stated(InputKey::DemandNow).and_then(|peak| plan(peak, None).ok());
    let load = planned
        .iter()
        .flatten()
        .find(|planned| planned.content.test == kind)
        .and_then(|planned| planned.load);
    let load = match (load, content.times) {
        (Some(load), _) => format!("{} {}. ", figure(load), model.metric),
        (None, Some(times)) => format!("{} × {}. ", figure(times), content.of.label().to_lowercase()),
        (None, None) => String::new(),
    };
    format!("{load}{} {}", content.method, content.target)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::time::parse_date;

    #[test]
    fn how_many_points_there_should_be_is_said_until_they_are_there() {
        assert_eq!((POINTS_MIN, POINTS_ENOUGH), (4, 6), "the hint says these in words");
        for points in [0, 3, 4, 5] {
            assert!(points_hint(points).contains("Four points at least, six make a good curve"), "{points}");
        }
        assert!(!points_hint(6).contains("at least"));
    }

    #[test]
    fn another_outcome_is_of_the_day_and_of_the_person_who_says_so() {
        let (mut model, kind) = (CapacityModel::named("Checkout", "Mira"), LoadTestKind::ALL[0]);
        let days = ["2026-11-23", "2026-11-24"].map(|day| parse_date(day).unwrap());
        record(&mut model, kind, MISSED, "Mira", days[0]);
        record(&mut model, kind, MISSED, "Jonas", days[1]);
        let stands = |model: &CapacityModel| {
            let found = result(model, kind).unwrap();
            (found.passed, found.by.clone(), found.on)
        };
        assert_eq!(stands(&model), (false, "Mira".to_owned(), days[0]), "the same outcome is nothing new");
        record(&mut model, kind, PASSED, "Jonas", days[1]);
        assert_eq!(stands(&model), (true, "Jonas".to_owned(), days[1]));
        record(&mut model, kind, NOT_RUN, "Jonas", days[1]);
        assert!(model.load_tests.is_empty());
    }
}
