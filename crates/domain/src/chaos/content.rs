//! What the handbook says word by word: checklists, suggestions, defaults. The words live in `assets/content`.

use crate::{
    chaos::{
        library::{Common, Template},
        lint::Rule,
        maturity::Basis,
    },
    content::content,
};
use serde::Deserialize;
use std::sync::LazyLock;

/// When an item of the game-day checklist is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChecklistPhase {
    /// In the week before.
    Before,
    /// On the day.
    OnTheDay,
    /// The same day, afterwards.
    After,
}

/// One item of the game-day checklist.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ChecklistItem {
    /// Its name in the file; never changes, so that old ticks keep their meaning.
    pub key: String,
    /// When it is due.
    pub phase: ChecklistPhase,
    /// What to do.
    pub text: String,
}

impl ChecklistItem {
    /// Whether nobody ticks it, because the journal of the day says it. That the start was announced no journal knows.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.phase == ChecklistPhase::OnTheDay && self.key != "announced"
    }
}

/// The content of game days.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct GameDayContent {
    /// Environments to choose from; any other word is fine.
    pub environments: Vec<String>,
    /// Blast radii to choose from; any other word is fine.
    pub blast_radii: Vec<String>,
    /// The checklist, in order.
    pub checklist: Vec<ChecklistItem>,
    /// What each step asks of the room, in the order of the steps.
    pub steps: Vec<StepWords>,
}

/// What a step asks of the room.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct StepWords {
    /// Which step.
    pub step: String,
    /// What the facilitator does now.
    pub prompt: String,
    /// The label of the key that moves on.
    pub advance: String,
}

/// The content of game days, read once. It is part of the program: a test reads it before any user can.
pub static GAME_DAY: LazyLock<GameDayContent> = LazyLock::new(|| content!("chaos/game_day"));

/// Why a rule of the plan is one.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct RuleWords {
    /// Which rule.
    pub rule: Rule,
    /// Why it is a rule.
    pub why: String,
}

/// The reasons behind the rules of [`crate::chaos::lint`], read once.
pub static LINT: LazyLock<Vec<RuleWords>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        rules: Vec<RuleWords>,
    }
    let file: File = content!("chaos/lint");
    file.rules
});

/// Whose consent an experiment takes, by what they do; the room puts names in their place. Read once.
pub static APPROVING: LazyLock<Vec<String>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        roles: Vec<String>,
    }
    let file: File = content!("chaos/approvals");
    file.roles
});

/// The experiment library as it is written.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LibraryContent {
    /// What every experiment has.
    pub common: Common,
    /// The experiments, in order.
    pub experiment: Vec<Template>,
}

/// The experiment library, read once; [`crate::chaos::library`] makes experiments of it.
pub static LIBRARY: LazyLock<LibraryContent> = LazyLock::new(|| content!("chaos/library"));

/// A level of the chaos maturity, in words.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelWords {
    /// From 0 to 4.
    pub number: u8,
    /// Its name.
    pub name: String,
    /// What it means.
    pub meaning: String,
    /// What it takes.
    #[serde(default)]
    pub criteria: Vec<CriterionWords>,
}

/// One thing that a level takes, in words.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriterionWords {
    /// Its name in the file; never changes, so that old claims keep their meaning.
    pub key: String,
    /// How it is known.
    pub basis: Basis,
    /// What it takes.
    pub text: String,
}

/// The levels of the chaos maturity, read once; [`super::maturity`] holds the record against them.
pub static CHAOS: LazyLock<Vec<LevelWords>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        levels: Vec<LevelWords>,
    }
    let file: File = content!("chaos/chaos");
    file.levels
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chaos::run::Step;

    #[test]
    fn the_content_is_whole() {
        assert_eq!(GAME_DAY.steps.len(), Step::ALL.len());
        assert_eq!(GAME_DAY.checklist.iter().filter(|item| item.phase == ChecklistPhase::Before).count(), 6);
        assert_eq!(
            GAME_DAY.checklist.iter().filter(|item| item.phase == ChecklistPhase::OnTheDay).count(),
            8
        );
        assert_eq!(GAME_DAY.checklist.iter().filter(|item| item.phase == ChecklistPhase::After).count(), 4);
        let mut keys: Vec<_> = GAME_DAY.checklist.iter().map(|item| &item.key).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), GAME_DAY.checklist.len(), "a key occurs twice");
    }
}
