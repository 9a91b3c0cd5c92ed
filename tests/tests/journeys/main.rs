//! Journeys through the real window, one file each. They run one at a time.
#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a journey stops at the first surprise"
)]

mod again;
mod agenda;
mod assess;
mod blind;
mod boots;
mod brake;
mod capacity;
mod catalog;
mod elsewhere;
mod gallery;
mod import;
mod incident;
mod lint;
mod live;
mod monitors;
mod plan;
mod postmortem;
mod record;
mod refusals;
mod resume;
mod room;
mod run;
mod screens;
mod unwritten;
mod workspaces;
