//! What a person calls the names in the body of a model, where a screen lists what was changed.

use super::{InputKey, Question};

/// The words for a name that is none of theirs; empty where it says nothing beside those around it: of
/// `inputs`, `demand-now`, `value` only “Demand now” is left.
pub(super) fn of(name: &str) -> Option<&'static str> {
    Some(match name {
        "inputs" | "value" | "changes" | "values" | "notes" => "",
        "low_high" => "interval",
        "by" => "who",
        "on" => "day",
        "ended_at" => "closed",
        "begun_at" => "begun",
        _ => {
            let key = InputKey::ALL.iter().find(|key| key.word() == name).map(|key| key.label());
            let question = || Question::ALL.iter().find(|one| one.word() == name).map(|one| one.label());
            return key.or_else(question);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_model_states_and_what_a_room_is_asked_have_words() {
        for key in InputKey::ALL {
            assert_eq!(of(key.word()), Some(key.label()));
        }
        assert_eq!(of("where-are-we"), Some("Where are we?"));
        assert_eq!((of("inputs"), of("value"), of("low_high")), (Some(""), Some(""), Some("interval")));
        assert_eq!((of("title"), of("load_points")), (None, None), "these are words already");
    }
}
