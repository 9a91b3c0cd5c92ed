//! Actions: entries of lists with what stands in brackets behind them.

use super::{Filler, words};
use crate::{
    ground::plain,
    postmortem::{
        Fate,
        block::{Block, Kind},
        day,
    },
};
use domain::{
    action::{ActionStatus, ActionType, Priority},
    postmortem::{Answer, Draft, Proposed},
    text::{ADDRESS_MAX_CHARS, LINE_MAX_CHARS, LIST_MAX_ITEMS, PROSE_MAX_CHARS},
};

impl Filler<'_> {
    pub(super) fn action(&mut self, block: &Block, text: &str) {
        let is_item = matches!(block.kind, Kind::Item { .. });
        if !is_item && text.trim_end().ends_with(':') {
            return self.unread(block, "It groups actions.");
        }
        let mut draft = Draft { title: plain::line(text), ..Draft::default() };
        if let Kind::Item { ticked: Some(true), .. } = block.kind {
            draft.status = ActionStatus::Done;
        }
        bracket(&mut draft, self.times.day_first);
        at_sign(&mut draft);
        self.propose(block, None, Answer::Proposed(draft));
    }

    pub(super) fn propose(&mut self, block: &Block, key: Option<String>, answer: Answer) {
        let (Answer::Proposed(draft) | Answer::Accepted(draft) | Answer::Declined { draft, .. }) = &answer
        else {
            return self.no_field(block); // no document promises
        };
        let title = draft.title.chars().count();
        let fits = (1..=PROSE_MAX_CHARS).contains(&title)
            && draft.owner.chars().count() <= LINE_MAX_CHARS
            && draft.ticket.chars().count() <= ADDRESS_MAX_CHARS
            && draft.verification.chars().count() <= PROSE_MAX_CHARS;
        if !fits || self.paper.actions.len() >= LIST_MAX_ITEMS {
            return self.unread(block, "The list of actions is full, or this is too long for one.");
        }
        let taken = |key: &String| self.paper.actions.iter().any(|action| action.key == *key);
        let key = key
            .filter(|key| key.starts_with("AI-") && !taken(key))
            .unwrap_or_else(|| self.paper.next_action());
        self.paper.actions.push(Proposed { key, factor: None, answer });
        self.fate(block, Fate::Field);
    }
}

/// `(Ana, 2026-05-04)` at the end: an owner, a date, a priority, a ticket. What is neither stays in the words.
fn bracket(draft: &mut Draft, day_first: Option<bool>) {
    let title = draft.title.trim_end().to_owned();
    let Some(inner) = title.strip_suffix([')', '）']) else { return };
    let Some(from) = inner.rfind(['(', '（']) else { return };
    let (before, inner) = (inner.get(..from).unwrap_or_default(), inner.get(from..).unwrap_or_default());
    let inner = inner.trim_start_matches(['(', '（']);
    if before.ends_with(']') || inner.len() > 120 {
        return; // a link
    }
    let mut read = Draft::default();
    let parts: Vec<&str> = inner.split([',', ';', '、']).map(str::trim).collect();
    let mut names = 0;
    for part in &parts {
        let dated = day::all(part, day_first).first().and_then(|day| day.date(None));
        if dated.is_some() {
            read.due = dated;
        } else if let Some(priority) = priority(part) {
            read.priority = Some(priority);
        } else if is_ticket(part) {
            read.ticket = (*part).to_owned();
        } else {
            names += 1;
            read.owner = part.trim_start_matches('@').trim_start_matches("owner:").trim().to_owned();
        }
    }
    // A name alone in brackets may be anything; beside a date it is somebody.
    let is_told =
        read.due.is_some() || read.priority.is_some() || !read.ticket.is_empty() || inner.starts_with('@');
    if names <= 1 && is_told && !before.trim().is_empty() {
        draft.title = before.trim_end().to_owned();
        (draft.owner, draft.due, draft.priority, draft.ticket) =
            (read.owner, read.due, read.priority, read.ticket);
    }
}

/// `@ana` somewhere in it: the words stay as they are.
fn at_sign(draft: &mut Draft) {
    if !draft.owner.is_empty() {
        return;
    }
    let name = draft
        .title
        .split_whitespace()
        .find_map(|word| word.trim_matches(|c: char| "()[],.:;".contains(c)).strip_prefix('@'));
    if let Some(name) = name.filter(|name| name.starts_with(char::is_alphabetic) && name.len() <= 60) {
        draft.owner = name.to_owned();
    }
}

pub(super) fn priority(text: &str) -> Option<Priority> {
    match words::plain(text).as_str() {
        "p0" | "critical" | "urgent" | "highest" => Some(Priority::P0),
        "p1" | "high" | "hoch" | "haute" | "alta" | "高" => Some(Priority::P1),
        "p2" | "medium" | "normal" | "mittel" | "moyenne" | "media" | "中" => Some(Priority::P2),
        _ => None,
    }
}

pub(super) fn purpose(text: &str) -> Option<ActionType> {
    match words::plain(text).as_str() {
        "prevent" | "prevention" | "preventive" | "prévention" | "vorbeugung" | "prevenir" | "予防" => {
            Some(ActionType::Prevent)
        }
        "detect" | "detection" | "détection" | "erkennung" | "detectar" | "検知" => {
            Some(ActionType::Detect)
        }
        "mitigate" | "mitigation" | "mitigative" | "atténuation" | "mitigar" | "緩和" => {
            Some(ActionType::Mitigate)
        }
        "process" | "processus" | "prozess" | "proceso" | "プロセス" => Some(ActionType::Process),
        _ => None,
    }
}

pub(super) fn status(text: &str) -> Option<ActionStatus> {
    match words::plain(text).as_str() {
        "open" | "todo" | "to do" | "new" | "not started" | "ouvert" | "offen" | "abierto" | "未着手" => {
            Some(ActionStatus::Open)
        }
        "in progress" | "doing" | "started" | "en cours" | "in arbeit" | "en curso" | "進行中" => {
            Some(ActionStatus::InProgress)
        }
        "done" | "closed" | "complete" | "completed" | "fixed" | "fait" | "terminé" | "erledigt"
        | "hecho" | "完了" => Some(ActionStatus::Done),
        _ => None,
    }
}

/// `OPS-123`, `#1234`, an address.
pub(super) fn is_ticket(text: &str) -> bool {
    let is_id = text.split_once('-').is_some_and(|(project, number)| {
        (2..=12).contains(&project.len())
            && project.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
            && !number.is_empty()
            && number.bytes().all(|c| c.is_ascii_digit())
    });
    let is_number = text
        .strip_prefix('#')
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|c| c.is_ascii_digit()));
    is_id
        || is_number
        || text.starts_with("https://")
        || text.starts_with("http://")
        || (text.starts_with('[') && text.ends_with(')'))
}
