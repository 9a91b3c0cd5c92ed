//! The life of a file: made whole, folded while it is open, copied, closed.

use crate::{
    Store, Trouble, Tx, backup, drafts,
    hold::{Hold, is_same_file},
    loss, open, stamps,
};
use domain::Instant;
use std::path::Path;

impl Store {
    /// Makes a workspace at `path`, where nothing is yet, with what `work` writes: wholly or not at all. Nobody has it open
    /// afterwards.
    ///
    /// # Errors
    /// Something is there, the folder cannot be written to, or what `work` returned. Then there is nothing at `path`.
    pub fn create<E: From<Trouble>>(
        path: &Path,
        (now, actor): (Instant, &str),
        mut work: impl FnMut(&mut Tx<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let place = open::resolve(path)?;
        if place.symlink_metadata().is_ok() {
            return Err(Trouble::Exists { path: place }.into());
        }
        let _hold = Hold::take(&place)?;
        drafts::sweep(&place);
        Ok(drafts::name(open::new(&place, now, Some((actor, &mut work)))?, &place)?)
    }

    /// What a person must know about the file, in a sentence: that something of it is missing.
    #[must_use]
    pub fn warning(&self) -> Option<String> {
        self.lock().warning.clone()
    }

    /// Whether nothing was ever written into it, not even its settings.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn is_untouched(&self) -> Result<bool, Trouble> {
        self.read(|sql| Ok(stamps::all(sql)?.len() == 1))
    }

    /// Writes what is only in the log beside the file into the file itself, as far as nobody reads an older state.
    ///
    /// # Errors
    /// The disk refused it. Nothing is lost then; it is in the log.
    pub fn fold(&self) -> Result<(), Trouble> {
        let mut inner = self.lock();
        if inner.hold.is_none() || !inner.unfolded {
            return Ok(());
        }
        loss::fold(&inner.sql).map_err(|trouble| trouble.at(&self.path))?;
        inner.unfolded = false;
        Ok(())
    }

    /// Ends the session: waits for who is writing, and leaves one file that is whole by itself. What is written afterwards
    /// all the same is as safe as before, and slower.
    ///
    /// # Errors
    /// The disk refused it. Nothing is lost then; it is in the log.
    pub fn close(&self) -> Result<(), Trouble> {
        let inner = self.lock();
        let Some(hold) = &inner.hold else { return Ok(()) };
        if hold.in_place().is_err() {
            return Ok(()); // the log beside the name may be the other file's: it would be folded away unread
        }
        loss::end(&inner.sql).map_err(|trouble| trouble.at(&self.path))
    }

    /// Refuses when another file has taken the name of this one.
    ///
    /// # Errors
    /// It has.
    pub fn in_place(&self) -> Result<(), Trouble> {
        self.lock().hold.as_ref().map_or(Ok(()), Hold::in_place)
    }

    /// Whether `path` is another name of the file that is open.
    #[must_use]
    pub fn is_at(&self, path: &Path) -> bool {
        is_same_file(&self.path, path)
    }

    /// Writes a compact, checked copy of the workspace to `to`, whole or not at all. Only an earlier copy of this workspace
    /// is written over.
    ///
    /// # Errors
    /// Something else is at `to`, or it cannot be written to.
    pub fn backup(&self, to: &Path) -> Result<(), Trouble> {
        let inner = self.lock();
        backup::copy(&inner.sql, &self.path, to)
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if let Err(trouble) = self.close() {
            tracing::warn!(%trouble, "the log could not be folded into the file; it stays beside it");
        }
    }
}
