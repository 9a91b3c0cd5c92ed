//! One window: its greeting, its rail and the room at its address.

use crate::{
    backend,
    components::{Button, ButtonKind, ToastHost, use_toasts},
    hooks::{
        Shortcut,
        loaded::{Loaded, use_loaded},
        use_keys, use_theme,
    },
    pages,
};
use contract::{Append, Greet, Greeting, Notice, Ready, Refusal};
use domain::{Id, Instant, Kind, Zone};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;
use yew_router::prelude::*;

/// The rooms and their addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Routable)]
pub enum Route {
    /// What waits for somebody today.
    #[at("/")]
    Today,
    /// The catalog.
    #[at("/services")]
    Services,
    /// One service.
    #[at("/services/:id")]
    Service {
        /// Which.
        id: Id,
    },
    /// The reviews.
    #[at("/assessments")]
    Assessments,
    /// One review.
    #[at("/assessments/:id")]
    Assessment {
        /// Which.
        id: Id,
    },
    /// What reviews ask.
    #[at("/templates")]
    Templates,
    /// The workspace's own copy of a template.
    #[at("/templates/:id")]
    Template {
        /// Which.
        id: Id,
    },
    /// Who takes part.
    #[at("/people")]
    People,
    /// The experiments.
    #[at("/experiments")]
    Experiments,
    /// One experiment.
    #[at("/experiments/:id")]
    Experiment {
        /// Which.
        id: Id,
    },
    /// Files of other tools.
    #[at("/import")]
    Import,
    /// The game days.
    #[at("/game-days")]
    GameDays,
    /// The plan of one game day.
    #[at("/game-days/:id")]
    GameDay {
        /// Which.
        id: Id,
    },
    /// The console of a running day.
    #[at("/game-days/:id/run")]
    Run {
        /// Which game day.
        id: Id,
    },
    /// What a day has left behind.
    #[at("/game-days/:id/record")]
    Record {
        /// Which game day.
        id: Id,
    },
    /// A day against one that is still to be chosen.
    #[at("/game-days/:id/compare")]
    CompareWith {
        /// Which game day.
        id: Id,
    },
    /// Two days side by side.
    #[at("/game-days/:id/compare/:other")]
    Compare {
        /// Which game day.
        id: Id,
        /// The other one.
        other: Id,
    },
    /// What was promised.
    #[at("/actions")]
    Actions,
    /// The workspace's settings.
    #[at("/settings")]
    Settings,
    /// The projector.
    #[at("/stage")]
    Stage,
    /// An address that nobody lives at.
    #[not_found]
    #[at("/404")]
    NotFound,
}

/// What every room of a window knows: `use_context::<Rc<Greeting>>()`.
pub type Known = Rc<Greeting>;

/// The greeting of this window. Rooms are only drawn after it, so it is always there.
///
/// # Panics
/// Outside of [`App`].
#[hook]
#[expect(clippy::expect_used, reason = "App draws rooms inside its provider only")]
pub fn use_known() -> Known {
    use_context::<Known>().expect("a room inside the app")
}

/// The whole window.
#[component]
pub fn App() -> Html {
    let _ = use_theme(); // follows a change in the settings, in another window or in the system
    let hearing = use_state(|| None::<Result<(), Refusal>>);
    {
        let hearing = hearing.setter();
        use_effect_with((), move |()| {
            wasm_bindgen_futures::spawn_local(async move { hearing.set(Some(backend::listen().await)) });
        });
    }
    match &*hearing {
        None => Html::default(),
        Some(Ok(())) => html! { <HashRouter><Window /></HashRouter> },
        Some(Err(refusal)) => html! { <Refused words={refusal.message.clone()} again={reload()} /> },
    }
}

#[component]
fn Window() -> Html {
    let route = use_route::<Route>().unwrap_or(Route::NotFound);
    let (greeting, ask_again) = use_loaded(Greet {}, |_, notice| {
        matches!(notice, Notice::Record { kind: Kind::Workspace | Kind::GameDay, .. })
    });
    use_effect_with(greeting.ready().is_some(), |known| {
        if *known {
            stands();
        }
    });
    match greeting {
        Loaded::Loading => Html::default(),
        Loaded::Refused(refusal) => html! { <Refused words={refusal.message} again={ask_again} /> },
        Loaded::Ready(known) => html! {
            <ContextProvider<Known> context={known}>
                if route == Route::Stage {
                    <pages::stage::StageWindow />
                } else {
                    <ToastHost><pages::settings::KeysHost><Shell {route} /></pages::settings::KeysHost></ToastHost>
                }
            </ContextProvider<Known>>
        },
    }
}

#[derive(PartialEq, Properties)]
struct ShellProps {
    route: Route,
}

#[component]
fn Shell(props: &ShellProps) -> Html {
    // The address after # belongs to the rooms, so the link only moves the focus.
    let skip = |event: MouseEvent| {
        event.prevent_default();
        pages::run::control::focus("#room");
    };
    let toasts = use_toasts();
    let running = use_known().running.filter(|id| props.route != Route::Run { id: *id });
    // The console of the run has this key itself; everywhere else it aborts just the same, and goes there.
    use_keys(running.map_or_else(Vec::new, |run| {
        let abort = Callback::from(move |()| {
            let toasts = toasts.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let event =
                    domain::run::Event::Aborted { reason: String::new(), condition: None, reading: None };
                match backend::ask(Append { run, actor: String::new(), event }).await {
                    Ok(_) => go_to(Route::Run { id: run }),
                    Err(refusal) => toasts.done(refusal.message, None),
                }
            });
        });
        vec![Shortcut::new("F8", abort).always()]
    }));
    html! {
        <div class="shell">
            <a class="skip" href="#room" onclick={skip}>{ "Skip to the room" }</a>
            <Rail route={props.route} />
            <div class="room" id="room" tabindex="-1">{ room(props.route) }</div>
            <pages::palette::Palette />
            <pages::stage::away::StageQuestion />
        </div>
    }
}

/// What lives at an address.
fn room(route: Route) -> Html {
    match route {
        Route::Experiment { id } => html! { <pages::experiment::ExperimentPage key={id.to_string()} {id} /> },
        Route::GameDays => html! { <pages::game_days::GameDays /> },
        Route::GameDay { id } => html! { <pages::game_day::GameDayPage key={id.to_string()} {id} /> },
        Route::Run { id } => html! { <pages::run::Console key={id.to_string()} {id} /> },
        Route::Record { id } => html! { <pages::game_day::record::RecordPage key={id.to_string()} {id} /> },
        Route::Import => html! { <pages::import::Import /> },
        Route::CompareWith { id } => html! { <pages::compare::ComparePage key={id.to_string()} {id} /> },
        Route::Compare { id, other } => {
            html! { <pages::compare::ComparePage key={format!("{id} {other}")} {id} {other} /> }
        }
        Route::Today | Route::NotFound | Route::Stage => html! { <pages::today::Today /> },
        Route::Services => html! { <pages::services::Services /> },
        Route::Service { id } => html! { <pages::services::ServicePage key={id.to_string()} {id} /> },
        Route::Assessments => html! { <pages::assessments::Assessments /> },
        Route::Assessment { id } => html! { <pages::assessment::AssessmentPage key={id.to_string()} {id} /> },
        Route::Templates => html! { <pages::templates::Templates /> },
        Route::Template { id } => html! { <pages::templates::TemplatePage key={id.to_string()} {id} /> },
        Route::People => html! { <pages::people::People /> },
        Route::Experiments => html! { <pages::experiments::Experiments /> },
        Route::Actions => html! { <pages::actions::Actions /> },
        Route::Settings => html! { <pages::settings::Settings /> },
    }
}

#[component]
fn Rail(props: &ShellProps) -> Html {
    let known = use_known();
    let present = group(props.route);
    let link = |to: Route, words: &str, act: &'static str, live: bool| {
        html! {
            <a class="rail-link" href={format!("#{}", to.to_path())} data-act={act}
                aria-current={(present == to).then_some("page")}>
                { words }
                if live { <span class="rail-live" role="img" aria-label="running" /> }
            </a>
        }
    };
    html! {
        <nav class="rail" aria-label="Rooms">
            <a class="brand" href="#/">
                <svg class="brand-mark" viewBox="0 0 13 13" aria-hidden="true"><path d="M10.4 3.1A5 5 0 1 0 10.4 9.9" /></svg>
                { "Readyroom" }
            </a>
            <div class="rail-links">
                { link(Route::Today, "Today", "go-today", false) }
                <h2 class="rail-group">{ "Prepare" }</h2>
                { link(Route::Services, "Services", "go-services", false) }
                { link(Route::Assessments, "Assessments", "go-assessments", false) }
                { link(Route::People, "People", "go-people", false) }
                { link(Route::Experiments, "Experiments", "go-experiments", false) }
                <h2 class="rail-group">{ "Run" }</h2>
                { link(Route::GameDays, "Game days", "go-game-days", known.running.is_some()) }
                <h2 class="rail-group">{ "Learn" }</h2>
                { link(Route::Actions, "Actions", "go-actions", false) }
            </div>
            { link(Route::Settings, "Settings", "go-settings", false) }
            <div class="rail-foot">
                <Saved zone={known.workspace.zone} />
                <button class="keycap" type="button" data-act="palette" aria-label="Find anything"
                    onclick={|_| pages::palette::open_palette()}>{ "Ctrl K" }</button>
            </div>
        </nav>
    }
}

/// The entry of the rail that a room belongs to.
const fn group(route: Route) -> Route {
    match route {
        Route::Service { .. } => Route::Services,
        Route::Assessment { .. } | Route::Templates | Route::Template { .. } => Route::Assessments,
        Route::Experiment { .. } | Route::Import => Route::Experiments,
        Route::GameDay { .. }
        | Route::Run { .. }
        | Route::Record { .. }
        | Route::CompareWith { .. }
        | Route::Compare { .. } => Route::GameDays,
        other => other,
    }
}

#[derive(PartialEq, Properties)]
struct SavedProps {
    zone: Zone,
}

/// How long the line below the rail waits. In a frame of its own: painted together with what was saved, the part of the
/// window between the two would be painted as well, which is nearly all of it.
const SETTLE_MS: u32 = 300;

/// When something was last written to the file.
#[component]
fn Saved(props: &SavedProps) -> Html {
    let last = use_state(|| None::<Instant>);
    {
        let last = last.setter();
        use_effect_with((), move |()| {
            let waiting = std::cell::Cell::new(None); // dropping a timeout cancels it
            let subscription = backend::on_notice(move |notice| {
                if !matches!(notice, Notice::Stage | Notice::Samples { .. }) {
                    let (last, at) = (last.clone(), backend::now());
                    waiting.set(Some(Timeout::new(SETTLE_MS, move || last.set(Some(at)))));
                }
            });
            move || drop(subscription)
        });
    }
    let words = last.map_or_else(|| "All saved".to_owned(), |at| format!("Saved {}", props.zone.clock(at)));
    html! { <span data-act="saved">{ words }</span> }
}

#[derive(PartialEq, Properties)]
struct RefusedProps {
    words: String,
    again: Callback<()>,
}

/// A window that cannot be drawn says why.
#[component]
fn Refused(props: &RefusedProps) -> Html {
    use_effect_with((), |()| stands());
    html! {
        <main class="start" role="alert">
            <h1 class="start-title">{ "Readyroom cannot show this workspace" }</h1>
            <p>{ &props.words }</p>
            <p><Button act="try-again" kind={ButtonKind::Primary} onclick={props.again.clone()}>{ "Try again" }</Button></p>
        </main>
    }
}

fn go_to(route: Route) {
    // Nothing to do about a window without an address.
    let _ = gloo::utils::window().location().set_hash(&route.to_path());
}

fn reload() -> Callback<()> {
    Callback::from(|()| {
        let _ = gloo::utils::window().location().reload(); // the page is already showing why
    })
}

/// Says that this window shows real data: the boot watchdog and the journeys wait for it.
pub fn stands() {
    if let Some(root) = gloo::utils::document().document_element() {
        if root.get_attribute("data-ready").is_some() {
            return;
        }
        let _ = root.set_attribute("data-ready", "yes"); // nothing to do about a document without a root
        wasm_bindgen_futures::spawn_local(async {
            let _ = backend::ask(Ready {}).await; // only for the log
        });
    }
}

/// The element that the screen is drawn into.
#[must_use]
pub fn root() -> web_sys::Element {
    let document = gloo::utils::document();
    document.get_element_by_id("app").unwrap_or_else(|| {
        document.body().map_or_else(
            || document.document_element().unwrap_or_else(|| gloo::utils::body().into()),
            Into::into,
        )
    })
}
