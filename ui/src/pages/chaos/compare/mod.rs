//! Two days side by side: the same plan run again, and what is better or worse since.

mod pair;
mod sides;

use crate::{
    components::{Card, EmptyState},
    hooks::loaded::use_loaded,
    known::use_known,
    room::{
        Room,
        draft::select::Select,
        href, link_button,
        record::opened,
        tasks::use_tasks,
        use_list, use_record, waiting,
        words::{count, day},
    },
    route::Route,
};
use contract::{Compare, Notice};
use domain::{
    Id, Kind, Row, Zone,
    chaos::{
        compare::{Change, Comparison, Direction},
        game_day::{GameDay, GameDayStatus},
    },
    text::clip,
};
use pair::{PairCard, direction_pill, direction_sign};
use sides::{follow_ups, sides};
use yew::prelude::*;
use yew_router::hooks::use_navigator;

/// As many lines as say it in short, of what got worse and of what got better.
const IN_SHORT: usize = 4;

/// Which day, and which other one.
#[derive(PartialEq, Properties)]
pub struct CompareProps {
    /// The day.
    pub id: Id,
    /// The other one; without it the day that this one repeats, else the person chooses.
    #[prop_or_default]
    pub other: Option<Id>,
}

/// The room. Give it both ids as its key.
#[component]
pub fn ComparePage(props: &CompareProps) -> Html {
    let crumbs =
        vec![(Route::GameDays, "Game days".into()), (Route::Record { id: props.id }, "Record".into())];
    let opened = opened::<GameDay>(props.id, &use_record(props.id), "Compare", crumbs.clone());
    let (rows, again) = use_list(Kind::GameDay);
    let navigator = use_navigator();
    let others: Vec<Row> = rows
        .ready()
        .map(|rows| rows.iter().filter(|row| row.id != props.id && has_begun(row)).cloned().collect())
        .unwrap_or_default();
    let repeats = opened.as_ref().ok().and_then(|opened| opened.body.repeats);
    // The plan that this one repeats may never have been run.
    let repeated = repeats.filter(|id| others.iter().any(|row| row.id == *id));
    let id = props.id;
    use_effect_with(repeated.filter(|_| props.other.is_none()), move |repeated| {
        if let (Some(other), Some(navigator)) = (*repeated, navigator) {
            navigator.replace(&Route::Compare { id, other }); // the way back does not lead through here
        }
    });
    let game_day = match opened {
        Ok(opened) => opened.body,
        Err(bare) => return bare,
    };
    let title = format!("Compare “{}”", game_day.title);
    if matches!(game_day.status, GameDayStatus::Planned | GameDayStatus::Cancelled) {
        return html! {
            <Room {title} {crumbs}>
                <Card>
                    <EmptyState title="This day has not begun" words="A comparison holds what happened against what happened. Come back when the day runs; its readings then stand beside those of the earlier one.">
                        { link_button("open-plan", "plain", "Open the plan", Route::GameDay { id }) }
                    </EmptyState>
                </Card>
            </Room>
        };
    }
    match props.other {
        Some(other) => html! {
            <Room {title} {crumbs} actions={html! { <Other id={props.id} {other} rows={others} /> }}>
                <Both key={other.to_string()} id={props.id} {other} />
            </Room>
        },
        None if rows.ready().is_none() || repeated.is_some() => {
            html! { <Room {title} {crumbs}>{ waiting(&rows, &again) }</Room> }
        }
        None => html! { <Room {title} {crumbs}><Choice id={props.id} rows={others} /></Room> },
    }
}

fn has_begun(row: &Row) -> bool {
    matches!(GameDayStatus::of(&row.status), Some(GameDayStatus::Finished | GameDayStatus::Running))
}

#[derive(PartialEq, Properties)]
struct OtherProps {
    id: Id,
    other: Id,
    rows: Vec<Row>,
}

/// Another day to hold this one against.
#[component]
fn Other(props: &OtherProps) -> Html {
    let zone = use_known().workspace.zone;
    let tasks = use_tasks();
    let id = props.id;
    let options: Vec<_> = props.rows.iter().map(|row| (row.id.to_string(), name(row, zone))).collect();
    let onsave = Callback::from(move |chosen: String| {
        if let Ok(other) = chosen.parse() {
            tasks.go(Route::Compare { id, other });
        }
    });
    html! {
        <div class="compare-other">
            <span class="muted" aria-hidden="true">{ "with" }</span>
            <Select scope="compare" name="other" label="Compared with" bare={true} act="compare-with" {options}
                present={props.other.to_string()} {onsave} />
        </div>
    }
}

fn name(row: &Row, zone: Zone) -> String {
    let when = row.at.map(|at| format!(", {}", day(zone.date(at)))).unwrap_or_default();
    format!("{}{when}", clip(&row.title, 60))
}

#[derive(PartialEq, Properties)]
struct ChoiceProps {
    id: Id,
    rows: Vec<Row>,
}

/// The days to choose from.
#[component]
fn Choice(props: &ChoiceProps) -> Html {
    let zone = use_known().workspace.zone;
    let id = props.id;
    if props.rows.is_empty() {
        return html! {
            <Card>
                <EmptyState title="There is no other day to compare with" words="Run this plan again: “Run again” on the list of game days copies it with its experiments. When that day has begun, the two stand here side by side.">
                    { link_button("go-to-game-days", "plain", "Game days", Route::GameDays) }
                </EmptyState>
            </Card>
        };
    }
    html! {
        <Card title="Which day to compare with?" flush={true} aside={html! { count(props.rows.len(), "day") }}>
            { for props.rows.iter().map(|row| html! {
                <div key={row.id.to_string()} class="list-row spread" data-id={row.id.to_string()}>
                    <a class="row-link" href={href(Route::Compare { id, other: row.id })} data-act="compare-with">{ &row.title }</a>
                    <span class="muted num nowrap">{ row.at.map(|at| day(zone.date(at))).unwrap_or_default() }</span>
                </div>
            }) }
        </Card>
    }
}

#[derive(PartialEq, Properties)]
struct BothProps {
    id: Id,
    other: Id,
}

#[component]
fn Both(props: &BothProps) -> Html {
    let zone = use_known().workspace.zone;
    let (compared, again) = use_loaded(Compare { left: props.other, right: props.id }, |asked, notice| {
        // An action that was done since, a name that changed, a day that still runs.
        match notice {
            Notice::Journal { run, .. } => *run == asked.left || *run == asked.right,
            Notice::Record { kind, .. } => matches!(kind, Kind::Action | Kind::GameDay),
            _ => false,
        }
    });
    let Some(compared) = compared.ready() else { return waiting(&compared, &again) };
    html! {
        <>
            { sides(compared, zone) }
            { in_short(compared) }
            if compared.pairs.is_empty() {
                <Card><EmptyState title="Neither day has an experiment" words="There is nothing to hold against each other." /></Card>
            }
            { for compared.pairs.iter().enumerate().map(|(place, pair)| html! {
                <PairCard key={place} pair={pair.clone()} />
            }) }
            { follow_ups(compared, zone) }
        </>
    }
}

/// What got worse, then what got better.
fn in_short(compared: &Comparison) -> Html {
    let changes: Vec<(&str, &Change)> = compared
        .pairs
        .iter()
        .flat_map(|pair| pair.changes.iter().map(|change| (pair.title.as_str(), change)))
        .chain(compared.follow_ups.iter().map(|change| ("Follow-up", change)))
        .collect();
    let of = |direction| changes.iter().filter(move |(_, change)| change.direction == direction);
    let told = compared.tally();
    let short = |direction| of(direction).take(IN_SHORT);
    let lines: Vec<_> = short(Direction::Worse).chain(short(Direction::Better)).collect();
    let more = of(Direction::Worse).count() + of(Direction::Better).count() - lines.len();
    html! {
        <Card title="In short" aside={html! {
            { for told.into_iter().filter(|(_, count)| *count > 0).map(|(direction, count)| {
                direction_pill(direction, &format!("{count} {}", direction.label().to_lowercase()))
            }) }
        }}>
            if lines.is_empty() {
                <p class="soft">{ "Nothing that both days measured got better or worse." }</p>
            }
            <ul class="in-short" data-act="in-short">
                { for lines.iter().map(|(title, change)| html! {
                    <li class="in-short-line">
                        { direction_sign(change.direction) }
                        <span>{ &change.words }<span class="muted">{ format!(" · {title}") }</span></span>
                    </li>
                }) }
            </ul>
            if more > 0 { <p class="muted in-short-more">{ format!("and {more} more below") }</p> }
        </Card>
    }
}
