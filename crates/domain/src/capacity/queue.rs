//! Waiting for one of a pool of equal servers: connections, workers, threads. Erlang's formulas for a queue in which requests
//! come at random (M/M/c), after A. K. Erlang, *Solution of some Problems in the Theory of Probabilities* (1917).
//!
//! Offered load a = λ·s in erlangs, with λ arrivals per second that take s seconds each; utilisation ρ = a ÷ c. B is found by
//! its recurrence B(0) = 1, B(n) = a·B ÷ (n + a·B), which no factorial overflows.

use crate::{chaos::experiment::measured, text::Invalid};
use serde::{Deserialize, Serialize};

/// Most servers of one pool.
pub const SERVERS_MAX: u32 = 100_000;

/// A pool, and what is asked of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Queue {
    /// How many can be served at once, c.
    pub servers: u32,
    /// How many come in a second, λ.
    pub arrivals_per_s: f64,
    /// How long one is served, in seconds, s.
    pub service_s: f64,
}

/// What waiting is kept under.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "target", rename_all = "kebab-case")]
pub enum Target {
    /// At most this share of requests waits at all.
    Share {
        /// In percent.
        most_pct: f64,
    },
    /// The mean wait, those that do not wait included, is at most so long.
    Mean {
        /// In seconds.
        most_s: f64,
        /// How long one is served, in seconds.
        service_s: f64,
    },
    /// At least this share of requests waits no longer than so long.
    Within {
        /// In percent.
        least_pct: f64,
        /// In seconds.
        within_s: f64,
        /// How long one is served, in seconds.
        service_s: f64,
    },
}

/// Erlang B: the share of requests, 0 to 1, that a pool without a queue turns away.
#[must_use]
pub fn erlang_b(servers: u32, offered: f64) -> f64 {
    if !(offered > 0.0 && offered.is_finite()) {
        return if servers == 0 { 1.0 } else { 0.0 };
    }
    (1..=servers).fold(1.0, |blocked, n| {
        let carried = offered * blocked;
        carried / (f64::from(n) + carried)
    })
}

/// Erlang C: the share of requests, 0 to 1, that wait. 1 where more is offered than can be served.
#[must_use]
pub fn erlang_c(servers: u32, offered: f64) -> f64 {
    let utilization = offered / f64::from(servers);
    if utilization.is_nan() || utilization >= 1.0 {
        return 1.0;
    }
    let blocked = erlang_b(servers, offered);
    blocked / (1.0 - utilization * (1.0 - blocked))
}

impl Queue {
    /// A pool that keeps up with what is asked of it.
    ///
    /// # Errors
    /// No servers or too many, a number that is none, or as much asked for as can be served: such a queue never ends.
    pub fn of(servers: u32, arrivals_per_s: f64, service_s: f64) -> Result<Self, Invalid> {
        pool(servers)?;
        at_least_0("arrivals_per_s", "The arrivals per second", arrivals_per_s)?;
        positive("service_s", "The time that one is served", service_s)?;
        let queue = Self { servers, arrivals_per_s, service_s };
        let utilization = queue.utilization();
        if utilization < 1.0 {
            return Ok(queue);
        }
        let words = format!(
            "{} come in a second and take {} each, which keeps {} of {servers} busy ({}%). The queue would grow without end. Add servers, or shorten the work.",
            measured(arrivals_per_s, ""),
            measured(service_s, "s"),
            measured(queue.offered(), ""),
            measured(utilization * 100.0, "")
        );
        Err(Invalid::new("servers", words))
    }

    /// Offered load in erlangs: how many servers are busy on average.
    #[must_use]
    pub fn offered(&self) -> f64 {
        self.arrivals_per_s * self.service_s
    }

    /// The share of the servers that is busy, 0 to 1.
    #[must_use]
    pub fn utilization(&self) -> f64 {
        self.offered() / f64::from(self.servers)
    }

    /// The share of requests that wait, 0 to 1.
    #[must_use]
    pub fn waiting(&self) -> f64 {
        erlang_c(self.servers, self.offered())
    }

    /// How long a request waits on average, in seconds, those that do not wait included: C·s ÷ (c − a).
    #[must_use]
    pub fn mean_wait_s(&self) -> f64 {
        self.waiting() * self.service_s / self.spare()
    }

    /// How many wait on average (Little's law).
    #[must_use]
    pub fn mean_waiting(&self) -> f64 {
        self.arrivals_per_s * self.mean_wait_s()
    }

    /// The share of requests, 0 to 1, that wait no longer than so long: 1 − C·e^(−(c − a)·t ÷ s).
    #[must_use]
    pub fn within(&self, wait_s: f64) -> f64 {
        1.0 - self.waiting() * (-self.spare() * wait_s / self.service_s).exp()
    }

    fn spare(&self) -> f64 {
        f64::from(self.servers) - self.offered()
    }
}

/// The highest utilisation, in percent, at which a pool of so many servers keeps waiting under the target. The larger the
/// pool, the higher it is. 0 where not even an idle pool keeps to it.
///
/// # Errors
/// No servers or too many, or a target that is no number or no share.
pub fn most_utilization_pct(servers: u32, target: Target) -> Result<f64, Invalid> {
    pool(servers)?;
    target.check()?;
    let (mut kept, mut missed) = (0.0, 1.0);
    for _ in 0..50 {
        let utilization = (kept + missed) / 2.0;
        if target.is_kept(servers, utilization) {
            kept = utilization;
        } else {
            missed = utilization;
        }
    }
    Ok(kept * 100.0)
}

/// The fewest servers with which waiting stays under the target.
///
/// # Errors
/// As [`most_utilization_pct`], or more than [`SERVERS_MAX`] would be needed.
pub fn fewest_servers(offered: f64, target: Target) -> Result<u32, Invalid> {
    at_least_0("offered", "The offered load", offered)?;
    target.check()?;
    let keeps = |servers: u32| target.is_kept(servers, offered / f64::from(servers));
    if !keeps(SERVERS_MAX) {
        let words = format!("More than {} servers would be needed.", measured(f64::from(SERVERS_MAX), ""));
        return Err(Invalid::new("servers", words));
    }
    let (mut missed, mut kept) = (0, SERVERS_MAX);
    while kept - missed > 1 {
        let servers = missed + (kept - missed) / 2;
        if keeps(servers) {
            kept = servers;
        } else {
            missed = servers;
        }
    }
    Ok(kept)
}

impl Target {
    fn check(&self) -> Result<(), Invalid> {
        let share = |field: &str, value_pct: f64| {
            if value_pct > 0.0 && value_pct < 100.0 {
                return Ok(());
            }
            Err(Invalid::new(field, "The share of requests must lie between 0% and 100%."))
        };
        match *self {
            Self::Share { most_pct } => share("most_pct", most_pct),
            Self::Mean { most_s, service_s } => {
                positive("most_s", "The longest mean wait", most_s)?;
                positive("service_s", "The time that one is served", service_s)
            }
            Self::Within { least_pct, within_s, service_s } => {
                share("least_pct", least_pct)?;
                at_least_0("within_s", "The longest wait", within_s)?;
                positive("service_s", "The time that one is served", service_s)
            }
        }
    }

    fn is_kept(&self, servers: u32, utilization: f64) -> bool {
        if utilization.is_nan() || utilization >= 1.0 {
            return false;
        }
        let queue = |service_s: f64| Queue {
            servers,
            arrivals_per_s: utilization * f64::from(servers) / service_s,
            service_s,
        };
        match *self {
            Self::Share { most_pct } => queue(1.0).waiting() * 100.0 <= most_pct,
            Self::Mean { most_s, service_s } => queue(service_s).mean_wait_s() <= most_s,
            Self::Within { least_pct, within_s, service_s } => {
                queue(service_s).within(within_s) * 100.0 >= least_pct
            }
        }
    }
}

fn pool(servers: u32) -> Result<(), Invalid> {
    if (1..=SERVERS_MAX).contains(&servers) {
        return Ok(());
    }
    let most = measured(f64::from(SERVERS_MAX), "");
    let has = measured(f64::from(servers), "");
    Err(Invalid::new("servers", format!("The pool has {has} servers. It must have from 1 to {most}.")))
}

fn positive(field: &str, noun: &str, value: f64) -> Result<(), Invalid> {
    if value.is_finite() && value > 0.0 && value <= 1e15 {
        return Ok(());
    }
    Err(Invalid::new(field, format!("{noun} must be more than 0.")))
}

fn at_least_0(field: &str, noun: &str, value: f64) -> Result<(), Invalid> {
    if value.is_finite() && (0.0..=1e15).contains(&value) {
        return Ok(());
    }
    Err(Invalid::new(field, format!("{noun} must be 0 or more.")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capacity::cases::read as cases;
    use serde_json::Value;

    fn near(found: f64, wanted: f64, within: f64) {
        assert!((found - wanted).abs() <= within * wanted.abs(), "{found} is not {wanted} within {within}");
    }

    fn expected() -> Option<Value> {
        cases("capacity/erlang_expected.json").map(|text| serde_json::from_str(&text).unwrap())
    }

    #[test]
    fn waiting_is_what_other_programs_say() {
        let Some(expected) = expected() else { return };
        for row in expected["queuingSystem_p_wait"].as_array().unwrap() {
            let of = |at: usize| row[at].as_f64().unwrap();
            let queue = Queue::of(of(2) as u32, of(0), 1.0 / of(1)).unwrap();
            near(queue.waiting(), of(3), 1e-9);
        }
        for row in expected["queuingSystem_other"].as_array().unwrap() {
            let of = |name: &str| row[name].as_f64();
            let servers = of("c").unwrap() as u32;
            let Some(arrivals_per_s) = of("lambda") else {
                let said =
                    Queue::of(servers, of("unstable lambda").unwrap(), 1.0 / of("mu").unwrap()).unwrap_err();
                assert!(said.message.contains("The queue would grow without end."), "{said:?}");
                continue;
            };
            let queue = Queue::of(servers, arrivals_per_s, 1.0 / of("mu").unwrap()).unwrap();
            let both = [
                ("Lq", queue.mean_waiting()),
                ("L", queue.mean_waiting() + queue.offered()),
                ("Wq", queue.mean_wait_s()),
                ("W", queue.mean_wait_s() + queue.service_s),
                ("P(W<=t)", queue.within(of("t").unwrap_or_default())),
            ];
            for (name, found) in both {
                if let Some(wanted) = of(name) {
                    near(found, wanted, 1e-9);
                }
            }
        }
    }

    #[test]
    fn pools_are_as_large_as_other_programs_say() {
        let Some(expected) = expected() else { return };
        let blocking = expected["pyworkforce_erlang_b"].as_array().unwrap();
        for row in &blocking[..2] {
            let found = erlang_b(row["c"].as_u64().unwrap() as u32, row["a"].as_f64().unwrap());
            near(found, row["B"].as_f64().unwrap(), 1e-12);
        }
        assert!(erlang_b(17, 10.0) <= 0.02 && erlang_b(16, 10.0) > 0.02);
        // 100 calls in 30 minutes, 3 minutes each, 80% of them answered within 0.33 minutes, nobody busier than 85%.
        let target = Target::Within { least_pct: 80.0, within_s: 0.33 * 60.0, service_s: 180.0 };
        for (row, most_busy) in expected["pyworkforce"].as_array().unwrap().iter().zip([0.85, 0.7]) {
            let raw = row["raw_positions"].as_u64().unwrap() as u32;
            let fewest = fewest_servers(10.0, target).unwrap().max((10.0_f64 / most_busy).ceil() as u32);
            let queue = Queue::of(raw, 100.0 / 1800.0, 180.0).unwrap();
            let rounded = |value: f64| (value * 1e3).round() / 1e3;
            assert_eq!(Some(rounded(queue.within(0.33 * 60.0))), row["service_level"].as_f64());
            assert_eq!(Some(rounded(queue.utilization())), row["occupancy"].as_f64());
            assert_eq!(Some(rounded(queue.waiting())), row["p_wait"].as_f64());
            assert_eq!((fewest, f64::from(fewest) / 0.7), (raw, f64::from(raw) / 0.7));
        }
    }

    #[test]
    fn headroom_is_near_what_netflix_fitted() {
        let Some(expected) = expected() else { return };
        let fitted = &expected["netflix_headroom"]["notebook_output"];
        let headroom =
            |cores| 1.0 - most_utilization_pct(cores, Target::Share { most_pct: 30.0 }).unwrap() / 100.0;
        near(headroom(32), fitted["32 cores"].as_f64().unwrap(), 0.05);
        near(headroom(19), fitted["32 cores HT (x0.6)"].as_f64().unwrap(), 0.05);
    }

    #[test]
    fn a_hundred_thousand_servers_overflow_nothing() {
        for servers in [1, 2, 1_000, SERVERS_MAX] {
            for share in [1e-12, 0.5, 0.999_999] {
                let waiting = erlang_c(servers, f64::from(servers) * share);
                assert!((0.0..=1.0).contains(&waiting), "{servers} {share}: {waiting}");
            }
            for target in [
                Target::Share { most_pct: 10.0 },
                Target::Mean { most_s: 0.01, service_s: 0.1 },
                Target::Within { least_pct: 99.0, within_s: 0.05, service_s: 0.1 },
            ] {
                let most = most_utilization_pct(servers, target).unwrap() / 100.0;
                assert!(
                    target.is_kept(servers, most) && !target.is_kept(servers, most + 1e-6),
                    "{servers} {most}"
                );
            }
        }
        near(most_utilization_pct(1, Target::Share { most_pct: 10.0 }).unwrap(), 10.0, 1e-9); // one server: C = ρ
    }

    #[test]
    fn what_cannot_be_is_refused_in_words() {
        let said = |servers, arrivals_per_s, service_s| {
            Queue::of(servers, arrivals_per_s, service_s).unwrap_err().message
        };
        for (servers, arrivals_per_s, service_s, words) in [
            (0, 1.0, 1.0, "The pool has 0 servers."),
            (100_001, 1.0, 1.0, "The pool has 100,001 servers."),
            (10, 100.0, 0.1, "keeps 10 of 10 busy (100%)"),
            (10, 200.0, 0.1, "keeps 20 of 10 busy (200%)"),
            (10, f64::NAN, 0.1, "The arrivals per second must be 0 or more."),
            (10, 1.0, 0.0, "must be more than 0"),
        ] {
            assert!(
                said(servers, arrivals_per_s, service_s).contains(words),
                "{}",
                said(servers, arrivals_per_s, service_s)
            );
        }
        assert!(most_utilization_pct(4, Target::Share { most_pct: 0.0 }).is_err());
        assert!(most_utilization_pct(4, Target::Mean { most_s: f64::INFINITY, service_s: 1.0 }).is_err());
        assert_eq!(
            Queue::of(4, 0.0, 1.0).map(|queue| (queue.waiting(), queue.mean_wait_s())),
            Ok((0.0, 0.0))
        );
    }
}
