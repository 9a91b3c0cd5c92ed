//! Units of measurements: which words are one, how large each is, and what one comes to in another.

mod column;
mod heading;
mod known;
mod power;

pub(crate) use column::Counted;

use domain::text::clip;
use known::{UNSAID, is_bare, is_measured, is_word, known, noun, parted, split};
use std::borrow::Cow;

/// A unit by its size: `ms` is a thousandth of what `s` is.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// As the file writes it, without what only counts (`K`, `Mil`).
    pub name: String,
    /// Whether it only says what is measured (`latency`), and not in what: whoever knows says more.
    pub is_vague: bool,
    /// What can be turned into each other.
    family: Cow<'static, str>,
    /// How large it is in its family.
    size: f64,
    /// By how much a number before it is multiplied: `1.2 K` is 1200.
    count: f64,
}

impl Unit {
    /// The unit that stands behind a number, by the words of Grafana, Prometheus and spreadsheets.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let (count, name) = split(text);
        let (family, size) = known(name)
            .or_else(|| Some((Cow::Borrowed(noun(name)?), 1.0)))
            .unwrap_or_else(|| (Cow::Owned(name.to_lowercase()), 1.0));
        Self { name: name.to_owned(), is_vague: false, family, size, count }
    }

    /// The same by what a heading counts, where the unit says its time alone: `orders/s` of `1/s`.
    pub(crate) fn counting(self, heading: &str) -> Self {
        heading::counting(self, heading)
    }

    /// The same in requests, where there is no word of what is counted: those of a load test.
    pub(crate) fn in_requests(self) -> Self {
        match parted(&self.name).filter(|(of, _)| self.is_unsaid() && is_bare(of)) {
            Some((_, time)) => Self { count: self.count, ..Self::of(&format!("requests/{time}")) },
            None => self,
        }
    }

    /// What is measured, where nothing says in what.
    fn vague(name: &str, family: impl Into<Cow<'static, str>>) -> Self {
        Self { name: name.to_owned(), is_vague: true, family: family.into(), size: 1.0, count: 1.0 }
    }

    /// The same in so many of them: thousands of requests.
    fn times(self, many: f64) -> Self {
        Self { count: self.count * many, ..self }
    }

    /// Thousands and millions of whatever it is.
    fn only(name: &str, count: f64) -> Self {
        Self { name: name.to_owned(), is_vague: false, family: Cow::Borrowed(""), size: count, count: 1.0 }
    }

    /// Whether a word by itself is surely a unit.
    #[must_use]
    pub fn is_known(text: &str) -> bool {
        known(split(text).1).is_some()
    }

    /// Whether a word that stands behind a number is its unit: a known one, what only counts (`K`), both, or what is counted
    /// (`orders`).
    pub(crate) fn is_written_behind(text: &str) -> bool {
        let (count, name) = split(text);
        let is_count = name.is_empty() && count > 1.0;
        text.len() <= 40 && (is_count || known(name).is_some() || is_word(name))
    }

    /// The unit as Grafana names it. One that is not known is what is measured, and no unit of a model.
    pub(crate) fn of_grafana(name: &str) -> Option<Self> {
        const NONE: [&str; 6] = ["", "none", "short", "string", "locale", "sishort"];
        const NAMES: [(&str, &str); 10] = [
            ("ops", "ops/s"),
            ("rowsps", "rows/s"),
            ("rowspm", "rows/min"),
            ("cps", "counts/s"),
            ("cpm", "counts/min"),
            ("eps", "events/s"),
            ("epm", "events/min"),
            ("mps", "messages/s"),
            ("mpm", "messages/min"),
            ("wps", "writes/s"),
        ];
        if name == "percentunit" {
            return Some(Self::of("%").times(100.0));
        }
        let written = NAMES.iter().find(|(short, _)| *short == name).map_or(name, |(_, written)| *written);
        let unit = || {
            if Self::is_known(written) { Self::of(written) } else { Self::vague(name, name.to_lowercase()) }
        };
        (!NONE.contains(&name)).then(unit)
    }

    /// The unit that a heading says: `latency (ms)`, `cpu %`, `requests per minute`.
    #[must_use]
    pub fn headed(heading: &str) -> Option<Self> {
        heading::unit(heading)
    }

    /// What is counted by the brackets of a heading, where that is no unit by itself: `throughput (ops)`.
    pub(crate) fn counted_in_brackets(heading: &str) -> Option<Self> {
        heading::counted(heading)
    }

    /// By how much a number before it is multiplied, where it only counts: `1.2 K`.
    pub(crate) fn counts(&self) -> Option<f64> {
        self.family.is_empty().then_some(self.count * self.size)
    }

    /// The same where it only counts, without a name: what it counts is said nowhere.
    pub(crate) fn unnamed(self) -> Self {
        let count = self.counts();
        count.map_or(self, |count| Self { name: String::new(), size: 1.0, count, ..Self::of("") })
    }

    /// By how much a number before it is multiplied, where nothing is measured: `1.2 K`, `12 users`.
    pub(crate) fn many(&self) -> Option<f64> {
        let is_noun = !self.is_vague && known(&self.name).is_none() && noun(&self.name).is_some();
        self.counts().or_else(|| is_noun.then_some(self.count))
    }

    /// What it measures or counts, in a time or not, by one name: `requests` of `hits/min`.
    pub(crate) fn counted(&self) -> &str {
        self.family.strip_suffix("/s").unwrap_or(&self.family)
    }

    /// Whether it is one in a time: `req/min`, `MB/s`.
    pub(crate) fn is_in_time(&self) -> bool {
        self.family.ends_with("/s")
    }

    /// Whether it is so many in a time, and nothing says of what: `1/s`, `rate per minute`.
    pub(crate) fn is_unsaid(&self) -> bool {
        self.family == UNSAID
    }

    /// Whether it says more than a unit, or one that nobody knows: `req/s ÷ 1000`.
    pub(crate) fn is_doubtful(&self) -> bool {
        self.is_vague && !self.is_time() && !self.is_share()
    }

    /// Whether it is that of each instance, and no total: `req/s/pod`.
    pub(crate) fn is_of_each(&self) -> bool {
        power::is_of_each(&self.name)
    }

    /// Bytes or bits, in a time or not.
    pub(crate) fn is_data(&self) -> bool {
        matches!(self.counted(), "bytes" | "bits")
    }

    pub(crate) fn is_time(&self) -> bool {
        matches!(&*self.family, "time" | "latency")
    }

    pub(crate) fn is_share(&self) -> bool {
        self.family == "percent"
    }

    /// Over how many seconds it counts, where it counts in a time: 60 for `req/min`.
    pub(crate) fn over_s(&self) -> Option<f64> {
        (self.is_in_time() && !is_measured(self.counted())).then_some(1.0 / self.size)
    }

    /// Whether a number before it is in thousands or more of them.
    pub(crate) fn is_in_thousands(&self) -> bool {
        self.count > 1.0
    }

    /// By how much a number in this unit is multiplied to be one in `other`; `None` where they measure different things. Where
    /// nothing says what is counted, it is what the other counts.
    #[must_use]
    pub fn factor_to(&self, other: &Self) -> Option<f64> {
        if self.is_unsaid() || other.is_unsaid() { self.counted_to(other) } else { self.within(other) }
    }

    fn within(&self, other: &Self) -> Option<f64> {
        (self.family == other.family).then_some(self.count * self.size / other.size)
    }

    /// The same for a load test, which counts whatever was asked for: requests are taken for the orders of another. Bytes and
    /// times are no counts. What says nothing of a time is counted over the same.
    pub(crate) fn counted_to(&self, other: &Self) -> Option<f64> {
        match (self.over_s(), other.over_s()) {
            (Some(own_s), Some(other_s)) => Some(self.count * other_s / own_s),
            (Some(_), None) if known(&other.name).is_none() => Some(self.count),
            _ => self.within(other),
        }
    }
}

/// What values of a file are multiplied by to be counted as a model counts, and what is to be said of that.
#[derive(Clone, Debug, PartialEq)]
pub struct Turned {
    /// The factor; finite and above nothing.
    pub by: f64,
    /// In a sentence; `None` where both say the same.
    pub said: Option<String>,
}

/// From the unit of a file to that of a model. Case and spaces make no other unit; an empty one is any.
///
/// # Errors
/// They measure different things: in words.
pub fn turned(of_file: &str, of_model: &str) -> Result<Turned, String> {
    let bare = |unit: &str| -> String {
        unit.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
    };
    let (of_file, of_model) = (of_file.trim(), of_model.trim());
    if of_model.is_empty() || bare(of_file) == bare(of_model) {
        return Ok(Turned { by: 1.0, said: None });
    }
    if of_file.is_empty() {
        return Ok(Turned { by: 1.0, said: Some(format!("Unit not stated; taken as {of_model}.")) });
    }
    let (from, to) = (Unit::of(of_file), Unit::of(of_model));
    let by = from.factor_to(&to).map(|by| by / to.count).filter(|by| by.is_finite() && *by > 0.0);
    let Some(by) = by else {
        let (file, model) = (clip(of_file, 40), clip(of_model, 40));
        if power::is_of_each(of_file) {
            return Err(format!(
                "“{file}” is a rate of each instance, and the model counts “{model}” of all. Choose the total."
            ));
        }
        if power::is_doubtful(of_file) && !Unit::is_known(of_file) {
            return Err(format!(
                "“{file}” says more than a unit. Write its numbers counted out, and a unit alone: {model}."
            ));
        }
        return Err(format!(
            "This is measured in “{file}”, and the model counts in “{model}”. Choose what is measured in “{model}”; or, where both are the same, write “{file}” as the model's metric."
        ));
    };
    let said = if (by - 1.0).abs() < 1e-9 {
        format!("“{of_file}” is taken as {of_model}.")
    } else if by < 1.0 {
        format!("Turned from “{of_file}” into {of_model}: divided by {}.", figure(1.0 / by))
    } else {
        format!("Turned from “{of_file}” into {of_model}: multiplied by {}.", figure(by))
    };
    Ok(Turned { by, said: Some(said) })
}

/// The same for a load test, which counts whatever was asked for: requests are taken for the orders that a model counts. Bytes
/// and times are no counts.
///
/// # Errors
/// They measure different things: in words.
pub fn counted_as(of_test: &str, of_model: &str) -> Result<Turned, String> {
    let refused = match turned(of_test, of_model) {
        Err(refused) => refused,
        turned => return turned,
    };
    let (from, to) = (Unit::of(of_test), Unit::of(of_model));
    let Some(by) = from.counted_to(&to).map(|by| by / to.count) else { return Err(refused) };
    let (test, model) = (clip(of_test, 40), clip(of_model, 40));
    let said = format!(
        "The load test counts in “{test}”, and the model in “{model}”. Both were taken for the same."
    );
    let turned = (by - 1.0).abs() > 1e-9;
    let times = if by < 1.0 {
        format!(" Divided by {}.", figure(1.0 / by))
    } else {
        format!(" Multiplied by {}.", figure(by))
    };
    Ok(Turned { by, said: Some(if turned { said + &times } else { said }) })
}

/// `3,600`
fn figure(value: f64) -> String {
    domain::chaos::experiment::measured(value, "")
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;

#[cfg(test)]
mod of_tools;
