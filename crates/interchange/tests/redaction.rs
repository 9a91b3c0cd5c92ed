//! What is taken for the name of a machine or a person, and what is not.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use interchange::Redaction;
use serde_json::{Value, json};

fn hidden(value: Value) -> Value {
    Redaction::default().of(value)
}

#[test]
fn names_of_machines_and_people_go() {
    for (text, expected) in [
        ("redis-prod-1:6379 is full", "host-1:6379 is full"),
        ("dial web01:8443: refused", "dial host-1:8443: refused"),
        ("ssh deploy@bastion uptime", "ssh user-1@host-1 uptime"),
        ("scp a deploy@bastion:/srv/a", "scp a user-1@host-1:/srv/a"),
        ("mail mira@shop.bank", "mail user-1@host-1"),
        ("pay.shop.co.za, then api.shop.hk", "host-1, then host-2"),
        ("on db.pagos.com.ar and www.first.bank", "on host-1 and host-2"),
        ("at edge.cdn.xyz:443", "at host-1:443"),
        ("said {\"host\": \"web01\"} twice", "said {\"host\": \"host-1\"} twice"),
        ("kill (node_name=worker7, grace=3)", "kill (node_name=host-1, grace=3)"),
        ("psql --username mira --host db7", "psql --username user-1 --host host-1"),
    ] {
        assert_eq!(hidden(json!(text)), json!(expected));
    }
}

#[test]
fn what_a_field_or_an_option_names_goes_everywhere() {
    let value = hidden(json!({
        "title": "web01 and bastion are quick, says mira",
        "configuration": { "db_host": { "type": "env", "key": "DB_HOST", "default": "ledger" } },
        "method": [{ "provider": { "arguments": ["--server", "bastion", "--user", "mira"] } }],
        "output": { "hostname": "web01", "nodes": ["n1", "n2:9100"], "said": "n2 asks ledger, n1 asks n12" },
    }));
    let text = value.to_string();
    for name in ["web01", "bastion", "mira", "\"n1\"", "n2", "ledger"] {
        assert!(!text.contains(name), "{name} is in {text}");
    }
    assert!(text.contains("asks n12") && text.contains("DB_HOST"), "{text}");
}

#[test]
fn what_only_looks_like_a_name_stays() {
    for text in [
        "python chaosk8s.pod.actions.terminate_pods (ns=shop)",
        "chaoslib.exceptions.ActivityFailed: it took 12:30:15",
        "urllib3.exceptions.MaxRetryError in requests.adapters.send",
        "took a.tar.gz, b.min.js and values.prod.yaml of 1.44.0 and v2.1.3",
        "com.acme.shop.cart failed",
        "$.items.status.phase and spec.template.metadata.labels",
        "actions/checkout@v4, left-pad@1.3.0, nginx@sha256 and app@latest",
        "postgres:16, node:20, step-2:30, exit-code:137 and main.rs:4711",
        "import my.own.module then call my.own.thing(1)",
        "e.g. the host: unreachable, the user=${USER} and host=localhost",
        "server=true, nodes=3, users: 12",
    ] {
        let value = json!({ "title": text, "module": "my.own.module" });
        assert_eq!(hidden(value.clone()), value);
    }
    let value = json!({
        "output": { "headers": { "server": "nginx" }, "node": "true", "nodes": 3, "host": "localhost", "user": "root" },
        "said": "nginx and root are no secret, and true is true",
        "provider": { "module": "acme.faults.disk", "func": "fill" }, "how": "acme.faults.disk.fill",
    });
    assert_eq!(hidden(value.clone()), value);
}

#[test]
fn mail_addresses_and_the_people_beside_them_go() {
    for (text, expected) in [
        ("mail mira.k+test@shop.example now", "mail user-1@host-1 now"),
        ("to: Jo Example <jo@corp.museum>, please", "to: user-2 <user-1@host-1>, please"),
        ("mailto:o'brien@corp.example", "mailto:user-1@host-1"),
        ("jo_x%y@a-b.corp.kyoto", "user-1@host-1"),
    ] {
        assert_eq!(hidden(json!(text)), json!(expected), "{text}");
    }
    let value = hidden(json!({
        "said": "Jo and Jo Example saw it, JO@CORP.EXAMPLE too",
        "output": { "body": [{ "name": "Jo Example", "mail": "jo@corp.example" }] },
        "activity": { "name": "stop-cache" },
    }));
    let text = value.to_string();
    for name in ["Jo", "JO", "Example", "CORP", "corp.example"] {
        assert!(!text.contains(name), "{name} is in {text}");
    }
    assert!(text.contains("stop-cache"), "{text}");
    let stays = json!("actions/checkout@v4.1 and left-pad@1.3.0, a@b, @team, 5 @ 10");
    assert_eq!(hidden(stays.clone()), stays);
}

#[test]
fn secrets_go_wherever_they_stand() {
    let value = hidden(json!({
        "configuration": {
            "db_password": "hunter2-not-real",
            "api_token": { "type": "env", "key": "API_TOKEN", "default": "t0ken-not-real" },
            "pin_secret": 4711,
            "downtime": 120,
        },
        "secrets": { "aws": { "access": { "type": "env", "key": "AWS_KEY" }, "plain": "abcdef123" } },
        "method": [
            { "provider": { "type": "process", "arguments": ["--password", "pw", "--ns", "shop"] } },
            { "provider": { "type": "http", "url": "https://x/?token=zzz999&a=1", "headers": { "Authorization": "Bearer q1w2e3" } } },
            { "name": "login with hunter2-not-real", "provider": { "arguments": "DB_PASSWORD=hunter2-not-real run" } },
        ],
    }));
    let text = value.to_string();
    for secret in ["hunter2", "t0ken", "4711", "abcdef123", "\"pw\"", "zzz999", "q1w2e3"] {
        assert!(!text.contains(secret), "{secret} is in {text}");
    }
    for kept in ["API_TOKEN", "AWS_KEY", "120", "shop", "db_password", "--ns"] {
        assert!(text.contains(kept), "{kept} is not in {text}");
    }
    assert_eq!(value["configuration"]["db_password"], "secret-2");
    let stays = json!({ "max_tokens": 5, "token": "${API_TOKEN}", "password": null, "primary_key": "id" });
    assert_eq!(hidden(stays.clone()), stays);
}
