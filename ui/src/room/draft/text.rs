//! Bodies as values, by way of the text, whose writer and reader travel with the room anyhow.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// A body as a value.
pub(super) fn json<T: Serialize>(body: &T) -> Value {
    serde_json::to_vec(body).ok().and_then(|text| read(&text)).unwrap_or_default()
}

/// The body that a value is.
pub(super) fn parse<T: DeserializeOwned>(value: &Value) -> Option<T> {
    read(&serde_json::to_vec(value).ok()?)
}

/// What a text says.
pub(super) fn read<T: DeserializeOwned>(text: &[u8]) -> Option<T> {
    serde_json::from_slice(text).ok()
}
