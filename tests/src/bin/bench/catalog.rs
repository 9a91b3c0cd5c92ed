//! A workspace of 500 services and 200 reviews in the real window: how long the list of services, the page of one and a
//! comparison of two reviews take from the key to the drawn page, and what of it the answers of the backend take.

use crate::{
    drawn::{opening, wait},
    plain::{Plain, rows},
    quantile,
};
use domain::{
    Date, Document, Id, Instant,
    assessment::{Answer, Assessment, Evidence, Scope, TEMPLATES, Vote},
    catalog::{
        budget::Budget,
        service::{
            Architecture, DataClassification, DeploymentFrequency, Infra, Service, Tier, TrafficPattern,
        },
    },
    workspace::Workspace,
};
use serde_json::{Value, json};
use std::path::PathBuf;
use store::{Access, Store, Trouble};
use tests::{new_workspace, window::Window};

const SERVICES: usize = 500;
const REVIEWS: usize = 200;
/// So many services are reviewed, each several times.
const REVIEWED: usize = 40;
const OPENINGS: usize = 40;
const ANSWERS: usize = 60;
/// What shows that the room in between stands.
const ELSEWHERE: &str = "[data-act=add-person-name], [data-act=new-person]";

/// All three, and beside them on the terminal the answers alone.
pub fn bench() {
    let written = written();
    let window = Window::open_as_shipped(&written.path);
    window.resize(1440, 900);
    answers(&window, &written);
    let service = written.services[REVIEWED / 2];
    let rooms = [
        (
            "list of services",
            "/services".to_owned(),
            "#/services",
            "document.querySelectorAll('[data-act=open-service]').length >= 60",
        ),
        (
            "page of a service",
            format!("/services/{service}"),
            "#/services",
            "document.querySelector('[data-act=blast]') && document.querySelector('[data-act=reviews]') \
             && document.querySelector('[name=name]') && document.querySelector('.dependencies svg')",
        ),
        (
            "comparison of two reviews",
            format!("/assessments/{}", written.compared[1]),
            "#/assessments",
            "document.querySelector('[data-act=change]') && document.querySelector('[data-act=profile] svg')",
        ),
    ];
    let plain = Plain::new("bench-catalog-plain");
    let go = |address: &str| format!("location.hash = '#{address}'");
    let away = |window: &Window, go: &str| {
        window.script(go);
        window.wait_for(ELSEWHERE);
    };
    away(&window, &go("/people"));
    window.settle();
    plain.page("console", &window);
    plain.room("people", &window);
    for (at, (_, address, _, whole)) in rooms.iter().enumerate() {
        opening(&window, &go(address), whole);
        window.settle();
        plain.room(&at.to_string(), &window);
        away(&window, &go("/people"));
    }
    let reference = plain.open();
    reference.resize(1440, 900);
    for (at, (what, address, link, whole)) in rooms.iter().enumerate() {
        let (mut ours_ms, mut plain_ms) = (Vec::new(), Vec::new());
        for round in 0..=OPENINGS {
            away(&window, &go("/people"));
            let ours = opening(&window, &go(address), whole);
            away(&reference, "show('people', '#/people')");
            let plain = opening(&reference, &format!("show('{at}', '{link}')"), whole);
            if round > 0 {
                ours_ms.push(ours);
                plain_ms.push(plain);
            }
        }
        rows(&format!("{what}, drawn"), &mut ours_ms, &mut plain_ms);
    }
    reference.close();
    window.close();
}

/// What of it the backend takes.
fn answers(window: &Window, written: &Written) {
    let [before, after] = written.compared;
    let service = written.services[REVIEWED / 2];
    println!(
        "{SERVICES} services, {REVIEWS} reviews; answers of the backend over the bridge, median and p95 of {ANSWERS}:"
    );
    let theme = "light";
    for (name, with) in [
        ("Catalog", json!({})),
        ("AboutService", json!({ "service": service })),
        ("DependenciesChart", json!({ "around": service, "theme": theme })),
        ("Profiles", json!({})),
        ("Review", json!({ "assessment": after, "against": before })),
    ] {
        let mut took_ms: Vec<f64> = (0..=ANSWERS).map(|_| answer(window, name, &with)).skip(1).collect();
        println!("  {name}: {:.0} ms, {:.0} ms", quantile(&mut took_ms, 0.5), quantile(&mut took_ms, 0.95));
    }
}

struct Written {
    path: PathBuf,
    services: Vec<Id>,
    /// Two milestones of one service, the earlier one first.
    compared: [Id; 2],
}

/// The workspace, written through the store.
fn written() -> Written {
    let path = new_workspace("bench-catalog");
    let at = Instant::from_ms(1_795_600_000_000);
    let store = Store::open(&path, Access::Write, at).unwrap();
    let (services, compared) = store
        .transact(at, "Bench", |tx| -> Result<(Vec<Id>, [Id; 2]), Trouble> {
            let settings = tx.workspace()?;
            let named = Workspace { facilitator: "Mira Kovač".to_owned(), ..Workspace::fresh() };
            tx.save(settings.id, settings.version, Document::Workspace(named))?;
            let mut services: Vec<Id> = Vec::new();
            for n in 0..SERVICES {
                services.push(tx.insert(service(n, &services).into())?.id);
            }
            let mut newest: Vec<Option<Id>> = vec![None; REVIEWED];
            let mut compared = [services[0]; 2];
            for n in 0..REVIEWS {
                let of = n % REVIEWED;
                let review =
                    review(n, services[of], newest[of], at.plus_ms(1_000 * i64::try_from(n).unwrap()));
                let id = tx.insert(review.into())?.id;
                if let Some(before) = newest[of].replace(id) {
                    compared = [before, id];
                }
            }
            Ok((services, compared))
        })
        .unwrap()
        .value;
    Written { path, services, compared }
}

fn day() -> Date {
    domain::time::parse_date("2026-11-20").unwrap()
}

/// Five layers, each calling a few of the layer before it; and two circles.
fn service(n: usize, earlier: &[Id]) -> Service {
    let layer = n / 100;
    let called =
        |step: usize| earlier.get((layer * 100).checked_sub(100)? + (n * 7 + step * 13) % 100).copied();
    let mut upstream: Vec<Id> = if layer == 0 { Vec::new() } else { (0..3).filter_map(called).collect() };
    upstream.dedup();
    Service {
        tier: Tier::ALL[n % 4], // the last one is that nobody stated it
        owner_team: format!("Team {}", n % 23),
        oncall_rotation: if n.is_multiple_of(3) { String::new() } else { format!("rota-{}", n % 23) },
        upstream,
        data_classification: DataClassification::Internal,
        deployment_frequency: DeploymentFrequency::Weekly,
        architecture: Architecture::Microservice,
        language: "Rust".to_owned(),
        infra: Infra::K8s,
        traffic_pattern: TrafficPattern::Steady,
        peak_rps: Some(120.0),
        storage_gb: None,
        monthly_cost_usd: None,
        budget: (!n.is_multiple_of(4)).then(|| Budget { remaining_pct: 40.0, on: day() }),
        ..Service::named(&format!("service-{n:03}"))
    }
}

/// A closed review as a talkative room of five leaves it.
fn review(n: usize, of: Id, previous: Option<Id>, closed_at: Instant) -> Assessment {
    let template = TEMPLATES.iter().find(|template| template.key == "maturity").unwrap().clone();
    // Each milestone moves every score, so that there is something to compare.
    let score = |at: usize| u8::try_from((n + n / REVIEWED + at) % 5 + 1).unwrap();
    let answers = (0..template.dimensions.len()).map(|at| Answer {
        votes: (0..5).map(|who| Vote { who: format!("Person {who}"), score: Some(score(at)) }).collect(),
        revealed_at: Some(closed_at),
        agreed: Some(score(at)),
        not_applicable: None,
        note: "What the room said about it, in two sentences. It took a while to agree. ".repeat(4),
        evidence: vec![
            Evidence::of("Dashboard of the last quarter", "https://grafana.example/d/1", day());
            2
        ],
        spent_ms: 400_000,
    });
    Assessment {
        milestone: u32::try_from(n / REVIEWED).unwrap() + 1,
        previous,
        answers: answers.collect(),
        participants: (0..5).map(|who| format!("Person {who}")).collect(),
        date: Some(day()),
        closed_at: Some(closed_at),
        ..Assessment::new("Reliability maturity", Scope::Service(of), template)
    }
}

/// From the question to the parsed answer in the page, in milliseconds.
fn answer(window: &Window, call: &str, with: &Value) -> f64 {
    let request = json!({ "call": { "call": call, "with": with } });
    window.script(&format!(
        "window.took = null; const begun = performance.now(); \
         __TAURI__.core.invoke('call', {request}).then(() => {{ window.took = performance.now() - begun; }})"
    ));
    wait(window, "window.took")
}
