//! What holds for every catalog and every table.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{read, services};
use domain::{
    Document, Id,
    catalog::service::{
        Architecture, DataClassification, DeploymentFrequency, Infra, Label, Link, Service, Tier,
        TrafficPattern,
    },
};
use interchange::catalog::{Place, Taken, csv, join};
use proptest::{prelude::*, sample::select};
use std::collections::BTreeSet;

/// A line that a catalog may hold; those that look like formulas, lists and quotations are frequent.
fn line() -> impl Strategy<Value = String> {
    "(|=|\\+|-|@|'|''=|\"|;|\\\\)[a-zA-Z0-9äß“” .,:/;|\\\\\"'=-]{0,30}"
        .prop_map(|text| text.trim().to_owned())
}

fn figure() -> impl Strategy<Value = Option<f64>> {
    prop::option::of(prop_oneof![0.0..1e15f64, Just(0.0), Just(1e15), Just(0.1), Just(f64::MIN_POSITIVE)])
}

fn service() -> impl Strategy<Value = Service> {
    let choices = (
        select(Tier::ALL),
        select(DataClassification::ALL),
        select(DeploymentFrequency::ALL),
        select(Architecture::ALL),
        select(Infra::ALL),
        select(TrafficPattern::ALL),
    );
    let lines = (line(), line(), line(), line(), line());
    let told = (prose(), prop::collection::vec(link(), 0..3), prop::collection::vec(label(), 0..3));
    let figures = (figure(), figure(), figure());
    (lines, choices, figures, told).prop_map(|(lines, choices, figures, told)| Service {
        name: lines.0,
        display_name: lines.4,
        description: told.0,
        unknown_upstream: Vec::new(),
        links: told.1,
        labels: told.2,
        tier: choices.0,
        owner_team: lines.1,
        oncall_rotation: lines.2,
        upstream: Vec::new(),
        data_classification: choices.1,
        deployment_frequency: choices.2,
        architecture: choices.3,
        language: lines.3,
        infra: choices.4,
        traffic_pattern: choices.5,
        peak_rps: figures.0,
        storage_gb: figures.1,
        monthly_cost_usd: figures.2,
        budget: None,
    })
}

fn prose() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[=+@'\"a-z;,\n ]{0,40}".prop_map(|text: String| text.trim().to_owned())]
}

fn link() -> impl Strategy<Value = Link> {
    let title = line().prop_map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
    ("[a-z]{1,8}:[a-z/;|\\\\]{1,8}", title).prop_map(|(url, title)| Link { url, title })
}

fn label() -> impl Strategy<Value = Label> {
    ("[a-z=;|\\\\./]{1,8}", "[a-zA-Z=;|\\\\./]{0,8}").prop_map(|(name, value)| Label { name, value })
}

fn id(at: usize) -> Id {
    format!("019ab000-0000-7000-8000-{at:012x}").parse().unwrap()
}

/// Services with names of their own that call each other in any way, circles and themselves included.
fn catalog() -> impl Strategy<Value = Vec<(Id, Service)>> {
    let calls = prop::collection::vec(prop::collection::vec(any::<prop::sample::Index>(), 0..4), 12);
    (prop::collection::vec(service(), 1..12), calls).prop_map(|(mut services, calls)| {
        let mut names = BTreeSet::new();
        services
            .retain(|service| !service.name.trim().is_empty() && names.insert(service.name.to_lowercase()));
        let count = services.len();
        let mut catalog: Vec<_> = services.into_iter().enumerate().map(|(at, of)| (id(at), of)).collect();
        for ((_, service), calls) in catalog.iter_mut().zip(calls) {
            let called: BTreeSet<_> = calls.iter().map(|call| call.index(count)).collect();
            service.upstream = called.into_iter().map(id).collect();
        }
        catalog
    })
}

/// What an import makes of a table, by name.
fn taken_in(text: &str) -> Vec<Service> {
    let file = read("catalog.csv", text.as_bytes());
    assert!(file.warnings.is_empty(), "{:?}\n{text}", file.warnings);
    let joined = join(&[], &[Taken { listed: services(&file), changes: false }]);
    let other = |words: &&String| !words.starts_with("Not stated in the file");
    assert_eq!(joined.warnings[0].iter().find(other), None, "{text}");
    let names: Vec<_> = joined.fresh.iter().map(|of| of.service.name.clone()).collect();
    let mut taken: Vec<_> = joined.fresh.into_iter().map(|of| (of.service, of.calls)).collect();
    taken.sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));
    let sorted: Vec<_> = taken.iter().map(|(of, _)| of.name.clone()).collect();
    let rank = |place: &Place| match place {
        Place::Fresh(at) => id(sorted.iter().position(|name| *name == names[*at]).unwrap()),
        Place::Known(_) => panic!("there is no catalog"),
    };
    let whole = |(service, calls): (Service, Vec<Place>)| {
        let upstream: BTreeSet<Id> = calls.iter().map(rank).collect();
        Service { upstream: upstream.into_iter().collect(), ..service }
    };
    taken.into_iter().map(whole).collect()
}

/// The catalog by name, with ids by rank.
fn by_name(catalog: &[(Id, Service)]) -> Vec<Service> {
    let mut sorted: Vec<_> = catalog.to_vec();
    sorted.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
    let rank = |called: &Id| id(sorted.iter().position(|(id, _)| id == called).unwrap());
    let whole = |(_, service): &(Id, Service)| {
        let upstream: BTreeSet<Id> = service.upstream.iter().map(rank).collect();
        Service { upstream: upstream.into_iter().collect(), ..service.clone() }
    };
    sorted.iter().map(whole).collect()
}

/// A table as rows of cells, with every cell quoted and the columns in another order.
fn shuffled(text: &str, order: &[usize], delimiter: u8) -> String {
    let mut rows = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut out = ::csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(::csv::Terminator::CRLF)
        .quote_style(::csv::QuoteStyle::Always)
        .from_writer(Vec::new());
    for row in rows.records().map(Result::unwrap) {
        out.write_record(order.iter().map(|at| &row[*at])).unwrap();
    }
    String::from_utf8(out.into_inner().unwrap()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn a_catalog_goes_out_and_comes_in_the_same(catalog in catalog()) {
        prop_assume!(!catalog.is_empty());
        for (_, service) in &catalog {
            Document::Service(service.clone()).check().unwrap();
        }
        let text = csv::write(&catalog);
        prop_assert_eq!(taken_in(&text), by_name(&catalog));
        // Nothing a spreadsheet would run.
        for row in ::csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap) {
            prop_assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\0'])), "{}", text);
        }
        // And against itself nothing is new, and nothing differs.
        let again = read("catalog.csv", text.as_bytes());
        let joined = join(&catalog, &[Taken { listed: services(&again), changes: false }]);
        prop_assert!(joined.fresh.is_empty());
        prop_assert!(joined.warnings[0].iter().all(|words| words.starts_with("In the catalog already")), "{:?}", joined.warnings);
    }

    #[test]
    fn the_order_of_columns_and_the_delimiter_do_not_matter(
        catalog in catalog(),
        order in Just((0..18).collect::<Vec<usize>>()).prop_shuffle(),
        delimiter in select(&b",;\t"[..]),
    ) {
        prop_assume!(!catalog.is_empty());
        let text = csv::write(&catalog);
        prop_assert_eq!(taken_in(&shuffled(&text, &order, delimiter)), taken_in(&text));
    }

    #[test]
    fn arbitrary_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for name in ["any.csv", "any.yaml", "any"] {
            let _ = interchange::read(name, &bytes);
        }
    }

    #[test]
    fn tables_of_odd_cells_are_read_or_refused(
        cells in prop::collection::vec("[\"',;|\\\\\t\r\na-c0=]{0,8}", 0..60),
        heading in select(&["name,tier\n", "name;upstream;peak rps\r\n", "sep=;\nname\tteam\n", "name\n"][..]),
    ) {
        let text = format!("{heading}{}", cells.join(","));
        if let Ok(file) = interchange::read("any.csv", text.as_bytes()) {
            let joined = join(&[], &[Taken { listed: services(&file), changes: false }]);
            let again: Vec<_> = joined.fresh.iter().enumerate().map(|(at, of)| (id(at), of.service.clone())).collect();
            for (_, service) in &again {
                Document::Service(service.clone()).check().unwrap();
            }
            let taken = Taken { listed: services(&file), changes: false };
            prop_assert!(join(&again, &[taken]).fresh.is_empty());
        }
    }

    #[test]
    fn any_part_of_an_openslo_stream_is_read_or_refused(from in 0..700usize, to in 0..900usize, into in any::<char>()) {
        let text = include_str!("../../../fixtures/import/services.openslo.yaml");
        let mut chars: Vec<char> = text.chars().collect();
        let to = to.min(chars.len());
        chars.splice(from.min(to)..to, [into]);
        let text: String = chars.into_iter().collect();
        if let Ok(file) = interchange::read("cut.yaml", text.as_bytes()) {
            for listed in services(&file) {
                Document::Service(listed.service.clone()).check().unwrap();
            }
        }
    }
}
