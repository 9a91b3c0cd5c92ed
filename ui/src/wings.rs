//! The rooms, in parts that a window loads when it first enters one: what the person waits for at the start is only
//! what every window needs.

use crate::{
    components::{Button, ButtonKind, Card, EmptyState},
    pages,
    room::Room,
    route::Route,
};
use domain::Kind;
use std::cell::RefCell;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

/// Draws the rooms of one part.
type Door = fn(Route) -> Html;
/// A part that was loaded, or could not be.
type Opened = Result<Door, SplitLoaderError>;

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
    Capacity,
    Review,
    Experiments,
    Import,
    Days,
    Run,
    Record,
    Compare,
    Incidents,
    Incident,
    Postmortems,
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
    let failed = use_state_eq(|| None::<Part>);
    let failing = *failed == Some(part);
    let door = OPEN.with_borrow(|open| open.iter().find(|(of, _)| *of == part).map(|(_, door)| *door));
    {
        let failed = failed.setter();
        use_effect_with((part, door.is_some(), failing), move |(part, open, failing)| {
            let part = *part;
            if !open && !failing {
                spawn_local(async move {
                    match opened(part).await {
                        Ok(door) => {
                            OPEN.with_borrow_mut(|open| open.push((part, door)));
                            again.force_update();
                        }
                        Err(_) => failed.set(Some(part)), // why stands in the log of the webview
                    }
                });
            }
        });
    }
    match door {
        Some(door) => door(props.route),
        None if props.route == Route::Stage => html! { <div class="stage" data-window="" /> }, // dark from the first picture on
        None if failing => {
            let failed = failed.setter();
            missing(Callback::from(move |()| failed.set(None)))
        }
        None => Html::default(),
    }
}

/// A part of the screen that is not there, in words.
fn missing(again: Callback<()>) -> Html {
    html! {
        <Room title="This room did not open">
            <Card>
                <EmptyState title="A part of the screen could not be loaded" words="Nothing is lost: what was said is in the file, and the other rooms work. Try again; if it stays like this, install Readyroom anew.">
                    <Button act="try-again" kind={ButtonKind::Primary} onclick={again}>{ "Try again" }</Button>
                </EmptyState>
            </Card>
        </Room>
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
        Route::Capacity | Route::CapacityModel { .. } => Part::Capacity,
        Route::CapacityReview { .. } => Part::Review,
        Route::People => Part::People,
        Route::Experiments | Route::Experiment { .. } => Part::Experiments,
        Route::Import => Part::Import,
        Route::GameDays | Route::GameDay { .. } => Part::Days,
        Route::Run { .. } => Part::Run,
        Route::Record { .. } => Part::Record,
        Route::CompareWith { .. } | Route::Compare { .. } => Part::Compare,
        Route::Incidents => Part::Incidents,
        Route::Incident { .. } => Part::Incident,
        Route::Postmortems | Route::Postmortem { .. } => Part::Postmortems,
        Route::Actions => Part::Actions,
        Route::Settings => Part::Settings,
    }
}

/// Loads a part. One that could not be loaded is tried again when it is asked for again.
async fn opened(part: Part) -> Opened {
    match part {
        Part::Today => Ok(|_| html! { <pages::today::Today /> }),
        Part::Services => services().await,
        Part::People => people().await,
        Part::Assessments => assessments().await,
        Part::Capacity => capacity().await,
        Part::Review => review().await,
        Part::Experiments => experiments().await,
        Part::Import => import().await,
        Part::Days => days().await,
        Part::Run => run().await,
        Part::Record => record().await,
        Part::Compare => compare().await,
        Part::Incidents => incidents().await,
        Part::Incident => incident().await,
        Part::Postmortems => postmortems().await,
        Part::Actions => actions().await,
        Part::Settings => settings().await,
        Part::Stage => stage().await,
    }
}

#[wasm_split(services, fallible)]
fn services() -> Opened {
    Ok(|route| match route {
        Route::Service { id } => {
            let others = pages::catalog::Others { cards: service_cards, begins: service_begins };
            html! { <pages::catalog::ServicePage key={id.to_string()} {id} {others} /> }
        }
        _ => html! { <pages::catalog::Services /> },
    })
}

#[wasm_split(people, fallible)]
fn people() -> Opened {
    Ok(|_| html! { <pages::person::People /> })
}

#[wasm_split(assessments, fallible)]
fn assessments() -> Opened {
    Ok(|route| match route {
        Route::Assessment { id } => html! { <pages::assessment::AssessmentPage key={id.to_string()} {id} /> },
        Route::Templates => html! { <pages::assessment::templates::Templates /> },
        Route::Template { id } => {
            html! { <pages::assessment::templates::TemplatePage key={id.to_string()} {id} /> }
        }
        _ => html! { <pages::assessment::list::Assessments /> },
    })
}

#[wasm_split(capacity, fallible)]
fn capacity() -> Opened {
    Ok(|route| match route {
        Route::CapacityModel { id } => {
            html! { <pages::capacity::record::ModelPage key={id.to_string()} {id} /> }
        }
        _ => html! { <pages::capacity::list::Capacity /> },
    })
}

#[wasm_split(review, fallible)]
fn review() -> Opened {
    Ok(|route| match route {
        Route::CapacityReview { id } => {
            html! { <pages::capacity::review::ReviewPage key={id.to_string()} {id} /> }
        }
        _ => Html::default(),
    })
}

#[wasm_split(incidents, fallible)]
fn incidents() -> Opened {
    Ok(|_| html! { <pages::incident::list::IncidentsPage /> })
}

#[wasm_split(incident, fallible)]
fn incident() -> Opened {
    Ok(|route| match route {
        Route::Incident { id } => {
            html! { <pages::incident::console::IncidentPage key={id.to_string()} {id} /> }
        }
        _ => Html::default(),
    })
}

#[wasm_split(postmortems, fallible)]
fn postmortems() -> Opened {
    Ok(|route| match route {
        Route::Postmortem { id } => {
            html! { <pages::postmortem::record::PostmortemPage key={id.to_string()} {id} /> }
        }
        _ => html! { <pages::postmortem::list::PostmortemsPage /> },
    })
}

#[wasm_split(experiments, fallible)]
fn experiments() -> Opened {
    Ok(|route| match route {
        Route::Experiment { id } => {
            html! { <pages::chaos::experiment::ExperimentPage key={id.to_string()} {id} /> }
        }
        _ => html! { <pages::chaos::experiments::Experiments /> },
    })
}

#[wasm_split(import, fallible)]
fn import() -> Opened {
    Ok(|_| html! { <pages::interchange::Import /> })
}

#[wasm_split(days, fallible)]
fn days() -> Opened {
    Ok(|route| match route {
        Route::GameDay { id } => html! { <pages::chaos::game_day::GameDayPage key={id.to_string()} {id} /> },
        _ => html! { <pages::chaos::game_days::GameDays /> },
    })
}

#[wasm_split(run, fallible)]
fn run() -> Opened {
    Ok(|route| match route {
        Route::Run { id } => html! { <pages::chaos::run::Console key={id.to_string()} {id} /> },
        _ => Html::default(),
    })
}

#[wasm_split(record, fallible)]
fn record() -> Opened {
    Ok(|route| match route {
        Route::Record { id } => {
            html! { <pages::chaos::game_day::record::DayRecordPage key={id.to_string()} {id} /> }
        }
        _ => Html::default(),
    })
}

#[wasm_split(compare, fallible)]
fn compare() -> Opened {
    Ok(|route| match route {
        Route::CompareWith { id } => {
            html! { <pages::chaos::compare::ComparePage key={id.to_string()} {id} /> }
        }
        Route::Compare { id, other } => {
            html! { <pages::chaos::compare::ComparePage key={format!("{id} {other}")} {id} {other} /> }
        }
        _ => Html::default(),
    })
}

#[wasm_split(actions, fallible)]
fn actions() -> Opened {
    Ok(|_| html! { <pages::action::Actions /> })
}

#[wasm_split(settings, fallible)]
fn settings() -> Opened {
    Ok(|_| html! { <pages::workspace::Settings /> })
}

#[wasm_split(stage, fallible)]
fn stage() -> Opened {
    Ok(|_| html! { <crate::projector::StageWindow /> })
}

/// What the other systems show on the page of a service.
fn service_cards(about: &pages::catalog::Featured) -> Vec<pages::catalog::ServiceCard> {
    use pages::{action, assessment, capacity, chaos, incident};
    let cards = [
        assessment::service::cards(about),
        capacity::service::cards(about),
        incident::service::cards(about),
        chaos::service::cards(about),
        action::service::cards(about),
    ];
    cards.into_iter().flatten().collect()
}

/// How something of a kind is begun with a service.
fn service_begins(kind: Kind) -> Option<pages::catalog::Beginning> {
    pages::assessment::service::begins(kind).or_else(|| pages::chaos::service::begins(kind))
}
