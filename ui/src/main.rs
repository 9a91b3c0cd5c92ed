//! The screen of one window. Which one it is follows from the address: `#/stage` is the projector, the rest the console.

fn main() {
    console_error_panic_hook::set_once();
    yew::Renderer::<ui::app::App>::with_root(ui::window::root()).render();
}
