//! Hides host names and user names before a file leaves the organisation.

use serde_json::Value;
use std::net::{Ipv4Addr, Ipv6Addr};

/// Replaces hosts by `host-1`, `host-2` … and users by `user-1` …: the same name by the same word, in every file that
/// goes through the same value. Keys stay, and so do the words that Chaos Toolkit itself understands.
#[derive(Clone, Debug, Default)]
pub struct Redaction {
    hosts: Vec<String>,
    users: Vec<String>,
    /// Numbers up to these stood in the text already, so ours begin after them.
    hosts_before: usize,
    users_before: usize,
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
        each_text(&mut value, &mut |text| self.collect(text));
        each_text(&mut value, &mut |text| {
            let hidden = self.replaced(text);
            if hidden != *text {
                *text = hidden;
            }
        });
        value
    }

    /// Notes which of our own words the text holds already.
    fn reserve(&mut self, text: &str) {
        for word in text.split(|c: char| !is_word(c)) {
            if let Some(number) = placeholder(word, "host-") {
                self.hosts_before = self.hosts_before.max(number);
            }
            if let Some(number) = placeholder(word, "user-") {
                self.users_before = self.users_before.max(number);
            }
        }
    }

    fn collect(&mut self, text: &str) {
        self.urls(text);
        self.homes(text);
        for token in text.split(|c: char| !(is_word(c) || matches!(c, '.' | ':' | '@'))) {
            self.token(token);
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
                let rest = text.get(at + marker.len()..).unwrap_or_default();
                let plain = rest.split(|c: char| c.is_whitespace() || "/\\\"':;,<>|()[]{}$*?`".contains(c));
                self.user(plain.into_iter().next().unwrap_or_default());
                // Windows takes spaces in names; one that ends at a separator is whole.
                let whole = rest.find(['\\', '/', ':', '"', '\'', '\n']);
                if let Some(end) = whole.filter(|end| matches!(rest.as_bytes().get(*end), Some(b'\\' | b'/')))
                {
                    self.user(rest.get(..end).unwrap_or_default());
                }
            }
        }
    }

    fn token(&mut self, token: &str) {
        if let Some((user, host)) = token.rsplit_once('@')
            && is_domain(host)
        {
            self.user(user);
        }
        for part in token.split('@') {
            let bare = part.trim_matches(['.', ':', '-']);
            if is_v6(part) {
                self.host(part);
            } else if is_v6(bare) {
                self.host(bare);
            }
            for name in bare.split(':') {
                let name = name.trim_matches('.');
                if is_domain(name) || is_v4(name) || is_cloud_name(name) {
                    self.host(name);
                }
            }
        }
    }

    fn host(&mut self, name: &str) {
        let name = name.trim().to_lowercase();
        let known = ["localhost", "localhost.localdomain", "0.0.0.0", "::1", "::", "hidden"];
        let is_ours = placeholder(&name, "host-").is_some();
        if !name.is_empty()
            && !is_ours
            && !known.contains(&name.as_str())
            && !name.starts_with("127.")
            && !self.hosts.contains(&name)
        {
            self.hosts.push(name);
        }
    }

    fn user(&mut self, name: &str) {
        let name = name.trim().to_lowercase();
        let is_ours = placeholder(&name, "user-").is_some();
        if !name.is_empty() && !is_ours && !name.contains(['$', '{', '}']) && !self.users.contains(&name) {
            self.users.push(name);
        }
    }

    /// Every known name in `text`, wherever it stands as a word of its own; the longest first.
    fn replaced(&self, text: &str) -> String {
        let mut known: Vec<(&str, String)> = self.named(&self.hosts, "host-", self.hosts_before);
        known.extend(self.named(&self.users, "user-", self.users_before));
        known.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let mut before = None;
        while let Some(first) = rest.chars().next() {
            let starts = before.is_none_or(|c| !is_word(c)) || !is_word(first);
            let found = known.iter().filter(|_| starts).find_map(|(name, word)| {
                let length = prefix_len(rest, name)?;
                let after = rest.get(length..)?.chars().next();
                let ends = name.chars().next_back().is_none_or(|c| !is_word(c));
                (ends || after.is_none_or(|c| !is_word(c))).then_some((length, word))
            });
            let taken = match found {
                Some((length, word)) => {
                    out.push_str(word);
                    length
                }
                None => {
                    out.push(first);
                    first.len_utf8()
                }
            };
            before = rest.get(..taken).and_then(|taken| taken.chars().next_back());
            rest = rest.get(taken..).unwrap_or_default();
        }
        out
    }

    fn named<'a>(&self, names: &'a [String], word: &str, before: usize) -> Vec<(&'a str, String)> {
        let numbered = names.iter().enumerate();
        numbered.map(|(at, name)| (name.as_str(), format!("{word}{}", before + at + 1))).collect()
    }
}

/// The bytes of `text` that are `name` in any case; `name` is in lower case.
fn prefix_len(text: &str, name: &str) -> Option<usize> {
    let mut rest = text.chars();
    let mut wanted = name.chars();
    loop {
        let Some(want) = wanted.next() else { return Some(text.len() - rest.as_str().len()) };
        let mut found = rest.next()?.to_lowercase();
        // A letter whose lower case is several characters takes as many of the name.
        if found.next() != Some(want) || found.any(|more| wanted.next() != Some(more)) {
            return None;
        }
    }
}

fn each_text(value: &mut Value, change: &mut impl FnMut(&mut String)) {
    match value {
        Value::String(text) => change(text),
        Value::Array(items) => items.iter_mut().for_each(|item| each_text(item, change)),
        Value::Object(fields) => {
            for (key, field) in fields {
                if !(field.is_string() && STRUCTURE.contains(&key.as_str())) {
                    each_text(field, change);
                }
            }
        }
        _ => {}
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

fn placeholder(word: &str, prefix: &str) -> Option<usize> {
    let number: usize = word.strip_prefix(prefix)?.parse().ok()?;
    (1..100_000).contains(&number).then_some(number)
}

fn is_v4(name: &str) -> bool {
    name.parse::<Ipv4Addr>().is_ok()
}

fn is_v6(name: &str) -> bool {
    name.contains(':') && name.parse::<Ipv6Addr>().is_ok()
}

/// `ip-10-0-3-17`: the name that a cloud gives to a machine.
fn is_cloud_name(name: &str) -> bool {
    let parts: Vec<_> = name.split('-').collect();
    parts.len() == 5
        && parts.first() == Some(&"ip")
        && parts.iter().skip(1).all(|part| part.parse::<u8>().is_ok())
}

/// A name of several labels that ends as names of hosts do. Modules, files and fields have dots as well: an ending that
/// files have too (`.sh`, `.py`) counts from three labels on.
fn is_domain(name: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "com",
        "net",
        "org",
        "edu",
        "gov",
        "mil",
        "int",
        "info",
        "biz",
        "io",
        "dev",
        "app",
        "cloud",
        "tech",
        "online",
        "site",
        "shop",
        "store",
        "systems",
        "services",
        "network",
        "internal",
        "intern",
        "local",
        "localdomain",
        "lan",
        "corp",
        "intra",
        "intranet",
        "home",
        "private",
        "priv",
        "prod",
        "test",
        "example",
        "invalid",
        "svc",
        "arpa",
        "aws",
        "azure",
        "de",
        "at",
        "ch",
        "uk",
        "fr",
        "nl",
        "es",
        "it",
        "be",
        "se",
        "no",
        "dk",
        "fi",
        "eu",
        "us",
        "ca",
        "au",
        "nz",
        "jp",
        "cn",
        "in",
        "br",
        "mx",
        "ru",
        "cz",
        "ie",
        "pt",
        "kr",
        "tv",
        "co",
        "me",
        "ai",
    ];
    const FILES_TOO: &[&str] =
        &["sh", "py", "rs", "pl", "md", "so", "zip", "mov", "ps", "cc", "name", "id", "sg"];
    let labels: Vec<_> = name.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(is_word)
    };
    let Some(ending) = labels.last().map(|last| last.to_lowercase()) else { return false };
    labels.len() >= 2
        && labels.iter().all(is_label)
        && (ENDINGS.contains(&ending.as_str()) || (labels.len() >= 3 && FILES_TOO.contains(&ending.as_str())))
}
