//! Numbers as spreadsheets of every country write them.

/// What a comma in a number of a file means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comma {
    /// It is the decimal mark: `4,5`.
    Decimal,
    /// It groups thousands: `12,089.37`.
    Thousands,
    /// Both are possible: `1,234` and nothing that settles it.
    Unclear,
}

/// What a comma means in these cells.
pub fn comma<'a>(cells: impl Iterator<Item = &'a str>) -> Comma {
    let mut seen = None;
    for cell in cells {
        let Some((whole, fraction)) = cell.rsplit_once(',') else { continue };
        if fraction.contains('.') || whole.contains(',') {
            return Comma::Thousands;
        }
        let is_group =
            fraction.len() == 3 && !whole.trim_start_matches('-').starts_with('0') && !whole.contains('.');
        if !is_group {
            return Comma::Decimal;
        }
        seen = Some(Comma::Unclear);
    }
    seen.unwrap_or(Comma::Decimal)
}

/// A number, with spaces or marks between thousands.
pub fn number(cell: &str, comma: Comma) -> Option<f64> {
    let digits: String = cell.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’')).collect();
    let plain = match comma {
        Comma::Thousands => digits.replace(',', ""),
        _ if digits.contains(',') && digits.contains('.') => digits.replace('.', "").replace(',', "."),
        _ => digits.replace(',', "."),
    };
    // "inf" and "nan" are numbers to Rust, and none to anybody else.
    let is_figure = plain.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'))
        && plain.ends_with(|c: char| c.is_ascii_digit() || c == '.');
    plain.parse().ok().filter(|value: &f64| is_figure && value.is_finite())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::{Comma, comma, number};

    #[test]
    fn commas_are_told_apart_by_their_company() {
        for (cells, meant, first) in [
            (&["955,16", "1878,91"][..], Comma::Decimal, Some(955.16)),
            (&["1,5", "1,234"], Comma::Decimal, Some(1.5)),
            (&["12,089.37", "7"], Comma::Thousands, Some(12_089.37)),
            (&["1,234,567"], Comma::Thousands, Some(1_234_567.0)),
            (&["1.234,5"], Comma::Decimal, Some(1_234.5)),
            (&["0,123"], Comma::Decimal, Some(0.123)),
            (&["1,234", "2,345"], Comma::Unclear, Some(1.234)),
            (&["955.16"], Comma::Decimal, Some(955.16)),
            (&["12 089,4"], Comma::Decimal, Some(12_089.4)),
            (&["1'200"], Comma::Decimal, Some(1_200.0)),
            (&["nan"], Comma::Decimal, None),
            (&["inf"], Comma::Decimal, None),
            (&["1e999"], Comma::Decimal, None),
            (&["12 req/s"], Comma::Decimal, None),
            (&[""], Comma::Decimal, None),
        ] {
            let found = comma(cells.iter().copied());
            assert_eq!((found, number(cells.first().unwrap(), found)), (meant, first), "{cells:?}");
        }
    }
}
