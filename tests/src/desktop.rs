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
    display: Display,
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
    /// Starts the driver on a display. What the application and the driver print goes to `log`; settings and caches go below
    /// `home`.
    pub fn start(display: Display, home: &Path, log: File, renderer: Renderer) -> Self {
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
        Self { port, driver, display }
    }

    /// The display's name, for programs that look at it too.
    pub fn display(&self) -> &str {
        self.display.name()
    }

    /// The process whose descendants include the application.
    pub fn driver_id(&self) -> u32 {
        self.driver.0.id()
    }
}

/// A display; it ends when this value goes.
#[derive(Debug)]
pub struct Display {
    /// Whoever draws on the display goes before it.
    families: Vec<Family>,
    name: String,
}

impl Display {
    /// A virtual display of one monitor, without a window manager.
    pub fn open() -> Self {
        let mut xvfb = Command::new("Xvfb");
        xvfb.args(["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"]);
        Self::served_by(&mut xvfb, "xvfb")
    }

    /// The server chooses a free number by itself and prints it once it accepts clients.
    pub fn served_by(server: &mut Command, packages: &str) -> Self {
        let program = server.get_program().to_owned();
        let mut child = server
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|why| panic!("{program:?} cannot be started (packages {packages}): {why}"));
        let out = child.stdout.take().expect("the output was asked for");
        let families = vec![Family(child)];
        let mut number = String::new();
        BufReader::new(out).read_line(&mut number).expect("the server prints the number of its display");
        assert!(!number.trim().is_empty(), "{program:?} ended without opening a display");
        Self { families, name: format!(":{}", number.trim()) }
    }

    /// Lets a program that belongs to the display end with it.
    pub fn also(&mut self, family: Family) {
        self.families.insert(0, family);
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
