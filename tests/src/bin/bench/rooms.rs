//! Each room of the rail as it is entered for the first time in a fresh window.

use crate::{
    drawn::opening,
    plain::{Plain, rows},
};
use serde_json::Value;
use tests::{sample_workspace, window::Window};

const WINDOWS: usize = 6;

/// Over all rooms of all windows.
pub fn bench() {
    let workspace = sample_workspace("bench-rooms");
    let plain = Plain::new("bench-rooms-plain");
    let rooms = copied(&workspace, &plain);
    let (mut ours_ms, mut plain_ms) = (Vec::new(), Vec::new());
    for _ in 0..WINDOWS {
        let window = Window::open_as_shipped(&workspace);
        window.resize(1440, 900);
        let reference = plain.open();
        reference.resize(1440, 900);
        for (at, link) in rooms.iter().enumerate() {
            ours_ms.push(opening(&window, &format!("location.hash = '{link}'"), &whole(link)));
            plain_ms.push(opening(&reference, &format!("show('{at}', '{link}')"), &whole(link)));
        }
        reference.close();
        window.close();
    }
    rows("first entry into a room of the rail", &mut ours_ms, &mut plain_ms);
}

/// The links of the rail without the one that the window begins with; what is behind them is kept as plain HTML.
fn copied(workspace: &std::path::Path, plain: &Plain) -> Vec<String> {
    let window = Window::open_as_shipped(workspace);
    window.resize(1440, 900);
    window.settle();
    plain.page("console", &window);
    let links = window.script(
        "return [...document.querySelectorAll('.rail-link:not([aria-current])')].map((link) => link.getAttribute('href'))",
    );
    let links = links.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
    let links: Vec<String> = links.collect();
    assert!(links.len() >= 7, "the rail has lost its rooms: {links:?}");
    for (at, link) in links.iter().enumerate() {
        opening(&window, &format!("location.hash = '{link}'"), &whole(link));
        window.settle();
        plain.room(&at.to_string(), &window);
    }
    window.close();
    links
}

/// The room behind the link stands, and nothing in it is still on its way.
fn whole(link: &str) -> String {
    format!(
        "document.querySelector('.rail-link[aria-current]')?.getAttribute('href') === '{link}' \
         && document.querySelector('#room main')?.textContent && !document.querySelector('#room [aria-busy=true]')"
    )
}
