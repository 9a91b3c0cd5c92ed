//! What happened when: each entry with its time, its source, whether it goes into the short story, and which of the six it is.

use super::record::PartProps;
use crate::{
    components::{Button, ButtonKind, Card, Column, EmptyState, Table},
    known::use_known,
    room::{
        draft::{Adder, Draft, Form, at, in_row, remove_row},
        tasks::use_tasks,
        words::count,
    },
};
use chrono::NaiveTime;
use domain::{
    Date, Zone,
    document::Postmortem,
    incident::{
        Mark,
        time::{parts, shown},
    },
    postmortem::{Moment, When, Why},
};
use yew::prelude::*;

const ROWS: fn(&mut Postmortem) -> &mut Vec<Moment> = |body| &mut body.timeline;

/// The card.
#[component]
pub fn Timeline(props: &PartProps) -> Html {
    let zone = use_known().workspace.zone;
    let draft = &props.draft;
    let entries = draft.body().timeline.clone();
    let stated_in = draft.body().times_in.trim().to_owned();
    let starred = entries.iter().filter(|entry| entry.star).count();
    let places = in_order(props, &entries);
    let columns = vec![
        Column::words("When"),
        Column::words("What happened"),
        Column::words("Source").spare(),
        Column::words("Mark"),
        Column::words(""),
    ];
    let onadd = draft.set(move |body: &mut Postmortem, line: String| add(body, &line, zone));
    html! {
        <Card title="Timeline" flush=true aside={html! { format!("{}, {starred} starred for the short story, times in {}", count(entries.len(), "entry"), zone.name()) }}>
            if !stated_in.is_empty() { <p class="card-body tone" data-state="watch" data-act="times-in">{ format!("The document gives its times in {stated_in}. What is typed here is of {}.", zone.name()) }</p> }
            if entries.is_empty() {
                <EmptyState title="Nothing happened yet" words="Write each significant moment, with its time before it: 14:02 the alert fired." />
            } else {
                <Table label="Timeline" {columns}>
                    { for places.into_iter().filter_map(|(place, odd)| entries.get(place).map(|entry| html! {
                        <Row key={entry.key} part={props.clone()} {place} entry={entry.clone()} {zone} {odd} />
                    })) }
                </Table>
            }
            if !props.locked { <Adder field="timeline" label="An entry" placeholder="14:02 the alert fired, Enter to add" act="add-moment" {onadd} /> }
        </Card>
    }
}

/// Places of the entries in the order of time, each with what is odd about it; as they were written until the order is known.
fn in_order(props: &PartProps, entries: &[Moment]) -> Vec<(usize, String)> {
    let order = props.view.as_ref().map(|view| view.order.as_slice()).unwrap_or_default();
    let place = |key: u32| entries.iter().position(|entry| entry.key == key);
    let mut places: Vec<(usize, String)> =
        order.iter().filter_map(|(key, odd)| Some((place(*key)?, odd.clone()))).collect();
    let rest: Vec<usize> =
        (0..entries.len()).filter(|at| !places.iter().any(|(known, _)| known == at)).collect();
    places.extend(rest.into_iter().map(|at| (at, String::new())));
    places
}

#[derive(PartialEq, Properties)]
struct RowProps {
    part: PartProps,
    place: usize,
    entry: Moment,
    zone: Zone,
    odd: String,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let (draft, place, entry, zone) = (&props.part.draft, props.place, &props.entry, props.zone);
    let tasks = use_tasks();
    let form = Form { draft, locked: props.part.locked };
    let field = |name: &str, label| at(format!("timeline.{place}.{name}"), label).bare();
    let when = entry.when.at().map(|at| format!("{} {}", zone.date(at), zone.clock(at))).unwrap_or_default();
    let proposed =
        props.part.view.as_ref().and_then(|view| view.tags.iter().find(|tag| tag.moment == entry.key));
    html! {
        <tr class="fields-row moment" data-id={entry.key.to_string()}>
            <td class="moment-when">
                { form.parsed(field("when", "When"), &when, typed, move |body: &mut Postmortem, time: Option<(Option<Date>, NaiveTime)>| put(body, place, time, zone)) }
                if let When::Open(why) = entry.when { <span class="cell-sub tone" data-state="watch">{ open(entry, why) }</span> }
                if !props.odd.is_empty() { <span class="cell-sub tone" data-state="watch">{ &props.odd }</span> }
            </td>
            <td class="wide-cell">{ form.prose(field("text", "What happened"), &entry.text, in_row(ROWS, place, |m, text: String| m.text = text)) }</td>
            <td data-narrow="hide" class="source-cell">{ form.line(field("source", "Source"), &entry.source, in_row(ROWS, place, |m, text: String| m.source = text)) }</td>
            <td>
                { mark(&form, place, entry) }
                if let Some(tag) = proposed.filter(|_| !props.part.locked) { { propose(draft, place, tag.mark, &tag.why) } }
            </td>
            <td class="row-actions" data-align="right">
                if !props.part.locked { { star(draft, place, entry.star) }{ remove_row(draft, &tasks, ROWS, place, ("remove-moment", &entry.text)) } }
            </td>
        </tr>
    }
}

fn open(entry: &Moment, why: Why) -> String {
    if entry.written.is_empty() {
        why.label().to_owned()
    } else {
        format!("“{}”. {}.", entry.written, why.label())
    }
}

fn mark(form: &Form<'_, Postmortem>, place: usize, entry: &Moment) -> Html {
    let first = if entry.marks.is_empty() { "–" } else { "and also…" };
    let mut options = vec![(String::new(), first.to_owned())];
    let others = Mark::ALL.iter().filter(|mark| !entry.marks.contains(mark));
    options.extend(others.map(|mark| (mark.word().to_owned(), mark.label().to_owned())));
    let choose =
        form.choose(at(format!("timeline.{place}.marks"), "Mark").bare(), options, "", move |body, word| {
            if let Some(mark) = Mark::of(&word) {
                put_mark(body, place, mark);
            }
        });
    let off = |mark: &Mark| {
        let mark = *mark;
        let onclick = form.draft.set(move |body: &mut Postmortem, ()| take_mark(body, place, mark));
        let why_not = form.locked.then_some("It is final. Open it again first.");
        html! { <Button act="take-mark" kind={ButtonKind::Quiet} small=true label={format!("Take “{mark}” off")} {why_not} {onclick}>{ format!("{mark} ×") }</Button> }
    };
    html! { <>{ for entry.marks.iter().map(off) }if !form.locked || entry.marks.is_empty() { { choose } }</> }
}

/// Puts a mark on an entry. A mark is on one entry at most; an entry may have several.
fn put_mark(body: &mut Postmortem, place: usize, mark: Mark) {
    body.timeline.iter_mut().for_each(|moment| moment.marks.retain(|known| *known != mark));
    if let Some(moment) = body.timeline.get_mut(place) {
        moment.marks.push(mark);
    }
}

/// Takes a mark off an entry.
fn take_mark(body: &mut Postmortem, place: usize, mark: Mark) {
    if let Some(moment) = body.timeline.get_mut(place) {
        moment.marks.retain(|known| *known != mark);
    }
}

/// The key that agrees with a proposed mark.
fn propose(draft: &Draft<Postmortem>, place: usize, mark: Mark, why: &str) -> Html {
    let onclick = draft.set(move |body: &mut Postmortem, ()| put_mark(body, place, mark));
    html! { <Button act="agree-mark" kind={ButtonKind::Quiet} small=true label={why.to_owned()} {onclick}>{ format!("{mark}?") }</Button> }
}

fn star(draft: &Draft<Postmortem>, place: usize, on: bool) -> Html {
    let onclick = draft.set(move |body: &mut Postmortem, ()| {
        if let Some(moment) = body.timeline.get_mut(place) {
            moment.star = !moment.star;
        }
    });
    html! { <Button act="star" kind={ButtonKind::Quiet} small=true pressed={on} label="In the short story" {onclick}>{ if on { "★" } else { "☆" } }</Button> }
}

/// What is typed into the field of a time; an empty one has no time.
fn typed(text: &str) -> Result<Option<(Option<Date>, NaiveTime)>, String> {
    if text.trim().is_empty() { Ok(None) } else { parts(text).map(Some) }
}

/// The entry at that time. Without a day it is the day of the entry, or that of the postmortem; nothing is dated by a guess.
fn put(body: &mut Postmortem, place: usize, time: Option<(Option<Date>, NaiveTime)>, zone: Zone) {
    let day = body.date;
    let Some(moment) = body.timeline.get_mut(place) else { return };
    let known = moment.when.at().map(|at| zone.date(at)).or(day);
    moment.when = match time {
        None => When::Open(Why::NoTime),
        Some((date, time)) => match date.or(known) {
            None => {
                moment.written = time.format("%H:%M:%S").to_string();
                When::Open(Why::NoDay)
            }
            Some(date) => {
                let when = told(zone, date, time);
                if matches!(when, When::Open(_)) {
                    moment.written = format!("{date} {}", time.format("%H:%M:%S"));
                }
                when
            }
        },
    };
}

/// The instant of a wall time that is one: what the clocks skipped, or showed twice, stays open.
fn told(zone: Zone, date: Date, time: NaiveTime) -> When {
    match shown(zone, date, time).as_slice() {
        [] => When::Open(Why::Skipped),
        [at] => When::At(*at),
        _ => When::Open(Why::Twice),
    }
}

/// A new entry, with the time that stands before its words.
fn add(body: &mut Postmortem, line: &str, zone: Zone) {
    let words = line.trim();
    let split = words.split_once(' ').filter(|(first, _)| parts(first).is_ok());
    let dated = split.and_then(|(day, rest)| {
        let (hour, rest) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
        Some((parts(&format!("{day} {hour}")).ok()?, rest.to_owned()))
    });
    let (time, text) = match (split, dated) {
        (Some((first, rest)), None) => (parts(first).ok(), rest.trim().to_owned()),
        (_, Some((time, rest))) => (Some(time), rest),
        (None, None) => match words.splitn(3, ' ').collect::<Vec<_>>().as_slice() {
            [day, hour, rest] if parts(&format!("{day} {hour}")).is_ok() => {
                (parts(&format!("{day} {hour}")).ok(), (*rest).to_owned())
            }
            _ => (None, words.to_owned()),
        },
    };
    let key = body.next_moment();
    let place = body.timeline.len();
    body.timeline.push(Moment {
        key,
        when: When::Open(Why::NoTime),
        written: String::new(),
        text,
        source: String::new(),
        star: false,
        marks: Vec::new(),
    });
    put(body, place, time, zone);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_begins_with_its_time_where_it_has_one_and_nothing_is_dated_by_a_guess() {
        let mut body = Postmortem::titled("Checkout");
        add(&mut body, "14:02 the alert fired", Zone::UTC);
        assert_eq!(
            (body.timeline[0].when, body.timeline[0].text.as_str()),
            (When::Open(Why::NoDay), "the alert fired")
        );
        body.date = "2026-11-20".parse().ok();
        add(&mut body, "14:02:05 the alert fired", Zone::UTC);
        add(&mut body, "2026-11-21 09:00 looked again", Zone::UTC);
        add(&mut body, "somebody looked", Zone::UTC);
        let told: Vec<_> =
            body.timeline.iter().map(|moment| moment.when.at().map(|at| Zone::UTC.long(at))).collect();
        assert_eq!(told[1].as_deref(), Some("20 Nov 2026, 14:02 UTC"));
        assert_eq!(told[2].as_deref(), Some("21 Nov 2026, 09:00 UTC"));
        assert_eq!((told[3].as_deref(), body.timeline[3].text.as_str()), (None, "somebody looked"));
        put_mark(&mut body, 1, Mark::Detected);
        put_mark(&mut body, 2, Mark::Mitigated);
        put_mark(&mut body, 2, Mark::Detected);
        assert!(body.timeline[1].marks.is_empty(), "a mark is on one entry");
        assert_eq!(body.timeline[2].marks, [Mark::Mitigated, Mark::Detected], "an entry may have several");
        take_mark(&mut body, 2, Mark::Mitigated);
        assert_eq!(body.timeline[2].marks, [Mark::Detected]);
    }
}
