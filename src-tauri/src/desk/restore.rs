//! A copy takes the place of the workspace under the open windows.

use super::{Desk, capacity, lock};
use crate::places;
use contract::{Answer, Caller, Notice, PreviewRestore, Refusal, Restore};
use domain::restorable::Restorable;
use store::Whose;

impl Answer<PreviewRestore> for Desk {
    fn answer(&self, PreviewRestore { path }: PreviewRestore, _: Caller) -> Result<Restorable, Refusal> {
        Ok(self.store.preview(&places::typed(&path)?)?)
    }
}

impl Answer<Restore> for Desk {
    fn answer(&self, Restore { path, other }: Restore, _: Caller) -> Result<String, Refusal> {
        let path = places::typed(&path)?;
        let last = lock(&self.last_pulse); // holds all runs still
        self.may_end()?;
        let whose = if other { Whose::Anybodys } else { Whose::Own };
        let restored = self.store.restore((&path, whose), self.now());
        // Whatever is kept in memory was read from the old file.
        lock(&self.runs).clear();
        lock(&self.results).clear();
        *lock(&self.capacity) = capacity::Known::default();
        drop(last);
        let kept = restored?;
        self.note_absence()?; // a run that was open in the copy gets its gap
        self.leave_stage();
        self.front.notify(Notice::Replaced);
        Ok(kept.display().to_string())
    }
}
