//! Postmortems: begun out of what happened, what follows from one, and what was promised.

pub(crate) mod exchange;
mod kept;
mod report;

use super::{
    Desk,
    noun::{Kept, Why, Writing},
    palette,
};
use charts::{FishboneData, TimelineData};
use contract::{
    AboutPostmortem, Answer, BeginPostmortem, Caller, Code, Drawing, MovePostmortem, PostmortemChart,
    PostmortemDrawn, PostmortemLine, PostmortemList, PostmortemView, Postmortems, PromiseAction, Refusal,
};
use domain::{
    Date, Document, Id, Record, Zone,
    action::Action,
    chaos,
    document::{Person, Postmortem},
    incident::{Hours, TimeTo, Typical, run},
    journal::Fold,
    postmortem::{self, Agreed, Answer as Said, Measure, Other, Placed, PostmortemStatus},
    record::Relation,
    text::Invalid,
};
use store::{Store, Trouble, Tx};

impl Answer<BeginPostmortem> for Desk {
    fn answer(
        &self,
        BeginPostmortem { origin, surprise }: BeginPostmortem,
        _: Caller,
    ) -> Result<Record, Refusal> {
        let (_, workspace) = self.workspace()?;
        let (zone, by) = (workspace.zone, workspace.facilitator);
        let document = self.store.get(origin)?.document;
        let has_one = matches!(document, Document::Incident(_));
        let mut begun = match document {
            Document::Incident(_) => {
                let entries: Vec<run::Entry> = self.store.journal(origin, 0)?;
                let known = run::Run::fold(&entries)
                    .ok_or_else(|| Refusal::new(Code::NotFound, "This incident has no journal."))?;
                Postmortem::of_incident(origin, &known, &entries, zone)
            }
            Document::GameDay(day) => of_surprise(&self.store, origin, &day.title, surprise)?,
            _ => {
                return Err(Invalid::new(
                    "origin",
                    "A postmortem begins with an incident, or with a surprise of a game day.",
                )
                .into());
            }
        };
        if begun.authors.is_empty() {
            begun.authors.push(by);
        }
        self.write(|tx| {
            // Asked in here: two windows that begin one at the same time get the same.
            if has_one && let Some(known) = about(tx, origin)? {
                return Ok(tx.get(known)?);
            }
            Ok(tx.insert(begun.into())?)
        })
    }
}

/// The postmortem about an incident, where there is one.
fn about(tx: &Tx<'_>, incident: Id) -> Result<Option<Id>, Trouble> {
    let known = tx.bodies::<Postmortem>()?.into_iter().find(|(_, body)| body.origin == Some(incident));
    Ok(known.map(|(id, _)| id))
}

fn of_surprise(store: &Store, day: Id, title: &str, surprise: Option<u64>) -> Result<Postmortem, Refusal> {
    let entries: Vec<chaos::run::Entry> = store.journal(day, 0)?;
    let none = || Refusal::new(Code::NotFound, "This day has no such surprise.");
    let known = chaos::run::Run::fold(&entries).ok_or_else(none)?;
    let surprises = known.surprises();
    let found = surprises
        .iter()
        .find(|found| surprise.is_none_or(|seq| found.note.said.seq == seq))
        .ok_or_else(none)?;
    let said = &found.note.said;
    let trial = found.experiment.and_then(|at| known.trials.get(at));
    let service = trial.and_then(|trial| trial.experiment().service_id);
    Ok(Postmortem::of_surprise(day, title, &said.text, said.at, service))
}

impl Answer<Postmortems> for Desk {
    fn answer(&self, _: Postmortems, _: Caller) -> Result<PostmortemList, Refusal> {
        let (zone, names) = (self.workspace()?.1.zone, self.service_names()?);
        let today = zone.date(self.now());
        let (mut lines, mut alike) = (Vec::new(), Vec::new());
        for (id, body) in self.store.bodies::<Postmortem>()? {
            alike.extend(comparable(&body));
            let service = body.service_id.and_then(|id| names.get(&id).cloned());
            lines.push(line(&self.store, id, &body, service, today)?);
        }
        lines.sort_by_key(|line| {
            (line.status == PostmortemStatus::Final, std::cmp::Reverse((line.at, line.id)))
        });
        let typical = TimeTo::ALL.iter().filter_map(|metric| {
            let took = alike.iter().filter(|(of, _)| of == metric).map(|(_, value_s)| *value_s);
            Some((*metric, Typical::of(took.collect())?))
        });
        Ok(PostmortemList { typical: typical.collect(), lines })
    }
}

/// What of a postmortem can be set beside others: one formula, around the clock, on marks that somebody agreed on.
fn comparable(body: &Postmortem) -> Vec<(TimeTo, i64)> {
    if body.hours != Hours::RoundTheClock {
        return Vec::new();
    }
    let alike = |measure: Measure| {
        let is_alike = !measure.is_proposed() && measure.formula == measure.metric.formula();
        Some((measure.metric, measure.value_s.filter(|_| is_alike)?))
    };
    postmortem::measures(body, Zone::UTC, &[]).into_iter().filter_map(alike).collect()
}

fn line(
    store: &Store,
    id: Id,
    body: &Postmortem,
    service: Option<String>,
    today: Date,
) -> Result<PostmortemLine, Refusal> {
    let actions = promised(store, id, body)?;
    let took = |measure: Measure| {
        let value_s = measure.value_s.filter(|_| !measure.is_proposed())?;
        Some((measure.metric, value_s))
    };
    Ok(PostmortemLine {
        id,
        service,
        title: body.title.clone(),
        severity: body.severity,
        status: body.status,
        at: body.began_at(),
        authors: body.authors.clone(),
        took_s: postmortem::measures(body, Zone::UTC, &[]).into_iter().filter_map(took).collect(),
        open: postmortem::gate(body, &actions).len(),
        agreed: Agreed::of(&body.actions, &actions, today),
    })
}

impl Answer<AboutPostmortem> for Desk {
    fn answer(&self, AboutPostmortem { id }: AboutPostmortem, _: Caller) -> Result<PostmortemView, Refusal> {
        let record = self.store.get(id)?;
        let version = record.version;
        let body: Postmortem = store::body(record.document)?;
        let zone = self.workspace()?.1.zone;
        let actions = promised(&self.store, id, &body)?;
        let others: Vec<(Id, Postmortem)> =
            self.store.bodies::<Postmortem>()?.into_iter().filter(|(other, _)| *other != id).collect();
        let beside: Vec<(Id, &Postmortem)> = others.iter().map(|(id, body)| (*id, body)).collect();
        Ok(PostmortemView {
            version,
            measures: postmortem::measures(&body, zone, &copied(&others)),
            tags: postmortem::proposed_marks(&body),
            open: postmortem::gate(&body, &actions),
            hints: postmortem::hints(&body),
            ends: postmortem::ends(&body),
            repeats: postmortem::repeats(&body, &beside),
            order: postmortem::placed(&body.timeline)
                .iter()
                .map(|placed| (placed.moment.key, odd(placed)))
                .collect(),
            actions,
        })
    }
}

/// What is odd about the place of an entry.
fn odd(placed: &Placed<'_>) -> String {
    let moved = placed.moved.then_some("It stood after a later one.");
    let midnight = placed.past_midnight.then_some("The day after may be meant.");
    [moved, midnight].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Values of other postmortems that somebody may have copied; none that rests on a mark which is only proposed.
fn copied(others: &[(Id, Postmortem)]) -> Vec<Other> {
    const MOST: usize = 200;
    let values = others.iter().flat_map(|(_, other)| {
        let measures = postmortem::measures(other, Zone::UTC, &[]);
        let named = |measure: Measure| {
            let name = format!("{}, {}", other.title, measure.metric.label().to_lowercase());
            Some(Other { name, value_s: measure.value_s.filter(|_| !measure.is_proposed())? })
        };
        measures.into_iter().filter_map(named).collect::<Vec<_>>()
    });
    values.take(MOST).collect()
}

impl Answer<PromiseAction> for Desk {
    fn answer(&self, PromiseAction { postmortem, key }: PromiseAction, _: Caller) -> Result<Record, Refusal> {
        self.write(|tx| {
            let (record, mut body) = tx.body::<Postmortem>(postmortem)?;
            if body.status == PostmortemStatus::Final {
                let words = "It is final. Open it again before anything is promised in it.";
                return Err(Refusal::new(Code::Invalid, words));
            }
            let none = || Refusal::new(Code::NotFound, "There is no such action on this postmortem.");
            let at = body.actions.iter().position(|action| action.key == key).ok_or_else(none)?;
            let proposed = body.actions.get_mut(at).ok_or_else(none)?;
            if matches!(proposed.answer, Said::Declined { .. }) {
                let words = format!("{key} is declined. Take that back before somebody promises it.");
                return Err(Invalid::new(format!("actions.{key}.answer"), words).into());
            }
            let field =
                |invalid: Invalid| Invalid::new(format!("actions.{key}.{}", invalid.field), invalid.message);
            let promised = proposed.promised(postmortem, body.service_id).map_err(field)?;
            if promised.due.is_none() {
                return Err(Invalid::new(
                    format!("actions.{key}.due"),
                    "Say by when. A promise without a day is none.",
                )
                .into());
            }
            proposed.answer = Said::Raised(tx.insert(promised.into())?.id);
            Ok(tx.save(record.id, record.version, body.into())?)
        })
    }
}

impl Answer<MovePostmortem> for Desk {
    fn answer(
        &self,
        MovePostmortem { id, version, status }: MovePostmortem,
        _: Caller,
    ) -> Result<Record, Refusal> {
        let zone = self.workspace()?.1.zone;
        self.write(|tx| {
            let (_, mut body) = tx.body::<Postmortem>(id)?;
            body.status = status;
            let body = body.settled(tx, Writing { why: Why::Changed(id), zone })?;
            Ok(tx.save(id, version, body.into())?)
        })
    }
}

impl Answer<PostmortemChart> for Desk {
    fn answer(&self, request: PostmortemChart, _: Caller) -> Result<Drawing, Refusal> {
        let PostmortemChart { id, chart, theme, width_px } = request;
        let body: Postmortem = self.store.body(id)?;
        let zone = self.workspace()?.1.zone;
        let (palette, width_px) = (palette(theme), width_px.clamp(160, 4096));
        let drawn = match chart {
            PostmortemDrawn::Timeline => charts::timeline(&timeline(&body, zone), width_px, &palette),
            PostmortemDrawn::Fishbone => charts::fishbone(&FishboneData::of(&body), width_px, &palette),
        };
        Ok(Drawing { svg: drawn.svg, alt: drawn.alt })
    }
}

/// The line of time of a postmortem.
fn timeline(body: &Postmortem, zone: Zone) -> TimelineData {
    TimelineData::of(&body.marks(), body.timeline.iter().filter_map(|moment| moment.when.at()), zone)
}

/// The actions that a postmortem speaks of and those that came out of it otherwise: each once. One that is gone is what the
/// gate speaks of.
fn promised(store: &Store, id: Id, body: &Postmortem) -> Result<Vec<(Id, Action)>, Trouble> {
    let rows = store.linked(Relation::RaisedIn, id)?;
    let mut ids: Vec<Id> =
        rows.iter().filter(|row| row.kind == domain::Kind::Action).map(|row| row.id).collect();
    for action in &body.actions {
        if let Said::Raised(raised) = action.answer
            && !ids.contains(&raised)
        {
            ids.push(raised);
        }
    }
    let mut actions = Vec::new();
    for id in ids {
        match store.body::<Action>(id) {
            Ok(action) => actions.push((id, action)),
            Err(Trouble::NotFound { .. } | Trouble::IsNo { .. }) => {}
            Err(trouble) => return Err(trouble),
        }
    }
    Ok(actions)
}

/// The names of everybody whom the workspace knows.
fn people(store: &Store) -> Result<Vec<String>, Trouble> {
    Ok(store.bodies::<Person>()?.into_iter().map(|(_, person)| person.name).collect())
}
