//! A workspace of 1,000 incidents with 100 entries each in the real windows: how long the list with its metrics takes from
//! the key to the drawn page, and how long a new entry of an open one takes until both windows have drawn it.

use crate::{
    drawn::{PAINTED, opening, wait},
    quantile,
    row::Row,
};
use domain::{
    Document, Id, Instant, Zone,
    incident::{
        Extent, Impact, Incident, Mark, Severity, Users,
        run::{Declaration, Duty, Entry, Event, Kept, OnDuty, Run},
    },
    journal::Fold,
    workspace::Workspace,
};
use serde_json::json;
use std::path::PathBuf;
use store::{Access, Store, Trouble};
use tests::{bridge::put_on_stage, new_workspace, window::Window};

const INCIDENTS: usize = 1_000;
const ENTRIES: usize = 100;
const OPENINGS: usize = 30;
const APPENDS: usize = 60;
/// What the issue asks for, in milliseconds.
const LIST_LIMIT_MS: f64 = 100.0;
const ENTRY_LIMIT_MS: f64 = 50.0;
/// What shows that the room in between stands.
const ELSEWHERE: &str = "[data-act=new-experiment]";

/// Both.
pub fn bench() {
    let (workspace, open) = written();
    let window = Window::open_as_shipped(&workspace);
    window.resize(1440, 900);
    let mut list_ms = Vec::new();
    for round in 0..=OPENINGS {
        window.script("location.hash = '#/experiments'");
        window.wait_for(ELSEWHERE);
        let whole = "document.querySelectorAll('[data-act=open-incident]').length >= 60 && document.querySelector('[data-act=typical]')";
        let took_ms = opening(&window, "location.hash = '#/incidents'", whole);
        list_ms.extend((round > 0).then_some(took_ms));
    }
    let size = format!("{INCIDENTS} incidents of {ENTRIES} entries");
    Row::new(format!("list and metrics of {size}, p95"), quantile(&mut list_ms, 0.95), "ms")
        .limit(LIST_LIMIT_MS)
        .write();
    let mut both_ms = appended(&window, open);
    Row::new("new entry of an incident on both windows, p95", quantile(&mut both_ms, 0.95), "ms")
        .limit(ENTRY_LIMIT_MS)
        .write();
    window.close();
}

/// Until the slower of the two windows has drawn what was said: the console a line of its journal, the stage what is known.
fn appended(window: &Window, open: Id) -> Vec<f64> {
    window.script(&format!("location.hash = '#/incidents/{open}'"));
    window.wait_for("[data-act=journal] .journal-row");
    put_on_stage(window, &json!(open));
    window.show_stage();
    window.wait_for(".incident-said");
    window.show_console();
    let mut both_ms = Vec::new();
    for round in 0..APPENDS {
        let words = format!("Known, as of round {round}.");
        let watch = |place: &str| {
            format!(
                "{PAINTED} window.seen = null; const watch = new MutationObserver(() => {{ \
                    if (!document.querySelector('{place}')?.textContent.includes('{words}')) return; watch.disconnect(); \
                    painted((drawn) => {{ window.seen = drawn; }}); }}); \
                 watch.observe(document.body, {{ subtree: true, childList: true, characterData: true }});"
            )
        };
        window.show_stage();
        window.script(&watch(".incident-said"));
        window.show_console();
        let event = json!({ "event": "checked-in", "know": words, "unknown": "" });
        let call = json!({ "call": { "call": "AppendToIncident", "with": { "run": open, "actor": "", "event": event } } });
        window.script(&format!(
            "{} window.begun = at(); __TAURI__.core.invoke('call', {call});",
            watch("[data-act=journal]")
        ));
        let console = wait(window, "window.seen");
        let begun = wait(window, "window.begun");
        window.show_stage();
        let stage = wait(window, "window.seen");
        window.show_console();
        both_ms.push(console.max(stage) - begun);
    }
    both_ms
}

/// All of them over but the last one.
fn written() -> (PathBuf, Id) {
    let workspace = new_workspace("bench-incidents");
    let now = Instant::from_ms(1_800_000_000_000);
    let store = Store::open(&workspace, Access::Write, now).unwrap();
    let mut last = None;
    // Some at a time: one transaction of 100,000 entries is no workspace that anybody has.
    for begin in (0..INCIDENTS).step_by(50) {
        let written = store.transact(now, "Bench", |tx| -> Result<Option<Id>, Trouble> {
            let mut open = None;
            if begin == 0 {
                let settings = tx.workspace()?;
                tx.save(settings.id, settings.version, Document::Workspace(Workspace::fresh()))?;
            }
            for number in begin..begin + 50 {
                let entries = journal(number, number + 1 == INCIDENTS);
                let run = Run::fold(&entries).expect("an incident");
                let id = tx.insert(Incident::of(&run, Zone::UTC).into())?.id;
                for entry in entries {
                    tx.append(id, entry.at, &entry.actor, entry.event)?;
                }
                open = Some(id);
            }
            Ok(open)
        });
        last = written.unwrap().value;
    }
    store.close().unwrap();
    (workspace, last.expect("an open incident"))
}

/// One incident: declared, logged, mitigated and, unless it is open, resolved.
fn journal(number: usize, is_open: bool) -> Vec<Entry> {
    let minute = 60_000_i64;
    let began = Instant::from_ms(1_700_000_000_000 + i64::try_from(number).unwrap() * 86_400_000);
    let declaration = Declaration {
        title: format!("Incident {number}"),
        extent: Extent { impact: Impact::CoreDown, users: Users::UnderQuarter, escalations: Vec::new() },
        severity: Severity::Sev2,
        service_id: None,
        service: None,
        people: vec![OnDuty { name: "Lena Vogt".to_owned(), duty: Duty::Commander }],
        channel: "#inc".to_owned(),
        affected: "Some of them".to_owned(),
        impact_began: Some(began.plus_ms(-9 * minute)),
        detected: Some(began.plus_ms(-4 * minute)),
        acknowledged: Some(began.plus_ms(-2 * minute)),
        origin: None,
    };
    let said = |at: usize| Event::Logged {
        kept: Kept::Happened,
        text: format!("The error rate is {at} percent and falls"),
        source: "Grafana".to_owned(),
        at: None,
    };
    let mut events = vec![Event::Declared { declaration: Box::new(declaration) }];
    events.extend((1..ENTRIES - 3).map(said));
    let end =
        if is_open { said(99) } else { Event::Resolved { cause: "A flag".to_owned(), early: String::new() } };
    events.extend([
        Event::Mitigated { how: "Flag off".to_owned(), at: None },
        Event::NormalSeen { at: None },
        end,
    ]);
    let last = events.len() - 1;
    let entry = |(at, event): (usize, Event)| Entry {
        seq: u64::try_from(at).unwrap() + 1,
        at: began.plus_ms(i64::try_from(at).unwrap() * minute + if at == last { 30 * minute } else { 0 }),
        actor: "Mira Kovač".to_owned(),
        event,
    };
    let entries: Vec<Entry> = events.into_iter().enumerate().map(entry).collect();
    let marks = Run::fold(&entries).expect("an incident").marks();
    assert_eq!(marks.at(Mark::Resolved).is_none(), is_open);
    entries
}
