//! Beginning a review: of what, asked how, by whom.

use crate::{
    backend::ask,
    components::{Button, ButtonKind, Dialog},
    room::{
        control::{Line, error_of},
        draft::{Adder, bodies, select::Select, use_records},
        tasks::use_tasks,
        use_list, use_names,
    },
    route::Route,
};
use contract::{BeginAssessment, Code, Refusal};
use domain::{
    Id, Kind, Row,
    assessment::{Scope, TEMPLATES, Template},
};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct Asked {
    /// `service`, `team` or `organisation`.
    of: String,
    service: String,
    team: String,
    template: String,
    solo: bool,
    people: Vec<String>,
}

impl Asked {
    /// Before anybody has chosen anything.
    fn first(service: Option<Id>) -> Self {
        Self {
            of: "service".to_owned(),
            service: service.map(|id| id.to_string()).unwrap_or_default(),
            team: String::new(),
            template: "maturity".to_owned(),
            solo: false,
            people: Vec::new(),
        }
    }

    fn scope(&self, services: &[Row]) -> Result<Scope, Refusal> {
        let refused = |field: &str, words: &str| {
            Err(Refusal { code: Code::Invalid, message: words.to_owned(), field: Some(field.to_owned()) })
        };
        match self.of.as_str() {
            "team" if self.team.trim().is_empty() => refused("team", "Write the team's name."),
            "team" => Ok(Scope::Team(self.team.trim().to_owned())),
            "organisation" => Ok(Scope::Organisation),
            _ => {
                let first = services.first().map(|row| row.id);
                let Some(id) = self.service.parse::<Id>().ok().or(first) else {
                    return refused("service", "The catalog has no service yet. Add one, or review a team.");
                };
                Ok(Scope::Service(id))
            }
        }
    }
}

/// What [`Begin`] takes.
#[derive(PartialEq, Properties)]
pub struct BeginProps {
    /// Of this service, unless somebody chooses another scope.
    #[prop_or_default]
    pub service: Option<Id>,
    /// Begun, or not.
    pub onclose: Callback<()>,
}

/// The dialog.
#[component]
pub fn Begin(props: &BeginProps) -> Html {
    let tasks = use_tasks();
    let (services, _) = use_list(Kind::Service);
    let services = services.ready().map(|rows| (**rows).clone()).unwrap_or_default();
    let people = use_names(Kind::Person);
    let templates = use_templates();
    let asked = use_state(|| Asked::first(props.service));
    let refused = use_state(|| None::<Refusal>);
    let set = |change: fn(&mut Asked, String)| {
        let (setter, asked) = (asked.setter(), (*asked).clone());
        Callback::from(move |words: String| {
            let mut asked = asked.clone();
            change(&mut asked, words);
            setter.set(asked);
        })
    };
    let begin = {
        let (asked, refused, onclose) = ((*asked).clone(), refused.setter(), props.onclose.clone());
        let services = services.clone();
        Callback::from(move |()| {
            let scope = match asked.scope(&services) {
                Ok(scope) => scope,
                Err(refusal) => return refused.set(Some(refusal)),
            };
            let (asked, refused, onclose, tasks) =
                (asked.clone(), refused.clone(), onclose.clone(), tasks.clone());
            spawn_local(async move {
                let Asked { template, solo, people, .. } = asked;
                let participants = if solo { Vec::new() } else { people };
                match ask(BeginAssessment { scope, template, solo, participants }).await {
                    Ok(record) => {
                        onclose.emit(());
                        tasks.go(Route::Assessment { id: record.id });
                    }
                    Err(refusal) => refused.set(Some(refusal)),
                }
            });
        })
    };
    let actions = html! {
        <>
            <Button act="cancel-begin" kind={ButtonKind::Quiet} onclick={props.onclose.clone()}>{ "Cancel" }</Button>
            <Button act="confirm-begin" kind={ButtonKind::Primary} onclick={begin}>{ "Begin the review" }</Button>
        </>
    };
    let pairs = |all: &[(&str, &str)]| {
        all.iter().map(|(key, words)| ((*key).to_owned(), (*words).to_owned())).collect::<Vec<_>>()
    };
    let general =
        refused.as_ref().filter(|refusal| !matches!(refusal.field.as_deref(), Some("team" | "service")));
    html! {
        <Dialog title="Begin a review" onclose={props.onclose.clone()} {actions}>
            <div class="form">
                <Select scope="begin" name="of" label="What is reviewed" act="begin-of"
                    options={pairs(&[("service", "A service"), ("team", "A team"), ("organisation", "The organisation")])}
                    present={asked.of.clone()} onsave={set(|asked, words| asked.of = words)} />
                { of_what(&asked, &services, refused.as_ref(), &set) }
                <Select scope="begin" name="template" label="Asked how" act="begin-template" options={templates}
                    present={asked.template.clone()} onsave={set(|asked, words| asked.template = words)} />
                <Select scope="begin" name="how" label="By whom" act="begin-how"
                    options={pairs(&[("room", "A room, alone first"), ("solo", "One person")])}
                    present={if asked.solo { "solo" } else { "room" }} onsave={set(|asked, words| asked.solo = words == "solo")} />
            </div>
            if !asked.solo { { participants(&asked, &people, &set) } }
            if let Some(refusal) = general { <p class="field-error" role="alert">{ &refusal.message }</p> }
        </Dialog>
    }
}

fn of_what(
    asked: &Asked,
    services: &[Row],
    refused: Option<&Refusal>,
    set: &impl Fn(fn(&mut Asked, String)) -> Callback<String>,
) -> Html {
    match asked.of.as_str() {
        "team" => html! {
            <Line name="team" label="Team" value={asked.team.clone()} placeholder="Payments" first=true suggestions={teams(services)}
                oninput={set(|asked, words| asked.team = words)} error={error_of(refused, "team")} />
        },
        "organisation" => {
            html! { <p class="field-hint begin-all">{ "Everything, by those who see all of it." }</p> }
        }
        _ => {
            let options =
                services.iter().map(|row| (row.id.to_string(), row.title.clone())).collect::<Vec<_>>();
            let present = if asked.service.is_empty() {
                services.first().map(|row| row.id.to_string()).unwrap_or_default()
            } else {
                asked.service.clone()
            };
            html! {
                <Select scope="begin" name="service" label="Service" act="begin-service" {options} {present}
                    onsave={set(|asked, words| asked.service = words)} error={error_of(refused, "service")} />
            }
        }
    }
}

/// The teams that answer for a service.
fn teams(services: &[Row]) -> Rc<[AttrValue]> {
    let mut teams: Vec<&String> = services.iter().filter_map(|row| row.owner.as_ref()).collect();
    teams.sort_unstable();
    teams.dedup();
    teams.into_iter().map(|team| AttrValue::from(team.clone())).collect()
}

/// Who scores: from the list of people with one press, others by name.
fn participants(
    asked: &Asked,
    people: &[AttrValue],
    set: &impl Fn(fn(&mut Asked, String)) -> Callback<String>,
) -> Html {
    let toggle = set(|asked, name| match asked.people.iter().position(|known| *known == name) {
        Some(at) => {
            asked.people.remove(at);
        }
        None => asked.people.push(name),
    });
    let mut all: Vec<String> = people.iter().map(AttrValue::to_string).collect();
    all.extend(asked.people.iter().filter(|name| !people.iter().any(|known| *known == **name)).cloned());
    html! {
        <fieldset class="stack" data-gap="small">
            <legend class="field-label">{ "Who scores" }</legend>
            <div class="chips" data-act="begin-people">
                { for all.into_iter().map(|name| {
                    let on = asked.people.contains(&name);
                    let (toggle, who, key) = (toggle.clone(), name.clone(), name.clone());
                    html! {
                        <Button {key} small=true class="chip" pressed={on} onclick={move |()| toggle.emit(who.clone())}>{ name }</Button>
                    }
                }) }
            </div>
            <Adder field="people" label="Name of a participant" placeholder="Somebody else, Enter to add" act="begin-person"
                onadd={set(|asked, name| if !asked.people.contains(&name) { asked.people.push(name) })} />
            <p class="field-hint">{ "Each of them scores alone at this laptop. Whoever scored last time is on the list by themselves, when you choose nobody." }</p>
        </fieldset>
    }
}

/// Key and title of every template: the handbook's, then those that only this workspace has.
#[hook]
fn use_templates() -> Vec<(String, String)> {
    let (rows, _) = use_list(Kind::Template);
    let ids = rows.ready().map(|rows| rows.iter().map(|row| row.id).collect()).unwrap_or_default();
    let own = use_records(ids);
    let mut all: Vec<(String, String)> =
        TEMPLATES.iter().map(|template| (template.key.clone(), template.title.clone())).collect();
    for (_, template) in bodies::<Template>(own) {
        match all.iter_mut().find(|(key, _)| *key == template.key) {
            Some((_, title)) => *title = template.title,
            None => all.push((template.key, template.title)),
        }
    }
    all
}
