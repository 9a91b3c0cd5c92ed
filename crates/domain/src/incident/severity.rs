//! How severe an incident is: the handbook's matrix (part 5) and what raises it of itself.

use crate::choice::choice;
use serde::{Deserialize, Serialize};

choice! {
    /// How severe it is; the first is the worst.
    Severity {
        /// Everybody drops what they do.
        Sev1("SEV1"),
        /// A commander and a call.
        Sev2("SEV2"),
        /// Whoever is on call, in working hours.
        Sev3("SEV3"),
        /// A ticket.
        Sev4("SEV4"),
    }
}

choice! {
    /// What is broken: a row of the matrix.
    Impact {
        /// What people come for does not work.
        CoreDown("Core function down"),
        /// It works, slowly or not always.
        Degraded("Degraded performance"),
        /// Something beside it does not work.
        NonCoreDown("Non-core feature down"),
        /// It looks wrong and works.
        Cosmetic("Cosmetic or minor"),
    }
}

choice! {
    /// For how many: a column of the matrix. The handbook leaves a hole at exactly 25 %; it belongs to the worse side.
    Users {
        /// One person or customer.
        One("1 user"),
        /// Fewer than a quarter.
        UnderQuarter("Under 25 %"),
        /// A quarter or more.
        QuarterOrMore("25 % or more"),
        /// Everybody.
        All("All users"),
    }
}

choice! {
    /// What raises the severity whatever the matrix says.
    Escalation {
        /// Data is gone or wrong.
        DataLoss("Data is lost"),
        /// A breach in which somebody may have seen personal data.
        PersonalData("Breach with personal data"),
        /// Money is not earned, or wrongly.
        Revenue("Revenue is hit"),
        /// An agreement with customers is about to be broken.
        SlaImminent("SLA breach is near"),
    }
}

/// What is known of how far an incident reaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    /// What is broken.
    pub impact: Impact,
    /// For how many.
    pub users: Users,
    /// What else is so.
    #[serde(default)]
    pub escalations: Vec<Escalation>,
}

/// A severity, with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rated {
    /// What comes out.
    pub severity: Severity,
    /// What the matrix alone says.
    pub matrix: Severity,
    /// What raised it, in sentences; empty where nothing did.
    pub raised: Vec<String>,
}

impl Severity {
    /// One level up; the worst stays.
    #[must_use]
    pub const fn worse(self) -> Self {
        match self {
            Self::Sev1 | Self::Sev2 => Self::Sev1,
            Self::Sev3 => Self::Sev2,
            Self::Sev4 => Self::Sev3,
        }
    }

    /// Minutes between two check-ins; `None` where the handbook asks for none.
    #[must_use]
    pub const fn check_in_min(self) -> Option<i64> {
        match self {
            Self::Sev1 => Some(15),
            Self::Sev2 => Some(30),
            Self::Sev3 | Self::Sev4 => None,
        }
    }
}

/// The severity of a field of the matrix.
#[must_use]
pub const fn matrix(impact: Impact, users: Users) -> Severity {
    use Severity::{Sev1, Sev2, Sev3, Sev4};
    let [one, under, over, all] = match impact {
        Impact::CoreDown => [Sev3, Sev2, Sev1, Sev1],
        Impact::Degraded => [Sev4, Sev3, Sev2, Sev1],
        Impact::NonCoreDown => [Sev4, Sev3, Sev3, Sev2],
        Impact::Cosmetic => [Sev4, Sev4, Sev3, Sev3],
    };
    match users {
        Users::One => one,
        Users::UnderQuarter => under,
        Users::QuarterOrMore => over,
        Users::All => all,
    }
}

impl Extent {
    /// What the matrix and the escalations say of it. An agreement that is near its breach raises what the matrix says by
    /// one level; the others set a level below which it cannot be.
    #[must_use]
    pub fn rated(&self) -> Rated {
        let matrix = matrix(self.impact, self.users);
        let mut rated = Rated { severity: matrix, matrix, raised: Vec::new() };
        let has = |escalation| self.escalations.contains(&escalation);
        if has(Escalation::SlaImminent) {
            rated.raise(matrix.worse(), "An SLA breach is near: one level up");
        }
        if has(Escalation::Revenue) {
            rated.raise(Severity::Sev2, "Revenue is hit: at least SEV2; SEV1 is yours to call");
        }
        if has(Escalation::DataLoss) {
            rated.raise(Severity::Sev1, "Data is lost: SEV1");
        }
        if has(Escalation::PersonalData) {
            rated.raise(Severity::Sev1, "A breach with personal data: SEV1");
        }
        rated
    }
}

impl Rated {
    fn raise(&mut self, at_least: Severity, why: &str) {
        let already = if self.severity <= at_least {
            format!(" (it is {} already)", self.severity)
        } else {
            String::new()
        };
        self.severity = self.severity.min(at_least);
        self.raised.push(format!("{why}{already}."));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Severity::{Sev1, Sev2, Sev3, Sev4};

    #[test]
    fn the_matrix_is_the_handbook_s() {
        for (impact, expected) in [
            (Impact::CoreDown, [Sev3, Sev2, Sev1, Sev1]),
            (Impact::Degraded, [Sev4, Sev3, Sev2, Sev1]),
            (Impact::NonCoreDown, [Sev4, Sev3, Sev3, Sev2]),
            (Impact::Cosmetic, [Sev4, Sev4, Sev3, Sev3]),
        ] {
            for (users, severity) in Users::ALL.iter().zip(expected) {
                assert_eq!(matrix(impact, *users), severity, "{impact}, {users}");
            }
        }
    }

    #[test]
    fn what_escalates_raises_and_never_lowers() {
        use Escalation::{DataLoss, PersonalData, Revenue, SlaImminent};
        let rated = |impact, users, escalations: &[Escalation]| {
            Extent { impact, users, escalations: escalations.to_vec() }.rated()
        };
        for (impact, users, escalations, severity) in [
            (Impact::Cosmetic, Users::One, vec![DataLoss], Sev1),
            (Impact::Cosmetic, Users::One, vec![PersonalData], Sev1),
            (Impact::Cosmetic, Users::One, vec![Revenue], Sev2),
            (Impact::CoreDown, Users::All, vec![Revenue], Sev1),
            (Impact::Cosmetic, Users::One, vec![SlaImminent], Sev3),
            (Impact::Degraded, Users::UnderQuarter, vec![SlaImminent], Sev2),
            (Impact::CoreDown, Users::All, vec![SlaImminent], Sev1),
            (Impact::Cosmetic, Users::One, vec![SlaImminent, Revenue], Sev2),
            (Impact::Degraded, Users::QuarterOrMore, vec![], Sev2),
        ] {
            let said = rated(impact, users, &escalations);
            assert_eq!(
                (said.severity, said.raised.len()),
                (severity, escalations.len()),
                "{impact} {escalations:?}"
            );
        }
        for impact in Impact::ALL {
            for users in Users::ALL {
                for escalation in Escalation::ALL {
                    let said = rated(*impact, *users, &[*escalation]);
                    assert!(said.severity <= said.matrix);
                }
            }
        }
    }
}
