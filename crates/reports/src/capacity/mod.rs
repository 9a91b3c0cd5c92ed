//! What the report of a capacity model says: the answer on one page, then everything that it stands on.

mod assumptions;
mod computed;
mod decision;
mod drawn;
mod options;
mod proof;

use crate::paper::{Cover, Paper, Report, action_row, by_urgency, date, mark, or_none};
use charts::Svg;
use domain::{
    Date, Id, Instant,
    action::Action,
    capacity::{
        CapacityAnswer, CapacityModel, CapacityReview, Horizon,
        answer::{self, RunsOut},
    },
    text::{clip, is_blank},
    workspace::Workspace,
};
use serde_json::{Value, json};

/// The report of a capacity model, by what it is made from. A model without a closed review is a draft, and says so.
#[derive(Clone, Copy)]
pub struct CapacityReport<'a> {
    /// The workspace's settings.
    pub workspace: &'a Workspace,
    /// The record of the model.
    pub id: Id,
    /// The model.
    pub model: &'a CapacityModel,
    /// The name of the service, where there is one.
    pub service: Option<&'a str>,
    /// The actions that came out of its reviews, as they stand now.
    pub actions: &'a [(Id, Action)],
    /// When the report is made.
    pub now: Instant,
}

impl Report for CapacityReport<'_> {
    const TEMPLATES: &'static [(&'static str, &'static str)] =
        &[("capacity/capacity.typ", include_str!("../../../../assets/templates/capacity/capacity.typ"))];

    fn paper(&self) -> Paper {
        let plan = Plan::of(self);
        let mut paper = Paper::new(plan.cover());
        let projection = drawn::projection(&plan, &mut paper);
        paper.put("summary", plan.summary());
        paper.put("projection", projection);
        paper.put("decision", decision::section(&plan));
        paper.put("facts", plan.facts());
        paper.put("assumptions", assumptions::section(&plan));
        let others = drawn::others(&plan, &mut paper);
        paper.put("charts", others);
        paper.put("options", options::section(&plan));
        paper.put("tests", proof::tests(&plan));
        paper.put("cadence", proof::cadence(&plan));
        paper.put("reviews", decision::reviews(&plan));
        paper.put("forecast", proof::forecast(&plan));
        paper.put("actions", plan.actions());
        paper.put("computed", computed::terms(&plan));
        paper
    }
}

/// The sources with what every part asks for.
pub(crate) struct Plan<'a> {
    from: &'a CapacityReport<'a>,
    model: &'a CapacityModel,
    /// What the model answers on the day of the report.
    answer: CapacityAnswer,
    today: Date,
}

impl<'a> Plan<'a> {
    fn of(from: &'a CapacityReport<'a>) -> Self {
        let today = from.workspace.zone.date(from.now);
        let answer = answer::answer(from.model, today, Horizon::TWELVE);
        let horizon = in_sight(&answer.runs_out, today);
        let answer =
            if horizon == Horizon::TWELVE { answer } else { answer::answer(from.model, today, horizon) };
        Self { from, model: from.model, answer, today }
    }

    /// The last review that is closed.
    fn closed(&self) -> Option<&'a CapacityReview> {
        self.model.closed_review()
    }

    /// The last review, open or closed.
    fn last(&self) -> Option<&'a CapacityReview> {
        self.model.reviews.last()
    }

    /// What is planned for, in words.
    fn name(&self) -> &'a str {
        self.from.service.unwrap_or(&self.model.title)
    }

    fn cover(&self) -> Cover<'a> {
        let notice = self.draft();
        let (document, state) = match &notice {
            Some(_) => ("capacity review (draft)", mark("Draft", "watch")),
            // A closed review has decided something; whether anybody stands by it is another thing.
            None if self.closed().is_some_and(|review| review.signed.is_empty()) => {
                ("capacity review", mark("Decided, not signed", "watch"))
            }
            None => ("capacity review", mark(self.model.status().label(), "good")),
        };
        let of = self.from.service.map_or_else(String::new, |service| format!("{} · ", clip(service, 60)));
        Cover {
            workspace: self.from.workspace,
            noun: "capacity model",
            id: self.from.id,
            title: &self.model.title,
            document,
            kind: format!("{of}capacity"),
            state,
            notice,
            footer: format!("{}, capacity", clip(&self.model.title, 64)),
            now: self.from.now,
        }
    }

    /// Why this paper is not the last word; nothing where a review is closed and none is open.
    fn draft(&self) -> Option<String> {
        match self.last() {
            None => Some("Draft: no room has reviewed this model yet, so nothing is decided.".to_owned()),
            Some(review) if review.ended_at.is_none() => {
                Some("Draft: a review of this model is open, so the decision may still change.".to_owned())
            }
            Some(_) => None,
        }
    }

    /// The first page: when it runs out, or why nobody can say; and the three figures beside it.
    fn summary(&self) -> Value {
        let tiles = answer::tiles(self.model, &self.answer);
        let tile = |tile: &domain::capacity::Tile| json!({ "label": tile.label, "value": tile.value, "note": tile.note, "alarm": tile.is_alarm });
        let refusal = match &self.answer.runs_out {
            RunsOut::NoDate(why) => Some(why.to_string()),
            RunsOut::On(_) => None,
        };
        json!({
            "headline": answer::headline(&clip(self.name(), 60), &self.answer.runs_out),
            "refusal": refusal,
            "date": tiles.first().map(tile),
            "tiles": tiles.iter().skip(1).map(tile).collect::<Value>(),
            "findings": self.answer.findings,
        })
    }

    fn facts(&self) -> Value {
        let model = self.model;
        let reviewed = self.closed().and_then(|review| review.ended_at);
        json!([
            ["Service", self.from.service.unwrap_or("not stated")],
            ["Answers for it", or_none(&model.owner)],
            ["Runs out first", model.resource.label()],
            ["Counted in", if is_blank(&model.metric) { "not stated" } else { model.metric.as_str() }],
            [
                "More is added",
                format!("{}; by itself: {}", model.scaling.label(), model.autoscales.label().to_lowercase())
            ],
            [
                "Last review closed",
                reviewed.map_or("never".to_owned(), |at| self.from.workspace.zone.long(at))
            ],
            ["Answer as of", date(self.today)],
            ["Report made", self.from.workspace.zone.long(self.from.now)],
        ])
    }

    fn actions(&self) -> Value {
        let mut actions: Vec<&Action> = self.from.actions.iter().map(|(_, action)| action).collect();
        by_urgency(&mut actions);
        actions.into_iter().map(|action| action_row(action, self.today, None, None)).collect()
    }
}

/// A year ahead, and further where the date lies further: so that it is in the drawing.
fn in_sight(runs_out: &RunsOut, today: Date) -> Horizon {
    let last = match runs_out {
        RunsOut::On(dates) => dates.p90.or(dates.p50).or(dates.p10),
        RunsOut::NoDate(_) => None,
    };
    let months = last.map_or(0, |last| last.signed_duration_since(today).num_days() / 30 + 2);
    let months = u32::try_from(months).unwrap_or_default();
    [12, 18, 24].into_iter().find(|shown| *shown >= months).map_or(Horizon::LONGEST, Horizon::of)
}

/// A drawing with the sentence that says what it shows.
pub(crate) fn said(paper: &mut Paper, drawn: Svg) -> Value {
    let caption = drawn.alt.clone();
    paper.chart(drawn, &caption)
}
