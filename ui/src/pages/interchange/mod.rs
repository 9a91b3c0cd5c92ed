//! Files of other tools, in and out: what came in, what could not be carried, and the way back.

mod export;
mod files;
mod preview;
mod report;

pub use export::{ExportDialog, ExportKey};

use crate::{
    backend::ask,
    components::{Card, Skeleton},
    room::{Room, choice::Deed},
    route::Route,
};
use contract::{Import as Take, ImportedFile, PreviewImport, PreviewedFile, UPLOAD_MAX_BYTES, Upload};
use domain::ask::{Ask, Question};
use files::{read, refused};
use preview::Preview;
use report::Report;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, FileList, HtmlInputElement};
use yew::prelude::*;

/// What the palette offers of it.
pub const CHOICES: &[(&str, Deed)] =
    &[("Import from Chaos Toolkit, Backstage, OpenSLO, CSV or Markdown", Deed::Go(Route::Import))];

thread_local! {
    /// The last report stays while somebody looks at what came in and comes back.
    static LAST: RefCell<Option<Vec<ImportedFile>>> = const { RefCell::new(None) };
}

/// How far an import is.
#[derive(Clone, PartialEq)]
enum Progress {
    /// Nothing was chosen yet.
    Idle,
    /// So many files are being read.
    Reading(usize),
    /// What would become of these files, and whether an answer is on its way.
    Shown { uploads: Rc<Vec<Upload>>, files: Vec<PreviewedFile>, busy: bool },
    /// Nothing was taken in, and why: one line a file.
    Refused(Vec<String>),
    /// What came in.
    Done(Vec<ImportedFile>),
}

/// The room.
#[component]
pub fn Import() -> Html {
    let progress = use_state(|| LAST.with_borrow(Clone::clone).map_or(Progress::Idle, Progress::Done));
    let take = {
        let progress = progress.setter();
        Callback::from(move |files: Vec<File>| {
            if files.is_empty() {
                return;
            }
            let wrong = refused(&files);
            if !wrong.is_empty() {
                return progress.set(Progress::Refused(wrong));
            }
            progress.set(Progress::Reading(files.len()));
            let progress = progress.clone();
            spawn_local(async move {
                progress.set(match read(&files).await {
                    Ok(uploads) => shown(Rc::new(uploads)).await,
                    Err(lines) => Progress::Refused(lines),
                });
            });
        })
    };
    let leave = {
        let progress = progress.setter();
        Callback::from(move |()| progress.set(Progress::Idle))
    };
    html! {
        <Room title="Import">
            <Door ontake={take} busy={matches!(*progress, Progress::Reading(_))} />
            <div class="stack" aria-live="polite" data-act="import-result">
                { match &*progress {
                    Progress::Idle => Html::default(),
                    Progress::Reading(files) => html! {
                        <Card flush={true}><Skeleton lines={3} label={format!("Reading {}", crate::room::words::count(*files, "file"))} /></Card>
                    },
                    Progress::Shown { uploads, files, busy } => html! {
                        <Preview files={files.clone()} uploads={(**uploads).clone()} busy={*busy} onleave={leave}
                            onanswer={answered(&progress, uploads, files)} ontake={taken(&progress, uploads, files)} />
                    },
                    Progress::Refused(lines) => refusal(lines),
                    Progress::Done(files) => html! { <Report key={key(files)} files={files.clone()} /> },
                } }
            </div>
        </Room>
    }
}

/// What would become of the files; nothing comes in where one of them cannot be read.
async fn shown(uploads: Rc<Vec<Upload>>) -> Progress {
    match ask(PreviewImport { files: (*uploads).clone() }).await {
        Ok(files) => {
            let line = |file: &PreviewedFile| Some(format!("“{}”: {}", file.name, file.refusal.as_ref()?));
            let lines: Vec<String> = files.iter().filter_map(line).collect();
            if lines.is_empty() {
                Progress::Shown { uploads, files, busy: false }
            } else {
                Progress::Refused(lines)
            }
        }
        Err(refusal) => Progress::Refused(vec![refusal.message]),
    }
}

/// A question was answered: what would become of the files is asked anew.
fn answered(
    progress: &UseStateHandle<Progress>,
    uploads: &Rc<Vec<Upload>>,
    files: &[PreviewedFile],
) -> Callback<(usize, Ask, bool)> {
    let (progress, uploads, files) = (progress.setter(), uploads.clone(), files.to_vec());
    Callback::from(move |(at, question, yes): (usize, Ask, bool)| {
        let mut uploads = (*uploads).clone();
        if let Some(upload) = uploads.get_mut(at) {
            upload.yes.retain(|known| *known != question);
            upload.yes.extend(yes.then_some(question));
        }
        let uploads = Rc::new(uploads);
        progress.set(Progress::Shown { uploads: uploads.clone(), files: files.clone(), busy: true });
        let progress = progress.clone();
        let before = files.clone();
        spawn_local(async move {
            let mut next = shown(uploads).await;
            if let Progress::Shown { uploads, files, .. } = &mut next {
                for ((before, now), upload) in before.iter().zip(files).zip(uploads.iter()) {
                    now.questions = standing(&before.questions, &now.questions, &upload.yes);
                }
            }
            progress.set(next);
        });
    })
}

/// The questions as they go on standing there: one that was answered keeps its words and its place.
fn standing(before: &[Question], now: &[Question], yes: &[Ask]) -> Vec<Question> {
    let find = |questions: &[Question], ask: Ask| questions.iter().find(|one| one.ask == ask).cloned();
    let old = before
        .iter()
        .filter_map(|old| find(now, old.ask).or_else(|| yes.contains(&old.ask).then(|| old.clone())));
    let new = now.iter().filter(|new| find(before, new.ask).is_none()).cloned();
    old.chain(new).collect()
}

/// The files come in.
fn taken(
    progress: &UseStateHandle<Progress>,
    uploads: &Rc<Vec<Upload>>,
    files: &[PreviewedFile],
) -> Callback<()> {
    let (progress, uploads, files) = (progress.setter(), uploads.clone(), files.to_vec());
    // The card says above the lines that nothing came in.
    let told = |line: &&str| !line.trim().is_empty() && *line != "Nothing was imported.";
    Callback::from(move |()| {
        progress.set(Progress::Shown { uploads: uploads.clone(), files: files.clone(), busy: true });
        let (progress, uploads) = (progress.clone(), uploads.clone());
        spawn_local(async move {
            progress.set(match ask(Take { files: (*uploads).clone() }).await {
                Ok(imported) => {
                    LAST.set(Some(imported.clone()));
                    Progress::Done(imported)
                }
                Err(refusal) => {
                    Progress::Refused(refusal.message.lines().filter(told).map(str::to_owned).collect())
                }
            });
        });
    })
}

fn key(files: &[ImportedFile]) -> String {
    let records = files.iter().flat_map(|file| &file.records);
    records.map(|record| record.id.to_string()).collect::<Vec<_>>().join(" ")
}

fn refusal(lines: &[String]) -> Html {
    html! {
        <section class="card import-refused" role="alert" data-act="import-refused">
            <div class="card-head"><h2 class="card-title">{ "Nothing was imported" }</h2></div>
            <div class="card-body">
                <ul class="import-lines">
                    { for lines.iter().map(|line| html! { <li class="import-line"><i class="shape" data-state="bad" aria-hidden="true" /><span>{ line }</span></li> }) }
                </ul>
                <p class="muted">{ "All files of one import come in together, or none. Mend or leave out what is named here, then choose the files again." }</p>
            </div>
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct DoorProps {
    ontake: Callback<Vec<File>>,
    busy: bool,
}

/// Where files come in: chosen, or dropped.
#[component]
fn Door(props: &DoorProps) -> Html {
    let over = use_state_eq(|| false);
    let onchange = {
        let ontake = props.ontake.clone();
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let files = input.files().map(|files| list(&files)).unwrap_or_default();
            input.set_value(""); // so that the same file can be chosen again once it is mended
            ontake.emit(files);
        })
    };
    let drag = |on: bool| {
        let over = over.setter();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(on);
        })
    };
    let ondrop = {
        let (over, ontake) = (over.setter(), props.ontake.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            let files = event.data_transfer().and_then(|carried| carried.files());
            ontake.emit(files.map(|files| list(&files)).unwrap_or_default());
        })
    };
    html! {
        <Card>
            <div class="door" data-over={over.then_some("")} data-act="import-door" ondragenter={drag(true)} ondragover={drag(true)}
                ondragleave={drag(false)} {ondrop}>
                <h2 class="empty-title">{ "Files of other tools" }</h2>
                <dl class="import-kinds">
                    <dt>{ "Chaos Toolkit" }</dt><dd>{ "Experiments and journals, JSON or YAML. What Readyroom has no place for is kept, so that an export loses nothing." }</dd>
                    <dt>{ "Backstage" }</dt><dd>{ "Components of a catalog become services, with their owners, links and what they depend on. Nothing is fetched." }</dd>
                    <dt>{ "OpenSLO" }</dt><dd>{ "Services, YAML or JSON." }</dd>
                    <dt>{ "CSV" }</dt><dd>{ "Services, one a line, under a line of headings; “name” is enough. A service that the catalog has already stays as it is, unless you say otherwise." }</dd>
                    <dt>{ "Markdown" }</dt><dd>{ "Postmortems, with a timeline as table, list or headings by day. What finds no place is listed with its line, and no time is guessed." }</dd>
                </dl>
                <p class="empty-words">
                    { format!("Several at once, at most {} MB each. What will come in is shown before anything is written. The files stay on this computer.", UPLOAD_MAX_BYTES / 1_000_000) }
                </p>
                <label class="button file-button" data-kind="primary" aria-disabled={props.busy.then_some("true")}>
                    { if props.busy { "Reading…" } else { "Choose files…" } }
                    <input class="file-input" type="file" multiple={true} accept=".json,.yaml,.yml,.csv,.md,.markdown,.mdown,.mdx,.txt" name="files" data-act="import-files"
                        disabled={props.busy} {onchange} />
                </label>
                <p class="muted">{ "or drop them here" }</p>
            </div>
        </Card>
    }
}

fn list(files: &FileList) -> Vec<File> {
    (0..files.length()).filter_map(|place| files.get(place)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_that_was_answered_keeps_its_words_and_its_place() {
        let question = |ask: Ask, words: &str| Question { ask, must: false, words: words.to_owned() };
        let before = [question(Ask::Twins, "two"), question(Ask::Changes, "otherwise")];
        // The backend asks no longer what was answered, and asks something else in its place.
        let now = [question(Ask::Changes, "otherwise"), question(Ask::Tiers, "tiers")];
        let words =
            |yes: &[Ask]| standing(&before, &now, yes).into_iter().map(|one| one.words).collect::<Vec<_>>();
        assert_eq!(words(&[Ask::Twins]), ["two", "otherwise", "tiers"]);
        assert_eq!(words(&[]), ["otherwise", "tiers"]);
    }
}
