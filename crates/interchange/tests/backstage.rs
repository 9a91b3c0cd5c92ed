//! Catalogs of Backstage: what becomes a service, what is said about the rest, and what is asked.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{read, root, services};
use domain::{
    ask::Ask,
    catalog::service::{Label, Link, Service, Tier},
};
use interchange::{
    Imported,
    catalog::{Listed, Place, Taken, answered, join},
};
use std::{fs, time::Duration, time::Instant};

fn ours() -> Imported {
    read("backstage.yaml", &fs::read(root().join("fixtures/import/backstage.yaml")).unwrap())
}

fn named<'a>(listed: &'a [Listed], name: &str) -> &'a Listed {
    listed.iter().find(|one| one.service.name == name).unwrap_or_else(|| panic!("no {name}"))
}

fn text(name: &str, text: &str) -> Result<Imported, interchange::Unreadable> {
    interchange::read(name, text.as_bytes())
}

fn label(name: &str, value: &str) -> Label {
    Label { name: name.to_owned(), value: value.to_owned() }
}

#[test]
fn a_component_keeps_all_that_its_file_says_and_nothing_more() {
    let file = ours();
    let till = named(services(&file), "till");
    let expected = Service {
        display_name: "The till".to_owned(),
        description: "Takes the order.\nAnd the money.".to_owned(),
        owner_team: "storefront".to_owned(),
        language: "Kotlin".to_owned(),
        links: vec![Link { url: "https://wiki.example/till".to_owned(), title: "Runbook".to_owned() }],
        labels: vec![
            label("java", ""),
            label("pci", ""),
            label("consumesApis", "default/moon"),
            label("dependsOn", "resource:orders-db"),
            label("lifecycle", "production"),
            label("system", "shop"),
            label("tier", "1"),
            label("pagerduty.com/service-id", "P123"),
        ],
        ..Service::named("till")
    };
    let mut found = till.service.clone();
    found.labels.sort_by(|a, b| a.name.cmp(&b.name));
    let mut wanted = expected;
    wanted.labels.sort_by(|a, b| a.name.cmp(&b.name));
    assert_eq!(found, wanted, "tier, infrastructure and the rest are not stated");
    // The order of the fields of a spec is no order of calls.
    let mut calls = till.calls.clone();
    calls.sort();
    assert_eq!(calls, ["nowhere", "purse", "rates-server"]);
    assert_eq!(named(services(&file), "rates-server").calls, ["purse"], "said by the one that is called");
    assert_eq!(named(services(&file), "purse").service.tier, Tier::Critical, "stated in our words");
    assert_eq!(named(services(&file), "purse").service.owner_team, "jo.example");
}

#[test]
fn what_is_no_service_is_said_and_nothing_is_fetched() {
    let said = ours().warnings.join("\n");
    for words in [
        "Line 55: the Component “${{ values.name }}” is a template with placeholders",
        "Skipped, because they are no services: 1 API “rates”, 1 Location “everything”, 1 Template “new-service”, 1 User “jo.example”.",
        "the Location “everything” only names 2 other files. Nothing is fetched",
        "“purse”: its owner is a person (“jo.example”) and no team.",
        "“ghost” is said to call “purse” and is not in this file.",
        "“till”: a service has no place for a link without an address that can be kept.",
    ] {
        assert!(said.contains(words), "{words} is not in:\n{said}");
    }
}

#[test]
fn what_is_not_certain_is_asked() {
    let file = ours();
    let asked: Vec<_> = file.questions.iter().map(|question| (question.ask, question.must)).collect();
    assert_eq!(asked, [(Ask::OtherTypes, false), (Ask::Tiers, false), (Ask::Twins, false)]);
    let words = |at: usize| file.questions[at].words.as_str();
    assert!(words(0).contains("“shop-docs” (documentation)"), "{}", words(0));
    assert!(words(1).contains("“till” critical (its label “tier” is “1”)"), "{}", words(1));
    assert!(words(1).contains("“rates-server” experimental (its lifecycle is experimental)"), "{}", words(1));
    assert!(!words(1).contains("purse"), "its tier is stated: {}", words(1));
    assert!(words(2).contains("“Purse” in line 40 as “Purse (2)”"), "{}", words(2));

    let names = |yes: &[Ask]| {
        let listed = answered(services(&file).to_vec(), yes);
        let joined = join(&[], &[Taken { listed: &listed, changes: false }]);
        let names: Vec<_> = joined.fresh.iter().map(|fresh| fresh.service.name.clone()).collect();
        (names, joined)
    };
    let (none, joined) = names(&[]);
    assert_eq!(none, ["till", "purse", "rates-server"]);
    assert!(joined.warnings[0].iter().any(|words| words.contains("“Purse” is in line ")), "{joined:?}");
    assert_eq!(joined.fresh[0].service.unknown_upstream, ["nowhere"], "it stays as a name");
    let mut calls = joined.fresh[0].calls.clone();
    calls.sort_unstable();
    assert_eq!(calls, [Place::Fresh(1), Place::Fresh(2)]);
    assert_eq!(joined.fresh[0].service.tier, Tier::NotStated);
    let (all, joined) = names(&[Ask::OtherTypes, Ask::Tiers, Ask::Twins]);
    assert_eq!(all, ["till", "purse", "rates-server", "shop-docs", "Purse (2)"]);
    assert_eq!(joined.fresh[0].service.tier, Tier::Critical);
    assert_eq!(joined.fresh[1].service.tier, Tier::Critical, "what was stated stays");
    assert_eq!(joined.fresh[2].service.tier, Tier::Experimental);
}

#[test]
fn files_that_hold_no_component_say_what_they_are() {
    let people = "apiVersion: backstage.io/v1alpha1\nkind: User\nmetadata: {name: a}\n---\napiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {name: b}\n";
    let said = text("org.yaml", people).unwrap_err().to_string();
    assert!(
        said.starts_with("These are people and teams of a Backstage catalog (1 Group “b”, 1 User “a”)"),
        "{said}"
    );
    let system = "apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: {name: shop}\n";
    let nothing = "This file of a Backstage catalog holds no service that can be taken in.";
    let said = text("system.yaml", system).unwrap_err().message;
    assert_eq!(said, format!("{nothing} Held are: 1 System “shop”."));
    let location = "apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: all}\nspec: {targets: [./a.yaml, ./b.yaml]}\n";
    let said = text("all.yaml", location).unwrap_err().message;
    assert!(said.starts_with(nothing) && said.contains("only names 2 other files"), "{said}");
    let nameless = format!("{system}---\napiVersion: backstage.io/v1alpha1\nkind: API\nspec: {{}}\n");
    let said = text("a.yaml", &nameless).unwrap_err().message;
    assert!(said.contains("1 API without a name, 1 System “shop”"), "{said}");
    for template in [
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${{values.component_id | dump}}\n  {%- if values.description %}\n  description: a\n  {%- endif %}\n",
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: \"{{ cookiecutter.name }}\"\n",
    ] {
        let refusal = text("catalog-info.yaml", template).unwrap_err();
        assert!(refusal.message.starts_with("This is a template of a Backstage catalog"), "{refusal}");
        assert_eq!(refusal.line, Some(4), "{refusal}");
    }
}

#[test]
fn hostile_catalogs_end_in_words() {
    let head = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: a\n";
    let began = Instant::now();
    for odd in [
        "apiVersion: backstage.io/v1alpha1\nkind: Component\n",
        "apiVersion: backstage.io/v1alpha1\nkind: [Component]\nmetadata: 7\nspec: []\n",
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: {a: b}}\nspec: {type: service}\n",
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: a, links: 7, tags: x, labels: [a], annotations: {b: {c: d}}}\nspec: {type: [service], owner: {}, dependsOn: 7, consumesApis: {a: b}, providesApis: x}\n",
        &format!(
            "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {{name: {}}}\n",
            "x".repeat(300)
        ),
        &format!(
            "{head}  labels:\n{}",
            (0..900).map(|at| format!("    l{at}: {}\n", "v".repeat(at * 3))).collect::<String>()
        ),
        &format!("{head}  description: \"{}\"\n", "é".repeat(20_000)),
        &format!("{head}  title: \"\\u202Ea\\u0007b\"\n"),
        &format!(
            "{head}spec:\n  dependsOn: [{}]\n",
            (0..300).map(|at| format!("component:c{at},")).collect::<String>()
        ),
    ] {
        match text("odd.yaml", odd) {
            Ok(file) => {
                for one in services(&file) {
                    domain::Document::from(one.service.clone()).check().unwrap();
                }
                assert!(!file.warnings.is_empty() || !file.questions.is_empty(), "{odd}");
            }
            Err(refusal) => assert!(refusal.message.ends_with('.'), "{refusal}"),
        }
    }
    let many = format!("{head}---\n").repeat(4_000);
    let file = text("many.yaml", &many).unwrap();
    assert_eq!(services(&file).len(), 4_000);
    assert!(text("deep.yaml", &format!("{head}spec: {}", "[".repeat(5_000))).is_err());
    let mut bomb = format!("{head}  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let before = format!("*a{}, ", level - 1).repeat(10);
        bomb.push_str(&format!("  a{level}: &a{level} [{}]\n", before.trim_end_matches(", ")));
    }
    assert!(text("bomb.yaml", &bomb).unwrap_err().message.contains("unfolds"));
    assert!(began.elapsed() < Duration::from_secs(60), "took {:?}", began.elapsed());
}

#[test]
fn real_catalogs_are_read_or_named() {
    let folder = root().join("../shared/cases/field/backstage");
    let Ok(files) = fs::read_dir(&folder) else {
        println!("The real files are not beside the project ({}).", folder.display());
        return;
    };
    for file in files {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let read = interchange::read(&name, &fs::read(&path).unwrap());
        let names: Vec<String> = match &read {
            Ok(file) => {
                answered(services(file).to_vec(), &[]).iter().map(|one| one.service.name.clone()).collect()
            }
            Err(refusal) => {
                let words = match name.as_str() {
                    "bstemplates_skeleton.yaml" => "template",
                    _ => "holds no service that can be taken in. Held are: ",
                };
                assert!(refusal.message.contains(words), "{name}: {refusal}");
                assert!(!["own-traps.yaml", "dokaseca_payment-api.yaml"].contains(&name.as_str()));
                continue;
            }
        };
        let expected: &[&str] = match name.as_str() {
            "dokaseca_payment-api.yaml" => &["payment-api"],
            "incidentio_catalog-info.yaml" => &["core-server"],
            "oneplatform_api-gateway.yaml" => &["one-platform-api-gateway"],
            "own-traps.yaml" => &["checkout", "payments"],
            _ => &[],
        };
        assert_eq!(names, expected, "{name}");
        let said = read.unwrap();
        assert!(!names.is_empty() || !said.warnings.is_empty() || !said.questions.is_empty(), "{name}");
    }
}

#[test]
fn what_is_long_or_escaped_is_said_in_short_words() {
    let entity = |kind: &str, name: &str| {
        format!("apiVersion: backstage.io/v1alpha1\nkind: {kind}\nmetadata: {{name: \"{name}\"}}\n")
    };
    let refusal = text("a.yaml", &entity("Component", "\\x24\\x7B\\x7B values.name }}")).unwrap_err();
    assert!(refusal.message.contains("placeholders (“${{ values.name }}”)"), "{refusal}");
    let file =
        text("b.yaml", &format!("{}---\n{}", entity("Component", "till"), entity(&"Kind".repeat(200), "a")));
    let warnings = file.unwrap().warnings;
    assert!(warnings.iter().all(|words| words.len() < 400 && words.ends_with('.')), "{warnings:?}");
}

fn component(name: &str, spec: &str) -> String {
    format!(
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {{name: {name}}}\nspec: {{type: {spec}}}\n"
    )
}

#[test]
fn what_the_server_of_a_catalog_answers_is_read() {
    let entity = |name: &str| {
        format!(
            r#"{{"apiVersion":"backstage.io/v1alpha1","kind":"Component","metadata":{{"name":"{name}"}},"spec":{{"type":"service"}}}}"#
        )
    };
    let (one, two) = (entity("cart"), entity("till"));
    let answer = format!(r#"{{"items":[{one},{two},{one}],"totalItems":3,"pageInfo":{{}}}}"#);
    for answer in [answer, format!("[{one},{two},{one}]")] {
        let file = text("answer.json", &answer).unwrap();
        let names: Vec<_> = services(&file).iter().map(|of| of.service.name.as_str()).collect();
        assert_eq!(names, ["cart", "till", "cart"]);
        let asked = &file.questions[0].words;
        assert!(asked.contains("“cart” in entry 3 as “cart (2)”"), "{asked}");
    }
}

#[test]
fn names_are_the_same_in_any_case_of_any_alphabet() {
    let file = [
        component("Über", "service, dependsOn: [component:über, component:CART, component:cart]"),
        component("Cart", "service, providesApis: [Preis], consumesApis: [PREIS]"),
        component("kasse", "service, consumesApis: [preis], dependsOn: [component:CART]"),
    ]
    .join("---\n");
    let file = text("a.yaml", &file).unwrap();
    let calls: Vec<_> = services(&file).iter().map(|of| of.calls.clone()).collect();
    assert_eq!(calls, [vec!["CART"], vec![], vec!["Cart"]]);
}

#[test]
fn what_is_left_out_takes_nobodys_name() {
    let file = [component("payments", "library"), component("payments", "service")].join("---\n");
    let file = text("a.yaml", &file).unwrap();
    let one = file.clone().answered(&[Ask::Twins]);
    let names = |file: &Imported| -> Vec<String> {
        services(file).iter().map(|of| of.service.name.clone()).collect()
    };
    assert_eq!(names(&one), ["payments"]);
    let asked = file.clone().answered(&[]);
    assert!(asked.questions.iter().all(|question| question.ask != Ask::Twins), "{:?}", asked.questions);
    let both = file.answered(&[Ask::OtherTypes, Ask::Twins]);
    assert_eq!(names(&both), ["payments", "payments (2)"]);
}
