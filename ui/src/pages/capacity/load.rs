//! The ceiling from load tests: the points of one, and what came of those that the handbook wants.

use super::{
    details::fold,
    here::Here,
    typed::{plain_points, points},
};
use crate::room::{
    draft::{
        at,
        field::{Field, Holds},
    },
    words::day,
};
use domain::{
    Date,
    capacity::{CapacityModel, LoadTestKind, LoadTestResult},
};
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
                hint="Paste two columns of a load test. Six points or more make a curve; points past the peak say most." />
            { form.line(at("load_source", "Where they are from").wide().placeholder("k6, 12 November, staging"), &model.load_source, |model, text| model.load_source = text) }
        </div>
    };
    let words = match model.load_points.len() {
        0 => "none yet".to_owned(),
        count => crate::room::words::count(count, "point"),
    };
    fold("load-points", "Points of a load test", words, inside)
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
    let (by, today) = (here.facilitator.to_string(), here.today);
    let place = |part: &str, label| at(format!("load_tests.{}.{part}", kind.word()), label).bare();
    html! {
        <li key={kind.word()} class="load-test" data-act="load-test" data-id={kind.word()}>
            <span><b>{ kind.label() }</b><span class="cell-sub">{ wants(kind) }</span></span>
            { form.choose(place("passed", "What came of it"), options, present, move |model, words| record(model, kind, &words, &by, today)) }
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

fn record(model: &mut CapacityModel, kind: LoadTestKind, words: &str, by: &str, on: Date) {
    if words == NOT_RUN {
        model.load_tests.retain(|result| result.kind != kind);
        return;
    }
    let passed = words == PASSED;
    match model.load_tests.iter_mut().rfind(|result| result.kind == kind) {
        Some(result) => result.passed = passed,
        None => model.load_tests.push(LoadTestResult {
            kind,
            on,
            by: by.to_owned(),
            measured: String::new(),
            passed,
        }),
    }
}

/// What the handbook wants of each.
const fn wants(kind: LoadTestKind) -> &'static str {
    match kind {
        LoadTestKind::Baseline => "The present peak, steadily",
        LoadTestKind::Growth => "2 × the present peak",
        LoadTestKind::Spike => "10 × within a minute",
        LoadTestKind::Soak => "1.5 ×, for hours",
        LoadTestKind::Stress => "More and more, until it breaks",
    }
}
