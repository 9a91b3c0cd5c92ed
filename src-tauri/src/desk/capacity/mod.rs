//! Capacity: what models answer today, what is tried on them in front of the room, and what the room says in a review.

mod drawn;
mod kept;
mod learned;
pub(crate) mod measured;
mod peak;
mod reading;
mod report;

use super::{Desk, lock};
use contract::{
    Answer, Caller, CapacityDrawing, CapacityFace, CapacityShown, Chart, HearCapacity, Notice, OptionLine,
    Outlook, Outlooks, Project, Projection, Refusal, TryOnStage,
};
use domain::{
    Date, Id, Instant, Kind, Record,
    action::{Action, Origin, Place},
    capacity::{
        Basis, CapacityAnswer, CapacityModel, CapacityReview, CapacitySaid, Horizon, NoDate, WhatIf,
        answer::{self, OptionAnswer, RunsOut},
    },
    document::{Service, Workspace},
    record::Noun,
    text::{LINE_MAX_CHARS, clip, count},
};
use std::{collections::HashMap, sync::Arc};
use store::Tx;

/// What models answer, by their version and the day, so that no list draws anew what has not changed.
#[derive(Default)]
pub(super) struct Known {
    answers: HashMap<Id, (u64, Date, Arc<CapacityAnswer>)>,
    /// What is tried in front of the room.
    tried: HashMap<Id, (WhatIf, Horizon)>,
    /// What is being read, or was read last, for whoever takes it.
    reading: reading::Reading,
}

impl Answer<Outlooks> for Desk {
    fn answer(&self, Outlooks { service }: Outlooks, _: Caller) -> Result<Vec<Outlook>, Refusal> {
        let names = self.service_names()?;
        let mut outlooks = Vec::new();
        for row in self.store.list(Kind::CapacityModel)? {
            let (version, model) = self.model(row.id)?;
            if service.is_none_or(|service| model.service_id == Some(service)) {
                let answer = self.answered(row.id, version, &model)?;
                outlooks.push((first(&model, &answer), self.outlook(row.id, &model, &answer, &names)?));
            }
        }
        outlooks.sort_by_key(|(first, _)| *first);
        Ok(outlooks.into_iter().map(|(_, outlook)| outlook).collect())
    }
}

impl Answer<Project> for Desk {
    fn answer(&self, request: Project, _: Caller) -> Result<Projection, Refusal> {
        let Project { model: id, what_if, horizon, sheet } = request;
        let (version, stated) = self.model(id)?;
        let today = self.today()?;
        let model = what_if.apply(&stated, today);
        let answer = answer::answer(&alone(model.clone()), today, horizon);
        // What is due, and doing nothing, follow from what is stated, whatever is tried.
        let of_model = self.answered(id, version, &stated)?;
        let (pill, is_late) = answer::pill(&stated, &of_model.runs_out, today);
        Ok(Projection {
            tiles: answer::tiles(&model, &answer),
            tried: answer::difference_words(&stated, &what_if, today),
            pill,
            is_late,
            looked_back: answer::looked_back(&stated).unwrap_or_default(),
            order_by: of_model.runs_out.order_by(&stated),
            chart: drawn::projection(&model, &answer, sheet, drawn::Letters::Screen),
            options: of_model.options.iter().map(option_line).collect(),
        })
    }
}

impl Answer<CapacityDrawing> for Desk {
    fn answer(&self, request: CapacityDrawing, _: Caller) -> Result<Chart, Refusal> {
        let CapacityDrawing { model, what_if, chart, sheet } = request;
        let (_, stated) = self.model(model)?;
        let today = self.today()?;
        drawn::other(&what_if.apply(&stated, today), chart, today, sheet)
    }
}

impl Answer<TryOnStage> for Desk {
    fn answer(&self, TryOnStage { model, what_if, horizon }: TryOnStage, _: Caller) -> Result<(), Refusal> {
        lock(&self.capacity).tried.insert(model, (what_if, horizon));
        self.front.notify(Notice::Tried { model });
        Ok(())
    }
}

impl Answer<CapacityFace> for Desk {
    fn answer(
        &self,
        CapacityFace { model: id, sheet }: CapacityFace,
        _: Caller,
    ) -> Result<CapacityShown, Refusal> {
        let (_, stated) = self.model(id)?;
        let tried = lock(&self.capacity).tried.get(&id).cloned();
        let (what_if, horizon) = tried.unwrap_or_else(|| (WhatIf::default(), Horizon::FIRST));
        let today = self.today()?;
        let model = what_if.apply(&stated, today);
        let answer = answer::answer(&alone(model.clone()), today, horizon);
        let name = model.service_id.and_then(|service| self.store.body::<Service>(service).ok());
        let name = name.map_or_else(|| model.title.clone(), |service| service.name);
        let zone = self.workspace()?.1.zone;
        let is_now = |review: &&CapacityReview| review.ended_at.is_none_or(|at| zone.date(at) == today);
        let review = model.reviews.last().filter(is_now);
        Ok(CapacityShown {
            headline: answer::headline(&name, &answer.runs_out),
            chart: drawn::projection(&model, &answer, sheet, drawn::Letters::Stage),
            order_by: answer::order_line(&model, &answer.runs_out, today),
            words: answer::holding_words(&stated),
            tried: answer::difference_words(&stated, &what_if, today),
            decision: review.map(|review| review.decision.clone()).unwrap_or_default(),
            stands: review.map(CapacityReview::stands).unwrap_or_default(),
            is_signed: review.is_some_and(|review| !review.signed.is_empty()),
        })
    }
}

impl Answer<HearCapacity> for Desk {
    fn answer(&self, HearCapacity { model: id, said }: HearCapacity, _: Caller) -> Result<Record, Refusal> {
        let now = self.now();
        let today = self.today()?;
        if let CapacitySaid::Decide { order_by: Some(on), .. } = &said {
            CapacitySaid::may_order_by(*on, today)?;
        }
        let Workspace { facilitator, zone, .. } = self.workspace()?.1;
        let closes = said == CapacitySaid::Close;
        let stated = closes.then(|| self.model(id)).transpose()?;
        let forecast = stated.map(|(_, model)| answer::forecast(&model, today)); // before anybody has to wait for it
        self.write(|tx| {
            let (record, mut model) = tx.body::<CapacityModel>(id)?;
            let before = model.clone();
            let closed_at = model.reviews.last().and_then(|review| review.ended_at);
            model.hear(&said, now, forecast.as_ref())?;
            if said == CapacitySaid::Reopen {
                closed_at.into_iter().for_each(|at| model.unlook_by_review(zone.date(at)));
                model.reviews.last().map_or(Ok(()), |review| withdraw(tx, id, review))?;
            }
            if model == before {
                return Ok(record); // pressed twice
            }
            if said == CapacitySaid::Close {
                model.look_by_review(today, &facilitator);
                model.reviews.last().map_or(Ok(()), |review| raise(tx, id, &model, review))?;
            }
            Ok(tx.save(id, record.version, model.into())?)
        })
        .inspect(|_| {
            // The room is done with what it tried.
            if matches!(said, CapacitySaid::Close | CapacitySaid::Abandon) {
                lock(&self.capacity).tried.remove(&id);
                self.front.notify(Notice::Tried { model: id });
            }
        })
    }
}

/// Its place among the others: what is over its ceiling, then what must be ordered or runs out first, then what has no day.
fn first(model: &CapacityModel, answer: &CapacityAnswer) -> (u8, Option<Date>) {
    match &answer.runs_out {
        RunsOut::NoDate(NoDate::OverNow { .. }) => (0, None),
        runs_out => match runs_out.order_by(model).or_else(|| runs_out.dates()?.p10) {
            None => (2, None),
            day => (1, day),
        },
    }
}

/// What a review decided becomes an action of its owner. Closed once more, what the room decided otherwise is changed in it, and
/// what somebody has changed in it since stays.
fn raise(tx: &mut Tx<'_>, id: Id, model: &CapacityModel, review: &CapacityReview) -> Result<(), Refusal> {
    let title = title_of(&review.decision);
    let Some((known, mut action)) = raised(tx, id, review)? else {
        let Some(fresh) = Action::named(&title, &review.owner) else { return Ok(()) };
        let action = Action {
            due: review.order_by,
            origin: Some(Origin { record: id, place: Some(place_of(review)) }),
            service_id: model.service_id,
            about: format!("Decided in the capacity review of “{}”.", clip(&model.title, 80)),
            ticket: String::new(),
            verification: String::new(),
            ..fresh
        };
        tx.insert(action.into())?;
        return Ok(());
    };
    let before = action.clone();
    let closed = closed_before(tx, id, review)?;
    let is_new = |same: fn(&CapacityReview, &CapacityReview) -> bool| {
        closed.as_ref().is_none_or(|closed| !same(closed, review))
    };
    if is_new(|a, b| a.decision == b.decision) {
        action.title = title;
    }
    if is_new(|a, b| a.owner == b.owner) {
        action.owner.clone_from(&review.owner);
    }
    if is_new(|a, b| a.order_by == b.order_by) {
        action.due = review.order_by;
    }
    if action != before {
        let version = tx.get(known)?.version;
        tx.save(known, version, action.into())?;
    }
    Ok(())
}

/// A review that is open again has decided nothing yet: its action goes, unless somebody has changed it since.
fn withdraw(tx: &mut Tx<'_>, id: Id, review: &CapacityReview) -> Result<(), Refusal> {
    let Some((known, _)) = raised(tx, id, review)? else { return Ok(()) };
    let version = tx.get(known)?.version;
    if version == 1 {
        tx.remove(known, version)?;
    }
    Ok(())
}

/// The action that a review became.
fn raised(tx: &Tx<'_>, id: Id, review: &CapacityReview) -> Result<Option<(Id, Action)>, Refusal> {
    let place = place_of(review);
    let is_its = |(_, action): &(Id, Action)| action.is_from(id) && action.place() == Some(&place);
    Ok(tx.bodies::<Action>()?.into_iter().find(is_its))
}

/// Where in its model a review is.
fn place_of(review: &CapacityReview) -> Place {
    Place::Part(review.begun_at.rfc3339())
}

fn title_of(decision: &str) -> String {
    clip(&decision.split_whitespace().collect::<Vec<_>>().join(" "), LINE_MAX_CHARS - 1)
}

/// The review as it was when it was last closed.
fn closed_before(tx: &Tx<'_>, id: Id, review: &CapacityReview) -> Result<Option<CapacityReview>, Refusal> {
    let mut versions = tx.history(id)?;
    versions.sort_by_key(|record| std::cmp::Reverse(record.version));
    let closed = versions.into_iter().find_map(|record| {
        let model: CapacityModel = store::body(record.document).ok()?;
        let of = |known: &&CapacityReview| known.begun_at == review.begun_at && known.ended_at.is_some();
        model.reviews.iter().find(of).cloned()
    });
    Ok(closed)
}

impl Desk {
    fn today(&self) -> Result<Date, Refusal> {
        Ok(self.workspace()?.1.zone.date(self.now()))
    }

    fn model(&self, id: Id) -> Result<(u64, CapacityModel), Refusal> {
        let record = self.store.get(id)?;
        Ok((record.version, store::body(record.document)?))
    }

    /// What a model answers today, without anything tried.
    fn answered(&self, id: Id, version: u64, model: &CapacityModel) -> Result<Arc<CapacityAnswer>, Refusal> {
        let today = self.today()?;
        let known = lock(&self.capacity).answers.get(&id).cloned();
        if let Some((_, _, answer)) = known.filter(|(of, on, _)| (*of, *on) == (version, today)) {
            return Ok(answer);
        }
        let answer = Arc::new(answer::answer(model, today, Horizon::TWELVE)); // not under the lock: it takes a while
        lock(&self.capacity).answers.insert(id, (version, today, Arc::clone(&answer)));
        Ok(answer)
    }

    fn outlook(
        &self,
        id: Id,
        model: &CapacityModel,
        answer: &CapacityAnswer,
        names: &HashMap<Id, String>,
    ) -> Result<Outlook, Refusal> {
        let zone = self.workspace()?.1.zone;
        let closed = model.reviews.iter().filter_map(|review| review.ended_at).max();
        let stated = model.inputs.len();
        let guessed = model.inputs.values().filter(|input| input.basis == Basis::Guessed).count();
        let (pill, is_late) = answer::pill(model, &answer.runs_out, answer.today);
        Ok(Outlook {
            id,
            title: model.title.clone(),
            service: model.service_id.and_then(|service| names.get(&service).cloned()),
            owner: model.owner.clone(),
            runs_out: answer::runs_out_words(&answer.runs_out),
            is_dated: matches!(answer.runs_out, RunsOut::On(_) | RunsOut::NoDate(NoDate::OverNow { .. })),
            order_by: answer.runs_out.order_by(model),
            pill,
            is_late,
            binds: answer::binds_words(model, answer.line.ceiling.as_ref()),
            cost: answer::cost_words(&answer.costs),
            reviewed_on: closed.map(|at: Instant| zone.date(at)),
            guessed: format!("{guessed} of {} guessed", count(stated as u64, "number")),
            used_pct: answer.line.now().and_then(|point| point.utilization_pct),
        })
    }
}

/// A model without its options, each of which has draws of its own: for answers that show none.
pub(super) fn alone(model: CapacityModel) -> CapacityModel {
    CapacityModel { options: Vec::new(), ..model }
}

fn option_line(option: &OptionAnswer) -> OptionLine {
    OptionLine {
        key: option.key.clone(),
        lasts: answer::lasts_words(option),
        cost: answer::cost_words(&option.costs),
        regret: answer::regret_words(&option.regret),
    }
}

/// The name under which answers of a model go to scripts, and what they hold.
pub(super) fn for_scripts(answer: &CapacityAnswer) -> serde_json::Value {
    let (dates, order_by, refusal) = match &answer.runs_out {
        RunsOut::On(dates) => {
            let range = serde_json::json!({ "p10": dates.p10, "p50": dates.p50, "p90": dates.p90 });
            (range, dates.order_by, None)
        }
        RunsOut::NoDate(why) => (serde_json::Value::Null, None, Some(why.to_string())),
    };
    let mut shown = serde_json::json!({
        "on": answer.today,
        "dates": dates,
        "order_by": order_by,
        "binding": answer.line.ceiling.map(|ceiling| ceiling.binds),
        "ceiling": answer.line.ceiling.map(|ceiling| ceiling.left),
        "costs": answer.costs,
        "findings": answer.findings,
    });
    if let Some(refusal) = refusal {
        shown["refusal"] = refusal.into();
    }
    shown
}
