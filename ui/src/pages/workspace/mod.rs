//! The workspace's settings, and this window's.

mod keys;
mod others;
mod prometheus;
mod removed;
mod restore;

pub use keys::KeysHost;
pub use others::{CHOICES, WayOut};

use crate::{
    components::Card,
    hooks::{choose_theme, chosen_theme},
    known::use_known,
    room::{
        Room,
        draft::{Form, SaveMark, at, conflict_card, select::Select, use_draft, use_field_of_address},
        record::Opened,
        use_record, waiting,
    },
};
use contract::Theme;
use domain::{Body, Zone, workspace::Workspace};
use keys::{set_single_keys, single_keys};
use others::WorkspacesCard;
use prometheus::PrometheusCard;
use removed::RemovedCard;
use restore::{RestoreCard, Restored};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The room.
#[component]
pub fn Settings() -> Html {
    let known = use_known();
    let (record, again) = use_record(known.workspace_id);
    let workspace = match record.ready().and_then(|record| Some((record, Workspace::of(&record.document)?))) {
        Some((record, workspace)) => {
            html! { <WorkspaceCard record={record.clone()} body={workspace.clone()} /> }
        }
        _ => waiting(&record, &again),
    };
    html! {
        <Room title="Settings">
            <Restored />
            { workspace }
            <WindowCard />
            <WorkspacesCard />
            <RemovedCard />
            <RestoreCard />
            <Card title="This installation">
                <dl class="facts">
                    <dt>{ "Workspace file" }</dt><dd class="mono" data-act="workspace-path">{ &known.path }</dd>
                    <dt>{ "Version" }</dt><dd class="num" data-act="version">{ format!("Readyroom {}", known.version) }</dd>
                </dl>
            </Card>
        </Room>
    }
}

#[component]
fn WorkspaceCard(opened: &Opened<Workspace>) -> Html {
    let draft = use_draft(&opened.record, &opened.body);
    let zone = use_known().workspace.zone;
    use_field_of_address();
    let form = Form { draft: &draft, locked: false };
    let body = draft.body();
    let parse: fn(&str) -> Result<Zone, String> = |text| text.parse();
    html! {
        <>
            { conflict_card(&draft.standing(), zone) }
            <Card title="This workspace" aside={html! { <SaveMark id={draft.id()} saving={draft.saving()} {zone} /> }}>
                <div class="form">
                    { form.line(at("name", "Name").hint("On every report"), &body.name, |workspace, text| workspace.name = text) }
                    { form.line(at("classification", "Classification").hint("The mark on every report"), &body.classification,
                        |workspace, text| workspace.classification = text) }
                    { form.line(at("facilitator", "Who sits at this laptop").hint("The name under edits and journal entries"), &body.facilitator,
                        |workspace, text| workspace.facilitator = text) }
                    { form.parsed(at("zone", "Time zone").hint("An IANA name; times everywhere are shown in it").suggest(&zones()),
                        body.zone.name(), parse, |workspace, zone| workspace.zone = zone) }
                </div>
            </Card>
            <PrometheusCard draft={draft.clone()} />
        </>
    }
}

/// A few zones to begin with; any other name is fine.
fn zones() -> Rc<[AttrValue]> {
    [
        "UTC",
        "Europe/London",
        "Europe/Berlin",
        "Europe/Paris",
        "Europe/Kyiv",
        "America/New_York",
        "America/Chicago",
        "America/Los_Angeles",
        "America/Sao_Paulo",
        "Asia/Kolkata",
        "Asia/Singapore",
        "Asia/Tokyo",
        "Australia/Sydney",
    ]
    .into_iter()
    .map(AttrValue::from)
    .collect()
}

/// What belongs to this computer rather than to the file.
#[component]
fn WindowCard() -> Html {
    let theme = use_state(chosen_theme);
    let single = use_state(single_keys);
    let choose = {
        let theme = theme.clone();
        Callback::from(move |word: String| {
            let choice = THEMES.iter().find(|(name, _, _)| *name == word).and_then(|(_, _, choice)| *choice);
            choose_theme(choice);
            theme.set(choice);
        })
    };
    let present =
        THEMES.iter().find(|(_, _, choice)| *choice == *theme).map_or("system", |(name, _, _)| name);
    let onchange = {
        let single = single.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                set_single_keys(input.checked());
                single.set(single_keys());
            }
        })
    };
    html! {
        <Card title="This window">
            <div class="form">
                <Select scope="window" name="theme" label="Theme" act="theme" present={present.to_owned()} onsave={choose}
                    options={THEMES.iter().map(|(name, words, _)| ((*name).to_owned(), (*words).to_owned())).collect::<Vec<_>>()} />
                <label class="check wide">
                    <input type="checkbox" class="check-box" name="single_keys" data-act="single-keys" checked={*single} {onchange} />
                    <span class="check-words">
                        { "Single keys are shortcuts" }
                        <span class="check-detail">{ "R for a reading, O for an observation, Space for a pause. F8 aborts in any case." }</span>
                    </span>
                </label>
            </div>
        </Card>
    }
}

const THEMES: [(&str, &str, Option<Theme>); 4] = [
    ("system", "As the system", None),
    ("light", "Light", Some(Theme::Light)),
    ("dark", "Dark", Some(Theme::Dark)),
    ("contrast", "High contrast", Some(Theme::Contrast)),
];
