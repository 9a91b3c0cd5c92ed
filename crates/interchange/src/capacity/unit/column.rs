//! What all numbers of a column are counted in.

use super::{Unit, known::counted_in};
use domain::text::clip;

/// What the numbers of a column are counted in: what its heading says, else what stands behind the first one that has a unit.
#[derive(Clone, Debug)]
pub(crate) struct Counted {
    pub unit: Option<Unit>,
    /// The last that was written behind one of its numbers, and by how much such a number is multiplied.
    seen: (String, Option<f64>),
    /// Whether a number has no unit of its own, and whether one has.
    has_bare: bool,
    has_own: bool,
}

impl Counted {
    pub const fn new(unit: Option<Unit>) -> Self {
        Self { unit, seen: (String::new(), None), has_bare: false, has_own: false }
    }

    /// By how much a number with this behind it is multiplied; `None` where it measures something else. `turn` says how one
    /// unit becomes another.
    pub fn factor(&mut self, behind: &str, turn: fn(&Unit, &Unit) -> Option<f64>) -> Option<f64> {
        self.note(behind);
        if behind.is_empty() {
            return Some(self.unit.as_ref().map_or(1.0, |unit| unit.count));
        }
        if self.seen.0 != behind {
            let written = Unit::of(behind);
            let factor = match self.unit.take_if(|unit| !unit.is_vague) {
                Some(unit) => {
                    let by = turn(&written, &unit);
                    // What the heading left open is what stands behind a number: rate per minute, 600 req/s.
                    let of = by.map_or("", |_| written.counted());
                    self.unit = Some(unit.counting(of));
                    by.or_else(|| written.counts())
                }
                None => written.counts().or_else(|| {
                    let by = written.count;
                    self.unit = Some(Unit { count: 1.0, ..written }); // only this number is in thousands
                    Some(by)
                }),
            };
            self.seen = (behind.to_owned(), factor);
        }
        self.seen.1
    }

    /// Takes note of whether a number has a unit of its own behind it.
    pub const fn note(&mut self, behind: &str) {
        if behind.is_empty() {
            self.has_bare = true;
        } else {
            self.has_own = true;
        }
    }

    /// What is said of a heading in thousands, once all numbers were taken: whatever has a unit of its own is not multiplied.
    pub fn said(&self, heading: &str) -> Option<String> {
        let by = self.unit.as_ref().map(|unit| unit.count).filter(|by| *by > 1.0 && self.has_bare)?;
        let many = counted_in(by).map_or_else(|| super::figure(by), str::to_owned);
        let number = if self.has_own { "number without a unit of its own" } else { "number" };
        Some(format!("“{}” is in {many}, so each {number} was multiplied by {by}.", clip(heading, 40)))
    }
}
