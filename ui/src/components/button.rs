//! Buttons. A button that may not be pressed says why: it stays reachable by Tab, and the reason is its title.

use super::Keycap;
use yew::prelude::*;

/// What pressing the button means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// One action among others.
    #[default]
    Plain,
    /// The one action that the screen is for.
    Primary,
    /// Takes something away.
    Danger,
    /// Hardly a button: closing, small corrections.
    Quiet,
    /// The brake. One to a window.
    Abort,
}

impl ButtonKind {
    const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Primary => "primary",
            Self::Danger => "danger",
            Self::Quiet => "quiet",
            Self::Abort => "abort",
        }
    }
}

/// What [`Button`] takes.
#[derive(Properties, PartialEq)]
pub struct ButtonProps {
    /// The words on it: a verb first.
    pub children: Html,
    /// What pressing it does.
    pub onclick: Callback<()>,
    /// Its name for tests of whole journeys: `start-day`.
    #[prop_or_default]
    pub act: Option<AttrValue>,
    /// Which of several that do the same.
    #[prop_or_default]
    pub of: Option<usize>,
    /// Its meaning.
    #[prop_or_default]
    pub kind: ButtonKind,
    /// The key that does the same, as printed. The key itself is registered with [`crate::hooks::use_keys`].
    #[prop_or_default]
    pub keys: Option<AttrValue>,
    /// Why it cannot be pressed now, as a sentence. `Some` makes it unavailable.
    #[prop_or_default]
    pub why_not: Option<AttrValue>,
    /// Its full name, when the words on it are a sign only or are said of several.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// On or off, for a button that stays pressed.
    #[prop_or_default]
    pub pressed: Option<bool>,
    /// For rows and heads of cards.
    #[prop_or_default]
    pub small: bool,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
}

/// A button.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let onclick = {
        let (onclick, may) = (props.onclick.clone(), props.why_not.is_none());
        Callback::from(move |event: MouseEvent| {
            // A button inside a row that opens on click is not the row.
            event.stop_propagation();
            if may {
                onclick.emit(());
            }
        })
    };
    html! {
        <button
            type="button"
            class={classes!("button", props.class.clone())}
            data-kind={props.kind.name()}
            data-act={props.act.clone()}
            data-id={props.of.map(|of| of.to_string())}
            data-size={props.small.then_some("small")}
            aria-disabled={props.why_not.as_ref().map(|_| "true")}
            aria-label={props.label.clone()}
            aria-pressed={props.pressed.map(|on| if on { "true" } else { "false" })}
            title={props.why_not.clone().or_else(|| props.label.clone())}
            {onclick}
        >
            { props.children.clone() }
            if let Some(keys) = &props.keys { <Keycap {keys} /> }
        </button>
    }
}
