//! What a throughput is counted in: requests or bytes, and over which time.

use domain::chaos::experiment::measured;

/// What a throughput is counted in.
#[derive(Clone, Debug, PartialEq)]
pub struct Rate {
    /// As it is written, without thousands: `req/min`. Empty where only thousands are said.
    pub unit: String,
    /// How many seconds it counts over, where that is said.
    pub seconds: Option<f64>,
    /// How many each one of its numbers stands for: 1000 for `k req/s`.
    pub times: f64,
    /// The bytes or bits that it counts, as they are written: `MB`.
    pub data: Option<String>,
}

/// What stands where a unit does.
#[derive(Clone, Debug, PartialEq)]
pub enum Stated {
    /// A throughput.
    Rate(Rate),
    /// A time for each one.
    Time,
    /// A share of something.
    Share,
}

/// What is counted, by its names in headings.
const NOUNS: &[&str] = &[
    "",
    "1",
    "#",
    "call",
    "event",
    "hit",
    "http req",
    "iteration",
    "job",
    "message",
    "msg",
    "op",
    "operation",
    "order",
    "q",
    "queries",
    "query",
    "r",
    "rate",
    "req",
    "request",
    "rq",
    "task",
    "throughput",
    "thruput",
    "trans",
    "transaction",
    "tx",
    "txn",
];
/// What is short for a noun and a time.
const SHORT: &[(&str, &str, &str)] = &[
    ("rps", "requests", "s"),
    ("qps", "queries", "s"),
    ("tps", "transactions", "s"),
    ("rpm", "requests", "min"),
    ("qpm", "queries", "min"),
    ("tpm", "transactions", "min"),
    ("rph", "requests", "h"),
    ("tph", "transactions", "h"),
];
const TIMES: &[(&str, &str, f64)] = &[
    ("ns", "ns", 1e-9),
    ("us", "µs", 1e-6),
    ("µs", "µs", 1e-6),
    ("ms", "ms", 1e-3),
    ("msec", "ms", 1e-3),
    ("millisecond", "ms", 1e-3),
    ("s", "s", 1.0),
    ("sec", "s", 1.0),
    ("second", "s", 1.0),
    ("m", "min", 60.0),
    ("min", "min", 60.0),
    ("minute", "min", 60.0),
    ("h", "h", 3_600.0),
    ("hr", "h", 3_600.0),
    ("hour", "h", 3_600.0),
    ("d", "d", 86_400.0),
    ("day", "d", 86_400.0),
];
const COUNTS: &[(&str, f64)] = &[("thousand", 1e3), ("kilo", 1e3), ("k", 1e3), ("million", 1e6), ("m", 1e6)];

impl Stated {
    /// What a unit says (`k req/s`, `MB/s`, `s/op`, `%`); nothing where it is none of a throughput.
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim().replace('_', " ");
        let lower = text.to_lowercase();
        if lower.contains('%') || matches!(singular(&lower), "percent" | "pct") {
            return Some(Self::Share);
        }
        if lower != "m" && time(&lower).is_some() {
            return Some(Self::Time);
        }
        let (per, thing) = match text.split_once('/').or_else(|| text.split_once(" per ")) {
            Some((thing, per)) => (Some(per.trim()), thing.trim()),
            None => (None, text.as_str()),
        };
        if let Some(per) = per {
            let thing_lower = thing.to_lowercase();
            let Some((per, seconds)) = time(&per.to_lowercase()) else {
                return (time(&thing_lower).is_some() && !thing_lower.is_empty()).then_some(Self::Time);
            };
            return Rate::of(thing, Some((per, seconds))).map(Self::Rate);
        }
        short(&text).or_else(|| Rate::of(thing, None)).map(Self::Rate)
    }
}

impl Rate {
    fn of(thing: &str, per: Option<(&'static str, f64)>) -> Option<Self> {
        let after = |name: &str| match (per, name) {
            (Some((per, _)), "" | "1" | "#") => format!("requests/{per}"),
            (Some((per, _)), name) => format!("{name}/{per}"),
            (None, name) => name.to_owned(),
        };
        let seconds = per.map(|(_, seconds)| seconds);
        if is_data(thing) {
            return Some(Self { unit: after(thing), seconds, times: 1.0, data: Some(thing.to_owned()) });
        }
        let (times, noun) = counted(thing);
        let is_known = NOUNS.contains(&singular(&noun.to_lowercase())) && (per.is_some() || !noun.is_empty());
        let is_count = per.is_none() && noun.is_empty() && times > 1.0;
        (is_known || is_count).then(|| Self { unit: after(noun), seconds, times, data: None })
    }
}

/// What a heading says: in its brackets, else in its own words.
pub fn headed(heading: &str) -> Option<Stated> {
    let bracketed = [('(', ')'), ('[', ']')].iter().find_map(|(open, close)| {
        heading.trim_end().strip_suffix(*close)?.rsplit_once(*open).map(|(_, unit)| unit)
    });
    bracketed.and_then(Stated::of).or_else(|| {
        let words = heading.split(['(', '[']).next().unwrap_or_default();
        Stated::of(words).filter(|stated| matches!(stated, Stated::Rate(rate) if rate.seconds.is_some()))
    })
}

/// `thousands`, or how many.
pub fn in_words(times: f64) -> String {
    if times >= 1e6 {
        "millions".to_owned()
    } else if times >= 1e3 {
        "thousands".to_owned()
    } else {
        measured(times, "")
    }
}

fn short(text: &str) -> Option<Rate> {
    let lower = text.to_lowercase();
    let (times, rest) = match lower.strip_prefix('k') {
        Some(rest) => (1e3, rest.trim_start()),
        None => (1.0, lower.as_str()),
    };
    let (_, noun, per) = SHORT.iter().find(|(word, ..)| *word == rest)?;
    let (per, seconds) = time(per)?;
    Some(Rate { unit: format!("{noun}/{per}"), seconds: Some(seconds), times, data: None })
}

/// `k req` is 1000 of `req`.
fn counted(thing: &str) -> (f64, &str) {
    let lower = thing.to_lowercase();
    for (word, times) in COUNTS {
        let Some(rest) = lower.strip_prefix(word).and_then(|_| thing.get(word.len()..)) else { continue };
        let rest = rest.strip_prefix(['s', 'S']).filter(|_| word.len() > 4).unwrap_or(rest);
        let noun = rest.trim_start().trim_start_matches("of ");
        let is_noun = NOUNS.contains(&singular(&noun.to_lowercase()));
        // A small m is a thousandth or a minute, and no million.
        if is_noun && (*word != "m" || thing.starts_with('M')) {
            return (*times, noun);
        }
    }
    (1.0, thing)
}

fn is_data(thing: &str) -> bool {
    let lower = thing.to_lowercase();
    let sizes = ["ki", "mi", "gi", "ti", "kilo", "mega", "giga", "k", "m", "g", "t", ""];
    let is_bytes = |rest: &str| matches!(rest, "b" | "bit" | "bits" | "byte" | "bytes" | "bps");
    sizes.iter().any(|size| lower.strip_prefix(size).is_some_and(is_bytes))
}

fn time(word: &str) -> Option<(&'static str, f64)> {
    let named = |word: &str| TIMES.iter().find(|(name, ..)| *name == word).map(|(_, short, s)| (*short, *s));
    named(word).or_else(|| named(singular(word)))
}

fn singular(word: &str) -> &str {
    match word {
        "s" | "ms" | "us" | "ns" | "trans" => word,
        word => word.strip_suffix('s').unwrap_or(word),
    }
}

#[cfg(test)]
mod tests {
    use super::{Stated, headed};

    #[test]
    fn headings_say_what_is_counted_and_over_which_time() {
        for (heading, unit, seconds, times, is_data) in [
            ("throughput (req/min)", "req/min", Some(60.0), 1.0, false),
            ("throughput (k req/s)", "req/s", Some(1.0), 1e3, false),
            ("Throughput [kreq/s]", "req/s", Some(1.0), 1e3, false),
            ("throughput (MB/s)", "MB/s", Some(1.0), 1.0, true),
            ("throughput (Mbps)", "Mbps", None, 1.0, true),
            ("Requests/min", "Requests/min", Some(60.0), 1.0, false),
            ("throughput_per_minute", "throughput/min", Some(60.0), 1.0, false),
            ("TPM", "transactions/min", Some(60.0), 1.0, false),
            ("krps", "requests/s", Some(1.0), 1e3, false),
            ("X (/h)", "requests/h", Some(3_600.0), 1.0, false),
            ("throughput (thousands)", "", None, 1e3, false),
        ] {
            let Some(Stated::Rate(rate)) = headed(heading) else { panic!("{heading}") };
            let found = (rate.unit.as_str(), rate.seconds, rate.times, rate.data.is_some());
            assert_eq!(found, (unit, seconds, times, is_data), "{heading}");
        }
        for (heading, stated) in [
            ("rate (s/op)", Some(Stated::Time)),
            ("throughput (ms)", Some(Stated::Time)),
            ("Rate (%)", Some(Stated::Share)),
            ("throughput", None),
            ("throughput (mean)", None),
            ("failures/s", None),
            ("Received KB/sec", None),
            ("requests per user", None),
        ] {
            assert_eq!(headed(heading), stated, "{heading}");
        }
    }
}
