//! Closed lists of words: one line per choice gives the type, its word in files and its label on screen.

/// A choice out of a closed list, to code that knows no list of them.
pub trait Choice: Copy {
    /// The word in files and lists.
    fn in_file(self) -> &'static str;
}

/// Declares an enum whose variants have a kebab-case word (files, JSON, lists) and a label (screens, paper).
macro_rules! choice {
    ($(#[$meta:meta])* $name:ident { $( $(#[doc = $doc:literal])* $variant:ident ($label:literal) ),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $( $(#[doc = $doc])* $variant, )+ }

        impl $name {
            /// Every choice, in the order in which a person is offered them.
            pub const ALL: &[Self] = &[ $( Self::$variant, )+ ];

            /// What a person reads.
            #[must_use]
            pub const fn label(self) -> &'static str { match self { $( Self::$variant => $label, )+ } }

            /// The word in files and lists: the variant's name in kebab-case.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $( Self::$variant => {
                    const WORD: &$crate::choice::Kebab = &$crate::choice::Kebab::of(stringify!($variant));
                    WORD.word()
                } )+ }
            }

            /// The choice that a word in a file or a list means.
            #[must_use]
            pub fn of(word: &str) -> Option<Self> { Self::ALL.iter().copied().find(|one| one.word() == word) }
        }

        impl $crate::choice::Choice for $name {
            fn in_file(self) -> &'static str { self.word() }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.label()) }
        }
    };
}
pub(crate) use choice;

/// A name in kebab-case, made when the program is compiled, by the rule of serde: a dash before each capital but the first.
pub struct Kebab {
    bytes: [u8; Kebab::MAX_BYTES],
    len: usize,
}

impl Kebab {
    const MAX_BYTES: usize = 48;

    /// The name of a variant in kebab-case. One that is too long does not compile.
    #[must_use]
    #[allow(
        clippy::indexing_slicing,
        reason = "runs in the compiler, where a place out of range is an error"
    )]
    pub const fn of(name: &str) -> Self {
        let name = name.as_bytes();
        let (mut bytes, mut len, mut at) = ([0; Self::MAX_BYTES], 0, 0);
        while at < name.len() {
            if at > 0 && name[at].is_ascii_uppercase() {
                bytes[len] = b'-';
                len += 1;
            }
            bytes[len] = name[at].to_ascii_lowercase();
            len += 1;
            at += 1;
        }
        Self { bytes, len }
    }

    /// The word.
    #[must_use]
    pub const fn word(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(word) => word,
            Err(_) => "", // names of variants are ASCII
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    choice! {
        /// Names as they occur.
        Sample {
            /// One word.
            Planned("Planned"),
            /// Several.
            WeakerUpstreamOf("Weaker"),
            /// With a figure.
            P0("P0"),
            /// With capitals in a row.
            GBit("Gigabit"),
        }
    }

    #[test]
    fn the_word_is_what_serde_writes_and_reads_back() {
        for one in Sample::ALL {
            assert_eq!(serde_json::to_value(one).unwrap(), one.word());
            assert_eq!(Sample::of(one.word()), Some(*one));
        }
        assert_eq!(Sample::of("weaker"), None);
        assert_eq!(Sample::WeakerUpstreamOf.word(), "weaker-upstream-of");
    }
}
