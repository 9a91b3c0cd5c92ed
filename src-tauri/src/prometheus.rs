//! The one question that live watchers ask, the value of a query now, and the one of a capacity model, its values of the last
//! months. Nothing else of Prometheus is used.
//!
//! Only the address of the workspace is contacted: redirects are not followed, no proxy is taken from the environment,
//! and nothing of a query or its answer goes to the log.

use chrono::DateTime;
use domain::{Instant, text::clip, time::words};
use serde::{Deserialize, de::IgnoredAny};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use ureq::{
    Agent, Body, Error,
    http::{Response, StatusCode},
    tls::{RootCerts, TlsConfig},
};

/// How long an answer may take, and how large it may be.
#[derive(Clone, Copy)]
struct Limits {
    within_s: u64,
    most_mb: u64,
}

impl Limits {
    /// Of a check: the room must learn quickly that nobody sees. One value takes a few hundred bytes; what is larger comes of a
    /// query that forgot to aggregate.
    const VALUE: Self = Self { within_s: 2, most_mb: 1 };
    /// Of a history, which is many values, and is asked for once, by somebody who waits for it: a year by the hour of some series.
    const RANGE: Self = Self { within_s: 15, most_mb: 16 };

    const fn timeout(self) -> Duration {
        Duration::from_secs(self.within_s)
    }

    const fn most_bytes(self) -> u64 {
        self.most_mb << 20
    }
}

/// Prometheus answers with 11,000 values of a series at most.
const RANGE_VALUES_MAX: i64 = 10_000;
/// Most days that are asked for: three years and a little.
const RANGE_MAX_DAYS: u32 = 1_200;
/// Seconds of a day.
const DAY_S: i64 = 86_400;
/// As large as a reading may be.
const VALUE_MAX: f64 = 1e15;

/// Why there is no value, in words for the room.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotSee {
    /// Nobody answers there.
    #[error("Prometheus at {host} cannot be reached: {cause}. Is it running, and is its address right?")]
    Unreachable {
        /// Host and port.
        host: String,
        /// What the system said.
        cause: String,
    },
    /// No secure connection.
    #[error(
        "No secure connection to {host}: {cause}. Does it answer over https, and does this computer trust its certificate?"
    )]
    NotSecure {
        /// Host and port.
        host: String,
        /// What was wrong.
        cause: String,
    },
    /// It takes too long.
    #[error(
        "Prometheus at {host} gave no answer within {within_s} s. Is it overloaded, or is the query a heavy one?"
    )]
    Slow {
        /// Host and port.
        host: String,
        /// How long it had.
        within_s: u64,
    },
    /// It names another address.
    #[error(
        "{host} sends the question on to another address, which Readyroom does not follow. Write the address at which Prometheus itself answers."
    )]
    Elsewhere {
        /// Host and port.
        host: String,
    },
    /// It answered that it will not.
    #[error("Prometheus at {host} answered with status {status}: {message}")]
    Status {
        /// Host and port.
        host: String,
        /// The HTTP status.
        status: u16,
        /// Prometheus' own message.
        message: String,
    },
    /// Something answers that is not Prometheus.
    #[error("{host} answers, but not as Prometheus does. Is it the address of something else?")]
    NotPrometheus {
        /// Host and port.
        host: String,
    },
    /// More than what was asked for could ever take.
    #[error(
        "The answer is larger than {most_mb} MB, so the query found very many series. Aggregate them into one, with sum(…) or max(…)."
    )]
    TooLarge {
        /// How large it may be.
        most_mb: u64,
    },
    /// A history longer than any that is kept, or none.
    #[error("A history is asked for over 1 to {RANGE_MAX_DAYS} days, and not over {days}.")]
    TooLong {
        /// How many days were asked for.
        days: u32,
    },
    /// The query found nothing.
    #[error(
        "The query found no data. Is the name right, and is it being scraped? For something that may be absent, add “or vector(0)”."
    )]
    NoData,
    /// The query found more than one series.
    #[error("The query found {count} series. Aggregate them into one, with sum(…) or max(…).")]
    Several {
        /// How many.
        count: usize,
    },
    /// The query yields something else than a value.
    #[error("The query yields {what}, not one number. {hint}")]
    NotOneNumber {
        /// What.
        what: &'static str,
        /// What to do.
        hint: &'static str,
    },
    /// The value is no number that could be compared.
    #[error("The query's value is {value}, which is no number to compare with. Often it divides by zero.")]
    NotFinite {
        /// What Prometheus wrote.
        value: String,
    },
    /// The value is one of some time ago.
    #[error("The query's newest value is {} old: it is no longer measured. Is its target still being scraped?", words(*age_ms))]
    Old {
        /// How old, in milliseconds.
        age_ms: i64,
    },
    /// The value is beyond what can be written down.
    #[error("The query's value is beyond 1e15. Divide it in the query, to a larger unit.")]
    Huge,
}

impl CannotSee {
    /// Whether the query is to blame, rather than the address.
    #[must_use]
    pub const fn blames_query(&self) -> bool {
        match self {
            Self::Status { status, .. } => matches!(status, 400 | 422),
            Self::Unreachable { .. }
            | Self::NotSecure { .. }
            | Self::Slow { .. }
            | Self::Elsewhere { .. }
            | Self::NotPrometheus { .. } => false,
            _ => true,
        }
    }
}

/// Whoever asks. Cheap to clone, safe to share between threads.
#[derive(Clone, Debug)]
pub struct Asker {
    agent: Agent,
}

impl Default for Asker {
    fn default() -> Self {
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let config = Agent::config_builder()
            .timeout_global(Some(Limits::VALUE.timeout()))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .proxy(None)
            // A connection that was kept may be dead by the next check, which would look as if nobody were there.
            .max_idle_connections(0)
            .user_agent(concat!("readyroom/", env!("CARGO_PKG_VERSION")))
            .tls_config(tls)
            .build();
        Self { agent: config.new_agent() }
    }
}

impl Asker {
    /// The value of `query` now, at the Prometheus at `url`.
    ///
    /// # Errors
    /// Everything that is not exactly one number that can be written down.
    pub fn value(&self, url: &str, query: &str) -> Result<f64, CannotSee> {
        match self.read(url, query)?.value {
            value if value.is_finite() => Ok(value),
            endless => {
                Err(CannotSee::NotFinite { value: if endless > 0.0 { "+Inf" } else { "-Inf" }.to_owned() })
            }
        }
    }

    /// The value of `query` as a watcher needs it: not older than `within`, and without an end where there is none, since a
    /// burn rate over a budget of which nothing is left has none.
    ///
    /// # Errors
    /// Everything that is not exactly one number of now.
    pub fn fresh_value(&self, url: &str, query: &str, within: Duration) -> Result<f64, CannotSee> {
        let read = self.read(url, query)?;
        let within_ms = i64::try_from(within.as_millis()).unwrap_or(i64::MAX);
        match read.age_ms {
            age_ms if age_ms > within_ms => Err(CannotSee::Old { age_ms }),
            _ => Ok(read.value),
        }
    }

    /// What Prometheus answers to `query` over the last `days` in samples of every [`step_s`], as it answers: JSON. Whoever reads
    /// histories understands it.
    ///
    /// # Errors
    /// No day or too many, nobody answers, or it is not Prometheus, or it will not.
    pub fn range(&self, url: &str, query: &str, days: u32, now: Instant) -> Result<Vec<u8>, CannotSee> {
        if !(1..=RANGE_MAX_DAYS).contains(&days) {
            return Err(CannotSee::TooLong { days });
        }
        let host = host(url);
        let span_s = i64::from(days) * DAY_S;
        let end_s = now.utc().timestamp();
        let asked = self.agent.get(format!("{}/api/v1/query_range", url.trim_end_matches('/')));
        let asked = asked.query("query", query);
        let asked = asked.query("start", (end_s - span_s).to_string()).query("end", end_s.to_string());
        let asked = asked.query("step", step_s(days).to_string());
        let asked = asked.config().timeout_global(Some(Limits::RANGE.timeout())).build();
        let response = asked.call().map_err(|error| failed(&host, error, Limits::RANGE))?;
        let (status, body) = answered(&host, response, Limits::RANGE)?;
        match serde_json::from_slice::<Reply>(&body) {
            Ok(Reply { data: Some(_), .. }) if status.is_success() => Ok(body),
            reply if !status.is_success() => Err(refused(&host, status, reply.ok())),
            _ => Err(CannotSee::NotPrometheus { host }),
        }
    }

    fn read(&self, url: &str, query: &str) -> Result<Read, CannotSee> {
        let host = host(url);
        let asked = self.agent.get(format!("{}/api/v1/query", url.trim_end_matches('/')));
        let response = asked.query("query", query).call();
        let response = response.map_err(|error| failed(&host, error, Limits::VALUE))?;
        // By the clock of whoever answers: it wrote the value's time too.
        let date = response.headers().get("date").and_then(|date| date.to_str().ok());
        let date = date.and_then(|date| DateTime::parse_from_rfc2822(date).ok());
        let now_ms = date.map_or_else(ours_ms, |date| date.timestamp_millis());
        let (status, body) = answered(&host, response, Limits::VALUE)?;
        let reply = serde_json::from_slice::<Reply>(&body);
        if !status.is_success() {
            return Err(refused(&host, status, reply.ok()));
        }
        match reply {
            Ok(Reply { data: Some(data), .. }) => one_value(data, now_ms),
            _ => Err(CannotSee::NotPrometheus { host }),
        }
    }
}

/// How far samples of a history over so many days lie apart: an hour, where so many fit into one answer.
#[must_use]
pub fn step_s(days: u32) -> i64 {
    (i64::from(days) * DAY_S / RANGE_VALUES_MAX).max(3_600)
}

/// What came, whatever it says, from there and nowhere else.
fn answered(
    host: &str,
    mut response: Response<Body>,
    limits: Limits,
) -> Result<(StatusCode, Vec<u8>), CannotSee> {
    let status = response.status();
    if status.is_redirection() {
        return Err(CannotSee::Elsewhere { host: host.to_owned() });
    }
    let body = response.body_mut().with_config().limit(limits.most_bytes()).read_to_vec();
    Ok((status, body.map_err(|error| failed(host, error, limits))?))
}

/// Why it will not, in its own words where it has some.
fn refused(host: &str, status: StatusCode, reply: Option<Reply>) -> CannotSee {
    let own = reply.and_then(|reply| reply.error);
    let message = own.unwrap_or_else(|| status.canonical_reason().unwrap_or("no reason given").to_owned());
    CannotSee::Status { host: host.to_owned(), status: status.as_u16(), message: plain(&message) }
}

#[derive(Deserialize)]
struct Reply {
    data: Option<Data>,
    error: Option<String>,
}

#[derive(Deserialize)]
#[serde(tag = "resultType", content = "result", rename_all = "lowercase")]
enum Data {
    Vector(Vec<Element>),
    Scalar((f64, String)),
    Matrix(IgnoredAny),
    String(IgnoredAny),
}

/// One series of a vector; a native histogram has no plain value.
#[derive(Deserialize)]
struct Element {
    value: Option<(f64, String)>,
}

/// A value and how old it is.
struct Read {
    /// May be infinite.
    value: f64,
    age_ms: i64,
}

fn one_value(data: Data, now_ms: i64) -> Result<Read, CannotSee> {
    let read = |at_s: f64, value: &str| {
        Ok(Read { value: number(value)?, age_ms: now_ms.saturating_sub((at_s * 1000.0) as i64) })
    };
    let not_one = |what, hint| Err(CannotSee::NotOneNumber { what, hint });
    match data {
        Data::Scalar((at_s, value)) => read(at_s, &value),
        Data::Vector(elements) => match elements.as_slice() {
            [] => Err(CannotSee::NoData),
            [Element { value: Some((at_s, value)) }] => read(*at_s, value),
            [_] => not_one("a histogram", "Take a quantile of it, with histogram_quantile(0.99, …)."),
            several => Err(CannotSee::Several { count: several.len() }),
        },
        Data::Matrix(_) => {
            not_one("values over a span of time", "Reduce them, with avg_over_time(…) or rate(…).")
        }
        Data::String(_) => not_one("a text", "Write an expression, such as up{job=\"checkout\"}."),
    }
}

fn number(value: &str) -> Result<f64, CannotSee> {
    match value.parse::<f64>() {
        Ok(number) if number.is_nan() => Err(CannotSee::NotFinite { value: plain(value) }),
        Ok(number) if number.is_finite() && number.abs() > VALUE_MAX => Err(CannotSee::Huge),
        Ok(number) => Ok(number),
        Err(_) => Err(CannotSee::NotFinite { value: plain(value) }),
    }
}

/// This computer's clock, in milliseconds since 1970.
fn ours_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

fn failed(host: &str, error: Error, limits: Limits) -> CannotSee {
    let host = host.to_owned();
    match error {
        Error::Timeout(_) | Error::BodyStalled => CannotSee::Slow { host, within_s: limits.within_s },
        Error::BodyExceedsLimit(_) => CannotSee::TooLarge { most_mb: limits.most_mb },
        Error::Protocol(_) | Error::LargeResponseHeader(..) => CannotSee::NotPrometheus { host },
        Error::HostNotFound => CannotSee::Unreachable { host, cause: "there is no such host".to_owned() },
        Error::Rustls(cause) => CannotSee::NotSecure { host, cause: plain(&cause.to_string()) },
        // A handshake that went wrong arrives as data that makes no sense.
        Error::Io(cause) if cause.kind() == std::io::ErrorKind::InvalidData => {
            CannotSee::NotSecure { host, cause: plain(&cause.to_string()) }
        }
        Error::Io(cause) => CannotSee::Unreachable { host, cause: plain(&cause.to_string()) },
        other => CannotSee::Unreachable { host, cause: plain(&other.to_string()) },
    }
}

/// Host and port of an address: all of it that is fit for a sentence.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    plain(authority.rsplit('@').next().unwrap_or_default())
}

/// Somebody else's words, fit for one line of ours.
fn plain(words: &str) -> String {
    let line: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clip(line.trim(), 300)
}
