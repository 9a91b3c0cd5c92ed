//! What headings and labels of documents mean.

use domain::{
    incident::Mark,
    postmortem::content::{POSTMORTEM, Section},
};
use std::{collections::HashMap, sync::LazyLock};

/// Longest label, in bytes: what is longer is a sentence with a colon.
const LABEL_MAX: usize = 120;

/// Headings that Readyroom writes itself above tables that it knows again.
const OWN: &[(&str, Section)] =
    &[("how long it took", Section::Stats), ("what could not be placed", Section::Other)];

static SECTIONS: LazyLock<HashMap<&'static str, Section>> = LazyLock::new(|| {
    let words = POSTMORTEM.sections.iter();
    let known = words.flat_map(|one| one.words.iter().map(|word| (word.as_str(), one.section)));
    known.chain(OWN.iter().copied()).collect()
});

static MARKS: LazyLock<HashMap<&'static str, Mark>> = LazyLock::new(|| {
    let words = POSTMORTEM.marks.iter();
    words.flat_map(|one| one.labels.iter().map(|label| (label.as_str(), one.mark))).collect()
});

/// Words in lower case with one space between them; no signs, no pictures, no leading number.
pub fn plain(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let lower = spaced.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let is_number = |word: &&&str| word.chars().all(|c| c.is_ascii_digit());
    let numbers = words.iter().take_while(is_number).count();
    // `5 whys` begins with a number that means something.
    let keep = if SECTIONS.contains_key(words.join(" ").as_str()) { 0 } else { numbers.min(2) };
    words.get(keep..).unwrap_or_default().join(" ")
}

/// What a label is about, if it is known word by word.
pub fn label_section(label: &str) -> Option<Section> {
    if label.len() > LABEL_MAX {
        return None;
    }
    let whole = plain(label);
    SECTIONS.get(whole.as_str()).copied().or_else(|| {
        let bare = plain(&without_brackets(label));
        SECTIONS.get(bare.as_str()).copied().filter(|_| !bare.is_empty())
    })
}

/// What a heading is about; whether it says nothing more.
pub fn heading_section(heading: &str) -> Option<(Section, bool)> {
    if heading.len() > 2 * LABEL_MAX {
        return None;
    }
    if let Some(section) = SECTIONS.get(plain(heading).as_str()) {
        return Some((*section, true));
    }
    let bare = plain(&without_brackets(heading));
    if let Some(section) = SECTIONS.get(bare.as_str()).filter(|_| !bare.is_empty()) {
        return Some((*section, false));
    }
    for part in heading.split([':', '–', '—', '：']).chain(heading.split(" - ")) {
        if let Some(section) = SECTIONS.get(plain(part).as_str()) {
            return Some((*section, false));
        }
    }
    edge(&bare).map(|section| (section, false))
}

/// The longest name of a section that a heading begins or ends with. Names of one short word are too common for that.
fn edge(bare: &str) -> Option<Section> {
    let telling = |word: &str| word.contains(' ') || word.len() >= 7 || !word.is_ascii();
    let at_edge = |word: &str| {
        let begins = bare.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ') || !word.is_ascii());
        begins || bare.strip_suffix(word).is_some_and(|rest| rest.ends_with(' ') || !word.is_ascii())
    };
    if bare.split(' ').count() > 8 {
        return None;
    }
    let found = SECTIONS.iter().filter(|(word, _)| telling(word) && at_edge(word));
    found.max_by_key(|(word, section)| (word.len(), **section)).map(|(_, section)| *section)
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut bare = String::new();
    for c in text.chars() {
        match c {
            '(' | '[' | '（' => depth += 1,
            ')' | ']' | '）' => depth = depth.saturating_sub(1),
            c if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    bare
}

/// The mark that a label names outright.
pub fn label_mark(label: &str) -> Option<Mark> {
    if label.len() > LABEL_MAX {
        return None;
    }
    let bare = plain(&without_brackets(label));
    MARKS.get(bare.as_str()).copied()
}

/// A label and what stands behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label<'a> {
    pub name: &'a str,
    pub value: &'a str,
    /// It stands out: in bold.
    pub bold: bool,
}

/// The label at the beginning of a text: `**Impact:** …`, `**Impact**: …`, `Impact: …`, `Gravité : …`.
pub fn label(text: &str) -> Option<Label<'_>> {
    let text = text.trim();
    for marker in ["**", "__", "*", "_"] {
        let Some(inner) = text.strip_prefix(marker) else { continue };
        let (name, rest) = inner.split_once(marker)?;
        if name.len() > LABEL_MAX || name.trim().is_empty() || name.starts_with(char::is_whitespace) {
            return None;
        }
        let bare = name.trim().trim_end_matches([':', '：']).trim();
        let colon = bare.len() < name.trim().len();
        let value = rest.trim_start();
        let behind = value.strip_prefix([':', '：']);
        if !colon && behind.is_none() && !value.is_empty() {
            return None; // bold words in a sentence
        }
        return Some(Label { name: bare, value: behind.unwrap_or(value).trim(), bold: true });
    }
    let (name, value) = text.split_once([':', '：'])?;
    let is_address = value.starts_with("//") || name.contains('[') || name.contains('`');
    let fits = name.len() <= LABEL_MAX && !is_address && !name.trim().is_empty();
    fits.then(|| Label { name: name.trim(), value: value.trim(), bold: false })
}

/// A text without the signs that make it bold.
pub fn unbold(text: &str) -> String {
    // Within code, signs are signs.
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(at, part)| if at % 2 == 0 { part.replace("**", "") } else { part.to_owned() });
    parts.collect::<Vec<_>>().join("`").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_several_languages_and_shapes() {
        for (heading, section) in [
            ("Timeline", Section::Timeline),
            ("⏱️ Timeline (UTC)", Section::Timeline),
            ("2. Incident Timeline", Section::Timeline),
            ("Chronologie", Section::Timeline),
            ("Zeitlicher Ablauf", Section::Timeline),
            ("Línea de tiempo", Section::Timeline),
            ("タイムライン", Section::Timeline),
            ("Causes racines", Section::RootCause),
            ("Root Cause(s)", Section::RootCause),
            ("5 Whys", Section::Whys),
            ("What Didn't Go Well", Section::WentWrong),
            ("Ce qui s’est bien passé", Section::WentWell),
            ("Short-term Improvements ([Tracked](https://example.com/1))", Section::Actions),
            ("Maßnahmen", Section::Actions),
            ("Lessons Learned:", Section::Lessons),
            ("Résumé", Section::Summary),
        ] {
            assert_eq!(heading_section(heading).map(|(section, _)| section), Some(section), "{heading}");
        }
        for heading in
            ["October 21, 2025 - Redis Overload", "PostHog Feature Flags Service - Multiple Outages", "Kafka"]
        {
            assert_eq!(heading_section(heading), None, "{heading}");
        }
        assert_eq!(label_mark("First detected"), Some(Mark::Detected));
        assert_eq!(label_mark("Detected at (UTC)"), Some(Mark::Detected));
    }

    #[test]
    fn labels_stand_in_bold_or_before_a_colon() {
        for (text, name, value) in [
            ("**Impact:** All", "Impact", "All"),
            ("**Impact**: All", "Impact", "All"),
            ("**Key events**", "Key events", ""),
            ("Severity: SEV2", "Severity", "SEV2"),
            ("**Gravité** : SEV2", "Gravité", "SEV2"),
            ("影響：なし", "影響", "なし"),
        ] {
            let found = label(text).unwrap();
            assert_eq!((found.name, found.value), (name, value), "{text}");
        }
        for text in ["**Bold** words in a sentence", "https://example.com", "no label", "** **: x"] {
            assert_eq!(label(text), None, "{text}");
        }
    }
}
