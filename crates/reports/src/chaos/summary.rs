//! The first page: what was tested, what came out, and what is left to be done.

use super::{Day, decisions, follow_up, plan};
use crate::paper::{count, date, figure, is_overdue, listed, point};
use charts::ReadingsData;
use domain::{
    action::ActionStatus,
    chaos::{
        content::{ChecklistPhase, GAME_DAY},
        results::Ending,
        run::{Outcome, Progress, Recovery, Step, Trial, Uncalled},
    },
    text::clip,
    time::words,
};
use serde_json::{Value, json};

pub fn summary(day: &Day<'_>) -> Value {
    if day.run.is_none() {
        return json!({ "lead": plan_lead(day), "counts": [], "rows": [], "points": plan_points(day) });
    }
    let rows = day.trials().iter().enumerate().map(|(at, trial)| row(day, at, trial));
    let [moved, not_run] = left_out(day);
    let points = [stops(day), missed(day), never_in(day), surprises(day), moved, not_run, Some(actions(day))];
    json!({
        "lead": lead(day),
        "counts": counts(day),
        "rows": rows.collect::<Value>(),
        "points": points.into_iter().flatten().collect::<Value>(),
    })
}

fn lead(day: &Day<'_>) -> String {
    let began = day.trials().iter().filter(|trial| trial.began(Step::Baseline).is_some()).count();
    let all = day.trials().len();
    let environment = day.game_day().environment.trim().to_lowercase();
    let place = if environment.is_empty() { String::new() } else { format!(" in {environment}") };
    let services = services(day);
    let of = if began == all { String::new() } else { format!(" of {all} planned") };
    let on = if services.is_empty() { String::new() } else { format!(", on {services}") };
    let is = match (day.over(), began) {
        (true, _) => "ran",
        (false, 1) => "has begun",
        (false, _) => "have begun",
    };
    let aborted = day.trials().iter().filter(|trial| trial.ended() == Ending::Aborted).count();
    let stopped = match aborted {
        0 => String::new(),
        1 => " The room aborted 1 of them.".to_owned(),
        several => format!(" The room aborted {several} of them."),
    };
    format!("{}{of} {is}{place}{on}.{stopped}", count(began, "experiment"))
}

fn services(day: &Day<'_>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in day.plan.experiments.iter().filter_map(|planned| planned.service.as_deref()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    listed(names.into_iter().map(str::to_owned), usize::MAX)
}

/// What the experiments showed: each is in one of these, so that they add up to the plan. How one ended is another thing, and
/// stands in the sentence above.
fn counts(day: &Day<'_>) -> Value {
    let of = |wanted: Outcome| day.trials().iter().filter(|trial| trial.outcome() == Some(wanted)).count();
    let begun = |trial: &&Trial| !matches!(trial.progress(), Progress::Waiting | Progress::Skipped);
    let open = day.trials().iter().filter(begun).filter(|trial| trial.outcome().is_none()).count();
    let not_run = day.trials().len() - day.trials().iter().filter(begun).count();
    let (without, rest) =
        if day.over() { ("not concluded", "moved or not run") } else { ("in progress", "waiting or moved") };
    let mut figures = vec![
        figure(of(Outcome::Confirmed), "confirmed", "good"),
        figure(of(Outcome::Disproved), "disproved", "bad"),
        figure(of(Outcome::Inconclusive), "inconclusive", "watch"),
    ];
    figures.extend((open > 0).then(|| figure(open, without, "watch")));
    figures.push(figure(not_run, rest, "off"));
    Value::from(figures)
}

/// One row per experiment: a sentence for readers who are not engineers, and the two figures that they ask for.
fn row(day: &Day<'_>, at: usize, trial: &Trial) -> Value {
    let none = || "–".to_owned();
    let detect =
        trial.injected_at().map(|_| trial.time_to_detect_ms().map_or("not measured".to_owned(), words));
    let recovered = trial.stopped_at().map(|_| trial.recovery().words());
    json!({
        "n": at + 1,
        "title": trial.experiment().title,
        "said": plain(day, at, trial),
        "state": day.standing(at),
        "detect": detect.unwrap_or_else(none),
        "recovered": recovered.unwrap_or_else(none),
    })
}

/// What became of an experiment, without a word that only engineers know.
fn plain(day: &Day<'_>, at: usize, trial: &Trial) -> String {
    let reason = trial.skipped.as_ref().map_or("", |said| said.text.trim());
    let begin = match trial.progress() {
        Progress::Skipped if trial.moved_to.is_some() => return format!("It was not run today. {reason}"),
        Progress::Skipped => return format!("It was not run: {}", clip(reason, 200)),
        Progress::Waiting if day.over() => {
            return "It was not run: the day ended before its turn came.".to_owned();
        }
        Progress::Waiting => return "It has not begun.".to_owned(),
        Progress::Active(step) if !day.over() => return format!("It is in progress, at “{step}”."),
        Progress::Active(_) if trial.injected_at().is_none() => {
            return "The day ended before anything was done to the system.".to_owned();
        }
        Progress::Active(_) => "The day ended before the room agreed on a result",
        Progress::Concluded(Outcome::Confirmed) => "The system did what was expected",
        Progress::Concluded(Outcome::Disproved) => "The system did not do what was expected",
        Progress::Concluded(Outcome::Inconclusive) => {
            "Nobody can tell whether the system does what is expected"
        }
    };
    let Some(injected) = trial.injected_at() else {
        return "The fault was never injected, so nothing was tried on the system.".to_owned();
    };
    let (outside, effect) = effect(day, at, trial);
    let begin = match &trial.abort {
        Some(abort) => format!("The room aborted it after {}", words(abort.said.at.shown_since(injected))),
        None => begin.to_owned(),
    };
    // What the room agreed on and what was measured are two facts; where they part, both are said as what they are.
    let parts = outside && trial.outcome() == Some(Outcome::Confirmed) && trial.abort.is_none();
    let (begin, link) = if parts {
        ("The room agreed that the system did what was expected".to_owned(), ", although")
    } else {
        (begin, ":")
    };
    format!("{begin}{link} {effect}, and {}.", back(trial))
}

/// Whether something that was measured left its limits, and what to say of it.
fn effect(day: &Day<'_>, at: usize, trial: &Trial) -> (bool, String) {
    let metrics = &trial.experiment().metrics;
    let data: Vec<ReadingsData> = (0..metrics.len()).filter_map(|n| day.values(at, n)).collect();
    let worst = |data: &&ReadingsData| data.worst().is_some_and(|worst| !data.range.holds(worst.value));
    let out: Vec<&ReadingsData> = data.iter().filter(worst).collect();
    let long = |data: &ReadingsData| (data.out_of_range_min() * 60_000.0).round() as i64;
    let longest = out.iter().max_by_key(|data| long(data));
    let words = match (longest, out.len()) {
        _ if data.iter().all(|data| data.worst().is_none()) => {
            "nothing was measured while the fault was in".to_owned()
        }
        (None, _) => "nothing that was measured left its limits".to_owned(),
        (Some(one), 1) => {
            format!("“{}” was outside its limits for {}", clip(&one.metric, 60), words(long(one)))
        }
        (Some(longest), count) => format!(
            "{count} of {} measures were outside their limits, “{}” the longest ({})",
            metrics.len(),
            clip(&longest.metric, 60),
            words(long(longest))
        ),
    };
    (!out.is_empty(), words)
}

/// Whether everything is normal again; how long that took stands beside it.
fn back(trial: &Trial) -> &'static str {
    match trial.recovery() {
        Recovery::Took(_) => "everything was normal again afterwards",
        Recovery::NotBack => "not everything was normal again when it was last measured",
        Recovery::NotMeasured => "nobody measured that everything is normal again",
    }
}

fn stops(day: &Day<'_>) -> Option<Value> {
    let said = |trial: &Trial| -> Option<String> {
        let title = format!("“{}”", clip(&trial.experiment().title, 80));
        let learned = trial.conclusion.as_ref().map_or("", |conclusion| conclusion.said.text.trim());
        if let (Some(abort), Some(injected)) = (&trial.abort, trial.injected_at()) {
            let after = words(abort.said.at.shown_since(injected));
            let why = if abort.said.text.trim().is_empty() {
                "no reason was written down"
            } else {
                abort.said.text.trim()
            };
            return Some(format!(
                "{title} was aborted by {} after {after}: {}",
                abort.said.by,
                clip(why, 300)
            ));
        }
        let disproved = trial.progress() == Progress::Concluded(Outcome::Disproved);
        disproved.then(|| format!("{title} was disproved. {}", clip(learned, 300)))
    };
    point("Aborted or disproved", day.trials().iter().filter_map(said).collect())
}

/// Abort conditions that held while nobody called the abort, or not at once.
fn missed(day: &Day<'_>) -> Option<Value> {
    let of = |(at, trial): (usize, &Trial)| -> Vec<String> {
        let say = |missed: &Uncalled| {
            format!("In {}, {}.", day.quoted(at), decisions::uncalled(day, trial, missed))
        };
        trial.uncalled().iter().map(say).collect()
    };
    let late = day.trials().iter().flat_map(Trial::uncalled).any(|missed| missed.called_at.is_some());
    let heading = if late { "Tripped and not called at once" } else { "Tripped and not called" };
    point(heading, day.trials().iter().enumerate().flat_map(of).collect())
}

/// Experiments that went through without their fault: what they showed is no word about the system.
fn never_in(day: &Day<'_>) -> Option<Value> {
    let concluded =
        |(_, trial): &(usize, &Trial)| trial.conclusion.is_some() && trial.injected_at().is_none();
    let trials = day.trials().iter().enumerate().filter(concluded);
    point("The fault was never injected", trials.map(|(at, _)| format!("In {}.", day.quoted(at))).collect())
}

/// Surprises, each with the action that answers it.
fn surprises(day: &Day<'_>) -> Option<Value> {
    let run = day.run?;
    let all = run.surprises();
    let mut lines: Vec<String> = Vec::new();
    for surprise in all.iter().take(SURPRISES_MAX) {
        let answers = follow_up::answers(day, run, surprise);
        let answer = match answers.as_slice() {
            [] => "No action answers it yet.".to_owned(),
            [first, ..] => format!("Action: {first}."),
        };
        let said = clip(surprise.note.said.text.trim().trim_end_matches('.'), 140);
        lines.push(format!("{said}. {answer}"));
    }
    if let Some(more) = all.len().checked_sub(SURPRISES_MAX).filter(|more| *more > 0) {
        lines.push(format!("{more} more under “Surprises”."));
    }
    let open = all.iter().filter(|surprise| follow_up::answers(day, run, surprise).is_empty()).count();
    let heading = match (all.len(), open) {
        (0, _) => return point("Surprises", vec!["Nobody wrote down a surprise.".to_owned()]),
        (all, 0) => format!("{}, each with an action", count(all, "surprise")),
        (all, open) => format!("{}, {open} without an action", count(all, "surprise")),
    };
    point(&heading, lines)
}

/// More would push the rest off the first page.
const SURPRISES_MAX: usize = 5;

/// What moved to another day, and what was not run at all.
fn left_out(day: &Day<'_>) -> [Option<Value>; 2] {
    let of = |wanted: &dyn Fn(&Trial) -> bool| -> Vec<String> {
        let trials = day.trials().iter().enumerate().filter(|(_, trial)| wanted(trial));
        trials.map(|(at, trial)| format!("{}: {}", day.quoted(at), unrun(trial))).collect()
    };
    let moved = of(&|trial| trial.moved_to.is_some());
    let not_run = of(&|trial| match trial.progress() {
        Progress::Skipped => trial.moved_to.is_none(),
        Progress::Waiting => day.over(),
        _ => false,
    });
    [point("Moved to another day", moved), point("Not run", not_run)]
}

fn unrun(trial: &Trial) -> String {
    trial
        .skipped
        .as_ref()
        .map_or_else(|| "the day ended before it began.".to_owned(), |said| clip(said.text.trim(), 200))
}

fn actions(day: &Day<'_>) -> Value {
    let today = day.zone.date(day.from.now);
    let all = day.from.actions.len();
    let open: Vec<_> = day
        .from
        .actions
        .iter()
        .map(|(_, action)| action)
        .filter(|a| a.status != ActionStatus::Done)
        .collect();
    let mut lines = vec![match (all, open.len()) {
        (0, _) => "No action was raised.".to_owned(),
        (all, 0) => format!("All {} are done.", count(all, "action")),
        (all, open) => format!("{open} of {} not done.", count(all, "action")),
    }];
    let overdue = open.iter().filter(|action| is_overdue(action, today));
    lines.extend(overdue.map(|action| {
        let due = action.due.map(date).unwrap_or_default();
        format!("Overdue since {due}: {} ({}).", clip(action.title.trim_end_matches('.'), 100), action.owner)
    }));
    json!({ "heading": "Open actions", "lines": lines })
}

fn plan_lead(day: &Day<'_>) -> String {
    let services = services(day);
    let on = if services.is_empty() { String::new() } else { format!(" on {services}") };
    format!("{} planned{on}.", count(day.plan.experiments.len(), "experiment"))
}

fn plan_points(day: &Day<'_>) -> Value {
    let steps = || day.plan.experiments.iter().flat_map(|planned| &planned.experiment.rollback);
    let rehearsed = steps().filter(|step| step.rehearsed_on.is_some()).count();
    let rollback = match steps().count() {
        0 => "No rollback step is planned.".to_owned(),
        all => format!("{rehearsed} of {} rehearsed.", count(all, "rollback step")),
    };
    let ticked = GAME_DAY.checklist.iter().filter(|item| item.phase == ChecklistPhase::Before);
    let open: Vec<&str> = ticked
        .filter(|item| day.game_day().checklist.iter().all(|tick| tick.item != item.key))
        .map(|item| item.text.as_str())
        .collect();
    let checklist = if open.is_empty() {
        vec!["Everything on the list before the day is done.".to_owned()]
    } else {
        open.into_iter().map(|text| format!("Open: {text}.")).collect()
    };
    let blind = day.game_day().blind.then(|| {
        "The stage hides what is injected, and on what, until an experiment is revealed or concluded. This plan says \
         all of it: keep it from those who are to find out."
            .to_owned()
    });
    let points = [
        point("Ready to begin", plan::ready(day)),
        point("Blind drill", blind.into_iter().collect()),
        point("Rollback", vec![rollback]),
        point("Before the day", checklist),
    ];
    points.into_iter().flatten().collect()
}
