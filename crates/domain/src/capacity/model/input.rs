//! The numbers of a model: one uniform map of keys, each with its limits and its unit, and what a person said of each.

use crate::{Date, choice::choice};
use serde::{Deserialize, Serialize};

choice! {
    /// How well a number is known.
    Basis {
        /// Somebody's feeling.
        Guessed("guessed"),
        /// Derived from something that is known.
        Estimated("estimated"),
        /// Read off an instrument or a bill.
        Measured("measured"),
    }
}

choice! {
    /// What a number belongs to, in the order of the page.
    InputGroup {
        /// How much is asked for, and how that grows.
        Demand("Demand"),
        /// What the service can carry.
        Ceiling("Ceiling"),
        /// How instances come and go.
        Scaling("Scaling"),
        /// What is lost with a zone.
        Zones("Zones"),
        /// What it costs.
        Cost("Cost"),
    }
}

choice! {
    /// A number that a model may state. The first three are enough for an answer.
    InputKey {
        /// Demand at its daily peak, in the model's metric.
        DemandNow("Demand now"),
        /// Organic growth a month, without launches.
        GrowthPctPerMonth("Growth"),
        /// The most that the service carries in all, in the model's metric.
        Ceiling("Ceiling"),
        /// How long from an order to capacity that serves.
        LeadTimeDays("Lead time"),
        /// Demand of the busiest month of the year, as a multiple of the other months.
        SeasonFactor("Busiest month"),
        /// The busiest month of the year, counted from 1.
        SeasonMonth("Busiest month of the year"),
        /// How far it was used at its last peak.
        PeakUtilizationPct("Peak utilisation"),
        /// What one instance carries, in the model's metric.
        CarriesPerInstance("One instance carries"),
        /// How many run now.
        InstancesNow("Instances now"),
        /// The fewest that the autoscaler keeps.
        MinInstances("Min instances"),
        /// The most that there may be.
        MaxInstances("Max instances"),
        /// From which utilisation on instances are added.
        ScaleUpPct("Scale up at"),
        /// Below which utilisation instances are taken away.
        ScaleDownPct("Scale down at"),
        /// How long the autoscaler rests after a change.
        CooldownS("Cooldown"),
        /// How long an instance takes until it serves.
        StartUpS("Start-up"),
        /// Over how many zones it is spread.
        Zones("Zones"),
        /// How many of them are lost in the case that is planned for.
        ZonesLost("Zones lost"),
        /// What it costs whatever the load.
        FixedCostPerMonthUsd("Fixed cost"),
        /// What one instance costs.
        InstanceCostPerMonthUsd("Cost of an instance"),
        /// What all of it costs now.
        CostPerMonthUsd("Cost now"),
    }
}

/// A number, how well it is known, and who said it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// The number, in the unit of its key; the middle where an interval is given.
    pub value: f64,
    /// The interval that holds the true value in nine cases of ten, lower end first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low_high: Option<[f64; 2]>,
    /// How well it is known.
    pub basis: Basis,
    /// Who said it; empty where nobody wrote that down.
    #[serde(default)]
    pub by: String,
    /// The day of which it is.
    #[serde(default)]
    pub on: Option<Date>,
    /// Where it is from, in words.
    #[serde(default)]
    pub note: String,
}

impl Input {
    /// A number of which nobody said more than that they guess it.
    #[must_use]
    pub fn guessed(value: f64) -> Self {
        Self {
            value,
            low_high: None,
            basis: Basis::Guessed,
            by: String::new(),
            on: None,
            note: String::new(),
        }
    }
}

impl InputKey {
    /// The three numbers that a model begins from.
    pub const FIRST: [Self; 3] = [Self::DemandNow, Self::GrowthPctPerMonth, Self::Ceiling];

    /// What it belongs to.
    #[must_use]
    pub const fn group(self) -> InputGroup {
        match self {
            Self::DemandNow | Self::GrowthPctPerMonth | Self::SeasonFactor | Self::SeasonMonth => {
                InputGroup::Demand
            }
            Self::Ceiling | Self::PeakUtilizationPct | Self::CarriesPerInstance | Self::LeadTimeDays => {
                InputGroup::Ceiling
            }
            Self::InstancesNow
            | Self::MinInstances
            | Self::MaxInstances
            | Self::ScaleUpPct
            | Self::ScaleDownPct
            | Self::CooldownS
            | Self::StartUpS => InputGroup::Scaling,
            Self::Zones | Self::ZonesLost => InputGroup::Zones,
            Self::FixedCostPerMonthUsd | Self::InstanceCostPerMonthUsd | Self::CostPerMonthUsd => {
                InputGroup::Cost
            }
        }
    }

    /// Its unit; empty where it counts something or is in the model's metric (see [`InputKey::is_in_metric`]).
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::GrowthPctPerMonth => "% a month",
            Self::PeakUtilizationPct | Self::ScaleUpPct | Self::ScaleDownPct => "%",
            Self::LeadTimeDays => "days",
            Self::SeasonFactor => "×",
            Self::CooldownS | Self::StartUpS => "s",
            Self::FixedCostPerMonthUsd | Self::InstanceCostPerMonthUsd | Self::CostPerMonthUsd => {
                "USD a month"
            }
            _ => "",
        }
    }

    /// Whether its unit is the metric that the model is about: `requests/sec`.
    #[must_use]
    pub const fn is_in_metric(self) -> bool {
        matches!(self, Self::DemandNow | Self::Ceiling | Self::CarriesPerInstance)
    }

    /// Whether only whole numbers make sense.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        matches!(
            self,
            Self::SeasonMonth
                | Self::InstancesNow
                | Self::MinInstances
                | Self::MaxInstances
                | Self::Zones
                | Self::ZonesLost
        )
    }

    /// Whether it says what is now: another value of it holds at once, whenever the rest of what is tried starts. What is
    /// ordered for a day is ordered before that day.
    #[must_use]
    pub const fn is_of_now(self) -> bool {
        matches!(self, Self::DemandNow | Self::LeadTimeDays)
    }

    /// The smallest and the largest value that it may have.
    #[must_use]
    pub const fn limits(self) -> (f64, f64) {
        match self {
            Self::DemandNow => (0.0, 1e15),
            Self::Ceiling | Self::CarriesPerInstance => (1e-6, 1e15),
            Self::GrowthPctPerMonth => (-100.0, 10_000.0),
            Self::LeadTimeDays => (0.0, 1_825.0),
            Self::SeasonFactor => (1.0, 100.0),
            Self::SeasonMonth => (1.0, 12.0),
            Self::PeakUtilizationPct => (0.01, 1_000.0),
            Self::InstancesNow | Self::MaxInstances => (1.0, 1e6),
            Self::MinInstances => (0.0, 1e6),
            Self::ScaleUpPct | Self::ScaleDownPct => (1.0, 100.0),
            Self::CooldownS | Self::StartUpS => (0.0, 86_400.0),
            Self::Zones => (1.0, 100.0),
            Self::ZonesLost => (0.0, 100.0),
            Self::FixedCostPerMonthUsd | Self::InstanceCostPerMonthUsd | Self::CostPerMonthUsd => (0.0, 1e12),
        }
    }

    /// What holds where a model does not state it: the handbook's thresholds, no zone lost. Nothing else is assumed.
    #[must_use]
    pub const fn assumed(self) -> Option<f64> {
        match self {
            Self::ScaleUpPct => Some(80.0),
            Self::ScaleDownPct => Some(30.0),
            Self::CooldownS => Some(300.0),
            Self::ZonesLost => Some(0.0),
            _ => None,
        }
    }
}
