//! Finds names in texts, and puts letters in their place: the same in every file that leaves the house.

use super::{Postmortem, Proposed};
use crate::{Id, action::Action, text::is_blank};

/// Names, each with what stands in its place; the longest first.
pub struct Names {
    parts: Vec<(Vec<char>, String)>,
}

/// Parts of names that are no name of a person by themselves, in lower case.
const PARTICLES: &[&str] = &[
    "van",
    "von",
    "der",
    "den",
    "del",
    "dos",
    "das",
    "bin",
    "ben",
    "ibn",
    "the",
    "and",
    "und",
    "for",
    "team",
    "sre",
    "ops",
    "on-call",
    "oncall",
    "call",
    "lead",
    "support",
    "engineer",
    "engineering",
    "engineers",
    "platform",
    "payments",
    "infrastructure",
    "infra",
    "security",
    "network",
    "database",
    "data",
    "product",
    "customer",
    "service",
    "services",
    "backend",
    "frontend",
    "mobile",
    "web",
    "cloud",
    "reliability",
    "operations",
    "manager",
    "commander",
    "group",
    "person",
    "everybody",
    "nobody",
    "unknown",
    "storage",
    "checkout",
    "release",
];
/// Initials are too short to be told from words.
const PART_MIN_CHARS: usize = 3;
/// What stands in the place of an address of mail.
const MAIL: &str = "[mail address]";

impl Names {
    /// Everybody around a postmortem: who stands in it, who owns its `actions`, and the `people` that the workspace knows. They
    /// get their letters in this order.
    #[must_use]
    pub fn around(postmortem: &Postmortem, actions: &[(Id, Action)], people: &[String]) -> Self {
        let named =
            [&postmortem.authors, &postmortem.reviewers, &postmortem.participants].into_iter().flatten();
        let drafts = postmortem.actions.iter().filter_map(Proposed::draft).map(|draft| &draft.owner);
        let owners = actions.iter().map(|(_, action)| &action.owner);
        Self::of(named.chain(drafts).chain(owners).chain(people).map(String::as_str))
    }

    /// Letters in the order of `people`; the same name in any case is the same person.
    #[must_use]
    pub fn of<'a>(people: impl Iterator<Item = &'a str>) -> Self {
        let mut known: Vec<String> = Vec::new();
        let mut parts: Vec<(String, Option<usize>)> = Vec::new();
        for name in people {
            let name = without_mail(name);
            let key = plain(&name).trim().to_owned();
            if is_blank(&key) || known.contains(&key) || key == plain(MAIL) {
                continue;
            }
            let at = known.len();
            for part in parts_of(&key) {
                match parts.iter_mut().find(|(known, _)| *known == part) {
                    // Several people share it: it tells nobody which.
                    Some((_, of)) if *of != Some(at) => *of = None,
                    Some(_) => {}
                    None => parts.push((part, Some(at))),
                }
            }
            known.push(key);
        }
        let full = known.iter().enumerate().map(|(at, key)| (key.clone(), Some(at)));
        let full: Vec<(String, Option<usize>)> = full.collect();
        parts.retain(|(part, _)| !known.contains(part));
        let called = |of: Option<usize>| {
            of.map_or_else(|| "a person".to_owned(), |at| format!("Person {}", letters(at)))
        };
        let all = full.into_iter().chain(parts);
        let mut parts: Vec<(Vec<char>, String)> =
            all.map(|(key, of)| (key.chars().collect(), called(of))).collect();
        parts.sort_by_key(|(key, _)| std::cmp::Reverse(key.len()));
        Self { parts }
    }

    /// The text without names and addresses of mail.
    #[must_use]
    pub fn out_of(&self, text: &str) -> String {
        let text = without_mail(text);
        // Each letter with the marks on it, and beside it as it is compared: both have the same places.
        let mut letters: Vec<String> = Vec::new();
        let mut plain: Vec<char> = Vec::new();
        for c in text.chars() {
            match letters.last_mut() {
                Some(last) if is_mark(c) => last.push(c),
                _ => {
                    letters.push(c.to_string());
                    plain.push(plain_letter(c));
                }
            }
        }
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(letter) = letters.get(at) {
            match self.parts.iter().find(|(name, _)| stands(&plain, at, name)) {
                Some((name, called)) => {
                    out.push_str(called);
                    at += name.len();
                }
                None => {
                    out.push_str(letter);
                    at += 1;
                }
            }
        }
        out
    }
}

/// Whether a name stands here as a word of its own.
fn stands(text: &[char], at: usize, name: &[char]) -> bool {
    let is_here = text.get(at..).is_some_and(|rest| rest.starts_with(name));
    if !is_here {
        return false;
    }
    let joins = |inner: Option<&char>, outer: Option<&char>| {
        let is_letter = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric() && !is_without_spaces(*c));
        is_letter(inner) && is_letter(outer)
    };
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    !joins(name.first(), before) && !joins(name.last(), text.get(at + name.len()))
}

/// Letters of scripts that write words without spaces between them, or with endings on them.
fn is_without_spaces(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}')
}

/// What a person is called beside the whole name, in lower case.
fn parts_of(key: &str) -> Vec<String> {
    let words: Vec<&str> = key
        .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'')
        .filter(|word| !word.is_empty())
        .collect();
    let long = |word: &&&str| {
        let letters = word.chars().count();
        let wide = word.chars().all(is_without_spaces) && letters >= 2;
        (letters >= PART_MIN_CHARS || wide) && !PARTICLES.contains(*word)
    };
    words.iter().filter(long).map(|word| (*word).to_owned()).collect()
}

/// In lower case and without accents.
fn plain(text: &str) -> String {
    text.trim().chars().filter(|c| !is_mark(*c)).map(plain_letter).collect()
}

/// Accents that stand behind their letter, and what nobody sees.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// One letter for one letter: lower case, and the Latin letter under its accent.
fn plain_letter(c: char) -> char {
    let lower = match c {
        '’' => '\'',
        '\u{A0}' => ' ',
        'ς' => 'σ',
        c => c.to_lowercase().next().unwrap_or(c),
    };
    const UNDER: &[(char, &str)] = &[
        ('a', "àáâãäåāăą"),
        ('c', "çćĉċč"),
        ('d', "ďđð"),
        ('e', "èéêëēĕėęě"),
        ('g', "ĝğġģ"),
        ('i', "ìíîïĩīĭįı"),
        ('k', "ķ"),
        ('l', "ĺļľł"),
        ('n', "ñńņňŋ"),
        ('o', "òóôõöøōŏő"),
        ('r', "ŕŗř"),
        ('s', "śŝşšș"),
        ('t', "ţťŧț"),
        ('u', "ùúûüũūŭůűų"),
        ('y', "ýÿŷ"),
        ('z', "źżž"),
    ];
    UNDER.iter().find(|(_, accented)| accented.contains(lower)).map_or(lower, |(under, _)| *under)
}

/// `A` to `Z`, then `AA`.
fn letters(at: usize) -> String {
    let letter = |n: usize| u8::try_from(n % 26).map_or('Z', |n| char::from(b'A' + n));
    let mut letters = vec![letter(at)];
    let mut rest = at / 26;
    while rest > 0 {
        letters.push(letter(rest - 1));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The text with `[mail address]` where one stood.
fn without_mail(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        let is_begin =
            !at.checked_sub(1).and_then(|before| letters.get(before)).is_some_and(|c| is_of_box(*c));
        match is_begin.then(|| mail(letters.get(at..).unwrap_or_default())).flatten() {
            Some(length) => {
                out.push_str(MAIL);
                at += length;
            }
            None => {
                out.push(*letter);
                at += 1;
            }
        }
    }
    out
}

fn is_of_box(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-' | '\'')
}

/// How long the address is that begins here, if one does.
fn mail(text: &[char]) -> Option<usize> {
    let mailbox = text.iter().take_while(|c| is_of_box(**c)).count();
    if mailbox == 0 || text.get(mailbox) != Some(&'@') {
        return None;
    }
    let host =
        text.get(mailbox + 1..)?.iter().take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-')).count();
    let host_text = text.get(mailbox + 1..mailbox + 1 + host)?;
    // A full stop at the end is that of the sentence.
    let tail = host_text.iter().rev().take_while(|c| matches!(c, '.' | '-')).count();
    let kept = host_text.get(..host - tail)?;
    (!kept.is_empty()).then_some(mailbox + 1 + kept.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(people: &[&str]) -> Names {
        Names::of(people.iter().copied())
    }

    #[test]
    fn people_are_called_the_same_wherever_they_stand() {
        let names = names(&["Mira Kovač", "Jonas Petersen", "mira kovač", "王伟", "Platform team"]);
        for (text, expected) in [
            ("Mira Kovač paged Jonas.", "Person A paged Person B."),
            (
                "MIRA KOVAC’s shell, @jonas and mira_kovac",
                "Person A’s shell, @Person B and Person A_Person A",
            ),
            ("Mira Kovac\u{30C}, Ko\u{AD}vac, MIRA\u{A0}KOVAČ", "Person A, Person A, Person A"),
            ("miracles of Kovačs", "miracles of Kovačs"),
            ("由王伟重启", "由Person C重启"),
            ("the platform was down, said the platform team", "the platform was down, said the Person D"),
            ("ask mira.k@example.org. Or m@x.io", "ask [mail address]. Or [mail address]"),
            ("a @ b, x@", "a @ b, x@"),
        ] {
            assert_eq!(names.out_of(text), expected, "{text}");
        }
    }

    #[test]
    fn a_part_that_two_share_tells_nobody_which() {
        let names = names(&["Ana Ruiz", "Ana Silva", "Ana Ruiz <ana@example.org>", "", "Li"]);
        assert_eq!(
            names.out_of("Ana asked Silva, Ana Ruiz and Li"),
            "a person asked Person B, Person A and Person D"
        );
    }

    #[test]
    fn capitals_of_every_language_are_told() {
        let names = names(&["İpek Şahin", "Γιώργος Παππάς"]);
        assert_eq!(names.out_of("İPEK und ipek, ΠΑΠΠΆΣ"), "Person A und Person A, Person B");
    }

    #[test]
    fn there_are_letters_for_everybody() {
        let of = |at| letters(at);
        assert_eq!([of(0), of(25), of(26), of(27), of(701), of(702)], ["A", "Z", "AA", "AB", "ZZ", "AAA"]);
    }
}
