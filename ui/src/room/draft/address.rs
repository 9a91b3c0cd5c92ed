//! The way from a finding to the field that mends it.

use crate::room::focus;
use yew::prelude::*;
use yew_router::hooks::use_location;

/// The field in which a finding about `field` is mended. An approval is mended by its date, not by its name.
#[must_use]
pub fn mended_in(field: &str) -> String {
    match field.strip_prefix("approvals.") {
        Some(place) if !place.contains('.') => format!("{field}.granted_on"),
        _ => field.to_owned(),
    }
}

/// The address may end in `?field=…`: a finding leads here.
#[hook]
pub fn use_field_of_address() {
    let location = use_location();
    let field = location.as_ref().and_then(|location| {
        location.query_str().trim_start_matches('?').strip_prefix("field=").map(str::to_owned)
    });
    use_effect_with(field, |field| {
        if let Some(field) = field {
            focus(&mended_in(field));
        }
    });
}
