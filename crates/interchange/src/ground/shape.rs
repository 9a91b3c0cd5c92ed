//! Reading a tree field by field, with words that name the field when it is of another kind than it should be.

use crate::Unreadable;
use serde_json::{Map, Value};

/// A value and where it is.
#[derive(Clone)]
pub struct Node<'a> {
    /// The value.
    pub value: &'a Value,
    /// Its path in the file: `method.0.provider`; empty at the top.
    pub path: String,
}

impl<'a> Node<'a> {
    /// The whole file.
    pub const fn top(value: &'a Value) -> Self {
        Self { value, path: String::new() }
    }

    /// A field of a map; what is absent or null is `None`.
    pub fn field(&self, key: &str) -> Result<Option<Self>, Unreadable> {
        let found = self.map()?.get(key).filter(|value| !value.is_null());
        Ok(found.map(|value| Self { value, path: self.below(key) }))
    }

    /// A field that must be there.
    pub fn required(&self, key: &str) -> Result<Self, Unreadable> {
        let missing = || {
            let at = self.below(key);
            Unreadable::new(format!("“{at}” is missing. Chaos Toolkit asks for it; add it to the file."))
        };
        self.field(key)?.ok_or_else(missing)
    }

    /// As a map.
    pub fn map(&self) -> Result<&'a Map<String, Value>, Unreadable> {
        self.value.as_object().ok_or_else(|| self.wrong("a map of fields"))
    }

    /// As text.
    pub fn text(&self) -> Result<&'a str, Unreadable> {
        self.value.as_str().ok_or_else(|| self.wrong("text"))
    }

    /// As true or false.
    pub fn truth(&self) -> Result<bool, Unreadable> {
        self.value.as_bool().ok_or_else(|| self.wrong("true or false"))
    }

    /// As a list.
    pub fn list(&self) -> Result<Vec<Self>, Unreadable> {
        let items = self.value.as_array().ok_or_else(|| self.wrong("a list"))?;
        let item = |(at, value)| Self { value, path: self.below(&format!("{at}")) };
        Ok(items.iter().enumerate().map(item).collect())
    }

    /// A list that may be absent.
    pub fn list_of(&self, key: &str) -> Result<Vec<Self>, Unreadable> {
        self.field(key)?.map_or(Ok(Vec::new()), |list| list.list())
    }

    /// Says that the value is of another kind.
    pub fn wrong(&self, expected: &str) -> Unreadable {
        let found = match self.value {
            Value::Null => "is empty",
            Value::Bool(_) => "is true or false",
            Value::Number(_) => "is a number",
            Value::String(_) => "is text",
            Value::Array(_) => "is a list",
            Value::Object(_) => "is a map of fields",
        };
        if self.path.is_empty() {
            return Unreadable::new(format!("The file should hold {expected}, but it {found}."));
        }
        Unreadable::new(format!("“{}” should be {expected}, but it {found}.", self.path))
    }

    fn below(&self, key: &str) -> String {
        let key = domain::text::clip(key, 40);
        if self.path.is_empty() { key } else { format!("{}.{key}", self.path) }
    }
}
