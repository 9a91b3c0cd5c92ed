//! Pictures of the real window, taken by the journeys.

use std::fs;

use crate::{
    build,
    command::{Result, at, target},
    setup, test,
};

/// Runs the journeys and lists their pictures.
pub fn screens() -> Result<()> {
    setup::ensure(setup::BUILD)?;
    setup::ensure(setup::TEST)?;
    build::build(false)?;
    test::journeys()?;

    let folder = target().join("screens");
    let mut pictures = Vec::new();
    for entry in fs::read_dir(&folder).map_err(at(&folder))? {
        pictures.push(entry.map_err(at(&folder))?.path());
    }
    pictures.sort();
    println!("\n{} pictures in {}", pictures.len(), folder.display());
    for picture in pictures {
        println!("  {}", picture.display());
    }
    Ok(())
}
