//! A postmortem on a table, with everything that its report is made from, free to be changed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]
#![allow(dead_code, reason = "each test uses its part")]

use domain::{
    Document, Id, Instant,
    action::{Action, ActionStatus, ActionType, Priority},
    incident::{Mark, Severity, TimeTo},
    postmortem::{
        Answer, Category, DataLoss, Detection, Draft, Excerpt, Factor, HowDetected, Impact, Moment, Other,
        Postmortem, PostmortemStatus, Proposed, Role, Stated, Unread, When, Why,
    },
    record::Noun,
    sample::sample,
    time::parse_date,
    workspace::Workspace,
};
use reports::{Paper, PostmortemReport, Report};

/// A postmortem with what its report is made from.
#[derive(Clone)]
pub struct Told {
    pub workspace: Workspace,
    pub postmortem: Postmortem,
    pub service: Option<String>,
    pub actions: Vec<(Id, Action)>,
    pub others: Vec<Other>,
    pub people: Vec<String>,
    pub excerpt: Excerpt,
    pub now: Instant,
}

const ID: &str = "019a0c00-0006-7000-8000-000000000001";
const RAISED: &str = "019a0c00-0006-7000-8000-000000000002";
const DAY: &str = "2026-11-24";

impl Told {
    /// Only its title is written.
    pub fn bare() -> Self {
        let today = parse_date("2026-11-28").unwrap();
        let records = sample(today).records;
        let Some((_, Document::Workspace(workspace))) = records.first().cloned() else { unreachable!() };
        let now = workspace.zone.instant(today, 9, 0).unwrap();
        let postmortem = Postmortem::titled("Checkout errors after the pricing deploy");
        let (actions, others, people) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            workspace,
            postmortem,
            service: None,
            actions,
            others,
            people,
            excerpt: Excerpt::default(),
            now,
        }
    }

    /// Everything is written, and it is being read.
    pub fn full() -> Self {
        let mut told = Self::bare();
        told.service = Some("checkout".to_owned());
        told.people = vec!["Ana Ruiz".to_owned()];
        let timeline = told.timeline();
        let body = &mut told.postmortem;
        body.severity = Some(Severity::Sev1);
        body.date = parse_date(DAY).ok();
        body.status = PostmortemStatus::InReview;
        body.authors = names(&["Mira Kovač"]);
        body.reviewers = names(&["Jonas Petersen"]);
        body.participants = names(&["Mira Kovač", "Samuel Okafor", "Jonas Petersen"]);
        body.times_in = "CET".to_owned();
        body.timeline = timeline;
        written(body);
        body.factors = factors();
        body.actions = actions();
        let mut raised =
            Action::named("Alert on checkout errors, not only on pod restarts", "Jonas Petersen").unwrap();
        (raised.purpose, raised.priority, raised.due) =
            (ActionType::Detect, Priority::P0, parse_date("2026-11-26").ok());
        raised.verification =
            "Samuel breaks checkout in staging, and the page comes within two minutes.".to_owned();
        raised.status = ActionStatus::InProgress;
        told.actions = vec![(RAISED.parse().unwrap(), raised)];
        told
    }

    fn timeline(&self) -> Vec<Moment> {
        let day = parse_date(DAY).unwrap();
        let at = |hour, minute| When::At(self.workspace.zone.instant(day, hour, minute).unwrap());
        let entries: [(When, &str, &str, bool, &[Mark]); 8] = [
            (at(14, 2), "Pricing 2.31 goes out to all pods", "deploy log", false, &[]),
            (
                at(14, 4),
                "Checkout answers 500 to every fourth order",
                "dashboard “orders”",
                true,
                &[Mark::ImpactBegan],
            ),
            (
                at(14, 13),
                "A customer writes to support (mira.kovac@example.org)",
                "",
                false,
                &[Mark::Detected],
            ),
            (at(14, 16), "Jonas has it", "#inc-checkout", false, &[Mark::Acknowledged]),
            (When::Open(Why::NoDay), "Samuel Okafor asks for the change list", "", false, &[]),
            (at(14, 31), "Declared, Mira leads", "", false, &[Mark::Declared]),
            (at(14, 58), "Pricing is rolled back", "", true, &[Mark::Mitigated]),
            (at(14, 47), "The canary is found switched off", "", false, &[]),
        ];
        let moment =
            |(key, (when, text, source, star, marks)): (u32, (When, &str, &str, bool, &[Mark]))| Moment {
                key,
                when,
                written: if when.at().is_some() { String::new() } else { "14:20?".to_owned() },
                text: text.to_owned(),
                source: source.to_owned(),
                star,
                marks: marks.to_vec(),
            };
        (1..).zip(entries).map(moment).collect()
    }

    /// What nobody wants to print: endless words, names from right to left, two hundred entries, forty factors.
    pub fn hostile() -> Self {
        let mut told = Self::full();
        let long = "x".repeat(600);
        let body = &mut told.postmortem;
        body.title = format!("Ausfall {}", "y".repeat(190));
        body.status = PostmortemStatus::Draft;
        body.authors = names(&["שרה כהן", "محمد الأحمد", &"z".repeat(180)]);
        body.summary = format!("{long}\n\n{}", "One line more.\n".repeat(60));
        body.impact.users_affected = format!("{long} {long}");
        body.impact.revenue = "1,000,000 € ".repeat(40);
        body.impact.slo_budget_consumed_pct = Some(f64::NAN);
        let first = body.timeline[0].clone();
        for key in 100..300 {
            let when = first.when.at().map_or(first.when, |at| When::At(at.plus_ms(i64::from(key) * 61_000)));
            body.timeline.push(Moment { key, when, text: format!("{key} {long}"), ..first.clone() });
        }
        for key in 100..140 {
            let answers = (key > 100).then(|| key - 1);
            body.factors.push(Factor { answers, ..factor(key, &long, None, None, None) });
        }
        let draft = Draft { title: long.clone(), owner: "w".repeat(190), ..Draft::default() };
        for n in 10..60 {
            body.actions.push(Proposed {
                key: format!("AI-{n:03}"),
                factor: None,
                answer: Answer::Proposed(draft.clone()),
            });
        }
        body.unread.push(Unread { line: 1_000_000, text: long.repeat(4), why: String::new() });
        told.service = Some("s".repeat(190));
        told
    }

    pub fn report(&self) -> PostmortemReport<'_> {
        PostmortemReport {
            workspace: &self.workspace,
            id: ID.parse().unwrap(),
            postmortem: &self.postmortem,
            service: self.service.as_deref(),
            actions: &self.actions,
            others: &self.others,
            people: &self.people,
            excerpt: &self.excerpt,
            hide: &|text: &str| text.replace("db-7.prod.example.com", "host-1"),
            now: self.now,
        }
    }

    pub fn paper(&self) -> Paper {
        self.report().paper()
    }
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn written(body: &mut Postmortem) {
    body.summary = "A deploy of pricing read prices in a currency that a quarter of the shops do not have. Checkout answered \
                    500 to every fourth order for 54 minutes, until Jonas Petersen rolled pricing back."
        .to_owned();
    body.impact = Impact {
        users_affected: "A quarter of all orders failed".to_owned(),
        revenue: "about 38,000 €".to_owned(),
        slo_budget_consumed_pct: Some(34.5),
        data_loss: DataLoss::None,
        customer_tickets: None,
    };
    body.root_cause =
        "Pricing takes the first currency of a list that has no order, and no test has a shop with two."
            .to_owned();
    body.detection = Detection {
        how: HowDetected::UserReport,
        words: "A customer wrote to support; Ana passed it on.".to_owned(),
        sooner: "By an alert on the share of failed orders.".to_owned(),
    };
    body.how_resolved = "Pricing was rolled back to 2.30.".to_owned();
    body.went_well = names(&["The rollback took four minutes.", "Samuel kept the channel up to date."]);
    body.went_wrong = names(&["Nobody knew who owns the canary."]);
    body.lucky = names(&["It was no Friday."]);
    let stated =
        |metric, value_s, text: &str| Stated { metric, value_s, text: text.to_owned(), line: Some(7) };
    body.stated =
        vec![stated(Some(TimeTo::Detect), 540, "9 minutes"), stated(Some(TimeTo::Mitigate), 2_700, "45 min")];
    body.unread = vec![Unread {
        line: 41,
        text: "Weather: rain".to_owned(),
        why: "No field is called “Weather”.".to_owned(),
    }];
}

fn factor(
    key: u32,
    text: &str,
    category: Option<Category>,
    role: Option<Role>,
    answers: Option<u32>,
) -> Factor {
    Factor { key, text: text.to_owned(), category, role, answers, moments: Vec::new() }
}

fn factors() -> Vec<Factor> {
    use Category::{Monitoring, Process, Technology, Testing};
    let mut factors = vec![
        factor(1, "Every fourth order failed", Some(Technology), None, None),
        factor(
            2,
            "Pricing answered in a currency that the shop does not have",
            Some(Technology),
            Some(Role::Trigger),
            Some(1),
        ),
        factor(3, "No test has a shop with two currencies", Some(Testing), Some(Role::Process), Some(2)),
        factor(
            4,
            "The canary was switched off in March and stayed off",
            Some(Process),
            Some(Role::Propagation),
            Some(1),
        ),
        factor(5, "Samuel forgot to switch it on again", Some(Process), None, Some(4)),
        factor(6, "Alerts look at pods, not at orders", Some(Monitoring), Some(Role::Detection), None),
    ];
    factors[3].moments = vec![8];
    factors
}

fn actions() -> Vec<Proposed> {
    let draft = |title: &str, owner: &str, priority| Draft {
        title: title.to_owned(),
        purpose: Some(ActionType::Prevent),
        priority: Some(priority),
        owner: owner.to_owned(),
        due: parse_date("2026-12-11").ok(),
        ticket: "https://tracker.example.org/PAY-212".to_owned(),
        ..Draft::default()
    };
    let of = |key: &str, factor, answer| Proposed { key: key.to_owned(), factor, answer };
    vec![
        of("AI-001", Some(6), Answer::Raised(RAISED.parse().unwrap())),
        of(
            "AI-002",
            Some(3),
            Answer::Accepted(draft(
                "Test with a shop that has two currencies",
                "Samuel Okafor",
                Priority::P1,
            )),
        ),
        of(
            "AI-003",
            Some(4),
            Answer::Proposed(draft("Switch the canary on, with an owner", "", Priority::P1)),
        ),
        of(
            "AI-004",
            None,
            Answer::Declined {
                draft: draft("Freeze deploys after 14:00", "Jonas Petersen", Priority::P2),
                reason: "It only moves the risk to the morning, says Mira.".to_owned(),
            },
        ),
    ]
}
