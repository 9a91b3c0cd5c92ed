//! One line of the bench's table, as every part writes it for `cargo xtask bench` to gather. Uses the standard library
//! alone, so that the benches of other crates can include this file.

#![allow(dead_code, reason = "no part needs all of it")]

use std::{env, fs::OpenOptions, io::Write};

/// A figure, what it is held against, and how far it may go.
#[derive(Debug)]
pub struct Row {
    what: String,
    measured: f64,
    unit: &'static str,
    reference: Option<f64>,
    ratio: Option<f64>,
    limit: Option<f64>,
}

impl Row {
    /// A figure without a reference.
    pub fn new(what: impl Into<String>, measured: f64, unit: &'static str) -> Self {
        Self { what: what.into(), measured, unit, reference: None, ratio: None, limit: None }
    }

    /// Beside what the same costs without us, measured in the same run.
    #[must_use]
    pub fn beside(self, reference: f64) -> Self {
        Self { ratio: Some(self.measured / reference), reference: Some(reference), ..self }
    }

    /// A ratio that was taken round by round instead of at the end.
    #[must_use]
    pub fn ratio(self, ratio: f64) -> Self {
        Self { ratio: Some(ratio), ..self }
    }

    /// How far it may go: the ratio where there is one, otherwise the figure. Without a limit it is told and not held.
    #[must_use]
    pub fn limit(self, limit: f64) -> Self {
        Self { limit: Some(limit), ..self }
    }

    /// Says it, and hands it to whoever gathers: what, measured, reference, ratio, limit, held, between tabs.
    pub fn write(self) {
        let figure = |value: f64| {
            let digits = if value < 10.0 { 2 } else { 0 };
            format!("{value:.digits$} {}", self.unit)
        };
        let held = self.ratio.unwrap_or(self.measured);
        let limit = |limit: f64| if self.ratio.is_some() { format!("{limit:.2}") } else { figure(limit) };
        let cells = [
            self.what.clone(),
            figure(self.measured),
            self.reference.map_or_else(String::new, figure),
            self.ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}")),
            self.limit.map_or_else(String::new, limit),
            self.limit.map_or("", |limit| if held <= limit { "yes" } else { "NO" }).to_owned(),
        ];
        println!("{}", cells.join("  "));
        if let Some(path) = env::var_os("READYROOM_ROWS") {
            let file = OpenOptions::new().create(true).append(true).open(path);
            file.and_then(|mut file| writeln!(file, "{}", cells.join("\t"))).unwrap();
        }
    }
}
