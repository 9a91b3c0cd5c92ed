//! The page of a list. A room says what it lists, how a new one begins and what stands in the empty room; the page keeps
//! waiting, refused, empty and full apart and knows where the keys stand.
//!
//! ```text
//! let game_days = use_list(Kind::GameDay);
//! let tasks = use_tasks();
//! let listed = listed(&game_days, Vec::is_empty, |rows| {
//!     let lines = rows.iter().map(|row| line(row, &tasks)).collect();
//!     all_of(Kind::GameDay, vec![Column::words("Title"), Column::words("")], lines)
//! });
//! html! {
//!     <ListPage title="Game days" kind={Kind::GameDay} {listed}
//!         new={NewKey { act: "new-game-day", words: "New game day", first: "Plan a game day", ..NewKey::default() }}
//!         empty={Empty { title: "No game days yet", words: "A game day is …", keys: Html::default() }} />
//! }
//! ```
//!
//! A row is a `<tr>` of `row::row_title`, its own cells and `row::row_keys`.

use super::{
    Crumbs, Room, focus,
    new::{New, use_new},
    waiting,
    words::count,
};
use crate::{
    components::{Button, ButtonKind, Card, Column, EmptyState, Tab, Table, Tabs},
    hooks::loaded::Loaded,
};
use domain::Kind;
use std::rc::Rc;
use yew::prelude::*;
use yew_router::hooks::use_location;

/// What the page of a list takes.
#[derive(PartialEq, Properties)]
pub struct ListPageProps {
    /// The room's name.
    pub title: AttrValue,
    /// The rooms above it.
    #[prop_or_default]
    pub crumbs: Crumbs,
    /// What it lists.
    pub kind: Kind,
    /// How far the list is, and what is drawn of it.
    pub listed: Listed,
    /// Tabs over the list, also while it is empty.
    #[prop_or_default]
    pub tabs: Option<Parts>,
    /// What stands there instead of an empty list.
    #[prop_or_default]
    pub empty: Empty,
    /// The key that makes a new one: in the empty state while there is none, in the bar afterwards.
    #[prop_or_default]
    pub new: Option<NewKey>,
    /// What it opens.
    #[prop_or_default]
    pub begins: Begins,
    /// Further keys of the bar, before that one; not in the empty room.
    #[prop_or_default]
    pub keys: Html,
    /// Keys of the bar that are always there.
    #[prop_or_default]
    pub always: Html,
}

/// How far a list is.
#[derive(Clone, PartialEq)]
pub enum Listed {
    /// Not here yet, or refused: what stands there meanwhile.
    Waiting(Html),
    /// There is nothing in it.
    Empty,
    /// The list, drawn: a table or anything else.
    Full(Html),
}

/// Tabs over a list.
#[derive(Clone, PartialEq)]
pub struct Parts {
    /// What they are the parts of.
    pub label: &'static str,
    /// In order.
    pub tabs: Vec<Tab>,
    /// The open one, and what hears of another: [`use_part`].
    pub part: (&'static str, Callback<&'static str>),
}

/// What stands in an empty room.
#[derive(Clone, Default, PartialEq)]
pub struct Empty {
    /// "No game days yet".
    pub title: &'static str,
    /// What belongs here, and why one would want it.
    pub words: &'static str,
    /// Further keys beside the one that makes the first.
    pub keys: Html,
}

/// The key that makes a new one.
#[derive(Clone, Default, PartialEq)]
pub struct NewKey {
    /// Its name for journeys: `new-game-day`.
    pub act: &'static str,
    /// In the bar: "New game day".
    pub words: &'static str,
    /// In the empty room: "Plan a game day".
    pub first: &'static str,
    /// Something else leads here, so this key is not the primary one.
    pub second: bool,
}

/// How a new one begins, by the key or by an address that ends in `?new=yes`.
#[derive(Clone, Default, PartialEq)]
pub enum Begins {
    /// With its title, in the dialog that all rooms share.
    #[default]
    Titled,
    /// In a dialog of its own, which gets what closes it.
    Asked(Callback<Callback<()>, Html>),
    /// In the field that stands below the list.
    InField(&'static str),
    /// Not here.
    Elsewhere,
}

/// The page.
#[component]
pub fn ListPage(props: &ListPageProps) -> Html {
    let (open, show, hide) = use_new();
    let full = matches!(props.listed, Listed::Full(_));
    let field = match props.begins {
        Begins::InField(field) if open && full => Some(field),
        _ => None,
    };
    {
        let hide = hide.clone();
        use_effect_with(field, move |field| {
            if let Some(field) = field {
                focus(field);
                hide.emit(()); // the next time that it is asked for is another time
            }
        });
    }
    let inside = match &props.listed {
        Listed::Waiting(inside) | Listed::Full(inside) => inside.clone(),
        Listed::Empty => empty_card(&props.empty, props.new.as_ref(), &show),
    };
    let inside = match (&props.listed, &props.tabs) {
        (Listed::Waiting(_), _) | (_, None) => inside,
        (_, Some(parts)) => tabbed(parts, inside),
    };
    let actions = html! {
        <>
            { props.always.clone() }
            if full {
                { props.keys.clone() }
                if let Some(key) = &props.new { { new_key(key, key.words, &show) } }
            }
        </>
    };
    let dialog = match &props.begins {
        Begins::Titled if open => html! { <New kind={props.kind} onclose={hide} /> },
        Begins::Asked(dialog) if open => dialog.emit(hide),
        _ => Html::default(),
    };
    html! {
        <Room title={props.title.clone()} crumbs={props.crumbs.clone()} {actions}>
            { inside }
            { dialog }
        </Room>
    }
}

fn new_key(key: &NewKey, words: &'static str, show: &Callback<()>) -> Html {
    let kind = if key.second { ButtonKind::Plain } else { ButtonKind::Primary };
    html! { <Button act={key.act} {kind} onclick={show.clone()}>{ words }</Button> }
}

fn empty_card(empty: &Empty, new: Option<&NewKey>, show: &Callback<()>) -> Html {
    let key = new.map(|key| new_key(key, key.first, show)).unwrap_or_default();
    // The primary key stands first.
    let keys = if new.is_some_and(|key| key.second) {
        html! { <>{ empty.keys.clone() }{ key }</> }
    } else {
        html! { <>{ key }{ empty.keys.clone() }</> }
    };
    html! { <Card><EmptyState title={empty.title} words={empty.words}>{ keys }</EmptyState></Card> }
}

fn tabbed(parts: &Parts, inside: Html) -> Html {
    let (now, onpick) = parts.part.clone();
    html! {
        <Tabs tabs={parts.tabs.clone()} {now} {onpick} label={parts.label}>
            <div class="tab-page">{ inside }</div>
        </Tabs>
    }
}

/// An answer as a list: `full` draws it when there is something in it.
pub fn listed<T>(
    (answer, again): &(Loaded<T>, Callback<()>),
    is_empty: impl FnOnce(&T) -> bool,
    full: impl FnOnce(&Rc<T>) -> Html,
) -> Listed {
    match answer.ready() {
        None => Listed::Waiting(waiting(answer, again)),
        Some(all) if is_empty(all) => Listed::Empty,
        Some(all) => Listed::Full(full(all)),
    }
}

/// A card with a table of all records of a kind, one row each.
pub fn all_of(kind: Kind, columns: Vec<Column>, rows: Vec<Html>) -> Html {
    let title = format!("All {}s", kind.noun());
    html! {
        <Card title={title.clone()} flush={true} aside={html! { count(rows.len(), kind.noun()) }}>
            <Table label={title} {columns}>{ for rows }</Table>
        </Card>
    }
}

/// Which of the tabs `keys` is open: the first, or the one that the address names with `?show=…`; and what hears of another.
#[hook]
pub fn use_part(keys: &[&'static str]) -> (&'static str, Callback<&'static str>) {
    let query = use_location().map(|location| location.query_str().to_owned()).unwrap_or_default();
    let asked = keys.iter().copied().find(|key| query.ends_with(&format!("show={key}")));
    let first = keys.first().copied().unwrap_or_default();
    let part = use_state_eq(|| asked.unwrap_or(first));
    {
        let part = part.setter();
        use_effect_with(asked, move |asked| {
            if let Some(asked) = asked {
                part.set(asked);
            }
        });
    }
    let onpick = {
        let part = part.setter();
        Callback::from(move |key: &'static str| part.set(key))
    };
    (*part, onpick)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_waits_is_empty_or_is_drawn() {
        let of = |answer: Loaded<Vec<u8>>| {
            listed(&(answer, Callback::noop()), Vec::is_empty, |all| html! { all.len() })
        };
        assert!(matches!(of(Loaded::Loading), Listed::Waiting(_)));
        assert!(matches!(of(Loaded::Ready(Rc::new(Vec::new()))), Listed::Empty));
        assert!(of(Loaded::Ready(Rc::new(vec![7]))) == Listed::Full(html! { 1 }));
    }

    #[test]
    fn the_primary_key_of_an_empty_room_stands_first() {
        let show = Callback::noop();
        let other = html! { <b>{ "From the library" }</b> };
        let empty = Empty { keys: other.clone(), ..Empty::default() };
        let drawn = |second: bool| {
            let key = NewKey { first: "New plan", second, ..NewKey::default() };
            (empty_card(&empty, Some(&key), &show), new_key(&key, key.first, &show))
        };
        let card = |keys: Html| html! { <Card><EmptyState title="" words="">{ keys }</EmptyState></Card> };
        let (first, key) = drawn(false);
        assert_eq!(first, card(html! { <>{ key }{ other.clone() }</> }));
        let (second, key) = drawn(true);
        assert_eq!(second, card(html! { <>{ other }{ key }</> }));
    }
}
