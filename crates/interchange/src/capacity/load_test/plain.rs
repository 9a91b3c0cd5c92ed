//! A table of points: two columns with headings that say which is which, or two columns of numbers and nothing else.

use super::{
    LoadTest, Tool,
    columns::{Columns, columns},
    failed,
    number::{decimal, measured},
    rate::{Rate, Stated, headed, in_words},
    table::{Table, at, cell},
};
use crate::{Unreadable, capacity::Progress};
use csv::StringRecord;
use domain::{
    capacity::{file::Decimal, usl::LoadPoint},
    text::clip,
};
use std::ops::ControlFlow;

/// Whether a table holds points.
pub fn is_table(table: &Table<'_>) -> bool {
    columns(table).is_some()
}

/// The number of a table that can be read in two ways, where nothing in it settles which.
pub fn open(table: &Table<'_>) -> Result<Option<String>, Unreadable> {
    let (columns, rows) = rows(table, &mut |_| ControlFlow::Continue(()))?; // read once already
    Ok(decimals(table, &columns, &rows).err())
}

/// Reads the points, in the order of the table. `told` is what parts the decimals, where nothing in the table says so.
pub fn read(table: &Table<'_>, told: Decimal, progress: &mut Progress<'_>) -> Result<LoadTest, Unreadable> {
    let (columns, rows) = rows(table, progress)?;
    let decimal = decimals(table, &columns, &rows).unwrap_or(told);
    let header = if columns.has_header { table.header() } else { Vec::new() };
    let heading = header.get(columns.throughput).map(String::as_str).unwrap_or_default();
    let mut unit = Counted { stated: of_heading(heading)?, has_thousands: None };
    let mut warnings = Vec::new();
    if !columns.has_header {
        warnings.push(
            "The table has no headings: its first column was read as concurrency, its second as throughput."
                .to_owned(),
        );
    }
    if let Some(rate) = unit.stated.as_ref().filter(|rate| rate.times > 1.0) {
        let (thousands, heading) = (in_words(rate.times), clip(heading, 40));
        warnings
            .push(format!("“{heading}” is in {thousands}, so each number was multiplied by {}.", rate.times));
    }
    let mut points = Vec::new();
    for (line, row) in &rows {
        let value = |name: &str, place: usize| {
            let cell = cell(row, Some(place));
            let no_number = || match cell {
                "" => at(*line, format!("The {name} is empty. Write it, or take the row out.")),
                cell => at(*line, format!("The {name} is “{}”, which is no number.", clip(cell, 40))),
            };
            measured(cell, decimal).ok_or_else(no_number)
        };
        let (concurrency, rest) = value("concurrency", columns.concurrency)?;
        let concurrency =
            concurrency * thousands(rest).map_err(|()| of_another(*line, "concurrency", rest))?;
        let (throughput, rest) = value("throughput", columns.throughput)?;
        let throughput =
            unit.throughput(throughput, rest).ok_or_else(|| of_another(*line, "throughput", rest))?;
        if concurrency <= 0.0 || throughput <= 0.0 {
            let words = format!(
                "A throughput of {throughput} at a concurrency of {concurrency} is no measurement. Both are more than 0; take the row out."
            );
            return Err(at(*line, words));
        }
        points.push(LoadPoint { concurrency, throughput });
    }
    if points.is_empty() {
        return Err(Unreadable::new("The table has headings and no row below them."));
    }
    if let Some(cell) = unit.has_thousands {
        warnings.push(format!(
            "Numbers with a unit of thousands or millions (“{}”) were counted out.",
            clip(&cell, 40)
        ));
    }
    let records: Vec<&StringRecord> = rows.iter().map(|(_, row)| row).collect();
    let over_s = unit.stated.as_ref().and_then(|rate| rate.seconds).unwrap_or(1.0);
    warnings.extend(failed::left(&mut points, &header, &records, over_s, decimal)?);
    let unit = unit.stated.map_or_else(String::new, |rate| rate.unit);
    Ok(LoadTest { unit, warnings, ..LoadTest::of(Tool::Table, points) })
}

type Rows = Vec<(usize, StringRecord)>;

fn rows(table: &Table<'_>, progress: &mut Progress<'_>) -> Result<(Columns, Rows), Unreadable> {
    let Some(columns) = columns(table) else {
        return Err(Unreadable::new("This table names no columns for concurrency and throughput."));
    };
    let columns = columns?;
    let rows = table.rows(progress).skip(usize::from(columns.has_header)).collect::<Result<Vec<_>, _>>()?;
    Ok((columns, rows))
}

fn decimals(table: &Table<'_>, columns: &Columns, rows: &Rows) -> Result<Decimal, String> {
    let places = [columns.concurrency, columns.throughput];
    let cells = rows.iter().flat_map(|(_, row)| places.map(|place| cell(row, Some(place))));
    decimal(cells, table.is_parted_by_commas()).map_err(str::to_owned)
}

/// What the heading says that the throughput is counted in.
fn of_heading(heading: &str) -> Result<Option<Rate>, Unreadable> {
    let is = match headed(heading) {
        None => return Ok(None),
        Some(Stated::Rate(rate)) => return Ok(Some(rate)),
        Some(Stated::Time) => "a time",
        Some(Stated::Share) => "a share",
    };
    Err(Unreadable::new(format!(
        "“{}” is {is}, and no throughput. A throughput is what was done in a unit of time, such as requests/s.",
        clip(heading, 40)
    )))
}

/// What all throughputs of a table are counted in: what its heading says, else its first cell with a unit.
struct Counted {
    stated: Option<Rate>,
    /// A cell in thousands.
    has_thousands: Option<String>,
}

impl Counted {
    /// A throughput in the unit of the others; nothing where that cannot be.
    fn throughput(&mut self, value: f64, unit: &str) -> Option<f64> {
        if unit.is_empty() {
            return Some(value * self.stated.as_ref().map_or(1.0, |rate| rate.times));
        }
        let Some(Stated::Rate(rate)) = Stated::of(unit) else { return None };
        if rate.times > 1.0 && self.has_thousands.is_none() {
            self.has_thousands = Some(format!("{value} {unit}"));
        }
        let value = value * rate.times;
        if rate.seconds.is_none() && rate.data.is_none() {
            return Some(value);
        }
        let of_all = self.stated.get_or_insert_with(|| rate.clone());
        if of_all.data.as_ref().map(|data| data.to_lowercase())
            != rate.data.as_ref().map(|data| data.to_lowercase())
        {
            return None;
        }
        Some(value * of_all.seconds.zip(rate.seconds).map_or(1.0, |(all, own)| all / own))
    }
}

/// By how much a number with what stands behind it is multiplied.
fn thousands(unit: &str) -> Result<f64, ()> {
    match Stated::of(unit) {
        Some(Stated::Rate(rate)) if rate.unit.is_empty() => Ok(rate.times),
        _ if unit.is_empty() || unit.chars().all(char::is_alphabetic) && unit.len() > 2 => Ok(1.0), // 16 users
        _ => Err(()),
    }
}

fn of_another(line: usize, name: &str, unit: &str) -> Unreadable {
    at(
        line,
        format!(
            "The {name} is in “{}”, which is none of a {name} or another one than above.",
            clip(unit, 40)
        ),
    )
}
