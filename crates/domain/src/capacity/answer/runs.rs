//! Demand in 5,000 possible futures. Values stand in plain arrays, one after the other for each stop, and are multiplied on from
//! stop to stop, so that a future costs a multiplication a month and no power.

use super::{
    Band, Horizon, ceiling,
    course::{Course, MONTH_DAYS, MOST, Phased, Stop},
    draws::{self, Drawn, RUNS},
};
use crate::{
    Date,
    capacity::model::{CapacityModel, InputKey},
};
use chrono::Days;
use std::collections::BTreeMap;

/// A future in which the ceiling is not reached within the longest horizon.
const NEVER: u32 = u32::MAX;
/// What one regrets is counted over so many days.
const YEAR_DAYS: u32 = 365;

/// What 5,000 futures come to; one, where no number has an interval.
pub(super) struct Futures {
    /// Utilisation at each stop from today on; empty without a ceiling.
    pub band: Vec<Band>,
    /// Days until the ceiling is reached, sorted; [`NEVER`] where it is not. Empty without a ceiling.
    reached: Vec<u32>,
    /// Days with demand at the ceiling or above it within a year, on average; none without a ceiling.
    pub days_over: Option<f64>,
    /// Demand now, in 6 and in 12 months, in each future.
    pub demand: BTreeMap<u32, Vec<f64>>,
    /// Whether any number that counts has an interval.
    pub is_range: bool,
}

/// The arrays of a walk through the stops.
struct Walk {
    base: Vec<f64>,
    rates: Rates,
    /// What takes their place on the way, at the first stop at which it holds.
    later: Option<Rates>,
    reached: Vec<u32>,
    days_over: f64,
    factors: BTreeMap<u32, Vec<f64>>,
}

/// How demand grows and what it may come to, in each future.
struct Rates {
    /// The logarithm of the factor that a day grows by: of any number of days it is a product.
    daily_ln: Vec<f64>,
    /// Utilisation of one unit of demand, in percent; none without a ceiling.
    pct_each: Option<Vec<f64>>,
}

/// The draws that rates follow from.
struct Uncertain<'a> {
    model: &'a CapacityModel,
    growth: Drawn,
    /// Of the whole, of an instance, and at the last peak.
    limits: [Option<Drawn>; 3],
}

/// The futures of a model; none where demand is not stated.
pub(super) fn futures(model: &CapacityModel, course: &Course) -> Option<Futures> {
    let demand = draws::input(model, InputKey::DemandNow)?;
    let uncertain = Phased::of(model, Uncertain::of);
    let launches: Vec<(Drawn, Drawn)> = model.launches.iter().map(draws::launch).collect();
    let is_range = demand.is_range()
        || uncertain.each().any(Uncertain::is_range)
        || launches.iter().any(|(times, plus)| times.is_range() || plus.is_range());
    let runs = if is_range { RUNS } else { 1 };
    let Phased { before, after } = uncertain.map(|uncertain| uncertain.rates(&demand, runs));
    // What is stated for later alone says nothing of now, so nothing is held against it.
    let has_ceiling = before.pct_each.is_some();
    let walk = Walk {
        base: (0..runs).map(|run| demand.at(run)).collect(),
        later: after.map(|after| Rates { pct_each: after.pct_each.filter(|_| has_ceiling), ..after }),
        rates: before,
        reached: vec![NEVER; runs],
        days_over: 0.0,
        factors: BTreeMap::new(),
    };
    Some(walk.through(course, &launches, is_range))
}

impl<'a> Uncertain<'a> {
    fn of(model: &'a CapacityModel) -> Self {
        let growth = draws::input(model, InputKey::GrowthPctPerMonth).unwrap_or(Drawn::Same(0.0));
        let limits = [InputKey::Ceiling, InputKey::CarriesPerInstance, InputKey::PeakUtilizationPct]
            .map(|key| draws::input(model, key));
        Self { model, growth, limits }
    }

    fn is_range(&self) -> bool {
        [&self.growth].into_iter().chain(self.limits.iter().flatten()).any(Drawn::is_range)
    }

    fn rates(&self, demand: &Drawn, runs: usize) -> Rates {
        // Looked up once, and not in every future.
        let left = ceiling::zones_left(self.model);
        let stated = [InputKey::MaxInstances, InputKey::InstancesNow].map(|key| self.model.value(key));
        let ceiling_of = |run: usize| {
            let drawn = |drawn: &Option<Drawn>| drawn.as_ref().map(|drawn| drawn.at(run));
            let [whole, carries, peak] = &self.limits;
            let value = |key| match key {
                InputKey::Ceiling => drawn(whole),
                InputKey::CarriesPerInstance => drawn(carries),
                InputKey::PeakUtilizationPct => drawn(peak),
                InputKey::DemandNow => Some(demand.at(run)),
                InputKey::MaxInstances => stated[0],
                InputKey::InstancesNow => stated[1],
                other => self.model.value(other),
            };
            Some(ceiling::of(self.model, value)?.0 * left)
        };
        let daily_ln = |run: usize| (1.0 + self.growth.at(run) / 100.0).max(0.0).ln() / MONTH_DAYS;
        Rates {
            daily_ln: (0..runs).map(daily_ln).collect(),
            // A draw without a ceiling (no demand at the last peak says nothing of it) does not reach one.
            pct_each: ceiling::ceiling(self.model)
                .map(|_| (0..runs).map(|run| 100.0 / ceiling_of(run).unwrap_or(f64::INFINITY)).collect()),
        }
    }
}

impl Walk {
    fn through(mut self, course: &Course, launches: &[(Drawn, Drawn)], is_range: bool) -> Futures {
        let (mut band, mut demand) = (Vec::new(), BTreeMap::new());
        let nexts = course.stops.iter().skip(1).map(|stop| stop.after_days).chain([0]);
        for (stop, next_days) in course.stops.iter().zip(nexts) {
            self.arrive(stop, launches);
            if let Some(rates) = self.later.take_if(|_| stop.is_later) {
                self.rates = rates;
                self.factors.clear();
            }
            if stop.ahead_days < 0 {
                continue;
            }
            if let Some(month @ (0 | 6 | 12)) = stop.month {
                demand.insert(month, self.base.iter().map(|base| (base * stop.season).min(MOST)).collect());
            }
            let Some(mut utilization) = self.utilization_pct(stop) else { continue };
            self.look(stop, next_days, &utilization);
            band.push(banded(stop.on, &mut utilization));
        }
        let mut reached = std::mem::take(&mut self.reached);
        reached.sort_unstable();
        #[expect(clippy::cast_precision_loss, reason = "5,000 at most")]
        let runs = self.base.len() as f64;
        let has_ceiling = self.rates.pct_each.is_some();
        if !has_ceiling {
            reached.clear();
        }
        Futures { band, reached, days_over: has_ceiling.then_some(self.days_over / runs), demand, is_range }
    }

    /// Demand grows from the stop before to this one, and jumps where something is launched.
    fn arrive(&mut self, stop: &Stop, launches: &[(Drawn, Drawn)]) {
        self.learn(stop.after_days);
        if let Some(factors) = self.factors.get(&stop.after_days) {
            for (base, factor) in self.base.iter_mut().zip(factors) {
                *base = (*base * factor).min(MOST);
            }
        }
        for (times, plus) in stop.launches.iter().filter_map(|at| launches.get(*at)) {
            for (run, base) in self.base.iter_mut().enumerate() {
                *base = (*base * times.at(run) + plus.at(run)).clamp(0.0, MOST);
            }
        }
    }

    /// The factors for a step of so many days, once.
    fn learn(&mut self, days: u32) {
        let powers = || match f64::from(days) {
            0.0 => vec![1.0; self.rates.daily_ln.len()],
            days => self.rates.daily_ln.iter().map(|ln| (ln * days).exp().min(MOST)).collect(),
        };
        self.factors.entry(days).or_insert_with(powers);
    }

    fn utilization_pct(&self, stop: &Stop) -> Option<Vec<f64>> {
        let pct_each = self.rates.pct_each.as_ref()?;
        let pct = |(base, pct_each): (&f64, &f64)| (base * stop.season * pct_each).min(1e15);
        Some(self.base.iter().zip(pct_each).map(pct).collect())
    }

    /// Which futures reach the ceiling at this stop or before the next, and for how long they are above it.
    fn look(&mut self, stop: &Stop, next_days: u32, utilization: &[f64]) {
        self.learn(next_days);
        let Some(factors) = self.factors.get(&next_days) else { return };
        let ahead = u32::try_from(stop.ahead_days).unwrap_or(NEVER);
        let counted = next_days.min(YEAR_DAYS.saturating_sub(ahead));
        let futures = utilization.iter().zip(factors).zip(&self.rates.daily_ln).zip(&mut self.reached);
        for (((now, factor), daily_ln), reached) in futures {
            if counted == 0 && *reached != NEVER {
                continue; // nothing is left to be known of it
            }
            let then = now * factor;
            let over = match (*now >= 100.0, then >= 100.0) {
                (true, true) => (0, next_days),
                (false, false) => continue,
                (true, false) => (0, days_to(*now, *daily_ln).min(next_days)),
                (false, true) => (days_to(*now, *daily_ln).min(next_days), next_days),
            };
            if *reached == NEVER && (over.0 < next_days || *now >= 100.0) {
                *reached = ahead.saturating_add(over.0);
            }
            self.days_over += f64::from(over.1.min(counted).saturating_sub(over.0));
        }
    }
}

/// Whole days until utilisation is 100 %, up from below or down from above; the growth leads there.
fn days_to(utilization_pct: f64, daily_ln: f64) -> u32 {
    let days = (100.0 / utilization_pct).ln() / daily_ln;
    let days = if days.is_finite() { (days - 1e-9).ceil().clamp(0.0, 1e6) } else { 0.0 };
    u32::try_from(super::course::whole(days)).unwrap_or(NEVER)
}

fn banded(on: Date, utilization: &mut [f64]) -> Band {
    let [p10_pct, p50_pct, p90_pct] = deciles(utilization);
    Band { on, p10_pct, p50_pct, p90_pct }
}

/// The quantiles of 10, 50 and 90%, by nearest rank; noughts for nothing. The order of the values is not kept.
pub(super) fn deciles(values: &mut [f64]) -> [f64; 3] {
    let rank = |pct: usize| (values.len().saturating_sub(1) * pct + 50) / 100;
    let ([low, middle, high], len) = ([rank(10), rank(50), rank(90)], values.len());
    if len == 0 {
        return [0.0; 3];
    }
    let (below, p50, above) = values.select_nth_unstable_by(middle, f64::total_cmp);
    let p50 = *p50;
    let nth = |part: &mut [f64], at: usize| {
        if at < part.len() { *part.select_nth_unstable_by(at, f64::total_cmp).1 } else { p50 }
    };
    [nth(below, low), p50, nth(above, high.saturating_sub(middle + 1))]
}

impl Futures {
    /// The days of 10, 50 and 90%; none that lie after the longest horizon.
    pub(super) fn dates(&self, today: Date) -> [Option<Date>; 3] {
        [10, 50, 90].map(|pct| {
            let rank = (self.reached.len().saturating_sub(1) * pct + 50) / 100;
            let days = self.reached.get(rank).filter(|days| **days != NEVER)?;
            today.checked_add_days(Days::new(u64::from(*days)))
        })
    }

    /// In how many of a hundred futures the ceiling is reached within the longest horizon.
    pub(super) fn within_pct(&self) -> f64 {
        let within = self.reached.iter().filter(|days| **days != NEVER).count();
        #[expect(clippy::cast_precision_loss, reason = "5,000 at most")]
        let share = within as f64 / self.reached.len().max(1) as f64;
        share * 100.0
    }

    /// The band up to a horizon.
    pub(super) fn band_until(&self, today: Date, horizon: Horizon) -> Vec<Band> {
        let until = today.checked_add_months(chrono::Months::new(horizon.months())).unwrap_or(Date::MAX);
        self.band.iter().take_while(|band| band.on <= until).copied().collect()
    }
}
