//! Taking a row off a list of the document, with the way back.

use super::{Draft, json};
use crate::room::{row::quiet_key, tasks::Tasks};
use domain::Body;
use serde_json::Value;
use std::hash::{DefaultHasher, Hash, Hasher};
use yew::prelude::*;

/// The key that takes row `place` off `list`. It comes back in the same place, whatever was edited meanwhile.
pub fn remove_row<T: Body, R: Clone + PartialEq + 'static>(
    draft: &Draft<T>,
    tasks: &Tasks,
    list: fn(&mut T) -> &mut Vec<R>,
    place: usize,
    (act, name): (&'static str, &str),
) -> Html {
    let name = if name.is_empty() {
        format!("Row {}", place + 1)
    } else {
        format!("“{}”", domain::text::clip(name, 60))
    };
    let label = format!("Remove {name}");
    let (draft, tasks) = (draft.clone(), tasks.clone());
    let remove = Callback::from(move |()| {
        let mut taken = None;
        draft.move_rows();
        draft.edit(|body| {
            let rows = list(body);
            if place < rows.len() {
                taken = Some(rows.remove(place));
            }
        });
        let Some(row) = taken else { return };
        let draft = draft.clone();
        let back = Callback::from(move |()| {
            let row = row.clone();
            draft.move_rows();
            draft.edit(move |body| {
                let rows = list(body);
                // Somebody may have added the same one again meanwhile.
                if !rows.contains(&row) {
                    rows.insert(place.min(rows.len()), row);
                }
            });
        });
        tasks.done(format!("{name} was removed."), back);
    });
    quiet_key(act, "Remove", label, remove)
}

/// Puts a value into row `place` of a list; a row that has gone meanwhile is left alone.
pub fn in_row<T: 'static, R: 'static, V: 'static>(
    list: fn(&mut T) -> &mut Vec<R>,
    place: usize,
    set: fn(&mut R, V),
) -> impl Fn(&mut T, V) + 'static {
    move |body, value| {
        if let Some(row) = list(body).get_mut(place) {
            set(row, value);
        }
    }
}

impl<T: Body> Draft<T> {
    /// What row `at` of a list says, as it is in the file.
    pub(super) fn row(&self, list: &str, at: usize) -> String {
        let path = format!("/{}/{at}", list.replace('.', "/"));
        json(&*self.body()).pointer(&path).map(Value::to_string).unwrap_or_default()
    }

    /// How often rows went or came back: a field of a row is another one then.
    pub(super) fn moved(&self) -> u64 {
        self.state.borrow().moved
    }

    /// Rows are about to go or to come back.
    fn move_rows(&self) {
        self.state.borrow_mut().moved += 1;
    }
}

/// A field in a row, out of its path: `metrics.0.range.max`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowField {
    /// `metrics`
    pub list: String,
    /// `0`
    pub at: usize,
    /// `range.max`
    rest: String,
}

impl RowField {
    /// The field at a path, if it is in a row.
    pub fn of(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('.').collect();
        let (place, at) =
            parts.iter().enumerate().find_map(|(place, part)| Some((place, part.parse().ok()?)))?;
        let (list, rest) = (parts.get(..place)?.join("."), parts.get(place + 1..)?.join("."));
        Some(Self { list, at, rest })
    }

    /// A place for it that goes with a row that says `row`, wherever that stands.
    pub fn place(&self, row: &str) -> String {
        let mut hasher = DefaultHasher::new();
        row.hash(&mut hasher);
        format!("{}.{:016x}.{}", self.list, hasher.finish(), self.rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_with_its_row_and_not_with_the_place_of_it() {
        let place = |path: &str, row: &str| RowField::of(path).map(|field| field.place(row));
        let first = place("metrics.0.range.max", "p99");
        assert!(first.is_some());
        assert_eq!(first, place("metrics.3.range.max", "p99"), "others went or came before it");
        assert_ne!(first, place("metrics.0.range.max", "queue"), "another row stands there");
        assert_ne!(first, place("metrics.0.range.min", "p99"));
        assert_ne!(first, place("conditions.0.range.max", "p99"));
        assert_eq!(place("fault.duration_min", ""), None, "it is in no row");
    }
}
