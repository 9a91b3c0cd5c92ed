//! The first page: what was tested, what came out, and the three things that matter.

use super::{Day, planned_ms};
use domain::{
    action::ActionStatus,
    run::{Outcome, Progress, Step, Trial},
    text::clip,
    time::words,
};
use serde_json::{Value, json};

pub fn summary(day: &Day<'_>) -> Value {
    if day.run.is_some() {
        json!({ "lead": lead(day), "counts": counts(day), "points": [stops(day), recovery(day), actions(day)] })
    } else {
        json!({ "lead": plan_lead(day), "counts": [], "points": plan_points(day) })
    }
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
    format!("{}{of} {is}{place}{on}.", count(began, "experiment"))
}

fn services(day: &Day<'_>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in day.plan.experiments.iter().filter_map(|planned| planned.service.as_deref()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn counts(day: &Day<'_>) -> Value {
    let of = |wanted: Outcome| {
        day.trials().iter().filter(|trial| trial.progress() == Progress::Concluded(wanted)).count()
    };
    let aborted = day.trials().iter().filter(|trial| trial.abort.is_some()).count();
    let not_run = day
        .trials()
        .iter()
        .filter(|trial| matches!(trial.progress(), Progress::Waiting | Progress::Skipped))
        .count();
    let rest = if day.over() { "skipped or not run" } else { "waiting or skipped" };
    json!([
        { "n": of(Outcome::Confirmed), "label": "confirmed", "tone": "good" },
        { "n": of(Outcome::Disproved), "label": "disproved", "tone": "bad" },
        { "n": of(Outcome::Inconclusive), "label": "inconclusive", "tone": "watch" },
        { "n": aborted, "label": "aborted", "tone": "bad" },
        { "n": not_run, "label": rest, "tone": "off" },
    ])
}

fn stops(day: &Day<'_>) -> Value {
    let said = |trial: &Trial| -> Option<String> {
        let title = format!("“{}”", clip(&trial.experiment().title, 80));
        let learned = trial.conclusion.as_ref().map_or("", |conclusion| conclusion.said.text.trim());
        if let (Some(abort), Some(injected)) = (&trial.abort, trial.injected_at()) {
            let after = words(abort.said.at.since(injected));
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
    let said: Vec<String> = day.trials().iter().filter_map(said).collect();
    let nothing = vec!["No experiment was aborted, and no hypothesis was disproved.".to_owned()];
    json!({ "heading": "Aborted or disproved", "lines": if said.is_empty() { nothing } else { said } })
}

fn recovery(day: &Day<'_>) -> Value {
    let longest = day
        .trials()
        .iter()
        .filter_map(|trial| Some((trial.stop_to_recovered_ms()?, trial)))
        .max_by_key(|(recovery_ms, _)| *recovery_ms);
    let mut lines = vec![longest.map_or_else(
        || "No recovery has been measured.".to_owned(),
        |(recovery_ms, trial)| {
            let clock = |at: Option<domain::Instant>| at.map(|at| day.zone.clock(at)).unwrap_or_default();
            format!(
                "{}, “{}”: from {}, when the removal of the fault began, to {}, when every metric was back in range.",
                words(recovery_ms),
                clip(&trial.experiment().title, 80),
                clock(trial.stopped_at()),
                clock(trial.recovered_at())
            )
        },
    )];
    let lost =
        day.trials().iter().filter(|trial| trial.stopped_at().is_some() && trial.recovered_at().is_none());
    lines.extend(lost.map(|trial| {
        format!("“{}” has not been measured as recovered.", clip(&trial.experiment().title, 80))
    }));
    json!({ "heading": "Longest from stop to recovered", "lines": lines })
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
    let overdue = open.iter().filter(|action| action.due.is_some_and(|due| due < today));
    lines.extend(overdue.map(|action| {
        let due = action.due.map(|due| due.format("%-d %b %Y").to_string()).unwrap_or_default();
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
    let missing = domain::lint::plan(&day.plan, day.zone.date(day.from.now), true);
    let ready = if missing.is_empty() {
        vec!["Nothing is missing: every experiment has a hypothesis, metrics, abort conditions with a watcher, and a rollback.".to_owned()]
    } else {
        missing.into_iter().map(|what| what.message).collect()
    };
    let total: i64 = day.plan.experiments.iter().map(|planned| planned_ms(&planned.experiment)).sum();
    let ends = day.game_day().at.map(|at| format!(", until {}", day.zone.hour_minute(at.plus_ms(total))));
    let steps = || day.plan.experiments.iter().flat_map(|planned| &planned.experiment.rollback);
    let rehearsed = steps().filter(|step| step.rehearsed_on.is_some()).count();
    json!([
        { "heading": "Ready to begin", "lines": ready },
        { "heading": "Time", "lines": [format!("{}{}. Breaks are not counted.", words(total), ends.unwrap_or_default())] },
        { "heading": "Rollback", "lines": [format!("{rehearsed} of {} rollback steps have been rehearsed.", steps().count())] },
    ])
}

fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("{n} {noun}") } else { format!("{n} {noun}s") }
}
