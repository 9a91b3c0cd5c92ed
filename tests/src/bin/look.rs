//! Opens the sample workspace on a virtual display and saves a picture of the console: `cargo xtask run --headless`.

use tests::{
    application,
    desktop::{Display, Renderer},
    new_workspace,
    window::Window,
};

fn main() {
    let home = new_workspace("run").with_extension("home");
    let window = Window::start(&application(), Display::open(), &home, &["demo"], Renderer::Pictures);
    window.wait_for("html[data-ready=yes]");
    window.settle();
    window.screenshot("run");
    window.close();
}
