//! The journal of an incident, as a window follows it and writes into it.

use crate::{
    hooks::journal::{self, Followed},
    pages::action::raise::Raises,
    room::run::{
        self,
        journal::{Mode, Written},
    },
};
use contract::{AppendToIncident, IncidentJournal, RaiseInIncident};
use domain::{
    Id, Instant,
    action::Action,
    incident::{
        Mark,
        run::{Event, Kept, Run},
    },
    journal::Fold,
};

/// An incident as it stands, and the lines that led to it.
pub type RunView = journal::RunView<Run>;
/// An incident, as far as the window knows it.
pub type LiveRun = journal::LiveRun<Run>;
/// Writes into the journal of an incident.
pub type Pen = run::Pen<Run>;

impl Followed for Run {
    type Ask = IncidentJournal;
    type Write = AppendToIncident;

    fn ask(run: Id, after: u64) -> IncidentJournal {
        IncidentJournal { run, after }
    }

    fn write(run: Id, actor: String, event: Event) -> AppendToIncident {
        AppendToIncident { run, actor, event }
    }
}

impl Raises for Run {
    type Raise = RaiseInIncident;

    fn raise(run: Id, action: Action, about: Option<u64>) -> RaiseInIncident {
        RaiseInIncident { run, action, about }
    }
}

impl Written for Run {
    const MODES: &'static [Mode<Event>] = &[
        Mode {
            act: "mode-happened",
            words: "What happened",
            placeholder: "What happened @ where you saw it, Enter to log…",
            once: false,
            event: |line| logged(Kept::Happened, &line),
        },
        Mode {
            act: "mode-decision",
            words: "Decision",
            placeholder: "What was decided, and why, Enter to log…",
            once: true,
            event: |line| logged(Kept::Decision, &line),
        },
        Mode {
            act: "mode-ruled-out",
            words: "Ruled out",
            placeholder: "What is not the cause @ how you know, Enter to log…",
            once: true,
            event: |line| logged(Kept::RuledOut, &line),
        },
        Mode::PRIVATE,
    ];

    fn tone(event: &Event) -> Option<&'static str> {
        match event {
            Event::Relapsed { .. } | Event::NormalLost { .. } => Some("bad"),
            Event::Rated { .. } | Event::Logged { kept: Kept::Decision, .. } => Some("watch"),
            Event::Declared { .. } | Event::Mitigated { .. } | Event::Resolved { .. } => Some("watch"),
            _ => None,
        }
    }

    fn happened(&self, seq: u64) -> Option<Instant> {
        self.time(seq).map(|time| time.at)
    }

    fn marked(&self, seq: u64) -> String {
        // What declares, mitigates or resolves says so itself.
        let said = |mark: &Mark| matches!(mark, Mark::Declared | Mark::Mitigated | Mark::Resolved);
        let marks = self.marks_of(seq).filter(|mark| self.struck(seq).is_some() || !said(mark));
        marks.map(|mark| mark.label()).collect::<Vec<_>>().join(", ")
    }

    fn source(event: &Event) -> &str {
        if let Event::Logged { source, .. } = event { source } else { "" }
    }
}

/// A line as it is typed, with its source after the last ` @ `.
fn logged(kept: Kept, line: &str) -> Event {
    let (text, source) = line.rsplit_once(" @ ").unwrap_or((line, ""));
    let (text, source) = if text.trim().is_empty() { (line, "") } else { (text, source) };
    Event::Logged { kept, text: text.trim().to_owned(), source: source.trim().to_owned(), at: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::journal::Event as _;

    #[test]
    fn a_line_has_its_source_behind_an_at_sign() {
        for (line, text, source) in [
            ("Errors fall @ Grafana, checkout", "Errors fall", "Grafana, checkout"),
            ("Errors fall", "Errors fall", ""),
            ("mail to a@b.example", "mail to a@b.example", ""),
            ("p99 @ 900 ms @ Grafana", "p99 @ 900 ms", "Grafana"),
            (" @ Grafana", "@ Grafana", ""),
        ] {
            let expected =
                Event::Logged { kept: Kept::Happened, text: text.into(), source: source.into(), at: None };
            assert_eq!(logged(Kept::Happened, line), expected);
        }
    }

    #[test]
    fn only_a_private_note_is_kept_from_the_stage() {
        let private = |mode: &&Mode<Event>| (mode.event)("Ask Mira".to_owned()).is_private();
        let acts: Vec<_> = Run::MODES.iter().filter(private).map(|mode| mode.act).collect();
        assert_eq!(acts, ["mode-private"]);
    }
}
