//! The workspace's own copy of a template.

use super::{bands::bands, dimensions::Dimensions};
use crate::{
    components::{Banner, Button, ButtonKind, Card, State},
    room::{
        Room,
        draft::{ConflictCard, Form, HistoryKey, SaveLine, at, use_draft, use_field_of_address},
        tasks::use_tasks,
        use_record, waiting,
    },
    route::Route,
};
use domain::{Document, Id, Record, assessment::Template};
use std::rc::Rc;
use yew::prelude::*;

/// Which template.
#[derive(PartialEq, Properties)]
pub struct TemplateProps {
    /// Its record.
    pub id: Id,
}

fn crumbs() -> Vec<(Route, AttrValue)> {
    vec![(Route::Assessments, "Assessments".into()), (Route::Templates, "Templates".into())]
}

/// The room. Give it the id as its key.
#[component]
pub fn TemplatePage(props: &TemplateProps) -> Html {
    let (record, again) = use_record(props.id);
    match record.ready().map(|record| (record, &record.document)) {
        Some((record, Document::Template(template))) => {
            html! { <Sheet record={Rc::clone(record)} template={template.clone()} /> }
        }
        _ => html! { <Room title="Template" crumbs={crumbs()}>{ waiting(&record, &again) }</Room> },
    }
}

#[derive(PartialEq, Properties)]
struct SheetProps {
    record: Rc<Record>,
    template: Template,
}

#[component]
fn Sheet(props: &SheetProps) -> Html {
    let draft = use_draft(&props.record, &props.template);
    let tasks = use_tasks();
    use_field_of_address();
    let body = draft.body().clone();
    let form = Form { draft: &draft, locked: false };
    let note = html! {
        <><span class="tier" data-act="edition">{ format!("Edition {}", body.edition) }</span><span class="bar-note"><SaveLine<Template> draft={draft.clone()} /></span></>
    };
    let remove = tasks.remove(draft.id(), draft.version(), &body.title, Some(Route::Templates));
    let actions = html! {
        <>
            <Button act="remove" kind={ButtonKind::Quiet} small=true label={format!("Remove “{}”", body.title)} onclick={remove}>{ "Remove" }</Button>
            <HistoryKey<Template> draft={draft.clone()} />
        </>
    };
    html! {
        <Room title={body.title.clone()} crumbs={crumbs()} {note} {actions}>
            // Weights that do not add up yet are said beside them: a banner would move the fields under the hand.
            if draft.error("dimensions").is_none() { <ConflictCard<Template> draft={draft.clone()} /> }
            <Banner state={State::Off}>
                { "Reviews that were begun keep the words that they were begun with. Only the next review asks what stands here. Each change of words or weights is a new edition." }
            </Banner>
            <Card title="Name" aside={html! { body.method.label() }}>
                <div class="form">
                    { form.line(at("title", "What the room calls it").wide(), &body.title, |body, text| body.title = text) }
                </div>
            </Card>
            <Dimensions draft={draft.clone()} />
            { bands(&draft, &tasks) }
        </Room>
    }
}
