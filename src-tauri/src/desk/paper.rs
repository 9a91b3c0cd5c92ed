//! Reports: what leaves the room on paper.

use super::{Desk, noun};
use crate::report;
use contract::{Answer, Caller, ExportPdf, Exported, Refusal};
use domain::postmortem::Excerpt;

impl Answer<ExportPdf> for Desk {
    fn answer(&self, ExportPdf { id }: ExportPdf, _: Caller) -> Result<Exported, Refusal> {
        let pdf = noun::report(&self.store, id, self.now(), &Excerpt::default())?;
        let path = report::write_beside(self.store.path(), &report::name(&self.store, id)?, "pdf", &pdf)?;
        Ok(Exported { path: path.display().to_string(), size_bytes: pdf.len() as u64, warnings: Vec::new() })
    }
}
