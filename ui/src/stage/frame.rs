//! The frame of the stage: the head with its clock, the message over whatever is shown, and black. Each room brings a face
//! for it. All sizes are parts of the stage's own height, so the thumbnail on the console is the same page, only smaller.

use crate::components::tick;
use contract::StageState;
use domain::Zone;
use std::rc::Rc;
use yew::prelude::*;

/// The stage, at any size, before anything is on it.
#[derive(Clone, PartialEq)]
pub struct Frame {
    /// What the facilitator set.
    pub state: Rc<StageState>,
    /// The zone of the wall clock.
    pub zone: Zone,
    /// Whether it fills a window of its own.
    pub window: bool,
}

/// What a room shows.
#[derive(Default)]
pub struct StageFace {
    /// Whose face: the style sheet of that room lays it out.
    pub room: Option<&'static str>,
    /// Which of its faces; `idle` is everybody's.
    pub mode: &'static str,
    /// What is on.
    pub title: AttrValue,
    /// Said calmly beside the title.
    pub beside: Option<&'static str>,
    /// How far the room is: before the clock.
    pub place: Option<String>,
    /// The middle, which takes what the others leave.
    pub main: Html,
    /// Below it.
    pub foot: Html,
    /// What goes on below a message.
    pub under_message: Html,
    /// No message is worth hiding this.
    pub urgent: bool,
}

impl StageFace {
    /// The face of nobody.
    pub fn nothing(workspace: &str) -> Self {
        Self::idle(workspace.to_owned().into(), "Nothing is running", "")
    }

    /// One word, and what comes next.
    pub fn idle(title: AttrValue, word: &str, next: &str) -> Self {
        let main = html! { <><p class="stage-word">{ word }</p><p class="stage-step">{ next }</p></> };
        Self { mode: "idle", title, main, ..Self::default() }
    }
}

impl Frame {
    /// The stage with a face on it.
    pub fn around(&self, face: StageFace) -> Html {
        let page = match &self.state.message {
            _ if self.state.blank => html! { <div class="stage-page" data-mode="blanked" /> },
            Some(message) if !face.urgent => html! {
                <div class="stage-page" data-mode="message">
                    { self.head(&face) }
                    <div class="stage-main"><p class="stage-message">{ message }</p></div>
                    { face.under_message }
                </div>
            },
            _ => html! {
                <div class="stage-page" data-mode={face.mode} data-room={face.room}>
                    { self.head(&face) }
                    <div class="stage-main">{ face.main }</div>
                    { face.foot }
                </div>
            },
        };
        html! { <div class="stage" data-window={self.window.then_some("")}>{ page }</div> }
    }

    fn head(&self, face: &StageFace) -> Html {
        let zone = self.zone;
        let clock = tick(move |now| html! { { zone.hour_minute(now) } });
        let beside = face.beside.map(|words| html! { <span class="stage-beside">{ " · " }{ words }</span> });
        let place = face.place.as_ref().map(|place| format!("{place} · "));
        html! {
            <header class="stage-head">
                <h1 class="stage-title">{ &face.title }{ for beside }</h1>
                <p class="stage-where">{ for place }{ clock }</p>
            </header>
        }
    }
}
