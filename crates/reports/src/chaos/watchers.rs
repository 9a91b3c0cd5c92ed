//! Who read what: people, or a live watcher, and when that one could not see.

use super::Day;
use crate::paper::mark;
use domain::{
    Instant,
    chaos::run::{Event, Reading, Series, Step, Trial, WATCHER},
    journal::{Common, GapCause},
    text::clip,
    time::words,
};
use serde_json::{Value, json};

/// A time in which a live watcher could not see a series.
struct Blind {
    series: Series,
    from: Instant,
    to: Instant,
    reasons: Vec<String>,
}

/// The live watchers of an experiment; nothing where people read everything.
pub fn section(day: &Day<'_>, at: usize, trial: &Trial) -> Value {
    let experiment = trial.experiment();
    let metrics = (0..experiment.metrics.len()).map(Series::Metric);
    let conditions = (0..experiment.conditions.len()).map(Series::Condition);
    let live = |series: &Series| experiment.query_of(*series).is_some();
    let series: Vec<Series> = metrics
        .chain(conditions)
        .filter(|series| live(series) || matches!(series, Series::Metric(_)))
        .collect();
    if !series.iter().any(live) {
        return Value::Null;
    }
    let blind = blind(day, at, trial);
    json!({
        "series": series.into_iter().map(|series| row(day, at, trial, series, &blind)).collect::<Value>(),
        "blind": blind.iter().map(|span| without_sight(day, trial, span)).collect::<Value>(),
        "trips": trips(day, trial),
    })
}

fn row(day: &Day<'_>, at: usize, trial: &Trial, series: Series, blind: &[Blind]) -> Value {
    let live = trial.experiment().query_of(series).is_some();
    let samples = day.samples(at, series).len();
    let blind_ms: i64 =
        blind.iter().filter(|span| span.series == series).map(|span| span.to.since(span.from)).sum();
    let never = samples == 0 && !seen(day, at, series);
    let state = match (live, never, blind_ms) {
        (false, ..) => mark("By hand", "off"),
        (true, true, _) => mark("Never seen", "bad"),
        (true, false, 1_000..) => mark("With gaps", "watch"),
        (true, false, _) => mark("Seen throughout", "good"),
    };
    json!({
        "name": name(trial, series),
        "by": who(trial, series, live),
        "samples": if live { samples.to_string() } else { "–".to_owned() },
        "blind": if blind_ms >= 1_000 { words(blind_ms) } else { "–".to_owned() },
        "state": state,
    })
}

/// Whether the journal says that a watcher ever saw the series.
fn seen(day: &Day<'_>, at: usize, wanted: Series) -> bool {
    during(day, at).any(|(_, event)| matches!(event, Event::SightGained { series } if *series == wanted))
}

fn name(trial: &Trial, series: Series) -> String {
    match series {
        Series::Metric(at) => trial.experiment().metrics.get(at).map(|metric| clip(&metric.name, 80)),
        Series::Condition(at) => {
            trial.experiment().conditions.get(at).map(|condition| format!("“{}”", clip(&condition.text, 80)))
        }
    }
    .unwrap_or_default()
}

/// `Prometheus; by hand: Mira Kovač`
fn who(trial: &Trial, series: Series, live: bool) -> String {
    let hands = match series {
        Series::Metric(at) => {
            trial.experiment().metrics.get(at).map(|metric| readers(trial, &metric.name)).unwrap_or_default()
        }
        Series::Condition(at) => checkers(trial, at),
    };
    match (live, hands.is_empty()) {
        (true, true) => WATCHER.to_owned(),
        (true, false) => format!("{WATCHER}; by hand: {}", hands.join(", ")),
        (false, true) => "nobody".to_owned(),
        (false, false) => hands.join(", "),
    }
}

/// Who read a metric by hand, in the order in which they did.
pub fn readers(trial: &Trial, metric: &str) -> Vec<String> {
    let by_hand = |reading: &&Reading| !reading.live && !reading.struck && reading.metric == metric;
    distinct(trial.readings.iter().filter(by_hand).map(|reading| reading.reader.as_str()))
}

fn checkers(trial: &Trial, condition: usize) -> Vec<String> {
    let looked = trial
        .checks
        .iter()
        .filter(|check| check.condition == condition && !check.struck && check.said.by != WATCHER);
    distinct(looked.map(|check| check.said.by.as_str()))
}

fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for name in names {
        if !known.iter().any(|other| other == name) {
            known.push(name.to_owned());
        }
    }
    known
}

/// The entries that were written while the room was at an experiment, each with its steady instant.
fn during<'a>(day: &'a Day<'_>, at: usize) -> impl Iterator<Item = (Instant, &'a Event)> {
    let mut present = None;
    day.from.entries.iter().filter_map(move |entry| {
        if let Event::ExperimentStarted { experiment } = entry.event {
            present = Some(experiment);
        }
        (present == Some(at)).then(|| (day.steady(entry.at), &entry.event))
    })
}

/// For how long a live watcher could not see a series while the fault was in or being removed, in milliseconds; `None`
/// where it saw nothing at all.
pub fn blind_in_fault_ms(day: &Day<'_>, at: usize, trial: &Trial, series: Series) -> Option<i64> {
    let from = trial.injected_at()?;
    let to = trial.began(Step::Verify).unwrap_or_else(|| end(day, trial));
    let within = |span: &Blind| span.to.min(to).since(span.from.max(from)).max(0);
    let spans = blind(day, at, trial);
    let blind_ms = spans.iter().filter(|span| span.series == series).map(within).sum();
    let saw = seen(day, at, series) && blind_ms < to.since(from).max(1);
    saw.then_some(blind_ms)
}

/// The end of a trial, or the present.
fn end(day: &Day<'_>, trial: &Trial) -> Instant {
    let over = trial.steps.last().and_then(|time| time.timer.stopped_at);
    over.unwrap_or_else(|| day.run.map_or(day.from.now, |run| run.course.steady(day.from.now)))
}

fn blind(day: &Day<'_>, at: usize, trial: &Trial) -> Vec<Blind> {
    let end = end(day, trial);
    let mut spans: Vec<Blind> = Vec::new();
    let mut open: Vec<Blind> = Vec::new();
    let mut watched: Vec<Series> = Vec::new();
    for (at, event) in during(day, at) {
        if let Event::SightGained { series } | Event::SightLost { series, .. } = event
            && !watched.contains(series)
        {
            watched.push(*series);
        }
        match event {
            // Nobody looked in a hole in time, and until the next check nobody knows.
            Event::Common(Common::GapFound { from, to, cause }) => {
                let from = at.plus_ms(-to.since(*from));
                let reason = match cause {
                    GapCause::Slept => "The computer slept",
                    GapCause::Away => "Readyroom was not running",
                };
                for series in &watched {
                    if open.iter().all(|span| span.series != *series) {
                        open.push(Blind { series: *series, from, to: end, reasons: vec![reason.to_owned()] });
                    }
                }
            }
            Event::SightLost { series, reason } => {
                let known = open.iter_mut().find(|span| span.series == *series);
                match known {
                    Some(span) if span.reasons.contains(reason) => {}
                    Some(span) => span.reasons.push(reason.clone()),
                    None => {
                        let reasons = vec![reason.clone()];
                        open.push(Blind { series: *series, from: at, to: end, reasons });
                    }
                }
            }
            Event::SightGained { series } => {
                if let Some(found) = open.iter().position(|span| span.series == *series) {
                    spans.push(Blind { to: at, ..open.remove(found) });
                }
            }
            _ => {}
        }
    }
    spans.extend(open);
    spans.sort_by_key(|span| span.from);
    spans
}

fn without_sight(day: &Day<'_>, trial: &Trial, span: &Blind) -> String {
    let reasons: Vec<&str> = span.reasons.iter().map(|reason| reason.trim().trim_end_matches('.')).collect();
    let within = |at: Instant| at >= span.from && at <= span.to;
    let looked = match span.series {
        Series::Metric(at) => {
            let metric = trial.experiment().metrics.get(at).map_or("", |metric| metric.name.as_str());
            let by_hand = |reading: &&Reading| !reading.live && !reading.struck && reading.metric == metric;
            trial.readings.iter().filter(by_hand).filter(|reading| within(reading.at)).count()
        }
        Series::Condition(at) => trial
            .checks
            .iter()
            .filter(|check| check.condition == at && !check.struck && check.said.by != WATCHER)
            .filter(|check| within(check.said.at))
            .count(),
    };
    let meanwhile = match looked {
        0 => "Nobody looked by hand meanwhile.".to_owned(),
        1 => "Meanwhile somebody looked by hand once.".to_owned(),
        looked => format!("Meanwhile people looked by hand {looked} times."),
    };
    format!(
        "Could not see {} from {} to {} ({}): {}. {meanwhile}",
        name(trial, span.series),
        day.zone.clock(span.from),
        day.zone.clock(span.to),
        words(span.to.shown_since(span.from)),
        clip(&reasons.join("; "), 300)
    )
}

/// What a live watcher tripped by itself.
fn trips(day: &Day<'_>, trial: &Trial) -> Value {
    let tripped = trial.checks.iter().filter(|check| check.tripped && check.said.by == WATCHER);
    tripped
        .map(|check| {
            let condition = trial.experiment().conditions.get(check.condition);
            let condition = condition.map_or(String::new(), |condition| clip(&condition.text, 120));
            let struck = if check.struck { " Struck afterwards." } else { "" };
            format!("{}: “{condition}” after {}{struck}", day.zone.clock(check.said.at), check.said.text)
        })
        .collect()
}
