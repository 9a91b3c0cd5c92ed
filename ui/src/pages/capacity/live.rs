//! What a model answers while something is tried on it: at once without the draws, worked out here, and with them from the backend
//! after a pause. One question is under way at a time, and the latest wish is the next one.

use super::{
    dragged::{Draw, dragged},
    here::Here,
};
use crate::{
    backend::{self, ask},
    hooks::{
        part::{Part, use_part},
        use_theme,
    },
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
    /// What works out the answer without draws, and of what; none before it is loaded.
    at_hand: Option<(Draw, Here)>,
    /// What the page shows, or will.
    wish: Option<Wish>,
    /// Whether the whole answer is still to be asked for.
    is_wanted: bool,
    is_under_way: bool,
    pause: Option<Timeout>,
    /// The last whole answer.
    whole: Option<Rc<Seen>>,
    /// What the stage was told last.
    told: Option<(WhatIf, Horizon)>,
    /// The model, once its page was left.
    left: Option<Id>,
}

/// What the backend is asked next.
enum Question {
    /// The whole answer.
    Whole(Wish),
    /// Only to put it on the stage.
    Stage(Wish),
    /// To show the model there again: what the room tried leaves with whoever leaves the page.
    Model(Id),
}

/// What the page shows.
#[derive(Clone)]
struct Show {
    tried: UseStateSetter<(WhatIf, Horizon)>,
    seen: UseStateSetter<Option<Result<Rc<Seen>, Refusal>>>,
}

/// What the model answers. While it is on the stage, the stage follows.
///
/// What is tried is shown with its answer and not before: drawing it alone would take the frame that the answer needs.
#[hook]
pub fn use_live(here: &Here, on_stage: bool) -> Live {
    let (model, theme) = (here.id(), use_theme());
    let dragged = use_part(dragged);
    let tried = use_state_eq(|| (WhatIf::default(), Horizon::FIRST));
    let seen = use_state(|| None);
    let asking = use_mut_ref(Asking::default);
    asking.borrow_mut().at_hand = match dragged {
        Part::Ready(draw) => Some((draw, here.clone())),
        Part::Loading | Part::Failed(_) => None, // whole answers alone, as they come
    };
    let show = Show { tried: tried.setter(), seen: seen.setter() };
    let sheet = Sheet { theme, width_px: CHART_PX.0, height_px: CHART_PX.1 };
    {
        let (asking, show, begin) = (Rc::clone(&asking), show.clone(), (*tried).clone());
        use_effect_with((model, sheet, on_stage), move |(model, sheet, on_stage)| {
            let before = asking.borrow().wish.clone();
            let (what_if, horizon) = before.map_or(begin, |wish| (wish.what_if, wish.horizon));
            let wish = Wish { model: *model, what_if, horizon, sheet: *sheet, on_stage: *on_stage };
            asking.borrow_mut().wish = Some(wish);
            want(&asking, &show);
        });
    }
    {
        let (asking, show) = (Rc::clone(&asking), show.clone());
        use_effect_with(model, move |model| {
            let model = *model;
            move || {
                asking.borrow_mut().leave(model);
                next(&asking, &show);
            }
        });
    }
    {
        let (asking, show) = (Rc::clone(&asking), show.clone());
        use_effect_with(model, move |model| {
            let model = *model;
            let subscription = backend::on_notice(move |notice| {
                if matches!(notice, Notice::Record { id, .. } if *id == model) {
                    want(&asking, &show);
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

/// Another wish than the present one, which is there from the first drawing on: answered at once, and wholly after a pause.
fn wish_for(asking: &Rc<RefCell<Asking>>, show: &Show, change: impl FnOnce(Wish) -> Wish) {
    let Some(before) = asking.borrow().wish.clone() else { return };
    let wish = change(before.clone());
    if wish == before {
        return; // it is on its way
    }
    asking.borrow_mut().wish = Some(wish.clone());
    let Some(seen) = at_once(&asking.borrow(), &wish) else { return want(asking, show) };
    show.put(&wish, Ok(seen));
    let (later, shown) = (Rc::clone(asking), show.clone());
    asking.borrow_mut().pause = Some(Timeout::new(PAUSE_MS, move || want(&later, &shown)));
    next(asking, show); // the stage
}

/// The answer without draws. It has no options and says nothing of a decision: what the last whole answer said of those stays. None
/// before there is one, before the part of the screen is loaded that works it out, and while something typed is not saved: the
/// backend answers for what is in the file.
fn at_once(asking: &Asking, wish: &Wish) -> Option<Rc<Seen>> {
    let ((draw, here), whole) = (asking.at_hand.as_ref()?, asking.whole.as_ref()?);
    if here.draft.dirty() {
        return None;
    }
    let line = draw(&here.model(), &wish.what_if, wish.horizon, here.day(), wish.sheet);
    Some(Rc::new(Seen {
        tiles: line.tiles,
        tried: line.tried,
        chart: Rc::new(line.chart),
        pill: whole.pill.clone(),
        is_late: whole.is_late,
        looked_back: whole.looked_back.clone(),
        order_by: whole.order_by,
        options: whole.options.clone(),
    }))
}

fn want(asking: &Rc<RefCell<Asking>>, show: &Show) {
    asking.borrow_mut().is_wanted = true;
    next(asking, show);
}

impl Show {
    fn put(&self, wish: &Wish, seen: Result<Rc<Seen>, Refusal>) {
        self.tried.set((wish.what_if.clone(), wish.horizon));
        self.seen.set(Some(seen));
    }
}

impl Asking {
    /// Nobody looks any more: nothing else is asked, and what is tried is taken back after what is under way.
    fn leave(&mut self, model: Id) {
        (self.wish, self.pause, self.is_wanted) = (None, None, false);
        self.left = Some(model);
    }

    /// What is to be asked now, if anything.
    fn question(&mut self) -> Option<Question> {
        if self.is_under_way {
            return None;
        }
        let question = match self.wish.clone() {
            Some(wish) if std::mem::take(&mut self.is_wanted) => Question::Whole(wish),
            Some(wish) if wish.on_stage && !self.is_told(&wish) => Question::Stage(wish),
            Some(_) => return None,
            None => {
                let is_tried = self.told.take().is_some_and(|(what_if, _)| !what_if.is_empty());
                Question::Model(self.left.filter(|_| is_tried)?)
            }
        };
        self.is_under_way = true;
        Some(question)
    }

    fn is_told(&self, wish: &Wish) -> bool {
        self.told.as_ref().is_some_and(|told| (&told.0, told.1) == (&wish.what_if, wish.horizon))
    }
}

fn next(asking: &Rc<RefCell<Asking>>, show: &Show) {
    let Some(question) = asking.borrow_mut().question() else { return };
    let (asking, show) = (Rc::clone(asking), show.clone());
    spawn_local(async move {
        match question {
            Question::Whole(wish) => answered(&asking, &show, wish).await,
            Question::Stage(Wish { model, what_if, horizon, .. }) => {
                // Refused or not, the stage is not asked to show the same again.
                let _told = ask(TryOnStage { model, what_if: what_if.clone(), horizon }).await;
                asking.borrow_mut().told = Some((what_if, horizon));
            }
            Question::Model(model) => {
                let nothing = TryOnStage { model, what_if: WhatIf::default(), horizon: Horizon::FIRST };
                let _told = ask(nothing).await;
            }
        }
        asking.borrow_mut().is_under_way = false;
        next(&asking, &show);
    });
}

async fn answered(asking: &Rc<RefCell<Asking>>, show: &Show, wish: Wish) {
    let Wish { model, horizon, sheet, .. } = wish;
    let answer = ask(Project { model, what_if: wish.what_if.clone(), horizon, sheet }).await;
    let answer = answer.map(|projection| Rc::new(seen(projection)));
    let mut now = asking.borrow_mut();
    now.whole = answer.as_ref().ok().cloned().or_else(|| now.whole.take());
    let Some(latest) = now.wish.clone() else { return }; // nobody looks any more
    // The hand may be further on already: what it holds is answered at once, or stays under it until its own answer comes.
    let ahead = Some(&latest).filter(|latest| **latest != wish).and_then(|latest| at_once(&now, latest));
    show.put(&latest, ahead.map_or(answer, Ok));
}

fn seen(projection: Projection) -> Seen {
    let Projection { tiles, tried, pill, is_late, looked_back, order_by, chart, options } = projection;
    Seen { tiles, tried, pill, is_late, looked_back, order_by, chart: Rc::new(chart), options }
}
