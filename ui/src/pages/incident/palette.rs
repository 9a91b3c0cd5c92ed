//! What the palette offers of incidents.

use crate::{
    room::choice::{Choice, Deed, StageDeed},
    route::Route,
};

/// What can be done with the incident at an address.
pub fn here(route: Route) -> Vec<Choice> {
    match route {
        Route::Incident { id } => {
            let show = Deed::Stage(StageDeed::Show(Some(id)));
            vec![Choice::new("Show this incident on the stage", "this incident", show)]
        }
        _ => Vec::new(),
    }
}
