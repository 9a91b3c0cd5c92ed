//! The answer as a room reads it: four short figures.

use serde::{Deserialize, Serialize};

/// One figure of the answer, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tile {
    /// What it is: “Order by”.
    pub label: String,
    /// The figure: “8 May 2027”.
    pub value: String,
    /// Beside it: “11 weeks before the early end”.
    pub note: String,
    /// Whether it is bad news.
    pub is_alarm: bool,
}
