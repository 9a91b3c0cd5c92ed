//! Writes the content of `assets/content` as JSON, one folder a system as there, so that no reader of TOML travels with the
//! program and its screen.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let content = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../assets/content");
    let out = env::var("OUT_DIR")?;
    println!("cargo::rerun-if-changed={}", content.display());
    for system in fs::read_dir(&content)? {
        let system = system?;
        let folder = Path::new(&out).join(system.file_name());
        fs::create_dir_all(&folder)?;
        for entry in fs::read_dir(system.path())? {
            let path = entry?.path();
            let words: toml::Value = toml::from_str(&fs::read_to_string(&path)?)
                .map_err(|why| format!("{}: {why}", path.display()))?;
            let name = path.with_extension("json");
            let name = name.file_name().ok_or("a file without a name")?;
            fs::write(folder.join(name), serde_json::to_string(&words)?)?;
        }
    }
    Ok(())
}
