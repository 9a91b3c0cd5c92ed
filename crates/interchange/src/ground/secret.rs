//! What looks like a password, a token or a key: by the name of the field that holds it, by what stands before it on a
//! command line, or by its own look.

mod shapes;

use serde_json::Value;
use std::ops::Range;

/// Stands where a secret was.
const HIDDEN: &str = "•••";

/// Whether a field of this name holds a secret: `db_password`, `apiToken`, `AWS_SECRET_ACCESS_KEY`.
pub fn is_secret(key: &str) -> bool {
    const WORDS: &[&str] = &[
        "password",
        "passwd",
        "passphrase",
        "pwd",
        "pw",
        "secret",
        "secrets",
        "token",
        "apikey",
        "credential",
        "credentials",
        "cred",
        "creds",
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
    // In capitals alone the words of a name run together: `PGPASSWORD`.
    let is_password =
        |word: &String| ["password", "passwd", "passphrase"].iter().any(|end| word.ends_with(end));
    words.last().is_some_and(is_word)
        || words.iter().any(|word| is_password(word) || word == "secret")
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

/// Whether a value says something that must not be read: a variable does not, and no word that an export put there.
pub fn says(value: &str) -> bool {
    let number = value.strip_prefix("secret-").filter(|number| !number.is_empty());
    !value.trim().is_empty()
        && !number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
        && !value.contains("${")
        && value != HIDDEN
        && !value.trim_start().starts_with('$')
}

/// Names of fields in an address that hold a secret there and nowhere else.
const IN_ADDRESSES: &[&str] = &["sig", "signature", "auth"];

/// Where the secrets in a text stand, in order and apart from each other: `password=x`, `--token x`, `"apiKey": "x"`,
/// `https://user:x@host`, `-u user:x`, and whatever looks like one.
pub fn within(text: &str) -> Vec<Range<usize>> {
    let mut found = named(text);
    found.extend(options(text));
    found.extend(accounts(text));
    found.extend(bearers(text));
    found.extend(shapes::found(text));
    found.retain(|secret| says(secret));
    let place = |secret: &str| {
        let at = secret.as_ptr() as usize - text.as_ptr() as usize;
        at..at + secret.len()
    };
    let mut places: Vec<_> = found.into_iter().map(place).collect();
    places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for place in places {
        if apart.last().is_none_or(|last| last.end <= place.start) {
            apart.push(place);
        }
    }
    apart
}

/// What follows the name of a field for secrets.
fn named(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, mark) in text.match_indices(['=', ':']) {
        let before = text.get(..at).unwrap_or_default().trim_end_matches(['"', '\'', '\\', ' ']);
        let key = before
            .rsplit(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.')))
            .next()
            .unwrap_or_default();
        let after = text.get(at + mark.len()..).unwrap_or_default();
        let is_in_address = mark == "="
            && before.strip_suffix(key).is_some_and(|before| before.ends_with(['?', '&']))
            && IN_ADDRESSES.contains(&key);
        if is_in_address || is_secret(key.trim_start_matches('-')) {
            found.extend(value(after.trim_start()));
        }
    }
    found
}

/// What follows an option for secrets on a command line.
fn options(text: &str) -> Vec<&str> {
    const ASKS_FOR_A_DATABASE: &[&str] = &["mysql", "mysqldump", "mysqladmin", "mariadb", "mariadb-dump"];
    let mut found = Vec::new();
    let mut is_database = false;
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        let word = word.trim_matches(['"', '\'']);
        let next = words.clone().next();
        if word.strip_prefix("--").is_some_and(|option| !option.contains('=') && is_secret(option)) {
            found.extend(next.and_then(value));
        }
        if is_account(word) {
            found.extend(next.and_then(account));
        }
        is_database |= ASKS_FOR_A_DATABASE.contains(&word.rsplit('/').next().unwrap_or(word));
        if is_database {
            found.extend(word.strip_prefix("-p")); // the only option that may have its value without a space, and has
        }
    }
    found
}

/// Whether an option is followed by a user and, after a colon, the password, as those of curl and wget are.
pub fn is_account(option: &str) -> bool {
    matches!(option, "-u" | "-U" | "--user" | "--proxy-user")
}

/// The password of `user:password`; two numbers are ids.
pub fn account(text: &str) -> Option<&str> {
    let password = value(text.split_once(':')?.1)?;
    (!password.chars().all(|c| c.is_ascii_digit())).then_some(password)
}

/// What follows the word “Bearer”, where it is no word itself.
fn bearers(text: &str) -> Vec<&str> {
    const LEAST: usize = 8;
    let after = |at: usize| text.get(at..).and_then(|rest| value(rest.strip_prefix(' ')?));
    let places = ["Bearer", "bearer", "BEARER"].into_iter().flat_map(|word| text.match_indices(word));
    let found = places.filter_map(|(at, word)| after(at + word.len()));
    found
        .map(|token| token.trim_end_matches('.'))
        .filter(|token| token.len() >= LEAST && token.contains(|c: char| c.is_ascii_digit() || c == '.'))
        .collect()
}

/// The passwords in addresses.
fn accounts(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("://") {
        let rest = text.get(at + 3..).unwrap_or_default();
        let authority =
            rest.split(|c: char| c.is_whitespace() || "/?#\"'".contains(c)).next().unwrap_or_default();
        let account = authority.rsplit_once('@').map(|(account, _)| account);
        found.extend(account.and_then(|account| account.split_once(':')).map(|(_, password)| password));
    }
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

/// The secret in an argument that follows another one.
pub fn follows<'a>(before: Option<&str>, argument: &'a str) -> Option<&'a str> {
    let before = before?;
    let secret = if before.strip_prefix("--").is_some_and(is_secret) {
        Some(argument)
    } else if is_account(before) {
        account(argument)
    } else {
        None
    };
    secret.filter(|secret| says(secret))
}

fn look(value: &Value, key: &str, found: &mut Vec<String>) {
    let holds = |value: &Value| match value {
        Value::String(text) => says(text),
        Value::Number(_) => true,
        _ => false,
    };
    match value {
        Value::Array(items) => {
            let after = |at: usize| at.checked_sub(1).and_then(|before| items.get(before)?.as_str());
            for (at, item) in items.iter().enumerate() {
                let is_one = item.as_str().is_some_and(|text| follows(after(at), text).is_some());
                if is_one && !found.iter().any(|known| known == key) {
                    found.push(key.to_owned());
                }
                look(item, key, found);
            }
        }
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

/// A text without its secrets, each hidden where it stands.
pub fn masked(text: &str) -> String {
    replaced(text, |_| Some(HIDDEN.to_owned()))
}

/// A text with something else for each of its secrets, there where it stands and nowhere else.
pub fn replaced(text: &str, mut with: impl FnMut(&str) -> Option<String>) -> String {
    let (mut line, mut from) = (String::new(), 0);
    for place in within(text) {
        let (Some(before), Some(secret)) = (text.get(from..place.start), text.get(place.clone())) else {
            continue;
        };
        let Some(word) = with(secret) else { continue };
        line.push_str(before);
        line.push_str(&word);
        from = place.end;
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
            ("token=1 --retry 10", "token=••• --retry 10"),
            ("PGPASSWORD=x1 psql; pw: y2", "PGPASSWORD=••• psql; pw: •••"),
            ("curl -u bob:hunter2 https://x/?sig=abc&n=1", "curl -u bob:••• https://x/?sig=•••&n=1"),
            ("docker run -u 1000:1000 x -p8080:80", "docker run -u 1000:1000 x -p8080:80"),
            ("mysqldump -phunter2 shop", "mysqldump -p••• shop"),
            ("see ghp_0123456789abcdefghijABCDEFGHIJ012345.", "see •••"),
            ("AKIAIOSFODNN7EXAMPLE, AKIAlong-name-of-a-thing", "•••, AKIAlong-name-of-a-thing"),
            ("bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3", "bearer •••"),
            ("https://hooks.slack.com/services/T0/B0/XYZ now", "https://hooks.slack.com/services/••• now"),
            (
                "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\n•••\n-----END RSA PRIVATE KEY-----",
            ),
            (
                "-----BEGIN PUBLIC KEY-----\nMIIE\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nMIIE\n-----END PUBLIC KEY-----",
            ),
            (
                "sent with Bearer abc.def.ghi, by the bearer of news",
                "sent with Bearer •••, by the bearer of news",
            ),
            ("a.b.c version 1.2.3-beta eyJhIjoxfQ", "a.b.c version 1.2.3-beta eyJhIjoxfQ"),
        ] {
            assert_eq!(masked(line), shown);
        }
    }
}
