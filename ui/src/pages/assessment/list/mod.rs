//! All reviews: what the room is at, how the profiles look side by side, and every milestone by what it is about.
//! Nothing here ranks scopes by one number.

mod begin;
mod small;

use crate::{
    components::{Card, EmptyState, Pill, State},
    hooks::loaded::use_loaded,
    known::use_known,
    pages::assessment::words::total_words,
    room::{
        draft::select::Select,
        href, link_button,
        list::{Begins, Empty, ListPage, NewKey, listed},
        words::{count, day},
    },
    route::Route,
};
pub use begin::Begin;
use contract::{Notice, Profile, Profiles};
use domain::{
    Kind, Zone,
    assessment::{Mark, Scope},
};
use small::{latest, small};
use yew::prelude::*;

/// The room.
#[component]
pub fn Assessments() -> Html {
    let profiles = use_loaded(Profiles {}, |_, notice| {
        matches!(notice, Notice::Record { kind: Kind::Assessment | Kind::Service, .. })
    });
    let zone = use_known().workspace.zone;
    let template = use_state_eq(String::new);
    let scope = use_state_eq(String::new);
    let listed = listed(&profiles, Vec::is_empty, |all| shelf(all, &template, &scope, zone));
    let new =
        NewKey { act: "begin-review", words: "Begin a review", first: "Begin a review", ..NewKey::default() };
    let empty = Empty {
        title: "No reviews yet",
        words: "In a review a room scores a service, a team or the whole organisation, one dimension at a time: everybody alone first, then together. What comes out is a profile with its weakest places, and what to do about them.",
        keys: Html::default(),
    };
    let begins = Begins::Asked(Callback::from(|onclose: Callback<()>| html! { <Begin {onclose} /> }));
    let always = link_button("go-templates", "quiet", "Templates", Route::Templates);
    html! { <ListPage title="Assessments" kind={Kind::Assessment} {listed} {new} {empty} {begins} {always} /> }
}

/// What the room is at, side by side, and every milestone; of the chosen template and scope.
fn shelf(
    profiles: &[Profile],
    template: &UseStateHandle<String>,
    scope: &UseStateHandle<String>,
    zone: Zone,
) -> Html {
    let shown: Vec<&Profile> = profiles
        .iter()
        .filter(|profile| template.is_empty() || profile.template == **template)
        .filter(|profile| scope.is_empty() || kind_of(&profile.scope) == scope.as_str())
        .collect();
    let (open, closed): (Vec<&Profile>, Vec<&Profile>) =
        shown.iter().copied().partition(|profile| profile.closed_at.is_none());
    let choose = |state: &UseStateHandle<String>| {
        let setter = state.setter();
        Callback::from(move |chosen: String| setter.set(chosen))
    };
    html! {
        <>
            <div class="review-filters">
                <Select scope="assessments" name="template" label="Reviews with which template" bare={true} act="by-template"
                    options={templates(profiles)} present={(**template).clone()} onsave={choose(template)} />
                <Select scope="assessments" name="scope" label="Reviews of what" bare={true} act="by-scope"
                    options={scopes()} present={(**scope).clone()} onsave={choose(scope)} />
            </div>
            if shown.is_empty() {
                <Card><EmptyState title="No review fits" words="Choose another template or another scope." /></Card>
            }
            if !open.is_empty() {
                <Card title="Open" flush={true} aside={html! { count(open.len(), "review") }}>
                    { for open.iter().map(|profile| open_row(profile)) }
                </Card>
            }
            { side_by_side(&closed, zone) }
            { milestones(&closed, zone) }
        </>
    }
}

fn templates(profiles: &[Profile]) -> Vec<(String, String)> {
    let mut options = vec![(String::new(), "All templates".to_owned())];
    for profile in profiles {
        if !options.iter().any(|(key, _)| *key == profile.template) {
            options.push((profile.template.clone(), profile.template_title.clone()));
        }
    }
    options
}

fn scopes() -> Vec<(String, String)> {
    [("", "All scopes"), ("service", "Services"), ("team", "Teams"), ("organisation", "The organisation")]
        .map(|(key, words)| (key.to_owned(), words.to_owned()))
        .to_vec()
}

const fn kind_of(scope: &Scope) -> &'static str {
    match scope {
        Scope::Service(_) => "service",
        Scope::Team(_) => "team",
        Scope::Organisation => "organisation",
    }
}

/// A review that the room has not finished.
fn open_row(profile: &Profile) -> Html {
    let settled = profile.marks.iter().filter(|one| one.mark != Mark::Open).count();
    let (state, words) = if settled == 0 {
        (State::Off, "Planned".to_owned())
    } else {
        (State::Live, format!("{settled} of {} agreed", profile.marks.len()))
    };
    html! {
        <div key={profile.id.to_string()} class="list-row spread" data-id={profile.id.to_string()}>
            <span class="grow">
                <a class="row-link" data-act="open-review" href={href(Route::Assessment { id: profile.id })}>{ &profile.scope_words }</a>
                <span class="muted">{ format!(" · {} · milestone {}", profile.template_title, profile.milestone) }</span>
            </span>
            <Pill {state}>{ words }</Pill>
        </div>
    }
}

/// The newest closed review of each scope, a template at a time, in the order of the alphabet.
fn side_by_side(closed: &[&Profile], zone: Zone) -> Html {
    let groups = latest(closed);
    html! {
        { for groups.iter().map(|(title, profiles)| html! {
            <section key={title.clone()} class="stack" data-gap="small" aria-label={format!("Side by side: {title}")}>
                <h2 class="review-group">{ title }if profiles.len() > 1 { <span class="muted">{ " side by side, each with its newest milestone" }</span> }</h2>
                <div class="smalls" data-act="side-by-side">
                    { for profiles.iter().map(|profile| small(profile, zone)) }
                </div>
            </section>
        }) }
    }
}

/// Every closed review, under what it is about.
fn milestones(closed: &[&Profile], zone: Zone) -> Html {
    let mut groups: Vec<(&str, Vec<&Profile>)> = Vec::new();
    for profile in closed {
        match groups.iter_mut().find(|(words, of)| {
            *words == profile.scope_words && of.first().is_some_and(|first| first.scope == profile.scope)
        }) {
            Some((_, of)) => of.push(profile),
            None => groups.push((&profile.scope_words, vec![profile])),
        }
    }
    groups.sort_by_key(|(words, _)| words.to_lowercase());
    if groups.is_empty() {
        return Html::default();
    }
    html! {
        <Card title="Milestones" flush={true} aside={html! { count(closed.len(), "closed review") }}>
            { for groups.iter().map(|(words, of)| html! {
                <div key={format!("{words}{}", of.len())} class="milestones">
                    <h3 class="milestones-scope">{ *words }</h3>
                    <ul class="milestones-list">{ for of.iter().map(|profile| milestone(profile, zone)) }</ul>
                </div>
            }) }
        </Card>
    }
}

fn milestone(profile: &Profile, zone: Zone) -> Html {
    let when = profile.closed_at.map(|at| day(zone.date(at))).unwrap_or_default();
    let total = total_words(profile);
    let outcome = match &profile.band {
        Some(band) if !total.is_empty() => format!("{band}, {total}"),
        _ => total,
    };
    html! {
        <li key={profile.id.to_string()} class="milestone" data-id={profile.id.to_string()}>
            <a class="row-link" data-act="open-review" href={href(Route::Assessment { id: profile.id })}>
                { format!("Milestone {}", profile.milestone) }
            </a>
            <span class="soft">{ &profile.template_title }</span>
            <span class="soft num">{ outcome }</span>
            <span class="muted num nowrap">{ when }</span>
        </li>
    }
}
