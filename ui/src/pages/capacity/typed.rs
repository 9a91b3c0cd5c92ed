//! What people type about a model, and the words for what cannot be understood.

use crate::room::draft::typed::number;
use domain::capacity::{LaunchStep, LoadPoint};

/// An interval, or nothing: `1800 to 2400`, `1800 – 2400`, `[1800, 2400]`.
///
/// # Errors
/// No interval.
pub fn interval(text: &str) -> Result<Option<[f64; 2]>, String> {
    let inside = text.trim().trim_start_matches('[').trim_end_matches(']').trim();
    if inside.is_empty() {
        return Ok(None);
    }
    let words = || "Write both ends, for example 1800 to 2400.".to_owned();
    let (low, high) = [" to ", "–", "…", "..", ";", ", ", " - ", " "]
        .iter()
        .find_map(|between| inside.split_once(between))
        .ok_or_else(words)?;
    let (low, high) = (number(low)?.ok_or_else(words)?, number(high)?.ok_or_else(words)?);
    Ok(Some(if low <= high { [low, high] } else { [high, low] }))
}

/// How an interval stands in its field.
#[must_use]
pub fn plain_interval(low_high: Option<[f64; 2]>) -> String {
    low_high.map(|[low, high]| format!("{low} to {high}")).unwrap_or_default()
}

/// How much comes with a launch: `12%` or `500`.
///
/// # Errors
/// No number.
pub fn step(text: &str) -> Result<LaunchStep, String> {
    let text = text.trim();
    let (digits, percent) = match text.strip_suffix('%') {
        Some(digits) => (digits, true),
        None => (text, false),
    };
    let value = number(digits)?.ok_or("Write how much comes: 12% of what is there, or a number.")?;
    Ok(if percent { LaunchStep::Percent(value) } else { LaunchStep::Amount(value) })
}

/// How a step stands in its field.
#[must_use]
pub fn plain_step(step: LaunchStep) -> String {
    match step {
        LaunchStep::Percent(value) => format!("{value}%"),
        LaunchStep::Amount(value) => format!("{value}"),
    }
}

/// Points of a load test, one a line: concurrency, then throughput.
///
/// # Errors
/// Which line is none.
pub fn points(text: &str) -> Result<Vec<LoadPoint>, String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| point(line).ok_or_else(|| not_a_point(line))).collect()
}

/// Two numbers, apart by a tab, a semicolon, spaces or a comma. A third one is no thousands of the second.
fn point(line: &str) -> Option<LoadPoint> {
    let marked = line.split_once(['\t', ';']);
    let (first, second) =
        marked.or_else(|| line.split_once(char::is_whitespace)).or_else(|| line.split_once(','))?;
    if marked.is_none() && second.trim().contains(char::is_whitespace) {
        return None;
    }
    let value = |text: &str| number(text.trim().trim_matches(',')).ok().flatten();
    Some(LoadPoint { concurrency: value(first)?, throughput: value(second)? })
}

fn not_a_point(line: &str) -> String {
    format!(
        "“{}” is no point. Write concurrency and throughput, for example 32 11800.",
        domain::text::clip(line, 30)
    )
}

/// How points stand in their field.
#[must_use]
pub fn plain_points(points: &[LoadPoint]) -> String {
    let lines: Vec<String> =
        points.iter().map(|point| format!("{} {}", point.concurrency, point.throughput)).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    #[test]
    fn an_interval_is_read_as_people_write_it() {
        for text in ["1800 to 2400", "1800–2400", "[1800, 2400]", "2400 - 1800", "1800 2400", "1800; 2400"]
        {
            assert_eq!(interval(text).unwrap(), Some([1800.0, 2400.0]), "{text}");
        }
        assert_eq!(interval("-2 to 4.5").unwrap(), Some([-2.0, 4.5]));
        assert_eq!(interval(" ").unwrap(), None);
        for text in ["1800", "1800 to", "a to b"] {
            assert!(interval(text).is_err(), "{text}");
        }
        assert_eq!(interval(&plain_interval(Some([-0.5, 3.25]))).unwrap(), Some([-0.5, 3.25]));
    }

    #[test]
    fn a_step_is_a_share_or_a_number() {
        assert_eq!(step("12 %").unwrap(), LaunchStep::Percent(12.0));
        assert_eq!(step("+500").unwrap(), LaunchStep::Amount(500.0));
        assert!(step("").is_err() && step("%").is_err() && step("many").is_err());
        for one in [LaunchStep::Percent(-3.5), LaunchStep::Amount(1e6)] {
            assert_eq!(step(&plain_step(one)).unwrap(), one);
        }
    }

    #[test]
    fn points_are_read_line_by_line_and_the_wrong_line_is_named() {
        let wanted = vec![
            LoadPoint { concurrency: 1.0, throughput: 955.16 },
            LoadPoint { concurrency: 2.0, throughput: 1_878.91 },
        ];
        for text in [
            "1 955.16\n2 1878.91",
            "1,955.16\n\n2,1878.91\n",
            "1;955.16\n2\t1878.91",
            "1, 955.16\n2, 1878.91",
        ] {
            assert_eq!(points(text).unwrap(), wanted, "{text}");
        }
        assert_eq!(points(&plain_points(&wanted)).unwrap(), wanted);
        assert_eq!(points("").unwrap(), Vec::new());
        assert!(points("1 2\nsoon").unwrap_err().contains("soon"));
        // Lines that were pasted as one are no point of a large throughput.
        assert!(points("1 100 4 375.7").is_err() && points("1 1004 375.78 688.2").is_err());
    }
}
