//! The report as a reader gets it: its words by `pdftotext`, its structure by `pdfinfo` and `pdffonts`.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use domain::{
    Document, Id, Instant,
    action::Action,
    game_day::{GameDay, GameDayStatus, Plan},
    run::{Entry, Event, GapCause, RollbackState, Run, Step},
    sample::{Sample, sample},
    time::parse_date,
    workspace::Workspace,
};
use reports::{GameDayReport, Sources, game_day_pdf};
use std::process::Command;

/// A game day of the sample with everything that its report is made from, free to be changed.
struct Desk {
    workspace: Workspace,
    id: Id,
    game_day: GameDay,
    plan: Plan,
    entries: Vec<Entry>,
    actions: Vec<(Id, Action)>,
    now: Instant,
}

impl Desk {
    fn of(status: GameDayStatus) -> Self {
        let today = parse_date("2026-11-24").unwrap();
        let Sample { records, journals } = sample(today);
        let sample = Sample { records: records.clone(), journals: journals.clone() };
        let (id, game_day) = sample.game_day(status).unwrap();
        let Some((_, Document::Workspace(workspace))) = records.first().cloned() else { unreachable!() };
        let now = workspace.zone.instant(today, 9, 0).unwrap();
        let of_day = |(action_id, document): &(Id, Document)| match document {
            Document::Action(action) if action.raised_in == Some(id) => Some((*action_id, action.clone())),
            _ => None,
        };
        Self {
            id,
            game_day: game_day.clone(),
            plan: sample.plan(id, now).unwrap(),
            entries: journals.into_iter().find(|(run, _)| *run == id).map(|(_, e)| e).unwrap_or_default(),
            actions: records.iter().filter_map(of_day).collect(),
            workspace,
            now,
        }
    }

    fn finished() -> Self {
        Self::of(GameDayStatus::Finished)
    }

    fn report(&self) -> GameDayReport {
        let run = Run::fold(&self.entries);
        GameDayReport::of(&Sources {
            workspace: &self.workspace,
            id: self.id,
            game_day: &self.game_day,
            plan: &self.plan,
            run: run.as_ref(),
            entries: &self.entries,
            actions: &self.actions,
            now: self.now,
        })
    }

    fn pdf(&self) -> Vec<u8> {
        game_day_pdf(&self.report()).unwrap()
    }

    /// The words of the PDF in lines, each run of spaces as one.
    fn words(&self) -> String {
        let text = tool("pdftotext", &["-layout"], &["-"], &self.pdf());
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Begins the planned day and says these things, a minute apart.
    fn begin(mut self, events: Vec<Event>) -> Self {
        let start = Event::DayStarted { plan: Box::new(self.plan.clone()), acknowledged: Vec::new() };
        let events = std::iter::once(start).chain(events);
        let began = self.game_day.at.unwrap();
        self.entries = (1..)
            .zip(events)
            .map(|(seq, event)| Entry {
                seq,
                at: began.plus_ms(i64::try_from(seq).unwrap() * 60_000),
                actor: "Lena Vogt".to_owned(),
                event,
            })
            .collect();
        self.now = began.plus_ms(3 * 3_600_000);
        self
    }
}

fn tool(name: &str, before: &[&str], after: &[&str], pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.pdf");
    std::fs::write(&file, pdf).unwrap();
    let done = Command::new(name).args(before).arg(&file).args(after).output().unwrap();
    assert!(done.status.success(), "{name}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
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
fn the_same_day_gives_the_same_bytes() {
    let desk = Desk::of(GameDayStatus::Planned).begin(vec![Event::ExperimentStarted { experiment: 0 }]);
    assert_eq!(desk.pdf(), desk.pdf());
    let later = Desk { now: desk.now.plus_ms(60_000), ..Desk::of(GameDayStatus::Planned) };
    assert_ne!(desk.pdf(), later.pdf(), "the time of the report is on it");
}

#[test]
fn the_pdf_is_tagged_titled_and_carries_its_fonts() {
    let pdf = Desk::finished().pdf();
    let info = tool("pdfinfo", &[], &[], &pdf);
    let has = |line: &str| {
        let found = info.lines().any(|l| l.split_whitespace().collect::<Vec<_>>().join(" ") == line);
        assert!(found, "{line} is not in:\n{info}");
    };
    has("Title: Storage and stock, November – game day report");
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
    let words = Desk::finished().words();
    assert!(words.contains("3 private notes are left out"));
    for private in ["Samuel looks worried", "Close to calling it", "the debrief moves to tomorrow"] {
        assert!(!words.contains(private), "{private}");
    }
    assert!(words.contains("Struck: Typed in milliseconds. The dashboard says 4.1 s."));
    assert!(words.contains("9 min 32 s"), "stop to recovered");
}

#[test]
fn a_reason_for_striking_a_private_note_stays_private_too() {
    let mut desk = Desk::of(GameDayStatus::Planned).begin(vec![
        Event::ExperimentStarted { experiment: 0 },
        Event::Noted { text: text("Priya seems unwell.") },
        Event::Struck { seq: 3, reason: text("Priya is fine.") },
    ]);
    desk.now = desk.entries.last().unwrap().at;
    let words = desk.words();
    assert!(!words.contains("unwell") && !words.contains("is fine"));
    assert!(words.contains("1 private note is left out"));
}

#[test]
fn an_entry_of_a_later_day_shows_its_date() {
    let mut desk = Desk::finished();
    let last = desk.entries.last().unwrap().clone();
    let event = Event::Observed { text: text("Seen in the debrief.") };
    desk.entries.push(Entry { seq: last.seq + 1, at: last.at.plus_ms(20 * 3_600_000), event, ..last });
    let words = desk.words();
    let line = "219 12:08:00 Seen in the debrief. Ana Ruiz 4 Nov";
    assert!(words.contains(line), "{}", &words[words.len() - 400..]);
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
        at(count).report();
    }
    for count in [60, 196] {
        let words = at(count).words();
        assert!(words.contains("This game day is in progress."), "{count}");
        assert!(!words.contains("Not run"), "{count}");
    }
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
        Event::ClockSet { by_ms: 2_000 },
        Event::GapFound { cause: GapCause::Away, from: Instant::from_ms(0), to: Instant::from_ms(90_000) },
        Event::RollbackStep { index: 0, state: RollbackState::Done },
        Event::RollbackStep { index: 1, state: RollbackState::NotNeeded },
        Event::RollbackStep { index: 2, state: RollbackState::Done },
        step(Step::Verify),
        Event::DayEnded { note: String::new() },
    ]);
    let words = desk.words();
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
    let words = desk.words();
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
        Event::Observed { text: endless },
        Event::Observed { text: prose },
        Event::Observed {
            text: text("#read(\"/etc/passwd\") *not bold* $x$ @ref <label> \\ \n= not a heading"),
        },
        Event::Surprised { text: text("Пожар, φωτιά, 火事 🔥👩‍🚒, שלום, عربي") },
        Event::Predicted {
            who: text("Ж".repeat(200).as_str()),
            text: text("line one\nline two\n\tline three"),
        },
    ]);
    let words = desk.words();
    assert!(words.contains("#read(\"/etc/passwd\") *not bold* $x$ @ref <label> \\"), "{words}");
    assert!(words.contains("Пожар, φωτιά, [U+706B]"), "{words}");
    assert!(words.contains("[U+1F525]"));
    assert!(words.contains("= not a heading"));
    assert_eq!(words.matches("goes on.").count(), 250 * 3, "nothing runs off the page");
}
