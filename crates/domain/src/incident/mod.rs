//! Incidents: what is declared, who does what, what happened when, and how long it took (handbook, part 5).

mod channel;
pub mod content;
mod hours;
mod marks;
mod record;
pub mod run;
pub(crate) mod sample;
mod severity;
pub mod time;
mod update;

pub use channel::channel;
pub use hours::{Hours, Support, business_days_after, review_due};
pub use marks::{Length, Mark, Marks, NoLength, TimeTo, Typical};
pub use record::{Incident, IncidentStatus};
pub use severity::{Escalation, Extent, Impact, Rated, Severity, Users, matrix};
pub use update::{Proposed, unfilled};
