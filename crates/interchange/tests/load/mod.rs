//! Load tests as they are read, or why they are not.

use interchange::capacity::{
    Stopped,
    load_test::{LoadTest, offered},
};
use std::ops::ControlFlow;

/// The load test, where nothing of it is open.
pub fn read(bytes: &[u8]) -> Result<LoadTest, Stopped> {
    Ok(offered(bytes, &mut |_| ControlFlow::Continue(()))?.settled(None)?)
}

pub fn taken(text: &str) -> LoadTest {
    read(text.as_bytes()).unwrap_or_else(|refusal| panic!("{refusal}\n{text}"))
}

pub fn refused(text: &str) -> String {
    match read(text.as_bytes()) {
        Err(refusal) => refusal.to_string(),
        Ok(read) => panic!("{read:?}\n{text}"),
    }
}

/// Concurrency and throughput of each point, to the hundredth.
pub fn pairs(test: &LoadTest) -> Vec<(f64, f64)> {
    let rounded = |value: f64| (value * 100.0).round() / 100.0;
    test.points.iter().map(|point| (point.concurrency, rounded(point.throughput))).collect()
}
