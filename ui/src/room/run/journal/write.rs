//! The line to write in.

use super::{
    Written,
    begun::{Begun, answered, keep_line, sent},
};
use crate::room::{
    control::{form, typed},
    run::Pen,
};
use domain::Id;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct WriteProps<R: Written> {
    pub pen: Pen<R>,
    /// What the entry will be: its place in [`Written::MODES`].
    pub mode: usize,
    pub onmode: Callback<usize>,
    pub actor: String,
    /// What stood in the line before, whatever happened to the window.
    pub begun: Rc<Begun>,
}

/// The line to write in. It is free again at once, so nobody who types on loses a letter; what was refused comes back.
#[component]
pub fn Write<R: Written>(props: &WriteProps<R>) -> Html {
    let run = props.pen.run;
    let text = use_state(|| props.begun.words.clone());
    // What stands in the line now, also for an answer that comes after more was typed.
    let latest = use_mut_ref(|| props.begun.words.clone());
    let chosen = use_mut_ref(|| props.mode);
    *chosen.borrow_mut() = props.mode;
    {
        let (onmode, mode) = (props.onmode.clone(), props.begun.mode);
        use_effect_with((), move |()| mode.into_iter().for_each(|mode| onmode.emit(mode)));
    }
    {
        let latest = Rc::clone(&latest);
        use_effect_with(props.mode, move |mode| keep_in::<R>(run, *mode, &latest.borrow()));
    }
    let put = {
        let (setter, latest, chosen) = (text.setter(), Rc::clone(&latest), Rc::clone(&chosen));
        Callback::from(move |words: String| {
            keep_in::<R>(run, *chosen.borrow(), &words);
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
            sent(run, kind, &words);
            put.emit(String::new());
            if kind.once {
                onmode.emit(0); // the next thing that is seen is no surprise by itself
            }
            let (onmode, chosen) = (onmode.clone(), Rc::clone(&chosen));
            let (put, latest, said) = (put.clone(), Rc::clone(&latest), words.clone());
            pen.write_as(&actor, (kind.event)(words), move |answer| {
                if answer.is_err() {
                    // What was refused comes back as what it was; a private note that was begun meanwhile stays private.
                    if *chosen.borrow() == 0 {
                        *chosen.borrow_mut() = mode; // what is kept says so at once, not with the next picture
                        onmode.emit(mode);
                    }
                    let since = latest.borrow().clone();
                    put.emit(format!("{said} {since}").trim_end().to_owned());
                }
                answered(run, kind, &said);
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

/// Keeps the line with what it will be, by its place among the modes.
fn keep_in<R: Written>(run: Id, mode: usize, words: &str) {
    if let Some(mode) = R::MODES.get(mode) {
        keep_line(run, mode, words);
    }
}
