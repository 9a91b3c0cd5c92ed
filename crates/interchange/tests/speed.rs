//! How long the largest files take. Measured in a release only: `cargo nextest run --release -p interchange speed`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]
#![cfg(not(debug_assertions))]

use domain::{Id, catalog::service::Service};
use interchange::{
    Carried,
    catalog::{Taken, join},
};
use std::time::{Duration, Instant};

const MAX: Duration = Duration::from_secs(2);

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let done = work();
    println!("{what}: {:?}", began.elapsed());
    assert!(began.elapsed() < MAX, "{what} took {:?}", began.elapsed());
    done
}

#[test]
fn large_files_are_read_or_refused_in_two_seconds() {
    let tabs = "\t".repeat(4_000_000);
    for (name, text) in [
        ("tabs.csv", tabs.clone()),
        ("tabs.yaml", format!("a:{tabs}b")),
        ("lines.yaml", "\t\n".repeat(2_000_000)),
        ("tabs.txt", format!("name{tabs}")),
        ("heads.yaml", format!("title: a\n{}", "\t\n".repeat(2_000_000))),
        ("wide.yaml", format!("title: a\nmethod: [{}]", "x,".repeat(2_000_000))),
        ("digits.yaml", format!("title: a\nmethod: [{}]", "99999999999999999999, ".repeat(200_000))),
        ("digits.json", format!("[{}]", "9".repeat(4_900_000))),
        ("mail.json", format!("{{\"title\": \"{}\", \"method\": []}}", "a@b.c ".repeat(700_000))),
        ("headings.md", "# a\n".repeat(1_000_000)),
        ("quotes.csv", format!("name,tier\n{}", "\"".repeat(4_900_000))),
        (
            "backstage.yaml",
            format!("apiVersion: backstage.io/v1alpha1\n{}", "apiVersion: x\n".repeat(300_000)),
        ),
    ] {
        timed(name, || interchange::read(name, text.as_bytes()).is_ok());
    }
}

#[test]
fn five_thousand_dense_rows_and_one_into_fourteen_thousand() {
    let rows: String = (0..5_000)
        .map(|at| {
            let calls: Vec<_> = (1..60).map(|step| format!("s{}", (at + step * 7) % 5_000)).collect();
            format!("s{at},critical,team {at},rota,{},\"{}\"\n", calls.join("|"), "words ".repeat(60))
        })
        .collect();
    let text = format!("name,tier,owner_team,oncall_rotation,downstream,description\n{rows}");
    let text = text.get(..text.len().min(4_900_000)).unwrap().rsplit_once('\n').unwrap().0.to_owned();
    let file = timed("5,000 dense rows, read", || interchange::read("dense.csv", text.as_bytes())).unwrap();
    let Carried::Services(listed) = file.what else { panic!("services") };
    let catalog: Vec<(Id, Service)> = (0..14_000_u128)
        .map(|at| (format!("{:032x}", at + 1).parse().unwrap(), Service::named(&format!("s{}", at + 2_500))))
        .collect();
    timed("5,000 dense rows, joined", || join(&catalog, &[Taken { listed: &listed, changes: true }]));
    let one = interchange::read("one.csv", b"service,upstream\nnew,s2600\n").unwrap();
    let Carried::Services(one) = one.what else { panic!("services") };
    timed("one into 14,000", || join(&catalog, &[Taken { listed: &one, changes: false }]));
}
