//! What is left of an error budget, and what that allows. Handbook part 3, with the bands of `corrections.md`.

use crate::{
    Date,
    choice::choice,
    text::{self, Invalid},
};
use serde::{Deserialize, Serialize};

choice! {
    /// The state of an error budget. Half-open bands: each holds its upper edge, not its lower one.
    BudgetState {
        /// More than 50% is left.
        Healthy("Healthy"),
        /// More than 25%, up to 50%.
        Warning("Warning"),
        /// More than nothing, up to 25%.
        Critical("Critical"),
        /// Nothing is left.
        Exhausted("Exhausted"),
    }
}

/// What was left of an error budget on a day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Budget {
    /// What is left, in percent of the whole; negative when more than the budget was spent.
    pub remaining_pct: f64,
    /// When it was read.
    pub on: Date,
}

impl BudgetState {
    /// The state of a budget of which `remaining_pct` percent is left.
    #[must_use]
    pub fn at(remaining_pct: f64) -> Self {
        if remaining_pct > 50.0 {
            Self::Healthy
        } else if remaining_pct > 25.0 {
            Self::Warning
        } else if remaining_pct > 0.0 {
            Self::Critical
        } else {
            Self::Exhausted
        }
    }

    /// Whether faults may be injected: only while the budget is healthy.
    #[must_use]
    pub const fn allows_chaos(self) -> bool {
        matches!(self, Self::Healthy)
    }
}

impl Budget {
    /// Its state.
    #[must_use]
    pub fn state(&self) -> BudgetState {
        BudgetState::at(self.remaining_pct)
    }

    pub(crate) fn check(&self) -> Result<(), Invalid> {
        text::number("budget.remaining_pct", "What is left of the budget", self.remaining_pct)?;
        if self.remaining_pct > 100.0 {
            let words = "More than 100% of a budget cannot be left. Write what is left, in percent.";
            return Err(Invalid::new("budget.remaining_pct", words));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bands_meet_without_gap_or_overlap() {
        let bands = [
            (100.0, BudgetState::Healthy),
            (50.000_1, BudgetState::Healthy),
            (50.0, BudgetState::Warning),
            (25.000_1, BudgetState::Warning),
            (25.0, BudgetState::Critical),
            (0.000_1, BudgetState::Critical),
            (0.0, BudgetState::Exhausted),
            (-40.0, BudgetState::Exhausted),
        ];
        for (remaining_pct, state) in bands {
            assert_eq!(BudgetState::at(remaining_pct), state, "{remaining_pct}");
            assert_eq!(state.allows_chaos(), remaining_pct > 50.0);
        }
    }
}
