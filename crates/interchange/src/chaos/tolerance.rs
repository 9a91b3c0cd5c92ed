//! What a probe of a hypothesis tolerates, as a range of numbers where it is one.

use super::{activity::Activity, words};
use domain::chaos::experiment::Range;
use serde_json::Value;

/// How the outcome of a probe becomes a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gauge {
    /// The number that the probe returns; or the `status` of what it returns.
    Number(Range),
    /// 1 where the tolerance is met, 0 where it is not.
    Met,
}

impl Gauge {
    /// The gauge of a probe, and a sentence about what is lost.
    pub fn of(probe: &Activity<'_>) -> (Self, Option<String>) {
        let name = &probe.name;
        let by_number = |kind: &str| {
            format!(
                "What “{name}” tolerates is {kind} and no range of numbers. It is carried as a metric that reads 1 where it is met and 0 where it is not."
            )
        };
        // A list is a range of the value, but a choice of statuses for whatever has a status.
        let has_status = probe
            .provider
            .as_ref()
            .and_then(|provider| provider.value.get("type"))
            .is_some_and(|kind| kind == "http" || kind == "process");
        match probe.node.value.get("tolerance") {
            None | Some(Value::Null) => {
                let words = format!(
                    "“{name}” has no tolerance, so nothing says what is normal. Chaos Toolkit asks for one."
                );
                (Self::Met, Some(words))
            }
            Some(Value::Number(exact)) => match exact.as_f64().filter(|exact| exact.abs() <= 1e15) {
                Some(exact) => (Self::Number(Range { min: Some(exact), max: Some(exact) }), None),
                None => (Self::Met, Some(by_number("a number beyond our range"))),
            },
            Some(Value::Array(pair)) if pair.len() == 2 && !has_status => match range(pair) {
                Some(range) => (Self::Number(range), None),
                None => (Self::Met, Some(by_number("a list"))),
            },
            Some(list @ Value::Array(_)) if has_status => {
                let is_process =
                    probe.provider.as_ref().is_some_and(|provider| provider.value["type"] == "process");
                let what = if is_process {
                    "the exit code of the process and not the number that it prints"
                } else {
                    "the status of the answer and not a number in it"
                };
                let list = words::brief(list, 40);
                let words = format!(
                    "What “{name}” tolerates is the list {list}: Chaos Toolkit tests {what}. It is carried as a metric that reads 1 where it is met and 0 where it is not."
                );
                (Self::Met, Some(words))
            }
            Some(Value::Array(_)) => (Self::Met, Some(by_number("a list of accepted values"))),
            Some(Value::Bool(_)) => (Self::Met, Some(by_number("a yes or no"))),
            Some(Value::String(_)) => (Self::Met, Some(by_number("a text"))),
            Some(Value::Object(fields)) => match fields.get("type").and_then(Value::as_str) {
                Some("range") => {
                    match fields.get("range").and_then(Value::as_array).and_then(|pair| range(pair)) {
                        Some(range) => (Self::Number(range), None),
                        None => (Self::Met, Some(by_number("a range without two numbers in order"))),
                    }
                }
                kind => {
                    let kind = words::line(kind.unwrap_or("unknown"));
                    (Self::Met, Some(by_number(&format!("a test of the type “{kind}”"))))
                }
            },
        }
    }

    /// What is acceptable.
    pub const fn range(self) -> Range {
        match self {
            Self::Number(range) => range,
            Self::Met => Range { min: Some(1.0), max: Some(1.0) },
        }
    }

    /// Its unit.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Number(_) => "",
            Self::Met => "(1 = met)",
        }
    }

    /// The number that a finished probe read, where there is one.
    pub fn read(self, item: &Value) -> Option<f64> {
        let number = match self {
            Self::Met => {
                item.get("tolerance_met").and_then(Value::as_bool).map(|met| f64::from(u8::from(met)))
            }
            Self::Number(_) => {
                let output = item.get("output")?;
                let target = item
                    .pointer("/activity/tolerance/target")
                    .and_then(Value::as_str)
                    .and_then(|target| output.get(target));
                let found = target.or_else(|| output.get("status")).unwrap_or(output);
                found.as_f64().or_else(|| found.as_str().and_then(|text| text.trim().parse().ok()))
            }
        };
        number.filter(|number| number.is_finite() && number.abs() <= 1e15)
    }
}

/// A pair in order. What reaches beyond our numbers has no bound on that side.
fn range(pair: &[Value]) -> Option<Range> {
    let [min, max] = pair else { return None };
    let (min, max) = (min.as_f64()?, max.as_f64()?);
    let within = |bound: f64| (bound.abs() < 1e15).then_some(bound);
    (min <= max).then_some(Range { min: within(min), max: within(max) })
}
