//! What rows of lists and bars of records have in common: the cell that opens a record, and the small keys beside it.

use super::{href, tasks::Tasks};
use crate::{
    components::{Button, ButtonKind},
    route::Route,
};
use domain::{Id, Row};
use yew::prelude::*;

/// A record that keys are about.
pub struct Subject<'a> {
    /// What the room can do.
    pub tasks: &'a Tasks,
    /// Which record.
    pub id: Id,
    /// Its version, as this window shows it.
    pub version: u64,
    /// What a person calls it.
    pub title: &'a str,
}

impl<'a> Subject<'a> {
    /// The record of a row.
    pub fn of(row: &'a Row, tasks: &'a Tasks) -> Self {
        Self { tasks, id: row.id, version: row.version, title: &row.title }
    }

    /// Takes it out of all lists, then goes to `after`.
    pub fn remove(&self, after: Option<Route>) -> Html {
        let onclick = self.tasks.remove(self.id, self.version, self.title, after);
        quiet_key("remove", "Remove", format!("Remove “{}”", self.title), onclick)
    }

    /// Makes a copy and opens it.
    pub fn duplicate(&self) -> Html {
        let label = format!("Duplicate “{}”", self.title);
        quiet_key("duplicate", "Duplicate", label, self.tasks.duplicate(self.id))
    }
}

/// A small key that does not shout: for the end of a row or the bar of a record. `label` is its full name, with what it is
/// about.
pub fn quiet_key(
    act: &'static str,
    words: &'static str,
    label: impl Into<AttrValue>,
    onclick: Callback<()>,
) -> Html {
    html! { <Button {act} kind={ButtonKind::Quiet} small=true label={label.into()} {onclick}>{ words }</Button> }
}

/// The last cell of a row: its keys.
pub fn row_keys(keys: Html) -> Html {
    html! { <td data-align="right" class="row-actions">{ keys }</td> }
}

/// The first cell of a row: the title, and the way to the record.
pub fn row_title(act: &'static str, to: Route, title: &str) -> Html {
    html! { <td class="main-cell"><a class="row-link" href={href(to)} data-act={act}>{ title }</a></td> }
}
