//! Incidents: declared, run from console and stage, and what they come to together.

use crate::requests::requests;
use domain::{
    Date, Id, Instant, Record, Row,
    action::Action,
    incident::{
        IncidentStatus, Severity, TimeTo, Typical,
        run::{Declaration, Due, Entry, Event},
    },
};
use serde::{Deserialize, Serialize};

requests! { IncidentCall, IncidentDesk;
    /// Declares an incident: its record and the first entry of its journal. What is not said is filled in where it follows:
    /// the name of the service, the channel.
    Declare {
        /// What is known.
        declaration: Declaration,
    } -> Record;

    /// Entries of an incident's journal after a place in it, in order. The stage gets none that is private.
    IncidentJournal {
        /// Which incident.
        run: Id,
        /// The last place that the window knows; 0 for none.
        after: u64,
    } -> Vec<Entry>, on stage;

    /// Writes down what happened, if the rules of an incident admit it now; its record follows.
    AppendToIncident {
        /// Which incident.
        run: Id,
        /// Whose word it is; empty for whoever writes it down.
        actor: String,
        /// What happened.
        event: Event,
    } -> Entry;

    /// Raises an action out of an incident: a record, and a line in its journal.
    RaiseInIncident {
        /// Which incident.
        run: Id,
        /// The action.
        action: Action,
        /// The entry that it answers (its place in the journal), if it answers one.
        about: Option<u64>,
    } -> Record;

    /// Incidents that wait for somebody, as lists have them: those that are open, and those whose review is due within a week
    /// or was, and is not final.
    WaitingIncidents {} -> Vec<Row>;

    /// All incidents, those that are open first, then the newest; and what they come to together.
    Incidents {
        /// Of which service; `None` for all of them.
        service: Option<Id>,
    } -> IncidentList;
}

/// Incidents, and what they come to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IncidentList {
    /// One line for each.
    pub lines: Vec<IncidentLine>,
    /// How long those that are over took, for each that anybody measured.
    pub typical: Vec<(TimeTo, Typical)>,
}

/// One line of the list of incidents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IncidentLine {
    /// Which.
    pub id: Id,
    /// What people call it.
    pub title: String,
    /// Name of the service that is hurt.
    pub service: Option<String>,
    /// How severe it is, or was.
    pub severity: Severity,
    /// How far it is.
    pub status: IncidentStatus,
    /// Whether users are no longer hurt.
    pub is_mitigated: bool,
    /// Who leads, or led.
    pub commander: Option<String>,
    /// When it began.
    pub at: Option<Instant>,
    /// How long each part of it took, in seconds, where that was measured.
    pub took_s: Vec<(TimeTo, i64)>,
    /// The day by which it is reviewed.
    pub review_by: Option<Date>,
    /// The record of its review, as lists have it, where there is one.
    pub review: Option<Row>,
    /// What it owes next, while it is open.
    pub due: Option<Due>,
}
