//! The line to write in.

use super::{Written, strike::typed};
use crate::{
    hooks::kept::{keep, kept},
    room::{control::form, run::Pen},
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct WriteProps<R: Written> {
    pub pen: Pen<R>,
    /// What the entry will be: its place in [`Written::MODES`].
    pub mode: usize,
    pub onmode: Callback<usize>,
    pub actor: String,
}

/// The line to write in. It is free again at once, so nobody who types on loses a letter; what was refused comes back.
#[component]
pub fn Write<R: Written>(props: &WriteProps<R>) -> Html {
    let place = format!("{}/journal", props.pen.run);
    let (mode, words) = use_memo(place.clone(), |place| begun(place)).as_ref().clone();
    let text = use_state(|| words.clone());
    // What stands in the line now, also for an answer that comes after more was typed.
    let latest = use_mut_ref(|| words);
    let chosen = use_mut_ref(|| props.mode);
    *chosen.borrow_mut() = props.mode;
    {
        // A private note that was begun stays private.
        let onmode = props.onmode.clone();
        use_effect_with((), move |()| mode.into_iter().for_each(|mode| onmode.emit(mode)));
    }
    {
        let (place, latest) = (place.clone(), Rc::clone(&latest));
        use_effect_with(props.mode, move |mode| keep_line(&place, *mode, &latest.borrow()));
    }
    let put = {
        let (setter, latest, chosen) = (text.setter(), Rc::clone(&latest), Rc::clone(&chosen));
        Callback::from(move |words: String| {
            keep_line(&place, *chosen.borrow(), &words);
            latest.borrow_mut().clone_from(&words);
            setter.set(words);
        })
    };
    let Some(kind) = R::MODES.get(props.mode) else { return Html::default() };
    let log = {
        let (pen, put, mode, actor) = (props.pen.clone(), put.clone(), props.mode, props.actor.clone());
        let (onmode, chosen) = (props.onmode.clone(), Rc::clone(&chosen));
        Callback::from(move |()| {
            let words = latest.borrow().trim().to_owned();
            if words.is_empty() {
                return;
            }
            put.emit(String::new());
            if kind.once {
                onmode.emit(0); // the next thing that is seen is no surprise by itself
            }
            let (onmode, chosen) = (onmode.clone(), Rc::clone(&chosen));
            let (put, latest, sent) = (put.clone(), Rc::clone(&latest), words.clone());
            pen.write_as(&actor, (kind.event)(words), move |answer| {
                if answer.is_err() {
                    // What was refused comes back as what it was; a private note that was begun meanwhile stays private.
                    if *chosen.borrow() == 0 {
                        onmode.emit(mode);
                    }
                    let since = latest.borrow().clone();
                    put.emit(format!("{sent} {since}").trim_end().to_owned());
                }
            });
        })
    };
    form(
        "journal-write",
        log,
        Callback::noop(),
        html! {
            <>
                <input class="journal-input" name="text" data-act="journal-text" autocomplete="off" placeholder={kind.placeholder}
                    aria-label="Journal entry" value={(*text).clone()} oninput={typed(put)} />
                <kbd class="keycap">{ "O" }</kbd>
            </>
        },
    )
}

/// Keeps the line together with what it will be: a private note must not come back as something for everybody.
fn keep_line(place: &str, mode: usize, words: &str) {
    keep(place, &if words.is_empty() { String::new() } else { format!("{mode} {words}") });
}

/// The line that was begun at a place, and what it was to be.
fn begun(place: &str) -> (Option<usize>, String) {
    let line = kept(place).unwrap_or_default();
    match line.split_once(' ').map(|(mode, words)| (mode.parse(), words)) {
        Some((Ok(mode), words)) => (Some(mode), words.to_owned()),
        _ => (None, String::new()),
    }
}
