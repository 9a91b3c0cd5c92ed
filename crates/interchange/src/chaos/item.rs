//! One finished probe or action of a journal.

use super::{activity::Activity, variables::Variables, words};
use crate::{Unreadable, ground::shape::Node};
use chrono::{DateTime, Datelike, NaiveDateTime, Utc};
use domain::{Instant, text::clip, time};
use serde_json::Value;

/// A time as Chaos Toolkit writes it. Before 2024 it wrote no offset and meant UTC.
pub fn instant(node: &Node<'_>) -> Result<Instant, Unreadable> {
    let text = node.text()?.trim();
    let with_offset = DateTime::parse_from_rfc3339(text).map(|at| at.with_timezone(&Utc)).ok();
    let without = || {
        let formats = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f"];
        formats
            .iter()
            .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
            .map(|at| at.and_utc())
    };
    with_offset
        .or_else(without)
        .filter(|at| (1970..=2200).contains(&at.year()))
        .map(Instant::from)
        .ok_or_else(|| {
            let words = format!(
                "“{}” is “{}”, which is no time between 1970 and 2200. It looks like 2026-11-22T10:41:07.387298+00:00.",
                node.path,
                clip(text, 40)
            );
            Unreadable::new(words)
        })
}

/// One finished probe or action.
pub struct Item<'a> {
    /// What was done.
    pub activity: Activity<'a>,
    /// The whole.
    pub value: &'a Value,
    /// When it began.
    pub start: Option<Instant>,
    /// When it ended.
    pub end: Option<Instant>,
    /// Whether it did what it should.
    pub succeeded: bool,
    /// Its place in the method, from 1, where another step has its name.
    place: Option<usize>,
}

impl<'a> Item<'a> {
    /// Reads one.
    pub fn read(node: &Node<'a>) -> Result<Self, Unreadable> {
        // What an activity lacks was said when the experiment was read.
        let activity = Activity::read(node.required("activity")?, Variables::default(), &mut Vec::new())?;
        let start = node.field("start")?.map(|at| instant(&at)).transpose()?;
        let end = node.field("end")?.map(|at| instant(&at)).transpose()?;
        let succeeded = node.field("status")?.is_some_and(|status| status.value == "succeeded");
        Ok(Self { activity, value: node.value, start, end, succeeded, place: None })
    }

    /// Gives those of one name their places.
    pub fn tell_apart(method: &mut [Self]) {
        let names: Vec<_> = method.iter().map(|item| item.activity.name.clone()).collect();
        for (at, item) in method.iter_mut().enumerate() {
            let is_twin =
                names.iter().enumerate().any(|(other, name)| other != at && *name == item.activity.name);
            item.place = is_twin.then_some(at + 1);
        }
    }

    /// The activity as the journal has it.
    pub fn activity(&self) -> Value {
        self.activity.node.value.clone()
    }

    /// Reads a list of them.
    pub fn list(top: &Node<'a>, key: &str) -> Result<Vec<Self>, Unreadable> {
        top.list_of(key)?.iter().map(Self::read).collect()
    }

    /// When it is told.
    pub fn at(&self) -> Option<Instant> {
        self.end.or(self.start)
    }

    /// How it went: `Action “x” succeeded in 1 s.`
    pub fn sentence(&self) -> String {
        let noun = if self.activity.acts { "Action" } else { "Probe" };
        let name = &self.activity.name;
        let place = self.place.map(|place| format!(" (step {place})")).unwrap_or_default();
        let status = self.value.get("status").and_then(Value::as_str);
        let how = match (self.succeeded, status) {
            (true, _) => match self.start.zip(self.end) {
                Some((start, end)) if end.since(start) >= 1_000 => {
                    format!("succeeded in {}", time::words(end.since(start)))
                }
                Some((start, end)) => format!("succeeded in {} ms", end.since(start).max(0)),
                None => "succeeded".to_owned(),
            },
            (false, None) => "was interrupted".to_owned(),
            (false, Some(_)) => {
                let why = words::failure(self.value);
                format!("failed: {}", why.unwrap_or_else(|| "the journal does not say why".to_owned()))
            }
        };
        let output = match self.value.get("output") {
            Some(output) if !self.activity.acts && self.succeeded => {
                format!(" It returned {}.", words::brief(output, 300))
            }
            _ => String::new(),
        };
        words::prose(&format!("{noun} “{name}”{place} {how}.{output}"))
    }
}
