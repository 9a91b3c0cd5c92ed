//! Why no curve is fitted.

use super::{CONCURRENCIES_MIN, POINTS_MAX, POINTS_MIN};
use crate::chaos::experiment::measured;
use std::fmt;

/// Why no curve is fitted to these points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Refused {
    /// There are fewer than [`POINTS_MIN`].
    TooFew {
        /// How many there are.
        points: usize,
    },
    /// There are more than [`POINTS_MAX`].
    TooMany {
        /// How many there are.
        points: usize,
    },
    /// They were measured at fewer than [`CONCURRENCIES_MIN`] different concurrencies.
    FewConcurrencies {
        /// How many different ones there are.
        concurrencies: usize,
    },
    /// A point holds what is no number, or one that is far too large.
    NotANumber {
        /// Which point, from 1.
        point: usize,
    },
    /// A point holds nothing, or less.
    NotPositive {
        /// Which point, from 1.
        point: usize,
        /// Its concurrency.
        concurrency: f64,
        /// Its throughput.
        throughput: f64,
    },
    /// Every throughput is the same.
    Flat {
        /// The one that they all are.
        throughput: f64,
    },
    /// No curve of the law comes near them.
    NoCurve,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::TooFew { points: 0 } => write!(f, "There are no points. Measure at {POINTS_MIN} concurrencies or more."),
            Self::TooFew { points } => {
                let are = if points == 1 { "There is 1 point" } else { &format!("There are {points} points") };
                write!(f, "{are}, and a curve needs {POINTS_MIN} or more. Measure at more concurrencies.")
            }
            Self::TooMany { points } => {
                write!(f, "There are {points} points; {POINTS_MAX} are read. Take one for each concurrency.")
            }
            Self::FewConcurrencies { concurrencies } => {
                let were = if concurrencies == 1 { "one concurrency" } else { "two concurrencies" };
                write!(
                    f,
                    "All points were measured at {were}, and a curve needs {CONCURRENCIES_MIN} different ones or more."
                )
            }
            Self::NotANumber { point } => write!(f, "Point {point} holds no number that can be used. Correct it, or leave it out."),
            Self::NotPositive { point, concurrency, .. } if concurrency <= 0.0 => {
                write!(f, "Point {point} was measured at a concurrency of {}. It must be more than 0.", measured(concurrency, ""))
            }
            Self::NotPositive { point, concurrency, throughput } => write!(
                f,
                "Point {point} has a throughput of {} at a concurrency of {}. Leave out what was not measured.",
                measured(throughput, ""),
                measured(concurrency, "")
            ),
            Self::Flat { throughput } => write!(
                f,
                "Every throughput is {}, so the points do not say how it grows. Measure at lower concurrencies as well.",
                measured(throughput, "")
            ),
            Self::NoCurve => f.write_str("No curve of the Universal Scalability Law comes near these points. Look for one that was typed wrongly."),
        }
    }
}

impl std::error::Error for Refused {}
