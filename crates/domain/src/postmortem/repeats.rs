//! Whether it happened before: postmortems of the same service whose factors say the same.

use super::{Factor, Postmortem};
use crate::Id;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A postmortem that is like this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeat {
    /// The other one.
    pub other: Id,
    /// What it is called.
    pub title: String,
    /// What both have: the factor here, the factor there, and the words that they share.
    pub shared: Vec<(u32, u32, Vec<String>)>,
}

/// Two factors say the same when they share at least this many words that carry meaning, ...
const WORDS_MIN: usize = 2;
/// ... and at least this share of the shorter one's, in percent.
const SHARE_MIN_PCT: usize = 50;
/// Most factors of one side that are compared.
const FACTORS_MAX: usize = 200;

/// Words that stand in every factor.
const COMMON: &[&str] = &[
    "that", "this", "with", "from", "were", "been", "have", "has", "had", "was", "the", "and", "for", "not",
    "are", "too", "its", "our", "which", "when", "into", "there", "their", "because", "caused", "cause",
    "due", "lack", "missing", "incident", "issue", "problem", "service", "did", "didn", "does", "doesn",
    "could", "would", "should", "more", "than", "after", "before", "und", "der", "die", "das", "des", "les",
    "une", "pour", "los", "las", "con", "por", "que",
];

/// The postmortems of the same service that share factors with this one, those that share most first.
#[must_use]
pub fn repeats(of: &Postmortem, others: &[(Id, &Postmortem)]) -> Vec<Repeat> {
    let Some(service) = of.service_id else { return Vec::new() };
    let mine = meanings(&of.factors);
    let like = |(id, other): &(Id, &Postmortem)| {
        let shared = shared(&mine, &meanings(&other.factors));
        (!shared.is_empty()).then(|| Repeat { other: *id, title: other.title.clone(), shared })
    };
    let same = others.iter().filter(|(_, other)| other.service_id == Some(service));
    let mut repeats: Vec<Repeat> = same.filter_map(like).collect();
    repeats.sort_by_key(|repeat| std::cmp::Reverse(repeat.shared.len()));
    repeats
}

fn meanings(factors: &[Factor]) -> Vec<(u32, BTreeMap<String, String>)> {
    factors.iter().take(FACTORS_MAX).map(|factor| (factor.key, meaning(&factor.text))).collect()
}

/// The words that carry meaning, by what is left of each without its ending. Scripts without spaces give pairs of letters.
fn meaning(text: &str) -> BTreeMap<String, String> {
    let lower = text.to_lowercase();
    let mut words = BTreeMap::new();
    for word in lower.split(|c: char| !c.is_alphanumeric()) {
        let letters: Vec<char> = word.chars().collect();
        if letters.iter().any(|c| ('\u{3040}'..='\u{9FFF}').contains(c)) {
            let pairs = letters.windows(2).map(|pair| pair.iter().collect::<String>());
            words.extend(pairs.map(|pair| (pair.clone(), pair)));
        } else if letters.len() >= 3 && !COMMON.contains(&word) {
            words.insert(stem(word).to_owned(), word.to_owned());
        }
    }
    words
}

/// The words of the one that the other has too.
fn both(mine: &BTreeMap<String, String>, theirs: &BTreeMap<String, String>) -> Vec<String> {
    mine.iter().filter(|(stem, _)| theirs.contains_key(*stem)).map(|(_, word)| word.clone()).collect()
}

fn stem(word: &str) -> &str {
    let endings = ["ations", "ation", "ings", "ing", "ies", "ed", "es", "s"];
    let cut =
        endings.iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.chars().count() >= 4));
    cut.unwrap_or(word)
}

fn shared(
    mine: &[(u32, BTreeMap<String, String>)],
    theirs: &[(u32, BTreeMap<String, String>)],
) -> Vec<(u32, u32, Vec<String>)> {
    let mut shared = Vec::new();
    for (here, mine) in mine {
        let best = theirs
            .iter()
            .map(|(there, theirs)| (there, theirs, both(mine, theirs)))
            .filter(|(_, theirs, both)| {
                let shorter = mine.len().min(theirs.len());
                both.len() >= WORDS_MIN && both.len() * 100 >= shorter * SHARE_MIN_PCT
            })
            .max_by_key(|(_, _, both)| both.len());
        if let Some((there, _, both)) = best {
            shared.push((*here, *there, both));
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;

    fn postmortem(service: Option<Id>, factors: &[&str]) -> Postmortem {
        let mut one = Postmortem::titled("Redis overload");
        one.service_id = service;
        one.factors = factors
            .iter()
            .zip(1..)
            .map(|(text, key)| Factor {
                key,
                text: (*text).to_owned(),
                category: None,
                role: None,
                answers: None,
                moments: Vec::new(),
            })
            .collect();
        one
    }

    #[test]
    fn the_same_service_with_the_same_factor_is_a_repeat_and_says_why() {
        let id = |n: u8| format!("019a0c00-0006-7000-8000-0000000000{n:02}").parse().ok();
        let now = postmortem(id(1), &["CPU resource undersizing of nodes", "Shared Redis instance"]);
        let before = postmortem(id(1), &["Primary: CPU resources undersized", "A shared redis"]);
        let elsewhere = postmortem(id(2), &["CPU resource undersizing of nodes"]);
        let unlike = postmortem(id(1), &["A certificate expired"]);
        let others = [(id(10).unwrap(), &before), (id(11).unwrap(), &elsewhere), (id(12).unwrap(), &unlike)];
        let found = repeats(&now, &others);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].other, id(10).unwrap());
        assert_eq!(found[0].shared.len(), 2);
        assert_eq!(found[0].shared[1].2, ["redis", "shared"]);
        assert!(repeats(&postmortem(None, &["Shared Redis instance"]), &others).is_empty());
    }
}
