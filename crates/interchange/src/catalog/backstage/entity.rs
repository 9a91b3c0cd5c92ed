//! One object of a Backstage catalog, and how such objects name each other.

use crate::{
    Unreadable,
    catalog::said::{self, Spot},
};
use domain::text::clip;
use serde_json::{Map, Value};

/// One object.
pub struct Entity<'a> {
    /// Where it stands.
    pub at: Spot,
    /// Component, API, System, …
    pub kind: &'a str,
    /// What others call it; empty where it has no name.
    pub name: String,
    /// Its metadata.
    pub metadata: &'a Map<String, Value>,
    /// What it is.
    pub spec: &'a Map<String, Value>,
}

/// Where nothing is said.
static NONE: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);

impl<'a> Entity<'a> {
    /// Reads one; nothing where it is none.
    pub fn of(at: Spot, value: &'a Value) -> Option<Self> {
        let object = value.as_object()?;
        let version = object.get("apiVersion")?.as_str()?;
        if !is_ours(version) {
            return None;
        }
        let kind = object.get("kind").and_then(Value::as_str).unwrap_or("entity without a kind");
        let metadata = said::map(object, "metadata", &NONE);
        let name = metadata.get("name").and_then(said::words).unwrap_or_default();
        Some(Self { at, kind, name, metadata, spec: said::map(object, "spec", &NONE) })
    }

    /// Whether its name is still to be filled in.
    pub fn is_unfilled(&self) -> bool {
        placeholder(&self.name).is_some()
    }
}

fn is_ours(version: &str) -> bool {
    version.starts_with("backstage.io/") || version.starts_with("scaffolder.backstage.io/")
}

/// Whether a text holds such an object anywhere.
pub fn speaks(text: &str) -> bool {
    const KEY: &str = "apiVersion";
    text.match_indices(KEY).any(|(at, _)| {
        let rest = text.get(at + KEY.len()..).unwrap_or_default();
        is_ours(rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ':')))
    })
}

/// The first placeholder of a template.
fn placeholder(text: &str) -> Option<usize> {
    ["${{", "{{", "{%"].iter().filter_map(|mark| text.find(mark)).min()
}

/// Says of a text with placeholders that it is a template.
pub fn template_of(text: &str) -> Option<Unreadable> {
    let at = placeholder(text)?;
    let before = text.get(..at)?;
    let line = before.matches('\n').count() + 1;
    Some(template(text.get(at..)?.lines().next()?, line))
}

/// Says it of what stands in a line.
pub fn template(words: &str, line: usize) -> Unreadable {
    let message = format!(
        "This is a template of a Backstage catalog, with placeholders (“{}”) that Backstage has yet to fill in. Import the file that it made of it.",
        clip(words.trim(), 60)
    );
    Unreadable { message, line: Some(line), column: None }
}

/// What a reference means: `component:default/checkout`, `default/checkout` or `checkout`.
#[derive(Debug, PartialEq, Eq)]
pub struct Reference {
    /// In lower case.
    pub kind: String,
    /// Its name, without the namespace.
    pub name: String,
}

/// Reads a reference; without a kind it is of the usual one.
pub fn reference(text: &str, usual: &str) -> Reference {
    let text = text.trim();
    let (kind, rest) = text.split_once(':').unwrap_or((usual, text));
    let name = rest.rsplit_once('/').map_or(rest, |(_, name)| name);
    Reference { kind: kind.trim().to_lowercase(), name: name.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{reference, speaks};

    #[test]
    fn references_are_read_in_all_their_forms() {
        for (text, kind, name) in [
            ("component:default/checkout", "component", "checkout"),
            ("Component:checkout", "component", "checkout"),
            ("devex/checkout", "group", "checkout"),
            (" checkout ", "group", "checkout"),
            ("user:jo.example", "user", "jo.example"),
        ] {
            let read = reference(text, "group");
            assert_eq!((read.kind.as_str(), read.name.as_str()), (kind, name), "{text}");
        }
        assert!(
            speaks("{\"apiVersion\":\"backstage.io/v1alpha1\"}")
                && speaks("apiVersion: 'backstage.io/v1beta1'")
        );
        assert!(!speaks("apiVersion: v1\nmetadata: {annotations: {backstage.io/kubernetes-id: a}}"));
    }
}
