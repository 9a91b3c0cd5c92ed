//! The registry of nouns. A [`Document`] is one record's body; [`Kind`] names it the same in every layer. A window has it
//! [`Sealed`].

mod sealed;

use crate::{
    Date, Id, Instant, Summary, Zone,
    choice::Choice,
    record::{Noun, Order},
    text::Invalid,
};
// The bodies by the names of their kinds; `with_kind!` finds them here.
pub use crate::{
    action::Action,
    assessment::{Assessment, Template},
    capacity::CapacityModel,
    catalog::service::Service,
    chaos::{experiment::Experiment, game_day::GameDay},
    incident::Incident,
    person::Person,
    postmortem::Postmortem,
    workspace::Workspace,
};
pub use sealed::Sealed;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeOwned, Error, IgnoredAny, MapAccess, Visitor},
    ser::SerializeStruct,
};
use std::{fmt, str::FromStr};

/// One record as it stands: body and identity, with the version that a save must name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Which record.
    pub id: Id,
    /// Counts up by one with every save; a save that names another version is refused.
    pub version: u64,
    /// When this version was written.
    pub saved_at: Instant,
    /// Who wrote this version.
    pub saved_by: String,
    /// The content.
    pub document: crate::Document,
}

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Which record.
    pub id: Id,
    /// Of which kind.
    pub kind: Kind,
    /// What a person calls it.
    pub title: String,
    /// The kind's own word for its state; empty where a kind has none.
    pub status: String,
    /// Name of the service that it is about.
    pub service: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// When it is due.
    pub due: Option<Date>,
    /// When it happens or happened.
    pub at: Option<Instant>,
    /// The version of the record.
    pub version: u64,
}

impl Row {
    /// Whether its state is this one.
    #[must_use]
    pub fn is(&self, status: impl Choice) -> bool {
        self.status == status.in_file()
    }
}

/// Reads a document.
struct Reader;

/// What a document is made of.
#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Part {
    Kind,
    Body,
    #[serde(other)]
    Other,
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_struct("Document", &["kind", "body"], Reader)
    }
}

macro_rules! kinds {
    ($d:tt $( $(#[doc = $doc:literal])* $kind:ident ($word:literal, $noun:literal) ),+ $(,)?) => {
        /// The kinds of record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Kind { $( $(#[doc = $doc])* $kind, )+ }

        impl Kind {
            /// All of them, in the order of the left rail.
            pub const ALL: &[Self] = &[ $( Self::$kind, )+ ];

            /// The word in files and on the command line: `game-day`.
            #[must_use]
            pub const fn word(self) -> &'static str { match self { $( Self::$kind => $word, )+ } }

            /// The word in sentences: `game day`.
            #[must_use]
            pub const fn noun(self) -> &'static str { match self { $( Self::$kind => $noun, )+ } }

            /// How lists of it are sorted.
            #[must_use]
            pub const fn order(self) -> Order { match self { $( Self::$kind => <$kind as Noun>::ORDER, )+ } }

            /// The status of one that is a run in progress; none where it is no run.
            #[must_use]
            pub const fn running(self) -> Option<&'static str> { match self { $( Self::$kind => <$kind as Noun>::RUNNING, )+ } }

            /// Whether a hole in the time of one counts without a question.
            #[must_use]
            pub const fn gaps_count(self) -> bool { match self { $( Self::$kind => <$kind as Noun>::GAPS_COUNT, )+ } }

            /// The status that it has no longer, and the one that it has instead, while the service that it is about is removed.
            #[must_use]
            pub const fn without_service(self) -> Option<(&'static str, &'static str)> {
                match self { $( Self::$kind => <$kind as Noun>::WITHOUT_SERVICE, )+ }
            }

            /// What its first field is called.
            #[must_use]
            pub const fn title(self) -> &'static str { match self { $( Self::$kind => <$kind as Noun>::TITLE, )+ } }

            /// A title, as an example for somebody who writes the first one.
            #[must_use]
            pub const fn example(self) -> &'static str { match self { $( Self::$kind => <$kind as Noun>::EXAMPLE, )+ } }

            /// Whether a workspace has exactly one, which is not made, removed or searched for.
            #[must_use]
            pub const fn is_one(self) -> bool { match self { $( Self::$kind => <$kind as Noun>::ONE, )+ } }

            /// What one that came from another tool still needs, in a sentence; empty where it needs nothing.
            #[must_use]
            pub const fn imported(self) -> &'static str { match self { $( Self::$kind => <$kind as Noun>::IMPORTED, )+ } }

            /// One that has only a title yet, made by whoever sits at the laptop; `None` where it is not begun like that.
            #[must_use]
            pub fn named(self, title: &str, by: &str) -> Option<Document> {
                match self { $( Self::$kind => <$kind as Noun>::named(title, by).map(Document::$kind), )+ }
            }
        }

        /// The body of a record.
        #[derive(Clone, Debug, PartialEq)]
        #[allow(clippy::large_enum_variant, reason = "a document is read, moved a few times and gone; a box would be in the way of each reader")]
        pub enum Document { $( $(#[doc = $doc])* $kind($kind), )+ }

        /// With what a window shows of it without reading the body.
        impl Serialize for Document {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                let Summary { title, status, .. } = self.summary();
                let mut written = to.serialize_struct("Document", 4)?;
                written.serialize_field("kind", &self.kind())?;
                written.serialize_field("title", &title)?;
                written.serialize_field("status", &status)?;
                match self { $( Self::$kind(body) => written.serialize_field("body", body)?, )+ }
                written.end()
            }
        }

        /// The kind says how its body is read, so it is read first.
        impl<'de> Visitor<'de> for Reader {
            type Value = Document;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("a record's kind and its body") }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Document, M::Error> {
                let (mut kind, mut early, mut document) = (None, None, None);
                while let Some(key) = map.next_key::<Part>()? {
                    match (key, kind) {
                        (Part::Kind, _) => kind = Some(map.next_value::<Kind>()?),
                        (Part::Body, None) => early = Some(map.next_value::<serde_json::Value>()?),
                        (Part::Body, Some(kind)) => document = Some(match kind {
                            $( Kind::$kind => Document::$kind(map.next_value()?), )+
                        }),
                        (Part::Other, _) => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
                let kind = kind.ok_or_else(|| M::Error::missing_field("kind"))?;
                match (document, early) {
                    (Some(document), _) => Ok(document),
                    (None, None) => Err(M::Error::missing_field("body")),
                    (None, Some(body)) => {
                        let body = serde_json::to_vec(&body).map_err(M::Error::custom)?;
                        Ok(match kind {
                            $( Kind::$kind => Document::$kind(serde_json::from_slice(&body).map_err(M::Error::custom)?), )+
                        })
                    }
                }
            }
        }

        impl Document {
            /// Of which kind it is.
            #[must_use]
            pub const fn kind(&self) -> Kind { match self { $( Self::$kind(_) => Kind::$kind, )+ } }

            /// What a person calls it.
            #[must_use]
            pub fn title(&self) -> String { self.summary().title }

            /// The kind's own word for its state; empty where a kind has none.
            #[must_use]
            pub fn status(&self) -> String { self.summary().status }

            /// What lists and search know of it.
            #[must_use]
            pub fn summary(&self) -> Summary { match self { $( Self::$kind(body) => body.summary(), )+ } }

            /// The day that the file of its report is named by.
            #[must_use]
            pub fn held_on(&self, zone: Zone) -> Option<Date> { match self { $( Self::$kind(body) => body.held_on(zone), )+ } }

            /// Whether it may be written to the file.
            ///
            /// # Errors
            /// The first field that is beyond its limits.
            pub fn check(&self) -> Result<(), Invalid> { match self { $( Self::$kind(body) => body.check(), )+ } }

            /// The schema number that [`Document::body_json`] writes.
            #[must_use]
            pub const fn schema(&self) -> u32 { match self { $( Self::$kind(_) => <$kind as Noun>::SCHEMA, )+ } }

            /// The body alone, as the file holds it.
            ///
            /// # Errors
            /// Never for a document that passed [`Document::check`]; JSON has no word for an infinite number.
            pub fn body_json(&self) -> Result<String, serde_json::Error> {
                match self { $( Self::$kind(body) => serde_json::to_string(body), )+ }
            }

            /// Reads a body of any schema that was ever released.
            ///
            /// # Errors
            /// A schema newer than this program, or a body that does not fit its schema.
            pub fn from_body(kind: Kind, schema: u32, json: &str) -> Result<Self, Unreadable> {
                match kind { $( Kind::$kind => {
                    let ours = <$kind as Noun>::SCHEMA;
                    if schema > ours { return Err(Unreadable::Newer { kind, schema, ours }); }
                    serde_json::from_str(json).map(Self::$kind).map_err(|cause| Unreadable::Malformed { kind, cause: cause.to_string() })
                } )+ }
            }
        }

        $(
            impl From<$kind> for Document { fn from(body: $kind) -> Self { Self::$kind(body) } }

            impl From<$kind> for Sealed { fn from(body: $kind) -> Self { Self::new(&body) } }

            #[cfg(feature = "bodies")]
            impl Body for $kind {
                const KIND: Kind = Kind::$kind;

                fn of(document: &Document) -> Option<&Self> {
                    if let Document::$kind(body) = document { Some(body) } else { None }
                }

                fn out_of(document: Document) -> Result<Self, Kind> {
                    if let Document::$kind(body) = document { Ok(body) } else { Err(document.kind()) }
                }
            }

            #[cfg(not(feature = "bodies"))]
            impl Body for $kind {
                const KIND: Kind = Kind::$kind;

                fn of(document: &Sealed) -> Option<&Self> { document.body() }

                fn out_of(document: Sealed) -> Result<Self, Kind> { document.body().cloned().ok_or(document.kind()) }
            }
        )+

        /// Does the same with the body of a document, of whatever kind it is: `with_body!(document, body => body.check())`.
        #[macro_export]
        macro_rules! with_body {
            ($d document:expr, $d body:pat => $d does:expr) => {
                match $d document { $( $crate::document::Document::$kind($d body) => $d does, )+ }
            };
        }

        /// Does the same for a kind, with the type of its body: `with_kind!(kind, Noun => Noun::SCHEMA)`.
        #[macro_export]
        macro_rules! with_kind {
            ($d kind:expr, $d noun:ident => $d does:expr) => {
                match $d kind { $( $crate::Kind::$kind => { type $d noun = $crate::document::$kind; $d does } )+ }
            };
        }
    };
}

/// A noun that is the body of a document.
pub trait Body:
    Noun + Clone + PartialEq + Serialize + DeserializeOwned + Into<crate::Document> + 'static
{
    /// Its kind.
    const KIND: Kind;

    /// The body, when the document is of this kind.
    fn of(document: &crate::Document) -> Option<&Self>;

    /// The body by value.
    ///
    /// # Errors
    /// The kind that the document is of instead.
    fn out_of(document: crate::Document) -> Result<Self, Kind>;
}

kinds! { $
    /// The workspace's own settings; exactly one.
    Workspace("workspace", "workspace"),
    /// Somebody who takes part.
    Person("person", "person"),
    /// A catalog entry.
    Service("service", "service"),
    /// One fault with its hypothesis, safety and rollback.
    Experiment("experiment", "experiment"),
    /// A day on which experiments run.
    GameDay("game-day", "game day"),
    /// Something that somebody promised to do.
    Action("action", "action"),
    /// A review of how mature something is.
    Assessment("assessment", "assessment"),
    /// What assessments ask, in the workspace's own words.
    Template("template", "template"),
    /// What is stated about the capacity of a service.
    CapacityModel("capacity-model", "capacity model"),
    /// Something that hurts users, from its declaration to its end.
    Incident("incident", "incident"),
    /// What happened, why, and what is done about it.
    Postmortem("postmortem", "postmortem"),
}

impl Kind {
    /// One of it, in sentences: `a game day`, `an action`.
    #[must_use]
    pub fn one(self) -> String {
        let article = if self.noun().starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        format!("{article} {}", self.noun())
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.iter().copied().find(|kind| kind.word() == word).ok_or_else(|| {
            let known: Vec<_> = Self::ALL.iter().map(|kind| kind.word()).collect();
            format!(
                "There is no kind “{}”. The kinds are: {}.",
                crate::text::clip(word, 40),
                known.join(", ")
            )
        })
    }
}

/// Why a stored body cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Written by a newer Readyroom.
    #[error("This {} was written by a newer Readyroom (schema {schema}; this one reads up to {ours}). Update Readyroom to open it.", kind.noun())]
    Newer {
        /// Of which kind.
        kind: Kind,
        /// Its schema.
        schema: u32,
        /// The newest schema that we read.
        ours: u32,
    },
    /// Not what its schema says.
    #[error("This {} is damaged and cannot be read: {cause}.", kind.noun())]
    Malformed {
        /// Of which kind.
        kind: Kind,
        /// What the reader said.
        cause: String,
    },
}
