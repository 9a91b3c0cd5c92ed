//! What is tried from a day on.

use super::*;
use crate::capacity::{CapacityOption, PriceStep, Verdict};
use proptest::prelude::*;

const TODAY: &str = "2026-11-24";

/// These values from a day on.
fn from(on: &str, values: &[(InputKey, f64)]) -> WhatIf {
    WhatIf { values: values.iter().copied().collect(), from: Some(day(on)), ..WhatIf::default() }
}

fn tried(model: &CapacityModel, on: &str, values: &[(InputKey, f64)]) -> CapacityModel {
    from(on, values).apply(model, day(TODAY))
}

fn ends(model: &CapacityModel) -> Option<Date> {
    line(model, day(TODAY), Horizon::TWELVE).runs_out_on
}

#[test]
fn a_change_holds_from_its_day_on() {
    // 500 at 8 % a month is 1,000 on 26 Aug 2027 (day 275), 2,000 on 26 May 2028 (day 549), 800 on 29 May 2027 (day 186).
    use InputKey::{Ceiling, GrowthPctPerMonth, Zones, ZonesLost};
    let mut model = three(500.0, 8.0, 1_000.0);
    model.inputs.insert(Zones, Input::guessed(3.0));
    for (what, on, values, ends_on) in [
        ("more before it runs out", "2027-03-01", vec![(Ceiling, 2_000.0)], "2028-05-26"),
        ("more on the day itself", "2027-08-26", vec![(Ceiling, 2_000.0)], "2028-05-26"),
        ("more a day late", "2027-08-27", vec![(Ceiling, 2_000.0)], "2027-08-26"),
        ("more long after", "2029-01-01", vec![(Ceiling, 2_000.0)], "2027-08-26"),
        ("more beyond what is looked at", "2034-01-01", vec![(Ceiling, 2_000.0)], "2027-08-26"),
        ("less, before demand is there", "2027-03-01", vec![(Ceiling, 800.0)], "2027-05-29"),
        ("less than demand on the day", "2027-07-10", vec![(Ceiling, 600.0)], "2027-07-10"),
        ("a zone lost from then on", "2027-06-20", vec![(ZonesLost, 1.0)], "2027-06-20"),
        // 158 days at 8 % are a factor of 1.4911; what is left to 1,000 takes 49.02 days at 20 %.
        ("faster from May on", "2027-05-01", vec![(GrowthPctPerMonth, 20.0)], "2027-06-20"),
        ("today", TODAY, vec![(Ceiling, 2_000.0)], "2028-05-26"),
        ("a day that is over", "2020-01-01", vec![(Ceiling, 2_000.0)], "2028-05-26"),
    ] {
        assert_eq!(ends(&tried(&model, on, &values)), Some(day(ends_on)), "{what}");
    }
    let slow = tried(&model, "2027-05-01", &[(GrowthPctPerMonth, 0.0)]);
    assert_eq!(ends(&slow), None, "it stands still from May on");
    assert!(matches!(no_date(&slow, day(TODAY)), Some(NoDate::NotWithin { .. })));
}

#[test]
fn from_today_on_is_what_was_there_before() {
    let mut model = three(500.0, 8.0, 1_000.0);
    uncertain(&mut model, InputKey::GrowthPctPerMonth, 5.0, 12.0);
    let values = [(InputKey::Ceiling, 2_000.0), (InputKey::GrowthPctPerMonth, 9.0)];
    let now = WhatIf { from: None, ..from(TODAY, &values) }.apply(&model, day(TODAY));
    for on in [TODAY, "2026-11-23", "2001-01-01"] {
        assert_eq!(tried(&model, on, &values), now, "{on}");
    }
    // What is of now holds now, whenever the rest starts.
    let lead = tried(&model, "2027-03-01", &[(InputKey::LeadTimeDays, 10.0), (InputKey::DemandNow, 510.0)]);
    assert_eq!((lead.later, lead.inputs.get(&InputKey::LeadTimeDays).unwrap().value), (None, 10.0));
}

#[test]
fn utilisation_drops_on_the_day_and_demand_does_not() {
    let changed = tried(&three(500.0, 8.0, 1_000.0), "2027-03-01", &[(InputKey::Ceiling, 2_000.0)]);
    let line = line(&changed, day(TODAY), Horizon::TWELVE);
    let at = |on: &str| *line.points.iter().find(|point| point.on == day(on)).unwrap();
    let (before, then) = (at("2027-02-28"), at("2027-03-01"));
    assert!(then.demand > before.demand && then.demand < before.demand * 1.01);
    let ratio = then.utilization_pct.unwrap() / before.utilization_pct.unwrap();
    assert!((0.5..0.51).contains(&ratio), "{ratio}");
    let answer = answer(&changed, day(TODAY), Horizon::TWELVE);
    let band = |on: &str| answer.band.iter().find(|band| band.on == day(on)).unwrap().p50_pct;
    for point in [before, then] {
        assert!((band(&point.on.to_string()) - point.utilization_pct.unwrap()).abs() < 0.01);
    }
}

#[test]
fn what_serves_is_ordered_before_it_serves() {
    let mut model = three(500.0, 8.0, 1_000.0);
    model.inputs.insert(InputKey::LeadTimeDays, Input::guessed(45.0));
    for (on, value, order_by) in [
        ("2027-03-01", 2_000.0, "2027-01-15"), // for the day on which it serves
        ("2027-12-01", 2_000.0, "2027-07-12"), // it runs out before
        ("2027-03-01", 900.0, "2027-05-31"),   // less is not ordered
    ] {
        let changed = tried(&model, on, &[(InputKey::Ceiling, value)]);
        let found = runs_out(&changed, day(TODAY));
        assert_eq!(found.dates().unwrap().order_by, Some(day(order_by)), "{on} {value}");
        assert_eq!(found.order_by(&changed), Some(day(order_by)));
    }
    let never = tried(&model, "2027-03-01", &[(InputKey::Ceiling, 1e9)]);
    let found = answer(&never, day(TODAY), Horizon::TWELVE);
    assert!(matches!(found.runs_out, RunsOut::NoDate(NoDate::NotWithin { .. })));
    let tile = tiles(&never, &found).remove(1);
    assert_eq!(
        (tile.value.as_str(), tile.note.as_str()),
        ("15 Jan 2027", "45 days before it serves on 1 Mar 2027")
    );
}

#[test]
fn a_ceiling_that_is_reached_before_more_serves_is_said() {
    let mut model = three(500.0, 8.0, 1_000.0);
    uncertain(&mut model, InputKey::GrowthPctPerMonth, 5.0, 12.0);
    let said = |on: &str| {
        let found = answer(&tried(&model, on, &[(InputKey::Ceiling, 2_000.0)]), day(TODAY), Horizon::TWELVE);
        (found.sentence, found.findings.join(" "))
    };
    let (late, findings) = said("2027-12-01");
    assert!(late.contains("From 1 December 2027 on it is 2,000 requests/sec."), "{late}");
    assert!(late.ends_with("That is before the change of 1 December 2027 serves."), "{late}");
    assert!(!findings.contains("before the change"), "said once: {findings}");
    let (between, findings) = said("2027-08-01");
    assert!(!between.contains("before the change"), "{between}");
    assert!(findings.contains("In one case of ten it is reached by"), "{findings}");
    let (early, findings) = said("2027-03-01");
    assert!(!format!("{early}{findings}").contains("before the change"), "{early} {findings}");
}

#[test]
fn what_has_no_date_is_before_nothing_unless_it_is_over_now() {
    let said = |model: &CapacityModel| {
        let changed = tried(model, "2027-12-01", &[(InputKey::Ceiling, 2_000.0)]);
        let dragged = sentence(&changed, &line(&changed, day(TODAY), Horizon::SIX), None);
        (dragged, answer(&changed, day(TODAY), Horizon::SIX).sentence)
    };
    for words in <[String; 2]>::from(said(&three(1_120.0, 8.0, 1_000.0))) {
        let end = "already. That is before the change of 1 December 2027 serves.";
        assert!(words.ends_with(end), "{words}");
    }
    let mut unclear = three(500.0, 8.0, 1_000.0);
    uncertain(&mut unclear, InputKey::GrowthPctPerMonth, -1.0, 12.0);
    unclear.inputs.get_mut(&InputKey::GrowthPctPerMonth).unwrap().basis = Basis::Measured;
    for words in <[String; 2]>::from(said(&unclear)) {
        assert!(words.contains("No date") && !words.contains("before the change"), "{words}");
    }
}

#[test]
fn a_price_holds_from_its_day_and_not_before() {
    let mut model = three(500.0, 0.0, 1_000.0);
    for (key, value) in [
        (InputKey::CarriesPerInstance, 50.0),
        (InputKey::MaxInstances, 40.0),
        (InputKey::InstanceCostPerMonthUsd, 100.0),
        (InputKey::FixedCostPerMonthUsd, 1_000.0),
    ] {
        model.inputs.insert(key, Input::guessed(value));
    }
    let step = |on: &str, usd| PriceStep {
        on: day(on),
        instance_cost_per_month_usd: Some(usd),
        fixed_cost_per_month_usd: None,
        note: String::new(),
    };
    // 500 at 80 % of 50 are 13 instances.
    let totals = |steps: &[PriceStep], on: &str| {
        let model = CapacityModel { price_steps: steps.to_vec(), ..model.clone() };
        let costs = costs(&tried(&model, on, &[(InputKey::InstanceCostPerMonthUsd, 200.0)]), day(TODAY));
        [costs.now, costs.in_6_months, costs.in_12_months].map(|cost| cost.unwrap().total_usd)
    };
    for (steps, on, expected) in [
        (vec![], "2027-03-01", [2_300.0, 3_600.0, 3_600.0]),
        (vec![], "2027-08-01", [2_300.0, 2_300.0, 3_600.0]),
        (vec![step("2027-01-01", 150.0)], "2027-08-01", [2_300.0, 2_950.0, 3_600.0]),
        (vec![step("2027-09-01", 150.0)], "2027-03-01", [2_300.0, 3_600.0, 2_950.0]),
    ] {
        for (found, expected) in totals(&steps, on).into_iter().zip(expected) {
            assert!((found - expected).abs() < 1e-6, "{on}: {found} {expected}");
        }
    }
}

#[test]
fn an_option_that_starts_later_is_held_against_one_that_does_not() {
    let mut model = three(500.0, 8.0, 1_000.0);
    uncertain(&mut model, InputKey::GrowthPctPerMonth, 5.0, 12.0);
    model.inputs.insert(InputKey::CostPerMonthUsd, Input::guessed(9_000.0));
    model.inputs.insert(InputKey::FixedCostPerMonthUsd, Input::guessed(3_000.0));
    let option = |key: &str, from: Option<Date>| CapacityOption {
        key: key.to_owned(),
        name: key.to_owned(),
        changes: WhatIf { values: [(InputKey::Ceiling, 2_000.0)].into(), from, ..WhatIf::default() },
        verdict: Verdict::Open,
        reason: String::new(),
        by: String::new(),
    };
    let soon = Some(day("2027-03-01"));
    let late = Some(day("2027-10-01"));
    model.options =
        [("now", None), ("soon", soon), ("late", late)].map(|(key, from)| option(key, from)).into();
    let found = answer(&model, day(TODAY), Horizon::TWELVE);
    let [nothing, now, soon, late] = found.options.as_slice() else { panic!("{:?}", found.options) };
    assert_eq!((now.from, late.from), (None, day("2027-10-01").into()));
    assert_eq!(now.runs_out.dates().unwrap().p50, soon.runs_out.dates().unwrap().p50);
    assert_eq!(late.runs_out.dates().unwrap().p50, nothing.runs_out.dates().unwrap().p50);
    assert!(lasts_words(late).ends_with(", before it starts"), "{}", lasts_words(late));
    assert_eq!(lasts_words(soon), runs_out_words(&soon.runs_out));
    let over = |option: &OptionAnswer| option.regret.days_over.unwrap();
    assert!(over(now) <= over(soon) && over(soon) < over(late) && over(late) < over(nothing));
    let idle = |option: &OptionAnswer| option.regret.idle_usd_per_month.unwrap();
    assert!(idle(now) > idle(soon) && idle(soon) > idle(late), "what is there later is idle for less time");
}

#[test]
fn what_starts_later_is_said_with_its_day() {
    let mut model = three(500.0, 8.0, 2_000.0);
    model.inputs.insert(InputKey::CarriesPerInstance, Input::guessed(25.0));
    model.inputs.insert(InputKey::MaxInstances, Input::guessed(40.0));
    let what = from("2027-03-01", &[(InputKey::MaxInstances, 64.0)]);
    assert_eq!(difference_words(&model, &what, day(TODAY)), "64 instances · from 1 Mar 2027");
    assert_eq!(difference_words(&model, &what, day("2027-03-01")), "64 instances");
    let tile = |what: &WhatIf| {
        let changed = what.apply(&model, day(TODAY));
        let line = line(&changed, day(TODAY), Horizon::SIX);
        tiles_of_line(&changed, &line, &Costs::default(), day(TODAY)).remove(2).note
    };
    assert_eq!(tile(&what), "40 · from 1 Mar 2027: 64");
    let other = from("2027-03-01", &[(InputKey::MaxInstances, 400.0)]);
    assert_eq!(tile(&other), "40 · from 1 Mar 2027: the ceiling, 2,000 requests/sec");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_later_more_serves_the_earlier_it_runs_out(
        growth in 0.5..40.0_f64, more in 1.0..5_000.0_f64, one in 0_u64..1_500, later in 0_u64..900,
    ) {
        let model = three(100.0, growth, 200.0);
        let on = |days: u64| {
            let from = day(TODAY) + chrono::Days::new(days);
            ends(&tried(&model, &from.to_string(), &[(InputKey::Ceiling, 200.0 + more)])).unwrap_or(Date::MAX)
        };
        prop_assert!(on(one + later) <= on(one));
        prop_assert!(ends(&model).unwrap_or(Date::MAX) <= on(one + later));
    }

    #[test]
    fn the_middle_of_the_draws_is_where_the_line_is(
        growth in 3.0..20.0_f64, other in 3.0..20.0_f64, ceiling in 120.0..400.0_f64, days in 1_u64..900,
    ) {
        let mut model = three(100.0, growth, 200.0);
        uncertain(&mut model, InputKey::GrowthPctPerMonth, growth - 1.0, growth + 1.5);
        let from = day(TODAY) + chrono::Days::new(days);
        let values = [(InputKey::Ceiling, ceiling), (InputKey::GrowthPctPerMonth, other)];
        let changed = tried(&model, &from.to_string(), &values);
        let (line, drawn) = (ends(&changed), runs_out(&changed, day(TODAY)));
        let p50 = drawn.dates().and_then(|dates| dates.p50);
        if let (Some(line), Some(p50)) = (line, p50) {
            prop_assert!((p50 - line).num_days().abs() <= 3, "{line} {p50}");
        }
    }
}

#[test]
fn a_price_that_is_tried_now_holds_instead_of_a_step_that_is_over() {
    let mut model = three(500.0, 0.0, 1_000.0);
    for (key, value) in [(InputKey::CarriesPerInstance, 50.0), (InputKey::InstanceCostPerMonthUsd, 100.0)] {
        model.inputs.insert(key, Input::guessed(value));
    }
    let step = PriceStep {
        on: day("2026-01-01"),
        instance_cost_per_month_usd: Some(120.0),
        fixed_cost_per_month_usd: None,
        note: String::new(),
    };
    model.price_steps.push(step);
    let total = |model: &CapacityModel| costs(model, day(TODAY)).now.map(|cost| cost.total_usd);
    let values = [(InputKey::InstanceCostPerMonthUsd, 60.0)].into();
    let tried = WhatIf { values, ..WhatIf::default() }.apply(&model, day(TODAY));
    assert_eq!(total(&tried).zip(total(&model)).map(|(tried, stated)| tried / stated), Some(0.5));
}
