//! What the desk does with a capacity model beyond writing it down.

use super::{alone, for_scripts, report};
use crate::desk::{
    Desk,
    noun::{Kept, Source},
};
use contract::Refusal;
use domain::{
    Id, Instant, Record,
    capacity::{CapacityModel, Horizon, answer},
    document::Body,
    text::{LINE_MAX_CHARS, clip},
};
use serde_json::Value;
use std::collections::HashMap;
use store::{Store, Tx};

impl Kept for CapacityModel {
    const REPORTED: bool = true;

    /// The numbers and what could be done; what a room said was said of the other one.
    fn copied(self, tx: &mut Tx<'_>, _id: Id) -> Result<Record, Refusal> {
        let title = format!("{} (copy)", clip(&self.title, LINE_MAX_CHARS - 10));
        let copy = Self { title, reviews: Vec::new(), cadence: Vec::new(), load_tests: Vec::new(), ..self };
        Ok(tx.insert(copy.into())?)
    }

    fn report(&self, source: &Source<'_>) -> Result<Vec<u8>, Refusal> {
        report::pdf(self, source)
    }

    /// The projection, a day a line.
    fn table(&self, source: &Source<'_>) -> Result<Option<String>, Refusal> {
        let today = source.workspace.zone.date(source.now);
        Ok(Some(report::csv(&answer::answer(&alone(self.clone()), today, Horizon::LONGEST))))
    }

    fn said(&self, source: &Source<'_>) -> Vec<String> {
        let today = source.workspace.zone.date(source.now);
        report::lines(self, &answer::answer(&alone(self.clone()), today, Horizon::TWELVE))
    }

    fn came_of(store: &Store, id: Id, now: Instant) -> Result<Vec<(&'static str, Value)>, Refusal> {
        let model: Self = store.body(id)?;
        let today = store.settings()?.zone.date(now);
        Ok(vec![("answer", for_scripts(&answer::answer(&alone(model), today, Horizon::TWELVE)))])
    }

    /// A service's capacity was reviewed when a review was closed.
    fn lately(desk: &Desk) -> Result<HashMap<Id, Instant>, Refusal> {
        Ok(desk.store.latest(Self::KIND)?)
    }
}
