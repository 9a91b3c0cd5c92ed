//! Taking a row off a list of the document, with the way back.

use super::Draft;
use crate::room::{row::quiet_key, tasks::Tasks};
use domain::Body;
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
