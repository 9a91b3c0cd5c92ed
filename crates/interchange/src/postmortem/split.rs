//! Several incidents in one file, and one that was pasted twice.

use super::{
    block::{Block, Kind},
    words,
};
use domain::postmortem::content::Section;
use std::{collections::BTreeSet, ops::Range};

/// A document taken apart.
pub struct Parts<'a> {
    pub parts: Vec<Part<'a>>,
    /// Lines that say once more what stands before them.
    pub twice: Vec<Range<usize>>,
    /// Something in it is about all parts; it is with the first.
    pub is_shared: bool,
}

/// One incident.
#[derive(Default)]
pub struct Part<'a> {
    /// What stands before it for all of them.
    pub before: Vec<&'a Block>,
    /// Its own.
    pub own: Vec<&'a Block>,
    /// What stands behind it for all of them.
    pub after: Vec<&'a Block>,
}

pub fn parts<'a>(lines: &[&str], blocks: &'a [Block]) -> Parts<'a> {
    let mut whole: Vec<&'a [Block]> = pasted(blocks);
    let mut twice = Vec::new();
    let mut seen = BTreeSet::new();
    whole.retain(|blocks| {
        let range = range(blocks);
        let words: Vec<&str> = lines
            .get(range.clone())
            .unwrap_or_default()
            .iter()
            .map(|line| line.trim())
            .filter(|line| !line.is_empty())
            .collect();
        let is_new = seen.insert(words);
        if !is_new {
            twice.push(range);
        }
        is_new
    });
    let mut parts = Vec::new();
    let mut is_shared = false;
    for blocks in whole {
        let taken = apart(blocks);
        is_shared |= taken.iter().any(|part| !(part.before.is_empty() && part.after.is_empty()));
        parts.extend(taken);
    }
    if parts.is_empty() {
        parts.push(Part::default());
    }
    Parts { parts, twice, is_shared }
}

fn range(blocks: &[Block]) -> Range<usize> {
    blocks.first().map_or(0, |block| block.lines.start)..blocks.last().map_or(0, |block| block.lines.end)
}

/// Documents behind each other: each begins with front matter, or with the heading that the first one begins with.
fn pasted(blocks: &[Block]) -> Vec<&[Block]> {
    let is_front = |at: usize| {
        let kind = |at: usize| blocks.get(at).map(|block| &block.kind);
        kind(at) == Some(&Kind::Signs) && kind(at + 1) == Some(&Kind::Front)
    };
    let first_head = blocks.iter().find(|block| block.kind == Kind::Heading(1));
    let mut cuts: Vec<usize> = (1..blocks.len()).filter(|at| is_front(*at)).collect();
    if let (true, Some(head)) = (cuts.is_empty(), first_head) {
        let same = |(_, block): &(usize, &Block)| block.kind == head.kind && block.text == head.text;
        cuts = blocks.iter().enumerate().filter(same).skip(1).map(|(at, _)| at).collect();
    }
    let (mut rest, mut done, mut whole) = (blocks, 0, Vec::new());
    for cut in cuts {
        let Some((one, behind)) = rest.split_at_checked(cut - done) else { break };
        if !one.is_empty() {
            whole.push(one);
        }
        (rest, done) = (behind, cut);
    }
    whole.push(rest);
    whole
}

/// Headings beside each other that each have a timeline, or several sections, are incidents of their own.
fn apart(blocks: &[Block]) -> Vec<Part<'_>> {
    for level in 1..=4 {
        let heads: Vec<Range<usize>> = siblings(blocks, level);
        let incidents: Vec<Range<usize>> = heads
            .into_iter()
            .filter(|head| is_incident(blocks.get(head.clone()).unwrap_or_default()))
            .collect();
        if incidents.len() < 2 {
            continue;
        }
        let inside = |at: usize| incidents.iter().position(|range| range.contains(&at));
        let first = incidents.first().map_or(0, |range| range.start);
        let mut parts: Vec<Part<'_>> = incidents.iter().map(|_| Part::default()).collect();
        for (at, block) in blocks.iter().enumerate() {
            let number = inside(at);
            let Some(part) = parts.get_mut(number.unwrap_or(0)) else { continue };
            match number {
                Some(_) => part.own.push(block),
                None if at < first => part.before.push(block),
                None => part.after.push(block),
            }
        }
        return parts;
    }
    vec![Part { own: blocks.iter().collect(), ..Part::default() }]
}

/// The headings of a level, each with all that stands below it.
fn siblings(blocks: &[Block], level: u8) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open = None;
    for (at, block) in blocks.iter().enumerate() {
        let Kind::Heading(here) = block.kind else { continue };
        if here <= level {
            found.extend(open.take().map(|from| from..at));
        }
        if here == level && words::heading_section(&block.text).is_none() {
            open = Some(at);
        }
    }
    found.extend(open.map(|from| from..blocks.len()));
    found
}

fn is_incident(blocks: &[Block]) -> bool {
    let inner = blocks.get(1..).unwrap_or_default();
    let sections: Vec<Section> = inner.iter().filter_map(section).collect();
    let kinds: BTreeSet<Section> = sections.iter().copied().collect();
    kinds.contains(&Section::Timeline)
        || [Section::RootCause, Section::Impact, Section::Resolution, Section::Actions, Section::Summary]
            .iter()
            .filter(|section| kinds.contains(section))
            .count()
            >= 3
}

fn section(block: &Block) -> Option<Section> {
    match block.kind {
        Kind::Heading(_) => words::heading_section(&block.text).map(|(section, _)| section),
        Kind::Paragraph | Kind::Item { .. } => {
            let label = words::label(&block.text)?;
            words::label_section(label.name)
        }
        _ => None,
    }
}
