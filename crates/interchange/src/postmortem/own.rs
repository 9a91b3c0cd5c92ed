//! Words by which Readyroom knows again what it wrote itself.

/// The first line of a file that was written here.
pub const MARK: &str = "<!-- written by Readyroom -->";
/// Before the words of an entry that goes into the short story.
pub const STAR: &str = "★ ";
/// Before where an entry was seen.
pub const SOURCE: &str = "Source: ";
/// Before the reason why an action was declined.
pub const DECLINED: &str = "Declined: ";
/// How an action is, whose record is gone.
pub const REMOVED: &str = "Record removed";
/// Heads of the table of metrics, which is worked out again.
pub const METRICS: [&str; 5] = ["Metric", "By its times", "From", "To", "Formula and clock"];
/// Heads of the table of what could not be placed.
pub const UNPLACED: [&str; 3] = ["Line", "Words", "Why it has no place"];
