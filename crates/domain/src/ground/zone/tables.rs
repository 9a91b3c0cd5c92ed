//! The clocks of every zone, read off chrono-tz, which tells them instant by instant only.

use super::{Clocks, Offset};
use chrono::{DateTime, Offset as _, TimeZone, Utc};
use chrono_tz::Tz;

/// 2101: no table goes further.
const UNTIL_S: i64 = 4_133_980_800;

/// No zone has ever changed its clocks twice within so many seconds, nor will (the shortest time between two is 166 hours).
const STEP_S: i64 = 6 * 86_400;

/// Whether there is a zone of this name.
pub fn know(name: &str) -> bool {
    name.parse::<Tz>().is_ok()
}

/// What the clocks of a zone do; nothing when there is none of this name.
pub fn clocks(name: &str) -> Option<Clocks> {
    let zone: Tz = name.parse().ok()?;
    let at = |second: i64| {
        let utc: DateTime<Utc> = DateTime::from_timestamp(second, 0).unwrap_or_default();
        zone.offset_from_utc_datetime(&utc.naive_utc())
    };
    let seen = |second: i64| Offset(at(second).fix().local_minus_utc(), at(second).to_string());
    let mut changes = Vec::new();
    let mut from_s = 0;
    while from_s < UNTIL_S {
        let next_s = from_s + STEP_S;
        if at(from_s) == at(next_s) {
            from_s = next_s;
            continue;
        }
        let (mut before_s, mut after_s) = (from_s, next_s);
        while after_s - before_s > 1 {
            let between_s = before_s.midpoint(after_s);
            let half = if at(between_s) == at(from_s) { &mut before_s } else { &mut after_s };
            *half = between_s;
        }
        changes.push((after_s, seen(after_s)));
        from_s = after_s;
    }
    let first = seen(0);
    // Some changes are of the law only: the clocks and their name stay.
    let mut last = first.clone();
    changes.retain(|(_, offset)| *offset != std::mem::replace(&mut last, offset.clone()));
    Some(Clocks { first, changes })
}
