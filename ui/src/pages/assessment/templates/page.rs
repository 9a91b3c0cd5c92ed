//! The workspace's own copy of a template.

use super::{bands::bands, dimensions::Dimensions};
use crate::{
    components::{Banner, Card, State},
    room::{
        Crumbs,
        draft::{Form, at, use_draft},
        record::{Opened, PageProps, RecordPage, opened},
        tasks::use_tasks,
        use_record,
    },
    route::Route,
};
use domain::assessment::Template;
use yew::prelude::*;

fn crumbs() -> Crumbs {
    vec![(Route::Assessments, "Assessments".into()), (Route::Templates, "Templates".into())]
}

/// The room.
#[component]
pub fn TemplatePage(props: &PageProps) -> Html {
    match opened::<Template>(props.id, &use_record(props.id), "Template", crumbs()) {
        Ok(opened) => html! { <Sheet ..opened /> },
        Err(bare) => bare,
    }
}

#[component]
fn Sheet(opened: &Opened<Template>) -> Html {
    let draft = use_draft(&opened.record, &opened.body);
    let tasks = use_tasks();
    let body = draft.body().clone();
    let form = Form { draft: &draft, locked: false };
    let pill = html! { <span class="tier" data-act="edition">{ format!("Edition {}", body.edition) }</span> };
    // Weights that do not add up yet are said beside them.
    html! {
        <RecordPage title={body.title.clone()} crumbs={crumbs()} {pill} standing={draft.standing()} removed_to={Route::Templates}
            history=true beside="dimensions">
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
        </RecordPage>
    }
}
