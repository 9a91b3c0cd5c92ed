//! Reports: what leaves the room on paper.

use super::Desk;
use crate::report;
use contract::{Answer, Caller, ExportPdf, Exported, Refusal};
use std::path::PathBuf;

impl Answer<ExportPdf> for Desk {
    fn answer(&self, ExportPdf { id, path }: ExportPdf, _: Caller) -> Result<Exported, Refusal> {
        let pdf = report::game_day(&self.store, id, self.now())?;
        let written = match path {
            Some(path) => {
                let path = PathBuf::from(path);
                report::write_over(&path, &pdf)?;
                path
            }
            None => report::write_beside(self.store.path(), &report::name(&self.store, id)?, &pdf)?,
        };
        Ok(Exported { path: written.display().to_string(), size_bytes: pdf.len() as u64 })
    }
}
