//! Who agrees: people, and the error budget.

use super::{Finding, Found, Rule, Surroundings, day_words};
use crate::{
    catalog::budget::Budget,
    chaos::{
        content::APPROVING,
        experiment::{Experiment, figure},
        game_day::{Override, Role},
        maturity::Ground,
    },
    text::clip,
};

/// For how many days a reading of an error budget says how it stands: as long as most budgets run.
const BUDGET_KNOWN_DAYS: i64 = 30;

/// A role agrees to nothing: whoever has it does. The library names roles, for want of people.
fn is_role(name: &str) -> bool {
    let roles = APPROVING.iter().map(String::as_str);
    let roles = roles.chain(Role::ALL.iter().map(|role| role.label()));
    roles.into_iter().any(|role| role.eq_ignore_ascii_case(name.trim()))
}

/// Consent that is missing: people's, and the error budget's.
pub(super) fn unapproved(experiment: &Experiment, surroundings: &Surroundings, found: Found<'_>) {
    for (at, approval) in experiment.approvals.iter().enumerate() {
        let name = clip(&approval.name, 60);
        let (field, message) = match approval.granted_on {
            None => ("", format!("still needs the approval of {name}.")),
            Some(_) if is_role(&approval.name) => (
                ".name",
                format!("has an approval without a person's name: “{name}” is a role. Write who agreed."),
            ),
            // What is to come has not been said yet.
            Some(on) if on > surroundings.today => {
                let on = day_words(on);
                ("", format!("has an approval of {name} that is dated {on}, which is yet to come."))
            }
            Some(_) => continue,
        };
        found(Rule::NotApproved, &format!("approvals.{at}{field}"), message);
    }
    match surroundings.budget {
        Some(budget) if !budget.state().allows_chaos() => {
            let message = format!(
                "runs against an error budget that is {} ({}% left on {}): only a healthy budget allows chaos.",
                budget.state().label().to_lowercase(),
                figure(budget.remaining_pct),
                day_words(budget.on),
            );
            found(Rule::BudgetForbids, "budget", message);
        }
        Some(budget) if budget.on > surroundings.today => {
            let message = format!(
                "runs on an error budget that was read on {}, which is yet to come: nobody knows how it stands. Read it again.",
                day_words(budget.on),
            );
            found(Rule::BudgetUnknown, "budget", message);
        }
        Some(budget) if (surroundings.today - budget.on).num_days() > BUDGET_KNOWN_DAYS => {
            let message = format!(
                "runs on an error budget that was last read on {}: too long ago to say how it stands. Read it again.",
                day_words(budget.on),
            );
            found(Rule::BudgetUnknown, "budget", message);
        }
        Some(_) => {}
        None => {
            let whose =
                if experiment.service_id.is_some() { "of its service" } else { "(it names no service)" };
            found(
                Rule::BudgetUnknown,
                "budget",
                format!("runs although nobody has said what is left of the error budget {whose}."),
            );
        }
    }
}

/// A finding, unless somebody has decided against it. What they decided of a better budget does not answer a worse one.
pub(super) fn against(
    finding: Finding,
    decision: Option<&Override>,
    budget: Option<Budget>,
) -> Option<Finding> {
    let (Rule::BudgetForbids, Some(decision), Some(budget)) = (finding.rule, decision, budget) else {
        return Some(finding);
    };
    if decision.answers(budget.state()) {
        return None;
    }
    let then = decision.state.map_or("better", |state| state.label()).to_lowercase();
    let lapsed =
        format!("{} decided to run it while the budget was {then}: decide again.", clip(&decision.by, 60));
    Some(Finding { message: format!("{} {lapsed}", finding.message), ..finding })
}

/// A fault in production that nobody outside the room was asked about. Short of production no customer is hurt, and a team
/// may decide for itself.
pub(super) fn unasked(experiment: &Experiment, environment: &str) -> Option<Finding> {
    let production = Ground::of(environment) == Some(Ground::Production);
    (production && experiment.approvals.is_empty()).then(|| {
        let message = format!(
            "“{}” runs in production, and nobody has approved it: write down who has to agree.",
            clip(&experiment.title, 60)
        );
        Rule::NobodyApproves.finding("approvals", message)
    })
}
