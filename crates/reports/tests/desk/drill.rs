//! A day that has everything: blind, live, against a spent budget, too long, and run once before.

use super::{
    Desk,
    drill_plan::{
        FACILITATOR, LATENCY, OBSERVER, OWNER, SUCCESS, date, experiments, game_day, id, text, zone,
    },
};
use domain::{
    Id, Instant,
    action::{Action, ActionStatus, ActionType, Origin, Priority},
    chaos::{
        game_day::{GameDay, GameDayStatus, Override, Plan},
        results::Samples,
        run::{Entry, Event, Outcome, RollbackState, Run, Series, Step, WATCHER},
    },
    journal::{Common, Fold},
    workspace::{Prometheus, Workspace},
};

/// A room with a clock that we move, writing its journal.
struct Room {
    now: Instant,
    run: Run,
    entries: Vec<Entry>,
}

impl Room {
    fn begin(plan: &Plan, now: Instant, acknowledged: Vec<String>) -> Self {
        let event = Event::DayStarted { plan: Box::new(plan.clone()), acknowledged };
        let first = Entry { seq: 1, at: now, actor: text(FACILITATOR), event };
        Self { now, run: Run::begin(&first).unwrap(), entries: vec![first] }
    }

    fn say_as(&mut self, actor: &str, event: Event) -> u64 {
        let seq = self.entries.len() as u64 + 1;
        let entry = Entry { seq, at: self.now, actor: text(actor), event };
        self.run.admit(&entry.event, entry.at).unwrap();
        assert!(self.run.apply(&entry), "{entry:?}");
        self.entries.push(entry);
        self.now = self.now.plus_ms(5_000);
        seq
    }

    fn say(&mut self, event: Event) -> u64 {
        self.say_as(FACILITATOR, event)
    }

    fn wait_s(&mut self, s: i64) -> &mut Self {
        self.now = self.now.plus_ms(s * 1_000);
        self
    }

    fn read(&mut self, metric: &str, value: f64, live: bool) -> u64 {
        let (reader, source) = if live { (WATCHER, "prometheus") } else { (OBSERVER, "Grafana, checkout") };
        let event =
            Event::Reading { metric: text(metric), value, reader: text(reader), source: text(source), live };
        self.say_as(if live { WATCHER } else { OBSERVER }, event)
    }

    fn step(&mut self, step: Step) {
        self.say(Event::StepStarted { step });
    }

    /// From the beginning of an experiment to its injection.
    fn until_injected(&mut self, experiment: usize, live: bool, baseline_s: i64) {
        self.say(Event::ExperimentStarted { experiment });
        self.read(SUCCESS, 99.9, live);
        self.read(LATENCY, 310.0, live);
        self.wait_s(baseline_s).step(Step::Announce);
        self.wait_s(60).step(Step::Predict);
        self.say(Event::Predicted {
            who: text(OBSERVER),
            text: text("Checkout slows down, and nobody is lost."),
        });
        self.say(Event::Predicted {
            who: text(OWNER),
            text: text("We fall back to the database within 20 s."),
        });
        self.wait_s(90).step(Step::Inject);
    }

    /// From the removal of the fault to the outcome.
    fn finish(&mut self, recovery_s: i64, outcome: Outcome, note: &str) {
        for index in 0..self.run.trial().unwrap().rollback.len() {
            self.wait_s(20).say_as(OWNER, Event::RollbackStep { index, state: RollbackState::Done });
        }
        self.step(Step::Verify);
        self.wait_s(recovery_s).read(SUCCESS, 99.9, false);
        self.read(LATENCY, 320.0, false);
        self.wait_s(60).step(Step::Outcome);
        self.wait_s(120).say(Event::Concluded { outcome, note: text(note) });
    }
}

/// The first time, a month before: people read everything.
fn earlier() -> Vec<Entry> {
    let mut planned = experiments();
    planned.truncate(2);
    let game_day = game_day("Checkout alone, October", "2026-10-20", false);
    let began = game_day.at.unwrap().plus_ms(120_000);
    let mut room = Room::begin(&Plan { game_day, experiments: planned }, began, Vec::new());
    room.until_injected(0, false, 600);
    room.wait_s(240).read(SUCCESS, 94.2, false);
    room.read(LATENCY, 2_150.0, false);
    room.say(Event::Detected {
        how: text("The on-call phone rang: error rate above 5 %."),
        noticed_at: None,
    });
    room.wait_s(300).step(Step::Rollback);
    room.finish(700, Outcome::Disproved, "Every basket was read from the database, which could not keep up.");
    room.until_injected(1, false, 600);
    room.wait_s(120).read(SUCCESS, 99.4, false);
    room.read(LATENCY, 640.0, false);
    room.wait_s(420).step(Step::Rollback);
    room.finish(90, Outcome::Confirmed, "Payments were put off and taken later.");
    room.say(Event::Common(Common::ActionRaised {
        action: id(31),
        title: text("Limit reads of baskets from the database"),
        owner: text(OWNER),
        due: Some(date("2026-11-10")),
        about: None,
    }));
    room.say(Event::Common(Common::Ended { note: String::new() }));
    room.entries
}

pub fn planned() -> Desk {
    let mut game_day = game_day("Checkout alone, November", "2026-11-18", true);
    game_day.repeats = Some(id(1));
    let mut planned = experiments();
    planned[2].experiment.approvals[0].granted_on = None;
    planned[3].experiment.rollback.clear();
    Desk {
        workspace: Workspace {
            name: text("Harbour Foods"),
            zone: zone(),
            facilitator: text(FACILITATOR),
            prometheus: Some(Prometheus { url: text("http://prometheus.harbour.example:9090"), every_s: 10 }),
            ..Workspace::fresh()
        },
        id: id(2),
        plan: Plan { game_day: game_day.clone(), experiments: planned },
        game_day,
        entries: Vec::new(),
        actions: Vec::new(),
        samples: Samples::new(),
        earlier: None,
        now: zone().instant(date("2026-11-17"), 16, 30).unwrap(),
    }
}

pub fn finished() -> Desk {
    let mut game_day = game_day("Checkout alone, November", "2026-11-18", true);
    game_day.repeats = Some(id(1));
    game_day.overrides = vec![Override {
        experiment: id(12),
        by: text("Maja Berg"),
        reason: text("The provider changes its network on Friday. We want to know before our shoppers do."),
        at: zone().instant(date("2026-11-17"), 17, 5).unwrap(),
        state: None,
    }];
    let plan = Plan { game_day: game_day.clone(), experiments: experiments() };
    let began = game_day.at.unwrap().plus_ms(4 * 60_000);
    let findings = domain::chaos::lint::plan(&plan, date("2026-11-18"), Some(15));
    let mut room = Room::begin(&plan, began, findings.into_iter().map(|finding| finding.message).collect());
    let samples = cache_lost(&mut room);
    provider_silent(&mut room);
    room.say(Event::Rescheduled { experiment: 2, day: id(3), title: text("Checkout alone, December") });
    room.say(Event::Skipped { experiment: 3, reason: text("The room has to be free at 15:00.") });
    room.say(Event::Common(Common::Ended { note: text("Thank you all. 🎉") }));
    let ended = room.now;
    Desk {
        entries: room.entries,
        actions: actions(),
        samples,
        earlier: Some((id(1), earlier())),
        now: ended.plus_ms(20 * 60_000),
        game_day: GameDay { status: GameDayStatus::Finished, ..game_day },
        plan,
        ..planned()
    }
}

/// The live one: the watcher goes blind for a while, comes back, and trips; the room aborts.
fn cache_lost(room: &mut Room) -> Samples {
    let (success, queue) = (Series::Metric(0), Series::Condition(1));
    let began = room.now;
    room.say(Event::ExperimentStarted { experiment: 0 });
    room.say_as(WATCHER, Event::SightGained { series: success });
    room.read(SUCCESS, 99.92, true);
    room.read(LATENCY, 312.0, false);
    room.wait_s(605).step(Step::Announce);
    room.wait_s(70).step(Step::Predict);
    room.say(Event::Predicted {
        who: text(OWNER),
        text: text("Reads of baskets are limited now. Success stays above 99 %."),
    });
    room.say(Event::Predicted { who: text(OBSERVER), text: text("A dip of a minute, then calm.") });
    room.wait_s(80).step(Step::Inject);
    let injected = room.now;
    room.say_as(WATCHER, Event::SightGained { series: queue });
    room.wait_s(40).say_as(
        WATCHER,
        Event::SightLost { series: success, reason: text("The query took longer than 5 s.") },
    );
    let blind_from = room.now;
    room.wait_s(60).read(SUCCESS, 98.4, false);
    room.say_as(
        OBSERVER,
        Event::Detected { how: text("Support saw three shoppers with an empty basket."), noticed_at: None },
    );
    room.wait_s(75).say_as(WATCHER, Event::SightGained { series: success });
    let blind_to = room.now;
    room.read(SUCCESS, 96.8, true);
    let surprise = room.say_as(
        OBSERVER,
        Event::Surprised { text: text("The limit on basket reads was switched off by Monday's deploy.") },
    );
    room.say(Event::Common(Common::ClockSet { by_ms: 2_000 }));
    room.now = room.now.plus_ms(2_000);
    room.wait_s(20).say_as(
        WATCHER,
        Event::ConditionChecked {
            condition: 0,
            tripped: true,
            note: text("3 checks in a row below 97 %; the last read 95.9 %."),
        },
    );
    room.wait_s(9).say(Event::Aborted { reason: String::new(), condition: None, reading: None });
    let stopped = room.now.plus_ms(-2_000);
    room.wait_s(30).say(Event::AbortExplained {
        experiment: None,
        caller: text(OWNER),
        reason: text("The watcher tripped, and shoppers are losing their baskets."),
        condition: Some(0),
        reading: None,
    });
    room.say_as(
        OBSERVER,
        Event::Common(Common::Observed { text: text("A shopper writes: 購物車是空的 😞") }),
    );
    room.finish(150, Outcome::Disproved, "The limit works when it is on. Nothing tells us when it is off.");
    room.say(Event::Common(Common::ActionRaised {
        action: id(41),
        title: text("Alert when the limit on basket reads is off"),
        owner: text(OWNER),
        due: Some(date("2026-12-02")),
        about: Some(surprise),
    }));
    Watched { began, injected, stopped, end: room.now, blind: (blind_from, blind_to) }.samples()
}

/// When a watcher looked, on the undisturbed clock.
struct Watched {
    began: Instant,
    injected: Instant,
    stopped: Instant,
    end: Instant,
    blind: (Instant, Instant),
}

impl Watched {
    /// A value every ten seconds: down by one percent a minute while the fault is in, and back twice as fast.
    fn samples(&self) -> Samples {
        let back_s = self.stopped.since(self.injected) as f64 / 1_000.0;
        let success = |at: Instant| {
            let s = at.since(self.injected) as f64 / 1_000.0;
            let wave = (at.ms() / 10_000 % 7) as f64 * 0.015;
            let dip = match s {
                ..0.0 => 0.0,
                s if s < back_s => s / 60.0,
                s => (back_s / 60.0 - (s - back_s) / 30.0).max(0.0),
            };
            ((99.92 - dip - wave) * 100.0).round() / 100.0
        };
        let every = |from: Instant, to: Instant| {
            (0..).map(move |n| from.plus_ms(n * 10_000)).take_while(move |at| *at < to)
        };
        let (blind_from, blind_to) = self.blind;
        let seen = every(self.began, self.end).filter(|at| *at < blind_from || *at > blind_to);
        let queue = every(self.injected, self.stopped);
        Samples::from([
            (Series::Metric(0).key(0), seen.map(|at| (at, success(at))).collect()),
            (Series::Condition(1).key(0), queue.map(|at| (at, 40.0)).collect()),
        ])
    }
}

/// By hand, against a budget that is nearly spent, and longer than its timebox.
fn provider_silent(room: &mut Room) {
    room.wait_s(300);
    room.until_injected(1, false, 900);
    room.say(Event::Revealed { experiment: 1 });
    room.wait_s(200).read(SUCCESS, 99.5, false);
    room.read(LATENCY, 705.0, false);
    room.say_as(
        OBSERVER,
        Event::Surprised { text: text("The status page of the provider stayed green all the time.") },
    );
    room.wait_s(700).step(Step::Rollback);
    room.finish(200, Outcome::Confirmed, "Payments waited and were taken within four minutes.");
}

fn actions() -> Vec<(Id, Action)> {
    let action = |title: &str, purpose, priority, owner: &str, due: &str, about: &str| Action {
        title: text(title),
        purpose,
        priority,
        owner: text(owner),
        due: Some(date(due)),
        status: ActionStatus::Open,
        origin: Some(Origin { record: id(2), place: None }),
        service_id: None,
        about: text(about),
        ticket: String::new(),
        verification: String::new(),
    };
    let alert = action(
        "Alert when the limit on basket reads is off",
        ActionType::Detect,
        Priority::P0,
        OWNER,
        "2026-12-02",
        "",
    );
    vec![(id(41), alert)]
}
