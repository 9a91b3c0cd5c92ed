//! A journal of Chaos Toolkit becomes a finished game day with every item in its own journal.

use super::{
    ACTOR,
    activity::Activity,
    experiment, pairs,
    tolerance::Gauge,
    verdict, words,
    write_journal::{self, Told},
};
use crate::{Unreadable, ground::shape::Node};
use chrono::{DateTime, Datelike, NaiveDateTime, Utc};
use domain::{
    Id, Instant, Zone,
    chaos::{
        experiment::Experiment,
        game_day::{GameDay, GameDayStatus, Plan, Planned},
        run::{Event, RollbackState, Step},
    },
    journal::Common,
    text::{LINE_MAX_CHARS, ORIGINAL_MAX_BYTES, clip},
    time,
};
use serde_json::Value;

/// A day that Chaos Toolkit ran.
#[derive(Clone, Debug, PartialEq)]
pub struct Journal {
    /// The day, finished. Its list of experiments is empty until the experiment has an id; see [`Journal::day`].
    pub game_day: GameDay,
    /// The experiment that was run.
    pub experiment: Experiment,
    /// When the run began.
    pub started_at: Instant,
    /// What happened after that, in the order in which it is written down.
    pub events: Vec<(Instant, Event)>,
}

impl Journal {
    /// The same day, with its date and its beginning as a wall clock of `zone` showed them.
    #[must_use]
    pub fn dated(mut self, zone: Zone) -> Self {
        let date = zone.date(self.started_at);
        self.game_day.title = format!("{}, {date}", clip(&self.experiment.title, LINE_MAX_CHARS - 20));
        self.game_day.date = Some(date);
        self.game_day.start = Some(zone.time(self.started_at));
        self
    }

    /// The day as a record, once its experiment is one.
    #[must_use]
    pub fn day(&self, experiment: Id) -> GameDay {
        GameDay { experiments: vec![experiment], ..self.game_day.clone() }
    }

    /// Its journal: when, who, what. The first begins the day, the last ends it.
    #[must_use]
    pub fn entries(&self, experiment: Id) -> Vec<(Instant, String, Event)> {
        let planned =
            Planned { id: experiment, experiment: self.experiment.clone(), service: None, budget: None };
        let game_day = GameDay { status: GameDayStatus::Planned, ..self.day(experiment) };
        let plan = Box::new(Plan { game_day, experiments: vec![planned] });
        let began = (self.started_at, Event::DayStarted { plan, acknowledged: Vec::new() });
        let rest = self.events.iter().cloned();
        std::iter::once(began).chain(rest).map(|(at, event)| (at, ACTOR.to_owned(), event)).collect()
    }
}

/// Reads a journal. `text` is the file, word for word.
pub fn import(top: &Node<'_>, text: &str, warnings: &mut Vec<String>) -> Result<Journal, Unreadable> {
    let inner = top.required("experiment")?;
    let mut plan = inner.value.clone();
    let told = write_journal::take_told(&mut plan, top.value);
    let kept = serde_json::to_string_pretty(&plan).unwrap_or_default();
    let experiment = experiment::import(&Node { value: &plan, path: inner.path }, &kept, warnings)?;
    top.required("status")?.text()?;
    top.required("deviated")?.truth()?;
    let started_at = instant(&top.required("start")?)?;
    let ended_at = match top.field("end")? {
        Some(end) => Some(instant(&end)?),
        None => {
            warnings
                .push("The journal does not say when it ended. The day ends with its last entry.".to_owned());
            None
        }
    };
    let mut scribe = Scribe { at: started_at, events: Vec::new(), experiment: &experiment, warnings };
    scribe.write(top, ended_at, told)?;
    let events = scribe.events;
    let original = if text.len() > ORIGINAL_MAX_BYTES {
        warnings.push(
            "The journal is longer than 1 MB, so the file itself is not kept: an export is written anew."
                .to_owned(),
        );
        String::new()
    } else {
        text.to_owned()
    };
    let game_day = GameDay {
        at: Some(started_at),
        goal: words::prose(&provenance(top.value)),
        status: GameDayStatus::Finished,
        original: Some(original),
        ..GameDay::named("")
    };
    Ok(Journal { game_day, experiment, started_at, events }.dated(Zone::UTC))
}

/// Where the journal is from, as far as it says.
fn provenance(journal: &Value) -> String {
    let facts: Vec<_> = [("chaoslib-version", "version"), ("node", "on"), ("platform", "platform")]
        .iter()
        .filter_map(|(key, noun)| Some(format!("{noun} {}", words::line(journal.get(*key)?.as_str()?))))
        .collect();
    let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
    format!("Run by Chaos Toolkit{facts} and imported from its journal.")
}

/// A time as Chaos Toolkit writes it. Before 2024 it wrote no offset and meant UTC.
fn instant(node: &Node<'_>) -> Result<Instant, Unreadable> {
    let text = node.text()?.trim();
    let with_offset = DateTime::parse_from_rfc3339(text).map(|at| at.with_timezone(&Utc)).ok();
    let without = || {
        let formats = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f"];
        formats
            .iter()
            .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
            .map(|at| at.and_utc())
    };
    with_offset
        .or_else(without)
        .filter(|at| (1970..=2200).contains(&at.year()))
        .map(Instant::from)
        .ok_or_else(|| {
            let words = format!(
                "“{}” is “{}”, which is no time between 1970 and 2200. It looks like 2026-11-22T10:41:07.387298+00:00.",
                node.path,
                clip(text, 40)
            );
            Unreadable::new(words)
        })
}

/// One finished probe or action.
struct Item<'a> {
    activity: Activity<'a>,
    value: &'a Value,
    start: Option<Instant>,
    end: Option<Instant>,
    succeeded: bool,
}

impl<'a> Item<'a> {
    fn read(node: &Node<'a>) -> Result<Self, Unreadable> {
        // What an activity lacks was said when the experiment was read.
        let activity = Activity::read(node.required("activity")?, &mut Vec::new())?;
        let start = node.field("start")?.map(|at| instant(&at)).transpose()?;
        let end = node.field("end")?.map(|at| instant(&at)).transpose()?;
        let succeeded = node.field("status")?.is_some_and(|status| status.value == "succeeded");
        Ok(Self { activity, value: node.value, start, end, succeeded })
    }

    /// The activity as the journal has it.
    fn activity(&self) -> Value {
        self.activity.node.value.clone()
    }

    fn list(top: &Node<'a>, key: &str) -> Result<Vec<Self>, Unreadable> {
        top.list_of(key)?.iter().map(Self::read).collect()
    }

    fn at(&self) -> Option<Instant> {
        self.end.or(self.start)
    }

    /// How it went: `Action “x” succeeded in 1 s.`
    fn sentence(&self) -> String {
        let noun = if self.activity.acts { "Action" } else { "Probe" };
        let name = &self.activity.name;
        let status = self.value.get("status").and_then(Value::as_str);
        let how = match (self.succeeded, status) {
            (true, _) => match self.start.zip(self.end) {
                Some((start, end)) if end.since(start) >= 1_000 => {
                    format!("succeeded in {}", time::words(end.since(start)))
                }
                Some((start, end)) => format!("succeeded in {} ms", end.since(start).max(0)),
                None => "succeeded".to_owned(),
            },
            (false, None) => "was interrupted".to_owned(),
            (false, Some(_)) => format!("failed: {}", self.failure()),
        };
        let output = match self.value.get("output") {
            Some(output) if !self.activity.acts && self.succeeded => {
                format!(" It returned {}.", words::brief(output, 300))
            }
            _ => String::new(),
        };
        words::prose(&format!("{noun} “{name}” {how}.{output}"))
    }

    /// The last line of the exception: the one that says what went wrong.
    fn failure(&self) -> String {
        let said = match self.value.get("exception") {
            Some(Value::Array(lines)) => lines.iter().rev().filter_map(Value::as_str).find_map(last_line),
            Some(Value::String(text)) => last_line(text),
            _ => None,
        };
        said.unwrap_or_else(|| "the journal does not say why".to_owned())
    }
}

fn last_line(text: &str) -> Option<String> {
    let line = words::line(text.lines().rev().find(|line| !line.trim().is_empty())?);
    Some(line.trim_end_matches('.').to_owned())
}

/// Writes the events of the day. Time never goes back.
struct Scribe<'a> {
    at: Instant,
    events: Vec<(Instant, Event)>,
    experiment: &'a Experiment,
    warnings: &'a mut Vec<String>,
}

impl Scribe<'_> {
    fn say(&mut self, at: Option<Instant>, event: Event) {
        self.at = at.unwrap_or(self.at).max(self.at);
        self.events.push((self.at, event));
    }

    fn observe(&mut self, at: Option<Instant>, text: String) {
        self.say(at, Event::Common(Common::Observed { text }));
    }

    fn enter(&mut self, at: Option<Instant>, step: Step) {
        self.say(at, Event::StepStarted { step });
    }

    fn write(
        &mut self,
        top: &Node<'_>,
        ended_at: Option<Instant>,
        told: Option<Told>,
    ) -> Result<(), Unreadable> {
        let run = Item::list(top, "run")?;
        let rollbacks = Item::list(top, "rollbacks")?;
        let states = top.field("steady_states")?;
        let state = |key: &str| -> Result<Vec<Item<'_>>, Unreadable> {
            let Some(state) = states.as_ref().map(|states| states.field(key)).transpose()?.flatten() else {
                return Ok(Vec::new());
            };
            Item::list(&state, "probes")
        };
        let (before, after) = (state("before")?, state("after")?);
        let mut method = run;
        if let Some(states) = &states {
            for state in states.list_of("during")? {
                method.extend(Item::list(&state, "probes")?);
            }
        }
        method.sort_by_key(|item| item.at());
        self.say(None, Event::ExperimentStarted { experiment: 0 });
        self.probes(&before);
        if method.is_empty() && after.is_empty() && (!met(top, "before") || stopped(top)) {
            self.observe(None, "The method was not run.".to_owned());
            for item in &rollbacks {
                self.observe(item.at(), item.sentence());
            }
        } else {
            self.method(top, &method, &after, &rollbacks);
        }
        let (outcome, note) = told.map_or_else(|| verdict(top.value), |told| (told.outcome, told.note));
        self.say(ended_at, Event::Concluded { outcome, note: words::prose(&note) });
        self.say(None, Event::Common(Common::Ended { note: String::new() }));
        Ok(())
    }

    fn method(&mut self, top: &Node<'_>, method: &[Item<'_>], after: &[Item<'_>], rollbacks: &[Item<'_>]) {
        // The first action is the injection. What was only looked at before belongs to the baseline.
        let first = |acts: bool| {
            method.iter().filter(|item| item.activity.acts == acts).filter_map(|item| item.start).min()
        };
        let began = first(true).or(first(false));
        let (earlier, method): (Vec<_>, Vec<_>) =
            method.iter().partition(|item| !item.activity.acts && item.at() < began);
        self.items(&earlier);
        for step in [Step::Announce, Step::Predict, Step::Inject] {
            self.enter(began, step);
        }
        self.items(&method);
        let stopped = stopped(top);
        if stopped {
            let reason = "Chaos Toolkit stopped the run before its end.".to_owned();
            self.say(None, Event::Aborted { reason, condition: None, reading: None });
        }
        // Chaos Toolkit measures the steady state after the method and undoes the fault then. Only where nothing was
        // undone is that measurement a verification.
        if !rollbacks.is_empty() {
            self.probes(after);
        }
        if !stopped {
            let began = rollbacks.iter().find_map(|item| item.start);
            self.enter(began, Step::Rollback);
        }
        self.rollbacks(rollbacks);
        self.enter(None, Step::Verify);
        if rollbacks.is_empty() {
            self.probes(after);
        } else if !self.experiment.metrics.is_empty() {
            self.warnings.push(
                "Chaos Toolkit did not measure the steady state again after its rollbacks, so the day shows no recovery."
                    .to_owned(),
            );
        }
        self.enter(None, Step::Outcome);
    }

    fn items(&mut self, items: &[&Item<'_>]) {
        for item in items {
            if item.value.get("tolerance_met").is_some() {
                self.probes(std::slice::from_ref(*item));
            } else {
                self.observe(item.at(), item.sentence());
            }
        }
    }

    /// Probes of the hypothesis, of one look, are readings where they read a number.
    fn probes(&mut self, look: &[Item<'_>]) {
        let activities: Vec<_> = look.iter().map(Item::activity).collect();
        let places = pairs::probes(&self.experiment.metrics, &activities);
        for (at, item) in look.iter().enumerate() {
            let (gauge, _) = Gauge::of(&item.activity);
            let metric = places.iter().position(|place| *place == Some(at));
            let metric = metric.and_then(|metric| self.experiment.metrics.get(metric));
            match (metric, gauge.read(item.value).filter(|_| item.succeeded)) {
                (Some(metric), Some(value)) => {
                    let (metric, source) = (metric.name.clone(), metric.source.clone());
                    let reader = ACTOR.to_owned();
                    self.say(item.at(), Event::Reading { metric, value, reader, source, live: false });
                }
                _ => self.observe(item.at(), item.sentence()),
            }
        }
    }

    fn rollbacks(&mut self, rollbacks: &[Item<'_>]) {
        let steps = &self.experiment.rollback;
        // A step that failed stays open: nobody undid anything.
        let (done, activities): (Vec<_>, Vec<_>) = rollbacks
            .iter()
            .enumerate()
            .filter(|(_, item)| item.succeeded)
            .map(|(at, item)| (at, item.activity()))
            .unzip();
        let places = pairs::rollbacks(steps, &activities);
        let left = places.iter().filter(|place| place.is_none()).count();
        for (at, item) in rollbacks.iter().enumerate() {
            let is_done = |place: &Option<usize>| place.and_then(|place| done.get(place)) == Some(&at);
            match places.iter().position(is_done) {
                Some(index) => self.say(item.at(), Event::RollbackStep { index, state: RollbackState::Done }),
                None if !item.succeeded => {
                    let text = words::prose(&format!("While the fault was removed: {}", item.sentence()));
                    self.say(item.at(), Event::Surprised { text });
                }
                None => self.observe(item.at(), item.sentence()),
            }
        }
        if left > 0 {
            self.warnings.push(format!(
                "{left} of {} rollback steps were not carried out in this run and stay open in the record.",
                places.len()
            ));
        }
    }
}

fn met(top: &Node<'_>, state: &str) -> bool {
    top.value.pointer(&format!("/steady_states/{state}/steady_state_met")) == Some(&Value::Bool(true))
}

fn stopped(top: &Node<'_>) -> bool {
    top.value.get("status").is_some_and(|status| status == "aborted" || status == "interrupted")
}
