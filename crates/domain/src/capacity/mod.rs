//! Capacity: what runs out, when, how sure that is, what it costs, and what the room decides. Handbook part 9.
//!
//! Read in this order: [`model`] (what is stated, by whom, and how well it is known), [`answer`] (what follows from it on
//! a day), then what a ceiling is known from: [`usl`], [`scaling`], [`queue`], [`load_test`],
//! and what was measured: [`mod@file`], [`history`].

pub mod answer;
#[cfg(test)]
mod cases;
pub mod content;
pub mod file;
pub mod history;
pub mod load_test;
pub mod model;
pub mod queue;
pub(crate) mod sample;
pub mod scaling;
pub mod usl;

pub use answer::{CapacityAnswer, Horizon, NoDate, Tile, line};
pub use model::{
    Autoscales, Basis, CapacityModel, CapacityOption, CapacityReview, CapacitySaid, CapacityStatus, Forecast,
    History, Input, InputGroup, InputKey, Launch, LaunchStep, LoadPoint, LoadTestKind, LoadTestResult,
    Looked, PriceStep, Question, Resource, ScalingKind, Signed, Verdict, WhatIf,
};
