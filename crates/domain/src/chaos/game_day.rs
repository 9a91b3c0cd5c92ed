//! A day on which a room runs experiments: who, where, what, and the handbook's checklist.

use crate::{
    Date, Id, Instant, Summary, Zone,
    catalog::budget::{Budget, BudgetState},
    chaos::{experiment::Experiment, run::Run},
    choice::choice,
    journal::{Entry, Unsound, sound},
    record::{Noun, Relation, Tick},
    text::{self, Invalid},
};
use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

pub use super::begun::Begun;

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

/// Somebody's word that an experiment runs although a rule forbids it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// The experiment that may run.
    pub experiment: Id,
    /// Who decided.
    pub by: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Instant,
    /// How the error budget stood, as far as it was written down: what was decided of a low budget was not decided of none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<BudgetState>,
}

impl Override {
    /// Whether the decision still answers a budget that stands like this: it lapses when the state gets worse.
    #[must_use]
    pub fn answers(&self, state: BudgetState) -> bool {
        self.state.is_none_or(|decided| state <= decided)
    }
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
    /// When the room must be free again, after midnight where it is before the beginning; what no longer fits before it is
    /// proposed for another day.
    #[serde(default)]
    pub end: Option<NaiveTime>,
    /// Where the faults are injected: production, staging, …
    pub environment: String,
    /// What the room wants to learn.
    pub goal: String,
    /// Who takes part.
    pub participants: Vec<Participant>,
    /// The experiments, in order.
    pub experiments: Vec<Id>,
    /// Whether the stage hides what is injected until an experiment is revealed or concluded.
    #[serde(default)]
    pub blind: bool,
    /// The day that this one repeats.
    #[serde(default)]
    pub repeats: Option<Id>,
    /// Decisions to run although the error budget says no.
    #[serde(default)]
    pub overrides: Vec<Override>,
    /// What has been ticked on the checklist.
    pub checklist: Vec<Tick>,
    /// How far it is. Only starting and ending the run moves it past `planned`.
    pub status: GameDayStatus,
    /// The date and start as one instant; set by whoever saves, from the workspace's zone.
    pub at: Option<Instant>,
    /// A day that another tool ran: the journal that it was imported from, word for word; empty where it was too long to keep.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
}

impl Noun for GameDay {
    const SCHEMA: u32 = 2;
    const RUNNING: Option<&'static str> = Some(GameDayStatus::Running.word());
    const EXAMPLE: &'static str = "Checkout resilience, autumn";

    fn named(title: &str, _: &str) -> Option<Self> {
        Some(Self::named(title))
    }

    fn summary(&self) -> Summary {
        Summary {
            title: self.title.clone(),
            status: self.status.word().to_owned(),
            owner: self.facilitator().map(str::to_owned),
            at: self.at,
            links: self
                .experiments
                .iter()
                .map(|id| (Relation::Runs, *id))
                .chain(self.repeats.map(|id| (Relation::Repeats, id)))
                .collect(),
            search: format!("{} {}", self.goal, self.environment),
            ..Summary::default()
        }
    }

    fn sound(journal: &[Entry<String>]) -> Result<(), Unsound> {
        sound::<Run>(journal)
    }

    /// One that was held is named by when that was, whatever its plan said.
    fn held_on(&self, zone: Zone) -> Option<Date> {
        match self.status {
            GameDayStatus::Planned => self.date,
            _ => self.at.map(|at| zone.date(at)),
        }
    }

    fn check(&self) -> Result<(), Invalid> {
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
        if let (Some(start), Some(end), None) = (self.start, self.end, self.length_ms()) {
            return Err(Invalid::new(
                "end",
                format!(
                    "The day ends at {} and begins at {}. Let it end later.",
                    end.format("%H:%M"),
                    start.format("%H:%M")
                ),
            ));
        }
        text::list("overrides", "The list of overrides", &self.overrides)?;
        for (at, decision) in self.overrides.iter().enumerate() {
            text::required_line(&format!("overrides.{at}.by"), "The name", &decision.by)?;
            text::required_line(&format!("overrides.{at}.reason"), "The reason", &decision.reason)?;
        }
        text::list("checklist", "The checklist", &self.checklist)?;
        text::original(self.original.as_deref())
    }
}

impl GameDay {
    /// A game day that has only a name yet.
    #[must_use]
    pub fn named(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            date: None,
            start: None,
            end: None,
            environment: String::new(),
            goal: String::new(),
            participants: Vec::new(),
            experiments: Vec::new(),
            blind: false,
            repeats: None,
            overrides: Vec::new(),
            checklist: Vec::new(),
            status: GameDayStatus::Planned,
            at: None,
            original: None,
        }
    }

    /// The name of whoever facilitates, if anybody does.
    #[must_use]
    pub fn facilitator(&self) -> Option<&str> {
        self.participants
            .iter()
            .find(|participant| participant.role == Role::Facilitator)
            .map(|p| p.name.as_str())
    }

    /// How long the room has, in milliseconds, where beginning and end are known. An end before the beginning is of the
    /// next morning, as far as that makes a night and not a slip of the pen.
    #[must_use]
    pub fn length_ms(&self) -> Option<i64> {
        const DAY_MS: i64 = 24 * 3_600_000;
        let length_ms = (self.end? - self.start?).num_milliseconds();
        if length_ms > 0 {
            return Some(length_ms);
        }
        Some(length_ms + DAY_MS).filter(|night_ms| *night_ms <= DAY_MS / 2)
    }

    /// A day with the same people for what this one has no room for. Nobody's decision to run moves along: who decided for
    /// today has not decided for that day.
    #[must_use]
    pub fn continued(&self, date: Option<Date>, experiments: Vec<Id>) -> Self {
        const CONTINUED: &str = " (continued)";
        let title = self.title.strip_suffix(CONTINUED).unwrap_or(&self.title);
        let title = format!("{}{CONTINUED}", text::clip(title, text::LINE_MAX_CHARS - CONTINUED.len() - 2));
        Self {
            date,
            start: self.start,
            end: self.end,
            environment: self.environment.clone(),
            goal: self.goal.clone(),
            participants: self.participants.clone(),
            blind: self.blind,
            experiments,
            ..Self::named(&title)
        }
    }

    /// Takes an experiment off the day, with what was decided about it. Returns what [`Self::put_back`] wants.
    pub fn take_off(&mut self, experiment: Id) -> Option<(usize, Vec<Override>)> {
        let place = self.experiments.iter().position(|other| *other == experiment)?;
        self.experiments.remove(place);
        let (decisions, others) = std::mem::take(&mut self.overrides)
            .into_iter()
            .partition(|decision| decision.experiment == experiment);
        self.overrides = others;
        Some((place, decisions))
    }

    /// The way back.
    pub fn put_back(&mut self, experiment: Id, place: usize, decisions: Vec<Override>) {
        if !self.experiments.contains(&experiment) {
            self.experiments.insert(place.min(self.experiments.len()), experiment);
            self.overrides.extend(decisions);
        }
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
    /// What was left of its error budget, where somebody had said so.
    #[serde(default)]
    pub budget: Option<Budget>,
}

/// The whole plan, copied into the journal when the day begins: later edits of the records cannot change what was run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The day.
    pub game_day: GameDay,
    /// Its experiments, in order.
    pub experiments: Vec<Planned>,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    fn id(last: u8) -> Id {
        format!("019a0c00-0004-7000-8000-0000000000{last:02}").parse().unwrap()
    }

    fn decision(experiment: Id) -> Override {
        let (by, reason) = ("Priya".to_owned(), "We must know".to_owned());
        Override { experiment, by, reason, at: Instant::from_ms(1), state: None }
    }

    #[test]
    fn what_leaves_a_day_comes_back_to_its_place_with_its_decisions() {
        let mut day = GameDay::named("Autumn");
        day.experiments = vec![id(1), id(2), id(3)];
        day.overrides = vec![decision(id(2)), decision(id(3))];
        let before = day.clone();
        let (place, decisions) = day.take_off(id(2)).unwrap();
        assert_eq!((place, &day.experiments), (1, &vec![id(1), id(3)]));
        assert_eq!(day.overrides, [decision(id(3))], "who decided for one has not decided for another");
        day.put_back(id(2), place, decisions.clone());
        assert_eq!(day.experiments, before.experiments);
        assert_eq!(day.overrides.len(), 2);
        day.put_back(id(2), place, decisions);
        assert_eq!(day.experiments.len(), 3, "it never stands there twice");
        assert!(day.take_off(id(9)).is_none());
    }

    #[test]
    fn a_continued_day_has_the_same_people_and_nobody_s_decisions() {
        let mut day = GameDay::named("Autumn");
        day.experiments = vec![id(1), id(2)];
        day.overrides = vec![decision(id(2))];
        day.participants = vec![Participant { name: "Mira".to_owned(), role: Role::Facilitator }];
        let next = day.continued(None, vec![id(2)]);
        assert_eq!((next.title.as_str(), &next.experiments), ("Autumn (continued)", &vec![id(2)]));
        assert_eq!((next.overrides.len(), &next.participants), (0, &day.participants));
        assert_eq!(next.continued(None, vec![id(2)]).title, "Autumn (continued)", "said once");
        let long = GameDay::named(&"é".repeat(text::LINE_MAX_CHARS)).continued(None, Vec::new());
        assert!(long.check().is_ok(), "{}", long.title);
    }

    #[test]
    fn the_word_of_a_status_reads_in_a_sentence() {
        for status in GameDayStatus::ALL {
            assert_eq!(status.label().to_lowercase(), status.word());
        }
    }

    #[test]
    fn a_night_ends_the_next_morning_and_a_slip_of_the_pen_is_refused() {
        let day = |from: &str, to: &str| GameDay {
            start: Some(from.parse().unwrap()),
            end: Some(to.parse().unwrap()),
            ..GameDay::named("Autumn")
        };
        for (from, to, hours) in [
            ("13:00:00", "16:00:00", Some(3)),
            ("22:00:00", "02:00:00", Some(4)),
            ("20:00:00", "08:00:00", Some(12)),
            ("09:00:00", "08:00:00", None),
            ("13:00:00", "13:00:00", None),
        ] {
            let day = day(from, to);
            assert_eq!(day.length_ms(), hours.map(|hours: i64| hours * 3_600_000), "{from} {to}");
            assert_eq!(day.check().is_ok(), hours.is_some(), "{from} {to}");
        }
        assert_eq!(GameDay { end: None, ..day("13:00:00", "16:00:00") }.length_ms(), None);
    }
}
