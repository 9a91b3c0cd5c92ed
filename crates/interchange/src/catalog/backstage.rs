//! Catalogs of Backstage: their components are services. Systems, APIs, resources, groups and users are none and are said;
//! a location only names other files, and nothing is fetched.

mod entity;

use super::{
    Column, Listed, few, nothing_of,
    said::{self, each, objects},
    shorten, turn_round, twins,
};
use crate::{Carried, Imported, Unreadable, ground::source};
use domain::{
    ask::{Ask, Question},
    catalog::service::Tier,
    text::{clip, name_key},
};
use entity::{Entity, reference};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Reads a text that holds entities of Backstage; nothing where it holds none.
pub(crate) fn read(file_name: &str, text: &str) -> Result<Option<Imported>, Unreadable> {
    // Asked first, so that other files are not parsed twice.
    if !entity::speaks(text) {
        return Ok(None);
    }
    let documents = source::documents(file_name, text);
    let documents = documents.map_err(|unreadable| entity::template_of(text).unwrap_or(unreadable))?;
    let objects = objects(documents);
    let mut warnings = Vec::new();
    let mut entities = Vec::new();
    for (at, value) in &objects {
        match Entity::of(*at, value) {
            Some(entity) => entities.push(entity),
            None if value.is_null() => {}
            None => warnings
                .push(format!("{}: this is no entity of Backstage, so it was left out.", at.capital())),
        }
    }
    if entities.is_empty() {
        return Ok(None);
    }
    let (templates, entities): (Vec<_>, Vec<_>) = entities.into_iter().partition(Entity::is_unfilled);
    if let (Some(first), true) = (templates.first(), entities.is_empty()) {
        // A placeholder may be written so that it is none before the text is read.
        return Err(entity::template_of(text).unwrap_or_else(|| entity::template(&first.name, first.at.line)));
    }
    for template in &templates {
        warnings.push(format!(
            "{}: the {} “{}” is a template with placeholders that Backstage has yet to fill in, so it was left out.",
            template.at.capital(),
            clip(template.kind, 40),
            clip(&template.name, 60)
        ));
    }
    let (components, others): (Vec<_>, Vec<_>) =
        entities.iter().partition(|entity| entity.kind == "Component");
    if components.is_empty() && others.iter().all(|other| matches!(other.kind, "User" | "Group")) {
        return Err(Unreadable::new(format!(
            "These are people and teams of a Backstage catalog ({}), and no services. Import the file that holds its components.",
            counted(&others)
        )));
    }
    warnings.extend(skipped(&others, components.is_empty()));
    let mut listed = services(&components, &mut warnings);
    if listed.is_empty() {
        return Err(nothing_of(warnings, "a Backstage catalog"));
    }
    warnings.extend(turn_round(&mut listed));
    let questions =
        [other_types(&listed), tiers(&listed), twins(&mut listed)].into_iter().flatten().collect();
    Ok(Some(Imported { what: Carried::Services(listed), warnings: shorten(warnings), questions }))
}

/// How many of each kind, with their names.
fn counted(entities: &[&Entity<'_>]) -> String {
    let mut kinds: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for entity in entities {
        let name = match entity.name.as_str() {
            "" => "without a name".to_owned(),
            name => format!("“{}”", clip(name, 40)),
        };
        kinds.entry(entity.kind).or_default().push(name);
    }
    let words: Vec<_> = kinds
        .iter()
        .map(|(kind, names)| format!("{} {} {}", names.len(), clip(kind, 40), few(names)))
        .collect();
    words.join(", ")
}

/// What is no service, in words.
fn skipped(others: &[&Entity<'_>], alone: bool) -> Vec<String> {
    let mut said = Vec::new();
    if !others.is_empty() {
        let what = if alone { "Held are" } else { "Skipped, because they are no services" };
        said.push(format!("{what}: {}.", counted(others)));
    }
    for location in others.iter().filter(|other| other.kind == "Location") {
        let spec = location.spec;
        let targets = ["targets", "target"].iter().filter_map(|key| spec.get(*key)).flat_map(each).count();
        said.push(format!(
            "{}: the Location “{}” only names {targets} other files. Nothing is fetched: import those files themselves.",
            location.at.capital(),
            clip(&location.name, 60)
        ));
    }
    said
}

/// Who provides each API, by keys of their names, each once.
type Providers<'a> = HashMap<String, BTreeMap<String, &'a str>>;

/// The components as services.
fn services(components: &[&Entity<'_>], warnings: &mut Vec<String>) -> Vec<Listed> {
    let mut providers = Providers::new();
    for component in components.iter().filter(|component| !component.name.is_empty()) {
        for api in component.spec.get("providesApis").map(each).unwrap_or_default() {
            let of = providers.entry(name_key(&reference(&api, "api").name)).or_default();
            of.entry(name_key(&component.name)).or_insert(&component.name);
        }
    }
    let mut listed = Vec::new();
    for component in components {
        let mut one = Listed::at(component.at);
        match component_of(component, &providers, &mut one, warnings) {
            Ok(()) => listed.push(one),
            Err(words) => warnings.push(format!(
                "{}: the Component “{}” was left out. {words}",
                component.at.capital(),
                clip(&component.name, 60)
            )),
        }
    }
    listed
}

fn component_of(
    component: &Entity<'_>,
    providers: &Providers<'_>,
    listed: &mut Listed,
    warnings: &mut Vec<String>,
) -> Result<(), String> {
    if component.name.is_empty() {
        return Err("It has no name.".to_owned());
    }
    Column::Name.put(listed, &component.name)?;
    let mut homeless = Vec::new();
    for (key, value) in component.metadata {
        match (key.as_str(), value) {
            ("name" | "uid" | "etag" | "generation", _) => {}
            ("title", value) => said::display_name(listed, value, &mut homeless),
            ("description", value) => said::description(listed, value, &mut homeless),
            ("links", value) => said::links(listed, value, &mut homeless),
            ("namespace", value) if said::words(value).is_none_or(|space| space == "default") => {}
            ("tags", tags) => {
                each(tags).iter().for_each(|tag| said::label(listed, tag, &Value::Null, &mut homeless))
            }
            ("labels" | "annotations", Value::Object(_)) => {} // once the spec has had its say
            (other, value) => said::label(listed, other, value, &mut homeless),
        }
    }
    spec(component, providers, listed, warnings, &mut homeless);
    let none = Map::new();
    for key in ["labels", "annotations"] {
        for (name, value) in said::map(component.metadata, key, &none) {
            if !suggest(listed, name, value) {
                said::tell(listed, name, value, &mut homeless, warnings);
            } else {
                said::label(listed, name, value, &mut homeless);
            }
        }
    }
    if !homeless.is_empty() {
        warnings.push(format!(
            "“{}”: a service has no place for {}.",
            clip(&component.name, 60),
            few(&homeless)
        ));
    }
    listed.check().map_err(|invalid| invalid.message)
}

/// What the spec says of a component.
fn spec(
    component: &Entity<'_>,
    providers: &Providers<'_>,
    listed: &mut Listed,
    warnings: &mut Vec<String>,
    homeless: &mut Vec<String>,
) {
    let of = clip(&component.name, 60);
    let own = name_key(&component.name);
    let mut called = HashSet::new();
    let kind = component.spec.get("type").and_then(said::words).unwrap_or_default();
    if !kind.to_lowercase().contains("service") {
        listed.only_if = Some(Ask::OtherTypes);
    }
    for (key, value) in component.spec {
        match key.as_str() {
            "type" if kind.eq_ignore_ascii_case("service") => {}
            "owner" => {
                let owner = said::words(value).unwrap_or_default();
                let owner = reference(&owner, "group");
                if owner.kind == "user" {
                    warnings.push(format!(
                        "“{of}”: its owner is a person (“{}”) and no team.",
                        clip(&owner.name, 60)
                    ));
                }
                if Column::OwnerTeam.put(listed, &owner.name).is_err() {
                    homeless.push("its owner".to_owned());
                }
            }
            "lifecycle" => {
                said::label(listed, key, value, homeless);
                if said::words(value).is_some_and(|words| words.eq_ignore_ascii_case("experimental")) {
                    listed.suggested = Some((Tier::Experimental, "its lifecycle is experimental".to_owned()));
                }
            }
            "dependsOn" => depends(listed, value, &mut called, homeless),
            "dependencyOf" => {
                for other in each(value).iter().map(|text| reference(text, "component")) {
                    if other.kind == "component" && name_key(&other.name) != own {
                        listed.called_by.push(other.name);
                    }
                }
            }
            "consumesApis" => {
                for api in each(value) {
                    let found = providers.get(&name_key(&reference(&api, "api").name));
                    let others = found.into_iter().flatten().filter(|(key, _)| **key != own);
                    let before = listed.calls.len();
                    for (_, other) in others.filter(|(key, _)| called.insert((*key).clone())) {
                        listed.calls.push((*other).to_owned());
                    }
                    if listed.calls.len() == before {
                        said::label(listed, key, &Value::String(api), homeless);
                    }
                }
            }
            _ if each(value).is_empty() && !value.is_object() => {} // says nothing
            _ => said::label(listed, key, value, homeless),
        }
    }
    if !listed.calls.is_empty() {
        listed.tells(Column::Upstream);
    }
}

/// What it depends on: components are called, everything else stays as words.
fn depends(listed: &mut Listed, value: &Value, called: &mut HashSet<String>, homeless: &mut Vec<String>) {
    let own = name_key(&listed.service.name);
    for text in each(value) {
        let other = reference(&text, "component");
        let key = name_key(&other.name);
        if other.kind != "component" {
            said::label(listed, "dependsOn", &Value::String(text), homeless);
        } else if key != own && !key.is_empty() && called.insert(key) {
            listed.calls.push(other.name);
        }
    }
}

/// Whether a label says a tier in words that are not ours: it is offered, and never taken for said.
fn suggest(listed: &mut Listed, name: &str, value: &Value) -> bool {
    let heading = name.rsplit('/').next().unwrap_or_default().to_lowercase();
    if !["tier", "criticality", "service-tier", "service_tier"].contains(&heading.as_str()) {
        return false;
    }
    let said = said::words(value).unwrap_or_default();
    let bare: String = said.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    let tier = match bare.trim_start_matches("tier").trim_start_matches(['t', 'p']) {
        "0" | "1" => Tier::Critical,
        "2" => Tier::Important,
        "3" => Tier::Standard,
        "4" | "5" => Tier::Experimental,
        _ => match bare.as_str() {
            "high" | "missioncritical" | "businesscritical" => Tier::Critical,
            "medium" => Tier::Important,
            "low" => Tier::Standard,
            _ => return false,
        },
    };
    listed.suggested = Some((tier, format!("its label “{}” is “{}”", clip(name, 40), clip(&said, 20))));
    true
}

fn other_types(listed: &[Listed]) -> Option<Question> {
    let others: Vec<_> = listed
        .iter()
        .filter(|one| one.only_if == Some(Ask::OtherTypes))
        .map(|one| {
            let kind = one.service.labels.iter().find(|label| label.name == "type");
            let kind = kind.map_or("without a type", |label| label.value.as_str());
            format!("“{}” ({})", clip(&one.service.name, 60), clip(kind, 40))
        })
        .collect();
    (!others.is_empty()).then(|| Question {
        ask: Ask::OtherTypes,
        must: false,
        words: format!("Components that are no services by their type were left out. Shall they come in as services: {}?", few(&others)),
    })
}

fn tiers(listed: &[Listed]) -> Option<Question> {
    let suggested: Vec<_> = listed
        .iter()
        .filter_map(|one| {
            let (tier, why) = one.suggested.as_ref().filter(|_| !one.told.contains(&Column::Tier))?;
            Some(format!("“{}” {} ({why})", clip(&one.service.name, 60), tier.label().to_lowercase()))
        })
        .collect();
    (!suggested.is_empty()).then(|| Question {
        ask: Ask::Tiers,
        must: false,
        words: format!(
            "The file states no tier, but suggests some. Shall they be taken over: {}?",
            few(&suggested)
        ),
    })
}
