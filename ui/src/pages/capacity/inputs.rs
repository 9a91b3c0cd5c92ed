//! The assumptions: every number that the model states, with how well it is known and who said it; the others are offered.

use super::{
    here::Here,
    slide::{said, unit},
    typed::{interval, plain_interval},
};
use crate::{
    components::{Button, Card},
    room::{draft::at, row::quiet_key, use_names},
};
use domain::{
    Date, Kind,
    capacity::{Basis, CapacityModel, Input, InputGroup, InputKey, answer::figure, content::help},
};
use std::rc::Rc;
use yew::prelude::*;

/// What [`Inputs`] takes.
#[derive(PartialEq, Properties)]
pub struct InputsProps {
    /// The model.
    pub here: Here,
    /// Which of them.
    #[prop_or(InputGroup::ALL)]
    pub groups: &'static [InputGroup],
}

/// The card.
#[component]
pub fn Inputs(props: &InputsProps) -> Html {
    let here = &props.here;
    let open = use_state_eq(|| None::<InputKey>);
    let people = use_names(Kind::Person);
    let toggle = {
        let (open, now) = (open.setter(), *open);
        Callback::from(move |key: InputKey| open.set((now != Some(key)).then_some(key)))
    };
    let model = here.model();
    let guessed = model.inputs.values().filter(|input| input.basis == Basis::Guessed).count();
    let aside = format!("{guessed} of {} guessed", model.inputs.len());
    let keys = |group: InputGroup| InputKey::ALL.iter().copied().filter(move |key| key.group() == group);
    let group = |group: InputGroup| {
        let unset = || keys(group).filter(|key| !model.inputs.contains_key(key) && *open != Some(*key));
        html! {
            <section key={group.word()} class="inputs">
                <h3 class="inputs-group">{ group.label() }</h3>
                { for keys(group).filter_map(|key| match model.inputs.get(&key) {
                    None if *open != Some(key) => None,
                    input => Some(row(here, key, input, (*open == Some(key), &toggle), &people)),
                }) }
                if unset().next().is_some() {
                    <div class="inputs-more">
                        { for unset().map(|key| html! {
                            <Button key={key.word()} act="state-input" small=true class="chip" label={format!("State “{}”", key.label())}
                                onclick={toggle.reform(move |()| key)}>{ format!("+ {}", key.label()) }</Button>
                        }) }
                    </div>
                }
            </section>
        }
    };
    html! {
        <Card title="Assumptions" flush={true} aside={html! { aside }}>
            { for props.groups.iter().copied().map(group) }
        </Card>
    }
}

/// One number: what it is, how well it is known, its value; and while it is open all that can be said of it.
fn row(
    here: &Here,
    key: InputKey,
    input: Option<&Input>,
    (is_open, toggle): (bool, &Callback<InputKey>),
    people: &Rc<[AttrValue]>,
) -> Html {
    let unit = unit(&here.model(), key);
    let onclick = toggle.reform(move |_: MouseEvent| key);
    let value =
        input.map_or_else(|| "not stated".to_owned(), |input| format!("{} {unit}", figure(input.value)));
    html! {
        <div key={key.word()} class="input-entry">
            <button type="button" class="input-row" data-act="open-input" data-id={key.word()} {onclick}
                aria-expanded={if is_open { "true" } else { "false" }} title={format!("{}: {value}. {}", key.label(), input.map(|input| said(&input.by, &input.note)).unwrap_or_default())}>
                <span class="input-name">{ key.label() }</span>
                if let Some(input) = input { <span class="basis" data-basis={input.basis.word()}>{ input.basis.word() }</span> }
                <span class="input-value num">{ value }</span>
            </button>
            if is_open { { editor(here, key, input, people) } }
        </div>
    }
}

/// The field of a number alone: for the three that a model begins from.
pub fn value_field(here: &Here, key: InputKey, label: &'static str) -> Html {
    let value = here.model().inputs.get(&key).map(|input| input.value);
    let (by, today) = (here.facilitator.clone(), here.today);
    let place = at(format!("inputs.{}.value", key.word()), label).hint(help(key));
    here.form().number(place, value, move |model, value| state(model, key, value, &by, today))
}

fn editor(here: &Here, key: InputKey, input: Option<&Input>, people: &Rc<[AttrValue]>) -> Html {
    let form = here.form();
    let place = |part: &str, label: &'static str| at(format!("inputs.{}.{part}", key.word()), label);
    let unstate = {
        let here = here.clone();
        Callback::from(move |()| unstate(&here, key))
    };
    html! {
        <div class="input-editor form">
            { value_field(here, key, "Value") }
            if let Some(input) = input {
                { form.parsed(place("low_high", "In nine of ten cases").placeholder("1800 to 2400"), &plain_interval(input.low_high), interval,
                    on_input(key, |input, low_high| input.low_high = low_high)) }
                { form.pick(place("basis", "How well it is known"), (Basis::ALL, Basis::label), input.basis, on_input(key, |input, basis| input.basis = basis)) }
                { form.line(place("by", "Who said it").suggest(people), &input.by, on_input(key, |input, by| input.by = by)) }
                { form.date(place("on", "As of"), input.on, on_input(key, |input, on| input.on = on)) }
                { form.line(place("note", "Where it is from"), &input.note, on_input(key, |input, note| input.note = note)) }
                <div class="wide">{ quiet_key("unstate-input", "Take it out", format!("Take “{}” out", key.label()), unstate) }</div>
            }
        </div>
    }
}

/// Sets a part of a number; one that is gone meanwhile is left alone.
fn on_input<V: 'static>(key: InputKey, set: fn(&mut Input, V)) -> impl Fn(&mut CapacityModel, V) + 'static {
    move |model, value| {
        if let Some(input) = model.inputs.get_mut(&key) {
            set(input, value);
        }
    }
}

/// States a number: a new or another one is a guess of whoever typed it, until somebody says otherwise; what was said of the
/// one before (that it is measured, from which file, within which interval) does not hold for it. An emptied field states
/// nothing.
pub fn state(model: &mut CapacityModel, key: InputKey, value: Option<f64>, by: &str, today: Date) {
    let Some(value) = value else {
        model.inputs.remove(&key);
        return;
    };
    let is_new = model.inputs.get(&key).is_none_or(|input| (input.value - value).abs() > 0.0);
    if is_new {
        let input = Input { by: by.to_owned(), on: Some(today), ..Input::guessed(value) };
        model.inputs.insert(key, input);
    }
}

/// Takes a number out, with the way back.
fn unstate(here: &Here, key: InputKey) {
    let Some(input) = here.model().inputs.get(&key).cloned() else { return };
    here.draft.edit(|model| drop(model.inputs.remove(&key)));
    let draft = here.draft.clone();
    let back = Callback::from(move |()| {
        let input = input.clone();
        draft.edit(move |model| {
            model.inputs.entry(key).or_insert(input);
        });
    });
    here.tasks.done(format!("“{}” is not stated any more.", key.label()), back);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::time::parse_date;

    #[test]
    fn a_typed_number_is_a_guess_of_its_day_and_keeps_nothing_that_was_said_of_another() {
        let (mut model, key) = (CapacityModel::named("Checkout", "Mira"), InputKey::DemandNow);
        let days = ["2026-11-23", "2026-11-24"].map(|day| parse_date(day).unwrap());
        state(&mut model, key, Some(2140.0), "Mira", days[0]);
        let input = model.inputs.get_mut(&key).unwrap();
        assert_eq!((input.basis, input.by.as_str(), input.on), (Basis::Guessed, "Mira", Some(days[0])));
        (input.low_high, input.basis) = (Some([2000.0, 2300.0]), Basis::Measured);
        input.note = "grafana.csv".into();
        let measured = input.clone();
        state(&mut model, key, Some(2140.0), "Jonas", days[1]);
        assert_eq!(model.inputs[&key], measured, "the same number is nothing new");
        state(&mut model, key, Some(2200.0), "Jonas", days[1]);
        let typed = Input { by: "Jonas".into(), on: Some(days[1]), ..Input::guessed(2200.0) };
        assert_eq!(model.inputs[&key], typed);
        state(&mut model, key, None, "Jonas", days[1]);
        assert!(model.inputs.is_empty());
    }
}
