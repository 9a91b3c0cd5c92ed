//! Tables: of what happened, of actions, of fields with their values. Columns are known by their heads, in any order.

use super::{Filler, action, own::Own, words};
use crate::{
    ground::plain,
    postmortem::{
        Fate,
        block::Block,
        clock, day,
        own::{DECLINED, REMOVED},
    },
};
use domain::{
    postmortem::{Answer, Draft, content::Section},
    text::PROSE_MAX_CHARS,
};

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Column {
    Day,
    Time,
    Event,
    Source,
    Key,
    Action,
    Purpose,
    Priority,
    Owner,
    Due,
    Status,
    Ticket,
    Verification,
    Other,
}

const COLUMNS: &[(Column, &[&str])] = &[
    (Column::Day, &["date", "day", "datum", "jour", "fecha", "日付"]),
    (
        Column::Time,
        &[
            "time",
            "when",
            "timestamp",
            "time utc",
            "date time",
            "datetime",
            "uhrzeit",
            "zeit",
            "zeitpunkt",
            "heure",
            "hora",
            "時刻",
            "日時",
            "时间",
        ],
    ),
    (
        Column::Event,
        &[
            "event",
            "what",
            "what happened",
            "details",
            "entry",
            "ereignis",
            "événement",
            "évènement",
            "evento",
            "出来事",
            "事件",
        ],
    ),
    (Column::Source, &["source", "link", "evidence", "reference", "quelle", "fuente", "情報源"]),
    (Column::Key, &["id", "key", "no", "nr", "番号"]),
    (
        Column::Action,
        &[
            "action",
            "action item",
            "task",
            "item",
            "todo",
            "description",
            "title",
            "follow up",
            "maßnahme",
            "aufgabe",
            "acción",
            "アクション",
            "対策",
            "内容",
        ],
    ),
    (Column::Purpose, &["type", "kind", "category", "purpose", "typ", "tipo", "種別"]),
    (Column::Priority, &["priority", "prio", "priorität", "priorité", "prioridad", "優先度"]),
    (
        Column::Owner,
        &[
            "owner",
            "assignee",
            "who",
            "responsible",
            "assigned to",
            "dri",
            "verantwortlich",
            "zuständig",
            "responsable",
            "propriétaire",
            "担当",
            "担当者",
        ],
    ),
    (
        Column::Due,
        &[
            "due",
            "due date",
            "deadline",
            "by when",
            "eta",
            "target date",
            "fällig",
            "frist",
            "bis wann",
            "échéance",
            "fecha límite",
            "plazo",
            "期限",
        ],
    ),
    (Column::Status, &["status", "state", "done", "stand", "statut", "état", "estado", "状態", "ステータス"]),
    (Column::Ticket, &["ticket", "issue", "jira", "bug", "tracking", "tracking issue", "チケット"]),
    (
        Column::Verification,
        &[
            "verification",
            "verified by",
            "how verified",
            "success criteria",
            "vérification",
            "prüfung",
            "verificación",
            "検証",
        ],
    ),
];

/// A table whose columns are known.
#[derive(Clone)]
pub(super) struct Table {
    columns: Vec<(Column, String)>,
    pub has_head: bool,
    is_of_actions: bool,
    own: Option<Own>,
}

impl Table {
    /// The table that begins with this row; nothing where nothing tells what it is about.
    pub fn of(cells: &[String], head: bool, section: Option<Section>) -> Option<Self> {
        if let Some(own) = Own::of(cells).filter(|_| head) {
            let columns = Vec::new();
            return Some(Self { columns, has_head: true, is_of_actions: false, own: Some(own) });
        }
        let column = |cell: &String| {
            let name = words::plain(cell.split(['(', '（', '[']).next().unwrap_or_default());
            let found = COLUMNS.iter().find(|(_, words)| words.contains(&name.as_str()));
            (found.map_or(Column::Other, |(column, _)| *column), plain::line(&words::unbold(cell)))
        };
        let mut columns: Vec<(Column, String)> = cells.iter().map(column).collect();
        let has = |column| columns.iter().any(|(known, _)| *known == column);
        let is_timeline =
            (has(Column::Time) || has(Column::Day)) && !has(Column::Due) && section != Some(Section::Actions);
        let is_of_actions = !is_timeline
            && (section == Some(Section::Actions)
                || (has(Column::Action) && (has(Column::Owner) || has(Column::Due))));
        let known = columns.iter().filter(|(column, _)| *column != Column::Other).count();
        let has_head = head && (known > 0 || section != Some(Section::Timeline));
        if !has_head {
            let first_is_time = cells
                .first()
                .is_some_and(|cell| clock::lead(cell, None).is_some_and(|lead| lead.raw.time.is_some()));
            let is_field = cells.first().is_some_and(|cell| words::label_section(cell).is_some());
            if !first_is_time && !is_field && section != Some(Section::Timeline) {
                return None;
            }
            columns = cells.iter().map(|_| (Column::Other, String::new())).collect();
            if let Some(first) = columns.first_mut().filter(|_| !is_field) {
                first.0 = Column::Time;
            }
        }
        Some(Self { columns, has_head, is_of_actions, own: None })
    }

    fn has(&self, column: Column) -> bool {
        self.columns.iter().any(|(known, _)| *known == column)
    }

    fn cell<'a>(&self, cells: &'a [String], column: Column) -> Option<&'a str> {
        let at = self.columns.iter().position(|(known, _)| *known == column)?;
        cells.get(at).map(String::as_str).filter(|cell| !cell.is_empty())
    }

    /// Cells of other columns, with the names of those.
    fn rest(&self, cells: &[String], used: &[Column]) -> Vec<String> {
        let mut rest = Vec::new();
        for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            match self.columns.get(at) {
                Some((column, _)) if used.contains(column) => {}
                Some((Column::Other | Column::Event | Column::Action, name)) if name.is_empty() => {
                    rest.push(cell.clone())
                }
                Some((_, name)) if !name.is_empty() => rest.push(format!("{name}: {cell}")),
                _ => rest.push(cell.clone()),
            }
        }
        rest
    }
}

impl Filler<'_> {
    pub(super) fn table_row(&mut self, block: &Block, table: &Table, cells: &[String]) {
        if let Some(own) = table.own {
            return self.own_row(block, own, cells);
        }
        if table.is_of_actions {
            return self.action_row(block, table, cells);
        }
        if table.has(Column::Time) || table.has(Column::Day) {
            return self.time_row(block, table, cells);
        }
        let label = cells.first().map(|cell| words::unbold(cell)).unwrap_or_default();
        let value = cells.get(1..).unwrap_or_default().join(" | ");
        match words::label_section(&label) {
            Some(section) if !value.trim().is_empty() => self.value(block, section, value.trim()),
            _ => match (words::label_mark(&label), clock::lead(&value, self.times.day_first)) {
                (Some(mark), Some(lead)) if lead.rest.is_empty() && lead.link.is_none() => {
                    self.times.key(mark, lead.raw, lead.written.to_owned(), Some(label));
                    self.fate(block, Fate::Field);
                }
                _ => self.no_field(block),
            },
        }
    }

    fn time_row(&mut self, block: &Block, table: &Table, cells: &[String]) {
        let day = table.cell(cells, Column::Day).unwrap_or_default();
        let time = table.cell(cells, Column::Time).unwrap_or_default();
        let written = words::unbold(&format!("{day} {time}"));
        let event = table.cell(cells, Column::Event).unwrap_or_default().to_owned();
        let mut parts = if event.is_empty() { Vec::new() } else { vec![event] };
        parts.extend(table.rest(cells, &[Column::Day, Column::Time, Column::Event, Column::Source]));
        let source = table.cell(cells, Column::Source).unwrap_or_default().to_owned();
        let text = words::unbold(&parts.join(" — "));
        self.entry(block, &written, &text, &source);
    }

    fn action_row(&mut self, block: &Block, table: &Table, cells: &[String]) {
        // Nothing is known of it any more, and it was not the document that knew.
        if table.cell(cells, Column::Status) == Some(REMOVED) && table.cell(cells, Column::Action).is_none() {
            return self.fate(block, Fate::Field);
        }
        let mut used = vec![Column::Action];
        let mut draft = Draft::default();
        let mut take = |column: Column, read: &mut dyn FnMut(&str) -> bool| {
            if table.cell(cells, column).is_some_and(|cell| read(&words::unbold(cell))) {
                used.push(column);
            }
        };
        take(Column::Owner, &mut |cell| {
            draft.owner = plain::line(cell.trim_start_matches('@'));
            true
        });
        let day_first = self.times.day_first;
        take(Column::Due, &mut |cell| {
            draft.due = day::all(cell, day_first).first().and_then(|day| day.date(None));
            draft.due.is_some()
        });
        take(Column::Day, &mut |cell| {
            draft.due =
                draft.due.or_else(|| day::all(cell, day_first).first().and_then(|day| day.date(None)));
            draft.due.is_some()
        });
        take(Column::Priority, &mut |cell| {
            draft.priority = action::priority(cell);
            draft.priority.is_some()
        });
        take(Column::Purpose, &mut |cell| {
            draft.purpose = action::purpose(cell);
            draft.purpose.is_some()
        });
        let mut declined = None;
        take(Column::Status, &mut |cell| {
            let reason = cell.strip_prefix(DECLINED).map(plain::prose).filter(|reason| !reason.is_empty());
            declined = reason.filter(|reason| reason.chars().count() <= PROSE_MAX_CHARS);
            declined.is_some()
        });
        take(Column::Status, &mut |cell| action::status(cell).map(|status| draft.status = status).is_some());
        take(Column::Ticket, &mut |cell| {
            draft.ticket = plain::line(cell);
            true
        });
        take(Column::Verification, &mut |cell| {
            draft.verification = plain::line(cell);
            true
        });
        let key = table.cell(cells, Column::Key).map(|key| key.trim().to_uppercase());
        if key.as_ref().is_some_and(|key| key.starts_with("AI-") || key.bytes().all(|c| c.is_ascii_digit())) {
            used.push(Column::Key);
        }
        let mut parts: Vec<String> =
            table.cell(cells, Column::Action).map(str::to_owned).into_iter().collect();
        parts.extend(table.rest(cells, &used));
        draft.title = plain::line(&words::unbold(&parts.join(" — ")));
        if draft.title.is_empty() {
            return self.unread(block, "The row names no action.");
        }
        self.propose(
            block,
            key,
            match declined {
                Some(reason) => Answer::Declined { draft, reason },
                None => Answer::Proposed(draft),
            },
        );
    }
}
