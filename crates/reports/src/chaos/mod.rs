//! What a game day's report says. Every figure and every time is put into words here; the template only sets them.

mod clock;
mod compare;
mod computed;
mod decisions;
mod experiment;
mod follow_up;
mod foresight;
mod plan;
mod summary;
mod watchers;

use crate::paper::{Cover, Paper, Report, gaps, journal, mark, or_none, settable_text};
use charts::{Palette, Point, ReadingsData, Size};
use domain::{
    Id, Instant, Zone,
    action::Action,
    chaos::{
        compare::Comparison,
        content::{ChecklistItem, ChecklistPhase, GAME_DAY},
        game_day::{Begun, GameDay, Plan},
        results::{Ending, Samples},
        run::{Attendee, Entry, Event, Outcome, Progress, Run, Series, Step, Told, Trial},
    },
    journal::{Agenda, Common},
    text::{capital, clip},
    time::words,
    workspace::Workspace,
};
use serde_json::{Value, json};

/// The report of a game day, by what it is made from: a hand-out before the day, a record after it.
#[derive(Clone, Copy)]
pub struct GameDayReport<'a> {
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

/// How large a chart is drawn; on paper it is as wide as the text.
const CHART: Size = Size { width_px: 620, height_px: 190 };

impl Report for GameDayReport<'_> {
    const TEMPLATES: &'static [(&'static str, &'static str)] = &[
        ("chaos/game_day.typ", include_str!("../../../../assets/templates/chaos/game_day.typ")),
        ("chaos/experiment.typ", include_str!("../../../../assets/templates/chaos/experiment.typ")),
    ];

    fn paper(&self) -> Paper {
        let day = Day::new(self);
        let mut paper = Paper::new(day.cover());
        paper.put("phase", day.phase());
        paper.put("facts", day.facts());
        paper.put("goal", day.game_day().goal.trim());
        paper.put("summary", summary::summary(&day));
        paper.put("participants", day.participants());
        let clock = clock::section(&day, &mut paper);
        paper.put("clock", clock);
        paper.put("findings", plan::findings(&day));
        paper.put("decisions", decisions::decisions(&day));
        paper.put("comparison", self.comparison.map(|comparison| compare::section(&day, comparison)));
        let experiments: Vec<Value> =
            (0..day.plan.experiments.len()).map(|at| experiment::section(&day, at, &mut paper)).collect();
        paper.put("experiments", experiments);
        paper.put("checklists", day.checklists());
        paper.put("surprises", follow_up::surprises(&day));
        paper.put("actions", follow_up::actions(&day));
        paper.put("gaps", gaps(day.run, self.entries, day.zone));
        paper.put("computed", computed::terms(&day));
        paper.put("journal", journal(day.run, self.entries, day.zone, tone));
        paper
    }
}

/// Entries that a reader of the journal looks for first are set stronger.
const fn tone(event: &Event) -> &'static str {
    match event {
        Event::Aborted { .. } | Event::ConditionChecked { tripped: true, .. } => "bad",
        Event::DayStarted { .. }
        | Event::ExperimentStarted { .. }
        | Event::StepStarted { .. }
        | Event::Skipped { .. }
        | Event::Concluded { .. }
        | Event::Common(Common::Ended { .. }) => "step",
        _ => "plain",
    }
}

/// The sources with what every part asks for.
pub(crate) struct Day<'a> {
    from: &'a GameDayReport<'a>,
    plan: &'a Plan,
    run: Option<&'a Run>,
    zone: Zone,
    /// The day's own clock; none for a plan without a beginning.
    agenda: Option<Agenda>,
}

impl<'a> Day<'a> {
    fn new(from: &'a GameDayReport<'a>) -> Self {
        let plan = from.run.map_or(from.plan, |run| &run.plan);
        let zone = from.workspace.zone;
        let agenda =
            from.run.map_or_else(|| plan::agenda(plan, zone), |run| Some(run.agenda(from.now, zone)));
        Self { from, plan, run: from.run, zone, agenda }
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

    fn cover(&self) -> Cover<'a> {
        let (document, state, notice) = match self.phase() {
            "planned" => ("game day plan", mark("Plan", "off"), None),
            "running" => ("game day report", mark("In progress", "watch"), Some(self.in_progress())),
            _ => ("game day report", mark("Finished", "good"), None),
        };
        Cover {
            workspace: self.from.workspace,
            noun: "game day",
            id: self.from.id,
            title: &self.game_day().title,
            document,
            kind: "Game day".to_owned(),
            state,
            notice,
            footer: self.game_day().title.clone(),
            now: self.from.now,
        }
    }

    fn in_progress(&self) -> String {
        let made = self.zone.long(self.from.now);
        format!("This game day is in progress. The report shows what was known at {made}.")
    }

    fn facts(&self) -> Value {
        let day = self.game_day();
        let at = |at: Option<Instant>| at.map_or("not set".to_owned(), |at| self.zone.long(at));
        let mut facts = vec![json!(["Planned for", self.planned_for(at(day.at))])];
        if let Some(run) = self.run {
            facts.push(json!(["Began", self.zone.long(run.course.started_at)]));
            let ended = run.course.ended.as_ref().map_or("not yet".to_owned(), |ended| {
                let took = words(ended.at.shown_since(run.course.started_at));
                format!("{}, after {took}", self.zone.clock(ended.at))
            });
            facts.push(json!(["Ended", ended]));
            facts.extend(self.closing(run));
        }
        facts.push(json!(["Environment", or_none(&day.environment)]));
        let leads = self.run.map_or_else(|| day.facilitator(), Run::facilitator);
        facts.push(json!(["Facilitator", or_none(leads.unwrap_or_default())]));
        facts.push(json!(["Workspace", self.from.workspace.name]));
        facts.push(json!(["Report made", self.zone.long(self.from.now)]));
        Value::from(facts)
    }

    /// What was said at the end, as it is to be read.
    fn closing(&self, run: &Run) -> Option<Value> {
        let said = run.course.ended.as_ref()?.text.trim();
        let corrected =
            |entry: &&Entry| matches!(entry.event, Event::Common(Common::ClosingCorrected { .. }));
        let corrected = self.from.entries.iter().rev().find(corrected);
        let corrected =
            corrected.map(|entry| format!(" (corrected, entry {})", entry.seq)).unwrap_or_default();
        (!said.is_empty()).then(|| json!(["Closing word", format!("{said}{corrected}")]))
    }

    /// When the plan had it, which is not when it began; `not_begun` is what the record says of a day that has not.
    fn planned_for(&self, not_begun: String) -> String {
        let Some(run) = self.run else { return not_begun };
        let day = &run.plan.game_day;
        let planned = match (day.at, day.date, day.start) {
            (Some(at), _, Some(_)) => self.zone.long(at),
            (_, Some(date), _) => crate::paper::date(date),
            _ => "not set".to_owned(),
        };
        if run.ran_elsewhere() {
            return "not recorded: another tool ran this day".to_owned();
        }
        if matches!(run.begun(self.zone), Begun::Moved(_)) { format!("{planned}; moved") } else { planned }
    }

    /// Who was there: as planned, and what the journal says of it since.
    fn participants(&self) -> Value {
        let planned = &self.plan.game_day.participants;
        let Some(run) = self.run else {
            return planned.iter().map(|p| json!({ "name": p.name, "role": p.role.label() })).collect();
        };
        let row = |one: &Attendee| {
            let came = if planned.iter().any(|who| one.is(&who.name)) { "" } else { ", came later" };
            let left = one.left_at.map(|at| format!(", left at {}", self.zone.hour_minute(at)));
            let role = capital(&one.role_words());
            json!({ "name": one.name, "role": format!("{role}{came}{}", left.unwrap_or_default()) })
        };
        run.people.iter().map(row).collect()
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
    fn standing(&self, at: usize) -> Value {
        let Some(trial) = self.trial(at) else { return mark("Planned", "off") };
        let aborted = trial.ended() == Ending::Aborted;
        match trial.progress() {
            Progress::Concluded(outcome) => {
                let tone = match outcome {
                    Outcome::Confirmed => "good",
                    Outcome::Disproved => "bad",
                    Outcome::Inconclusive => "watch",
                };
                mark(trial.ended().with(Some(outcome)), if aborted { "bad" } else { tone })
            }
            Progress::Skipped if trial.moved_to.is_some() => mark("Moved", "off"),
            Progress::Skipped => mark("Skipped", "off"),
            Progress::Waiting if self.over() => mark("Not run", "off"),
            Progress::Waiting => mark("Waiting", "off"),
            Progress::Active(_) if aborted && self.over() => mark("Aborted, not concluded", "bad"),
            Progress::Active(_) if self.over() => mark("Not concluded", "watch"),
            Progress::Active(step) => mark(format!("At “{step}”"), "watch"),
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
                    let (state, when) = self.checked(item);
                    json!({ "text": item.text, "state": state, "when": when })
                })
                .collect()
        };
        phases.iter().map(|(name, phase)| json!({ "name": name, "items": items(*phase) })).collect()
    }

    /// How an item of the checklist stands, and since when: as the journal says, where it can; else as somebody ticked it.
    fn checked(&self, item: &ChecklistItem) -> (Value, String) {
        let ticked = || {
            let tick = self.game_day().checklist.iter().find(|tick| tick.item == item.key);
            let when = tick.map(|tick| format!("{}, {}", self.zone.long(tick.at), tick.by));
            (
                mark(
                    if tick.is_some() { "Done" } else { "Open" },
                    if tick.is_some() { "good" } else { "off" },
                ),
                when,
            )
        };
        let told =
            self.run.filter(|_| item.phase != ChecklistPhase::Before).and_then(|run| run.told(&item.key));
        let (state, when) = match told {
            Some(Told::Done { at, seq }) => {
                (mark("Done", "good"), Some(format!("{}, entry {seq}", self.zone.clock(at))))
            }
            Some(Told::NotNeeded(why)) => (mark("Not needed", "off"), Some(why)),
            Some(Told::Missing(what)) => (mark("Not done", "watch"), Some(what)),
            None => ticked(),
        };
        (state, when.unwrap_or_else(|| "–".to_owned()))
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
        let samples = samples.iter().filter(|(_, value)| value.is_finite());
        data.points.extend(samples.map(|(at, value)| Point { minute: minute(*at), value: *value }));
        data.points.sort_by(|a, b| a.minute.total_cmp(&b.minute));
        Some(data)
    }

    /// Draws the chart of a metric and returns what the template needs to show it.
    fn chart(&self, at: usize, metric: usize, paper: &mut Paper) -> Option<Value> {
        let trial = self.trial(at)?;
        let data = ReadingsData::of(trial, metric)?;
        let samples = self.samples(at, Series::Metric(metric));
        if data.points.is_empty() && samples.is_empty() {
            return None;
        }
        let mut data = data.with_samples(trial, samples);
        (data.metric, data.unit) = (settable_text(&data.metric), settable_text(&data.unit));
        let drawn = charts::readings(&data, CHART, &Palette::paper());
        let caption = drawn.alt.clone();
        Some(paper.chart(drawn, &caption))
    }
}
