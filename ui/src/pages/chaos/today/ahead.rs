//! One day of the week ahead: how long is left, what the handbook wants done before it, and what its plan lacks.

use super::DayProps;
use crate::{
    backend,
    components::{Card, Meter, Pill, State},
    hooks::loaded::{Loaded, use_loaded},
    known::use_known,
    pages::chaos::game_day::checklist::{Items, progress},
    room::{
        href, use_record,
        words::{count, day, from_today},
    },
    route::Route,
};
use contract::{Lint, Notice};
use domain::{
    Body, Id, Kind,
    chaos::{
        content::ChecklistPhase,
        game_day::GameDay,
        lint::{Finding, Rule, Severity},
    },
};
use yew::prelude::*;

/// The card.
#[component]
pub fn Ahead(props: &DayProps) -> Html {
    let zone = use_known().workspace.zone;
    let row = &props.row;
    let (record, _) = use_record(row.id);
    let today = zone.date(backend::now());
    let plan = record.ready().and_then(|record| GameDay::of(&record.document));
    let date = row.at.map(|at| zone.date(at));
    let time = plan.and_then(|plan| plan.start).map(|start| format!(", {}", start.format("%H:%M")));
    let when = date.map(|date| format!("{}{}", day(date), time.unwrap_or_default()));
    let past = date.is_some_and(|date| date < today);
    html! {
        <Card>
            <div class="ahead" data-id={row.id.to_string()}>
                <div class="grow">
                    <h2 class="ahead-title"><a class="row-link" href={href(Route::GameDay { id: row.id })} data-act="open-game-day">{ &row.title }</a></h2>
                    if let Some(when) = when { <p class="muted num">{ when }</p> }
                    if let Some(plan) = plan { <p class="muted">{ facts(plan) }</p> }
                </div>
                if let Some(date) = date {
                    <span class="ahead-when tone num" data-state={past.then_some("watch")}>
                        if past { <i class="shape" data-state="watch" aria-hidden="true" />{ " planned " } }
                        { from_today(date, today) }
                    </span>
                }
            </div>
            if let Some(plan) = plan { <Preparation id={row.id} plan={plan.clone()} /> }
        </Card>
    }
}

fn facts(plan: &GameDay) -> String {
    let people = count(plan.participants.len(), "person");
    let who = plan
        .facilitator()
        .map_or_else(|| "nobody facilitates yet".to_owned(), |name| format!("{name} facilitates"));
    let mut facts = vec![who, count(plan.experiments.len(), "experiment"), people];
    if !plan.environment.is_empty() {
        facts.push(plan.environment.clone());
    }
    facts.join(" · ")
}

#[derive(PartialEq, Properties)]
struct PreparationProps {
    id: Id,
    plan: GameDay,
}

/// The list of the week before, to be ticked here, and how the plan stands against its rules.
#[component]
fn Preparation(props: &PreparationProps) -> Html {
    let (found, _) = use_loaded(Lint { game_day: props.id }, |_, notice| {
        matches!(
            notice,
            Notice::Record { kind: Kind::GameDay | Kind::Experiment | Kind::Service | Kind::Workspace, .. }
        )
    });
    let (done, all) = progress(ChecklistPhase::Before, &props.plan.checklist);
    #[expect(clippy::cast_precision_loss, reason = "a checklist has far fewer items than 2^53")]
    let part = done as f64 / all.max(1) as f64;
    html! {
        <div class="ahead-state">
            <div class="progress">
                <div class="progress-words"><span>{ "Before the day" }</span><span class="num">{ format!("{done} of {all}") }</span></div>
                <Meter {part} label="Checklist before the day" state={if done == all { State::Good } else { State::Live }} />
            </div>
            <div class="checks"><Items game_day={props.id} phase={ChecklistPhase::Before} ticks={props.plan.checklist.clone()} /></div>
            <div class="ahead-plan" data-act="plan-state">{ standing(props.id, &found) }</div>
        </div>
    }
}

/// How many errors and warnings the plan has, with the way to them.
fn standing(id: Id, found: &Loaded<Vec<Finding>>) -> Html {
    let link = |words: &'static str| {
        html! {
            <a class="link" data-act="open-findings" href={format!("{}?field=findings", href(Route::GameDay { id }))}>{ words }</a>
        }
    };
    match found {
        Loaded::Loading => html! { <span class="muted">{ "Reading the plan…" }</span> },
        Loaded::Refused(refusal) => html! {
            <><Pill state={State::Bad}>{ "Cannot start" }</Pill><span class="soft">{ &refusal.message }</span>{ link("Open the plan") }</>
        },
        Loaded::Ready(findings) => {
            let (errors, warnings) = counted(findings);
            html! {
                <>
                    if errors > 0 {
                        <Pill state={State::Bad}>{ format!("{} in the plan", count(errors, "error")) }</Pill>
                    } else if let Some(finding) = findings.iter().find(|finding| finding.is_unready()) {
                        <Pill state={State::Bad}>{ finding.rule.label() }</Pill>
                    } else {
                        <Pill state={State::Good}>{ "Ready to start" }</Pill>
                    }
                    if warnings > 0 { <Pill state={State::Watch}>{ count(warnings, "warning") }</Pill> }
                    { link(if errors > 0 { "Mend the plan" } else if warnings > 0 { "Read them" } else { "Open the plan" }) }
                </>
            }
        }
    }
}

/// How many errors and warnings the plan has. That today is not its day is no fault of a plan for a day to come: whoever starts
/// it all the same is told.
fn counted(findings: &[Finding]) -> (usize, usize) {
    let plan = findings.iter().filter(|finding| finding.rule != Rule::AnotherDate);
    let (errors, warnings): (Vec<_>, Vec<_>) = plan.partition(|finding| finding.severity == Severity::Error);
    (errors.len(), warnings.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_has_as_many_warnings_here_as_on_its_own_page() {
        let found = |rule: Rule| Finding {
            rule,
            severity: rule.severity(),
            experiment: None,
            field: String::new(),
            message: String::new(),
        };
        let all = [Rule::AnotherDate, Rule::NoBaseline, Rule::NoRollback].map(found);
        assert_eq!(counted(&all), (1, 1));
    }
}
