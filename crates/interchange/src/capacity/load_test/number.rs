//! Numbers of a table, once the table has said what parts their decimals.

use crate::capacity::cell::{Cell, Mark};
use domain::capacity::file::Decimal;

/// What parts the decimals in these cells. A point of which nothing else is known is one where `trusts_points`: between commas
/// a comma parts no decimals.
///
/// # Errors
/// A cell that can be read in two ways, where nothing settles which.
pub fn decimal<'a>(cells: impl Iterator<Item = &'a str>, trusts_points: bool) -> Result<Decimal, &'a str> {
    let (mut comma, mut open) = (false, None);
    for cell in cells {
        let Cell::Number { mark, .. } = Cell::parse(cell) else { continue };
        match mark {
            Mark::Point => return Ok(Decimal::Point),
            Mark::Comma => comma = true,
            Mark::OpenComma => open = open.or(Some(cell)),
            Mark::OpenPoint if !trusts_points => open = open.or(Some(cell)),
            Mark::OpenPoint | Mark::None => {}
        }
    }
    match open {
        _ if comma => Ok(Decimal::Comma),
        Some(cell) => Err(cell),
        None => Ok(Decimal::Point),
    }
}

/// A number without a unit; a mark that does not part the decimals stands between thousands.
pub fn number(cell: &str, decimal: Decimal) -> Option<f64> {
    measured(cell, decimal).filter(|(_, unit)| unit.is_empty()).map(|(value, _)| value)
}

/// A number, and the unit that stands behind it.
pub fn measured(cell: &str, decimal: Decimal) -> Option<(f64, &str)> {
    let Cell::Number { value, mark, unit } = Cell::parse(cell) else { return None };
    let is_thousands =
        matches!((mark, decimal), (Mark::OpenPoint, Decimal::Comma) | (Mark::OpenComma, Decimal::Point));
    Some((if is_thousands { value * 1_000.0 } else { value }, unit))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::{decimal, number};
    use domain::capacity::file::Decimal::{self, Comma, Point};

    #[test]
    fn marks_are_told_apart_by_their_company() {
        for (cells, meant, first) in [
            (&["955,16", "1878,91"][..], Ok(Comma), Some(955.16)),
            (&["1.900", "955,16"], Ok(Comma), Some(1_900.0)),
            (&["1,5", "1,234"], Ok(Comma), Some(1.5)),
            (&["1,234", "955.16"], Ok(Point), Some(1_234.0)),
            (&["12,089.37", "7"], Ok(Point), Some(12_089.37)),
            (&["1,234,567"], Ok(Point), Some(1_234_567.0)),
            (&["1.234,5"], Ok(Comma), Some(1_234.5)),
            (&["0,123"], Ok(Comma), Some(0.123)),
            (&["955.16"], Ok(Point), Some(955.16)),
            (&["12 089,4"], Ok(Comma), Some(12_089.4)),
            (&["1'200"], Ok(Point), Some(1_200.0)),
            (&["nan"], Ok(Point), None),
            (&["inf"], Ok(Point), None),
            (&["1e999"], Ok(Point), None),
            (&["12 req/s"], Ok(Point), None),
            (&[""], Ok(Point), None),
        ] {
            let found: Result<Decimal, &str> = decimal(cells.iter().copied(), false);
            assert_eq!(found, meant, "{cells:?}");
            assert_eq!(number(cells.first().unwrap(), found.unwrap()), first, "{cells:?}");
        }
        assert_eq!(decimal(["1,234", "2,345"].into_iter(), true), Err("1,234"));
        assert_eq!(decimal(["1.234"].into_iter(), false), Err("1.234"), "1.234 or 1234");
        assert_eq!(decimal(["1.234"].into_iter(), true), Ok(Point), "between commas");
    }
}
