//! What the handbook says word by word: how often who looks, what a review asks, what each number means.

use super::model::{InputKey, Question};
use crate::content::content;
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};

/// Something that is looked at again and again.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct CadenceItem {
    /// Its name in the file; never changes, so that old entries keep their meaning.
    pub key: String,
    /// How often: `daily`, `pre-launch`.
    pub every: String,
    /// After how many days it is due again; none where an event decides that.
    #[serde(default)]
    pub every_days: Option<u32>,
    /// Whether a review that is closed is this.
    #[serde(default)]
    pub by_review: bool,
    /// What to do.
    pub text: String,
}

/// The content of capacity.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct CapacityContent {
    /// What is looked at how often, the most frequent first.
    pub cadence: Vec<CadenceItem>,
    /// What a review asks of the room, by question.
    pub asks: BTreeMap<Question, String>,
    /// What each number means, by key.
    pub helps: BTreeMap<InputKey, String>,
}

/// The content, read once.
pub static CAPACITY: LazyLock<CapacityContent> = LazyLock::new(|| content!("capacity/capacity"));

/// What a number means, for the person who types it.
#[must_use]
pub fn help(key: InputKey) -> &'static str {
    CAPACITY.helps.get(&key).map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_content_is_whole() {
        let keys: BTreeSet<_> = CAPACITY.cadence.iter().map(|item| &item.key).collect();
        assert_eq!(keys.len(), CAPACITY.cadence.len(), "a key occurs twice");
        for question in Question::ALL {
            assert!(CAPACITY.asks.contains_key(question), "{question}");
        }
        for key in InputKey::ALL {
            assert!(!help(*key).is_empty(), "{key}");
        }
    }
}
