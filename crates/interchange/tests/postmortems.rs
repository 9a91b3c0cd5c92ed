//! Postmortems over the real documents: what is read, what is derived beside what they state, and that no line is lost.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use domain::{
    Zone,
    incident::TimeTo,
    postmortem::{Excerpt, Postmortem, Slip, measures},
    record::Noun,
};
use interchange::postmortem::{Ask, Asked, Fate, Found, read, write};
use std::{fs, path::Path};

/// A file of `shared/cases`, which lies beside the project or above it; nothing, and words about it, where it does not.
fn case(path: &str) -> Option<String> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = above.map(|folder| folder.join("shared/cases").join(path)).find(|file| file.is_file());
    if found.is_none() {
        eprintln!("The reference file {path} is not beside the project, so it was not tried.");
    }
    found.map(|file| fs::read_to_string(file).unwrap())
}

const CASES: &[&str] = &[
    "postmortems/01-dfds-adfs-outage.md",
    "postmortems/02-dfds-ttr-longer-than-timeline.md",
    "postmortems/05-dfds-no-extension.md",
    "postmortems/08-moj-transposed-digits.md",
    "postmortems/11-moj-support-hours.md",
    "postmortems/13-posthog-four-incidents-one-doc.md",
    "field/postmortems/own-french-nbsp.md",
    "field/postmortems/own-japanese-pasted-twice.md",
    "field/postmortems/prose-only.md",
];

fn found(text: &str, asked: &Asked) -> Found {
    read("incident.md", text.as_bytes(), asked).unwrap()
}

/// What a metric comes to, by marks that are set or proposed, and how a stated value slipped.
fn measured(paper: &Postmortem, metric: TimeTo) -> (Option<i64>, Vec<(i64, Option<Slip>)>) {
    let measure = measures(paper, Zone::UTC, &[]).into_iter().find(|one| one.metric == metric).unwrap();
    let stated = measure.stated.iter();
    (
        measure.value_s,
        stated.map(|one| (one.stated.value_s, one.slip.as_ref().map(|(slip, _)| *slip))).collect(),
    )
}

const fn hm(h: i64, m: i64) -> i64 {
    h * 3600 + m * 60
}

#[test]
fn stated_and_derived_lengths_are_those_of_the_field_notes() {
    use TimeTo::{Detect, Mitigate, Resolve};
    let london = Asked { zone: "Europe/London".parse().ok(), ..Asked::default() };
    for (path, asked, metric, derived, stated) in [
        (CASES[0], Asked::default(), Detect, Some(hm(0, 5)), vec![(hm(0, 5), None)]),
        (CASES[0], Asked::default(), Resolve, Some(hm(1, 24)), vec![(hm(1, 24), None)]),
        (
            CASES[1],
            Asked::default(),
            Resolve,
            Some(hm(96, 52)),
            vec![(5840 * 60, Some(Slip::LongerThanTimeline))],
        ),
        (CASES[3], london.clone(), Mitigate, Some(hm(4, 12)), vec![(hm(4, 12), None)]),
        (CASES[3], london.clone(), Resolve, Some(hm(53, 36)), vec![(hm(35, 36), Some(Slip::Transposed))]),
        (CASES[4], london, Resolve, Some(hm(9, 35)), vec![(hm(7, 0), Some(Slip::OtherClock))]),
    ] {
        let Some(text) = case(path) else { return };
        let found = found(&text, &asked);
        assert_eq!(found.papers.len(), 1, "{path}");
        assert_eq!(measured(&found.papers[0], metric), (derived, stated), "{path} {metric}");
    }
}

#[test]
fn one_file_holds_four_incidents_and_each_asks_for_its_day() {
    let Some(text) = case(CASES[5]) else { return };
    let open = found(&text, &Asked::default());
    let days: Vec<_> = open
        .questions
        .iter()
        .filter(|one| one.ask == Ask::Day)
        .map(|one| one.suggested.clone().unwrap())
        .collect();
    assert_eq!(days, ["2025-10-21", "2025-10-24", "2025-10-28"], "the fourth writes its days");
    let taken = found(&text, &Asked { take_suggested: true, ..Asked::default() });
    assert!(taken.questions.is_empty());
    let long: Vec<_> = taken.papers.iter().map(|paper| measured(paper, TimeTo::Resolve)).collect();
    let expected = [103, 72, 123, 429].map(|min| (Some(min * 60), vec![(min * 60, None)]));
    assert_eq!(long, expected);
    assert_eq!(taken.papers[0].actions.len(), 26);
    assert_eq!((taken.papers[0].went_well.len(), taken.papers[0].went_wrong.len()), (4, 9));
}

#[test]
fn other_languages_offsets_and_prose() {
    let Some(french) = case(CASES[6]) else { return };
    let paper = &found(&french, &Asked::default()).papers[0];
    assert_eq!(
        (paper.authors.as_slice(), paper.root_cause.as_str()),
        (["équipe Paiement".to_owned()].as_slice(), "Un index manquait.")
    );
    let draft = paper.actions[0].draft().unwrap();
    assert_eq!(
        (draft.title.as_str(), draft.owner.as_str(), draft.due),
        ("Revoir les requêtes", "Ana", "2026-05-04".parse().ok())
    );
    assert_eq!(paper.timeline.len(), 3);
    let Some(japanese) = case(CASES[7]) else { return };
    let read = found(&japanese, &Asked::default());
    assert_eq!((read.papers.len(), read.papers[0].timeline.len()), (1, 3));
    assert!(read.warnings[0].contains("say the same"));
    assert_eq!(read.papers[0].title, "決済障害");
    let Some(prose) = case(CASES[8]) else { return };
    let read = found(&prose, &Asked { days: vec!["2024-02-28".parse().ok()], ..Asked::default() });
    assert_eq!(
        measured(&read.papers[0], TimeTo::Resolve),
        (Some(hm(2, 40)), vec![(hm(3, 0), Some(Slip::Rounded))])
    );
}

#[test]
fn no_real_document_comes_in_with_open_times_and_without_a_word() {
    let said = [
        (CASES[6], "3 times stay open: no day is known."),
        (
            CASES[7],
            "1 time stays open: part of it is unknown; 2: it counts from a beginning that is not written.",
        ),
        (CASES[8], "2 times stay open: no day is known."),
    ];
    for path in CASES {
        let Some(text) = case(path) else { return };
        let read = found(&text, &Asked { zone: Some(Zone::UTC), ..Asked::default() });
        let open: Vec<_> = read.warnings.iter().filter(|words| words.contains(" open: ")).collect();
        let papers =
            read.papers.iter().filter(|paper| paper.timeline.iter().any(|one| one.when.at().is_none()));
        assert_eq!(open.len(), papers.count(), "{path}: {open:?}");
        if let Some((_, said)) = said.iter().find(|(one, _)| one == path) {
            assert!(open.first().is_some_and(|words| words.ends_with(said)), "{path}: {open:?}");
        }
    }
}

/// Letters and digits of a text, in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Every line is in exactly one place; what is unread is there word for word, and what may be kept is.
fn nothing_is_lost(text: &str, asked: &Asked) {
    let Ok(found) = read("incident.md", text.as_bytes(), asked) else { return };
    let mut fates = found.lines.iter();
    let unread: String =
        found.papers.iter().flat_map(|paper| &paper.unread).map(|one| letters(&one.text)).collect();
    let bare: Vec<Postmortem> = found
        .papers
        .iter()
        .map(|paper| Postmortem { original: None, unread: Vec::new(), ..paper.clone() })
        .collect();
    for paper in &bare {
        paper.check().unwrap_or_else(|why| panic!("{why:?}\n{text}"));
    }
    let kept = letters(&serde_json::to_string(&bare).unwrap().replace("\\n", " "));
    for line in text.lines() {
        let fate = *fates.next().unwrap();
        assert_eq!(fate == Fate::Blank, line.trim().is_empty(), "{line:?} is {fate:?} in\n{text}");
        if fate == Fate::Unread {
            assert!(unread.contains(&letters(line)), "{line:?} is not among what is unread");
        }
        // The longest word of a line that is in a field is in the record.
        let words = line.split(|c: char| !c.is_alphabetic());
        let longest = words.max_by_key(|word| word.chars().count()).unwrap_or_default();
        if fate == Fate::Field && longest.chars().count() >= 9 && !line.contains(':') {
            assert!(kept.contains(&letters(longest)), "{longest:?} of {line:?} is lost");
        }
    }
}

#[test]
fn no_line_of_the_real_documents_is_lost() {
    for path in CASES {
        let Some(text) = case(path) else { return };
        nothing_is_lost(&text, &Asked::default());
        nothing_is_lost(&text, &Asked { take_suggested: true, zone: Some(Zone::UTC), ..Asked::default() });
    }
}

/// Numbers that are the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, max: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(max.max(1)).unwrap()).unwrap()
    }
}

#[test]
fn no_line_of_a_damaged_document_is_lost_and_nothing_panics() {
    const PIECES: &[&str] = &[
        "|",
        "---\n",
        "```\n",
        "\n\n",
        "**",
        "<!--",
        "-->",
        "# ",
        "  - ",
        "> ",
        ":",
        "14:??",
        "1600 ",
        "13:55 PM",
        "T+?",
        "\u{A0}",
        "\u{202E}",
        "2025-02-30 ",
        "99999-01-01",
        "03/04/2025 ",
        "|---|---|\n",
        "- **Timeline**:\n",
        "Severity: SEV9\n",
        "é",
        "(",
        "`",
        "🔥",
        "時",
        "## Actions\n",
        "| Owner | Action | Due |\n|--|--|--|\n",
        "Duration: 99999999 h\n",
        "\r\n",
        "\t",
        "~",
        "+00:12 ",
    ];
    let texts: Vec<String> = CASES.iter().filter_map(|path| case(path)).collect();
    if texts.len() < CASES.len() {
        return;
    }
    let mut chance = Chance(42);
    for _ in 0..2_000 {
        let source = &texts[chance.below(texts.len())];
        let mut letters: Vec<char> = source.chars().collect();
        let from = chance.below(letters.len());
        letters = letters.split_off(from.saturating_sub(1_500));
        letters.truncate(3_000);
        for _ in 0..1 + chance.below(6) {
            let at = chance.below(letters.len() + 1);
            match chance.below(3) {
                0 => {
                    let to = (at + chance.below(40)).min(letters.len());
                    letters.drain(at..to);
                }
                _ => {
                    let piece = PIECES[chance.below(PIECES.len())];
                    letters.splice(at..at, piece.chars());
                }
            }
        }
        nothing_is_lost(
            &letters.into_iter().collect::<String>(),
            &Asked { zone: Some(Zone::UTC), take_suggested: true, ..Asked::default() },
        );
    }
}

#[test]
fn four_megabytes_are_read_in_a_moment() {
    let line = "- 14:02 **UTC** - something (happened) | in `the` [cluster](https://example.com)\n";
    for text in [
        format!("# A\n\n## Timeline\n\n{}", line.repeat(4_000_000 / line.len())),
        "# A\n## Timeline\n- x\n".repeat(180_000),
        format!("# A\n{}", "a".repeat(4_000_000)),
        "```\n".repeat(900_001),
        "<!-- ".repeat(700_000),
        "**a** ".repeat(600_000),
        "| a ".repeat(900_000),
        "((((".repeat(900_000),
        "text | text\n".repeat(300_000),
    ] {
        let begun = std::time::Instant::now();
        let _ = read("a.md", text.as_bytes(), &Asked::default());
        let took = begun.elapsed();
        println!("{:?} {took:?}", text.get(..12));
        assert!(took.as_secs() < 40, "{:?} took {took:?}", text.get(..12));
    }
}

#[test]
fn what_is_written_is_read_back_as_the_same() {
    let asked = Asked {
        zone: Some(Zone::UTC),
        take_suggested: true,
        days: vec!["2026-05-04".parse().ok()],
        ..Asked::default()
    };
    for path in CASES {
        let Some(text) = case(path) else { return };
        for paper in found(&text, &asked).papers {
            let written = write(&paper, &[], &[], Zone::UTC, &Excerpt::default());
            let again = found(&written, &Asked { take_suggested: false, days: Vec::new(), ..asked.clone() });
            assert_eq!(again.papers.len(), 1, "{path}\n{written}");
            let back = &again.papers[0];
            let told = |one: &Postmortem| {
                let moments: Vec<_> =
                    one.timeline.iter().map(|one| (one.when, one.text.clone(), one.marks.clone())).collect();
                let factors: Vec<_> = one.factors.iter().map(|one| one.text.clone()).collect();
                let actions: Vec<_> =
                    one.actions.iter().map(|one| (one.key.clone(), one.draft().cloned())).collect();
                let stated: Vec<_> = one.stated.iter().map(|one| (one.metric, one.value_s)).collect();
                (
                    (
                        one.title.clone(),
                        one.severity,
                        one.date,
                        one.authors.clone(),
                        one.participants.clone(),
                    ),
                    (one.summary.clone(), one.impact.clone(), one.root_cause.clone(), one.detection.clone()),
                    (
                        one.how_resolved.clone(),
                        one.went_well.clone(),
                        one.went_wrong.clone(),
                        one.lessons.clone(),
                    ),
                    (moments, factors, actions, stated),
                )
            };
            let (here, there) = (told(&paper), told(back));
            assert_eq!(here.0, there.0, "{path}");
            assert_eq!(here.1, there.1, "{path}");
            assert_eq!(here.2, there.2, "{path}");
            assert_eq!(here.3, there.3, "{path}\n{written}");
            assert_eq!(back.unread, paper.unread, "{path}\n{written}");
        }
    }
}

#[test]
fn names_and_secrets_are_hidden_where_that_is_asked_for() {
    let mut paper = Postmortem::titled("Checkout down");
    paper.authors = vec!["Ana Silva".to_owned()];
    paper.summary = "Ana Silva restarted db-7.prod.example.com".to_owned();
    let written = write(&paper, &[], &[], Zone::UTC, &Excerpt::whole(true));
    assert!(!written.contains("Ana") && !written.contains("prod.example"), "{written}");
    assert!(write(&paper, &[], &[], Zone::UTC, &Excerpt::default()).contains("Ana Silva"));
}
