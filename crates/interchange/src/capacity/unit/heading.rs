//! What a heading says of the unit: in brackets, at its end, or in words.

use super::{
    Unit,
    known::{
        counted_in, is_aggregate, is_short, is_sure, is_surely_counted, is_unsaid, noun, of_lower, parted,
        seconds, split,
    },
    power,
};

/// The unit that a heading says, if it does. What else stands in brackets is none: `Requests (checkout)`, `avg(latency)`.
pub fn unit(heading: &str) -> Option<Unit> {
    let heading = heading.trim();
    let unit = of_all(heading);
    if unit.as_ref().is_none_or(Unit::is_in_time)
        && plain(heading) == Some(heading)
        && power::is_of_each(heading)
    {
        return Some(Unit::vague(heading, heading.to_lowercase())); // no total
    }
    unit
}

fn of_all(heading: &str) -> Option<Unit> {
    if let Some((before, inner)) = bracketed(heading)
        && !is_highest(before, inner)
    {
        if let Some(unit) = written(inner) {
            return Some(beside(unit, before));
        }
        let is_open = power::is_doubtful(inner) || matches!(inner, "T" | "G"); // of bytes, or of whatever
        if is_open && plain(heading) == Some(heading) {
            return Some(Unit::vague(inner, inner.to_lowercase()));
        }
    }
    if let Some((many, rest)) = power::of(heading).filter(|_| plain(heading) == Some(heading)) {
        let unit = unit(rest).filter(|unit| !unit.is_vague); // req/s ×1000
        return Some(unit.map_or_else(|| only(many), |unit| unit.times(many)));
    }
    if split(heading).0 > 1.0 && Unit::is_known(heading) {
        return Some(Unit::of(heading)); // K req/s, and nothing else
    }
    let name = plain(heading)?;
    rate(name).or_else(|| in_words(name))
}

/// The unit in brackets, by what stands before them: `queries/sec (10³)`, `Requests ×1000 (req/s)`.
fn beside(in_brackets: Unit, before: &str) -> Unit {
    let counted = in_brackets.counts().filter(|_| before.len() <= power::HEADING_MAX_BYTES);
    let counted = counted.and_then(|many| Some((many, unit(before)?)));
    if let Some((many, unit)) = counted.filter(|(_, unit)| unit.is_in_time() || unit.is_data()) {
        return unit.times(many);
    }
    let many = power::behind(before.trim()).map_or(1.0, |(many, _)| many);
    counting(in_brackets, before).times(many)
}

/// Thousands of whatever it is, by a power of ten.
fn only(many: f64) -> Unit {
    let name = counted_in(many).map_or_else(|| format!("×{many}"), str::to_owned);
    Unit::only(&name, many)
}

/// What of a heading is words. Those of a query are names of metrics and of labels, and functions turn one unit into another.
fn plain(heading: &str) -> Option<&str> {
    let is_query = heading.contains(['{', '"', '='])
        || heading.matches('(').count() > 1
        || heading.contains('(') && heading.contains('[');
    if is_query { heading.split('{').next().filter(|name| !name.contains('(')) } else { Some(heading) }
}

/// What stands before the brackets at the end, and in them.
fn bracketed(heading: &str) -> Option<(&str, &str)> {
    [('(', ')'), ('[', ']')].iter().find_map(|(open, close)| {
        let (before, inner) = heading.strip_suffix(*close)?.rsplit_once(*open)?;
        Some((before, inner.trim()))
    })
}

/// `max (per day)`: the highest value of each day is none in a day.
fn is_highest(before: &str, inner: &str) -> bool {
    let is = |word: &&str| is_aggregate(word) && !is_unsaid(word);
    is_per(inner) && words(before).last().is_some_and(is)
}

/// Whether a time is said in words and nothing else: `per minute`. It needs something that is counted.
fn is_per(unit: &str) -> bool {
    unit.to_lowercase().starts_with("per ")
}

/// The unit by what the words before it count, where it says its time alone: `Orders (/min)`, `Request rate per second`.
pub fn counting(unit: Unit, before: &str) -> Unit {
    if !unit.is_unsaid() {
        return unit;
    }
    let words = words(plain(before).unwrap_or_default());
    let noun = words.iter().rev().find(|word| !is_unsaid(word) && !is_aggregate(word));
    let is_any = is_per(&unit.name) && noun == words.last(); // as without brackets
    let noun = noun.filter(|noun| is_surely_counted(noun) || is_any && noun.len() > 1);
    let named = noun.zip(parted(&unit.name)).map(|(noun, (_, time))| {
        let of_short = is_short(noun).then(|| Unit::of(noun)); // rps (1/s)
        let noun = of_short.as_ref().map_or(*noun, Unit::counted);
        format!("{noun}/{}", time.to_lowercase())
    });
    match named.filter(|named| Unit::is_known(named)).map(|named| Unit::of(&named)) {
        Some(named) => Unit { count: unit.count * named.count, ..named },
        None => unit,
    }
}

fn words(heading: &str) -> Vec<&str> {
    let apart = |c: char| c.is_whitespace() || "_()[],:;-".contains(c);
    heading.split(apart).filter(|word| !word.is_empty()).collect()
}

/// What is counted by the brackets at the end: `throughput (ops)`.
pub fn counted(heading: &str) -> Option<Unit> {
    bracketed(heading.trim()).map(|(_, inner)| inner).filter(|inner| noun(inner).is_some()).map(Unit::of)
}

/// What is a unit by itself. Between brackets a letter that only counts is one too: the numbers are thousands.
fn written(inner: &str) -> Option<Unit> {
    let inner = inner.strip_prefix("in ").unwrap_or(inner);
    if inner.eq_ignore_ascii_case("min") {
        return None; // the smallest, and minutes
    }
    if let Some((many, rest)) = power::of(inner) {
        return if rest.is_empty() { Some(only(many)) } else { written(rest).map(|unit| unit.times(many)) };
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
    let words = words(heading);
    let counting =
        |unit: Unit, until: usize| counting(unit, &words.get(..until).unwrap_or_default().join(" "));
    for (at, word) in words.iter().enumerate() {
        let lower = word.to_lowercase();
        if is_short(word) || word.contains('/') && Unit::is_known(word) && !is_path(word) {
            return Some(counting(Unit::of(word), at));
        }
        let before = at.checked_sub(1).and_then(|at| words.get(at)).copied();
        let after = words.get(at + 1).copied();
        if let (Some(noun), "per", Some(time)) = (before, lower.as_str(), after)
            && time.len() > 1
            && seconds(time).is_some()
        {
            let unit = format!("{noun}/{}", time.to_lowercase());
            return Unit::is_known(&unit).then(|| counting(Unit::of(&unit), at));
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
    const SIZES: [(&str, &str); 27] = [
        ("kilobytes", "kB"),
        ("megabytes", "MB"),
        ("gigabytes", "GB"),
        ("terabytes", "TB"),
        ("kibibytes", "KiB"),
        ("mebibytes", "MiB"),
        ("gibibytes", "GiB"),
        ("tebibytes", "TiB"),
        ("bits", "bits"),
        ("kbit", "kbit"),
        ("mbit", "Mbit"),
        ("gbit", "Gbit"),
        ("tbit", "Tbit"),
        ("bytes", "bytes"),
        ("kbps", "kbps"),
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
    let of_words = || SIZES.iter().find(|(size, _)| *size == lower).map(|(_, unit)| *unit);
    of_lower(&lower).or_else(of_words).map(Unit::of)
}
