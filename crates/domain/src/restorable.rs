//! What a person is shown of a copy before it takes the place of the workspace.

use crate::{Instant, Kind, text::count};
use serde::{Deserialize, Serialize};

/// A copy of a workspace, looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restorable {
    /// Where it is.
    pub path: String,
    /// The name in its settings.
    pub name: String,
    /// Whether it is a copy of another workspace than the one whose place it is to take.
    pub is_other: bool,
    /// When anything was last written into it.
    pub written_at: Option<Instant>,
    /// How many records it shows, kind by kind.
    pub records: Vec<(Kind, u64)>,
    /// How many entries its journals have.
    pub entries: u64,
    /// What is wrong with it, one sentence each. One that has faults is not restored.
    pub faults: Vec<String>,
    /// What the workspace has that the copy has not; `None` where the workspace cannot be read.
    pub lacking: Option<Lacking>,
}

/// What would no longer be in the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lacking {
    /// Versions of records.
    pub versions: u64,
    /// Entries of journals.
    pub entries: u64,
}

impl Restorable {
    /// What it holds: `11 people, 1 game day and 40 journal entries`.
    #[must_use]
    pub fn holds(&self) -> String {
        let records = self.records.iter().filter(|(_, number)| *number > 0);
        let records: Vec<String> = records.map(|(kind, number)| count(*number, kind.noun())).collect();
        let records = if records.is_empty() { "no records".to_owned() } else { records.join(", ") };
        format!("{records} and {}", count(self.entries, "journal entry"))
    }

    /// What the workspace has that the copy lacks: `nothing`, `1 version of records and 2 journal entries`; none where nobody
    /// can tell.
    #[must_use]
    pub fn lacks(&self) -> Option<String> {
        let Lacking { versions, entries } = self.lacking?;
        let versions = (versions > 0).then(|| format!("{} of records", count(versions, "version")));
        let entries = (entries > 0).then(|| count(entries, "journal entry"));
        let both: Vec<String> = versions.into_iter().chain(entries).collect();
        Some(if both.is_empty() { "nothing".to_owned() } else { both.join(" and ") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_copy_holds_and_lacks_is_said_in_words() {
        let copy = |records: &[(Kind, u64)], entries, lacking| Restorable {
            path: String::new(),
            name: String::new(),
            is_other: false,
            written_at: None,
            records: records.to_vec(),
            entries,
            faults: Vec::new(),
            lacking,
        };
        let some = copy(
            &[(Kind::Person, 11), (Kind::GameDay, 1), (Kind::Service, 0)],
            1,
            Some(Lacking { versions: 1, entries: 2 }),
        );
        assert_eq!(some.holds(), "11 people, 1 game day and 1 journal entry");
        assert_eq!(some.lacks().as_deref(), Some("1 version of records and 2 journal entries"));
        let entries = copy(&[], 0, Some(Lacking { versions: 0, entries: 1 }));
        assert_eq!(entries.lacks().as_deref(), Some("1 journal entry"));
        let none = copy(&[(Kind::Person, 0)], 0, Some(Lacking { versions: 0, entries: 0 }));
        assert_eq!(
            (none.holds().as_str(), none.lacks().as_deref()),
            ("no records and 0 journal entries", Some("nothing"))
        );
        assert_eq!(copy(&[], 0, None).lacks(), None);
    }
}
