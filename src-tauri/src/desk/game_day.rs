//! Game days: ticking the checklist, beginning the day, and writing down what happens.

use super::{Desk, lock};
use charts::{Palette, ReadingsData, Size};
use contract::{
    Answer, Append, Caller, Code, Drawing, Journal, RaiseAction, ReadingsChart, Refusal, StartRun, Theme,
    TickChecklist,
};
use domain::{
    Document, Id, Record,
    content::GAME_DAY,
    game_day::{GameDay, GameDayStatus, Plan, Planned, Tick},
    run::{Entry, Event, Run},
};
use store::{Trouble, Tx};

impl Answer<TickChecklist> for Desk {
    fn answer(
        &self,
        TickChecklist { game_day, item, done }: TickChecklist,
        _: Caller,
    ) -> Result<Record, Refusal> {
        if !GAME_DAY.checklist.iter().any(|known| known.key == item) {
            return Err(Refusal::new(Code::NotFound, "This item is not on the checklist."));
        }
        let (_, workspace) = self.workspace()?;
        let at = self.now();
        self.write(|tx| {
            let (record, mut day) = open(tx, game_day)?;
            day.checklist.retain(|tick| tick.item != item);
            if done {
                day.checklist.push(Tick { item, at, by: workspace.facilitator });
            }
            Ok(tx.save(record.id, record.version, day.into())?)
        })
    }
}

impl Answer<StartRun> for Desk {
    fn answer(&self, StartRun { game_day }: StartRun, _: Caller) -> Result<Entry, Refusal> {
        let (_, workspace) = self.workspace()?;
        if let Some(other) = self.store.running()?.filter(|other| *other != game_day) {
            let title = self.store.get(other)?.document.summary().title;
            return Err(Refusal::new(
                Code::Conflict,
                format!("“{title}” is running. End that day before another begins."),
            ));
        }
        let at = self.now();
        let entry = self.write(|tx| {
            let (record, mut day) = open(tx, game_day)?;
            if day.status != GameDayStatus::Planned {
                let words = format!(
                    "This day is {}; only a planned day can begin.",
                    day.status.label().to_lowercase()
                );
                return Err(Refusal::new(Code::Invalid, words));
            }
            let plan = plan(|id| tx.get(id), day.clone())?;
            if let Some(missing) = plan.missing().into_iter().next() {
                return Err(missing.into());
            }
            day.status = GameDayStatus::Running;
            tx.save(record.id, record.version, day.into())?;
            Ok(tx.append(game_day, at, &workspace.facilitator, Event::DayStarted { plan: Box::new(plan) })?)
        })?;
        if let Some(run) = Run::begin(&entry) {
            lock(&self.runs).insert(game_day, run);
        }
        self.store.beat(at)?;
        self.put_on_stage(game_day);
        Ok(entry)
    }
}

impl Answer<Journal> for Desk {
    fn answer(&self, Journal { run, after }: Journal, caller: Caller) -> Result<Vec<Entry>, Refusal> {
        let mut entries = self.store.journal(run, after)?;
        if caller == Caller::Stage {
            entries.retain(|entry| !entry.event.is_private());
        }
        Ok(entries)
    }
}

impl Answer<Append> for Desk {
    fn answer(&self, Append { run, actor, event }: Append, _: Caller) -> Result<Entry, Refusal> {
        domain::text::line("actor", "The name", &actor)?;
        let clocks_own = matches!(
            event,
            Event::DayStarted { .. }
                | Event::GapFound { .. }
                | Event::ClockSet { .. }
                | Event::ActionRaised { .. }
        );
        if clocks_own {
            return Err(Refusal::new(Code::Invalid, "This is written by Readyroom itself."));
        }
        let actor = if actor.trim().is_empty() { self.workspace()?.1.facilitator } else { actor };
        self.append(run, &actor, event)
    }
}

impl Answer<RaiseAction> for Desk {
    fn answer(&self, RaiseAction { run, mut action }: RaiseAction, _: Caller) -> Result<Record, Refusal> {
        let (_, workspace) = self.workspace()?;
        action.raised_in = Some(run);
        let at = self.now();
        self.on_run(run, |desk, known| {
            desk.write(|tx| {
                let record = tx.insert(action.clone().into())?;
                let (title, owner, due) = (action.title, action.owner, action.due);
                let event = Event::ActionRaised { action: record.id, title, owner, due };
                known.admit(&event, at)?;
                let entry = tx.append(run, at, &workspace.facilitator, event)?;
                Ok((record, entry))
            })
        })
    }
}

impl Answer<ReadingsChart> for Desk {
    fn answer(&self, request: ReadingsChart, _: Caller) -> Result<Drawing, Refusal> {
        let none = || Refusal::new(Code::NotFound, "There is no such metric in this run.");
        let run = Run::fold(&self.store.journal(request.run, 0)?).ok_or_else(none)?;
        let trial = run.trials.get(request.experiment).ok_or_else(none)?;
        let data = ReadingsData::of(trial, request.metric).ok_or_else(none)?;
        let palette = match request.theme {
            Theme::Light => Palette::light(),
            Theme::Dark => Palette::dark(),
            Theme::Contrast => Palette::contrast(),
        };
        let (width_px, height_px) = (request.width_px.clamp(160, 4096), request.height_px.clamp(90, 4096));
        let drawn = charts::readings(&data, Size { width_px, height_px }, &palette);
        Ok(Drawing { svg: drawn.svg, alt: drawn.alt })
    }
}

impl Desk {
    /// Appends one event to a run, if its rules admit it now.
    pub(super) fn append(&self, run: Id, actor: &str, event: Event) -> Result<Entry, Refusal> {
        let at = self.now();
        let ends = matches!(event, Event::DayEnded { .. });
        self.on_run(run, |desk, known| {
            known.admit(&event, at)?;
            let outcome = desk.store.transact(at, actor, |tx| -> Result<_, Refusal> {
                if ends {
                    let (record, mut day) = open(tx, run)?;
                    day.status = GameDayStatus::Finished;
                    tx.save(record.id, record.version, day.into())?;
                }
                let entry = tx.append(run, at, actor, event)?;
                Ok((entry.clone(), entry))
            })?;
            Ok(desk.tell(outcome))
        })
    }

    /// Holds a run still while `work` appends to it, and applies the entry that `work` wrote.
    fn on_run<T>(
        &self,
        run: Id,
        work: impl FnOnce(&Self, &Run) -> Result<(T, Entry), Refusal>,
    ) -> Result<T, Refusal> {
        let mut runs = lock(&self.runs);
        let mut known = match runs.remove(&run) {
            Some(known) => known,
            None => Run::fold(&self.store.journal(run, 0)?).ok_or_else(|| {
                Refusal::new(Code::NotFound, "This day has not begun: it has no journal yet.")
            })?,
        };
        let done = work(self, &known);
        if let Ok((_, entry)) = &done {
            known.apply(entry);
        }
        runs.insert(run, known);
        done.map(|(value, _)| value)
    }
}

/// A game day and its record.
pub(super) fn open(tx: &Tx<'_>, id: Id) -> Result<(Record, GameDay), Refusal> {
    let record = tx.get(id)?;
    match record.document.clone() {
        Document::GameDay(day) => Ok((record, day)),
        other => {
            Err(Refusal::new(Code::NotFound, format!("This is a {}, not a game day.", other.kind().noun())))
        }
    }
}

/// The day's plan as it stands: a copy of every experiment, with the name of its service.
pub(crate) fn plan(get: impl Fn(Id) -> Result<Record, Trouble>, game_day: GameDay) -> Result<Plan, Refusal> {
    let mut experiments = Vec::new();
    for id in &game_day.experiments {
        let Document::Experiment(experiment) = get(*id)?.document else {
            return Err(Refusal::new(
                Code::Invalid,
                "The day's list holds something that is no experiment. Remove it.",
            ));
        };
        let service = match experiment.service_id {
            Some(service) => Some(get(service)?.document.summary().title),
            None => None,
        };
        experiments.push(Planned { id: *id, experiment, service });
    }
    Ok(Plan { game_day, experiments })
}
