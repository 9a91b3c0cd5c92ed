//! What the draws say.

use super::*;
use crate::capacity::model::{History, LoadPoint};

const TODAY: &str = "2026-11-24";

fn growing() -> CapacityModel {
    let mut model = three(500.0, 8.0, 1_000.0);
    uncertain(&mut model, InputKey::GrowthPctPerMonth, 5.0, 12.0);
    model
}

fn dates(model: &CapacityModel) -> Dates {
    *runs_out(model, day(TODAY)).dates().unwrap()
}

#[test]
fn the_same_model_has_the_same_answer() {
    let one = answer(&growing(), day(TODAY), Horizon::TWELVE);
    assert_eq!(one, answer(&growing(), day(TODAY), Horizon::TWELVE));
    let json = serde_json::to_string(&one).unwrap();
    assert_eq!(serde_json::from_str::<CapacityAnswer>(&json).unwrap(), one);
}

#[test]
fn quantiles_of_the_date_are_those_of_growth() {
    // Growth alone is uncertain, so the date of 10% is that of the growth of 90%: 8 + 4 ÷ 1.6449 × 1.2816 = 11.117%.
    let found = dates(&growing());
    let expected = |growth_pct: f64| {
        let line = line(&three(500.0, growth_pct, 1_000.0), day(TODAY), Horizon::TWELVE);
        line.runs_out_on
    };
    let (fast, slow) = (8.0 + 4.0 * 1.281_551_6 / 1.644_853_6, 8.0 - 3.0 * 1.281_551_6 / 1.644_853_6);
    for (found, expected) in
        [(found.p10, expected(fast)), (found.p50, expected(8.0)), (found.p90, expected(slow))]
    {
        let apart = found.unwrap().signed_duration_since(expected.unwrap()).num_days();
        assert!(apart.abs() <= 1, "{found:?} {expected:?}");
    }
    assert!(found.within_pct > 99.8 && found.is_range);
}

#[test]
fn without_an_interval_the_date_is_no_range_and_that_is_said() {
    let answer = answer(&three(500.0, 8.0, 1_000.0), day(TODAY), Horizon::TWELVE);
    let dates = answer.runs_out.dates().unwrap();
    assert_eq!((dates.p10, dates.p90, dates.is_range), (dates.p50, dates.p50, false));
    assert_eq!(dates.p50, answer.line.runs_out_on);
    assert!(answer.findings.iter().any(|finding| finding.contains("no range")), "{:?}", answer.findings);
}

#[test]
fn the_last_day_to_order_is_the_early_date_less_the_lead_time() {
    let mut model = growing();
    assert_eq!((dates(&model).order_by, dates(&model).is_late), (None, false));
    model.inputs.insert(InputKey::LeadTimeDays, Input::guessed(45.0));
    let found = dates(&model);
    assert_eq!(found.order_by, found.p10.map(|p10| p10 - chrono::Days::new(45)));
    assert!(!found.is_late);
    model.inputs.insert(InputKey::LeadTimeDays, Input::guessed(400.0));
    assert!(dates(&model).is_late);
    let findings = answer(&model, day(TODAY), Horizon::TWELVE).findings;
    assert!(findings.first().unwrap().starts_with("The last day to order was"), "{findings:?}");
}

#[test]
fn futures_that_never_get_there_count_as_later_than_the_horizon() {
    let mut model = three(500.0, 3.0, 1_000.0);
    uncertain(&mut model, InputKey::GrowthPctPerMonth, -1.0, 6.0);
    let found = dates(&model);
    assert!(found.p10.is_some() && found.p50.is_some(), "{found:?}");
    assert_eq!(found.p90, None);
    assert!((50.0..90.0).contains(&found.within_pct), "{found:?}");
    assert!(found.words().contains("later than 36 months"), "{}", found.words());
}

#[test]
fn the_date_is_not_where_the_band_crosses() {
    // Two Decembers above the ceiling and months below it between them: by next October most futures have been above it,
    // though in October few are.
    let mut model = three(100.0, 1.0, 140.0);
    model.inputs.insert(InputKey::SeasonFactor, Input::guessed(1.4));
    model.inputs.insert(InputKey::SeasonMonth, Input::guessed(12.0));
    uncertain(&mut model, InputKey::DemandNow, 80.0, 125.0);
    let answer = answer(&model, day(TODAY), Horizon::TWELVE);
    let found = answer.runs_out.dates().unwrap();
    assert_eq!(found.p10, Some(day("2026-12-01")));
    assert!(found.p50 <= Some(day("2026-12-31")));
    let october = answer.band.iter().find(|band| band.on == day("2027-10-24")).unwrap();
    assert!(october.p50_pct < 100.0, "{october:?}");
    for band in &answer.band {
        assert!(band.p10_pct <= band.p50_pct && band.p50_pct <= band.p90_pct);
    }
}

#[test]
fn an_option_is_held_against_doing_nothing_on_the_same_draws() {
    let mut model = growing();
    model.inputs.insert(InputKey::CostPerMonthUsd, Input::guessed(9_000.0));
    let mut option = |key: &str, ceiling: f64| {
        let changes =
            crate::capacity::WhatIf { values: [(InputKey::Ceiling, ceiling)].into(), ..Default::default() };
        model.options.push(crate::capacity::CapacityOption {
            key: key.to_owned(),
            name: key.to_owned(),
            changes,
            verdict: crate::capacity::Verdict::Open,
            reason: String::new(),
            by: String::new(),
        });
    };
    option("same", 1_000.0);
    option("more", 2_000.0);
    let answer = answer(&model, day(TODAY), Horizon::TWELVE);
    let [nothing, same, more] = answer.options.as_slice() else { panic!("{:?}", answer.options) };
    assert_eq!(nothing.runs_out, answer.runs_out);
    assert_eq!((nothing.key.as_deref(), same.runs_out.clone()), (None, nothing.runs_out.clone()));
    let early = |option: &OptionAnswer| option.runs_out.dates().unwrap().p10;
    assert!(early(more) > early(nothing));
    assert!(nothing.regret.days_over.unwrap() > 60.0, "{:?}", nothing.regret);
    assert!(more.regret.days_over.unwrap() < 1.0, "{:?}", more.regret);
    assert!(more.regret.idle_usd_per_month > nothing.regret.idle_usd_per_month);
}

#[test]
fn a_cost_has_a_range_where_demand_has_one() {
    let mut model = growing();
    model.inputs.insert(InputKey::CostPerMonthUsd, Input::guessed(9_000.0));
    model.inputs.insert(InputKey::FixedCostPerMonthUsd, Input::guessed(3_000.0));
    let costs = answer(&model, day(TODAY), Horizon::TWELVE).costs;
    let year = costs.in_12_months.unwrap();
    assert!(year.p10_usd < Some(year.total_usd) && year.p90_usd > Some(year.total_usd), "{year:?}");
    assert_eq!(costs.now.unwrap().p10_usd, Some(9_000.0));
}

#[test]
fn a_forecast_is_twelve_months_of_the_line() {
    let kept = forecast(&growing(), day(TODAY));
    assert_eq!(kept.demand.len(), 12);
    let first = kept.demand.first().unwrap();
    assert!((first - 500.0 * 1.08_f64.powf(30.0 / 30.4375)).abs() < 1e-9);
    assert_eq!(kept.runs_out_on, dates(&growing()).p50);
}

#[test]
fn a_draw_without_a_ceiling_takes_it_from_no_other_draw() {
    // The ceiling is demand ÷ 50%, and one draw in twenty has no demand; all others double after 275 days.
    let mut model = three(500.0, 8.0, 1_000.0);
    model.inputs.remove(&InputKey::Ceiling);
    model.inputs.insert(InputKey::PeakUtilizationPct, Input::guessed(50.0));
    uncertain(&mut model, InputKey::DemandNow, 0.0, 900.0);
    let found = answer(&model, day(TODAY), Horizon::TWELVE);
    let dates = found.runs_out.dates().unwrap();
    let doubled = Some(day(TODAY) + chrono::Days::new(275));
    assert_eq!((dates.p10, dates.p50, dates.p90), (doubled, doubled, doubled));
    assert!((dates.within_pct - 95.0).abs() < 0.1, "{dates:?}");
    assert!(!found.band.is_empty());
}

/// Thirty days of data carry no date of the early end either, where the middle has none.
#[test]
fn a_risk_many_times_further_ahead_than_the_data_is_no_date() {
    let mut model = three(500.0, 1.0, 1_000.0);
    uncertain(&mut model, InputKey::GrowthPctPerMonth, 0.1, 3.2);
    assert!(
        runs_out(&model, day(TODAY)).dates().is_some_and(|dates| dates.p10.is_some() && dates.p50.is_none())
    );
    let growth = model.inputs.get_mut(&InputKey::GrowthPctPerMonth).unwrap();
    growth.basis = Basis::Measured;
    let points =
        |days: u64| (0..days).map(|ago| (day(TODAY) - chrono::Days::new(days - ago), 500.0)).collect();
    let measured = |days: u64| {
        let history = History { source: String::new(), series: String::new(), points: points(days) };
        runs_out(&CapacityModel { history: Some(history), ..model.clone() }, day(TODAY))
    };
    assert!(
        matches!(measured(30), RunsOut::NoDate(NoDate::TooFar { span_days: 30, .. })),
        "{:?}",
        measured(30)
    );
    assert!(measured(400).dates().is_some());
}

#[test]
fn a_load_test_without_a_ceiling_is_pointed_at() {
    let mut model = model(&[(InputKey::DemandNow, 500.0), (InputKey::GrowthPctPerMonth, 8.0)]);
    let says = |model: &CapacityModel| {
        let answer = answer(model, day(TODAY), Horizon::TWELVE);
        answer.findings.iter().any(|finding| finding.contains("State its peak"))
    };
    assert!(!says(&model));
    model.load_points.push(LoadPoint { concurrency: 1.0, throughput: 90.0 });
    assert!(says(&model));
    model.inputs.insert(InputKey::Ceiling, Input::guessed(900.0));
    assert!(!says(&model));
}
