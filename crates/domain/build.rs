//! Writes the content of `assets/content` as JSON, so that no reader of TOML travels with the program and its screen.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let content = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../assets/content");
    println!("cargo::rerun-if-changed={}", content.display());
    for entry in fs::read_dir(&content)? {
        let path = entry?.path();
        let words: toml::Value = toml::from_str(&fs::read_to_string(&path)?)
            .map_err(|why| format!("{}: {why}", path.display()))?;
        let name = path.with_extension("json");
        let name = name.file_name().ok_or("a file without a name")?;
        fs::write(Path::new(&env::var("OUT_DIR")?).join(name), serde_json::to_string(&words)?)?;
    }
    Ok(())
}
