//! How long it took: each metric with both of its times, its formula, its clock, and what the document states.

use super::Story;
use crate::paper::mark;
use domain::{
    incident::Hours,
    postmortem::{Compared, Measure, Point, Slip},
    time::words,
};
use serde_json::{Value, json};

pub fn section(story: &Story<'_>) -> Value {
    let clock = match &story.body.hours {
        Hours::RoundTheClock => "Every hour counts: 24 × 7.".to_owned(),
        hours @ Hours::Support(_) => {
            format!("Only {} count. Public holidays are not known and count as any other day.", hours.words())
        }
    };
    json!({ "clock": clock, "rows": story.measures.iter().map(|measure| row(story, measure)).collect::<Value>() })
}

fn row(story: &Story<'_>, measure: &Measure) -> Value {
    let end = |point: Option<Point>| {
        point.map(|point| {
            json!({
                "mark": point.mark.label(),
                "at": at(story, point),
                "proposed": point.proposed,
            })
        })
    };
    let took = measure.value_s.map(|s| words(s.saturating_mul(1000)));
    json!({
        "label": measure.metric.label(),
        "short": measure.metric.short(),
        "took": took,
        "missing": measure.missing,
        "formula": measure.formula,
        "clock": measure.clock,
        "from": end(measure.from),
        "to": end(measure.to),
        "proposed": proposed(measure),
        "stated": measure.stated.iter().map(|compared| said(measure, compared)).collect::<Value>(),
    })
}

fn at(story: &Story<'_>, point: Point) -> String {
    let date = story.from.workspace.zone.date(point.at);
    format!("{} {}", date.format("%-d %b"), story.clock(point.at))
}

fn proposed(measure: &Measure) -> Option<&'static str> {
    let both = [measure.from, measure.to];
    match both.iter().flatten().filter(|point| point.proposed).count() {
        0 => None,
        1 => Some("One of its marks is only proposed: nobody has agreed to it yet."),
        _ => Some("Its marks are only proposed: nobody has agreed to them yet."),
    }
}

/// What the document states beside what its times come to.
fn said(measure: &Measure, compared: &Compared) -> Value {
    let stated = &compared.stated;
    let place = stated.line.map(|line| format!(" (line {line})")).unwrap_or_default();
    let of = if stated.metric.is_none() { "a duration of " } else { "" };
    let lead = format!("The document states {of}“{}”{place}", stated.text.trim());
    let (word, tone, words) = match &compared.slip {
        None if measure.value_s.is_none() => {
            ("Not compared", "off", "There is nothing to hold it against.".to_owned())
        }
        None => ("Agrees", "good", "Its own times come to the same.".to_owned()),
        Some((slip @ Slip::Rounded, words)) => (slip.label(), "good", words.clone()),
        Some((slip, words)) => (slip.label(), "watch", words.clone()),
    };
    json!({ "lead": format!("{lead}:"), "state": mark(word, tone), "words": words })
}
