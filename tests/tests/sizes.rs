//! How much a window loads before it shows anything: the webview compiles all of it first. Read from what was built.
#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise"
)]

use std::{collections::BTreeMap, fs, path::Path};

use tests::target;

/// What every window loads at its start, and what it loads besides with the first room.
const ENTRY_AND_SHARED_KB_MAX: f64 = 1_800.0;

/// What a room adds to that.
const ROOM_KB_MAX: f64 = 350.0;

/// What a room adds to it together with the parts that it shares with few others.
const ROOM_WITH_COMMON_KB_MAX: f64 = 420.0;

/// What `wasm-opt` takes off is still there on a machine that cannot have it.
const UNSHRUNK: f64 = 1.15;

#[test]
fn the_entry_and_every_room_stay_small() {
    let dist = target().join("dist");
    let entry = kb(&dist.join("ui_bg.wasm"));
    let mut rooms: BTreeMap<String, f64> = fs::read_dir(dist.join("rooms"))
        .expect("the screen is built: cargo xtask build")
        .map(|room| room.expect("a part").path())
        .map(|room| (room.file_stem().unwrap().to_string_lossy().into_owned(), kb(&room)))
        .collect();
    let shared = rooms.remove("shared").expect("the part that rooms share");
    let (common, mut rooms): (BTreeMap<_, _>, BTreeMap<_, _>) =
        rooms.into_iter().partition(|(part, _)| part.contains('-'));
    assert!(rooms.len() >= 12, "rooms are no longer parts of their own: {rooms:?}");

    let spare = if target().join("tools/binaryen/node_modules").is_dir() { 1.0 } else { UNSHRUNK };
    let is_known = |part: &&String| part.split('-').all(|room| rooms.contains_key(room));
    let strays: Vec<&String> = common.keys().filter(|part| !is_known(part)).collect();
    assert!(strays.is_empty(), "parts that no room loads: {strays:?}");
    for (room, own) in &rooms {
        let with: f64 =
            common.iter().filter(|(part, _)| part.split('-').any(|of| of == room)).map(|(_, kb)| kb).sum();
        let first = entry + shared + with;
        assert!(
            own + with <= ROOM_WITH_COMMON_KB_MAX * spare,
            "{room}: {own:.0} kB and {with:.0} kB with few others"
        );
        assert!(
            first <= ENTRY_AND_SHARED_KB_MAX * spare,
            "{room}: entry {entry:.0} kB, shared {shared:.0} kB, shared with few rooms {with:.0} kB"
        );
    }
    rooms.retain(|_, size| *size > ROOM_KB_MAX * spare);
    assert!(rooms.is_empty(), "larger than {ROOM_KB_MAX} kB: {rooms:?}");
}

fn kb(path: &Path) -> f64 {
    let size = fs::metadata(path).map(|file| file.len());
    f64::from(u32::try_from(size.expect("the screen is built: cargo xtask build")).expect("below 4 GB"))
        / 1000.0
}
