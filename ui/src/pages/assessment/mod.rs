//! One review: the facilitator's console while the room is at it, its result when it is closed.

mod anchors;
pub mod bars;
mod chart;
mod compared;
mod console;
mod dimension;
mod evidence;
mod grounds;
pub mod list;
pub mod palette;
mod pass;
mod pen;
mod plan;
mod prepare;
mod pulse;
mod result;
pub mod service;
mod side;
pub mod spread;
pub mod stage;
mod table;
pub mod templates;
mod votes;
pub mod words;

use crate::{
    backend,
    components::{Pill, State, use_toasts},
    hooks::loaded::{Loaded, use_loaded},
    known::use_known,
    room::{
        Crumbs, Room,
        draft::use_draft,
        record::{PageProps, opened},
        tasks::use_tasks,
        use_record, waiting,
    },
    route::Route,
};
use console::Console;
use contract::{Notice, Review, ReviewView, Stage, StageState};
use domain::{
    Date, Id, Kind, Record, Zone,
    assessment::{Answer, Assessment, AssessmentStatus, Dimension, Scope},
};
use pen::Pen;
use result::result_page;
use std::rc::Rc;
use yew::prelude::*;

/// The room.
#[component]
pub fn AssessmentPage(props: &PageProps) -> Html {
    // Asked together and drawn together: each answer by itself would draw the whole page once more.
    let asked = use_record(props.id);
    let against = use_state_eq(|| None::<Id>);
    let view = use_view(props.id, *against);
    let hold_against = {
        let against = against.setter();
        use_callback((), move |other: Option<Id>, ()| against.set(other))
    };
    let crumbs: Crumbs = vec![(Route::Assessments, "Assessments".into())];
    match opened::<Assessment>(props.id, &asked, "Review", crumbs.clone()) {
        Ok(opened) if !view.waits => {
            html! { <Sheet record={opened.record} review={opened.body} view={view.shown} {hold_against} /> }
        }
        Ok(_) => html! { <Room title="Review" {crumbs}>{ waiting(&asked.0, &asked.1) }</Room> },
        Err(bare) => bare,
    }
}

/// A review as every part of its page sees it.
#[derive(Clone, PartialEq, Properties)]
pub struct Here {
    /// Which.
    pub id: Id,
    /// As it stands, with what is typed.
    pub review: Rc<Assessment>,
    /// What it is held against, and why it changed; not there before the first answer.
    pub view: Option<Rc<ReviewView>>,
    /// Writes into it.
    pub pen: Pen,
    /// The zone of its dates.
    pub zone: Zone,
    /// Today, for what is stale.
    pub today: Date,
    /// What the projector shows.
    pub stage: Option<Rc<StageState>>,
    /// Holds it against another review.
    pub hold_against: Callback<Option<Id>>,
}

impl Here {
    /// What is reviewed, in words.
    #[must_use]
    pub fn scope(&self) -> String {
        self.view.as_ref().map_or_else(|| self.review.title.clone(), |view| view.scope.clone())
    }

    /// The review that it is held against.
    #[must_use]
    pub fn before(&self) -> Option<(Id, &Assessment)> {
        self.view.as_ref()?.against.as_ref().map(|(id, before)| (*id, before))
    }

    /// A dimension and what was said about it.
    #[must_use]
    pub fn at(&self, dimension: usize) -> Option<(&Dimension, &Answer)> {
        Some((self.review.template.dimensions.get(dimension)?, self.review.answers.get(dimension)?))
    }

    /// What was said about the same dimension last time.
    #[must_use]
    pub fn last(&self, dimension: usize) -> Option<&Answer> {
        let key = &self.review.template.dimensions.get(dimension)?.key;
        let (_, before) = self.before()?;
        let at = before.template.dimensions.iter().position(|asked| asked.key == *key)?;
        before.answers.get(at)
    }

    /// The way to this page.
    #[must_use]
    pub fn crumbs(&self) -> Crumbs {
        let of = match self.review.scope {
            Scope::Service(id) => Route::Service { id },
            Scope::Team(_) | Scope::Organisation => Route::Assessments,
        };
        vec![(Route::Assessments, "Assessments".into()), (of, self.scope().into())]
    }

    /// `Milestone 3, November`.
    #[must_use]
    pub fn title(&self) -> String {
        let month = self.review.date.map(|date| format!(", {}", date.format("%B"))).unwrap_or_default();
        format!("Milestone {}{month}", self.review.milestone)
    }

    /// What the other review is called: its month, its number where that is the same month, its scope where it is
    /// about something else.
    #[must_use]
    pub fn then_words(&self) -> String {
        let Some((_, before)) = self.before() else { return String::new() };
        if before.scope != self.review.scope {
            return before.title.split(": ").next().unwrap_or_default().to_owned();
        }
        let month = |date: Date| date.format("%B %Y").to_string();
        match (before.date, self.review.date) {
            (Some(then), Some(now)) if month(then) != month(now) => then.format("%B").to_string(),
            _ => format!("milestone {}", before.milestone),
        }
    }

    /// Whether it is held against a review of something else.
    #[must_use]
    pub fn is_elsewhere(&self) -> bool {
        self.before().is_some_and(|(_, before)| before.scope != self.review.scope)
    }

    /// How far it is.
    pub fn pill(&self) -> Html {
        let (state, words) = match self.review.status() {
            AssessmentStatus::Planned => (State::Off, "Planned"),
            AssessmentStatus::Scoring => (State::Live, "Scoring"),
            AssessmentStatus::Agreed => (State::Good, "Agreed"),
        };
        html! { <Pill {state}>{ words }</Pill> }
    }
}

/// What a review is held against, as far as it is known.
struct Viewed {
    shown: Option<Rc<ReviewView>>,
    /// Nothing was answered yet.
    waits: bool,
}

/// The review beside the one that it is held against; while the answer about another one is on its way, the last one stays.
#[hook]
fn use_view(id: Id, against: Option<Id>) -> Viewed {
    let (view, _) = use_loaded(Review { assessment: id, against }, |asked, notice| match notice {
        Notice::Record { kind: Kind::Assessment, id, .. } => {
            *id == asked.assessment || Some(*id) == asked.against
        }
        Notice::Record { kind: Kind::Service, .. } => true,
        _ => false,
    });
    let shown = use_mut_ref(|| None::<Rc<ReviewView>>);
    if let Some(view) = view.ready() {
        *shown.borrow_mut() = Some(Rc::clone(view));
    }
    let shown = shown.borrow().clone();
    Viewed { waits: shown.is_none() && view == Loaded::Loading, shown }
}

#[derive(PartialEq, Properties)]
struct SheetProps {
    record: Rc<Record>,
    review: Assessment,
    view: Option<Rc<ReviewView>>,
    hold_against: Callback<Option<Id>>,
}

#[component]
fn Sheet(props: &SheetProps) -> Html {
    let draft = use_draft(&props.record, &props.review);
    let zone = use_known().workspace.zone;
    let id = props.record.id;
    let (stage, _) = use_loaded(Stage {}, |_, notice| matches!(notice, Notice::Stage));
    let review = Rc::new(draft.body().clone());
    let here = Here {
        id,
        review,
        view: props.view.clone(),
        pen: Pen { draft, tasks: use_tasks(), toasts: use_toasts() },
        zone,
        today: zone.date(backend::now()),
        stage: stage.ready().cloned(),
        hold_against: props.hold_against.clone(),
    };
    if here.review.closed_at.is_some() {
        result_page(&here)
    } else {
        html! { <Console ..here /> }
    }
}
