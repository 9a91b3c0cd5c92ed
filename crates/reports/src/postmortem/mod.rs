//! What the report of a postmortem says: the whole of it on one page, then what happened, how long it took, why, and what is
//! done about it.

mod computed;
mod course;
mod follow_up;
mod redacted;
mod summary;
mod took;
mod why;

use crate::paper::{Cover, Paper, Report, date, mark};
use domain::{
    Date, Id, Instant,
    action::Action,
    incident::{Mark, Severity},
    postmortem::{self, Excerpt, HowDetected, Measure, Other, Postmortem, PostmortemStatus},
    text::{clip, is_blank},
    workspace::Workspace,
};
use redacted::Redacted;
use serde_json::{Value, json};

/// The report of a postmortem, by what it is made from. One that is not final says so, and what is open.
#[derive(Clone, Copy)]
pub struct PostmortemReport<'a> {
    /// The workspace's settings.
    pub workspace: &'a Workspace,
    /// The record of the postmortem.
    pub id: Id,
    /// The postmortem.
    pub postmortem: &'a Postmortem,
    /// The name of the service, where there is one.
    pub service: Option<&'a str>,
    /// The actions that came out of it, as they stand now.
    pub actions: &'a [(Id, Action)],
    /// Values of other postmortems that somebody may have copied.
    pub others: &'a [Other],
    /// Names that the workspace knows beside those in the postmortem; asked for only where names are redacted.
    pub people: &'a [String],
    /// What of it leaves the house. Without names, people become “Person A”, and addresses of mail vanish.
    pub excerpt: &'a Excerpt,
    /// What else goes out of each text where names are redacted: hosts and secrets, which are known where files are read.
    pub hide: &'a dyn Fn(&str) -> String,
    /// When the report is made.
    pub now: Instant,
}

impl Report for PostmortemReport<'_> {
    const TEMPLATES: &'static [(&'static str, &'static str)] = &[(
        "postmortem/postmortem.typ",
        include_str!("../../../../assets/templates/postmortem/postmortem.typ"),
    )];

    fn paper(&self) -> Paper {
        if !self.excerpt.redact {
            return Story::of(self).paper();
        }
        let redacted = Redacted::of(self);
        Story::of(&redacted.report(self)).paper()
    }
}

/// The sources with what every part asks for.
pub(crate) struct Story<'a> {
    from: &'a PostmortemReport<'a>,
    body: &'a Postmortem,
    measures: Vec<Measure>,
    /// What is open before it may be final.
    open: Vec<String>,
    today: Date,
    /// Whether a time is shown to the second: where one of them says it.
    to_second: bool,
}

/// What stands where nobody said anything.
pub(crate) const NOT_STATED: &str = "not stated";

impl<'a> Story<'a> {
    fn of(from: &'a PostmortemReport<'a>) -> Self {
        let body = from.postmortem;
        let zone = from.workspace.zone;
        Self {
            from,
            body,
            measures: postmortem::measures(body, zone, from.others),
            open: postmortem::gate(body, from.actions).into_iter().map(|open| open.words).collect(),
            today: zone.date(from.now),
            to_second: body
                .timeline
                .iter()
                .filter_map(|moment| moment.when.at())
                .any(|at| at.ms().rem_euclid(60_000) >= 1_000),
        }
    }

    fn paper(&self) -> Paper {
        let mut paper = Paper::new(self.cover());
        let line = course::line(self, &mut paper);
        paper.put("summary", summary::section(self, line));
        let sections: Vec<&str> = self.from.excerpt.sections.iter().map(|section| section.word()).collect();
        paper.put("sections", json!(sections));
        paper.put("facts", self.facts());
        paper.put("whole", summary::whole(self));
        paper.put("timeline", course::timeline(self));
        paper.put("took", took::section(self));
        let drawn = why::drawn(self, &mut paper);
        paper.put("why", why::section(self, drawn));
        paper.put("noticed", self.noticed());
        paper.put("learnt", follow_up::learnt(self));
        paper.put("actions", follow_up::actions(self));
        paper.put("unread", follow_up::unread(self));
        paper.put("computed", computed::terms(self));
        paper
    }

    fn cover(&self) -> Cover<'a> {
        let redacted = self.from.excerpt.redact;
        let (document, notice) = match self.body.status {
            PostmortemStatus::Draft => {
                ("postmortem (draft)", Some("Draft: it is being written, and nobody has agreed to it yet."))
            }
            PostmortemStatus::InReview => {
                ("postmortem (in review)", Some("In review: it is being read, and may still change."))
            }
            PostmortemStatus::Final => ("postmortem", None),
        };
        let names = redacted.then_some(
            "Names redacted: people are called Person A, Person B and so on; hosts, addresses of mail and secrets are left out.",
        );
        let left_out = self.from.excerpt.left_out(&self.body.timeline);
        let notice: Vec<&str> = notice.into_iter().chain(names).chain(left_out.as_deref()).collect();
        let of = self.from.service.map_or_else(String::new, |service| format!("{} · ", clip(service, 60)));
        Cover {
            workspace: self.from.workspace,
            noun: "postmortem",
            id: self.from.id,
            title: &self.body.title,
            document,
            kind: format!("{of}postmortem"),
            state: self.status(),
            notice: (!notice.is_empty()).then(|| notice.join("\n")),
            footer: format!("{}, postmortem", clip(&self.body.title, 64)),
            now: self.from.now,
        }
    }

    fn status(&self) -> Value {
        let tone = match self.body.status {
            PostmortemStatus::Draft => "watch",
            PostmortemStatus::InReview => "accent",
            PostmortemStatus::Final => "good",
        };
        mark(self.body.status.label(), tone)
    }

    fn severity(&self) -> Value {
        match self.body.severity {
            None => mark(NOT_STATED, "off"),
            Some(severity @ Severity::Sev1) => mark(severity.label(), "bad"),
            Some(severity @ Severity::Sev2) => mark(severity.label(), "watch"),
            Some(severity) => mark(severity.label(), "off"),
        }
    }

    /// The day that it is about: as stated, or that of its first time, which then says so.
    fn day(&self) -> String {
        let first = || {
            let began = self.body.began_at()?;
            let of = if self.body.marks().at(Mark::ImpactBegan).is_some() {
                "when the impact began"
            } else {
                "the first entry"
            };
            Some(format!("{} ({of})", date(self.from.workspace.zone.date(began))))
        };
        self.body.date.map(date).or_else(first).unwrap_or_else(|| NOT_STATED.to_owned())
    }

    /// A time as every part of the report shows it: `14:02`, or `14:02:05`.
    fn clock(&self, at: Instant) -> String {
        let zone = self.from.workspace.zone;
        if self.to_second { zone.clock(at) } else { zone.hour_minute(at) }
    }

    fn facts(&self) -> Value {
        let people =
            |names: &[String]| if names.is_empty() { NOT_STATED.to_owned() } else { names.join(", ") };
        let body = self.body;
        json!([
            ["Service", self.from.service.unwrap_or(NOT_STATED)],
            ["Day", self.day()],
            ["Severity", body.severity.map_or(NOT_STATED, Severity::label)],
            ["Status", body.status.label()],
            ["Written by", people(&body.authors)],
            ["Reviewed by", people(&body.reviewers)],
            ["Took part", people(&body.participants)],
            ["Report made", self.from.workspace.zone.long(self.from.now)],
        ])
    }

    /// How it was noticed, and what ended it.
    fn noticed(&self) -> Value {
        let detection = &self.body.detection;
        let how = match detection.how {
            HowDetected::NotStated => NOT_STATED,
            said => said.label(),
        };
        json!([
            ["Noticed by", how],
            ["How", stated(&detection.words)],
            ["Sooner", stated(&detection.sooner)],
            ["How it ended", stated(&self.body.how_resolved)],
        ])
    }
}

/// The words, or that nobody said any.
pub(crate) fn stated(words: &str) -> &str {
    if is_blank(words) { NOT_STATED } else { words.trim() }
}
