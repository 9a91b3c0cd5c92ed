//! An incident as a record: what lists, metrics and other rooms know of it without reading its journal.

use super::{Mark, Marks, Severity, run::Run};
use crate::{
    Date, Id, Summary, Zone,
    choice::choice,
    journal::{Entry, Fold, Unsound, sound},
    record::{Noun, Relation},
    text::{self, Invalid},
};
use serde::{Deserialize, Serialize};

choice! {
    /// How far it is. Follows from the journal; nobody types it.
    IncidentStatus {
        /// Its cause is still there, whether or not users are hurt.
        Open("Open"),
        /// Its cause is gone; it waits for its review.
        Resolved("Resolved"),
        /// It was none.
        CalledOff("Called off"),
    }
}

/// An incident. All of it follows from its journal, and is written beside each entry that changes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// What people call it.
    pub title: String,
    /// The service that is hurt.
    pub service_id: Option<Id>,
    /// How severe it is at the moment, or was at its end.
    pub severity: Severity,
    /// Who leads, if anybody does.
    pub commander: Option<String>,
    /// Where people talk about it: `#inc-2026-11-28-checkout-errors`.
    pub channel: String,
    /// Who is hurt and how, in the room's words.
    pub affected: String,
    /// The times that count, as far as they are known.
    pub marks: Marks,
    /// How far it is.
    pub status: IncidentStatus,
    /// What it came out of: a game day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Id>,
    /// The day by which it is reviewed; set by whoever saves, from the workspace's zone.
    pub review_by: Option<Date>,
}

impl Noun for Incident {
    const SCHEMA: u32 = 1;
    const RUNNING: Option<&'static str> = Some(IncidentStatus::Open.word());
    const GAPS_COUNT: bool = <Run as Fold>::GAPS_COUNT;
    const EXAMPLE: &'static str = "Checkout errors after the pricing deploy";

    fn summary(&self) -> Summary {
        Summary {
            title: self.title.clone(),
            status: self.status.word().to_owned(),
            service_id: self.service_id,
            owner: self.commander.clone(),
            due: self.review_by,
            at: self.began_at(),
            links: self.origin.iter().map(|id| (Relation::RaisedIn, *id)).collect(),
            search: format!("{} {} {}", self.severity, self.channel, self.affected),
        }
    }

    fn sound(journal: &[Entry<String>]) -> Result<(), Unsound> {
        sound::<Run>(journal)
    }

    fn held_on(&self, zone: Zone) -> Option<Date> {
        self.began_at().map(|at| zone.date(at))
    }

    fn check(&self) -> Result<(), Invalid> {
        text::required_line("title", "The incident's title", &self.title)?;
        text::line("channel", "The channel", &self.channel)?;
        text::prose("affected", "Who is affected", &self.affected)?;
        self.commander.as_deref().map_or(Ok(()), |name| text::line("commander", "The commander's name", name))
    }
}

impl Incident {
    /// When it began, as lists know it: the beginning of the impact, or when it was declared.
    #[must_use]
    pub fn began_at(&self) -> Option<crate::Instant> {
        self.marks.at(Mark::ImpactBegan).or_else(|| self.marks.at(Mark::Declared))
    }

    /// As its journal says; `zone` is the workspace's.
    #[must_use]
    pub fn of(run: &Run, zone: Zone) -> Self {
        let (marks, status) = (run.marks(), run.status());
        let resolved_at = marks.at(Mark::Resolved).filter(|_| status == IncidentStatus::Resolved);
        let review_by = resolved_at.and_then(|at| super::review_due(run.severity(), zone.date(at)));
        Self {
            title: run.title.clone(),
            service_id: run.declared.service_id,
            severity: run.severity(),
            commander: run.commander().map(str::to_owned),
            channel: run.declared.channel.clone(),
            affected: run.affected.clone(),
            marks,
            status,
            origin: run.declared.origin,
            review_by,
        }
    }
}
