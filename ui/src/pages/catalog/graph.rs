//! The catalog as a drawing, with a list beside it that leads to every service.

use super::{
    neighbours::{Dependencies, use_drawing},
    tier_pill,
};
use crate::{
    components::{Banner, Card, EmptyState, State},
    room::{href, words::count},
    route::Route,
};
use contract::{CatalogLine, CatalogView};
use domain::Id;
use std::rc::Rc;
use yew::prelude::*;

/// What [`Graph`] takes.
#[derive(PartialEq, Properties)]
pub struct GraphProps {
    /// The catalog.
    pub view: Rc<CatalogView>,
}

/// The drawing, the circles in it in words, and the list.
#[component]
pub fn Graph(props: &GraphProps) -> Html {
    let view = &props.view;
    let drawing = use_drawing(None);
    let drawn: Vec<&CatalogLine> =
        view.services.iter().filter(|line| line.calls + line.callers > 0).collect();
    if drawn.is_empty() {
        return html! {
            <Card><EmptyState title="No calls yet" words="Open a service and say which services it calls. Who is hit when one fails follows from that, and so does this drawing." /></Card>
        };
    }
    html! {
        <div class="stack">
            { for view.circles.iter().map(|circle| circle_banner(circle)) }
            <div class="graph">
                <Card title="Services" flush={true} aside={html! { drawn.len() }} class="graph-list">
                    <ul>{ for drawn.into_iter().map(line) }</ul>
                </Card>
                <Card title="Who calls whom" flush={true} aside={html! { "What is called stands to the right" }}>
                    <Dependencies {drawing} words={true} />
                </Card>
            </div>
        </div>
    }
}

fn line(line: &CatalogLine) -> Html {
    let row = &line.row;
    html! {
        <li key={row.id.to_string()} class="list-row" data-id={row.id.to_string()}>
            <span class="spread">
                <a class="row-link" href={href(Route::Service { id: row.id })} data-act="open-service">{ &row.title }</a>
                { tier_pill(line.tier) }
            </span>
            <span class="cell-sub">{ traffic(line.calls, line.callers) }</span>
        </li>
    }
}

/// `calls 2, called by 3`
fn traffic(calls: usize, callers: usize) -> String {
    match (calls, callers) {
        (calls, 0) => format!("calls {calls}"),
        (0, callers) => format!("called by {callers}"),
        (calls, callers) => format!("calls {calls}, called by {callers}"),
    }
}

/// Services that wait for each other, in words.
fn circle_banner(circle: &[(Id, String)]) -> Html {
    let key = circle.iter().map(|(id, _)| id.to_string()).collect::<Vec<_>>().join(" ");
    let words = if circle.len() == 1 {
        " calls itself: when it is slow, it waits for itself."
    } else {
        " call each other in a circle: when one of them fails, all of them can, and none of them can start first."
    };
    html! {
        <div {key} data-act="circle">
            <Banner state={State::Watch}>
                { for circle.iter().take(8).enumerate().map(|(place, (id, name))| html! {
                    <>
                        { match place { 0 => "", last if last + 1 == circle.len() => " and ", _ => ", " } }
                        <a class="link" href={href(Route::Service { id: *id })}>{ name }</a>
                    </>
                }) }
                if circle.len() > 8 { { format!(" and {} more", count(circle.len() - 8, "service")) } }
                { words }
            </Banner>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::traffic;

    #[test]
    fn what_is_not_there_is_not_said() {
        assert_eq!(traffic(2, 0), "calls 2");
        assert_eq!(traffic(0, 3), "called by 3");
        assert_eq!(traffic(2, 3), "calls 2, called by 3");
    }
}
