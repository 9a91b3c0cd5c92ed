//! What was removed, what can be, and who would miss it.

use crate::{Store, Trouble, list, records};
use domain::{Id, Kind, Row};

impl Store {
    /// Removed records, those of one kind or all of them, the last removed first. [`Tx::undo`](crate::Tx::undo) with the version of its row
    /// brings one back.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn removed(&self, kind: Option<Kind>) -> Result<Vec<Row>, Trouble> {
        self.read(|sql| list::removed(sql, kind))
    }

    /// Whether a record can be removed.
    ///
    /// # Errors
    /// It is not there, or something that is still there needs it.
    pub fn removable(&self, id: Id) -> Result<(), Trouble> {
        self.read(|sql| records::may_remove(sql, id))
    }

    /// What hangs on these records: all others that refer to one of them, and the runs of those that are about it, kind by kind.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn hanging(&self, on: &[Id]) -> Result<Vec<Row>, Trouble> {
        self.read(|sql| list::hanging(sql, on))
    }
}
