//! From blocks to a postmortem: which section a block is in, and into which field it goes.

mod action;
mod asked;
mod own;
mod put;
mod table;
mod time;

use super::{
    Asked, Fate, Found,
    block::{Block, Kind},
    clock,
    day::{self, Day},
    mark,
    own::MARK,
    split::Part,
    words, zone,
};
use crate::ground::plain;
use domain::{
    postmortem::{Postmortem, UNREAD_MAX, Unread, content::Section},
    text::{LINE_MAX_CHARS, PROSE_MAX_CHARS, clip, is_blank},
};

/// What a heading or a label opens.
struct Scope {
    /// The level of the heading; labels are below all of them.
    level: u8,
    /// A label holds for what is indented further; one of its own paragraph until the next heading or label.
    indent: usize,
    is_item: bool,
    section: Option<Section>,
    day: Option<Day>,
    name: String,
}

/// A postmortem on its way.
pub(super) struct Filler<'a> {
    lines: &'a [&'a str],
    fates: &'a mut [Fate],
    pub paper: Postmortem,
    scopes: Vec<Scope>,
    times: time::Times,
    table: Option<table::Table>,
    /// Where nested entries of a list go.
    last: put::Last,
    number: usize,
}

/// The postmortem of one part of a file.
pub(super) fn paper(
    lines: &[&str],
    part: &Part<'_>,
    number: usize,
    file_name: &str,
    asked: &Asked,
    found: &mut Found,
) -> Postmortem {
    let mut filler = Filler {
        lines,
        fates: &mut found.lines,
        paper: Postmortem::titled(""),
        scopes: Vec::new(),
        times: time::Times::new(asked, number),
        table: None,
        last: put::Last::Nothing,
        number,
    };
    filler.times.look_around(part);
    filler.title(part);
    for group in [&part.before, &part.own, &part.after] {
        filler.scopes.clear();
        for block in group.iter().copied() {
            filler.block(block);
        }
    }
    filler.finish(file_name, &mut found.warnings, &mut found.questions)
}

impl Filler<'_> {
    /// The title: of the front matter, else the first heading of its own that names no section.
    fn title(&mut self, part: &Part<'_>) {
        let is_title = |block: &&&Block| {
            matches!(block.kind, Kind::Heading(_)) && words::heading_section(&block.text).is_none()
        };
        let of_front = |block: &&&Block| {
            let key = block.text.split_once(':').map(|(key, _)| key);
            block.kind == Kind::Front && key.and_then(words::label_section) == Some(Section::Title)
        };
        if let Some(block) = part.own.iter().find(of_front) {
            self.front(block);
        }
        let heading = part.own.iter().take(200).find(is_title);
        let Some(heading) = heading.filter(|block| !is_blank(&block.text)) else { return };
        self.times.suggest(&heading.text);
        let title = plain::line(&words::unbold(&heading.text));
        if self.name(&title) {
            self.fate(heading, Fate::Field);
        } else if self.paper.title.is_empty() {
            self.paper.title = clip(&title, LINE_MAX_CHARS - 1);
            self.unread(heading, "The title is longer than 200 letters; its beginning is the title.");
        } else {
            self.unread(heading, "The front matter says another title.");
        }
    }

    /// Takes a title, where there is none yet or the same.
    pub(super) fn name(&mut self, title: &str) -> bool {
        let title = plain::line(title);
        if self.paper.title.is_empty() && title.chars().count() < LINE_MAX_CHARS && !title.is_empty() {
            self.paper.title = title;
            return true;
        }
        self.paper.title == title
    }

    fn block(&mut self, block: &Block) {
        if self.fates.get(block.lines.start).is_some_and(|fate| *fate != Fate::Blank) {
            if let Kind::Heading(level) = block.kind {
                self.scopes.retain(|scope| scope.level < level);
                self.open(level, 0, false, None, &block.text);
            }
            return; // the title
        }
        if !matches!(block.kind, Kind::Row { .. } | Kind::Signs) {
            self.table = None;
        }
        match &block.kind {
            Kind::Signs => self.fate(block, Fate::Shape),
            Kind::Comment if block.lines.start == 0 && block.text.trim() == MARK => {
                self.fate(block, Fate::Shape);
            }
            Kind::Comment => self.unread(block, "It is a comment."),
            Kind::Heading(level) => self.heading(block, *level),
            Kind::Front => self.front(block),
            Kind::Row { cells, head } => self.row(block, cells, *head),
            Kind::Code => self.code(block),
            Kind::Item { .. } | Kind::Paragraph => self.words(block),
        }
    }

    pub(super) fn fate(&mut self, block: &Block, fate: Fate) {
        mark(self.fates, self.lines, block.lines.clone(), fate);
    }

    /// Names a block that has no place, word for word.
    pub(super) fn unread(&mut self, block: &Block, why: &str) {
        self.fate(block, Fate::Unread);
        let lines = self.lines.get(block.lines.clone()).unwrap_or_default();
        for (at, text) in (block.lines.start..).zip(lines).filter(|(_, text)| !text.trim().is_empty()) {
            self.unread_line(at, text, why);
        }
    }

    fn unread_line(&mut self, at: usize, text: &str, why: &str) {
        let line = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let many = self.paper.unread.len() >= UNREAD_MAX / 2;
        for piece in pieces(&plain::prose(text)) {
            match self.paper.unread.last_mut() {
                Some(last)
                    if (last.why == why || many) && last.text.len() + piece.len() < PROSE_MAX_CHARS / 2 =>
                {
                    last.text.push('\n');
                    last.text.push_str(piece);
                }
                _ => self.paper.unread.push(Unread { line, text: piece.to_owned(), why: why.to_owned() }),
            }
        }
    }

    fn section(&self) -> Option<Section> {
        self.scopes.iter().rev().find_map(|scope| scope.section)
    }

    fn open(&mut self, level: u8, indent: usize, is_item: bool, section: Option<Section>, name: &str) {
        self.last = put::Last::Nothing;
        self.scopes.push(Scope { level, indent, is_item, section, day: None, name: clip(name, 60) });
    }

    fn heading(&mut self, block: &Block, level: u8) {
        self.scopes.retain(|scope| scope.level < level);
        self.times.new_section();
        let text = &block.text;
        let said = words::heading_section(text);
        let in_timeline = self.section() == Some(Section::Timeline);
        if let Some((name, clock)) =
            zone::stated(text).filter(|_| said.is_some_and(|(section, _)| section == Section::Timeline))
        {
            self.times.zone_stated(&mut self.paper, &name, clock);
        }
        let days = day::all(text, self.times.day_first);
        match said {
            _ if in_timeline && !days.is_empty() => {
                self.open(level, 0, false, None, text);
                self.day_scope(&days);
                self.field_or_rest(block, days.len() == 1 && text.len() < 40);
            }
            Some((section, whole)) => {
                self.open(level, 0, false, Some(section), text);
                if section == Section::Timeline && !days.is_empty() {
                    self.day_scope(&days);
                }
                let whole = whole || zone::stated(text).is_some();
                if whole {
                    self.fate(block, Fate::Shape)
                } else {
                    self.unread(block, "The heading says more than its section.")
                }
            }
            None => {
                let inherited = self.section();
                let section = if inherited.is_some() { None } else { Some(Section::Other) };
                self.open(level, 0, false, section, text);
                match inherited {
                    Some(Section::Timeline | Section::Other) | None => {
                        self.unread(block, "It is a heading of its own.")
                    }
                    Some(section) => self.put(block, section, &words::unbold(text), None),
                }
            }
        }
    }

    fn day_scope(&mut self, days: &[Day]) {
        if let (Some(scope), [day]) = (self.scopes.last_mut(), days) {
            scope.day = Some(*day);
        }
    }

    fn field_or_rest(&mut self, block: &Block, is_whole: bool) {
        if is_whole {
            self.fate(block, Fate::Field)
        } else {
            self.unread(block, "The heading says more than its day.")
        }
    }

    pub(super) fn scope_day(&self) -> Option<Day> {
        self.scopes.iter().rev().find_map(|scope| scope.day)
    }

    fn front(&mut self, block: &Block) {
        let (key, value) = block.text.split_once(':').unwrap_or((&block.text, ""));
        let value = value.trim().trim_matches(['"', '\'']);
        let key = key.replace(['_', '-'], " ");
        match words::label_section(&key) {
            Some(section) if !is_blank(value) => self.value(block, section, value),
            _ => self.unread(block, "The front matter has no such field here."),
        }
    }

    fn row(&mut self, block: &Block, cells: &[String], head: bool) {
        if head || self.table.is_none() {
            let section = self.section();
            self.table = table::Table::of(cells, head, section);
            if let Some(table) = &self.table
                && table.has_head
            {
                if let Some((name, clock)) = cells.iter().find_map(|cell| zone::stated(cell)) {
                    self.times.zone_stated(&mut self.paper, &name, clock);
                }
                self.fate(block, Fate::Shape);
                return;
            }
        }
        match self.table.clone() {
            Some(table) => self.table_row(block, &table, cells),
            None => self.unread(block, "Nothing tells what this table is about."),
        }
    }

    fn code(&mut self, block: &Block) {
        match self.section() {
            Some(section) if section != Section::Other => self.put_prose(block, section, &block.text),
            _ => self.no_field(block),
        }
    }

    pub(super) fn no_field(&mut self, block: &Block) {
        let name = self
            .scopes
            .iter()
            .rev()
            .find(|scope| scope.section == Some(Section::Other))
            .map(|scope| scope.name.clone());
        let why = name.map_or_else(
            || "Nothing tells which field it belongs to.".to_owned(),
            |name| format!("There is no field for “{}”.", plain::line(&words::unbold(&name))),
        );
        self.unread(block, &why);
    }

    /// A paragraph or an entry of a list.
    fn words(&mut self, block: &Block) {
        let is_item = matches!(block.kind, Kind::Item { .. });
        self.close_labels(block, is_item);
        let text = block.text.trim();
        if is_blank(text) {
            self.fate(block, Fate::Shape);
            return;
        }
        if self.clock_sentence(block, text) || self.mark_line(block, text) {
            return;
        }
        let timed = clock::lead(text, self.times.day_first);
        if timed.as_ref().is_none_or(|lead| lead.raw.time.is_none())
            && let Some(label) = words::label(text)
        {
            let known = words::label_section(label.name);
            if let Some(section) = known.filter(|section| self.opens(*section, &label, is_item)) {
                let level = 7;
                self.open(level, block.indent, is_item, Some(section), label.name);
                if label.value.is_empty() {
                    let whole = words::plain(label.name) == words::plain(text);
                    self.fate(block, if whole { Fate::Shape } else { Fate::Field });
                } else {
                    self.value(block, section, label.value);
                    // What follows its own paragraph is no longer under the label.
                    if !is_item {
                        self.scopes.pop();
                    }
                }
                return;
            }
        }
        let section = self.section();
        if self.moment(block, section, timed) {
            return;
        }
        match section {
            Some(Section::Other) => self.no_field(block),
            Some(section) => self.put(block, section, &words::unbold(text), Some(block)),
            None => self.put_prose(block, Section::Summary, &words::unbold(text)),
        }
    }

    /// Whether a label opens a section here: within a timeline or a list of actions only one that stands out does.
    fn opens(&self, section: Section, label: &words::Label<'_>, is_item: bool) -> bool {
        let inside = self.section();
        let is_other = section == Section::Other;
        let is_listed = matches!(
            inside,
            Some(
                Section::Timeline
                    | Section::Actions
                    | Section::WentWell
                    | Section::WentWrong
                    | Section::Lucky
                    | Section::Lessons
                    | Section::Factors
                    | Section::RootCause
            )
        );
        match (is_listed && is_item, label.bold) {
            (true, bold) => bold && label.value.is_empty() && !is_other,
            (false, true) => true,
            (false, false) => !is_other,
        }
    }

    /// Labels above that no longer hold.
    fn close_labels(&mut self, block: &Block, is_item: bool) {
        while let Some(scope) = self.scopes.last().filter(|scope| scope.level == 7) {
            let holds = if scope.is_item {
                block.indent > scope.indent
            } else {
                is_item
                    || block.indent > scope.indent
                    || words::label(&block.text)
                        .is_none_or(|label| words::label_section(label.name).is_none())
            };
            if holds {
                return;
            }
            self.scopes.pop();
            self.last = put::Last::Nothing;
        }
    }
}

/// A text in pieces that fit.
fn pieces(text: &str) -> Vec<&str> {
    let (mut rest, mut pieces) = (text, Vec::new());
    while rest.len() > PROSE_MAX_CHARS / 2 {
        let cut = (0..=PROSE_MAX_CHARS / 2).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(0);
        let Some((piece, behind)) = rest.split_at_checked(cut).filter(|_| cut > 0) else { break };
        pieces.push(piece);
        rest = behind;
    }
    pieces.push(rest);
    pieces
}
