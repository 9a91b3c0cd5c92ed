//! The rooms, in parts that a window loads when it first enters one: what the person waits for at the start is only
//! what every window needs.

use crate::{pages, route::Route};
use std::cell::RefCell;
use wasm_split_helpers::wasm_split;
use yew::prelude::*;

/// Draws the rooms of one part.
type Door = fn(Route) -> Html;

thread_local! {
    /// Those that have been opened.
    static OPEN: RefCell<Vec<(Part, Door)>> = const { RefCell::new(Vec::new()) };
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Today,
    Services,
    People,
    Assessments,
    Experiments,
    Import,
    Days,
    Run,
    Record,
    Compare,
    Actions,
    Settings,
    Stage,
}

#[derive(PartialEq, Properties)]
pub struct WingProps {
    /// Which room.
    pub route: Route,
}

/// The room at an address.
#[component]
pub fn Wing(props: &WingProps) -> Html {
    let again = use_force_update();
    let part = part(props.route);
    let door = OPEN.with_borrow(|open| open.iter().find(|(of, _)| *of == part).map(|(_, door)| *door));
    use_effect_with((part, door.is_some()), move |(part, open)| {
        let part = *part;
        if !open {
            wasm_bindgen_futures::spawn_local(async move {
                let door = opened(part).await;
                OPEN.with_borrow_mut(|open| open.push((part, door)));
                again.force_update();
            });
        }
    });
    match door {
        Some(door) => door(props.route),
        None if props.route == Route::Stage => html! { <div class="stage" data-window="" /> }, // dark from the first picture on
        None => Html::default(),
    }
}

const fn part(route: Route) -> Part {
    match route {
        Route::Today | Route::NotFound => Part::Today,
        Route::Stage => Part::Stage,
        Route::Services | Route::Service { .. } => Part::Services,
        Route::Assessments | Route::Assessment { .. } | Route::Templates | Route::Template { .. } => {
            Part::Assessments
        }
        Route::People => Part::People,
        Route::Experiments | Route::Experiment { .. } => Part::Experiments,
        Route::Import => Part::Import,
        Route::GameDays | Route::GameDay { .. } => Part::Days,
        Route::Run { .. } => Part::Run,
        Route::Record { .. } => Part::Record,
        Route::CompareWith { .. } | Route::Compare { .. } => Part::Compare,
        Route::Actions => Part::Actions,
        Route::Settings => Part::Settings,
    }
}

async fn opened(part: Part) -> Door {
    match part {
        Part::Today => |_| html! { <pages::today::Today /> },
        Part::Services => services().await,
        Part::People => people().await,
        Part::Assessments => assessments().await,
        Part::Experiments => experiments().await,
        Part::Import => import().await,
        Part::Days => days().await,
        Part::Run => run().await,
        Part::Record => record().await,
        Part::Compare => compare().await,
        Part::Actions => actions().await,
        Part::Settings => settings().await,
        Part::Stage => stage().await,
    }
}

#[wasm_split(services)]
fn services() -> Door {
    |route| match route {
        Route::Service { id } => html! { <pages::catalog::ServicePage key={id.to_string()} {id} /> },
        _ => html! { <pages::catalog::Services /> },
    }
}

#[wasm_split(people)]
fn people() -> Door {
    |_| html! { <pages::person::People /> }
}

#[wasm_split(assessments)]
fn assessments() -> Door {
    |route| match route {
        Route::Assessment { id } => html! { <pages::assessment::AssessmentPage key={id.to_string()} {id} /> },
        Route::Templates => html! { <pages::assessment::templates::Templates /> },
        Route::Template { id } => {
            html! { <pages::assessment::templates::TemplatePage key={id.to_string()} {id} /> }
        }
        _ => html! { <pages::assessment::list::Assessments /> },
    }
}

#[wasm_split(experiments)]
fn experiments() -> Door {
    |route| match route {
        Route::Experiment { id } => {
            html! { <pages::chaos::experiment::ExperimentPage key={id.to_string()} {id} /> }
        }
        _ => html! { <pages::chaos::experiments::Experiments /> },
    }
}

#[wasm_split(import)]
fn import() -> Door {
    |_| html! { <pages::interchange::Import /> }
}

#[wasm_split(days)]
fn days() -> Door {
    |route| match route {
        Route::GameDay { id } => html! { <pages::chaos::game_day::GameDayPage key={id.to_string()} {id} /> },
        _ => html! { <pages::chaos::game_days::GameDays /> },
    }
}

#[wasm_split(run)]
fn run() -> Door {
    |route| match route {
        Route::Run { id } => html! { <pages::chaos::run::Console key={id.to_string()} {id} /> },
        _ => Html::default(),
    }
}

#[wasm_split(record)]
fn record() -> Door {
    |route| match route {
        Route::Record { id } => {
            html! { <pages::chaos::game_day::record::RecordPage key={id.to_string()} {id} /> }
        }
        _ => Html::default(),
    }
}

#[wasm_split(compare)]
fn compare() -> Door {
    |route| match route {
        Route::CompareWith { id } => {
            html! { <pages::chaos::compare::ComparePage key={id.to_string()} {id} /> }
        }
        Route::Compare { id, other } => {
            html! { <pages::chaos::compare::ComparePage key={format!("{id} {other}")} {id} {other} /> }
        }
        _ => Html::default(),
    }
}

#[wasm_split(actions)]
fn actions() -> Door {
    |_| html! { <pages::action::Actions /> }
}

#[wasm_split(settings)]
fn settings() -> Door {
    |_| html! { <pages::workspace::Settings /> }
}

#[wasm_split(stage)]
fn stage() -> Door {
    |_| html! { <crate::projector::StageWindow /> }
}
