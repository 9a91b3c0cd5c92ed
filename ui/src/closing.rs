//! The window is about to close, or its file is another one: what stands in its fields goes into the file first, and what it
//! knows of a file that is gone goes with it.

use crate::{backend, hooks::kept};
use contract::{Leave, Notice};
use js_sys::Promise;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use yew::prelude::*;

/// Between two looks whether everything is answered, in milliseconds.
const LOOK_MS: i32 = 20;
/// After so many looks the window goes all the same. An import may hold the file for seconds, and what was typed waits behind
/// it.
const LOOKS_MAX: u32 = 1_500;

thread_local! {
    /// This window is on its way to begin anew.
    static BEGINS: Cell<bool> = const { Cell::new(false) };
}

/// Hears that the window closes, writes what is in its fields, and lets it go.
#[hook]
pub fn use_closing() {
    use_effect_with((), |()| {
        let subscription = backend::on_notice(|notice| match notice {
            Notice::Closing => wasm_bindgen_futures::spawn_local(leave()),
            Notice::Replaced => wasm_bindgen_futures::spawn_local(async {
                // Whoever asked for it hears the answer first, and may know where to begin.
                quiet().await;
                begin_anew("/");
            }),
            _ => {}
        });
        move || drop(subscription)
    });
}

/// Begins at an address of the window. Nothing that this window knows is true of the file that is there now, nor need there be
/// what it shows.
pub fn begin_anew(at: &str) {
    if BEGINS.replace(true) {
        return; // where somebody knows better
    }
    let location = gloo::utils::window().location();
    let _ = location.set_hash(at); // a window always has an address
    drop(location.reload());
}

async fn leave() {
    write_all().await;
    let _ = backend::ask(Leave {}).await; // the shell waits no longer than a moment
}

/// Writes what stands in the fields of this window, and what was begun and is in no record yet. Returns when everything is
/// answered, or when that takes too long.
pub async fn write_all() {
    // Leaving a field is what saves it.
    let field = gloo::utils::document().active_element();
    if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = field.blur(); // it stays where it is, which does no harm
    }
    pause(0).await; // the field hands over what was typed
    kept::send_all().await;
    quiet().await;
    kept::send_all().await; // what was refused meanwhile
}

/// Returns when everything is answered, or when that takes too long.
async fn quiet() {
    let mut quiet = 0;
    for _ in 0..LOOKS_MAX {
        quiet = if backend::is_asking() { 0 } else { quiet + 1 };
        if quiet > 1 {
            break; // a refused save asks once more for the version that is there
        }
        pause(LOOK_MS).await;
    }
}

async fn pause(ms: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        let window = gloo::utils::window();
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms); // a window has timers
    });
    let _always_resolved = JsFuture::from(promise).await;
}
