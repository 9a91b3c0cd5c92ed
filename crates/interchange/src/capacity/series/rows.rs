//! The measurements of a file, in its order: small, because there may be a million.

use super::stamp::Stamp;
use crate::capacity::{
    cell::{Cell, Mark},
    unit::{Counted, Unit},
};
use domain::{
    Date,
    capacity::file::{DateOrder, Decimal},
};
use std::collections::HashMap;

/// A series by its name.
#[derive(Clone, Debug)]
pub struct Named {
    pub name: String,
    pub counted: Counted,
    /// Numbers in a unit that measures something else.
    pub strange: u64,
}

impl Named {
    pub fn new(name: String, unit: Option<Unit>) -> Self {
        Self { name, counted: Counted::new(unit), strange: 0 }
    }
}

/// What can be told of a series before it is chosen.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub rows: u64,
    pub gaps: u64,
    /// The first day and the last.
    pub span: Option<(Date, Date)>,
}

/// What the numbers of a file prove of their decimals.
#[derive(Clone, Debug, Default)]
pub struct Decimals {
    point: bool,
    comma: bool,
    /// Places of numbers such as `1.234`, while nothing proves a point.
    open_points: Vec<u32>,
    /// Places of numbers such as `1,234`.
    open_commas: Vec<u32>,
    /// One of these.
    pub example: Option<String>,
    /// Whether the cells are apart by a comma or nothing tells of spreadsheets that write commas.
    pub trusts_points: bool,
}

/// The measurements of a file.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    pub series: Vec<Named>,
    /// How many values each row has: of as many series in a row.
    pub width: usize,
    pub stamps: Vec<Stamp>,
    /// Row by row; NaN is a gap, and never leaves this folder.
    pub values: Vec<f64>,
    /// The first of the series of each row. Empty where all rows speak of the same.
    pub of: Vec<u32>,
    pub decimals: Decimals,
}

impl Rows {
    /// Puts a cell in as a value of a series. Whether it was one.
    pub fn put(&mut self, series: usize, text: &str) -> bool {
        let place = self.values.len() as u32;
        let (value, is_value) = match Cell::parse(text) {
            Cell::Gap => (f64::NAN, true),
            Cell::Text => (f64::NAN, false),
            Cell::Number { value, mark, unit } => {
                self.decimals.note(mark, place, text);
                match self.series.get_mut(series) {
                    None => (f64::NAN, false),
                    Some(named) => {
                        let factor = named.counted.factor(unit, Unit::factor_to);
                        named.strange += u64::from(factor.is_none());
                        (factor.map_or(f64::NAN, |factor| value * factor), true)
                    }
                }
            }
        };
        self.values.push(if value.is_finite() { value } else { f64::NAN });
        is_value
    }

    /// Puts a bare number in as a value of a series.
    pub fn add(&mut self, series: usize, value: f64) {
        let factor = self.series.get_mut(series).and_then(|named| named.counted.factor("", Unit::factor_to));
        let value = factor.map_or(f64::NAN, |factor| value * factor);
        self.values.push(if value.is_finite() { value } else { f64::NAN });
    }

    /// The measurements of one series in the order of the file, its numbers read as `decimal` has it; a gap is `None`.
    pub fn samples(&self, series: usize, decimal: Decimal) -> impl Iterator<Item = (Stamp, Option<f64>)> {
        let width = self.width.max(1);
        let (first, column) = (series - series % width, series % width);
        let thousands = match decimal {
            Decimal::Point => &self.decimals.open_commas,
            Decimal::Comma => &self.decimals.open_points,
        };
        let is_all = self.of.is_empty();
        let rows = self.stamps.iter().enumerate();
        rows.filter(move |(row, _)| is_all || self.of.get(*row).is_some_and(|of| *of as usize == first)).map(
            move |(row, stamp)| {
                let place = row * width + column;
                let is_thousand = !thousands.is_empty() && thousands.binary_search(&(place as u32)).is_ok();
                let value =
                    self.values.get(place).map(|value| if is_thousand { value * 1000.0 } else { *value });
                (*stamp, value.filter(|value| value.is_finite()))
            },
        )
    }

    /// What can be told of every series at one look: by their places, and the most rows that one day has.
    pub fn facts(&self, order: DateOrder) -> (Vec<Facts>, u64) {
        let mut all = vec![Facts::default(); self.series.len()];
        let (mut days, mut run) = (HashMap::<(u32, Date), u64>::new(), ((0, Date::default()), 0));
        let width = self.width.max(1);
        for ((row, stamp), values) in self.stamps.iter().enumerate().zip(self.values.chunks(width)) {
            let first = self.of.get(row).copied().unwrap_or_default();
            let Some((on, _)) = stamp.wall(order) else { continue };
            if run.0 == (first, on) {
                run.1 += 1;
            } else {
                *days.entry(run.0).or_default() += run.1;
                run = ((first, on), 1);
            }
            for (facts, value) in all.iter_mut().skip(first as usize).zip(values) {
                facts.rows += 1;
                facts.gaps += u64::from(!value.is_finite());
                facts.span = Some(facts.span.map_or((on, on), |(from, until)| (from.min(on), until.max(on))));
            }
        }
        *days.entry(run.0).or_default() += run.1;
        (all, days.into_values().max().unwrap_or_default())
    }

    /// What the dates prove of their order; `Err` with an example where they prove nothing.
    pub fn order(&self) -> Result<Option<DateOrder>, Stamp> {
        let mut open = self.stamps.iter().filter(|stamp| stamp.is_open()).peekable();
        let Some(first) = open.peek().map(|stamp| **stamp) else { return Ok(None) };
        open.find_map(|stamp| stamp.proves()).map(Some).ok_or(first)
    }
}

impl Decimals {
    fn note(&mut self, mark: Mark, place: u32, text: &str) {
        match mark {
            Mark::None => return,
            Mark::Point => {
                self.point = true;
                self.open_points = Vec::new();
                return;
            }
            Mark::Comma => {
                self.comma = true;
                return;
            }
            Mark::OpenPoint if self.point => return,
            Mark::OpenPoint => self.open_points.push(place),
            Mark::OpenComma => self.open_commas.push(place),
        }
        if self.example.is_none() {
            self.example = Some(text.trim().to_owned());
        }
    }

    /// What the numbers prove; `None` where somebody must say it.
    pub fn proven(&self) -> Option<Decimal> {
        if self.point {
            return Some(Decimal::Point);
        }
        if self.comma {
            return Some(Decimal::Comma);
        }
        let is_open = !self.open_commas.is_empty() || !self.open_points.is_empty() && !self.trusts_points;
        (!is_open).then_some(Decimal::Point)
    }

    /// Whether some numbers have a point and others a comma before their decimals.
    pub const fn disagree(&self) -> bool {
        self.point && self.comma
    }
}
