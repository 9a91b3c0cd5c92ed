//! The first page: all that somebody needs who reads no further, and room for no more.

use super::{NOT_STATED, Story, follow_up, stated};
use crate::paper::count;
use domain::{
    incident::{Hours, Mark, TimeTo},
    postmortem::{DataLoss, Measure, PostmortemStatus},
    text::{clip, is_blank},
    time::words,
};
use serde_json::{Value, json};

/// What fits on the page; what is longer stands in full behind it.
const SUMMARY_MAX_CHARS: usize = 480;
const IMPACT_MAX_CHARS: usize = 64;
const OPEN_MAX: usize = 3;
const OPEN_MAX_CHARS: usize = 110;

pub fn section(story: &Story<'_>, line: Value) -> Value {
    let body = story.body;
    let summary =
        if is_blank(&body.summary) { Value::Null } else { cut(&body.summary, SUMMARY_MAX_CHARS).into() };
    json!({
        "severity": story.severity(),
        "status": story.status(),
        "day": story.day(),
        "service": clip(story.from.service.unwrap_or(NOT_STATED), 30),
        "summary": summary,
        "impact": impact(story).into_iter().map(|(label, words)| json!({
            "label": label,
            "value": cut(&words, IMPACT_MAX_CHARS),
            "stated": words != NOT_STATED,
        })).collect::<Value>(),
        "line": line,
        "metrics": story.measures.iter().map(metric).collect::<Value>(),
        "actions": follow_up::urgent(story),
        "open": open(story),
    })
}

/// What the first page had to cut, in full: the summary and the impact.
pub fn whole(story: &Story<'_>) -> Value {
    let summary = &story.body.summary;
    let impact = impact(story);
    let is_cut = summary.chars().count() > SUMMARY_MAX_CHARS
        || summary.lines().count() > LINES_MAX
        || impact.iter().any(|(_, words)| words.chars().count() > IMPACT_MAX_CHARS || words.contains('\n'));
    if !is_cut {
        return Value::Null;
    }
    let impact: Value = impact.into_iter().map(|(label, words)| json!([label, words])).collect();
    json!({ "summary": stated(summary), "impact": impact })
}

const LINES_MAX: usize = 5;

/// As many characters and lines as there is room for.
fn cut(words: &str, max: usize) -> String {
    let lines = if max == SUMMARY_MAX_CHARS { LINES_MAX } else { 1 };
    let words = words.trim();
    let kept: Vec<&str> = words.lines().filter(|line| !is_blank(line)).take(lines).collect();
    let kept = kept.join("\n");
    let all = words.lines().filter(|line| !is_blank(line)).count();
    if all > lines && kept.chars().count() <= max { format!("{kept} …") } else { clip(&kept, max) }
}

/// Whom it hurt and how much, each with what was stated.
fn impact(story: &Story<'_>) -> Vec<(&'static str, String)> {
    let impact = &story.body.impact;
    let mitigated = story.measures.iter().find(|measure| measure.metric == TimeTo::Mitigate);
    let hurt = mitigated.and_then(hurt_for);
    let budget = impact.slo_budget_consumed_pct.filter(|pct| pct.is_finite());
    let data = match impact.data_loss {
        DataLoss::NotStated => NOT_STATED,
        said => said.label(),
    };
    let or_not = |said: Option<String>| said.unwrap_or_else(|| NOT_STATED.to_owned());
    vec![
        ("Users", stated(&impact.users_affected).to_owned()),
        ("Users were hurt for", or_not(hurt)),
        ("Revenue", stated(&impact.revenue).to_owned()),
        ("Error budget", or_not(budget.map(percent))),
        ("Data", data.to_owned()),
        ("Customer tickets", or_not(impact.customer_tickets.map(|tickets| tickets.to_string()))),
    ]
}

/// How long users were hurt, with what is not quite so about it.
fn hurt_for(measure: &Measure) -> Option<String> {
    let took = words(measure.value_s?.saturating_mul(1000));
    let from_detection = measure.from.is_some_and(|from| from.mark == Mark::Detected);
    let but = [
        from_detection.then_some("since it was detected"),
        (measure.clock != Hours::RoundTheClock.words()).then_some("in support hours"),
        measure.is_proposed().then_some("marks only proposed"),
    ];
    Some([took.as_str()].into_iter().chain(but.into_iter().flatten()).collect::<Vec<_>>().join(", "))
}

/// `34.5 %`, with two decimals at most.
fn percent(pct: f64) -> String {
    let rounded = (pct * 100.0).round() / 100.0;
    if rounded == 0.0 && pct > 0.0 { "under 0.01 %".to_owned() } else { format!("{rounded} %") }
}

fn metric(measure: &Measure) -> Value {
    json!({
        "short": measure.metric.short(),
        "label": measure.metric.label(),
        "value": measure.value_s.map_or_else(|| "not measured".to_owned(), |s| words(s.saturating_mul(1000))),
        "measured": measure.value_s.is_some(),
        "formula": measure.formula,
        "proposed": measure.is_proposed() && measure.value_s.is_some(),
        "clock": measure.clock,
    })
}

/// What is open before it may be final; nothing for one that is.
fn open(story: &Story<'_>) -> Value {
    if story.body.status == PostmortemStatus::Final {
        return Value::Null;
    }
    let mut lines: Vec<String> =
        story.open.iter().take(OPEN_MAX).map(|words| cut(words, OPEN_MAX_CHARS)).collect();
    match story.open.len() {
        0 => lines.push("Nothing is open: it may be final as soon as it is agreed on.".to_owned()),
        all if all > OPEN_MAX => {
            lines.push(format!("{} more.", count(all - OPEN_MAX, "point")));
        }
        _ => {}
    }
    json!(lines)
}
