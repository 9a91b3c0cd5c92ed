//! Every room, every action and every record, a few letters away. Ctrl+K, or ⌘K.

mod choices;
mod fuzzy;

use crate::{
    backend::ask,
    components::{Dialog, Keycap},
    hooks::{Shortcut, use_keys},
    known::use_known,
    pages::{chaos, interchange::ExportDialog},
    room::{
        choice::{Choice, Deed},
        tasks::{Tasks, use_tasks},
    },
    route::Route,
};
use choices::choices;
use contract::Search;
use domain::{Id, Row};
use gloo::{events::EventListener, timers::callback::Timeout};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;
use yew_router::{Routable, hooks::use_route};

const OPEN: &str = "open-palette";
const PAUSE_MS: u32 = 120;
const AT_MOST: usize = 12;

/// Opens the palette of this window; for a button beside the shortcut.
pub fn open_palette() {
    if let Ok(event) = web_sys::Event::new(OPEN) {
        let _ = gloo::utils::window().dispatch_event(&event); // without a palette nothing opens
    }
}

/// The palette. Put it into the shell once; it is invisible until it is called.
#[component]
pub fn Palette() -> Html {
    let open = use_state_eq(|| false);
    let exporting = use_state_eq(|| None::<Id>);
    let export = {
        let exporting = exporting.setter();
        Callback::from(move |id| exporting.set(Some(id)))
    };
    let exported = {
        let exporting = exporting.setter();
        Callback::from(move |()| exporting.set(None))
    };
    let show = {
        let open = open.setter();
        Callback::from(move |()| open.set(true))
    };
    let hide = {
        let open = open.setter();
        Callback::from(move |()| open.set(false))
    };
    use_keys(vec![Shortcut::new("Mod+K", show.clone())]);
    use_effect_with((), move |()| {
        let ear = EventListener::new(&gloo::utils::window(), OPEN, move |_| show.emit(()));
        move || drop(ear)
    });
    match *exporting {
        Some(id) => html! { <ExportDialog {id} onclose={exported} /> },
        None if *open => html! { <Finder onclose={hide} {export} /> },
        None => Html::default(),
    }
}

#[derive(PartialEq, Properties)]
struct FinderProps {
    onclose: Callback<()>,
    export: Callback<Id>,
}

#[component]
fn Finder(props: &FinderProps) -> Html {
    let known = use_known();
    let tasks = use_tasks();
    let typed = use_state(String::new);
    let present = use_state(|| 0_usize);
    let found = use_found((*typed).clone());
    let here = use_route::<Route>();
    let begun = chaos::palette::use_begun();
    let lines = lines(&typed, &choices(&known.running, here, |id| begun.contains(&id)), &found);
    let chosen = (*present).min(lines.len().saturating_sub(1));

    let take = {
        let (onclose, export, lines) = (props.onclose.clone(), props.export.clone(), lines.clone());
        Callback::from(move |place: usize| {
            if let Some(choice) = lines.get(place) {
                onclose.emit(());
                carry_out(choice.deed, &tasks, &export);
            }
        })
    };
    let oninput = {
        let (typed, present) = (typed.clone(), present.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                typed.set(input.value());
                present.set(0);
            }
        })
    };
    let onkeydown = {
        let (present, take, count) = (present.clone(), take.clone(), lines.len());
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowDown" if count > 0 => (chosen + 1) % count,
                "ArrowUp" if count > 0 => (chosen + count - 1) % count,
                "Enter" if !event.is_composing() => {
                    event.prevent_default();
                    take.emit(chosen);
                    return;
                }
                _ => return,
            };
            event.prevent_default();
            present.set(to);
            reveal(to);
        })
    };
    html! {
        <Dialog title="Find anything" onclose={props.onclose.clone()} wide={true}>
            <input class="input" type="text" name="palette" data-act="palette-input" data-first="" role="combobox"
                aria-expanded="true" aria-controls="palette-list" aria-activedescendant={format!("palette-{chosen}")}
                aria-label="What to find or do" placeholder="A room, an action, or words of a record" value={(*typed).clone()}
                autocomplete="off" spellcheck="false" {oninput} {onkeydown} />
            <ul class="palette" id="palette-list" role="listbox" aria-label="What was found">
                { for lines.iter().enumerate().map(|(place, choice)| line(place, place == chosen, choice, &take)) }
            </ul>
            if lines.is_empty() {
                <p class="muted">{ "Nothing fits. Try fewer letters, or other words of the record." }</p>
            }
        </Dialog>
    }
}

fn line(place: usize, chosen: bool, choice: &Choice, take: &Callback<usize>) -> Html {
    let take = take.reform(move |_: MouseEvent| place);
    html! {
        <li key={place} class="palette-line" id={format!("palette-{place}")} role="option" data-act="palette-line"
            aria-selected={if chosen { "true" } else { "false" }} onclick={take}>
            <span class="cut">{ &choice.words }</span>
            <span class="palette-kind">{ choice.kind }</span>
            if let Some(keys) = choice.keys { <Keycap {keys} /> }
        </li>
    }
}

/// Keeps the chosen line in sight.
fn reveal(place: usize) {
    let line = gloo::utils::document().get_element_by_id(&format!("palette-{place}"));
    if let Some(line) = line.and_then(|line| line.dyn_into::<HtmlElement>().ok()) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        line.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// What fits, best first; records after rooms and actions of the same fit.
fn lines(typed: &str, choices: &[Choice], found: &[Row]) -> Vec<Choice> {
    let mut scored: Vec<(i32, Choice)> = choices
        .iter()
        .filter_map(|choice| fuzzy::score(typed, &choice.words).map(|score| (score, choice.clone())))
        .collect();
    scored.sort_by_key(|(score, _)| -score);
    let mut lines: Vec<Choice> = scored.into_iter().map(|(_, choice)| choice).take(AT_MOST).collect();
    lines.extend(found.iter().filter_map(chaos::palette::found).take(3));
    lines.extend(found.iter().map(|row| {
        let to = Deed::Go(Route::of(row.kind, row.id, &row.status));
        Choice::new(row.title.clone(), row.kind.noun(), to)
    }));
    lines
}

/// Records that hold the typed words, a moment after the last key.
#[hook]
fn use_found(typed: String) -> Vec<Row> {
    let found = use_state(|| (String::new(), Vec::new()));
    let setter = found.setter();
    use_effect_with(typed.clone(), move |typed| {
        let text = typed.trim().to_owned();
        let pause = (text.chars().count() >= 2).then(|| {
            Timeout::new(PAUSE_MS, move || {
                spawn_local(async move {
                    // A search that fails finds nothing; rooms and actions are there all the same.
                    let rows = ask(Search { text: text.clone() }).await.unwrap_or_default();
                    setter.set((text, rows));
                });
            })
        });
        move || drop(pause)
    });
    // While the next search is on its way, what was found for the same beginning stays.
    let (text, rows) = &*found;
    if !text.is_empty() && typed.trim().starts_with(text.as_str()) {
        rows.iter().take(AT_MOST).cloned().collect()
    } else {
        Vec::new()
    }
}

fn carry_out(deed: Deed, tasks: &Tasks, export: &Callback<Id>) {
    match deed {
        Deed::Go(route) => tasks.go(route),
        Deed::Show(route, part) => {
            let address = format!("{}?show={part}", route.to_path());
            let _ = gloo::utils::window().location().set_hash(&address); // a window always has an address
        }
        Deed::Copy(id) => tasks.duplicate(id).emit(()),
        Deed::Export(id) => export.emit(id),
        Deed::New(route) => tasks.go_new(route),
        Deed::Theme(choice) => crate::hooks::choose_theme(choice),
        Deed::Stage(stage) => {
            let tasks = tasks.clone();
            spawn_local(async move {
                if let Err(refusal) = stage.ask().await {
                    tasks.say(refusal.message);
                }
            });
        }
    }
}
