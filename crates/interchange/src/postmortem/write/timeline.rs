//! What happened when.

use super::{nested, one_line, put};
use crate::postmortem::own::{SOURCE, STAR};
use domain::{
    Instant, Zone,
    postmortem::{Excerpt, Moment, When},
};

pub fn section(text: &mut String, timeline: &[Moment], zone: Zone, excerpt: &Excerpt) {
    if timeline.is_empty() {
        return;
    }
    put!(text, "## Timeline\n\nAll times in {}.\n", zone.name());
    for moment in timeline.iter().filter(|moment| excerpt.tells(moment)) {
        let when = match moment.when {
            When::At(at) => format!("**{}** - ", clock(at, zone)),
            When::Open(_) if moment.written.is_empty() => String::new(),
            When::Open(_) => format!("**{}** - ", moment.written),
        };
        let star = if moment.star { STAR } else { "" };
        put!(text, "- {when}{star}{}", nested(&moment.text));
        if !moment.source.trim().is_empty() {
            put!(text, "  - {SOURCE}{}", one_line(&moment.source));
        }
    }
    text.push('\n');
    let marked = || timeline.iter().filter(|moment| !moment.marks.is_empty());
    if marked().next().is_some() {
        put!(text, "## Key events\n");
        for moment in marked() {
            let when = moment.when.at().map_or_else(|| moment.written.clone(), |at| clock(at, zone));
            for mark in moment.marks.iter().filter(|_| !when.is_empty()) {
                put!(text, "- {}: {when}", mark.label());
            }
        }
        text.push('\n');
    }
}

/// With seconds only where there are some; what a clock shows twice says by which of the two.
pub fn clock(at: Instant, zone: Zone) -> String {
    let time = zone.clock(at);
    let time = time.strip_suffix(":00").unwrap_or(&time);
    let (date, minute) = (zone.date(at), zone.time(at));
    let again = [-120, -60, -30, 30, 60, 120].iter().any(|min| {
        let other = at.plus_ms(min * 60_000);
        zone.date(other) == date && zone.time(other) == minute
    });
    if again {
        format!("{} {} UTC", Zone::UTC.date(at), Zone::UTC.clock(at))
    } else {
        format!("{date} {time}")
    }
}
