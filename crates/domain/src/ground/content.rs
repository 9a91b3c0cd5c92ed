//! What the handbook says word by word: TOML in `assets/content`, one folder a system, written as JSON by the build script and
//! part of the program.

use serde::de::DeserializeOwned;

/// The content of `assets/content/<path>.toml`, read: `content!("chaos/lint")`. A test reads each before any user can.
macro_rules! content {
    ($path:literal) => {
        $crate::content::read(
            concat!("assets/content/", $path, ".toml"),
            include_str!(concat!(env!("OUT_DIR"), "/", $path, ".json")),
        )
    };
}
pub(crate) use content;

#[expect(
    clippy::expect_used,
    reason = "compiled in and read by a test; a screen without its words is no product"
)]
pub(crate) fn read<T: DeserializeOwned>(path: &str, text: &str) -> T {
    serde_json::from_slice(text.as_bytes()).expect(path) // as answers are read: one reader travels
}
