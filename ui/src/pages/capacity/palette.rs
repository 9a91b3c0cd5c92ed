//! What the palette offers of capacity.

use crate::{
    room::choice::{Choice, Deed, StageDeed},
    route::Route,
};

/// What can be done with the model at an address.
pub fn here(route: Route) -> Vec<Choice> {
    match route {
        Route::CapacityModel { id } | Route::CapacityReview { id } => {
            let show = Deed::Stage(StageDeed::Show(Some(id)));
            vec![
                Choice::new(
                    "Review this model in the room",
                    "this model",
                    Deed::Go(Route::CapacityReview { id }),
                ),
                Choice::new("Show this model on the stage", "this model", show),
                Choice::new("Duplicate this model", "this model", Deed::Copy(id)),
            ]
        }
        _ => Vec::new(),
    }
}
