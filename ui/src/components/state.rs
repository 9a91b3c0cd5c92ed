//! The four states, and `Live` for what runs: never colour alone, always a drawn shape and a word beside it.

use yew::prelude::*;

/// How something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// ● in range, armed, done.
    Good,
    /// ▲ near the limit, overdue, stale.
    Watch,
    /// ■ tripped, failed.
    Bad,
    /// ○ not read, none, skipped.
    #[default]
    Off,
    /// ◉ running now.
    Live,
}

impl State {
    /// The value of `data-state` in the style sheets.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Watch => "watch",
            Self::Bad => "bad",
            Self::Off => "off",
            Self::Live => "live",
        }
    }
}

/// What [`Shape`] takes.
#[derive(Properties, PartialEq)]
pub struct ShapeProps {
    /// Which shape, and its colour.
    pub state: State,
}

/// The bare shape; the word stands beside it.
#[component]
pub fn Shape(props: &ShapeProps) -> Html {
    html! { <i class="shape" data-state={props.state.name()} aria-hidden="true"></i> }
}

/// What [`Pill`] takes.
#[derive(Properties, PartialEq)]
pub struct PillProps {
    /// The state.
    pub state: State,
    /// The word for it, two or three at most.
    pub children: Html,
}

/// A state as shape, colour and word.
#[component]
pub fn Pill(props: &PillProps) -> Html {
    html! { <span class="pill" data-state={props.state.name()}>{ props.children.clone() }</span> }
}
