//! How an autoscaler is set.

use crate::{capacity::scaling::recommend::ceil, text::Invalid};
use serde::{Deserialize, Serialize};

/// Most instances that are simulated.
const INSTANCES_MAX: u32 = 1_000_000;

/// How an autoscaler is set. What one instance carries, and what it is asked for, are in one unit: mostly requests per second.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// Never fewer.
    pub min_instances: u32,
    /// Never more.
    pub max_instances: u32,
    /// What one instance carries when it is used to 100%.
    pub per_instance: f64,
    /// When it changes something, and by how much.
    pub trigger: Trigger,
    /// How fast it adds.
    pub up: Rates,
    /// How fast it takes away.
    pub down: Rates,
    /// For how many seconds nothing changes after a change. Kubernetes has none.
    pub cooldown_s: u32,
    /// How many seconds pass until a new instance serves.
    pub startup_s: u32,
    /// How often it looks, in seconds.
    pub interval_s: u32,
}

/// When an autoscaler changes something.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "trigger", rename_all = "kebab-case")]
pub enum Trigger {
    /// It holds utilisation at a target, as Kubernetes does.
    Target {
        /// Utilisation to hold.
        target_pct: f64,
        /// So far off, in percent of the target, nothing is done.
        tolerance_pct: f64,
    },
    /// Beyond a threshold it brings utilisation to the middle between both, so that the other is not crossed at once.
    Thresholds {
        /// Above it, instances are added.
        up_pct: f64,
        /// Below it, instances are taken away.
        down_pct: f64,
    },
}

/// How fast instances may change in one direction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rates {
    /// Of what was recommended in so many seconds, the most cautious counts: the lowest upward, the highest downward.
    pub stabilization_s: u32,
    /// How much may change in how long. None of them is no bound.
    pub rates: Vec<Rate>,
    /// Which of them counts.
    pub select: Select,
}

/// How much may change in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// How much.
    pub by: By,
    /// In how many seconds.
    pub period_s: u32,
}

/// How much may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// So many instances.
    Instances(u32),
    /// So many percent of what there was when the period began: rounded up when adding, cut off when taking away.
    Percent(u32),
}

/// Which of several rates counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Select {
    /// The one that changes most.
    Most,
    /// The one that changes least.
    Least,
    /// None: nothing changes in this direction.
    Off,
}

impl Policy {
    /// What Kubernetes does where nothing else is said: 10% tolerance; up at once, by 100% or 4 instances in 15 s, whichever is
    /// more; down to the highest recommendation of 300 s; a look every 15 s.
    #[must_use]
    pub fn kubernetes(
        (min_instances, max_instances): (u32, u32),
        per_instance: f64,
        target_pct: f64,
    ) -> Self {
        let rate = |by| Rate { by, period_s: 15 };
        Self {
            min_instances,
            max_instances,
            per_instance,
            trigger: Trigger::Target { target_pct, tolerance_pct: 10.0 },
            up: Rates {
                stabilization_s: 0,
                rates: vec![rate(By::Percent(100)), rate(By::Instances(4))],
                select: Select::Most,
            },
            down: Rates { stabilization_s: 300, rates: vec![rate(By::Percent(100))], select: Select::Most },
            cooldown_s: 0,
            startup_s: 0,
            interval_s: 15,
        }
    }

    /// The handbook's: above 80% more, below 30% fewer, 300 s of cooldown after each change (part 9).
    #[must_use]
    pub fn handbook((min_instances, max_instances): (u32, u32), per_instance: f64) -> Self {
        let free = Rates { stabilization_s: 0, rates: Vec::new(), select: Select::Most };
        Self {
            trigger: Trigger::Thresholds { up_pct: 80.0, down_pct: 30.0 },
            up: free.clone(),
            down: free,
            cooldown_s: 300,
            ..Self::kubernetes((min_instances, max_instances), per_instance, 80.0)
        }
    }

    /// How many instances a demand needs, whatever the maximum: the fewest that keep utilisation at the target, or at the upper
    /// threshold. At least the minimum.
    #[must_use]
    pub fn needed(&self, demand: f64) -> u32 {
        let most_pct = match self.trigger {
            Trigger::Target { target_pct, .. } => target_pct,
            Trigger::Thresholds { up_pct, .. } => up_pct,
        };
        ceil(demand / (self.per_instance * most_pct / 100.0)).max(self.min_instances)
    }

    /// Utilisation in percent of so many instances that carry a demand.
    #[must_use]
    pub fn utilization_pct(&self, demand: f64, instances: u32) -> f64 {
        demand / (self.per_instance * f64::from(instances.max(1))) * 100.0
    }

    /// What is wrong with how it is set.
    ///
    /// # Errors
    /// A field, and what to do about it.
    pub fn check(&self) -> Result<(), Invalid> {
        let refuse = |field: &str, words: &str| Err(Invalid::new(field, words));
        if self.min_instances == 0 {
            return refuse(
                "min_instances",
                "The minimum is 0 instances, and none of them measures anything. It must be 1 or more.",
            );
        }
        if self.max_instances < self.min_instances {
            let words = format!(
                "The maximum is {} and the minimum {}. The maximum must not be less.",
                self.max_instances, self.min_instances
            );
            return Err(Invalid::new("max_instances", words));
        }
        if self.max_instances > INSTANCES_MAX {
            return refuse("max_instances", "The maximum must be 1,000,000 instances or fewer.");
        }
        if !(self.per_instance.is_finite() && (1e-9..=1e12).contains(&self.per_instance)) {
            return refuse("per_instance", "What one instance carries must be more than 0.");
        }
        if self.interval_s == 0 {
            return refuse("interval_s", "How often it looks must be 1 s or more.");
        }
        if [&self.up, &self.down].iter().any(|rates| rates.rates.iter().any(|rate| rate.period_s == 0)) {
            return refuse("period_s", "The period of a rate must be 1 s or more.");
        }
        self.trigger.check()
    }
}

impl Trigger {
    fn check(self) -> Result<(), Invalid> {
        let share = |field: &str, noun: &str, value_pct: f64| {
            if (1.0..=1_000.0).contains(&value_pct) {
                return Ok(());
            }
            Err(Invalid::new(field, format!("{noun} must be from 1% to 1,000%.")))
        };
        match self {
            Self::Target { target_pct, tolerance_pct } => {
                share("target_pct", "The target", target_pct)?;
                if (0.0..100.0).contains(&tolerance_pct) {
                    return Ok(());
                }
                Err(Invalid::new("tolerance_pct", "The tolerance must be 0% or more, and less than 100%."))
            }
            Self::Thresholds { up_pct, down_pct } => {
                share("up_pct", "The upper threshold", up_pct)?;
                if down_pct >= 0.0 && down_pct < up_pct {
                    return Ok(());
                }
                let words = "The lower threshold must be 0% or more, and less than the upper one.";
                Err(Invalid::new("down_pct", words))
            }
        }
    }
}
