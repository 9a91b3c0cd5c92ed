//! A capacity model on a table, with everything that its report is made from, free to be changed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]
#![allow(dead_code, reason = "each test uses its part")]

use domain::{
    Date, Document, Id, Instant,
    action::Action,
    capacity::{
        Autoscales, Basis, CapacityModel, CapacityOption, CapacityReview, Forecast, History, Input, InputKey,
        Launch, LaunchStep, LoadTestResult, Looked, PriceStep, Question, Resource, ScalingKind, Signed,
        Verdict, WhatIf, load_test::LoadTestKind, usl::LoadPoint,
    },
    sample::sample,
    time::parse_date,
    workspace::Workspace,
};
use reports::{CapacityReport, Paper, Report};
use std::collections::BTreeMap;

/// A model with what its report is made from.
#[derive(Clone)]
pub struct Plan {
    pub workspace: Workspace,
    pub model: CapacityModel,
    pub service: Option<String>,
    pub actions: Vec<(Id, Action)>,
    pub now: Instant,
}

pub fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

const TODAY: &str = "2026-11-28";

impl Plan {
    /// A model of which only the name is stated.
    pub fn bare() -> Self {
        let records = sample(day(TODAY)).records;
        let Some((_, Document::Workspace(workspace))) = records.first().cloned() else { unreachable!() };
        let now = workspace.zone.instant(day(TODAY), 9, 0).unwrap();
        let model = CapacityModel::named("Checkout, requests", "Mira Kovač");
        Self { workspace, model, service: None, actions: Vec::new(), now }
    }

    /// Checkout: measured, reviewed twice, decided and signed.
    pub fn decided() -> Self {
        let mut plan = Self::bare();
        plan.service = Some("checkout".to_owned());
        let model = &mut plan.model;
        (model.resource, model.scaling) = (Resource::Instances, ScalingKind::Horizontal);
        (model.autoscales, model.metric) = (Autoscales::Yes, "requests/sec".to_owned());
        inputs(model);
        came(model);
        options(model);
        tried(model);
        let begun = plan.now.plus_ms(-3 * 86_400_000);
        plan.model.reviews = vec![earlier(plan.now), review(begun)];
        plan
    }

    /// The same without a ceiling: no date can be said.
    pub fn refused() -> Self {
        let mut plan = Self::decided();
        for key in [InputKey::MaxInstances, InputKey::CarriesPerInstance, InputKey::PeakUtilizationPct] {
            plan.model.inputs.remove(&key);
        }
        plan.model.reviews.clear();
        plan.model.load_points.clear();
        plan
    }

    pub fn report(&self) -> CapacityReport<'_> {
        CapacityReport {
            workspace: &self.workspace,
            id: "019a0c00-0007-7000-8000-000000000007".parse().unwrap(),
            model: &self.model,
            service: self.service.as_deref(),
            actions: &self.actions,
            now: self.now,
        }
    }

    pub fn paper(&self) -> Paper {
        self.report().paper()
    }
}

/// Key, value, interval, basis, and who said it.
type Stated = (InputKey, f64, Option<[f64; 2]>, Basis, &'static str);

fn inputs(model: &mut CapacityModel) {
    use Basis::{Estimated, Guessed, Measured};
    let stated: [Stated; 13] = [
        (InputKey::DemandNow, 2_140.0, None, Measured, "Samuel Okafor"),
        (InputKey::GrowthPctPerMonth, 3.1, Some([2.1, 4.2]), Measured, "Samuel Okafor"),
        (InputKey::SeasonFactor, 1.35, None, Estimated, "Ana Ruiz"),
        (InputKey::SeasonMonth, 12.0, None, Measured, "Ana Ruiz"),
        (InputKey::CarriesPerInstance, 89.0, Some([84.0, 94.0]), Measured, "Jonas Petersen"),
        (InputKey::LeadTimeDays, 77.0, None, Estimated, "Mira Kovač"),
        (InputKey::InstancesNow, 32.0, None, Measured, "Samuel Okafor"),
        (InputKey::MinInstances, 12.0, None, Measured, "Samuel Okafor"),
        (InputKey::MaxInstances, 40.0, None, Measured, "Samuel Okafor"),
        (InputKey::StartUpS, 45.0, None, Guessed, ""),
        (InputKey::Zones, 3.0, None, Measured, "Samuel Okafor"),
        (InputKey::FixedCostPerMonthUsd, 6_200.0, None, Measured, "Ana Ruiz"),
        (InputKey::InstanceCostPerMonthUsd, 735.0, Some([700.0, 800.0]), Estimated, "Ana Ruiz"),
    ];
    for (key, value, low_high, basis, by) in stated {
        let note = if key == InputKey::CarriesPerInstance { "Load test of 12 November" } else { "" };
        let on = (!by.is_empty()).then(|| day("2026-11-24"));
        let input = Input { value, low_high, basis, by: by.to_owned(), on, note: note.to_owned() };
        model.inputs.insert(key, input);
    }
}

fn came(model: &mut CapacityModel) {
    let first = day("2026-06-01");
    let peak =
        |n: u64| (first + chrono::Days::new(n), 1_790.0 + n as f64 * 1.9 + (n as f64 / 3.0).sin() * 18.0);
    model.history = Some(History {
        source: "grafana-checkout-rps.csv".to_owned(),
        series: "checkout, all zones".to_owned(),
        points: (0..180).filter(|n| !(90..97).contains(n)).map(peak).collect(),
    });
    model.launches.push(Launch {
        key: "loyalty".to_owned(),
        name: "Loyalty points".to_owned(),
        on: day("2027-05-03"),
        step: LaunchStep::Percent(12.0),
        low_high: Some([6.0, 18.0]),
        basis: Basis::Guessed,
        by: "Ana Ruiz".to_owned(),
    });
    model.price_steps.push(PriceStep {
        on: day("2027-06-01"),
        instance_cost_per_month_usd: Some(690.0),
        fixed_cost_per_month_usd: None,
        note: "New contract".to_owned(),
    });
}

fn options(model: &mut CapacityModel) {
    let option = |key: &str, name: &str, changed: (InputKey, f64), verdict, reason: &str| CapacityOption {
        key: key.to_owned(),
        name: name.to_owned(),
        changes: WhatIf { values: BTreeMap::from([changed]), launches: BTreeMap::new(), from: None },
        verdict,
        reason: reason.to_owned(),
        by: "Jonas Petersen".to_owned(),
    };
    model.options = vec![
        option(
            "more",
            "Raise max instances to 64",
            (InputKey::MaxInstances, 64.0),
            Verdict::Chosen,
            "A quota is raised within eleven weeks, and nothing has to be restarted.",
        ),
        option(
            "bigger",
            "Larger instances",
            (InputKey::CarriesPerInstance, 120.0),
            Verdict::Rejected,
            "Every instance would have to be restarted, for the same date.",
        ),
    ];
}

fn tried(model: &mut CapacityModel) {
    model.load_source = "jmeter-2026-11-12.jtl".to_owned();
    let points = [1.0, 2.0, 4.0, 8.0, 12.0, 16.0, 20.0, 24.0, 32.0, 40.0];
    let noise = [0.98, 1.01, 0.99, 1.01, 1.0, 0.99, 0.995, 0.98, 0.99, 0.985];
    let at = |n: f64| 995.65 * n / (1.0 + 0.026_7 * (n - 1.0) + 0.000_77 * n * (n - 1.0));
    let points = points.into_iter().zip(noise);
    model.load_points = points.map(|(n, by)| LoadPoint { concurrency: n, throughput: at(n) * by }).collect();
    let result = |kind, on: &str, measured: &str, passed| LoadTestResult {
        kind,
        on: day(on),
        by: "Jonas Petersen".to_owned(),
        measured: measured.to_owned(),
        passed,
    };
    model.load_tests = vec![
        result(LoadTestKind::Baseline, "2026-11-12", "62 % at 2,140 requests/sec, p99 410 ms", true),
        result(LoadTestKind::Growth, "2026-11-12", "Errors from 3,560 requests/sec on: max instances", false),
    ];
    model.cadence = vec![
        Looked {
            what: "utilization-trends".to_owned(),
            on: day("2026-11-26"),
            by: "Samuel Okafor".to_owned(),
            note: "Nothing unusual".to_owned(),
        },
        Looked {
            what: "growth-model".to_owned(),
            on: day("2026-09-30"),
            by: "Ana Ruiz".to_owned(),
            note: String::new(),
        },
    ];
}

fn review(begun: Instant) -> CapacityReview {
    let ended = begun.plus_ms(50 * 60_000);
    CapacityReview {
        ended_at: Some(ended),
        notes: BTreeMap::from([
            (Question::WhereAreWe, "60 % at the evening peak, measured at the gateway.".to_owned()),
            (Question::WhatGrows, "3.1 % a month; loyalty points come on top in May.".to_owned()),
        ]),
        decision:
            "Raise the quota to 64 instances before the launch, and test with twice the peak on 2 February."
                .to_owned(),
        owner: "Jonas Petersen".to_owned(),
        order_by: Some(day("2027-02-15")),
        signed: ["Mira Kovač", "Jonas Petersen", "Ana Ruiz"]
            .map(|name| Signed { name: name.to_owned(), at: ended })
            .to_vec(),
        ..CapacityReview::begun(begun)
    }
}

/// The review of August, with what it believed.
fn earlier(now: Instant) -> CapacityReview {
    let begun = now.plus_ms(-100 * 86_400_000);
    CapacityReview {
        ended_at: Some(begun.plus_ms(30 * 60_000)),
        decision: "Wait for the load test.".to_owned(),
        owner: "Mira Kovač".to_owned(),
        forecast: Some(Forecast {
            on: day("2026-08-20"),
            runs_out_on: None,
            demand: (1..=12).map(|month| 1_930.0 * 1.026_f64.powi(month)).collect(),
        }),
        ..CapacityReview::begun(begun)
    }
}
