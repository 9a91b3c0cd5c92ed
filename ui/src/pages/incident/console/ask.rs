//! A dialog that asks for a few words and makes one event of them. What is refused stays in it; what was typed comes back.

use super::scene::Scene;
use crate::{
    components::{Button, ButtonKind, Dialog},
    hooks::kept::{Kept, keep, kept, use_kept},
    room::control::{Line, error_of, form},
};
use contract::{Code, Refusal};
use domain::incident::run::Event;
use std::rc::Rc;
use yew::prelude::*;

/// A line of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// As a refusal names it.
    pub name: &'static str,
    /// What it asks for.
    pub label: &'static str,
    /// An example.
    pub example: &'static str,
}

/// What [`Ask`] takes.
#[derive(PartialEq, Properties)]
pub struct AskProps {
    /// The incident.
    pub scene: Scene,
    /// What is asked.
    pub title: AttrValue,
    /// Where its words are kept.
    pub place: &'static str,
    /// The lines.
    pub fields: &'static [Field],
    /// What stands in them at first.
    #[prop_or_default]
    pub first: Vec<String>,
    /// What the button says.
    pub words: AttrValue,
    /// What a journey calls it.
    pub act: &'static str,
    /// What else is said above the lines.
    #[prop_or_default]
    pub above: Html,
    /// Makes the event of the trimmed words, in the order of the lines.
    pub make: Callback<Vec<String>, Result<Event, Refusal>>,
    /// People to choose from, for a line that is called `name`.
    #[prop_or_default]
    pub people: Vec<String>,
}

/// A refusal of what was typed into a line.
pub fn refused(field: &str, message: impl Into<String>) -> Refusal {
    Refusal { code: Code::Invalid, message: message.into(), field: Some(field.to_owned()) }
}

/// What stands in a dialog at first is only what it begins with: an emptied line is empty, and what nobody changed is no word of
/// anybody. It is forgotten with the dialog, because the next time something else is proposed.
#[hook]
fn use_proposed(base: String, places: &Rc<Vec<String>>, first: &[String]) {
    let (places, first) = (Rc::clone(places), first.to_vec());
    use_effect_with(base, move |_| {
        for (place, words) in places.iter().zip(&first) {
            if kept(place).is_none() {
                keep(place, words);
            }
        }
        move || {
            let is_untouched = |(place, words): &(&String, &String)| kept(place).as_ref() == Some(words);
            for (place, _) in places.iter().zip(&first).filter(is_untouched) {
                keep(place, "");
            }
        }
    });
}

/// The dialog.
#[component]
pub fn Ask(props: &AskProps) -> Html {
    let base = props.scene.place(props.place);
    let places: Rc<Vec<String>> =
        Rc::new(props.fields.iter().map(|field| format!("{base}/{}", field.name)).collect());
    let all = use_kept(base.clone());
    let said = use_state(|| None::<Refusal>);
    use_proposed(base, &places, &props.first);
    let send = {
        let (scene, make, places, said, all) =
            (props.scene.clone(), props.make.clone(), Rc::clone(&places), said.setter(), all.clone());
        Callback::from(move |()| {
            let words =
                places.iter().map(|place| kept(place).unwrap_or_default().trim().to_owned()).collect();
            let event = match make.emit(words) {
                Ok(event) => event,
                Err(refusal) => return said.set(Some(refusal)),
            };
            let (close, places, said, all) =
                (scene.close.clone(), Rc::clone(&places), said.clone(), all.clone());
            scene.pen.ask(event, move |answer| match answer {
                Ok(()) => {
                    places.iter().for_each(|place| keep(place, ""));
                    all.done();
                    close.emit(());
                }
                Err(refusal) => said.set(Some(refusal)),
            });
        })
    };
    let line = |(at, field): (usize, &Field)| {
        let people = (field.name == "name").then(|| people(&props.people));
        let place = places.get(at).cloned().unwrap_or_default();
        let error = error_of(said.as_ref(), field.name);
        html! { <span class="wide"><Typed {place} field={*field} first={at == 0} {error} {people} /></span> }
    };
    let known =
        |refusal: &&Refusal| !props.fields.iter().any(|field| refusal.field.as_deref() == Some(field.name));
    let general = said.as_ref().filter(known);
    let actions = html! {
        <>
            <Button act="cancel" kind={ButtonKind::Quiet} onclick={props.scene.close.clone()}>{ "Cancel" }</Button>
            <Button act={props.act} kind={ButtonKind::Primary} keys="Enter" onclick={send.clone()}>{ &props.words }</Button>
        </>
    };
    let inside =
        html! { <>{ for props.fields.iter().enumerate().map(line) }<input type="submit" hidden=true /></> };
    html! {
        <Dialog title={props.title.clone()} onclose={props.scene.close.clone()} {actions}>
            { props.above.clone() }
            { form("form", send, props.scene.close.clone(), inside) }
            if let Some(refusal) = general { <p class="field-error" role="alert">{ &refusal.message }</p> }
        </Dialog>
    }
}

fn people(names: &[String]) -> Rc<[AttrValue]> {
    names.iter().map(|name| AttrValue::from(name.clone())).collect()
}

#[derive(PartialEq, Properties)]
struct TypedProps {
    place: String,
    field: Field,
    first: bool,
    error: Option<AttrValue>,
    people: Option<Rc<[AttrValue]>>,
}

/// One line, whose words are kept.
#[component]
fn Typed(props: &TypedProps) -> Html {
    let words: Kept = use_kept(props.place.clone());
    let Field { name, label, example } = props.field;
    html! {
        <Line {name} {label} first={props.first} value={words.text()} oninput={words.typed()} placeholder={example}
            error={props.error.clone()} suggestions={props.people.clone()} />
    }
}
