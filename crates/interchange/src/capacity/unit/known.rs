//! The words that are units: those of Grafana, Prometheus, `CloudWatch` and Azure, and UCUM's of what machines are measured in.

use std::borrow::Cow;

/// What only counts, as Grafana shortens numbers.
pub const COUNTS: [(&str, f64); 12] = [
    ("K", 1e3),
    ("k", 1e3),
    ("M", 1e6),
    ("Mil", 1e6),
    ("G", 1e9),
    ("Bil", 1e9),
    ("T", 1e12),
    ("Tri", 1e12),
    ("Quadr", 1e15),
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
];

/// Every one with its family and its size within it.
const UNITS: &[(&str, &str, f64)] = &[
    ("ns", "time", 1e-9),
    ("nanoseconds", "time", 1e-9),
    ("µs", "time", 1e-6),
    ("μs", "time", 1e-6),
    ("us", "time", 1e-6),
    ("microseconds", "time", 1e-6),
    ("ms", "time", 1e-3),
    ("msec", "time", 1e-3),
    ("millis", "time", 1e-3),
    ("milliseconds", "time", 1e-3),
    ("s", "time", 1.0),
    ("sec", "time", 1.0),
    ("secs", "time", 1.0),
    ("second", "time", 1.0),
    ("seconds", "time", 1.0),
    ("min", "time", 60.0),
    ("mins", "time", 60.0),
    ("minute", "time", 60.0),
    ("minutes", "time", 60.0),
    ("h", "time", 3600.0),
    ("hour", "time", 3600.0),
    ("hours", "time", 3600.0),
    ("d", "time", 86_400.0),
    ("day", "time", 86_400.0),
    ("days", "time", 86_400.0),
    ("week", "time", 604_800.0),
    ("weeks", "time", 604_800.0),
    ("byte", "bytes", 1.0),
    ("bytes", "bytes", 1.0),
    ("kilobytes", "bytes", 1e3),
    ("megabytes", "bytes", 1e6),
    ("gigabytes", "bytes", 1e9),
    ("terabytes", "bytes", 1e12),
    ("bit", "bits", 1.0),
    ("bits", "bits", 1.0),
    ("kilobits", "bits", 1e3),
    ("megabits", "bits", 1e6),
    ("gigabits", "bits", 1e9),
    ("%", "percent", 1.0),
    ("percent", "percent", 1.0),
    ("pct", "percent", 1.0),
    ("percentage", "percent", 1.0),
    ("utilization", "percent", 1.0),
    ("utilisation", "percent", 1.0),
    ("°c", "°c", 1.0),
    ("°f", "°f", 1.0),
    ("°", "°", 1.0),
    ("hz", "hertz", 1.0),
    ("khz", "hertz", 1e3),
    ("mhz", "hertz", 1e6),
    ("ghz", "hertz", 1e9),
    ("w", "watt", 1.0),
    ("kw", "watt", 1e3),
    ("kwh", "watt hours", 1e3),
    ("v", "volt", 1.0),
    ("a", "ampere", 1.0),
    ("db", "decibel", 1.0),
    ("$", "usd", 1.0),
    ("usd", "usd", 1.0),
    ("dollars", "usd", 1.0),
    ("€", "eur", 1.0),
    ("eur", "eur", 1.0),
    ("euro", "eur", 1.0),
    ("£", "gbp", 1.0),
    ("gbp", "gbp", 1.0),
    ("¥", "jpy", 1.0),
    ("jpy", "jpy", 1.0),
    ("chf", "chf", 1.0),
    ("rps", "requests/s", 1.0),
    ("reqps", "requests/s", 1.0),
    ("rpm", "requests/s", 1.0 / 60.0),
    ("reqpm", "requests/s", 1.0 / 60.0),
    ("rph", "requests/s", 1.0 / 3600.0),
    ("qps", "queries/s", 1.0),
    ("tps", "transactions/s", 1.0),
    ("iops", "io/s", 1.0),
];

/// What is counted, by what it is called here. Operations, hits and calls are requests, said so where one becomes the other.
const NOUNS: &[(&str, &str)] = &[
    ("r", "requests"),
    ("req", "requests"),
    ("reqs", "requests"),
    ("request", "requests"),
    ("requests", "requests"),
    ("hit", "requests"),
    ("hits", "requests"),
    ("call", "requests"),
    ("calls", "requests"),
    ("op", "requests"),
    ("ops", "requests"),
    ("operation", "requests"),
    ("operations", "requests"),
    ("q", "queries"),
    ("query", "queries"),
    ("queries", "queries"),
    ("tx", "transactions"),
    ("txn", "transactions"),
    ("txns", "transactions"),
    ("transaction", "transactions"),
    ("transactions", "transactions"),
    ("msg", "messages"),
    ("msgs", "messages"),
    ("message", "messages"),
    ("messages", "messages"),
    ("ev", "events"),
    ("event", "events"),
    ("events", "events"),
    ("c", "counts"),
    ("count", "counts"),
    ("counts", "counts"),
    ("io", "io"),
    ("rd", "reads"),
    ("read", "reads"),
    ("reads", "reads"),
    ("wr", "writes"),
    ("write", "writes"),
    ("writes", "writes"),
    ("order", "orders"),
    ("orders", "orders"),
    ("user", "users"),
    ("users", "users"),
    ("session", "sessions"),
    ("sessions", "sessions"),
    ("connection", "connections"),
    ("connections", "connections"),
    ("conn", "connections"),
    ("conns", "connections"),
    ("job", "jobs"),
    ("jobs", "jobs"),
    ("packet", "packets"),
    ("packets", "packets"),
    ("row", "rows"),
    ("rows", "rows"),
    ("item", "items"),
    ("items", "items"),
    ("record", "records"),
    ("records", "records"),
];

/// The family and the size of a unit.
pub fn known(text: &str) -> Option<(Cow<'static, str>, f64)> {
    if text.is_empty() || text.len() > 40 {
        return None;
    }
    let exact = UNITS.iter().find(|(word, ..)| *word == text);
    if let Some((_, family, size)) = exact.or_else(|| {
        // `MS` and `Percent`; but `M` and `S` mean something else.
        (text.chars().count() > 1 || text == "W" || text == "V" || text == "A")
            .then(|| UNITS.iter().find(|(word, ..)| word.eq_ignore_ascii_case(text)))
            .flatten()
    }) {
        return Some((Cow::Borrowed(*family), *size));
    }
    sized(text).map(|(family, size)| (Cow::Borrowed(family), size)).or_else(|| rate(text))
}

/// Bytes and bits, and those of a second: `GiB`, `kB/s`, `Mbps`.
fn sized(text: &str) -> Option<(&'static str, f64)> {
    const SIZES: [(&str, f64); 12] = [
        ("", 1.0),
        ("k", 1e3),
        ("K", 1e3),
        ("M", 1e6),
        ("G", 1e9),
        ("T", 1e12),
        ("P", 1e15),
        ("Ki", 1024.0),
        ("Mi", 1_048_576.0),
        ("Gi", 1_073_741_824.0),
        ("Ti", 1_099_511_627_776.0),
        ("Pi", 1_125_899_906_842_624.0),
    ];
    const ENDINGS: [(&str, &str); 6] = [
        ("B/s", "bytes/s"),
        ("Bps", "bytes/s"),
        ("bps", "bits/s"),
        ("b/s", "bits/s"),
        ("bit/s", "bits/s"),
        ("B", "bytes"),
    ];
    let text = match text {
        "kb" => "kB",
        "mb" => "MB",
        "gb" => "GB",
        "tb" => "TB",
        "kib" => "KiB",
        "mib" => "MiB",
        "gib" => "GiB",
        "tib" => "TiB",
        other => other,
    };
    let (size, family) =
        ENDINGS.iter().find_map(|(word, family)| Some((text.strip_suffix(word)?, *family)))?;
    SIZES.iter().find(|(word, _)| *word == size).map(|(_, size)| (family, *size))
}

/// How many seconds a word of time has, as it stands behind “per”.
pub fn seconds(time: &str) -> Option<f64> {
    Some(match time {
        "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
        "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3600.0,
        "d" | "day" | "days" => 86_400.0,
        "week" | "weeks" => 604_800.0,
        _ => return None,
    })
}

/// So many of something in a time: `req/s`, `requests per minute`, `kreq/s`, `Count/Second`.
fn rate(text: &str) -> Option<(Cow<'static, str>, f64)> {
    let lower = text.to_lowercase().replace(" per ", "/");
    let (noun, time) = lower.split_once('/')?;
    let (noun, time) = (noun.trim(), time.trim());
    let seconds = seconds(time)?;
    let is_plain = noun.chars().all(|c| c.is_alphabetic() || c == ' ');
    if noun.is_empty() || !is_plain || is_aggregate(noun) {
        return None;
    }
    if let Some((family, size)) =
        UNITS.iter().find(|(word, ..)| *word == noun).map(|found| (found.1, found.2))
    {
        return Some((Cow::Owned(format!("{family}/s")), size / seconds));
    }
    let named = |noun: &str| NOUNS.iter().find(|(word, _)| *word == noun).map(|(_, name)| *name);
    if let Some(name) = named(noun) {
        let family =
            if name == "requests" { Cow::Borrowed("requests/s") } else { Cow::Owned(format!("{name}/s")) };
        return Some((family, 1.0 / seconds));
    }
    let shortened = [('k', 'K', 1e3), ('m', 'M', 1e6)].into_iter().find_map(|(small, large, factor)| {
        let is_large = text.starts_with(large) || small == 'k' && text.starts_with(small);
        Some((named(noun.strip_prefix(small)?.trim()).filter(|_| is_large)?, factor))
    });
    if let Some((name, factor)) = shortened {
        return Some((Cow::Owned(format!("{name}/s")), factor / seconds));
    }
    (noun.chars().count() > 1 && time.len() > 1 || time == "s")
        .then(|| (Cow::Owned(format!("{noun}/s")), 1.0 / seconds))
}

/// Whether a word is something that is counted: `orders`.
pub fn is_word(text: &str) -> bool {
    text.len() > 2 && NOUNS.iter().any(|(word, _)| word.eq_ignore_ascii_case(text))
}

/// Whether a word says how values were put together, which is no unit: `mean`, `p99`.
pub fn is_aggregate(word: &str) -> bool {
    const WORDS: [&str; 21] = [
        "mean", "avg", "average", "max", "maximum", "min", "minimum", "sum", "total", "median", "peak",
        "last", "first", "rate", "value", "values", "stddev", "increase", "current", "highest", "lowest",
    ];
    let lower = word.trim().to_lowercase();
    let is_quantile = lower
        .strip_prefix('p')
        .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || c == '.'));
    is_quantile || WORDS.contains(&lower.as_str())
}
