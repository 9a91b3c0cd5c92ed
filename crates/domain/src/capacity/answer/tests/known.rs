//! Values that are known without the program.

use super::*;

const TODAY: &str = "2026-11-24";

#[test]
fn demand_doubles_after_ln_2_by_ln_of_growth() {
    // ln 2 ÷ ln (1 + g) months of 30.4375 days, rounded up to whole days: 1% 69.661, 8% 9.0065, 100% 1 month.
    for (growth_pct, days) in [(1.0, 2_121), (5.0, 433), (8.0, 275), (20.0, 116), (100.0, 31), (10_000.0, 5)]
    {
        let line = line(&three(500.0, growth_pct, 1_000.0), day(TODAY), Horizon::TWELVE);
        let expected = day(TODAY) + chrono::Days::new(days);
        let within = days < 1_096;
        assert_eq!(line.runs_out_on, within.then_some(expected), "{growth_pct} %");
    }
}

#[test]
fn a_date_is_found_by_the_day_and_not_by_the_month() {
    // 19 days to 5% at 8% a month: whole months would say a month.
    let line = line(&three(1_000.0, 8.0, 1_049.0), day(TODAY), Horizon::TWELVE);
    assert_eq!(line.runs_out_on, Some(day("2026-12-13")));
    let naive = line.naive_runs_out_on.unwrap();
    assert_eq!(naive, day("2026-12-13"), "so near, a straight line is as good");
}

#[test]
fn sixty_percent_over_three_zones_are_ninety_over_two() {
    for (zones, lost, used_pct, left_pct) in [
        (3.0, 1.0, 60.0, 90.0),
        (2.0, 1.0, 60.0, 120.0),
        (4.0, 2.0, 40.0, 80.0),
        (3.0, 0.0, 60.0, 60.0),
        (1.0, 1.0, 60.0, 60.0),
    ] {
        let mut model = three(used_pct, 0.0, 100.0);
        model.inputs.insert(InputKey::Zones, Input::guessed(zones));
        model.inputs.insert(InputKey::ZonesLost, Input::guessed(lost));
        let line = line(&model, day(TODAY), Horizon::SIX);
        let now = line.now().unwrap();
        assert!((now.utilization_pct.unwrap() - left_pct).abs() < 1e-9, "{lost} of {zones}");
        assert!((now.headroom_pct.unwrap() - (100.0 - left_pct)).abs() < 1e-9);
    }
}

#[test]
fn the_smaller_of_what_is_stated_and_what_instances_carry_binds() {
    let instances = [
        (InputKey::CarriesPerInstance, 25.0),
        (InputKey::MaxInstances, 40.0),
        (InputKey::InstancesNow, 12.0),
    ];
    let mut chain = model(&instances);
    let found = ceiling(&chain).unwrap();
    assert_eq!((found.whole, found.binds), (1_000.0, Binds::MaxInstances));
    chain.autoscales = crate::capacity::Autoscales::No;
    let found = ceiling(&chain).unwrap();
    assert_eq!((found.whole, found.binds), (300.0, Binds::InstancesNow));
    chain.inputs.insert(InputKey::Ceiling, Input::guessed(200.0));
    let found = ceiling(&chain).unwrap();
    assert_eq!((found.whole, found.binds), (200.0, Binds::Stated));
    let peak = model(&[(InputKey::DemandNow, 450.0), (InputKey::PeakUtilizationPct, 60.0)]);
    let found = ceiling(&peak).unwrap();
    assert_eq!((found.whole, found.binds), (750.0, Binds::PeakUtilization));
    assert_eq!(ceiling(&model(&[(InputKey::DemandNow, 450.0)])), None);
    assert_eq!(ceiling(&model(&[(InputKey::CarriesPerInstance, 25.0)])), None);
}

#[test]
fn a_launch_comes_on_its_day_and_grows_from_then_on() {
    let mut model = three(100.0, 0.0, 150.0);
    model.launches.push(launched("2027-01-15", LaunchStep::Percent(50.0)));
    let with = line(&model, day(TODAY), Horizon::TWELVE);
    assert_eq!(with.runs_out_on, Some(day("2027-01-15")));
    assert_eq!(with.naive_runs_out_on, None);
    let at = |on: &str| with.points.iter().find(|point| point.on == day(on)).unwrap().demand;
    assert!((at("2027-01-14") - 100.0).abs() < 1e-9);
    assert!((at("2027-01-15") - 150.0).abs() < 1e-9);

    let mut model = three(100.0, 10.0, 1e9);
    model.launches.push(launched("2026-12-24", LaunchStep::Amount(100.0)));
    let with = line(&model, day(TODAY), Horizon::TWELVE);
    let year = with.end().unwrap().demand;
    let (month, rest): (f64, f64) = (30.0 / 30.4375, 335.0 / 30.4375);
    let expected = (100.0 * 1.1_f64.powf(month) + 100.0) * 1.1_f64.powf(rest);
    assert!((year - expected).abs() < 1e-6, "{year} {expected}");
}

#[test]
fn a_launch_before_the_day_of_the_demand_is_in_it_already() {
    let mut model = three(100.0, 0.0, 150.0);
    for on in ["2026-11-24", "2020-01-01"] {
        model.launches = vec![launched(on, LaunchStep::Percent(50.0))];
        assert_eq!(line(&model, day(TODAY), Horizon::TWELVE).runs_out_on, None);
    }
}

#[test]
fn the_busiest_month_counts_from_its_first_day_to_its_last() {
    let mut model = three(100.0, 0.0, 140.0);
    model.inputs.insert(InputKey::SeasonFactor, Input::guessed(1.5));
    model.inputs.insert(InputKey::SeasonMonth, Input::guessed(12.0));
    let normal = line(&model, day(TODAY), Horizon::TWELVE);
    assert_eq!(normal.runs_out_on, Some(day("2026-12-01")));
    let at = |on: &str| normal.points.iter().find(|point| point.on == day(on)).unwrap().demand;
    assert!((at("2026-12-31") - 150.0).abs() < 1e-9);
    assert!((at("2027-01-01") - 100.0).abs() < 1e-9);
    // Demand that was stated within the busiest month holds that month already.
    assert_eq!(line(&model, day("2026-12-10"), Horizon::TWELVE).runs_out_on, None);
}

#[test]
fn demand_of_some_time_ago_is_carried_on_to_today_so_the_date_stays_where_it_is() {
    let mut model = three(500.0, 8.0, 1_000.0);
    model.inputs.get_mut(&InputKey::DemandNow).unwrap().on = Some(day(TODAY));
    let then = line(&model, day(TODAY), Horizon::TWELVE).runs_out_on.unwrap();
    assert_eq!(then, day("2027-08-26"));
    for later in ["2026-12-24", "2027-03-01", "2027-08-25"] {
        let seen = line(&model, day(later), Horizon::TWELVE);
        assert!(seen.now().unwrap().demand > 500.0);
        let apart = seen.runs_out_on.unwrap().signed_duration_since(then).num_days();
        assert!(apart.abs() <= 1, "{later}");
    }
}

#[test]
fn the_naive_line_goes_straight_on() {
    let line = line(&three(500.0, 8.0, 1_000.0), day(TODAY), Horizon::TWELVE);
    // 100% ÷ 8% a month = 12.5 months of 30.4375 days = 380.5 days.
    assert_eq!(line.naive_runs_out_on, Some(day(TODAY) + chrono::Days::new(381)));
    assert_eq!(
        line.scale_up_on,
        Some(day(TODAY) + chrono::Days::new(186)),
        "ln 1.6 ÷ ln 1.08 = 6.107 months"
    );
}

#[test]
fn every_refusal_has_its_reason() {
    let measured = |days: u64| {
        let mut model = three(500.0, 8.0, 1_000.0);
        model.inputs.get_mut(&InputKey::GrowthPctPerMonth).unwrap().basis = Basis::Measured;
        let points = [(day(TODAY) - chrono::Days::new(days - 1), 470.0), (day(TODAY), 500.0)].to_vec();
        model.history =
            Some(crate::capacity::History { source: String::new(), series: String::new(), points });
        model
    };
    let no_growth = model(&[(InputKey::DemandNow, 1.0), (InputKey::Ceiling, 2.0)]);
    let mut unclear = measured(100);
    unclear.inputs.get_mut(&InputKey::GrowthPctPerMonth).unwrap().low_high = Some([-16.0, 129.0]);
    let mut old = three(500.0, 56.0, 1_000.0);
    let demand = old.inputs.get_mut(&InputKey::DemandNow).unwrap();
    (demand.basis, demand.on) = (Basis::Measured, Some(day(TODAY) - chrono::Days::new(4_500)));
    let mut launch_only = no_growth.clone();
    launch_only.launches = vec![launched("2027-03-01", LaunchStep::Percent(12.0))];
    for (model, why) in [
        (CapacityModel::named("A", ""), "demand now is not stated"),
        (model(&[(InputKey::DemandNow, 1.0), (InputKey::GrowthPctPerMonth, 8.0)]), "no ceiling is stated"),
        (no_growth, "growth is not stated"),
        (three(0.0, 8.0, 100.0), "demand is 0"),
        (three(50.0, 0.0, 100.0), "stays as it is"),
        (three(50.0, -2.0, 100.0), "shrinks"),
        (three(50.0, -100.0, 100.0), "shrinks"),
        (three(50.0, 1.0, 100.0), "within 36 months"),
        (three(112.0, 1.0, 100.0), "Today: demand is at 112 %"),
        (measured(5), "at least 7 days"),
        (measured(40), "reach back 40 days"),
        (unclear, "may grow or shrink"),
        (old, "measured 4500 days ago"),
        (launch_only, "growth is not stated"),
    ] {
        let answer = answer(&model, day(TODAY), Horizon::TWELVE);
        let RunsOut::NoDate(refusal) = answer.runs_out else { panic!("{why}: a date") };
        assert!(refusal.to_string().contains(why), "{refusal}");
        let also = no_date(&model, day(TODAY)).unwrap();
        assert_eq!(also, refusal, "the screen says the same");
        assert!(!answer.findings.contains(&refusal.to_string()), "it stands where the date would, and once");
    }
    assert!(runs_out(&measured(100), day(TODAY)).dates().is_some());
}

#[test]
fn what_it_costs_is_fixed_and_scaling_at_the_prices_of_the_day() {
    let mut model = three(840.0, 8.0, 5_000.0);
    model.autoscales = crate::capacity::Autoscales::Yes;
    for (key, value) in [
        (InputKey::CarriesPerInstance, 50.0),
        (InputKey::MinInstances, 4.0),
        (InputKey::MaxInstances, 40.0),
        (InputKey::FixedCostPerMonthUsd, 1_000.0),
        (InputKey::InstanceCostPerMonthUsd, 200.0),
    ] {
        model.inputs.insert(key, Input::guessed(value));
    }
    let priced = |on: &str| crate::capacity::PriceStep {
        on: day(on),
        instance_cost_per_month_usd: Some(220.0),
        fixed_cost_per_month_usd: None,
        note: String::new(),
    };
    model.price_steps = vec![priced("2027-01-01")];
    let costs = costs(&model, day(TODAY));
    // 840 ÷ (50 × 80%) = 21; half a year later 1,332 ÷ 40 = 33.3; a year later more than there may be.
    let totals = [costs.now, costs.in_6_months, costs.in_12_months].map(|cost| {
        let cost = cost.unwrap();
        (cost.instances.unwrap(), cost.fixed_usd.unwrap(), cost.total_usd)
    });
    assert_eq!(totals, [(21.0, 1_000.0, 5_200.0), (34.0, 1_000.0, 8_480.0), (40.0, 1_000.0, 9_800.0)]);
}

#[test]
fn costs_that_are_not_stated_are_none() {
    let mut model = three(840.0, 8.0, 5_000.0);
    assert_eq!(costs(&model, day(TODAY)), Costs::default());
    model.inputs.insert(InputKey::CostPerMonthUsd, Input::guessed(7_600.0));
    let bill = costs(&model, day(TODAY));
    assert_eq!(bill.now.unwrap().total_usd, 7_600.0);
    assert_eq!((bill.now.unwrap().fixed_usd, bill.in_6_months), (None, None));
    model.inputs.insert(InputKey::FixedCostPerMonthUsd, Input::guessed(1_600.0));
    let split = costs(&model, day(TODAY));
    let later = split.in_12_months.unwrap();
    assert!((later.total_usd - (1_600.0 + 6_000.0 * 1.08_f64.powf(365.0 / 30.4375))).abs() < 1e-6);
}

#[test]
fn instances_that_come_and_go_set_no_ceiling_without_a_maximum_and_are_paid_for_as_they_come() {
    use crate::capacity::Autoscales;
    let mut model = three(840.0, 8.0, 5_000.0);
    for (key, value) in [
        (InputKey::CarriesPerInstance, 50.0),
        (InputKey::InstancesNow, 21.0),
        (InputKey::InstanceCostPerMonthUsd, 200.0),
    ] {
        model.inputs.insert(key, Input::guessed(value));
    }
    // 840 × 1.08^(365 ÷ 30.4375) = 2,114 ÷ (50 × 80%) = 52.9; somebody who adds them still has 21.
    for (autoscales, whole, binds, count) in [
        (Autoscales::Yes, 5_000.0, Binds::Stated, 53.0),
        (Autoscales::NotStated, 5_000.0, Binds::Stated, 53.0),
        (Autoscales::No, 1_050.0, Binds::InstancesNow, 21.0),
    ] {
        model.autoscales = autoscales;
        let found = ceiling(&model).unwrap();
        assert_eq!((found.whole, found.binds), (whole, binds), "{autoscales:?}");
        assert_eq!(costs(&model, day(TODAY)).in_12_months.unwrap().instances, Some(count), "{autoscales:?}");
    }
    model.inputs.remove(&InputKey::Ceiling);
    model.autoscales = Autoscales::NotStated;
    assert_eq!(no_date(&model, day(TODAY)), Some(NoDate::NoCeiling));
}
