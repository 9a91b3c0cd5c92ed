//! Why it happened: one graph, two views. As five whys it is a tree of answers from what users saw to what can be changed;
//! as a fishbone it is the same factors by category.

use super::{Postmortem, content::POSTMORTEM, hints};
use crate::choice::choice;
use serde::{Deserialize, Serialize};

choice! {
    /// The bones of the fishbone.
    Category {
        /// Training, fatigue, communication.
        People("People"),
        /// Runbooks, escalation, change management.
        Process("Process"),
        /// Bugs, configuration, capacity, dependencies.
        Technology("Technology"),
        /// Network, cloud provider, third parties.
        Environment("Environment"),
        /// Gaps in detection, alert fatigue, dashboards.
        Monitoring("Monitoring"),
        /// Coverage, load, chaos.
        Testing("Testing"),
    }
}

choice! {
    /// What a factor did in the course of the incident.
    Role {
        /// It started it.
        Trigger("Trigger"),
        /// It let it spread.
        Propagation("Propagation"),
        /// It hid it.
        Detection("Detection"),
        /// It slowed the fix.
        Resolution("Resolution"),
        /// A gap in how people work.
        Process("Process"),
    }
}

/// Something that contributed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factor {
    /// What others in the document point at; counted up, never given twice.
    pub key: u32,
    /// In words.
    pub text: String,
    /// Its bone of the fishbone.
    #[serde(default)]
    pub category: Option<Category>,
    /// What it did.
    #[serde(default)]
    pub role: Option<Role>,
    /// The factor whose “why?” it answers; nothing where a chain begins: what users saw.
    #[serde(default)]
    pub answers: Option<u32>,
    /// Entries of the timeline that show it.
    #[serde(default)]
    pub moments: Vec<u32>,
}

impl Role {
    /// What is asked to find such factors.
    #[must_use]
    pub fn question(self) -> &'static str {
        POSTMORTEM.roles.iter().find(|words| words.role == self).map_or("", |words| &words.question)
    }
}

/// The five whys: each chain from a beginning to an end. A factor with several answers stands in several chains.
#[must_use]
pub fn chains(factors: &[Factor]) -> Vec<Vec<&Factor>> {
    let is_end = |one: &&Factor| !factors.iter().any(|other| other.answers == Some(one.key));
    factors.iter().filter(is_end).map(|end| up(factors, end)).collect()
}

/// From the beginning of its chain down to `end`. A circle, which no check lets through, is followed once.
fn up<'a>(factors: &'a [Factor], end: &'a Factor) -> Vec<&'a Factor> {
    let mut chain = vec![end];
    while let Some(key) = chain.last().and_then(|last| last.answers) {
        match factors.iter().find(|factor| factor.key == key) {
            Some(next) if chain.len() <= factors.len() => chain.push(next),
            _ => break,
        }
    }
    chain.reverse();
    chain
}

/// The fishbone: each bone with its factors, and last what has no bone yet.
#[must_use]
pub fn fishbone(factors: &[Factor]) -> Vec<(Option<Category>, Vec<&Factor>)> {
    let bones = Category::ALL.iter().map(|bone| Some(*bone)).chain([None]);
    bones.map(|bone| (bone, factors.iter().filter(|factor| factor.category == bone).collect())).collect()
}

/// What is wrong with the end of a chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainEnd {
    /// The factor at its end.
    pub factor: u32,
    /// In words.
    pub words: String,
}

/// Chains that end too soon: at a person, or without an action.
#[must_use]
pub fn ends(postmortem: &Postmortem) -> Vec<ChainEnd> {
    let mut said = Vec::new();
    for end in chains(&postmortem.factors).into_iter().filter_map(|chain| chain.last().copied()) {
        let mut say = |words: &str| said.push(ChainEnd { factor: end.key, words: words.to_owned() });
        if hints::is_about_a_person(&end.text, postmortem) {
            say("This chain ends at a person. Ask once more: what made it the sensible thing to do?");
        }
        let answered = postmortem.actions.iter().any(|action| {
            action.factor == Some(end.key) && !matches!(action.answer, super::Answer::Declined { .. })
        });
        if !answered {
            say("This chain ends without an action. Add one, or ask why once more.");
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::postmortem::{Answer, Draft, Proposed};

    fn factor(key: u32, text: &str, answers: Option<u32>) -> Factor {
        Factor { key, text: text.to_owned(), category: None, role: None, answers, moments: Vec::new() }
    }

    #[test]
    fn one_graph_has_two_views_and_says_where_it_ends_too_soon() {
        let mut postmortem = Postmortem::titled("Checkout down");
        postmortem.factors = vec![
            factor(1, "Users saw errors", None),
            factor(2, "The pool was exhausted", Some(1)),
            factor(3, "An engineer forgot the index", Some(2)),
            factor(4, "No review of queries in CI", Some(2)),
        ];
        postmortem.factors[3].category = Some(Category::Process);
        let keys: Vec<Vec<u32>> = chains(&postmortem.factors)
            .iter()
            .map(|chain| chain.iter().map(|one| one.key).collect())
            .collect();
        assert_eq!(keys, [vec![1, 2, 3], vec![1, 2, 4]]);
        let bones = fishbone(&postmortem.factors);
        assert_eq!(bones.len(), 7);
        assert_eq!(bones.iter().map(|(_, on)| on.len()).sum::<usize>(), 4);
        let answer = Answer::Proposed(Draft::default());
        postmortem.actions = vec![Proposed { key: "AI-001".to_owned(), factor: Some(4), answer }];
        let said: Vec<_> =
            ends(&postmortem).into_iter().map(|end| (end.factor, end.words.contains("person"))).collect();
        assert_eq!(said, [(3, true), (3, false)]);
        for role in Role::ALL {
            assert!(role.question().ends_with('?'), "{role}");
        }
    }

    #[test]
    fn a_circle_has_no_chain_and_does_not_hang() {
        let factors = [factor(1, "a", Some(2)), factor(2, "b", Some(1)), factor(3, "c", Some(2))];
        assert_eq!(chains(&factors).len(), 1);
    }
}
