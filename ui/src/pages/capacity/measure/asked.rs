//! What only a person can say of measurements.

use crate::room::control::Choose;
use contract::Measurements;
use domain::capacity::file::{Answers, Daily, DateOrder, Decimal, FileQuestion};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// One question and what was answered.
pub fn asked(
    question: &FileQuestion,
    holds: &Measurements,
    answers: &Answers,
    answer: &Callback<Answers>,
) -> Html {
    let set = |change: fn(&mut Answers, &str)| {
        let (answers, answer) = (answers.clone(), answer.clone());
        Callback::from(move |chosen: String| {
            let mut answers = answers.clone();
            change(&mut answers, &chosen);
            answer.emit(answers);
        })
    };
    let label = AttrValue::from(question.words());
    let own = |words: &str| (AttrValue::from(words.to_owned()), AttrValue::from(words.to_owned()));
    let nothing = (AttrValue::Static(""), AttrValue::Static("Choose"));
    let choose = |name: &'static str, value: &str, options: Vec<(AttrValue, AttrValue)>, onchange| {
        html! { <Choose {name} label={label.clone()} value={value.to_owned()} {options} {onchange} /> }
    };
    let with_nothing =
        |rest: Vec<(AttrValue, AttrValue)>| std::iter::once(nothing.clone()).chain(rest).collect();
    match question {
        FileQuestion::Series { .. } => {
            let options = with_nothing(holds.series.iter().map(|series| own(&series.name)).collect());
            let present = answers.series.clone().unwrap_or_default();
            choose(
                "series",
                &present,
                options,
                set(|answers, chosen| answers.series = Some(chosen.to_owned())),
            )
        }
        FileQuestion::Zone { .. } => {
            // What is no zone is refused by the backend, which knows them all, and stays in the field.
            let onchange = set(|answers, typed| answers.zone = typed.trim().parse().ok());
            let value = answers.zone.map(|zone| zone.name().to_owned()).unwrap_or_default();
            typed_answer(label, "zone", value, "Europe/Berlin", onchange)
        }
        FileQuestion::Order { .. } => {
            let options = with_nothing(DateOrder::ALL.iter().map(|one| own(one.label())).collect());
            let find = |answers: &mut Answers, chosen: &str| {
                answers.order = DateOrder::ALL.iter().copied().find(|one| one.label() == chosen);
            };
            choose("order", answers.order.map_or("", DateOrder::label), options, set(find))
        }
        FileQuestion::Decimal { .. } => {
            let options = with_nothing(Decimal::ALL.iter().map(|one| own(one.label())).collect());
            let find = |answers: &mut Answers, chosen: &str| {
                answers.decimal = Decimal::ALL.iter().copied().find(|one| one.label() == chosen);
            };
            choose("decimal", answers.decimal.map_or("", Decimal::label), options, set(find))
        }
        FileQuestion::Daily { .. } => {
            let find = |answers: &mut Answers, chosen: &str| {
                answers.daily =
                    Daily::ALL.iter().copied().find(|one| one.label() == chosen).unwrap_or(Daily::Peak);
            };
            let options = Daily::ALL.iter().map(|one| own(one.label())).collect();
            choose("daily", answers.daily.label(), options, set(find))
        }
        FileQuestion::Unit => {
            let onchange = set(|answers, chosen| answers.unit = Some(chosen.trim().to_owned()));
            typed_answer(label, "unit", answers.unit.clone().unwrap_or_default(), "requests/sec", onchange)
        }
    }
}

/// An answer that is typed, and asked about once the field is left: each letter would read the file anew.
fn typed_answer(
    label: AttrValue,
    name: &'static str,
    value: String,
    placeholder: &'static str,
    answer: Callback<String>,
) -> Html {
    let onchange = Callback::from(move |event: Event| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            answer.emit(input.value());
        }
    });
    html! {
        <label class="field">
            <span class="field-label">{ label }</span>
            <input class="input" type="text" {name} {value} {placeholder} autocomplete="off" spellcheck="false" {onchange} />
        </label>
    }
}
