//! Light, dark or high contrast: the person's choice in `localStorage` under `theme`, else what the system asks for.
//! `theme.js` does the same before the first paint.

use contract::Theme;
use gloo::events::EventListener;
use web_sys::{Event, EventTarget};
use yew::prelude::*;

const KEY: &str = "theme";
const CHANGED: &str = "theme-changed";
const MORE_CONTRAST: &str = "(prefers-contrast: more)";
const DARK: &str = "(prefers-color-scheme: dark)";

/// The theme that this window shows, rendered again when it changes here, in another window or in the system.
#[hook]
pub fn use_theme() -> Theme {
    let theme = use_state_eq(shown);
    {
        let setter = theme.setter();
        use_effect_with((), move |()| {
            let window = gloo::utils::window();
            let mut targets: Vec<(EventTarget, &'static str)> =
                vec![(window.clone().into(), CHANGED), (window.clone().into(), "storage")];
            let queries = [MORE_CONTRAST, DARK].map(|query| window.match_media(query).ok().flatten());
            targets.extend(queries.into_iter().flatten().map(|query| (query.into(), "change")));
            let ears: Vec<EventListener> = targets
                .into_iter()
                .map(|(target, kind)| {
                    let setter = setter.clone();
                    EventListener::new(&target, kind, move |_| {
                        apply(shown());
                        setter.set(shown());
                    })
                })
                .collect();
            move || drop(ears)
        });
    }
    *theme
}

/// What the person chose; `None` follows the system.
#[must_use]
pub fn chosen_theme() -> Option<Theme> {
    let stored = gloo::utils::window().local_storage().ok().flatten()?.get_item(KEY).ok().flatten()?;
    [Theme::Light, Theme::Dark, Theme::Contrast].into_iter().find(|theme| name(*theme) == stored)
}

/// Chooses for all windows, now and at the next start. Where storage is switched off, the choice lasts as long as nothing
/// else changes the theme.
pub fn choose_theme(choice: Option<Theme>) {
    let window = gloo::utils::window();
    if let Ok(Some(storage)) = window.local_storage() {
        let _ = match choice {
            Some(theme) => storage.set_item(KEY, name(theme)),
            None => storage.remove_item(KEY),
        };
    }
    apply(choice.unwrap_or_else(shown));
    if let Ok(event) = Event::new(CHANGED) {
        let _ = window.dispatch_event(&event); // nobody listens, nothing to draw again
    }
}

/// The value of `data-theme`.
const fn name(theme: Theme) -> &'static str {
    match theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
        Theme::Contrast => "contrast",
    }
}

fn shown() -> Theme {
    let asks =
        |query| gloo::utils::window().match_media(query).ok().flatten().is_some_and(|list| list.matches());
    chosen_theme().unwrap_or_else(|| {
        if asks(MORE_CONTRAST) {
            Theme::Contrast
        } else if asks(DARK) {
            Theme::Dark
        } else {
            Theme::Light
        }
    })
}

fn apply(theme: Theme) {
    if let Some(root) = gloo::utils::document().document_element() {
        let _ = root.set_attribute("data-theme", name(theme)); // without a root there is nothing to colour
    }
}
