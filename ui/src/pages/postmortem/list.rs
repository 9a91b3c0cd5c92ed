//! All postmortems: what is not final stands first.

use super::words::{severity_pill, status_pill, use_postmortems};
use crate::{
    components::{Button, Card, Column, Pill, State, Table},
    known::use_known,
    pages::incident::typical::typical,
    room::{
        link_button,
        list::{Empty, ListPage, NewKey, listed},
        row::row_title,
        words::{count, day},
    },
    route::Route,
};
use contract::{PostmortemLine, PostmortemList};
use domain::{Kind, Zone, incident::TimeTo, postmortem::Agreed, time::words};
use std::rc::Rc;
use yew::prelude::*;

/// Rows that are drawn at once.
const AT_ONCE: usize = 60;

/// The room.
#[component]
pub fn PostmortemsPage() -> Html {
    let zone = use_known().workspace.zone;
    let all = use_postmortems();
    let listed =
        listed(&all, |all| all.lines.is_empty(), |all| html! { <All all={Rc::clone(all)} {zone} /> });
    let new = NewKey {
        act: "new-postmortem",
        words: "New postmortem",
        first: "Begin with a title",
        ..NewKey::default()
    };
    let empty = Empty {
        title: "No postmortems yet",
        words: "A postmortem says what happened, why, and what is done about it, without blame. Begin one out of a resolved incident, which carries everything over, out of a surprise of a game day, or with a title alone.",
        keys: link_button("import-postmortems", "plain", "Import Markdown…", Route::Import),
    };
    html! { <ListPage title="Postmortems" kind={Kind::Postmortem} {listed} {new} {empty} /> }
}

#[derive(PartialEq, Properties)]
struct AllProps {
    all: Rc<PostmortemList>,
    zone: Zone,
}

#[component]
fn All(props: &AllProps) -> Html {
    let shown = use_state_eq(|| AT_ONCE);
    let lines = &props.all.lines;
    let more = {
        let (setter, now) = (shown.setter(), *shown);
        Callback::from(move |()| setter.set(now + 4 * AT_ONCE))
    };
    let columns = vec![
        Column::words("Postmortem"),
        Column::words("Severity"),
        Column::words("Stands"),
        Column::words("Began"),
        Column::words("Resolved in"),
        Column::words("Actions"),
        Column::words("Authors").spare(),
    ];
    html! {
        <>
        { typical(&props.all.typical) }
        <Card title="All postmortems" flush={true} aside={html! { count(lines.len(), "postmortem") }}>
            <Table label="Postmortems" {columns}>{ for lines.iter().take(*shown).map(|line| row(line, props.zone)) }</Table>
            if lines.len() > *shown {
                <div class="list-row"><Button act="more-postmortems" small=true onclick={more}>{ format!("Show more of {}", lines.len()) }</Button></div>
            }
        </Card>
        </>
    }
}

fn actions(agreed: &Agreed) -> String {
    if agreed.of == 0 { "none agreed".to_owned() } else { format!("{} of {} done", agreed.done, agreed.of) }
}

fn row(line: &PostmortemLine, zone: Zone) -> Html {
    let took =
        line.took_s.iter().find(|(metric, _)| *metric == TimeTo::Resolve).map(|(_, s)| words(s * 1000));
    html! {
        <tr key={line.id.to_string()} data-id={line.id.to_string()} data-tall="">
            { row_title("open-postmortem", Route::Postmortem { id: line.id }, &line.title) }
            <td>{ severity_pill(line.severity) }</td>
            <td>{ status_pill(line.status) }if line.open > 0 { <span class="cell-sub">{ format!("{} open", count(line.open, "point")) }</span> }</td>
            <td class="num nowrap">{ line.at.map_or_else(|| "not stated".to_owned(), |at| day(zone.date(at))) }</td>
            <td class="num nowrap">{ took.unwrap_or_else(|| "not measured".to_owned()) }</td>
            <td class="nowrap">
                { actions(&line.agreed) }
                if line.agreed.overdue > 0 { <Pill state={State::Bad}>{ format!("{} overdue", line.agreed.overdue) }</Pill> }
                if line.agreed.undecided > 0 { <span class="cell-sub">{ format!("{} to answer", line.agreed.undecided) }</span> }
            </td>
            <td data-narrow="hide" class="words-cell">{ line.authors.join(", ") }</td>
        </tr>
    }
}
