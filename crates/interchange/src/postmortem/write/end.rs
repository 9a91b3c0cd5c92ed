//! What the times come to beside what the document states, and what it says that has no place.

use super::{columns, put, row, timeline::clock};
use crate::postmortem::own::{METRICS, UNPLACED};
use domain::{
    Zone,
    incident::TimeTo,
    postmortem::{Measure, Point, Postmortem, measures},
    time::words,
};

/// The four metrics, and the lengths that the document states.
pub fn took(text: &mut String, postmortem: &Postmortem, zone: Zone) {
    put!(text, "## How long it took\n");
    columns(text, &METRICS);
    for measure in measures(postmortem, zone, &[]) {
        row(text, &cells(&measure, zone));
    }
    text.push('\n');
    if postmortem.stated.is_empty() {
        return;
    }
    put!(text, "## Stats\n");
    for stated in &postmortem.stated {
        put!(text, "- {}: {}", stated.metric.map_or("Duration", TimeTo::label), stated.text);
    }
    text.push('\n');
}

fn cells(measure: &Measure, zone: Zone) -> [String; 5] {
    let end = |point: Option<Point>| {
        let proposed = |point: Point| if point.proposed { " (proposed)" } else { "" };
        point.map_or_else(
            || "not marked".to_owned(),
            |point| format!("{} {}{}", point.mark.label(), clock(point.at, zone), proposed(point)),
        )
    };
    let missing = || measure.missing.clone().unwrap_or_else(|| "Not measured".to_owned());
    [
        measure.metric.label().to_owned(),
        measure.value_s.map_or_else(missing, |s| words(s.saturating_mul(1000))),
        end(measure.from),
        end(measure.to),
        format!("{}, {}", measure.formula, measure.clock),
    ]
}

/// Each line with the number that it has in the document, word for word.
pub fn unread(text: &mut String, postmortem: &Postmortem) {
    if postmortem.unread.is_empty() {
        return;
    }
    put!(text, "## What could not be placed\n");
    columns(text, &UNPLACED);
    for unread in &postmortem.unread {
        for line in unread.text.lines() {
            row(text, &[unread.line.to_string(), line.to_owned(), unread.why.clone()]);
        }
    }
    text.push('\n');
}
