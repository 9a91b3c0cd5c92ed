//! Game days on a desk, with everything that their reports are made from, free to be changed.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
#![allow(dead_code, reason = "tests and the example each use their part")]

mod drill;
mod drill_plan;

use domain::{
    Document, Id,
    action::Action,
    chaos::{
        compare::{Comparison, Day, FollowUp, compare},
        game_day::{GameDay, GameDayStatus, Plan},
        results::Samples,
        run::{Entry, Event, Run},
    },
    journal::Fold,
    sample::{Sample, sample},
    time::parse_date,
    workspace::Workspace,
};
use reports::{GameDayReport, Paper, Report};

/// A game day with what its report is made from.
pub struct Desk {
    pub workspace: Workspace,
    pub id: Id,
    pub game_day: GameDay,
    pub plan: Plan,
    pub entries: Vec<Entry>,
    pub actions: Vec<(Id, Action)>,
    pub samples: Samples,
    /// The journal of the day that this one repeats.
    pub earlier: Option<(Id, Vec<Entry>)>,
    pub now: domain::Instant,
}

impl Desk {
    /// The place of a surprise in the journal, by its words.
    pub fn surprise(&self, words: &str) -> u64 {
        let said = |entry: &&Entry| matches!(&entry.event, Event::Surprised { text } if text == words);
        self.entries.iter().find(said).unwrap().seq
    }

    /// The sample's day of that status.
    pub fn of(status: GameDayStatus) -> Self {
        let today = parse_date("2026-11-24").unwrap();
        let Sample { records, journals, incidents } = sample(today);
        let sample = Sample { records: records.clone(), journals: journals.clone(), incidents };
        let (id, game_day) = sample.game_day(status).unwrap();
        let Some((_, Document::Workspace(workspace))) = records.first().cloned() else { unreachable!() };
        let now = workspace.zone.instant(today, 9, 0).unwrap();
        let of_day = |(action_id, document): &(Id, Document)| match document {
            Document::Action(action) if action.is_from(id) => Some((*action_id, action.clone())),
            _ => None,
        };
        Self {
            id,
            game_day: game_day.clone(),
            plan: sample.plan(id, now).unwrap(),
            entries: journals.into_iter().find(|(run, _)| *run == id).map(|(_, e)| e).unwrap_or_default(),
            actions: records.iter().filter_map(of_day).collect(),
            samples: Samples::new(),
            earlier: None,
            workspace,
            now,
        }
    }

    pub fn finished() -> Self {
        Self::of(GameDayStatus::Finished)
    }

    /// A blind drill with live watchers, an overridden budget, an experiment that moved, and an earlier day beside it.
    pub fn drill() -> Self {
        drill::finished()
    }

    /// The plan of the same drill, with errors left in it.
    pub fn drill_plan() -> Self {
        drill::planned()
    }

    /// This day beside the one that it repeats.
    pub fn comparison(&self) -> Option<Comparison> {
        let (earlier, entries) = self.earlier.as_ref()?;
        let (one, other) = (Run::fold(entries)?, Run::fold(&self.entries)?);
        let follow_up = |raised: &domain::journal::Raised| FollowUp {
            id: raised.action,
            title: raised.said.text.clone(),
            owner: raised.owner.clone(),
            due: raised.due,
            status: domain::action::ActionStatus::Open,
            done_at: None,
        };
        let of_one: Vec<FollowUp> = one.course.actions.iter().map(follow_up).collect();
        let of_other: Vec<FollowUp> =
            self.actions.iter().map(|(id, action)| FollowUp::of(*id, action, None)).collect();
        let unwatched = Samples::new();
        let one = Day { id: *earlier, run: &one, samples: &unwatched, actions: &of_one };
        let other = Day { id: self.id, run: &other, samples: &self.samples, actions: &of_other };
        Some(compare(one, other, |_| None))
    }

    /// The report, and what `then` makes of it.
    fn report<T>(&self, then: impl FnOnce(&GameDayReport<'_>) -> T) -> T {
        let run = Run::fold(&self.entries);
        then(&GameDayReport {
            workspace: &self.workspace,
            id: self.id,
            game_day: &self.game_day,
            plan: &self.plan,
            run: run.as_ref(),
            entries: &self.entries,
            actions: &self.actions,
            samples: &self.samples,
            comparison: self.comparison().as_ref(),
            now: self.now,
        })
    }

    pub fn paper(&self) -> Paper {
        self.report(|report| report.paper())
    }

    pub fn pdf(&self) -> Vec<u8> {
        self.report(|report| reports::pdf(report)).unwrap()
    }

    /// Begins the planned day and says these things, a minute apart.
    pub fn begin(mut self, events: Vec<Event>) -> Self {
        let start = Event::DayStarted { plan: Box::new(self.plan.clone()), acknowledged: Vec::new() };
        let events = std::iter::once(start).chain(events);
        let began = self.game_day.at.unwrap();
        self.entries = (1..)
            .zip(events)
            .map(|(seq, event)| Entry {
                seq,
                at: began.plus_ms(i64::try_from(seq).unwrap() * 60_000),
                actor: "Lena Vogt".to_owned(),
                event,
            })
            .collect();
        self.now = began.plus_ms(3 * 3_600_000);
        self
    }
}
