//! A day on which a room runs experiments: who, where, what, and the handbook's checklist.

use crate::{
    Date, Id, Instant, Summary,
    choice::choice,
    document::Relation,
    experiment::Experiment,
    text::{self, Invalid},
};
use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

choice! {
    /// What somebody does on the day.
    Role {
        /// Leads the room and keeps the clock; does not inject.
        Facilitator("Facilitator"),
        /// Answers for the system under test.
        Owner("Owner"),
        /// Injects the fault and undoes it.
        Coordinator("Coordinator"),
        /// Watches and says what they see.
        Observer("Observer"),
        /// Writes it down.
        Scribe("Scribe"),
    }
}

choice! {
    /// How far the day is.
    GameDayStatus {
        /// Not begun.
        Planned("Planned"),
        /// Begun and not ended.
        Running("Running"),
        /// Over.
        Finished("Finished"),
        /// Called off before it began.
        Cancelled("Cancelled"),
    }
}

/// Somebody on the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// The name, as the room says it.
    pub name: String,
    /// What they do on the day.
    pub role: Role,
}

/// A tick on the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// Key of the item in `assets/content/game_day.toml`.
    pub item: String,
    /// When it was ticked.
    pub at: Instant,
    /// By whom.
    pub by: String,
}

/// A game day as planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GameDay {
    /// Its name.
    pub title: String,
    /// The day.
    pub date: Option<Date>,
    /// When it begins, by the wall clock of the workspace's zone.
    pub start: Option<NaiveTime>,
    /// Where the faults are injected: production, staging, …
    pub environment: String,
    /// What the room wants to learn.
    pub goal: String,
    /// Who takes part.
    pub participants: Vec<Participant>,
    /// The experiments, in order.
    pub experiments: Vec<Id>,
    /// What has been ticked on the checklist.
    pub checklist: Vec<Tick>,
    /// How far it is. Only starting and ending the run moves it past `planned`.
    pub status: GameDayStatus,
    /// The date and start as one instant; set by whoever saves, from the workspace's zone.
    pub at: Option<Instant>,
}

impl GameDay {
    /// Schema number of the body.
    pub const SCHEMA: u32 = 1;

    /// A game day that has only a name yet.
    #[must_use]
    pub fn named(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            date: None,
            start: None,
            environment: String::new(),
            goal: String::new(),
            participants: Vec::new(),
            experiments: Vec::new(),
            checklist: Vec::new(),
            status: GameDayStatus::Planned,
            at: None,
        }
    }

    /// What still stands between this plan and its start; see [`Experiment::missing`] for the experiments.
    #[must_use]
    pub fn missing(&self) -> Vec<Invalid> {
        let mut missing = Vec::new();
        let mut need = |ok: bool, field: &str, message: &str| {
            if !ok {
                missing.push(Invalid::new(field, message));
            }
        };
        let has = |role: Role| self.participants.iter().any(|participant| participant.role == role);
        need(!self.experiments.is_empty(), "experiments", "The day has no experiment. Add at least one.");
        need(has(Role::Facilitator), "participants", "Nobody facilitates. Give one participant that role.");
        need(
            self.participants.len() >= 2,
            "participants",
            "A game day needs two people at least: one executes, another records.",
        );
        missing
    }

    /// The name of whoever facilitates, if anybody does.
    #[must_use]
    pub fn facilitator(&self) -> Option<&str> {
        self.participants
            .iter()
            .find(|participant| participant.role == Role::Facilitator)
            .map(|p| p.name.as_str())
    }

    pub(crate) fn summary(&self) -> Summary {
        Summary {
            title: self.title.clone(),
            status: self.status.label().to_lowercase(),
            owner: self.facilitator().map(str::to_owned),
            at: self.at,
            links: self.experiments.iter().map(|id| (Relation::Runs, *id)).collect(),
            search: format!("{} {}", self.goal, self.environment),
            ..Summary::default()
        }
    }

    /// Whether it may be written to the file.
    ///
    /// # Errors
    /// The first field that is beyond its limits.
    pub fn check(&self) -> Result<(), Invalid> {
        text::required_line("title", "The game day's title", &self.title)?;
        text::line("environment", "The environment", &self.environment)?;
        text::prose("goal", "The goal", &self.goal)?;
        text::list("participants", "The list of participants", &self.participants)?;
        for (at, participant) in self.participants.iter().enumerate() {
            text::required_line(
                &format!("participants.{at}.name"),
                "The participant's name",
                &participant.name,
            )?;
        }
        text::list("experiments", "The list of experiments", &self.experiments)?;
        for (at, id) in self.experiments.iter().enumerate() {
            if self.experiments.iter().take(at).any(|other| other == id) {
                let words = "The same experiment is on the day twice. Duplicate it to run it again.";
                return Err(Invalid::new(format!("experiments.{at}"), words));
            }
        }
        text::list("checklist", "The checklist", &self.checklist)
    }
}

/// An experiment on the plan, with what the run must know of it when the catalog has long moved on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Planned {
    /// The record it was copied from.
    pub id: Id,
    /// The experiment as it stood when the day began.
    pub experiment: Experiment,
    /// Name of the service under test.
    pub service: Option<String>,
}

/// The whole plan, copied into the journal when the day begins: later edits of the records cannot change what was run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The day.
    pub game_day: GameDay,
    /// Its experiments, in order.
    pub experiments: Vec<Planned>,
}

impl Plan {
    /// What still stands between this plan and its start.
    #[must_use]
    pub fn missing(&self) -> Vec<Invalid> {
        let mut missing = self.game_day.missing();
        for (at, planned) in self.experiments.iter().enumerate() {
            missing.extend(
                planned
                    .experiment
                    .missing()
                    .into_iter()
                    .map(|what| Invalid::new(format!("experiments.{at}.{}", what.field), what.message)),
            );
        }
        missing
    }
}
