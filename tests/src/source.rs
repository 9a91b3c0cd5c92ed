//! The project's own source, read as text.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::root;

/// One file of the project.
#[derive(Debug)]
pub struct Source {
    /// From the root, with `/`.
    pub path: String,
    /// Its content.
    pub text: String,
}

/// A function and how long it is.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// The line it begins on, counted from 1.
    pub line: usize,
    /// From the line with `fn` to the closing brace.
    pub lines: usize,
}

/// Every file with one of these endings, below any of these folders.
pub fn files(folders: &[&str], endings: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    for folder in folders {
        collect(&root().join(folder), endings, &mut found);
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Every Rust file of the workspace.
pub fn rust() -> Vec<Source> {
    files(&["crates", "src-tauri", "tests", "ui"], &["rs"])
}

fn collect(folder: &Path, endings: &[&str], found: &mut Vec<Source>) {
    for path in children(folder) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if !["target", "node_modules", "gen"].contains(&name) {
                collect(&path, endings, found);
            }
        } else if path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted)) {
            let inside = path.strip_prefix(root()).expect("inside the project");
            let text = fs::read_to_string(&path).expect("source is UTF-8");
            found.push(Source { path: inside.to_string_lossy().replace('\\', "/"), text });
        }
    }
}

fn children(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect()
}

/// A file without its unit tests, its comments and the words in its strings: what the compiler reads as names.
pub fn code(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or(text);
    let mut code = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '/' if letters.peek() == Some(&'/') => while letters.next_if(|next| *next != '\n').is_some() {},
            '"' => {
                while let Some(inside) = letters.next() {
                    match inside {
                        '\\' => drop(letters.next()),
                        '"' => break,
                        _ => {}
                    }
                }
                code.push_str("\"\"");
            }
            '\'' if letters.peek() == Some(&'"') => {
                code.push(letter);
                code.extend(letters.next()); // the quote as a letter
            }
            other => code.push(other),
        }
    }
    code
}

/// The functions of a file in rustfmt's layout, where a body ends on a line that holds nothing but a brace at the
/// indent of its `fn`.
pub fn functions(text: &str) -> Vec<Function> {
    let lines: Vec<&str> = text.lines().collect();
    let begins = lines.iter().enumerate().filter_map(|(at, line)| Some((at, function_name(line)?)));
    begins
        .filter_map(|(at, name)| {
            let indent = lines[at].len() - lines[at].trim_start().len();
            let opens = (at..lines.len()).find(|&line| ends_signature(lines[line], indent, line == at))?;
            let ending = lines[opens].trim_end();
            let last = if ending.ends_with('{') {
                let close = format!("{}}}", " ".repeat(indent));
                (opens + 1..lines.len()).find(|&line| lines[line] == close)?
            } else {
                opens
            };
            Some(Function { name, line: at + 1, lines: last - at + 1 })
        })
        .collect()
}

/// The name after `fn`, when the line declares a function.
fn function_name(line: &str) -> Option<String> {
    let (before, after) = line.trim_start().split_once("fn ").filter(|(before, _)| {
        before.split_whitespace().all(|word| {
            word.starts_with("pub")
                || ["const", "async", "unsafe", "extern", "\"C\"", "default"].contains(&word)
        }) && (before.is_empty() || before.ends_with(' '))
    })?;
    let name: String = after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    (!name.is_empty() && !before.contains("//")).then_some(name)
}

/// Whether a signature is complete at the end of this line: it opens the body, or has none, or fits on one line.
fn ends_signature(line: &str, indent: usize, first: bool) -> bool {
    let line_indent = line.len() - line.trim_start().len();
    let ending = line.trim_end();
    (first || line_indent == indent)
        && (ending.ends_with('{') || ending.ends_with('}') || ending.ends_with(';'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_neither_a_comment_nor_a_word_in_a_string() {
        let text = "use a::B; // C\nlet x = \"D \\\" E\"; f('\"', G);\n#[cfg(test)]\nmod tests {\n    H\n}";
        assert_eq!(code(text), "use a::B; \nlet x = \"\"; f('\"', G);");
    }

    #[test]
    fn functions_are_measured_from_their_first_line_to_the_closing_brace() {
        let text = "\
pub const fn one() -> u8 { 1 }
trait Door {
    fn open(&self);
    fn shut(
        &self,
        hard: bool,
    ) -> bool {
        if hard {
            return true;
        }
        false
    }
}
// fn not_this() {
let f: fn (u8) -> u8;
pub(crate) async fn last()
where
    u8: Copy,
{
    let x = 1;
}
";
        let found: Vec<(String, usize, usize)> =
            functions(text).into_iter().map(|f| (f.name, f.line, f.lines)).collect();
        let expected = [("one", 1, 1), ("open", 3, 1), ("shut", 4, 9), ("last", 16, 6)];
        assert_eq!(found, expected.map(|(name, line, lines)| (name.to_owned(), line, lines)));
    }
}
