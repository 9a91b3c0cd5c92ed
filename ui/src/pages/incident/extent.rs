//! The matrix, to choose how far an incident reaches, and what raises it of itself.

use crate::components::{Button, State};
use domain::incident::{Escalation, Extent, Impact, Severity, Users, matrix};
use yew::prelude::*;

/// What is chosen so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// A field of the matrix.
    pub field: Option<(Impact, Users)>,
    /// What else is so.
    pub escalations: Vec<Escalation>,
    /// What the room calls it instead of what comes out.
    pub called: Option<Severity>,
}

impl Chosen {
    /// As it stands in an incident.
    #[must_use]
    pub fn of(extent: &Extent, severity: Severity) -> Self {
        let called = Some(severity).filter(|severity| *severity != extent.rated().severity);
        Self { field: Some((extent.impact, extent.users)), escalations: extent.escalations.clone(), called }
    }

    /// The extent, once a field is chosen.
    #[must_use]
    pub fn extent(&self) -> Option<Extent> {
        let (impact, users) = self.field?;
        Some(Extent { impact, users, escalations: self.escalations.clone() })
    }

    /// The severity, once a field is chosen.
    #[must_use]
    pub fn severity(&self) -> Option<Severity> {
        let rated = self.extent()?.rated().severity;
        Some(self.called.unwrap_or(rated))
    }
}

/// The matrix, what raises it, and what comes out with its reasons. Enter on what is chosen already means that the choice is made.
pub fn picker(chosen: &Chosen, onchange: &Callback<Chosen>, onenter: &Callback<()>) -> Html {
    let onkeydown = {
        let onenter = onenter.clone();
        Callback::from(move |event: KeyboardEvent| {
            let on =
                event.target_dyn_into::<web_sys::Element>().and_then(|on| on.get_attribute("aria-pressed"));
            if event.key() == "Enter" && on.as_deref() == Some("true") {
                event.prevent_default();
                onenter.emit(());
            }
        })
    };
    let field = |impact: Impact, users: Users| {
        let severity = matrix(impact, users);
        let onclick = {
            let (chosen, onchange) = (chosen.clone(), onchange.clone());
            Callback::from(move |()| {
                onchange.emit(Chosen { field: Some((impact, users)), called: None, ..chosen.clone() });
            })
        };
        let label = format!("{impact}, {users}: {severity}");
        let pressed = chosen.field == Some((impact, users));
        html! {
            <td><Button act={format!("{}/{}", impact.word(), users.word())} {label} {pressed} {onclick} class={classes!("severity-field")}>{ severity.label() }</Button></td>
        }
    };
    html! {
        <div class="severity-picker" {onkeydown}>
            <table class="severity-matrix" aria-label="What is broken, and for how many">
                <thead><tr><td></td>{ for Users::ALL.iter().map(|users| html! { <th scope="col">{ users.label() }</th> }) }</tr></thead>
                <tbody>
                    { for Impact::ALL.iter().map(|impact| html! {
                        <tr><th scope="row">{ impact.label() }</th>{ for Users::ALL.iter().map(|users| field(*impact, *users)) }</tr>
                    }) }
                </tbody>
            </table>
            <div class="line" role="group" aria-label="What raises it">{ for Escalation::ALL.iter().map(|escalation| raises(chosen, *escalation, onchange)) }</div>
            { outcome(chosen, onchange) }
        </div>
    }
}

fn raises(chosen: &Chosen, escalation: Escalation, onchange: &Callback<Chosen>) -> Html {
    let pressed = chosen.escalations.contains(&escalation);
    let onclick = {
        let (chosen, onchange) = (chosen.clone(), onchange.clone());
        Callback::from(move |()| {
            let mut chosen = Chosen { called: None, ..chosen.clone() };
            if pressed {
                chosen.escalations.retain(|known| *known != escalation);
            } else {
                chosen.escalations.push(escalation);
            }
            onchange.emit(chosen);
        })
    };
    html! { <Button act={escalation.word()} small=true {pressed} {onclick}>{ escalation.label() }</Button> }
}

/// What comes out, why, and the other three for whoever calls it otherwise.
fn outcome(chosen: &Chosen, onchange: &Callback<Chosen>) -> Html {
    let Some(extent) = chosen.extent() else {
        return html! { <p class="muted" data-act="rated">{ "Choose what is broken, and for how many." }</p> };
    };
    let rated = extent.rated();
    let why = match rated.raised.as_slice() {
        [] => format!("{} by the matrix.", rated.matrix),
        raised => format!("{} by the matrix. {}", rated.matrix, raised.join(" ")),
    };
    let call = |severity: &Severity| {
        let severity = *severity;
        let (chosen, onchange) = (chosen.clone(), onchange.clone());
        let called = Some(severity).filter(|severity| *severity != rated.severity);
        let pressed = chosen.severity() == Some(severity);
        let onclick = Callback::from(move |()| onchange.emit(Chosen { called, ..chosen.clone() }));
        html! { <Button act={severity.word()} small=true {pressed} {onclick}>{ severity.label() }</Button> }
    };
    let lower = chosen.called.is_some_and(|called| called > rated.severity);
    html! {
        <>
            <div class="line"><span class="field-label">{ "Called" }</span><div class="choice" role="group" aria-label="Called">{ for Severity::ALL.iter().map(call) }</div></div>
            <p class="muted" data-act="rated">{ why }</p>
            if lower { <p class="tone" data-state={State::Watch.name()}>{ format!("Below what it comes to, {}: say why in the timeline.", rated.severity) }</p> }
        </>
    }
}

/// The matrix as it stands in an incident, small.
pub fn small(extent: &Extent) -> Html {
    let cell = |impact: Impact, users: Users| {
        let now = (extent.impact, extent.users) == (impact, users);
        html! { <td data-now={now.then_some("")}>{ matrix(impact, users).label().trim_start_matches("SEV").to_owned() }</td> }
    };
    const HEADS: [&str; 4] = ["1", "<25 %", "≥25 %", "all"];
    const ROWS: [&str; 4] = ["Core down", "Degraded", "Non-core", "Cosmetic"];
    html! {
        <table class="severity-small" aria-label="The matrix">
            <thead><tr><td></td>{ for HEADS.iter().map(|head| html! { <th scope="col">{ *head }</th> }) }</tr></thead>
            <tbody>
                { for Impact::ALL.iter().zip(ROWS).map(|(impact, row)| html! {
                    <tr><th scope="row">{ row }</th>{ for Users::ALL.iter().map(|users| cell(*impact, *users)) }</tr>
                }) }
            </tbody>
        </table>
    }
}
