//! The most that a service carries, and what binds it.

use crate::{
    capacity::model::{CapacityModel, InputKey},
    choice::choice,
};
use serde::{Deserialize, Serialize};

choice! {
    /// What sets the ceiling.
    Binds {
        /// What somebody stated that the whole carries.
        Stated("Stated ceiling"),
        /// So many instances and no more, each with what it carries.
        MaxInstances("Max instances"),
        /// The instances that run, because nothing adds any by itself.
        InstancesNow("Instances now"),
        /// Demand and utilisation at the last peak.
        PeakUtilization("Peak utilisation"),
    }
}

/// The most that a service carries.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ceiling {
    /// With all zones, in the model's metric; positive.
    pub whole: f64,
    /// With the zones that are left in the case that is planned for, in the model's metric; positive.
    pub left: f64,
    /// What sets it.
    pub binds: Binds,
}

impl Ceiling {
    /// Demand in percent of what is left.
    #[must_use]
    pub fn utilization_pct(&self, demand: f64) -> f64 {
        (demand / self.left * 100.0).clamp(0.0, 1e15)
    }
}

/// The most that the service carries; none where nothing says so. The smallest binds of what is stated for the whole and of
/// instances × what one carries. Where neither is stated it is demand ÷ utilisation at the last peak.
///
/// Instances are the maximum that there may be; where nothing adds any by itself, those that run. Where something adds them and
/// nobody stated how many there may be, instances set no ceiling. Zones carry equal shares, so
/// with `lost` of `zones` down the ceiling is (zones − lost) ÷ zones of the whole: 60% over three zones are 90% over two.
#[must_use]
pub fn ceiling(model: &CapacityModel) -> Option<Ceiling> {
    let (whole, binds) = of(model, |key| model.value(key))?;
    Some(Ceiling { whole, left: whole * zones_left(model), binds })
}

/// The whole ceiling and what binds it, with values from wherever the caller has them: those stated, or those of one draw.
pub(super) fn of(model: &CapacityModel, value: impl Fn(InputKey) -> Option<f64>) -> Option<(f64, Binds)> {
    let stated = value(InputKey::Ceiling).map(|whole| (whole, Binds::Stated));
    let instances = instances(model)
        .and_then(|(count, binds)| Some((count * value(InputKey::CarriesPerInstance)?, binds)));
    let used = || {
        let pct = value(InputKey::PeakUtilizationPct)?;
        Some((value(InputKey::DemandNow)? / (pct / 100.0), Binds::PeakUtilization))
    };
    let least = match (stated, instances) {
        (Some(one), Some(other)) => Some(if other.0 < one.0 { other } else { one }),
        (one, other) => one.or(other),
    };
    least.or_else(used).filter(|(whole, _)| *whole > 0.0)
}

/// How many instances there may be, and what says so.
fn instances(model: &CapacityModel) -> Option<(f64, Binds)> {
    let most = model.value(InputKey::MaxInstances).map(|most| (most, Binds::MaxInstances));
    let now = model.value(InputKey::InstancesNow).filter(|_| model.autoscales.is_fixed());
    now.map(|now| (now, Binds::InstancesNow)).or(most)
}

/// The share of the ceiling that is left when the zones are lost that are planned for; one zone is always left.
pub(super) fn zones_left(model: &CapacityModel) -> f64 {
    let Some(zones) = model.value(InputKey::Zones) else { return 1.0 };
    share_left(zones, model.value(InputKey::ZonesLost).unwrap_or(0.0))
}

/// The share of the ceiling that is left when so many of the zones are lost; one zone is always left.
pub(super) fn share_left(zones: f64, lost: f64) -> f64 {
    let zones = zones.round().max(1.0);
    (zones - lost.round()).max(1.0) / zones
}
