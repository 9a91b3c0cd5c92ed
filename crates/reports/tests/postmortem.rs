//! The report of a postmortem as a reader gets it, and what may never be on it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod paper;
mod told;

use domain::postmortem::{Excerpt, PostmortemStatus, Section};
use paper::tool;
use serde_json::Value;
use told::Told;

fn golden(name: &str, told: &Told) {
    let text = tool("pdftotext", &["-layout"], &["-"], &reports::pdf(&told.report()).unwrap());
    insta::with_settings!({ snapshot_path => "../../../fixtures/golden", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, text);
    });
}

/// What the template is given: every sentence of the report, without setting it.
fn said(told: &Told) -> String {
    told.paper().data().replace('\u{a0}', " ")
}

fn data(told: &Told) -> Value {
    serde_json::from_str(&said(told)).unwrap()
}

fn has(said: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(said.contains(wanted), "{wanted} is not in: {said}");
    }
}

fn page(told: &Told, page: &str) -> String {
    let pdf = reports::pdf(&told.report()).unwrap();
    tool("pdftotext", &["-layout", "-f", page, "-l", page], &["-"], &pdf)
}

#[test]
fn a_postmortem_in_review_reads_like_this() {
    golden("postmortem_full", &Told::full());
}

#[test]
fn one_that_has_only_a_title_reads_like_this() {
    golden("postmortem_bare", &Told::bare());
}

#[test]
fn the_first_page_alone_answers() {
    let first = page(&Told::full(), "1");
    has(
        &first,
        &["SEV1", "In review", "24 Nov 2026", "34.5", "not stated", "54", "Jonas Petersen", "26 Nov 2026"],
    );
    has(&first, &["Still open before it is final", "AI-003 is neither accepted nor declined"]);
    for told in [
        Told::full(),
        Told::bare(),
        Told::hostile(),
        Told { excerpt: Excerpt::whole(true), ..Told::hostile() },
    ] {
        assert!(!page(&told, "1").contains("Contents"));
        has(&page(&told, "2"), &["Contents"]);
    }
}

#[test]
fn what_nobody_stated_is_said_and_nothing_is_invented() {
    let bare = data(&Told::bare());
    let impact = bare["summary"]["impact"].as_array().unwrap();
    assert_eq!(impact.len(), 6);
    assert!(impact.iter().all(|one| one["value"] == "not stated"), "{impact:?}");
    let metrics = bare["summary"]["metrics"].as_array().unwrap();
    assert!(metrics.iter().all(|one| one["value"] == "not measured"), "{metrics:?}");
    assert!(bare["summary"]["line"].is_null() && bare["why"]["fishbone"].is_null());
    for told in [Told::bare(), Told::full(), Told::hostile()] {
        for never in ["NaN", "inf %", " inf"] {
            assert!(!said(&told).contains(never), "{never}");
        }
        assert!(told.paper().charts().iter().all(|svg| !svg.contains("NaN")));
    }
}

#[test]
fn each_metric_has_both_times_and_what_the_document_states() {
    let took = data(&Told::full())["took"].clone();
    let rows = took["rows"].as_array().unwrap();
    assert_eq!(rows[0]["stated"][0]["state"]["word"], "Agrees");
    assert_eq!(rows[2]["took"], "54 min");
    assert_eq!(rows[2]["stated"][0]["state"]["word"], "Two digits changed places");
    assert_eq!(rows[2]["from"]["at"], "24 Nov 14:04");
    // Nobody marked when it was resolved: the last entry is only a proposal.
    assert_eq!(rows[3]["to"]["proposed"], true);
    has(&rows[3]["proposed"].to_string(), &["only proposed"]);
}

#[test]
fn entries_stand_in_order_with_what_is_odd_about_them() {
    let lines = data(&Told::full())["timeline"]["lines"].clone();
    let lines = lines.as_array().unwrap();
    let open = lines.iter().find(|line| !line["open"].is_null()).unwrap();
    assert_eq!(
        (open["time"].as_str(), open["open"].as_str()),
        (Some("14:20?"), Some("The day is not written."))
    );
    let moved = lines.iter().position(|line| line["odd"] == "It stood after a later one.").unwrap();
    assert_eq!(lines[moved]["time"], "14:47");
    assert_eq!(lines[moved + 1]["marks"][0], "Mitigated");
    assert_eq!(lines.iter().filter(|line| line["star"] == true).count(), 2);
}

#[test]
fn whys_are_numbered_and_say_where_they_end_too_soon() {
    let why = data(&Told::full())["why"].clone();
    let numbers: Vec<_> =
        why["whys"].as_array().unwrap().iter().map(|one| one["number"].as_str().unwrap()).collect();
    assert_eq!(numbers, ["1", "1.1", "1.1.1", "1.2", "1.2.1"]);
    has(&why["whys"][4]["ends"].to_string(), &["ends at a person", "without an action"]);
    has(&why["roles"].to_string(), &["What started it?", "\"shown\":\"14:47\""]);
    has(&why["fishbone"]["alt"].to_string(), &["6 factors"]);
}

#[test]
fn only_what_is_not_final_has_something_open() {
    let mut told = Told::full();
    has(&data(&told)["cover"]["notice"].to_string(), &["In review"]);
    told.postmortem.status = PostmortemStatus::Final;
    let done = data(&told);
    assert!(done["cover"]["notice"].is_null() && done["summary"]["open"].is_null());
    assert_eq!(done["actions"]["declined"][0]["key"], "AI-004");
    told.actions.clear();
    has(&said(&told), &["Record removed"]);
}

#[test]
fn redaction_leaves_no_name_and_no_address() {
    let mut told = Told { excerpt: Excerpt::whole(true), ..Told::full() };
    told.postmortem.summary.push_str(" It ran on db-7.prod.example.com.");
    let pdf = reports::pdf(&told.report()).unwrap();
    let text = tool("pdftotext", &["-raw"], &["-"], &pdf)
        + &tool("pdfinfo", &[], &[], &pdf)
        + &told.paper().charts().concat();
    let words = text.to_lowercase();
    for never in [
        "mira",
        "kova",
        "jonas",
        "petersen",
        "samuel",
        "okafor",
        "ruiz",
        "example.org>",
        "mira.kovac@",
        "db-7",
    ] {
        assert!(!words.contains(never), "{never} in {text}");
    }
    assert!(!words.contains('@'), "{text}");
    has(&text, &["Names redacted", "Person A", "Person B", "Person C"]);
    // The same person is called the same everywhere.
    let data = data(&told);
    assert_eq!(data["summary"]["actions"]["rows"][0]["owner"], "Person B");
    has(&data["summary"]["summary"].to_string(), &["until Person B rolled pricing back"]);
}

#[test]
fn an_excerpt_says_what_it_leaves_out_and_its_metrics_are_those_of_the_whole() {
    let whole = Told::full();
    let starred = Told { excerpt: Excerpt { starred: true, ..Excerpt::default() }, ..Told::full() };
    let lines = |told: &Told| data(told)["timeline"]["lines"].as_array().unwrap().len();
    assert!(
        lines(&starred) > 0 && lines(&starred) < lines(&whole),
        "{} of {}",
        lines(&starred),
        lines(&whole)
    );
    assert_eq!(data(&starred)["summary"]["metrics"], data(&whole)["summary"]["metrics"]);
    has(&said(&starred), &["An excerpt. The timeline has its"]);

    let sections = vec![Section::Timeline, Section::Actions];
    let some = Told { excerpt: Excerpt { sections, ..Excerpt::default() }, ..Told::full() };
    let text = tool("pdftotext", &["-layout"], &["-"], &reports::pdf(&some.report()).unwrap());
    has(&text, &["Left out: how long it took, why it happened", "Contents", "Seen by:"]);
    assert!(!text.contains("Root cause") && !text.contains("What was learnt"), "{text}");

    let alone = Told { excerpt: Excerpt { sections: vec![], ..Excerpt::default() }, ..Told::full() };
    let pdf = reports::pdf(&alone.report()).unwrap();
    has(&tool("pdfinfo", &[], &[], &pdf), &["Pages:           1\n"]);
}
