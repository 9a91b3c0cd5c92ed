//! What several rooms do with a record: remove it, copy it; each with its words at the corner and the way back.

use super::removal::{Asks, Removal, use_asks};
use crate::{
    backend::ask,
    components::{Toasts, use_toasts},
    route::Route,
};
use contract::{Duplicate, Hanging, Remove, Undo};
use domain::{Id, Record, text::clip};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::{hooks::use_navigator, navigator::Navigator};

/// What a room can do with records.
#[derive(Clone, PartialEq)]
pub struct Tasks {
    toasts: Toasts,
    asks: Asks,
    navigator: Option<Navigator>,
}

/// What this room can do with records.
#[hook]
pub fn use_tasks() -> Tasks {
    Tasks { toasts: use_toasts(), asks: use_asks(), navigator: use_navigator() }
}

impl Tasks {
    /// Says something at the corner.
    pub fn say(&self, words: impl Into<AttrValue>) {
        self.toasts.done(words, None);
    }

    /// Says what was done, and offers the way back.
    pub fn done(&self, words: impl Into<AttrValue>, undo: Callback<()>) {
        self.toasts.done(words, Some(undo));
    }

    /// Goes to another room.
    pub fn go(&self, route: Route) {
        if let Some(navigator) = &self.navigator {
            navigator.push(&route);
        }
    }

    /// Goes to another room, into one of its fields.
    pub fn go_into(&self, route: Route, field: &str) {
        if let Some(navigator) = &self.navigator {
            // The name of a field is plain; writing it down cannot fail.
            let _ = navigator.push_with_query(&route, &[("field", field)]);
        }
    }

    /// Goes to a list and asks for a new record there.
    pub fn go_new(&self, route: Route) {
        self.go_asking(route, &[("new", "yes")]);
    }

    /// Goes to another room with a question in its address.
    pub fn go_asking(&self, route: Route, query: &[(&str, &str)]) {
        if let Some(navigator) = &self.navigator {
            // Plain words and ids; writing them down cannot fail.
            let _ = navigator.push_with_query(&route, query);
        }
    }

    /// Removes at once what nobody would miss, and asks a person about the rest.
    pub fn ask(&self, removal: Removal) {
        self.asks.ask(removal);
    }

    /// A callback that takes a record out of all lists, and offers to bring it back. Where others would miss it, a person is
    /// told by whom and asked first.
    pub fn remove(&self, id: Id, version: u64, title: &str, after: Option<Route>) -> Callback<()> {
        let tasks = self.clone();
        let title = clip(title, 60);
        Callback::from(move |()| {
            let (tasks, title) = (tasks.clone(), title.clone());
            spawn_local(async move {
                let hanging = match ask(Hanging { ids: vec![id] }).await {
                    Ok(hanging) => hanging.into(),
                    Err(refusal) => return tasks.say(refusal.message),
                };
                let remove = {
                    let (tasks, title) = (tasks.clone(), title.clone());
                    Callback::from(move |()| tasks.removed((id, version), &title, after))
                };
                tasks.ask(Removal { title, hanging, remove });
            });
        })
    }

    /// Removes, says so, and offers the way back.
    fn removed(&self, (id, version): (Id, u64), title: &str, after: Option<Route>) {
        let (tasks, words) = (self.clone(), format!("“{title}” was removed."));
        spawn_local(async move {
            match ask(Remove { id, version }).await {
                Ok(removed) => {
                    tasks.done(words, tasks.bring_back(removed.id, removed.version));
                    if let Some(route) = after {
                        tasks.go(route);
                    }
                }
                Err(refusal) => tasks.say(refusal.message),
            }
        });
    }

    /// A callback that brings back a record, of which this is the version that was removed.
    pub fn bring_back(&self, id: Id, version: u64) -> Callback<()> {
        let tasks = self.clone();
        Callback::from(move |()| {
            let tasks = tasks.clone();
            spawn_local(async move {
                match ask(Undo { id, version }).await {
                    Ok(back) => {
                        tasks.say(format!("“{}” is back.", clip(&back.document.title(), 60)));
                    }
                    Err(refusal) => tasks.say(refusal.message),
                }
            });
        })
    }

    /// A callback that copies a record and opens the copy.
    pub fn duplicate(&self, id: Id) -> Callback<()> {
        let tasks = self.clone();
        Callback::from(move |()| {
            let tasks = tasks.clone();
            spawn_local(async move {
                match ask(Duplicate { id }).await {
                    Ok(copy) => {
                        let title = clip(&copy.document.title(), 60);
                        tasks.done(format!("“{title}” is the copy."), tasks.take_back(&copy));
                        tasks.go(Route::of(copy.document.kind(), copy.id, ""));
                    }
                    Err(refusal) => tasks.say(refusal.message),
                }
            });
        })
    }

    fn take_back(&self, made: &Record) -> Callback<()> {
        let list = Route::list(made.document.kind());
        self.remove(made.id, made.version, &made.document.title(), Some(list))
    }
}
