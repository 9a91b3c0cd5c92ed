//! The line to write in.

use super::{
    Written,
    begun::{keep_line, line_at, sent_at, words_of},
};
use crate::{
    hooks::kept::use_kept,
    room::{
        control::{form, typed},
        run::{Pen, sent},
    },
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
    /// What the entry was to be that had been begun before, whatever happened to the window.
    pub begun: Option<usize>,
    /// How many entries the journal has.
    pub seq: u64,
}

/// The line to write in. It is free again at once, so nobody who types on loses a letter; what was refused comes back.
#[component]
pub fn Write<R: Written>(props: &WriteProps<R>) -> Html {
    let run = props.pen.run;
    let line = use_kept(line_at(run));
    let chosen = use_mut_ref(|| props.mode);
    *chosen.borrow_mut() = props.mode;
    {
        let (onmode, mode) = (props.onmode.clone(), props.begun);
        use_effect_with((), move |()| mode.into_iter().for_each(|mode| onmode.emit(mode)));
    }
    {
        let line = line.clone();
        use_effect_with(props.mode, move |mode| keep_line::<R>(run, *mode, words_of(&line.text())));
    }
    let put = {
        let chosen = Rc::clone(&chosen);
        Callback::from(move |words: String| keep_line::<R>(run, *chosen.borrow(), &words))
    };
    let Some(kind) = R::MODES.get(props.mode) else { return Html::default() };
    let shown = words_of(&line.text()).to_owned();
    let log = {
        let (pen, put, mode, actor) = (props.pen.clone(), put.clone(), props.mode, props.actor.clone());
        let (onmode, chosen, seq) = (props.onmode.clone(), Rc::clone(&chosen), props.seq);
        Callback::from(move |()| {
            let words = words_of(&line.text()).trim().to_owned();
            if words.is_empty() {
                return;
            }
            let on_its_way = format!("{} {words}", kind.act);
            sent::send(&sent_at(run), seq, &on_its_way);
            put.emit(String::new());
            if kind.once {
                onmode.emit(0); // the next thing that is seen is no surprise by itself
            }
            let (onmode, chosen) = (onmode.clone(), Rc::clone(&chosen));
            let (put, line, said) = (put.clone(), line.clone(), words.clone());
            pen.write_as(&actor, (kind.event)(words), move |answer| {
                if answer.is_err() {
                    // What was refused comes back as what it was; a private note that was begun meanwhile stays private.
                    if *chosen.borrow() == 0 {
                        *chosen.borrow_mut() = mode; // what is kept says so at once, not with the next picture
                        onmode.emit(mode);
                    }
                    put.emit(format!("{said} {}", words_of(&line.text())).trim_end().to_owned());
                }
                sent::answered(&sent_at(run), seq, &on_its_way);
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
                    aria-label="Journal entry" value={shown} oninput={typed(put)} />
                <kbd class="keycap">{ "O" }</kbd>
            </>
        },
    )
}
