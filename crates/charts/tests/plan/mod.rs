//! The numbers of a checkout: two thousand requests a second that grow by 3.1% a month, forty instances at most.

use charts::{
    BandReading, CostData, DateRange, DatedMark, DatedReading, InstancesData, LevelLine, LoadCurve,
    MeasuredIn, MonthCost, ProjectionData, SpikeData, SpikePoint, UslData, UslPeak,
};
use domain::{Date, time::parse_date};

pub fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

/// So many days after a day.
pub fn on(text: &str, days: u64) -> Date {
    day(text) + chrono::Days::new(days)
}

pub fn readings(of: impl IntoIterator<Item = (Date, f64)>) -> Vec<DatedReading> {
    of.into_iter().map(|(on, value)| DatedReading { on, value }).collect()
}

const TODAY: &str = "2026-11-28";

/// Eighteen months ahead, half a year back, with a hole of ten days.
pub fn checkout() -> ProjectionData {
    let measured = (0..180_u64).filter(|day| !(90..100).contains(day)).map(|n| {
        let wave = (n as f64 / 24.0).sin() * 0.9 + ((n * 7) % 5) as f64 * 0.15;
        (on("2026-06-01", n), 53.0 + n as f64 * 0.046 + wave)
    });
    let measured = readings(measured);
    let (before, after) = measured.split_at(90);
    let data = ProjectionData {
        today: day(TODAY),
        measured_in: MeasuredIn::Ceiling,
        past: vec![before.to_vec(), after.to_vec()],
        expected: Vec::new(),
        naive: Vec::new(),
        band: Vec::new(),
        ceiling: Some(LevelLine {
            pct: 100,
            words: "ceiling 100%".to_owned(),
            note: "40 instances".to_owned(),
        }),
        thresholds: vec![LevelLine { pct: 80, words: "scale up 80%".to_owned(), note: String::new() }],
        launches: vec![DatedMark { on: day("2027-05-03"), words: "launch +12%".to_owned() }],
        order_by: Some(day("2027-05-10")),
        runs_out: Some(DateRange {
            p10: Some(day("2027-08-30")),
            p50: Some(day("2027-11-26")),
            p90: Some(day("2028-05-04")),
        }),
        said: String::new(),
    };
    months(data, 18)
}

/// The same, so many months ahead.
pub fn months(data: ProjectionData, ahead: u64) -> ProjectionData {
    let launch = 156; // days until it
    let grown = |days: u64, pct: f64| {
        let step = if days >= launch { 1.12 } else { 1.0 };
        62.0 * step * (1.0 + pct / 100.0_f64).powf(days as f64 / 30.44)
    };
    let mut days: Vec<u64> = (0..=ahead).map(|month| month * 3_044 / 100).collect();
    days.extend([launch - 1, launch]);
    days.sort_unstable();
    days.retain(|day| *day <= ahead * 3_044 / 100);
    let expected = days.iter().map(|n| (on(TODAY, *n), grown(*n, 3.1)));
    let naive = days.iter().map(|n| (on(TODAY, *n), 62.0 + *n as f64 * 0.063));
    let band = days.iter().map(|n| {
        let pct = 0.9;
        BandReading { on: on(TODAY, *n), low: grown(*n, 3.1 - pct) * 0.99, high: grown(*n, 3.1 + pct) * 1.01 }
    });
    ProjectionData { expected: readings(expected), naive: readings(naive), band: band.collect(), ..data }
}

pub fn cluster() -> InstancesData {
    InstancesData {
        demand_now: 2_140.0,
        demand_later: Some(("in 12 months".to_owned(), 3_240.0)),
        carries: 89.0,
        metric: "requests/sec".to_owned(),
        left_pct: 100.0 * 2.0 / 3.0,
        min: Some(12.0),
        now: Some(32.0),
        max: Some(40.0),
        scale_up_pct: 80.0,
    }
}

/// σ .0267 and κ .00077, as the drawing of the room has them.
pub fn load_test() -> UslData {
    let (sigma, kappa, gamma) = (0.026_7, 0.000_77, 995.65);
    let at = |n: f64| gamma * n / (1.0 + sigma * (n - 1.0) + kappa * n * (n - 1.0));
    let peak = ((1.0 - sigma) / kappa).sqrt();
    let noise = [0.98, 1.01, 0.99, 1.01, 1.0, 0.99, 0.995, 0.98, 0.99, 0.985];
    let points = [1.0, 2.0, 4.0, 8.0, 12.0, 16.0, 20.0, 24.0, 32.0, 40.0];
    UslData {
        points: points.iter().zip(noise).map(|(n, by)| (*n, at(*n) * by)).collect(),
        sigma,
        kappa,
        gamma,
        peak: Some(UslPeak {
            concurrency: peak,
            interval: Some([peak - 2.0, peak + 2.0]),
            throughput: at(peak),
        }),
        limit: None,
        concurrency: "users at once".to_owned(),
        metric: "requests/sec".to_owned(),
    }
}

pub fn bills() -> CostData {
    let month = |n: u32| {
        let on = Date::from_ymd_opt(2026 + i32::from(n >= 2), (n + 10) % 12 + 1, 1).unwrap();
        let price = if n >= 7 { 690.0 } else { 735.0 };
        let scaling = 31.5 * price * 1.031_f64.powi(n as i32);
        MonthCost { on, fixed_usd: Some(6_200.0), scaling_usd: Some(scaling), total_usd: 6_200.0 + scaling }
    };
    CostData {
        months: (0..13).map(month).collect(),
        price_steps: vec![(day("2027-06-01"), "contract ends".to_owned())],
    }
}

/// Ten times the load for ten minutes; the maximum is 40.
pub fn tenfold() -> SpikeData {
    let wanted = |minute: f64| match minute {
        0.0..4.0 => 10.0,
        4.0..5.0 => 10.0 + (minute - 4.0) * 86.0,
        5.0..14.0 => 96.0,
        14.0..16.0 => 96.0 - (minute - 14.0) * 41.0,
        _ => 12.0,
    };
    let ready = |minute: f64| match minute {
        0.0..5.5 => 12.0,
        5.5..6.5 => 24.0,
        6.5..7.5 => 36.0,
        7.5..18.0 => 40.0,
        _ => 34.0,
    };
    let points = (0..=80).map(|n| f64::from(n) / 4.0);
    let points = points.map(|minute| SpikePoint { minute, wanted: wanted(minute), ready: ready(minute) });
    SpikeData { load: LoadCurve::Spike(10.0), points: points.collect(), max: Some(40.0), said: String::new() }
}

pub fn daily() -> SpikeData {
    let points = (0..=144).map(|n| {
        let minute = f64::from(n) * 10.0;
        let load = 18.0 - 10.0 * ((minute - 120.0) / 1_440.0 * std::f64::consts::TAU).cos();
        SpikePoint { minute, wanted: load.ceil(), ready: (load + 1.5).ceil() }
    });
    SpikeData { load: LoadCurve::Day, points: points.collect(), max: Some(40.0), said: String::new() }
}

/// A text of a drawing with the least room that its letters take.
pub struct Words {
    pub words: String,
    left: f64,
    right: f64,
    y: f64,
    letters: f64,
}

impl Words {
    pub fn covers(&self, other: &Self) -> bool {
        let apart = self.right <= other.left || other.right <= self.left;
        !apart && (self.y - other.y).abs() < self.letters * 0.8
    }
}

/// Every text of a drawing, by what its elements say.
pub fn texts(svg: &str) -> Vec<Words> {
    let element = |part: &str| {
        let of = |name: &str| {
            let (_, rest) = part.split_once(&format!(" {name}=\""))?;
            Some(rest.split_once('"')?.0.to_owned())
        };
        let words = part.split_once('>')?.1.split_once("</text>")?.0.trim().to_owned();
        let (x, y): (f64, f64) = (of("x")?.parse().ok()?, of("y")?.parse().ok()?);
        let letters: f64 = of("font-size")?.parse().ok()?;
        let width = words.chars().count() as f64 * letters * 1.24 * 0.47;
        let left = match of("text-anchor")?.as_str() {
            "end" => x - width,
            "middle" => x - width / 2.0,
            _ => x,
        };
        Some(Words { words, left, right: left + width, y, letters: letters * 1.24 })
    };
    svg.split("<text ").skip(1).filter_map(|part| element(&format!(" {part}"))).collect()
}
