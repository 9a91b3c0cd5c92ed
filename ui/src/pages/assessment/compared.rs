//! This review against another one: what changed, and why, dimension by dimension.

use super::{
    Here,
    table::moved_words,
    words::{causes, mark_words, points, since},
};
use crate::{
    components::{Card, Column, Table},
    hooks::{loaded::use_loaded, use_after},
    room::draft::select::Select,
};
use contract::{Notice, Profile, Profiles};
use domain::{
    Kind,
    assessment::{Compared, Mark, Method},
    text::capital,
};
use yew::prelude::*;

/// All the other reviews are asked for this much later than the page is drawn, in milliseconds: they may be hundreds.
const LATER_MS: u32 = 120;

/// Which review this one is held against.
#[component]
pub fn Against(here: &Here) -> Html {
    if use_after(LATER_MS) {
        html! { <Among ..here.clone() /> }
    } else {
        choice(here, &[])
    }
}

#[component]
fn Among(here: &Here) -> Html {
    let (profiles, _) =
        use_loaded(Profiles {}, |_, notice| matches!(notice, Notice::Record { kind: Kind::Assessment, .. }));
    let fits = |other: &&Profile| {
        // What came later is compared from there, so that “since” always looks back.
        let earlier = other.scope != here.review.scope || other.milestone < here.review.milestone;
        other.id != here.id
            && other.closed_at.is_some()
            && other.template == here.review.template.key
            && earlier
    };
    let mut others: Vec<&Profile> =
        profiles.ready().into_iter().flat_map(|all| all.iter()).filter(fits).collect();
    // The same scope first: comparing with others is the second thought.
    others.sort_by_key(|other| other.scope != here.review.scope);
    choice(here, &others)
}

/// The field; the review that this one is held against is on it before the others are known.
fn choice(here: &Here, others: &[&Profile]) -> Html {
    let held = here.before();
    let mut options: Vec<(String, String)> = others
        .iter()
        .map(|other| {
            let words = if other.scope == here.review.scope {
                format!("Against milestone {}", other.milestone)
            } else {
                format!("Against {}, milestone {}", other.scope_words, other.milestone)
            };
            (other.id.to_string(), words)
        })
        .collect();
    match held {
        None if options.is_empty() => return Html::default(),
        None => options.insert(0, (String::new(), "Compare…".to_owned())),
        Some((id, before)) if options.iter().all(|(known, _)| *known != id.to_string()) => {
            options.insert(0, (id.to_string(), format!("Against milestone {}", before.milestone)));
        }
        Some(_) => {}
    }
    let present = held.map(|(id, _)| id.to_string()).unwrap_or_default();
    let onsave = here.hold_against.reform(|id: String| id.parse().ok());
    html! {
        <div class="review-against">
            <Select scope="review" name="against" label="Compare with" bare={true} act="against" {options} {present} {onsave} />
        </div>
    }
}

/// Every dimension that changed with its causes, then those that did not.
pub fn changes(here: &Here) -> Html {
    let (Some(view), Some((_, before))) = (&here.view, here.before()) else { return Html::default() };
    let method = here.review.template.method;
    let (changed, same): (Vec<&Compared>, Vec<&Compared>) =
        view.compared.iter().partition(|row| !row.causes.is_empty());
    let other_scope = before.scope != here.review.scope;
    let title = if other_scope {
        format!("Against “{}”, milestone {}", before.title, before.milestone)
    } else {
        format!("What changed since milestone {}", before.milestone)
    };
    let totals = match (before.result().total, here.review.result().total) {
        (Some(then), Some(now)) if method != Method::Pulse => {
            format!("{} then, {} now", points(then), points(now))
        }
        _ => String::new(),
    };
    let columns = vec![
        Column::words("Dimension"),
        Column::words(capital(&here.then_words())),
        Column::words("Now"),
        Column::words(""),
        Column::words("Why"),
    ];
    html! {
        <Card {title} flush={true} aside={html! { totals }}>
            if changed.is_empty() {
                <p class="ready-words soft">{ "Nothing changed: the same scores, the same words, no newer evidence." }</p>
            } else {
                <div data-act="changes">
                    <Table label="What changed and why" {columns}>{ for changed.iter().map(|row| change(here, row)) }</Table>
                </div>
            }
            if !same.is_empty() && !changed.is_empty() {
                <p class="changes-same muted">{ format!("As before: {}.", same.iter().map(|row| row.name.as_str()).collect::<Vec<_>>().join(", ")) }</p>
            }
        </Card>
    }
}

fn change(here: &Here, row: &Compared) -> Html {
    let method = here.review.template.method;
    let sign = here
        .review
        .template
        .dimensions
        .iter()
        .find(|asked| asked.key == row.key)
        .and_then(|asked| asked.sign);
    let of = |mark: Option<Mark>| match mark {
        None => "–".to_owned(),
        Some(Mark::NotApplicable) => "n/a".to_owned(),
        Some(mark) => mark_words(mark, method),
    };
    html! {
        <tr key={row.key.clone()} data-act="change" data-id={row.key.clone()}>
            <td class="main-cell">{ &row.name }</td>
            <td class="num soft">{ of(row.before) }</td>
            <td class="num">{ of(row.after) }</td>
            <td class="num nowrap">{ moved_words(Some(since(row, method, sign))) }</td>
            <td class="change-why">{ causes(row, method).join(" ") }</td>
        </tr>
    }
}
