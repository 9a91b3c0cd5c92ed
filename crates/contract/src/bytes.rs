//! Bytes as JSON: one character for each, so that text stays as long as it is. A list of numbers would be four times that.

use serde::{Deserialize, Deserializer, Serializer, de::Error};

pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&bytes.iter().map(|byte| char::from(*byte)).collect::<String>())
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let byte = |c| u8::try_from(u32::from(c)).map_err(|_| D::Error::custom("a character that is no byte"));
    text.chars().map(byte).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use crate::Upload;

    #[test]
    fn every_byte_comes_back_and_text_stays_readable() {
        let upload = Upload { name: "a.json".to_owned(), bytes: (0..=255).collect(), yes: Vec::new() };
        let json = serde_json::to_string(&upload).unwrap();
        assert_eq!(serde_json::from_str::<Upload>(&json).unwrap(), upload);
        assert!(json.contains("ABCDEFG"), "{json}");
        assert!(serde_json::from_str::<Upload>(r#"{"name":"a","bytes":"\u0100"}"#).is_err());
    }
}
