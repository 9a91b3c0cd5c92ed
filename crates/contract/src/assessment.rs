//! Assessments.

use crate::{Drawing, Theme, requests::requests};
use domain::{
    Id, Instant, Record,
    assessment::{Assessment, Compared, Mark, Method, Said, Scope, Sign},
};
use serde::{Deserialize, Serialize};

requests! { AssessmentCall, AssessmentDesk;
    /// Begins a review: its number and the review before it follow from the scope and the template.
    BeginAssessment {
        /// What is assessed.
        scope: Scope,
        /// Key of a template: the workspace's own where it has one of that key, else the handbook's.
        template: String,
        /// Nobody scores alone.
        solo: bool,
        /// Who scores; whoever scored last time where this is empty.
        participants: Vec<String>,
    } -> Record;

    /// The room does something in a review.
    Assess {
        /// Which review.
        assessment: Id,
        /// What it does.
        said: Said,
    } -> Record;

    /// A review with what it is held against. The stage gets no vote that is not shown.
    Review {
        /// Which.
        assessment: Id,
        /// Held against this one instead of the one before it.
        against: Option<Id>,
    } -> ReviewView, on stage;

    /// Every review as one line with its scores: the open ones first, then the newest.
    Profiles {} -> Vec<Profile>;

    /// The profile of a review as a drawing.
    ProfileChart {
        /// Which.
        assessment: Id,
        /// Held against this one, dashed.
        against: Option<Id>,
        /// In which colours.
        theme: Theme,
        /// Width in CSS pixels.
        width_px: u32,
        /// Height in CSS pixels.
        height_px: u32,
    } -> Drawing, on stage;
}

/// A review with what it is held against.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewView {
    /// Its version.
    pub version: u64,
    /// The review.
    pub assessment: Assessment,
    /// What is assessed, in words.
    pub scope: String,
    /// The review that it is held against, with its id.
    pub against: Option<(Id, Assessment)>,
    /// What changed since that one, dimension by dimension, and why.
    pub compared: Vec<Compared>,
}

/// A review as one line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// Which.
    pub id: Id,
    /// Its name.
    pub title: String,
    /// What is assessed.
    pub scope: Scope,
    /// The same in words.
    pub scope_words: String,
    /// Key of its template.
    pub template: String,
    /// What the template is called.
    pub template_title: String,
    /// How its answers are counted.
    pub method: Method,
    /// Which review of this scope it is, from 1.
    pub milestone: u32,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// The dimensions, in the template's order.
    pub marks: Vec<ProfileMark>,
    /// What it comes to.
    pub total: Option<f64>,
    /// (total − lowest) ÷ (highest − lowest).
    pub normalised: Option<f64>,
    /// The name of its band.
    pub band: Option<String>,
}

/// One dimension of a review in a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileMark {
    /// Its name in a narrow place.
    pub label: String,
    /// In a pulse: what a yes means.
    pub sign: Option<Sign>,
    /// Its place on the scale.
    pub mark: Mark,
}
