//! A document as a row of blocks: headings, paragraphs, entries of lists, rows of tables. Each knows its lines, and every line
//! that is not blank is in exactly one block. Reads line by line, so nothing in it grows faster than the document.

use super::words;
use domain::postmortem::content::Section;

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A heading of a level from 1.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// An entry of a list: how far it is indented, and whether its box is ticked, where it has one.
    Item { indent: usize, ticked: Option<bool>, numbered: bool },
    /// A row of a table.
    Row { cells: Vec<String>, head: bool },
    /// Code, with its fences.
    Code,
    /// `key: value` between the fences at the beginning.
    Front,
    /// A comment of HTML.
    Comment,
    /// Nothing but signs: a rule, the line below the head of a table, a fence.
    Signs,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: Kind,
    /// The first line, from 0, and the one after the last.
    pub lines: std::ops::Range<usize>,
    /// How far it is indented, in columns.
    pub indent: usize,
    pub text: String,
}

/// The blocks of a document.
pub fn blocks(lines: &[&str]) -> Vec<Block> {
    let mut reader = Reader { lines, at: 0, blocks: Vec::new() };
    while reader.at < lines.len() {
        reader.step();
    }
    reader.blocks
}

struct Reader<'a> {
    lines: &'a [&'a str],
    at: usize,
    blocks: Vec<Block>,
}

/// Most lines between the fences of front matter.
const FRONT_MAX: usize = 100;

impl<'a> Reader<'a> {
    fn line(&self, at: usize) -> Option<&'a str> {
        self.lines.get(at).copied()
    }

    fn push(&mut self, kind: Kind, to: usize, indent: usize, text: impl Into<String>) {
        self.blocks.push(Block { kind, lines: self.at..to, indent, text: text.into() });
        self.at = to;
    }

    fn step(&mut self) {
        let Some(line) = self.line(self.at) else { return };
        let (trimmed, indent) = (line.trim(), indent(line));
        if trimmed.is_empty() {
            self.at += 1;
        } else if let Some(end) = self.front() {
            self.front_matter(end);
        } else if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            self.code(trimmed, indent);
        } else if trimmed.starts_with("<!--") {
            self.comment(indent);
        } else if let Some((level, text)) = heading(trimmed).filter(|_| indent < 4) {
            self.push(Kind::Heading(level), self.at + 1, indent, text);
        } else if is_signs(trimmed) {
            self.push(Kind::Signs, self.at + 1, indent, trimmed);
        } else if self.is_row(trimmed) {
            self.row(trimmed, indent);
        } else if let Some((marker, text)) = item(trimmed) {
            self.item(marker, text, indent);
        } else {
            self.paragraph(indent);
        }
    }

    /// The line after the closing fence, where front matter begins here: at the top, or in the middle with a title or a date.
    fn front(&self) -> Option<usize> {
        if self.line(self.at)?.trim_end() != "---" {
            return None;
        }
        let is_top = self.blocks.is_empty();
        let (mut named, mut keys) = (false, 0);
        for at in self.at + 1..self.lines.len().min(self.at + FRONT_MAX) {
            let line = self.line(at)?.trim_end();
            if matches!(line, "---" | "...") {
                return (keys > 0 && (is_top || named)).then_some(at + 1);
            }
            let is_nested = line.starts_with([' ', '\t']) || line.trim_start().starts_with("- ");
            match line.split_once(':') {
                Some((key, _)) if !is_nested && !key.is_empty() && !key.contains(['#', '|', '*']) => {
                    keys += 1;
                    named |= matches!(key.trim().to_lowercase().as_str(), "title" | "date");
                }
                _ if is_nested || line.is_empty() || line.starts_with('#') && is_top => {}
                _ => return None,
            }
        }
        None
    }

    fn front_matter(&mut self, end: usize) {
        self.push(Kind::Signs, self.at + 1, 0, "---");
        while self.at + 1 < end {
            let Some(line) = self.line(self.at) else { return };
            if line.trim().is_empty() {
                self.at += 1;
            } else {
                self.push(Kind::Front, self.at + 1, indent(line), line.trim());
            }
        }
        self.push(Kind::Signs, end, 0, "---");
    }

    fn code(&mut self, fence: &str, indent: usize) {
        let sign: String = fence.chars().take_while(|c| fence.starts_with(*c)).collect();
        let closes =
            |line: &&str| line.trim().starts_with(&sign) && line.trim().trim_start_matches(&sign).is_empty();
        let behind = self.lines.get(self.at + 1..).unwrap_or_default();
        // What is never closed is no code: else a slip would swallow the document.
        let Some(length) = behind.iter().position(closes) else {
            self.paragraph(indent);
            return;
        };
        let to = self.at + length + 2;
        let text = self.lines.get(self.at..to).unwrap_or_default().join("\n");
        self.push(Kind::Code, to, indent, text);
    }

    fn comment(&mut self, indent: usize) {
        let lines = self.lines.get(self.at..).unwrap_or_default();
        let end = lines.iter().take(1000).position(|line| line.contains("-->"));
        let to = self.at + end.map_or(1, |end| end + 1);
        let text = self.lines.get(self.at..to).unwrap_or_default().join("\n");
        self.push(Kind::Comment, to, indent, text);
    }

    /// A line with pipes at an end of it, or beside another row or the line below a head.
    fn is_row(&self, trimmed: &str) -> bool {
        if !trimmed.contains('|') || trimmed.len() > 20_000 {
            return false;
        }
        let before = self.blocks.last().is_some_and(|block| {
            block.lines.end == self.at
                && (matches!(block.kind, Kind::Row { .. })
                    || (block.kind == Kind::Signs && block.text.contains('|')))
        });
        let below = self.line(self.at + 1).is_some_and(|line| is_delimiter(line.trim()));
        trimmed.starts_with('|') || before || below
    }

    fn row(&mut self, trimmed: &str, indent: usize) {
        let head = self.line(self.at + 1).is_some_and(|line| is_delimiter(line.trim()));
        self.push(Kind::Row { cells: cells(trimmed), head }, self.at + 1, indent, trimmed);
    }

    fn item(&mut self, marker: &str, text: &str, indent: usize) {
        let numbered = marker.ends_with(['.', ')']);
        let (ticked, text) = match text.get(..3) {
            Some("[ ]") => (Some(false), text.get(3..)),
            Some("[x]" | "[X]") => (Some(true), text.get(3..)),
            _ => (None, Some(text)),
        };
        let mut words = text.unwrap_or_default().trim().to_owned();
        let mut to = self.at + 1;
        while let Some(more) = self.continues(to) {
            if !words.is_empty() {
                words.push('\n');
            }
            words.push_str(more);
            to += 1;
        }
        self.push(Kind::Item { indent, ticked, numbered }, to, indent, words);
    }

    fn paragraph(&mut self, indent: usize) {
        let mut to = self.at + 1;
        let first = self.line(self.at).unwrap_or_default().trim();
        let mut words = unquoted(first).to_owned();
        while let Some(more) = self.continues(to) {
            words.push('\n');
            words.push_str(unquoted(more));
            to += 1;
        }
        // The line below makes a heading of one that is short.
        if let Some(level) =
            self.line(to).and_then(|line| underline(line.trim())).filter(|_| to == self.at + 1)
        {
            self.push(Kind::Heading(level), to + 1, indent, words);
            return;
        }
        self.push(Kind::Paragraph, to, indent, words);
    }

    /// The line, where it goes on with what stands before it.
    fn continues(&self, at: usize) -> Option<&'a str> {
        let line = self.line(at)?.trim();
        let begins = line.is_empty()
            || line.starts_with("```")
            || line.starts_with("~~~")
            || line.starts_with("<!--")
            || heading(line).is_some()
            || is_signs(line)
            || item(line).is_some()
            || line.starts_with('|')
            || begins_label(line)
            || super::clock::lead(line, None).is_some_and(|lead| lead.raw.time.is_some())
            || self.line(at + 1).is_some_and(|next| line.contains('|') && is_delimiter(next.trim()));
        (!begins).then_some(line)
    }
}

/// A line that begins with a label that is known begins a block of its own.
fn begins_label(line: &str) -> bool {
    words::label(line).is_some_and(|label| {
        let known =
            words::label_section(label.name).is_some_and(|section| label.bold || section != Section::Other);
        known || (label.bold && line.starts_with("**")) || words::label_mark(label.name).is_some()
    })
}

fn unquoted(line: &str) -> &str {
    line.strip_prefix("> ").unwrap_or(line)
}

/// Columns before the first letter; a tab goes to the next fourth.
fn indent(line: &str) -> usize {
    let mut columns = 0;
    for c in line.chars() {
        match c {
            ' ' | '\u{A0}' | '\u{3000}' => columns += 1,
            '\t' => columns += 4 - columns % 4,
            _ => break,
        }
    }
    columns
}

fn heading(line: &str) -> Option<(u8, String)> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let rest = line.get(level..)?;
    let is_heading =
        (1..=6).contains(&level) && (rest.is_empty() || rest.starts_with([' ', '\t', '\u{A0}', '\u{3000}']));
    let text = rest.trim().trim_end_matches('#').trim();
    is_heading.then(|| (u8::try_from(level).unwrap_or(6), text.to_owned()))
}

fn underline(line: &str) -> Option<u8> {
    let is_of = |sign: char| line.len() >= 2 && line.chars().all(|c| c == sign);
    if is_of('=') { Some(1) } else { is_of('-').then_some(2) }
}

/// A rule, or the line below the head of a table.
fn is_signs(line: &str) -> bool {
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    is_delimiter(line)
        || (bare.len() >= 3
            && ["-", "*", "_", "="].iter().any(|sign| bare.trim_matches(|c| sign.contains(c)).is_empty()))
        || line.chars().all(|c| matches!(c, '|' | '>' | ' '))
}

fn is_delimiter(line: &str) -> bool {
    line.contains('-')
        && (line.contains('|') || line.contains(':'))
        && line.chars().all(|c| matches!(c, '|' | ':' | '-' | ' ' | '\t' | '+' | '—' | '–'))
}

fn item(line: &str) -> Option<(&str, &str)> {
    for marker in ["- ", "* ", "+ ", "• ", "– ", "・", "◦ ", "▪ ", "-\t", "*\t"] {
        if let Some(text) = line.strip_prefix(marker) {
            return Some((marker, text));
        }
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let behind = line.get(digits..)?;
    let text = behind.strip_prefix(". ").or_else(|| behind.strip_prefix(") "))?;
    (1..=3).contains(&digits).then(|| (line.get(..=digits).unwrap_or_default(), text))
}

/// The cells of a row; pipes within code or behind a backslash are none.
pub fn cells(line: &str) -> Vec<String> {
    let inner = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let (mut in_code, mut escaped) = (false, false);
    let has_code = inner.matches('`').count().is_multiple_of(2);
    for c in inner.chars() {
        match c {
            '|' if !escaped && !in_code => cells.push(String::new()),
            _ => {
                if let Some(cell) = cells.last_mut() {
                    if c == '|' && escaped {
                        cell.pop();
                    }
                    cell.push(c);
                }
            }
        }
        in_code ^= c == '`' && has_code;
        escaped = c == '\\';
    }
    let ends_with_pipe = line.trim_end().ends_with('|');
    if ends_with_pipe && cells.len() > 1 && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_that_says_something_is_in_one_block() {
        let text = "---\ntitle: A\n---\n# Head\nText\nmore\n\nSetext\n---\n- one\n  two\n  - [x] three\n1. four\n\n| a | b |\n|---|---|\n| 1 | `x|y` |\n3 | 4\n\n```\ncode\n\n```\n<!-- a\nb -->\n**Label:** x\n**Other:** y\n```\nopen";
        let lines: Vec<&str> = text.split('\n').collect();
        let blocks = blocks(&lines);
        let mut covered = vec![0; lines.len()];
        for line in blocks.iter().flat_map(|block| block.lines.clone()) {
            covered[line] += 1;
        }
        for (line, covered) in lines.iter().zip(covered) {
            assert!(covered == 1 || (covered == 0 && line.is_empty()), "{line}");
        }
        let kinds: Vec<_> = blocks.iter().map(|block| &block.kind).collect();
        assert_eq!(
            blocks.iter().filter(|block| matches!(block.kind, Kind::Heading(_))).count(),
            2,
            "{kinds:?}"
        );
        let rows: Vec<_> = blocks
            .iter()
            .filter_map(
                |block| if let Kind::Row { cells, .. } = &block.kind { Some(cells.len()) } else { None },
            )
            .collect();
        assert_eq!(rows, [2, 2, 2]);
        assert!(blocks.iter().any(|block| block.text == "one\ntwo"));
        assert!(blocks.iter().any(|block| block.text == "**Other:** y"));
    }
}
