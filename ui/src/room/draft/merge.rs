//! Two people changed one document: what differs, and whether both changes fit together.

use serde_json::Value;

/// One place in which two versions of a document differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The field in words: `metrics 1, name`.
    pub field: String,
    /// What this window holds.
    pub mine: String,
    /// What is in the file.
    pub theirs: String,
}

/// Whose word counts where both changed one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefer {
    /// What this window holds.
    Mine,
    /// What is in the file.
    Theirs,
}

/// Lists whose places never move: what stands in one place can be woven like a field. See [`domain::record::Noun::FIXED`].
type Fixed<'a> = &'a [&'a str];

/// Both changes in one document, when they touch different fields; `None` when somebody has to choose.
pub fn merge(base: &Value, mine: &Value, theirs: &Value, fixed: Fixed<'_>) -> Option<Value> {
    weave(Some(base), Some(mine), Some(theirs), (fixed, None)).flatten()
}

/// Both changes in one document; where they touch the same field, the preferred one.
pub fn settle(base: &Value, mine: &Value, theirs: &Value, fixed: Fixed<'_>, prefer: Prefer) -> Value {
    let one_side = || if prefer == Prefer::Mine { mine.clone() } else { theirs.clone() };
    weave(Some(base), Some(mine), Some(theirs), (fixed, Some(prefer))).flatten().unwrap_or_else(one_side)
}

/// One value of the three. What is missing is a value of its own: maps hold only what somebody stated, so a key comes with
/// whoever states it and goes with whoever takes it out. `None` when somebody has to choose.
fn weave(
    base: Option<&Value>,
    mine: Option<&Value>,
    theirs: Option<&Value>,
    (fixed, prefer): (Fixed<'_>, Option<Prefer>),
) -> Option<Option<Value>> {
    if mine == theirs || mine == base {
        return Some(theirs.cloned());
    }
    if theirs == base {
        return Some(mine.cloned());
    }
    if let (Some(Value::Object(base)), Some(Value::Object(mine)), Some(Value::Object(theirs))) =
        (base, mine, theirs)
    {
        let mut merged = serde_json::Map::new();
        for key in theirs.keys().chain(mine.keys().filter(|key| !theirs.contains_key(*key))) {
            let woven = match (base.get(key), mine.get(key), theirs.get(key)) {
                (Some(Value::Array(base)), Some(Value::Array(mine)), Some(Value::Array(theirs)))
                    if fixed.contains(&key.as_str())
                        && base.len() == theirs.len()
                        && mine.len() == theirs.len() =>
                {
                    let places = base.iter().zip(mine).zip(theirs);
                    let woven = places.map(|((base, mine), theirs)| {
                        weave(Some(base), Some(mine), Some(theirs), (fixed, prefer)).flatten()
                    });
                    Some(Value::Array(woven.collect::<Option<_>>()?))
                }
                (base, mine, theirs) => weave(base, mine, theirs, (fixed, prefer))?,
            };
            if let Some(woven) = woven {
                merged.insert(key.clone(), woven);
            }
        }
        return Some(Some(Value::Object(merged)));
    }
    match prefer? {
        Prefer::Mine => Some(mine.cloned()),
        Prefer::Theirs => Some(theirs.cloned()),
    }
}

/// What a person calls a name in a document. See [`domain::record::Noun::called`].
type Called = fn(&str) -> Option<&'static str>;

/// Every place in which the two differ, in the order of the document.
pub fn differences(mine: &Value, theirs: &Value, called: Called) -> Vec<Difference> {
    let mut found = Vec::new();
    compare("", (mine, theirs), called, &mut found);
    found
}

fn compare(path: &str, (mine, theirs): (&Value, &Value), called: Called, found: &mut Vec<Difference>) {
    if mine == theirs {
        return;
    }
    let none = Value::Null;
    match (mine, theirs) {
        (Value::Object(ours), Value::Object(others)) => {
            for key in ours.keys().chain(others.keys().filter(|key| !ours.contains_key(*key))) {
                let name = called(key).map_or_else(|| key.replace('_', " "), ToOwned::to_owned);
                let between = if path.is_empty() || name.is_empty() { "" } else { ", " };
                let both = (ours.get(key).unwrap_or(&none), others.get(key).unwrap_or(&none));
                compare(&format!("{path}{between}{name}"), both, called, found);
            }
        }
        (Value::Array(ours), Value::Array(others)) => {
            for at in 0..ours.len().max(others.len()) {
                let both = (ours.get(at).unwrap_or(&none), others.get(at).unwrap_or(&none));
                compare(&format!("{path} {}", at + 1), both, called, found);
            }
        }
        _ => found.push(Difference { field: path.to_owned(), mine: words(mine), theirs: words(theirs) }),
    }
}

fn words(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) if text.is_empty() => "nothing".to_owned(),
        Value::String(text) => format!("“{}”", domain::text::clip(text, 200)),
        Value::Object(fields) => ["name", "title", "text", "item"]
            .iter()
            .find_map(|key| fields.get(*key))
            .map_or_else(|| "an entry".to_owned(), words),
        other => domain::text::clip(&other.to_string(), 200),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use domain::{capacity::CapacityModel, record::Noun};
    use serde_json::json;

    const FIXED: &[&str] = &["answers"];

    #[test]
    fn changes_in_different_fields_fit_together() {
        let base = json!({"title": "A", "goal": "", "range": {"min": 1, "max": 2}});
        let mine = json!({"title": "B", "goal": "", "range": {"min": 0, "max": 2}});
        let theirs = json!({"title": "A", "goal": "Learn", "range": {"min": 1, "max": 9}});
        let expected = json!({"title": "B", "goal": "Learn", "range": {"min": 0, "max": 9}});
        assert_eq!(merge(&base, &mine, &theirs, FIXED), Some(expected));
    }

    #[test]
    fn what_is_stated_on_either_side_of_a_sparse_map_stays() {
        let base = json!({"inputs": {"demand-now": {"value": 2140}, "zones": {"value": 3}}});
        let mine = json!({"inputs": {"demand-now": {"value": 2140}, "zones": {"value": 3}, "lead-time-days": {"value": 56}}});
        let theirs =
            json!({"inputs": {"demand-now": {"value": 2200}, "growth": {"value": 4}}, "history": []});
        let expected = json!({"inputs": {"demand-now": {"value": 2200}, "growth": {"value": 4}, "lead-time-days": {"value": 56}}, "history": []});
        assert_eq!(merge(&base, &mine, &theirs, FIXED), Some(expected.clone()));
        assert_eq!(merge(&base, &theirs, &mine, FIXED), Some(expected), "whoever was first");
    }

    #[test]
    fn a_key_that_both_state_or_that_one_takes_out_and_the_other_changes_needs_a_person() {
        let (three, four) = (json!({"inputs": {"zones": 3}}), json!({"inputs": {"zones": 4}}));
        let nothing = json!({"inputs": {}});
        assert_eq!(merge(&nothing, &three, &four, FIXED), None);
        assert_eq!(merge(&three, &nothing, &four, FIXED), None);
        assert_eq!(settle(&three, &nothing, &four, FIXED, Prefer::Mine), nothing);
        assert_eq!(settle(&three, &nothing, &four, FIXED, Prefer::Theirs), four);
        let named = |mine, theirs| {
            let found = differences(mine, theirs, |_| None);
            found.into_iter().map(|one| (one.field, one.mine, one.theirs)).collect::<Vec<_>>()
        };
        let words =
            |mine: &str, theirs: &str| ("inputs, zones".to_owned(), mine.to_owned(), theirs.to_owned());
        assert_eq!(named(&nothing, &four), [words("nothing", "4")]);
        assert_eq!(named(&four, &nothing), [words("4", "nothing")]);
    }

    #[test]
    fn two_changes_of_one_field_need_a_person() {
        let (base, mine, theirs) = (json!({"title": "A"}), json!({"title": "B"}), json!({"title": "C"}));
        assert_eq!(merge(&base, &mine, &theirs, FIXED), None);
        let same = json!({"title": "B"});
        assert_eq!(merge(&base, &mine, &same, FIXED), Some(same.clone()), "both wrote the same");
    }

    #[test]
    fn settling_keeps_what_was_not_in_dispute() {
        let base = json!({"title": "A", "goal": "", "place": ""});
        let mine = json!({"title": "B", "goal": "Learn", "place": ""});
        let theirs = json!({"title": "C", "goal": "", "place": "Staging"});
        let expected = json!({"title": "B", "goal": "Learn", "place": "Staging"});
        assert_eq!(settle(&base, &mine, &theirs, FIXED, Prefer::Mine), expected);
        let expected = json!({"title": "C", "goal": "Learn", "place": "Staging"});
        assert_eq!(settle(&base, &mine, &theirs, FIXED, Prefer::Theirs), expected);
    }

    #[test]
    fn lists_are_never_woven_together() {
        let (base, mine, theirs) = (json!({"m": [1]}), json!({"m": [1, 2]}), json!({"m": [1, 3]}));
        assert_eq!(merge(&base, &mine, &theirs, FIXED), None);
    }

    #[test]
    fn answers_of_a_review_stay_in_their_places_and_are_woven() {
        let base = json!({"answers": [{"note": "", "agreed": null, "votes": []}, {"note": "", "agreed": null, "votes": []}]});
        let mut mine = base.clone();
        mine["answers"][0]["note"] = json!("Ask Priya");
        let mut theirs = base.clone();
        theirs["answers"][0]["agreed"] = json!(3);
        theirs["answers"][1]["votes"] = json!(["Ada"]);
        let merged = merge(&base, &mine, &theirs, FIXED).unwrap();
        assert_eq!(merged["answers"][0], json!({"note": "Ask Priya", "agreed": 3, "votes": []}));
        assert_eq!(merged["answers"][1]["votes"], json!(["Ada"]));
        theirs["answers"][0]["note"] = json!("Ask Mira");
        assert_eq!(merge(&base, &mine, &theirs, FIXED), None);
    }

    #[test]
    fn differences_are_named_as_a_person_would() {
        let mine = json!({"title": "A", "metrics": [{"name": "p99", "baseline_min": 1}]});
        let theirs =
            json!({"title": "A", "metrics": [{"name": "p95", "baseline_min": 1}, {"name": "errors"}]});
        let found = differences(&mine, &theirs, |_| None);
        let said: Vec<_> =
            found.iter().map(|d| (d.field.as_str(), d.mine.as_str(), d.theirs.as_str())).collect();
        assert_eq!(said, [("metrics 1, name", "“p99”", "“p95”"), ("metrics 2", "nothing", "“errors”")]);
    }

    #[test]
    fn a_field_has_the_words_of_its_page() {
        let mine = json!({
            "inputs": {"demand-now": {"value": 740, "low_high": [715, 770], "by": "Mira"}},
            "options": [{"changes": {"values": {"max-instances": 60}}}],
            "reviews": [{"notes": {"what-if": "July"}, "order_by": null}],
        });
        let mut theirs = mine.clone();
        theirs["inputs"]["demand-now"] = json!({"value": 760, "low_high": [715, 790], "by": "Teo"});
        theirs["options"][0]["changes"]["values"]["max-instances"] = json!(64);
        theirs["reviews"][0] = json!({"notes": {"what-if": "April"}, "order_by": "2027-05-10"});
        let found = differences(&mine, &theirs, CapacityModel::called);
        let mut said: Vec<_> = found.iter().map(|difference| difference.field.as_str()).collect();
        said.sort_unstable();
        let wanted = [
            "Demand now",
            "Demand now, interval 2",
            "Demand now, who",
            "options 1, Max instances",
            "reviews 1, What if?",
            "reviews 1, order by",
        ];
        assert_eq!(said, wanted);
    }
}
