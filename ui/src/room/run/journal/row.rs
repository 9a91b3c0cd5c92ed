//! One entry.

use super::Written;
use crate::{
    components::{Button, ButtonKind},
    hooks::journal::Line,
};
use domain::{
    Zone,
    journal::{Common, Event},
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct RowProps<R: Written> {
    pub line: Rc<Line<R::Event>>,
    /// What it says for all the presses of a key that it is the last of.
    pub sum: Option<AttrValue>,
    pub zone: Zone,
    pub struck: bool,
    /// Asks what was wrong with it; only for one that may be struck.
    pub onstrike: Option<Callback<u64>>,
    /// Opens the dialog that raises an action; only for one that waits for that.
    pub onact: Option<Callback<u64>>,
}

/// One entry. Drawn again only when it is struck, or answered.
#[component]
pub fn Row<R: Written>(props: &RowProps<R>) -> Html {
    let entry = &props.line.entry;
    let seq = entry.seq;
    let tone = match entry.event.common() {
        Some(Common::Noted { .. }) => Some("private"),
        _ => R::tone(&entry.event),
    };
    let key = |callback: &Option<Callback<u64>>| callback.as_ref().map(|on| on.reform(move |()| seq));
    html! {
        <li class="journal-row" data-id={seq.to_string()} data-tone={tone} data-struck={props.struck.then_some("")}>
            <time>{ props.zone.clock(entry.at) }</time>
            <span class="journal-words">{ props.sum.as_deref().unwrap_or(&props.line.sentence) }{ " " }<span class="journal-who">{ &entry.actor }<span class="journal-seq">{ format!("#{seq}") }</span></span></span>
            <span class="journal-do">
                if let Some(onclick) = key(&props.onact) {
                    <Button act="answer-surprise" of={usize::try_from(seq).ok()} kind={ButtonKind::Quiet} small=true {onclick}>{ "Act on it" }</Button>
                }
                if let Some(onclick) = key(&props.onstrike) { <Button act="strike" kind={ButtonKind::Quiet} small=true {onclick}>{ "Strike" }</Button> }
            </span>
        </li>
    }
}
