//! Capacity: what runs out and when, what is tried on it, and the review in the room.

mod begin;
mod cadence;
mod decide;
mod details;
mod dragged;
mod here;
mod history;
mod inputs;
pub mod list;
mod live;
mod load;
mod measure;
mod options;
pub mod palette;
mod plot;
pub mod record;
pub mod review;
pub mod service;
mod slide;
mod sliders;
pub mod stage;
pub mod today;
mod typed;
mod words;
