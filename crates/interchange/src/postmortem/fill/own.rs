//! What Readyroom wrote itself: the metrics, which are worked out again, and what an import could not place.

use super::Filler;
use crate::postmortem::{
    Fate,
    block::Block,
    own::{METRICS, SOURCE, UNPLACED},
};
use domain::{
    postmortem::{UNREAD_MAX, Unread},
    text::PROSE_MAX_CHARS,
};

/// A table of our own.
#[derive(Clone, Copy)]
pub(super) enum Own {
    Metrics,
    Unplaced,
}

impl Own {
    /// The one with these heads.
    pub fn of(cells: &[String]) -> Option<Self> {
        if cells == METRICS {
            Some(Self::Metrics)
        } else if cells == UNPLACED {
            Some(Self::Unplaced)
        } else {
            None
        }
    }
}

impl Filler<'_> {
    pub(super) fn own_row(&mut self, block: &Block, own: Own, cells: &[String]) {
        match (own, cells) {
            (Own::Metrics, _) => self.fate(block, Fate::Field),
            (Own::Unplaced, [line, words, why]) => match line.parse() {
                Ok(line) if words.len() + why.len() < PROSE_MAX_CHARS / 2 => {
                    self.unplaced(block, line, words, why);
                }
                _ => self.no_field(block),
            },
            (Own::Unplaced, _) => self.no_field(block),
        }
    }

    /// It is as unplaced as it was, by the line that it had.
    fn unplaced(&mut self, block: &Block, line: u32, words: &str, why: &str) {
        let unread = &mut self.paper.unread;
        let is_full = unread.len() >= UNREAD_MAX / 2;
        match unread.last_mut() {
            Some(last)
                if last.line == line
                    && last.why == why
                    && last.text.len() + words.len() < PROSE_MAX_CHARS / 2 =>
            {
                last.text.push('\n');
                last.text.push_str(words);
            }
            _ if is_full => return self.no_field(block),
            _ => unread.push(Unread { line, text: words.to_owned(), why: why.to_owned() }),
        }
        self.fate(block, Fate::Unread);
    }

    /// Where an entry was seen, right below it.
    pub(super) fn source(&mut self, block: &Block, text: &str) -> bool {
        let Some(source) = text.strip_prefix(SOURCE).map(str::trim) else { return false };
        let fits = !source.is_empty() && source.chars().count() <= PROSE_MAX_CHARS;
        let Some(last) = self.paper.timeline.last_mut().filter(|last| fits && last.source.is_empty()) else {
            return false;
        };
        source.clone_into(&mut last.source);
        self.fate(block, Fate::Field);
        true
    }
}
