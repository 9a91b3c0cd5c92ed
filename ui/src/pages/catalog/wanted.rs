//! Which services of the catalog a person wants to see, and in which order. Pure.

use contract::CatalogLine;
use domain::catalog::{budget::BudgetState, service::Tier};
use std::cmp::Ordering;

/// What was chosen above the list. Empty words choose everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// In the name, the team or the tier.
    pub text: String,
    /// The label of a tier.
    pub tier: String,
    /// The name of a team; [`NO_TEAM`] for those without one.
    pub team: String,
    /// The label of a state of the budget; [`NOT_READ`] for those that nobody has read.
    pub budget: String,
    /// [`WITH`] or [`WITHOUT`] findings.
    pub findings: String,
    /// By name instead of by tier.
    pub by_name: bool,
}

/// Services that nobody answers for.
pub const NO_TEAM: &str = "\u{0}none";
/// Services whose budget nobody has read.
pub const NOT_READ: &str = "not-read";
/// Services that lack something that their tier asks for.
pub const WITH: &str = "with";
/// Services that lack nothing.
pub const WITHOUT: &str = "without";

impl Wanted {
    /// Whether anything is left out.
    #[must_use]
    pub fn narrows(&self) -> bool {
        let words = [&self.text, &self.tier, &self.team, &self.budget, &self.findings];
        words.into_iter().any(|words| !words.trim().is_empty())
    }

    /// The services that fit, in order.
    #[must_use]
    pub fn choose<'a>(&self, lines: &'a [CatalogLine]) -> Vec<&'a CatalogLine> {
        let needle = self.text.trim().to_lowercase();
        let mut chosen: Vec<&CatalogLine> = lines.iter().filter(|line| self.fits(line, &needle)).collect();
        chosen.sort_by(|a, b| {
            let tier = if self.by_name { Ordering::Equal } else { a.tier.cmp(&b.tier) };
            tier.then_with(|| a.row.title.to_lowercase().cmp(&b.row.title.to_lowercase()))
        });
        chosen
    }

    fn fits(&self, line: &CatalogLine, needle: &str) -> bool {
        let team = line.row.owner.as_deref().unwrap_or_default();
        let budget = line.budget.map_or(NOT_READ, |budget| budget.state().label());
        let said = |text: &str| text.to_lowercase().contains(needle);
        (needle.is_empty() || said(&line.row.title) || said(team) || said(line.tier.label()))
            && (self.tier.is_empty() || self.tier == line.tier.label())
            && (self.team.is_empty() || self.team == if team.is_empty() { NO_TEAM } else { team })
            && (self.budget.is_empty() || self.budget == budget)
            && (self.findings.is_empty() || (self.findings == WITH) == (line.findings > 0))
    }
}

/// Value and words of every tier.
pub fn tiers() -> Vec<(String, String)> {
    options("All tiers", Tier::ALL.iter().map(|tier| tier.label()))
}

/// Value and words of every team that answers for a service, and of none where a service has none.
pub fn teams(lines: &[CatalogLine]) -> Vec<(String, String)> {
    let mut teams: Vec<&str> = lines.iter().filter_map(|line| line.row.owner.as_deref()).collect();
    teams.sort_by_key(|team| team.to_lowercase());
    teams.dedup();
    let mut options = options("All teams", teams.into_iter());
    if lines.iter().any(|line| line.row.owner.is_none()) {
        options.push((NO_TEAM.to_owned(), "No owner team".to_owned()));
    }
    options
}

/// Value and words of every state of a budget.
pub fn budgets() -> Vec<(String, String)> {
    let mut options = options("Any budget", BudgetState::ALL.iter().map(|state| state.label()));
    options.push((NOT_READ.to_owned(), "Budget not read".to_owned()));
    options
}

fn options<'a>(all: &str, words: impl Iterator<Item = &'a str>) -> Vec<(String, String)> {
    let mut options = vec![(String::new(), all.to_owned())];
    options.extend(words.map(|word| (word.to_owned(), word.to_owned())));
    options
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::{Kind, Row, catalog::budget::Budget, time::parse_date};

    fn line(name: &str, tier: Tier, team: Option<&str>, budget: Option<f64>, findings: usize) -> CatalogLine {
        CatalogLine {
            row: Row {
                id: "019a0c00-0003-7000-8000-000000000010".parse().unwrap(),
                kind: Kind::Service,
                title: name.to_owned(),
                status: String::new(),
                service: None,
                owner: team.map(str::to_owned),
                due: None,
                at: None,
                version: 1,
            },
            tier,
            budget: budget
                .map(|remaining_pct| Budget { remaining_pct, on: parse_date("2026-11-20").unwrap() }),
            findings,
            calls: 0,
            callers: 0,
        }
    }

    fn catalog() -> Vec<CatalogLine> {
        vec![
            line("Search", Tier::Standard, Some("Discovery"), None, 0),
            line("payments", Tier::Critical, Some("Payments"), Some(82.0), 1),
            line("checkout", Tier::Critical, Some("Shop"), Some(0.0), 0),
            line("beta", Tier::Experimental, None, None, 1),
        ]
    }

    fn names(wanted: &Wanted) -> Vec<String> {
        wanted.choose(&catalog()).into_iter().map(|line| line.row.title.clone()).collect()
    }

    #[test]
    fn the_most_important_come_first_unless_somebody_wants_the_alphabet() {
        assert_eq!(names(&Wanted::default()), ["checkout", "payments", "Search", "beta"]);
        let by_name = Wanted { by_name: true, ..Wanted::default() };
        assert_eq!(names(&by_name), ["beta", "checkout", "payments", "Search"]);
        assert!(!by_name.narrows());
    }

    #[test]
    fn filters_work_alone_and_together() {
        let text = |text: &str| Wanted { text: text.to_owned(), ..Wanted::default() };
        assert_eq!(names(&text(" PAY ")), ["payments"]);
        assert_eq!(names(&text("critical")), ["checkout", "payments"]);
        assert!(names(&text("nobody")).is_empty());
        let with = |field: fn(&mut Wanted) -> &mut String, words: &str| {
            let mut wanted = Wanted::default();
            words.clone_into(field(&mut wanted));
            assert!(wanted.narrows());
            names(&wanted)
        };
        assert_eq!(with(|wanted| &mut wanted.team, NO_TEAM), ["beta"]);
        assert_eq!(with(|wanted| &mut wanted.team, "Shop"), ["checkout"]);
        assert_eq!(with(|wanted| &mut wanted.budget, "Exhausted"), ["checkout"]);
        assert_eq!(with(|wanted| &mut wanted.budget, NOT_READ), ["Search", "beta"]);
        assert_eq!(with(|wanted| &mut wanted.findings, WITH), ["payments", "beta"]);
        assert_eq!(with(|wanted| &mut wanted.findings, WITHOUT), ["checkout", "Search"]);
        let both = Wanted { tier: "Critical".to_owned(), findings: WITH.to_owned(), ..Wanted::default() };
        assert_eq!(names(&both), ["payments"]);
    }

    #[test]
    fn teams_are_offered_once_and_none_only_where_there_is_none() {
        let words: Vec<String> = teams(&catalog()).into_iter().map(|(_, words)| words).collect();
        assert_eq!(words, ["All teams", "Discovery", "Payments", "Shop", "No owner team"]);
        assert_eq!(teams(&catalog()[..1]).len(), 2);
    }
}
