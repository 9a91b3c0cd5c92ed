//! Fills a new workspace with the sample.

use contract::Refusal;
use domain::{Instant, Zone, sample::sample};
use store::Tx;

/// Who is said to have written the sample.
pub const AUTHOR: &str = "Readyroom sample";

/// Writes the sample as if today were the day of `now`.
///
/// # Errors
/// The workspace cannot be written.
pub fn fill(tx: &mut Tx<'_>, now: Instant) -> Result<(), Refusal> {
    let sample = sample(Zone::UTC.date(now));
    for (id, document) in sample.records {
        if document.kind().is_one() {
            let settings = tx.workspace()?;
            tx.save(settings.id, settings.version, document)?;
        } else {
            tx.insert_as(id, document)?;
        }
    }
    for (run, entries) in sample.journals {
        for entry in entries {
            tx.append(run, entry.at, &entry.actor, entry.event)?;
        }
    }
    for (run, entries) in sample.incidents {
        for entry in entries {
            tx.append(run, entry.at, &entry.actor, entry.event)?;
        }
    }
    Ok(())
}
