//! One experiment: what was planned, what people expected, and what happened.

use super::{Day, decisions, foresight, watchers};
use crate::paper::{Paper, mark};
use charts::ReadingsData;
use domain::{
    Date, Instant,
    chaos::{
        experiment::{AbortCondition, Experiment, Metric, quantity},
        results::Ending,
        run::{Reading, RollbackState, Series, Step, StepTime, Trial, Uncalled, WATCHER},
    },
    journal::{Note, NoteKind},
    time::words,
};
use serde_json::{Value, json};

pub fn section(day: &Day<'_>, at: usize, paper: &mut Paper) -> Value {
    let Some(planned) = day.plan.experiments.get(at) else { return Value::Null };
    let experiment = &planned.experiment;
    json!({
        "n": at + 1,
        "title": experiment.title,
        "service": planned.service,
        "state": day.standing(at),
        "hypothesis": experiment.hypothesis.sentence(),
        "fault": fault(experiment),
        "metrics": experiment.metrics.iter().map(metric).collect::<Value>(),
        "conditions": experiment.conditions.iter().map(|c| condition(c, experiment)).collect::<Value>(),
        "rollback": rollback(day, at, experiment),
        "approvals": experiment.approvals.iter().map(|a| json!({ "name": a.name, "granted": date(a.granted_on, "not yet") })).collect::<Value>(),
        "ran": day.trial(at).map(|trial| went(day, at, trial, paper)),
    })
}

fn fault(experiment: &Experiment) -> Value {
    let fault = &experiment.fault;
    let timebox = experiment.timebox_min.map_or(String::new(), |min| format!("; {min} min for the whole"));
    let or_none = |text: &str| if text.trim().is_empty() { "not set".to_owned() } else { text.to_owned() };
    json!([
        ["Fault", or_none(&fault.action)],
        ["Target", or_none(&fault.target)],
        ["Kind", fault.kind.label()],
        ["Blast radius", or_none(&fault.blast_radius)],
        [
            "Duration",
            format!(
                "{} min, after a baseline of {} min{timebox}",
                fault.duration_min, experiment.baseline_min
            )
        ],
    ])
}

fn metric(metric: &Metric) -> Value {
    let range = metric.range.words();
    json!({
        "name": metric.name,
        "baseline": value(metric.baseline, &metric.unit),
        "range": if metric.unit.is_empty() || range == "any" { range } else { format!("{range} {}", metric.unit) },
        "source": metric.source,
        "live": metric.query.is_some(),
    })
}

fn condition(condition: &AbortCondition, experiment: &Experiment) -> Value {
    let unit = |name: &str| {
        experiment.metrics.iter().find(|metric| metric.name == name).map_or("", |metric| metric.unit.as_str())
    };
    let decided = condition.metric.as_deref().zip(condition.threshold).map_or_else(
        || match (&condition.query, condition.threshold) {
            (Some(_), Some(threshold)) => {
                format!("live query {} {}", threshold.side, quantity(threshold.value, ""))
            }
            _ => "by eye".to_owned(),
        },
        |(name, threshold)| format!("{name} {} {}", threshold.side, quantity(threshold.value, unit(name))),
    );
    let live = experiment.conditions.iter().position(|other| other == condition);
    let live = live.is_some_and(|at| experiment.live_series(at).is_some());
    let live = live.then(|| match condition.trip_after {
        1 => "trips by itself after 1 live check".to_owned(),
        checks => format!("trips by itself after {checks} live checks in a row"),
    });
    json!({
        "text": condition.text,
        "live": live,
        "decided": decided,
        "watcher": condition.watcher,
        "every": format!("{} min", condition.check_every_min),
    })
}

fn rollback(day: &Day<'_>, at: usize, experiment: &Experiment) -> Value {
    let trial = day.trial(at).filter(|trial| trial.stopped_at().is_some());
    let row = |(index, step): (usize, &domain::chaos::experiment::RollbackStep)| {
        let state = trial.and_then(|trial| trial.rollback.get(index)).map(|(state, since)| {
            let clock = since.map(|since| format!(", {}", day.zone.clock(since))).unwrap_or_default();
            match state {
                RollbackState::Done => mark(format!("Done{clock}"), "good"),
                RollbackState::NotNeeded => mark(format!("Not needed{clock}"), "off"),
                RollbackState::Open => mark("Open", "watch"),
            }
        });
        json!({ "text": step.text, "rehearsed": date(step.rehearsed_on, "never"), "state": state })
    };
    experiment.rollback.iter().enumerate().map(row).collect()
}

/// How it went; for one that never began, why not.
fn went(day: &Day<'_>, at: usize, trial: &Trial, paper: &mut Paper) -> Value {
    let skipped = trial.skipped.as_ref().map(|said| {
        let verb = if trial.moved_to.is_some() { "Put off" } else { "Skipped" };
        format!("{verb} at {} by {}: {}", day.zone.clock(said.at), said.by, said.text)
    });
    let began = trial.began(Step::Baseline).is_some();
    let not_run = (!began && skipped.is_none()).then_some(if day.over() {
        "This experiment was not run: the day ended before it began."
    } else {
        "This experiment has not begun."
    });
    let metrics = 0..trial.experiment().metrics.len();
    json!({
        "began": began,
        "skipped": skipped,
        "not_run": not_run,
        "steps": trial.steps.iter().map(|time| step(day, trial, time)).collect::<Value>(),
        "predictions": trial.predictions.iter().map(|known| foresight::prediction(known, trial)).collect::<Value>(),
        "unmeasured": foresight::unmeasured(trial),
        "observed": foresight::observed(day, at, trial),
        "results": trial.experiment().metrics.iter().enumerate().map(|(n, metric)| result(day, at, trial, n, metric)).collect::<Value>(),
        "charts": metrics.filter_map(|metric| day.chart(at, metric, paper)).collect::<Value>(),
        "observations": notes(day, trial, NoteKind::Observation),
        "surprises": notes(day, trial, NoteKind::Surprise),
        "checks": checks(day, at, trial),
        "detected": detected(day, trial),
        "live": watchers::section(day, at, trial),
        "abort": abort(day, trial),
        "recovery": recovery(day, trial),
        "outcome": trial.conclusion.as_ref().map(|conclusion| json!({
            "note": conclusion.said.text,
            "missed": trial.uncalled().iter().map(|missed| missed_words(day, trial, missed)).collect::<Value>(),
            "by": conclusion.said.by,
            "time": day.zone.clock(conclusion.said.at),
        })),
    })
}

fn missed_words(day: &Day<'_>, trial: &Trial, missed: &Uncalled) -> String {
    format!("{}.", decisions::uncalled(day, trial, missed))
}

fn step(day: &Day<'_>, trial: &Trial, time: &StepTime) -> Value {
    let timer = &time.timer;
    let end = timer.stopped_at.unwrap_or(day.from.now);
    let planned = timer.planned_ms.unwrap_or_else(|| time.step.allowance_ms());
    let planned = day.run.filter(|run| !run.ran_elsewhere()).map(|_| planned);
    let mut remarks = Vec::new();
    if early(trial, time) {
        remarks.push("stopped early".to_owned());
    }
    if timer.extended_ms != 0 {
        let verb = if timer.extended_ms > 0 { "extended" } else { "shortened" };
        remarks.push(format!("{verb} by {}", words(timer.extended_ms.abs())));
    }
    let excluded_ms = end.since(timer.started_at) - timer.elapsed_ms(end);
    if excluded_ms >= 1_000 {
        remarks.push(format!("{} not counted", words(excluded_ms)));
    }
    if timer.stopped_at.is_none() {
        remarks.push("still going".to_owned());
    }
    json!({
        "step": time.step.label(),
        "began": day.zone.clock(timer.started_at),
        "planned": planned.map_or("–".to_owned(), words),
        "took": words(end.shown_since(timer.started_at)),
        "remarks": remarks.join(", "),
    })
}

fn early(trial: &Trial, time: &StepTime) -> bool {
    time.step == Step::Inject && trial.ended() == Ending::StoppedEarly
}

fn result(day: &Day<'_>, at: usize, trial: &Trial, n: usize, metric: &Metric) -> Value {
    let data = day.values(at, n);
    let began = trial.began(Step::Baseline);
    let clock = |minute: f64| {
        began
            .map(|began| day.zone.clock(began.plus_ms((minute * 60_000.0).round() as i64)))
            .unwrap_or_default()
    };
    let worst = data.as_ref().and_then(ReadingsData::worst);
    let last = data.as_ref().and_then(ReadingsData::last);
    let held = last.map(|last| metric.range.holds(last.value));
    let state = match (worst.map(|worst| metric.range.holds(worst.value)), held) {
        (_, None) => mark("Not read", "off"),
        (None, Some(true)) => mark("Not read in time", "off"), // before or after, and not while the fault was in
        (Some(true), Some(true)) => mark("In range", "good"),
        (Some(false), Some(true)) => mark("Recovered", "watch"),
        (_, Some(false)) => mark("Out of range", "bad"),
    };
    let out_min = data.as_ref().map_or(0.0, ReadingsData::out_of_range_min);
    let out = if out_min > 0.0 { words((out_min * 60_000.0).round() as i64) } else { "–".to_owned() };
    json!({
        "metric": metric.name,
        "baseline": value(trial.measured_baseline(metric), &metric.unit),
        "planned": trial.planned_baseline(metric).map(|planned| quantity(planned, &metric.unit)),
        "worst": value(worst.map(|worst| worst.value), &metric.unit),
        "worst_at": worst.map(|worst| clock(worst.minute)),
        "last": value(last.map(|last| last.value), &metric.unit),
        "last_at": last.map(|last| clock(last.minute)),
        "out": out,
        "read_by": read_by(day, at, trial, metric),
        "state": state,
    })
}

/// How many values there are, and whose they are: a live watcher's, or people's.
fn read_by(day: &Day<'_>, at: usize, trial: &Trial, metric: &Metric) -> String {
    let n = trial.experiment().metrics.iter().position(|known| known.name == metric.name).unwrap_or_default();
    let of_metric = trial.readings.iter().filter(|r| !r.struck && r.metric == metric.name);
    let (live, by_hand): (Vec<_>, Vec<_>) = of_metric.partition(|reading| reading.live);
    let people = watchers::readers(trial, &metric.name).join(", ");
    let readings =
        |count: usize| if count == 1 { "1 reading".to_owned() } else { format!("{count} readings") };
    let hands = if people.is_empty() {
        readings(by_hand.len())
    } else {
        format!("{} by {people}", readings(by_hand.len()))
    };
    if metric.query.is_none() && live.is_empty() {
        return hands;
    }
    let samples = day.samples(at, Series::Metric(n)).len();
    let seen = match samples {
        0 => readings(live.len()),
        1 => "1 sample".to_owned(),
        samples => format!("{} samples", quantity(samples as f64, "")),
    };
    if by_hand.is_empty() { format!("live, {seen}") } else { format!("live, {seen}; {hands}") }
}

/// When those who run the system noticed, and how; where nobody wrote it down, the first sign in the journal.
fn detected(day: &Day<'_>, trial: &Trial) -> Option<String> {
    trial.injected_at()?;
    let Some((at, after_ms)) = trial.detected_at().zip(trial.time_to_detect_ms()) else {
        return Some(
            "Time to detect was not measured: nobody wrote down that the fault was noticed, and nothing in the journal shows it."
                .to_owned(),
        );
    };
    let said = trial.detections.iter().filter(|found| !found.struck).min_by_key(|found| found.said.at);
    let how = said.map_or_else(
        || "Nobody wrote down how it was noticed; this is the first sign in the journal.".to_owned(),
        |found| found.said.text.clone(),
    );
    Some(format!(
        "The fault was noticed at {}, {} after it went in. {how}",
        day.zone.clock(at),
        words(after_ms)
    ))
}

fn notes(day: &Day<'_>, trial: &Trial, kind: NoteKind) -> Value {
    let row = |note: &Note| {
        json!({
            "time": day.zone.clock(note.said.at),
            "by": note.said.by,
            "text": note.said.text,
            "struck": note.struck,
        })
    };
    trial.notes.iter().filter(|note| note.kind == kind).map(row).collect()
}

/// How often each abort condition was looked at, and what a look found when it held.
fn checks(day: &Day<'_>, at: usize, trial: &Trial) -> Value {
    if trial.injected_at().is_none() {
        return json!([]);
    }
    let conditions = trial.experiment().conditions.iter().enumerate();
    conditions.map(|(n, condition)| check(day, (at, trial), n, condition)).collect()
}

fn check(day: &Day<'_>, (at, trial): (usize, &Trial), n: usize, condition: &AbortCondition) -> Value {
    let checks = || trial.checks.iter().filter(|check| check.condition == n && !check.struck);
    let tripped = checks().find(|check| check.tripped);
    // A person's reading of the condition's metric is a look as well, as on the console; a live watcher trips by a check.
    let rule = condition.metric.as_ref().zip(condition.threshold);
    let decides = |reading: &&Reading| {
        let in_fault = matches!(reading.step, Step::Inject | Step::Rollback);
        !reading.struck
            && !reading.live
            && in_fault
            && rule.is_some_and(|(metric, _)| *metric == reading.metric)
    };
    let read = || trial.readings.iter().filter(decides);
    let crossing = read().find(|reading| rule.is_some_and(|(_, bound)| bound.crossed_by(reading.value)));
    let by_hand = checks().filter(|check| check.said.by != WATCHER).count() + read().count();
    let live = trial.experiment().live_series(n);
    let blind_ms = live.and_then(|series| watchers::blind_in_fault_ms(day, at, trial, series));
    let first: Option<Instant> =
        [tripped.map(|check| check.said.at), crossing.map(|reading| reading.at)].into_iter().flatten().min();
    // What nobody could see is not fine.
    let state = match (first, by_hand, blind_ms) {
        (Some(at), ..) => mark(format!("Tripped, {}", day.zone.clock(at)), "bad"),
        (None, 0, None) => mark("Nobody looked", "watch"),
        (None, 0, Some(1_000..)) => mark("Never held while it was seen", "watch"),
        (None, ..) => mark("Never held", "good"),
    };
    let looks = match (live.is_some(), by_hand) {
        (true, 0) if blind_ms.is_none() => "live, saw nothing".to_owned(),
        (true, 0) => "live".to_owned(),
        (true, by_hand) => format!("live, {by_hand} by hand"),
        (false, by_hand) => by_hand.to_string(),
    };
    let said = tripped.map(|check| check.said.text.as_str()).unwrap_or_default();
    json!({ "text": condition.text, "looks": looks, "state": state, "said": said })
}

fn abort(day: &Day<'_>, trial: &Trial) -> Value {
    let Some(abort) = &trial.abort else { return Value::Null };
    let condition = abort.condition.and_then(|at| trial.experiment().conditions.get(at));
    let reading = abort.reading.and_then(|seq| trial.readings.iter().find(|reading| reading.seq == seq));
    let reading = reading.map(|reading| {
        let unit = trial.experiment().metrics.iter().find(|metric| metric.name == reading.metric);
        let unit = unit.map_or("", |metric| metric.unit.as_str());
        format!(
            "{} {}, read at {} by {}",
            reading.metric,
            quantity(reading.value, unit),
            day.zone.clock(reading.at),
            reading.reader
        )
    });
    let after = trial.injected_at().map(|injected| words(abort.said.at.shown_since(injected)));
    let why = abort.said.text.trim();
    json!([
        ["Called by", abort.said.by],
        [
            "When",
            format!(
                "{}, {} after the fault went in",
                day.zone.clock(abort.said.at),
                after.unwrap_or_default()
            )
        ],
        ["Condition", condition.map_or("none named", |condition| condition.text.as_str())],
        ["Reading", reading.unwrap_or("none named".to_owned())],
        ["Why", if why.is_empty() { "No reason was written down." } else { why }],
        ["Stop to recovered", trial.recovery().words()],
    ])
}

fn recovery(day: &Day<'_>, trial: &Trial) -> Option<String> {
    let stopped = trial.stopped_at()?;
    let begun = format!("The removal of the fault began at {}", day.zone.clock(stopped));
    Some(match (trial.recovered_at(), trial.stop_to_recovered_ms()) {
        (Some(recovered), Some(recovery_ms)) => format!(
            "{begun}; every metric was back in range at {}: {} from stop to recovered, every second counted, pauses included.",
            day.zone.clock(recovered),
            words(recovery_ms)
        ),
        _ => format!("{begun}. The steady state has not been measured as recovered."),
    })
}

fn value(value: Option<f64>, unit: &str) -> String {
    value.map_or("–".to_owned(), |value| quantity(value, unit))
}

fn date(date: Option<Date>, none: &str) -> String {
    date.map_or(none.to_owned(), crate::paper::date)
}
