//! What a game day's report says. Every figure and every time is put into words here; the template only sets them.

mod experiment;
mod journal;
mod summary;

use crate::words::settable_text;
use charts::{Palette, ReadingsData, Size};
use domain::{
    Id, Instant, Zone,
    action::{Action, ActionStatus},
    content::{ChecklistPhase, GAME_DAY},
    experiment::Experiment,
    game_day::{GameDay, Plan},
    run::{Entry, Outcome, Progress, Run, Step, Trial},
    text::clip,
    time::words,
    workspace::Workspace,
};
use serde_json::{Map, Value, json};

/// What a report is made from.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The workspace's settings.
    pub workspace: &'a Workspace,
    /// The record of the game day.
    pub id: Id,
    /// The game day as it stands now.
    pub game_day: &'a GameDay,
    /// Its plan as it stands now. A day that has begun brings its own.
    pub plan: &'a Plan,
    /// The day as it went, once it has begun.
    pub run: Option<&'a Run>,
    /// The journal; empty before the day has begun.
    pub entries: &'a [Entry],
    /// The actions that came out of the day, as they stand now.
    pub actions: &'a [(Id, Action)],
    /// When the report is made.
    pub now: Instant,
}

/// A game day's report, ready to be printed. Made by [`GameDayReport::of`] only.
#[derive(Clone, Debug, PartialEq)]
pub struct GameDayReport {
    pub(crate) data: Map<String, Value>,
    pub(crate) charts: Vec<String>,
    pub(crate) ident: String,
    pub(crate) made: Instant,
}

/// How large a chart is drawn; on paper it is as wide as the text.
const CHART: Size = Size { width_px: 620, height_px: 190 };

impl GameDayReport {
    /// What the template reads: the contents of `/data.json`, and of `/chart-1.svg` and so on.
    #[must_use]
    pub fn parts(&self) -> (String, &[String]) {
        (crate::words::settable(Value::Object(self.data.clone())).to_string(), &self.charts)
    }

    /// The report from its sources. A planned day gives a hand-out without results, a running one is marked so.
    #[must_use]
    pub fn of(from: &Sources<'_>) -> Self {
        let day = Day::new(from);
        let mut charts = Vec::new();
        let experiments: Vec<Value> =
            (0..day.plan.experiments.len()).map(|at| experiment::section(&day, at, &mut charts)).collect();
        let data = json!({
            "title": day.game_day().title,
            "organisation": from.workspace.name,
            "header": clip(&from.workspace.name, 70),
            "footer": clip(&day.game_day().title, 80),
            "classification": clip(&from.workspace.classification, 40),
            "made": day.zone.long(from.now),
            "zone": day.zone.name(),
            "state": day.state().json(),
            "phase": day.phase(),
            "facts": day.facts(),
            "goal": day.game_day().goal.trim(),
            "summary": summary::summary(&day),
            "participants": day.participants(),
            "agenda": day.agenda(),
            "experiments": experiments,
            "checklists": day.checklists(),
            "surprises": day.surprises(),
            "actions": day.actions(),
            "gaps": journal::gaps(&day),
            "method": journal::method(&day),
            "journal": journal::lines(&day),
            "private_left_out": from.entries.iter().filter(|entry| entry.event.is_private()).count(),
        });
        let Value::Object(data) = data else { return Self::empty(from) };
        Self { data, charts, ident: format!("readyroom game day {}", from.id), made: from.now }
    }

    fn empty(from: &Sources<'_>) -> Self {
        Self { data: Map::new(), charts: Vec::new(), ident: String::new(), made: from.now }
    }
}

/// A word with one of the five tones: the template draws the shape that belongs to it.
pub(crate) struct Mark {
    word: String,
    tone: &'static str,
}

impl Mark {
    fn new(word: impl Into<String>, tone: &'static str) -> Self {
        Self { word: word.into(), tone }
    }

    fn json(&self) -> Value {
        json!({ "word": self.word, "tone": self.tone })
    }
}

/// The sources with what every part asks for.
pub(crate) struct Day<'a> {
    from: &'a Sources<'a>,
    plan: &'a Plan,
    run: Option<&'a Run>,
    zone: Zone,
}

impl<'a> Day<'a> {
    fn new(from: &'a Sources<'a>) -> Self {
        let plan = from.run.map_or(from.plan, |run| &run.plan);
        Self { from, plan, run: from.run, zone: from.workspace.zone }
    }

    fn game_day(&self) -> &'a GameDay {
        self.from.game_day
    }

    fn over(&self) -> bool {
        self.run.is_some_and(|run| run.ended.is_some())
    }

    fn trial(&self, at: usize) -> Option<&'a Trial> {
        self.run.and_then(|run| run.trials.get(at))
    }

    fn trials(&self) -> &'a [Trial] {
        self.run.map_or(&[], |run| &run.trials)
    }

    /// `planned`, `running` or `finished`: which parts the template shows.
    fn phase(&self) -> &'static str {
        match (self.run, self.over()) {
            (None, _) => "planned",
            (Some(_), false) => "running",
            (Some(_), true) => "finished",
        }
    }

    fn state(&self) -> Mark {
        match self.phase() {
            "planned" => Mark::new("Plan", "off"),
            "running" => Mark::new("In progress", "watch"),
            _ => Mark::new("Finished", "good"),
        }
    }

    fn facts(&self) -> Value {
        let day = self.game_day();
        let at = |at: Option<Instant>| at.map_or("not set".to_owned(), |at| self.zone.long(at));
        let mut facts = vec![json!(["Planned for", at(day.at)])];
        if let Some(run) = self.run {
            facts.push(json!(["Began", self.zone.long(run.started_at)]));
            let ended = run.ended.as_ref().map_or("not yet".to_owned(), |ended| {
                let took = words(ended.at.since(run.started_at));
                format!("{}, after {took}", self.zone.hour_minute(ended.at))
            });
            facts.push(json!(["Ended", ended]));
        }
        facts.push(json!(["Environment", or_none(&day.environment)]));
        facts.push(json!(["Facilitator", or_none(day.facilitator().unwrap_or_default())]));
        facts.push(json!(["Workspace", self.from.workspace.name]));
        facts.push(json!(["Report made", self.zone.long(self.from.now)]));
        Value::from(facts)
    }

    fn participants(&self) -> Value {
        let people = self.plan.game_day.participants.iter();
        people.map(|p| json!({ "name": p.name, "role": p.role.label() })).collect()
    }

    /// The agenda: when each experiment was to begin and to end, and when it did.
    fn agenda(&self) -> Value {
        let mut next = self.game_day().at.or(self.plan.game_day.at);
        let rows = self.plan.experiments.iter().enumerate().map(|(at, planned)| {
            let begin = next;
            next = next.map(|begin| begin.plus_ms(planned_ms(&planned.experiment)));
            let trial = self.trial(at);
            json!({
                "n": at + 1,
                "title": planned.experiment.title,
                "service": planned.service,
                "planned": self.span(begin, next),
                "actual": trial.map_or("–".to_owned(), |trial| self.actual(trial)),
                "state": self.standing(at).json(),
            })
        });
        rows.collect()
    }

    fn actual(&self, trial: &Trial) -> String {
        let ended = trial.steps.last().and_then(|time| time.timer.stopped_at);
        self.span(trial.began(Step::Baseline), ended)
    }

    fn span(&self, from: Option<Instant>, to: Option<Instant>) -> String {
        let clock = |at: Option<Instant>| at.map(|at| self.zone.hour_minute(at));
        match (clock(from), clock(to)) {
            (Some(from), Some(to)) => format!("{from}–{to}"),
            (Some(from), None) => format!("{from}–"),
            (None, _) => "–".to_owned(),
        }
    }

    /// What came out of an experiment, in a word.
    fn standing(&self, at: usize) -> Mark {
        let Some(trial) = self.trial(at) else { return Mark::new("Planned", "off") };
        let aborted = trial.abort.is_some();
        match trial.progress() {
            Progress::Concluded(outcome) => {
                let tone = match outcome {
                    Outcome::Confirmed => "good",
                    Outcome::Disproved => "bad",
                    Outcome::Inconclusive => "watch",
                };
                if aborted {
                    Mark::new(format!("Aborted, {}", outcome.label().to_lowercase()), "bad")
                } else {
                    Mark::new(outcome.label(), tone)
                }
            }
            Progress::Skipped => Mark::new("Skipped", "off"),
            Progress::Waiting if self.over() => Mark::new("Not run", "off"),
            Progress::Waiting => Mark::new("Waiting", "off"),
            Progress::Active(_) if aborted && self.over() => Mark::new("Aborted, not concluded", "bad"),
            Progress::Active(_) if self.over() => Mark::new("Not concluded", "watch"),
            Progress::Active(step) => Mark::new(format!("At “{step}”"), "watch"),
        }
    }

    fn checklists(&self) -> Value {
        let phases = [
            ("Before", ChecklistPhase::Before),
            ("On the day", ChecklistPhase::OnTheDay),
            ("After", ChecklistPhase::After),
        ];
        let items = |phase: ChecklistPhase| -> Value {
            let items = GAME_DAY.checklist.iter().filter(|item| item.phase == phase);
            items
                .map(|item| {
                    let tick = self.game_day().checklist.iter().find(|tick| tick.item == item.key);
                    let when = tick.map(|tick| format!("{}, {}", self.zone.long(tick.at), tick.by));
                    json!({ "text": item.text, "done": tick.is_some(), "when": when })
                })
                .collect()
        };
        phases.iter().map(|(name, phase)| json!({ "name": name, "items": items(*phase) })).collect()
    }

    fn surprises(&self) -> Value {
        let of_trials = (1..)
            .zip(self.trials())
            .flat_map(|(n, trial)| trial.notes.iter().map(move |note| (format!("Experiment {n}"), note)));
        let of_day = self.run.into_iter().flat_map(|run| &run.notes).map(|note| ("The day".to_owned(), note));
        of_trials
            .chain(of_day)
            .filter(|(_, note)| note.kind == domain::run::NoteKind::Surprise && !note.struck)
            .map(|(place, note)| {
                json!({ "place": place, "time": self.zone.clock(note.said.at), "by": note.said.by, "text": note.said.text })
            })
            .collect()
    }

    /// The actions as their records stand now; one whose record is gone, as it was raised.
    fn actions(&self) -> Value {
        let today = self.zone.date(self.from.now);
        let raised = self.run.map_or(&[][..], |run| &run.actions);
        let row = |(id, action): &(Id, Action)| {
            let overdue = action.status != ActionStatus::Done && action.due.is_some_and(|due| due < today);
            let state = match (action.status, overdue) {
                (ActionStatus::Done, _) => Mark::new("Done", "good"),
                (status, true) => Mark::new(format!("{status}, overdue"), "watch"),
                (ActionStatus::InProgress, _) => Mark::new("In progress", "accent"),
                (ActionStatus::Open, _) => Mark::new("Open", "off"),
            };
            let at = raised.iter().find(|raised| raised.action == *id).map(|r| self.zone.clock(r.said.at));
            json!({
                "title": action.title,
                "purpose": action.purpose.label(),
                "priority": action.priority.label(),
                "owner": action.owner,
                "due": action.due.map_or("no date".to_owned(), |due| due.format("%-d %b %Y").to_string()),
                "state": state.json(),
                "raised": at,
            })
        };
        let gone = raised.iter().filter(|r| !self.from.actions.iter().any(|(id, _)| *id == r.action));
        let gone = gone.map(|raised| {
            json!({
                "title": raised.said.text,
                "purpose": "–",
                "priority": "–",
                "owner": raised.owner,
                "due": raised.due.map_or("no date".to_owned(), |due| due.format("%-d %b %Y").to_string()),
                "state": Mark::new("Record removed", "off").json(),
                "raised": self.zone.clock(raised.said.at),
            })
        });
        self.from.actions.iter().map(row).chain(gone).collect()
    }

    /// Draws the chart of a metric and returns what the template needs to show it.
    fn chart(&self, at: usize, metric: usize, charts: &mut Vec<String>) -> Option<Value> {
        let mut data = ReadingsData::of(self.trial(at)?, metric)?;
        if data.points.is_empty() {
            return None;
        }
        (data.metric, data.unit) = (settable_text(&data.metric), settable_text(&data.unit));
        let drawn = charts::readings(&data, CHART, &Palette::paper());
        charts.push(drawn.svg);
        Some(json!({ "file": format!("chart-{}.svg", charts.len()), "alt": drawn.alt }))
    }
}

/// How long an experiment takes by the plan, in milliseconds: its two countdowns and an allowance for each other step.
fn planned_ms(experiment: &Experiment) -> i64 {
    let countdowns_min = i64::from(experiment.baseline_min) + i64::from(experiment.fault.duration_min);
    countdowns_min * 60_000 + Step::ALL.iter().map(|step| step.allowance_ms()).sum::<i64>()
}

fn or_none(text: &str) -> &str {
    if text.trim().is_empty() { "not set" } else { text }
}
