//! Reviews on a table, with everything that their reports are made from, free to be changed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]
#![allow(dead_code, reason = "tests and the example each use their part")]

use domain::{
    Date, Document, Id, Instant,
    action::{Action, ActionStatus, ActionType, Origin, Priority},
    assessment::{Assessment, Evidence, Scope, TEMPLATES, Template},
    record::Noun,
    sample::sample,
    time::parse_date,
    workspace::Workspace,
};
use reports::{AssessmentReport, Paper, Report};

/// A review with what its report is made from.
#[derive(Clone)]
pub struct Room {
    pub workspace: Workspace,
    pub id: Id,
    pub review: Assessment,
    pub scope: String,
    pub before: Option<Assessment>,
    pub actions: Vec<(Id, Action)>,
    pub now: Instant,
}

impl Room {
    /// The sample's assessment of that number: 1 and 2 checkout, 3 a team, 4 the culture pulse, 5 an open rubric.
    pub fn sample(number: u128) -> Self {
        let today = parse_date("2026-11-24").unwrap();
        let records = sample(today).records;
        let find =
            |id: Id| records.iter().find(|(known, _)| *known == id).map(|(_, document)| document.clone());
        let id = assessment_id(number);
        let Some(Document::Assessment(review)) = find(id) else { panic!("no assessment {number}") };
        let Some((_, Document::Workspace(workspace))) = records.first().cloned() else { unreachable!() };
        let scope = match &review.scope {
            Scope::Organisation => "The organisation".to_owned(),
            Scope::Team(team) => team.clone(),
            Scope::Service(service) => find(*service).unwrap().summary().title,
        };
        let before = review.previous.and_then(find).map(|document| match document {
            Document::Assessment(before) => before,
            other => panic!("{other:?}"),
        });
        let actions = records.iter().filter_map(|(action_id, document)| match document {
            Document::Action(action) if action.is_from(id) => Some((*action_id, action.clone())),
            _ => None,
        });
        let now = workspace.zone.instant(today, 9, 0).unwrap();
        Self { id, scope, before, actions: actions.collect(), workspace, review, now }
    }

    /// The sample's second review of checkout, with a plan.
    pub fn planned() -> Self {
        let mut room = Self::sample(2);
        room.act(
            "Put the next three game days into the calendar",
            "Chaos engineering",
            Some("2026-12-11"),
            ActionStatus::Open,
        );
        room.act(
            "Let the deployment of checkout roll back on its own",
            "Automation: the rollback needs a person",
            Some("2026-11-20"),
            ActionStatus::InProgress,
        );
        room.act("Give every SLO review a minute-taker", "", None, ActionStatus::Done);
        room
    }

    /// A closed rubric with a dimension that does not apply, after one of an older edition.
    pub fn rubric() -> Self {
        let mut before = Self::sample(5);
        before.review.date = parse_date("2026-05-20").ok();
        before.review.template.dimensions[3].anchors[3] = "A pipeline builds.".to_owned();
        before.score(&[2, 3, 3, 3, 2, 2, 3, 2]);
        before.review.answers[1].evidence = vec![Evidence::of("Dashboard", "", day("2026-02-03"))];
        let mut room = Self::sample(5);
        room.review.template.edition = 2;
        room.review.milestone = 2;
        room.review.previous = Some(assessment_id(9));
        room.score(&[3, 4, 3, 3, 2, 1, 0, 2]);
        room.review.set_aside(6, Some("The on-call of payments is bought from its provider")).unwrap();
        room.review.answers[0].note =
            "Two services have SLOs now.\nNobody has looked at the third.".to_owned();
        room.review.answers[1].evidence = vec![Evidence::of(
            "Dashboard of payments",
            "https://grafana.example/d/payments",
            day("2026-11-12"),
        )];
        room.review.answers[3].evidence =
            vec![Evidence::of("Pipeline of payments", "https://ci.example/payments", day("2026-03-02"))];
        room.act(
            "Forecast payments for the next quarter",
            "Capacity",
            Some("2027-01-15"),
            ActionStatus::Open,
        );
        room.review.close(room.now).unwrap();
        room.before = Some(before.review);
        room
    }

    /// The sample's rubric half way through: two agreed, one set aside, one shown, one with votes that are not.
    pub fn draft() -> Self {
        let mut room = Self::sample(5);
        room.score(&[2, 3]);
        room.review.set_aside(2, Some("Incidents of payments are led by its provider")).unwrap();
        for who in room.review.participants.clone() {
            room.review.vote(3, &who, 4).unwrap();
        }
        room.review.reveal(3, room.now).unwrap();
        room.review.vote(4, "Mira Kovač", 5).unwrap();
        room
    }

    /// A second pulse, with a trend.
    pub fn trend() -> Self {
        let mut room = Self::sample(4);
        room.before = Some(room.review.clone());
        (room.review.milestone, room.review.closed_at) = (2, None);
        room.review.agree(1, Some(2)).unwrap(); // a healthy sign: unsure, now yes
        room.review.agree(6, Some(2)).unwrap(); // a warning: unsure, now yes
        room.review.agree(10, Some(0)).unwrap(); // a warning: yes, now no
        room.review.close(room.now).unwrap();
        room
    }

    /// Everybody votes at about this, one lower and one higher among them, and the room agrees.
    pub fn score(&mut self, scores: &[u8]) {
        let people = self.review.participants.clone();
        for (at, score) in scores.iter().enumerate() {
            for (n, who) in people.iter().enumerate() {
                let vote = match n {
                    0 => score.saturating_sub(1),
                    1 => (score + 1).min(5),
                    _ => *score,
                };
                self.review.vote(at, who, vote).unwrap();
            }
            self.review.reveal(at, self.now).unwrap();
            self.review.agree(at, Some(*score)).unwrap();
        }
    }

    pub fn act(&mut self, title: &str, about: &str, due: Option<&str>, status: ActionStatus) {
        let action = Action {
            title: title.to_owned(),
            purpose: ActionType::Process,
            priority: if about.is_empty() { Priority::P2 } else { Priority::P1 },
            owner: "Mira Kovač".to_owned(),
            due: due.map(day),
            status,
            origin: Some(Origin { record: self.id, place: None }),
            service_id: None,
            about: about.to_owned(),
            ticket: String::new(),
            verification: String::new(),
        };
        self.actions.push((assessment_id(100 + self.actions.len() as u128), action));
    }

    fn report(&self) -> AssessmentReport<'_> {
        AssessmentReport {
            workspace: &self.workspace,
            id: self.id,
            assessment: &self.review,
            scope: &self.scope,
            before: self.before.as_ref(),
            actions: &self.actions,
            now: self.now,
        }
    }

    pub fn paper(&self) -> Paper {
        self.report().paper()
    }

    pub fn pdf(&self) -> Vec<u8> {
        reports::pdf(&self.report()).unwrap()
    }

    /// Everything at its limits: what `check` lets pass and no designer expects.
    pub fn monster() -> Self {
        let mut room = Self::sample(2);
        let w = "W".repeat(200);
        room.workspace.name = "Ω".repeat(200);
        room.workspace.classification = "Strictly confidential ".repeat(9);
        room.scope = "Payment ".repeat(25);
        room.review.title = "Ein sehr langer Name ".repeat(9);
        room.review.participants =
            (0..200).map(|n| format!("{n} {}", "Ж".repeat(if n < 4 { 190 } else { 12 }))).collect();
        let long = "An anchor that somebody wrote as a whole page. ".repeat(40);
        for dimension in &mut room.review.template.dimensions {
            dimension.name = format!("{} {}", dimension.name, "x".repeat(150));
            dimension.short.clone_from(&w);
        }
        room.review.template.dimensions[0].anchors[2].clone_from(&long);
        for band in &mut room.review.template.bands {
            band.name.clone_from(&w);
            band.advice.clone_from(&long);
        }
        let people = room.review.participants.clone();
        for (at, answer) in room.review.answers.iter_mut().enumerate() {
            answer.votes.clear();
            answer.revealed_at = None;
            answer.note = if at == 0 { "A note that goes on. ".repeat(150) } else { String::new() };
            let link = format!("https://wiki.example/{}?a=1&b=%20#x", "y".repeat(160));
            answer.evidence = (0..if at == 0 { 12 } else { 1 })
                .map(|n| Evidence::of(&format!("{n} {}", "e".repeat(190)), &link, day("2026-01-05")))
                .collect();
            answer.evidence.push(Evidence::of(
                "#read(\"/etc/passwd\") *not bold* 火🔥",
                "https://пример.example/я",
                day("2026-10-05"),
            ));
        }
        room.review.closed_at = None;
        for at in 0..8 {
            for (n, who) in people.iter().enumerate().filter(|(n, _)| at == 0 || *n < 6) {
                room.review.vote(at, who, u8::try_from(n % 5 + 1).unwrap()).unwrap();
            }
            room.review.reveal(at, room.now).unwrap();
            room.review.agree(at, Some(2)).unwrap();
        }
        room.review.set_aside(7, Some(&"No rotation of our own ".repeat(8))).unwrap();
        for _ in 0..3 {
            room.act(
                &"Do it ".repeat(33),
                &"Because of what was seen. ".repeat(100),
                None,
                ActionStatus::Open,
            );
        }
        room.review.close(room.now).unwrap();
        assert_eq!(room.review.check(), Ok(()));
        room
    }

    /// The same scores in a template with so many dimensions.
    pub fn wide(count: usize) -> Self {
        let mut room = Self::sample(3);
        let first = room.review.template.dimensions[0].clone();
        let of = |n| domain::assessment::Dimension {
            key: format!("d{n}"),
            name: format!("Dimension {n}"),
            ..first.clone()
        };
        let template = Template { dimensions: (0..count).map(of).collect(), ..room.review.template.clone() };
        let mut review = Assessment::new("Wide", Scope::Organisation, template);
        review.solo = true;
        (0..count).for_each(|at| review.agree(at, Some(3)).unwrap());
        room.review = review;
        room
    }
}

pub fn template(key: &str) -> Template {
    TEMPLATES.iter().find(|template| template.key == key).unwrap().clone()
}

pub fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

fn assessment_id(number: u128) -> Id {
    format!("019a0c00-0007-7000-8000-{number:012}").parse().unwrap()
}
