//! What reviews ask: the handbook's templates, and the workspace's own copies that are asked instead of them.

mod bands;
mod dimensions;
mod page;

pub use page::TemplatePage;

use crate::{
    backend::ask,
    components::{Button, ButtonKind, Card, Pill, State},
    room::{
        draft::{bodies, use_records},
        href,
        list::{Begins, ListPage, Listed},
        tasks::{Tasks, use_tasks},
        use_list,
        words::count,
    },
    route::Route,
};
use contract::Create;
use domain::{
    Kind, Record,
    assessment::{Method, TEMPLATES, Template},
};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The room.
#[component]
pub fn Templates() -> Html {
    let tasks = use_tasks();
    let (rows, _) = use_list(Kind::Template);
    let known = rows.ready().is_some();
    let ids: Vec<_> = rows.ready().map(|rows| rows.iter().map(|row| row.id).collect()).unwrap_or_default();
    let records = use_records(ids);
    let read = known && records.iter().all(Option::is_some);
    let own: Vec<(Rc<Record>, Template)> = bodies(records).collect();
    let copy_of = |key: &str| own.iter().find(|(_, template)| template.key == key);
    let others = own.iter().filter(|(_, copy)| TEMPLATES.iter().all(|theirs| theirs.key != copy.key));
    let cards = html! {
        <>
            <p class="prose">{ "A template is what a review asks. The handbook’s words are always here. A copy of your own is asked instead of them, until you remove it. Every review keeps the words that it was begun with." }</p>
            { for TEMPLATES.iter().map(|theirs| match copy_of(&theirs.key) {
                Some((record, copy)) => own_card(&tasks, record, copy, Some(theirs)),
                None => handbook_card(&tasks, theirs, read),
            }) }
            { for others.map(|(record, copy)| own_card(&tasks, record, copy, None)) }
        </>
    };
    html! {
        <ListPage title="Templates" crumbs={vec![(Route::Assessments, "Assessments".into())]} kind={Kind::Template}
            listed={Listed::Full(cards)} begins={Begins::Elsewhere} />
    }
}

fn handbook_card(tasks: &Tasks, template: &'static Template, read: bool) -> Html {
    let tasks = tasks.clone();
    let copy = Callback::from(move |()| {
        let tasks = tasks.clone();
        spawn_local(async move {
            match ask(Create { document: template.clone().into() }).await {
                Ok(record) => tasks.go(Route::Template { id: record.id }),
                Err(refusal) => tasks.say(refusal.message),
            }
        });
    });
    let aside = html! { <Pill state={State::Off}>{ "The handbook’s words" }</Pill> };
    let keys = html! {
        // While it is not known whether there is a copy already, nobody makes a second one.
        if read {
            <Button act="copy-template" label={format!("Edit a copy of “{}”", template.title)} onclick={copy}>{ "Edit a copy" }</Button>
        }
    };
    card(template, &template.key, aside, keys)
}

fn own_card(tasks: &Tasks, record: &Record, copy: &Template, theirs: Option<&Template>) -> Html {
    let aside = html! { <Pill state={State::Good}>{ format!("Your copy, edition {}", copy.edition) }</Pill> };
    let remove = tasks.remove(record.id, record.version, &copy.title, None);
    let words = if theirs.is_some() { "Remove the copy" } else { "Remove" };
    let keys = html! {
        <>
            <a class="button" data-act="open-template" href={href(Route::Template { id: record.id })}>{ "Open the copy" }</a>
            <Button act="remove" kind={ButtonKind::Quiet} label={format!("{words}: “{}”", copy.title)} onclick={remove}>{ words }</Button>
            if theirs.is_some() {
                <span class="muted">{ "Without it, reviews ask in the handbook’s words again." }</span>
            }
        </>
    };
    card(copy, &record.id.to_string(), aside, keys)
}

fn card(template: &Template, id: &str, aside: Html, keys: Html) -> Html {
    html! {
        <Card key={template.key.clone()} title={template.title.clone()} {aside}>
            <div class="stack" data-gap="small" data-id={id.to_owned()}>
                <p class="soft">{ asks(template) }</p>
                <details class="template-more">
                    <summary data-act="template-more">{ "What it asks" }</summary>
                    <ol class="template-names">
                        { for template.dimensions.iter().map(|dimension| html! {
                            <li>
                                { &dimension.name }
                                if template.method == Method::Rubric { <span class="muted num">{ format!(" {}%", dimension.weight) }</span> }
                                if let Some(sign) = dimension.sign { <span class="muted">{ format!(" {}", sign.label().to_lowercase()) }</span> }
                            </li>
                        }) }
                    </ol>
                </details>
                <div class="line">{ keys }</div>
            </div>
        </Card>
    }
}

/// `8 dimensions, 1 to 5 each, summed. 4 bands.`
fn asks(template: &Template) -> String {
    let dimensions = template.dimensions.len();
    let how = match template.method {
        Method::Maturity => format!("{}, 1 to 5 each, summed", count(dimensions, "dimension")),
        Method::Rubric => {
            format!("{}, 0 to 5 each, weighted to a total of 0 to 100", count(dimensions, "dimension"))
        }
        Method::Pulse => format!("{}: yes, no or unsure", count(dimensions, "sign")),
    };
    match template.bands.len() {
        0 => format!("{how}."),
        bands => format!("{how}. The total is read in {}.", count(bands, "band")),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    #[test]
    fn a_template_says_in_one_line_how_it_counts() {
        let words: Vec<String> = TEMPLATES.iter().map(asks).collect();
        assert_eq!(
            words,
            [
                "8 dimensions, 1 to 5 each, summed. The total is read in 4 bands.",
                "8 dimensions, 0 to 5 each, weighted to a total of 0 to 100.",
                "12 signs: yes, no or unsure.",
            ]
        );
    }
}
