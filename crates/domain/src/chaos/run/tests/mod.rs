//! A room of its own for tests: a plan, a clock that we move, and a journal.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod agenda;
mod checklist;
mod clock;
mod day;
mod live;
mod people;
mod property;
mod sight;
mod uncalled;
mod veil;

use super::*;
use crate::{
    chaos::{
        experiment::{AbortCondition, Experiment, Metric, Range, RollbackStep, Side, Threshold},
        game_day::{GameDay, Participant, Planned, Role},
    },
    journal::{Fold, GapCause, Phase},
};

pub const MIN: i64 = 60_000;

pub struct Room {
    pub now: Instant,
    pub run: Run,
    pub entries: Vec<Entry>,
}

impl Room {
    /// A day with two experiments that began at 13:00.
    pub fn open() -> Self {
        let now = Instant::from_ms(1_764_000_000_000);
        let event = Event::DayStarted { plan: Box::new(plan()), acknowledged: Vec::new() };
        let first = Entry { seq: 1, at: now, actor: "Mira".to_owned(), event };
        Self { now, run: Run::begin(&first).unwrap(), entries: vec![first] }
    }

    pub fn wait(&mut self, ms: i64) -> &mut Self {
        self.now = self.now.plus_ms(ms);
        self
    }

    /// Appends an event as the desk does: only when it is admitted.
    pub fn try_say(&mut self, event: Event) -> Result<u64, NotNow> {
        self.run.admit(&event, self.now)?;
        let seq = self.entries.len() as u64 + 1;
        let entry = Entry { seq, at: self.now, actor: "Mira".to_owned(), event };
        assert!(self.run.apply(&entry), "admitted, yet not applied: {entry:?}");
        self.entries.push(entry);
        Ok(seq)
    }

    pub fn say(&mut self, event: Event) -> u64 {
        self.try_say(event).unwrap()
    }

    pub fn refused(&mut self, event: Event) -> String {
        self.try_say(event).unwrap_err().0
    }

    pub fn read(&mut self, metric: &str, value: f64) -> u64 {
        self.say(reading(metric, value))
    }

    /// Goes from wherever the first experiment is to `step`, doing all that is asked on the way.
    pub fn go_to(&mut self, step: Step) {
        if self.run.present.is_none() {
            self.say(Event::ExperimentStarted { experiment: 0 });
        }
        while self.run.step().unwrap().step < step {
            let next = self.run.step().unwrap().step.next().unwrap();
            match next {
                Step::Verify => {
                    for index in 0..self.run.trial().unwrap().rollback.len() {
                        self.say(Event::RollbackStep { index, state: RollbackState::Done });
                    }
                }
                Step::Outcome => {
                    self.read("success", 99.9);
                    self.read("p99", 400.0);
                }
                _ => {}
            }
            self.say(Event::StepStarted { step: next });
            self.wait(MIN);
        }
    }
}

pub fn reading(metric: &str, value: f64) -> Event {
    Event::Reading {
        metric: metric.to_owned(),
        value,
        reader: "Jonas".to_owned(),
        source: "dashboard".to_owned(),
        live: false,
    }
}

pub fn plan() -> Plan {
    let people = [("Mira", Role::Facilitator), ("Jonas", Role::Observer)];
    let participants = people.map(|(name, role)| Participant { name: name.to_owned(), role }).to_vec();
    let planned = ["Payment provider blocked", "Cache failure"].map(|title| Planned {
        id: "019ab000-0000-7000-8000-000000000001".parse().unwrap(),
        experiment: experiment(title),
        service: None,
        budget: None,
    });
    Plan { game_day: GameDay { participants, ..GameDay::named("Autumn") }, experiments: planned.to_vec() }
}

pub fn experiment(title: &str) -> Experiment {
    let metric = |name: &str, unit: &str, baseline, min, max| Metric {
        name: name.to_owned(),
        unit: unit.to_owned(),
        baseline: Some(baseline),
        range: Range { min, max },
        source: "dashboard".to_owned(),
        query: None,
    };
    let condition = |text: &str, metric: Option<&str>, threshold| AbortCondition {
        text: text.to_owned(),
        metric: metric.map(str::to_owned),
        query: None,
        threshold,
        trip_after: 3,
        watcher: "Jonas".to_owned(),
        check_every_min: 2,
    };
    let steps = ["Restore egress", "Flush the queue"];
    Experiment {
        metrics: vec![
            metric("success", "%", 99.94, Some(99.5), None),
            metric("p99", "ms", 412.0, None, Some(900.0)),
        ],
        conditions: vec![
            condition("Customers see errors", None, None),
            condition("p99 above 1.5 s", Some("p99"), Some(Threshold { side: Side::Above, value: 1500.0 })),
        ],
        rollback: steps.map(|text| RollbackStep { text: text.to_owned(), rehearsed_on: None }).to_vec(),
        ..Experiment::named(title)
    }
}
