//! Closed lists of words: one line per choice gives the type, its word in files and its label on screen.

/// Declares an enum whose variants have a kebab-case word (files, JSON) and a label (screens, paper).
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
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.label()) }
        }
    };
}
pub(crate) use choice;
