//! The chapter of the sample company: what the two days left to be done.

/// The records, written around the day of the story.
pub const CHAPTER: &str = include_str!("../../../../fixtures/sample/action.json");
