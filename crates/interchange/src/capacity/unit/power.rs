//! Powers of ten that a heading writes beside a unit, and what says more than a unit: `×1000 req/s`, `req/s ÷ 1000`.

use super::{
    Unit,
    known::{is_surely_counted, known, noun, parted, seconds},
};

/// In longer ones no powers are looked for.
pub const HEADING_MAX_BYTES: usize = 200;

/// A power of ten and what stands beside it: before the unit (`×1000 req/s`, `10^3 req/s`, `x 1000`), or behind it with a ×
/// (`req/s ×1000`). A number without a mark counts only rates: `rps (10 min)` says over what was averaged.
pub fn of(text: &str) -> Option<(f64, &str)> {
    // What is longer is no heading, and each power in it would be read within the one before.
    let is_heading = text.len() <= HEADING_MAX_BYTES;
    is_heading.then(|| before(text).or_else(|| behind(text))).flatten()
}

fn before(text: &str) -> Option<(f64, &str)> {
    let marked = without_mark(text);
    let (number, rest) = number(marked.unwrap_or(text))?;
    let rest = rest.trim_start();
    let rest =
        without_mark(rest).filter(|rest| !rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(rest);
    let rest = rest.strip_prefix("of ").unwrap_or(rest);
    let is_rate = known(rest).is_some() && Unit::of(rest).is_in_time();
    (marked.is_some() || rest.is_empty() || is_rate).then_some((number, rest))
}

/// The same where it stands at the end: `req/s ×1000`.
pub fn behind(text: &str) -> Option<(f64, &str)> {
    let at = text.rfind('×').or_else(|| text.to_ascii_lowercase().rfind(" x").map(|at| at + 1))?;
    let (before, after) = (text.get(..at)?.trim(), text.get(at..)?);
    let (number, rest) = number(without_mark(after)?)?;
    (rest.is_empty() && !before.is_empty()).then_some((number, before))
}

fn without_mark(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['×', 'x', 'X', '*', '·'])?.trim_start();
    let is_of_number = rest.starts_with(|c: char| c.is_ascii_digit());
    (is_of_number || !text.starts_with(['x', 'X'])).then_some(rest)
}

/// The power of ten that a text begins with, from 10 on: `1000`, `1,000`, `1e3`, `10^3`, `10³`.
fn number(text: &str) -> Option<(f64, &str)> {
    let is_of_number = |c: char| c.is_ascii_digit() || ",.'_".contains(c);
    let (figures, rest) = text.split_at(text.find(|c| !is_of_number(c)).unwrap_or(text.len()));
    let (mantissa, rest) = (power(figures)?, rest);
    let raised = ["^", "**"].iter().find_map(|mark| rest.strip_prefix(mark));
    let (value, rest) = if let Some(rest) = raised.filter(|_| figures == "10") {
        let (exponent, rest) = exponent(rest)?;
        (10_f64.powi(exponent), rest)
    } else if let Some((exponent, rest)) = rest.strip_prefix(['e', 'E']).and_then(exponent) {
        (mantissa * 10_f64.powi(exponent), rest)
    } else if let Some((exponent, rest)) = superscript(rest).filter(|_| figures == "10") {
        (10_f64.powi(exponent), rest)
    } else {
        (mantissa, rest)
    };
    (value >= 10.0).then_some((value, rest))
}

/// `1`, `100` and `1,000`; of any other number nothing.
fn power(figures: &str) -> Option<f64> {
    let mut parts = figures.split([',', '.', '\'', '_']);
    let first = parts.next()?;
    let is_one = first.strip_prefix('1')?.chars().all(|c| c == '0') && parts.all(|part| part == "000");
    let digits = figures.chars().filter(char::is_ascii_digit).collect::<String>();
    digits.parse().ok().filter(|value| is_one && *value <= 1e15)
}

fn exponent(text: &str) -> Option<(i32, &str)> {
    let (figures, rest) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    Some((figures.parse().ok().filter(|exponent| *exponent <= 15)?, rest))
}

fn superscript(text: &str) -> Option<(i32, &str)> {
    let first = text.chars().next()?;
    let at = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'].iter().position(|c| *c == first)?;
    Some((i32::try_from(at).ok()?, text.get(first.len_utf8()..)?))
}

/// Whether what stands in brackets says more than a unit, or one that nobody knows: `req/s ÷ 1000`, `req/s/pod`. Who counts
/// on may not take it for the unit of a model.
pub fn is_doubtful(inner: &str) -> bool {
    if inner.contains(", ") {
        return false; // what a function is called with
    }
    let digits = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let is_sum = inner.char_indices().any(|(at, c)| {
        let (before, after) = (inner.get(..at).unwrap_or_default(), inner.get(at + c.len_utf8()..));
        let is_beside = digits(before.trim_end().chars().last())
            || digits(after.unwrap_or_default().trim_start().chars().next());
        matches!(c, '×' | '÷' | '*' | '^') && is_beside
            || "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c) && digits(before.chars().last())
    });
    is_sum || is_in_power(inner) || is_rate(inner) || is_of_each(inner)
}

/// Whether a power of ten stands among words of units and nothing else: `per 1000`, `1000s`; but `top 100` is a name.
fn is_in_power(inner: &str) -> bool {
    let is_power = |word: &str| {
        let word = without_mark(word).unwrap_or(word).trim_end_matches(['s', 'x']);
        number(word).is_some_and(|(value, rest)| rest.is_empty() && (value >= 100.0 || word != "10"))
    };
    let is_of_unit = |word: &str| {
        matches!(word, "in" | "per" | "of" | "by" | "x" | "divided" | "times")
            || noun(word).is_some()
            || is_surely_counted(word)
    };
    let mut words = inner.split_whitespace().peekable();
    inner.split_whitespace().any(is_power) && words.all(|word| is_power(word) || is_of_unit(word))
}

/// Whether it is so many in a time: `m/s`, `req/s per instance`.
fn is_rate(inner: &str) -> bool {
    let time = parted(inner).map(|(_, time)| time).unwrap_or_default();
    let word = time.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    seconds(word).is_some()
}

/// Whether it is that of each instance, and no total: `rps per pod`, `req/s/pod`.
pub fn is_of_each(text: &str) -> bool {
    const EACH: [&str; 12] = [
        "pod",
        "instance",
        "node",
        "host",
        "server",
        "replica",
        "container",
        "core",
        "cpu",
        "machine",
        "vm",
        "shard",
    ];
    let lower = text.to_lowercase().replace('_', " ");
    let words = lower.split(|c: char| !c.is_alphanumeric() && c != '/').filter(|word| !word.is_empty());
    let is_each = |word: &str| EACH.contains(&word);
    let is_per = lower.contains('/')
        && lower.split('/').skip(2).any(|word| is_each(word.trim_matches([')', ']', ' '])));
    is_per || words.collect::<Vec<_>>().windows(2).any(|pair| matches!(pair, ["per", word] if is_each(word)))
}
