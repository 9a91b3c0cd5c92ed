//! The chapter of the sample company: its services, and who calls whom.

/// The records, written around the day of the story.
pub const CHAPTER: &str = include_str!("../../../../fixtures/sample/catalog.json");
