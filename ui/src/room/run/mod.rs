//! What the console of any run is made of: the bar with the hand on its clock, the question about a hole in time, the
//! journal with its pen, the card of the stage. It knows no kind of run.

mod bar;
pub mod clock;
mod gap;
pub mod journal;
mod keys;
mod pen;
pub mod sent;
pub mod stage;

pub use bar::Bar;
pub use gap::gap_question;
pub use keys::key_sheet;
pub use pen::{Pen, then_forget};
