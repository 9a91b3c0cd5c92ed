//! What an assessment asks. Templates are content; a workspace may edit a copy, and every assessment carries the one
//! that it was made with.

use crate::{
    Summary,
    choice::choice,
    content::content,
    record::Noun,
    text::{self, Invalid},
};
use serde::{Deserialize, Serialize};
use std::{ops::RangeInclusive, sync::LazyLock};

choice! {
    /// How answers become a result.
    Method {
        /// 1 to 5 a dimension, summed. Handbook part 1.
        Maturity("Maturity, 1 to 5"),
        /// 0 to 5 a dimension, weighted to 0–100. Handbook part 12.
        Rubric("Rubric, 0 to 100"),
        /// Yes, no or unsure a sign. Handbook part 12, culture.
        Pulse("Pulse, yes or no"),
    }
}

choice! {
    /// What a yes means in a pulse.
    Sign {
        /// Yes is good.
        Healthy("Healthy sign"),
        /// Yes is a warning.
        Warning("Warning sign"),
    }
}

/// The short name of a new dimension is at most this long.
const SHORT_CHARS: usize = 16;

/// One thing that is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dimension {
    /// Its name in files; never changes, so that two assessments can be compared.
    pub key: String,
    /// What the room calls it.
    pub name: String,
    /// The same for a narrow place.
    pub short: String,
    /// Its share of a rubric, in percent; not used elsewhere.
    #[serde(default)]
    pub weight: u32,
    /// In a pulse: what a yes means.
    #[serde(default)]
    pub sign: Option<Sign>,
    /// What each score looks like, the lowest first. Empty in a pulse.
    #[serde(default)]
    pub anchors: Vec<String>,
}

/// A reading of the total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    /// The lowest total that it holds; it ends where the next begins.
    pub from: u32,
    /// Its name.
    pub name: String,
    /// What to do next.
    pub advice: String,
}

/// What an assessment asks, and how it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// Its name in files: assessments of the same key can be compared.
    pub key: String,
    /// What the room calls it.
    pub title: String,
    /// How answers become a result.
    pub method: Method,
    /// Counts up with every change of its words or weights.
    pub edition: u32,
    /// Readings of the total, the lowest first.
    #[serde(default)]
    pub bands: Vec<Band>,
    /// What is looked at, in order.
    pub dimensions: Vec<Dimension>,
}

impl Method {
    /// The scores that may be given. In a pulse: 0 no, 1 unsure, 2 yes.
    #[must_use]
    pub const fn scores(self) -> RangeInclusive<u8> {
        match self {
            Self::Maturity => 1..=5,
            Self::Rubric => 0..=5,
            Self::Pulse => 0..=2,
        }
    }

    /// A score in words: `3`, or `yes`.
    #[must_use]
    pub fn score_word(self, score: u8) -> String {
        match (self, score) {
            (Self::Pulse, 0) => "no".to_owned(),
            (Self::Pulse, 1) => "unsure".to_owned(),
            (Self::Pulse, _) => "yes".to_owned(),
            _ => score.to_string(),
        }
    }
}

/// A dimension that was taken out of a template, with what is needed to put it back as if nothing had happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenOut {
    at: usize,
    dimension: Dimension,
    bands_before: Vec<Band>,
    bands_after: Vec<Band>,
}

impl TakenOut {
    /// What it is.
    #[must_use]
    pub const fn dimension(&self) -> &Dimension {
        &self.dimension
    }
}

impl Dimension {
    /// Its name in a narrow place: the short one, where somebody wrote one.
    #[must_use]
    pub fn label(&self) -> &str {
        if text::is_blank(&self.short) { &self.name } else { &self.short }
    }

    /// What `score` looks like.
    #[must_use]
    pub fn anchor(&self, method: Method, score: u8) -> Option<&str> {
        let at = score.checked_sub(*method.scores().start())?;
        self.anchors.get(usize::from(at)).map(String::as_str)
    }
}

impl Noun for Template {
    const SCHEMA: u32 = 1;

    fn summary(&self) -> Summary {
        Summary {
            title: self.title.clone(),
            status: format!("edition-{}", self.edition),
            search: self
                .dimensions
                .iter()
                .map(|dimension| dimension.name.as_str())
                .collect::<Vec<_>>()
                .join(" "),
            ..Summary::default()
        }
    }

    fn check(&self) -> Result<(), Invalid> {
        self.check_asked()?;
        for (at, dimension) in self.dimensions.iter().enumerate() {
            let undescribed = dimension.anchors.iter().position(|anchor| text::is_blank(anchor));
            if let Some((nth, score)) =
                undescribed.and_then(|nth| Some((nth, self.method.scores().nth(nth)?)))
            {
                let words =
                    format!("Say what {score} looks like: without it two rooms give different scores.");
                return Err(Invalid::new(format!("dimensions.{at}.anchors.{nth}"), words));
            }
        }
        let (lowest, highest) = self.bounds();
        match self.bands.iter().position(|band| !(lowest..=highest).contains(&band.from)) {
            None => Ok(()),
            Some(at) => {
                let words =
                    format!("Totals go from {lowest} to {highest}, so no band can begin outside of that.");
                Err(Invalid::new(format!("bands.{at}.from"), words))
            }
        }
    }
}

impl Template {
    /// A further dimension at the end. It has no weight, so that those of the others still add up, and the words that any
    /// dimension of its method begins with. One that was taken out and is asked again under its old name has its old key,
    /// so that reviews can be compared across the gap.
    pub fn add_dimension(&mut self, name: &str) {
        let blank = BLANKS.iter().find(|blank| blank.method == self.method);
        let pulse = self.method == Method::Pulse;
        let dimension = Dimension {
            key: self.free_key(name),
            name: name.to_owned(),
            short: text::clip(name, SHORT_CHARS),
            weight: 0,
            sign: pulse.then_some(Sign::Healthy),
            anchors: blank.map(|blank| blank.anchors.clone()).unwrap_or_default(),
        };
        let before = self.bounds();
        self.dimensions.push(dimension);
        self.move_bands(before);
    }

    /// Takes a dimension out; the bands move with what totals are now possible. The last one stays: a template without a
    /// dimension asks nothing.
    pub fn take_out(&mut self, at: usize) -> Option<TakenOut> {
        if at >= self.dimensions.len() || self.dimensions.len() == 1 {
            return None;
        }
        let (before, bands_before) = (self.bounds(), self.bands.clone());
        let dimension = self.dimensions.remove(at);
        self.move_bands(before);
        Some(TakenOut { at, dimension, bands_before, bands_after: self.bands.clone() })
    }

    /// Puts a dimension back in its place. The bands are what they were, unless somebody has changed them meanwhile; then
    /// they move.
    pub fn put_back(&mut self, taken: TakenOut) {
        let (before, untouched) = (self.bounds(), self.bands == taken.bands_after);
        self.dimensions.insert(taken.at.min(self.dimensions.len()), taken.dimension);
        if untouched {
            self.bands = taken.bands_before;
        } else {
            self.move_bands(before);
        }
    }

    /// The lowest and the highest possible total.
    #[must_use]
    pub fn bounds(&self) -> (u32, u32) {
        match self.method {
            Method::Maturity => {
                let count = u32::try_from(self.dimensions.len()).unwrap_or(u32::MAX / 5);
                (count, count.saturating_mul(5))
            }
            Method::Rubric | Method::Pulse => (0, 100),
        }
    }

    /// Bands keep their share of the scale: 17 of 8–40 is 9 of 32 steps up, so it is 19 of 9–45. Two that a shorter scale
    /// would put on one total stay one point apart.
    fn move_bands(&mut self, before: (u32, u32)) {
        let after = self.bounds();
        let (old, new) = (before.1.saturating_sub(before.0).max(1), after.1.saturating_sub(after.0));
        let mut free_from = after.0;
        for band in &mut self.bands {
            let steps = band.from.saturating_sub(before.0);
            band.from = (after.0 + (2 * steps * new + old) / (2 * old)).max(free_from); // rounded half up
            free_from = band.from.saturating_add(1);
        }
    }

    /// A key for `name` that no other dimension has. The handbook's dimensions have theirs back when they are asked again.
    fn free_key(&self, name: &str) -> String {
        let taken = |key: &str| self.dimensions.iter().any(|dimension| dimension.key == key);
        let theirs = TEMPLATES
            .iter()
            .filter(|template| template.key == self.key)
            .flat_map(|template| &template.dimensions);
        let mut known = theirs.filter(|dimension| dimension.name.eq_ignore_ascii_case(name.trim()));
        if let Some(known) = known.find(|dimension| !taken(&dimension.key)) {
            return known.key.clone();
        }
        let letters = name.to_lowercase();
        let words = letters.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let slug = words.collect::<Vec<_>>().join("-");
        let slug = if slug.is_empty() { "dimension".to_owned() } else { slug };
        let numbered = (2..).map(|number| format!("{slug}-{number}"));
        std::iter::once(slug.clone()).chain(numbered).find(|key| !taken(key)).unwrap_or(slug)
    }

    /// Whether a review may go on asking it. A review that was begun with it must not be locked by a rule that came later,
    /// so what only concerns the next one is left to [`Template::check`].
    ///
    /// # Errors
    /// The first field that is beyond its limits or does not fit the method.
    pub(super) fn check_asked(&self) -> Result<(), Invalid> {
        text::required_line("key", "The template's key", &self.key)?;
        text::required_line("title", "The template's title", &self.title)?;
        text::list("bands", "The list of bands", &self.bands)?;
        text::list("dimensions", "The list of dimensions", &self.dimensions)?;
        if self.dimensions.is_empty() {
            return Err(Invalid::new("dimensions", "A template without a dimension asks nothing. Add one."));
        }
        for (at, dimension) in self.dimensions.iter().enumerate() {
            self.check_dimension(at, dimension)?;
        }
        let weights: u64 = self.dimensions.iter().map(|dimension| u64::from(dimension.weight)).sum();
        if self.method == Method::Rubric && weights != 100 {
            let words = format!("The weights add up to {weights}%. Change them until they add up to 100%.");
            return Err(Invalid::new("dimensions", words));
        }
        let rising = self.bands.windows(2).all(|pair| matches!(pair, [low, high] if low.from < high.from));
        if !rising {
            return Err(Invalid::new("bands", "Each band must begin above the one before it."));
        }
        for (at, band) in self.bands.iter().enumerate() {
            text::required_line(&format!("bands.{at}.name"), "The band's name", &band.name)?;
            text::prose(&format!("bands.{at}.advice"), "The advice", &band.advice)?;
        }
        Ok(())
    }

    fn check_dimension(&self, at: usize, dimension: &Dimension) -> Result<(), Invalid> {
        let field = |name: &str| format!("dimensions.{at}.{name}");
        text::required_line(&field("key"), "The dimension's key", &dimension.key)?;
        text::required_line(&field("name"), "The dimension's name", &dimension.name)?;
        text::line(&field("short"), "The short name", &dimension.short)?;
        if self.dimensions.iter().take(at).any(|other| other.key == dimension.key) {
            let words = format!(
                "Two dimensions have the key “{}”. Their answers could not be told apart.",
                dimension.key
            );
            return Err(Invalid::new(field("key"), words));
        }
        let wanted = if self.method == Method::Pulse { 0 } else { self.method.scores().count() };
        if dimension.anchors.len() != wanted {
            let words = format!(
                "“{}” needs {wanted} descriptions, one a score; it has {}.",
                dimension.name,
                dimension.anchors.len()
            );
            return Err(Invalid::new(field("anchors"), words));
        }
        for (score, anchor) in dimension.anchors.iter().enumerate() {
            text::prose(&field(&format!("anchors.{score}")), "The description", anchor)?;
        }
        if (self.method == Method::Pulse) != dimension.sign.is_some() {
            let words = "In a pulse each sign is healthy or a warning; elsewhere there are none.";
            return Err(Invalid::new(field("sign"), words));
        }
        Ok(())
    }
}

/// What the scores of a new dimension say until somebody writes better words.
#[derive(Deserialize)]
struct Blank {
    method: Method,
    anchors: Vec<String>,
}

/// The content of `assets/content/assessment/assessment.toml`.
#[derive(Deserialize)]
struct Content {
    templates: Vec<Template>,
    blanks: Vec<Blank>,
}

/// The templates of the handbook: maturity, quality rubric, culture pulse.
pub static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| content().templates);

static BLANKS: LazyLock<Vec<Blank>> = LazyLock::new(|| content().blanks);

/// Read once for each of the two; a test reads it before any user can.
fn content() -> Content {
    content!("assessment/assessment")
}

#[cfg(test)]
mod tests;
