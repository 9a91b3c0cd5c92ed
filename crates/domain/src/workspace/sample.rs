//! The chapter of the sample company: the settings.

/// The records, written around the day of the story.
pub const CHAPTER: &str = include_str!("../../../../fixtures/sample/workspace.json");
