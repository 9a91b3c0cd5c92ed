//! Chaos maturity, levels 0 to 4 of the handbook's part 7: what the record shows, what people say, and what leads to the
//! next level.

use crate::{
    Date, Id, Instant, Zone,
    chaos::{content::CHAOS, results::TrialResult},
    choice::choice,
    record::Tick,
};
use serde::{Deserialize, Serialize};

/// How many days back a habit is looked for; the first of them counts.
pub const WINDOW_DAYS: i64 = 90;

/// Where the organisation stands, with every level's criteria.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Maturity {
    /// The highest level whose criteria, and those of all levels below it, are met.
    pub number: u8,
    /// All levels, from 0 to 4.
    pub levels: Vec<Level>,
}

/// One level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// From 0 to 4.
    pub number: u8,
    /// Its name.
    pub name: String,
    /// What it means.
    pub meaning: String,
    /// What it takes, besides all that the levels below take.
    pub criteria: Vec<Criterion>,
}

choice! {
    /// How it is known that a criterion is met.
    Basis {
        /// The record shows it.
        Record("Shown by the record"),
        /// A person says so.
        Claim("Said by a person"),
    }
}

/// One thing that a level takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Its name in `assets/content/chaos/chaos.toml`; a claim ticks it.
    pub key: String,
    /// What it takes.
    pub text: String,
    /// How it is known.
    pub basis: Basis,
    /// Whether it is met.
    pub met: bool,
    /// What was found, in words: "1 of 2 days".
    pub found: String,
    /// The game days that show it, or that stand in its way; the newest first.
    pub evidence: Vec<Evidence>,
    /// Who says so, and when.
    pub claim: Option<Tick>,
}

/// A game day that shows something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The game day.
    pub game_day: Id,
    /// Its title.
    pub title: String,
    /// When it was; for a planned one, when it will be.
    pub on: Date,
}

/// A game day that has not begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedDay {
    /// The game day.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// Its date.
    pub date: Date,
}

/// Where a fault was injected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// On somebody's own computer, or where only developers are.
    Development,
    /// Short of production: staging, pre-production, a load test.
    Staging,
    /// Where customers are.
    Production,
}

impl Ground {
    /// The ground behind the word for an environment. Any word that is not known is taken for short of production; no word
    /// says nothing.
    #[must_use]
    pub fn of(environment: &str) -> Option<Self> {
        let words = environment.to_lowercase();
        let words: Vec<&str> =
            words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let says = |known: &[&str]| words.iter().any(|word| known.contains(word));
        if words.is_empty() {
            None
        } else if says(&["pre", "non", "not", "staging", "preprod", "preproduction"]) {
            Some(Self::Staging)
        } else if says(&["production", "prod", "live"]) {
            Some(Self::Production)
        } else if says(&["development", "dev", "local", "laptop"]) {
            Some(Self::Development)
        } else {
            Some(Self::Staging)
        }
    }
}

impl Maturity {
    /// The level that is reached.
    #[must_use]
    pub fn present(&self) -> Option<&Level> {
        self.levels.iter().find(|level| level.number == self.number)
    }

    /// The level that comes next, with what leads to it; none at the top.
    #[must_use]
    pub fn next(&self) -> Option<&Level> {
        self.levels.iter().find(|level| level.number == self.number + 1)
    }
}

impl Level {
    /// Whether all its own criteria are met; the levels below are not looked at.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.criteria.iter().all(|criterion| criterion.met)
    }
}

/// Whether a person may claim this criterion: no record can show it.
#[must_use]
pub fn is_claim(key: &str) -> bool {
    let mut criteria = CHAOS.iter().flat_map(|level| &level.criteria);
    criteria.any(|criterion| criterion.basis == Basis::Claim && criterion.key == key)
}

/// Where the organisation stands at `now`, in a zone that says which day that is.
#[must_use]
pub fn maturity(
    results: &[TrialResult],
    planned: &[PlannedDay],
    claims: &[Tick],
    now: Instant,
    zone: Zone,
) -> Maturity {
    let record = Record { results, planned, today: zone.date(now), zone };
    let levels: Vec<Level> = CHAOS
        .iter()
        .map(|level| Level {
            number: level.number,
            name: level.name.clone(),
            meaning: level.meaning.clone(),
            criteria: level
                .criteria
                .iter()
                .map(|words| match words.basis {
                    Basis::Record => {
                        let Shown { met, found, evidence } = record.shows(&words.key);
                        let (key, text) = (words.key.clone(), words.text.clone());
                        Criterion { key, text, basis: words.basis, met, found, evidence, claim: None }
                    }
                    Basis::Claim => {
                        let claim = claims.iter().rev().find(|claim| claim.item == words.key).cloned();
                        let found = claim.as_ref().map_or_else(
                            || "Nobody has said so.".to_owned(),
                            |claim| format!("Said by {} on {}.", claim.by, day_words(zone.date(claim.at))),
                        );
                        Criterion {
                            key: words.key.clone(),
                            text: words.text.clone(),
                            basis: words.basis,
                            met: claim.is_some(),
                            found,
                            evidence: Vec::new(),
                            claim,
                        }
                    }
                })
                .collect(),
        })
        .collect();
    let number = levels.iter().take_while(|level| level.is_met()).last().map_or(0, |level| level.number);
    Maturity { number, levels }
}

struct Record<'a> {
    results: &'a [TrialResult],
    planned: &'a [PlannedDay],
    today: Date,
    zone: Zone,
}

struct Shown {
    met: bool,
    found: String,
    evidence: Vec<Evidence>,
}

impl Record<'_> {
    fn shows(&self, key: &str) -> Shown {
        match key {
            "first-fault" => self.any("No fault yet.", |_| true),
            "first-recovery" => self.any("No recovery was measured yet.", recovered),
            "two-days" => self.two_days(),
            "next-day" => self.next_day(),
            "concluded" => self.every("No fault yet.", "without an outcome", self.recent(), concluded),
            "production-day" => {
                let days = self.days(self.recent().filter(|result| in_production(result)));
                let found = count(days.len(), "day in production", "days in production");
                Shown { met: !days.is_empty(), found, evidence: days }
            }
            "production-safe" => {
                let production = self.recent().filter(|result| in_production(result));
                let safe = |result: &TrialResult| result.conditions > 0 && recovered(result);
                let lack = "without an abort condition or a measured recovery";
                self.every("No fault in production yet.", lack, production, safe)
            }
            _ => Shown { met: false, found: String::new(), evidence: Vec::new() },
        }
    }

    /// Faults that were in, where that counts, up to today.
    fn faults(&self) -> impl Iterator<Item = &TrialResult> {
        self.results.iter().filter(|result| {
            result.injected
                && Ground::of(&result.environment).is_some_and(|ground| ground >= Ground::Staging)
                && self.zone.date(result.started_at) <= self.today
        })
    }

    /// Those of the last 90 days.
    fn recent(&self) -> impl Iterator<Item = &TrialResult> {
        let days_ago = |result: &TrialResult| (self.today - self.zone.date(result.started_at)).num_days();
        self.faults().filter(move |result| days_ago(result) <= WINDOW_DAYS)
    }

    fn any(&self, none: &str, shows: impl Fn(&TrialResult) -> bool) -> Shown {
        let days = self.days(self.faults().filter(|result| shows(result)));
        let found =
            if days.is_empty() { none.to_owned() } else { count(days.len(), "game day", "game days") };
        Shown { met: !days.is_empty(), found, evidence: days }
    }

    fn every<'a>(
        &self,
        none: &str,
        lack: &str,
        results: impl Iterator<Item = &'a TrialResult>,
        holds: impl Fn(&TrialResult) -> bool,
    ) -> Shown {
        let (good, bad): (Vec<_>, Vec<_>) = results.partition(|result| holds(result));
        if good.is_empty() && bad.is_empty() {
            return Shown { met: false, found: none.to_owned(), evidence: Vec::new() };
        }
        if bad.is_empty() {
            let found = count(good.len(), "experiment", "experiments");
            return Shown { met: true, found, evidence: self.days(good.into_iter()) };
        }
        let found = format!("{} of {} {lack}.", bad.len(), good.len() + bad.len());
        Shown { met: false, found, evidence: self.days(bad.into_iter()) }
    }

    fn two_days(&self) -> Shown {
        let days = self.days(self.recent());
        let found = format!("{} of 2 days.", days.len().min(2));
        Shown { met: days.len() >= 2, found, evidence: days }
    }

    fn next_day(&self) -> Shown {
        let mut ahead: Vec<_> = self.planned.iter().filter(|day| day.date >= self.today).collect();
        ahead.sort_by_key(|day| day.date);
        let found = ahead
            .first()
            .map_or_else(|| "No day is planned.".to_owned(), |day| format!("On {}.", day_words(day.date)));
        let evidence =
            ahead.iter().map(|day| Evidence { game_day: day.id, title: day.title.clone(), on: day.date });
        Shown { met: !ahead.is_empty(), found, evidence: evidence.collect() }
    }

    /// The days of these results, each once, the newest first.
    fn days<'a>(&self, results: impl Iterator<Item = &'a TrialResult>) -> Vec<Evidence> {
        let mut days: Vec<(Instant, Evidence)> = Vec::new();
        for result in results {
            if days.iter().all(|(_, day)| day.game_day != result.game_day) {
                let (game_day, title) = (result.game_day, result.game_day_title.clone());
                let on = self.zone.date(result.started_at);
                days.push((result.started_at, Evidence { game_day, title, on }));
            }
        }
        days.sort_by_key(|(started_at, _)| std::cmp::Reverse(*started_at));
        days.into_iter().map(|(_, day)| day).collect()
    }
}

fn concluded(result: &TrialResult) -> bool {
    result.outcome.is_some()
}

const fn recovered(result: &TrialResult) -> bool {
    result.stop_to_recovered_ms.is_some()
}

fn in_production(result: &TrialResult) -> bool {
    Ground::of(&result.environment) == Some(Ground::Production)
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}.", if n == 1 { one } else { many })
}

fn day_words(date: Date) -> String {
    date.format("%-d %b %Y").to_string()
}

#[cfg(test)]
mod tests;
