//! What the day leaves to be done: what surprised the room, and the actions that answer it.

use super::Run;
use crate::journal::{Note, NoteKind, Raised};

/// Something that nobody expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Surprise<'a> {
    /// The words; their place in the journal is what an action names.
    pub note: &'a Note,
    /// The experiment that the room was at, counted from 0 in the plan.
    pub experiment: Option<usize>,
}

impl Run {
    /// Every surprise that was not struck, in the order of the journal.
    #[must_use]
    pub fn surprises(&self) -> Vec<Surprise<'_>> {
        let of_trials = self.trials.iter().enumerate().flat_map(|(at, trial)| {
            trial.notes.iter().map(move |note| Surprise { note, experiment: Some(at) })
        });
        let of_day = self.course.notes.iter().map(|note| Surprise { note, experiment: None });
        let surprising = |said: &Surprise<'_>| said.note.kind == NoteKind::Surprise && !said.note.struck;
        let mut all: Vec<_> = of_trials.chain(of_day).filter(surprising).collect();
        all.sort_by_key(|said| said.note.said.seq);
        all
    }

    /// The surprises that no action answers yet.
    #[must_use]
    pub fn unanswered(&self) -> Vec<Surprise<'_>> {
        let open = |said: &Surprise<'_>| self.answers(said.note.said.seq).next().is_none();
        self.surprises().into_iter().filter(open).collect()
    }

    /// The actions that answer the surprise at `seq`.
    pub fn answers(&self, seq: u64) -> impl Iterator<Item = &Raised> {
        self.course.actions.iter().filter(move |raised| raised.about == Some(seq))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use crate::{
        Id, Instant,
        chaos::run::{Entry, Event},
        journal::{Common, Fold},
        sample::sample,
        time::parse_date,
    };

    #[test]
    fn a_surprise_is_open_until_an_action_answers_it_or_it_is_struck() {
        let sample = sample(parse_date("2026-11-24").unwrap());
        let (_, entries) = sample.journals.first().unwrap();
        let mut run = Run::fold(entries).unwrap();
        let before = run.unanswered().len();
        let mut say = |event: Event| {
            let entry = Entry {
                seq: run.course.seq + 1,
                at: Instant::from_ms(0),
                actor: "Lena Vogt".to_owned(),
                event,
            };
            assert!(run.apply(&entry));
            run.unanswered().iter().map(|open| open.note.said.seq).collect::<Vec<_>>()
        };
        let one = say(Event::Surprised { text: "Another team's pager rang".to_owned() });
        let two = say(Event::Surprised { text: "The tills went dark".to_owned() });
        assert_eq!((one.len(), two.len()), (before + 1, before + 2));
        let (first, second) = (two[two.len() - 2], two[two.len() - 1]);
        let answered = say(Event::Common(Common::ActionRaised {
            action: Id(uuid::Uuid::nil()),
            title: "Tell them beforehand".to_owned(),
            owner: "Mira".to_owned(),
            due: None,
            about: Some(first),
        }));
        assert!(!answered.contains(&first) && answered.contains(&second));
        let struck =
            say(Event::Common(Common::Struck { seq: second, reason: "they were dark before".to_owned() }));
        assert_eq!(struck.len(), before);
    }
}
