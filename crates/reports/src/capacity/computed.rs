//! Each figure with its formula and where that is from.

use super::Plan;
use crate::paper::computed;
use domain::capacity::InputKey;
use serde_json::Value;

pub fn terms(plan: &Plan<'_>) -> Value {
    let lost = plan.model.value(InputKey::ZonesLost).is_some_and(|lost| lost > 0.0);
    let zones = "With zones lost, what is left is whole × (zones − lost) ÷ zones, so 60% over three zones become 90% over two.";
    let zones = if lost {
        format!("{zones} The ceiling of this report is that of what is left.")
    } else {
        zones.to_owned()
    };
    computed([
        (
            "Demand",
            "Demand now × (1 + growth)^months, a month being a twelfth of a year; each launch adds its step on its day and \
             grows on with the rest; the busiest month is multiplied by its factor. Handbook, part 9."
                .to_owned(),
        ),
        ("Straight on", "The naive line: what the first month of organic growth adds, month after month.".to_owned()),
        (
            "Ceiling",
            format!(
                "The smaller of what is stated for the whole and instances × what one carries; where neither is stated, \
                 demand ÷ utilisation at the last peak. {zones}"
            ),
        ),
        ("Utilisation", "Demand at its daily peak ÷ the ceiling that is left.".to_owned()),
        (
            "Range of the date",
            "5,000 draws of all numbers that have an interval, the same draws every time. The three dates are the quantiles \
             of the day on which the ceiling is reached (10, 50 and 90 of a hundred), and not the days on which the band \
             crosses it."
                .to_owned(),
        ),
        (
            "Order by",
            "The early end of the range minus the lead time; for an option that adds capacity from a day on, that day minus \
             the lead time where it is earlier."
                .to_owned(),
        ),
        (
            "Curve of the load test",
            "Throughput at N = γN ÷ (1 + σ(N − 1) + κN(N − 1)), by least squares; its peak is at √((1 − σ) ÷ κ). Neil J. \
             Gunther, Guerrilla Capacity Planning (2007). With κ = 0 there is no peak, and γ ÷ σ is the limit."
                .to_owned(),
        ),
        (
            "Spike",
            "Instances wanted = ⌈instances × utilisation ÷ target⌉ with 10% tolerance, as the Horizontal Pod Autoscaler of \
             Kubernetes documents it, held between min and max."
                .to_owned(),
        ),
        (
            "Cost",
            "Fixed cost + instances × the price of one, each at the prices of its day, in USD a month.".to_owned(),
        ),
        (
            "Regret",
            "Within twelve months, on average over all draws: days with demand above the ceiling, and what is paid for \
             capacity that is not needed."
                .to_owned(),
        ),
    ])
}
