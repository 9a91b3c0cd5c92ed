//! A table of points: two columns with headings that say which is which, or two columns of numbers and nothing else.

use super::{
    LoadTest, Tool,
    columns::{self, Columns, columns, is_throughput},
    failed,
    number::{decimal, measured},
    table::{Table, at, cell},
};
use crate::{
    Unreadable,
    capacity::{
        Progress,
        unit::{Counted, Unit},
    },
};
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
    let (mut counted, mut in_thousands) = (Counted::new(of_heading(heading)?), None);
    let users_heading = header.get(columns.concurrency).map(String::as_str).unwrap_or_default();
    let mut users = Counted::new(of_users(users_heading)?);
    let mut warnings = Vec::new();
    if !columns.has_header {
        warnings.push(
            "The table has no headings: its first column was read as concurrency, its second as throughput."
                .to_owned(),
        );
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
        let (concurrency, behind) = value("concurrency", columns.concurrency)?;
        let many = users.factor(behind, |_, _| Some(1.0)).filter(|_| behind.is_empty());
        let concurrency = many.or_else(|| Unit::of(behind).many()).map(|many| concurrency * many);
        let concurrency = concurrency.ok_or_else(|| of_another(*line, "concurrency", behind))?;
        let (number, behind) = value("throughput", columns.throughput)?;
        let throughput = factor(&mut counted, behind).map(|factor| number * factor);
        let throughput = throughput.ok_or_else(|| of_another(*line, "throughput", behind))?;
        if in_thousands.is_none() && Unit::of(behind).is_in_thousands() {
            in_thousands = Some(format!("{number} {behind}"));
        }
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
    warnings.extend(users.said(users_heading));
    warnings.extend(counted.said(heading));
    if let Some(cell) = in_thousands {
        warnings.push(format!(
            "Numbers with a unit of thousands or millions (“{}”) were counted out.",
            clip(&cell, 40)
        ));
    }
    let records: Vec<&StringRecord> = rows.iter().map(|(_, row)| row).collect();
    let unit = counted.unit;
    let over_s = match &unit {
        Some(unit) if unit.is_data() => None,
        unit => unit.as_ref().and_then(Unit::over_s).or(Some(1.0)),
    };
    warnings.extend(failed::left(&mut points, &header, &records, over_s, decimal)?);
    let unit = unit.map_or_else(String::new, |unit| unit.in_requests().name);
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
fn of_heading(heading: &str) -> Result<Option<Unit>, Unreadable> {
    let unit = columns::unit(heading);
    if let Some(doubt) = unit.as_ref().filter(|unit| unit.is_doubtful()) {
        return Err(if doubt.is_of_each() { of_each(heading) } else { more_than_a_unit(&doubt.name) });
    }
    let is = match &unit {
        Some(unit) if unit.is_time() => "a time",
        Some(unit) if unit.is_share() => "a share",
        _ => return Ok(unit.map(Unit::unnamed)),
    };
    Err(Unreadable::new(format!(
        "“{}” is {is}, and no throughput. A throughput is what was done in a unit of time, such as requests/s.",
        clip(heading, 40)
    )))
}

/// What the heading says that the concurrency is counted in: `users (thousands)`. What else stands there names no size of it.
fn of_users(heading: &str) -> Result<Option<Unit>, Unreadable> {
    match Unit::headed(heading) {
        Some(doubt) if doubt.is_doubtful() => Err(more_than_a_unit(&doubt.name)),
        unit => Ok(unit.map(Unit::unnamed).filter(Unit::is_in_thousands)),
    }
}

fn of_each(heading: &str) -> Unreadable {
    Unreadable::new(format!(
        "“{}” is the rate of each instance, and no total. A ceiling is told by what all of them do together.",
        clip(heading, 60)
    ))
}

fn more_than_a_unit(text: &str) -> Unreadable {
    Unreadable::new(format!(
        "“{}” says more than a unit, or one that is not known. Write the numbers counted out, and a unit alone, such as requests/s.",
        clip(text, 40)
    ))
}

/// By how much a throughput with this behind it is multiplied; nothing where it is none, or none of what the others are.
fn factor(counted: &mut Counted, behind: &str) -> Option<f64> {
    counted.note(behind);
    let written = Unit::of(behind);
    let of_all = counted.unit.as_ref();
    if !is_throughput(&written) {
        of_all.filter(|unit| !unit.is_unsaid()).and_then(|unit| written.factor_to(unit))?;
    }
    // 12 requests are counted over the same time as the others.
    let many = written.many().filter(|_| !behind.is_empty() && !of_all.is_some_and(Unit::is_data));
    many.or_else(|| counted.factor(behind, Unit::counted_to))
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
