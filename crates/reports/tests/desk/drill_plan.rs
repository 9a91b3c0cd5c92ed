//! What the drill is planned to be: who, when, and four experiments.

use domain::{
    Date, Id, Zone,
    catalog::budget::Budget,
    chaos::{
        experiment::{
            AbortCondition, Approval, Experiment, Fault, FaultKind, Hypothesis, Metric, Range, RollbackStep,
            Side, Threshold,
        },
        game_day::{GameDay, Participant, Planned, Role},
    },
    time::parse_date,
};

pub const FACILITATOR: &str = "Noor Haddad";
pub const OWNER: &str = "Piotr Zając";
pub const OBSERVER: &str = "Ida Lund";
pub const SUCCESS: &str = "Checkout success";
pub const LATENCY: &str = "Checkout p95";

pub fn id(n: u8) -> Id {
    format!("019ac000-0000-7000-8000-0000000000{n:02}").parse().unwrap()
}

pub fn date(text: &str) -> Date {
    parse_date(text).unwrap()
}

pub fn text(words: &str) -> String {
    words.to_owned()
}

pub fn zone() -> Zone {
    "Europe/Copenhagen".parse().unwrap()
}

fn metric(name: &str, unit: &str, baseline: Option<f64>, range: Range, query: Option<&str>) -> Metric {
    Metric {
        name: text(name),
        unit: text(unit),
        baseline,
        range,
        source: text("Grafana, checkout"),
        query: query.map(text),
    }
}

fn experiment(title: &str, kind: FaultKind, action: &str, target: &str, live: bool) -> Experiment {
    let query = |query: &'static str| live.then_some(query);
    let at_least = Range { min: Some(99.0), max: None };
    let at_most = Range { min: None, max: Some(900.0) };
    Experiment {
        hypothesis: Hypothesis {
            when: text(&format!("{} is gone", target)),
            then: text("keep taking orders, slower, and lose none"),
        },
        metrics: vec![
            metric(SUCCESS, "%", Some(99.9), at_least, query("checkout:success:ratio * 100")),
            metric(LATENCY, "ms", Some(310.0), at_most, None),
        ],
        fault: Fault {
            kind,
            action: text(action),
            target: text(target),
            blast_radius: text("5% of shoppers"),
            duration_min: 10,
        },
        baseline_min: 10,
        conditions: vec![
            AbortCondition {
                text: text("Checkout success below 97 %"),
                metric: Some(text(SUCCESS)),
                query: None,
                threshold: Some(Threshold { side: Side::Below, value: 97.0 }),
                trip_after: 3,
                watcher: text(OBSERVER),
                check_every_min: 2,
            },
            AbortCondition {
                text: text("Orders wait in the queue"),
                metric: None,
                query: live.then(|| text("orders:queue:length")),
                threshold: live.then_some(Threshold { side: Side::Above, value: 500.0 }),
                trip_after: 3,
                watcher: text(OWNER),
                check_every_min: 3,
            },
        ],
        rollback: vec![
            RollbackStep {
                text: text("Start the cache nodes again"),
                rehearsed_on: Some(date("2026-11-12")),
            },
            RollbackStep { text: text("Warm the cache with the last hour of baskets"), rehearsed_on: None },
        ],
        approvals: vec![Approval { name: text("Maja Berg"), granted_on: Some(date("2026-11-16")) }],
        timebox_min: Some(35),
        ..Experiment::named(title)
    }
}

pub fn experiments() -> Vec<Planned> {
    let planned = |n: u8, experiment: Experiment, service: &str, remaining_pct: f64| Planned {
        id: id(n),
        experiment,
        service: Some(text(service)),
        budget: Some(Budget { remaining_pct, on: date("2026-11-17") }),
    };
    vec![
        planned(
            11,
            experiment(
                "Basket cache lost",
                FaultKind::Storage,
                "Stop both nodes of the basket cache",
                "the basket cache",
                true,
            ),
            "baskets",
            71.0,
        ),
        planned(
            12,
            experiment(
                "Payment provider silent",
                FaultKind::Dependency,
                "Drop packets to the payment provider",
                "the payment provider",
                false,
            ),
            "payments",
            18.0,
        ),
        planned(
            13,
            experiment("One zone drained", FaultKind::Compute, "Cordon and drain zone b", "zone b", false),
            "checkout",
            64.0,
        ),
        planned(
            14,
            experiment(
                "Slow name resolution",
                FaultKind::Network,
                "Delay name resolution by 2 s",
                "the resolver of checkout",
                false,
            ),
            "checkout",
            64.0,
        ),
    ]
}

pub fn game_day(title: &str, on: &str, blind: bool) -> GameDay {
    let people = [
        (FACILITATOR, Role::Facilitator),
        (OWNER, Role::Owner),
        ("Maja Berg", Role::Coordinator),
        (OBSERVER, Role::Observer),
    ];
    let on = date(on);
    GameDay {
        date: Some(on),
        start: chrono::NaiveTime::from_hms_opt(13, 0, 0),
        end: chrono::NaiveTime::from_hms_opt(15, 0, 0),
        at: zone().instant(on, 13, 0),
        environment: text("Production"),
        goal: text(
            "Show that people can still pay for their groceries when something behind the checkout is gone.",
        ),
        participants: people.map(|(name, role)| Participant { name: text(name), role }).to_vec(),
        experiments: [11, 12, 13, 14].map(id).to_vec(),
        blind,
        ..GameDay::named(title)
    }
}
