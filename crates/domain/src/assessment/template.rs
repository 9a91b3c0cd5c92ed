//! What an assessment asks. Templates are content; a workspace may edit a copy, and every assessment carries the one
//! that it was made with.

use crate::{
    Summary,
    choice::choice,
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
    pub fn word(self, score: u8) -> String {
        match (self, score) {
            (Self::Pulse, 0) => "no".to_owned(),
            (Self::Pulse, 1) => "unsure".to_owned(),
            (Self::Pulse, _) => "yes".to_owned(),
            _ => score.to_string(),
        }
    }
}

impl Dimension {
    /// What `score` looks like.
    #[must_use]
    pub fn anchor(&self, method: Method, score: u8) -> Option<&str> {
        let at = score.checked_sub(*method.scores().start())?;
        self.anchors.get(usize::from(at)).map(String::as_str)
    }
}

impl Template {
    /// Schema number of the body.
    pub const SCHEMA: u32 = 1;

    pub(crate) fn summary(&self) -> Summary {
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

    /// Whether it may be written to the file.
    ///
    /// # Errors
    /// The first field that is beyond its limits or does not fit the method.
    pub fn check(&self) -> Result<(), Invalid> {
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

/// The templates of the handbook: maturity, quality rubric, culture pulse. Read once; a test reads them before any user can.
pub static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        templates: Vec<Template>,
    }
    let text = include_str!("../../../../assets/content/assessment.toml");
    #[expect(
        clippy::expect_used,
        reason = "compiled in and read by a test; a room without its questions is none"
    )]
    let file: File = toml::from_str(text).expect("assets/content/assessment.toml");
    file.templates
});
