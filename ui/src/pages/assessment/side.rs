//! Beside the work: the projector, who scores, and how the review is run.

use super::{Here, result::remove as remove_review};
use crate::{
    components::{Button, ButtonKind, Card},
    pages::assessment::stage::face,
    room::{
        draft::{Adder, Form, at},
        run::stage::{blank_key, show, stage_card, thumbnail},
        use_names,
    },
    stage::away::where_is,
};
use contract::{HideStage, ReviewView, StageState};
use domain::{assessment::Assessment, text::clip};
use std::rc::Rc;
use yew::prelude::*;

/// Puts this review on the projector.
pub fn put_on_stage(here: &Here) {
    show(here.id, None, &here.pen.toasts);
}

/// The projector, small, as the room sees it.
pub fn stage(here: &Here) -> Html {
    let Some(stage) = &here.stage else { return Html::default() };
    let open = stage.place.is_open();
    let ours = open && stage.run == Some(here.id);
    let place = if open && !ours {
        html! { "shows something else" }
    } else {
        where_is(stage)
    };
    let to_stage = {
        let here = here.clone();
        Callback::from(move |()| put_on_stage(&here))
    };
    let hide = {
        let toasts = here.pen.toasts.clone();
        Callback::from(move |()| toasts.ask(HideStage {}, |_| ()))
    };
    let thumb = here.view.as_ref().map(|view| {
        let veiled = ReviewView { assessment: here.review.on_stage(), ..(**view).clone() };
        let state = Rc::new(StageState { message: None, ..(**stage).clone() });
        thumbnail(state, here.zone, face(&veiled), ours)
    });
    let below = html! {
        <>
            { for thumb }
            <div class="line">
                if ours {
                    { blank_key(stage, &here.pen.toasts) }
                    <Button act="hide-stage" kind={ButtonKind::Quiet} onclick={hide}>{ "Close" }</Button>
                } else {
                    <Button act="show-stage" keys="S" onclick={to_stage}>{ "Show on the stage" }</Button>
                }
            </div>
        </>
    };
    stage_card(stage, here.id, place, below)
}

/// Who scores.
#[component]
pub fn People(here: &Here) -> Html {
    let names = use_names(domain::Kind::Person);
    let who = &here.review.participants;
    let free: Rc<[AttrValue]> =
        names.iter().filter(|name| !who.iter().any(|known| *known == ***name)).cloned().collect();
    let add = {
        let (draft, tasks) = (here.pen.draft.clone(), here.pen.tasks.clone());
        Callback::from(move |name: String| {
            if draft.body().participants.contains(&name) {
                tasks.say(format!("{} is on the list already.", clip(&name, 60)));
            } else {
                draft.edit(|review| review.participants.push(name));
            }
        })
    };
    let known = free.iter().take(12).cloned().collect::<Vec<_>>();
    html! {
        <Card title="Who scores" flush={true} aside={html! { who.len() }}>
            { for who.iter().map(|name| html! {
                <div key={name.clone()} class="list-row spread review-person" data-act="participant">
                    <span class="cut">{ name }</span>{ remove(here, name) }
                </div>
            }) }
            if !known.is_empty() && here.review.present.is_none() {
                <div class="chips review-known">
                    { for known.into_iter().map(|name| {
                        let (add, who, key) = (add.clone(), name.to_string(), name.to_string());
                        html! { <Button {key} small=true class="chip" act="add-known" onclick={move |()| add.emit(who.clone())}>{ format!("+ {name}") }</Button> }
                    }) }
                </div>
            }
            <Adder field="participants" label="Name of a participant" placeholder="A name" act="add-participant" suggestions={free} onadd={add} />
        </Card>
    }
}

fn remove(here: &Here, name: &str) -> Html {
    // A score stays in the record with its name.
    if let Some(words) = scored(&here.review, name) {
        return html! { <span class="muted small nowrap num">{ words }</span> };
    }
    let (draft, tasks, name) = (here.pen.draft.clone(), here.pen.tasks.clone(), name.to_owned());
    let label = format!("Remove {}", clip(&name, 60));
    let onclick = Callback::from(move |()| {
        let place = draft.body().participants.iter().position(|known| *known == name);
        let Some(place) = place else { return };
        draft.edit(|review| {
            review.participants.remove(place);
        });
        let (draft, name) = (draft.clone(), name.clone());
        tasks.done(
            format!("{} was removed.", clip(&name, 60)),
            Callback::from(move |()| {
                let name = name.clone();
                draft.edit(move |review| {
                    if !review.participants.contains(&name) {
                        review.participants.insert(place.min(review.participants.len()), name);
                    }
                });
            }),
        );
    });
    html! { <Button act="remove-participant" kind={ButtonKind::Quiet} small=true {label} {onclick}>{ "Remove" }</Button> }
}

/// How much somebody has scored: `scored 1 of 8`; nothing of who has scored nothing.
fn scored(review: &Assessment, name: &str) -> Option<String> {
    let scored =
        review.answers.iter().filter(|answer| answer.votes.iter().any(|vote| vote.who == name)).count();
    (scored > 0).then(|| format!("scored {scored} of {}", review.answers.len()))
}

/// How the review is run.
#[component]
pub fn Settings(here: &Here) -> Html {
    let form = Form { draft: &here.pen.draft, locked: false };
    let review = &here.review;
    let begun = review.answers.iter().any(|answer| !answer.votes.is_empty());
    let solo = {
        let draft = here.pen.draft.clone();
        Callback::from(move |_: Event| draft.edit(|review: &mut Assessment| review.solo = !review.solo))
    };
    html! {
        <Card title="This review" class="review-settings">
            <div class="stack" data-gap="small">
                <div class="form">
                    { form.minutes(at("timebox_min", "Minutes each"), review.timebox_min, |review, min| review.timebox_min = min) }
                    { form.date(at("date", "Date"), review.date, |review, date| review.date = date) }
                </div>
                <label class="check">
                    <input class="check-box" type="checkbox" name="solo" data-act="solo" checked={review.solo} disabled={begun} onchange={solo} />
                    <span class="check-words">{ "One person scores alone" }
                        <span class="check-detail">{ if begun { "People have scored already." } else { "No votes, no reveal: the score is set at once." } }</span>
                    </span>
                </label>
                <p class="muted small">{ format!("{}, edition {}", review.template.title, review.template.edition) }</p>
                <p class="line review-remove">{ remove_review(here) }</p>
            </div>
        </Card>
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::assessment::{Scope, TEMPLATES};

    #[test]
    fn who_has_scored_one_dimension_has_not_scored_the_next() {
        let mut review = Assessment::new("Payments", Scope::Organisation, TEMPLATES.first().unwrap().clone());
        review.participants = vec!["Mira".to_owned(), "Jonas".to_owned()];
        assert_eq!(scored(&review, "Mira"), None);
        review.vote(0, "Mira", 3).unwrap();
        let all = review.answers.len();
        assert_eq!(scored(&review, "Mira"), Some(format!("scored 1 of {all}")));
        assert_eq!(scored(&review, "Jonas"), None);
    }
}
