//! The facilitator's console: one dimension at a time.

use super::{
    Here,
    anchors::Anchors,
    dimension::{Aside, Clock},
    evidence::Ground,
    pass::Pass,
    prepare::Prepare,
    side::{People, Settings, put_on_stage, stage},
    votes::Votes,
    words::{key_of, mark_words, next_open, offered},
};
use crate::{
    components::{Button, ButtonKind, Card},
    hooks::{Shortcut, use_keys},
    room::{
        control::{focus, leave},
        record::RecordPage,
        run::{gap_question, stage::blank},
    },
};
use domain::assessment::{Assessment, Mark, Present, Said};
use yew::prelude::*;

/// What is open besides the dimension itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// The laptop goes round.
    Pass,
    /// Why the dimension does not apply.
    SetAside,
}

/// The console.
#[component]
pub fn Console(here: &Here) -> Html {
    let opened = use_state_eq(|| None::<(usize, Panel)>);
    let present = here.review.present.as_ref().map(|present| present.dimension);
    // A form belongs to the dimension that it was opened at.
    let panel = opened.filter(|(at, _)| present == Some(*at)).map(|(_, panel)| panel);
    let open = {
        let opened = opened.setter();
        use_callback(present, move |which: Option<Panel>, present| opened.set(present.zip(which)))
    };
    use_keys(shortcuts(here, present, panel, &open));
    let standing = here.pen.draft.standing();
    if let (Some(Panel::Pass), Some(dimension)) = (panel, present) {
        let onclose = open.reform(|()| None);
        // Whoever has the laptop now must not read what others wrote.
        return html! {
            <RecordPage title={here.title()} crumbs={here.crumbs()} pill={here.pill()} {standing} discreet=true>
                <Pass here={here.clone()} {dimension} {onclose} />
            </RecordPage>
        };
    }
    html! {
        <RecordPage title={here.title()} crumbs={here.crumbs()} pill={here.pill()} {standing} keys={close_key(here)}>
            { gaps(here) }
            <div class="review-console">
                { dimensions(here, present) }
                <div class="stack review-main">
                    if let Some(dimension) = present {
                        <Clock here={here.clone()} {dimension} />
                        <Aside here={here.clone()} {dimension} open={panel == Some(Panel::SetAside)} onopen={open.clone()} />
                        if !here.review.solo { <Votes here={here.clone()} {dimension} onopen={open.clone()} /> }
                        <Anchors here={here.clone()} {dimension} />
                        <Ground key={dimension} here={here.clone()} {dimension} />
                    } else {
                        <Prepare ..here.clone() />
                    }
                </div>
                <aside class="stack review-side">
                    { stage(here) }
                    if !here.review.solo && present.is_some() { <People ..here.clone() /> }
                    <Settings ..here.clone() />
                </aside>
            </div>
        </RecordPage>
    }
}

/// The question about the holes in the time of the present dimension, all of them at once: a review may have stood open
/// for days.
fn gaps(here: &Here) -> Html {
    let open = || here.review.present.iter().flat_map(Present::open_gaps);
    let Some(last) = open().last() else { return Html::default() };
    let (pen, upto) = (here.pen.clone(), last.seq);
    let ondecide = Callback::from(move |counts: bool| pen.say(Said::DecideGaps { upto, counts }));
    gap_question(open(), here.zone, &ondecide)
}

/// Closes the review; says what is still open until then.
fn close_key(here: &Here) -> Html {
    let open = here.review.result().open;
    let names: Vec<String> = open
        .iter()
        .filter_map(|at| here.review.template.dimensions.get(*at))
        .map(|dimension| dimension.label().to_owned())
        .collect();
    let why_not = (!names.is_empty()).then(|| format!("Still open: {}.", names.join(", ")));
    html! {
        <Button act="close-review" kind={ButtonKind::Primary} {why_not} onclick={here.pen.saying(Said::Close)}>{ "Close the review" }</Button>
    }
}

/// Every dimension with how far it is; the present one marked.
fn dimensions(here: &Here, present: Option<usize>) -> Html {
    let method = here.review.template.method;
    let row = |(at, answer): (usize, &domain::assessment::Answer)| {
        let Some(dimension) = here.review.template.dimensions.get(at) else { return Html::default() };
        let state = match answer.mark() {
            Mark::Score(_) => "done",
            Mark::NotApplicable => "out",
            Mark::Open => "open",
        };
        let words = match answer.mark() {
            Mark::NotApplicable => "n/a".to_owned(),
            Mark::Open if answer.votes.is_empty() => String::new(),
            Mark::Open => format!("{}/{}", answer.votes.len(), here.review.participants.len()),
            mark => mark_words(mark, method),
        };
        let pen = here.pen.clone();
        let onclick = move |_: MouseEvent| pen.say(Said::Present { dimension: at });
        html! {
            <li key={at}>
                <button type="button" class="dimension-key" data-act="go-dimension" data-id={at.to_string()} data-state={state}
                    aria-current={(present == Some(at)).then_some("step")} title={dimension.name.clone()} {onclick}>
                    <span class="dimension-mark" aria-hidden="true" />
                    <span class="dimension-name">{ if dimension.sign.is_some() { dimension.label() } else { &dimension.name } }</span>
                    <span class="dimension-score">{ words }</span>
                </button>
            </li>
        }
    };
    let settled = here.review.answers.iter().filter(|answer| answer.mark() != Mark::Open).count();
    html! {
        <Card class="dimensions" title="Dimensions" aside={html! { format!("{settled} of {}", here.review.answers.len()) }} flush={true}>
            <ol class="dimension-keys">{ for here.review.answers.iter().enumerate().map(row) }</ol>
        </Card>
    }
}

fn shortcuts(
    here: &Here,
    present: Option<usize>,
    panel: Option<Panel>,
    open: &Callback<Option<Panel>>,
) -> Vec<Shortcut> {
    if panel == Some(Panel::Pass) {
        return Vec::new(); // the keys belong to whoever has the laptop
    }
    let go = |to: Option<usize>| {
        let pen = here.pen.clone();
        Callback::from(move |()| {
            if let Some(dimension) = to {
                pen.say(Said::Present { dimension });
            }
        })
    };
    let (at_stage, on) = (here.clone(), here.clone());
    let nobody = !here.review.solo && here.review.participants.is_empty();
    let mut keys = vec![
        // Out of whatever is being typed, so that single keys work again.
        Shortcut::new("Escape", Callback::from(|()| leave())),
        Shortcut::new("S", Callback::from(move |()| put_on_stage(&at_stage))),
        Shortcut::new("B", Callback::from(move |()| toggle_blank(&on))),
        Shortcut::new("N", go(following(&here.review, present).filter(|_| !nobody || present.is_some()))),
    ];
    let Some(at) = present else { return keys };
    keys.push(Shortcut::new("P", go(at.checked_sub(1))));
    keys.push(Shortcut::new("W", Callback::from(|()| focus("[name$='.note']"))));
    keys.push(Shortcut::new("E", Callback::from(|()| focus("[data-act=add-evidence-name]"))));
    if !here.review.solo {
        keys.push(Shortcut::new("R", here.pen.saying(Said::Reveal { dimension: at })));
    }
    if !here.review.solo && !nobody {
        keys.push(Shortcut::new("V", open.reform(|()| Some(Panel::Pass))));
    }
    keys.push(Shortcut::new("X", open.reform(|()| Some(Panel::SetAside))));
    let method = here.review.template.method;
    keys.extend(offered(method).into_iter().map(|score| {
        Shortcut::new(
            key_of(method, score),
            here.pen.saying(Said::Agree { dimension: at, score: Some(score) }),
        )
    }));
    keys
}

/// Where the next key leads: in order, and from the last one back to what is still open.
pub fn following(review: &Assessment, present: Option<usize>) -> Option<usize> {
    match present {
        None => review.answers.iter().position(|answer| answer.mark() == Mark::Open).or(Some(0)),
        Some(at) if at + 1 < review.answers.len() => Some(at + 1),
        Some(at) => next_open(review, at),
    }
}

fn toggle_blank(here: &Here) {
    if let Some(stage) = &here.stage {
        blank(stage, &here.pen.toasts);
    }
}
