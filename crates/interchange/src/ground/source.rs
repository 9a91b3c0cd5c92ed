//! From bytes to a tree, with limits on everything that a hostile file could make large.

use super::{number, syntax};
use crate::Unreadable;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::{cell::Cell, fmt};

/// Most bytes of a file that is read: 5 MB.
pub const FILE_MAX_BYTES: usize = 5_000_000;
/// Most levels of lists and maps within each other.
const DEPTH_MAX: usize = 64;
/// Most values in a file, those that aliases unfold to included.
const VALUES_MAX: usize = 100_000;
/// Most documents in one YAML stream.
const DOCUMENTS_MAX: usize = 5_000;

/// A file that is well formed.
pub struct Source<'a> {
    /// What it says, without a byte order mark.
    pub text: &'a str,
    /// Its tree.
    pub value: Value,
}

/// Reads `bytes` as JSON or YAML.
pub fn parse<'a>(file_name: &str, bytes: &'a [u8]) -> Result<Source<'a>, Unreadable> {
    let text = text(bytes)?;
    let value = match bracketed(file_name, text) {
        Some(value) => value?,
        None => yaml(text, &Cell::new(VALUES_MAX))?,
    };
    Ok(Source { text, value })
}

/// Reads a text as JSON, or as the documents of a YAML stream: the line in which each begins, from 1, and its tree.
pub fn documents(file_name: &str, text: &str) -> Result<Vec<(usize, Value)>, Unreadable> {
    if let Some(value) = bracketed(file_name, text) {
        return Ok(vec![(1, value?)]);
    }
    let parts = parts(text);
    if parts.len() > DOCUMENTS_MAX {
        let words =
            format!("The file holds more than {DOCUMENTS_MAX} documents. Split it into several files.");
        return Err(Unreadable::new(words));
    }
    let left = Cell::new(VALUES_MAX); // of all of them together
    let read = |(before, part): (usize, &str)| match yaml(part, &left) {
        Ok(value) => Ok((before + 1 + part.lines().take_while(|line| is_silent(line)).count(), value)),
        Err(unreadable) => Err(Unreadable { line: unreadable.line.map(|line| line + before), ..unreadable }),
    };
    parts.into_iter().map(read).collect()
}

/// The documents of a YAML stream that say something, each with the number of lines before it. A marker in the first
/// column is one wherever it stands: YAML allows it in no text, quoted or not.
fn parts(text: &str) -> Vec<(usize, &str)> {
    let (mut parts, mut from, mut before, mut end) = (Vec::new(), 0, 0, 0);
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let marks = |mark| {
            line.strip_prefix(mark)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
        };
        let ends = marks("...");
        if ends || marks("---") {
            parts.push((before, text.get(from..end).unwrap_or_default()));
            (from, before) = if ends { (end + line.len(), at + 1) } else { (end, at) };
        }
        end += line.len();
    }
    parts.push((before, text.get(from..).unwrap_or_default()));
    parts.retain(|(_, part)| !part.lines().all(is_silent));
    parts
}

/// Whether a line holds nothing but a comment, a marker or a directive.
fn is_silent(line: &str) -> bool {
    let line = line.strip_prefix("---").unwrap_or(line).trim();
    line.is_empty() || line.starts_with(['#', '%'])
}

/// A text that begins with a bracket is JSON. `{a: b}` is YAML as well; only the name can tell that it was meant so.
fn bracketed(file_name: &str, text: &str) -> Option<Result<Value, Unreadable>> {
    let value = text.trim_start().starts_with(['{', '[']).then(|| json(text))?;
    (value.is_ok() || !named_yaml(file_name)).then_some(value)
}

/// Why a file of `bytes` is not read, if it is not: to be asked before it is held in memory.
#[must_use]
pub fn too_large(bytes: u64) -> Option<Unreadable> {
    (bytes > FILE_MAX_BYTES as u64).then(|| {
        let (has, fits) = (bytes.div_ceil(1_000_000), FILE_MAX_BYTES / 1_000_000);
        Unreadable::new(format!(
            "The file has {has} MB; files of up to {fits} MB are read. Leave out what is not needed, long outputs first."
        ))
    })
}

/// What a file says, without a byte order mark.
pub fn text(bytes: &[u8]) -> Result<&str, Unreadable> {
    too_large(bytes.len() as u64).map_or_else(|| decoded(bytes), Err)
}

/// As [`text`], of a file whose size has been looked at by a limit of its own.
pub fn decoded(bytes: &[u8]) -> Result<&str, Unreadable> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Unreadable::new("The file is UTF-16 text. Save it as UTF-8 and import it again."));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|cause| {
        let before = bytes.get(..cause.valid_up_to()).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let words = "This is not UTF-8 text. Save the file as UTF-8, or choose another one.";
        Unreadable { message: words.to_owned(), line: Some(line), column: None }
    })?;
    if text.trim().is_empty() { Err(Unreadable::new("The file is empty.")) } else { Ok(text) }
}

fn named_yaml(file_name: &str) -> bool {
    let name = file_name.to_lowercase();
    name.ends_with(".yaml") || name.ends_with(".yml")
}

/// Reads JSON text that another part of the program has kept.
pub fn json(text: &str) -> Result<Value, Unreadable> {
    let kept = number::as_text(text);
    let mut reader = serde_json::Deserializer::from_str(&kept);
    let left = Cell::new(VALUES_MAX);
    let value = Tree { depth: 0, left: &left }
        .deserialize(&mut reader)
        .and_then(|value| reader.end().map(|()| value));
    value.map_err(|cause| {
        let said = cause.to_string();
        let said = said.split(" at line ").next().unwrap_or_default();
        let message = if cause.is_eof() {
            "The file ends in the middle: a bracket or a quotation mark is still open. It may have been cut off."
                .to_owned()
        } else if said.starts_with(OURS) || said.contains("recursion limit") {
            too_much_or_twice(said)
        } else {
            format!("This is not valid JSON: {}.", syntax::json(said))
        };
        Unreadable { message, line: Some(cause.line()), column: Some(cause.column()).filter(|column| *column > 0) }
    })
}

fn yaml(text: &str, left: &Cell<usize>) -> Result<Value, Unreadable> {
    let before = left.get();
    if let Some(Ok(value)) = number::as_text_in_yaml(text).map(|kept| plain_yaml(&kept, left)) {
        return Ok(value);
    }
    left.set(before);
    plain_yaml(text, left)
}

fn plain_yaml(text: &str, left: &Cell<usize>) -> Result<Value, Unreadable> {
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_events: VALUES_MAX * 2,
            max_depth: DEPTH_MAX * 2,
            max_nodes: VALUES_MAX,
            max_aliases: 1_000,
            max_anchors: 1_000,
            max_total_scalar_bytes: FILE_MAX_BYTES,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: VALUES_MAX / 2,
            max_replay_stack_depth: 16,
        },
        with_snippet: false,
    };
    let read = |reader: serde_saphyr::Deserializer<'_, '_>| Tree { depth: 0, left }.deserialize(reader);
    serde_saphyr::with_deserializer_from_str_with_options(text, options, read).map_err(|cause| {
        let place = cause.location();
        let line = place.and_then(|place| usize::try_from(place.line()).ok()).filter(|line| *line > 0);
        let column = place.and_then(|place| usize::try_from(place.column()).ok()).filter(|at| *at > 0);
        Unreadable { message: yaml_words(&cause, text, line), line, column }
    })
}

fn yaml_words(cause: &serde_saphyr::Error, text: &str, line: Option<usize>) -> String {
    let said = cause.without_snippet().to_string();
    let faulty = line.and_then(|line| text.lines().nth(line - 1)).unwrap_or_default();
    let indent: String = faulty.chars().take_while(|c| c.is_whitespace()).collect();
    if let Some((_, rest)) = said.split_once("duplicate mapping key: ") {
        return twice(&domain::text::clip(rest.rsplit_once(", set ").map_or(rest, |(key, _)| key), 60));
    }
    if let Some(at) = said.find(OURS) {
        return too_much_or_twice(said.get(at..).unwrap_or_default());
    }
    if said.contains("recursion limit") {
        return too_much_or_twice("deep");
    }
    let says = |word: &str| said.split(|c: char| !c.is_alphanumeric()).any(|part| part == word);
    if indent.contains('\t') || says("tab") || says("tabs") {
        return "The line is indented with a tab. YAML wants spaces: replace the tab.".to_owned();
    }
    if said.contains("multiple YAML documents") || said.contains("non-finite") {
        return if said.contains("finite") {
            "The number is not finite, and no experiment needs one that is not.".to_owned()
        } else {
            "The file holds several documents. Import them as one file each.".to_owned()
        };
    }
    let unfolds = said.contains("alias") && !said.contains("unknown");
    if unfolds || matches!(cause.without_snippet(), serde_saphyr::Error::Budget { .. }) {
        return "The file unfolds to more than can be read: too deep, too many values or too many aliases. Simplify it."
            .to_owned();
    }
    format!("This is not valid YAML: {}.", syntax::yaml(&said))
}

/// Begins every error of our own, so that it can be told from those of the libraries.
const OURS: &str = "tree: ";

fn too_much_or_twice(said: &str) -> String {
    let said = said.strip_prefix(OURS).unwrap_or(said);
    if let Some(rest) = said.strip_prefix("twice ") {
        return twice(rest.split(END).next().unwrap_or_default());
    }
    if said.starts_with("many") {
        return format!(
            "The file holds more than {VALUES_MAX} values. Leave out what is not needed, long outputs first."
        );
    }
    format!(
        "Lists and maps are nested deeper than {DEPTH_MAX} levels. No experiment needs that; simplify it."
    )
}

/// Ends the key in an error of our own; what libraries add comes after.
const END: char = '”';

fn twice(key: &str) -> String {
    format!("“{key}” is there twice, and nobody can tell which one is meant. Keep one of them.")
}

/// A JSON tree, whatever it is written in: no key twice, nothing infinite, not too deep, not too much.
struct Tree<'c> {
    depth: usize,
    /// How many values may still come.
    left: &'c Cell<usize>,
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let left = self.left.get().checked_sub(1).ok_or_else(|| D::Error::custom(format!("{OURS}many")))?;
        self.left.set(left);
        deserializer.deserialize_any(self)
    }
}

impl Tree<'_> {
    fn deeper<E: Error>(&self) -> Result<usize, E> {
        if self.depth >= DEPTH_MAX { Err(E::custom(format!("{OURS}deep"))) } else { Ok(self.depth + 1) }
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, a number, true or false, nothing, a list or a map")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        Ok(Value::String(format!("{}{value}", number::MARK)))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
        Ok(Value::String(format!("{}{value}", number::MARK)))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("a number that is not finite"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(number::unmarked(value).into_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.visit_str(&value)
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let depth = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(Tree { depth, left: self.left })? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let depth = self.deeper()?;
        let mut fields = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if fields.contains_key(&key) {
                let key = domain::text::clip(&key, 60);
                return Err(A::Error::custom(format!("{OURS}twice {key}{END}")));
            }
            let value = map.next_value_seed(Tree { depth, left: self.left })?;
            fields.insert(key, value);
        }
        Ok(Value::Object(fields))
    }
}
