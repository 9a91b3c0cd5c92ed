//! What hangs on a record, what was removed, and how it comes back.

use super::*;
use domain::{Kind, chaos::experiment::ExperimentStatus};

#[test]
fn what_hangs_on_a_service_is_named_and_comes_back_whole() {
    let desk = Desk::new();
    let payments = desk.insert(service("payments"));
    let checkout = desk.insert(Service { upstream: vec![payments], ..service("checkout") });
    let planned = desk.insert(Experiment { service_id: Some(payments), ..experiment("Slow bank") });
    let day = desk.insert(game_day("Checkout day", vec![planned]));
    let elsewhere = desk.insert(experiment("Elsewhere"));
    let hanging = || desk.store.hanging(&[payments]).unwrap().iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(hanging(), [checkout, planned, day]);
    assert!(desk.store.hanging(&[elsewhere]).unwrap().is_empty());
    let rest = desk.store.hanging(&[payments, checkout, elsewhere]).unwrap();
    assert_eq!(
        rest.iter().map(|row| row.id).collect::<Vec<_>>(),
        [planned, day],
        "what goes along misses nothing"
    );
    let before = desk.store.get(payments).unwrap();

    desk.write(|tx| tx.remove(payments, 1)).unwrap();
    desk.write(|tx| tx.remove(elsewhere, 1)).unwrap();
    let removed = |kind| desk.store.removed(kind).unwrap();
    assert_eq!(removed(None).iter().map(|row| row.id).collect::<Vec<_>>(), [elsewhere, payments]);
    let [row] = removed(Some(Kind::Service)).try_into().unwrap();
    assert_eq!((row.id, row.title.as_str(), row.version), (payments, "payments", 2));
    assert_eq!(hanging(), [checkout, planned, day], "they still name it");

    desk.write(|tx| tx.undo(row.id, row.version)).unwrap();
    assert_eq!(desk.store.get(payments).unwrap().document, before.document);
    assert_eq!(desk.store.search("payments").unwrap()[0].id, payments);
    assert!(removed(Some(Kind::Service)).is_empty());
    desk.sound();
}

#[test]
fn an_experiment_whose_service_is_gone_is_not_ready() {
    let desk = Desk::new();
    let payments = desk.insert(service("payments"));
    let sample = domain::sample::sample(domain::Zone::UTC.date(NOW));
    let ready = sample.records.into_iter().find_map(|(_, document)| match document {
        Document::Experiment(one) if one.status() == ExperimentStatus::Ready => Some(one),
        _ => None,
    });
    let about = |service| Experiment { service_id: service, repeats: None, ..ready.clone().unwrap() };
    desk.insert(about(Some(payments)));
    desk.insert(about(None));
    let statuses =
        || desk.store.list(Kind::Experiment).unwrap().into_iter().map(|row| row.status).collect::<Vec<_>>();
    assert_eq!(statuses(), ["ready", "ready"]);
    desk.write(|tx| tx.remove(payments, 1)).unwrap();
    assert_eq!(statuses(), ["ready", "draft"], "the newest first");
    desk.write(|tx| tx.undo(payments, 2)).unwrap();
    assert_eq!(statuses(), ["ready", "ready"]);
    desk.sound();
}
