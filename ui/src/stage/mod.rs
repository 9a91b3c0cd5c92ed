//! What all rooms share on the projector: the frame, and where the stage is. Each room brings its own face.

pub mod away;
pub mod frame;
