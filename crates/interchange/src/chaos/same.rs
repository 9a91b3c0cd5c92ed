//! Whether what a file holds is in the workspace already.

use super::{journal::Journal, words::masked, write_experiment::portable};
use crate::{Redaction, ground::source};
use domain::chaos::{experiment::Experiment, game_day::GameDay};
use serde_json::Value;
use std::collections::HashMap;

/// What is there already, by what its files say, word for word or otherwise written. Each file is parsed once at most,
/// however many others are looked up.
#[derive(Debug)]
pub struct Known<'a, T> {
    texts: HashMap<&'a str, T>,
    /// Files that nothing had to be compared with yet, but by their words.
    unread: Vec<(&'a str, T)>,
    /// The same files by their trees.
    trees: HashMap<String, T>,
    /// Trees of which nobody asked yet how they go out without names.
    plain: Vec<(String, T)>,
    /// And as they go out.
    hidden: HashMap<String, T>,
    /// What came with a file, and what did not, by what it says itself.
    filed: HashMap<String, T>,
    bare: HashMap<String, T>,
}

impl<T> Default for Known<'_, T> {
    fn default() -> Self {
        Self {
            texts: HashMap::new(),
            unread: Vec::new(),
            trees: HashMap::new(),
            plain: Vec::new(),
            hidden: HashMap::new(),
            filed: HashMap::new(),
            bare: HashMap::new(),
        }
    }
}

impl<'a, T: Clone> Known<'a, T> {
    /// Notes an experiment. The first of two that are the same counts.
    pub fn experiment(&mut self, experiment: &'a Experiment, at: T) {
        let words = words(experiment);
        match &experiment.original {
            Some(file) => {
                self.file(file, at.clone());
                self.filed.entry(words).or_insert(at);
            }
            None => drop(self.bare.entry(words).or_insert(at)),
        }
    }

    /// Where an experiment is that came out of the same file, or says the same. A person may have worked on it since.
    pub fn find_experiment(&mut self, read: &Experiment) -> Option<T> {
        let found = read.original.as_deref().and_then(|file| self.find_file(file));
        found.or_else(|| {
            let words = words(read);
            let filed = self.filed.get(&words).filter(|_| read.original.is_none());
            self.bare.get(&words).or(filed).cloned()
        })
    }

    /// Notes a day that another tool ran; any other came out of no file.
    pub fn day(&mut self, day: &'a GameDay, title: &str, at: T) {
        match day.original.as_deref() {
            Some("") => drop(self.bare.entry(moment(day, title)).or_insert(at)),
            Some(file) => self.file(file, at),
            None => {}
        }
    }

    /// Where a day is that came out of the same journal. Files that are too long are not kept: then the beginning and the
    /// title tell.
    pub fn find_day(&mut self, read: &Journal) -> Option<T> {
        match read.game_day.original.as_deref().unwrap_or_default() {
            "" => self.bare.get(&moment(&read.game_day, &read.game_day.title)).cloned(),
            file => self.find_file(file),
        }
    }

    fn file(&mut self, file: &'a str, at: T) {
        if !self.texts.contains_key(file) {
            self.texts.insert(file, at.clone());
            self.unread.push((file, at));
        }
    }

    fn find_file(&mut self, file: &str) -> Option<T> {
        if let Some(found) = self.texts.get(file) {
            return Some(found.clone());
        }
        // However it is laid out, a file has its letters, and with other names hardly half as many: others need not be parsed.
        let wanted = letters(file);
        let near = |known: &str| (wanted / 2..=wanted.saturating_mul(2)).contains(&letters(known));
        let (read, unread) = std::mem::take(&mut self.unread).into_iter().partition(|(known, _)| near(known));
        self.unread = unread;
        for (known, at) in read {
            if let Some(tree) = tree(known).map(told) {
                self.plain.push((tree.clone(), at.clone()));
                self.trees.entry(tree).or_insert(at);
            }
        }
        let read = told(tree(file)?);
        if let Some(found) = self.trees.get(&read) {
            return Some(found.clone());
        }
        // An export of ours without names: what hides the names of a file here tells whether it is that one.
        if !["host-1", "user-1", "secret-1", "\"hidden\""].iter().any(|word| file.contains(word)) {
            return None;
        }
        for (known, at) in std::mem::take(&mut self.plain) {
            if let Ok(tree) = source::json(&known) {
                self.hidden.entry(told(Redaction::default().of(tree))).or_insert(at);
            }
        }
        self.hidden.get(&read).cloned()
    }
}

fn letters(file: &str) -> usize {
    file.chars().filter(|c| c.is_alphanumeric()).count()
}

fn tree(file: &str) -> Option<Value> {
    source::parse("original.yaml", file.as_bytes()).ok().map(|source| source.value)
}

/// A tree as one text, whatever the order of its fields.
fn told(mut tree: Value) -> String {
    tree.sort_all_objects();
    tree.to_string()
}

/// What an experiment says itself, but for secrets: an earlier release showed them.
fn words(experiment: &Experiment) -> String {
    serde_json::to_string(&masked(&portable(experiment))).unwrap_or_default()
}

/// When a day began, and what it is called.
fn moment(day: &GameDay, title: &str) -> String {
    format!("{:?} {title}", day.at)
}
