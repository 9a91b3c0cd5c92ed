//! Capacity: what models answer, what is tried on them, and the review. Figures cross as words, so that screen and paper
//! say the same and no window has to compute one.

use crate::{Drawing, Refusal, Theme, requests::requests};
use domain::{
    Date, Id, Record,
    capacity::{
        CapacitySaid, Horizon, InputKey, Tile, WhatIf,
        file::{Answers, FileQuestion, FileSeries},
    },
};
use serde::{Deserialize, Serialize};

requests! { CapacityCall, CapacityDesk;
    /// Every model with its answer in a line: what must be ordered first above all, then what has no date.
    Outlooks {
        /// Those of one service; all where this is empty.
        service: Option<Id>,
    } -> Vec<Outlook>;

    /// What a model answers when something is tried on it.
    Project {
        /// Which model.
        model: Id,
        /// What is tried; nothing where this is empty.
        what_if: WhatIf,
        /// How far ahead.
        horizon: Horizon,
        /// The chart.
        sheet: Sheet,
    } -> Projection;

    /// One of the other charts of a model.
    CapacityDrawing {
        /// Which model.
        model: Id,
        /// What is tried.
        what_if: WhatIf,
        /// Which chart.
        chart: CapacityChart,
        /// Its sheet.
        sheet: Sheet,
    } -> Chart;

    /// Puts what is tried in front of the room: the stage shows it until something else is tried.
    TryOnStage {
        /// Which model.
        model: Id,
        /// What is tried.
        what_if: WhatIf,
        /// How far ahead.
        horizon: Horizon,
    } -> ();

    /// What the stage shows of a model.
    CapacityFace {
        /// Which model.
        model: Id,
        /// The chart.
        sheet: Sheet,
    } -> CapacityShown, on stage;

    /// The room says something in the review of a model, the first word being that it begins.
    HearCapacity {
        /// Which model.
        model: Id,
        /// What it says.
        said: CapacitySaid,
    } -> Record;

    /// States what the load test of a model shows as a number of it.
    StateCeiling {
        /// Which model.
        model: Id,
        /// As what: the ceiling of the whole, or what one instance carries.
        key: InputKey,
    } -> Record;

    /// What a file or an answer of Prometheus holds, before anything of it is taken into a model. What was read is kept until it
    /// is taken or left, or until something else is read; [`crate::Notice::Reading`] says meanwhile how far it is.
    ReadMeasurements {
        /// Which model.
        model: Id,
        /// Where they are from.
        source: MeasuredBy,
        /// What was answered so far.
        answers: Answers,
    } -> Measurements;

    /// Takes into a model what was shown.
    TakeMeasurements {
        /// Which model.
        model: Id,
        /// [`Measurements::reading`], so that nothing is taken that was read since; what was read last where this is none.
        reading: Option<u64>,
        /// What was answered.
        answers: Answers,
    } -> Record;

    /// Breaks off what is being read for a model, and forgets what was read for it.
    LeaveMeasurements {
        /// Which model.
        model: Id,
    } -> ();
}

/// Where measurements are from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeasuredBy {
    /// A file, or what was pasted; several are one load test.
    Files(Vec<MeasuredFile>),
    /// The Prometheus of the workspace.
    Range {
        /// The query.
        query: String,
        /// How many days back.
        days: u32,
    },
    /// What was read last for this model, and shown: whoever answers a question speaks of that.
    Shown,
}

/// A file of measurements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasuredFile {
    /// What it is called; empty for what was pasted.
    pub name: String,
    /// What it holds.
    #[serde(with = "crate::bytes")]
    pub bytes: Vec<u8>,
}

/// What measurements hold, before anything of it is taken.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Measurements {
    /// Which reading it is of, counted since the start.
    pub reading: u64,
    /// The series; none where it is a load test.
    pub series: Vec<FileSeries>,
    /// What only a person can say.
    pub questions: Vec<FileQuestion>,
    /// What was left out, and what is odd: one sentence each.
    pub warnings: Vec<String>,
    /// What would be taken, in sentences; empty while an answer is missing.
    pub taken: Vec<String>,
    /// Why nothing can be taken with these answers: at which of them, and why.
    pub refused: Option<Refusal>,
}

/// A chart's sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// In which colours.
    pub theme: Theme,
    /// Width in CSS pixels.
    pub width_px: u32,
    /// Height in CSS pixels.
    pub height_px: u32,
}

/// The charts of a model besides its projection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CapacityChart {
    /// Utilisation by the number of instances.
    Instances,
    /// Throughput by concurrency: points of the load test and the curve through them.
    Ceiling,
    /// What a month costs, fixed and scaling.
    Cost,
    /// A spike of ten times the demand against the autoscaler.
    Spike,
    /// A day's curve against the autoscaler.
    Daily,
}

/// A drawing whose values can be read one by one, and what else is to be said of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// The drawing, with the sentence under it.
    pub drawing: Drawing,
    /// Its values from left to right.
    pub places: Vec<ChartPlace>,
    /// A word on its head: “cannot carry”, “measured”; empty where none is needed.
    pub pill: String,
    /// Whether that word is a bad one.
    pub is_alarm: bool,
    /// What a person should know before they believe it, in sentences.
    pub findings: Vec<String>,
}

/// One value of a chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChartPlace {
    /// How far from the left edge, in CSS pixels.
    pub x_px: f64,
    /// What it says there.
    pub words: String,
}

/// What a model answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Projection {
    /// The answer in four tiles: runs out, order by, what binds, cost.
    pub tiles: Vec<Tile>,
    /// What is tried, where the answer is not that of the model: “growth 16 % · without Austria”; empty where it is.
    pub tried: String,
    /// Whether a decision is due by the model, whatever is tried, in two or three words; empty where none is.
    pub pill: String,
    /// Whether it is late.
    pub is_late: bool,
    /// What the last review believed, against what was measured since; empty where there is nothing to compare yet.
    pub looked_back: String,
    /// The last day to order by the model, whatever is tried.
    pub order_by: Option<Date>,
    /// Utilisation at peak against the ceiling.
    pub chart: Chart,
    /// Doing nothing, and each option.
    pub options: Vec<OptionLine>,
}

/// An option as one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionLine {
    /// Key of the option; none for doing nothing.
    pub key: Option<String>,
    /// Until when it lasts, or why no date is said; where it is over before the option starts, with a word of it.
    pub lasts: String,
    /// What it costs a month in a year.
    pub cost: String,
    /// What one would regret; empty where nothing.
    pub regret: String,
}

/// A model with its answer, as one line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// Which.
    pub id: Id,
    /// Its name.
    pub title: String,
    /// The service's name.
    pub service: Option<String>,
    /// Who answers for it.
    pub owner: String,
    /// When it runs out, or why no date is said.
    pub runs_out: String,
    /// Whether that is a date.
    pub is_dated: bool,
    /// The last day to order.
    pub order_by: Option<Date>,
    /// Whether a decision is due, in a few words; empty where none is.
    pub pill: String,
    /// Whether it is late.
    pub is_late: bool,
    /// What binds, in words.
    pub binds: String,
    /// What it costs a month in a year; “not stated” where it is not.
    pub cost: String,
    /// The day of the last review that was closed.
    pub reviewed_on: Option<Date>,
    /// Of how many numbers that it states how many are guessed: “3 of 9 guessed”.
    pub guessed: String,
    /// How much of the ceiling is used today, in percent; none without a ceiling.
    pub used_pct: Option<f64>,
}

/// What the stage shows of a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CapacityShown {
    /// The answer as a headline: “checkout runs out between July and March”.
    pub headline: String,
    /// Utilisation at peak against the ceiling, in the letters of the stage.
    pub chart: Chart,
    /// Below it, the most important first: “Order by 8 May”.
    pub order_by: String,
    /// Then what holds: “growth 3.1 % · launch +12 % · 40 instances”.
    pub words: String,
    /// What is tried, where the stage does not show the model: “growth 16 %”; empty where it does.
    pub tried: String,
    /// What is decided, once it is: in the review that is open, or in the one that was closed today.
    pub decision: String,
    /// Who answers for that and by when it is ordered: “Ana Ruiz answers for it · order by 8 May 2027”.
    pub stands: String,
    /// Whether somebody signed it.
    pub is_signed: bool,
}
