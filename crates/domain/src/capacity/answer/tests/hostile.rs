//! Whatever a model holds, no figure is beyond what a screen can show, and nothing panics.

use super::*;
use crate::capacity::{Autoscales, CapacityOption, PriceStep, Verdict, WhatIf};
use proptest::prelude::*;

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        Just(f64::NAN),
        Just(f64::INFINITY),
        Just(f64::NEG_INFINITY),
        Just(0.0),
        Just(f64::MIN_POSITIVE),
        Just(1e308),
        -1e3..1e6,
        -200.0..200.0,
    ]
}

fn date() -> impl Strategy<Value = Date> {
    prop_oneof![
        Just(Date::MIN),
        Just(Date::MAX),
        (0_i64..60_000).prop_map(|days| Date::default() + chrono::TimeDelta::days(days))
    ]
}

fn input() -> impl Strategy<Value = Input> {
    (number(), proptest::option::of([number(), number()]), proptest::option::of(date()))
        .prop_map(|(value, low_high, on)| Input { low_high, on, ..Input::guessed(value) })
}

prop_compose! {
    fn hostile()(
        inputs in proptest::collection::btree_map(proptest::sample::select(InputKey::ALL), input(), 0..20),
        launches in proptest::collection::vec((date(), number(), any::<bool>()), 0..4),
        price in (date(), number()),
        other in proptest::collection::btree_map(proptest::sample::select(InputKey::ALL), number(), 0..4),
        from in proptest::option::of(date()),
        autoscales in proptest::sample::select(Autoscales::ALL),
    ) -> CapacityModel {
        let mut model = CapacityModel::named("Hostile", "");
        model.inputs = inputs;
        model.autoscales = autoscales;
        model.launches = launches.into_iter().map(|(on, step, is_share)| {
            let step = if is_share { LaunchStep::Percent(step) } else { LaunchStep::Amount(step) };
            Launch { on, low_high: Some([-5.0, step_value(step)]), ..launched("2027-01-01", step) }
        }).collect();
        model.price_steps = vec![PriceStep {
            on: price.0, instance_cost_per_month_usd: Some(price.1), fixed_cost_per_month_usd: None, note: String::new(),
        }];
        model.options = vec![CapacityOption {
            key: "a".to_owned(), name: "A".to_owned(), verdict: Verdict::Open, reason: String::new(), by: String::new(),
            changes: WhatIf { values: other, from, ..WhatIf::default() },
        }];
        model
    }
}

fn step_value(step: LaunchStep) -> f64 {
    let (LaunchStep::Percent(value) | LaunchStep::Amount(value)) = step;
    value
}

/// JSON has no word for infinity and NaN: it writes null. So an answer that comes back as it was holds none.
fn comes_back(answer: &CapacityAnswer) {
    let json = serde_json::to_string(answer).unwrap();
    let back: CapacityAnswer = serde_json::from_str(&json).unwrap_or_else(|why| panic!("{why}: {json}"));
    assert_eq!(back, *answer);
    for word in ["NaN", "inf"] {
        assert!(!json.contains(word), "{word}: {json}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_figure_is_beyond_what_can_be_shown(model in hostile(), today in date()) {
        comes_back(&answer(&model, today, Horizon::LONGEST));
        for option in &model.options {
            comes_back(&answer(&option.changes.apply(&model, today), today, Horizon::LONGEST));
        }
        let kept = forecast(&model, today);
        prop_assert!(kept.demand.iter().all(|demand| demand.is_finite()));
    }

    #[test]
    fn dates_are_in_order_and_not_before_today(
        growth in -50.0..200.0_f64, width in 0.1..50.0_f64, ceiling in 101.0..10_000.0_f64,
    ) {
        let mut model = three(100.0, growth, ceiling);
        uncertain(&mut model, InputKey::GrowthPctPerMonth, growth - width, growth + width);
        let today = day("2026-11-24");
        if let RunsOut::On(dates) = runs_out(&model, today) {
            let later = |date: Option<Date>| date.unwrap_or(Date::MAX);
            prop_assert!(later(dates.p10) >= today);
            prop_assert!(later(dates.p10) <= later(dates.p50) && later(dates.p50) <= later(dates.p90));
            prop_assert!((0.0..=100.0).contains(&dates.within_pct));
        }
    }

    #[test]
    fn a_higher_ceiling_never_runs_out_earlier(growth in 0.1..60.0_f64, one in 101.0..5_000.0_f64, more in 0.0..5_000.0_f64) {
        let on = |ceiling: f64| line(&three(100.0, growth, ceiling), day("2026-11-24"), Horizon::TWELVE).runs_out_on;
        prop_assert!(on(one).unwrap_or(Date::MAX) <= on(one + more).unwrap_or(Date::MAX));
    }
}
