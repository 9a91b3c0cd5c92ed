//! The profile of an assessment, and who calls whom.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use charts::{DependenciesData, Palette, ProfileData, Size, dependencies, profile};
use domain::{
    Document,
    assessment::{Assessment, Scope, TEMPLATES},
    catalog::{Catalog, service::Service},
};

const SIZE: Size = Size { width_px: 520, height_px: 420 };

fn review(scores: &[u8], milestone: u32) -> Assessment {
    let mut review = Assessment::new("Checkout", Scope::Organisation, TEMPLATES[0].clone());
    review.solo = true;
    review.milestone = milestone;
    for (at, score) in scores.iter().enumerate() {
        review.agree(at, Some(*score)).unwrap();
    }
    review
}

fn well_formed(svg: &str) {
    assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"), "{svg}");
    assert!(!svg.contains("style=") && !svg.contains("NaN") && !svg.contains("<script"));
}

#[test]
fn a_profile_names_every_dimension_and_what_changed() {
    let (mut now, before) = (review(&[4, 4, 4, 3, 2, 4, 3, 4], 3), review(&[2, 4, 3, 3, 2, 3, 3, 4], 2));
    now.set_aside(7, Some("No rotation")).unwrap();
    let data = ProfileData::of(&now, Some(&before));
    let said = data.sentence();
    for words in
        ["against milestone 2", "scale of 1 to 5", "SLOs 4, was 2", "Monitoring 4;", "On-call does not apply"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    let drawn = profile(&data, SIZE, &Palette::light());
    well_formed(&drawn.svg);
    assert!(drawn.svg.contains("SLOs 4") && drawn.svg.contains("On-call n/a"));
    keep("profile", &drawn.svg);
}

#[test]
fn an_empty_profile_and_odd_numbers_are_drawn() {
    for scores in [&[][..], &[1; 8], &[5; 8]] {
        let data = ProfileData::of(&review(scores, 1), None);
        for size in [SIZE, Size { width_px: 1, height_px: 1 }, Size { width_px: 9_999, height_px: 120 }] {
            well_formed(&profile(&data, size, &Palette::dark()).svg);
        }
    }
}

#[test]
fn the_catalog_is_drawn_with_its_circles_and_its_blast_radius() {
    let sample = domain::sample::sample(domain::time::parse_date("2026-11-24").unwrap());
    let services: Vec<_> = sample
        .records
        .into_iter()
        .filter_map(
            |(id, document)| {
                if let Document::Service(service) = document { Some((id, service)) } else { None }
            },
        )
        .collect();
    let catalog = Catalog::of(services.clone());
    let whole = DependenciesData::of(&catalog, None);
    assert!(whole.sentence().starts_with(&format!("{} services", services.len())));
    let drawn = dependencies(&whole, &Palette::light());
    well_formed(&drawn.svg);
    keep("catalog", &drawn.svg);
    let (most, _) = services.iter().max_by_key(|(id, _)| catalog.hit_by(*id).len()).unwrap();
    let around = DependenciesData::of(&catalog, Some(*most));
    assert!(around.sentence().contains(" are hit: "), "{}", around.sentence());
    keep("blast", &dependencies(&around, &Palette::dark()).svg);
    let id = |n: usize| format!("019a0c00-9999-7000-8000-{n:012}").parse().unwrap();
    let service = |n: usize| {
        let upstream = if n < 490 { vec![id(499)] } else { Vec::new() };
        (id(n), Service { upstream, ..services[0].1.clone() })
    };
    let catalog = Catalog::of((0..500).map(service));
    let around = DependenciesData::of(&catalog, Some(id(499)));
    assert!(around.sentence().starts_with("When"), "{}", around.sentence());
    assert!(around.sentence().contains("490 are hit"), "all of them are counted");
    assert!(around.sentence().ends_with("Drawn are the nearest 24."));
    assert_eq!(around.size().height_px, 24 * 50 + 24);
    let hundreds = DependenciesData::of(&catalog, None);
    assert_eq!(hundreds.size().height_px, 490 * 50 + 24, "a column of 490 is not cut");
    assert!(hundreds.sentence().ends_with("9 more neither call another nor are called, and are not drawn."));
}

/// For looking at: `KEEP_DRAWINGS=folder cargo test -p charts`.
fn keep(name: &str, svg: &str) {
    if let Some(folder) = std::env::var_os("KEEP_DRAWINGS") {
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}.svg")), svg).unwrap();
    }
}
