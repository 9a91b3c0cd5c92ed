//! A day's journal of any length: eight experiments, and everything that a room and its live watchers write down.

use domain::{
    Instant,
    chaos::{
        experiment::{AbortCondition, Experiment, Metric, Range, RollbackStep, Side, Threshold},
        game_day::{GameDay, Participant, Plan, Planned, Role},
        run::{Entry, Event, Outcome, RollbackState, Run, Series, Step},
    },
    journal::{Common, Fold, GapCause},
};
use std::collections::VecDeque;

const EXPERIMENTS: usize = 8;
const METRICS: [&str; 4] = ["Order success", "Checkout p99", "Order queue depth", "Support contacts"];

/// A journal of `events` entries that begins then, one a second, every one of them admitted: what the rules refuse would
/// be measured as nothing. All experiments are concluded but the last, where the fault is still in.
pub fn day(plan: Plan, begins: Instant, events: usize) -> Vec<Entry> {
    let mut room = Room::open(plan, begins);
    for experiment in 0..EXPERIMENTS {
        let until = events * (experiment + 1) / EXPERIMENTS;
        room.experiment(experiment, until);
    }
    assert_eq!(room.entries.len(), events);
    room.entries
}

struct Room {
    run: Run,
    entries: Vec<Entry>,
    /// Observations that have not been struck yet.
    observed: VecDeque<u64>,
}

impl Room {
    fn open(plan: Plan, at: Instant) -> Self {
        let event = Event::DayStarted { plan: Box::new(plan), acknowledged: Vec::new() };
        let first = Entry { seq: 1, at, actor: "Mira Kovač".to_owned(), event };
        Self { run: Run::begin(&first).unwrap(), entries: vec![first], observed: VecDeque::new() }
    }

    fn say(&mut self, event: Event) -> u64 {
        let seq = self.entries.len() as u64 + 1;
        let at = self.entries[self.entries.len() - 1].at.plus_ms(1_000);
        let entry = Entry { seq, at, actor: "Mira Kovač".to_owned(), event };
        assert!(self.run.apply(&entry), "refused: {entry:?}");
        self.entries.push(entry);
        seq
    }

    /// One experiment from its baseline to its outcome, so long that the journal has `until` entries afterwards. The last
    /// stays where the fault is in.
    fn experiment(&mut self, experiment: usize, until: usize) {
        self.observed.clear();
        self.say(Event::ExperimentStarted { experiment });
        METRICS.iter().for_each(|metric| self.read(metric, 1.0));
        self.step(Step::Announce);
        self.step(Step::Predict);
        self.say(Event::Predicted {
            who: "Jonas Petersen".to_owned(),
            text: "Orders queue, nobody notices".to_owned(),
        });
        self.step(Step::Inject);
        let last = experiment + 1 == EXPERIMENTS;
        let rest = if last { 0 } else { 2 + 2 + METRICS.len() + 2 }; // what `conclude` writes
        for at in 0.. {
            if self.entries.len() + rest >= until {
                break;
            }
            self.observe(at, until - rest - self.entries.len());
        }
        if !last {
            self.conclude();
        }
    }

    /// What a room and its watchers write while the fault is in; at most `room_for` entries.
    fn observe(&mut self, at: usize, room_for: usize) {
        match at % 25 {
            0 if !self.observed.is_empty() => {
                let seq = self.observed.pop_front().unwrap();
                self.say(Event::Common(Common::Struck { seq, reason: "Wrong screen".to_owned() }));
            }
            4 => {
                let reason = "Prometheus does not answer within 5 s".to_owned();
                self.say(Event::SightLost { series: Series::Metric(0), reason });
            }
            5 => {
                self.say(Event::SightGained { series: Series::Metric(0) });
            }
            7 | 19 => {
                let note = "Nothing in the queue of complaints".to_owned();
                self.say(Event::ConditionChecked { condition: at % 3, tripped: false, note });
            }
            9 if room_for >= 2 => {
                self.say(Event::Common(Common::Paused));
                self.say(Event::Common(Common::Resumed));
            }
            11 => {
                self.say(Event::Common(Common::Extended { by_ms: 60_000 }));
            }
            13 if room_for >= 2 => {
                let end = self.entries[self.entries.len() - 1].at;
                let from = end.plus_ms(-500);
                let gap = self.say(Event::Common(Common::GapFound { cause: GapCause::Slept, from, to: end }));
                self.say(Event::Common(Common::GapDecided { gap, counts: at.is_multiple_of(2) }));
            }
            2 | 8 | 15 | 21 => {
                let text = "Checkout says “confirming” after 1.4 s, as we said it would".to_owned();
                let seq = self.say(Event::Common(Common::Observed { text }));
                self.observed.push_back(seq);
            }
            17 => {
                self.say(Event::Surprised { text: "The warehouse screen froze as well".to_owned() });
            }
            at => self.read(METRICS[at % METRICS.len()], 1.0),
        }
    }

    fn conclude(&mut self) {
        self.step(Step::Rollback);
        for index in 0..2 {
            self.say(Event::RollbackStep { index, state: RollbackState::Done });
        }
        self.step(Step::Verify);
        METRICS.iter().for_each(|metric| self.read(metric, 1.0));
        self.step(Step::Outcome);
        self.say(Event::Concluded { outcome: Outcome::Confirmed, note: "As we said".to_owned() });
    }

    fn step(&mut self, step: Step) {
        self.say(Event::StepStarted { step });
    }

    fn read(&mut self, metric: &str, value: f64) {
        self.say(Event::Reading {
            metric: metric.to_owned(),
            value,
            reader: "Jonas Petersen".to_owned(),
            source: "Grafana, board 12".to_owned(),
            live: false,
        });
    }
}

/// The plan of such a day.
pub fn plan() -> Plan {
    let people = [("Mira Kovač", Role::Facilitator), ("Jonas Petersen", Role::Observer)];
    let participants = people.map(|(name, role)| Participant { name: name.to_owned(), role }).to_vec();
    let experiments = (0..EXPERIMENTS)
        .map(|at| Planned {
            id: "019ab000-0000-7000-8000-000000000001".parse().unwrap(),
            experiment: experiment(&format!("Payment provider blocked, {at}")),
            service: None,
            budget: None,
        })
        .collect();
    Plan { game_day: GameDay { participants, ..GameDay::named("Eight experiments") }, experiments }
}

fn experiment(title: &str) -> Experiment {
    let metrics = METRICS.map(|name| Metric {
        name: name.to_owned(),
        unit: "ms".to_owned(),
        baseline: Some(1.0),
        range: Range { min: Some(0.0), max: Some(2.0) },
        query: Some("up".to_owned()),
        ..Metric::default()
    });
    let condition = |text: &str, metric: Option<&str>| AbortCondition {
        text: text.to_owned(),
        metric: metric.map(str::to_owned),
        query: None,
        threshold: metric.map(|_| Threshold { side: Side::Above, value: 5.0 }),
        trip_after: 3,
        watcher: "Jonas Petersen".to_owned(),
        check_every_min: 2,
    };
    Experiment {
        metrics: metrics.to_vec(),
        conditions: vec![
            condition("Order success falls", Some(METRICS[0])),
            condition("Customers call", None),
            condition("Checkout is slow", Some(METRICS[1])),
        ],
        rollback: ["Allow egress", "Flush the queue"]
            .map(|text| RollbackStep { text: text.to_owned(), rehearsed_on: None })
            .to_vec(),
        fault: domain::chaos::experiment::Fault { duration_min: 240, ..Experiment::named(title).fault },
        ..Experiment::named(title)
    }
}
