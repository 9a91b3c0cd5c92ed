//! How requests are declared: each room lists its own, and one registry names the rooms.

use crate::{Caller, Refusal};
use serde::{Serialize, de::DeserializeOwned};

/// Something that a screen can ask for.
pub trait Request: Serialize + DeserializeOwned {
    /// What it gets.
    type Reply: Serialize + DeserializeOwned;
    /// Its name as it crosses: `{"call": NAME, "with": …}`.
    const NAME: &'static str;
}

/// Answers one kind of request. The backend's desk implements it once per request, each beside its own room.
pub trait Answer<R: Request> {
    /// Carries the request out.
    ///
    /// # Errors
    /// A refusal in words; nothing was written then.
    fn answer(&self, request: R, caller: Caller) -> Result<R::Reply, Refusal>;
}

/// The requests of one room: name, fields and reply of each, and `on stage` where the projector may ask it too.
macro_rules! requests {
    (
        $call:ident, $desk:ident;
        $( $(#[doc = $doc:literal])* $name:ident { $( $(#[doc = $field_doc:literal])* $field:ident : $type:ty ),* $(,)? }
            -> $reply:ty $(, on $stage:ident)?; )+
    ) => {
        $(
            $(#[doc = $doc])*
            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
            pub struct $name { $( $(#[doc = $field_doc])* pub $field: $type, )* }

            impl $crate::Request for $name {
                type Reply = $reply;
                const NAME: &'static str = stringify!($name);
            }
        )+

        /// Any request of this room, as it crosses from a window to the backend.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "call", content = "with")]
        pub enum $call { $( $(#[doc = $doc])* $name($name), )+ }

        /// Whoever answers every request of this room.
        pub trait $desk: $( $crate::Answer<$name> + )+ {}
        impl<T: $( $crate::Answer<$name> + )+> $desk for T {}

        impl $call {
            /// Hands the request to the answer that belongs to it, and its reply back as JSON.
            pub(crate) fn dispatch(
                self,
                desk: &impl $desk,
                caller: $crate::Caller,
            ) -> Result<Vec<u8>, $crate::Refusal> {
                match self {
                    $( Self::$name(request) => {
                        $crate::requests::reply(&$crate::Answer::<$name>::answer(desk, request, caller)?)
                    } )+
                }
            }

            /// Whether the stage may ask it.
            pub(crate) const fn is_for_stage(&self) -> bool {
                match self { $( Self::$name(_) => false $( || requests!(@ $stage) )?, )+ }
            }
        }
    };
    (@ stage) => { true };
}
pub(crate) use requests;

/// The rooms that have requests.
macro_rules! rooms {
    ($( $room:ident ($call:ident, $desk:ident) ),+ $(,)?) => {
        /// Any request, as it crosses from a window to the backend. Its name tells its room.
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(untagged, expecting = "a request that this Readyroom knows")]
        #[allow(clippy::large_enum_variant, reason = "a call is moved twice and gone; a box would cost more than it saves")]
        pub enum Call { $(
            #[doc = concat!("Of the room `", stringify!($room), "`.")]
            $room(crate::$call),
        )+ }

        /// Whoever answers every request of every room.
        pub trait Desk: $( crate::$desk + )+ {}
        impl<T: $( crate::$desk + )+> Desk for T {}

        impl Call {
            /// Whether the stage may ask it.
            #[must_use]
            pub const fn is_for_stage(&self) -> bool {
                match self { $( Self::$room(call) => call.is_for_stage(), )+ }
            }
        }

        /// Hands a call to the answer that belongs to it and the reply back as JSON.
        ///
        /// # Errors
        /// The refusal of whoever answered.
        pub fn dispatch(desk: &impl Desk, call: Call, caller: Caller) -> Result<Vec<u8>, Refusal> {
            match call { $( Call::$room(call) => call.dispatch(desk, caller), )+ }
        }
    };
}

rooms! {
    Workspace(WorkspaceCall, WorkspaceDesk),
    Record(RecordCall, RecordDesk),
    Stage(StageCall, StageDesk),
    Catalog(CatalogCall, CatalogDesk),
    Assessment(AssessmentCall, AssessmentDesk),
    Chaos(ChaosCall, ChaosDesk),
    Capacity(CapacityCall, CapacityDesk),
    Incident(IncidentCall, IncidentDesk),
    Postmortem(PostmortemCall, PostmortemDesk),
    Interchange(InterchangeCall, InterchangeDesk),
}

pub(crate) fn reply(value: &impl Serialize) -> Result<Vec<u8>, Refusal> {
    serde_json::to_vec(value).map_err(|cause| {
        Refusal::new(crate::Code::Internal, format!("The answer could not be written down: {cause}."))
    })
}
