//! Files of other tools: taken in all at once, written beside the workspace.

use super::{Desk, chaos};
use crate::interchange;
use contract::{Answer, Caller, ExportChaosToolkit, Exported, Import, ImportedFile, Refusal};

impl Answer<Import> for Desk {
    fn answer(&self, Import { files }: Import, _: Caller) -> Result<Vec<ImportedFile>, Refusal> {
        let read = interchange::read(&files)?;
        self.write(|tx| interchange::insert(tx, read))
    }
}

impl Answer<ExportChaosToolkit> for Desk {
    fn answer(&self, request: ExportChaosToolkit, _: Caller) -> Result<Vec<Exported>, Refusal> {
        let files = chaos::exchange::files(&self.store, request.id, request.redact)?;
        interchange::write_beside(self.store.path(), &files)
    }
}
