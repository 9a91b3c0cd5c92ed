//! The one key that starts the day, and the warnings that are read once before it does.

use super::{
    ready::message,
    slot::{Checked, Slot},
};
use crate::{
    backend::ask,
    components::{Button, ButtonKind, Dialog, Shape, State},
    room::{
        draft::Draft,
        tasks::{Tasks, use_tasks},
    },
    route::Route,
};
use contract::{Code, Lint, Refusal, StartRun};
use domain::{
    Id,
    chaos::{
        game_day::GameDay,
        lint::{Finding, Rule, Severity},
    },
};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Whose start.
#[derive(PartialEq, Properties)]
pub struct StartProps {
    /// The day.
    pub draft: Draft<GameDay>,
    /// Its experiments.
    pub slots: Vec<Slot>,
    /// What its plan lacks.
    pub checked: Rc<Checked>,
}

/// The warnings that are being read, and whether they are others than a moment ago.
#[derive(Clone, PartialEq)]
struct Reading {
    warnings: Vec<Finding>,
    changed: bool,
}

/// The key.
#[component]
pub fn Start(props: &StartProps) -> Html {
    let tasks = use_tasks();
    let starting = use_state(|| false);
    let reading = use_state(|| None::<Reading>);
    let press = {
        let (draft, tasks, starting, reading) =
            (props.draft.clone(), tasks.clone(), starting.setter(), reading.setter());
        Callback::from(move |()| {
            let (id, tasks, starting, reading) =
                (draft.id(), tasks.clone(), starting.clone(), reading.clone());
            starting.set(true);
            // The last words may still be on their way into the file.
            draft.when_saved(Callback::from(move |saved| {
                let (tasks, starting, reading) = (tasks.clone(), starting.clone(), reading.clone());
                spawn_local(async move {
                    let next = if saved {
                        begin(id, None).await
                    } else {
                        Next::Say("The plan is not saved yet. Mend what is marked first.".to_owned())
                    };
                    starting.set(false);
                    next.follow(id, &tasks, &reading);
                });
            }));
        })
    };
    let accept = {
        let (id, tasks) = (props.draft.id(), tasks.clone());
        let (starting, reading) = (starting.setter(), reading.setter());
        Callback::from(move |read: Vec<Finding>| {
            let (tasks, starting, reading) = (tasks.clone(), starting.clone(), reading.clone());
            starting.set(true);
            spawn_local(async move {
                let next = begin(id, Some(read)).await;
                starting.set(false);
                next.follow(id, &tasks, &reading);
            });
        })
    };
    let onclose = {
        let reading = reading.setter();
        Callback::from(move |()| reading.set(None))
    };
    html! {
        <>
            <Button act="start-day" kind={ButtonKind::Primary} why_not={why_not(props, *starting)} onclick={press}>{ "Start the day" }</Button>
            if let Some(read) = &*reading {
                <Warnings key={read.warnings.iter().map(|finding| finding.message.as_str()).collect::<String>()}
                    reading={read.clone()} slots={props.slots.clone()} starting={*starting} {accept} {onclose} />
            }
        </>
    }
}

fn why_not(props: &StartProps, starting: bool) -> Option<String> {
    let mut errors = props.checked.of(Severity::Error);
    let gone = props.slots.iter().find_map(|slot| slot.refusal());
    match (errors.next(), errors.count()) {
        (Some(first), 0) => Some(first.message.clone()),
        (Some(first), more) => Some(format!("{} And {more} more.", first.message)),
        (None, _) if gone.is_some() => {
            Some("An experiment of the day cannot be read. Take it off the day, or bring it back.".to_owned())
        }
        (None, _) if props.checked.waits => Some("The experiments are still being read.".to_owned()),
        (None, _) if starting => Some("The day is starting.".to_owned()),
        (None, _) => None,
    }
}

/// What comes after the key.
enum Next {
    /// The day runs.
    Room,
    /// Warnings that nobody has read yet.
    Read(Reading),
    /// Words that explain why nothing happened.
    Say(String),
}

impl Next {
    fn follow(self, id: Id, tasks: &Tasks, reading: &UseStateSetter<Option<Reading>>) {
        match self {
            Self::Room => tasks.go(Route::Run { id }),
            Self::Read(warnings) => reading.set(Some(warnings)),
            Self::Say(words) => tasks.say(words),
        }
    }
}

/// Begins the day with the warnings that were `read`. What the file holds decides: its list may be another one than the
/// screen's, when somebody else saved in between.
async fn begin(id: Id, read: Option<Vec<Finding>>) -> Next {
    let changed = read.is_some();
    let known = match read {
        Some(read) => read,
        None => match warnings(id).await {
            Ok(found) if found.is_empty() => found,
            Ok(warnings) => return Next::Read(Reading { warnings, changed }),
            Err(refusal) => return Next::Say(refusal.message),
        },
    };
    let acknowledged: Vec<String> = known.iter().map(|finding| finding.message.clone()).collect();
    let refusal = match ask(StartRun { game_day: id, acknowledged: acknowledged.clone() }).await {
        Ok(_) => return Next::Room,
        Err(refusal) => refusal,
    };
    if refusal.code != Code::Conflict {
        return Next::Say(refusal.message);
    }
    match warnings(id).await {
        Ok(warnings) if warnings.iter().any(|finding| !acknowledged.contains(&finding.message)) => {
            Next::Read(Reading { warnings, changed: true })
        }
        _ => Next::Say(refusal.message), // another conflict: a day is running already
    }
}

/// The warnings of the plan as the file holds it.
async fn warnings(id: Id) -> Result<Vec<Finding>, Refusal> {
    let findings = ask(Lint { game_day: id }).await?;
    Ok(findings.into_iter().filter(|finding| finding.severity == Severity::Warning).collect())
}

#[derive(PartialEq, Properties)]
struct WarningsProps {
    reading: Reading,
    slots: Vec<Slot>,
    starting: bool,
    accept: Callback<Vec<Finding>>,
    onclose: Callback<()>,
}

/// The list, once; the journal keeps that it was read.
#[component]
fn Warnings(props: &WarningsProps) -> Html {
    let read = use_state(|| false);
    let warnings = &props.reading.warnings;
    let words = read_words(warnings);
    let why_not = if props.starting {
        Some("The day is starting.")
    } else {
        (!*read).then_some("Read the list, then say so with the box above.")
    };
    let onchange = {
        let read = read.setter();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                read.set(input.checked());
            }
        })
    };
    let start = {
        let (accept, warnings) = (props.accept.clone(), warnings.clone());
        Callback::from(move |()| accept.emit(warnings.clone()))
    };
    let onkeydown = {
        let start = start.clone();
        let may = why_not.is_none();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && may {
                event.prevent_default();
                start.emit(());
            }
        })
    };
    let actions = html! {
        <>
            <Button act="not-yet" kind={ButtonKind::Quiet} onclick={props.onclose.clone()}>{ "Not yet" }</Button>
            <Button act="start-acknowledged" kind={ButtonKind::Primary} {why_not} onclick={start}>{ "Start the day" }</Button>
        </>
    };
    html! {
        <Dialog title="Before the day starts" onclose={props.onclose.clone()} {actions} wide={true}>
            if props.reading.changed {
                <p class="field-error" role="alert">{ "The list is another one than you have read: somebody changed the plan. Read it once more." }</p>
            } else {
                <p class="soft">{ "Nothing blocks the start. These warnings go into the record, as read by you." }</p>
            }
            <div class="warnings" data-act="warnings" tabindex="0" role="region" aria-label="Warnings">
                { group(warnings, None, None) }
                { for props.slots.iter().map(|slot| group(warnings, Some(slot.id), slot.experiment().map(|experiment| experiment.title.as_str()))) }
            </div>
            <label class="check">
                <input type="checkbox" class="check-box" data-first="" data-act="acknowledge" name="acknowledge" checked={*read} {onchange} {onkeydown} />
                <span class="check-words">{ words }</span>
            </label>
        </Dialog>
    }
}

/// What the box says. What the plan's own page counts is counted here; the date is a question of its own.
fn read_words(warnings: &[Finding]) -> String {
    let moved = warnings.iter().any(|finding| finding.rule == Rule::AnotherDate);
    match (warnings.len() - usize::from(moved), moved) {
        (0, _) => "I have read that today is another date".to_owned(),
        (1, false) => "I have read this warning".to_owned(),
        (1, true) => "I have read this warning, and that today is another date".to_owned(),
        (several, false) => format!("I have read these {several} warnings"),
        (several, true) => format!("I have read these {several} warnings, and that today is another date"),
    }
}

/// The warnings of one experiment, or of the day.
fn group(warnings: &[Finding], experiment: Option<Id>, title: Option<&str>) -> Html {
    let of: Vec<_> = warnings.iter().filter(|finding| finding.experiment == experiment).collect();
    html! {
        if !of.is_empty() {
            <section class="warnings-group">
                <h3 class="warnings-title">{ title.unwrap_or("The day") }</h3>
                <ul>
                    { for of.iter().map(|finding| html! {
                        <li class="warning">
                            <Shape state={State::Watch} />
                            <span>{ message(finding, title) }<span class="finding-reason">{ finding.rule.why() }</span></span>
                        </li>
                    }) }
                </ul>
            </section>
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_box_counts_what_the_plan_s_page_counts_and_asks_about_the_date_besides() {
        let found = |rule: Rule| Finding {
            rule,
            severity: Severity::Warning,
            experiment: None,
            field: String::new(),
            message: String::new(),
        };
        let (plan, date) = (found(Rule::NotRehearsed), found(Rule::AnotherDate));
        for (warnings, words) in [
            (vec![plan.clone()], "I have read this warning"),
            (vec![plan.clone(), plan.clone()], "I have read these 2 warnings"),
            (vec![date.clone()], "I have read that today is another date"),
            (vec![date, plan.clone(), plan], "I have read these 2 warnings, and that today is another date"),
        ] {
            assert_eq!(read_words(&warnings), words);
        }
    }
}
