//! An autoscaler at work, look by look.

use super::{
    Demand,
    outcome::{Moment, Simulated},
    policy::{By, Policy, Rates, Select, Trigger},
    recommend::{ceil, desired, whole_pct},
};
use crate::text::Invalid;
use std::collections::VecDeque;

/// Most looks of one simulation.
const LOOKS_MAX: u32 = 100_000;

/// What an autoscaler does about a demand, beginning with as many instances as it needs at first. The demand is what is asked
/// for, not what is served: an instance that is used to 100% and reports no more than that is found out later than here.
///
/// # Errors
/// What is wrong with the policy or the demand; more than 100,000 looks.
pub fn simulate(policy: &Policy, demand: &Demand) -> Result<Simulated, Invalid> {
    policy.check()?;
    demand.check()?;
    let looks = demand.length_s() / policy.interval_s;
    if looks > LOOKS_MAX {
        return Err(Invalid::new(
            "interval_s",
            "That is more than 100,000 looks. Look less often, or for a shorter time.",
        ));
    }
    let mut pool = Pool::of(policy, demand.at(0));
    let moments = (0..=looks)
        .map(|look| {
            let at_s = look * policy.interval_s;
            pool.start_up(at_s);
            let demand = demand.at(at_s);
            let ready = pool.ready;
            let wanted = pool.look(at_s, demand);
            Moment {
                at_s,
                demand,
                wanted,
                instances: pool.instances(),
                ready,
                utilization_pct: policy.utilization_pct(demand, ready),
                needed: policy.needed(demand),
            }
        })
        .collect();
    Ok(Simulated::of(policy, moments))
}

/// A change that was made.
struct Change {
    at_s: u32,
    added: u32,
    removed: u32,
}

struct Pool<'a> {
    policy: &'a Policy,
    ready: u32,
    /// When each of those that start will serve, and how many they are; the first to serve first.
    starting: VecDeque<(u32, u32)>,
    changes: VecDeque<Change>,
    /// What was recommended when.
    recommended: VecDeque<(u32, u32)>,
}

impl<'a> Pool<'a> {
    fn of(policy: &'a Policy, demand: f64) -> Self {
        let ready = policy.needed(demand).min(policy.max_instances);
        Self {
            policy,
            ready,
            starting: VecDeque::new(),
            changes: VecDeque::new(),
            recommended: VecDeque::new(),
        }
    }

    fn instances(&self) -> u32 {
        self.ready + self.starting.iter().map(|(_, count)| count).sum::<u32>()
    }

    fn start_up(&mut self, at_s: u32) {
        while let Some((_, count)) = self.starting.pop_front_if(|(serves_s, _)| *serves_s <= at_s) {
            self.ready += count;
        }
    }

    /// Looks at the demand, changes what may change, and gives what was recommended.
    fn look(&mut self, at_s: u32, demand: f64) -> u32 {
        let current = self.instances();
        let wanted = self.recommendation(demand);
        self.recommended.push_back((at_s, wanted));
        self.forget(at_s);
        let rests = self.changes.back().is_some_and(|last| at_s - last.at_s < self.policy.cooldown_s);
        let bounded =
            self.stabilized(at_s, current).clamp(self.policy.min_instances, self.policy.max_instances);
        let next = self.paced(at_s, current, bounded);
        if !rests && next != current {
            self.change(at_s, current, next);
        }
        wanted
    }

    /// What the rule asks for, bounds and rates aside.
    fn recommendation(&self, demand: f64) -> u32 {
        let (current, policy) = (self.instances(), self.policy);
        let used_pct = policy.utilization_pct(demand, self.ready);
        // With those that start counted as idle, as Kubernetes does before it adds more.
        let all_pct = policy.utilization_pct(demand, current);
        match policy.trigger {
            Trigger::Target { target_pct, tolerance_pct } => {
                let ratio = whole_pct(used_pct / 100.0) / target_pct;
                if ratio > 1.0 && current > self.ready {
                    let careful = whole_pct(all_pct / 100.0) / target_pct;
                    if careful <= 1.0 { current } else { desired(current, current, careful, tolerance_pct) }
                } else {
                    desired(current, self.ready, ratio, tolerance_pct)
                }
            }
            Trigger::Thresholds { up_pct, down_pct } if all_pct > up_pct || used_pct < down_pct => {
                ceil(demand / (policy.per_instance * f64::midpoint(up_pct, down_pct) / 100.0))
            }
            Trigger::Thresholds { .. } => current,
        }
    }

    /// The most cautious of the recommendations in the windows: the lowest of them upward, the highest downward.
    fn stabilized(&self, at_s: u32, current: u32) -> u32 {
        let within = |window_s: u32| {
            let is_in = move |(when_s, _): &&(u32, u32)| *when_s == at_s || at_s - *when_s < window_s;
            self.recommended.iter().filter(is_in).map(|(_, wanted)| *wanted)
        };
        let lowest = within(self.policy.up.stabilization_s).min().unwrap_or(current);
        let highest = within(self.policy.down.stabilization_s).max().unwrap_or(current);
        current.max(lowest).min(highest)
    }

    /// As far towards `wanted` as the rates allow.
    fn paced(&self, at_s: u32, current: u32, wanted: u32) -> u32 {
        if wanted > current {
            wanted.min(self.reach(at_s, current, &self.policy.up, true).max(current))
        } else {
            wanted.max(self.reach(at_s, current, &self.policy.down, false).min(current))
        }
    }

    /// How many instances the rates of one direction allow.
    fn reach(&self, at_s: u32, current: u32, rates: &Rates, is_up: bool) -> u32 {
        let ends = rates.rates.iter().map(|rate| {
            let since = |change: &&Change| at_s - change.at_s < rate.period_s;
            let changes = || self.changes.iter().filter(since);
            let added = changes().map(|change| change.added).fold(0, u32::saturating_add);
            let removed = changes().map(|change| change.removed).fold(0, u32::saturating_add);
            let began = current.saturating_add(removed).saturating_sub(added);
            match (rate.by, is_up) {
                (By::Instances(count), true) => began.saturating_add(count),
                (By::Instances(count), false) => began.saturating_sub(count),
                (By::Percent(pct), true) => ceil(f64::from(began) * (1.0 + f64::from(pct) / 100.0)),
                (By::Percent(pct), false) => kept(began, pct),
            }
        });
        let free = if is_up { u32::MAX } else { 0 };
        let end = match (rates.select, is_up) {
            (Select::Off, _) => Some(current),
            (Select::Most, true) | (Select::Least, false) => ends.max(),
            (Select::Least, true) | (Select::Most, false) => ends.min(),
        };
        end.unwrap_or(free)
    }

    fn change(&mut self, at_s: u32, current: u32, next: u32) {
        let (added, mut removed) = (next.saturating_sub(current), current.saturating_sub(next));
        self.changes.push_back(Change { at_s, added, removed });
        if added > 0 && self.policy.startup_s > 0 {
            self.starting.push_back((at_s.saturating_add(self.policy.startup_s), added));
        } else {
            self.ready += added;
        }
        // What serves nobody yet goes first, the youngest before the others.
        while let Some((_, count)) = self.starting.back_mut().filter(|_| removed > 0) {
            let gone = removed.min(*count);
            *count -= gone;
            removed -= gone;
            if *count == 0 {
                self.starting.pop_back();
            }
        }
        self.ready -= removed;
    }

    /// Forgets what no window or period reaches back to.
    fn forget(&mut self, at_s: u32) {
        let policy = self.policy;
        let window_s = policy.up.stabilization_s.max(policy.down.stabilization_s);
        while self
            .recommended
            .pop_front_if(|(when_s, _)| *when_s != at_s && at_s - *when_s >= window_s)
            .is_some()
        {}
        let rates = policy.up.rates.iter().chain(&policy.down.rates).map(|rate| rate.period_s);
        let period_s = rates.max().unwrap_or_default().max(policy.cooldown_s);
        while self.changes.pop_front_if(|change| at_s - change.at_s >= period_s).is_some() {}
    }
}

/// What is left of so many once so many percent may go: cut off, as Kubernetes does, so that 50% of 5 leaves 2.
fn kept(began: u32, pct: u32) -> u32 {
    let left = u64::from(began) * u64::from(100_u32.saturating_sub(pct)) / 100;
    u32::try_from(left).unwrap_or(u32::MAX)
}
