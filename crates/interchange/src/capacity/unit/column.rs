//! What all numbers of a column are counted in.

use super::Unit;

/// What the numbers of a column are counted in: what its heading says, else what stands behind the first one that has a unit.
#[derive(Clone, Debug)]
pub(crate) struct Counted {
    pub unit: Option<Unit>,
    /// The last that was written behind one of its numbers, and by how much such a number is multiplied.
    seen: (String, Option<f64>),
}

impl Counted {
    pub const fn new(unit: Option<Unit>) -> Self {
        Self { unit, seen: (String::new(), None) }
    }

    /// By how much a number with this behind it is multiplied; `None` where it measures something else. `turn` says how one
    /// unit becomes another.
    pub fn factor(&mut self, behind: &str, turn: fn(&Unit, &Unit) -> Option<f64>) -> Option<f64> {
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
}
