//! Units of measurements: which words are one, how large each is, and what one comes to in another.

mod heading;
mod known;

use domain::text::clip;
use known::{COUNTS, is_word, known, seconds};
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
        let counts = |word: &str| COUNTS.iter().find(|(count, _)| *count == word).map(|(_, factor)| *factor);
        let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
        let (count, name) = counts(first).map_or((1.0, text), |count| (count, rest.trim()));
        let (family, size) = known(name).unwrap_or_else(|| (Cow::Owned(name.to_lowercase()), 1.0));
        Self { name: name.to_owned(), is_vague: false, family, size, count }
    }

    /// What is measured, where nothing says in what.
    fn vague(name: &str, family: &'static str) -> Self {
        Self { name: name.to_owned(), is_vague: true, family: Cow::Borrowed(family), size: 1.0, count: 1.0 }
    }

    /// Whether a word by itself is surely a unit.
    #[must_use]
    pub fn is_known(text: &str) -> bool {
        known(text).is_some()
    }

    /// Whether a word that stands behind a number is its unit: a known one, what only counts (`K`), both, or what is counted
    /// (`orders`).
    pub(crate) fn is_written_behind(text: &str) -> bool {
        let is_count = |word: &str| COUNTS.iter().any(|(count, _)| *count == word);
        let is_one = |word: &str| known(word).is_some() || is_word(word);
        if text.len() > 40 {
            return false;
        }
        is_count(text)
            || is_one(text)
            || text.strip_prefix('/').is_some_and(|time| seconds(time.trim()).is_some()) // 600/min
            || text.split_once(' ').is_some_and(|(first, rest)| is_count(first) && is_one(rest.trim()))
    }

    /// The unit that a heading says: `latency (ms)`, `cpu %`, `requests per minute`.
    #[must_use]
    pub fn headed(heading: &str) -> Option<Self> {
        heading::unit(heading)
    }

    /// By how much a number before it is multiplied, where it only counts: `1.2 K`.
    pub(crate) fn counts(&self) -> Option<f64> {
        self.name.is_empty().then_some(self.count)
    }

    /// By how much a number in this unit is multiplied to be one in `other`; `None` where they measure different things.
    #[must_use]
    pub fn factor_to(&self, other: &Self) -> Option<f64> {
        (self.family == other.family).then_some(self.count * self.size / other.size)
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
    let is_count = |unit: &Unit| {
        unit.family.strip_suffix("/s").is_some_and(|of| !["bytes", "bits", "seconds"].contains(&of))
    };
    if !is_count(&from) || !is_count(&to) && Unit::is_known(of_model) {
        return Err(refused);
    }
    // What says nothing of a time is counted over the same as the test.
    let sizes = if is_count(&to) { from.size / to.size } else { 1.0 };
    let by = from.count / to.count * sizes;
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
