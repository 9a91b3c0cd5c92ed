//! The journal of a run: what happened, newest first, and the line to write in.

mod begun;
mod row;
mod strike;
mod write;

use super::Pen;
use crate::{
    components::{Button, ButtonKind},
    hooks::journal::{Followed, Line, RunView},
    room::control::{Choose, named},
};
use begun::begun;
use domain::{
    Instant, Zone,
    journal::{Common, Event, Press, press},
};
use row::Row;
use std::rc::Rc;
use strike::Strike;
use write::Write;
use yew::prelude::*;

/// So many entries are drawn, three times what is in sight; older ones on demand. Each new one moves all of them, so that a hundred rows
/// would take longer to lay out than the rest of the room.
const SHOWN: usize = 24;

/// What a kind of run brings to its journal on screen.
pub trait Written: Followed {
    /// What somebody may write into it; the line begins as the first of them.
    const MODES: &'static [Mode<Self::Event>];

    /// What colours an entry of its own.
    fn tone(event: &Self::Event) -> Option<&'static str>;

    /// Whether an entry waits for an action that answers it.
    fn waits(&self, _line: &Line<Self::Event>) -> bool {
        false
    }

    /// When an entry happened, where its time can be corrected.
    fn happened(&self, _seq: u64) -> Option<Instant> {
        None
    }

    /// What an entry is marked as; empty where it is nothing.
    fn marked(&self, _seq: u64) -> String {
        String::new()
    }

    /// Where it was seen; empty where nobody said so.
    fn source(_event: &Self::Event) -> &str {
        ""
    }
}

/// What a new entry will be.
pub struct Mode<E> {
    /// What a journey calls its button.
    pub act: &'static str,
    /// The words on it.
    pub words: &'static str,
    /// What stands in the empty line.
    pub placeholder: &'static str,
    /// The entry after it is of the first kind again.
    pub once: bool,
    /// The entry that the words make.
    pub event: fn(String) -> E,
}

impl<E: Event> Mode<E> {
    /// Somebody saw something.
    pub const OBSERVATION: Self = Self {
        act: "mode-observation",
        words: "Observation",
        placeholder: "Write what you see, Enter to log…",
        once: false,
        event: |text| Common::Observed { text }.into(),
    };
    /// For the facilitator alone.
    pub const PRIVATE: Self = Self {
        act: "mode-private",
        words: "Private note",
        placeholder: "Only you will see this, Enter to log…",
        once: false,
        event: |text| Common::Noted { text }.into(),
    };
}

/// What [`Journal`] takes.
#[derive(PartialEq, Properties)]
pub struct JournalProps<R: Written> {
    /// The run.
    pub view: Rc<RunView<R>>,
    /// Writes into it.
    pub pen: Pen<R>,
    /// The zone in which times are shown.
    pub zone: Zone,
    /// Whose word it may be, whoever sits at the laptop first.
    pub people: Vec<String>,
    /// Opens the dialog that raises an action about the entry at a place. The same one at all times: with another, every
    /// row that waits would be drawn again.
    pub onact: Callback<u64>,
    /// Opens the dialog that corrects the time of the entry at a place, or marks it; as that one, always the same.
    #[prop_or_default]
    pub ontime: Callback<u64>,
    /// What the card is called.
    #[prop_or(AttrValue::Static("Journal"))]
    pub title: AttrValue,
}

/// The card.
#[component]
pub fn Journal<R: Written>(props: &JournalProps<R>) -> Html {
    let mode = use_state(|| 0_usize);
    // Nobody chosen is whoever leads the run at the moment; somebody who has left is nobody.
    let chosen = use_state(|| None::<String>);
    let actor = (*chosen).clone().filter(|name| props.people.contains(name));
    let begun = use_memo(props.view.id, |_| begun(&*props.view));
    let all = use_state(|| false);
    let striking = use_state(|| None::<u64>);
    let onstrike = {
        // One callback for all rows and all times: a new one would draw every row again.
        let striking = striking.setter();
        use_callback((), move |seq: u64, ()| striking.set(Some(seq)))
    };
    let (run, lines) = (&props.view.run, &props.view.entries);
    let (drawn, earlier) = drawn(lines, if *all { lines.len() } else { SHOWN });
    let row = |(line, together): (&Rc<Line<R::Event>>, Press)| {
        let sum = together.line::<R>().map(AttrValue::from);
        let seq = line.entry.seq;
        if *striking == Some(seq) {
            let done = stop_striking(&striking);
            return html! { <Strike<R> key={seq} pen={props.pen.clone()} {seq} {done} /> };
        }
        let struck = props.view.struck.contains(&seq);
        let may_strike = !struck && run.struck(seq) == Some(false) && run.locked(seq).is_none();
        let onstrike = may_strike.then(|| onstrike.clone());
        let onact = (!struck && run.waits(line)).then(|| props.onact.clone());
        let happened = run.happened(seq);
        let ontime = happened.filter(|_| !struck).map(|_| props.ontime.clone());
        html! {
            <Row<R> key={seq} line={Rc::clone(line)} {sum} zone={props.zone} {struck} {onstrike} {onact} {ontime}
                at={happened.unwrap_or(line.entry.at)} mark={run.marked(seq)} />
        }
    };
    let onmode = {
        let mode = mode.setter();
        Callback::from(move |which| mode.set(which))
    };
    let show_all = {
        let all = all.setter();
        Callback::from(move |()| all.set(true))
    };
    html! {
        <section class="card journal">
            <div class="card-head">
                <h2 class="card-title">{ &props.title }</h2>
                <div class="line journal-how">{ modes::<R>(*mode, &onmode) }{ actors(&props.people, actor.as_ref(), &chosen) }</div>
            </div>
            <ol class="journal-rows" data-act="journal">
                { for drawn.into_iter().map(row) }
                if earlier > 0 {
                    <li class="journal-earlier" key="earlier"><Button act="journal-more" kind={ButtonKind::Quiet} small=true onclick={show_all}>{ format!("Show {earlier} earlier entries") }</Button></li>
                }
            </ol>
            <Write<R> pen={props.pen.clone()} mode={*mode} {onmode} actor={actor.unwrap_or_default()} begun={*begun} seq={run.course().seq} />
        </section>
    }
}

/// An entry that is a row, and how it stands among the presses of a key.
type Drawn<'a, E> = (&'a Rc<Line<E>>, Press);

/// The newest entries, so many as are shown, each with what it says for the presses before it, which are no rows of their own;
/// and how many earlier ones there are.
fn drawn<E: Event>(lines: &[Rc<Line<E>>], shown: usize) -> (Vec<Drawn<'_, E>>, usize) {
    let mut rows = Vec::new();
    for (at, line) in lines.iter().enumerate().rev() {
        match press(|at| Some(&lines.get(at)?.entry), at) {
            Press::Followed => {}
            _ if rows.len() == shown => return (rows, at + 1),
            together => rows.push((line, together)),
        }
    }
    (rows, 0)
}

fn modes<R: Written>(mode: usize, onmode: &Callback<usize>) -> Html {
    let button = |(which, kind): (usize, &Mode<R::Event>)| {
        let onclick = onmode.reform(move |()| which);
        html! { <Button act={kind.act} small=true pressed={mode == which} {onclick}>{ kind.words }</Button> }
    };
    html! {
        <div class="choice" role="group" aria-label="What the entry will be">
            { for R::MODES.iter().enumerate().map(button) }
        </div>
    }
}

fn actors(people: &[String], actor: Option<&String>, chosen: &UseStateHandle<Option<String>>) -> Html {
    let (setter, first) = (chosen.setter(), people.first().cloned());
    let onchange = Callback::from(move |name: String| {
        setter.set(Some(name).filter(|name| first.as_ref() != Some(name)))
    });
    let shown = actor.or(people.first()).cloned().unwrap_or_default();
    html! {
        <Choose name="actor" label="Whose word it is" bare=true value={shown}
            options={named(people)} {onchange} />
    }
}

fn stop_striking(striking: &UseStateHandle<Option<u64>>) -> Callback<()> {
    let striking = striking.setter();
    Callback::from(move |()| striking.set(None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        Instant,
        chaos::run::{Entry, Event},
    };

    fn line(seq: u64, event: Common) -> Rc<Line<Event>> {
        let at = Instant::from_ms(i64::try_from(seq).unwrap_or_default());
        let entry = Entry { seq, at, actor: "Mira".into(), event: event.into() };
        Rc::new(Line { entry, sentence: String::new() })
    }

    #[test]
    fn presses_that_are_no_rows_take_no_place_among_the_rows() {
        let noted = (1..=30).map(|seq| line(seq, Common::Observed { text: seq.to_string() }));
        let presses = (31..=44).map(|seq| line(seq, Common::Extended { by_ms: -60_000 }));
        let lines: Vec<_> = noted.chain(presses).collect();
        let (rows, earlier) = drawn(&lines, SHOWN);
        let seqs: Vec<u64> = rows.iter().map(|(line, _)| line.entry.seq).collect();
        assert_eq!(seqs, std::iter::once(44).chain((8..=30).rev()).collect::<Vec<_>>());
        assert_eq!((rows[0].1, earlier), (Press::Last { presses: 14, by_ms: -14 * 60_000 }, 7));
        let (rows, earlier) = drawn(&lines[30..], 1);
        assert_eq!(
            (rows.len(), earlier),
            (1, 0),
            "nothing is behind the key to earlier ones but what is said in one line"
        );
    }
}
