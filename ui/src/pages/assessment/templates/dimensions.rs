//! What is looked at: all of it on the left, one at a time on the right.

use crate::{
    components::{Button, ButtonKind, Card, Column, Pill, State, Table},
    room::{
        draft::{Adder, Draft, Form, at, in_row},
        tasks::{Tasks, use_tasks},
        words::count,
    },
};
use domain::assessment::{Dimension, Method, Sign, Template};
use yew::prelude::*;

/// Of which template.
#[derive(PartialEq, Properties)]
pub struct DimensionsProps {
    /// The copy.
    pub draft: Draft<Template>,
}

const ROWS: fn(&mut Template) -> &mut Vec<Dimension> = |body| &mut body.dimensions;

/// The cards.
#[component]
pub fn Dimensions(props: &DimensionsProps) -> Html {
    let draft = &props.draft;
    let tasks = use_tasks();
    let present = use_state_eq(|| 0_usize);
    let body = draft.body().clone();
    if body.method == Method::Pulse {
        return signs(draft, &tasks, &body);
    }
    let chosen = (*present).min(body.dimensions.len().saturating_sub(1));
    let pick = |place: usize| {
        let present = present.setter();
        Callback::from(move |_: MouseEvent| present.set(place))
    };
    let onadd = {
        let (present, last) = (present.setter(), body.dimensions.len());
        add(draft).reform(move |name: String| {
            present.set(last); // what was just named is described next
            name
        })
    };
    let form = Form { draft, locked: false };
    let rubric = body.method == Method::Rubric;
    let line = |(place, dimension): (usize, &Dimension)| {
        html! {
            <li key={dimension.key.clone()} class="template-line" data-id={dimension.key.clone()}>
                <button type="button" class="dimension-key" data-act="dimension" aria-current={(place == chosen).then_some("step")} onclick={pick(place)}>
                    <span class="dimension-name">{ &dimension.name }</span>
                </button>
                if rubric {
                    { form.count(at(format!("dimensions.{place}.weight"), "Weight in percent").bare(), dimension.weight,
                        in_row(ROWS, place, |dimension, weight: u32| dimension.weight = weight)) }
                }
            </li>
        }
    };
    html! {
        <div class="template-columns" data-weights={rubric.then_some("")}>
            <Card title="Dimensions" flush={true} class="dimensions" aside={if rubric { weighed(&body) } else { html! { count(body.dimensions.len(), "dimension") } }}>
                <ol class="dimension-keys">{ for body.dimensions.iter().enumerate().map(line) }</ol>
                <Adder field="dimensions" label="Name of a dimension" placeholder="A further dimension" act="add-dimension" {onadd} />
                if rubric {
                    <div class="ready-words">
                        if let Some(words) = draft.error("dimensions") {
                            <p class="field-error" role="status" data-act="weights-refused">{ words }</p>
                        } else {
                            <p class="muted">{ "Weights in percent. They are saved as soon as they add up to 100." }</p>
                        }
                    </div>
                }
            </Card>
            if let Some(dimension) = body.dimensions.get(chosen) {
                <Card key={dimension.key.clone()} title={dimension.name.clone()} aside={remove(draft, &tasks, &body, chosen)}>{ one(draft, chosen, dimension, body.method) }</Card>
            }
        </div>
    }
}

/// Asks one thing more.
fn add(draft: &Draft<Template>) -> Callback<String> {
    draft.set(|body: &mut Template, name: String| body.add_dimension(&name))
}

/// The key that takes a dimension out, with the way back; the last one stays.
fn remove(draft: &Draft<Template>, tasks: &Tasks, body: &Template, place: usize) -> Html {
    let Some(dimension) = body.dimensions.get(place).filter(|_| body.dimensions.len() > 1) else {
        return Html::default();
    };
    let name = format!("“{}”", domain::text::clip(&dimension.name, 60));
    let label = format!("Remove {name}");
    let (draft, tasks) = (draft.clone(), tasks.clone());
    let onclick = Callback::from(move |()| {
        let mut taken = None;
        draft.edit(|body| taken = body.take_out(place));
        let Some(taken) = taken else { return };
        let draft = draft.clone();
        let back = Callback::from(move |()| {
            let taken = taken.clone();
            draft.edit(move |body| body.put_back(taken));
        });
        tasks.done(format!("{name} was removed."), back);
    });
    html! { <Button act="remove-dimension" kind={ButtonKind::Quiet} small=true {label} {onclick}>{ "Remove" }</Button> }
}

/// The sum of the weights, which must be 100.
fn weighed(body: &Template) -> Html {
    let sum: u64 = body.dimensions.iter().map(|dimension| u64::from(dimension.weight)).sum();
    let (state, words) = weight_words(sum);
    html! { <span data-act="weights"><Pill {state}>{ words }</Pill></span> }
}

fn weight_words(sum: u64) -> (State, String) {
    match sum {
        100 => (State::Good, "100%".to_owned()),
        less if less < 100 => (State::Watch, format!("{less}%, {} missing", 100 - less)),
        more => (State::Watch, format!("{more}%, {} too many", more - 100)),
    }
}

/// Its names, and what each score looks like.
fn one(draft: &Draft<Template>, place: usize, dimension: &Dimension, method: Method) -> Html {
    let form = Form { draft, locked: false };
    let path = |field: &str| format!("dimensions.{place}.{field}");
    let anchors = method.scores().zip(&dimension.anchors).enumerate();
    html! {
        <div class="stack">
            <div class="form">
                { form.line(at(path("name"), "Name"), &dimension.name, in_row(ROWS, place, |dimension, text: String| dimension.name = text)) }
                { form.line(at(path("short"), "The same for a narrow place"), &dimension.short, in_row(ROWS, place, |dimension, text: String| dimension.short = text)) }
            </div>
            <ol class="template-anchors">
                { for anchors.map(|(at_score, (score, words))| html! {
                    <li key={score} class="template-anchor">
                        <span class="anchor-score">{ score }</span>
                        { form.prose(at(path(&format!("anchors.{at_score}")), SCORES.get(usize::from(score)).copied().unwrap_or("What it looks like")).bare(), words,
                            move |body, text| set_anchor(body, place, at_score, text)) }
                    </li>
                }) }
            </ol>
            <p class="field-hint">{ "Say what somebody can see, so that two rooms give the same score. The words between two anchors should tell their neighbours apart." }</p>
        </div>
    }
}

const SCORES: [&str; 6] = [
    "What 0 looks like",
    "What 1 looks like",
    "What 2 looks like",
    "What 3 looks like",
    "What 4 looks like",
    "What 5 looks like",
];

fn set_anchor(body: &mut Template, place: usize, at_score: usize, text: String) {
    let anchors = body.dimensions.get_mut(place).map(|dimension| &mut dimension.anchors);
    if let Some(anchor) = anchors.and_then(|anchors| anchors.get_mut(at_score)) {
        *anchor = text;
    }
}

/// The signs of a pulse: a sentence, its short form, and what a yes means.
fn signs(draft: &Draft<Template>, tasks: &Tasks, body: &Template) -> Html {
    let form = Form { draft, locked: false };
    let set_sign = |dimension: &mut Dimension, sign: Sign| dimension.sign = Some(sign);
    html! {
        <Card title="Signs" flush={true} aside={html! { count(body.dimensions.len(), "sign") }}>
            <Table label="Signs" columns={vec![Column::words("What the room is asked"), Column::words("In short"), Column::words("A yes is a"), Column::words("")]}>
                { for body.dimensions.iter().enumerate().map(|(place, sign)| html! {
                    <tr key={sign.key.clone()} class="fields-row" data-id={sign.key.clone()}>
                        <td class="wide-cell">{ form.line(at(format!("dimensions.{place}.name"), "What the room is asked").bare(), &sign.name,
                            in_row(ROWS, place, |dimension, text: String| dimension.name = text)) }</td>
                        <td class="role-cell">{ form.line(at(format!("dimensions.{place}.short"), "In short").bare(), &sign.short,
                            in_row(ROWS, place, |dimension, text: String| dimension.short = text)) }</td>
                        <td class="role-cell">{ form.pick(at(format!("dimensions.{place}.sign"), "A yes is a").bare(), (Sign::ALL, Sign::label),
                            sign.sign.unwrap_or(Sign::Healthy), in_row(ROWS, place, set_sign)) }</td>
                        <td class="row-actions" data-align="right">{ remove(draft, tasks, body, place) }</td>
                    </tr>
                }) }
            </Table>
            <Adder field="dimensions" label="A sign" placeholder="A further sign: “We rehearse our rollbacks”, Enter to add" act="add-dimension" onadd={add(draft)} />
        </Card>
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::assessment::TEMPLATES;

    #[test]
    fn the_sum_of_the_weights_says_what_is_missing() {
        assert_eq!(weight_words(100), (State::Good, "100%".to_owned()));
        assert_eq!(weight_words(95), (State::Watch, "95%, 5 missing".to_owned()));
        assert_eq!(weight_words(130), (State::Watch, "130%, 30 too many".to_owned()));
    }

    #[test]
    fn an_anchor_is_changed_in_its_place_only() {
        let mut body = TEMPLATES.first().unwrap().clone();
        let before = body.clone();
        set_anchor(&mut body, 2, 4, "Anybody leads".to_owned());
        assert_eq!(body.dimensions[2].anchors[4], "Anybody leads");
        body.dimensions[2].anchors[4].clone_from(&before.dimensions[2].anchors[4]);
        assert_eq!(body, before);
        set_anchor(&mut body, 99, 0, "nowhere".to_owned());
        set_anchor(&mut body, 0, 99, "nowhere".to_owned());
        assert_eq!(body, before);
    }
}
