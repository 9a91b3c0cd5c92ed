//! The whole answer: the line, the band, the range of the date, costs and options, from the same draws.

use super::{
    CapacityAnswer, Cost, Costs, Dates, Horizon, OptionAnswer, Regret, RunsOut, ceiling, cost,
    course::{Course, Phased},
    draws, findings, line,
    no_date::{NoDate, no_date_along, too_far},
    runs::{Futures, deciles, futures},
    sentence,
};
use crate::{
    Date,
    capacity::model::{CapacityModel, Forecast, InputKey, Verdict},
};

/// What the model answers on `today`, up to `horizon`, from 5,000 draws that are the same every time. The date looks as far as
/// the longest horizon, whatever is shown.
#[must_use]
pub fn answer(model: &CapacityModel, today: Date, horizon: Horizon) -> CapacityAnswer {
    let here = Whole::of(model, today);
    let nothing = here.option(None, "Do nothing", Verdict::Open, "");
    let each = |option: &crate::capacity::CapacityOption| {
        let changed = option.changes.apply(model, today);
        let from = changed.later.as_ref().map(|later| later.from);
        let answered = Whole::of(&changed, today).option(
            Some(&option.key),
            &option.name,
            option.verdict,
            &option.reason,
        );
        OptionAnswer { from, ..answered }
    };
    let options = [nothing.clone()].into_iter().chain(model.options.iter().map(each)).collect();
    let OptionAnswer { runs_out, costs, .. } = nothing;
    let line = line::along(model, &here.course, horizon);
    CapacityAnswer {
        today,
        band: here.futures.as_ref().map_or_else(Vec::new, |futures| futures.band_until(today, horizon)),
        findings: findings(model, today, &here.longest, Some(&runs_out)),
        sentence: sentence(model, &line, Some(&runs_out)),
        line,
        runs_out,
        costs,
        options,
    }
}

/// When it runs out, from 5,000 draws that are the same every time.
#[must_use]
pub fn runs_out(model: &CapacityModel, today: Date) -> RunsOut {
    Whole::of(model, today).runs_out()
}

/// What a review believes on `today`, to be kept and held against what happened.
#[must_use]
pub fn forecast(model: &CapacityModel, today: Date) -> Forecast {
    let whole = Whole::of(model, today);
    let months =
        whole.course.stops.iter().filter(|stop| stop.month.is_some_and(|month| (1..=12).contains(&month)));
    let demand = months.filter_map(|stop| whole.longest.points.iter().find(|point| point.on == stop.on));
    Forecast {
        on: today,
        runs_out_on: whole.runs_out().dates().and_then(|dates| dates.p50),
        demand: demand.map(|point| point.demand).collect(),
    }
}

/// A model on a day, with all that is computed once.
struct Whole<'a> {
    model: &'a CapacityModel,
    today: Date,
    course: Course,
    /// The line up to the longest horizon.
    longest: super::Line,
    futures: Option<Futures>,
}

impl<'a> Whole<'a> {
    fn of(model: &'a CapacityModel, today: Date) -> Self {
        let course = Course::of(model, today);
        let longest = line::along(model, &course, Horizon::LONGEST);
        let futures = futures(model, &course);
        Self { model, today, course, longest, futures }
    }

    fn runs_out(&self) -> RunsOut {
        let why = no_date_along(self.model, self.today, &self.longest);
        let Some(futures) = &self.futures else { return RunsOut::NoDate(why.unwrap_or(NoDate::NoDemand)) };
        let [p10, p50, p90] = futures.dates(self.today);
        let growth = Phased::of(self.model, super::course::growth);
        let rises = growth.each().any(|growth| *growth > 1.0) || !self.model.launches.is_empty();
        // Where the middle stays below the ceiling, one case in ten that does not is still worth a date.
        let is_risk = p10.is_some() && rises;
        match why {
            Some(NoDate::Flat | NoDate::Shrinking | NoDate::NotWithin { .. }) if is_risk => {
                if let Some(far) = p10.and_then(|p10| too_far(self.model, self.today, p10)) {
                    return RunsOut::NoDate(far);
                }
            }
            Some(why) => return RunsOut::NoDate(why),
            None => {}
        }
        let order_by = p10.and_then(|p10| super::course::order_by(self.model, p10));
        RunsOut::On(Dates {
            p10,
            p50,
            p90,
            within_pct: futures.within_pct(),
            order_by,
            is_late: order_by.is_some_and(|on| on < self.today),
            is_range: futures.is_range,
        })
    }

    fn option(&self, key: Option<&str>, name: &str, verdict: Verdict, reason: &str) -> OptionAnswer {
        let costs = self.costs();
        OptionAnswer {
            key: key.map(ToOwned::to_owned),
            name: name.to_owned(),
            verdict,
            reason: reason.to_owned(),
            from: None,
            runs_out: self.runs_out(),
            costs,
            regret: Regret {
                idle_usd_per_month: self.idle_usd_per_month(),
                days_over: self.futures.as_ref().and_then(|futures| futures.days_over),
            },
        }
    }

    /// What it costs, each with its range over the draws.
    fn costs(&self) -> Costs {
        let keys = [
            InputKey::CarriesPerInstance,
            InputKey::FixedCostPerMonthUsd,
            InputKey::InstanceCostPerMonthUsd,
            InputKey::CostPerMonthUsd,
        ];
        let drawn = Phased::of(self.model, |model| (model, keys.map(|key| (key, draws::input(model, key)))));
        let ranged = |month: u32, cost: Cost| {
            let is_later = self.model.later.as_ref().is_some_and(|later| later.from <= cost.on);
            let (model, drawn) = drawn.at(is_later);
            let demand = |month: u32, run: usize| {
                let demand = self.futures.as_ref()?.demand.get(&month)?;
                demand.get(run).or_else(|| demand.first()).copied() // one for all where nothing has an interval
            };
            let total = |run: usize| {
                let day = cost::Day {
                    on: cost.on,
                    is_now: month == 0,
                    first: demand(0, run),
                    demand: demand(month, run),
                };
                let value = |key| match drawn.iter().find(|(other, _)| *other == key) {
                    Some((_, drawn)) => drawn.as_ref().map(|drawn| drawn.at(run)),
                    None => model.value(key),
                };
                Some(cost::cost(model, &day, value)?.total_usd)
            };
            let mut totals: Vec<f64> = (0..draws::RUNS).filter_map(total).collect();
            let [p10_usd, _, p90_usd] = deciles(&mut totals);
            let is_known = !totals.is_empty();
            Cost { p10_usd: is_known.then_some(p10_usd), p90_usd: is_known.then_some(p90_usd), ..cost }
        };
        let Costs { now, in_6_months, in_12_months } = cost::along(self.model, &self.longest, &self.course);
        Costs {
            now: now.map(|cost| ranged(0, cost)),
            in_6_months: in_6_months.map(|cost| ranged(6, cost)),
            in_12_months: in_12_months.map(|cost| ranged(12, cost)),
        }
    }

    /// Over the next twelve months, the share of what is paid for that nobody needs: scaling cost × (1 − demand ÷ what the paid
    /// instances carry at the upper threshold). None where cost or ceiling are not known.
    fn idle_usd_per_month(&self) -> Option<f64> {
        self.longest.ceiling?;
        let first = self.longest.now().map(|point| point.demand);
        let known = Phased::of(self.model, |model| (model, ceiling(model)));
        let idle = |month: u32| {
            let stop = self.course.stops.iter().find(|stop| stop.month == Some(month))?;
            let (on, (model, ceiling)) = (stop.on, *known.at(stop.is_later));
            let target = model.value(InputKey::ScaleUpPct).unwrap_or(100.0) / 100.0;
            let demand = self.longest.points.iter().find(|point| point.on == on)?.demand;
            let day = cost::Day { on, is_now: month == 0, first, demand: Some(demand) };
            let cost = cost::cost(model, &day, |key| model.value(key))?;
            let carried = cost.instances.zip(model.value(InputKey::CarriesPerInstance));
            let paid = carried.map_or(ceiling?.whole, |(count, each)| count * each);
            Some(cost.scaling_usd.unwrap_or(cost.total_usd) * (1.0 - demand / (paid * target)).max(0.0))
        };
        let known: Vec<f64> = (0..12).filter_map(idle).collect();
        let count = f64::from(u32::try_from(known.len()).ok()?);
        (count > 0.0).then(|| known.iter().sum::<f64>() / count)
    }
}
