//! What is being read for a model, and what was read last. It is kept until it is taken or left, so that no answered question
//! sends or reads a file anew.

use super::measured::{self, Found, Told};
use crate::{
    desk::{Desk, lock},
    prometheus::step_s,
};
use contract::{Code, MeasuredBy, MeasuredFile, Notice, Refusal};
use domain::{Id, capacity::file::Answers, time::words};
use interchange::capacity::{Stopped, load_test};
use std::{
    ops::ControlFlow,
    sync::{
        Arc, Weak,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// Between two words of how far it is.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// How many were made since the start.
static READINGS: AtomicU64 = AtomicU64::new(1);

/// What was read, and where it is from.
pub(super) struct Read {
    /// The file, or the query.
    name: String,
    samples: String,
    /// Which reading it is, counted since the start.
    pub(super) number: u64,
    pub(super) found: Found,
}

impl Read {
    pub(super) fn told<'a>(&'a self, answers: &'a Answers, by: &'a str) -> Told<'a> {
        Told { name: &self.name, samples: &self.samples, answers, by }
    }
}

/// What is there to be read.
struct Given {
    name: String,
    samples: String,
    files: Vec<MeasuredFile>,
}

/// How far the reading for a model is. There is one at a time: whoever reads anew breaks off what is being read.
#[derive(Default)]
pub(super) enum Reading {
    /// Nothing was read, or it was taken or left.
    #[default]
    Nothing,
    /// It goes on for as long as its mark stands here.
    Underway(Id, Arc<()>),
    /// It was read for this model.
    Shown(Id, Arc<Read>),
}

impl Reading {
    /// Begins to read for a model. Whoever reads asks whether the mark still stands.
    fn begin(&mut self, model: Id) -> Weak<()> {
        let mark = Arc::new(());
        let standing = Arc::downgrade(&mark);
        *self = Self::Underway(model, mark);
        standing
    }

    /// Whether a mark is that of what is being read.
    fn is_standing(&self, standing: &Weak<()>) -> bool {
        matches!(self, Self::Underway(_, mark) if Arc::as_ptr(mark) == standing.as_ptr())
    }

    /// Breaks off what is being read for a model, and forgets what was read for it.
    pub(super) fn leave(&mut self, model: Id) {
        if matches!(self, Self::Underway(of, _) | Self::Shown(of, _) if *of == model) {
            *self = Self::Nothing;
        }
    }

    /// Forgets what was taken; what was read since then stays.
    pub(super) fn forget(&mut self, taken: &Arc<Read>) {
        if matches!(self, Self::Shown(_, shown) if Arc::ptr_eq(shown, taken)) {
            *self = Self::Nothing;
        }
    }
}

impl Desk {
    /// Reads for a model, or finds what was read for it last.
    pub(super) fn read_for(&self, model: Id, source: MeasuredBy) -> Result<Arc<Read>, Refusal> {
        match source {
            MeasuredBy::Shown => self.shown_of(model),
            MeasuredBy::Files(files) => self.read_anew(model, || {
                let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
                Ok(Given { name: load_test::names(&names), samples: String::new(), files })
            }),
            MeasuredBy::Range { query, days } => self.read_anew(model, || {
                let bytes = self.range(&query, days)?;
                let file = MeasuredFile { name: query.clone(), bytes };
                Ok(Given { name: query, samples: samples(days), files: vec![file] })
            }),
        }
    }

    fn read_anew(
        &self,
        model: Id,
        given: impl FnOnce() -> Result<Given, Refusal>,
    ) -> Result<Arc<Read>, Refusal> {
        let standing = lock(&self.capacity).reading.begin(model);
        // Not under the lock: it takes a while.
        let read = given().and_then(|given| self.read_while(model, given, &standing));
        let mut known = lock(&self.capacity);
        if !known.reading.is_standing(&standing) {
            return Err(measured::broken_off(&Stopped::Cancelled)); // left at the last moment, of which nothing heard
        }
        known.reading = Reading::Nothing;
        let read = Arc::new(read?);
        known.reading = Reading::Shown(model, Arc::clone(&read));
        Ok(read)
    }

    /// What was read last for a model.
    pub(super) fn shown_of(&self, model: Id) -> Result<Arc<Read>, Refusal> {
        match &lock(&self.capacity).reading {
            Reading::Shown(of, read) if *of == model => Ok(Arc::clone(read)),
            _ => {
                let words = "Read the file again, or ask Prometheus again: what was shown for this model is no longer kept.";
                Err(Refusal::new(Code::Invalid, words))
            }
        }
    }

    /// Reads while the mark stands, and says how far it is.
    fn read_while(&self, model: Id, given: Given, standing: &Weak<()>) -> Result<Read, Refusal> {
        let Given { name, samples, files } = given;
        let all = files.iter().map(|file| file.bytes.len()).sum();
        let mut told_at = Instant::now();
        let mut progress = |done: u64| {
            if standing.strong_count() == 0 {
                return ControlFlow::Break(());
            }
            if told_at.elapsed() >= TELL_EVERY {
                told_at = Instant::now();
                self.front.notify(Notice::Reading { model, done_pct: pct(done, all) });
            }
            ControlFlow::Continue(())
        };
        let found = measured::read(&files, &mut progress)?;
        Ok(Read { name, samples, number: READINGS.fetch_add(1, Ordering::Relaxed), found })
    }

    fn range(&self, query: &str, days: u32) -> Result<Vec<u8>, Refusal> {
        let Some(prometheus) = self.workspace()?.1.prometheus else {
            let words = "No Prometheus is set for this workspace. Turn it on in the settings.";
            return Err(Refusal::new(Code::Invalid, words));
        };
        let answered = self.asker.range(&prometheus.url, query, days, self.now());
        answered.map_err(|why| Refusal::new(Code::Unreadable, why.to_string()))
    }
}

fn pct(done: u64, all: usize) -> u8 {
    let all = (all as u64).max(1);
    u8::try_from(done.min(all) * 100 / all).unwrap_or(100)
}

/// What Prometheus is asked for over so many days.
fn samples(days: u32) -> String {
    match step_s(days) {
        3_600 => "hourly samples".to_owned(),
        step_s => format!("samples every {}", words(step_s * 1_000)),
    }
}
