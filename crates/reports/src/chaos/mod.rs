//! What a game day's report says. Every figure and every time is put into words here; the template only sets them.

mod clock;
mod compare;
mod decisions;
mod experiment;
mod follow_up;
mod journal;
mod plan;
mod summary;
mod watchers;

use crate::words::settable_text;
use charts::{Palette, Point, ReadingsData, Size};
use domain::{
    Id, Instant, Zone,
    action::Action,
    chaos::{
        compare::Comparison,
        content::{ChecklistPhase, GAME_DAY},
        game_day::{GameDay, Plan},
        results::Samples,
        run::{Entry, Event, Outcome, Progress, Run, Series, Step, Trial},
    },
    journal::{Agenda, Common, Event as _},
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
    /// What live watchers saw; empty where people read everything.
    pub samples: &'a Samples,
    /// This day beside the one that it repeats, where there is one that has begun.
    pub comparison: Option<&'a Comparison>,
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
        let clock = clock::section(&day, &mut charts);
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
            "clock": clock,
            "findings": plan::findings(&day),
            "decisions": decisions::decisions(&day),
            "comparison": from.comparison.map(|comparison| compare::section(&day, comparison)),
            "experiments": experiments,
            "checklists": day.checklists(),
            "surprises": follow_up::surprises(&day),
            "actions": follow_up::actions(&day),
            "gaps": journal::gaps(&day),
            "method": journal::method(&day),
            "journal_clock": journal::clock(&day),
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
    /// The day's own clock; none for a plan without a beginning.
    agenda: Option<Agenda>,
}

impl<'a> Day<'a> {
    fn new(from: &'a Sources<'a>) -> Self {
        let plan = from.run.map_or(from.plan, |run| &run.plan);
        let agenda = from.run.map_or_else(|| plan::agenda(plan), |run| Some(run.agenda(from.now)));
        Self { from, plan, run: from.run, zone: from.workspace.zone, agenda }
    }

    fn game_day(&self) -> &'a GameDay {
        self.from.game_day
    }

    fn over(&self) -> bool {
        self.run.is_some_and(|run| run.course.ended.is_some())
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
            facts.push(json!(["Began", self.zone.long(run.course.started_at)]));
            let ended = run.course.ended.as_ref().map_or("not yet".to_owned(), |ended| {
                let took = words(ended.at.since(run.course.started_at));
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

    fn span(&self, from: Option<Instant>, to: Option<Instant>) -> String {
        let clock = |at: Option<Instant>| at.map(|at| self.zone.hour_minute(at));
        match (clock(from), clock(to)) {
            (Some(from), Some(to)) => format!("{from}–{to}"),
            (Some(from), None) => format!("{from}–"),
            (None, _) => "–".to_owned(),
        }
    }

    /// An instant of the wall clock as if that had never been set, as the folded day has it.
    fn steady(&self, at: Instant) -> Instant {
        let set = self.from.entries.iter().filter(|entry| entry.at <= at);
        let by_ms: i64 = set
            .filter_map(|entry| match entry.event {
                Event::Common(Common::ClockSet { by_ms }) => Some(by_ms),
                _ => None,
            })
            .fold(0, i64::saturating_add);
        at.plus_ms(by_ms.saturating_neg())
    }

    /// `“Cache failure”`, not longer than a line.
    fn quoted(&self, at: usize) -> String {
        let title = self.plan.experiments.get(at).map_or("", |planned| planned.experiment.title.as_str());
        format!("“{}”", clip(title, 80))
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
            Progress::Skipped if trial.moved_to.is_some() => Mark::new("Moved", "off"),
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

    /// What a live watcher saw of a series.
    fn samples(&self, at: usize, series: Series) -> &'a [(Instant, f64)] {
        self.from.samples.get(&series.key(at)).map_or(&[], Vec::as_slice)
    }

    /// Every value of a metric, whoever read it: people's readings and a live watcher's samples, in the order of time.
    fn values(&self, at: usize, metric: usize) -> Option<ReadingsData> {
        let trial = self.trial(at)?;
        let mut data = ReadingsData::of(trial, metric)?;
        let began = trial.began(Step::Baseline)?;
        let minute = |at: Instant| at.since(began) as f64 / 60_000.0;
        let samples = self.samples(at, Series::Metric(metric));
        data.points.extend(samples.iter().map(|(at, value)| Point { minute: minute(*at), value: *value }));
        data.points.sort_by(|a, b| a.minute.total_cmp(&b.minute));
        Some(data)
    }

    /// Draws the chart of a metric and returns what the template needs to show it.
    fn chart(&self, at: usize, metric: usize, charts: &mut Vec<String>) -> Option<Value> {
        let trial = self.trial(at)?;
        let data = ReadingsData::of(trial, metric)?;
        let samples = self.samples(at, Series::Metric(metric));
        if data.points.is_empty() && samples.is_empty() {
            return None;
        }
        let mut data = data.with_samples(trial, samples);
        (data.metric, data.unit) = (settable_text(&data.metric), settable_text(&data.unit));
        let drawn = charts::readings(&data, CHART, &Palette::paper());
        charts.push(drawn.svg);
        Some(json!({ "file": format!("chart-{}.svg", charts.len()), "alt": drawn.alt }))
    }
}

fn or_none(text: &str) -> &str {
    if text.trim().is_empty() { "not set" } else { text }
}
