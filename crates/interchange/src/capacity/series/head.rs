//! What stands above the measurements of a table: its heading, its units, and what other tools write around them.

use crate::{capacity::unit::Unit, ground::foreign};
use csv::StringRecord;
use domain::text::clip;

/// Most rows above a table that are named.
const SKIPPED_MAX: usize = 6;

/// The rows above the first measurement, as far as they say something.
#[derive(Debug, Default)]
pub struct Head {
    heading: Vec<String>,
    units: Option<Vec<String>>,
    /// Rows that are neither, by how they begin.
    pub skipped: Vec<String>,
}

impl Head {
    /// Reads the rows above. `fits` says whether a row is as wide as the table.
    pub fn of(above: &[StringRecord], time: usize, fits: &dyn Fn(&StringRecord) -> bool) -> Self {
        let begins = |row: &StringRecord, word: &str| {
            row.get(time).is_some_and(|cell| cell.trim().eq_ignore_ascii_case(word))
        };
        let keyed = |word: &str| above.iter().position(|row| begins(row, word));
        let is_times = |row: &StringRecord| row.get(time).is_some_and(is_time);
        let fitting: Vec<usize> =
            above.iter().enumerate().filter(|(_, row)| fits(row)).map(|(at, _)| at).collect();
        let of_units = |at: &&usize| above.get(**at).is_some_and(|row| is_units(row, time));
        // CloudWatch's console and Google's name every row by its first cell.
        let labels = keyed("Label").filter(|at| above.get(*at).is_some_and(|row| is_distinct(row, time)));
        let labels = labels.or_else(|| keyed("Full label")).or_else(|| keyed("Label"));
        let is_console = keyed("Unit").or_else(|| keyed("Period")).or_else(|| keyed("Statistic")).is_some();
        let heading = labels
            .filter(|_| is_console)
            .or_else(|| keyed("TimeSeries ID"))
            .or_else(|| {
                let named = |at: &&usize| above.get(**at).is_some_and(is_times);
                fitting.iter().rev().find(named).copied()
            })
            .or_else(|| fitting.iter().rev().find(|at| !of_units(at)).copied());
        let units = keyed("Unit")
            .filter(|_| is_console)
            .or_else(|| fitting.iter().rev().find(|at| Some(**at) != heading && of_units(at)).copied());
        let is_told = |at: usize| Some(at) == heading || Some(at) == units;
        let others = above.iter().enumerate().filter(|(at, row)| !is_told(*at) && !is_times(row));
        let skipped = others.filter_map(|(_, row)| row.iter().map(str::trim).find(|cell| !cell.is_empty()));
        let cells = |at: usize| -> Option<Vec<String>> {
            let trimmed = |cell: &str| cell.trim().trim_start_matches(['\u{FEFF}', '#']).trim().to_owned();
            Some(above.get(at)?.iter().map(trimmed).collect())
        };
        Self {
            skipped: skipped.map(|cell| clip(cell, 40)).collect(),
            heading: heading.and_then(cells).unwrap_or_default(),
            units: units.and_then(cells),
        }
    }

    /// Whether a heading was found.
    pub fn is_found(&self) -> bool {
        !self.heading.is_empty()
    }

    /// The heading of a column; empty where it has none.
    pub fn heading(&self, column: usize) -> &str {
        self.heading.get(column).map_or("", String::as_str)
    }

    /// The unit of a column: by the row of units, else by its heading.
    pub fn unit(&self, column: usize) -> Option<Unit> {
        let below = self.units.as_ref().and_then(|units| units.get(column));
        let below = below.filter(|unit| !unit.is_empty() && !unit.eq_ignore_ascii_case("none"));
        let heading = self.heading(column);
        below.map(|unit| Unit::of(unit).counting(heading)).or_else(|| Unit::headed(heading))
    }

    /// Whether a row says the heading once more.
    pub fn is_said_again<'a>(&self, row: impl Iterator<Item = &'a str>) -> bool {
        self.is_found() && row.map(str::trim).eq(self.heading.iter().map(String::as_str))
    }

    /// Whether the times are those of UTC, by their heading: `Time (UTC)`.
    pub fn is_utc(&self, time: usize) -> bool {
        let heading = self.heading(time).to_lowercase();
        heading.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "utc" | "gmt"))
    }

    /// The rows that were left out, in a sentence.
    pub fn words(&self) -> Option<String> {
        let more = self.skipped.len().saturating_sub(SKIPPED_MAX);
        let named: Vec<String> =
            self.skipped.iter().take(SKIPPED_MAX).map(|begin| format!("“{begin}”")).collect();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        (!named.is_empty()).then(|| format!("Above the table, and not taken: {}{more}.", named.join(", ")))
    }
}

/// Whether a heading is that of a time, with its zone or without: `Time (UTC)`, `timestamp_utc`.
pub fn is_time(heading: &str) -> bool {
    let name = heading.split(['(', '[']).next().unwrap_or_default().trim().to_lowercase();
    let name = name.strip_suffix("utc").or_else(|| name.strip_suffix("gmt")).unwrap_or(&name);
    foreign::is_time(name)
}

/// Whether a row holds units and nothing else: `,ms,%`.
fn is_units(row: &StringRecord, time: usize) -> bool {
    let cells = row.iter().enumerate().filter(|(at, cell)| *at != time && !cell.trim().is_empty());
    let mut units = cells.map(|(_, cell)| Unit::is_known(cell.trim())).peekable();
    units.peek().is_some() && units.all(|is_known| is_known) && !row.get(time).is_some_and(is_time)
}

/// Whether the cells of a row tell the columns apart.
fn is_distinct(row: &StringRecord, time: usize) -> bool {
    let mut cells: Vec<&str> =
        row.iter().enumerate().filter(|(at, _)| *at != time).map(|(_, cell)| cell.trim()).collect();
    let all = cells.len();
    cells.sort_unstable();
    cells.dedup();
    cells.len() == all && !cells.contains(&"")
}
