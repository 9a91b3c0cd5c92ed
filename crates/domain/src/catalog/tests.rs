//! Graphs small enough to check by hand, and properties of any graph.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
use super::*;
use crate::catalog::budget::Budget;
use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

fn id(n: u128) -> Id {
    Id(Uuid::from_u128(n))
}

fn service(n: u128, tier: Tier, upstream: &[u128]) -> (Id, Service) {
    let service = Service {
        tier,
        owner_team: "Payments".into(),
        oncall_rotation: "primary".into(),
        upstream: upstream.iter().map(|n| id(*n)).collect(),
        ..Service::named(&format!("service {n}"))
    };
    (id(n), service)
}

/// 1 (critical) calls 2, 2 calls 3 and 4, 3 and 4 call each other, 5 stands alone and calls itself.
fn shop() -> Catalog {
    Catalog::of([
        service(1, Tier::Critical, &[2]),
        service(2, Tier::Standard, &[3, 4, 99]),
        service(3, Tier::Important, &[4]),
        service(4, Tier::Standard, &[3]),
        service(5, Tier::Experimental, &[5]),
    ])
}

#[test]
fn a_failure_reaches_all_callers_the_most_important_first() {
    let hits = shop().hit_by(id(4));
    let told: Vec<_> = hits.iter().map(|hit| (hit.service, hit.tier, hit.distance)).collect();
    assert_eq!(told, [(id(1), Tier::Critical, 2), (id(3), Tier::Important, 1), (id(2), Tier::Standard, 1)]);
    assert_eq!(shop().hit_by(id(1)), []);
    assert_eq!(shop().hit_by(id(5)), [], "it is the failure, not a victim of it");
}

#[test]
fn circles_are_found_once() {
    assert_eq!(shop().cycles(), [vec![id(5)], vec![id(3), id(4)]]);
}

#[test]
fn callers_are_drawn_to_the_left() {
    let columns: BTreeMap<Id, usize> =
        shop().places().iter().map(|place| (place.service, place.column)).collect();
    assert_eq!(columns.values().copied().collect::<Vec<_>>(), [0, 1, 2, 2, 0]);
}

#[test]
fn a_long_chain_does_not_overflow() {
    let chain = Catalog::of((0..20_000).map(|n| service(n, Tier::Standard, &[n + 1])));
    assert_eq!(chain.hit_by(id(19_999)).len(), 19_999);
    assert_eq!(chain.cycles().len(), 0);
}

#[test]
fn a_tier_asks_for_what_its_rules_say() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let zone = crate::Zone::UTC;
    let found = |catalog: &Catalog, known: &Known| {
        let findings = catalog.findings(id(1), known, today, |at| zone.date(at));
        findings.into_iter().map(|found| found.rule.rule.clone()).collect::<Vec<_>>()
    };
    let lately = |kind: &str| Requirement::Lately(kind.to_owned());
    let all = [Requirement::Budget, lately("game-day"), lately("assessment"), Requirement::WeakerUpstream];
    assert_eq!(found(&shop(), &Known::default()), all);
    let read_on = |days: i64| {
        let (id, mut service) = service(1, Tier::Critical, &[]);
        service.budget = Some(Budget { remaining_pct: 9.0, on: today - chrono::TimeDelta::days(days) });
        Catalog::of([(id, service)])
    };
    let ago = |days: i64| zone.instant(today - chrono::TimeDelta::days(days), 12, 0).unwrap();
    let known = |day: i64, review: i64| Known {
        lately: [("game-day", ago(day)), ("assessment", ago(review))].into(),
    };
    assert_eq!(found(&read_on(30), &known(180, 365)), []);
    let late = found(&read_on(31), &known(181, 366));
    assert_eq!(late, [Requirement::Budget, lately("game-day"), lately("assessment")]);
    let (lonely, experimental) = service(1, Tier::Experimental, &[]);
    assert_eq!(found(&Catalog::of([(lonely, experimental)]), &Known::default()), []);
}

#[test]
fn a_name_is_joined_as_soon_as_there_is_a_service_of_it() {
    let waiting = |n: u128, names: &[&str]| {
        let (id, mut service) = service(n, Tier::Critical, &[]);
        service.unknown_upstream = names.iter().map(|name| (*name).to_owned()).collect();
        (id, service)
    };
    let catalog = Catalog::of([waiting(1, &["SERVICE 2 ", "nowhere"]), waiting(2, &[])]);
    assert_eq!(catalog.calls(id(1)).collect::<Vec<_>>(), [id(2)]);
    assert_eq!(catalog.callers(id(2)).collect::<Vec<_>>(), [id(1)]);
    assert_eq!(catalog.get(id(1)).unwrap().unknown_upstream, ["nowhere"]);
    assert_eq!(Catalog::of([waiting(1, &["service 2"])]).calls(id(1)).count(), 0);
}

#[test]
fn what_nobody_stated_is_not_stated() {
    let service = Service::named("checkout");
    let words = serde_json::to_value(&service).unwrap();
    for field in
        ["tier", "data_classification", "deployment_frequency", "architecture", "infra", "traffic_pattern"]
    {
        assert_eq!(words[field], "not-stated", "{field}");
    }
    let catalog = Catalog::of([(id(1), service)]);
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let findings = catalog.findings(id(1), &Known::default(), today, |at| crate::Zone::UTC.date(at));
    assert_eq!(findings, [], "a tier that nobody stated asks for nothing");
    // What an earlier release wrote has none of the newer fields.
    let mut old = words;
    for field in ["display_name", "description", "links", "labels", "unknown_upstream"] {
        old.as_object_mut().unwrap().remove(field).unwrap();
    }
    old["tier"] = "standard".into();
    assert_eq!(serde_json::from_value::<Service>(old).unwrap().tier, Tier::Standard);
}

#[test]
fn a_tier_that_nobody_stated_is_no_weaker_one() {
    let known = Known { lately: BTreeMap::new() };
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let weaker = |tier: Tier| {
        let catalog = Catalog::of([service(1, Tier::Critical, &[2]), service(2, tier, &[])]);
        let findings = catalog.findings(id(1), &known, today, |at| crate::Zone::UTC.date(at));
        findings.iter().any(|found| found.rule.rule == Requirement::WeakerUpstream)
    };
    assert!(weaker(Tier::Standard) && weaker(Tier::Experimental));
    assert!(!weaker(Tier::NotStated) && !weaker(Tier::Important));
}

fn upstream_of(calls: &[(u128, u128)], n: u128) -> Vec<u128> {
    calls.iter().filter(|(from, _)| *from == n).map(|(_, to)| *to).collect()
}

/// How many calls lead from each of twelve services to each, the slow way: written without the code under test.
fn distances(calls: &[(u128, u128)]) -> [[Option<usize>; 12]; 12] {
    let mut distance = [[None; 12]; 12];
    for (from, to) in calls {
        distance[usize::try_from(*from).unwrap()][usize::try_from(*to).unwrap()] = Some(1);
    }
    for through in 0..12 {
        for from in 0..12 {
            for to in 0..12 {
                let around = distance[from][through].zip(distance[through][to]).map(|(one, two)| one + two);
                distance[from][to] = match (distance[from][to], around) {
                    (Some(known), Some(around)) => Some(std::cmp::min(known, around)),
                    (known, around) => known.or(around),
                };
            }
        }
    }
    distance
}

proptest! {
    #[test]
    fn every_service_has_one_place_and_calls_lead_right_or_stay_in_a_circle(calls in prop::collection::vec((0_u128..12, 0_u128..12), 0..40)) {
        let catalog = Catalog::of((0..12).map(|n| service(n, Tier::Standard, &upstream_of(&calls, n))));
        let places = catalog.places();
        prop_assert_eq!(places.len(), 12);
        let column = |id: Id| places.iter().find(|place| place.service == id).unwrap().column;
        let cycles = catalog.cycles();
        for &(from, to) in &calls {
            let circle = cycles.iter().any(|circle| circle.contains(&id(from)) && circle.contains(&id(to)));
            let (from_column, to_column) = (column(id(from)), column(id(to)));
            prop_assert!(from_column < to_column || (circle && from_column == to_column));
            prop_assert!(from == to || catalog.hit_by(id(to)).iter().any(|hit| hit.service == id(from)));
        }
        let distance = distances(&calls);
        for n in 0..12 {
            let hits: BTreeSet<_> = catalog.hit_by(id(n)).iter().map(|hit| (hit.service, hit.distance)).collect();
            let naive: BTreeSet<_> = (0..12)
                .filter(|caller| *caller != n)
                .filter_map(|caller| Some((id(caller), distance[usize::try_from(caller).unwrap()][usize::try_from(n).unwrap()]?)))
                .collect();
            prop_assert_eq!(hits, naive, "who is hit by {}", n);
        }
        // A circle holds exactly those that reach each other.
        let reaches = |from: usize, to: usize| distance[from][to].is_some();
        for from in 0..12_usize {
            let circle: BTreeSet<_> = (0..12).filter(|to| reaches(from, *to) && reaches(*to, from)).map(|n| id(u128::try_from(n).unwrap())).collect();
            let found = cycles.iter().find(|circle| circle.contains(&id(u128::try_from(from).unwrap())));
            prop_assert_eq!(found.map(|circle| circle.iter().copied().collect::<BTreeSet<_>>()).unwrap_or_default(), circle);
        }
        let spots: BTreeSet<_> = places.iter().map(|place| (place.column, place.row)).collect();
        prop_assert_eq!(spots.len(), 12, "two services on one spot");
    }
}
