//! What a heading says of the unit: in brackets, at its end, or in words.

use super::{
    Unit,
    known::{counted_in, is_aggregate, is_short, is_sure, noun, seconds, split},
};

/// The unit that a heading says, if it does. What else stands in brackets is none: `Requests (checkout)`, `avg(latency)`.
pub fn unit(heading: &str) -> Option<Unit> {
    let heading = heading.trim();
    if let Some(unit) = bracketed(heading).and_then(written) {
        return Some(unit);
    }
    if split(heading).0 > 1.0 && Unit::is_known(heading) {
        return Some(Unit::of(heading)); // K req/s, and nothing else
    }
    // A query: its words are names of metrics and of labels, and functions turn one unit into another.
    let is_query = heading.contains(['{', '"', '='])
        || heading.matches('(').count() > 1
        || heading.contains('(') && heading.contains('[');
    let name = if is_query { heading.split('{').next().filter(|name| !name.contains('('))? } else { heading };
    rate(name).or_else(|| in_words(name))
}

/// What stands in the brackets at the end.
fn bracketed(heading: &str) -> Option<&str> {
    [('(', ')'), ('[', ']')].iter().find_map(|(open, close)| {
        heading.strip_suffix(*close)?.rsplit_once(*open).map(|(_, inner)| inner.trim())
    })
}

/// What is counted by the brackets at the end: `throughput (ops)`.
pub fn counted(heading: &str) -> Option<Unit> {
    bracketed(heading.trim()).filter(|inner| noun(inner).is_some()).map(Unit::of)
}

/// What is a unit by itself. Between brackets a letter that only counts is one too: the numbers are thousands.
fn written(inner: &str) -> Option<Unit> {
    let inner = inner.strip_prefix("in ").unwrap_or(inner);
    if inner.eq_ignore_ascii_case("min") {
        return None; // the smallest, and minutes
    }
    let (count, name) = split(inner);
    if name.is_empty() {
        return counted_in(count).filter(|_| is_sure(inner)).map(|name| Unit::only(name, count));
    }
    let is_unit = Unit::is_known(inner) || count > 1.0 && noun(name).is_some();
    (!is_aggregate(inner) && is_unit).then(|| Unit::of(inner))
}

/// `requests per minute`, `Requests/hour`, `throughput_rpm`.
fn rate(heading: &str) -> Option<Unit> {
    let words: Vec<&str> = heading
        .split(|c: char| c.is_whitespace() || "_()[],:;-".contains(c))
        .filter(|w| !w.is_empty())
        .collect();
    for (at, word) in words.iter().enumerate() {
        let lower = word.to_lowercase();
        if is_short(word) || word.contains('/') && Unit::is_known(word) && !is_path(word) {
            return Some(Unit::of(word));
        }
        let before = at.checked_sub(1).and_then(|at| words.get(at)).copied();
        let after = words.get(at + 1).copied();
        if let (Some(noun), "per", Some(time)) = (before, lower.as_str(), after)
            && time.len() > 1
            && seconds(time).is_some()
        {
            let unit = format!("{noun}/{}", time.to_lowercase());
            return Unit::is_known(&unit).then(|| Unit::of(&unit));
        }
    }
    None
}

/// `http/s` may be a part of a path; `requests/s` is none.
fn is_path(word: &str) -> bool {
    word.starts_with('/') || word.matches('/').count() > 1
}

/// What the words say: a percentage, a size at the end, or only what is measured.
fn in_words(heading: &str) -> Option<Unit> {
    let lower = heading.to_lowercase();
    let apart = |c: char| !c.is_alphanumeric() && !matches!(c, '%' | '°' | '$' | '€' | '£');
    let words: Vec<&str> = lower.split(apart).filter(|word| !word.is_empty()).collect();
    let has = |among: &[&str]| words.iter().any(|word| among.contains(word));
    let is_percent = |word: &&str| {
        let is_figure = word.starts_with(|c: char| c.is_ascii_digit());
        !is_figure && ["%", "percent", "pct", "percentage"].iter().any(|end| word.ends_with(end))
            || word.starts_with('%')
    };
    if words.iter().any(is_percent) {
        return Some(Unit::of("%"));
    }
    let utilised = |word: &&str| word.ends_with("utilization") || word.ends_with("utilisation");
    if words.iter().any(utilised) {
        return Some(Unit::vague("utilization", "percent"));
    }
    // `latency_ms_p99`; but `request_duration_seconds_count` counts.
    let last = heading.rsplit(apart).find(|word| !word.is_empty() && !is_aggregate(word));
    if let Some(unit) = last.and_then(at_the_end) {
        return Some(unit);
    }
    if matches!(words.last(), Some(&"count" | &"bucket")) {
        return None;
    }
    let is_time = has(&["latency", "latencies", "duration", "durations", "elapsed"])
        || lower.contains("response time")
        || lower.contains("response_time");
    is_time.then(|| Unit::vague("latency", "latency"))
}

/// Sizes that no other word is. `US` is a country.
fn at_the_end(word: &str) -> Option<Unit> {
    const SIZES: [(&str, &str); 24] = [
        ("bytes", "bytes"),
        ("kb", "kB"),
        ("mb", "MB"),
        ("gb", "GB"),
        ("tb", "TB"),
        ("kib", "KiB"),
        ("mib", "MiB"),
        ("gib", "GiB"),
        ("tib", "TiB"),
        ("kbps", "kbps"),
        ("mbps", "Mbps"),
        ("gbps", "Gbps"),
        ("ms", "ms"),
        ("milliseconds", "ms"),
        ("us", "us"),
        ("microseconds", "us"),
        ("seconds", "s"),
        ("secs", "s"),
        ("usd", "USD"),
        ("eur", "EUR"),
        ("gbp", "GBP"),
        ("$", "$"),
        ("€", "€"),
        ("£", "£"),
    ];
    let lower = Some(word.to_lowercase()).filter(|_| word != "US")?;
    SIZES.iter().find(|(size, _)| *size == lower).map(|(_, unit)| Unit::of(unit))
}
