//! When and how the fault was noticed by those who run the system.

use super::{
    panel::{Day, Panel},
    say::Say,
    words::short,
};
use crate::components::{Button, ButtonKind};
use domain::{
    Zone,
    run::{Detection, Event, Trial},
};
use yew::prelude::*;

/// The key, while there is or was a fault to be noticed.
pub fn noticed_button(day: &Day) -> Html {
    let trial = day.view.run.trial();
    if trial.is_none_or(|trial| trial.injected_at().is_none()) || day.panel == Some(Panel::Noticed) {
        return Html::default();
    }
    let onclick = day.open.reform(|()| Panel::Noticed);
    html! { <Button act="noticed" kind={ButtonKind::Quiet} keys="D" {onclick} label="Write down that the fault was noticed">{ "Noticed" }</Button> }
}

/// The form.
pub fn noticed_form(day: &Day) -> Html {
    if day.panel != Some(Panel::Noticed) {
        return Html::default();
    }
    html! {
        <div class="clock-form">
            <Say name="how" label="How was the fault noticed: which alert, which screen, whose call?" act="confirm-noticed" cancel="cancel-noticed"
                words="Write it down" placeholder="Alert “Order success low” on Jonas's phone"
                onsay={day.writing(|how| Event::Detected { how })} onclose={day.close.clone()} />
        </div>
    }
}

/// How long it took to be noticed and how: `2:05, Alert “Order success low”`; also when nobody wrote it down.
#[must_use]
pub fn detection_words(trial: &Trial, zone: Zone) -> Option<String> {
    trial.injected_at()?;
    let Some(ms) = trial.time_to_detect_ms() else { return Some("not noticed".to_owned()) };
    let said: Option<&Detection> =
        trial.detections.iter().filter(|found| !found.struck).min_by_key(|found| found.said.at);
    let how = match said {
        Some(found) => format!("{}, {}", zone.clock(found.said.at), found.said.text.trim_end_matches('.')),
        None => "first sign in the journal".to_owned(),
    };
    Some(format!("{} ({how})", short(ms)))
}
