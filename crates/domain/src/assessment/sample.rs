//! The chapter of the sample company: how mature a service, a team and the whole are.

/// The records, written around the day of the story.
pub const CHAPTER: &str = include_str!("../../../../fixtures/sample/assessment.json");
