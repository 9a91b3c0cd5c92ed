//! The day's clock: what was planned when, what it took, and what ran over.

use super::Day;
use crate::paper::{Paper, date, mark, settable_text};
use charts::{DayData, Palette, Size, day_height_px};
use domain::{
    Instant,
    chaos::{
        game_day::Begun,
        run::{Event, Progress, Run, Trial},
    },
    journal::{Common, Slot},
    time::words,
};
use serde_json::{Value, json};

/// As wide as the text.
const WIDTH_PX: u32 = 620;

pub fn section(day: &Day<'_>, paper: &mut Paper) -> Value {
    json!({
        "rows": (0..day.plan.experiments.len()).map(|at| row(day, at)).collect::<Value>(),
        "chart": chart(day, paper),
        "lines": lines(day),
    })
}

fn row(day: &Day<'_>, at: usize) -> Value {
    let Some(planned) = day.plan.experiments.get(at) else { return Value::Null };
    let slot = day.agenda.as_ref().and_then(|agenda| agenda.slots.get(at));
    let ran = |slot: &Slot| day.span(slot.began_at, slot.ended_at.filter(|_| slot.began_at.is_some()));
    let took = slot.and_then(|slot| Some(ended(day, slot).shown_since(slot.began_at?)));
    let elsewhere = day.run.is_some_and(Run::ran_elsewhere);
    let over_ms = slot.map_or(0, |slot| slot.overrun_ms);
    let over = match (took, over_ms) {
        (None, _) => Value::Null,
        _ if elsewhere => Value::Null,
        (Some(_), 60_000..) => mark(words(over_ms), "watch"),
        (Some(_), _) => mark("within", "good"),
    };
    let ends = day.agenda.as_ref().is_some_and(|agenda| agenda.closes_at.is_some());
    let fits = slot.filter(|_| ends).map(|slot| match slot.fits {
        true => mark("Fits", "good"),
        false => mark("Does not fit", "watch"),
    });
    json!({
        "n": at + 1,
        "title": planned.experiment.title,
        "service": planned.service,
        "planned": slot.and_then(|slot| slot.planned).map_or("–".to_owned(), |(from, to)| day.span(Some(from), Some(to))),
        "length": (!elsewhere).then(|| words(planned.experiment.planned_ms())),
        "actual": slot.map_or("–".to_owned(), ran),
        "took": took.map_or("–".to_owned(), words),
        "over": over,
        "fits": fits,
        "state": day.standing(at),
    })
}

/// When an experiment was over; one that still runs, as far as it has come.
fn ended(day: &Day<'_>, slot: &Slot) -> Instant {
    slot.ended_at.unwrap_or_else(|| day.run.map_or(day.from.now, |run| run.course.steady(day.from.now)))
}

fn chart(day: &Day<'_>, paper: &mut Paper) -> Option<Value> {
    let agenda = day.agenda.as_ref().filter(|agenda| !agenda.slots.is_empty())?;
    let titles: Vec<String> =
        day.plan.experiments.iter().map(|planned| settable_text(&planned.experiment.title)).collect();
    let instead: Vec<String> = (0..titles.len())
        .map(|at| day.trial(at).map_or(String::new(), |trial| instead(day, trial)))
        .collect();
    let now = day.run.filter(|run| run.course.ended.is_none()).map(|run| run.course.steady(day.from.now));
    let data = DayData::of(agenda, &titles, &instead, now, day.zone);
    let size = Size { width_px: WIDTH_PX, height_px: day_height_px(data.slots.len()) };
    let planned = data.slots.iter().any(|slot| slot.planned.is_some());
    if !planned && data.slots.iter().all(|slot| slot.ran.is_none()) {
        return None;
    }
    let caption = match (day.run, planned) {
        (None, _) => "When each experiment is planned.",
        (Some(_), true) => "Planned and actual times of each experiment.",
        (Some(_), false) => "Actual times of each experiment.",
    };
    Some(paper.chart(charts::day(&data, size, &Palette::paper()), caption))
}

/// What to say in place of a bar about an experiment that did not run.
fn instead(day: &Day<'_>, trial: &Trial) -> String {
    match trial.progress() {
        Progress::Skipped if trial.moved_to.is_some() => "moved to another day".to_owned(),
        Progress::Skipped => "skipped".to_owned(),
        Progress::Waiting if day.over() => "not run".to_owned(),
        _ => String::new(),
    }
}

/// How the day stood against its plan, in sentences.
fn lines(day: &Day<'_>) -> Vec<String> {
    let Some(agenda) = &day.agenda else {
        return vec!["No beginning is planned yet, so the experiments have no times.".to_owned()];
    };
    let clock = |at: Instant| day.zone.hour_minute(at);
    let mut lines = Vec::new();
    let over = agenda.slots.iter().filter(|slot| slot.overrun_ms >= 60_000).count();
    let began = agenda.slots.iter().filter(|slot| slot.began_at.is_some()).count();
    match (day.run, agenda.slots.first()) {
        (None, Some(first)) => {
            let total: i64 = agenda.slots.iter().map(|slot| slot.planned_ms).sum();
            let span = first.planned.map(|(from, _)| (clock(from), clock(from.plus_ms(total))));
            let span = span.map(|(from, to)| format!(", from {from} to {to}")).unwrap_or_default();
            lines.push(format!("The experiments take {}{span}. Breaks are not counted.", words(total)));
        }
        (Some(run), Some(_)) => {
            lines.push(begun(day, run));
            lines.extend(kept_to_plan(run, began, over));
        }
        (_, None) => lines.push("No experiment is planned.".to_owned()),
    }
    lines.extend(room(day, agenda.closes_at, agenda.expected_end()));
    let left: Vec<String> = agenda.left_over().into_iter().map(|at| day.quoted(at)).collect();
    if !left.is_empty() {
        let said = if day.run.is_none() { "Does not fit" } else { "No longer fits" };
        lines.push(format!("{said}: {}.", left.join(", ")));
    }
    lines.push(which(day));
    lines
}

/// How many of the experiments that ran took longer than planned.
fn kept_to_plan(run: &Run, began: usize, over: usize) -> Option<String> {
    if run.ran_elsewhere() {
        return None;
    }
    match (began, over) {
        (0, _) => None,
        (1, 0) => Some("The experiment that ran took no longer than planned.".to_owned()),
        (1, _) => Some("The experiment that ran took longer than planned.".to_owned()),
        (_, 0) => Some(format!("None of the {began} experiments that ran took longer than planned.")),
        _ => Some(format!("{over} of the {began} experiments that ran took longer than planned.")),
    }
}

/// When the day began, beside when the plan had it.
fn begun(day: &Day<'_>, run: &Run) -> String {
    let at = day.zone.clock(run.course.started_at);
    match run.begun(day.zone) {
        Begun::Unplanned if run.ran_elsewhere() => {
            format!("The day began at {at}. What was planned is not recorded.")
        }
        Begun::Unplanned => format!("The day began at {at}. No date was planned."),
        Begun::OnDate => format!("The day began at {at}. No hour was planned."),
        Begun::Off(by_ms) => format!("The day began at {at}, {}.", late(by_ms)),
        Begun::Moved(planned) => {
            let (planned, on) = (date(planned), date(day.zone.date(run.course.started_at)));
            format!(
                "The day was planned for {planned} and moved: it began on {on} at {at}. The times of the plan were those of the other date."
            )
        }
    }
}

fn late(by_ms: i64) -> String {
    match by_ms {
        -59_999..=59_999 => "as planned".to_owned(),
        ..=-60_000 => format!("{} before its plan", words(-by_ms)),
        _ => format!("{} after its plan", words(by_ms)),
    }
}

/// Whether the day keeps, or kept, to the room.
fn room(day: &Day<'_>, closes_at: Option<Instant>, expected: Option<Instant>) -> Option<String> {
    let Some(closes_at) = closes_at else {
        // An end that was meant for another date, or for none, says nothing of this one.
        let planned = day.plan.game_day.end.is_some() || day.run.is_some_and(Run::ran_elsewhere);
        return (!planned).then(|| {
            if day.over() {
                "No end of the day was planned.".to_owned()
            } else {
                "No end of the day is planned, so nothing can say whether everything fits.".to_owned()
            }
        });
    };
    let until = day.zone.hour_minute(closes_at);
    if let Some(ended) = day.run.and_then(|run| run.course.ended.as_ref()) {
        let by_ms = closes_at.shown_since(ended.at);
        let ended = day.zone.clock(ended.at);
        return Some(if by_ms >= 0 {
            format!(
                "The room was free until {until}; the day ended at {ended}, {} before that.",
                words(by_ms)
            )
        } else {
            format!(
                "The room was free until {until}; the day ended at {ended}, {} after that.",
                words(-by_ms)
            )
        });
    }
    let Some(expected) = expected else { return Some(format!("The room is free until {until}.")) };
    let by_ms = closes_at.since(expected);
    Some(if by_ms >= 0 {
        format!("The room is free until {until}: everything fits, with {} to spare.", words(by_ms))
    } else {
        format!("The room is free until {until}: the last experiment would end {} after that.", words(-by_ms))
    })
}

/// Which clock the body of the report shows.
pub fn which(day: &Day<'_>) -> String {
    let zone = day.zone.name();
    let set = day
        .from
        .entries
        .iter()
        .filter(|entry| matches!(entry.event, Event::Common(Common::ClockSet { .. })))
        .count();
    let set = match set {
        0 if day.run.is_none() => return format!("Times are shown in the zone {zone}."),
        0 => {
            return format!(
                "Times are those of the facilitator's computer, in the zone {zone}. Its clock was not set during the day."
            );
        }
        1 => "once".to_owned(),
        times => format!("{times} times"),
    };
    format!(
        "Times are those of the facilitator's computer, in the zone {zone}. Its clock was set {set} during the day: everything but the journal in the appendix goes by the undisturbed clock, as if it had not been."
    )
}
