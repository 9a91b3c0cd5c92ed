//! What a room said in a capacity review, and when who looked.

use crate::{Date, Instant, choice::choice, text::clip};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

choice! {
    /// The five questions of a review, in their order.
    Question {
        /// How far what there is is used.
        WhereAreWe("Where are we?"),
        /// Growth, launches, the season.
        WhatGrows("What grows?"),
        /// What binds, and how that is known.
        WhereIsTheCeiling("Where is the ceiling?"),
        /// The sliders, and what they do to the date.
        WhatIf("What if?"),
        /// The decision, its owner and its date.
        WhatDoWeDecide("What do we decide?"),
    }
}

/// Somebody's signature under a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// Who.
    pub name: String,
    /// When.
    pub at: Instant,
}

/// What a review believed, kept to be held against what happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// The day on which it was made.
    pub on: Date,
    /// When the ceiling is reached; nothing where no date could be given, or it lies more than 36 months ahead.
    pub runs_out_on: Option<Date>,
    /// Demand one month later, two months later … twelve months later, in the model's metric.
    pub demand: Vec<f64>,
}

/// One review by a room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CapacityReview {
    /// When it began.
    pub begun_at: Instant,
    /// When it was closed.
    pub ended_at: Option<Instant>,
    /// The question that the room is at.
    pub turn: Question,
    /// What was said to each question.
    #[serde(default)]
    pub notes: BTreeMap<Question, String>,
    /// What is decided.
    #[serde(default)]
    pub decision: String,
    /// Who answers for it.
    #[serde(default)]
    pub owner: String,
    /// By when it has to be ordered.
    #[serde(default)]
    pub order_by: Option<Date>,
    /// Who signed it.
    #[serde(default)]
    pub signed: Vec<Signed>,
    /// What the room believed at its end.
    #[serde(default)]
    pub forecast: Option<Forecast>,
}

/// Somebody looked, as the cadence of the handbook wants it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// Key of the item in `assets/content/capacity/capacity.toml`.
    pub what: String,
    /// The day.
    pub on: Date,
    /// Who.
    pub by: String,
    /// What they saw.
    #[serde(default)]
    pub note: String,
}

impl CapacityReview {
    /// Who answers for the decision, by when it is ordered, who signed: `Ana Ruiz answers for it · order by 10 May 2027`.
    #[must_use]
    pub fn stands(&self) -> String {
        let owner = Some(&self.owner).filter(|owner| !owner.is_empty());
        let names: Vec<String> = self.signed.iter().map(|signed| clip(&signed.name, 40)).collect();
        let signed = (!names.is_empty()).then(|| format!("signed by {}", names.join(", ")));
        [
            owner.map(|owner| format!("{} answers for it", clip(owner, 60))),
            self.order_by.map(|on| on.format("order by %-d %b %Y").to_string()),
            signed,
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
    }

    /// A review that begins now, at its first question.
    #[must_use]
    pub fn begun(at: Instant) -> Self {
        Self {
            begun_at: at,
            ended_at: None,
            turn: Question::WhereAreWe,
            notes: BTreeMap::new(),
            decision: String::new(),
            owner: String::new(),
            order_by: None,
            signed: Vec::new(),
            forecast: None,
        }
    }
}
