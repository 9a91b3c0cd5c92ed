//! A postmortem as Markdown that [`read`](super::read) reads back to the same one. What a record of its own holds (owner, date
//! and status of a promised action) is written from there.

use crate::ground::Redaction;
use domain::{
    Id, Instant, Zone,
    action::Action,
    incident::TimeTo,
    postmortem::{
        Answer, DataLoss, Draft, Excerpt, HowDetected, Moment, Postmortem, PostmortemStatus, Role, Section,
        When,
    },
};
use std::fmt::Write as _;

/// Into a `String` nothing fails to be written.
macro_rules! put {
    ($text:expr, $($words:tt)*) => {{ let _ = writeln!($text, $($words)*); }};
}

/// The postmortem as Markdown, or what `excerpt` leaves of it, which then says so. `actions` are the records that came out of it,
/// `zone` is that of its times; where names are redacted, hosts and secrets are too.
#[must_use]
pub fn write(postmortem: &Postmortem, actions: &[(Id, Action)], zone: Zone, excerpt: &Excerpt) -> String {
    let mut text = String::new();
    head(&mut text, postmortem);
    if let Some(left_out) = excerpt.left_out(&postmortem.timeline) {
        put!(text, "> {left_out}\n");
    }
    section(&mut text, "Summary", &postmortem.summary);
    impact(&mut text, postmortem);
    for part in Section::ALL.iter().filter(|section| excerpt.has(**section)) {
        match part {
            Section::Timeline => timeline(&mut text, &postmortem.timeline, zone, excerpt),
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
            Section::Actions => action_items(&mut text, postmortem, actions),
            // What the times come to is worked out again by whoever reads it; what a document itself said stands at its end.
            Section::Took | Section::Unread => {}
        }
    }
    if excerpt.has(Section::Took) {
        stated(&mut text, postmortem);
    }
    if excerpt.redact { redacted(&text, postmortem) } else { text }
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

fn timeline(text: &mut String, timeline: &[Moment], zone: Zone, excerpt: &Excerpt) {
    if timeline.is_empty() {
        return;
    }
    put!(text, "## Timeline\n\nAll times in {}.\n", zone.name());
    for moment in timeline.iter().filter(|moment| excerpt.tells(moment)) {
        let when = match moment.when {
            When::At(at) => format!("**{}** - ", clock(at, zone)),
            When::Open(_) if moment.written.is_empty() => String::new(),
            When::Open(_) => format!("**{}** - ", moment.written),
        };
        put!(text, "- {when}{}", nested(&moment.text));
    }
    text.push('\n');
    let marked = || timeline.iter().filter(|moment| !moment.marks.is_empty());
    if marked().next().is_some() {
        put!(text, "## Key events\n");
        for moment in marked() {
            let when = moment.when.at().map_or_else(|| moment.written.clone(), |at| clock(at, zone));
            for mark in moment.marks.iter().filter(|_| !when.is_empty()) {
                put!(text, "- {}: {when}", mark.label());
            }
        }
        text.push('\n');
    }
}

/// With seconds only where there are some; what a clock shows twice says by which of the two.
fn clock(at: Instant, zone: Zone) -> String {
    let time = zone.clock(at);
    let time = time.strip_suffix(":00").unwrap_or(&time);
    let (date, minute) = (zone.date(at), zone.time(at));
    let again = [-120, -60, -30, 30, 60, 120].iter().any(|min| {
        let other = at.plus_ms(min * 60_000);
        zone.date(other) == date && zone.time(other) == minute
    });
    if again {
        format!("{} {} UTC", Zone::UTC.date(at), Zone::UTC.clock(at))
    } else {
        format!("{date} {time}")
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

fn action_items(text: &mut String, postmortem: &Postmortem, actions: &[(Id, Action)]) {
    if postmortem.actions.is_empty() {
        return;
    }
    put!(text, "## Action items\n");
    put!(text, "| ID | Action | Type | Owner | Priority | Due | Status | Ticket | Verification |");
    put!(text, "| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for proposed in &postmortem.actions {
        let record = match proposed.answer {
            Answer::Raised(id) => {
                actions.iter().find(|(known, _)| *known == id).map(|(_, action)| of_record(action))
            }
            _ => None,
        };
        let Some(draft) = record.as_ref().or_else(|| proposed.draft()) else { continue };
        let cells = [
            proposed.key.clone(),
            draft.title.clone(),
            draft.purpose.map(|purpose| purpose.to_string()).unwrap_or_default(),
            draft.owner.clone(),
            draft.priority.map(|priority| priority.to_string()).unwrap_or_default(),
            draft.due.map(|due| due.to_string()).unwrap_or_default(),
            draft.status.to_string(),
            draft.ticket.clone(),
            draft.verification.clone(),
        ];
        let cells: Vec<String> = cells.iter().map(|cell| one_line(cell).replace('|', "\\|")).collect();
        put!(text, "| {} |", cells.join(" | "));
    }
    text.push('\n');
}

fn of_record(action: &Action) -> Draft {
    Draft {
        title: action.title.clone(),
        purpose: Some(action.purpose),
        priority: Some(action.priority),
        owner: action.owner.clone(),
        due: action.due,
        status: action.status,
        ticket: action.ticket.clone(),
        verification: action.verification.clone(),
    }
}

fn stated(text: &mut String, postmortem: &Postmortem) {
    if postmortem.stated.is_empty() {
        return;
    }
    put!(text, "## Stats\n");
    for stated in &postmortem.stated {
        put!(text, "- {}: {}", stated.metric.map_or("Duration", TimeTo::label), stated.text);
    }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Names that the document knows are hidden as hosts and secrets are, the same by the same word.
fn redacted(text: &str, postmortem: &Postmortem) -> String {
    let owners = postmortem.actions.iter().filter_map(|action| action.draft()).map(|draft| &draft.owner);
    let known =
        postmortem.authors.iter().chain(&postmortem.reviewers).chain(&postmortem.participants).chain(owners);
    let mut names: Vec<&String> = known.filter(|name| name.chars().count() >= 2).collect();
    names.sort();
    names.dedup();
    let mut numbered: Vec<(usize, &String)> = names.into_iter().enumerate().collect();
    numbered.sort_by_key(|(_, name)| std::cmp::Reverse(name.len()));
    let mut redaction = Redaction::default();
    let hidden = |line: &str| {
        let line = numbered.iter().fold(line.to_owned(), |line, (number, name)| {
            replaced(&line, name, &format!("person-{}", number + 1))
        });
        redaction.of_line(&line)
    };
    let lines: Vec<String> = text.lines().map(hidden).collect();
    lines.join("\n") + "\n"
}

/// Whole words alone.
fn replaced(line: &str, name: &str, with: &str) -> String {
    let (mut rest, mut out) = (line, String::new());
    while let Some(at) = rest.find(name) {
        let (before, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let behind = behind.strip_prefix(name).unwrap_or_default();
        out.push_str(before);
        let is_word = !out.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric);
        out.push_str(if is_word { with } else { name });
        rest = behind;
    }
    out + rest
}
