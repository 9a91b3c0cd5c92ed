//! What the palette offers of postmortems.

use crate::{room::choice::Deed, route::Route};

/// Parts of the room.
pub const CHOICES: &[(&str, Deed)] = &[("Overdue postmortem actions", Deed::Go(Route::Postmortems))];
