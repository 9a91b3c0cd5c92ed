//! What changed between two reviews, and why: a better score is not the same as another question.

use super::{Answer, Assessment, Dimension, Evidence, Mark};
use crate::Date;
use serde::{Deserialize, Serialize};

/// One dimension, then and now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// Its key in the template.
    pub key: String,
    /// What it is called now, or was called when it is gone.
    pub name: String,
    /// Its place then; `None` when it was not asked.
    pub before: Option<Mark>,
    /// Its place now; `None` when it is not asked any more.
    pub after: Option<Mark>,
    /// Why it is not what it was. Empty when nothing changed.
    pub causes: Vec<Cause>,
}

/// Why a dimension is not what it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The room agreed on another score: by so many points.
    Moved(i16),
    /// It did not apply then and does now.
    Applies,
    /// It applied then and does not now, for this reason.
    LeftOut(String),
    /// It was not asked then.
    Added,
    /// It is not asked now.
    Dropped,
    /// The words or the weight of the template changed.
    Reworded,
    /// It did not apply then either, but for another reason; now for this one.
    OtherReason(String),
    /// There is evidence newer than any that there was.
    EvidenceRenewed,
    /// The evidence is the same and counts as fresh for longer.
    EvidenceExtended,
    /// It rested on evidence then, and rests on none now.
    EvidenceGone,
    /// All its evidence is stale now.
    EvidenceStale,
}

/// Every dimension of both reviews, in the order of `after`, then those that are gone.
#[must_use]
pub fn compare(before: &Assessment, after: &Assessment, today: Date) -> Vec<Compared> {
    let mut compared: Vec<Compared> = pairs(after)
        .map(|(dimension, now)| of_dimension(dimension, now, find(before, &dimension.key), today))
        .collect();
    let gone = pairs(before).filter(|(dimension, _)| find(after, &dimension.key).is_none());
    compared.extend(gone.map(|(dimension, answer)| Compared {
        key: dimension.key.clone(),
        name: dimension.name.clone(),
        before: Some(answer.mark()),
        after: None,
        causes: vec![Cause::Dropped],
    }));
    compared
}

fn of_dimension(
    dimension: &Dimension,
    now: &Answer,
    then: Option<(&Dimension, &Answer)>,
    today: Date,
) -> Compared {
    let mut causes = Vec::new();
    match then {
        None => causes.push(Cause::Added),
        Some((asked, then)) => {
            match (then.mark(), now.mark()) {
                (Mark::Score(before), Mark::Score(after)) if before != after => {
                    causes.push(Cause::Moved(i16::from(after) - i16::from(before)));
                }
                (Mark::NotApplicable, Mark::Score(_)) => causes.push(Cause::Applies),
                (Mark::Score(_), Mark::NotApplicable) => {
                    causes.push(Cause::LeftOut(now.not_applicable.clone().unwrap_or_default()));
                }
                (Mark::NotApplicable, Mark::NotApplicable) if then.not_applicable != now.not_applicable => {
                    causes.push(Cause::OtherReason(now.not_applicable.clone().unwrap_or_default()));
                }
                _ => {}
            }
            // In a pulse the name is the question.
            let words =
                |asked: &Dimension| (asked.name.clone(), asked.anchors.clone(), asked.weight, asked.sign);
            if words(asked) != words(dimension) {
                causes.push(Cause::Reworded);
            }
            causes.extend(evidence_moved(then, now));
        }
    }
    if !now.evidence.is_empty() && now.evidence.iter().all(|evidence| evidence.is_stale(today)) {
        causes.push(Cause::EvidenceStale);
    }
    Compared {
        key: dimension.key.clone(),
        name: dimension.name.clone(),
        before: then.map(|(_, answer)| answer.mark()),
        after: Some(now.mark()),
        causes,
    }
}

fn evidence_moved(then: &Answer, now: &Answer) -> Option<Cause> {
    let newest = |answer: &Answer| {
        let of = |day: fn(&Evidence) -> Date| answer.evidence.iter().map(day).max();
        (of(|evidence| evidence.on), of(|evidence| evidence.fresh_until))
    };
    let ((on_then, until_then), (on_now, until_now)) = (newest(then), newest(now));
    match (on_then, on_now) {
        (Some(_), None) => Some(Cause::EvidenceGone),
        _ if on_now > on_then => Some(Cause::EvidenceRenewed),
        _ if until_now > until_then => Some(Cause::EvidenceExtended),
        _ => None,
    }
}

fn pairs(assessment: &Assessment) -> impl Iterator<Item = (&Dimension, &Answer)> {
    assessment.template.dimensions.iter().zip(&assessment.answers)
}

fn find<'a>(assessment: &'a Assessment, key: &str) -> Option<(&'a Dimension, &'a Answer)> {
    pairs(assessment).find(|(dimension, _)| dimension.key == key)
}
