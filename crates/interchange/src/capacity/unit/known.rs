//! The words that are units: those of Grafana, Prometheus, `CloudWatch` and Azure, and UCUM's of what machines are measured in.

use std::borrow::Cow;

/// What only counts, as Grafana shortens numbers and as people write it.
const COUNTS: [(&str, f64); 22] = [
    ("K", 1e3),
    ("k", 1e3),
    ("M", 1e6),
    ("Mil", 1e6),
    ("G", 1e9),
    ("Bil", 1e9),
    ("T", 1e12),
    ("Tri", 1e12),
    ("Quadr", 1e15),
    ("kilo", 1e3),
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("mio", 1e6),
    ("Mio", 1e6),
    ("mln", 1e6),
    ("MM", 1e6),
    ("bn", 1e9),
    ("Bn", 1e9),
    ("lakh", 1e5),
    ("crore", 1e7),
];

/// Every one with its family and its size within it.
const UNITS: &[(&str, &str, f64)] = &[
    ("ns", "time", 1e-9),
    ("nanoseconds", "time", 1e-9),
    ("µs", "time", 1e-6),
    ("μs", "time", 1e-6),
    ("us", "time", 1e-6),
    ("microsecond", "time", 1e-6),
    ("microseconds", "time", 1e-6),
    ("ms", "time", 1e-3),
    ("msec", "time", 1e-3),
    ("millis", "time", 1e-3),
    ("millisecond", "time", 1e-3),
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
    ("hr", "time", 3600.0),
    ("hrs", "time", 3600.0),
    ("hour", "time", 3600.0),
    ("hours", "time", 3600.0),
    ("d", "time", 86_400.0),
    ("day", "time", 86_400.0),
    ("days", "time", 86_400.0),
    ("week", "time", 604_800.0),
    ("weeks", "time", 604_800.0),
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
];

/// What is short for something that is counted in a time.
const SHORT: &[(&str, &str, f64)] = &[
    ("rps", "requests/s", 1.0),
    ("reqps", "requests/s", 1.0),
    ("rpm", "requests/s", 1.0 / 60.0),
    ("reqpm", "requests/s", 1.0 / 60.0),
    ("rph", "requests/s", 1.0 / 3600.0),
    ("qps", "queries/s", 1.0),
    ("qpm", "queries/s", 1.0 / 60.0),
    ("qph", "queries/s", 1.0 / 3600.0),
    ("tps", "transactions/s", 1.0),
    ("tpm", "transactions/s", 1.0 / 60.0),
    ("tph", "transactions/s", 1.0 / 3600.0),
    ("iops", "io/s", 1.0),
    ("opm", "requests/s", 1.0 / 60.0),
];

/// What is counted, by what it is called here, in the singular. Operations, hits and calls are requests, said so where one
/// becomes the other.
const NOUNS: &[(&str, &[&str])] = &[
    (
        "requests",
        &["r", "req", "request", "rq", "http req", "http request", "hit", "call", "op", "operation"],
    ),
    ("queries", &["q", "query", "queries"]),
    ("transactions", &["tx", "txn", "trans", "transaction"]),
    ("messages", &["msg", "message"]),
    ("events", &["ev", "event"]),
    ("iterations", &["iter", "iteration"]),
    ("jobs", &["job"]),
    ("tasks", &["task"]),
    ("orders", &["order"]),
    ("counts", &["c", "count"]),
    ("io", &["io"]),
    ("reads", &["rd", "read"]),
    ("writes", &["wr", "write"]),
    ("users", &["user"]),
    ("sessions", &["session"]),
    ("connections", &["connection", "conn"]),
    ("packets", &["packet"]),
    ("rows", &["row"]),
    ("items", &["item"]),
    ("records", &["record"]),
    ("errors", &["error", "failure"]),
];

/// The family of so many in a time, where nothing says of what: of `1/s` and `rate per minute`.
pub const UNSAID: &str = "rate/s";

/// The family and the size of a unit.
pub fn known(text: &str) -> Option<(Cow<'static, str>, f64)> {
    if text.is_empty() || text.len() > 40 {
        return None;
    }
    let exact = UNITS.iter().find(|(word, ..)| *word == text);
    let unit = exact.or_else(|| {
        // `MS` and `Percent`; but `M` and `S` mean something else, and `US` is a country.
        (text.chars().count() > 1 && text != "US" || text == "W" || text == "V" || text == "A")
            .then(|| UNITS.iter().find(|(word, ..)| word.eq_ignore_ascii_case(text)))
            .flatten()
    });
    if let Some((_, family, size)) = unit.or_else(|| short(text)) {
        return Some((Cow::Borrowed(*family), *size));
    }
    sized(text).map(|(family, size)| (Cow::Borrowed(family), size)).or_else(|| rate(text))
}

fn short(text: &str) -> Option<&'static (&'static str, &'static str, f64)> {
    SHORT.iter().find(|(word, ..)| word.eq_ignore_ascii_case(text))
}

/// Whether a word is short for something that is counted in a time: `rpm`, `krps`.
pub fn is_short(text: &str) -> bool {
    short(split(text).1).is_some()
}

/// What only counts, and the unit behind it: `K req/s`, `thousands of orders`, `kreq/s`.
pub fn split(text: &str) -> (f64, &str) {
    let (first, rest) = text.split_at(text.find([' ', '/']).unwrap_or(text.len()));
    if let Some(count) = count(first) {
        let rest = rest.trim();
        let has_no_name = parted(rest).is_some_and(|(of, _)| is_unsaid(of));
        if !has_no_name || is_sure(first) {
            return (count, rest.strip_prefix("of ").unwrap_or(rest));
        }
    }
    let is_counted = |text: &str| {
        let is_in_time = |(of, time)| noun(of).is_some() && seconds(time).is_some();
        short(text).is_some() || is_word(text) || parted(text).is_some_and(is_in_time)
    };
    // A small m is a thousandth.
    let stuck = [("k", 1e3), ("K", 1e3), ("M", 1e6)].into_iter().find_map(|(letter, count)| {
        text.strip_prefix(letter).filter(|rest| is_counted(rest)).map(|rest| (count, rest))
    });
    stuck.filter(|_| !is_counted(text)).unwrap_or((1.0, text))
}

/// Whether what only counts does so where nothing behind it is counted: `T/s` are transactions.
pub fn is_sure(count: &str) -> bool {
    count.len() > 1 || matches!(count, "K" | "k" | "M")
}

fn count(word: &str) -> Option<f64> {
    let is_one = |name: &str| {
        let lower = word.to_ascii_lowercase();
        name == word || name.len() > 3 && lower.strip_suffix('s').unwrap_or(&lower) == name
    };
    COUNTS.iter().find(|(name, _)| is_one(name)).map(|(_, count)| *count)
}

/// Thousands, millions or billions in a word.
pub fn counted_in(count: f64) -> Option<&'static str> {
    const WORDS: [(f64, &str); 4] =
        [(1e2, "hundreds"), (1e3, "thousands"), (1e6, "millions"), (1e9, "billions")];
    WORDS.iter().find(|(of, _)| (of - count).abs() < 0.5).map(|(_, word)| *word)
}

/// A size that is written in lower case, as it is written right. Lower case is bytes; but `Kb/s` is of bits, and so is whatever
/// ends in `bps`.
pub fn of_lower(text: &str) -> Option<&'static str> {
    const WRITTEN: [&str; 10] = ["kB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB", "Mbps", "Gbps"];
    WRITTEN.into_iter().find(|written| text == written.to_ascii_lowercase())
}

/// Bytes and bits, and those of a second: `GiB`, `kilobytes`, `kB/s`, `Mbps`.
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
    const LONG: [(&str, f64); 4] = [("kilo", 1e3), ("mega", 1e6), ("giga", 1e9), ("tera", 1e12)];
    let lower = text.to_ascii_lowercase();
    let words = [("bytes", "bytes"), ("byte", "bytes"), ("bits", "bits"), ("bit", "bits")];
    if let Some((size, family)) =
        words.iter().find_map(|(word, family)| Some((lower.strip_suffix(word)?, *family)))
    {
        let sizes = LONG.iter().chain(&SIZES);
        return sizes
            .filter(|(word, _)| word.eq_ignore_ascii_case(size))
            .map(|(_, size)| (family, *size))
            .next();
    }
    let (of, time) = text.strip_suffix("/s").map_or((text, ""), |of| (of, "/s"));
    let text = format!("{}{time}", of_lower(of).unwrap_or(of));
    let (size, family) =
        ENDINGS.iter().find_map(|(word, family)| Some((text.strip_suffix(word)?, *family)))?;
    SIZES.iter().find(|(word, _)| *word == size).map(|(_, size)| (family, *size))
}

/// How many seconds a word of time has, as it stands behind “per”; those of less than one only as they are
/// written: `Requests/US` are of a country.
pub fn seconds(time: &str) -> Option<f64> {
    let lower = time.to_lowercase();
    let is_one = |word: &str, size: f64| word == time || size >= 1.0 && word == lower;
    let found = UNITS.iter().find(|(word, family, size)| *family == "time" && is_one(word, *size));
    found.map(|(.., size)| *size).or_else(|| (lower == "m").then_some(60.0))
}

/// What is counted and in which time: `requests per minute`; nothing before it in `/min`.
pub fn parted(text: &str) -> Option<(&str, &str)> {
    let lower = text.to_ascii_lowercase(); // as long as the text
    let (at, mark) = ["/", " per ", "per "].into_iter().find_map(|mark| Some((lower.find(mark)?, mark)))?;
    let is_apart = mark != "per " || at == 0;
    Some((text.get(..at)?.trim(), text.get(at + mark.len()..)?.trim())).filter(|_| is_apart)
}

/// So many of something in a time (`req/s`, `requests per minute`, `Count/Second`, `MB/min`), or a time for each (`ms/op`).
fn rate(text: &str) -> Option<(Cow<'static, str>, f64)> {
    let (of, time) = parted(text)?;
    let lower = of.to_lowercase();
    let unit = UNITS.iter().find(|(word, ..)| *word == lower);
    let Some(seconds) = seconds(time) else {
        let is_each = time.len() > 1 && noun(time).is_some();
        return unit
            .filter(|(_, family, _)| is_each && *family == "time")
            .map(|(.., size)| ("time".into(), *size));
    };
    if is_unsaid(of) {
        return Some((UNSAID.into(), 1.0 / seconds));
    }
    if !of.chars().all(|c| c.is_alphabetic() || c == ' ') {
        return None;
    }
    let in_time = |family: &str, size: f64| Some((Cow::Owned(format!("{family}/s")), size / seconds));
    if let Some(name) = noun(of) {
        return in_time(name, 1.0);
    }
    // The highest value per day is none per day; m/s is a speed, or thousandths, or millions.
    if is_aggregate(of) || of == "m" {
        return None;
    }
    if let Some((_, family, size)) = unit {
        return in_time(family, *size);
    }
    if let Some((family, size)) = sized(&format!("{of}/s")) {
        return Some((family.into(), size / seconds)); // Mb/min is of bits, as Mb/s is
    }
    if let Some((family, size)) = sized(of) {
        return in_time(family, size);
    }
    let is_long = of.chars().count() > 1 && time.len() > 1 || time.eq_ignore_ascii_case("s");
    (is_long && seconds >= 1.0).then(|| in_time(&lower, 1.0)).flatten()
}

/// Whether nothing says what is counted: as in `/min`, or by a word of what is done, whatever it is (`rate per minute`).
pub fn is_unsaid(of: &str) -> bool {
    is_bare(of) || matches!(&*of.to_lowercase(), "rate" | "rates" | "throughput" | "thruput")
}

/// Whether there is no word at all: `/min`, `1/s`, and `#/sec` of ab.
pub fn is_bare(of: &str) -> bool {
    matches!(of, "" | "1" | "#")
}

/// Whether a word before a time surely is what is counted: `orders`, `MB` and every plural; but `checkout` may be a name.
pub fn is_surely_counted(word: &str) -> bool {
    let lower = word.to_lowercase();
    let is_plural = lower.len() > 3
        && lower.ends_with('s')
        && !["ss", "us", "is"].iter().any(|end| lower.ends_with(end))
        && lower.chars().all(char::is_alphabetic);
    word.len() > 1 && (is_plural || noun(word).is_some() || known(word).is_some())
}

/// What a word counts, by what it is called here: `requests` of `hits`.
pub fn noun(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let singular = lower.strip_suffix('s').filter(|_| lower.len() > 2);
    let is_one = |word: &&str| *word == lower || Some(*word) == singular;
    NOUNS.iter().find(|(_, words)| words.iter().any(is_one)).map(|(name, _)| *name)
}

/// Whether a word is something that is counted: `orders`.
pub fn is_word(text: &str) -> bool {
    text.len() > 2 && noun(text).is_some()
}

/// Whether a family is that of a measurement, and of nothing that is counted.
pub fn is_measured(family: &str) -> bool {
    matches!(family, "bytes" | "bits") || UNITS.iter().any(|(_, of, _)| *of == family)
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
