//! How much a system carries, and until when: ceilings from load tests, autoscaling, waiting, lost zones.

#[cfg(test)]
mod cases;
pub mod load_test;
pub mod queue;
pub mod scaling;
pub mod usl;
pub mod zones;
