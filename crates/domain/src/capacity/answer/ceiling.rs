//! The most that a service carries, and what binds it.

use crate::capacity::model::CapacityModel;
use serde::{Deserialize, Serialize};

/// What sets the ceiling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Binds {
    /// What somebody stated that the whole carries.
    Stated,
    /// So many instances and no more, each with what it carries.
    MaxInstances,
    /// The instances that run, because nothing adds any by itself.
    InstancesNow,
    /// Demand and utilisation at the last peak.
    PeakUtilization,
}

/// The most that a service carries.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ceiling {
    /// With all zones, in the model's metric.
    pub whole: f64,
    /// With the zones that are left in the case that is planned for, in the model's metric; positive unless all are lost.
    pub left: f64,
    /// What sets it.
    pub binds: Binds,
}

/// The most that the service carries; none where nothing says so.
#[must_use]
pub fn ceiling(model: &CapacityModel) -> Option<Ceiling> {
    let _ = model;
    None
}
