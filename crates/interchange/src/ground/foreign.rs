//! Files of other tools that have no place here: what each is, so that the person who picked it by mistake knows.

use crate::Unreadable;
use domain::text::clip;
use serde_json::Value;

/// What is read, for whoever picked something else.
const READS: &str = "Readyroom reads experiments and journals of Chaos Toolkit, catalogs of Backstage and services of OpenSLO (JSON or YAML), and lists of services (CSV)";

/// Says what a file is that is not read.
fn is(what: &str) -> Unreadable {
    Unreadable::new(format!("This is {what}. {READS}."))
}

/// By the first bytes, where a file is no text.
pub fn bytes(bytes: &[u8]) -> Option<Unreadable> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or an office document (.xlsx, .docx). Save a table as CSV"),
        (b"SQLite format 3\0", "a database. A workspace of Readyroom is opened, not imported"),
        (b"\x1F\x8B", "a compressed file (gzip). Unpack it first"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"\xD0\xCF\x11\xE0", "an office document (.xls, .doc). Save a table as CSV"),
    ];
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, what)| is(what))
}

/// By its words, where a text is neither JSON nor YAML nor a table.
pub fn text(file_name: &str, text: &str) -> Option<Unreadable> {
    const BEGINS: &[(&str, &str)] = &[
        ("<!doctype html", "a page of HTML"),
        ("<html", "a page of HTML"),
        ("<jmetertestplan", "a test plan of JMeter"),
        ("<testresults", "the results of a load test of JMeter"),
        ("<?xml", "an XML document"),
        ("<svg", "a picture"),
        ("begin:vcalendar", "a calendar"),
        ("begin:vcard", "a card of contacts"),
        ("#!/", "a script"),
    ];
    let begin = clip(text.trim_start(), 2_000).to_lowercase();
    let holds = |words: &str| begin.contains(words);
    let known = BEGINS.iter().find(|(marker, _)| begin.starts_with(marker)).map(|(_, what)| *what);
    let known = match known {
        Some("an XML document") if holds("<testresults") => Some("the results of a load test of JMeter"),
        Some("an XML document") if holds("<jmetertestplan") => Some("a test plan of JMeter"),
        Some("an XML document") if holds("<testsuite") => Some("a JUnit report"),
        known => known,
    };
    let name = file_name.to_lowercase();
    let heading =
        text.lines().any(|line| line.trim_start_matches('#').starts_with(' ') && line.starts_with('#'));
    let known = known.or_else(|| {
        (name.ends_with(".md") || name.ends_with(".markdown") || heading).then_some("a Markdown document")
    });
    let known = known.or_else(|| {
        (name.ends_with(".tf") || begin.starts_with("resource \"")).then_some("a Terraform configuration")
    });
    let headings: Vec<&str> = text.lines().next()?.split([',', ';', '\t']).take(200).collect();
    known.map(is).or_else(|| table(&headings).filter(|_| headings.len() > 1))
}

/// By the headings of a table.
pub fn table(headings: &[&str]) -> Option<Unreadable> {
    let bare: Vec<String> = headings
        .iter()
        .map(|heading| heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect())
        .collect();
    let has = |word: &str| bare.iter().any(|heading| heading == word);
    let first = bare.first().map_or("", String::as_str);
    let is_time = ["time", "timestamp", "datetime", "date", "ts", "timestampms", "unixtime"].contains(&first);
    if has("timestamp") && has("elapsed") && has("label") {
        Some(is("the results of a load test of JMeter"))
    } else if has("requestcount") && has("failurecount") {
        Some(is("the results of a load test of Locust"))
    } else if has("metricname") && has("metricvalue") {
        Some(is("the results of a load test of k6"))
    } else if is_time && !has("name") && !has("service") {
        Some(is("a time series (its first column is a time)"))
    } else {
        None
    }
}

/// What other tools mark their objects with: `apiVersion`, and what it is called here; the kind is added.
const API_VERSIONS: &[(&str, &str)] = &[
    ("litmuschaos.io/", "of Litmus"),
    ("chaos-mesh.org/", "of Chaos Mesh"),
    ("argoproj.io/", "of Argo"),
    ("monitoring.coreos.com/", "of the Prometheus operator"),
    ("sloth.slok.dev/", "of Sloth"),
    ("pyrra.dev/", "of Pyrra"),
    ("chaosblade.io/", "of ChaosBlade"),
    ("kraken", "of Krkn"),
    ("n9/", "of Nobl9"),
    ("grafana", "of Grafana"),
    ("helm.toolkit.fluxcd.io/", "of Flux"),
];

/// What a file is that has these fields at its top: every one of them, a dot leading further down.
const FIELDS: &[(&[&str], &str)] = &[
    (
        &["actions", "targets", "stopConditions"],
        "an experiment template of AWS Fault Injection Service (FIS)",
    ),
    (&["actions", "targets", "roleArn"], "an experiment template of AWS Fault Injection Service (FIS)"),
    (&["experimentTemplate.actions"], "an experiment template of AWS Fault Injection Service (FIS)"),
    (&["experiment.experimentTemplateId"], "an experiment that AWS Fault Injection Service (FIS) ran"),
    (
        &["activities", "target"],
        "discovery output of Chaos Toolkit (“chaos discover”): it lists what could be done, and is no experiment",
    ),
    (
        &["activities", "system"],
        "discovery output of Chaos Toolkit (“chaos discover”): it lists what could be done, and is no experiment",
    ),
    (&["properties.steps", "properties.selectors"], "an experiment of Azure Chaos Studio"),
    (&["lanes", "name"], "an experiment design of Steadybit"),
    (&["impactDefinition", "targetDefinition"], "an attack of Gremlin"),
    (&["groups.0.rules"], "a file of Prometheus rules"),
    (&["scrape_configs"], "a configuration of Prometheus"),
    (&["route", "receivers"], "a configuration of Alertmanager"),
    (&["slos", "service"], "an SLO spec of Sloth"),
    (&["openapi", "paths"], "a description of an interface (OpenAPI)"),
    (&["openapi", "info"], "a description of an interface (OpenAPI)"),
    (&["swagger", "info"], "a description of an interface (Swagger)"),
    (&["asyncapi"], "a description of an interface (AsyncAPI)"),
    (&["jobs", "on"], "a workflow of GitHub"),
    (&["jobs", "true"], "a workflow of GitHub"),
    (&["AWSTemplateFormatVersion"], "a template of AWS CloudFormation"),
    (&["terraform_version"], "a state or plan of Terraform"),
    (&["$schema", "resources", "contentVersion"], "a template of Azure Resource Manager"),
    (&["panels", "schemaVersion"], "a dashboard of Grafana"),
    (&["dashboard.panels"], "a dashboard of Grafana"),
    (&["metrics.http_reqs"], "a summary of a load test of k6"),
    (&["metrics.iterations"], "a summary of a load test of k6"),
    (&["root_group", "metrics"], "a summary of a load test of k6"),
    (&["aggregate", "intermediate"], "a report of a load test of Artillery"),
    (&["latencies", "status_codes"], "a report of a load test of Vegeta"),
    (&["dd-service"], "a service definition of Datadog"),
    (&["app", "backend", "catalog"], "a configuration of Backstage (app-config)"),
    (&["app.baseUrl", "backend"], "a configuration of Backstage (app-config)"),
    (&["nbformat", "cells"], "a Jupyter notebook"),
    (&["log.entries"], "a recording of a browser (HAR)"),
    (&["data.result", "status"], "an answer of Prometheus: a time series"),
    (&["name", "dependencies", "version"], "a package.json"),
    (&["name", "scripts"], "a package.json"),
    (&["type", "features"], "a map in GeoJSON"),
    (&["auths"], "the settings of Chaos Toolkit"),
];

/// What a tree is, where it is known.
pub fn named(value: &Value) -> Option<Unreadable> {
    known(value).map(|what| is(&what))
}

/// What a tree is, as far as it can be said.
pub fn tree(value: &Value) -> Unreadable {
    if let Some(named) = named(value) {
        return named;
    }
    let what = match value {
        Value::Object(fields) if fields.is_empty() => "an empty map of fields".to_owned(),
        Value::Object(fields) => {
            let names: Vec<_> = fields.keys().take(4).map(|key| format!("“{}”", clip(key, 40))).collect();
            let more = match fields.len().saturating_sub(4) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!("a map with the fields {}{more}", names.join(", "))
        }
        Value::Array(items) => format!("a list of {} entries", items.len()),
        Value::String(_) => "plain text".to_owned(),
        _ => "a single value".to_owned(),
    };
    Unreadable::new(format!("This is no file that Readyroom knows: {what}. {READS}."))
}

/// The name of a tree, where it has one.
fn known(value: &Value) -> Option<String> {
    let value = match value {
        Value::Array(items)
            if items.first().is_some_and(|first| at(first, "listen") && at(first, "upstream")) =>
        {
            return Some("a configuration of Toxiproxy".to_owned());
        }
        Value::Array(items) => items.first()?,
        value => value,
    };
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    if let Some((version, kind)) = text("apiVersion").zip(text("kind")) {
        let kind = clip(kind, 40);
        let of = API_VERSIONS.iter().find(|(begin, _)| version.starts_with(begin));
        return Some(match of {
            Some((_, of)) => format!("a {kind} {of}"),
            None => format!("a {kind} of Kubernetes ({})", clip(version, 40)),
        });
    }
    let resources = value.get("Resources").and_then(Value::as_object);
    let is_fis =
        |resource: &Value| resource.get("Type").is_some_and(|kind| kind == "AWS::FIS::ExperimentTemplate");
    if resources.is_some_and(|resources| resources.values().any(is_fis)) {
        return Some(
            "an experiment template of AWS Fault Injection Service (FIS), within AWS CloudFormation"
                .to_owned(),
        );
    }
    if let Some((_, what)) = FIELDS.iter().find(|(fields, _)| fields.iter().all(|field| at(value, field))) {
        return Some((*what).to_owned());
    }
    let services = value.get("services").and_then(Value::as_object);
    let runs = |service: &Value| at(service, "image") || at(service, "build");
    services.filter(|services| services.values().any(runs)).map(|_| "a Docker Compose file".to_owned())
}

/// Whether there is a field at this path.
fn at(value: &Value, path: &str) -> bool {
    let mut here = Some(value);
    for key in path.split('.') {
        here = here.and_then(|here| match key.parse::<usize>() {
            Ok(place) => here.get(place),
            Err(_) => here.get(key),
        });
    }
    here.is_some()
}
