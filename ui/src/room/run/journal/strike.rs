//! Striking an entry through.

use crate::{
    components::{Button, ButtonKind},
    hooks::{journal::Followed, kept::use_kept},
    room::{
        control::{form, typed},
        run::{Pen, then_forget},
    },
};
use domain::journal::Common;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub struct StrikeProps<R: Followed> {
    pub pen: Pen<R>,
    pub seq: u64,
    pub done: Callback<()>,
}

/// Asks what was wrong with an entry.
#[component]
pub fn Strike<R: Followed>(props: &StrikeProps<R>) -> Html {
    let place = format!("{}/strike/{}", props.pen.run, props.seq);
    let reason = use_kept(place.clone());
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(input) = node.cast::<HtmlInputElement>() {
                let _ = input.focus(); // the hand can still click
            }
        });
    }
    let strike = {
        let (pen, reason, seq, done) = (props.pen.clone(), reason.text(), props.seq, props.done.clone());
        Callback::from(move |()| {
            let event = Common::Struck { seq, reason: reason.trim().to_owned() };
            pen.write_as("", event.into(), then_forget(place.clone(), done.clone()));
        })
    };
    let oninput = typed(reason.typed());
    let inside = html! {
        <>
            <input class="input" ref={node} name="reason" placeholder="What was wrong with it?" aria-label="What was wrong with it"
                value={reason.text()} {oninput} />
            <Button act="confirm-strike" small=true onclick={strike.clone()}>{ "Strike" }</Button>
            <Button act="cancel-strike" kind={ButtonKind::Quiet} small=true onclick={props.done.clone()}>{ "Keep" }</Button>
        </>
    };
    html! { <li class="journal-strike" data-id={props.seq.to_string()}>{ form("line", strike, props.done.clone(), inside) }</li> }
}
