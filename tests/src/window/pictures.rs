//! Pictures of the real window.

use std::{fs, path::PathBuf, thread::sleep, time::Duration};

use super::Window;
use crate::traces::picture;

/// How long between two pictures that are held against each other.
const BETWEEN: Duration = Duration::from_millis(120);
/// So many are taken at most.
const MOST: usize = 6;

impl Window {
    /// Saves a picture of the present window as `target/screens/NAME.png`: once it has come out twice alike, because the
    /// webview hands out the frame that it painted last, which on a busy machine is not yet that of the page. Clocks go on,
    /// so it is not waited for longer than a few pictures.
    #[track_caller]
    pub fn screenshot(&self, name: &str) -> PathBuf {
        self.settle();
        let take = || self.done("take a picture", self.driver().screenshot_as_png());
        let mut picture_of = take();
        for _ in 1..MOST {
            sleep(BETWEEN);
            let next = take();
            let alike = next == picture_of;
            picture_of = next;
            if alike {
                break;
            }
        }
        let path = picture(name);
        fs::write(&path, picture_of).expect("the picture can be kept");
        path
    }
}
