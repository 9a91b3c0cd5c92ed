//! One entry.

use super::Written;
use crate::{
    components::{Button, ButtonKind},
    hooks::journal::Line,
};
use domain::{
    Instant, Zone,
    journal::{Common, Event},
};
use std::rc::Rc;
use yew::prelude::*;

/// What was written down this long after it happened says when that was, in milliseconds.
const LATE_MS: i64 = 60_000;

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
    /// Opens the dialog about its time; only for one whose time can be corrected.
    pub ontime: Option<Callback<u64>>,
    /// When it happened.
    pub at: Instant,
    /// What it is marked as.
    pub mark: AttrValue,
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
    let source = R::source(&entry.event);
    let late = entry.at.since(props.at).abs() >= LATE_MS;
    let key = |callback: &Option<Callback<u64>>| callback.as_ref().map(|on| on.reform(move |()| seq));
    html! {
        <li class="journal-row" data-id={seq.to_string()} data-tone={tone} data-struck={props.struck.then_some("")}>
            <time>{ props.zone.clock(props.at) }</time>
            <span class="journal-words">
                if !props.mark.is_empty() { <span class="journal-mark">{ &props.mark }</span>{ " " } }
                { props.sum.as_deref().unwrap_or(&props.line.sentence) }{ " " }
                if !source.is_empty() { <span class="journal-who">{ source }{ " · " }</span> }
                if late { <span class="journal-who">{ format!("written {} · ", props.zone.clock(entry.at)) }</span> }
                <span class="journal-who">{ &entry.actor }<span class="journal-seq">{ format!("#{seq}") }</span></span>
            </span>
            <span class="journal-do">
                if let Some(onclick) = key(&props.ontime) { <Button act="entry-time" of={usize::try_from(seq).ok()} kind={ButtonKind::Quiet} small=true {onclick}>{ "Time" }</Button> }
                if let Some(onclick) = key(&props.onact) {
                    <Button act="answer-surprise" of={usize::try_from(seq).ok()} kind={ButtonKind::Quiet} small=true {onclick}>{ "Act on it" }</Button>
                }
                if let Some(onclick) = key(&props.onstrike) { <Button act="strike" kind={ButtonKind::Quiet} small=true {onclick}>{ "Strike" }</Button> }
            </span>
        </li>
    }
}
