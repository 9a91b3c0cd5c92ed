//! What a day leaves behind: its actions as they stand now, the surprises that wait for one, and running it again.

use super::raise::about as about_of;
use crate::{
    backend::ask,
    components::{Button, ButtonKind, Card, Pill, State},
    pages::action::raise::About,
    room::{draft::use_records, href, tasks::use_tasks, use_list, words::count},
    route::Route,
};
use contract::BeginPostmortem;
use domain::{
    Body, Date, Id, Kind, Record,
    action::{Action, ActionStatus},
    chaos::{
        game_day::{GameDay, GameDayStatus},
        run::Run,
    },
    journal::Raised,
};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`FollowUp`] takes.
#[derive(PartialEq, Properties)]
pub struct FollowUpProps {
    /// The run.
    pub view: Rc<crate::pages::chaos::journal::RunView>,
    /// Today, for what is overdue.
    pub today: Date,
    /// Opens the dialog: with a surprise, or without.
    pub onraise: Callback<Option<About>>,
}

/// The actions of the day with what became of each, and the surprises without one.
#[component]
pub fn FollowUp(props: &FollowUpProps) -> Html {
    let run = &props.view.run;
    let records = use_records(run.course.actions.iter().map(|raised| raised.action).collect());
    let rows = run
        .course
        .actions
        .iter()
        .zip(records)
        .map(|(raised, record)| action_row(raised, record.and_then(Result::ok), run, props.today));
    let open = run.unanswered();
    let aside = match open.len() {
        0 => count(run.course.actions.len(), "action"),
        waiting => {
            format!(
                "{}, {} without one",
                count(run.course.actions.len(), "action"),
                count(waiting, "surprise")
            )
        }
    };
    let raise = props.onraise.reform(|()| None);
    let write = {
        let (tasks, origin) = (use_tasks(), props.view.id);
        Callback::from(move |surprise: u64| {
            let tasks = tasks.clone();
            spawn_local(async move {
                match ask(BeginPostmortem { origin, surprise: Some(surprise) }).await {
                    Ok(record) => tasks.go(Route::of(record.document.kind(), record.id, "")),
                    Err(refusal) => tasks.say(refusal.message),
                }
            });
        })
    };
    html! {
        <Card title="Actions" flush={true} {aside}>
            <ul class="run-list" data-act="follow-up">
                { for rows }
                { for open.iter().map(|surprise| surprise_row(&surprise.note.said, run, &props.onraise, &write)) }
            </ul>
            <div class="run-row">
                <span class="run-row-words muted">{ if run.course.actions.is_empty() { "No action was raised." } else { "" } }</span>
                <Button act="raise-action" keys="A" onclick={raise}>{ "Raise action" }</Button>
            </div>
        </Card>
    }
}

fn action_row(raised: &Raised, record: Option<Rc<Record>>, run: &Run, today: Date) -> Html {
    let now = record.as_ref().and_then(|record| Action::of(&record.document));
    // What was said on the day stays in the record; what became of it is in the action.
    let (title, owner, due) =
        now.map_or((&raised.said.text, &raised.owner, raised.due), |now| (&now.title, &now.owner, now.due));
    let done = now.is_some_and(|now| now.status == ActionStatus::Done);
    let late = !done && due.is_some_and(|due| due < today);
    let due = due.map_or_else(|| "no date".to_owned(), |due| format!("due {}", due.format("%-d %b %Y")));
    let state = match now.map(|now| now.status) {
        None => Html::default(),
        Some(ActionStatus::Done) => html! { <Pill state={State::Good}>{ "Done" }</Pill> },
        Some(_) if late => html! { <Pill state={State::Bad}>{ "Overdue" }</Pill> },
        Some(ActionStatus::InProgress) => html! { <Pill state={State::Live}>{ "In progress" }</Pill> },
        Some(ActionStatus::Open) => html! { <Pill state={State::Off}>{ "Open" }</Pill> },
    };
    let about = raised.about.and_then(|seq| about_of(run, seq));
    html! {
        <li class="run-row" data-id={raised.action.to_string()}>
            <span class="run-row-words">
                <a class="row-link" href={href(Route::Actions)}>{ title }</a>
                <span class="cell-sub">{ owner }{ ", " }{ due }{ for about.map(|about| format!(" · answers “{}”", domain::text::clip(&about.words, 90))) }</span>
            </span>
            { state }
        </li>
    }
}

fn surprise_row(
    said: &domain::journal::Said,
    run: &Run,
    onraise: &Callback<Option<About>>,
    write: &Callback<u64>,
) -> Html {
    let seq = said.seq;
    let about = about_of(run, said.seq);
    html! {
        <li class="run-row" data-id={said.seq.to_string()} data-act="unanswered">
            <span class="run-row-words">{ &said.text }<span class="cell-sub">{ "Surprise without an action, " }{ &said.by }</span></span>
            <Button act="answer-surprise" of={usize::try_from(said.seq).ok()} small=true label={format!("Raise an action: {}", said.text)}
                onclick={onraise.reform(move |()| about.clone())}>{ "Raise an action" }</Button>
            <Button act="write-postmortem" of={usize::try_from(said.seq).ok()} kind={ButtonKind::Quiet} small=true label={format!("Write a postmortem: {}", said.text)}
                onclick={write.reform(move |()| seq)}>{ "Postmortem" }</Button>
        </li>
    }
}

/// What [`Compare`] takes.
#[derive(PartialEq, Properties)]
pub struct CompareProps {
    /// The day.
    pub id: Id,
    /// The day that it repeats.
    pub repeats: Option<Id>,
}

/// Links to the comparison with the day that this one repeats, and with those that repeat it.
#[component]
pub fn Compare(props: &CompareProps) -> Html {
    let (rows, _) = use_list(Kind::GameDay);
    let finished = GameDayStatus::Finished.word();
    let others: Vec<Id> = rows
        .ready()
        .map(|rows| rows.iter().filter(|row| row.status == finished && row.id != props.id))
        .map(|rows| rows.map(|row| row.id).collect())
        .unwrap_or_default();
    let days = use_records(others);
    let link = |record: Rc<Record>| {
        let day = GameDay::of(&record.document)?;
        let (first, second) = match (props.repeats == Some(record.id), day.repeats == Some(props.id)) {
            (true, _) => (record.id, props.id),
            (_, true) => (props.id, record.id),
            _ => return None,
        };
        let when = day.date.map(|date| format!(", {}", date.format("%-d %b %Y"))).unwrap_or_default();
        let words = format!("Compare with “{}”{when}", domain::text::clip(&day.title, 48));
        Some(
            html! { <a class="button" data-act="compare" data-id={record.id.to_string()} href={href(Route::Compare { id: first, other: second })}>{ words }</a> },
        )
    };
    let links: Vec<Html> = days.into_iter().flatten().filter_map(Result::ok).filter_map(link).collect();
    if links.is_empty() {
        return Html::default();
    }
    html! { <p class="line">{ for links }</p> }
}
