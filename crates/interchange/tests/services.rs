//! Services from CSV and OpenSLO: what comes over, what is said about the rest, and where a fault is.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{read, root, services};
use domain::{
    Id,
    catalog::service::{DataClassification, Infra, Service, Tier},
};
use interchange::{
    Imported,
    catalog::{Column, Joined, Place, Taken, answered, join},
};
use std::{fs, time::Duration, time::Instant};

/// Longer than this is a reader that hangs, on any machine; how fast one is stands in no test.
const HANG: Duration = Duration::from_secs(60);

fn ours(name: &str) -> Imported {
    read(name, &fs::read(root().join("fixtures/import").join(name)).unwrap())
}

fn table(text: &str) -> Imported {
    read("table.csv", text.as_bytes())
}

fn refused(text: &str) -> String {
    let began = Instant::now();
    let refusal = interchange::read("table.csv", text.as_bytes()).unwrap_err();
    assert!(began.elapsed() < HANG, "took {:?}", began.elapsed());
    refusal.to_string()
}

fn joined(catalog: &[(Id, Service)], files: &[&Imported]) -> Joined {
    let taken = |file: &&Imported| answered(services(file).to_vec(), &[]);
    let taken: Vec<_> = files.iter().map(taken).collect();
    join(catalog, &taken.iter().map(|listed| Taken { listed, changes: false }).collect::<Vec<_>>())
}

#[test]
fn our_table_comes_over_with_its_quotes_and_its_formula() {
    let file = ours("services.csv");
    let listed = services(&file);
    let names: Vec<_> = listed.iter().map(|of| (of.service.name.as_str(), of.at.line)).collect();
    let formula = "=cmd|' /C calc'!A0";
    assert_eq!(names, [("Checkout", 3), ("Cart", 4), ("Tax \"EU\"", 5), (formula, 7), ("cart", 9)]);
    let (checkout, tax) = (&listed[0], &listed[2].service);
    assert_eq!((checkout.service.tier, checkout.service.infra), (Tier::Critical, Infra::K8s));
    assert_eq!(checkout.service.data_classification, DataClassification::Confidential);
    assert_eq!((checkout.service.peak_rps, checkout.service.monthly_cost_usd), (Some(850.5), Some(4200.0)));
    assert_eq!(checkout.calls, ["Cart", "Tax", "Ledger"]);
    assert_eq!((tax.owner_team.as_str(), tax.infra), ("Finance and billing", Infra::BareMetal));
    assert_eq!(listed[1].service.owner_team, "Web; shop");
    assert_eq!(file.warnings.len(), 1, "{:?}", file.warnings);
    assert!(file.warnings[0].contains("no place for “Wiki page”"), "{:?}", file.warnings);

    let Joined { fresh, warnings, .. } = joined(&[], &[&file]);
    assert_eq!(fresh.len(), 4);
    assert_eq!((&fresh[0].calls[..], &fresh[1].calls[..]), (&[Place::Fresh(1)][..], &[Place::Fresh(0)][..]));
    let said = warnings[0].join("\n");
    for words in [
        "Line 9: “cart” is in line 4 already, so it was left out.",
        "No service is called “Ledger”, in the files or in the catalog. It stays a name upstream of “Checkout”, and is joined as soon as there is one.",
        "“Tax”",
        "Not stated in the file, and so not stated here: ",
        "architecture, traffic pattern.",
    ] {
        assert!(said.contains(words), "{words} is not in:\n{said}");
    }
    assert!(!said.contains("It differs"), "{said}");
}

#[test]
fn a_name_upstream_that_no_catalog_could_keep_is_refused_in_its_line() {
    for (calls, words) in [
        ("x".repeat(201), "is longer than 200 characters"),
        ("Ta\u{202E}x".to_owned(), "invisible character U+202E"),
        ("Tax; \u{200B}".to_owned(), "is empty"),
    ] {
        let said = refused(&format!("name,upstream\nCart,\nCheckout,{calls}\n"));
        assert!(said.starts_with("Line 3: In “upstream”: ") && said.contains(words), "{said}");
    }
}

#[test]
fn our_openslo_stream_comes_over_with_its_labels() {
    let file = ours("services.openslo.yaml");
    let listed = services(&file);
    assert_eq!(listed.iter().map(|of| of.at.line).collect::<Vec<_>>(), [2, 19, 38], "{listed:?}");
    let search = &listed[0];
    assert_eq!((search.service.name.as_str(), search.service.tier), ("search", Tier::Important));
    assert_eq!(search.service.owner_team, "discovery, web");
    assert_eq!(search.service.oncall_rotation, "discovery-primary");
    assert_eq!(search.calls, ["catalog", "Checkout"]);
    let said = file.warnings.join("\n");
    for words in [
        "Not carried yet: SLO “search-availability” in line 27.",
        "Not carried yet: AlertPolicy “search-fast-burn”",
        "“catalog”: its label “tier” stays a label. “gold” is none of: critical, important, standard, experimental.",
    ] {
        assert!(said.contains(words), "{words} is not in:\n{said}");
    }
    let labels: Vec<_> =
        search.service.labels.iter().map(|label| (label.name.as_str(), label.value.as_str())).collect();
    assert_eq!(labels, [("env", "prod")]);
    assert_eq!(search.service.display_name, "Search");
    assert_eq!(search.service.description, "Finds what the shop sells.");
    // Both files together: one calls into the other.
    let Joined { fresh, warnings, .. } = joined(&[], &[&file, &ours("services.csv")]);
    assert_eq!(fresh[0].calls, [Place::Fresh(1), Place::Fresh(3)]);
    assert_eq!((fresh[3].service.name.as_str(), fresh[3].file), ("Checkout", 1));
    assert!(!warnings[0].join("\n").contains("is called “Checkout”"), "{warnings:?}");
}

#[test]
fn real_openslo_files_are_read_or_named() {
    let folder = root().join("../shared/cases/openslo");
    let Ok(files) = fs::read_dir(&folder) else {
        println!("The real files are not beside the project ({}).", folder.display());
        return;
    };
    for file in files {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let bytes = fs::read(&path).unwrap();
        if ["service.yaml", "in-unknown-field.yaml"].contains(&name) {
            let imported = read(name, &bytes);
            let (listed, said) = (services(&imported), imported.warnings.join("\n"));
            assert_eq!(listed.len(), 1, "{name}");
            assert!(listed[0].service.name.starts_with("my-rad"), "{name}");
            let described = !listed[0].service.description.is_empty();
            assert_eq!(
                (described, said.contains("spec.")),
                (name == "service.yaml", name != "service.yaml"),
                "{name}: {said}"
            );
        } else {
            let said = interchange::read(name, &bytes).unwrap_err().message;
            assert!(
                said.starts_with("This file of OpenSLO holds no service")
                    && said.contains("Not carried yet: "),
                "{name}: {said}"
            );
        }
    }
}

#[test]
fn real_sequences_of_openslo_keep_their_words_and_ask_about_twins() {
    let folder = root().join("../shared/cases/field/openslo");
    let Ok(bytes) = fs::read(folder.join("gosdk_sequence.json")) else {
        println!("The real files are not beside the project ({}).", folder.display());
        return;
    };
    let file = read("gosdk_sequence.json", &bytes);
    let first = &services(&file)[0].service;
    assert_eq!(
        (first.display_name.as_str(), first.description.as_str()),
        ("Users Auth Service", "Example Service")
    );
    let file = read("twins.yaml", &fs::read(folder.join("gosdk_services_same_name.yaml")).unwrap());
    assert_eq!(file.questions.len(), 1);
    assert!(
        file.questions[0].words.contains("“example-service” in entry 2 as “example-service (2)”"),
        "{:?}",
        file.questions
    );
    let both = answered(services(&file).to_vec(), &[domain::ask::Ask::Twins]);
    let labels: Vec<_> = both
        .iter()
        .map(|of| of.service.labels.iter().map(|label| label.value.as_str()).collect::<Vec<_>>())
        .collect();
    assert_eq!(labels, [vec!["prod"], vec!["./my/directory", "dev"]]);
    assert_eq!(both[1].service.name, "example-service (2)");
}

#[test]
fn openslo_that_is_odd_is_taken_as_far_as_it_goes() {
    let odd = "apiVersion: openslo/v1alpha\nkind: Service\nmetadata: {displayName: 7, labels: {team: a, owner: b}}\n---\napiVersion: openslo/v1\nkind: Service\n---\nkind: Dog\n--- # end\n";
    let file = read("odd.yaml", odd.as_bytes());
    assert_eq!(services(&file).len(), 1);
    assert_eq!((services(&file)[0].service.name.as_str(), services(&file)[0].at.line), ("7", 1));
    let said = file.warnings.join("\n");
    for words in [
        "“openslo/v1alpha” was read as",
        "Line 5: the service has no name",
        "Line 8: this is no object",
        "because owner_team was told already",
    ] {
        assert!(said.contains(words), "{words} is not in:\n{said}");
    }
    let json = r#"[{"apiVersion": "openslo/v1", "kind": "Service", "metadata": {"name": "a"}}]"#;
    assert_eq!(services(&read("a.json", json.as_bytes())).len(), 1);
    let broken = "apiVersion: openslo/v1\nkind: Service\n---\napiVersion: [openslo\nkind: ]x: {";
    let refusal = interchange::read("a.yaml", broken.as_bytes()).unwrap_err();
    assert_eq!(refusal.line, Some(5), "{refusal}");
    let long = format!(
        "apiVersion: openslo/v1\n---\napiVersion: openslo/v1\nkind: Service\nmetadata: {{name: {}}}\n",
        "x".repeat(300)
    );
    let refusal = interchange::read("a.yaml", long.as_bytes()).unwrap_err();
    assert!(refusal.to_string().starts_with("Line 3: The service “xxx"), "{refusal}");
}

#[test]
fn openslo_keeps_the_budgets_of_every_file() {
    let head = "apiVersion: openslo/v1\nkind: Service\nmetadata: {name: a}\n";
    let began = Instant::now();
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let before = format!("*a{}, ", level - 1).repeat(10);
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", before.trim_end_matches(", ")));
    }
    for (text, words) in [
        (format!("{head}---\n{bomb}"), "unfolds"),
        (format!("{head}---\nspec: {}", "[".repeat(5_000)), "nested deeper"),
        (format!("{head}{}", "--- x\n".repeat(6_000)), "more than 5000 documents"),
        (format!("{head}{}", format!("---\n- [{}]\n", "1,".repeat(30)).repeat(4_000)), "100000 values"),
    ] {
        let refusal = interchange::read("a.yaml", text.as_bytes()).unwrap_err();
        assert!(refusal.message.contains(words), "{refusal}");
    }
    assert!(services(&read("a.yaml", format!("{head}{}", "---\n".repeat(900_000)).as_bytes())).len() == 1);
    assert!(began.elapsed() < HANG, "took {:?}", began.elapsed());
}

#[test]
fn headings_and_delimiters_are_forgiven() {
    let plain = "name,tier,owner_team,upstream\na,critical,t,b;c\nb,,,\nc,,,\n";
    for text in [
        plain.to_owned(),
        plain.replace("b;c", "b|c").replace(',', ";"),
        plain.replace(',', "\t"),
        plain.replace('\n', "\r\n"),
        plain.replace('\n', "\r"),
        format!("\u{FEFF}{plain}"),
        format!("\n\n{plain}\n\n"),
        plain.replace("name,tier,owner_team,upstream", " NAME , Tier,Owner-Team,\"Depends\non\""),
        plain.replace("owner_team", "Team").replace("critical", "\" CRITICAL \""),
    ] {
        let file = table(&text);
        let listed = services(&file);
        assert_eq!(listed.len(), 3, "{text}");
        let first = &listed[0];
        assert_eq!((first.service.tier, first.service.owner_team.as_str()), (Tier::Critical, "t"), "{text}");
        assert_eq!(first.calls, ["b", "c"], "{text}");
        assert_eq!(first.told, [Column::Name, Column::Tier, Column::OwnerTeam, Column::Upstream]);
        assert!(file.warnings.is_empty(), "{:?}", file.warnings);
    }
    // Told by its content where the name does not say it, and not where it could be YAML.
    assert_eq!(services(&read("export.txt", plain.as_bytes())).len(), 3);
    for text in ["name: a, tier: b\n", "# name, tier\n{}\n", "- name, tier\n", "\"- name\",tier\n"] {
        let said = interchange::read("export.txt", text.as_bytes()).unwrap_err().to_string();
        assert!(said.contains("is no file that Readyroom knows") || said.contains("YAML"), "{said}");
    }
    assert_eq!(services(&table("name\na\n")).len(), 1);
}

#[test]
fn each_fault_of_a_table_has_its_line_and_its_column() {
    for (text, words) in [
        (
            "name,tier\na,critical\nb,gold\n",
            "Line 3: In “tier”, “gold” is none of: critical, important, standard, experimental.",
        ),
        (
            "name,tier\r\n\r\n\"a\r\nb\",\r\nb,gold\r\nc,silver\r\n",
            "Line 5: In “tier”, “gold” is none of: critical, important, standard, experimental. There are faults in line 6 as well.",
        ),
        ("name;peak rps\na;1,5\n", "Line 2: In “peak_rps”, “1,5” is no number. Write digits"),
        ("name,peak rps\na,inf\n", "Line 2: In “peak_rps”, “inf” is no number."),
        ("name,storage_gb\na,-1\n", "Line 2: In “storage_gb”: Storage is negative."),
        ("name,tier\n,critical\n", "Line 2: In “name”, nothing is written."),
        ("name,tier\na,critical,x\n", "Line 2: The row has 3 cells and the header row 2."),
        ("name,team\na,\"b\nc,d\n", "Line 2: A quotation mark is opened in this row and never closed."),
        ("name,team\na,b\nc,\"d", "Line 3: A quotation mark is opened"),
        ("team,tier\na,critical\n", "Line 1: The first row names no column “name”."),
        ("name,team,owner\na,b,c\n", "Line 1: The columns “team” and “owner” both mean owner_team"),
        ("name,tier\n\n,,\n", "a header row and no service below it"),
        (
            "name,language\na,\u{202E}b\n",
            "Line 2: In “language”: The language holds the invisible character U+202E.",
        ),
    ] {
        let said = refused(text);
        assert!(said.contains(words), "{text:?}: {said}");
    }
    let wide = format!("name{}\na\n", ",x".repeat(300));
    assert!(refused(&wide).contains("301 columns"));
    let calls = format!("name,upstream\na,{}\n", "b;".repeat(201));
    assert!(refused(&calls).contains("In “upstream”: The list of upstream services has 201 entries"));
}

#[test]
fn a_table_has_limits() {
    let rows = |count: usize| {
        format!("name,tier\n{}", (0..count).map(|at| format!("s{at},critical\n")).collect::<String>())
    };
    assert_eq!(services(&table(&rows(5_000))).len(), 5_000);
    assert_eq!(
        refused(&rows(5_001)),
        "Line 5002: The file holds more than 5000 services. Split it into several files."
    );
    assert!(refused(&" ".repeat(50_000_000)).contains("50 MB"));
    refused(&format!("name,tier\n{}", "x,gold\n".repeat(600_000)));
    refused(&format!("name,tier\n\"{}", "a,b\n".repeat(1_000_000)));
    refused(&",".repeat(4_999_999));
    refused(&format!("name,tier\n{}", "\"".repeat(4_900_000)));
    let file = table(&format!(
        "name,upstream\n{}",
        (0..5_000).map(|at| format!("s{at},nobody{at}\n")).collect::<String>()
    ));
    let said = joined(&[], &[&file]).warnings.remove(0);
    assert_eq!((said.len(), said.last().unwrap().as_str()), (101, "There are 4901 more notes like these."));
}

#[test]
fn the_catalog_is_never_written_over() {
    let id = |n: u128| -> Id { format!("{n:032x}").parse().unwrap() };
    let file = table("name,tier,team,upstream\na,critical,x,b\nb,,,a\n");
    let fresh = joined(&[], &[&file]).fresh;
    let mut catalog: Vec<(Id, Service)> =
        fresh.iter().zip(1..).map(|(of, n)| (id(n), of.service.clone())).collect();
    catalog[0].1.upstream = vec![id(2), id(77)];
    catalog[1].1.upstream = vec![id(1)];
    // The same again, in another case: nothing is new and nothing differs.
    let same = table("NAME,TIER,TEAM,UPSTREAM\nA,Critical,x,B\nB,,,A\n");
    let Joined { fresh, warnings, .. } = joined(&catalog, &[&same]);
    assert!(fresh.is_empty());
    assert_eq!(warnings, [["In the catalog already, and left as it is there: “A”, “B”."]]);
    let other = table("name,tier,team,upstream,language\na,important,x,c,Go\nc,critical,,a,\n");
    let Joined { fresh, warnings, .. } = joined(&catalog, &[&other]);
    assert_eq!((fresh.len(), &fresh[0].calls[..]), (1, &[Place::Known(id(1))][..]));
    assert_eq!(
        warnings[0][0],
        "Line 2: “a” is in the catalog already, so it was left out. It differs: tier: “important” here, “critical” there; upstream: other services; language: “Go” here, not stated there. What is in the catalog stays as it is."
    );
    // A display name that the catalog knows is the same service; in one file it is not.
    let also =
        read("a.yaml", b"apiVersion: openslo/v1\nkind: Service\nmetadata: {name: the-a, displayName: A}\n");
    let Joined { fresh, warnings, .. } = joined(&catalog, &[&also]);
    assert!(fresh.is_empty());
    assert_eq!(warnings, [["In the catalog already, and left as it is there: “the-a” (there “a”)."]]);
    assert_eq!(joined(&[], &[&file, &also]).fresh.len(), 3);
}

#[test]
fn names_that_spreadsheets_change_stay_what_they_are() {
    let mut text = "name,tier,owner_team\n\"'=x\",standard,a\n=SUM(A1),standard,a\n@team-sre,standard,a\n\"+251 700 000 000\",standard,a\n-5,standard,a\n06-8108,standard,a\n12E12,standard,a\n0042,standard,a\ntrue,standard,a\n".to_owned();
    let (mut tables, mut names) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        let file = table(&text);
        assert!(file.questions.is_empty(), "{:?}", file.questions);
        let fresh = joined(&[], &[&file]).fresh;
        let catalog: Vec<(Id, Service)> = fresh
            .into_iter()
            .zip(1_u128..)
            .map(|(fresh, n)| (format!("{n:032x}").parse().unwrap(), fresh.service))
            .collect();
        let mut these: Vec<_> = catalog.iter().map(|(_, service)| service.name.clone()).collect();
        these.sort();
        names.push(these);
        text = interchange::catalog::csv::write(&catalog);
        tables.push(text.clone());
    }
    assert!(names[0].contains(&"0042".to_owned()) && names[0].contains(&"+251 700 000 000".to_owned()));
    assert!(names.windows(2).all(|two| two[0] == two[1]), "{names:?}");
    assert!(tables.windows(2).all(|two| two[0] == two[1]), "{tables:?}");
}

#[test]
fn who_calls_a_service_may_be_said_from_either_side() {
    let text = "name,downstream,upstream\npayments,Checkout | cart | ledger,\ncheckout,,payments\ncart,,\n";
    let file = read("services.csv", text.as_bytes());
    let calls: Vec<_> =
        services(&file).iter().map(|listed| (listed.service.name.clone(), listed.calls.clone())).collect();
    let payments = vec!["payments".to_owned()];
    assert_eq!(
        calls,
        [
            ("payments".to_owned(), Vec::new()),
            ("checkout".to_owned(), payments.clone()),
            ("cart".to_owned(), payments),
        ]
    );
    assert_eq!(file.warnings.len(), 1, "{:?}", file.warnings);
    assert!(file.warnings[0].starts_with("“ledger” is said to call “payments”"), "{:?}", file.warnings);
}
