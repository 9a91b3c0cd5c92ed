//! What looks like a password, a token or a key, by the name of the field that holds it.

use serde_json::Value;

/// Stands where a secret was.
const HIDDEN: &str = "•••";

/// Whether a field of this name holds a secret: `db_password`, `apiToken`, `AWS_SECRET_ACCESS_KEY`.
pub fn is_secret(key: &str) -> bool {
    const WORDS: &[&str] = &[
        "password",
        "passwd",
        "passphrase",
        "pwd",
        "secret",
        "secrets",
        "token",
        "apikey",
        "credential",
        "credentials",
        "accesskey",
        "privatekey",
        "secretkey",
        "authkey",
        "bearer",
        "authorization",
        "cookie",
    ];
    const BEFORE_KEY: &[&str] =
        &["api", "access", "private", "secret", "auth", "encryption", "signing", "ssh"];
    let words = words(key);
    let is_word = |word: &String| WORDS.contains(&word.as_str());
    let pairs = words.iter().zip(words.iter().skip(1));
    words.last().is_some_and(is_word)
        || words.iter().any(|word| matches!(word.as_str(), "password" | "passwd" | "passphrase" | "secret"))
        || pairs.into_iter().any(|(before, key)| key == "key" && BEFORE_KEY.contains(&before.as_str()))
}

/// The words of a name, in lower case: `dbPassword` is two.
fn words(key: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for c in key.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && was_lower) {
            words.push(String::new());
        }
        was_lower = c.is_lowercase();
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether a value says something that must not be read: a variable does not.
pub fn says(value: &str) -> bool {
    !value.trim().is_empty()
        && !value.contains("${")
        && value != HIDDEN
        && !value.trim_start().starts_with('$')
}

/// The secrets in a line: `password=x`, `--token x`, `"apiKey": "x"`, `https://user:x@host`.
pub fn within(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, mark) in text.match_indices(['=', ':']) {
        let before = text.get(..at).unwrap_or_default().trim_end_matches(['"', '\'', '\\', ' ']);
        let key = before
            .rsplit(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.')))
            .next()
            .unwrap_or_default();
        let after = text.get(at + mark.len()..).unwrap_or_default();
        if is_secret(key.trim_start_matches('-')) {
            found.extend(value(after.trim_start()));
        }
    }
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        if word.strip_prefix("--").is_some_and(|option| !option.contains('=') && is_secret(option)) {
            found.extend(words.clone().next().and_then(value));
        }
    }
    for (at, _) in text.match_indices("://") {
        let rest = text.get(at + 3..).unwrap_or_default();
        let authority =
            rest.split(|c: char| c.is_whitespace() || "/?#\"'".contains(c)).next().unwrap_or_default();
        let account = authority.rsplit_once('@').map(|(account, _)| account);
        found.extend(account.and_then(|account| account.split_once(':')).map(|(_, password)| password));
    }
    found.retain(|secret| says(secret));
    found
}

/// The first value of a text, without what encloses it.
fn value(text: &str) -> Option<&str> {
    let text = text.trim_start_matches('\\');
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let text = text.trim_start_matches(['"', '\'']);
    let text = text.strip_prefix("Bearer ").or_else(|| text.strip_prefix("Basic ")).unwrap_or(text);
    let ends = |c: char| match quote {
        Some(quote) => c == quote || c == '\\',
        None => c.is_whitespace() || "\"',;&)}]|".contains(c),
    };
    text.split(ends).next().filter(|value| !value.is_empty())
}

/// The names of the fields of a tree that hold one, each once.
pub fn fields(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    look(value, "a text", &mut found);
    found
}

fn look(value: &Value, key: &str, found: &mut Vec<String>) {
    let holds = |value: &Value| match value {
        Value::String(text) => says(text),
        Value::Number(_) => true,
        _ => false,
    };
    match value {
        Value::Array(items) => items.iter().for_each(|item| look(item, key, found)),
        Value::Object(fields) => {
            for (key, field) in fields {
                let held = if field.is_object() { field.get("default") } else { Some(field) };
                if is_secret(key) && held.is_some_and(holds) {
                    found.extend((!found.contains(key)).then(|| key.clone()));
                } else {
                    look(field, key, found);
                }
            }
        }
        Value::String(text) if !within(text).is_empty() && !found.iter().any(|known| known == key) => {
            found.push(key.to_owned());
        }
        _ => {}
    }
}

/// A line without its secrets, each hidden where it stands.
pub fn masked(text: &str) -> String {
    let place = |secret: &&str| (secret.as_ptr() as usize - text.as_ptr() as usize, secret.len());
    let mut places: Vec<_> = within(text).iter().map(place).collect();
    places.sort_unstable();
    let (mut line, mut from) = (String::new(), 0);
    for (at, length) in places.into_iter().filter(|(_, length)| *length > 0) {
        if let Some(before) = text.get(from..at) {
            line.push_str(before);
            line.push_str(HIDDEN);
            from = at + length;
        }
    }
    line.push_str(text.get(from..).unwrap_or_default());
    line
}

#[cfg(test)]
mod tests {
    use super::{is_secret, masked};

    #[test]
    fn secrets_are_told_by_the_names_of_their_fields() {
        for key in [
            "db_password",
            "apiToken",
            "API_KEY",
            "AWS_SECRET_ACCESS_KEY",
            "secret",
            "private-key",
            "x-auth-token",
            "Authorization",
            "passwordHash",
        ] {
            assert!(is_secret(key), "{key}");
        }
        for key in
            ["key", "keys", "max_tokens", "tokenizer", "name", "monkey", "primary_key", "key_name", "path"]
        {
            assert!(!is_secret(key), "{key}");
        }
    }

    #[test]
    fn a_line_is_shown_without_them() {
        for (line, shown) in [
            ("psql --password hunter2 --host db", "psql --password ••• --host db"),
            ("run (password=hunter2, ns=shop)", "run (password=•••, ns=shop)"),
            (
                "http GET https://mira:hunter2@db/x?token=abc&a=b",
                "http GET https://mira:•••@db/x?token=•••&a=b",
            ),
            ("{\"apiKey\": \"a b c\", \"n\": 1}", "{\"apiKey\": \"•••\", \"n\": 1}"),
            ("DB_PASSWORD=${secret} run", "DB_PASSWORD=${secret} run"),
            ("nothing: here", "nothing: here"),
        ] {
            assert_eq!(masked(line), shown);
        }
    }
}
