//! One window: its greeting, its rail and the room at its address.

use crate::{
    backend,
    closing::use_closing,
    components::{Banner, Button, ButtonKind, State, ToastHost},
    elsewhere::Elsewhere,
    hooks::{
        kept,
        letters::{Letters, use_letters},
        loaded::{Loaded, use_loaded},
        use_theme,
    },
    known::{Known, use_known},
    pages, palette, room,
    route::{Group, ROOMS, RailEntry, Route},
    stage,
    window::stands,
    wings::Wing,
};
use contract::{Greet, Notice, Refusal};
use domain::{Id, Instant, Kind, Zone};
use gloo::timers::callback::Timeout;
use yew::prelude::*;
use yew_router::prelude::*;

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
        Some(Err(refusal)) => {
            html! { <Refused words={refusal.message.clone()} again={reload()} others=false /> }
        }
    }
}

#[component]
fn Window() -> Html {
    let route = use_route::<Route>().unwrap_or(Route::NotFound);
    let (greeting, ask_again) = use_loaded(Greet {}, |_, notice| {
        // Its settings, and which runs are in progress.
        matches!(notice, Notice::Record { kind, .. } if kind.is_one() || kind.running().is_some())
    });
    use_effect_with(greeting.ready().is_some(), |known| {
        if *known {
            stands();
        }
    });
    match greeting {
        Loaded::Loading => Html::default(),
        Loaded::Refused(refusal) => {
            html! { <Refused words={refusal.message} again={ask_again} others={route != Route::Stage} /> }
        }
        Loaded::Ready(known) => {
            known.workspace.zone.learn(&known.clocks);
            kept::learn(&known.kept);
            html! {
                <ContextProvider<Known> context={known}>
                    if route == Route::Stage {
                        <Wing {route} />
                    } else {
                        <ToastHost>
                            <room::removal::RemovalHost>
                                <pages::workspace::KeysHost><Shell {route} /></pages::workspace::KeysHost>
                            </room::removal::RemovalHost>
                        </ToastHost>
                    }
                </ContextProvider<Known>>
            }
        }
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
        room::control::focus("#room");
    };
    use_closing();
    let known = use_known();
    let is_here = |(kind, id): &(Kind, Id)| props.route == Route::console(*kind, *id);
    let here = known.running.iter().copied().find(is_here).map(|(_, id)| id); // it asks by itself
    html! {
        <div class="shell">
            <a class="skip" href="#room" onclick={skip}>{ "Skip to the room" }</a>
            <Rail route={props.route} />
            <div class="room" id="room" tabindex="-1">
                if let Some(words) = &known.warning { <div data-act="file-warning"><Banner state={State::Bad}>{ words }</Banner></div> }
                <Wing route={props.route} />
            </div>
            if known.running.iter().any(|(_, run)| Some(*run) != here) { <Elsewhere {here} /> }
            <palette::Palette />
            <pages::chaos::brake::Brake route={props.route} />
            <stage::away::StageQuestion />
        </div>
    }
}

#[component]
fn Rail(props: &ShellProps) -> Html {
    let known = use_known();
    let present = props.route.room().map(|room| room.list);
    let link = |room: &RailEntry| {
        let live = room.kinds.iter().any(|kind| known.running(*kind).is_some());
        html! {
            <a class="rail-link" href={room::href(room.list)} data-act={room.act}
                aria-current={(present == Some(room.list)).then_some("page")}>
                { room.words }
                if live { <span class="rail-live" role="img" aria-label="running" /> }
            </a>
        }
    };
    let links = |group: Group| ROOMS.iter().filter(move |room| room.group == group).map(link);
    html! {
        <nav class="rail" aria-label="Rooms">
            <a class="brand" href="#/">
                <svg class="brand-mark" viewBox="0 0 13 13" aria-hidden="true"><path d="M10.4 3.1A5 5 0 1 0 10.4 9.9" /></svg>
                { "Readyroom" }
            </a>
            <div class="rail-links">
                { for links(Group::Top) }
                { for Group::HEADED.into_iter().map(|(group, words)| html! {
                    <><h2 class="rail-group">{ words }</h2>{ for links(group) }</>
                }) }
            </div>
            <pages::incident::key::DeclareKey route={props.route} />
            { for links(Group::Foot) }
            <div class="rail-foot">
                <Saved zone={known.workspace.zone} />
                <button class="keycap" type="button" data-act="palette" aria-label="Find anything"
                    onclick={|_| palette::open_palette()}>{ "Ctrl K" }</button>
            </div>
        </nav>
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
                if !matches!(
                    notice,
                    Notice::Stage | Notice::Samples { .. } | Notice::Tried { .. } | Notice::Reading { .. }
                ) {
                    let (last, at) = (last.clone(), backend::now());
                    waiting.set(Some(Timeout::new(SETTLE_MS, move || last.set(Some(at)))));
                }
            });
            move || drop(subscription)
        });
    }
    let words = match (use_letters(None), *last) {
        (Some(Letters::NotUnderstood), _) => "Not saved yet".to_owned(),
        (Some(Letters::Waiting), _) => "Saving…".to_owned(),
        (None, Some(at)) => format!("Saved {}", props.zone.clock(at)),
        (None, None) => "All saved".to_owned(),
    };
    html! { <span data-act="saved">{ words }</span> }
}

#[derive(PartialEq, Properties)]
struct RefusedProps {
    words: String,
    again: Callback<()>,
    /// Whether another workspace can be opened from here.
    others: bool,
}

/// A window that cannot be drawn says why, and leads to what was open before.
#[component]
fn Refused(props: &RefusedProps) -> Html {
    use_effect_with((), |()| stands());
    use_closing();
    html! {
        <main class="start" role="alert">
            <h1 class="start-title">{ "Readyroom cannot show this workspace" }</h1>
            <p>{ &props.words }</p>
            <p><Button act="try-again" kind={ButtonKind::Primary} onclick={props.again.clone()}>{ "Try again" }</Button></p>
            if props.others {
                <section class="card start-others" aria-label="Other workspaces">
                    <pages::workspace::WayOut />
                </section>
            }
        </main>
    }
}

fn reload() -> Callback<()> {
    Callback::from(|()| {
        let _ = gloo::utils::window().location().reload(); // the page is already showing why
    })
}
