//! From requests in time to throughput at each concurrency.

use domain::capacity::usl::LoadPoint;
use std::collections::BTreeMap;

/// A level that lasted shorter says little.
const LEVEL_MIN_S: i64 = 5;
/// So long without a request nothing was running.
const PAUSE_S: i64 = 60;

/// What was done in each second, and how many were at it.
#[derive(Default)]
pub struct Levels {
    seconds: BTreeMap<i64, Second>,
}

#[derive(Clone, Copy, Default)]
struct Second {
    concurrency: u32,
    done: u64,
}

/// Seconds one after another with one concurrency.
struct Stretch {
    concurrency: u32,
    from_s: i64,
    until_s: i64,
    done: Vec<(i64, u64)>,
}

impl Levels {
    /// So much was done in a second while so many were at it. Of several that are said of one second the most counts.
    pub fn add(&mut self, at_s: i64, concurrency: u32, done: u64) {
        let second = self.seconds.entry(at_s).or_default();
        second.concurrency = second.concurrency.max(concurrency);
        second.done = second.done.saturating_add(done);
    }

    /// A point for each concurrency, the lowest first, and what is to be said of them. Where there was only one, `whole_s` is
    /// how long it took altogether.
    pub fn points(&self, whole_s: Option<f64>) -> (Vec<LoadPoint>, Vec<String>) {
        let stretches = self.stretches();
        let mut of_each: BTreeMap<u32, (u64, i64)> = BTreeMap::new();
        let (long, short): (Vec<_>, Vec<_>) =
            stretches.iter().partition(|stretch| stretch.length_s() >= LEVEL_MIN_S);
        let mut warnings = Vec::new();
        if long.is_empty() && stretches.len() > 1 {
            warnings.push("No concurrency was held for 5 s, so each point stands on few requests and is rough. Hold each level for a minute or more.".to_owned());
        }
        for stretch in if long.is_empty() { &short } else { &long } {
            let (done, seconds) = stretch.inner();
            let sum = of_each.entry(stretch.concurrency).or_default();
            *sum = (sum.0.saturating_add(done), sum.1.saturating_add(seconds));
        }
        if !long.is_empty() && !short.is_empty() {
            let were = match short.len() {
                1 => "1 stretch of less than 5 s at one concurrency was".to_owned(),
                many => format!("{many} stretches of less than 5 s at one concurrency were"),
            };
            warnings.push(format!("{were} left out: the load was on its way to another."));
        }
        if let (1, Some(whole_s), Some((concurrency, _))) =
            (of_each.len(), whole_s, of_each.first_key_value())
            && stretches.iter().all(|stretch| stretch.concurrency == *concurrency)
            && whole_s > 0.0
        {
            let done: u64 = self.seconds.values().map(|second| second.done).fold(0, u64::saturating_add);
            let point = LoadPoint { concurrency: f64::from(*concurrency), throughput: done as f64 / whole_s };
            return (vec![point], warnings);
        }
        let point = |(concurrency, (done, seconds)): (u32, (u64, i64))| {
            let throughput = done as f64 / seconds.max(1) as f64;
            (done > 0).then_some(LoadPoint { concurrency: f64::from(concurrency), throughput })
        };
        (of_each.into_iter().filter_map(point).collect(), warnings)
    }

    fn stretches(&self) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        for (at_s, second) in &self.seconds {
            match stretches.last_mut() {
                Some(last) if at_s.saturating_sub(last.until_s) <= PAUSE_S => {
                    last.until_s = *at_s - 1; // seconds in which nothing came to its end count as well
                    if last.concurrency == second.concurrency {
                        last.until_s = *at_s;
                        last.done.push((*at_s, second.done));
                        continue;
                    }
                }
                _ => {}
            }
            let done = vec![(*at_s, second.done)];
            stretches.push(Stretch { concurrency: second.concurrency, from_s: *at_s, until_s: *at_s, done });
        }
        stretches.retain(|stretch| stretch.concurrency > 0);
        stretches
    }
}

impl Stretch {
    fn length_s(&self) -> i64 {
        self.until_s.saturating_sub(self.from_s).saturating_add(1)
    }

    /// What was done and in how many seconds: without the first and the last one, in which the level came and went.
    fn inner(&self) -> (u64, i64) {
        let cut = i64::from(self.length_s() >= LEVEL_MIN_S);
        let (from_s, until_s) = (self.from_s + cut, self.until_s - cut);
        let inside = self.done.iter().filter(|(at_s, _)| (from_s..=until_s).contains(at_s));
        (inside.map(|(_, done)| *done).fold(0, u64::saturating_add), until_s - from_s + 1)
    }
}
