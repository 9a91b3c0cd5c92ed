//! A private desktop without a screen: a virtual display, a message bus and WebKit's driver.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    net::TcpStream,
    path::Path,
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use crate::{PATIENCE, port::Port, process::Family};

/// A display and a driver of their own; both end, with the application, when this value goes.
#[derive(Debug)]
pub struct Desktop {
    /// The driver's port on this machine.
    pub port: Port,
    // Fields drop in this order: whoever draws goes before the display.
    driver: Family,
    _display: Display,
}

/// How the webview paints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renderer {
    /// The one that answers when a picture is asked for.
    Pictures,
    /// The one that people have: what the application chooses by itself. Without the other one WebKit never answers when a
    /// picture is asked for.
    Shipped,
}

impl Desktop {
    /// Starts both. What the application and the driver print goes to `log`; settings and caches go below `home`.
    pub fn start(home: &Path, log: File, renderer: Renderer) -> Self {
        let display = Display::open();
        let port = Port::claim();
        let mut command = driver(port.number);
        command
            .env("DISPLAY", display.name())
            .env_remove("WAYLAND_DISPLAY")
            .env("GDK_BACKEND", "x11")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("the log can be shared"))
            .stderr(log);
        if renderer == Renderer::Pictures {
            // The application switches it off for the sake of some graphics drivers, unless told.
            command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "0");
        }
        for (name, folder) in
            [("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")]
        {
            command.env(name, home.join(folder));
        }
        let driver =
            Family(command.spawn().expect("WebKitWebDriver can be started (package webkit2gtk-driver)"));
        wait_for_port(port.number);
        Self { port, driver, _display: display }
    }

    /// The process whose descendants include the application.
    pub fn driver_id(&self) -> u32 {
        self.driver.0.id()
    }
}

/// A virtual display; it ends when this value goes.
#[derive(Debug)]
pub struct Display {
    _xvfb: Family,
    name: String,
}

impl Display {
    /// Xvfb chooses a free number by itself and prints it once it accepts clients.
    pub fn open() -> Self {
        let mut xvfb = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb can be started (package xvfb)");
        let out = xvfb.stdout.take().expect("the output was asked for");
        let xvfb = Family(xvfb);
        let mut number = String::new();
        BufReader::new(out).read_line(&mut number).expect("Xvfb prints the number of its display");
        assert!(!number.trim().is_empty(), "Xvfb ended without opening a display");
        Self { _xvfb: xvfb, name: format!(":{}", number.trim()) }
    }

    /// What `DISPLAY` must hold for a program to draw here.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Under a message bus of its own where that is possible: dialogs and portals then do not reach the person's desktop.
fn driver(port: u16) -> Command {
    let port = format!("--port={port}");
    let bus = Command::new("dbus-run-session")
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success());
    if bus {
        let mut command = Command::new("dbus-run-session");
        command.args(["--", "WebKitWebDriver", &port]);
        command
    } else {
        let mut command = Command::new("WebKitWebDriver");
        command.arg(port);
        command
    }
}

fn wait_for_port(port: u16) {
    let until = Instant::now() + PATIENCE;
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(Instant::now() < until, "WebKitWebDriver did not open its port within {PATIENCE:?}");
        sleep(Duration::from_millis(20));
    }
}
