//! The raw journal, in order. Struck lines stay readable.

use crate::{components::Card, known::use_known, pages::chaos::journal::RunView, room::words::count};
use domain::{
    chaos::run::{Event, Run},
    journal::{Press, press},
};
use std::rc::Rc;
use yew::prelude::*;

/// Whose journal.
#[derive(PartialEq, Properties)]
pub struct JournalProps {
    /// The run.
    pub view: Rc<RunView>,
}

/// The card.
#[component]
pub fn Journal(props: &JournalProps) -> Html {
    let zone = use_known().workspace.zone;
    let view = &props.view;
    html! {
        <Card title="Journal" flush={true} aside={html! { <span class="num">{ count(view.entries.len(), "line") }</span> }}>
            <ol class="record-journal">
                { for view.entries.iter().enumerate().map(|(at, entry)| {
                    let together = press(|at| Some(&view.entries.get(at)?.entry), at);
                    if together == Press::Followed {
                        return Html::default();
                    }
                    let sum = together.line::<Run>();
                    let struck = view.struck.contains(&entry.seq);
                    let bad = matches!(entry.event, Event::Aborted { .. } | Event::ConditionChecked { tripped: true, .. });
                    html! {
                        <li key={entry.seq} class="journal-row" data-id={entry.seq.to_string()} data-struck={struck.then_some("")}
                            data-tone={bad.then_some("bad")}>
                            <time datetime={entry.at.rfc3339()}>{ zone.clock(entry.at) }</time>
                            <span class="journal-words">
                                if struck { <span class="sr-only">{ "Struck: " }</span> }
                                { sum.as_deref().unwrap_or(&entry.sentence) }
                            </span>
                            <span class="journal-who">{ &entry.actor }<span class="journal-seq">{ format!("#{}", entry.seq) }</span></span>
                        </li>
                    }
                }) }
            </ol>
        </Card>
    }
}
