//! Hints on words that blame: local, explainable, never more than a hint. Quotes, code and logs are other people's words and
//! are left alone.

use super::{
    Dismissed, Postmortem,
    content::{BLAMELESS, Rule},
};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Where the words stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// The field: `factors.2.text`.
    pub field: String,
    /// Which bytes of it.
    pub bytes: Range<usize>,
}

/// A hint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hint {
    /// The key of the rule.
    pub rule: String,
    /// What the rule is about.
    pub name: String,
    /// The words.
    pub phrase: String,
    /// Where they stand.
    pub spot: Spot,
    /// What to write or to ask instead.
    pub suggestion: String,
}

/// A word of a text, in lower case, with where it stands.
struct Word {
    text: String,
    bytes: Range<usize>,
}

/// What may blame somebody in a postmortem, field by field; without what was dismissed.
#[must_use]
pub fn hints(postmortem: &Postmortem) -> Vec<Hint> {
    let names = names(postmortem);
    let found = fields(postmortem).into_iter().flat_map(|(field, text)| in_text(&field, text, &names));
    found.filter(|hint| !is_dismissed(&postmortem.dismissed, hint)).collect()
}

/// Whether a factor is about what a person did, as far as its words tell.
pub(super) fn is_about_a_person(text: &str, postmortem: &Postmortem) -> bool {
    const OF_PERSONS: &[&str] = &["failed-to", "human-error", "carelessness", "mistake-by", "accidentally"];
    let hints = in_text("", text, &names(postmortem));
    hints.iter().any(|hint| OF_PERSONS.contains(&hint.rule.as_str()))
}

fn is_dismissed(dismissed: &[Dismissed], hint: &Hint) -> bool {
    let is_it =
        |one: &Dismissed| one.rule == hint.rule && one.phrase.to_lowercase() == hint.phrase.to_lowercase();
    dismissed.iter().any(is_it)
}

/// Everything that a person wrote in their own words.
fn fields(postmortem: &Postmortem) -> Vec<(String, &str)> {
    let one = |field: &str, text| (field.to_owned(), text);
    let mut fields: Vec<(String, &str)> = vec![
        one("summary", postmortem.summary.as_str()),
        one("root_cause", &postmortem.root_cause),
        one("detection.words", &postmortem.detection.words),
        one("detection.sooner", &postmortem.detection.sooner),
        one("how_resolved", &postmortem.how_resolved),
        one("impact.users_affected", &postmortem.impact.users_affected),
    ];
    let lists: [(&str, &str, Vec<&str>); 7] = [
        ("timeline", "text", postmortem.timeline.iter().map(|one| one.text.as_str()).collect()),
        ("factors", "text", postmortem.factors.iter().map(|one| one.text.as_str()).collect()),
        ("went_well", "", postmortem.went_well.iter().map(String::as_str).collect()),
        ("went_wrong", "", postmortem.went_wrong.iter().map(String::as_str).collect()),
        ("lucky", "", postmortem.lucky.iter().map(String::as_str).collect()),
        ("lessons", "", postmortem.lessons.iter().map(String::as_str).collect()),
        (
            "actions",
            "title",
            postmortem
                .actions
                .iter()
                .map(|one| one.draft().map_or("", |draft| draft.title.as_str()))
                .collect(),
        ),
    ];
    for (name, part, texts) in lists {
        let dot = if part.is_empty() { "" } else { "." };
        let named = texts.into_iter().enumerate();
        fields.extend(named.map(|(at, text)| (format!("{name}.{at}{dot}{part}"), text)));
    }
    fields
}

/// Names that the document knows: in full, and the first name alone.
fn names(postmortem: &Postmortem) -> Vec<Vec<String>> {
    let known = [&postmortem.authors, &postmortem.reviewers, &postmortem.participants];
    let mut names: Vec<Vec<String>> = Vec::new();
    for name in known.into_iter().flatten() {
        let full: Vec<String> = words(name).into_iter().map(|word| word.text).collect();
        // Initials are too short to be told from words.
        if let Some(first) = full.first().filter(|first| first.chars().count() >= 3) {
            names.push(vec![first.clone()]);
        }
        names.push(full);
    }
    names.extend(BLAMELESS.people.iter().map(|person| person.split(' ').map(str::to_owned).collect()));
    names.retain(|name: &Vec<String>| !name.is_empty());
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}

fn in_text(field: &str, text: &str, names: &[Vec<String>]) -> Vec<Hint> {
    let left_out = quoted(text);
    let words = words(text);
    let mut found: Vec<Hint> = Vec::new();
    for at in 0..words.len() {
        for rule in &BLAMELESS.rules {
            let Some(length) = longest(rule, words.get(at..).unwrap_or_default(), names) else { continue };
            let (Some(first), Some(last)) = (words.get(at), words.get(at + length - 1)) else { continue };
            let bytes = first.bytes.start..last.bytes.end;
            let overlaps = |other: &Range<usize>| bytes.start < other.end && other.start < bytes.end;
            if left_out.iter().any(overlaps) || found.iter().any(|hint| overlaps(&hint.spot.bytes)) {
                continue;
            }
            found.push(Hint {
                rule: rule.key.clone(),
                name: rule.name.clone(),
                phrase: text.get(bytes.clone()).unwrap_or_default().to_owned(),
                spot: Spot { field: field.to_owned(), bytes },
                suggestion: rule.suggestion.clone(),
            });
        }
    }
    found
}

/// How many words of the text the longest phrase of the rule takes that stands at its beginning.
fn longest(rule: &Rule, words: &[Word], names: &[Vec<String>]) -> Option<usize> {
    let length = rule.phrases.iter().filter_map(|phrase| matched(phrase, words, names)).max()?;
    let next = words.get(length).map_or("", |word| word.text.as_str());
    (!rule.unless_next.iter().any(|other| other == next)).then_some(length)
}

fn matched(phrase: &str, words: &[Word], names: &[Vec<String>]) -> Option<usize> {
    let parts: Vec<&str> = phrase.split(' ').collect();
    parts_matched(&parts, words, names, 0)
}

fn parts_matched(parts: &[&str], words: &[Word], names: &[Vec<String>], at: usize) -> Option<usize> {
    let Some((part, rest)) = parts.split_first() else { return Some(at) };
    let word = |at: usize| words.get(at).map(|word| word.text.as_str());
    match *part {
        "_" => parts_matched(rest, words, names, at).or_else(|| {
            word(at)?;
            parts_matched(rest, words, names, at + 1)
        }),
        "{person}" => names.iter().find_map(|name| {
            let stands = name.iter().zip(at..).all(|(part, at)| word(at) == Some(part));
            stands.then(|| parts_matched(rest, words, names, at + name.len())).flatten()
        }),
        part => (word(at)? == part).then(|| parts_matched(rest, words, names, at + 1)).flatten(),
    }
}

/// Words: letters, digits, and what joins them within a word. A sentence's end is a word of its own, so that no phrase goes
/// over it.
fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut from = None;
    let mut end = |from: &mut Option<usize>, to: usize| {
        if let Some(start) = from.take() {
            let word = text.get(start..to).unwrap_or_default().to_lowercase().replace('’', "'");
            words.push(Word { text: word, bytes: start..to });
        }
    };
    let mut stops = Vec::new();
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() || (from.is_some() && matches!(c, '\'' | '’' | '-' | '_')) {
            from.get_or_insert(at);
        } else {
            end(&mut from, at);
            if matches!(c, '.' | '!' | '?' | ';' | '\n') {
                stops.push(at);
            }
        }
    }
    end(&mut from, text.len());
    words.extend(stops.into_iter().map(|at| Word { text: ".".to_owned(), bytes: at..at + 1 }));
    words.sort_by_key(|word| word.bytes.start);
    words
}

/// What is quoted, code or a log: byte ranges.
fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let (mut start, mut in_code) = (0, false);
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let is_fence = line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        if in_code || is_fence || is_log(line) {
            ranges.push(start..end);
        }
        in_code ^= is_fence;
        start = end;
    }
    const PAIRS: &[(char, char)] =
        &[('"', '"'), ('“', '”'), ('„', '“'), ('«', '»'), ('「', '」'), ('『', '』'), ('`', '`')];
    for (opens, closes) in PAIRS {
        let mut from = None;
        for (at, c) in text.char_indices() {
            match from {
                Some(begun) if c == *closes => {
                    ranges.push(begun..at + c.len_utf8());
                    from = None;
                }
                // A mark that is never closed quotes nothing beyond its paragraph.
                Some(_) if c == '\n' => from = None,
                None if c == *opens => from = Some(at),
                _ => {}
            }
        }
    }
    ranges
}

/// Whether a line was written by a machine, or is quoted as a whole.
fn is_log(line: &str) -> bool {
    let line = line.trim_start();
    const SIGNS: &[&str] = &[
        "ERROR",
        "WARN",
        "INFO ",
        "DEBUG",
        "FATAL",
        "Traceback",
        "Exception",
        "level=",
        "stderr",
        "panic:",
        "    at ",
    ];
    line.starts_with('>') || line.starts_with("$ ") || SIGNS.iter().any(|sign| line.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<(String, String)> {
        let mut postmortem = Postmortem::titled("Checkout down");
        postmortem.authors = vec!["Ana Silva".to_owned(), "RF".to_owned()];
        postmortem.root_cause = text.to_owned();
        let hints = hints(&postmortem);
        for hint in &hints {
            assert_eq!(text.get(hint.spot.bytes.clone()), Some(hint.phrase.as_str()));
        }
        hints.into_iter().map(|hint| (hint.rule, hint.phrase)).collect()
    }

    #[test]
    fn words_that_blame_are_found_with_their_rule() {
        for (text, rule, phrase) in [
            ("Ana should have checked the index.", "should-have", "should have"),
            ("The alert should probably have fired", "should-have", "should probably have"),
            ("Ana Silva forgot to run the migration", "failed-to", "Ana Silva forgot to"),
            ("Then Ana accidentally deleted it", "accidentally", "Ana accidentally"),
            ("The on-call engineer missed the page", "failed-to", "The on-call engineer missed"),
            ("It was Human Error.", "human-error", "Human Error"),
            ("We must be more careful", "more-careful", "be more careful"),
            ("An outage caused by Ana", "mistake-by", "caused by Ana"),
            ("He didn’t follow the runbook", "failed-to", "He didn’t follow"),
        ] {
            assert_eq!(of(text), [(rule.to_owned(), phrase.to_owned())], "{text}");
        }
    }

    #[test]
    fn quotes_code_logs_and_plain_words_are_left_alone() {
        for text in [
            "The customer wrote “you should have told us”.",
            "She said \"human error\" and went on",
            "`should have` is a phrase",
            "```\nhuman error\n```\nThe pool was full",
            "2026-05-04T10:00:00Z ERROR human error in module",
            "> careless",
            "The migration failed to create an index",
            "The service broke. Caused by a migration",
            "It ended. Human. Error rates fell",
            "Nothing was obviously not there: that is, it was not obviously not there",
            "The „human error“ of the textbooks",
        ] {
            assert_eq!(of(text), [], "{text}");
        }
    }

    #[test]
    fn a_dismissed_hint_stays_away() {
        let mut postmortem = Postmortem::titled("Checkout down");
        postmortem.went_wrong = vec!["It was human error".to_owned()];
        let first = hints(&postmortem);
        assert_eq!(first[0].spot.field, "went_wrong.0");
        postmortem.dismissed =
            vec![Dismissed { rule: first[0].rule.clone(), phrase: first[0].phrase.to_uppercase() }];
        assert!(hints(&postmortem).is_empty());
    }

    #[test]
    fn a_long_text_takes_no_long_time() {
        let text = "Ana should \"have `human ".repeat(20_000);
        assert!(of(&text).len() < 20_000);
    }
}
