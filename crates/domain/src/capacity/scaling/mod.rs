//! Autoscaling: how many instances a rule asks for, how fast it gets them, and what happens meanwhile.
//!
//! The rule is that of Kubernetes' Horizontal Pod Autoscaler (<https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/>,
//! and `replica_calculator.go` and `horizontal.go` of kubernetes/kubernetes). A stabilisation window is no cooldown: it takes the
//! highest (or lowest) of the recommendations of its time, and holds nothing back that they agree on; a cooldown lets nothing
//! change for a while after a change.

mod demand;
mod of_model;
mod outcome;
mod policy;
mod recommend;
mod simulate;
#[cfg(test)]
mod tests;

pub use demand::{Daily, Demand, Spike};
pub use of_model::{Tried, day_of, spike_of};
pub use outcome::{Moment, Simulated};
pub use policy::{By, Policy, Rate, Rates, Select, Trigger};
pub use recommend::{Instance, desired, desired_in_total, of_instances};
pub use simulate::simulate;
