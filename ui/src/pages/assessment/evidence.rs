//! What was said about a dimension, and what the score rests on. Both save themselves.

use super::{
    Here,
    dimension::ClockProps,
    words::{age, evidence_of},
};
use crate::room::words::day;
use crate::{
    components::{Button, ButtonKind, Card, Keycap, Pill, State},
    room::draft::{Adder, Draft, Form, at},
};
use domain::{
    assessment::{Assessment, Evidence},
    text::clip,
};
use yew::prelude::*;

/// Note and evidence. Give it the dimension as its key: its fields belong to one.
#[component]
pub fn Ground(props: &ClockProps) -> Html {
    let (here, place) = (&props.here, props.dimension);
    let Some((_, answer)) = here.at(place) else { return Html::default() };
    let form = Form { draft: &here.pen.draft, locked: false };
    let add = {
        let (draft, today) = (here.pen.draft.clone(), here.today);
        Callback::from(move |typed: String| {
            let evidence = evidence_of(&typed, today);
            draft.edit(|review| {
                if let Some(answer) = review.answers.get_mut(place) {
                    answer.evidence.push(evidence);
                }
            });
        })
    };
    html! {
        <Card title="What the score rests on" flush={true} aside={html! { <>{ "note " }<Keycap keys="W" /><span>{ "evidence " }</span><Keycap keys="E" /></> }}>
            <div class="ground-note">
                { form.prose(at(format!("answers.{place}.note"), "Note").placeholder("Why this score, in the room's words"), &answer.note,
                    move |review: &mut Assessment, text| if let Some(answer) = review.answers.get_mut(place) { answer.note = text }) }
            </div>
            { for answer.evidence.iter().enumerate().map(|(at, evidence)| row(here, place, (at, answer.evidence.len()), evidence)) }
            { for last_time(here, place).into_iter().map(|evidence| still_holds(here, place, evidence)) }
            <Adder field={format!("answers.{place}.evidence")} label="Evidence" word="Add evidence" act="add-evidence"
                placeholder="A dashboard, a postmortem, a report; with its https:// address at the end" onadd={add} />
        </Card>
    }
}

/// What the score rested on last time and does not rest on yet.
fn last_time(here: &Here, place: usize) -> Vec<&Evidence> {
    let (Some(last), Some((_, answer))) = (here.last(place), here.at(place)) else { return Vec::new() };
    let known =
        |old: &&Evidence| answer.evidence.iter().any(|new| (&new.text, &new.link) == (&old.text, &old.link));
    last.evidence.iter().filter(|old| !known(old)).collect()
}

/// One piece of last time's evidence: a key says that it was looked at again today, so nobody types it twice.
fn still_holds(here: &Here, place: usize, evidence: &Evidence) -> Html {
    let (draft, renewed) = (here.pen.draft.clone(), evidence.confirmed(here.today));
    let onclick = Callback::from(move |()| {
        let renewed = renewed.clone();
        draft.edit(|review| {
            if let Some(answer) = review.answers.get_mut(place) {
                answer.evidence.push(renewed);
            }
        });
    });
    let stale = evidence.is_stale(here.today);
    let (state, word) = if stale { (State::Watch, "stale") } else { (State::Off, "last time") };
    let label = format!("“{}” still holds", clip(&evidence.text, 60));
    html! {
        <div key={format!("last {} {}", evidence.text, evidence.link)} class="list-row spread" data-act="last-evidence">
            <span class="grow soft">{ &evidence.text }<span class="muted num">{ format!(" · {}", age(evidence.on, here.today)) }</span></span>
            <span class="line"><Pill {state}>{ word }</Pill><Button act="still-holds" small=true {label} {onclick}>{ "Still holds" }</Button></span>
        </div>
    }
}

fn row(here: &Here, place: usize, (nth, all): (usize, usize), evidence: &Evidence) -> Html {
    let form = Form { draft: &here.pen.draft, locked: false };
    let path = |field: &str| format!("answers.{place}.evidence.{nth}.{field}");
    let stale = evidence.is_stale(here.today);
    html! {
        // When one goes, the others are other rows: what was typed into the one that went must not stand in the next.
        <div key={format!("{nth} of {all}")} class="evidence" data-act="evidence" data-id={nth.to_string()}>
            { form.line(at(path("text"), "Evidence"), &evidence.text, of(place, nth, |evidence, text| evidence.text = text)) }
            { form.line(at(path("link"), "Link").placeholder("https://"), &evidence.link, of(place, nth, |evidence, text| evidence.link = text)) }
            { form.date(at(path("on"), "Of which day"), Some(evidence.on), of(place, nth, |evidence, on: Option<domain::Date>| {
                let Some(on) = on else { return };
                // What was never said otherwise stays fresh for as long as before.
                let usual = Evidence::of("", "", evidence.on).fresh_until == evidence.fresh_until;
                if usual {
                    evidence.fresh_until = Evidence::of("", "", on).fresh_until;
                }
                evidence.on = on;
            })) }
            { form.date(at(path("fresh_until"), "Fresh until"), Some(evidence.fresh_until), of(place, nth, |evidence, until: Option<domain::Date>| {
                if let Some(until) = until {
                    evidence.fresh_until = until;
                }
            })) }
            <div class="evidence-state">
                <Pill state={if stale { State::Watch } else { State::Good }}>{ if stale { "stale" } else { "fresh" } }</Pill>
                { for evidence.confirmed_on.map(|on| html! { <span class="muted small num">{ format!("confirmed on {}", day(on)) }</span> }) }
                { remove(here, place, nth, &evidence.text) }
            </div>
        </div>
    }
}

/// Puts a value into one piece of evidence; one that has gone meanwhile is left alone.
fn of<V: 'static>(
    place: usize,
    nth: usize,
    set: fn(&mut Evidence, V),
) -> impl Fn(&mut Assessment, V) + 'static {
    move |review, value| {
        let answer = review.answers.get_mut(place);
        if let Some(evidence) = answer.and_then(|answer| answer.evidence.get_mut(nth)) {
            set(evidence, value);
        }
    }
}

fn remove(here: &Here, place: usize, nth: usize, words: &str) -> Html {
    let (draft, tasks) = (here.pen.draft.clone(), here.pen.tasks.clone());
    let words = clip(words, 60);
    let label = format!("Remove “{words}”");
    let onclick = Callback::from(move |()| {
        let mut taken = None;
        draft.edit(|review| {
            let answer = review.answers.get_mut(place);
            if let Some(answer) = answer.filter(|answer| nth < answer.evidence.len()) {
                taken = Some(answer.evidence.remove(nth));
            }
        });
        let Some(taken) = taken else { return };
        tasks.done(format!("“{words}” was removed."), put_back(&draft, place, nth, taken));
    });
    html! { <Button act="remove-evidence" of={nth} kind={ButtonKind::Quiet} small=true {label} {onclick}>{ "Remove" }</Button> }
}

fn put_back(draft: &Draft<Assessment>, place: usize, nth: usize, evidence: Evidence) -> Callback<()> {
    let draft = draft.clone();
    Callback::from(move |()| {
        let evidence = evidence.clone();
        draft.edit(|review| {
            if let Some(answer) = review.answers.get_mut(place) {
                answer.evidence.insert(nth.min(answer.evidence.len()), evidence);
            }
        });
    })
}
