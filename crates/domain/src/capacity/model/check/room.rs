//! What rooms add to a model: tests that were run, options, reviews, the cadence.

use super::{CADENCE_MAX, most, once, step, within};
use crate::{
    Date,
    capacity::{
        content::CAPACITY,
        model::{CapacityModel, CapacityOption, CapacityReview, InputKey},
    },
    text::{self, Invalid},
};
use chrono::Months;

/// Months that a forecast holds.
const FORECAST_MONTHS: usize = 12;
/// So far ahead of the latest day that a model states, what is tried may start.
const STARTS_WITHIN: Months = Months::new(120);

pub(super) fn of(model: &CapacityModel) -> Result<(), Invalid> {
    text::list("load_tests", "The list of load tests", &model.load_tests)?;
    for (at, test) in model.load_tests.iter().enumerate() {
        text::line(&format!("load_tests.{at}.by"), "Who ran it", &test.by)?;
        text::prose(&format!("load_tests.{at}.measured"), "What was measured", &test.measured)?;
    }
    text::list("options", "The list of options", &model.options)?;
    for (at, one) in model.options.iter().enumerate() {
        option(&format!("options.{at}"), one)?;
        starts(&format!("options.{at}.changes.from"), model, one.changes.from)?;
        once(
            &format!("options.{at}.key"),
            "options",
            model.options.iter().take(at).any(|other| other.key == one.key),
        )?;
    }
    text::list("reviews", "The list of reviews", &model.reviews)?;
    for (at, one) in model.reviews.iter().enumerate() {
        review(&format!("reviews.{at}"), one)?;
        if one.ended_at.is_none() && at + 1 < model.reviews.len() {
            let words = "A review is still open, and another one was begun after it. Close the first.";
            return Err(Invalid::new(format!("reviews.{at}.ended_at"), words));
        }
    }
    most("cadence", "entries of the cadence", model.cadence.len(), CADENCE_MAX)?;
    for (at, looked) in model.cadence.iter().enumerate() {
        text::required_line(&format!("cadence.{at}.by"), "Who looked", &looked.by)?;
        text::prose(&format!("cadence.{at}.note"), "The note", &looked.note)?;
        if !CAPACITY.cadence.iter().any(|item| item.key == looked.what) {
            let words = format!("“{}” is nothing of the cadence.", text::clip(&looked.what, 60));
            return Err(Invalid::new(format!("cadence.{at}.what"), words));
        }
    }
    Ok(())
}

fn option(at: &str, option: &CapacityOption) -> Result<(), Invalid> {
    text::required_line(&format!("{at}.key"), "The option's key", &option.key)?;
    text::required_line(&format!("{at}.name"), "The option", &option.name)?;
    text::prose(&format!("{at}.reason"), "The reason", &option.reason)?;
    text::line(&format!("{at}.by"), "Who said so", &option.by)?;
    for (key, value) in &option.changes.values {
        within(&format!("{at}.changes.values.{}", key.word()), key.label(), *value, key.limits())?;
    }
    for (key, other) in &option.changes.launches {
        let field = format!("{at}.changes.launches");
        text::required_line(&field, "The launch's key", key)?;
        if let Some(other) = other {
            step(&field, *other)?;
        }
    }
    Ok(())
}

/// A day that a room can plan for. There is no clock here: it is held against the latest day that the model states, and where it
/// states none, against the last that anybody can type.
fn starts(at: &str, model: &CapacityModel, from: Option<Date>) -> Result<(), Invalid> {
    let Some(from) = from else { return Ok(()) };
    let measured = model.history.iter().flat_map(|history| &history.points).map(|(on, _)| *on);
    let stated = model.inputs.values().filter_map(|input| input.on).chain(measured).max();
    let last = stated.and_then(|on| on.checked_add_months(STARTS_WITHIN));
    if last.or(Date::from_ymd_opt(2100, 12, 31)).is_none_or(|last| from <= last) {
        return Ok(());
    }
    let words = format!("{} is more than ten years ahead. Choose an earlier day.", from.format("%-d %b %Y"));
    Err(Invalid::new(at, words))
}

fn review(at: &str, review: &CapacityReview) -> Result<(), Invalid> {
    for (question, note) in &review.notes {
        text::prose(&format!("{at}.notes.{}", question.word()), "The note", note)?;
    }
    text::prose(&format!("{at}.decision"), "The decision", &review.decision)?;
    text::line(&format!("{at}.owner"), "The owner", &review.owner)?;
    text::list(&format!("{at}.signed"), "The list of signatures", &review.signed)?;
    for (n, signed) in review.signed.iter().enumerate() {
        text::required_line(&format!("{at}.signed.{n}.name"), "The name", &signed.name)?;
    }
    if review.ended_at.is_some_and(|ended_at| ended_at < review.begun_at) {
        return Err(Invalid::new(format!("{at}.ended_at"), "The review ends before it begins."));
    }
    let Some(forecast) = &review.forecast else { return Ok(()) };
    let field = format!("{at}.forecast.demand");
    most(&field, "months of the forecast", forecast.demand.len(), FORECAST_MONTHS)?;
    let (min, _) = InputKey::DemandNow.limits();
    forecast.demand.iter().try_for_each(|value| within(&field, "The forecast", *value, (min, 1e30)))
}
