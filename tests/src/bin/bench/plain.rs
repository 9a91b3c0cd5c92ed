//! The reference of what is drawn: the same rows with the same styles and letters in a bare window, as finished HTML that a
//! few lines of JavaScript ask for and put in. What costs more than that in the application's window is ours.

use crate::{quantile, row::Row};
use std::{
    fs,
    path::{Path, PathBuf},
};
use tests::{
    application,
    desktop::{Display, Renderer},
    new_workspace, target,
    window::Window,
};

/// How many times as long as the reference anything that is drawn may take.
const RATIO_MAX: f64 = 1.5;

/// What the slowest of twenty took, as information, and the medians side by side, which are held.
pub fn rows(what: &str, ours_ms: &mut [f64], plain_ms: &mut [f64]) {
    Row::new(format!("{what}, p95"), quantile(ours_ms, 0.95), "ms").write();
    Row::new(format!("{what}, median, beside plain HTML"), quantile(ours_ms, 0.5), "ms")
        .beside(quantile(plain_ms, 0.5))
        .limit(RATIO_MAX)
        .write();
}

/// The folder of a reference, which is filled from what the real window shows.
pub struct Plain {
    folder: PathBuf,
}

impl Plain {
    /// An empty one with the styles and fonts of the screen.
    pub fn new(name: &str) -> Self {
        let folder = new_workspace(name).with_file_name("pages");
        for part in ["css", "fonts", "icons"] {
            copy(&target().join("dist").join(part), &folder.join(part));
        }
        fs::write(folder.join("plain.js"), include_str!("plain.js")).unwrap();
        Self { folder }
    }

    /// The whole window as it is now becomes the page `console` or `stage`, with which a window begins.
    pub fn page(&self, name: &str, window: &Window) {
        let parts = window.script(
            "const root = document.documentElement.cloneNode(false).outerHTML.replace('</html>', ''); \
             const styles = [...document.querySelectorAll('link[rel=stylesheet][href^=css]')].map((link) => link.outerHTML); \
             return root + '<meta charset=\"utf-8\">' + styles.join('') \
                + '<div id=\"app\">' + document.getElementById('app').innerHTML + '</div>'",
        );
        let html = parts.as_str().expect("a page");
        self.write(name, &format!("<!doctype html>{html}<script src=\"plain.js\"></script></html>"));
    }

    /// The room as it is now becomes one that `show` knows by this name.
    pub fn room(&self, name: &str, window: &Window) {
        let html = window.script("return document.getElementById('room').innerHTML");
        self.write(name, html.as_str().expect("a room"));
    }

    /// Opens its windows and stays in the console's.
    pub fn open(&self) -> Window {
        let bare = application().with_file_name("examples").join("bare");
        let folder = self.folder.to_str().expect("a path of plain characters");
        let window = Window::start(
            &bare,
            Display::open(),
            &self.folder.with_extension("home"),
            &[folder],
            Renderer::Shipped,
        );
        window.show("console.html");
        window.wait_for("#app *");
        window.settle();
        window
    }

    fn write(&self, name: &str, html: &str) {
        fs::write(self.folder.join(name).with_extension("html"), html).unwrap();
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let from = entry.unwrap().path();
        if from.is_file() {
            fs::copy(&from, to.join(from.file_name().unwrap())).unwrap();
        }
    }
}
