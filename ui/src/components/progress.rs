//! Anything over a second shows how far it is.

use super::Meter;
use yew::prelude::*;

/// What [`Progress`] takes.
#[derive(Properties, PartialEq)]
pub struct ProgressProps {
    /// What is going on, in words: "Writing the report".
    pub words: AttrValue,
    /// How far, 0 to 1; `None` while nobody can tell.
    #[prop_or_default]
    pub part: Option<f64>,
    /// How far, in words: "6 of 10".
    #[prop_or_default]
    pub note: Option<AttrValue>,
}

/// Words and a bar.
#[component]
pub fn Progress(props: &ProgressProps) -> Html {
    let percent = props.part.map(|part| (part.clamp(0.0, 1.0) * 100.0).round().to_string());
    html! {
        <div
            class="progress"
            role="progressbar"
            aria-label={&props.words}
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow={percent}
            data-unknown={props.part.is_none().then_some("")}
        >
            <p class="progress-words">
                <span>{ &props.words }</span>
                if let Some(note) = &props.note { <span class="num">{ note }</span> }
            </p>
            if let Some(part) = props.part {
                <Meter {part} />
            } else {
                <div class="meter"><div class="meter-fill"></div></div>
            }
        </div>
    }
}
