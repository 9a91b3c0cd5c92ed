use super::*;

#[test]
fn samples_come_back_in_order_by_run_and_series() {
    let desk = Desk::new();
    let [day, other] = ["One", "Other"].map(|title| desk.insert(GameDay::named(title)));
    let at = |n: i64| NOW.plus_ms(n * 1_000);
    desk.store.sample(day, &[("0/metric/0", at(2), 7.5), ("0/metric/1", at(2), -1.0)]).unwrap();
    desk.store.sample(day, &[("0/metric/0", at(1), 0.1), ("0/metric/0", at(3), 1e15)]).unwrap();
    desk.store.sample(other, &[("0/metric/0", at(1), 4.0)]).unwrap();
    let all = [(at(1), 0.1), (at(2), 7.5), (at(3), 1e15)];
    assert_eq!(desk.store.samples(day, "0/metric/0", usize::MAX).unwrap(), all);
    assert_eq!(desk.store.samples(day, "0/metric/0", 2).unwrap(), all[1..]);
    assert_eq!(desk.store.samples(day, "0/metric", 9).unwrap(), []);
    desk.store.sample(day, &[("0/metric/0", at(3), 5.0)]).unwrap();
    assert_eq!(desk.store.samples(day, "0/metric/0", 1).unwrap(), [(at(3), 5.0)]);
    desk.sound();
}

#[test]
fn samples_are_all_written_or_none_and_commits_stay_durable() {
    let desk = Desk::new();
    let day = desk.insert(GameDay::named("One"));
    let refused =
        desk.store.sample(day, &[("0/metric/0", NOW, 1.0), ("0/metric/0", NOW.plus_ms(1), f64::NAN)]);
    assert!(refused.is_err(), "what is no number cannot be stored");
    assert_eq!(desk.store.samples(day, "0/metric/0", 9).unwrap(), []);
    let nowhere = Id(uuid::Uuid::nil());
    assert!(matches!(desk.store.sample(nowhere, &[("0/metric/0", NOW, 1.0)]), Err(Trouble::NotFound { .. })));
    let synchronous: i64 =
        desk.store.lock().sql.query_row("PRAGMA synchronous", [], |row| row.get(0)).unwrap();
    assert_eq!(synchronous, 2, "a commit must wait for the disk again");
    desk.write(|tx| tx.append(day, NOW, "Ada", started())).unwrap();
    desk.sound();
}

#[test]
fn a_long_day_of_samples_loads_at_once() {
    let desk = Desk::new();
    let day = desk.insert(GameDay::named("One"));
    let samples: Vec<_> = (0..20_000).map(|n| ("0/metric/0", NOW.plus_ms(n * 1_000), n as f64)).collect();
    desk.store.sample(day, &samples).unwrap();
    let loaded = desk.store.samples(day, "0/metric/0", usize::MAX).unwrap();
    assert_eq!(loaded.len(), 20_000);
}
