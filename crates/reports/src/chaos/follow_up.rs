//! What the day leaves to be done: surprises, and the actions that came out of it.

use super::Day;
use crate::paper::{action_removed, action_row};
use domain::{
    Id,
    action::{Action, Place},
    chaos::run::{Run, Surprise},
    journal::{NoteKind, Raised},
    text::clip,
};
use serde_json::{Value, json};

/// Every surprise with the actions that answer it.
pub fn surprises(day: &Day<'_>) -> Value {
    let Some(run) = day.run else { return json!([]) };
    let row = |surprise: Surprise<'_>| {
        let said = &surprise.note.said;
        let answers = answers(day, run, &surprise);
        json!({
            "time": day.zone.clock(said.at),
            "place": place(surprise.experiment),
            "text": said.text,
            "by": said.by,
            "answers": answers,
        })
    };
    run.surprises().into_iter().map(row).collect()
}

/// The titles of the actions that answer a surprise: raised from it in the room, or afterwards. A file before schema 3 did not
/// say where an action came out of; there it is the one that repeats the words of the surprise.
pub fn answers(day: &Day<'_>, run: &Run, surprise: &Surprise<'_>) -> Vec<String> {
    let said = &surprise.note.said;
    let raised: Vec<&Raised> = run.answers(said.seq).collect();
    let is_about = |action: &Action| match action.place() {
        Some(place) => *place == Place::Entry(said.seq),
        None => !action.about.trim().is_empty() && action.about.trim() == said.text.trim(),
    };
    let also = day
        .from
        .actions
        .iter()
        .filter(|(id, action)| is_about(action) && raised.iter().all(|known| known.action != *id));
    let record = |raised: &Raised| day.from.actions.iter().find(|(id, _)| *id == raised.action);
    let of_raised = raised.iter().map(|raised| match record(raised) {
        Some((_, action)) => (&action.title, &action.owner),
        None => (&raised.said.text, &raised.owner),
    });
    of_raised
        .chain(also.map(|(_, action)| (&action.title, &action.owner)))
        .map(|(title, owner)| format!("{} ({})", clip(title.trim_end_matches('.'), 90), clip(owner, 40)))
        .collect()
}

pub fn place(experiment: Option<usize>) -> String {
    experiment.map_or("The day".to_owned(), |at| format!("Experiment {}", at + 1))
}

/// The actions as their records stand now; one whose record is gone, as it was raised.
pub fn actions(day: &Day<'_>) -> Value {
    let today = day.zone.date(day.from.now);
    let raised = day.run.map_or(&[][..], |run| &run.course.actions);
    let at = |raised: &Raised| format!("raised {}", day.zone.clock(raised.said.at));
    let of_record = |(id, action): &(Id, Action)| {
        let known = raised.iter().find(|raised| raised.action == *id);
        let about = known.and_then(|raised| about(day, raised)).or_else(|| {
            let about = action.about.trim();
            (!about.is_empty()).then(|| format!("Answers: {}", clip(about, 240)))
        });
        action_row(action, today, known.map(at), about)
    };
    let gone = raised.iter().filter(|r| !day.from.actions.iter().any(|(id, _)| *id == r.action));
    let gone = gone.map(|raised| action_removed(raised, at(raised), about(day, raised)));
    day.from.actions.iter().map(of_record).chain(gone).collect()
}

/// What an action answers: the surprise that it was raised from.
fn about(day: &Day<'_>, raised: &Raised) -> Option<String> {
    let seq = raised.about?;
    let run = day.run?;
    let of_trials = run.trials.iter().flat_map(|trial| &trial.notes);
    let note = of_trials.chain(&run.course.notes).find(|note| note.said.seq == seq)?;
    // A private note may give rise to an action; its words stay private.
    if note.kind == NoteKind::Private {
        return None;
    }
    Some(format!("Answers: {} ({})", clip(&note.said.text, 240), day.zone.hour_minute(note.said.at)))
}
