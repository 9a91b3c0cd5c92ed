//! Incidents: declaring one, writing down what happens, and the list of them.

mod kept;

use super::{Desk, OURSELVES};
use contract::{
    Answer, AppendToIncident, Caller, Code, Declare, IncidentJournal, IncidentLine, IncidentList, Incidents,
    RaiseInIncident, Refusal, WaitingIncidents,
};
use domain::{
    Date, Document, Id, Kind, Record, Row,
    action::{Origin, Place},
    document::Incident,
    incident::{
        Hours, IncidentStatus, Mark, TimeTo, Typical,
        run::{Entry, Event, Run},
    },
    journal::{Common, Fold},
    record::Relation,
    text::Invalid,
};

impl Answer<Declare> for Desk {
    fn answer(&self, Declare { mut declaration }: Declare, _: Caller) -> Result<Record, Refusal> {
        let (_, workspace) = self.workspace()?;
        let mut last = super::lock(&self.last_pulse);
        let now = self.catch_up(&mut last)?; // what happened to time before belongs to the runs that were open
        declaration.title = declaration.title.trim().to_owned();
        declaration.name_channel(workspace.zone.date(now));
        declaration.check()?;
        declaration.check_times(now)?;
        self.write(|tx| {
            if let Some(id) = declaration.service_id {
                let Document::Service(service) = tx.get(id)?.document else {
                    return Err(Invalid::new("service_id", "This is no service.").into());
                };
                declaration.service = Some(service.name);
            }
            let by = workspace.facilitator.clone();
            let event = Event::Declared { declaration: Box::new(declaration.clone()) };
            let first = Entry { seq: 1, at: now, actor: by.clone(), event };
            let run = Run::begin(&first)
                .ok_or_else(|| Refusal::new(Code::Internal, "An incident began with nothing."))?;
            let record = tx.insert(Incident::of(&run, workspace.zone).into())?;
            tx.append(record.id, now, &by, first.event)?;
            Ok(record)
        })
    }
}

impl Answer<IncidentJournal> for Desk {
    fn answer(
        &self,
        IncidentJournal { run, after }: IncidentJournal,
        caller: Caller,
    ) -> Result<Vec<Entry>, Refusal> {
        self.journal::<Run>(run, after, caller)
    }
}

impl Answer<AppendToIncident> for Desk {
    fn answer(&self, request: AppendToIncident, _: Caller) -> Result<Entry, Refusal> {
        let AppendToIncident { run, actor, event } = request;
        domain::text::line("actor", "The name", &actor)?;
        if OURSELVES.eq_ignore_ascii_case(actor.trim()) {
            let words =
                format!("“{}” is what Readyroom writes by itself. Give a person's name.", actor.trim());
            return Err(Invalid::new("actor", words).into());
        }
        let clocks_own = matches!(
            event,
            Event::Declared { .. }
                | Event::Common(
                    Common::GapFound { .. } | Common::ClockSet { .. } | Common::ActionRaised { .. }
                )
        );
        if clocks_own {
            return Err(Refusal::new(Code::Invalid, "This is written by Readyroom itself."));
        }
        let zone = self.workspace()?.1.zone;
        self.on_run(run, |desk, known: &Run, at| {
            known.admit(&event, at)?;
            let actor = desk.writes_down(known, actor.trim())?;
            let outcome = desk.store.transact(at, &actor, |tx| -> Result<_, Refusal> {
                let entry = tx.append(run, at, &actor, event)?;
                let mut after = known.clone();
                after.apply(&entry);
                let (record, before) = tx.body::<Incident>(run)?;
                let now = Incident::of(&after, zone);
                if now != before {
                    tx.save(run, record.version, now.into())?;
                }
                Ok((entry.clone(), vec![entry]))
            })?;
            Ok(desk.tell(outcome))
        })
    }
}

impl Answer<RaiseInIncident> for Desk {
    fn answer(
        &self,
        RaiseInIncident { run, mut action, about }: RaiseInIncident,
        _: Caller,
    ) -> Result<Record, Refusal> {
        action.origin = Some(Origin { record: run, place: about.map(Place::Entry) });
        self.on_run(run, |desk, known: &Run, at| {
            let by = desk.writes_down(known, "")?;
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

/// How many days before its day a review waits; from then on it waits until it is held.
const REVIEW_DAYS: i64 = 7;

impl Answer<WaitingIncidents> for Desk {
    fn answer(&self, _: WaitingIncidents, _: Caller) -> Result<Vec<Row>, Refusal> {
        let today = self.workspace()?.1.zone.date(self.now());
        let is_near = |due: Date| due.signed_duration_since(today).num_days() <= REVIEW_DAYS;
        let mut waiting = Vec::new();
        for row in self.store.list(Kind::Incident)? {
            let due = row.is(IncidentStatus::Resolved) && row.due.is_some_and(is_near);
            if row.is(IncidentStatus::Open)
                || (due && self.review(row.id)?.is_none_or(|row| row.status != FINAL))
            {
                waiting.push(row);
            }
        }
        waiting.sort_by_key(|row| (!row.is(IncidentStatus::Open), row.due));
        Ok(waiting)
    }
}

/// The word of what was written about an incident and is agreed on.
const FINAL: &str = "final";

impl Answer<Incidents> for Desk {
    fn answer(&self, Incidents { service }: Incidents, _: Caller) -> Result<IncidentList, Refusal> {
        let names = self.service_names()?;
        let mut lines = Vec::new();
        for (id, incident) in self.store.bodies::<Incident>()? {
            if service.is_none_or(|service| incident.service_id == Some(service)) {
                let name = incident.service_id.and_then(|id| names.get(&id).cloned());
                lines.push(self.incident_line(id, incident, name)?);
            }
        }
        lines
            .sort_by_key(|line| (line.status != IncidentStatus::Open, std::cmp::Reverse((line.at, line.id))));
        let typical = TimeTo::ALL.iter().filter_map(|metric| {
            let took = |line: &IncidentLine| line.took_s.iter().find(|(of, _)| of == metric).map(|(_, s)| *s);
            let over = lines.iter().filter(|line| line.status == IncidentStatus::Resolved);
            Some((*metric, Typical::of(over.filter_map(took).collect())?))
        });
        Ok(IncidentList { typical: typical.collect(), lines })
    }
}

impl Desk {
    /// Whose word an entry is where nobody is named: the scribe's, else that of whoever sits at the laptop, else the
    /// commander's.
    fn writes_down(&self, known: &Run, named: &str) -> Result<String, Refusal> {
        if !named.is_empty() {
            return Ok(named.to_owned());
        }
        let (_, workspace) = self.workspace()?;
        let leads = known.commander().filter(|_| workspace.names_nobody());
        Ok(leads.map_or(workspace.facilitator, str::to_owned))
    }

    /// What was written about an incident: what came out of it besides actions.
    fn review(&self, id: Id) -> Result<Option<Row>, Refusal> {
        let about = self.store.linked(Relation::RaisedIn, id)?;
        Ok(about.into_iter().find(|row| row.kind != Kind::Action))
    }

    fn incident_line(
        &self,
        id: Id,
        incident: Incident,
        service: Option<String>,
    ) -> Result<IncidentLine, Refusal> {
        let is_open = incident.status == IncidentStatus::Open;
        let due = if is_open { self.look(id, |run: &Run| run.due().first().copied())? } else { None };
        let took = |metric: &TimeTo| {
            Some((*metric, incident.marks.length(*metric, &Hours::RoundTheClock).ok()?.value_s))
        };
        let review = self.review(id)?;
        Ok(IncidentLine {
            id,
            review,
            service,
            took_s: TimeTo::ALL.iter().filter_map(took).collect(),
            is_mitigated: incident.marks.at(Mark::Mitigated).is_some(),
            at: incident.began_at(),
            title: incident.title,
            severity: incident.severity,
            status: incident.status,
            commander: incident.commander,
            review_by: incident.review_by,
            due,
        })
    }
}
