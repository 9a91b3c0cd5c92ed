//! What the typesetter may see. Everything else does not exist.

use std::{collections::HashMap, sync::LazyLock};
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

/// What all templates are made of.
const HOUSE: (&str, &str) = ("house.typ", include_str!("../../../../assets/templates/house.typ"));

/// The fonts of paper: the same families as on screen, as static instances.
pub static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files: [&'static [u8]; 6] = [
        include_bytes!("../../../../assets/fonts/paper/Inter-Regular.ttf"),
        include_bytes!("../../../../assets/fonts/paper/Inter-Italic.ttf"),
        include_bytes!("../../../../assets/fonts/paper/Inter-Medium.ttf"),
        include_bytes!("../../../../assets/fonts/paper/Inter-SemiBold.ttf"),
        include_bytes!("../../../../assets/fonts/paper/Inter-Bold.ttf"),
        include_bytes!("../../../../assets/fonts/paper/JetBrainsMono-Regular.ttf"),
    ];
    files.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect()
});

/// A closed world with one template as its main file.
pub struct Closed {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
    today: Datetime,
}

impl Closed {
    /// A world for these templates, of which the first is the main one, with these files beside them; `None` for a name
    /// that cannot be one.
    pub fn new(templates: &[(&str, &str)], files: Vec<(String, String)>, today: Datetime) -> Option<Self> {
        let mut sources = HashMap::new();
        for (name, text) in templates.iter().chain([&HOUSE]) {
            let id = place(name)?;
            sources.insert(id, Source::new(id, (*text).to_owned()));
        }
        let files = files
            .into_iter()
            .map(|(name, text)| Some((place(&name)?, Bytes::from_string(text))))
            .collect::<Option<_>>()?;
        Some(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(FONTS.iter())),
            main: place(templates.first()?.0)?,
            sources,
            files,
            today,
        })
    }
}

fn place(name: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).ok()?).intern())
}

impl World for Closed {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        Some(self.today)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    #[test]
    fn nothing_outside_can_be_read() {
        let today = Datetime::from_ymd(2026, 11, 24).unwrap();
        let files = vec![("data.json".to_owned(), "{}".to_owned())];
        let world = Closed::new(&[("day.typ", "")], files, today).unwrap();
        assert!(world.file(place("data.json").unwrap()).is_ok());
        for name in ["/etc/passwd", "Cargo.toml", "house.typ"] {
            assert_eq!(world.file(place(name).unwrap()), Err(FileError::AccessDenied), "{name}");
        }
        assert!(world.source(place("other.typ").unwrap()).is_err());
    }

    #[test]
    fn every_font_is_read() {
        assert_eq!(FONTS.len(), 6);
    }
}
