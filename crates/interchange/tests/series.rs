//! Histories out of files: what each holds, what is asked, and what comes of it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

#[path = "series/asked.rs"]
mod asked;
#[path = "series/field.rs"]
mod field;
#[path = "series/forms.rs"]
mod forms;
#[path = "series/refused.rs"]
mod refused;
#[path = "series/tools.rs"]
mod tools;

use domain::capacity::file::{Answers, FileQuestion, Taken};
use interchange::capacity::{
    Stopped,
    series::{self, Measured},
};
use std::ops::ControlFlow;

fn read(text: &str) -> Measured {
    try_read(text).unwrap_or_else(|cause| panic!("{cause}: {text}"))
}

fn try_read(text: &str) -> Result<Measured, Stopped> {
    series::read("history.csv", text.as_bytes(), &mut |_| ControlFlow::Continue(()))
}

fn refusal(text: &str) -> String {
    try_read(text).unwrap_err().to_string()
}

fn berlin() -> Answers {
    Answers { zone: Some("Europe/Berlin".parse().unwrap()), ..Answers::default() }
}

fn take(text: &str) -> Taken {
    read(text)
        .take(&Answers { zone: Some(domain::Zone::UTC), ..Answers::default() })
        .unwrap_or_else(|cause| panic!("{cause}: {text}"))
}

/// Values by day: `2026-08-01 5`; a hole is `-`.
fn days(taken: &Taken) -> Vec<String> {
    let value = |value: Option<f64>| value.map_or("-".to_owned(), |value| value.to_string());
    taken.points.iter().map(|(on, of)| format!("{on} {}", value(*of))).collect()
}

fn is_asked(measured: &Measured, is: fn(&FileQuestion) -> bool) -> bool {
    measured.questions.iter().any(is)
}
