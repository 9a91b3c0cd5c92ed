//! Closing as a person does.

use std::process::Command;

use super::Window;
use crate::process;

impl Window {
    /// Closes the window as a person does, with the cross in its corner; returns when the application has ended.
    #[track_caller]
    pub fn close_by_hand(self) {
        let id = self.process_id();
        let asked = Command::new("python3")
            .args([concat!(env!("CARGO_MANIFEST_DIR"), "/src/ask_to_close.py"), "Readyroom"])
            .env("DISPLAY", self.desktop.display())
            .status();
        assert!(asked.is_ok_and(|status| status.success()), "the window was not asked to close");
        process::wait_for_end(id);
    }
}
