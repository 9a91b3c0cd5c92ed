//! What the desk does with every run, whatever it is a run of: reads its journal, and holds it still while something is
//! written.

use super::{Desk, lock};
use contract::{Answer, Caller, Code, OpenGap, OpenGaps, Refusal};
use domain::{
    Id, Instant,
    journal::{Entry, Fold, open_gap},
};

impl Desk {
    /// Entries of a run's journal after a place in it, as the caller may have them.
    pub(super) fn journal<R: Fold>(
        &self,
        run: Id,
        after: u64,
        caller: Caller,
    ) -> Result<Vec<Entry<R::Event>>, Refusal> {
        if caller == Caller::Console {
            return Ok(self.store.journal(run, after)?);
        }
        // A new entry of an open run: it is told in milliseconds, however long the journal has become.
        if after > 0 {
            let later = self.store.journal(run, after)?;
            if let Some(shown) = self.look(run, |known: &R| known.shown_later(&later))? {
                return Ok(shown);
            }
        }
        // What may be shown depends on what came before, and may have been let go of since.
        let mut entries = R::shown_on_stage(&self.store.journal(run, 0)?);
        entries.retain(|entry| entry.seq > after);
        Ok(entries)
    }

    /// Holds a run still: brings the clock of all runs up to date, lets `work` append at that instant, and applies what it
    /// wrote.
    pub(super) fn on_run<R: Fold, T>(
        &self,
        id: Id,
        work: impl FnOnce(&Self, &R, Instant) -> Result<(T, Vec<Entry<R::Event>>), Refusal>,
    ) -> Result<T, Refusal> {
        let mut last = lock(&self.last_pulse);
        let now = self.catch_up(&mut last)?;
        let mut runs = lock(&self.runs); // whoever looks meanwhile waits, which is shorter than to fold the journal again
        let mut run = match runs.remove(&id).and_then(|known| known.downcast::<R>().ok()) {
            Some(known) => *known,
            None => self.folded(id)?,
        };
        let done = work(self, &run, now);
        for entry in done.iter().flat_map(|(_, entries)| entries) {
            run.apply(entry);
        }
        runs.insert(id, Box::new(run));
        done.map(|(value, _)| value)
    }

    /// Looks at a run as it stands, without touching it.
    pub(super) fn look<R: Fold, T>(&self, id: Id, look: impl FnOnce(&R) -> T) -> Result<T, Refusal> {
        if let Some(run) = lock(&self.runs).get(&id).and_then(|known| known.downcast_ref()) {
            return Ok(look(run));
        }
        Ok(look(&self.folded(id)?))
    }

    fn folded<R: Fold>(&self, id: Id) -> Result<R, Refusal> {
        let words = format!("This {} has not begun: it has no journal yet.", R::NOUN);
        R::fold(&self.store.journal(id, 0)?).ok_or_else(|| Refusal::new(Code::NotFound, words))
    }
}

impl Answer<OpenGaps> for Desk {
    fn answer(&self, OpenGaps { besides }: OpenGaps, _: Caller) -> Result<Vec<OpenGap>, Refusal> {
        let mut open = Vec::new();
        for (kind, run) in self
            .store
            .open_runs()?
            .into_iter()
            .filter(|(kind, run)| Some(*run) != besides && !kind.gaps_count())
        {
            if let Some(gap) = open_gap(&self.store.gaps(run)?) {
                let title = self.store.get(run)?.document.summary().title;
                open.push(OpenGap { kind, run, title, gap });
            }
        }
        Ok(open)
    }
}
