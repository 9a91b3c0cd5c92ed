//! What is asked for, second by second.

use crate::text::Invalid;
use serde::{Deserialize, Serialize};
use std::f64::consts::TAU;

/// What is asked for over time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "demand", rename_all = "kebab-case")]
pub enum Demand {
    /// A sudden rise.
    Spike(Spike),
    /// An ordinary day.
    Daily(Daily),
}

/// Normal traffic, then many times as much, then normal traffic again.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spike {
    /// Normal traffic, in the unit of the demand.
    pub normal: f64,
    /// How many times as much it becomes.
    pub times: f64,
    /// For how many seconds traffic is normal before it rises.
    pub quiet_s: u32,
    /// Within how many seconds it rises, and falls again.
    pub within_s: u32,
    /// For how many seconds it stays up.
    pub hold_s: u32,
    /// For how many seconds it is watched afterwards.
    pub after_s: u32,
}

/// A day: lowest in the night, highest twelve hours later, and a smooth curve between.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Daily {
    /// The least, in the unit of the demand.
    pub lowest: f64,
    /// The most.
    pub highest: f64,
}

const DAY_S: u32 = 86_400;

impl Spike {
    /// The spike of the handbook's load test: 10 times the normal within 60 s, 5 min in all. Watched until what was added is
    /// given back.
    #[must_use]
    pub const fn tenfold(normal: f64) -> Self {
        Self { normal, times: 10.0, quiet_s: 60, within_s: 60, hold_s: 240, after_s: 900 }
    }
}

impl Demand {
    /// How much is asked for at a second.
    #[must_use]
    pub fn at(&self, at_s: u32) -> f64 {
        match self {
            Self::Spike(spike) => {
                let up_s = at_s.saturating_sub(spike.quiet_s);
                let down_s = up_s.saturating_sub(spike.within_s.saturating_add(spike.hold_s));
                let share = |of_s: u32| match spike.within_s {
                    0 => f64::from(u8::from(of_s > 0)),
                    within_s => f64::from(of_s.min(within_s)) / f64::from(within_s),
                };
                spike.normal * (1.0 + (spike.times - 1.0) * (share(up_s) - share(down_s)))
            }
            Self::Daily(daily) => {
                let share = (1.0 - (TAU * f64::from(at_s) / f64::from(DAY_S)).cos()) / 2.0;
                daily.lowest + (daily.highest - daily.lowest) * share
            }
        }
    }

    /// How long it goes on, in seconds.
    #[must_use]
    pub fn length_s(&self) -> u32 {
        match self {
            Self::Spike(spike) => {
                [spike.quiet_s, spike.within_s, spike.hold_s, spike.within_s, spike.after_s]
                    .into_iter()
                    .fold(0, u32::saturating_add)
            }
            Self::Daily(_) => DAY_S,
        }
    }

    pub(super) fn check(&self) -> Result<(), Invalid> {
        let number = |field: &str, noun: &str, value: f64| {
            if value.is_finite() && (0.0..=1e12).contains(&value) {
                return Ok(());
            }
            Err(Invalid::new(field, format!("{noun} must be a number from 0 to 1e12.")))
        };
        match self {
            Self::Spike(spike) => {
                number("normal", "Normal traffic", spike.normal)?;
                if (1.0..=10_000.0).contains(&spike.times) {
                    return Ok(());
                }
                Err(Invalid::new("times", "A spike must be from 1 to 10,000 times normal traffic."))
            }
            Self::Daily(daily) => {
                number("lowest", "The least traffic", daily.lowest)?;
                number("highest", "The most traffic", daily.highest)?;
                if daily.lowest <= daily.highest {
                    return Ok(());
                }
                Err(Invalid::new(
                    "lowest",
                    "The least traffic of the day is more than the most. Correct one of them.",
                ))
            }
        }
    }
}
