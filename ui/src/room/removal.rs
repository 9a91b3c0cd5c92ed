//! The question before something is removed that others would miss. What nobody would miss goes without a question: it has
//! the way back at the corner.

use super::words::plural;
use crate::{
    components::{Button, ButtonKind, Dialog},
    known::use_known,
};
use domain::{Kind, Row, Zone, text::clip};
use std::rc::Rc;
use yew::prelude::*;

/// So many are named; the others are counted.
const NAMED_MAX: usize = 12;

/// What is to be removed, who would miss it, and what removes it.
#[derive(Clone, PartialEq)]
pub struct Removal {
    /// What a person calls it.
    pub title: String,
    /// What hangs on it.
    pub hanging: Rc<[Row]>,
    /// Removes it.
    pub remove: Callback<()>,
}

/// Asks a person. Outside of a [`RemovalHost`] nobody is asked and it goes.
#[derive(Clone, Default, PartialEq)]
pub struct Asks(Option<Callback<Removal>>);

impl Asks {
    /// Asks before what others would miss is removed.
    pub fn ask(&self, removal: Removal) {
        match &self.0 {
            Some(ask) if !removal.hanging.is_empty() => ask.emit(removal),
            _ => removal.remove.emit(()),
        }
    }
}

/// Who asks in this window.
#[hook]
pub fn use_asks() -> Asks {
    use_context().unwrap_or_default()
}

/// What [`RemovalHost`] takes.
#[derive(PartialEq, Properties)]
pub struct RemovalHostProps {
    /// The rooms.
    pub children: Html,
}

/// The place of the question; around all rooms of a window.
#[component]
pub fn RemovalHost(props: &RemovalHostProps) -> Html {
    let zone = use_known().workspace.zone;
    let asked = use_state_eq(|| None::<Removal>);
    let ask = {
        // The same at all times: with another, every room that removes anything would be drawn again.
        let asked = asked.setter();
        use_callback((), move |removal: Removal, ()| asked.set(Some(removal)))
    };
    let onclose = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(None))
    };
    html! {
        // Not `for`: with one more beside them or one less, the rooms would be made anew and forget what stands in them.
        <ContextProvider<Asks> context={Asks(Some(ask))}>
            { props.children.clone() }
            if let Some(removal) = &*asked { { question(removal, zone, &onclose) } }
        </ContextProvider<Asks>>
    }
}

fn question(removal: &Removal, zone: Zone, onclose: &Callback<()>) -> Html {
    let remove = {
        let (onclose, remove) = (onclose.clone(), removal.remove.clone());
        Callback::from(move |()| {
            onclose.emit(());
            remove.emit(());
        })
    };
    let actions = html! {
        <>
            <Button act="keep-it" onclick={onclose.clone()}>{ "Keep it" }</Button>
            <Button act="confirm-remove" kind={ButtonKind::Danger} onclick={remove}>{ "Remove" }</Button>
        </>
    };
    let more = removal.hanging.len().saturating_sub(NAMED_MAX);
    html! {
        <Dialog title={format!("Remove “{}”?", removal.title)} onclose={onclose.clone()} {actions}>
            <p data-act="missed-by">{ format!("{} would miss it:", counted(&removal.hanging)) }</p>
            <ul class="run-list">
                { for removal.hanging.iter().take(NAMED_MAX).map(|row| html! {
                    <li class="run-row" key={row.id.to_string()}>
                        <span class="run-row-words">{ clip(&row.title, 80) }<span class="cell-sub">{ which(row, zone) }</span></span>
                    </li>
                }) }
            </ul>
            if more > 0 { <p class="muted">{ format!("And {more} more.") }</p> }
            <p class="muted">{ "All of that stays. What is removed waits under “Recently removed” and comes back whole." }</p>
        </Dialog>
    }
}

/// `assessment, 3 Nov 2026`: two of one title are told apart by their dates.
fn which(row: &Row, zone: Zone) -> String {
    let date = row.at.map(|at| zone.date(at)).or(row.due);
    let date = date.map(|date| format!(", {}", date.format("%-d %b %Y")));
    format!("{}{}", row.kind.noun(), date.unwrap_or_default())
}

/// `2 experiments and 1 game day`
fn counted(hanging: &[Row]) -> String {
    let kinds = Kind::ALL.iter().filter_map(|kind| {
        let count = hanging.iter().filter(|row| row.kind == *kind).count();
        (count > 0).then(|| format!("{count} {}", plural(count, kind.noun())))
    });
    let kinds: Vec<String> = kinds.collect();
    match kinds.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => kinds.concat(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use std::cell::Cell;

    fn row(kind: Kind) -> Row {
        Row {
            id: "019a0c00-0005-7000-8000-000000000001".parse().unwrap(),
            kind,
            title: "Autumn".to_owned(),
            status: String::new(),
            service: None,
            owner: None,
            due: None,
            at: None,
            version: 1,
        }
    }

    #[test]
    fn what_hangs_on_it_is_counted_kind_by_kind() {
        let hanging = [Kind::Experiment, Kind::GameDay, Kind::Experiment].map(row);
        assert_eq!(counted(&hanging), "2 experiments and 1 game day");
        assert_eq!(counted(&hanging[..1]), "1 experiment");
        let services = [Kind::Service, Kind::Experiment, Kind::Action].map(row);
        assert!(counted(&services).contains(", ") && counted(&services).contains(" and "));
    }

    #[test]
    fn two_of_one_title_are_told_apart() {
        let at = domain::Instant::from_ms(1_795_600_000_000);
        let held = Row { at: Some(at), ..row(Kind::Assessment) };
        assert_eq!(which(&held, Zone::UTC), "assessment, 25 Nov 2026");
        assert_eq!(which(&row(Kind::Service), Zone::UTC), "service");
    }

    #[test]
    fn only_what_somebody_would_miss_is_asked_about() {
        let (asked, removed) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
        let count = |cell: &Rc<Cell<u32>>| {
            let cell = Rc::clone(cell);
            move || cell.set(cell.get() + 1)
        };
        let (asking, removing) = (count(&asked), count(&removed));
        let remove = Callback::from(move |()| removing());
        let asks = Asks(Some(Callback::from(move |_| asking())));
        let of = |hanging: &[Row]| Removal {
            title: "payments".to_owned(),
            hanging: hanging.into(),
            remove: remove.clone(),
        };
        asks.ask(of(&[]));
        assert_eq!((asked.get(), removed.get()), (0, 1));
        asks.ask(of(&[row(Kind::Experiment)]));
        assert_eq!((asked.get(), removed.get()), (1, 1));
    }
}
