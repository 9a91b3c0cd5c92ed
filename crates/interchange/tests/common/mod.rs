//! Files to try, and a day folded from what was imported.
#![allow(dead_code, reason = "each test file uses its part")]

pub mod sound;

use domain::{
    Id, Instant,
    chaos::{
        experiment::Experiment,
        game_day::{GameDay, Plan, Planned},
        run::{Entry, Event, Outcome, Progress, RollbackState, Run, Step},
    },
    journal::{Common, Fold},
    record::Noun,
};
use interchange::{Carried, Imported, Journal, catalog::Listed};
use std::{fs, path::PathBuf};

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Names and bytes of every file that there is to try: our own, and real ones where they lie beside the project.
pub fn files() -> Vec<(String, Vec<u8>)> {
    let real = root().join("../shared/cases/chaostoolkit");
    if !real.is_dir() {
        println!("The real files are not beside the project ({}); only our own are tried.", real.display());
    }
    let mut files = Vec::new();
    for folder in [root().join("fixtures/chaos-toolkit"), real] {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            files.push((path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap()));
        }
    }
    files.sort();
    files
}

pub fn read(name: &str, bytes: &[u8]) -> Imported {
    interchange::read(name, bytes).unwrap_or_else(|cause| panic!("{name}: {cause}"))
}

pub fn experiment(imported: Imported) -> Experiment {
    match imported.what {
        Carried::Experiment(experiment) => *experiment,
        Carried::Journal(journal) => panic!("a journal: {}", journal.game_day.title),
        Carried::Services(listed) => panic!("{} services", listed.len()),
        Carried::Papers(text) => panic!("Markdown of {} bytes", text.len()),
    }
}

pub fn journal(imported: Imported) -> Journal {
    match imported.what {
        Carried::Journal(journal) => *journal,
        Carried::Experiment(experiment) => panic!("an experiment: {}", experiment.title),
        Carried::Services(listed) => panic!("{} services", listed.len()),
        Carried::Papers(text) => panic!("Markdown of {} bytes", text.len()),
    }
}

pub fn services(imported: &Imported) -> &[Listed] {
    match &imported.what {
        Carried::Services(listed) => listed,
        Carried::Experiment(experiment) => panic!("an experiment: {}", experiment.title),
        Carried::Journal(journal) => panic!("a journal: {}", journal.game_day.title),
        Carried::Papers(text) => panic!("Markdown of {} bytes", text.len()),
    }
}

pub fn id() -> Id {
    "019ab000-0000-7000-8000-000000000001".parse().unwrap()
}

/// The entries of an imported journal as the workspace numbers them.
pub fn entries(journal: &Journal) -> Vec<Entry> {
    let numbered = journal.entries(id()).into_iter().enumerate();
    numbered.map(|(at, (time, actor, event))| Entry { seq: at as u64 + 1, at: time, actor, event }).collect()
}

/// Folds an imported journal as the workspace would. Every entry must be admitted, and no time may go back.
pub fn fold(journal: &Journal) -> Run {
    let entries = entries(journal);
    let mut run = Run::begin(&entries[0]).unwrap();
    let mut before = Instant::default();
    for entry in &entries {
        assert!(entry.at >= before, "time goes back at {entry:?}");
        before = entry.at;
        let admitted = run.admit(&entry.event, entry.at);
        assert!(entry.seq == 1 || run.apply(entry), "{admitted:?}: {entry:?}");
    }
    assert!(matches!(entries.last().unwrap().event, Event::Common(Common::Ended { .. })));
    journal.experiment.check().unwrap();
    journal.day(id()).check().unwrap();
    run
}

pub fn outcome(run: &Run) -> Outcome {
    match run.trials[0].progress() {
        Progress::Concluded(outcome) => outcome,
        other => panic!("not concluded: {other:?}"),
    }
}

/// What a metric reads in a look that begins with `first`: yes or no, where it knows nothing else.
pub fn value(planned: &Experiment, at: usize, first: f64) -> f64 {
    if planned.metrics[at].unit == "(1 = met)" {
        f64::from(u8::from(first < 50.0))
    } else {
        first + at as f64
    }
}

/// A day with one experiment: every metric read before and after, the fault, the rollback steps that are `done`.
pub fn run(planned: &Experiment, done: &[usize]) -> Run {
    let game_day = GameDay { experiments: vec![id()], ..GameDay::named("A day") };
    let experiment = Planned { id: id(), experiment: planned.clone(), service: None, budget: None };
    let plan = Box::new(Plan { game_day, experiments: vec![experiment] });
    let mut events = vec![Event::DayStarted { plan, acknowledged: Vec::new() }];
    let reading = |at: usize, first: f64| {
        let (metric, source) = (planned.metrics[at].name.clone(), String::new());
        let value = value(planned, at, first);
        Event::Reading { metric, value, reader: "Ana".to_owned(), source, live: false }
    };
    let all = |first: f64| (0..planned.metrics.len()).map(move |at| reading(at, first));
    let to = |step| Event::StepStarted { step };
    events.push(Event::ExperimentStarted { experiment: 0 });
    events.extend(all(0.0));
    events.extend([to(Step::Announce), to(Step::Predict), to(Step::Inject), to(Step::Rollback)]);
    let state = |index| if done.contains(&index) { RollbackState::Done } else { RollbackState::NotNeeded };
    events
        .extend((0..planned.rollback.len()).map(|index| Event::RollbackStep { index, state: state(index) }));
    events.push(to(Step::Verify));
    events.extend(all(100.0));
    events.push(to(Step::Outcome));
    events.push(Event::Concluded { outcome: Outcome::Inconclusive, note: "We will see".to_owned() });
    events.push(Event::Common(Common::Ended { note: String::new() }));
    let entries = events.into_iter().enumerate().map(|(at, event)| {
        let (seq, at) = (at as u64 + 1, Instant::from_ms(1_795_000_000_000 + at as i64 * 1000));
        Entry { seq, at, actor: "Ana".to_owned(), event }
    });
    let entries: Vec<_> = entries.collect();
    let mut run = Run::begin(&entries[0]).unwrap();
    for entry in &entries[1..] {
        run.admit(&entry.event, entry.at).unwrap();
        assert!(run.apply(entry));
    }
    run
}
