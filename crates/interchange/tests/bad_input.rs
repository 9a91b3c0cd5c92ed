//! Files that somebody broke, by accident or on purpose: words and a place, in bounded time, never a panic.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use interchange::{FILE_MAX_BYTES, Unreadable};
use std::time::{Duration, Instant};

/// Longer than this is a reader that hangs, on any machine; how fast one is stands in no test.
const HANG: Duration = Duration::from_secs(60);

fn refused(name: &str, bytes: &[u8]) -> Unreadable {
    let began = Instant::now();
    let refusal = interchange::read(name, bytes).unwrap_err();
    assert!(began.elapsed() < HANG, "{name} took {:?}", began.elapsed());
    assert!(refusal.message.len() < 500 && refusal.message.ends_with(['.', ']']), "{refusal}");
    refusal
}

/// File name, text, part of the words, line and column.
type Case<'a> = (&'a str, &'a str, &'a str, Option<(usize, usize)>);

fn said(cases: &[Case]) {
    for (name, text, words, place) in cases {
        let refusal = refused(name, text.as_bytes());
        assert!(refusal.message.contains(words), "{name}: {refusal}");
        let found = refusal.line.zip(refusal.column);
        assert!(place.is_none() || found == *place, "{name}: {refusal}");
    }
}

/// What is wrong, and a part of the words; with line and column where they can be known.
#[test]
fn each_fault_has_its_words_and_its_place() {
    let cases: &[Case] = &[
        ("cut.json", "{\n \"title\": \"a\",\n \"meth", "cut off", Some((3, 6))),
        ("comma.json", "{\n  \"title\": \"a\"\n  \"method\": []\n}", "expected `,` or `}`", Some((3, 3))),
        (
            "twice.json",
            "{\"method\": [],\n \"title\": \"a\", \"title\": \"b\"}",
            "“title” is there twice",
            Some((2, 22)),
        ),
        ("twice.yaml", "title: a\nmethod: []\ntitle: b\n", "“title” is there twice", Some((3, 1))),
        ("tab.yaml", "title: a\ndescription: b\nmethod:\n\t- type: action\n", "tab", Some((4, 2))),
        ("broken.yaml", "title: [a\nmethod: ]x: {", "not valid YAML", Some((2, 7))),
        ("inner-tab.yaml", "title: a\nmethod:\n  - a\n \t- b\n", "tab", Some((3, 5))),
        ("two.yaml", "title: a\n---\ntitle: b\n", "several documents", Some((3, 1))),
        ("infinite.yaml", "title: .inf\n", "not finite", Some((1, 8))),
        ("cut.yaml", "title: \"a\nmethod: [", "unclosed quote", Some((1, 8))),
        ("empty.json", "", "empty", None),
        ("blank.yaml", " \r\n\t\n", "empty", None),
        ("number.json", "[1, 2, 3]", "no file that Readyroom knows", None),
        ("words.txt", "These are my notes.", "no file that Readyroom knows", None),
        (
            "other.json",
            "{\"openslo\": 1}",
            "no file that Readyroom knows: a map with the fields “openslo”",
            None,
        ),
        ("no-title.json", "{\"method\": []}", "“title” is missing", None),
        ("no-method.json", "{\"title\": \"a\", \"rollbacks\": []}", "“method” is missing", None),
        ("title.json", "{\"title\": 7, \"method\": []}", "“title” should be text, but it is a number", None),
        (
            "method.json",
            "{\"title\": \"a\", \"method\": {}}",
            "“method” should be a list, but it is a map",
            None,
        ),
        (
            "name.json",
            "{\"title\": \"a\", \"method\": [{\"type\": \"action\", \"name\": [], \"provider\": {}}]}",
            "“method.0.name” should be text, but it is a list",
            None,
        ),
        (
            "probe.json",
            "{\"title\": \"a\", \"method\": [], \"steady-state-hypothesis\": {\"title\": \"b\", \"probes\": [1]}}",
            "“steady-state-hypothesis.probes.0” should be a map of fields",
            None,
        ),
        (
            "journal.json",
            "{\"experiment\": {\"title\": \"a\", \"method\": []}, \"status\": \"completed\", \"deviated\": \"no\"}",
            "“deviated” should be true or false",
            None,
        ),
        (
            "time.json",
            "{\"experiment\": {\"title\": \"a\", \"method\": []}, \"status\": \"completed\", \"deviated\": false, \"start\": \"noon\"}",
            "“start” is “noon”, which is no time",
            None,
        ),
    ];
    said(cases);
}

#[test]
fn what_a_parser_finds_is_said_as_a_person_would() {
    said(&[
        ("bare.json", "{title: \"a\"}", "stands without quotation marks", Some((1, 2))),
        ("none.json", "{\"title\": , \"method\": []}", "no value: text in quotation marks", Some((1, 11))),
        ("half.json", "{\"title\": \"\\ud800\"}", "stands for no letter", None),
        ("colon.yaml", "title: a: b\n", "text with a colon needs quotation marks", Some((1, 9))),
        ("sign.yaml", "title: @a\n", "put the text into quotation marks", None),
        ("end.yaml", "method:\n- [a, {b: c", "a bracket is opened and never closed", None),
        ("table.yaml", "title: *table\n", "an alias leads nowhere", None),
    ]);
}

#[test]
fn what_words_quote_of_a_file_neither_breaks_nor_paints_over_them() {
    let refusal = refused("kind.yaml", "apiVersion: \"a\\nb\"\nkind: \"P\\u202Eod\\0\"\n".as_bytes());
    assert!(refusal.message.starts_with("This is a P od of Kubernetes (a b)."), "{refusal:?}");
    let read = common::read("a.csv", "name,tier,no\0te\nCart,critical,x\n".as_bytes());
    assert!(read.warnings[0].contains("no place for “no te”"), "{:?}", read.warnings);
}

#[test]
fn a_title_that_nobody_could_see_is_none() {
    let file =
        "title: \u{200B}\nmethod:\n- {type: action, name: \u{2060}, provider: {type: process, path: x}}\n";
    let found = common::experiment(common::read("a.yaml", file.as_bytes()));
    assert_eq!(found.title, "Untitled experiment");
    domain::record::Noun::check(&found).unwrap();
}

#[test]
fn what_editors_leave_behind_is_tolerated() {
    let json = "{\"title\": \"a\", \"description\": \"b\", \"method\": []}";
    let yaml = "title: a\ndescription: b\nmethod: []\n";
    for text in [
        json.to_owned(),
        format!("\u{FEFF}{json}"),
        json.replace(", ", ",\r\n\t"),
        yaml.to_owned(),
        format!("\u{FEFF}{yaml}"),
        yaml.replace('\n', "\r\n"),
        format!("# a note\n---\n{yaml}"),
        "{title: a, description: b, method: []}".to_owned(),
    ] {
        // A name that says YAML lets JSON pass, and the other way round.
        let found = common::experiment(common::read("my file.yaml", text.as_bytes()));
        assert_eq!((found.title.as_str(), found.validates.as_str()), ("a", "b"), "{text}");
    }
    assert!(interchange::read("my file.json", yaml.as_bytes()).is_ok());
}

#[test]
fn other_encodings_and_other_files_are_named() {
    assert!(refused("a.json", b"\xFF\xFE{\0}\0").message.contains("UTF-16"));
    let latin = refused("a.json", b"{\n\"title\": \"caf\xE9\"}");
    assert!(latin.message.contains("not UTF-8") && latin.line == Some(2), "{latin}");
    refused("a.pdf", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3");
    refused("a.db", b"SQLite format 3\0");
    refused("nul.yaml", b"title: \0\nmethod: []");
}

#[test]
fn what_would_not_end_is_refused_first() {
    let too_long = refused("long.json", &vec![b' '; 50_000_000]);
    assert!(too_long.message.contains("50 MB") && too_long.message.contains("5 MB"), "{too_long}");
    let open = "[".repeat(FILE_MAX_BYTES);
    assert!(refused("deep.json", open.as_bytes()).message.contains("deeper"));
    refused("deep.yaml", open.as_bytes());
    let flow = format!("title: a\nmethod: {}{}", "[".repeat(5_000), "]".repeat(5_000));
    refused("flow.yaml", flow.as_bytes());
    let mut blocks = String::from("method:\n");
    for depth in 1..400 {
        blocks.push_str(&format!("{}- x:\n", "  ".repeat(depth)));
    }
    refused("blocks.yaml", blocks.as_bytes());
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let before = format!("*a{}, ", level - 1).repeat(10);
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", before.trim_end_matches(", ")));
    }
    bomb.push_str("title: a\nmethod: *a11\n");
    let bomb = refused("bomb.yaml", bomb.as_bytes());
    assert!(bomb.message.contains("unfolds") && bomb.line.is_some(), "{bomb}");
    let wide = format!("title: a\nmethod: [{}]", "x,".repeat(2_000_000));
    refused("wide.yaml", wide.as_bytes());
    let wide = format!("{{\"title\": \"a\", \"method\": [{}1]}}", "1,".repeat(2_000_000));
    assert!(refused("wide.json", wide.as_bytes()).message.contains("100000 values"));
}

#[test]
fn an_unknown_provider_is_kept_and_said() {
    let text = r#"{"title": "a", "description": "b", "method": [
        {"type": "action", "name": "melt", "provider": {"type": "telepathy", "arguments": ["think hard"]}},
        {"type": "dance", "name": "x y", "provider": {"type": "process", "path": "/opt/my tools/dance"}}
    ], "rollbacks": [{"type": "action", "name": "cool"}]}"#;
    let imported = common::read("a.json", text.as_bytes());
    let said = imported.warnings.join("\n");
    for words in ["“telepathy”", "“dance”", "“cool” has no provider"] {
        assert!(said.contains(words), "{words} is not in:\n{said}");
    }
    let found = common::experiment(imported);
    assert_eq!(
        found.fault.action,
        "melt (telepathy think hard)\nx y (process /opt/my tools/dance )".replace(" )", ")")
    );
}

#[test]
fn what_somebody_changed_beside_our_extension_is_said_and_kept() {
    let mut made = domain::chaos::experiment::Experiment::named("Cache gone");
    made.fault.action = "Stop the cache".to_owned();
    let out = interchange::chaos::experiment(&made, None).text;
    let mut file: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(common::read("ours.json", out.as_bytes()).warnings, Vec::<String>::new());
    file["title"] = "Cache gone for good".into();
    let imported = common::read("renamed.json", file.to_string().as_bytes());
    assert_eq!(imported.warnings, Vec::<String>::new(), "a new title is carried");
    file["method"][0]["provider"]["arguments"] = serde_json::json!(["Stop the database"]);
    let imported = common::read("edited.json", file.to_string().as_bytes());
    assert!(imported.warnings[0].starts_with("“method” changed after"), "{:?}", imported.warnings);
    let found = common::experiment(imported);
    assert_eq!(found.fault.action, "Stop the cache");
    assert!(interchange::chaos::experiment(&found, None).text.contains("Stop the database"));
}

#[test]
fn a_file_full_of_names_is_redacted_in_bounded_time() {
    let names: Vec<String> = (0..20_000)
        .map(|at| format!("see db-{at}.example.com for http://q{at}/x, or /home/u{at}/.ssh"))
        .collect();
    let journal = serde_json::json!({ "node": "q7", "run": names });
    let began = Instant::now();
    let hidden = interchange::Redaction::default().of(journal).to_string();
    assert!(began.elapsed() < HANG, "took {:?}", began.elapsed());
    assert!(
        !hidden.contains("example.com") && !hidden.contains("//q") && !hidden.contains("home/u1"),
        "{hidden:.300}"
    );
}

#[test]
fn names_hide_in_keys_in_outputs_and_in_paths_of_windows() {
    let mut redaction = interchange::Redaction::default();
    let hidden = redaction.of(serde_json::json!({
        "run": [{
            "status": "succeeded",
            "output": {
                "db1.example.com": { "status": "db2.example.com is down", "10.0.0.9:5432": true },
                "DB1.example.com": "again",
                "event": "rebooted ip-10-0-0-4",
            },
        }],
        "said": "C:\\\\Users\\\\Mira\\\\x on \\\\files7\\share asks xn--80ak6aa92e.xn--p1ai",
    }));
    let text = hidden.to_string();
    for name in ["example.com", "10.0.0.9", "10-0-0-4", "Mira", "files7", "xn--"] {
        assert!(!text.contains(name), "{name} is in {text}");
    }
    assert_eq!(hidden["run"][0]["status"], "succeeded");
    let output = hidden["run"][0]["output"].as_object().unwrap();
    assert_eq!(output.len(), 3, "nothing is lost where two keys mean the same host: {text}");
}

#[test]
fn the_same_name_is_the_same_word_in_every_file() {
    let mut redaction = interchange::Redaction::default();
    let first = redaction.of(serde_json::json!(["http://billing/x", "host-1 is a word of the author"]));
    assert_eq!(first, serde_json::json!(["http://host-2/x", "host-1 is a word of the author"]));
    let second = redaction.of(serde_json::json!([
        "Billing is down, host-9 is not",
        "10.1.2.3",
        "https://[2001:db8::7]:8080/"
    ]));
    assert_eq!(
        second,
        serde_json::json!(["host-2 is down, host-9 is not", "host-10", "https://[host-11]:8080/"])
    );
    let homes = redaction.of(serde_json::json!([
        "C:\\Users\\Mira Falk\\x",
        "at /Users/jo from fd00::1 ran /home/jo/x",
        "Mira Falk"
    ]));
    assert_eq!(
        homes,
        serde_json::json!([
            "C:\\Users\\user-2\\x",
            "at /Users/user-3 from host-12 ran /home/user-3/x",
            "user-2"
        ])
    );
    // What is no name of a host stays: modules, files, versions, variables, this computer.
    let plain = serde_json::json!({
        "func": "a.com", "said": "chaosk8s.pod.probes reads values.yaml in 1.44.0 at http://localhost:80/ and http://${host}/ on ::1",
        "path": "./run.sh", "jsonpath": "$.Reservations[0].State.Name",
    });
    assert_eq!(redaction.of(plain.clone()), plain);
}
