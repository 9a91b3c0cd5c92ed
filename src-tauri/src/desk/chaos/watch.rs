//! Live watchers: what a running day wants to know is asked of Prometheus, and what the answers mean for the room is
//! written down.

use crate::{desk::Desk, prometheus::CannotSee};
use contract::{Answer, Caller, Code, Notice, Refusal, Samples, SeriesSamples, TryQuery};
use domain::{
    Id, Instant, Kind,
    chaos::{
        experiment::TRIP_AFTER_MAX,
        run::{Entry, Event, Run, Series, Step, Target, WATCHER, on_sample, thinned},
    },
    journal::Fold,
    workspace::Prometheus,
};
use std::time::Duration;

/// Most points of a series that a window gets: more than it has pixels for.
const POINTS_MAX: usize = 600;

/// Most queries under way at the same time; an experiment with more has them asked in turns.
const ASKED_AT_ONCE_MAX: usize = 32;

/// The queries of one round, and where the room was when they were asked.
#[derive(Debug)]
struct Round {
    place: Place,
    /// When they were asked, on the run's undisturbed clock.
    at: Instant,
    targets: Vec<Target>,
}

/// Where a room is. An answer counts only while the room is still there.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    experiment: usize,
    step: Step,
    /// Holes in time so far: an answer from before one says nothing about now.
    gaps: usize,
}

impl Place {
    fn of(run: &Run) -> Option<Self> {
        let (experiment, step) = (run.present?, run.step()?.step);
        run.course.ended.is_none().then_some(Self { experiment, step, gaps: run.course.gaps.len() })
    }
}

/// A query's value, or why there is none.
type Seen = Result<f64, String>;

impl Desk {
    /// A round of the live watchers, if a day is running and `waited` since the last round is as long as the workspace
    /// says. Returns whether one was due. The network is waited for outside of every lock: no key in the room waits.
    ///
    /// # Errors
    /// The workspace cannot be read or written. As far as it still can, it then says that nobody sees.
    pub fn watch(&self, waited: Duration) -> Result<bool, Refusal> {
        self.round(waited).inspect_err(|refusal| self.lost_sight(&refusal.message))
    }

    /// Writes down that the live watchers of the running day cannot see, and why. Where not even that can be written, the
    /// windows see their last samples grow old.
    pub fn lost_sight(&self, reason: &str) {
        let lost = || {
            let Some(run) = self.running(Kind::GameDay)? else { return Ok(()) };
            self.on_run(run, |desk, known: &Run, now| {
                let on = desk.workspace().map_or(true, |(_, workspace)| workspace.prometheus.is_some());
                let seen =
                    |series: Series| known.trial().is_some_and(|trial| trial.sights.contains_key(&series));
                // What nobody watched by itself is not lost.
                let targets = known.targets().into_iter().filter(|target| on || seen(target.series));
                let events = targets.flat_map(|target| on_sample(known, target.series, Err(reason), &[]));
                Ok(((), desk.say(run, known, events.collect(), now)?))
            })
        };
        if let Err(refusal) = lost() {
            tracing::error!(%refusal, "that live watchers cannot see could not be written");
        }
    }

    fn round(&self, waited: Duration) -> Result<bool, Refusal> {
        let Some(run) = self.running(Kind::GameDay)? else { return Ok(false) };
        let prometheus = self.workspace()?.1.prometheus;
        let every_s = prometheus.as_ref().map_or(0, |prometheus| prometheus.every_s);
        if waited < Duration::from_secs(every_s.into()) {
            return Ok(false);
        }
        let round = self.on_run(run, |_, known: &Run, now| {
            let targets = known.targets();
            let round = Place::of(known).map(|place| Round { place, at: known.course.steady(now), targets });
            Ok((round.filter(|round| !round.targets.is_empty()), Vec::new()))
        })?;
        let Some(round) = round else { return Ok(true) };
        let seen = match &prometheus {
            Some(prometheus) => self.ask(prometheus, &round.targets),
            None => vec![Err("No Prometheus is set up any more.".to_owned()); round.targets.len()],
        };
        if self.write_down(run, &round, &seen, prometheus.is_some())? {
            self.front.notify(Notice::Samples { run });
        }
        Ok(true)
    }

    /// All values at once, as far as threads are no burden: a slow query holds up no other.
    fn ask(&self, prometheus: &Prometheus, targets: &[Target]) -> Vec<Seen> {
        let within = Duration::from_secs(u64::from(prometheus.every_s) * 2); // older than two rounds is not now
        let value = |target: &Target| {
            let seen = self.asker.fresh_value(&prometheus.url, &target.query, within);
            seen.map_err(|why| why.to_string())
        };
        let at_once = |targets: &[Target]| -> Vec<Seen> {
            std::thread::scope(|scope| {
                let asked: Vec<_> = targets.iter().map(|target| scope.spawn(|| value(target))).collect();
                let lost = |_| Err("The check was lost inside Readyroom.".to_owned());
                asked.into_iter().map(|asked| asked.join().unwrap_or_else(lost)).collect()
            })
        };
        targets.chunks(ASKED_AT_ONCE_MAX).flat_map(at_once).collect()
    }

    /// Writes down what a round has seen. Returns whether there are new samples. Without a Prometheus (`on` is false)
    /// only what was seen so far is lost.
    fn write_down(&self, id: Id, round: &Round, seen: &[Seen], on: bool) -> Result<bool, Refusal> {
        self.on_run(id, |desk, known: &Run, now| {
            let Some(trial) = known.trial().filter(|_| Place::of(known).as_ref() == Some(&round.place))
            else {
                return Ok((false, Vec::new())); // the room has moved on
            };
            let key = |series: Series| series.key(round.place.experiment);
            let keyed: Vec<_> = round.targets.iter().map(|target| key(target.series)).collect();
            let values = keyed
                .iter()
                .zip(seen)
                .filter_map(|(key, seen)| seen.as_ref().ok().map(|value| (key, *value)));
            let samples: Vec<_> = values.map(|(key, value)| (key.as_str(), round.at, value)).collect();
            if !samples.is_empty() {
                desk.store.sample(id, &samples)?;
            }
            let mut events = Vec::new();
            for ((target, key), seen) in round.targets.iter().zip(&keyed).zip(seen) {
                if !on && !trial.sights.contains_key(&target.series) {
                    continue; // nobody watched this by itself, so nothing is lost
                }
                let latest = desk.store.samples(id, key, TRIP_AFTER_MAX as usize)?;
                let seen = seen.as_ref().copied().map_err(String::as_str);
                events.extend(on_sample(known, target.series, seen, &latest));
            }
            Ok((!samples.is_empty(), desk.say(id, known, events, now)?))
        })
    }

    /// Appends what live watchers have to say, as far as it still fits.
    fn say(&self, id: Id, known: &Run, events: Vec<Event>, now: Instant) -> Result<Vec<Entry>, Refusal> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let mut after = known.clone();
        let outcome = self.store.transact(now, WATCHER, |tx| -> Result<_, Refusal> {
            let mut entries = Vec::new();
            for event in events {
                if let Err(refused) = after.admit(&event, now) {
                    tracing::debug!(%refused, "a live watcher's entry did not fit any more");
                    continue;
                }
                let entry = tx.append(id, now, WATCHER, event)?;
                after.apply(&entry);
                entries.push(entry);
            }
            Ok(entries)
        })?;
        Ok(self.tell(outcome))
    }
}

impl Answer<Samples> for Desk {
    fn answer(&self, Samples { run, experiment }: Samples, _: Caller) -> Result<Vec<SeriesSamples>, Refusal> {
        let series = self.look(run, |known: &Run| known.series(experiment))?;
        let none = || Refusal::new(Code::NotFound, "There is no such experiment on the plan.");
        let mut watched = Vec::new();
        for series in series.ok_or_else(none)? {
            let points = self.store.samples(run, &series.key(experiment), usize::MAX)?;
            if !points.is_empty() {
                watched.push(SeriesSamples { series, points: thinned(&points, POINTS_MAX) });
            }
        }
        Ok(watched)
    }
}

impl Answer<TryQuery> for Desk {
    fn answer(&self, TryQuery { query }: TryQuery, _: Caller) -> Result<f64, Refusal> {
        let Some(prometheus) = self.workspace()?.1.prometheus else {
            let words = "This workspace has no Prometheus. Write its address in the settings first.";
            return Err(Refusal {
                field: Some("prometheus.url".to_owned()),
                ..Refusal::new(Code::Invalid, words)
            });
        };
        domain::text::prose("query", "The query", &query)?;
        let query = if query.trim().is_empty() { "vector(1)" } else { &query };
        self.asker.value(&prometheus.url, query).map_err(refused)
    }
}

fn refused(why: CannotSee) -> Refusal {
    let (code, field) =
        if why.blames_query() { (Code::Invalid, "query") } else { (Code::Unreadable, "prometheus.url") };
    Refusal { field: Some(field.to_owned()), ..Refusal::new(code, why.to_string()) }
}
