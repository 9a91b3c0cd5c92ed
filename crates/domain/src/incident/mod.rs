//! Incidents: what is declared, who does what, what happened when, and how long it took (handbook, part 5).

mod hours;
mod marks;
mod severity;

pub use hours::{Hours, Support, business_days_after, review_due};
pub use marks::{Length, Mark, Marks, Metric, NoLength, Typical};
pub use severity::{Escalation, Impact, Rated, Severity, Size, Users, matrix};
