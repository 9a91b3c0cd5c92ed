//! What the palette offers of reviews.

use crate::{
    room::choice::{Choice, Deed, StageDeed},
    route::Route,
};

/// Parts of the room.
pub const CHOICES: &[(&str, Deed)] = &[("Templates of reviews", Deed::Go(Route::Templates))];

/// What can be done with the review at an address.
pub fn here(route: Route) -> Option<Choice> {
    let Route::Assessment { id } = route else { return None };
    let show = Deed::Stage(StageDeed::Show(Some(id)));
    Some(Choice::new("Show this review on the stage", "this review", show))
}
