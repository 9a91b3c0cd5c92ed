//! The workspace's own settings.

use crate::{
    Summary, Zone,
    text::{self, Invalid},
};
use serde::{Deserialize, Serialize};

/// Settings that every screen and every report shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workspace {
    /// Name of the organisation or team, on every report.
    pub name: String,
    /// The mark on every report and on the top bar: `Confidential`.
    pub classification: String,
    /// The zone in which times are shown.
    pub zone: Zone,
    /// Who sits at this laptop: the name under edits and journal entries.
    pub facilitator: String,
    /// Whether this is the sample, which may be thrown away.
    #[serde(default)]
    pub sample: bool,
}

impl Workspace {
    /// Schema number of the body.
    pub const SCHEMA: u32 = 1;

    /// A workspace that nobody has set up yet.
    #[must_use]
    pub fn fresh() -> Self {
        Self {
            name: "Our reliability reviews".to_owned(),
            classification: "Confidential".to_owned(),
            zone: Zone::UTC,
            facilitator: "Facilitator".to_owned(),
            sample: false,
        }
    }

    pub(crate) fn summary(&self) -> Summary {
        Summary { title: self.name.clone(), ..Summary::default() }
    }

    pub(crate) fn check(&self) -> Result<(), Invalid> {
        text::required_line("name", "The workspace's name", &self.name)?;
        text::line("classification", "The classification", &self.classification)?;
        text::required_line("facilitator", "The facilitator's name", &self.facilitator)
    }
}
