//! How far a pool may be used before those who come have to wait.

use super::figure;
use crate::capacity::{
    answer::Ceiling,
    model::{CapacityModel, Resource},
    queue::{SERVERS_MAX, Target, most_utilization_pct},
};

/// At most so many of a hundred find the pool taken.
const WAITING_MOST_PCT: f64 = 5.0;

/// For a pool of connections, up to which utilisation hardly anybody waits (Erlang C); nothing for other resources, whose
/// ceiling counts something else than what is taken and given back.
pub fn headroom(model: &CapacityModel, ceiling: &Ceiling) -> Option<String> {
    let servers = ceiling.left.floor();
    if model.resource != Resource::Connections || !(1.0..=f64::from(SERVERS_MAX)).contains(&servers) {
        return None;
    }
    let most_pct = most_utilization_pct(servers as u32, Target::Share { most_pct: WAITING_MOST_PCT }).ok()?;
    Some(format!(
        "Of a pool of {}, at most {} in a hundred wait up to a utilisation of {} % (Erlang C).",
        figure(servers),
        figure(WAITING_MOST_PCT),
        figure(most_pct)
    ))
}
