//! Gathers what the report of a postmortem is made of.

use super::{copied, promised};
use crate::desk::noun::Source;
use contract::{Code, Refusal};
use domain::{
    Id,
    document::{Person, Postmortem, Service},
};
use reports::PostmortemReport;
use store::Trouble;

/// The report of a postmortem, with the names that stand in it.
pub(super) fn pdf(body: &Postmortem, source: &Source<'_>) -> Result<Vec<u8>, Refusal> {
    let Source { store, workspace, id, now, redact } = *source;
    let service = match body.service_id.map(|service| store.body::<Service>(service)) {
        Some(Ok(service)) => Some(service.name),
        // One that was removed since is no reason to print none.
        None | Some(Err(Trouble::NotFound { .. } | Trouble::IsNo { .. })) => None,
        Some(Err(trouble)) => return Err(trouble.into()),
    };
    let actions = promised(store, id)?;
    let beside: Vec<(Id, Postmortem)> =
        store.bodies::<Postmortem>()?.into_iter().filter(|(other, _)| *other != id).collect();
    let others = copied(&beside);
    let people: Vec<String> = store.bodies::<Person>()?.into_iter().map(|(_, person)| person.name).collect();
    let report = PostmortemReport {
        workspace,
        id,
        postmortem: body,
        service: service.as_deref(),
        actions: &actions,
        others: &others,
        people: &people,
        redact,
        now,
    };
    reports::pdf(&report).map_err(|cause| Refusal::new(Code::Internal, cause.to_string()))
}
