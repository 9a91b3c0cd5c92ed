//! Postmortems: what happened, why, and what is done about it, without blame (handbook, part 6).

mod begun;
mod check;
pub mod content;
mod excerpt;
mod factor;
mod gate;
pub mod hints;
mod measure;
mod moment;
mod names;
mod proposed;
mod record;
mod repeats;
pub(crate) mod sample;
mod slip;
mod tag;

pub use check::{MOMENTS_MAX, UNREAD_MAX};
pub use excerpt::{Excerpt, Section};
pub use factor::{Category, ChainEnd, Factor, Role, chains, ends, fishbone};
pub use gate::{Open, gate};
pub use hints::{Hint, Spot, hints};
pub use measure::{Compared, Measure, Point, measures};
pub use moment::{Moment, Placed, When, Why, placed};
pub use names::Names;
pub use proposed::{Agreed, Answer, Draft, Proposed};
pub use record::{
    DataLoss, Detection, Dismissed, HowDetected, Impact, Postmortem, PostmortemStatus, Stated, Unread,
};
pub use repeats::{Repeat, repeats};
pub use slip::{Beside, Other, Slip, slip};
pub use tag::{Tag, proposed as proposed_marks};
