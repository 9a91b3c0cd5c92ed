//! What happened: the line of time, and every entry in order.

use super::Story;
use crate::paper::Paper;
use charts::{Palette, TimelineData};
use domain::{
    Date,
    postmortem::{Moment, Placed, When, placed},
    text::is_blank,
};
use serde_json::{Value, json};

/// The width of a page's text.
const WIDE_PX: u32 = 700;

/// The line of time; nothing where no two times are known, which the words beside it say.
pub fn line(story: &Story<'_>, paper: &mut Paper) -> Value {
    let times: Vec<_> = story.body.timeline.iter().filter_map(|moment| moment.when.at()).collect();
    if times.iter().min() == times.iter().max() {
        return Value::Null;
    }
    let zone = story.from.workspace.zone;
    let drawn =
        charts::timeline(&TimelineData::of(&story.body.marks(), times, zone), WIDE_PX, &Palette::paper());
    let caption = format!("{} Times in {}.", drawn.alt, zone.name());
    paper.chart(drawn, &caption)
}

/// Every entry in order of time, with what is odd about it.
pub fn timeline(story: &Story<'_>) -> Value {
    let body = story.body;
    let zone = story.from.workspace.zone.name();
    let of = match body.times_in.trim() {
        "" => "The document does not say by which clock its times are.".to_owned(),
        said => format!("The document gives its times in {said}."),
    };
    // What was typed here is of the workspace's own clocks; a document's times keep how they were written.
    let is_own = |moment: &Moment| moment.written.is_empty() || moment.when.at().is_none();
    let own = body.times_in.trim().is_empty() && body.timeline.iter().all(is_own);
    let lead = if own { format!("Times in {zone}.") } else { format!("Times in {zone}. {of}") };
    let mut day = None;
    let placed = placed(&body.timeline);
    let told = placed.iter().filter(|placed| story.from.excerpt.tells(placed.moment));
    let lines: Value = told.map(|placed| entry(story, placed, &mut day)).collect();
    json!({ "lead": lead, "lines": lines })
}

/// One entry; `day` is that of the entry before it, so that each day is written once.
fn entry(story: &Story<'_>, placed: &Placed<'_>, day: &mut Option<Date>) -> Value {
    let moment = placed.moment;
    let (time, date, open) = match moment.when {
        When::At(at) => {
            let date = story.from.workspace.zone.date(at);
            let is_new = day.replace(date) != Some(date);
            let date = is_new.then(|| date.format("%-d %b %Y").to_string());
            (story.clock(at), date, None)
        }
        When::Open(why) => {
            let written = if is_blank(&moment.written) { "open" } else { moment.written.as_str() };
            (written.to_owned(), None, Some(format!("{}.", why.label())))
        }
    };
    let moved = placed.moved.then_some("It stood after a later one.");
    let midnight = placed.past_midnight.then_some("The day after may be meant.");
    let odd: Vec<&str> = [moved, midnight].into_iter().flatten().collect();
    let marks: Vec<&str> = moment.marks.iter().map(|mark| mark.label()).collect();
    json!({
        "time": time,
        "date": date,
        "open": open,
        "text": moment.text,
        "source": (!is_blank(&moment.source)).then_some(&moment.source),
        "star": moment.star,
        "marks": marks,
        "odd": (!odd.is_empty()).then(|| odd.join(" ")),
    })
}
