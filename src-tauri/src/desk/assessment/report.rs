//! Gathers what the report of an assessment is made of.

use super::words_of;
use crate::desk::noun::Source;
use contract::{Code, Refusal};
use domain::assessment::Assessment;
use reports::AssessmentReport;
use store::Trouble;

/// The report of a review; one that is not closed gives a draft.
pub(super) fn pdf(review: &Assessment, source: &Source<'_>) -> Result<Vec<u8>, Refusal> {
    let Source { store, workspace, id, now, .. } = *source;
    let before = match review.previous.map(|before| store.body::<Assessment>(before)) {
        Some(Ok(before)) => Some(before),
        // A review that was removed since is no reason to print none.
        None | Some(Err(Trouble::NotFound { .. } | Trouble::IsNo { .. })) => None,
        Some(Err(trouble)) => return Err(trouble.into()),
    };
    let actions = source.raised()?;
    let report = AssessmentReport {
        workspace,
        id,
        assessment: review,
        scope: &words_of(store, &review.scope)?,
        before: before.as_ref(),
        actions: &actions,
        now,
    };
    reports::pdf(&report).map_err(|cause| Refusal::new(Code::Internal, cause.to_string()))
}
