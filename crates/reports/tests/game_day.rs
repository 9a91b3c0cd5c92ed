//! The report as a reader gets it: its words by `pdftotext`, its structure by `pdfinfo` and `pdffonts`.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod desk;
mod paper;

use desk::Desk;
use domain::{
    Instant,
    action::{Action, Origin, Place},
    chaos::{
        game_day::{GameDay, GameDayStatus, Plan},
        run::{Entry, Event, RollbackState, Step},
    },
    journal::{Common, GapCause},
    time::parse_date,
};
use paper::tool;

/// The words of the PDF, each run of spaces as one.
fn words(desk: &Desk) -> String {
    let text = tool("pdftotext", &["-layout"], &["-"], &desk.pdf());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn golden(name: &str, desk: &Desk) {
    let text = tool("pdftotext", &["-layout"], &["-"], &desk.pdf());
    insta::with_settings!({ snapshot_path => "../../../fixtures/golden", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, text);
    });
}

fn text(words: &str) -> String {
    words.to_owned()
}

fn step(step: Step) -> Event {
    Event::StepStarted { step }
}

#[test]
fn a_finished_day_reads_like_this() {
    golden("game_day_finished", &Desk::finished());
}

#[test]
fn a_planned_day_reads_like_this() {
    golden("game_day_planned", &Desk::of(GameDayStatus::Planned));
}

#[test]
fn a_drill_with_everything_reads_like_this() {
    golden("game_day_drill", &Desk::drill());
}

/// What the template is given: every sentence of the report, without setting it.
fn said(desk: &Desk) -> String {
    desk.paper().data().replace('\u{a0}', " ")
}

fn has(said: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(said.contains(wanted), "{wanted} is not in: {said}");
    }
}

#[test]
fn a_plan_says_what_blocks_it_and_what_does_not_fit() {
    let mut desk = Desk::drill_plan();
    let plan = said(&desk);
    has(
        &plan,
        &[
            "3 errors block the start: mend them first.",
            "only a healthy budget allows chaos.",
            "Customers have already been hurt as much as was agreed.",
            "the last experiment would end 20 min after that.",
            "Does not fit: “Slow name resolution”.",
            "keep it from those who are to find out",
            "trips by itself after 3 live checks in a row",
        ],
    );
    desk.plan.game_day.end = None;
    desk.plan.experiments.truncate(1);
    desk.plan.experiments[0].experiment.rollback[1].rehearsed_on = parse_date("2026-11-16").ok();
    let mended = said(&desk);
    has(&mended, &["Nothing stands in the way", "nothing can say whether everything fits"]);
    assert!(!mended.contains("Does not fit") && !mended.contains("error"), "{mended}");
}

#[test]
fn what_a_live_watcher_could_not_see_is_told_with_its_reason() {
    let mut desk = Desk::drill();
    has(
        &said(&desk),
        &[
            "Could not see Checkout success from 13:18:05 to 13:20:35 (2 min 30 s): The query took longer than 5 s. Meanwhile somebody looked by hand once.",
            "13:21:15: “Checkout success below 97 %” after 3 checks in a row below 97 %; the last read 95.9 %.",
            "With gaps",
            "Seen throughout",
        ],
    );
    // It never came back: blind until the experiment was over, and without samples nobody may say "seen".
    desk.entries.retain(|entry| !matches!(entry.event, Event::SightGained { .. }));
    desk.samples.clear();
    let blind = said(&desk);
    has(&blind, &["Could not see Checkout success from 13:18:05 to 13:28:54", "Never seen"]);
    assert!(!blind.contains("Seen throughout"), "{blind}");
}

#[test]
fn a_condition_that_nobody_saw_is_not_called_fine_and_sleep_is_no_sight() {
    let mut desk = Desk::drill();
    let queue = |desk: &Desk| {
        let data: serde_json::Value = serde_json::from_str(&said(desk)).unwrap();
        data["experiments"][0]["ran"]["checks"][1].to_string()
    };
    assert!(queue(&desk).contains("Never held\""), "{}", queue(&desk));
    let surprise = |entry: &&mut Entry| matches!(entry.event, Event::Surprised { .. });
    let entry = desk.entries.iter_mut().find(surprise).unwrap();
    let (from, to) = (entry.at.plus_ms(-60_000), entry.at);
    entry.event = Event::Common(Common::GapFound { cause: GapCause::Slept, from, to });
    has(&said(&desk), &["Could not see “Orders wait in the queue” from", "The computer slept."]);
    assert!(queue(&desk).contains("Never held while it was seen"), "{}", queue(&desk));
    desk.entries.retain(|entry| !matches!(entry.event, Event::SightGained { .. }));
    assert!(queue(&desk).contains("Nobody looked"), "{}", queue(&desk));
}

#[test]
fn samples_count_as_readings() {
    let mut desk = Desk::drill();
    let worst = |desk: &Desk| {
        let data: serde_json::Value = serde_json::from_str(&said(desk)).unwrap();
        data["experiments"][0]["ran"]["results"][0]["worst"].clone()
    };
    let seen = worst(&desk);
    desk.samples.clear();
    assert_eq!(worst(&desk), "96.8 %", "people and the watcher wrote that down");
    assert_ne!(seen, worst(&desk), "between the readings it was worse");
}

#[test]
fn decisions_carry_who_and_why() {
    has(
        &said(&Desk::drill()),
        &[
            "Noor Haddad began the day at 13:04:00 and accepted 8 warnings:",
            "Critical, 18 % left on 17 Nov 2026",
            "The provider changes its network on Friday.",
            "Aborted “Basket cache lost”, 4 min 14 s after the fault went in",
            "Put off “One zone drained”",
            "13:28:54, with its outcome",
            "13:52:14, shown by Noor Haddad",
            "the end of the day: it was never shown",
        ],
    );
    has(&said(&Desk::finished()), &["aborted by Mira Kovač"]);
}

#[test]
fn a_surprise_has_an_action_or_says_that_it_has_none() {
    let mut desk = Desk::drill();
    has(
        &said(&desk),
        &[
            "2 surprises, 1 without an action",
            "Action: Alert when the limit on basket reads is off (Piotr Zając).",
            "Answers: The limit on basket reads was switched off by Monday's deploy. (13:20)",
            "stayed green all the time. No action answers it yet.",
        ],
    );
    // A record that says where it came out of answers as well, also when it was raised after the day.
    let (_, action) = desk.actions[0].clone();
    let surprise = desk.surprise("The status page of the provider stayed green all the time.");
    let origin = Some(Origin { record: desk.id, place: Some(Place::Entry(surprise)) });
    desk.actions.push((desk.id, Action { title: text("Watch them ourselves"), origin, ..action }));
    has(&said(&desk), &["2 surprises, each with an action", "Action: Watch them ourselves (Piotr Zając)."]);
}

#[test]
fn the_body_goes_by_the_undisturbed_clock_and_the_journal_by_the_wall() {
    let words = words(&Desk::drill());
    has(
        &words,
        &[
            "Its clock was set once during the day",
            "It was set at entry 18; from there on they differ from the body",
            "When 13:21:29, 4 min 14 s after the fault went in",
            "20 13:21:31 ABORTED.",
        ],
    );
}

#[test]
fn two_days_stand_side_by_side() {
    let desk = Desk::drill();
    has(&said(&desk), &["This day repeats “Checkout alone, October”."]);
    let data: serde_json::Value = serde_json::from_str(&said(&desk)).unwrap();
    let recovery = &data["comparison"]["pairs"][0]["changes"][1];
    assert_eq!(recovery["aspect"], "Stop to recovered");
    assert_eq!(recovery["state"]["word"], "Better");
    assert_eq!(data["comparison"]["pairs"][2]["only"], "Only on this day.");
    let alone = Desk { earlier: None, ..Desk::drill() };
    let data: serde_json::Value = serde_json::from_str(&said(&alone)).unwrap();
    assert!(data["comparison"].is_null());
}

#[test]
fn the_same_day_gives_the_same_bytes() {
    let desk = Desk::of(GameDayStatus::Planned).begin(vec![Event::ExperimentStarted { experiment: 0 }]);
    assert_eq!(desk.pdf(), desk.pdf());
    let later = Desk { now: desk.now.plus_ms(60_000), ..Desk::of(GameDayStatus::Planned) };
    assert_ne!(desk.paper(), later.paper(), "the time of the report is on it");
}

#[test]
fn the_pdf_is_tagged_titled_and_carries_its_fonts() {
    let pdf = Desk::drill().pdf();
    let info = tool("pdfinfo", &[], &[], &pdf);
    let has = |line: &str| {
        let found = info.lines().any(|l| l.split_whitespace().collect::<Vec<_>>().join(" ") == line);
        assert!(found, "{line} is not in:\n{info}");
    };
    has("Title: Checkout alone, November – game day report");
    has("Tagged: yes");
    has("Page size: 595.276 x 841.89 pts (A4)");
    let meta = tool("pdfinfo", &["-meta"], &[], &pdf);
    assert!(meta.contains("pdfuaid:part"), "{meta}");
    let tree = tool("pdfinfo", &["-struct"], &[], &pdf);
    for tag in ["H1", "H2", "Table", "TH", "Figure", "Caption", "TOC"] {
        assert!(tree.lines().any(|line| line.trim().starts_with(tag)), "{tag}");
    }
    let fonts = tool("pdffonts", &[], &[], &pdf);
    assert!(fonts.contains("Inter-Regular") && fonts.contains("JetBrainsMono"), "{fonts}");
    for font in fonts.lines().skip(2) {
        let columns: Vec<_> = font.split_whitespace().collect();
        assert_eq!(columns[columns.len() - 5..columns.len() - 2], ["yes", "yes", "yes"], "{font}");
    }
}

#[test]
fn private_notes_stay_private_and_struck_entries_say_why() {
    // The template and the charts see no more than this.
    let paper = Desk::finished().paper();
    let (data, charts) = (paper.data(), paper.charts());
    for private in ["Samuel looks worried", "Close to calling it", "the debrief moves to tomorrow"] {
        assert!(!data.contains(private) && !charts.iter().any(|chart| chart.contains(private)), "{private}");
    }
    has(
        &data.replace('\u{a0}', " "),
        &["\"private\":3", "\"struck\":\"Typed in milliseconds. The dashboard says 4.1 s.\"", "9 min 32 s"],
    );
}

#[test]
fn a_reason_for_striking_a_private_note_stays_private_too() {
    let mut desk = Desk::of(GameDayStatus::Planned).begin(vec![
        Event::ExperimentStarted { experiment: 0 },
        Event::Common(Common::Noted { text: text("Priya seems unwell.") }),
        Event::Common(Common::Struck { seq: 3, reason: text("Priya is fine.") }),
    ]);
    desk.now = desk.entries.last().unwrap().at;
    let words = words(&desk);
    assert!(!words.contains("unwell") && !words.contains("is fine"));
    assert!(words.contains("1 private note is left out"));
}

#[test]
fn an_entry_of_a_later_day_shows_its_date() {
    let mut desk = Desk::finished();
    let last = desk.entries.last().unwrap().clone();
    let event = Event::Common(Common::Observed { text: text("Seen in the debrief.") });
    desk.entries.push(Entry { seq: last.seq + 1, at: last.at.plus_ms(20 * 3_600_000), event, ..last });
    let data: serde_json::Value = serde_json::from_str(&said(&desk)).unwrap();
    let line = data["journal"]["lines"].as_array().unwrap().last().unwrap();
    assert_eq!((&line["date"], &line["text"]), (&"4 Nov".into(), &"Seen in the debrief.".into()));
}

#[test]
fn a_running_day_says_so_and_every_moment_of_it_can_be_reported() {
    let whole = Desk::finished();
    let at = |count: usize| {
        let entries = whole.entries[..count].to_vec();
        let now = entries.last().unwrap().at;
        Desk { entries, now, ..Desk::finished() }
    };
    for count in (1..whole.entries.len()).step_by(11) {
        let said = said(&at(count));
        assert!(said.contains("\"phase\":\"running\"") && !said.contains("Not run"), "{count}: {said}");
    }
    has(&words(&at(60)), &["This game day is in progress."]);
}

#[test]
fn what_was_aborted_skipped_and_not_run_is_listed() {
    let desk = Desk::of(GameDayStatus::Planned).begin(vec![
        Event::Skipped { experiment: 1, reason: text("The replay job is broken today.") },
        Event::ExperimentStarted { experiment: 0 },
        step(Step::Announce),
        step(Step::Predict),
        step(Step::Inject),
        Event::Aborted { reason: String::new(), condition: None, reading: None },
        Event::Common(Common::ClockSet { by_ms: 2_000 }),
        Event::Common(Common::GapFound {
            cause: GapCause::Away,
            from: Instant::from_ms(0),
            to: Instant::from_ms(90_000),
        }),
        Event::RollbackStep { index: 0, state: RollbackState::Done },
        Event::RollbackStep { index: 1, state: RollbackState::NotNeeded },
        Event::RollbackStep { index: 2, state: RollbackState::Done },
        step(Step::Verify),
        Event::Common(Common::Ended { note: String::new() }),
    ]);
    let words = words(&desk);
    for said in [
        "1 experiment of 3 planned ran in production",
        "was aborted by Lena Vogt after 1 min: no reason was written down",
        "Aborted, not concluded",
        "The replay job is broken today.",
        "This experiment was not run: the day ended before it began.",
        "The steady state has not been measured as recovered.",
        "has not been measured as recovered.",
        "Readyroom was not running for 1 min 30 s. Nobody has decided",
        "The computer's clock was set forward by 2 s.",
        "No action was raised.",
    ] {
        assert!(words.contains(said), "{said} is not in: {words}");
    }
}

#[test]
fn a_day_without_anything_can_be_printed() {
    let mut desk = Desk::of(GameDayStatus::Planned);
    desk.game_day = GameDay::named("Bare");
    desk.plan = Plan { game_day: desk.game_day.clone(), experiments: Vec::new() };
    let words = words(&desk);
    for said in
        ["The day has no experiment.", "Nobody has been named.", "No experiment is planned.", "not set"]
    {
        assert!(words.contains(said), "{said} is not in: {words}");
    }
}

#[test]
fn words_are_words_whatever_they_look_like() {
    let endless = "x".repeat(10_000);
    let prose = "A sentence of some length that goes on. ".repeat(250);
    let mut desk = Desk::of(GameDayStatus::Planned);
    desk.workspace.name = "Ω".repeat(200);
    desk.game_day.title = "Ein sehr langer Name ".repeat(9);
    desk.plan.game_day = desk.game_day.clone();
    desk.plan.experiments[0].experiment.title = "W".repeat(200);
    desk.plan.experiments[0].experiment.metrics[0].name = "m".repeat(200);
    desk.plan.experiments[0].experiment.metrics[0].unit = "<&>🔥".to_owned();
    desk.plan.experiments[0].experiment.fault.action = prose.clone();
    desk.plan.experiments[0].experiment.conditions[0].metric = Some("m".repeat(200));
    let metric = "m".repeat(200);
    let read = |value| Event::Reading {
        metric: metric.clone(),
        value,
        reader: text("Ω"),
        source: text(""),
        live: false,
    };
    let desk = desk.begin(vec![
        Event::ExperimentStarted { experiment: 0 },
        read(1e15),
        read(-1e15),
        Event::Common(Common::Observed { text: endless }),
        Event::Common(Common::Observed { text: prose }),
        Event::Common(Common::Observed {
            text: text("#read(\"/etc/passwd\") *not bold* $x$ @ref <label> \\ \n= not a heading"),
        }),
        Event::Surprised { text: text("Пожар, φωτιά, 火事 🔥👩‍🚒, שלום, عربي") },
        Event::Predicted {
            who: text("Ж".repeat(200).as_str()),
            text: text("line one\nline two\n\tline three"),
        },
    ]);
    let words = words(&desk);
    assert!(words.contains("#read(\"/etc/passwd\") *not bold* $x$ @ref <label> \\"), "{words}");
    assert!(words.contains("Пожар, φωτιά, [U+706B U+4E8B]"), "{words}");
    assert!(words.contains("[U+1F525 U+1F469 U+1F692]"));
    assert!(words.contains("= not a heading"));
    assert_eq!(words.matches("goes on.").count(), 250 * 3, "nothing runs off the page");
}
