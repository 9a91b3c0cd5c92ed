//! What the report of an assessment says. Every figure and every sentence is made here; the template only sets them.

mod appendix;
mod change;
mod dimension;
mod plan;
mod pulse;
mod rubric;
mod summary;

use crate::paper::{Cover, Paper, Report, date, listed, mark, settable_text};
use charts::{Palette, ProfileData, Size};
use domain::{
    Date, Id, Instant,
    action::Action,
    assessment::{Assessment, AssessmentStatus, Compared, Method, Outcome, compare},
    text::clip,
    workspace::Workspace,
};
use serde_json::{Value, json};

/// The report of an assessment, by what it is made from. A review that is not closed gives a draft, and says what is open.
#[derive(Clone, Copy)]
pub struct AssessmentReport<'a> {
    /// The workspace's settings.
    pub workspace: &'a Workspace,
    /// The record of the assessment.
    pub id: Id,
    /// The assessment. Votes that are not shown yet do not reach the paper.
    pub assessment: &'a Assessment,
    /// What is assessed, in words.
    pub scope: &'a str,
    /// The review that it is held against, where there is one.
    pub before: Option<&'a Assessment>,
    /// The actions that came out of it, as they stand now.
    pub actions: &'a [(Id, Action)],
    /// When the report is made.
    pub now: Instant,
}

impl Report for AssessmentReport<'_> {
    const TEMPLATES: &'static [(&'static str, &'static str)] = &[(
        "assessment/assessment.typ",
        include_str!("../../../../assets/templates/assessment/assessment.typ"),
    )];

    fn paper(&self) -> Paper {
        // Everything below sees the veiled review only.
        let (veiled, before) = (self.assessment.veiled(), self.before.map(Assessment::veiled));
        let review = Review::new(self, &veiled, before.as_ref());
        let mut paper = Paper::new(review.cover());
        let chart = review.chart(&mut paper);
        paper.put("chart", chart);
        paper.put("method", method_word(review.method()));
        paper.put("summary", summary::summary(&review));
        paper.put("facts", review.facts());
        paper.put("participants", veiled.participants.clone());
        paper.put("pulse", pulse::section(&review));
        paper.put("rubric", rubric::section(&review));
        paper.put("change", change::section(&review));
        let dimensions = review.order().into_iter().map(|at| dimension::section(&review, at));
        paper.put("dimensions", dimensions.collect::<Value>());
        paper.put("plan", plan::section(&review));
        paper.put("template", appendix::template(&review));
        paper.put("computed", appendix::terms(&review));
        paper
    }
}

/// The sources with what every part asks for.
pub(crate) struct Review<'a> {
    from: &'a AssessmentReport<'a>,
    /// The review, without votes that are not shown.
    now: &'a Assessment,
    before: Option<&'a Assessment>,
    result: Outcome<'a>,
    compared: Vec<Compared>,
    /// The day of the report: evidence is fresh or stale on it.
    today: Date,
}

/// On paper the radar is as wide as the right half of the first page.
const RADAR: Size = Size { width_px: 350, height_px: 236 };
/// With fewer spokes there is no shape, with more nobody can read their names.
const SPOKES: std::ops::RangeInclusive<usize> = 3..=14;

impl<'a> Review<'a> {
    fn new(from: &'a AssessmentReport<'a>, now: &'a Assessment, before: Option<&'a Assessment>) -> Self {
        let today = from.workspace.zone.date(from.now);
        let compared = before.map_or_else(Vec::new, |before| compare(before, now, today));
        Self { from, now, before, result: now.result(), compared, today }
    }

    fn method(&self) -> Method {
        self.now.template.method
    }

    fn closed(&self) -> bool {
        self.now.closed_at.is_some()
    }

    /// The day of the review: until it is closed, the day on which it is due.
    fn on(&self) -> String {
        match self.now.date {
            None => "no date set".to_owned(),
            Some(on) if self.closed() => date(on),
            Some(due) if due < self.today => format!("due {}, overdue", date(due)),
            Some(due) => format!("due {}", date(due)),
        }
    }

    /// The dimension's name; as long as a person made it.
    fn name(&self, at: usize) -> &'a str {
        self.now.template.dimensions.get(at).map_or("", |dimension| dimension.name.as_str())
    }

    /// Weakest first, then what is open, then what does not apply.
    fn order(&self) -> Vec<usize> {
        [&self.result.weakest, &self.result.open, &self.result.left_out]
            .into_iter()
            .flatten()
            .copied()
            .collect()
    }

    fn cover(&self) -> Cover<'a> {
        let notice = self.draft();
        let (document, state) = match &notice {
            Some(_) => ("assessment report (draft)", mark("Draft", "watch")),
            None => ("assessment report", mark(AssessmentStatus::Agreed.label(), "good")),
        };
        Cover {
            workspace: self.from.workspace,
            noun: "assessment",
            id: self.from.id,
            title: &self.now.title,
            document,
            kind: format!("{} · assessment", clip(&self.now.template.title, 70)),
            state,
            notice,
            footer: format!("{}, milestone {}", clip(&self.now.title, 60), self.now.milestone),
            now: self.from.now,
        }
    }

    /// Why this paper is not the last word; nothing for a closed review.
    fn draft(&self) -> Option<String> {
        if self.closed() {
            return None;
        }
        let open: Vec<&str> = self.result.open.iter().map(|at| self.name(*at)).collect();
        let said = match open.as_slice() {
            [] => "Draft: every dimension is decided, but the review has not been closed, so scores may still change."
                .to_owned(),
            [one] => format!("Draft: the review is not closed. “{}” is open.", clip(one, 80)),
            open if open.len() == self.now.answers.len() => {
                format!("Draft: the review is not closed. All {} dimensions are open.", open.len())
            }
            open => format!(
                "Draft: the review is not closed. {} of {} dimensions are open: {}.",
                open.len(),
                self.now.answers.len(),
                listed(open.iter().map(|name| clip(name, 60)), 8)
            ),
        };
        Some(said)
    }

    fn facts(&self) -> Value {
        let review = self.now;
        let template = &review.template;
        let mut facts = vec![
            json!(["Scope", self.from.scope]),
            json!(["Milestone", format!("{}, {}", review.milestone, self.on())]),
            json!([
                "Closed",
                review.closed_at.map_or("not yet".to_owned(), |at| self.from.workspace.zone.long(at))
            ]),
            json!(["How it was scored", self.scoring()]),
        ];
        if let Some(before) = self.before {
            facts.push(json!(["Held against", against(before)]));
        }
        facts.push(json!(["Template", format!("{}, edition {}", template.title, template.edition)]));
        facts.push(json!(["Report made", self.from.workspace.zone.long(self.from.now)]));
        Value::from(facts)
    }

    fn scoring(&self) -> String {
        match (self.now.solo, self.now.participants.len()) {
            (true, _) => "Solo: the scores were set at once, without votes.".to_owned(),
            (false, 0) => "Nobody has been named.".to_owned(),
            (false, 1) => "1 person scored alone before the score was agreed.".to_owned(),
            (false, n) => {
                format!("{n} people score alone first; then the votes are shown and one score is agreed.")
            }
        }
    }

    /// The radar: what the template needs to show it, and the drawing. A pulse has none: there, far out would mean good
    /// for one half of the signs and bad for the other.
    fn chart(&self, paper: &mut Paper) -> Option<Value> {
        let nothing = self.result.weakest.is_empty();
        if self.method() == Method::Pulse || nothing || !SPOKES.contains(&self.now.answers.len()) {
            return None;
        }
        let mut data = ProfileData::of(self.now, self.before);
        for spoke in &mut data.spokes {
            spoke.label = settable_text(&clip(&spoke.label, 11));
        }
        let drawn = charts::profile(&data, RADAR, &Palette::paper());
        let before = self.before.map(|before| format!(", dashed: milestone {}", before.milestone));
        let (low, high) = data.scale;
        let caption = format!(
            "Profile. Solid: now{}. The innermost ring is {low}, the rim {high}.",
            before.unwrap_or_default()
        );
        Some(paper.chart(drawn, &caption))
    }
}

fn method_word(method: Method) -> &'static str {
    match method {
        Method::Maturity => "maturity",
        Method::Rubric => "rubric",
        Method::Pulse => "pulse",
    }
}

/// A name for a narrow place.
fn clip_name(name: &str) -> String {
    clip(name, 60)
}

/// `milestone 1, 12 May 2026`
fn against(before: &Assessment) -> String {
    before.date.map_or_else(
        || format!("milestone {}", before.milestone),
        |on| format!("milestone {}, {}", before.milestone, date(on)),
    )
}

/// A figure with at most so many decimals, without noughts at its end: `27`, `17.1`.
fn figure(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// The total in tenths, as it is printed. It is rounded, but never up into a band that was not reached.
#[expect(clippy::cast_possible_truncation, reason = "a total is at most 1,000")]
fn tenths(result: &Outcome<'_>, total: f64) -> i64 {
    let rounded = (total * 10.0).round() as i64;
    match result.next {
        Some((band, _)) if rounded >= i64::from(band.from) * 10 => rounded - 1,
        _ => rounded,
    }
}

/// Tenths as a person reads them: `171` is `17.1`, `270` is `27`.
fn of_tenths(tenths: i64) -> String {
    if tenths % 10 == 0 {
        (tenths / 10).to_string()
    } else {
        format!("{}.{}", tenths / 10, (tenths % 10).abs())
    }
}
