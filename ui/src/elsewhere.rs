//! A hole in the time of a run in another room: one line below whatever room is open, until that room has decided.

use crate::{
    components::{Shape, State},
    hooks::loaded::use_loaded,
    room::href,
    route::Route,
};
use contract::{Notice, OpenGap, OpenGaps};
use domain::{Id, journal::GapCause, time::words};
use yew::prelude::*;

/// What [`Elsewhere`] takes.
#[derive(PartialEq, Properties)]
pub struct ElsewhereProps {
    /// The run on screen, which asks by itself.
    pub here: Option<Id>,
}

/// The lines. Put them into the shell once, while a run is in progress elsewhere.
#[component]
pub fn Elsewhere(props: &ElsewhereProps) -> Html {
    let (open, _) = use_loaded(
        OpenGaps { besides: props.here },
        |asked, notice| matches!(notice, Notice::Journal { run, .. } if Some(*run) != asked.besides),
    );
    let line = |of: &OpenGap| {
        let to = Route::console(of.kind, of.run);
        html! {
            <p key={of.run.to_string()} data-act="gap-elsewhere">
                <Shape state={State::Watch} /><span>{ sentence(of) }</span>
                <a class="link" data-act="go-to-gap" href={href(to)}>{ "Decide in its room" }</a>
            </p>
        }
    };
    match open.ready() {
        Some(open) if !open.is_empty() => {
            html! { <div class="elsewhere" role="status">{ for open.iter().map(line) }</div> }
        }
        _ => Html::default(),
    }
}

fn sentence(of: &OpenGap) -> String {
    let (title, long) = (domain::text::clip(&of.title, 60), words(of.gap.to.since(of.gap.from)));
    match of.gap.cause {
        GapCause::Slept => format!("“{title}”: the computer slept {long} while it ran."),
        GapCause::Away => format!("“{title}”: Readyroom was not running for {long} while it ran."),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::{Instant, Kind, journal::Gap};

    #[test]
    fn the_line_names_the_run_and_what_happened_and_leads_to_its_console() {
        let id: Id = "019a0c00-0005-7000-8000-000000000002".parse().unwrap();
        let of = |cause| {
            let gap =
                Gap { seq: 9, cause, from: Instant::from_ms(0), to: Instant::from_ms(240_000), counts: None };
            sentence(&OpenGap { kind: Kind::GameDay, run: id, title: "Autumn".into(), gap })
        };
        assert_eq!(of(GapCause::Slept), "“Autumn”: the computer slept 4 min while it ran.");
        assert_eq!(of(GapCause::Away), "“Autumn”: Readyroom was not running for 4 min while it ran.");
        for kind in Kind::ALL.iter().filter(|kind| kind.running().is_some()) {
            let page = Route::of(*kind, id, "");
            // The page of an incident is its console from the first second on.
            let is_console = *kind == Kind::Incident;
            assert_eq!(Route::console(*kind, id) == page, is_console, "a run of {kind} has a console");
        }
    }
}
