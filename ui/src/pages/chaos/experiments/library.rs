//! Experiments to begin from: the handbook's, and those that this workspace keeps.

use crate::{
    components::{Button, ButtonKind, Card, EmptyState},
    pages::chaos::experiment::use_template,
    room::{
        draft::{bodies, use_records},
        href,
        tasks::use_tasks,
        words::count,
    },
    route::Route,
};
use domain::{
    Id,
    chaos::{
        experiment::{AbortCondition, Experiment, FaultKind, figure},
        library::LIBRARY,
    },
};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// What the workspace keeps.
#[derive(PartialEq, Properties)]
pub struct LibraryProps {
    /// Its own templates.
    pub own: Vec<Id>,
}

/// Something to begin from.
#[derive(Clone, Debug, PartialEq)]
struct Template {
    /// Its place on the page: the handbook's key, or the record's id.
    key: String,
    /// The record, when it is the workspace's own.
    own: Option<Id>,
    experiment: Experiment,
}

/// The list beside what is chosen of it.
#[component]
pub fn Library(props: &LibraryProps) -> Html {
    let wanted = use_state(String::new);
    let chosen = use_state(|| None::<String>);
    let records = use_records(props.own.clone());
    let own = bodies::<Experiment>(records).map(|(record, experiment)| Template {
        key: record.id.to_string(),
        own: Some(record.id),
        experiment,
    });
    let handbook = LIBRARY.iter().map(|template| Template {
        key: template.key.clone(),
        own: None,
        experiment: template.experiment(),
    });
    let all: Vec<Template> = own.chain(handbook).collect();
    let shown: Vec<&Template> = all.iter().filter(|template| fits(template, &wanted)).collect();
    let present = shown
        .iter()
        .find(|template| Some(&template.key) == chosen.as_ref())
        .or_else(|| shown.first())
        .copied();
    let oninput = {
        let wanted = wanted.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                wanted.set(input.value());
            }
        })
    };
    let aside = html! {
        <input class="input search" type="search" name="search" data-act="search-library" aria-label="Search the library"
            placeholder="Fault, target or what it shows" value={(*wanted).clone()} {oninput} autocomplete="off" spellcheck="false" />
    };
    html! {
        <div class="library">
            <Card title={count(all.len(), "template")} flush={true} {aside}>
                if shown.is_empty() {
                    <EmptyState title="Nothing fits" words={format!("No template has “{}” in its title, its fault or what it validates.", wanted.trim())} />
                }
                <div role="group" aria-label="Templates" onkeydown={arrows(&shown, present, &chosen)}>
                { for groups(&shown).into_iter().map(|(name, templates)| html! {
                    <section key={name} class="library-group" aria-label={name}>
                        <h3 class="library-head">{ name }</h3>
                        { for templates.into_iter().map(|template| line(template, present, &chosen)) }
                    </section>
                }) }
                </div>
            </Card>
            if let Some(present) = present {
                <Preview key={present.key.clone()} template={present.clone()} />
            }
        </div>
    }
}

fn line(template: &Template, present: Option<&Template>, chosen: &UseStateHandle<Option<String>>) -> Html {
    let on = present.is_some_and(|present| present.key == template.key);
    let onclick = {
        let (chosen, key) = (chosen.setter(), template.key.clone());
        Callback::from(move |_: MouseEvent| chosen.set(Some(key.clone())))
    };
    let validates = &template.experiment.validates;
    html! {
        <button type="button" key={template.key.clone()} class="library-line" data-act="preview-template" data-id={template.key.clone()}
            aria-pressed={if on { "true" } else { "false" }} tabindex={if on { "0" } else { "-1" }} {onclick}>
            <span class="library-title">{ &template.experiment.title }</span>
            if !validates.is_empty() {
                <span class="library-validates">{ validates }</span>
            }
        </button>
    }
}

/// Up and down choose the neighbour; Tab leads from the chosen one to what can be done with it.
fn arrows(
    shown: &[&Template],
    present: Option<&Template>,
    chosen: &UseStateHandle<Option<String>>,
) -> Callback<KeyboardEvent> {
    let keys: Vec<String> = groups(shown)
        .into_iter()
        .flat_map(|(_, templates)| templates)
        .map(|template| template.key.clone())
        .collect();
    let now = present.and_then(|present| keys.iter().position(|key| *key == present.key)).unwrap_or(0);
    let chosen = chosen.setter();
    Callback::from(move |event: KeyboardEvent| {
        let Some(key) = target(now, keys.len(), &event.key()).and_then(|place| keys.get(place)) else {
            return;
        };
        event.prevent_default();
        chosen.set(Some(key.clone()));
        focus_line(key);
    })
}

/// Where `key` leads from line `now` of `count`.
fn target(now: usize, count: usize, key: &str) -> Option<usize> {
    match key {
        "ArrowDown" => Some((now + 1).min(count.checked_sub(1)?)),
        "ArrowUp" => Some(now.saturating_sub(1)),
        "Home" => Some(0),
        "End" => count.checked_sub(1),
        _ => None,
    }
}

fn focus_line(key: &str) {
    let query = format!(".library-line[data-id='{key}']");
    let line = gloo::utils::document().query_selector(&query).ok().flatten();
    if let Some(line) = line.and_then(|line| line.dyn_into::<HtmlElement>().ok()) {
        let _ = line.focus(); // the template is shown all the same
    }
}

/// The workspace's own first, then the handbook's by the family of the fault.
fn groups<'a>(templates: &[&'a Template]) -> Vec<(&'static str, Vec<&'a Template>)> {
    let own = ("Your own", templates.iter().filter(|template| template.own.is_some()).copied().collect());
    let handbook = FaultKind::ALL.iter().map(|kind| {
        let of_kind = templates
            .iter()
            .filter(|template| template.own.is_none() && template.experiment.fault.kind == *kind);
        (kind.label(), of_kind.copied().collect())
    });
    std::iter::once(own)
        .chain(handbook)
        .filter(|(_, templates): &(_, Vec<_>)| !templates.is_empty())
        .collect()
}

/// Whether every word that is looked for occurs somewhere in it.
fn fits(template: &Template, wanted: &str) -> bool {
    let experiment = &template.experiment;
    let fault = &experiment.fault;
    // The handbook's own word for it: “dns” is in no title.
    let key = if template.own.is_none() { template.key.as_str() } else { "" };
    let text = [
        experiment.title.as_str(),
        &experiment.validates,
        &fault.action,
        &fault.target,
        fault.kind.label(),
        &experiment.hypothesis.when,
        key,
    ]
    .join(" ")
    .to_lowercase();
    wanted.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

#[derive(PartialEq, Properties)]
struct PreviewProps {
    template: Template,
}

/// What one would begin with.
#[component]
fn Preview(props: &PreviewProps) -> Html {
    let tasks = use_tasks();
    let Template { own, experiment, key } = &props.template;
    let fault = &experiment.fault;
    let title = &experiment.title;
    let list = |name: &'static str, lines: Vec<String>| {
        html! {
            if !lines.is_empty() {
                <div>
                    <h3 class="compare-label">{ name }</h3>
                    <ul class="library-points">{ for lines.into_iter().map(|line| html! { <li>{ line }</li> }) }</ul>
                </div>
            }
        }
    };
    html! {
        <Card class="library-preview">
            <div class="stack" data-act="template-preview" data-id={key.clone()}>
                <div class="library-preview-head">
                    <div class="grow">
                        <h2 class="ahead-title">{ title }</h2>
                        if !experiment.validates.is_empty() {
                            <p class="muted">{ format!("Validates: {}", experiment.validates) }</p>
                        }
                    </div>
                    if let Some(id) = own {
                        <a class="button" data-kind="quiet" data-act="open-template" href={href(Route::Experiment { id: *id })}>{ "Edit" }</a>
                    }
                    <Button act="use-template" kind={ButtonKind::Primary} onclick={use_template(experiment.clone(), &tasks)}>{ "Use" }</Button>
                </div>
                if let Some(sentence) = experiment.hypothesis.sentence() {
                    <p class="library-hypothesis">{ sentence }</p>
                }
                <dl class="facts">
                    { for [("Fault", &fault.action), ("On", &fault.target), ("At most", &fault.blast_radius)].into_iter()
                        .filter(|(_, words)| !words.trim().is_empty())
                        .map(|(name, words)| html! { <><dt>{ name }</dt><dd>{ words }</dd></> }) }
                    <dt>{ "For" }</dt><dd class="num">{ format!("{} min, after {} min of baseline", fault.duration_min, experiment.baseline_min) }</dd>
                </dl>
                { list("Measured", experiment.metrics.iter().map(|metric| match metric.range.words().as_str() {
                    "any" => metric.name.clone(),
                    range => format!("{}: {range} {}", metric.name, metric.unit).trim_end().to_owned(),
                }).collect()) }
                { list("Stops at once when", experiment.conditions.iter().map(condition).collect()) }
                { list("Undone by", experiment.rollback.iter().map(|step| step.text.clone()).collect()) }
            </div>
        </Card>
    }
}

/// The condition, with its threshold where its words do not name the metric.
fn condition(condition: &AbortCondition) -> String {
    let said = |metric: &str| condition.text.to_lowercase().contains(&metric.to_lowercase());
    match (&condition.metric, condition.threshold) {
        (Some(metric), Some(threshold)) if !said(metric) => {
            format!("{} ({metric} {} {})", condition.text, threshold.side.label(), figure(threshold.value))
        }
        _ => condition.text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Template> {
        let template = |template: &domain::chaos::library::Template| Template {
            key: template.key.clone(),
            own: None,
            experiment: template.experiment(),
        };
        LIBRARY.iter().map(template).collect()
    }

    #[test]
    fn every_template_is_in_exactly_one_group() {
        let mut all = all();
        if let Some(first) = all.first_mut() {
            first.own = "019a0c00-0004-7000-8000-000000000001".parse().ok();
        }
        let shown: Vec<&Template> = all.iter().collect();
        let grouped = groups(&shown);
        let total: usize = grouped.iter().map(|(_, templates)| templates.len()).sum();
        assert_eq!(total, all.len());
        assert_eq!(grouped.first().map(|(name, own)| (*name, own.len())), Some(("Your own", 1)));
    }

    #[test]
    fn arrows_stop_at_the_ends() {
        assert_eq!(target(0, 3, "ArrowDown"), Some(1));
        assert_eq!(target(2, 3, "ArrowDown"), Some(2));
        assert_eq!(target(0, 3, "ArrowUp"), Some(0));
        assert_eq!(target(1, 3, "End"), Some(2));
        assert_eq!(target(0, 0, "End"), None);
        assert_eq!(target(0, 3, "x"), None);
    }

    #[test]
    fn a_search_asks_for_every_word() {
        let all = all();
        let found = |wanted: &str| all.iter().filter(|template| fits(template, wanted)).count();
        assert_eq!(found(""), all.len());
        assert!(found("dns") >= 1 && found("dns") < all.len());
        assert_eq!(found("DNS"), found("dns"));
        assert_eq!(found("dns nonsense"), 0);
    }
}
