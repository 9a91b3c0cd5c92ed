//! Secrets in a tree: they go where they stand, and wherever else they can be told from words.

use super::{Redaction, SECRET, is_ours};
use crate::ground::secret;
use serde_json::Value;

/// From so many bytes on a secret is hidden wherever it stands.
pub(super) const MIN_BYTES: usize = 6;

impl Redaction {
    /// Secrets go where they stand, whatever they look like; what is long enough to be told from words goes everywhere.
    pub(super) fn secrets(&mut self, value: &mut Value) {
        match value {
            Value::Array(items) => {
                let mut before: Option<String> = None;
                for item in items {
                    let said = item.as_str().map(str::to_owned);
                    let secret = said.as_deref().and_then(|text| secret::follows(before.as_deref(), text));
                    let word =
                        secret.map(str::to_owned).and_then(|secret| Some((self.secret(&secret)?, secret)));
                    match (word, &said) {
                        (Some((word, secret)), Some(text)) => {
                            let stays = text.strip_suffix(secret.as_str()).unwrap_or_default();
                            *item = Value::String(format!("{stays}{word}"));
                        }
                        _ => self.secrets(item),
                    }
                    before = said;
                }
            }
            Value::Object(fields) => {
                for (key, field) in fields.iter_mut() {
                    if secret::is_secret(key) { self.hold_secret(field) } else { self.secrets(field) }
                }
            }
            Value::String(text) => *text = secret::replaced(text, |secret| self.secret(secret)),
            _ => {}
        }
    }

    /// What a field for secrets holds: a value, several, a map of them, or a variable with a default.
    fn hold_secret(&mut self, value: &mut Value) {
        const REFERS: &[&str] = &["key", "path", "type", "default", "name", "module", "func"];
        match value {
            Value::String(text) => {
                if let Some(word) = self.secret(&text.clone()) {
                    *text = word;
                }
            }
            Value::Number(number) => {
                let word = self.secret(&number.to_string());
                *value = Value::String(word.unwrap_or_default());
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.hold_secret(item)),
            Value::Object(fields) => {
                if let Some(default) = fields.get_mut("default") {
                    self.hold_secret(default);
                }
                for (key, field) in fields.iter_mut() {
                    let refers = REFERS.contains(&key.as_str()) && field.is_string();
                    if !refers {
                        self.hold_secret(field);
                    }
                }
            }
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// The word for a secret, where it is one.
    fn secret(&mut self, secret: &str) -> Option<String> {
        let key = secret.trim().to_ascii_lowercase();
        if !secret::says(secret) || is_ours(&key) {
            return None;
        }
        if !self.secrets.numbers.contains_key(&key) {
            self.secrets.last += 1;
            self.secrets.numbers.insert(key.clone(), self.secrets.last);
            // A short one may be a word that stands elsewhere and means something else.
            if key.len() >= MIN_BYTES {
                self.lengths.insert(key.len());
            }
        }
        self.secrets.numbers.get(&key).map(|number| format!("{SECRET}{number}"))
    }
}
