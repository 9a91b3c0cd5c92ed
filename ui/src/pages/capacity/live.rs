//! What a model answers while something is tried on it: at once without the draws, with them after a pause. One question is
//! under way at a time, and the latest wish is the next one.

use crate::{
    backend::{self, ask},
    hooks::use_theme,
};
use contract::{Chart, Notice, OptionLine, Project, Projection, Refusal, Sheet, TryOnStage};
use domain::{
    Date, Id,
    capacity::{Horizon, Tile, WhatIf},
};
use gloo::timers::callback::Timeout;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The projection's size in CSS pixels.
pub const CHART_PX: (u32, u32) = (846, 320);

/// So long nothing moves before the band is asked for, in milliseconds.
const PAUSE_MS: u32 = 40;

/// The model as it answers.
pub struct Live {
    /// What is tried.
    pub what_if: WhatIf,
    /// How far ahead.
    pub horizon: Horizon,
    /// The latest answer; none before the first.
    pub seen: Option<Result<Rc<Seen>, Refusal>>,
    /// Tries something.
    pub onchange: Callback<WhatIf>,
    /// Looks further, or less far.
    pub onlook: Callback<Horizon>,
}

/// An answer.
#[derive(Debug)]
pub struct Seen {
    /// The answer in four tiles.
    pub tiles: Vec<Tile>,
    /// What is tried, where this is not the model's own answer; empty where it is.
    pub tried: String,
    /// Whether a decision is due; empty where none is.
    pub pill: String,
    /// Whether it is late.
    pub is_late: bool,
    /// What the last review believed, against what was measured since; empty where there is nothing to compare.
    pub looked_back: String,
    /// The last day to order.
    pub order_by: Option<Date>,
    /// The projection.
    pub chart: Rc<Chart>,
    /// Doing nothing, and each option; of the latest answer that had them.
    pub options: Vec<OptionLine>,
}

#[derive(Clone, PartialEq)]
struct Wish {
    model: Id,
    what_if: WhatIf,
    horizon: Horizon,
    sheet: Sheet,
    on_stage: bool,
}

#[derive(Default)]
struct Asking {
    /// What the page shows, or will.
    wish: Option<Wish>,
    /// Whether it is still to be asked for, and whether with the draws.
    wanted: Option<bool>,
    is_under_way: bool,
    pause: Option<Timeout>,
    /// The last answer that had draws.
    whole: Option<Rc<Seen>>,
    /// What the stage was told last.
    told: Option<(WhatIf, Horizon)>,
}

/// What the page shows.
#[derive(Clone)]
struct Show {
    tried: UseStateSetter<(WhatIf, Horizon)>,
    seen: UseStateSetter<Option<Result<Rc<Seen>, Refusal>>>,
}

/// What `model` answers. While it is on the stage, the stage follows.
///
/// What is tried is shown with its answer and not before: drawing it alone would take the frame that the answer needs.
#[hook]
pub fn use_live(model: Id, on_stage: bool) -> Live {
    let theme = use_theme();
    let tried = use_state_eq(|| (WhatIf::default(), Horizon::FIRST));
    let seen = use_state(|| None);
    let asking = use_mut_ref(Asking::default);
    let show = Show { tried: tried.setter(), seen: seen.setter() };
    let sheet = Sheet { theme, width_px: CHART_PX.0, height_px: CHART_PX.1 };
    {
        let (asking, show, begin) = (Rc::clone(&asking), show.clone(), (*tried).clone());
        use_effect_with((model, sheet, on_stage), move |(model, sheet, on_stage)| {
            let before = asking.borrow().wish.clone();
            let (what_if, horizon) = before.map_or(begin, |wish| (wish.what_if, wish.horizon));
            follow(
                &asking,
                &show,
                Wish { model: *model, what_if, horizon, sheet: *sheet, on_stage: *on_stage },
            );
        });
    }
    {
        let asking = Rc::clone(&asking);
        use_effect_with(model, move |model| {
            let model = *model;
            // What the room tried leaves the stage with whoever leaves the page.
            move || {
                if asking.borrow_mut().told.take().is_some_and(|(what_if, _)| !what_if.is_empty()) {
                    spawn_local(async move { take_back(model).await });
                }
            }
        });
    }
    {
        let (asking, show) = (Rc::clone(&asking), show.clone());
        use_effect_with(model, move |model| {
            let model = *model;
            let subscription = backend::on_notice(move |notice| {
                if matches!(notice, Notice::Record { id, .. } if *id == model) {
                    want(&asking, &show, true);
                }
            });
            move || drop(subscription)
        });
    }
    let onchange = {
        let (asking, show) = (Rc::clone(&asking), show.clone());
        use_callback((), move |what_if: WhatIf, ()| wish_for(&asking, &show, |wish| Wish { what_if, ..wish }))
    };
    let onlook = use_callback((), move |horizon: Horizon, ()| {
        wish_for(&asking, &show, |wish| Wish { horizon, ..wish });
    });
    let (what_if, horizon) = (*tried).clone();
    Live { what_if, horizon, seen: (*seen).clone(), onchange, onlook }
}

/// Has the stage show the model again.
async fn take_back(model: Id) {
    let nothing = TryOnStage { model, what_if: WhatIf::default(), horizon: Horizon::FIRST };
    let _shown_with_the_next_try = ask(nothing).await;
}

/// Another wish than the present one, which is there from the first drawing on.
fn wish_for(asking: &Rc<RefCell<Asking>>, show: &Show, change: impl FnOnce(Wish) -> Wish) {
    let wish = asking.borrow().wish.clone();
    wish.map(change).into_iter().for_each(|wish| follow(asking, show, wish));
}

/// The first answer comes whole; later ones follow the hand first.
fn follow(asking: &Rc<RefCell<Asking>>, show: &Show, wish: Wish) {
    if asking.borrow().wish.as_ref() == Some(&wish) {
        return; // it is on its way
    }
    let is_first = asking.borrow_mut().wish.replace(wish).is_none();
    want(asking, show, is_first);
    if !is_first {
        let (later, show) = (Rc::clone(asking), show.clone());
        let pause = Timeout::new(PAUSE_MS, move || want(&later, &show, true));
        asking.borrow_mut().pause = Some(pause);
    }
}

fn want(asking: &Rc<RefCell<Asking>>, show: &Show, with_draws: bool) {
    asking.borrow_mut().wanted = Some(with_draws);
    next(asking, show);
}

fn next(asking: &Rc<RefCell<Asking>>, show: &Show) {
    let (wish, with_draws) = {
        let mut now = asking.borrow_mut();
        if now.is_under_way {
            return;
        }
        let Some((wish, with_draws)) = now.wish.clone().zip(now.wanted.take()) else { return };
        now.is_under_way = true;
        (wish, with_draws)
    };
    let (asking, show) = (Rc::clone(asking), show.clone());
    spawn_local(async move {
        let Wish { model, what_if, horizon, sheet, on_stage } = wish;
        let answer = ask(Project { model, what_if: what_if.clone(), horizon, with_draws, sheet }).await;
        // The hand may be further on already, and what it holds stays where it is.
        let latest = asking.borrow().wish.as_ref().map(|wish| (wish.what_if.clone(), wish.horizon));
        latest.into_iter().for_each(|latest| show.tried.set(latest));
        show.seen.set(Some(answer.map(|projection| seen(projection, with_draws, &asking))));
        if on_stage && asking.borrow().told.as_ref() != Some(&(what_if.clone(), horizon)) {
            let told = ask(TryOnStage { model, what_if: what_if.clone(), horizon }).await.is_ok();
            asking.borrow_mut().told = told.then_some((what_if, horizon));
        }
        asking.borrow_mut().is_under_way = false;
        next(&asking, &show);
    });
}

/// What comes without draws has no options and says nothing of a decision: what the last whole answer said stays.
fn seen(projection: Projection, with_draws: bool, asking: &Rc<RefCell<Asking>>) -> Rc<Seen> {
    let Projection { tiles, tried, pill, is_late, looked_back, order_by, chart, options } = projection;
    let seen = Seen { tiles, tried, pill, is_late, looked_back, order_by, chart: Rc::new(chart), options };
    let mut now = asking.borrow_mut();
    match &now.whole {
        Some(whole) if !with_draws => {
            let (pill, options) = (whole.pill.clone(), whole.options.clone());
            let looked_back = whole.looked_back.clone();
            Rc::new(Seen {
                pill,
                is_late: whole.is_late,
                order_by: whole.order_by,
                looked_back,
                options,
                ..seen
            })
        }
        _ => {
            let seen = Rc::new(seen);
            now.whole = Some(Rc::clone(&seen));
            seen
        }
    }
}
