//! A journal of Chaos Toolkit becomes a finished game day with every item in its own journal.

use super::{
    ACTOR, experiment,
    item::{Item, instant},
    pairs,
    tolerance::Gauge,
    variables::Variables,
    verdict, words,
    write_journal::{self, Told},
};
use crate::{
    Unreadable,
    ground::{number, shape::Node},
};
use domain::{
    Id, Instant, Zone,
    chaos::{
        experiment::Experiment,
        game_day::{GameDay, GameDayStatus, Plan, Planned},
        run::{Event, RollbackState, Step},
    },
    journal::Common,
    text::{LINE_MAX_CHARS, ORIGINAL_MAX_BYTES, clip},
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
    /// The same day, named by its date as a wall clock of `zone` showed it. For when it was planned no journal says.
    #[must_use]
    pub fn dated(mut self, zone: Zone) -> Self {
        let date = zone.date(self.started_at);
        self.game_day.title = format!("{}, {date}", clip(&self.experiment.title, LINE_MAX_CHARS - 20));
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
    let kept = number::as_numbers(&serde_json::to_string_pretty(&plan).unwrap_or_default());
    let experiment = experiment::import(&Node { value: &plan, path: inner.path }, &kept, warnings)?;
    top.field("status")?.map(|status| status.text()).transpose()?;
    top.field("deviated")?.map(|deviated| deviated.truth()).transpose()?;
    let started_at = started_at(top, warnings)?;
    not_recorded(top.value, warnings);
    let ended_at = match top.field("end")? {
        Some(end) => Some(instant(&end)?),
        None => {
            warnings
                .push("The journal does not say when it ended. The day ends with its last entry.".to_owned());
            None
        }
    };
    let variables = Variables::of(&plan);
    let mut scribe =
        Scribe { at: started_at, events: Vec::new(), experiment: &experiment, variables, warnings };
    scribe.observe(None, provenance(top.value));
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
        status: GameDayStatus::Finished,
        original: Some(original),
        ..GameDay::named("")
    };
    Ok(Journal { game_day, experiment, started_at, events }.dated(Zone::UTC))
}

/// When the run began; in a journal that does not say it, when its first step did.
fn started_at(top: &Node<'_>, warnings: &mut Vec<String>) -> Result<Instant, Unreadable> {
    if let Some(start) = top.field("start")? {
        return instant(&start);
    }
    let mut first = None;
    for key in ["run", "rollbacks"] {
        for item in top.list_of(key)? {
            if let Some(start) = item.field("start")? {
                let start = instant(&start)?;
                first = Some(first.map_or(start, |first: Instant| first.min(start)));
            }
        }
    }
    warnings.push(
        "When the run began is not recorded in this journal. The day begins with its first step.".to_owned(),
    );
    first.ok_or_else(|| {
        Unreadable::new("Neither “start” nor a step of this journal says when it was run, and a day needs a date. Add “start” to the file.")
    })
}

/// Says what older releases of the tool, and other tools, do not write down.
fn not_recorded(journal: &Value, warnings: &mut Vec<String>) {
    let has = |key: &str| journal.get(key).is_some_and(|value| !value.is_null());
    let facts = [
        ("status", "how the run ended"),
        ("steady_states", "the steady state before and after"),
        ("deviated", "whether it deviated"),
        ("run", "the steps of the method"),
    ];
    let missing: Vec<_> = facts.iter().filter(|(key, _)| !has(key)).map(|(_, words)| *words).collect();
    if !missing.is_empty() {
        warnings.push(format!(
            "Not recorded in this journal: {}. Nothing was put in its place.",
            missing.join("; ")
        ));
    }
}

/// Where the journal is from, as far as it says.
fn provenance(journal: &Value) -> String {
    let facts: Vec<_> = [("chaoslib-version", "version"), ("node", "on"), ("platform", "platform")]
        .iter()
        .filter_map(|(key, noun)| Some(format!("{noun} {}", words::line(journal.get(*key)?.as_str()?))))
        .collect();
    let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
    words::prose(&format!("Run by Chaos Toolkit{facts} and imported from its journal."))
}

/// What is said of a run that was aborted or interrupted.
const STOPPED: &str = "Chaos Toolkit stopped the run before its end.";

/// Writes the events of the day. Time never goes back.
struct Scribe<'a> {
    at: Instant,
    events: Vec<(Instant, Event)>,
    experiment: &'a Experiment,
    variables: Variables<'a>,
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
        let mut run = Item::list(top, "run")?;
        Item::tell_apart(&mut run);
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
            self.sentences(&rollbacks);
        } else if let Some(words) = verdict::no_fault(top.value) {
            // Attempts are no injection: what was measured afterwards was measured without a fault.
            self.sentences(method.iter().chain(&after).chain(&rollbacks));
            self.observe(None, words.clone());
            self.warnings.push(words);
        } else if method.iter().any(|item| item.activity.acts) {
            self.method(top, &method, &after, &rollbacks);
        } else {
            // Nothing was to be injected: the room stays at the baseline.
            self.items(&method.iter().collect::<Vec<_>>());
            self.probes(&after);
            self.sentences(&rollbacks);
            if stopped(top) {
                self.observe(None, STOPPED.to_owned());
            }
        }
        let gate = top.value.pointer("/steady_states/before/steady_state_met");
        if let Some(words) =
            verdict::ran_all_the_same(top.value).filter(|_| gate == Some(&Value::Bool(false)))
        {
            self.say(None, Event::Surprised { text: words.clone() });
            self.warnings.push(words);
        }
        let (outcome, note) = told.map_or_else(|| verdict(top.value), |told| (told.outcome, told.note));
        self.say(ended_at, Event::Concluded { outcome, note: words::prose(&note) });
        self.say(None, Event::Common(Common::Ended { note: String::new() }));
        Ok(())
    }

    fn method(&mut self, top: &Node<'_>, method: &[Item<'_>], after: &[Item<'_>], rollbacks: &[Item<'_>]) {
        // The first action is the injection. What was only looked at before belongs to the baseline.
        let began = method.iter().filter(|item| item.activity.acts).filter_map(|item| item.start).min();
        let (earlier, method): (Vec<_>, Vec<_>) =
            method.iter().partition(|item| !item.activity.acts && item.at() < began);
        self.items(&earlier);
        for step in [Step::Announce, Step::Predict, Step::Inject] {
            self.enter(began, step);
        }
        self.items(&method);
        let stopped = stopped(top);
        if stopped {
            let reason = STOPPED.to_owned();
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

    fn sentences<'i>(&mut self, items: impl IntoIterator<Item = &'i Item<'i>>) {
        for item in items {
            self.observe(item.at(), item.sentence());
        }
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
        let places = pairs::probes(&self.experiment.metrics, &activities, self.variables);
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
        let places = pairs::rollbacks(steps, &activities, self.variables);
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
