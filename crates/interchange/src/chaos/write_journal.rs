//! An experiment that was run becomes a journal of Chaos Toolkit.

use super::{
    EXTENSION,
    pairs::{self, METHOD, Piece, ROLLBACKS, activities},
    variables::Variables,
    write_experiment::{self, by_hand, pretty},
};
use crate::{Redaction, Written, ground::source};
use chrono::SecondsFormat;
use domain::{
    Instant,
    chaos::run::{Outcome, Progress, Reading, RollbackState, Run, Step, Trial},
    journal::NoteKind,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The journal of one experiment of the day (counted from 0), or nothing where it was not run. A day that was imported
/// comes out as the file that it was.
#[must_use]
pub fn journal(run: &Run, experiment: usize, redaction: Option<&mut Redaction>) -> Option<Written> {
    let trial = run.trials.get(experiment)?;
    let ran = trial.injected_at().is_some() || matches!(trial.progress(), Progress::Concluded(_));
    if !ran {
        return None;
    }
    let original =
        run.plan.game_day.original.as_deref().filter(|text| !text.is_empty() && run.trials.len() == 1);
    let Some(original) = original else {
        let (plan, warnings) = write_experiment::changed(trial.experiment());
        return Some(Written { text: pretty(written(run, trial, plan), redaction), warnings });
    };
    let text = match (redaction, source::json(original)) {
        (None, Ok(_)) => original.to_owned(),
        (redaction, _) => pretty(source::parse("original.yaml", original.as_bytes()).ok()?.value, redaction),
    };
    Some(Written { text, warnings: added_since(run).into_iter().collect() })
}

/// What was written into an imported day afterwards, in words: the file does not hold it.
fn added_since(run: &Run) -> Option<String> {
    let added = match run.course.seq.checked_sub(run.course.ended.as_ref()?.seq)? {
        0 => return None,
        1 => "One entry was".to_owned(),
        added => format!("{added} entries were"),
    };
    Some(format!(
        "{added} added to this day since its import. The file goes out as it came in, without what was added or struck."
    ))
}

/// What the room said about an experiment. Kept in the extension, because a journal has no place for a verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// The verdict.
    pub outcome: Outcome,
    /// What was learned.
    pub note: String,
    /// When the run began: a later run of the same file is another one.
    start: String,
}

/// Takes the room's words out of the `plan` of a `journal` that we wrote.
pub fn take_told(plan: &mut Value, journal: &Value) -> Option<Told> {
    let extensions = plan.get_mut("extensions")?.as_array_mut()?;
    let ours = extensions
        .iter_mut()
        .find(|extension| extension.get("name").is_some_and(|name| name == EXTENSION))?;
    let told: Told = serde_json::from_value(ours.as_object_mut()?.remove("run")?).ok()?;
    (journal.get("start").and_then(Value::as_str) == Some(told.start.as_str())).then_some(told)
}

/// The tree of a journal, with the experiment as `plan` has it.
fn written(run: &Run, trial: &Trial, plan: Value) -> Value {
    let mut experiment = plan.clone();
    let started_at = trial.steps.first().map_or(run.course.started_at, |step| step.timer.started_at);
    let ended_at = ended_at(run, trial, started_at);
    let probes = probes(trial, &plan);
    let (before, after) = (
        state(trial, &probes, |r| r.step == Step::Baseline),
        state(trial, &probes, |r| r.step >= Step::Verify),
    );
    let during: Vec<_> = trial
        .readings
        .iter()
        .filter(|reading| !reading.struck && reading.step == Step::Inject)
        .filter_map(|reading| one(trial, &probes, reading))
        .map(|probe| json!({ "steady_state_met": probe["tolerance_met"], "probes": [probe] }))
        .collect();
    let outcome = trial.conclusion.as_ref().map(|conclusion| conclusion.outcome);
    let missed = |state: &Value| state.get("steady_state_met") == Some(&Value::Bool(false));
    let deviated = outcome == Some(Outcome::Disproved) || missed(&after) || during.iter().any(missed);
    let status = match (&trial.abort, outcome) {
        (Some(_), _) => "aborted",
        (None, Some(_)) => "completed",
        (None, None) => "interrupted",
    };
    if let Some(conclusion) = &trial.conclusion {
        let (outcome, note) = (conclusion.outcome, conclusion.said.text.clone());
        tell(&mut experiment, Told { outcome, note, start: rfc3339(started_at) });
    }
    json!({
        "experiment": experiment,
        "start": rfc3339(started_at),
        "status": status,
        "deviated": deviated,
        "steady_states": { "before": before, "after": after, "during": during },
        "run": method(trial, &plan, ended_at),
        "rollbacks": rollbacks(trial, &plan),
        "end": rfc3339(ended_at),
        "duration": seconds(started_at, ended_at),
    })
}

/// Puts the room's words into our extension, which is made where there is none.
fn tell(experiment: &mut Value, told: Told) {
    let Some(fields) = experiment.as_object_mut() else { return };
    let extensions = fields.entry("extensions").or_insert_with(|| json!([]));
    let Some(list) = extensions.as_array_mut() else { return };
    let place = list.iter().position(|extension| extension.get("name").is_some_and(|name| name == EXTENSION));
    match place.and_then(|at| list.get_mut(at)).and_then(Value::as_object_mut) {
        Some(ours) => drop(ours.insert("run".to_owned(), json!(told))),
        None => list.push(json!({ "name": EXTENSION, "run": told })),
    }
}

fn ended_at(run: &Run, trial: &Trial, started_at: Instant) -> Instant {
    let concluded = trial.conclusion.as_ref().map(|conclusion| conclusion.said.at);
    let stopped = trial.steps.last().and_then(|step| step.timer.stopped_at);
    concluded.or(stopped).or(run.course.ended.as_ref().map(|ended| ended.at)).unwrap_or(started_at)
}

/// The steady state by the latest of some readings of each metric; null where nobody read any.
fn state(trial: &Trial, probes: &[Value], of: impl Fn(&Reading) -> bool) -> Value {
    let metrics = &trial.experiment().metrics;
    let latest = metrics.iter().map(|metric| {
        trial
            .readings
            .iter()
            .rev()
            .find(|reading| !reading.struck && of(reading) && reading.metric == metric.name)
    });
    let probes: Vec<_> = latest.flatten().filter_map(|reading| one(trial, probes, reading)).collect();
    if probes.is_empty() {
        return Value::Null;
    }
    let met = probes.len() == metrics.len() && probes.iter().all(|probe| probe["tolerance_met"] == true);
    json!({ "steady_state_met": met, "probes": probes })
}

/// The probe of each metric.
fn probes(trial: &Trial, plan: &Value) -> Vec<Value> {
    let (metrics, theirs) = (&trial.experiment().metrics, pairs::expanded(plan));
    let probe = |(metric, place): (_, Option<usize>)| {
        let known = place.and_then(|place| theirs.get(place)).cloned();
        known.unwrap_or_else(|| write_experiment::probe(metric))
    };
    metrics.iter().zip(pairs::probes(metrics, &theirs, Variables::of(plan))).map(probe).collect()
}

/// A reading as a finished probe of the hypothesis.
fn one(trial: &Trial, probes: &[Value], reading: &Reading) -> Option<Value> {
    let metrics = &trial.experiment().metrics;
    let at = metrics.iter().position(|metric| metric.name == reading.metric)?;
    let (metric, probe) = metrics.get(at).zip(probes.get(at))?;
    let mut item = item(probe.clone(), reading.at, reading.at);
    if let Some(fields) = item.as_object_mut() {
        fields.insert("output".to_owned(), json!(reading.value));
        fields.insert("tolerance_met".to_owned(), json!(metric.range.holds(reading.value)));
    }
    Some(item)
}

/// The fault, and what people saw meanwhile. Private notes stay in the room.
fn method(trial: &Trial, plan: &Value, ended_at: Instant) -> Vec<Value> {
    let Some(injected_at) = trial.injected_at() else { return Vec::new() };
    let stopped_at = trial.stopped_at().unwrap_or(ended_at);
    let steps = activities(plan, METHOD);
    let injected =
        pairs::fault(&trial.experiment().fault.action, steps, Variables::of(plan)).into_iter().map(|piece| {
            let known = match piece {
                Piece::Theirs(at) => steps.get(at).cloned(),
                Piece::ByHand(words) => Some(by_hand("action", words, words)),
            };
            item(known.unwrap_or_default(), injected_at, stopped_at)
        });
    let notes =
        trial.notes.iter().filter(|note| !note.struck && note.kind != NoteKind::Private).map(|note| {
            let name = if note.kind == NoteKind::Surprise { "surprise" } else { "observation" };
            let mut seen = item(by_hand("probe", name, &note.said.text), note.said.at, note.said.at);
            if let Some(fields) = seen.as_object_mut() {
                fields.insert("output".to_owned(), json!(note.said.text));
            }
            seen
        });
    injected.chain(notes).collect()
}

/// The steps of the rollback that were carried out.
fn rollbacks(trial: &Trial, plan: &Value) -> Vec<Value> {
    let began = trial.stopped_at();
    let (planned, theirs) = (&trial.experiment().rollback, activities(plan, ROLLBACKS));
    let steps =
        trial.rollback.iter().zip(planned).zip(pairs::rollbacks(planned, theirs, Variables::of(plan)));
    steps
        .filter_map(|(((state, done_at), step), place)| {
            let done_at = done_at.filter(|_| *state == RollbackState::Done)?;
            let activity = place.and_then(|place| theirs.get(place)).cloned();
            let activity = activity.unwrap_or_else(|| by_hand("action", &step.text, &step.text));
            Some(item(activity, began.unwrap_or(done_at).min(done_at), done_at))
        })
        .collect()
}

fn item(activity: Value, start: Instant, end: Instant) -> Value {
    json!({
        "activity": activity,
        "output": null,
        "status": "succeeded",
        "start": rfc3339(start),
        "end": rfc3339(end),
        "duration": seconds(start, end),
    })
}

/// With an offset in digits: older Pythons do not read `Z`.
fn rfc3339(at: Instant) -> String {
    at.utc().to_rfc3339_opts(SecondsFormat::Millis, false)
}

fn seconds(start: Instant, end: Instant) -> f64 {
    end.since(start) as f64 / 1_000.0
}
