//! Files that somebody picked by mistake: each is told what it is, and never that it is no Chaos Toolkit alone.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::root;
use domain::ask::Ask;
use interchange::Carried;
use std::fs;

/// Name, text, and what is said of it.
const WRONG: &[(&str, &str, &str)] = &[
    (
        "fis.json",
        r#"{"description":"d","targets":{},"actions":{},"stopConditions":[],"roleArn":"a"}"#,
        "an experiment template of AWS Fault Injection Service (FIS)",
    ),
    ("fis-cfn.json", r#"{"Resources":{"T":{"Type":"AWS::FIS::ExperimentTemplate"}}}"#, "FIS"),
    (
        "fis-run.json",
        r#"{"experiment":{"id":"E","experimentTemplateId":"T"}}"#,
        "AWS Fault Injection Service (FIS) ran",
    ),
    (
        "engine.yaml",
        "apiVersion: litmuschaos.io/v1alpha1\nkind: ChaosEngine\nmetadata: {name: a}\n",
        "a ChaosEngine of Litmus",
    ),
    (
        "two.yaml",
        "apiVersion: litmuschaos.io/v1alpha1\nkind: ChaosEngine\n---\napiVersion: v1\nkind: Pod\n",
        "a ChaosEngine of Litmus",
    ),
    ("mesh.yaml", "apiVersion: chaos-mesh.org/v1alpha1\nkind: PodChaos\n", "a PodChaos of Chaos Mesh"),
    ("deploy.yaml", "apiVersion: apps/v1\nkind: Deployment\n", "a Deployment of Kubernetes (apps/v1)"),
    (
        "discovery.json",
        r#"{"chaoslib_version":"1","id":"i","target":"chaosk8s","date":"d","activities":[{"type":"action","name":"n"}]}"#,
        "discovery output of Chaos Toolkit",
    ),
    ("rules.yml", "groups:\n- name: a\n  rules:\n  - alert: Down\n", "a file of Prometheus rules"),
    ("sloth.yaml", "version: prometheus/v1\nservice: a\nslos: []\n", "an SLO spec of Sloth"),
    ("k6.json", r#"{"root_group":{},"metrics":{"http_reqs":{}}}"#, "a summary of a load test of k6"),
    (
        "results.jtl",
        "timeStamp,elapsed,label,responseCode\n1,2,a,200\n",
        "the results of a load test of JMeter",
    ),
    (
        "results.csv",
        "timeStamp,elapsed,label,responseCode\n1,2,a,200\n",
        "the results of a load test of JMeter",
    ),
    ("cpu.csv", "timestamp,value\n2014-02-14 14:27:00,51.8\n", "a time series"),
    ("notes.md", "# What happened\n\nIt broke: at 10:00\n- a\nb: c: d\n", "a Markdown document"),
    ("compose.yml", "services:\n  web: {image: nginx}\n", "a Docker Compose file"),
    ("api.yaml", "openapi: 3.0.0\ninfo: {title: a}\npaths: {}\n", "OpenAPI"),
    ("page.html", "<!DOCTYPE html>\n<p>a: b: c\n", "a page of HTML"),
    ("app-config.yaml", "app: {baseUrl: a}\nbackend: {}\ncatalog: {}\n", "a configuration of Backstage"),
    (
        "toxiproxy.json",
        r#"[{"name":"a","listen":"[::]:1","upstream":"b:2"}]"#,
        "a configuration of Toxiproxy",
    ),
    ("odd.json", r#"{"a":1,"b":2,"c":3,"d":4,"e":5}"#, "a map with the fields “a”, “b”, “c”, “d” and 1 more"),
];

#[test]
fn a_wrong_file_is_told_what_it_is() {
    for (name, text, what) in WRONG {
        let said = interchange::read(name, text.as_bytes()).unwrap_err().message;
        assert!(said.contains(what), "{name}: {said}");
        assert!(
            said.contains("Backstage") && said.contains("OpenSLO") && said.contains("CSV"),
            "{name}: {said}"
        );
    }
    for (name, bytes, what) in [
        ("a.pdf", &b"%PDF-1.7\n%\xE2\xE3"[..], "a PDF document"),
        ("a.xlsx", &b"PK\x03\x04\x14\0"[..], "an office document"),
        ("a.readyroom", &b"SQLite format 3\0"[..], "a workspace of Readyroom is opened"),
    ] {
        let said = interchange::read(name, bytes).unwrap_err().message.to_lowercase();
        assert!(said.contains(&what.to_lowercase()), "{name}: {said}");
    }
}

#[test]
fn files_of_rooms_to_come_are_told_what_they_are() {
    let folder = root().join("../shared/cases/field");
    if !folder.is_dir() {
        return println!("The real files are not beside the project ({}).", folder.display());
    }
    for (file, what) in [
        ("timeseries/nab_rds_cpu.csv", "a time series"),
        ("loadtest/own-jmeter.jtl", "JMeter"),
        ("postmortems/prose-only.md", "a Markdown document"),
        ("postmortems/times-without-dates.md", "a Markdown document"),
        ("rules/alerts-blackbox.yml", "Prometheus rules"),
        ("rules/sloth_invalid_version.yaml", "Sloth"),
    ] {
        let path = folder.join(file);
        let name = path.file_name().unwrap().to_str().unwrap();
        let said = interchange::read(name, &fs::read(&path).unwrap()).unwrap_err().message;
        assert!(said.contains(what), "{file}: {said}");
    }
}

#[test]
fn a_table_that_may_be_no_list_of_services_is_asked_about() {
    let asks = |text: &str| {
        let file = interchange::read("a.csv", text.as_bytes()).unwrap();
        assert!(matches!(file.what, Carried::Services(_)), "{text}");
        file.questions.into_iter().find(|question| question.ask == Ask::Table)
    };
    for text in [
        "id,name,description\n1,Released,\n2,In Progress,\n3,Deprecated,\n",
        "id;name;source_id;target_id\n1;1->2;1;2\n2;2->8;2;8\n",
        "name\nMira\nJo\n",
        "name,team\nMira,Web\n",
        "name,owner,due,status\nBuy milk,Jo,2026-11-28,open\n",
        "id,name,calls\n1,a,17\n2,b,4\n",
        "name,tier,phone,mail,street,city\nMira,critical,1,2,3,4\n",
        "name,tier\nMira,\n",
    ] {
        let asked = asks(text).unwrap_or_else(|| panic!("not asked: {text}"));
        assert!(asked.must && asked.words.contains("a list of services?"), "{}", asked.words);
    }
    for text in [
        "service\na\n",
        "service_name,team\na,b\n",
        "name,tier\na,critical\n",
        "name,upstream\na,b\n",
        "sep=;\r\nname;tier;owner_team\r\ncheckout;critical;Storefront\r\n",
    ] {
        assert_eq!(asks(text), None, "{text}");
    }
    let words = asks("id,name,description\n1,Released,\n2,In Progress,\n").unwrap().words;
    assert_eq!(
        words,
        "Is “a.csv” a list of services? It has the columns “id”, “name”, “description” and 2 rows: “Released”, “In Progress”."
    );
}
