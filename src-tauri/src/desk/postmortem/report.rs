//! Gathers what the report of a postmortem is made of.

use super::{copied, people, promised};
use crate::{
    desk::{
        Desk,
        noun::{self, Source},
    },
    report,
};
use contract::{Answer, Caller, Code, ExportPostmortem, Exported, PostmortemFormat, Refusal};
use domain::{
    Id,
    document::{Postmortem, Service},
};
use interchange::Redaction;
use reports::PostmortemReport;
use std::cell::RefCell;
use store::Trouble;

impl Answer<ExportPostmortem> for Desk {
    fn answer(&self, request: ExportPostmortem, _: Caller) -> Result<Exported, Refusal> {
        let ExportPostmortem { id, format, excerpt } = request;
        let record = self.store.get(id)?;
        let (ending, bytes) = match format {
            PostmortemFormat::Pdf => ("pdf", noun::report(&self.store, id, self.now(), &excerpt)?),
            PostmortemFormat::Markdown => {
                let text = noun::markdown(&self.store, &record, self.now(), &excerpt)?;
                let none = || Refusal::new(Code::Invalid, "This is no postmortem.");
                ("md", text.ok_or_else(none)?.into_bytes())
            }
        };
        // A title may hold a name as well.
        let name = if excerpt.redact {
            report::name_with(&self.store, &record, "postmortem")?
        } else {
            report::name(&self.store, id)?
        };
        let path = report::write_beside(self.store.path(), &name, ending, &bytes)?;
        Ok(Exported {
            path: path.display().to_string(),
            size_bytes: bytes.len() as u64,
            warnings: Vec::new(),
        })
    }
}

/// The report of a postmortem, with the names that stand in it.
pub(super) fn pdf(body: &Postmortem, source: &Source<'_>) -> Result<Vec<u8>, Refusal> {
    let Source { store, workspace, id, now, excerpt } = *source;
    let service = match body.service_id.map(|service| store.body::<Service>(service)) {
        Some(Ok(service)) => Some(service.name),
        // One that was removed since is no reason to print none.
        None | Some(Err(Trouble::NotFound { .. } | Trouble::IsNo { .. })) => None,
        Some(Err(trouble)) => return Err(trouble.into()),
    };
    let actions = promised(store, id, body)?;
    let beside: Vec<(Id, Postmortem)> =
        store.bodies::<Postmortem>()?.into_iter().filter(|(other, _)| *other != id).collect();
    let others = copied(&beside);
    let people = people(store)?;
    let known = || interchange::postmortem::hosts(body, &actions, &people);
    let hosts = RefCell::new(if excerpt.redact { known() } else { Redaction::default() });
    let hide = |text: &str| hosts.borrow_mut().of_text(text);
    let report = PostmortemReport {
        workspace,
        id,
        postmortem: body,
        service: service.as_deref(),
        actions: &actions,
        others: &others,
        people: &people,
        excerpt,
        hide: &hide,
        now,
    };
    reports::pdf(&report).map_err(|cause| Refusal::new(Code::Internal, cause.to_string()))
}
