//! The real window, driven as a person would drive it.
//!
//! Every call waits for what it names, and on failure panics with the page's words, the end of the log and a
//! picture, at the line of the journey that called.

use std::{
    fs::{self, File},
    future::Future,
    path::{Path, PathBuf},
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use thirtyfour::{By, Capabilities, WebDriver, WebElement, error::WebDriverResult};
use tokio::{
    runtime::{Builder, Runtime},
    time::timeout,
};

mod closing;
mod pictures;

use crate::{
    PATIENCE, application,
    desktop::{Desktop, Display, Renderer},
    keys, process,
    traces::{picture, tail},
};

/// How long between two looks for what a call names.
const PAUSE: Duration = Duration::from_millis(40);

/// The running application on a display of its own. Everything ends when this value goes.
#[derive(Debug)]
pub struct Window {
    driver: Option<WebDriver>,
    runtime: Runtime,
    program: PathBuf,
    log: PathBuf,
    desktop: Desktop,
}

/// The three faces of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark text on light ground.
    Light,
    /// Light text on dark ground.
    Dark,
    /// High contrast.
    Contrast,
}

impl Window {
    /// Opens the application on a workspace and waits until its console stands. Settings and caches stay beside
    /// the workspace, so opening the same workspace again finds them.
    #[track_caller]
    pub fn open(workspace: &Path) -> Self {
        Self::open_with(Display::open(), workspace, Renderer::Pictures)
    }

    /// The same, painted as people have it painted: for measuring.
    #[track_caller]
    pub fn open_as_shipped(workspace: &Path) -> Self {
        Self::open_with(Display::open(), workspace, Renderer::Shipped)
    }

    /// The same on any display.
    #[track_caller]
    pub fn open_with(display: Display, workspace: &Path, renderer: Renderer) -> Self {
        let path = workspace.to_str().expect("a workspace path of plain characters");
        let home = workspace.with_extension("home");
        let window = Self::start(&application(), display, &home, &["--workspace", path], renderer);
        window.show_console();
        window.wait_for("html[data-ready=yes]");
        window
    }

    /// Starts the application, or another program with windows; `home` takes its settings, caches and log.
    #[track_caller]
    pub fn start(program: &Path, display: Display, home: &Path, args: &[&str], renderer: Renderer) -> Self {
        fs::create_dir_all(home).expect("a folder for settings and caches");
        let log = home.join("log.txt");
        let desktop = Desktop::start(display, home, File::create(&log).expect("a log"), renderer);
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let mut wanted = Capabilities::new();
        let options = json!({ "binary": program, "args": args });
        wanted.set("webkitgtk:browserOptions", options).expect("options are plain data");
        let address = format!("http://127.0.0.1:{}", desktop.port.number);
        let session = runtime.block_on(async { timeout(PATIENCE, WebDriver::new(address, wanted)).await });
        let driver = match session {
            Ok(Ok(driver)) => driver,
            Ok(Err(why)) => panic!("the application did not open a window: {why}\n{}", tail(&log)),
            Err(_) => panic!("the application did not open a window in time\n{}", tail(&log)),
        };
        Self { driver: Some(driver), runtime, program: program.to_path_buf(), log, desktop }
    }

    /// Waits until something matches.
    #[track_caller]
    pub fn wait_for(&self, css: &str) {
        self.find(css);
    }

    /// Waits until nothing matches.
    #[track_caller]
    pub fn wait_gone(&self, css: &str) {
        self.until(&format!("“{css}” should go"), || (self.count(css) == 0).then_some(()));
    }

    /// Waits until something that matches shows `words`.
    #[track_caller]
    pub fn wait_for_text(&self, css: &str, words: &str) {
        self.find_with(css, words);
    }

    /// Clicks the first match.
    #[track_caller]
    pub fn click(&self, css: &str) {
        self.until(&format!("“{css}” should take a click"), || self.ask(self.seek(css)?.click()));
    }

    /// Clicks the first match that shows `words`.
    #[track_caller]
    pub fn click_text(&self, css: &str, words: &str) {
        let what = format!("“{css}” showing “{words}” should take a click");
        self.until(&what, || self.ask(self.seek_with(css, words)?.click()));
    }

    /// Types into the first match, after what is there.
    #[track_caller]
    pub fn type_text(&self, css: &str, text: &str) {
        let field = self.find(css);
        self.done(&format!("type into “{css}”"), field.send_keys(text));
    }

    /// Replaces what is in the first match by typing, as a person would.
    #[track_caller]
    pub fn fill(&self, css: &str, text: &str) {
        self.click(css);
        self.press("Control+a");
        self.press("Delete");
        self.type_text(css, text);
    }

    /// Chooses the entry showing `words` from a `<select>`.
    #[track_caller]
    pub fn choose(&self, css: &str, words: &str) {
        self.click_text(&format!("{css} option"), words);
    }

    /// Presses a key or a chord wherever the focus is: `F8`, `Control+k`, `Shift+Tab`, `a`.
    #[track_caller]
    pub fn press(&self, chord: &str) {
        let (held, last) = keys::chord(chord);
        let mut chain = self.driver().action_chain();
        for key in &held {
            chain = chain.key_down(*key);
        }
        chain = chain.key_down(last).key_up(last);
        for key in held.iter().rev() {
            chain = chain.key_up(*key);
        }
        self.done(&format!("press {chord}"), async { chain.perform().await });
    }

    /// The words of the first match, as drawn.
    #[track_caller]
    pub fn text(&self, css: &str) -> String {
        self.until(&format!("“{css}” should have words"), || self.words(&self.seek(css)?))
    }

    /// The words of every match, as drawn; empty when there is none now.
    #[track_caller]
    pub fn texts(&self, css: &str) -> Vec<String> {
        let found = self.ask(self.driver().find_all(By::Css(css))).unwrap_or_default();
        found.iter().filter_map(|element| self.words(element)).collect()
    }

    /// An attribute of the first match.
    #[track_caller]
    pub fn attribute(&self, css: &str, name: &str) -> Option<String> {
        self.until(&format!("“{css}” should be there"), || self.ask(self.seek(css)?.attr(name)))
    }

    /// What is typed into the first match now.
    #[track_caller]
    pub fn value(&self, css: &str) -> String {
        let read = || self.ask(self.seek(css)?.value());
        self.until(&format!("“{css}” should be there"), read).unwrap_or_default()
    }

    /// How many elements match now.
    pub fn count(&self, css: &str) -> usize {
        self.ask(self.driver().find_all(By::Css(css))).map_or(0, |found| found.len())
    }

    /// Runs JavaScript in the page: the body of a function, whose `return` comes back.
    #[track_caller]
    pub fn script(&self, body: &str) -> Value {
        self.done("run a script in the page", self.driver().execute(body, Vec::new())).json().clone()
    }

    /// Turns to the facilitator's window.
    #[track_caller]
    pub fn show_console(&self) {
        self.until("a console window should be open", || {
            self.turn_to(|address| !address.contains("#/stage"))
        });
    }

    /// Turns to the projector's window.
    #[track_caller]
    pub fn show_stage(&self) {
        self.show("#/stage");
    }

    /// Turns to the window whose address has this in it.
    #[track_caller]
    pub fn show(&self, address: &str) {
        let what = format!("a window at {address} should be open");
        self.until(&what, || self.turn_to(|found| found.contains(address)));
    }

    /// The addresses of the open windows; stays in the present one.
    #[track_caller]
    pub fn addresses(&self) -> Vec<String> {
        let driver = self.driver();
        let present = self.ask(driver.window());
        let all = self.done("list the windows", driver.windows());
        let found = all.into_iter().filter_map(|window| {
            self.ask(driver.switch_to_window(window))?;
            Some(self.ask(driver.current_url())?.to_string())
        });
        let found = found.collect();
        if let Some(window) = present {
            self.done("turn back", driver.switch_to_window(window));
        }
        found
    }

    /// Chooses the theme, for this and for later starts.
    #[track_caller]
    pub fn theme(&self, theme: Theme) {
        let name = format!("{theme:?}").to_lowercase();
        self.script(&format!(
            "localStorage.setItem('theme', '{name}'); document.documentElement.dataset.theme = '{name}'; \
             window.dispatchEvent(new Event('theme-changed'))" // charts are drawn anew
        ));
    }

    /// Asks for a size of the present window in CSS pixels, and waits until the page has it.
    #[track_caller]
    pub fn resize(&self, width: u32, height: u32) {
        self.done("resize the window", self.driver().set_window_rect(0, 0, width, height));
        self.settle();
    }

    /// Waits until fonts are loaded and the page has been painted once more.
    #[track_caller]
    pub fn settle(&self) {
        // A hidden window paints no frame, so a frame is not waited for longer than a moment.
        let painted = "const done = arguments[arguments.length - 1]; \
            const soon = () => setTimeout(() => done(true), 60); \
            document.fonts.ready.then(() => { \
                const late = setTimeout(soon, 500); \
                requestAnimationFrame(() => { clearTimeout(late); soon(); }); \
            });";
        self.done("wait for a paint", self.driver().execute_async(painted, Vec::new()));
    }

    /// What the application has printed so far.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// The application's process.
    #[track_caller]
    pub fn process_id(&self) -> u32 {
        process::running(self.desktop.driver_id(), &self.program).expect("the application is running")
    }

    /// `kill -9` on the application, in the middle of whatever it does; returns when it is gone.
    #[track_caller]
    pub fn kill(self) {
        let id = self.process_id();
        process::kill(id);
        process::wait_for_end(id);
    }

    /// Ends the session and the application; returns when its workspace is free.
    #[track_caller]
    pub fn close(mut self) {
        let id = process::running(self.desktop.driver_id(), &self.program);
        if let Some(driver) = self.driver.take() {
            let _ended_below_anyway = self.runtime.block_on(async { timeout(PATIENCE, driver.quit()).await });
        }
        drop(self);
        id.into_iter().for_each(process::wait_for_end);
    }

    fn driver(&self) -> &WebDriver {
        self.driver.as_ref().expect("the session is open until the window is closed")
    }

    /// The first match, waited for.
    #[track_caller]
    fn find(&self, css: &str) -> WebElement {
        self.until(&format!("“{css}” should be there"), || self.seek(css))
    }

    #[track_caller]
    fn find_with(&self, css: &str, words: &str) -> WebElement {
        self.until(&format!("“{css}” should show “{words}”"), || self.seek_with(css, words))
    }

    fn seek(&self, css: &str) -> Option<WebElement> {
        self.ask(self.driver().find(By::Css(css)))
    }

    fn seek_with(&self, css: &str, words: &str) -> Option<WebElement> {
        let found = self.ask(self.driver().find_all(By::Css(css)))?;
        found.into_iter().find(|element| self.words(element).is_some_and(|text| text.contains(words)))
    }

    /// The words of an element as the webview lays them out. The driver's own answer leaves out whatever may be cut
    /// with an ellipsis: titles, pills.
    fn words(&self, element: &WebElement) -> Option<String> {
        self.ask(element.prop("innerText"))?
    }

    fn turn_to(&self, wanted: impl Fn(&str) -> bool) -> Option<()> {
        let driver = self.driver();
        self.ask(driver.windows())?.into_iter().find_map(|window| {
            self.ask(driver.switch_to_window(window))?;
            wanted(self.ask(driver.current_url())?.as_str()).then_some(())
        })
    }

    /// A question that may fail while the page is changing.
    fn ask<T>(&self, question: impl Future<Output = WebDriverResult<T>>) -> Option<T> {
        self.runtime.block_on(async { timeout(PATIENCE, question).await }).ok()?.ok()
    }

    /// A question that must not fail.
    #[track_caller]
    fn done<T>(&self, what: &str, question: impl Future<Output = WebDriverResult<T>>) -> T {
        match self.runtime.block_on(async { timeout(PATIENCE, question).await }) {
            Ok(Ok(answer)) => answer,
            Ok(Err(why)) => self.fail(&format!("could not {what}: {why}")),
            Err(_) => self.fail(&format!("could not {what}: no answer within {} s", PATIENCE.as_secs())),
        }
    }

    /// Asks again until there is an answer or patience ends.
    #[track_caller]
    fn until<T>(&self, what: &str, mut question: impl FnMut() -> Option<T>) -> T {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(answer) = question() {
                return answer;
            }
            if Instant::now() >= end {
                self.fail(&format!("{what} within {} s", PATIENCE.as_secs()));
            }
            sleep(PAUSE);
        }
    }

    #[track_caller]
    fn fail(&self, what: &str) -> ! {
        let driver = self.driver();
        let address = self.ask(driver.current_url()).map(|url| url.to_string()).unwrap_or_default();
        let page = self.ask(driver.find(By::Css("body"))).and_then(|body| self.words(&body));
        let thread = std::thread::current();
        let shot = picture(&format!("failed-{}", thread.name().unwrap_or("journey").replace("::", "-")));
        let shot =
            self.ask(driver.screenshot(&shot)).map(|()| shot.display().to_string()).unwrap_or_default();
        let page = page.unwrap_or_else(|| "(the page does not answer)".to_owned());
        panic!(
            "{what}\n  at {address}\n  picture {shot}\n── page ──\n{page}\n── log ──\n{}",
            tail(&self.log)
        );
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // Left alone, the session would be ended politely over a connection that may already be dead.
        if let Some(driver) = self.driver.take() {
            let _already_ended = driver.leak();
        }
    }
}
