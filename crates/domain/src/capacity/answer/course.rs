//! The days between which demand grows smoothly, and how it gets from one to the next.
//!
//! Demand on a day is demand on the day of which it is stated × (1 + growth)^(days ÷ 30.4375), with each launch on its own
//! day and the season of the calendar month. Growth is taken by the day: whole months find a date up to a month too late.

use super::{Horizon, ceiling};
use crate::{
    Date,
    capacity::model::{CapacityModel, InputKey, LaunchStep},
};
use chrono::{Datelike, Days, Months};
use std::collections::BTreeSet;

/// Days of a mean month: 365.25 ÷ 12.
pub(super) const MONTH_DAYS: f64 = 30.4375;
/// No demand is taken for more than this, so that no product of hostile numbers leaves what a number can hold.
pub(super) const MOST: f64 = 1e30;
/// How old a stated demand may be before it is taken as one of this day ten years ago, in days.
const OLDEST_DAYS: i64 = 3_653;

/// A day on which demand is computed.
#[derive(Debug)]
pub(super) struct Stop {
    pub on: Date,
    /// Days from today; negative before it.
    pub ahead_days: i64,
    /// Days since the stop before; nought at the first.
    pub after_days: u32,
    /// Which month from today it is, where it is one.
    pub month: Option<u32>,
    /// The season from this day on, as a multiple of that of the day of which demand is stated.
    pub season: f64,
    /// Launches of this day, by their place in the model.
    pub launches: Vec<usize>,
    /// Whether what starts later has started.
    pub is_later: bool,
}

/// What follows from a model, and what follows from the one that holds later, where one does.
pub(super) struct Phased<T> {
    pub before: T,
    pub after: Option<T>,
}

impl<T> Phased<T> {
    pub(super) fn of<'a>(model: &'a CapacityModel, of: impl Fn(&'a CapacityModel) -> T) -> Self {
        Self { before: of(model), after: model.later.as_ref().map(|later| of(&later.model)) }
    }

    pub(super) fn map<U>(&self, of: impl Fn(&T) -> U) -> Phased<U> {
        Phased { before: of(&self.before), after: self.after.as_ref().map(of) }
    }

    pub(super) fn at(&self, is_later: bool) -> &T {
        self.after.as_ref().filter(|_| is_later).unwrap_or(&self.before)
    }

    /// Both, or one where nothing holds later.
    pub(super) fn each(&self) -> impl Iterator<Item = &T> {
        [&self.before].into_iter().chain(&self.after)
    }
}

/// All stops from the day of which demand is stated to the end of the longest horizon.
#[derive(Debug)]
pub(super) struct Course {
    pub stops: Vec<Stop>,
}

impl Course {
    pub(super) fn of(model: &CapacityModel, today: Date) -> Self {
        let from = stated_on(model, today);
        let months: Vec<Date> = (0..=Horizon::LONGEST.months())
            .map_while(|month| today.checked_add_months(Months::new(month)))
            .collect();
        let until = months.last().copied().unwrap_or(today);
        let edges = Phased::of(model, |model| season_edges(model, from, until));
        let later = model.later.as_ref().map(|later| later.from);
        let jumps = model.launches.iter().map(|launch| launch.on).chain(edges.each().flatten().copied());
        let jumps = jumps.chain(later);
        let jumps = jumps.filter(|on| *on > from && *on <= until);
        let mut days: BTreeSet<Date> = months.iter().copied().chain([from]).collect();
        for on in jumps {
            days.extend(on.pred_opt().filter(|before| *before >= from));
            days.insert(on);
        }
        let normal = season(model, from);
        let mut before = from;
        let stop = |on: Date| {
            let after_days = u32::try_from(on.signed_duration_since(before).num_days()).unwrap_or_default();
            before = on;
            let here = |(at, launch): (usize, &crate::capacity::Launch)| {
                (launch.on == on && on > from).then_some(at)
            };
            Stop {
                on,
                ahead_days: on.signed_duration_since(today).num_days(),
                after_days,
                month: months
                    .iter()
                    .position(|month| *month == on)
                    .and_then(|month| u32::try_from(month).ok()),
                season: season(model.holding_on(on), on) / normal,
                launches: model.launches.iter().enumerate().filter_map(here).collect(),
                is_later: later.is_some_and(|later| later <= on),
            }
        };
        Self { stops: days.into_iter().map(stop).collect() }
    }

    /// Demand at each stop, when it begins with `demand_now` and grows by the factor `growth` a month. It comes to the day on
    /// which something starts with the growth of before.
    pub(super) fn demand(&self, model: &CapacityModel, demand_now: f64, growth: &Phased<f64>) -> Vec<f64> {
        let (mut base, mut was_later) = (demand_now, false);
        let at = |stop: &Stop| {
            base = (base * factor(*growth.at(was_later), stop.after_days)).min(MOST);
            was_later = stop.is_later;
            for launch in stop.launches.iter().filter_map(|at| model.launches.get(*at)) {
                let (times, plus) = effect(launch.step);
                base = (base * times + plus).clamp(0.0, MOST);
            }
            (base * stop.season).min(MOST)
        };
        self.stops.iter().map(at).collect()
    }

    /// The first day from today on with demand of at least `level`, when `demand` is that of the stops.
    pub(super) fn first_at(&self, demand: &[f64], growth: &Phased<f64>, level: &Phased<f64>) -> Option<Date> {
        let nexts = self.stops.iter().skip(1).map(|next| next.after_days).chain([0]);
        let mut stops =
            self.stops.iter().zip(demand).zip(nexts).filter(|((stop, _), _)| stop.ahead_days >= 0);
        stops.find_map(|((stop, demand), next_days)| {
            let (growth, level) = (*growth.at(stop.is_later), *level.at(stop.is_later));
            if *demand >= level {
                return Some(stop.on);
            }
            let day = days_until(*demand, growth, level).filter(|day| *day < f64::from(next_days))?;
            stop.on.checked_add_days(Days::new(whole(day)))
        })
    }
}

/// The factor that demand grows by in so many days, when it grows by the factor `growth` a month.
pub(super) fn factor(growth: f64, days: u32) -> f64 {
    if days == 0 { 1.0 } else { growth.max(0.0).powf(f64::from(days) / MONTH_DAYS) }
}

/// The whole days until `demand` is `level`, with smooth growth; none where it does not get there.
pub(super) fn days_until(demand: f64, growth: f64, level: f64) -> Option<f64> {
    if demand <= 0.0 || growth <= 1.0 || level <= demand {
        return None;
    }
    // A day that is reached but for the last digit of a logarithm is that day and not the next.
    Some(((level / demand).ln() / growth.ln() * MONTH_DAYS - 1e-9).ceil().max(1.0))
}

/// Days as a whole number; `days` is finite and not negative.
pub(super) fn whole(days: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "`as` saturates, and nought is the least"
    )]
    let days = days.clamp(0.0, 1e9) as u64;
    days
}

/// Growth a month as a factor; 1 where it is not stated.
pub(super) fn growth(model: &CapacityModel) -> f64 {
    1.0 + model.value(InputKey::GrowthPctPerMonth).unwrap_or(0.0) / 100.0
}

/// Days from an order to capacity that serves; a day that is begun counts. None where nobody stated it.
pub(super) fn lead_time_days(model: &CapacityModel) -> Option<u64> {
    model.stated(InputKey::LeadTimeDays).map(|days| whole(days.ceil()))
}

/// The last day to order what has to serve on a day, or on the earlier one on which more is to serve.
pub(super) fn order_by(model: &CapacityModel, on: Date) -> Option<Date> {
    let on = serves_on(model).map_or(on, |serves| serves.min(on));
    on.checked_sub_days(Days::new(lead_time_days(model)?))
}

/// The day on which there is to be more than now, where that is what starts later.
pub(super) fn serves_on(model: &CapacityModel) -> Option<Date> {
    let left = |model| ceiling(model).map(|ceiling| ceiling.left);
    let later = model.later.as_ref()?;
    (left(&later.model) > left(model)).then_some(later.from)
}

/// What a launch does to demand: it is multiplied, and then something is added.
pub(super) fn effect(step: LaunchStep) -> (f64, f64) {
    match step {
        LaunchStep::Percent(pct) if pct.is_finite() => (1.0 + pct.clamp(-100.0, 10_000.0) / 100.0, 0.0),
        LaunchStep::Amount(amount) if amount.is_finite() => (1.0, amount.clamp(-1e15, 1e15)),
        _ => (1.0, 0.0),
    }
}

/// The day of which demand is stated; today where nobody said, or it is said of a day to come.
fn stated_on(model: &CapacityModel, today: Date) -> Date {
    let stated = model.inputs.get(&InputKey::DemandNow).and_then(|input| input.on).filter(|on| *on <= today);
    stated.map_or(today, |on| {
        if today.signed_duration_since(on).num_days() <= OLDEST_DAYS {
            return on;
        }
        today.checked_sub_days(Days::new(OLDEST_DAYS.unsigned_abs())).unwrap_or(today)
    })
}

/// The busiest month and its factor, where both are stated.
fn busiest(model: &CapacityModel) -> Option<(u32, f64)> {
    let month = u32::try_from(whole(model.value(InputKey::SeasonMonth)?)).ok()?;
    Some((month, model.value(InputKey::SeasonFactor)?))
}

/// The season of a day: the factor in the busiest calendar month, 1 in all others.
fn season(model: &CapacityModel, on: Date) -> f64 {
    busiest(model).map_or(1.0, |(month, factor)| if on.month() == month { factor } else { 1.0 })
}

/// The first days of the busiest months, and of those after them.
fn season_edges(model: &CapacityModel, from: Date, until: Date) -> Vec<Date> {
    let Some((month, _)) = busiest(model) else { return Vec::new() };
    let begins = (from.year()..=until.year()).filter_map(|year| Date::from_ymd_opt(year, month, 1));
    begins.flat_map(|on| [Some(on), on.checked_add_months(Months::new(1))]).flatten().collect()
}
