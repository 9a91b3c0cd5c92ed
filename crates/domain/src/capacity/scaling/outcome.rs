//! What came of a simulation, and the sentence that says it.

use super::Policy;
use crate::chaos::experiment::measured;
use serde::{Deserialize, Serialize};

/// One look of the autoscaler.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moment {
    /// When, in seconds from the beginning.
    pub at_s: u32,
    /// What is asked for, in the unit of the demand.
    pub demand: f64,
    /// What the rule asked for, bounds and rates aside.
    pub wanted: u32,
    /// How many instances there are after it, those that start included.
    pub instances: u32,
    /// How many of them serve while it looks.
    pub ready: u32,
    /// Utilisation of those that serve; more than 100 where they cannot carry what is asked for.
    pub utilization_pct: f64,
    /// How many would have to serve to keep the target, whatever the maximum.
    pub needed: u32,
}

/// What came of a simulation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Simulated {
    /// Look by look.
    pub moments: Vec<Moment>,
    /// The most that was asked for.
    pub highest_demand: f64,
    /// How many instances that needs, whatever the maximum.
    pub needed: u32,
    /// The maximum.
    pub max_instances: u32,
    /// Utilisation when all that may run carry the most that was asked for: what more speed would not mend.
    pub at_max_pct: f64,
    /// How many instances the maximum is short by; 0 where it does not bind.
    pub short_by: u32,
    /// The highest utilisation that was seen.
    pub worst_pct: f64,
    /// For how many seconds more was asked for than those that served could carry.
    pub overloaded_s: u32,
}

impl Simulated {
    pub(super) fn of(policy: &Policy, moments: Vec<Moment>) -> Self {
        let highest = |of: fn(&Moment) -> f64| moments.iter().map(of).fold(0.0, f64::max);
        let highest_demand = highest(|moment| moment.demand);
        let needed = policy.needed(highest_demand);
        let overloaded = moments.iter().filter(|moment| moment.utilization_pct > 100.0).count();
        Self {
            highest_demand,
            needed,
            max_instances: policy.max_instances,
            at_max_pct: policy.utilization_pct(highest_demand, policy.max_instances),
            short_by: needed.saturating_sub(policy.max_instances),
            worst_pct: highest(|moment| moment.utilization_pct),
            overloaded_s: u32::try_from(overloaded).unwrap_or(u32::MAX).saturating_mul(policy.interval_s),
            moments,
        }
    }

    /// Whether the maximum is what binds: more instances are needed than may run.
    #[must_use]
    pub const fn max_binds(&self) -> bool {
        self.short_by > 0
    }

    /// It in a sentence; `what` is the demand: “a 10× spike”, “the day”.
    #[must_use]
    pub fn sentence(&self, what: &str) -> String {
        let count = |instances: u32| measured(f64::from(instances), "");
        let pct = |share_pct: f64| measured(share_pct.round(), "");
        let what = crate::text::capital(what);
        if self.max_binds() {
            return format!(
                "{what} needs {} instances, the maximum is {}: {}% utilisation, short by {}.",
                count(self.needed),
                count(self.max_instances),
                pct(self.at_max_pct),
                count(self.short_by)
            );
        }
        let needs = format!(
            "{what} needs {} instances of the {} that may run",
            count(self.needed),
            count(self.max_instances)
        );
        if self.overloaded_s == 0 {
            return format!("{needs}, and gets them in time: {}% utilisation at worst.", pct(self.worst_pct));
        }
        format!(
            "{needs}, but for {} s more is asked for than those that serve can carry: {}% utilisation at worst.",
            count(self.overloaded_s),
            pct(self.worst_pct)
        )
    }
}
