//! Game days: ticking the checklist, beginning the day, and writing down what happens.

mod another_day;
pub(crate) mod exchange;
mod kept;
mod report;
pub(crate) mod results;
mod watch;

use super::{Desk, OURSELVES, lock, palette};
use charts::{ReadingsData, Size};
use contract::{
    Answer, Append, Caller, ChaosCall, Code, Drawing, Journal, Lint, RaiseAction, ReadingsChart, Refusal,
    StartRun, TickChecklist,
};
use domain::{
    Document, Id, Kind, Record,
    action::{Origin, Place},
    chaos::{
        content::GAME_DAY,
        game_day::{GameDay, GameDayStatus, Plan, Planned},
        lint::{self, Finding, Severity},
        run::{Entry, Event, Run, Series, WATCHER},
    },
    journal::{Common, Fold},
    record::Tick,
    text::{Invalid, clip},
};
use store::Trouble;

impl Answer<TickChecklist> for Desk {
    fn answer(
        &self,
        TickChecklist { game_day, item, done }: TickChecklist,
        _: Caller,
    ) -> Result<Record, Refusal> {
        let known = GAME_DAY.checklist.iter().find(|known| known.key == item);
        let known =
            known.ok_or_else(|| Refusal::new(Code::NotFound, "This item is not on the checklist."))?;
        if known.is_told() {
            let words = "The journal ticks this by itself, from what is written down on the day.";
            return Err(Refusal::new(Code::Invalid, words));
        }
        let (_, workspace) = self.workspace()?;
        let at = self.now();
        self.write(|tx| {
            let (record, mut day) = tx.body::<GameDay>(game_day)?;
            day.checklist.retain(|tick| tick.item != item);
            if done {
                // Whoever sits at the laptop; where the settings name nobody, whoever facilitates the day.
                let by = day
                    .facilitator()
                    .filter(|_| workspace.names_nobody())
                    .map_or(workspace.facilitator, str::to_owned);
                day.checklist.push(Tick { item, at, by });
            }
            Ok(tx.save(record.id, record.version, day.into())?)
        })
    }
}

impl Answer<StartRun> for Desk {
    fn answer(&self, StartRun { game_day, acknowledged }: StartRun, _: Caller) -> Result<Entry, Refusal> {
        let (_, workspace) = self.workspace()?;
        let mut last = lock(&self.last_pulse);
        let now = self.catch_up(&mut last)?; // what happened to time before belongs to the other open runs
        let entry = self.write(|tx| {
            if let Some(other) = tx
                .list(Kind::GameDay)?
                .iter()
                .find(|row| row.is(GameDayStatus::Running) && row.id != game_day)
            {
                let words =
                    format!("“{}” is running. End that day before another begins.", clip(&other.title, 60));
                return Err(Refusal::new(Code::Conflict, words));
            }
            let (record, mut day) = tx.body::<GameDay>(game_day)?;
            if day.status != GameDayStatus::Planned {
                let status = day.status.word();
                let words = format!("This day is {status}; only a planned day can begin.");
                return Err(Refusal::new(Code::Invalid, words));
            }
            let plan = plan(|id| tx.get(id), day.clone())?;
            let findings = lint::at_start(&plan, now, workspace.zone, workspace.every_s());
            let accepted = accepted(&plan, findings, &acknowledged)?;
            (day.status, day.at) = (GameDayStatus::Running, Some(now));
            let by = day.facilitator().map_or(workspace.facilitator, str::to_owned);
            tx.save(record.id, record.version, day.into())?;
            let started = Event::DayStarted { plan: Box::new(plan), acknowledged: accepted };
            Ok(tx.append(game_day, now, &by, started)?)
        })?;
        drop(last);
        if let Err(trouble) = self.store.beat(now) {
            tracing::warn!(%trouble, "the day began without a sign of life; the next one comes in seconds");
        }
        self.put_on_stage(game_day);
        Ok(entry)
    }
}

impl Answer<Lint> for Desk {
    fn answer(&self, Lint { game_day }: Lint, _: Caller) -> Result<Vec<Finding>, Refusal> {
        let (_, workspace) = self.workspace()?;
        let day: GameDay = self.store.body(game_day)?;
        let plan = plan(|id| self.store.get(id), day)?;
        Ok(lint::at_start(&plan, self.now(), workspace.zone, workspace.every_s()))
    }
}

impl Answer<Journal> for Desk {
    fn answer(&self, Journal { run, after }: Journal, caller: Caller) -> Result<Vec<Entry>, Refusal> {
        self.journal::<Run>(run, after, caller)
    }
}

impl Answer<Append> for Desk {
    fn answer(&self, Append { run, actor, event }: Append, _: Caller) -> Result<Entry, Refusal> {
        domain::text::line("actor", "The name", &actor)?;
        if [WATCHER, OURSELVES].iter().any(|own| own.eq_ignore_ascii_case(actor.trim())) {
            let words =
                format!("“{}” is what Readyroom writes by itself. Give a person's name.", actor.trim());
            return Err(Invalid::new("actor", words).into());
        }
        let clocks_own = matches!(
            event,
            Event::DayStarted { .. }
                | Event::Common(Common::GapFound { .. })
                | Event::Common(Common::ClockSet { .. })
                | Event::Common(Common::ActionRaised { .. })
                | Event::Rescheduled { .. }
                | Event::SightGained { .. }
                | Event::SightLost { .. }
                | Event::Reading { live: true, .. }
        );
        if clocks_own {
            return Err(Refusal::new(Code::Invalid, "This is written by Readyroom itself."));
        }
        self.append(run, actor.trim(), event)
    }
}

impl Answer<RaiseAction> for Desk {
    fn answer(
        &self,
        RaiseAction { run, mut action, about }: RaiseAction,
        _: Caller,
    ) -> Result<Record, Refusal> {
        action.origin = Some(Origin { record: run, place: about.map(Place::Entry) });
        self.on_run(run, |desk, known: &Run, at| {
            let by = desk.signer(known, "")?;
            desk.write(|tx| {
                let record = tx.insert(action.clone().into())?;
                let (title, owner, due) = (action.title, action.owner, action.due);
                let event =
                    Event::Common(Common::ActionRaised { action: record.id, title, owner, due, about });
                known.admit(&event, at)?;
                let entry = tx.append(run, at, &by, event)?;
                Ok((record, vec![entry]))
            })
        })
    }
}

impl Answer<ReadingsChart> for Desk {
    fn answer(&self, request: ReadingsChart, caller: Caller) -> Result<Drawing, Refusal> {
        let none = || Refusal::new(Code::NotFound, "There is no such metric in this run.");
        let ReadingsChart { run, experiment, metric, .. } = request;
        let samples = self.store.samples(run, &Series::Metric(metric).key(experiment), usize::MAX)?;
        let data = self.look(run, |known: &Run| {
            let trial = known.trials.get(experiment)?;
            let hidden = caller == Caller::Stage && known.hides(experiment);
            (!hidden).then(|| Some(ReadingsData::of(trial, metric)?.with_samples(trial, &samples)))?
        })?;
        let data = data.ok_or_else(none)?;
        let palette = palette(request.theme);
        let (width_px, height_px) = (request.width_px.clamp(160, 4096), request.height_px.clamp(90, 4096));
        let drawn = charts::readings(&data, Size { width_px, height_px }, &palette);
        Ok(Drawing { svg: drawn.svg, alt: drawn.alt })
    }
}

/// The run that a call aborts without a word, which the stage may ask too: who called it and why is said on the console.
pub(super) fn brake(call: &ChaosCall) -> Option<Id> {
    match call {
        ChaosCall::Append(Append {
            run,
            actor,
            event: Event::Aborted { reason, condition: None, reading: None },
        }) if actor.is_empty() && reason.is_empty() => Some(*run),
        _ => None,
    }
}

impl Desk {
    /// Whose word an entry is: of whoever is named, else of whoever facilitates the day now.
    fn signer(&self, known: &Run, named: &str) -> Result<String, Refusal> {
        match (named, known.facilitator()) {
            ("", Some(facilitator)) => Ok(facilitator.to_owned()),
            ("", None) => Ok(self.workspace()?.1.facilitator),
            (named, _) => Ok(named.to_owned()),
        }
    }

    /// Appends one event to a run, if its rules admit it now; in the name of whoever facilitates where `actor` is empty.
    pub(super) fn append(&self, run: Id, actor: &str, event: Event) -> Result<Entry, Refusal> {
        let ends = matches!(event, Event::Common(Common::Ended { .. }));
        self.on_run(run, |desk, known: &Run, at| {
            known.admit(&event, at)?;
            let actor = &desk.signer(known, actor)?;
            let outcome = desk.store.transact(at, actor, |tx| -> Result<_, Refusal> {
                if ends {
                    let (record, mut day) = tx.body::<GameDay>(run)?;
                    day.status = GameDayStatus::Finished;
                    tx.save(record.id, record.version, day.into())?;
                }
                let entry = tx.append(run, at, actor, event)?;
                Ok((entry.clone(), vec![entry]))
            })?;
            Ok(desk.tell(outcome))
        })
    }
}

/// The messages of the warnings among `findings`, if every one of them is acknowledged and none is an error.
fn accepted(plan: &Plan, findings: Vec<Finding>, acknowledged: &[String]) -> Result<Vec<String>, Refusal> {
    let (errors, warnings): (Vec<_>, Vec<_>) =
        findings.into_iter().partition(|finding| finding.severity == Severity::Error);
    if let Some(error) = errors.into_iter().next() {
        let at = plan.experiments.iter().position(|planned| Some(planned.id) == error.experiment);
        let field = at.map_or_else(|| error.field.clone(), |at| format!("experiments.{at}.{}", error.field));
        return Err(Invalid::new(field, error.message).into());
    }
    if let Some(unread) = warnings.iter().find(|warning| !acknowledged.contains(&warning.message)) {
        let words =
            format!("A warning has not been acknowledged: {} Read the list, then start.", unread.message);
        return Err(Refusal::new(Code::Conflict, words));
    }
    Ok(warnings.into_iter().map(|warning| warning.message).collect())
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
            // A service that was removed since takes no game day with it.
            Some(service) => match get(service) {
                Err(Trouble::NotFound { .. }) => None,
                found => match found?.document {
                    Document::Service(service) => Some(service),
                    _ => None,
                },
            },
            None => None,
        };
        let budget = service.as_ref().and_then(|service| service.budget);
        experiments.push(Planned {
            id: *id,
            experiment,
            service: service.map(|service| service.name),
            budget,
        });
    }
    Ok(Plan { game_day, experiments })
}
