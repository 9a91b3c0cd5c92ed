//! What an import would do, file by file, before anything is written; and what only a person can say.

use crate::{
    components::{Button, ButtonKind, Card, Pill, State},
    room::words::count,
};
use contract::{PreviewedFile, PreviewedRecord, Upload};
use domain::ask::Ask;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Most records of a file that are shown one by one.
const SHOWN_MAX: usize = 50;

/// What [`Preview`] takes.
#[derive(PartialEq, Properties)]
pub struct PreviewProps {
    /// What would become of each file.
    pub files: Vec<PreviewedFile>,
    /// The files, with the answers so far.
    pub uploads: Vec<Upload>,
    /// Something is on its way.
    pub busy: bool,
    /// A question of the file at this place was answered.
    pub onanswer: Callback<(usize, Ask, bool)>,
    /// The files shall come in.
    pub ontake: Callback<()>,
    /// They shall not.
    pub onleave: Callback<()>,
}

/// The card.
#[component]
pub fn Preview(props: &PreviewProps) -> Html {
    let sum = |records: fn(&PreviewedFile) -> usize| props.files.iter().map(records).sum::<usize>();
    let (fresh, changed) = (sum(|file| file.fresh.len()), sum(|file| file.changed.len()));
    // What must be said first decides whether anything is new at all.
    let is_open = is_any_open(&props.files, &props.uploads);
    let aside = html! {
        <>
            if is_open { <Pill state={State::Watch}>{ "a question is open" }</Pill> }
            if fresh > 0 && !is_open { <Pill state={State::Good}>{ format!("{fresh} new") }</Pill> }
            if changed > 0 && !is_open { <Pill state={State::Watch}>{ format!("{changed} changed") }</Pill> }
            if fresh + changed == 0 && !is_open { <Pill state={State::Off}>{ "nothing new" }</Pill> }
        </>
    };
    let why_not = why_not(is_open, fresh + changed, props.busy);
    html! {
        <Card title="What will come in" flush={true} {aside}>
            <div data-act="import-preview">
                { for props.files.iter().enumerate().map(|(at, file)| {
                    let yes = props.uploads.get(at).map_or(&[][..], |upload| &upload.yes);
                    section(at, file, yes, props)
                }) }
            </div>
            <div class="slot-sum">
                <span class="muted">{ "Nothing has been written yet." }</span>
                <span class="line">
                    <Button act="leave-files" kind={ButtonKind::Quiet} onclick={props.onleave.clone()}>{ "Cancel" }</Button>
                    <Button act="take-in" kind={ButtonKind::Primary} {why_not} onclick={props.ontake.clone()}>{ "Import" }</Button>
                </span>
            </div>
        </Card>
    }
}

/// Why the files cannot come in as they stand.
fn why_not(is_open: bool, records: usize, busy: bool) -> Option<AttrValue> {
    if busy {
        Some("The files are being read.".into())
    } else if is_open {
        Some("A question is open: say yes, or choose the files again without that one.".into())
    } else if records == 0 {
        Some("Nothing of these files is new.".into())
    } else {
        None
    }
}

fn is_any_open(files: &[PreviewedFile], uploads: &[Upload]) -> bool {
    files.iter().zip(uploads).any(|(file, upload)| is_open(file, &upload.yes))
}

/// Whether something about the file must be said before it can come in.
fn is_open(file: &PreviewedFile, yes: &[Ask]) -> bool {
    file.questions.iter().any(|question| question.must && !yes.contains(&question.ask))
}

fn section(at: usize, file: &PreviewedFile, yes: &[Ask], props: &PreviewProps) -> Html {
    html! {
        <section key={at} class="list-row import-file" data-id={file.name.clone()}>
            <h3 class="import-name mono">{ &file.name }</h3>
            { records(if is_open(file, yes) { "New, if you say yes" } else { "New" }, &file.fresh) }
            { records("Would change", &file.changed) }
            { for file.questions.iter().map(|question| html! {
                <div key={question.ask.word()}>
                    <p class="soft" data-act="import-question">{ &question.words }</p>
                    { answer(at, question.ask, yes.contains(&question.ask), props) }
                </div>
            }) }
            if !file.warnings.is_empty() {
                <ul class="import-lines" data-act="preview-warnings">
                    { for file.warnings.iter().map(|words| html! {
                        <li class="import-line"><i class="shape" data-state="watch" aria-hidden="true" /><span>{ words }</span></li>
                    }) }
                </ul>
            }
        </section>
    }
}

fn records(noun: &str, records: &[PreviewedRecord]) -> Html {
    if records.is_empty() {
        return Html::default();
    }
    let more = records.len().saturating_sub(SHOWN_MAX);
    html! {
        <>
            <p class="muted">{ format!("{noun}: {}", count(records.len(), "record")) }</p>
            { for records.iter().take(SHOWN_MAX).enumerate().map(|(at, record)| html! {
                <div key={at} class="import-record">
                    <span class="grow">
                        { &record.title }
                        <span class="cell-sub">
                            { record.kind.noun() }
                            if !record.says.is_empty() { { format!(" · {}", record.says) } }
                        </span>
                    </span>
                </div>
            }) }
            if more > 0 { <p class="muted">{ format!("and {more} more") }</p> }
        </>
    }
}

fn answer(at: usize, ask: Ask, is_yes: bool, props: &PreviewProps) -> Html {
    let onanswer = props.onanswer.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            onanswer.emit((at, ask, input.checked()));
        }
    });
    html! {
        <label key={ask.word()} class="check">
            <input type="checkbox" class="check-box" name={format!("{}.{at}", ask.word())} data-act="answer" checked={is_yes}
                disabled={props.busy} {onchange} />
            <span class="check-words">{ ask.label() }</span>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ask::Question;

    #[test]
    fn an_import_waits_for_what_must_be_said() {
        let file = |must: bool| PreviewedFile {
            questions: vec![Question { ask: Ask::Table, must, words: "Is it?".to_owned() }],
            ..PreviewedFile::default()
        };
        let upload = |yes: &[Ask]| Upload { name: String::new(), bytes: Vec::new(), yes: yes.to_vec() };
        assert!(is_any_open(&[file(true)], &[upload(&[])]));
        assert!(!is_any_open(&[file(true)], &[upload(&[Ask::Table])]));
        assert!(!is_any_open(&[file(false)], &[upload(&[])]));
        assert!(why_not(true, 2, false).is_some_and(|words| words.contains("question is open")));
        assert_eq!(why_not(false, 2, false), None);
        assert!(why_not(false, 0, false).is_some_and(|words| words.contains("Nothing")));
        assert!(why_not(false, 2, true).is_some());
    }
}
