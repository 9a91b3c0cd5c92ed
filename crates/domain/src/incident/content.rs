//! What the handbook says word by word: duties, ways out, what each step asks, updates. The words live in `assets/content`.

use super::run::{Audience, Duty, Step};
use crate::content::content;
use serde::Deserialize;
use std::sync::LazyLock;

/// The content of incidents.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct IncidentContent {
    /// What each duty is.
    pub duties: Vec<DutyWords>,
    /// What each step asks of the room.
    pub steps: Vec<StepWords>,
    /// The ways out, the fastest first.
    pub options: Vec<WayOut>,
    /// How updates begin.
    pub updates: Vec<Template>,
}

/// What a duty is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct DutyWords {
    /// Which.
    pub duty: Duty,
    /// In a few words.
    pub words: String,
}

/// What a step asks of the room.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct StepWords {
    /// Which.
    pub step: Step,
    /// What the room does now.
    pub prompt: String,
}

/// A way to stop the bleeding.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct WayOut {
    /// What is done.
    pub text: String,
}

/// How an update begins.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Template {
    /// For whom.
    pub audience: Audience,
    /// The words, with names in braces for what the incident knows.
    pub text: String,
    /// In how many minutes the next one is proposed; nothing for the last one.
    #[serde(default)]
    pub next_min: Option<u32>,
}

/// The content, read once. It is part of the program: a test reads it before any user can.
pub static INCIDENT: LazyLock<IncidentContent> = LazyLock::new(|| content!("incident/incident"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_has_every_duty_step_and_audience_once() {
        let duties: Vec<Duty> = INCIDENT.duties.iter().map(|words| words.duty).collect();
        assert_eq!(duties, Duty::ALL);
        let steps: Vec<Step> = INCIDENT.steps.iter().map(|words| words.step).collect();
        assert_eq!(steps, Step::ALL);
        let audiences: Vec<Audience> = INCIDENT.updates.iter().map(|words| words.audience).collect();
        assert_eq!(audiences, Audience::ALL);
        assert_eq!(INCIDENT.options.len(), 5);
    }
}
