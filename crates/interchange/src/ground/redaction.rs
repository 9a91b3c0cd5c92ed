//! Hides host names, names of people and secrets before a file leaves the organisation.

mod names;
mod secrets;

use names::{Holder, is_cloud_name, is_code, is_domain, is_machine, is_name, is_v4, is_v6, is_word};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};

/// Replaces hosts by `host-1`, `host-2` …, users and people by `user-1` … and secrets by `secret-1` …: the same name by the same word, in every file that
/// goes through the same value. Keys that are plain words stay, and so do the words that Chaos Toolkit itself understands.
#[derive(Clone, Debug, Default)]
pub struct Redaction {
    hosts: Names,
    users: Names,
    secrets: Names,
    /// How long the known names are, in bytes: only such pieces of a text need be looked up.
    lengths: BTreeSet<usize>,
    /// First names of the modules that the files call: what begins so is code.
    modules: BTreeSet<String>,
}

/// Known names, in lower case, with the number of each.
#[derive(Clone, Debug, Default)]
struct Names {
    numbers: HashMap<String, usize>,
    /// The highest number in use, by us or by the text itself.
    last: usize,
}

/// Fields whose text is code or a word of the format. Names in it would mean something else, or break the file.
const STRUCTURE: &[&str] =
    &["type", "status", "start", "end", "module", "func", "chaoslib-version", "strategy", "event", "kind"];

impl Redaction {
    /// The tree without names.
    #[must_use]
    pub fn of(&mut self, mut value: Value) -> Value {
        for key in ["node", "platform"] {
            let Some(Value::String(name)) = value.get(key) else { continue };
            let name = name.clone();
            if key == "node" {
                self.host(&name);
            } else if let Some(slot) = value.get_mut(key) {
                *slot = Value::String("hidden".to_owned());
            }
        }
        each_text(&mut value, &mut |text| self.reserve(text));
        self.modules(&value);
        self.secrets(&mut value);
        self.fields(&value);
        each_text(&mut value, &mut |text| self.collect(text));
        each_text(&mut value, &mut |text| {
            let hidden = self.replaced(text);
            if hidden != *text {
                *text = hidden;
            }
        });
        value
    }

    /// Notes which of our own words the text holds already: ours begin after them.
    fn reserve(&mut self, text: &str) {
        for word in text.split(|c: char| !is_word(c)) {
            for (names, prefix) in
                [(&mut self.hosts, HOST), (&mut self.users, USER), (&mut self.secrets, SECRET)]
            {
                names.last = names.last.max(placeholder(word, prefix).unwrap_or_default());
            }
        }
    }

    /// A line of its own without names, such as the name of a file.
    #[must_use]
    pub fn of_line(&mut self, line: &str) -> String {
        self.reserve(line);
        self.collect(line);
        self.replaced(line)
    }

    /// A text of several lines without names and secrets.
    #[must_use]
    pub fn of_text(&mut self, text: &str) -> String {
        match self.of(Value::String(text.to_owned())) {
            Value::String(text) => text,
            _ => String::new(), // a text stays one
        }
    }

    /// Which modules are called anywhere.
    fn modules(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.modules(item)),
            Value::Object(fields) => {
                let module = fields.get("module").and_then(Value::as_str);
                self.modules.extend(module.and_then(|module| module.split('.').next()).map(str::to_owned));
                fields.values().for_each(|field| self.modules(field));
            }
            _ => {}
        }
    }

    /// What stands in a field that is there for a name: `"host": "web01"`, or after such an option: `--host web01`.
    fn fields(&mut self, value: &Value) {
        match value {
            Value::Array(items) => {
                for (option, item) in items.iter().zip(items.iter().skip(1)) {
                    if let Some(holder) = option.as_str().and_then(Holder::option) {
                        self.held(holder, item);
                    }
                }
                items.iter().for_each(|item| self.fields(item));
            }
            // What a server says of itself is no name of a machine.
            Value::Object(fields) => {
                let is_mail = |field: &Value| {
                    let text = field.as_str().unwrap_or_default().trim();
                    names::mails(text).iter().any(|(user, host)| text.len() == user.len() + host.len() + 1)
                };
                if fields.values().any(is_mail) {
                    for (_, name) in fields.iter().filter(|(key, _)| names::is_name_field(key)) {
                        self.person(name.as_str().unwrap_or_default());
                    }
                }
                for (key, field) in fields.iter().filter(|(key, _)| *key != "headers") {
                    if let Some(holder) = Holder::of(key) {
                        self.held(holder, field);
                    }
                    self.fields(field);
                }
            }
            _ => {}
        }
    }

    /// Learns what such a field holds: a name, several, or the default of a variable.
    fn held(&mut self, holder: Holder, value: &Value) {
        match value {
            Value::String(names) => {
                for name in names.split([',', ';']).map(str::trim) {
                    let name = name.split_once(':').map_or(name, |(name, _)| name);
                    match (name.rsplit_once('@'), holder) {
                        (Some((user, host)), _) if is_name(user) && is_name(host) => {
                            self.user(user);
                            self.host(host);
                        }
                        (None, Holder::Host) if is_name(name) => self.host(name),
                        (None, Holder::User) if is_name(name) => self.user(name),
                        _ => {}
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.held(holder, item)),
            Value::Object(variable) => {
                if let Some(default) = variable.get("default").filter(|_| variable.contains_key("key")) {
                    self.held(holder, default);
                }
            }
            _ => {}
        }
    }

    fn collect(&mut self, text: &str) {
        for (user, host) in names::mails(text) {
            self.user(user);
            self.host(host);
            self.person(&names::named_before(text, user).unwrap_or_default());
        }
        self.urls(text);
        self.homes(text);
        self.shares(text);
        let mut before = "";
        for token in text.split(|c: char| !(is_word(c) || matches!(c, '.' | ':' | '@'))) {
            self.token(token, before);
            if !token.is_empty() {
                before = token;
            }
        }
        for (holder, name) in Holder::within(text) {
            self.held(holder, &Value::String(name.to_owned()));
        }
    }

    /// `scheme://user:password@host:port/…`
    fn urls(&mut self, text: &str) {
        for (at, _) in text.match_indices("://") {
            let rest = text.get(at + 3..).unwrap_or_default();
            let end =
                rest.find(|c: char| c.is_whitespace() || "/?#\"'<>,;)\\".contains(c)).unwrap_or(rest.len());
            let authority = rest.get(..end).unwrap_or_default();
            let (user, host) =
                authority.rsplit_once('@').map_or((None, authority), |(user, host)| (Some(user), host));
            for name in user.into_iter().flat_map(|user| user.split(':')) {
                self.user(name);
            }
            let host = match host.strip_prefix('[') {
                Some(v6) => v6.split(']').next().unwrap_or_default(),
                None => host.split(':').next().unwrap_or_default(),
            };
            // A variable is no name: `http://${host}/`.
            if !host.contains(['$', '{', '}', '%']) {
                self.host(host);
            }
        }
    }

    /// `/home/x`, `/Users/x`, `C:\Users\x`
    fn homes(&mut self, text: &str) {
        let lower = text.to_ascii_lowercase(); // ASCII alone keeps every place where it is
        for marker in ["/home/", "/users/", "\\users\\", "\\home\\"] {
            for (at, _) in lower.match_indices(marker) {
                // A path within a quoted text has each separator twice.
                let rest = text.get(at + marker.len()..).unwrap_or_default().trim_start_matches(['/', '\\']);
                let ends = |c: char| c.is_whitespace() || "/\\\"':;,<>|()[]{}$*?`".contains(c);
                let first = rest.split(ends).next().unwrap_or_default();
                self.user(first);
                // Windows takes spaces in names; one that ends at a separator is whole.
                let whole = rest.split(['\\', '/', ':', '"', '\'', '\n']).next().unwrap_or_default();
                let is_closed = rest.get(whole.len()..).is_some_and(|after| after.starts_with('\\'));
                if marker.starts_with('\\') && is_closed && placeholder(first, USER).is_none() {
                    self.user(whole);
                }
            }
        }
    }

    /// `\\\\files\\share`
    fn shares(&mut self, text: &str) {
        for (at, _) in text.match_indices("\\\\") {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let rest = text.get(at + 2..).unwrap_or_default();
            let name = rest.split(|c: char| !is_word(c) && c != '.').next().unwrap_or_default();
            let is_share = rest.get(name.len()..).is_some_and(|after| after.starts_with('\\'));
            if is_share && before.is_none_or(|c| c.is_whitespace() || "\"'=(".contains(c)) {
                self.host(name);
            }
        }
    }

    /// One word, and the one before it.
    fn token(&mut self, token: &str, before: &str) {
        if let Some((user, host)) = token.rsplit_once('@') {
            let host = host.split(':').next().unwrap_or_default();
            if is_domain(host) {
                self.user(user);
            } else if is_name(user) && is_name(host) && !names::is_edition(host) {
                // `ssh deploy@bastion`
                self.user(user);
                self.host(host);
            }
        }
        for part in token.split('@') {
            let bare = part.trim_matches(['.', ':', '-']);
            if is_v6(part) {
                self.host(part);
            } else if is_v6(bare) {
                self.host(bare);
            }
            if let Some((name, port)) = bare.split_once(':')
                && is_machine(name, port)
            {
                self.host(name);
            }
            // A path of fields begins with a dot: `$.items.status`.
            let may_be_code = part.starts_with('.') || names::calls(before);
            for name in bare.split(':') {
                let name = name.trim_matches('.');
                let is_open = || names::is_host_name(name) && !may_be_code && !is_code(name, &self.modules);
                if is_domain(name) || is_v4(name) || is_cloud_name(name) || is_open() {
                    self.host(name);
                }
            }
        }
    }

    fn host(&mut self, name: &str) {
        const OPEN: &[&str] = &["localhost", "localhost.localdomain", "0.0.0.0", "::1", "::"];
        let name = name.trim().to_ascii_lowercase();
        if !OPEN.contains(&name.as_str()) && !name.starts_with("127.") && !is_ours(&name) {
            self.hosts.learn(name, &mut self.lengths);
        }
    }

    fn user(&mut self, name: &str) {
        let name = name.trim().to_ascii_lowercase();
        if !name.contains(['$', '{', '}']) && !is_ours(&name) {
            self.users.learn(name, &mut self.lengths);
        }
    }

    /// A person by name, the whole and each word of it.
    fn person(&mut self, name: &str) {
        for part in std::iter::once(name).chain(name.split_whitespace()) {
            if part.chars().count() >= 2 && part.chars().any(char::is_alphabetic) {
                self.user(part);
            }
        }
    }

    /// Every known name in `text`, wherever it stands as a word of its own; the longest first.
    fn replaced(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let mut before = None;
        while let Some(first) = rest.chars().next() {
            let starts = before.is_none_or(|c| !is_word(c)) || !is_word(first);
            let found = if starts { self.known_at(rest) } else { None };
            let length = match found {
                Some((length, word)) => {
                    out.push_str(&word);
                    length
                }
                None => {
                    out.push(first);
                    first.len_utf8()
                }
            };
            before = rest.get(..length).and_then(|taken| taken.chars().next_back());
            rest = rest.get(length..).unwrap_or_default();
        }
        out
    }

    /// The longest known name that `text` begins with, and what stands for it.
    fn known_at(&self, text: &str) -> Option<(usize, String)> {
        self.lengths.iter().rev().find_map(|length| {
            let (name, after) = (text.get(..*length)?, text.get(*length..)?);
            let ends = |c: Option<char>| c.is_none_or(|c| !is_word(c));
            if !ends(after.chars().next()) && !ends(name.chars().next_back()) {
                return None;
            }
            let name = name.to_ascii_lowercase();
            let word =
                |names: &Names, prefix| names.numbers.get(&name).map(|number| format!("{prefix}{number}"));
            let secret = word(&self.secrets, SECRET).filter(|_| name.len() >= secrets::MIN_BYTES);
            let word = secret.or_else(|| word(&self.hosts, HOST)).or_else(|| word(&self.users, USER))?;
            Some((*length, word))
        })
    }
}

const HOST: &str = "host-";
const USER: &str = "user-";
const SECRET: &str = "secret-";

impl Names {
    fn learn(&mut self, name: String, lengths: &mut BTreeSet<usize>) {
        if !name.is_empty() && !self.numbers.contains_key(&name) {
            self.last += 1;
            lengths.insert(name.len());
            self.numbers.insert(name, self.last);
        }
    }
}

fn each_text(value: &mut Value, change: &mut impl FnMut(&mut String)) {
    each_below(value, false, change);
}

/// Every text, and every key that is no word of a format. `free` is within what a probe returned or an experiment set:
/// there no field means anything to Chaos Toolkit.
fn each_below(value: &mut Value, free: bool, change: &mut impl FnMut(&mut String)) {
    const FREE: &[&str] = &["output", "arguments", "configuration", "secrets", "exception"];
    match value {
        Value::String(text) => change(text),
        Value::Array(items) => items.iter_mut().for_each(|item| each_below(item, free, change)),
        Value::Object(fields) => {
            for (key, field) in fields.iter_mut() {
                if free || !(field.is_string() && STRUCTURE.contains(&key.as_str())) {
                    each_below(field, free || FREE.contains(&key.as_str()), change);
                }
            }
            if fields.keys().any(|key| key.contains(IN_NAMES)) {
                for (mut key, field) in std::mem::take(fields) {
                    if key.contains(IN_NAMES) {
                        change(&mut key);
                    }
                    while fields.contains_key(&key) {
                        key.push('_'); // the same host, written in two ways
                    }
                    fields.insert(key, field);
                }
            }
        }
        _ => {}
    }
}

/// What names of hosts and users' folders hold, and no key of a format does.
const IN_NAMES: [char; 5] = ['.', ':', '/', '\\', '@'];

/// Whether a name is one of our own words already.
fn is_ours(name: &str) -> bool {
    [HOST, USER, SECRET].iter().any(|prefix| placeholder(name, prefix).is_some())
}

fn placeholder(word: &str, prefix: &str) -> Option<usize> {
    let number: usize = word.strip_prefix(prefix)?.parse().ok()?;
    (1..100_000).contains(&number).then_some(number)
}
