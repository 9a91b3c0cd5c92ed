//! On real files. `faults` kills child processes, fills disks and flips bits, `limits` takes away space, `fixture` opens files of earlier releases.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod copies;
mod faults;
mod fixture;
mod journals;
mod limits;
mod opening;
mod records;
mod removed;
mod samples;
mod searching;
mod sessions;
mod soundness;

use crate::{Access, Store, Trouble, Tx};
use domain::{
    Document, Id, Instant,
    action::{Action, ActionStatus, ActionType, Priority},
    catalog::service::{
        Architecture, DataClassification, DeploymentFrequency, Infra, Service, Tier, TrafficPattern,
    },
    chaos::{
        experiment::Experiment,
        game_day::{GameDay, Plan},
        run::Event,
    },
    journal::Common,
    person::Person,
};
use tempfile::TempDir;

const NOW: Instant = Instant::from_ms(1_790_000_000_000);

struct Desk {
    folder: TempDir,
    store: Store,
}

impl Desk {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let store = Store::open(&folder.path().join("w.readyroom"), Access::Write, NOW).unwrap();
        Self { folder, store }
    }

    fn write<T>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, Trouble>) -> Result<T, Trouble> {
        self.store.transact(NOW.plus_ms(1000), "Ada", work).map(|outcome| outcome.value)
    }

    fn insert(&self, document: impl Into<Document>) -> Id {
        self.write(|tx| tx.insert(document.into())).unwrap().id
    }

    /// The file behind the store's back, for tampering.
    fn raw(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.store.path()).unwrap()
    }

    fn sound(&self) {
        assert_eq!(self.store.check().unwrap(), Vec::<String>::new());
    }
}

fn action(title: &str) -> Action {
    Action {
        title: title.to_owned(),
        purpose: ActionType::Prevent,
        priority: Priority::P1,
        owner: "Grace".to_owned(),
        due: None,
        status: ActionStatus::Open,
        origin: None,
        service_id: None,
        about: String::new(),
        ticket: String::new(),
        verification: String::new(),
    }
}

fn service(name: &str) -> Service {
    Service {
        name: name.to_owned(),
        display_name: String::new(),
        description: String::new(),
        unknown_upstream: Vec::new(),
        links: Vec::new(),
        labels: Vec::new(),
        tier: Tier::Critical,
        owner_team: "Payments".to_owned(),
        oncall_rotation: "payments-primary".to_owned(),
        upstream: Vec::new(),
        data_classification: DataClassification::Confidential,
        deployment_frequency: DeploymentFrequency::Daily,
        architecture: Architecture::Microservice,
        language: "Rust".to_owned(),
        infra: Infra::K8s,
        traffic_pattern: TrafficPattern::Diurnal,
        peak_rps: Some(1208.25),
        storage_gb: None,
        monthly_cost_usd: Some(0.1),
        budget: None,
    }
}

fn person(name: &str) -> Person {
    Person { name: name.to_owned(), ..Person::default() }
}

fn game_day(title: &str, experiments: Vec<Id>) -> GameDay {
    GameDay { experiments, ..GameDay::named(title) }
}

fn started() -> Event {
    let plan = Plan { game_day: GameDay::named("Checkout day"), experiments: Vec::new() };
    Event::DayStarted { plan: Box::new(plan), acknowledged: Vec::new() }
}

fn observed(text: &str) -> Event {
    Event::Common(Common::Observed { text: text.to_owned() })
}

fn experiment(title: &str) -> Experiment {
    Experiment::named(title)
}
