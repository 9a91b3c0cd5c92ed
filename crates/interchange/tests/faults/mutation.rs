//! What happens to files: by accident, in editors and spreadsheets, on the way, and on purpose.

use crate::seeds::File;
use proptest::{
    prelude::Rng,
    test_runner::{RngAlgorithm, TestRng},
};
use serde_json::{Value, json};

/// Larger ones are cut: what takes long for its size is found with less, and the limits have tests of their own.
const MAX_BYTES: usize = 200_000;

/// Numbers that look like chance and are the same in every run.
pub struct Dice(TestRng);

impl Dice {
    pub fn new(seed: u64) -> Self {
        let mut bytes = [0xA5; 16];
        bytes[..8].copy_from_slice(&seed.to_be_bytes());
        Self(TestRng::from_seed(RngAlgorithm::XorShift, &bytes))
    }

    /// Below `limit`, which may be 0.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.0.next_u64() % (limit as u64).max(1)) as usize
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// One of the seeds after one to three mishaps, most of which leave it readable as a tree.
pub fn mutated(dice: &mut Dice, seeds: &[File], others: &[File]) -> File {
    let (mut name, mut bytes) = dice.one(seeds).clone();
    for _ in 0..=dice.below(3) {
        let other = if dice.below(3) == 0 { dice.one(others) } else { dice.one(seeds) };
        bytes = match dice.below(12) {
            0..2 => in_bytes(dice, bytes),
            2 => spliced(dice, &bytes, &other.1),
            3..5 => in_lines(dice, bytes),
            5..11 => in_values(dice, bytes),
            _ => encoded(dice, bytes),
        };
        bytes.truncate(MAX_BYTES);
    }
    if dice.below(8) == 0 {
        name = dice
            .one(&["a.json", "a.yaml", "a.csv", "a.tsv", "a.txt", "a", "ä\u{202E}b.md", "a.tf"])
            .to_string();
    }
    (name, bytes)
}

fn in_bytes(dice: &mut Dice, mut bytes: Vec<u8>) -> Vec<u8> {
    let at = dice.below(bytes.len() + 1);
    match dice.below(5) {
        0 => bytes.truncate(at),
        1 => bytes.insert(at, dice.below(256) as u8),
        2 => drop(bytes.drain(at..(at + dice.below(60)).min(bytes.len()))),
        3 => drop(bytes.splice(at..at, vec![0; 1 + dice.below(3)])),
        _ => {
            let bit = 1 << dice.below(8);
            bytes.get_mut(at).into_iter().for_each(|byte| *byte ^= bit);
        }
    }
    bytes
}

/// The beginning of one and the end of another, or one after the other.
fn spliced(dice: &mut Dice, one: &[u8], other: &[u8]) -> Vec<u8> {
    let (end, from) = match dice.below(3) {
        0 => (one.len(), 0),
        _ => (dice.below(one.len() + 1), dice.below(other.len() + 1)),
    };
    let between = dice.one(&["", "\n", "\n---\n", "\r\n", ",", "\n...\n"]);
    [&one[..end], between.as_bytes(), &other[from..]].concat()
}

fn in_lines(dice: &mut Dice, bytes: Vec<u8>) -> Vec<u8> {
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    if lines.is_empty() {
        return bytes;
    }
    let at = dice.below(lines.len());
    let line = lines[at].clone();
    match dice.below(9) {
        0 => {
            let times = *dice.one(&[1, 2, 300]);
            lines.splice(at..at, vec![line; times]);
        }
        1 => drop(lines.remove(at)),
        2 => {
            let other = dice.below(lines.len());
            lines.swap(at, other);
        }
        3 => {
            lines[at] = format!("{}{line}", dice.one(&["\t", " ", "    ", "- ", "# ", "\u{FEFF}", "\u{A0}"]))
        }
        4 => lines[at] = line.trim_start().to_owned(),
        5 => {
            // A column comes twice, or is gone; for a table, and for all that stands in brackets.
            let cells: Vec<&str> = line.split(',').collect();
            let cell = dice.below(cells.len());
            let times = dice.below(3);
            let turned =
                cells.iter().enumerate().flat_map(|(n, of)| vec![*of; if n == cell { times } else { 1 }]);
            lines[at] = turned.collect::<Vec<_>>().join(",");
        }
        6 => {
            let (from, to) =
                *dice.one(&[(",", ";"), (",", "\t"), (";", ","), ("\n", "\r\n"), ("\n", "\r"), ("\"", "'")]);
            return text.replace(from, to).into_bytes();
        }
        7 => lines[at] = line.replacen('"', "", 1),
        _ => lines[at] = line.replace(' ', ""),
    }
    lines.concat().into_bytes()
}

/// Another value at one place: in the tree where it is JSON, else behind a colon or a comma.
fn in_values(dice: &mut Dice, bytes: Vec<u8>) -> Vec<u8> {
    if let Ok(mut tree) = serde_json::from_slice::<Value>(&bytes) {
        let mut left = dice.below(count(&tree));
        let value = serde_json::from_str(&value(dice)).unwrap_or_else(|_| odd(dice).into());
        turn(&mut tree, &mut left, value, dice.below(3));
        return if dice.below(2) == 0 { tree.to_string() } else { format!("{tree:#}") }.into_bytes();
    }
    let text = String::from_utf8_lossy(&bytes);
    let places: Vec<usize> = text.match_indices([':', ',', ';', '\t', '-']).map(|(at, _)| at + 1).collect();
    if places.is_empty() {
        return bytes;
    }
    let from = *dice.one(&places);
    let ends = |c: char| matches!(c, '\n' | ',' | ';' | '\t');
    let to = text[from..].find(ends).map_or(text.len(), |more| from + more);
    let value = if dice.below(2) == 0 { value(dice) } else { odd(dice) };
    format!("{} {value}{}", &text[..from], &text[to..]).into_bytes()
}

fn count(tree: &Value) -> usize {
    1 + match tree {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

/// Goes to the value that `left` says and puts another one there, or wraps it, or lets it come more often.
fn turn(tree: &mut Value, left: &mut usize, other: Value, how: usize) -> Option<Value> {
    if *left == 0 {
        *tree = match how {
            0 => json!([tree.take()]),
            1 => json!({ "type": tree.take(), "name": 7 }),
            _ => other,
        };
        return None;
    }
    *left -= 1;
    let mut carried = other;
    let below: Vec<&mut Value> = match tree {
        Value::Array(items) => items.iter_mut().collect(),
        Value::Object(fields) => fields.values_mut().collect(),
        _ => Vec::new(),
    };
    for one in below {
        carried = turn(one, left, carried, how)?;
    }
    Some(carried)
}

/// A value of any kind, as JSON, which YAML reads as well.
fn value(dice: &mut Dice) -> String {
    let deep = *dice.one(&[3, 60, 65, 130, 3000]);
    let fixed = [
        "null",
        "true",
        "false",
        "0",
        "-1",
        "-0.0",
        "1e308",
        "-1e-320",
        "123456789012345678901234567890",
        "1e999",
        "4294967296",
        "9007199254740993",
        "0.1",
        "[]",
        "{}",
        "[[]]",
        "\"\"",
        "\" \"",
        "\"2026-02-30T25:00:00\"",
        "\"2026-11-22T10:41:00+14:00\"",
        "\"9999-12-31T23:59:59Z\"",
        "\"0000-01-01\"",
        "[1, \"a\", null, {}]",
        "{\"type\": \"probe\"}",
        "{\"ref\": \"it\"}",
        "\"${wait}\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
    ];
    match dice.below(fixed.len() + 4) {
        0 => format!("{}{}", "[".repeat(deep), "]".repeat(deep)),
        1 => format!("{}1{}", "{\"a\":".repeat(deep), "}".repeat(deep)),
        2 => format!("\"{}\"", "long ".repeat(*dice.one(&[50, 2_001, 20_000]))),
        3 => "9".repeat(*dice.one(&[20, 400, 5_000])),
        n => fixed[n - 4].to_owned(),
    }
}

/// Text as few expect it: other scripts, marks without width, words of YAML, formulas, brackets.
fn odd(dice: &mut Dice) -> String {
    dice.one(&[
        "ä",
        "\u{200B}",
        "\u{2028}",
        "\u{202E}abc",
        "\u{FEFF}",
        "e\u{301}\u{301}\u{301}",
        "👩‍👩‍👧",
        "日本語",
        "\u{E0041}",
        "\u{7F}",
        "\u{1}",
        "\u{85}",
        "\u{FFFD}",
        "&a [*a]",
        "*a",
        "!!binary aGk=",
        "!!int x",
        "<<: *b",
        "|\n  a\n b",
        ">-",
        "@x",
        "`x`",
        "? a : b",
        "- - -",
        "{a: b",
        "'",
        "\"",
        "\"\"\"",
        "=1+1",
        "-2",
        "'=x",
        ".inf",
        ".nan",
        "0x1F",
        "0o17",
        "1_000",
        "1:30",
        "yes",
        "NO",
        "~",
        "2026-02-29",
        "%TAG ! x",
        "---",
        "...",
        "a: b: c",
        "\\",
        "\\;",
        "a;b|c",
        "“”",
        "a\tb",
    ])
    .to_string()
}

fn encoded(dice: &mut Dice, bytes: Vec<u8>) -> Vec<u8> {
    let text = String::from_utf8_lossy(&bytes).into_owned();
    match dice.below(6) {
        0 => [b"\xEF\xBB\xBF".as_slice(), &bytes].concat(),
        1 => [0xFEFF_u16].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        2 => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        3 => text.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect(), // Latin-1
        4 => text.replace('\n', "\r\n").into_bytes(),
        _ => text.to_uppercase().into_bytes(),
    }
}
