//! The rule as Kubernetes' own tests have it, windows kept apart from cooldowns, and spikes that a maximum cannot carry.

use super::*;
use crate::capacity::cases::read as cases;
use proptest::prelude::*;
use serde_json::Value;

fn expected() -> Option<Value> {
    cases("capacity/hpa_replica_calc.json").map(|text| serde_json::from_str(&text).unwrap())
}

fn whole(of: &Value) -> u32 {
    u32::try_from(of.as_u64().unwrap()).unwrap()
}

fn numbers(of: &Value) -> Vec<f64> {
    of.as_array().unwrap().iter().map(|one| one.as_f64().unwrap()).collect()
}

/// The instances of a case: as many as were given something; those without a reading say nothing, those that are not ready
/// take no part in the readings where these are fewer.
fn instances(case: &Value) -> Vec<Instance> {
    let used = numbers(&case["usage_milli"]);
    let given = numbers(&case["request_milli"]);
    let ready: Option<Vec<bool>> =
        case["ready"].as_array().map(|all| all.iter().map(|one| one.as_bool().unwrap()).collect());
    // Kubernetes' tests give readings to the first pods; the others have none.
    (0..given.len())
        .map(|at| match (used.get(at), ready.as_ref().is_none_or(|ready| ready[at])) {
            (_, false) => Instance::Starting { given: given[at] },
            (Some(used), true) => Instance::Ready { used: *used, given: given[at] },
            (None, true) => Instance::Silent { given: given[at] },
        })
        .collect()
}

#[test]
fn utilisation_asks_for_as_many_as_kubernetes_does() {
    let Some(expected) = expected() else { return };
    let cases = expected["resource"].as_array().unwrap();
    assert_eq!(cases.len(), 14);
    for case in cases {
        let tolerance_pct = case["tolerance"].as_f64().unwrap() * 100.0;
        let target_pct = case["target_util_pct"].as_f64().unwrap();
        let found = of_instances(whole(&case["current"]), &instances(case), target_pct, tolerance_pct);
        assert_eq!(found, whole(&case["expected"]), "{}", case["name"]);
    }
}

#[test]
fn other_metrics_ask_for_as_many_as_kubernetes_does() {
    let Some(expected) = expected() else { return };
    let cases = expected["plain"].as_array().unwrap();
    assert_eq!(cases.len(), 17);
    for case in cases {
        let current = whole(&case["current"]);
        let ready = case.get("ready").map_or(current, whole);
        let total = case.get("object").or_else(|| case.get("external")).and_then(Value::as_f64);
        let found = match (case["target"].as_f64(), case["per_pod_target"].as_f64(), total) {
            (Some(target), _, Some(total)) => desired(current, ready, total / target, 10.0),
            (_, Some(target), Some(total)) => desired_in_total(current, total, target, 10.0),
            (Some(target), _, None) => {
                let each = numbers(&case["per_pod"]);
                desired(current, ready, each.iter().sum::<f64>() / each.len() as f64 / target, 10.0)
            }
            _ => panic!("{case}"),
        };
        assert_eq!(found, whole(&case["expected"]), "{}", case["name"]);
    }
    for case in expected["docs"].as_array().unwrap() {
        let ratio = case["metric"].as_f64().unwrap() / case["target"].as_f64().unwrap();
        let current = whole(&case["current"]);
        assert_eq!(desired(current, current, ratio, 10.0), whole(&case["expected"]), "{}", case["text"]);
    }
}

#[test]
fn fractions_ask_for_no_instance_too_many() {
    for (current, metric, target, wanted) in [
        (25, 28.0, 50.0, 14),
        (30, 110.0, 100.0, 30),
        (30, 111.0, 100.0, 34),
        (5, 90.0, 100.0, 5),
        (5, 89.0, 100.0, 5),
    ] {
        assert_eq!(desired(current, current, metric / target, 10.0), wanted, "{current} {metric} {target}");
    }
    assert_eq!(desired(10, 10, 0.0, 10.0), 0);
    assert_eq!(desired(10, 10, 1e300, 10.0), u32::MAX);
}

fn spiked(policy: &Policy, normal: f64) -> Simulated {
    simulate(policy, &Demand::Spike(Spike::tenfold(normal))).unwrap()
}

#[test]
fn a_spike_that_the_maximum_cannot_carry_is_said() {
    let policy = Policy { startup_s: 30, ..Policy::kubernetes((4, 40), 100.0, 70.0) };
    let simulated = spiked(&policy, 668.0);
    assert_eq!((simulated.needed, simulated.max_binds(), simulated.short_by), (96, true, 56));
    assert_eq!(
        simulated.sentence("a 10× spike"),
        "A 10× spike needs 96 instances, the maximum is 40: 167% utilisation, short by 56."
    );
    assert!(simulated.moments.iter().all(|moment| moment.instances <= 40));
    let wide = Policy { max_instances: 120, ..policy.clone() };
    let late = spiked(&wide, 668.0);
    assert!(!late.max_binds() && late.overloaded_s > 0, "{late:?}");
    assert!(late.sentence("a 10× spike").contains("but for"), "{}", late.sentence("a 10× spike"));
    assert_eq!(late.moments.iter().map(|moment| moment.ready).max(), Some(96));
    // Ahead of time, nothing is short.
    let ready = Policy { min_instances: 96, ..wide };
    let sentence = spiked(&ready, 668.0).sentence("a 10× spike");
    assert_eq!(
        sentence,
        "A 10× spike needs 96 instances of the 120 that may run, and gets them in time: 70% utilisation at worst."
    );
}

#[test]
fn a_slower_start_is_overloaded_for_longer() {
    let overloaded_s = |startup_s| {
        spiked(&Policy { startup_s, ..Policy::kubernetes((1, 200), 100.0, 70.0) }, 668.0).overloaded_s
    };
    let all = [0, 30, 60, 120, 240].map(overloaded_s);
    assert!(all.is_sorted() && all[0] < all[4], "{all:?}");
}

#[test]
fn a_window_holds_the_highest_and_a_cooldown_holds_still() {
    let base = Policy::kubernetes((1, 200), 100.0, 70.0);
    let until = |policy: &Policy| {
        let simulated = spiked(policy, 668.0);
        let first = simulated.moments.iter().find(|moment| moment.at_s > 360 && moment.instances < 96);
        first.map(|moment| moment.at_s)
    };
    // The demand begins to fall at 360 s. The window keeps what was recommended for 300 s after that.
    let at = until(&base).unwrap();
    assert!((645..=675).contains(&at), "{at}");
    let none = Rates { stabilization_s: 0, ..base.down.clone() };
    let at = until(&Policy { down: none.clone(), ..base.clone() }).unwrap();
    assert!(at <= 390, "{at}");
    // A cooldown of as many seconds counts from the last change, which was made on the way up.
    let at = until(&Policy { down: none, cooldown_s: 300, ..base.clone() });
    assert!(at.is_none_or(|at| at < 645), "{at:?}");
    // And it stops the way up: one change, then none for 300 s.
    let held = Policy { cooldown_s: 300, ..base };
    let simulated = spiked(&held, 668.0);
    let changed: Vec<u32> = simulated
        .moments
        .windows(2)
        .filter(|pair| pair[0].instances != pair[1].instances)
        .map(|pair| pair[1].at_s)
        .collect();
    assert!(changed.windows(2).all(|pair| pair[1] - pair[0] >= 300), "{changed:?}");
}

#[test]
fn percent_is_rounded_up_when_adding_and_cut_off_when_taking_away() {
    let rate = |pct| vec![Rate { by: By::Percent(pct), period_s: 15 }];
    let base = Policy::kubernetes((1, 1_000), 100.0, 50.0);
    let policy = Policy {
        up: Rates { rates: rate(10), ..base.up.clone() },
        down: Rates { rates: rate(50), stabilization_s: 0, ..base.down.clone() },
        ..base
    };
    let spike = Spike { normal: 250.0, times: 4.0, quiet_s: 30, within_s: 0, hold_s: 600, after_s: 300 };
    let moments = simulate(&policy, &Demand::Spike(spike)).unwrap().moments;
    let mut steps: Vec<u32> = moments.iter().map(|moment| moment.instances).collect();
    steps.dedup();
    // 5 × 1.1 = 5.5 → 6, 6.6 → 7, 7.7 → 8 … 19, where 20 is within the tolerance; then 19 × 0.5 = 9.5 → 9.
    assert_eq!(steps, [5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 9, 5]);
}

#[test]
fn the_handbook_s_thresholds_leave_alone_what_lies_between() {
    let policy = Policy::handbook((2, 20), 100.0);
    let day = simulate(&policy, &Demand::Daily(Daily { lowest: 200.0, highest: 1_000.0 })).unwrap();
    assert_eq!((day.needed, day.max_binds()), (13, false));
    let least = day.moments.iter().map(|moment| moment.instances).min();
    assert_eq!(least, Some(3));
    assert!(day.worst_pct > 80.0 && day.worst_pct < 100.0, "{}", day.worst_pct);
    let changes = day.moments.windows(2).filter(|pair| pair[0].instances != pair[1].instances).count();
    assert!((2..=12).contains(&changes), "{changes}");
}

#[test]
fn what_is_set_wrongly_is_refused_in_words() {
    let good = Policy::kubernetes((2, 10), 100.0, 70.0);
    let target = |target_pct, tolerance_pct| Trigger::Target { target_pct, tolerance_pct };
    for (policy, words) in [
        (Policy { min_instances: 0, ..good.clone() }, "The minimum is 0 instances"),
        (Policy { max_instances: 1, ..good.clone() }, "The maximum is 1 and the minimum 2."),
        (Policy { max_instances: u32::MAX, ..good.clone() }, "1,000,000 instances or fewer"),
        (Policy { per_instance: 0.0, ..good.clone() }, "must be more than 0"),
        (Policy { per_instance: f64::NAN, ..good.clone() }, "must be more than 0"),
        (Policy { interval_s: 0, ..good.clone() }, "must be 1 s or more"),
        (Policy { trigger: target(0.0, 10.0), ..good.clone() }, "The target must be"),
        (Policy { trigger: target(70.0, 100.0), ..good.clone() }, "The tolerance must be"),
        (
            Policy { trigger: Trigger::Thresholds { up_pct: 30.0, down_pct: 80.0 }, ..good.clone() },
            "The lower threshold",
        ),
    ] {
        let refused = simulate(&policy, &Demand::Spike(Spike::tenfold(1.0))).unwrap_err().message;
        assert!(refused.contains(words), "{refused}");
    }
    let day = Demand::Daily(Daily { lowest: 5.0, highest: 1.0 });
    assert!(simulate(&good, &day).is_err());
    assert!(simulate(&good, &Demand::Spike(Spike::tenfold(f64::INFINITY))).is_err());
    assert!(simulate(&good, &Demand::Spike(Spike { after_s: u32::MAX, ..Spike::tenfold(1.0) })).is_err());
    let idle = simulate(&good, &Demand::Spike(Spike::tenfold(0.0))).unwrap();
    assert_eq!((idle.needed, idle.worst_pct), (2, 0.0));
}

proptest! {
    #[test]
    fn a_simulation_stays_within_its_bounds(
        normal in 0.0..1e6, times in 1.0..200.0, least in 1_u32..50, more in 0_u32..500, per_instance in 0.01..1e4,
        target_pct in 10.0..95.0, startup_s in 0_u32..400, cooldown_s in 0_u32..400, window_s in 0_u32..600,
    ) {
        let base = Policy::kubernetes((least, least + more), per_instance, target_pct);
        let down = Rates { stabilization_s: window_s, ..base.down.clone() };
        let policy = Policy { startup_s, cooldown_s, down, ..base };
        let spike = Spike { times, ..Spike::tenfold(normal) };
        let simulated = simulate(&policy, &Demand::Spike(spike)).unwrap();
        for moment in &simulated.moments {
            prop_assert!((least..=least + more).contains(&moment.instances));
            prop_assert!(moment.ready >= 1 && moment.utilization_pct.is_finite());
        }
        prop_assert!(simulated.at_max_pct.is_finite() && simulated.worst_pct.is_finite());
    }
}
