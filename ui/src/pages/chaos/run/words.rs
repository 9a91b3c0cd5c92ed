//! Words and states that several parts of the console share.

use crate::components::State;
use domain::{
    Instant,
    chaos::run::{Run, Standing, Watch},
    time::clock_face,
};

/// The state that colours and shapes a standing.
#[must_use]
pub const fn state_of(standing: Standing) -> State {
    match standing {
        Standing::InRange => State::Good,
        Standing::NearLimit => State::Watch,
        Standing::OutOfRange => State::Bad,
        Standing::NotRead => State::Off,
    }
}

/// A standing in words.
#[must_use]
pub const fn standing_words(standing: Standing) -> &'static str {
    match standing {
        Standing::InRange => "In range",
        Standing::NearLimit => "Near limit",
        Standing::OutOfRange => "Out of range",
        Standing::NotRead => "Not read yet",
    }
}

/// The state that colours and shapes an abort condition.
#[must_use]
pub const fn watch_state(watch: Watch) -> State {
    match watch {
        Watch::Idle => State::Off,
        Watch::Armed { .. } => State::Good,
        Watch::Overdue { .. } | Watch::CannotSee { .. } => State::Watch,
        Watch::Tripped { .. } => State::Bad,
    }
}

/// An abort condition in words; `now` is on the run's steady clock.
#[must_use]
pub fn watch_words(watch: Watch, now: Instant) -> String {
    match watch {
        Watch::Idle => "Not armed".to_owned(),
        Watch::Armed { .. } => "Armed".to_owned(),
        Watch::CannotSee { since } => format!("Cannot see for {}", short(now.since(since))),
        Watch::Overdue { due } => format!("Check overdue {}", short(now.since(due))),
        Watch::Tripped { .. } => "Tripped".to_owned(),
    }
}

/// A name as a narrow column shows it: `Teo L.`
#[must_use]
pub fn short_name(name: &str) -> String {
    match name.trim().rsplit_once(' ') {
        Some((first, last)) => {
            let initial: String = last.chars().take(1).collect();
            format!("{first} {initial}.")
        }
        None => name.trim().to_owned(),
    }
}

/// Who watches, as a narrow column shows it.
#[must_use]
pub fn watcher(name: &str) -> String {
    if name.trim().is_empty() { "Nobody named".to_owned() } else { short_name(name) }
}

/// Who should do it, where nobody may be named.
#[must_use]
pub fn somebody(name: &str) -> String {
    if name.trim().is_empty() { "Somebody".to_owned() } else { name.trim().to_owned() }
}

/// A duration with as few digits as it needs, whole seconds that are over: `0:48`, `12:05`, `1:03:05`.
#[must_use]
pub fn short(duration_ms: i64) -> String {
    let face = clock_face(duration_ms.max(0).div_euclid(1000) * 1000);
    match face.strip_prefix('0') {
        Some(rest) if !rest.starts_with(':') => rest.to_owned(),
        _ => face,
    }
}

/// A number as people type it: `12.5`, `12,5`, `1 208`, `−3`.
///
/// # Errors
/// Words for the person when it is none, or when it could be two: `1,208` is 1208 to some and 1.208 to others.
pub fn parse_number(text: &str) -> Result<f64, String> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{2019}' && *c != '\'')
        .map(|c| if c == '−' { '-' } else { c })
        .collect();
    let plain = match (plain.rfind(','), plain.rfind('.')) {
        // With both signs the last one separates the decimals: 1,208.5 and 1.208,5 are both read as meant.
        (Some(comma), Some(dot)) if comma > dot => plain.replace('.', "").replace(',', "."),
        (Some(_), Some(_)) => plain.replace(',', ""),
        (Some(_), None) if plain.matches(',').count() > 1 => plain.replace(',', ""),
        (Some(comma), None)
            if plain.len() - comma == 4 && !plain.trim_start_matches('-').starts_with('0') =>
        {
            let (one, other) = (plain.replace(',', ""), plain.replace(',', "."));
            return Err(format!(
                "“{plain}” could be {one} or {other}. Write it without the comma, or with a point."
            ));
        }
        _ => plain.replace(',', "."),
    };
    let value = plain.parse::<f64>().ok().filter(|value| value.is_finite());
    value.ok_or_else(|| "Write the reading as a number, for example 12.5.".to_owned())
}

/// The people of a day, each once, whoever facilitates first; where nobody has that role, whoever sits at the laptop.
#[must_use]
pub fn people(run: &Run, at_laptop: &str) -> Vec<String> {
    let mut people = vec![run.facilitator().unwrap_or(at_laptop).to_owned()];
    for one in run.people.iter().filter(|one| one.left_at.is_none()) {
        if !people.contains(&one.name) {
            people.push(one.name.clone());
        }
    }
    people
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (text, value) in [
            ("12.5", 12.5),
            ("12,5", 12.5),
            (" 1 208 ", 1208.0),
            ("1,208.5", 1208.5),
            ("1.208,5", 1208.5),
            ("1,208,000", 1_208_000.0),
            ("0,125", 0.125),
            ("−3", -3.0),
            ("-0.25", -0.25),
        ] {
            assert!((parse_number(text).unwrap() - value).abs() < 1e-9, "{text}");
        }
        for text in ["", "12.5 ms", "inf", "nan", "1.2.3", "--1", "1,208", "-1,208"] {
            assert!(parse_number(text).is_err(), "{text}");
        }
    }

    #[test]
    fn short_durations_drop_a_leading_zero() {
        for (ms, words) in
            [(48_900, "0:48"), (80_000, "1:20"), (725_000, "12:05"), (3_785_000, "1:03:05"), (-5, "0:00")]
        {
            assert_eq!(short(ms), words);
        }
    }
}
