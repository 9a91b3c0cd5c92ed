//! The face of the stage while a model is on it: the answer as a headline, the chart large, and below it what to order by when.

use crate::{
    backend::{self, ask},
    components::{Shape, State, Svg},
    stage::frame::{Frame, StageFace},
};
use contract::{CapacityFace, CapacityShown, Notice, Sheet, Theme};
use domain::{Id, Kind};
use gloo::timers::callback::Timeout;
use std::{cell::Cell, rc::Rc};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The chart of the stage, in parts of a projector of 1920 × 1080.
const SHEET: Sheet = Sheet { theme: Theme::Dark, width_px: 1764, height_px: 760 };

/// The face of a record, if it is a capacity model.
pub fn of(kind: Kind, id: Id, frame: &Frame) -> Option<Html> {
    (kind == Kind::CapacityModel)
        .then(|| html! { <ModelStage key={id.to_string()} {id} frame={frame.clone()} /> })
}

/// What [`ModelStage`] takes.
#[derive(PartialEq, Properties)]
pub struct ModelStageProps {
    /// The model.
    pub id: Id,
    /// The frame.
    pub frame: Frame,
    /// The frame is drawn so much later than the model changes, in milliseconds.
    #[prop_or_default]
    pub later_ms: u32,
}

/// The model on the stage, asked again whenever it changes or something else is tried on it.
#[component]
pub fn ModelStage(props: &ModelStageProps) -> Html {
    match use_shown(props.id, props.later_ms) {
        Some(shown) => props.frame.around(face(&shown)),
        None => html! { <div class="stage" data-window={props.frame.window.then_some("")} /> },
    }
}

/// What the stage shows of a model. One question is under way at a time: while a slider is dragged there are many notices.
#[hook]
fn use_shown(model: Id, later_ms: u32) -> Option<Rc<CapacityShown>> {
    let shown = use_state(|| None::<Rc<CapacityShown>>);
    let setter = shown.setter();
    use_effect_with(model, move |model| {
        let model = *model;
        let asking =
            Rc::new(Asking { is_under_way: Cell::new(false), again: Cell::new(false), shown: setter });
        asking.begin(model, 0);
        let subscription = backend::on_notice(move |notice| {
            let concerns = match notice {
                Notice::Tried { model: of } => *of == model,
                Notice::Record { kind: Kind::CapacityModel, id, .. } => *id == model,
                Notice::Record { kind: Kind::Service, .. } => true,
                _ => false,
            };
            if concerns {
                asking.begin(model, later_ms);
            }
        });
        move || drop(subscription)
    });
    (*shown).clone()
}

struct Asking {
    is_under_way: Cell<bool>,
    again: Cell<bool>,
    shown: UseStateSetter<Option<Rc<CapacityShown>>>,
}

impl Asking {
    fn begin(self: &Rc<Self>, model: Id, later_ms: u32) {
        if self.is_under_way.replace(true) {
            self.again.set(true);
            return;
        }
        let this = Rc::clone(self);
        let asks = move || {
            spawn_local(async move {
                this.again.set(false);
                if let Ok(face) = ask(CapacityFace { model, sheet: SHEET }).await {
                    this.shown.set(Some(Rc::new(face))); // refused, the last one stays: the room sees no words of machines
                }
                this.is_under_way.set(false);
                if this.again.get() {
                    this.begin(model, later_ms);
                }
            });
        };
        if later_ms == 0 {
            asks();
        } else {
            Timeout::new(later_ms, asks).forget();
        }
    }
}

/// The face.
fn face(shown: &CapacityShown) -> StageFace {
    let main = html! {
        <div class="stage-chart" role="img" aria-label={shown.chart.drawing.alt.clone()}>
            <Svg text={shown.chart.drawing.svg.clone()} />
        </div>
    };
    // What is tried must never pass for the model, nor for what was decided.
    let is_tried = !shown.tried.is_empty();
    let title = if is_tried { format!("What if: {}", shown.headline) } else { shown.headline.clone() };
    let foot = html! {
        <p class="stage-foot">
            if !shown.decision.is_empty() && !is_tried {
                if shown.is_signed {
                    <span class="stage-decided" data-state="good"><Shape state={State::Good} />{ " Decided" }</span>
                } else {
                    <span class="stage-decided" data-state="watch"><Shape state={State::Watch} />{ " Not signed" }</span>
                }
                <span class="stage-foot-words">{ &shown.decision }{ " · " }<span class="stage-stands">{ &shown.stands }</span></span>
            } else if is_tried {
                <b class="stage-order">{ "Tried" }</b>
                <span class="stage-foot-words">{ &shown.tried }</span>
            } else {
                if !shown.order_by.is_empty() { <b class="stage-order">{ &shown.order_by }</b> }
                <span class="stage-foot-words">{ &shown.words }</span>
            }
        </p>
    };
    StageFace {
        room: Some("capacity"),
        mode: "model",
        title: title.into(),
        main,
        foot,
        ..StageFace::default()
    }
}
