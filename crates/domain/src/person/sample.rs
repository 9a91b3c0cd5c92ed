//! The chapter of the sample company: who works there.

/// The records, written around the day of the story.
pub const CHAPTER: &str = include_str!("../../../../fixtures/sample/person.json");
