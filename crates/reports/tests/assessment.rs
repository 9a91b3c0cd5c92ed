//! The report of an assessment as a reader gets it, and what may never be on it.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod paper;
mod room;

use domain::{
    action::ActionStatus,
    assessment::{Assessment, Evidence, Mark, Scope, Vote},
};
use paper::tool;
use room::{Room, day, template};
use serde_json::Value;

fn golden(name: &str, room: &Room) {
    let text = tool("pdftotext", &["-layout"], &["-"], &room.pdf());
    insta::with_settings!({ snapshot_path => "../../../fixtures/golden", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, text);
    });
}

/// What the template is given: every sentence of the report, without setting it.
fn said(room: &Room) -> String {
    room.paper().data().replace('\u{a0}', " ")
}

fn data(room: &Room) -> Value {
    serde_json::from_str(&said(room)).unwrap()
}

fn has(said: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(said.contains(wanted), "{wanted} is not in: {said}");
    }
}

fn dimension<'a>(data: &'a Value, name: &str) -> &'a Value {
    data["dimensions"].as_array().unwrap().iter().find(|d| d["name"] == name).unwrap()
}

#[test]
fn a_second_milestone_reads_like_this() {
    golden("assessment_checkout", &Room::sample(2));
}

#[test]
fn a_culture_pulse_reads_like_this() {
    golden("assessment_pulse", &Room::sample(4));
}

#[test]
fn a_rubric_with_something_left_out_reads_like_this() {
    golden("assessment_rubric", &Room::rubric());
}

#[test]
fn votes_that_were_not_shown_are_never_on_paper() {
    let mut room = Room::sample(5);
    // A word that is nowhere else: it stands for every digit of a hidden vote.
    room.review.participants.push("Zebulon Hidden".to_owned());
    let bare = room.paper();
    room.review.vote(0, "Zebulon Hidden", 5).unwrap();
    room.review.vote(0, "Mira Kovač", 1).unwrap();
    let voted = room.paper();
    room.review.vote(0, "Zebulon Hidden", 2).unwrap();
    room.review.vote(0, "Mira Kovač", 4).unwrap();
    assert_eq!(voted, room.paper(), "what somebody voted makes no difference, only how many did");
    assert_ne!(bare, voted);
    has(&said(&room), &["2 of 4 have scored; votes that are not shown in the room are not printed."]);
    assert!(dimension(&data(&room), "SLO coverage")["votes"].is_null());
    // Set aside before they were shown: they stay hidden for ever.
    room.review.set_aside(0, Some("Not ours")).unwrap();
    assert!(dimension(&data(&room), "SLO coverage")["votes"].is_null());
    // Neither does the review before give anything away.
    let mut second = Room::sample(2);
    let known = second.paper();
    let before = second.before.as_mut().unwrap();
    before.answers[0].revealed_at = None;
    before.answers[0].votes = vec![Vote { who: "Zebulon Hidden".to_owned(), score: Some(5) }];
    assert_eq!(second.paper(), known);
    assert!(!said(&second).contains("Zebulon"));
    // Once shown, they are there.
    room.review.set_aside(0, None).unwrap();
    room.review.reveal(0, room.now).unwrap();
    let shown = data(&room);
    assert_eq!(dimension(&shown, "SLO coverage")["votes"]["rows"][0]["who"], "Zebulon Hidden");
    assert_eq!(
        dimension(&shown, "SLO coverage")["votes"]["said"],
        "Spread 2 to 4, mean 3. Outliers: Zebulon Hidden at 2 and Mira Kovač at 4. 2 participants did not score."
    );
}

#[test]
fn an_open_review_is_a_draft_and_says_what_is_open() {
    let mut room = Room::sample(5);
    has(
        &said(&room),
        &["Draft: the review is not closed. All 8 dimensions are open.", "so there is no total."],
    );
    room.score(&[3, 4, 2, 3, 1, 2]);
    let draft = data(&room);
    assert_eq!(
        draft["cover"]["notice"],
        "Draft: the review is not closed. 2 of 8 dimensions are open: On-call health and Documentation."
    );
    has(&said(&room), &["So far: 6 of 8 dimensions are agreed.", "85% of the weights count", "so far"]);
    assert!(draft["summary"]["result"]["band"].is_null());
    for at in [6, 7] {
        room.review.set_aside(at, Some("Not ours")).unwrap();
    }
    has(&said(&room), &["Draft: every dimension is decided, but the review has not been closed"]);
    room.review.close(room.now).unwrap();
    assert!(data(&room)["cover"]["notice"].is_null());
}

#[test]
fn a_review_that_is_not_closed_is_due_and_says_when_it_is_late() {
    let mut room = Room::sample(5);
    room.review.date = Some(day("2026-11-20"));
    let lead = |room: &Room| data(room)["summary"]["lead"].as_str().unwrap().to_owned();
    room.now = room.workspace.zone.instant(day("2026-11-19"), 9, 0).unwrap();
    assert!(lead(&room).ends_with("· due 20 Nov 2026"), "{}", lead(&room));
    room.now = room.workspace.zone.instant(day("2026-11-29"), 9, 0).unwrap();
    assert!(lead(&room).ends_with("· due 20 Nov 2026, overdue"), "{}", lead(&room));
    room.score(&[3; 8]);
    room.review.close(room.now).unwrap();
    assert!(lead(&room).ends_with("· 20 Nov 2026"), "{}", lead(&room));
    assert_eq!(data(&room)["cover"]["state"]["word"], "Agreed", "the word of the list");
}

#[test]
fn fresh_evidence_says_when_it_was_confirmed_and_keeps_its_own_date() {
    let mut room = Room::sample(2);
    let link = "https://wiki.example/failover-march/and/a/long/way/to/the/page?view=all#results";
    let mut evidence = Evidence::of("Failover report", link, day("2026-03-02"));
    evidence.confirmed_on = Some(day("2026-11-01"));
    evidence.fresh_until = day("2027-02-01");
    room.review.answers[0].evidence = vec![evidence];
    has(&data(&room)["dimensions"].to_string(), &["confirmed on 1 Nov 2026, until 1 Feb 2027", "2 Mar 2026"]);
    let text = tool("pdftotext", &["-raw"], &["-"], &room.pdf());
    assert!(!text.contains('\u{200B}'), "a place to break is no letter");
    let together: String = text.split_whitespace().collect();
    assert!(together.contains(link), "who copies the address has the address");
}

#[test]
fn the_total_carries_its_band_its_distance_and_its_formula() {
    let result = &data(&Room::sample(2))["summary"]["result"];
    assert_eq!((&result["total"], &result["of"]), (&"28".into(), &"of 8–40, was 24".into()));
    assert_eq!(result["band"]["name"], "Maturing");
    assert_eq!(
        result["lines"],
        serde_json::json!([
            "5 points to “Advanced”, which begins at 33.",
            "Normalised 62.5%: (total − 8) ÷ 32 = (28 − 8) ÷ 32."
        ])
    );
    let here = result["ruler"].as_array().unwrap().iter().find(|band| band["here"] == true).unwrap();
    assert_eq!(here["range"], "25–32");
}

#[test]
fn a_total_between_two_bands_is_never_printed_as_the_higher_one() {
    // 41 dimensions, one of them left out: totals then come in steps of 1.025, so some lie just under a band.
    let mut room = Room::wide(41);
    let mut wanted = 0;
    for ones in 0..41 {
        for (at, answer) in room.review.answers.iter_mut().enumerate().take(40) {
            answer.agreed = Some(if at < ones { 2 } else { 1 });
        }
        room.review.answers[40].agreed = None;
        room.review.answers[40].not_applicable = Some("Not ours".to_owned());
        let result = room.review.result();
        let (band, next) =
            (result.band.map(|band| band.from), result.next.map(|(band, _)| f64::from(band.from)));
        let printed: f64 = data(&room)["summary"]["result"]["total"].as_str().unwrap().parse().unwrap();
        assert!(next.is_none_or(|next| printed < next), "{printed} is not yet {next:?}");
        assert!(band.is_none_or(|band| printed >= f64::from(band)));
        wanted += usize::from((printed - result.total.unwrap()).abs() < 0.1);
    }
    assert_eq!(wanted, 41);
}

#[test]
fn what_does_not_apply_leaves_the_average_and_the_paper_says_so() {
    let room = Room::rubric();
    has(
        &said(&room),
        &[
            "1 dimension does not apply and leaves the average: On-call health (The on-call of payments is bought from its provider).",
            "It leaves the average: the result is made of the other 7 dimensions.",
            "90% of the weights count; they are scaled to 100%",
        ],
    );
    let rubric = &data(&room)["rubric"];
    let tenths =
        |text: &Value| (text.as_str().unwrap().parse::<f64>().unwrap_or_default() * 10.0).round() as i64;
    let sum: i64 = rubric["rows"].as_array().unwrap().iter().map(|row| tenths(&row["part"])).sum();
    assert_eq!(sum, tenths(&rubric["total"]), "the column adds up to the tenth");
    assert_eq!(rubric["total"], data(&room)["summary"]["result"]["total"]);
    assert_eq!(dimension(&data(&room), "On-call health")["score"], Value::Null);
}

#[test]
fn a_change_is_explained() {
    has(
        &said(&Room::sample(2)),
        &[
            "The total rose by 4 points, from 24 to 28.",
            "3 scores rose (SLOs 2 to 4, Incident response 3 to 4 and Capacity planning 3 to 4); none fell.",
            "There is no newer evidence behind Capacity planning.",
            "All evidence is stale for Chaos engineering.",
            "The room agreed on another score. There is newer evidence, of 30 Oct 2026.",
        ],
    );
    has(
        &said(&Room::rubric()),
        &[
            "Not the same questions as last time (template edition 1 then, 2 now)",
            "the template's words or weight changed for Automation",
            "no longer applies: On-call health",
            "1 score fell (Capacity planning 2 to 1)",
            "It counted then and does not apply now: The on-call of payments",
        ],
    );
    let first = said(&Room::sample(1));
    has(&first, &["This is the first review of this scope"]);
    let mut gone = Room::sample(2);
    gone.before = None;
    has(&said(&gone), &["The review before this one is not in the workspace any more."]);
    assert!(data(&gone)["change"].is_null());
}

#[test]
fn stale_evidence_is_marked_in_words_and_shape_from_the_day_after() {
    let mut room = Room::sample(2);
    let fresh = |room: &Room| dimension(&data(room), "SLOs")["evidence"][0]["fresh"].clone();
    let today = room.workspace.zone.date(room.now);
    room.review.answers[0].evidence =
        vec![Evidence { fresh_until: today, ..Evidence::of("x", "", day("2026-06-01")) }];
    assert_eq!(fresh(&room)["mark"]["word"], "Fresh");
    room.now = room.now.plus_ms(86_400_000);
    assert_eq!(fresh(&room)["mark"], serde_json::json!({ "word": "Stale", "tone": "watch" }));
    assert_eq!(fresh(&room)["until"], "was fresh until 24 Nov 2026");
}

#[test]
fn the_weakest_comes_first_and_what_is_no_score_last() {
    let names = |room: &Room| -> Vec<String> {
        data(room)["dimensions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|d| d["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names(&Room::sample(2))[..3], ["Chaos engineering", "Automation", "Toil management"]);
    assert_eq!(names(&Room::rubric())[0], "Capacity planning");
    assert_eq!(names(&Room::rubric())[7], "On-call health");
    let moves = &data(&Room::sample(2))["summary"]["moves"]["rows"];
    assert_eq!(moves[0]["looks"], template("maturity").dimensions[4].anchors[2]);
}

#[test]
fn a_pulse_has_two_lists_a_trend_and_no_number() {
    let first = data(&Room::sample(4));
    assert!(first["summary"]["result"].is_null() && first["chart"].is_null());
    assert!(first["pulse"]["trend"].is_null());
    assert_eq!(first["pulse"]["lists"][1]["counts"], "1 yes, 1 unsure, 4 no");
    let room = Room::trend();
    let second = data(&room);
    let trend = |list: usize, row: usize| second["pulse"]["lists"][list]["rows"][row]["trend"].clone();
    assert_eq!((&trend(0, 1)["mark"]["word"], &trend(0, 1)["was"]), (&"Better".into(), &"was unsure".into()));
    assert_eq!(trend(1, 0)["mark"]["word"], "Worse");
    assert_eq!(trend(1, 4)["mark"]["word"], "Better");
    assert_eq!(trend(0, 0)["mark"]["word"], "As before");
    has(&said(&room), &["2 answers got better", "1 answer got worse (We depend on heroes: unsure to yes)"]);
    assert_eq!(
        second["pulse"]["lists"][1]["rows"][0]["state"],
        serde_json::json!({ "word": "Yes", "tone": "bad" })
    );
}

#[test]
fn actions_stand_with_their_dimension_and_in_the_plan() {
    let room = Room::planned();
    let report = data(&room);
    let chaos = &dimension(&report, "Chaos engineering")["actions"];
    assert_eq!((&chaos[0]["owner"], &chaos[0]["due"]), (&"Mira Kovač".into(), &"11 Dec 2026".into()));
    let automation = &dimension(&report, "Automation")["actions"][0];
    assert_eq!(automation["state"]["word"], "In progress, overdue");
    assert_eq!(automation["about"], "the rollback needs a person");
    assert_eq!(report["plan"]["rows"].as_array().unwrap().len(), 3, "also the one that is for no dimension");
    assert_eq!(report["plan"]["rows"][2]["state"]["word"], "Done");
    has(
        &said(&room),
        &["Improvement plan: 3 actions, 1 done, 1 overdue.", "nobody has taken on yet: Toil management."],
    );
    // As the screen raises them: the name, a colon, what one higher looks like.
    let mut room = Room::sample(2);
    room.act(
        "Count it",
        &format!("Toil management: {}", template("maturity").dimensions[6].anchors[3]),
        None,
        ActionStatus::Open,
    );
    room.act("Mend the toilet", "Toilets", None, ActionStatus::Open);
    let report = data(&room);
    let toil = dimension(&report, "Toil management")["actions"].as_array().unwrap();
    assert_eq!(toil.len(), 1);
    assert!(toil[0]["about"].is_null(), "the words stand above it already");
}

#[test]
fn the_same_review_gives_the_same_bytes() {
    let room = Room::sample(4);
    assert_eq!(room.pdf(), room.pdf());
    let later = Room { now: room.now.plus_ms(60_000), ..room.clone() };
    assert_ne!(room.paper(), later.paper(), "the time of the report is on it");
}

#[test]
fn the_pdf_is_tagged_titled_and_says_what_its_figure_shows() {
    let pdf = Room::planned().pdf();
    let info = tool("pdfinfo", &[], &[], &pdf);
    let line = |line: &str| {
        let found = info.lines().any(|l| l.split_whitespace().collect::<Vec<_>>().join(" ") == line);
        assert!(found, "{line} is not in:\n{info}");
    };
    line("Title: checkout: Reliability maturity – assessment report");
    line("Tagged: yes");
    line("Page size: 595.276 x 841.89 pts (A4)");
    let meta = tool("pdfinfo", &["-meta"], &[], &pdf);
    assert!(meta.contains("pdfuaid:part"), "{meta}");
    let tree = tool("pdfinfo", &["-struct"], &[], &pdf);
    for tag in ["H1", "H2", "Table", "TH", "Figure", "Caption", "TOC", "Link"] {
        assert!(tree.lines().any(|line| line.trim().starts_with(tag)), "{tag}");
    }
    let report = data(&Room::planned());
    has(
        report["chart"]["alt"].as_str().unwrap(),
        &["Profile against milestone 1", "SLOs 4, was 2", "Chaos 2"],
    );
    let urls = tool("pdfinfo", &["-url"], &[], &pdf);
    has(&urls, &["https://wiki.example/failover-march"]);
}

#[test]
fn everything_at_its_limits_stays_on_the_paper() {
    let room = Room::monster();
    let pdf = room.pdf();
    let text = tool("pdftotext", &["-layout"], &["-"], &pdf);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.split('\u{c}').nth(1).unwrap().contains("Contents"), "the summary is one page");
    assert_eq!(words.matches("A note that goes on.").count(), 150, "nothing runs off the page");
    assert!(words.contains("#read(\"/etc/passwd\") *not bold* [U+706B U+1F525]"), "words are words");
    let urls = tool("pdfinfo", &["-url"], &[], &pdf);
    assert!(
        urls.contains(&format!("https://wiki.example/{}?a=1&b=%20#x", "y".repeat(160))),
        "a long link stays whole"
    );
    // The last page that has a box outside of the sheet would show here as clipped words.
    let boxes = tool("pdftotext", &["-bbox"], &["-"], &pdf);
    for line in boxes.lines().filter(|line| line.trim().starts_with("<word")) {
        let right: f64 = line.split("xMax=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
        assert!(right < 595.3, "{line}");
    }
}

#[test]
fn a_review_of_one_or_of_many_dimensions_can_be_printed() {
    for count in [1, 2, 40] {
        let room = Room::wide(count);
        assert!(data(&room)["chart"].is_null(), "no radar of {count} spokes");
    }
    assert!(!Room::wide(1).pdf().is_empty());
    let mut bare = Room::sample(3);
    bare.review = Assessment::new("Bare", Scope::Organisation, template("maturity"));
    assert!(bare.review.answers.iter().all(|answer| answer.mark() == Mark::Open));
    let text = tool("pdftotext", &["-layout"], &["-"], &bare.pdf());
    has(&text, &["No total yet", "no date set", "Nobody has been named."]);
}
