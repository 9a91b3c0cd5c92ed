//! The page of one record, in two steps. `opened` waits for the record and says why it cannot be shown; [`RecordPage`] is the
//! frame around a draft of it, with what every record has: where it is, how it is saved, its keys, who else wrote into it.
//!
//! ```text
//! #[component]
//! pub fn ServicePage(props: &PageProps) -> Html {
//!     match opened::<Service>(props.id, &use_record(props.id), "Service", crumbs()) {
//!         Ok(opened) => html! { <Sheet ..opened /> },
//!         Err(bare) => bare,
//!     }
//! }
//!
//! #[component]
//! fn Sheet(opened: &Opened<Service>) -> Html {
//!     let draft = use_draft(&opened.record, &opened.body);
//!     let form = Form { draft: &draft, locked: false };
//!     html! {
//!         <RecordPage title={draft.body().name.clone()} crumbs={crumbs()} standing={draft.standing()}
//!             removed_to={Route::Services} history=true>
//!             <Card title="What it is">{ form.line(at("name", "Name"), &draft.body().name, |body, text| body.name = text) }</Card>
//!         </RecordPage>
//!     }
//! }
//! ```

use super::{
    Crumbs, Room,
    draft::{HistoryKey, SaveMark, Saving, Standing, conflict_card, use_field_of_address},
    link_button,
    row::Subject,
    tasks::use_tasks,
    waiting,
};
use crate::{
    components::{Button, Card, EmptyState},
    hooks::loaded::{Loaded, use_loaded},
    known::use_known,
    route::Route,
};
use contract::{Code, Refusal, Removed};
use domain::{Body, Id, Kind, Record};
use std::rc::Rc;
use yew::prelude::*;

/// Which record a page is about. Give the page the id as its key.
#[derive(PartialEq, Properties)]
pub struct PageProps {
    /// The record.
    pub id: Id,
}

/// A record that is there, and its body.
#[derive(Clone, PartialEq, Properties)]
pub struct Opened<T: Body> {
    /// The record.
    pub record: Rc<Record>,
    /// What it holds.
    pub body: T,
}

/// The record `id` that `use_record` asked for, when it is there and of the kind `T`.
///
/// # Errors
/// The page that stands there instead, called `title`: waiting, refused, or what is at this address instead.
pub fn opened<T: Body>(
    id: Id,
    (answer, again): &(Loaded<Record>, Callback<()>),
    title: &'static str,
    crumbs: Crumbs,
) -> Result<Opened<T>, Html> {
    let body = answer.ready().and_then(|record| Some((record, T::of(&record.document)?)));
    match body {
        Some((record, body)) => Ok(Opened { record: Rc::clone(record), body: body.clone() }),
        None => {
            let inside = match answer {
                Loaded::Ready(record) if record.document.kind() == T::KIND => {
                    waiting(&Loaded::<Record>::Refused(unread(T::KIND)), again)
                }
                Loaded::Ready(record) => another(T::KIND, record),
                Loaded::Refused(refusal) if refusal.code == Code::NotFound => {
                    html! { <Missing kind={T::KIND} {id} words={refusal.message.clone()} again={again.clone()} /> }
                }
                _ => waiting(answer, again),
            };
            Err(html! { <Room {title} {crumbs}>{ inside }</Room> })
        }
    }
}

/// The body is none that this screen knows: the backend is of another build.
fn unread(kind: Kind) -> Refusal {
    let noun = kind.noun();
    Refusal::new(
        Code::Unreadable,
        format!(
            "The {noun} could not be read. Nothing in the file is lost: restart Readyroom, and install it anew if that does not help."
        ),
    )
}

/// A record of another kind stands at the address.
fn another(wanted: Kind, record: &Record) -> Html {
    let (kind, title) = (record.document.kind(), record.document.title());
    let there = Route::of(kind, record.id, &record.document.status());
    html! {
        <Card>
            <EmptyState title={format!("This is no {}", wanted.noun())} words={format!("This address belongs to “{title}” ({}).", kind.noun())}>
                { link_button("open-other", "plain", "Go there", there) }
            </EmptyState>
        </Card>
    }
}

#[derive(PartialEq, Properties)]
struct MissingProps {
    kind: Kind,
    id: Id,
    words: AttrValue,
    again: Callback<()>,
}

/// No record stands at the address. One that was removed has the way back beside it.
#[component]
fn Missing(props: &MissingProps) -> Html {
    let tasks = use_tasks();
    let (removed, _) = use_loaded(Removed { kind: Some(props.kind) }, |_, _| false);
    let row = removed.ready().and_then(|rows| rows.iter().find(|row| row.id == props.id));
    let key = row.map_or_else(
        || html! { <Button act="try-again" onclick={props.again.clone()}>{ "Try again" }</Button> },
        |row| html! { <Button act="bring-back" onclick={tasks.bring_back(row.id, row.version)}>{ "Bring it back" }</Button> },
    );
    html! { <Card><EmptyState title="This cannot be shown" words={&props.words}>{ key }</EmptyState></Card> }
}

/// What the frame around a record takes.
#[derive(PartialEq, Properties)]
pub struct RecordPageProps {
    /// What it is called.
    pub title: AttrValue,
    /// The rooms above it.
    #[prop_or_default]
    pub crumbs: Crumbs,
    /// Beside its title: its state.
    #[prop_or_default]
    pub pill: Html,
    /// The draft: `draft.standing()`.
    pub standing: Standing,
    /// Where one is when it has been removed; without it there is no such key.
    #[prop_or_default]
    pub removed_to: Option<Route>,
    /// What else can be done with it.
    #[prop_or_default]
    pub keys: Html,
    /// With the key to its earlier versions.
    #[prop_or_default]
    pub history: bool,
    /// A field that says itself why it was refused: no banner then, which would move the fields under the hand.
    #[prop_or_default]
    pub beside: Option<&'static str>,
    /// Other eyes are on it: no banner with two versions of what was written.
    #[prop_or_default]
    pub discreet: bool,
    /// Its sections.
    pub children: Html,
}

/// The frame. An address that ends in `?field=…` leads into one of its fields.
#[component]
pub fn RecordPage(props: &RecordPageProps) -> Html {
    let tasks = use_tasks();
    let zone = use_known().workspace.zone;
    use_field_of_address();
    let standing = &props.standing;
    let subject = Subject { tasks: &tasks, id: standing.id, version: standing.version, title: &props.title };
    let actions = html! {
        <>
            { for props.removed_to.map(|list| subject.remove(Some(list))) }
            { props.keys.clone() }
            if props.history { <HistoryKey standing={standing.clone()} /> }
        </>
    };
    let note = html! {
        <>{ props.pill.clone() }<span class="bar-note"><SaveMark id={standing.id} saving={standing.saving.clone()} {zone} /></span></>
    };
    html! {
        <Room title={props.title.clone()} crumbs={props.crumbs.clone()} {note} {actions}>
            if !props.discreet && !is_said_beside(&standing.saving, props.beside) { { conflict_card(standing, zone) } }
            { props.children.clone() }
        </Room>
    }
}

/// Whether a field says itself why nothing is saved.
fn is_said_beside(saving: &Saving, field: Option<&str>) -> bool {
    match saving {
        Saving::Refused(refusal) => field.is_some() && refusal.field.as_deref() == field,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::{Instant, catalog::service::Service, person::Person};

    fn record_id() -> Id {
        "019a0c00-0003-7000-8000-000000000001".parse().unwrap()
    }

    fn answer(body: impl Body) -> (Loaded<Record>, Callback<()>) {
        let record = Record {
            id: record_id(),
            version: 1,
            saved_at: Instant::from_ms(0),
            saved_by: String::new(),
            document: body.into(),
        };
        (Loaded::Ready(Rc::new(record)), Callback::noop())
    }

    #[test]
    fn a_record_of_another_kind_is_neither_opened_nor_waited_for() {
        let (id, service) = (record_id(), answer(Service::named("checkout")));
        assert_eq!(
            opened::<Service>(id, &service, "Service", Vec::new()).ok().unwrap().body.name,
            "checkout"
        );
        let other = opened::<Person>(id, &service, "Person", Vec::new()).err().unwrap();
        let loading = (Loaded::Loading, Callback::noop());
        assert_ne!(other, opened::<Person>(id, &loading, "Person", Vec::new()).err().unwrap());
    }

    #[test]
    fn what_was_removed_has_the_way_back_and_what_is_refused_for_another_reason_has_not() {
        let refused = |code| {
            let refusal = Refusal { code, message: "“checkout” was removed.".to_owned(), field: None };
            opened::<Service>(
                record_id(),
                &(Loaded::Refused(refusal), Callback::noop()),
                "Service",
                Vec::new(),
            )
        };
        let (gone, locked) = (refused(Code::NotFound).err().unwrap(), refused(Code::Locked).err().unwrap());
        assert_ne!(gone, locked);
    }

    #[test]
    fn only_the_refusal_of_that_field_is_said_beside_it() {
        let refused = |field: Option<&str>| {
            Saving::Refused(Refusal {
                code: Code::Invalid,
                message: String::new(),
                field: field.map(str::to_owned),
            })
        };
        assert!(is_said_beside(&refused(Some("weights")), Some("weights")));
        assert!(!is_said_beside(&refused(Some("title")), Some("weights")));
        assert!(!is_said_beside(&refused(None), None), "a refusal of no field stands in the banner");
        assert!(!is_said_beside(&Saving::Underway, Some("weights")));
    }
}
