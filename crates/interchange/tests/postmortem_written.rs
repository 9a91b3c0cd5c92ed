//! Postmortems as Markdown: what is written of them, and what never is where names are redacted.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use domain::{
    Id, Zone,
    action::{Action, ActionStatus, ActionType, Priority},
    incident::{Mark, TimeTo},
    postmortem::{Answer, Draft, Excerpt, Moment, Postmortem, Proposed, Section, Stated, Unread, When, Why},
};
use interchange::postmortem::{Asked, Fate, hosts, read, write};

const RAISED: &str = "0197c0de-0000-7000-8000-000000000001";
const ELSEWHERE: &str = "0197c0de-0000-7000-8000-000000000002";
const GONE: &str = "0197c0de-0000-7000-8000-000000000003";

fn moment(key: u32, min: Option<i64>, text: &str, star: bool, marks: &[Mark]) -> Moment {
    let when = min.map_or(When::Open(Why::NoTime), |min| {
        When::At(domain::Instant::from_ms(1_767_600_000_000 + min * 60_000))
    });
    Moment {
        key,
        when,
        written: String::new(),
        text: text.to_owned(),
        source: String::new(),
        star,
        marks: marks.to_vec(),
    }
}

fn action(title: &str, owner: &str) -> Action {
    Action {
        title: title.to_owned(),
        purpose: ActionType::Prevent,
        priority: Priority::P1,
        owner: owner.to_owned(),
        due: "2026-03-01".parse().ok(),
        status: ActionStatus::Open,
        origin: None,
        service_id: None,
        about: String::new(),
        ticket: String::new(),
        verification: String::new(),
    }
}

fn records() -> Vec<(Id, Action)> {
    vec![
        (RAISED.parse().unwrap(), action("Alert on certificates", "Bengt Lindqvist")),
        (ELSEWHERE.parse().unwrap(), action("Review the runbook", "Ana Silva")),
    ]
}

fn paper() -> Postmortem {
    let mut paper = Postmortem::titled("Checkout down");
    paper.authors = vec!["Ana Silva".to_owned()];
    paper.date = "2026-01-05".parse().ok();
    paper.summary =
        "ana restarted db-7.prod.example.com. Bengt, carla@example.com and Dev Rao watched.".to_owned();
    paper.timeline = vec![
        moment(1, Some(0), "Errors begin\n- at one shop", true, &[Mark::ImpactBegan]),
        moment(2, Some(5), "An alert fires", false, &[Mark::Detected]),
        moment(3, None, "Somebody looked", true, &[]),
        moment(4, Some(84), "Rolled back", false, &[Mark::Resolved]),
    ];
    paper.timeline[1].source = "Grafana | panel 4".to_owned();
    let draft =
        |title: &str| Draft { title: title.to_owned(), owner: "Dev Rao".to_owned(), ..Draft::default() };
    let answers = [
        Answer::Proposed(draft("Rotate")),
        Answer::Declined { draft: draft("Rewrite it"), reason: "Too dear (for now)".to_owned() },
        Answer::Raised(RAISED.parse().unwrap()),
        Answer::Raised(GONE.parse().unwrap()),
    ];
    let actions = (1..).zip(answers);
    paper.actions =
        actions.map(|(n, answer)| Proposed { key: format!("AI-{n:03}"), factor: None, answer }).collect();
    paper.stated = vec![Stated {
        metric: Some(TimeTo::Resolve),
        value_s: 5040,
        text: "84 minutes".to_owned(),
        line: None,
    }];
    let unread = |line, text: &str, why: &str| Unread { line, text: text.to_owned(), why: why.to_owned() };
    paper.unread = vec![
        unread(12, "# Weather\n| a \\| b | `c | d` |\n<!-- x -->", "It is a comment."),
        unread(40, "- [x] ```", "Its field is full."),
    ];
    paper
}

#[test]
fn everything_is_written_and_comes_back() {
    let written = write(&paper(), &records(), &[], Zone::UTC, &Excerpt::default());
    for said in [
        "- **2026-01-05 08:00** - ★ Errors begin",
        "  - Source: Grafana | panel 4",
        "| AI-002 | Rewrite it |  | Dev Rao |  |  | Declined: Too dear (for now) |",
        "| AI-003 | Alert on certificates |",
        "| AI-004 |  |  |  |  |  | Record removed |",
        "|  | Review the runbook | Prevent | Ana Silva |",
        "| Time to resolve | 1 h 24 min | Impact began 2026-01-05 08:00 | Resolved 2026-01-05 09:24 | impact began → resolved, ",
        "| Time to acknowledge | Not measured: “Acknowledged” is not on the timeline. |",
        "| 40 | - [x] ``` | Its field is full. |",
    ] {
        assert!(written.contains(said), "{said}\n{written}");
    }
    let found =
        read("a.md", written.as_bytes(), &Asked { zone: Some(Zone::UTC), ..Asked::default() }).unwrap();
    let back = &found.papers[0];
    let told = |one: &Postmortem| {
        let of = |one: &Moment| (one.when, one.text.clone(), one.source.clone(), one.star, one.marks.clone());
        one.timeline.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(told(back), told(&paper()), "{written}");
    assert_eq!(back.actions[..2], paper().actions[..2]);
    let titles: Vec<&str> = back.actions.iter().map(|one| one.draft().unwrap().title.as_str()).collect();
    assert_eq!(titles, ["Rotate", "Rewrite it", "Alert on certificates", "Review the runbook"]);
    assert_eq!(back.unread, paper().unread);
    assert_eq!(back.stated.len(), 1);
    let of_metrics = written.lines().position(|line| line.starts_with("| Time to resolve")).unwrap();
    assert_eq!(found.lines[of_metrics], Fate::Field);
    let again = write(back, &[], &[], Zone::UTC, &Excerpt::default());
    let part =
        |text: &str, from: &str| text.split(from).nth(1).unwrap().split("\n## ").next().unwrap().to_owned();
    for section in ["## Timeline", "## How long it took", "## What could not be placed"] {
        assert_eq!(part(&again, section), part(&written, section));
    }
}

#[test]
fn an_excerpt_has_no_metrics_and_no_pieces_where_they_are_left_out() {
    let excerpt = Excerpt { sections: vec![Section::Timeline], ..Excerpt::default() };
    let written = write(&paper(), &records(), &[], Zone::UTC, &excerpt);
    for never in ["How long it took", "Stats", "could not be placed |", "Rewrite it"] {
        assert!(!written.contains(never), "{never}\n{written}");
    }
}

#[test]
fn no_name_of_anybody_stays_and_each_is_called_as_in_the_pdf() {
    let mut paper = paper();
    paper.timeline[1].text =
        "14:02:05 BENGT wrote to Carla Weiß; password=hunter2hunter2 on db-7.prod.example.com".to_owned();
    paper.unread[1].text = "Ana was on call".to_owned();
    let people = ["Carla Weiß".to_owned()];
    let written = write(&paper, &records(), &people, Zone::UTC, &Excerpt::whole(true));
    let lower = written.to_lowercase();
    for never in
        [" ana ", "silva", "lindqvist", "bengt", "carla", "rao", "prod.example", "@", "hunter2", "db-7"]
    {
        assert!(!lower.contains(never), "{never}\n{written}");
    }
    for said in
        ["- **Authors:** Person A", "Person C wrote to Person D", "Person A restarted host-1", "14:02:05"]
    {
        assert!(written.contains(said), "{said}\n{written}");
    }
    let mut known = hosts(&paper, &records(), &people);
    assert_eq!(known.of_text("It was db-7.prod.example.com."), "It was host-1.");
    assert!(write(&paper, &[], &[], Zone::UTC, &Excerpt::default()).contains("Ana Silva"));
}
