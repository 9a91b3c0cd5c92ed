//! The card on which something is tried: by dragging, or by typing.

use super::{here::Here, live::Live, slide::Slide};
use crate::{
    components::{Button, ButtonKind, Card, still},
    room::{
        draft::{
            field::{Field, Holds},
            typed::{date, number, plain, plain_date},
        },
        say::Say,
    },
};
use domain::{
    capacity::{CapacityModel, CapacityOption, Verdict, WhatIf},
    text::clip,
};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What [`WhatIfCard`] takes.
#[derive(PartialEq, Properties)]
pub struct WhatIfCardProps {
    /// The model.
    pub here: Here,
    /// What is tried.
    pub what_if: WhatIf,
    /// Tries something else.
    pub onchange: Callback<WhatIf>,
}

/// The card.
#[component]
pub fn WhatIfCard(props: &WhatIfCardProps) -> Html {
    let naming = use_state_eq(|| false);
    let name = |on: bool| {
        let naming = naming.setter();
        Callback::from(move |()| naming.set(on))
    };
    let model = props.here.model();
    let slides = Slide::all(&model, &props.what_if);
    // A slider that nobody moves stays as it is while another moves: it asks what is tried when it is moved itself. That may be
    // ahead of what is shown, which comes with its answer.
    let now = use_mut_ref(|| (props.what_if.clone(), props.what_if.clone()));
    if now.borrow().0 != props.what_if {
        *now.borrow_mut() = (props.what_if.clone(), props.what_if.clone());
    }
    let put = {
        let now = Rc::clone(&now);
        use_callback(
            (props.here.clone(), props.onchange.clone()),
            move |(slide, value): (Slide, f64), (here, onchange)| {
                let tried = slide.moved(&here.model(), &now.borrow().1, value);
                now.borrow_mut().1.clone_from(&tried);
                onchange.emit(tried);
            },
        )
    };
    let scope = AttrValue::from(format!("{}-try", props.here.id()));
    let row = |slide: Slide| {
        let key = slide.word().to_owned();
        let row = still(Sliding { slide, scope: scope.clone(), put: put.clone() }, row);
        html! { <div {key} class="slide">{ row }</div> }
    };
    let nothing = props.what_if.is_empty();
    let why_not =
        nothing.then_some(AttrValue::Static("Nothing is tried: every slider is where the model has it."));
    let untouched = why_not.clone().filter(|_| props.what_if.from.is_none());
    let reset = {
        let (onchange, before, tasks) =
            (props.onchange.clone(), props.what_if.clone(), props.here.tasks.clone());
        Callback::from(move |()| {
            onchange.emit(WhatIf::default());
            let (onchange, before) = (onchange.clone(), before.clone());
            tasks.done("Back to the model.", Callback::from(move |()| onchange.emit(before.clone())));
        })
    };
    let place = format!("{}/option", props.here.id());
    html! {
        <Card title="What if" class="what-if" aside={html! { "drag, or type" }}>
            <div class="stack" data-act="what-if">
                if slides.is_empty() {
                    <p class="muted">{ "State growth and a ceiling, and both can be moved here." }</p>
                }
                { for slides.iter().cloned().map(row) }
                if !slides.is_empty() { { starts(props) } }
                if *naming {
                    <Say name="option" place={place.clone()} label="What this option is called" placeholder="Raise max to 64"
                        act="confirm-option" words="Save" onsay={keep(props, &name(false), place)} onclose={name(false)} />
                } else if !slides.is_empty() {
                    <div class="line">
                        <Button act="save-option" small=true why_not={why_not.clone()} onclick={name(true)}>{ "Save as option" }</Button>
                        <Button act="reset-try" kind={ButtonKind::Quiet} small=true why_not={untouched} onclick={reset}>{ "Reset" }</Button>
                    </div>
                }
            </div>
        </Card>
    }
}

/// From which day on it holds.
fn starts(props: &WhatIfCardProps) -> Html {
    let (what_if, onchange) = (props.what_if.clone(), props.onchange.clone());
    let onsave = Callback::from(move |text: String| {
        if let Ok(from) = date(&text) {
            onchange.emit(WhatIf { from, ..what_if.clone() });
        }
    });
    let refuse = Callback::from(|text: String| date(&text).err());
    html! {
        <div class="slide-head fields-row try-from">
            <span class="slide-label">{ "From" }</span>
            <Field scope={format!("{}-try", props.here.id())} name="try.from" label="From which day on" bare=true holds={Holds::Date}
                placeholder="now" value={plain_date(props.what_if.from)} {refuse} {onsave} />
        </div>
    }
}

/// A slider in its place.
#[derive(Clone, PartialEq)]
struct Sliding {
    slide: Slide,
    scope: AttrValue,
    put: Callback<(Slide, f64)>,
}

fn row(Sliding { slide, scope, put }: &Sliding) -> Html {
    let put = {
        let slide = slide.clone();
        put.reform(move |value: f64| (slide.clone(), value))
    };
    let oninput = {
        let put = put.clone();
        Callback::from(move |event: InputEvent| {
            let input = event.target_dyn_into::<HtmlInputElement>();
            if let Some(value) = input.and_then(|input| input.value().parse().ok()) {
                put.emit(value);
            }
        })
    };
    let onsave = {
        let stated = slide.stated;
        Callback::from(move |text: String| {
            if let Ok(value) = number(&text) {
                put.emit(value.unwrap_or(stated)); // an emptied field is where the model has it
            }
        })
    };
    let refuse = Callback::from(|text: String| number(&text).err());
    let words = format!("{} {}", slide.value, slide.unit);
    html! {
        <>
            <div class="slide-head fields-row">
                <span class="slide-label" title={slide.label.clone()}>{ &slide.label }</span>
                <Field {scope} name={format!("try.{}", slide.word())} label={slide.label.clone()} bare=true
                    holds={Holds::Number} value={plain(Some(slide.value))} {refuse} {onsave} />
                <span class="slide-unit muted">{ &slide.unit }</span>
            </div>
            <input class="range" type="range" data-act="try" data-id={slide.word().to_owned()} aria-label={slide.label.clone()} aria-valuetext={words}
                min={slide.min.to_string()} max={slide.max.to_string()} step={slide.step.to_string()} value={slide.value.to_string()} {oninput} />
            <p class="slide-note">
                if let Some(basis) = slide.basis { <span class="basis" data-basis={basis.word()}>{ basis.word() }</span>{ " " } }
                { &slide.note }
            </p>
        </>
    }
}

/// Keeps what is tried as an option of the model; nothing is tried then.
fn keep(props: &WhatIfCardProps, close: &Callback<()>, place: String) -> Callback<String> {
    let (here, changes) = (props.here.clone(), props.what_if.clone());
    let (onchange, close) = (props.onchange.clone(), close.clone());
    Callback::from(move |name: String| {
        if name.is_empty() {
            return here.tasks.say("Give the option a name.");
        }
        let key = format!("option-{}", crate::backend::now().ms());
        let option = CapacityOption {
            key,
            name,
            changes: changes.clone(),
            verdict: Verdict::Open,
            reason: String::new(),
            by: here.facilitator.to_string(),
        };
        let (draft, kept) = (here.draft.clone(), option.key.clone());
        let words = format!("“{}” is an option.", clip(&option.name, 60));
        here.draft.edit(|model: &mut CapacityModel| model.options.push(option));
        let back = Callback::from(move |()| {
            let kept = kept.clone();
            draft.edit(move |model: &mut CapacityModel| model.options.retain(|option| option.key != kept));
        });
        here.tasks.done(words, back);
        crate::hooks::kept::keep(&place, "");
        onchange.emit(WhatIf::default());
        close.emit(());
    })
}

/// The card beside what it changes.
pub fn what_if_card(here: &Here, live: &Live) -> Html {
    html! { <WhatIfCard here={here.clone()} what_if={live.what_if.clone()} onchange={live.onchange.clone()} /> }
}
