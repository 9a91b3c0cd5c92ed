//! A postmortem as Markdown that [`read`](super::read) reads back: to the same texts, entries with their sources, stars and
//! marks, factors, declined actions with their reasons, stated values and unplaced pieces. What does not come back: who agreed
//! to an action (it is proposed again, and what its record holds stands in the table as it is now), which entries and actions
//! belong to which factor, categories of factors, dismissed hints, the service, the hours that count, that it was final, and the
//! line of a stated value. What the times come to is written, and worked out again by whoever reads it.

mod actions;
mod end;
mod timeline;

use crate::ground::Redaction;
use domain::{
    Id, Zone,
    action::Action,
    postmortem::{DataLoss, Excerpt, HowDetected, Names, Postmortem, PostmortemStatus, Role, Section},
};

/// Into a `String` nothing fails to be written.
macro_rules! put {
    ($text:expr, $($words:tt)*) => {{ use std::fmt::Write as _; let _ = writeln!($text, $($words)*); }};
}
use put;

/// The postmortem as Markdown, or what `excerpt` leaves of it, which then says so. `actions` are the records that came out of it,
/// `people` the names that the workspace knows, asked for only where names are redacted; `zone` is that of its times. Where names
/// are redacted, people become “Person A” as in the PDF, and hosts, addresses of mail and secrets go out too.
#[must_use]
pub fn write(
    postmortem: &Postmortem,
    actions: &[(Id, Action)],
    people: &[String],
    zone: Zone,
    excerpt: &Excerpt,
) -> String {
    let text = written(postmortem, actions, zone, excerpt);
    if excerpt.redact {
        let names = Names::around(postmortem, actions, people);
        hosts(postmortem, actions, people).of_text(&names.out_of(&text))
    } else {
        text
    }
}

/// What knows the hosts and secrets of a postmortem, for texts that names are out of already: each is called the same in every
/// text and every file.
#[must_use]
pub fn hosts(postmortem: &Postmortem, actions: &[(Id, Action)], people: &[String]) -> Redaction {
    let mut redaction = Redaction::default();
    let whole = written(postmortem, actions, Zone::UTC, &Excerpt::default());
    // What comes out is thrown away: what it learns is what counts.
    let _ = redaction.of_text(&Names::around(postmortem, actions, people).out_of(&whole));
    redaction
}

fn written(postmortem: &Postmortem, actions: &[(Id, Action)], zone: Zone, excerpt: &Excerpt) -> String {
    let mut text = String::new();
    head(&mut text, postmortem);
    if let Some(left_out) = excerpt.left_out(&postmortem.timeline) {
        put!(text, "> {left_out}\n");
    }
    section(&mut text, "Summary", &postmortem.summary);
    impact(&mut text, postmortem);
    for part in Section::ALL.iter().filter(|section| excerpt.has(**section)) {
        match part {
            Section::Timeline => timeline::section(&mut text, &postmortem.timeline, zone, excerpt),
            Section::Took => end::took(&mut text, postmortem, zone),
            Section::Why => {
                section(&mut text, "Root cause", &postmortem.root_cause);
                factors(&mut text, postmortem);
            }
            Section::Detection => {
                detection(&mut text, postmortem);
                section(&mut text, "Resolution", &postmortem.how_resolved);
            }
            Section::Learnt => {
                list(&mut text, "What went well", &postmortem.went_well);
                list(&mut text, "What went wrong", &postmortem.went_wrong);
                list(&mut text, "Where we got lucky", &postmortem.lucky);
                list(&mut text, "Lessons learned", &postmortem.lessons);
            }
            Section::Actions => actions::section(&mut text, postmortem, actions),
            Section::Unread => end::unread(&mut text, postmortem),
        }
    }
    text
}

fn head(text: &mut String, postmortem: &Postmortem) {
    put!(text, "# {}\n", postmortem.title);
    let mut fields: Vec<(&str, String)> = Vec::new();
    let mut field = |name, value: Option<String>| {
        fields.extend(value.filter(|value| !value.is_empty()).map(|value| (name, value)))
    };
    field("Date", postmortem.date.map(|date| date.to_string()));
    field("Severity", postmortem.severity.map(|severity| severity.to_string()));
    let status = match postmortem.status {
        PostmortemStatus::Draft => None, // what comes in is one
        status => Some(status.label().to_owned()),
    };
    field("Status", status);
    field("Authors", Some(postmortem.authors.join(", ")));
    field("Reviewers", Some(postmortem.reviewers.join(", ")));
    field("Participants", Some(postmortem.participants.join(", ")));
    for (name, value) in &fields {
        put!(text, "- **{name}:** {value}");
    }
    if !fields.is_empty() {
        text.push('\n');
    }
}

fn section(text: &mut String, name: &str, words: &str) {
    if !words.trim().is_empty() {
        put!(text, "## {name}\n\n{}\n", words.trim_end());
    }
}

fn impact(text: &mut String, postmortem: &Postmortem) {
    let impact = &postmortem.impact;
    let mut fields: Vec<String> = Vec::new();
    if !impact.revenue.is_empty() {
        fields.push(format!("- **Revenue:** {}", one_line(&impact.revenue)));
    }
    fields.extend(impact.slo_budget_consumed_pct.map(|pct| format!("- **Error budget:** {pct} %")));
    match impact.data_loss {
        DataLoss::NotStated => {}
        DataLoss::None => fields.push("- **Data loss:** no".to_owned()),
        DataLoss::Lost => fields.push("- **Data loss:** yes".to_owned()),
    }
    fields.extend(impact.customer_tickets.map(|count| format!("- **Customer tickets:** {count}")));
    if fields.is_empty() && impact.users_affected.is_empty() {
        return;
    }
    put!(text, "## Impact\n");
    if !impact.users_affected.is_empty() {
        put!(text, "{}\n", impact.users_affected.trim_end());
    }
    if !fields.is_empty() {
        put!(text, "{}\n", fields.join("\n"));
    }
}

fn factors(text: &mut String, postmortem: &Postmortem) {
    let factors = &postmortem.factors;
    let begin: Vec<_> = factors.iter().filter(|factor| factor.answers.is_none()).collect();
    let is_chain = |key: u32| factors.iter().any(|factor| factor.answers == Some(key));
    for (name, role) in [
        ("Trigger", Some(Role::Trigger)),
        ("Propagation", Some(Role::Propagation)),
        ("Contributing factors", None),
    ] {
        let of_role = |role: Option<Role>| match role {
            Some(Role::Trigger | Role::Propagation) => role,
            _ => None, // other roles have no section of their own
        };
        let here: Vec<String> = begin
            .iter()
            .filter(|factor| of_role(factor.role) == role && !is_chain(factor.key))
            .map(|factor| factor.text.clone())
            .collect();
        list(text, name, &here);
    }
    for chain in domain::postmortem::chains(factors).iter().filter(|chain| chain.len() > 1) {
        let words: Vec<String> = chain.iter().map(|factor| factor.text.clone()).collect();
        list(text, "Five whys", &words);
    }
}

fn detection(text: &mut String, postmortem: &Postmortem) {
    let detection = &postmortem.detection;
    section(text, "Detection", &detection.words);
    if detection.how != HowDetected::NotStated {
        section(text, "How detected", detection.how.label());
    }
    section(text, "Detected sooner", &detection.sooner);
}

fn list(text: &mut String, name: &str, items: &[String]) {
    if items.is_empty() {
        return;
    }
    put!(text, "## {name}\n");
    for item in items {
        put!(text, "- {}", nested(item));
    }
    text.push('\n');
}

/// Further lines of an entry stand below its beginning.
fn nested(words: &str) -> String {
    words.trim_end().replace('\n', "\n  ")
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A row of a table, each cell on one line.
fn row(text: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|cell| one_line(cell).replace('|', "\\|")).collect();
    put!(text, "| {} |", cells.join(" | "));
}

/// The head of a table, with the line below it.
fn columns(text: &mut String, names: &[&str]) {
    put!(text, "| {} |\n|{}", names.join(" | "), " --- |".repeat(names.len()));
}
