//! A desktop of two monitors without a monitor: the X server itself with a driver that draws into memory, and a window
//! manager, without which nothing ever fills a monitor. A virtual framebuffer has one monitor that nobody can unplug.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use crate::{desktop::Display, process::Family};

/// The monitor that the console opens on.
pub const LAPTOP: &str = "DUMMY0";
/// The monitor beside it.
pub const PROJECTOR: &str = "DUMMY1";

const READY_WITHIN: Duration = Duration::from_secs(60);

/// The card has sixteen outputs that know no mode of a laptop by themselves.
const CONFIGURATION: &str = r#"
Section "Device"
    Identifier "card"
    Driver "dummy"
    VideoRam 512000
EndSection
Section "Monitor"
    Identifier "monitor"
    HorizSync 5.0 - 1000.0
    VertRefresh 5.0 - 200.0
    Modeline "1440x900" 106.5 1440 1528 1672 1904 900 903 909 934 -hsync +vsync
EndSection
Section "Screen"
    Identifier "screen"
    Device "card"
    Monitor "monitor"
    DefaultDepth 24
    SubSection "Display"
        Depth 24
        Virtual 3840 2160
    EndSubSection
EndSection
"#;

/// The cable between the laptop and the projector.
#[derive(Debug)]
pub struct Cable {
    display: String,
}

/// Starts the server and the window manager, with both monitors on. The server's configuration and log go below `home`.
pub fn two_monitors(home: &Path) -> (Display, Cable) {
    fs::create_dir_all(home).expect("a folder for the server's files");
    let (configuration, log) = (home.join("xorg.conf"), home.join("xorg.log"));
    fs::write(&configuration, CONFIGURATION).expect("the configuration can be written");
    let mut xorg = Command::new("Xorg");
    xorg.args(["-displayfd", "1", "-noreset", "-nolisten", "tcp"]);
    xorg.arg("-config").arg(&configuration).arg("-logfile").arg(&log);
    let mut display = Display::served_by(&mut xorg, "xserver-xorg-core, xserver-xorg-video-dummy");
    let cable = Cable { display: display.name().to_owned() };
    cable.set(&["--addmode", PROJECTOR, "1920x1080"]);
    cable.set(&["--output", LAPTOP, "--mode", "1440x900", "--primary"]);
    cable.plug();
    let mut manager = Command::new("openbox");
    let ready = home.join("window-manager-is-ready");
    manager.args(["--sm-disable", "--startup"]).arg(format!("touch '{}'", ready.display()));
    manager.env("DISPLAY", &cable.display).env("XDG_CONFIG_HOME", home.join("config"));
    manager.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    display.also(Family(manager.spawn().expect("openbox can be started (package openbox)")));
    let until = Instant::now() + READY_WITHIN;
    while !ready.exists() {
        assert!(Instant::now() < until, "no window manager within {READY_WITHIN:?}");
        sleep(Duration::from_millis(20));
    }
    (display, cable)
}

impl Cable {
    /// Pulls it.
    pub fn pull(&self) {
        self.set(&["--output", PROJECTOR, "--off"]);
    }

    /// Plugs it in again: the projector is to the right of the laptop.
    pub fn plug(&self) {
        self.set(&["--output", PROJECTOR, "--mode", "1920x1080", "--right-of", LAPTOP]);
        self.set(&["--query"]); // the driver says only to whoever asks that something is connected now
    }

    fn set(&self, args: &[&str]) {
        let output = Command::new("xrandr").args(args).env("DISPLAY", &self.display).output();
        let output = output.unwrap_or_else(|why| panic!("xrandr (package x11-xserver-utils): {why}"));
        assert!(output.status.success(), "xrandr {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
