//! What a game day brings to its journal on screen.

use crate::{
    pages::chaos::journal::Line,
    room::run::journal::{Mode, Written},
};
use domain::chaos::run::{Event, Run};

impl Written for Run {
    const MODES: &'static [Mode<Event>] = &[
        Mode::OBSERVATION,
        Mode {
            act: "mode-surprise",
            words: "Surprise",
            placeholder: "Write what surprised you, Enter to log…",
            once: true,
            event: |text| Event::Surprised { text },
        },
        Mode::PRIVATE,
    ];

    fn tone(event: &Event) -> Option<&'static str> {
        match event {
            Event::Aborted { .. } | Event::ConditionChecked { tripped: true, .. } => Some("bad"),
            Event::Surprised { .. } | Event::SightLost { .. } => Some("watch"),
            _ => None,
        }
    }

    fn waits(&self, line: &Line) -> bool {
        matches!(line.event, Event::Surprised { .. }) && self.answers(line.seq).next().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::journal::Event as _;

    #[test]
    fn only_a_private_note_is_kept_from_the_stage() {
        let private = |mode: &&Mode<Event>| (mode.event)("Ask Mira".to_owned()).is_private();
        let acts: Vec<_> = Run::MODES.iter().filter(private).map(|mode| mode.act).collect();
        assert_eq!(acts, ["mode-private"]);
    }
}
