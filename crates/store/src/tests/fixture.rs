//! Files of every released version must stay readable. They are made once and never again:
//! `cargo nextest run -p store --run-ignored only make_fixture` writes the one of the present version.

use super::*;
use domain::{
    Kind,
    action::Origin,
    chaos::run::Run,
    journal::{Common, Fold},
};
use std::path::PathBuf;

fn place(format: u32) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/workspaces");
    folder.join(format!("v{format}.readyroom"))
}

#[test]
#[ignore = "writes the fixture of the present version; a released one is never written again"]
fn make_fixture() {
    let desk = Desk::new();
    let id = |n| Id(uuid::Uuid::from_u128(n));
    desk.write(|tx| {
        tx.insert_as(id(1), service("payments").into())?;
        tx.insert_as(id(2), Experiment { service_id: Some(id(1)), ..experiment("Slow bank") }.into())?;
        tx.save(id(2), 1, Experiment { service_id: Some(id(1)), ..experiment("Slower bank") }.into())?;
        tx.insert_as(id(3), game_day("Checkout day", vec![id(2)]).into())?;
        tx.insert_as(
            id(4),
            Action { origin: Some(Origin { record: id(3), place: None }), ..action("Add a timeout") }.into(),
        )?;
        tx.insert_as(id(5), person("Grace").into())?;
        tx.remove(id(5), 1)?;
        tx.append(id(3), NOW, "Ada", started())?;
        tx.append(id(3), NOW, "Ada", observed("p99 is up"))?;
        tx.append(id(3), NOW, "Ada", Event::Common(Common::Ended { note: "Learned enough".to_owned() }))
    })
    .unwrap();
    desk.store.beat(NOW).unwrap();
    desk.store.sample(id(3), &[("trial-0", NOW, 412.5)]).unwrap();
    desk.store.backup(&place(u32::try_from(crate::open::steps().len()).unwrap())).unwrap();
}

#[test]
fn every_released_version_opens_and_says_what_it_said() {
    for format in 1..=3 {
        says_what_it_said(format);
    }
}

fn says_what_it_said(format: u32) {
    let folder = TempDir::new().unwrap();
    let copy = folder.path().join("released.readyroom");
    std::fs::copy(place(format), &copy).unwrap();
    let id = |n| Id(uuid::Uuid::from_u128(n));
    let store = Store::open(&copy, Access::Write, NOW).unwrap();
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    assert_eq!(store.get(id(1)).unwrap().document, service("payments").into());
    let slower = store.get(id(2)).unwrap();
    assert_eq!((slower.version, slower.document.summary().title.as_str()), (2, "Slower bank"));
    assert_eq!(store.history(id(2)).unwrap().len(), 1);
    assert_eq!(store.list(Kind::Experiment).unwrap()[0].service.as_deref(), Some("payments"));
    assert_eq!(store.search("timeout").unwrap()[0].id, id(4));
    assert!(matches!(store.get(id(5)), Err(Trouble::NotFound { removed: Some(_), .. })));
    assert_eq!(store.last_beat().unwrap(), Some(NOW));
    let run = Run::fold(&store.journal(id(3), 0).unwrap()).unwrap();
    assert_eq!(run.course.ended.map(|said| said.text).as_deref(), Some("Learned enough"));
}
