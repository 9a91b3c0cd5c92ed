//! The catalog as a list, narrowed as somebody types.

use super::{
    budget::budget_pill,
    tier_pill,
    wanted::{WITH, WITHOUT, Wanted, budgets, teams, tiers},
};
use crate::{
    components::{Button, ButtonKind, Card, Column, EmptyState, Table},
    room::{
        draft::select::Select,
        row::{Subject, row_keys, row_title},
        tasks::{Tasks, use_tasks},
        words::count,
    },
    route::Route,
};
use contract::{CatalogLine, CatalogView};
use std::{cell::RefCell, rc::Rc};
use yew::prelude::*;

thread_local! {
    /// What was chosen stays while somebody looks at a service and comes back.
    static LAST: RefCell<Wanted> = RefCell::default();
}

/// Rows that are drawn at once: a wall of hundreds is slow to draw, and nobody reads it.
const AT_ONCE: usize = 60;

/// What [`List`] takes.
#[derive(PartialEq, Properties)]
pub struct ListProps {
    /// The catalog.
    pub view: Rc<CatalogView>,
}

/// The list with its filters.
#[component]
pub fn List(props: &ListProps) -> Html {
    let tasks = use_tasks();
    let wanted = use_state_eq(|| LAST.with_borrow(Clone::clone));
    LAST.set((*wanted).clone());
    let shown = use_state_eq(|| AT_ONCE);
    {
        let shown = shown.setter();
        use_effect_with((*wanted).clone(), move |_| shown.set(AT_ONCE)); // another choice begins at its top
    }
    let more = {
        let (setter, now) = (shown.setter(), *shown);
        Callback::from(move |()| setter.set(now + 4 * AT_ONCE))
    };
    let lines = wanted.choose(&props.view.services);
    let all = props.view.services.len();
    let title = if wanted.narrows() {
        format!("{} of {}", lines.len(), count(all, "service"))
    } else {
        count(all, "service")
    };
    let reset = {
        let setter = wanted.setter();
        Callback::from(move |()| setter.set(Wanted { by_name: false, ..Wanted::default() }))
    };
    html! {
        <>
            { filters(&wanted, &props.view.services, lines.first().copied(), &tasks) }
            <Card {title} flush={true} aside={if wanted.narrows() && !lines.is_empty() {
                html! { <Button act="all-services" kind={ButtonKind::Quiet} small=true onclick={reset.clone()}>{ "Show all" }</Button> }
            } else { Html::default() }}>
                if lines.is_empty() {
                    <EmptyState title="Nothing fits" words="No service is all of what is chosen above. Choose less, or write fewer letters.">
                        <Button act="all-services" onclick={reset}>{ "Show all services" }</Button>
                    </EmptyState>
                } else {
                    <Table label="Services" columns={vec![
                        Column::words("Name"), Column::words("Tier"), Column::words("Owner team").spare(), Column::words("Error budget"),
                        Column::numbers("Called by").spare(), Column::numbers("Missing for its tier"), Column::words(""),
                    ]}>
                        { for lines.iter().take(*shown).map(|line| row(line, &tasks)) }
                    </Table>
                    if lines.len() > *shown {
                        <div class="list-row spread">
                            <span class="muted">{ format!("{} more. Choose above, or show them.", lines.len() - *shown) }</span>
                            <Button act="more-services" small=true onclick={more}>{ format!("Show {} more", (lines.len() - *shown).min(4 * AT_ONCE)) }</Button>
                        </div>
                    }
                }
            </Card>
        </>
    }
}

fn row(line: &CatalogLine, tasks: &Tasks) -> Html {
    let row = &line.row;
    let missing = match line.findings {
        0 => html! { <span class="muted" aria-label="nothing">{ "–" }</span> },
        some => html! { some },
    };
    html! {
        <tr key={row.id.to_string()} data-id={row.id.to_string()}>
            { row_title("open-service", Route::Service { id: row.id }, &row.title) }
            <td>{ tier_pill(line.tier) }</td>
            <td data-narrow="hide" class="words-cell">{ row.owner.clone().unwrap_or_default() }</td>
            <td>if let Some(budget) = line.budget { { budget_pill(budget.state()) } } else { <span class="muted">{ "not read" }</span> }</td>
            <td data-narrow="hide" data-align="right">{ if line.callers == 0 { "–".to_owned() } else { line.callers.to_string() } }</td>
            <td data-align="right">{ missing }</td>
            { row_keys(Subject::of(row, tasks).remove(None)) }
        </tr>
    }
}

/// Search and choices. Enter in the search opens the first service that fits.
fn filters(
    wanted: &UseStateHandle<Wanted>,
    lines: &[CatalogLine],
    first: Option<&CatalogLine>,
    tasks: &Tasks,
) -> Html {
    let set = |change: fn(&mut Wanted, String)| {
        let (setter, now) = (wanted.setter(), (**wanted).clone());
        Callback::from(move |words: String| {
            let mut next = now.clone();
            change(&mut next, words);
            setter.set(next);
        })
    };
    let oninput = set(|wanted, text| wanted.text = text).reform(|event: InputEvent| {
        event.target_dyn_into::<web_sys::HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
    });
    let onkeydown = {
        let (tasks, first) = (tasks.clone(), first.map(|line| line.row.id));
        Callback::from(move |event: KeyboardEvent| {
            if let (Some(id), "Enter", false) = (first, event.key().as_str(), event.is_composing()) {
                tasks.go(Route::Service { id });
            }
        })
    };
    let findings = [("", "Missing or not"), (WITH, "Something is missing"), (WITHOUT, "Nothing is missing")];
    let sorts = [("tier", "By tier"), ("name", "By name")];
    let words = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(value, words)| ((*value).to_owned(), (*words).to_owned())).collect()
    };
    html! {
        <div class="catalog-filters" role="search">
            <input class="input" type="search" name="search" data-act="search-services" aria-label="Search the services"
                placeholder="Name, team or tier" value={wanted.text.clone()} {oninput} {onkeydown} autocomplete="off" spellcheck="false" />
            <Select scope="services" name="by-tier" label="Services of which tier" bare={true} act="by-tier" options={tiers()}
                present={wanted.tier.clone()} onsave={set(|wanted, words| wanted.tier = words)} />
            <Select scope="services" name="by-team" label="Services of which team" bare={true} act="by-team" options={teams(lines)}
                present={wanted.team.clone()} onsave={set(|wanted, words| wanted.team = words)} />
            <Select scope="services" name="by-budget" label="Services with which error budget" bare={true} act="by-budget" options={budgets()}
                present={wanted.budget.clone()} onsave={set(|wanted, words| wanted.budget = words)} />
            <Select scope="services" name="by-findings" label="Services that lack something" bare={true} act="by-findings" options={words(&findings)}
                present={wanted.findings.clone()} onsave={set(|wanted, words| wanted.findings = words)} />
            <Select scope="services" name="sort" label="In which order" bare={true} act="sort-services" options={words(&sorts)}
                present={if wanted.by_name { "name" } else { "tier" }} onsave={set(|wanted, words| wanted.by_name = words == "name")} />
        </div>
    }
}
