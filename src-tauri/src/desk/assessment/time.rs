//! What happens to time goes into every review whose room is at a dimension, as it goes into every open run.

use contract::Refusal;
use domain::{
    Instant, Kind, Record, Row,
    assessment::{Assessment, AssessmentStatus},
    document::Body,
    journal::Common,
    record::Noun,
};
use store::{Store, Tx};

/// When anything was last said in a review in which the room is at a dimension.
pub(super) fn last_said_at(store: &Store) -> Result<Option<Instant>, Refusal> {
    let rows = store.list(Kind::Assessment)?.into_iter().filter(is_open);
    let records = rows.filter_map(|row| store.get(row.id).ok()); // a damaged one says nothing
    let at_work =
        |record: &Record| Assessment::of(&record.document).is_some_and(|review| review.present.is_some());
    Ok(records.filter(at_work).map(|record| record.saved_at).max())
}

/// Writes what happened to time into the reviews. One that cannot be read or written stays as it is: no review stands in
/// the way of a run.
pub(super) fn happened(tx: &mut Tx<'_>, found: &[Common]) -> Result<(), Refusal> {
    for row in tx.list(Kind::Assessment)?.into_iter().filter(is_open) {
        let Ok((record, mut review)) = tx.body::<Assessment>(row.id) else {
            tracing::warn!(review = %row.id, "what happened to time is not in this review: it cannot be read");
            continue;
        };
        let mut changed = false;
        found.iter().for_each(|what| changed |= review.happened(what));
        match review.check() {
            _ if !changed => {}
            Ok(()) => drop(tx.save(row.id, record.version, review.into())?),
            Err(invalid) => {
                tracing::warn!(review = %row.id, %invalid, "what happened to time is not in this review");
            }
        }
    }
    Ok(())
}

fn is_open(row: &Row) -> bool {
    row.is(AssessmentStatus::Scoring)
}
