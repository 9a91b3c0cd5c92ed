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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;
    use crate::capacity::{answer::ceiling, model::Input, model::InputKey, queue::erlang_c};

    #[test]
    fn a_pool_says_up_to_where_hardly_anybody_waits_and_other_resources_say_nothing() {
        let mut model = CapacityModel::named("Orders, connections", "Ada");
        model.inputs.insert(InputKey::Ceiling, Input::guessed(40.0));
        let said = |model: &CapacityModel| headroom(model, &ceiling(model).unwrap());
        assert_eq!(said(&model), None, "nobody said that it is a pool");
        model.resource = Resource::Connections;
        let words = said(&model).unwrap();
        let pct: f64 =
            words.split("utilisation of ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
        // The share that waits at what is said, by the formula itself: 5 of a hundred, as far as the digits go.
        assert!((erlang_c(40, pct / 100.0 * 40.0) - 0.05).abs() < 0.003, "{words}");
        model.inputs.insert(InputKey::Ceiling, Input::guessed(1e9));
        assert_eq!(said(&model), None, "no pool is that large");
    }
}
