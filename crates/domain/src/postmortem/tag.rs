//! Which entry of a timeline is probably which mark. A proposal, with its reason; a person agrees.

use super::{Moment, Postmortem, content::POSTMORTEM, placed};
use crate::incident::Mark;
use serde::{Deserialize, Serialize};

/// A mark that an entry probably is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// Which.
    pub mark: Mark,
    /// The key of the entry.
    pub moment: u32,
    /// Why, in words.
    pub why: String,
}

/// Marks that no entry has yet, each with the entry that it probably is.
#[must_use]
pub fn proposed(postmortem: &Postmortem) -> Vec<Tag> {
    let timed: Vec<&Moment> = placed(&postmortem.timeline)
        .into_iter()
        .map(|placed| placed.moment)
        .filter(|moment| moment.when.at().is_some())
        .collect();
    let is_set = |mark: Mark| postmortem.timeline.iter().any(|moment| moment.marks.contains(&mark));
    Mark::ALL.iter().filter(|mark| !is_set(**mark)).filter_map(|mark| tag(*mark, &timed)).collect()
}

fn tag(mark: Mark, timed: &[&Moment]) -> Option<Tag> {
    let words = POSTMORTEM.marks.iter().find(|words| words.mark == mark)?;
    let signed = |moment: &&&Moment| {
        let text = moment.text.to_lowercase().replace('-', " ");
        words.signs.iter().find(|sign| text.contains(sign.as_str())).cloned()
    };
    // What ends something is said last, what begins it first.
    let found = match mark {
        Mark::Mitigated | Mark::Resolved => {
            timed.iter().rev().find_map(|moment| Some((moment, signed(&moment)?)))
        }
        _ => timed.iter().find_map(|moment| Some((moment, signed(&moment)?))),
    };
    let edge = match mark {
        Mark::ImpactBegan => timed.first().map(|moment| (moment, "It is the first entry.")),
        Mark::Resolved => timed.last().map(|moment| (moment, "It is the last entry.")),
        _ => None,
    };
    match (found, edge) {
        (Some((moment, sign)), _) => {
            Some(Tag { mark, moment: moment.key, why: format!("It says “{sign}”.") })
        }
        (None, Some((moment, why))) if timed.len() > 1 => {
            Some(Tag { mark, moment: moment.key, why: why.to_owned() })
        }
        _ => None,
    }
}
