//! The chapter of the sample company: how long checkout, orders and search last.

/// The records, written around the day of the story.
pub const CHAPTER: &str = include_str!("../../../../fixtures/sample/capacity.json");

#[cfg(test)]
mod tests;
