//! Numbers as files write them, with what parts their decimals and with their unit.

use super::unit::Unit;

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// No value: empty, `null`, `NaN`, what is not finite.
    Gap,
    /// A number; where two readings are open, the one with decimals.
    Number {
        value: f64,
        mark: Mark,
        /// What stands behind it.
        unit: &'a str,
    },
    /// Something else.
    Text,
}

/// What a number says of the mark that parts its decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing: `12`.
    None,
    /// It is a point: `1.5`.
    Point,
    /// It is a comma: `1,5`.
    Comma,
    /// `1.234`: a point, unless the rest of the file has commas.
    OpenPoint,
    /// `1,234`: nobody can tell.
    OpenComma,
}

impl<'a> Cell<'a> {
    /// Reads a cell.
    pub fn parse(cell: &'a str) -> Self {
        let inner = cell.trim_matches(|c: char| c.is_whitespace() || c == '"');
        plain(inner.as_bytes()).unwrap_or_else(|| Self::written_out(inner))
    }

    fn written_out(cell: &'a str) -> Self {
        if is_gap(cell) {
            return Self::Gap;
        }
        let (sign, rest) = match cell.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (-1.0, rest),
            None => (1.0, cell.strip_prefix('+').unwrap_or(cell)),
        };
        let end = end_of_number(rest);
        let (Some(number), Some(unit)) = (rest.get(..end), rest.get(end..)) else { return Self::Text };
        let unit = unit.trim();
        // What is no unit makes it something else: `60_000`, `0x258`, `600/1000`.
        if !unit.is_empty() && !Unit::is_written_behind(unit) {
            return Self::Text;
        }
        match parted(number) {
            Some((value, _)) if !value.is_finite() => Self::Gap,
            Some((value, mark)) => Self::Number { value: sign * value, mark, unit },
            None => Self::Text,
        }
    }
}

/// The most common form, without a detour: digits, perhaps with one point.
fn plain(bytes: &[u8]) -> Option<Cell<'static>> {
    const POWERS: [f64; 16] =
        [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    let (negative, digits) = match bytes.strip_prefix(b"-") {
        Some(digits) => (true, digits),
        None => (false, bytes),
    };
    if digits.is_empty() || digits.len() > 16 || !digits.first()?.is_ascii_digit() {
        return None; // with 15 digits and a power of ten up to 22 the quotient is exact (Clinger 1990)
    }
    let (mut mantissa, mut point) = (0_u64, None);
    for (at, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => mantissa = mantissa * 10 + u64::from(byte - b'0'),
            b'.' if point.is_none() => point = Some(at),
            _ => return None,
        }
    }
    let count = digits.len() - usize::from(point.is_some());
    let decimals = point.map_or(0, |at| digits.len() - at - 1);
    if count > 15 {
        return None;
    }
    let value = mantissa as f64 / POWERS.get(decimals)?;
    let mark = match point {
        None => Mark::None,
        Some(at) if decimals == 3 && at <= 3 && digits.first() != Some(&b'0') => Mark::OpenPoint,
        Some(_) => Mark::Point,
    };
    Some(Cell::Number { value: if negative { -value } else { value }, mark, unit: "" })
}

fn is_gap(cell: &str) -> bool {
    const GAPS: [&str; 20] = [
        "",
        "null",
        "nan",
        "none",
        "n/a",
        "na",
        "nil",
        "undefined",
        "no data",
        "-",
        "–",
        "—",
        "inf",
        "+inf",
        "-inf",
        "infinity",
        "-infinity",
        "∞",
        "#n/a",
        "missing",
    ];
    cell.len() <= 10 && GAPS.contains(&cell.to_ascii_lowercase().as_str())
}

/// Where the digits and what parts them end.
fn end_of_number(text: &str) -> usize {
    let mut end = 0;
    let mut rest = text;
    loop {
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { return end };
        let after = chars.as_str();
        let three = || after.bytes().take_while(u8::is_ascii_digit).count() == 3;
        let takes = match c {
            '0'..='9' => true,
            '.' | ',' => after.starts_with(|c: char| c.is_ascii_digit()) || end > 0 && after.is_empty(),
            ' ' | '\u{A0}' | '\u{202F}' | '\'' | '’' => end > 0 && three(),
            'e' | 'E' => {
                let power = after.strip_prefix(['+', '-']).unwrap_or(after);
                let count = power.bytes().take_while(u8::is_ascii_digit).count();
                if end > 0 && (1..=3).contains(&count) {
                    return end + 1 + (after.len() - power.len()) + count;
                }
                false
            }
            _ => false,
        };
        if !takes {
            return end;
        }
        end += c.len_utf8();
        rest = after;
    }
}

/// The value of a number, and what it says of its decimals.
fn parted(number: &str) -> Option<(f64, Mark)> {
    let is_digit = |c: char| c.is_ascii_digit();
    let mantissa = number.split(['e', 'E']).next()?;
    let (points, commas) = (mantissa.matches('.').count(), mantissa.matches(',').count());
    let last = mantissa.rfind(['.', ',']);
    let around = last.map(|at| {
        let before = mantissa.get(..at).unwrap_or_default();
        let after = mantissa.get(at + 1..).unwrap_or_default();
        (before.len(), after.len(), before.starts_with('0'))
    });
    let is_open = matches!(around, Some((1..=3, 3, false))) && number == mantissa;
    let (decimal, mark) = match (points, commas) {
        (0, 0) => (None, Mark::None),
        (1, 0) => (Some('.'), if is_open { Mark::OpenPoint } else { Mark::Point }),
        (0, 1) => (Some(','), if is_open { Mark::OpenComma } else { Mark::Comma }),
        (0, _) => (None, Mark::Point),
        (_, 0) => (None, Mark::Comma),
        (_, 1) if mantissa.rfind(',') == last => (Some(','), Mark::Comma),
        (1, _) if mantissa.rfind('.') == last => (Some('.'), Mark::Point),
        _ => return None,
    };
    let mut kept = String::with_capacity(number.len()); // only what is not plain comes here
    for c in number.chars() {
        if Some(c) == decimal {
            kept.push('.');
        } else if is_digit(c) || matches!(c, 'e' | 'E' | '+' | '-') {
            kept.push(c);
        }
    }
    kept.parse().ok().map(|value| (value, mark))
}
