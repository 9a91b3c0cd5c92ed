//! Keys as they are written in code, pressed on a keyboard and printed on a keycap.

use web_sys::KeyboardEvent;

/// A key with what must be held down. Written `R`, `Space`, `F8`, `?`, `Mod+K`, `Mod+Shift+Z`; `Mod` is ⌘ on a Mac and
/// Ctrl elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stroke {
    key: &'static str,
    command: bool,
    shift: bool,
}

impl Stroke {
    /// Reads a stroke as written above.
    #[must_use]
    pub fn new(written: &'static str) -> Self {
        let mut stroke = Self { key: written, command: false, shift: false };
        loop {
            if let Some(rest) = stroke.key.strip_prefix("Mod+") {
                (stroke.key, stroke.command) = (rest, true);
            } else if let Some(rest) = stroke.key.strip_prefix("Shift+") {
                (stroke.key, stroke.shift) = (rest, true);
            } else {
                return stroke;
            }
        }
    }

    /// Whether `event` is this stroke.
    #[must_use]
    pub fn is(self, event: &KeyboardEvent) -> bool {
        self.is_pressed(
            &event.key(),
            event.ctrl_key() || event.meta_key(),
            event.shift_key(),
            event.alt_key(),
        )
    }

    fn is_pressed(self, key: &str, command: bool, shift: bool, alt: bool) -> bool {
        let key = if key == " " { "Space" } else { key };
        // A sign such as ? or + needs Shift on some keyboards and not on others: only the sign counts.
        let sign = self.key.len() == 1 && !self.key.as_bytes()[0].is_ascii_alphanumeric();
        !alt && command == self.command && (sign || shift == self.shift) && key.eq_ignore_ascii_case(self.key)
    }

    /// A letter, digit, sign, Space or Enter alone: typing could press it by accident. Function keys and Esc are not.
    #[must_use]
    pub fn is_single(self) -> bool {
        !self.command && (self.key.chars().count() == 1 || self.presses())
    }

    /// Space and Enter press a focused button by themselves.
    #[must_use]
    pub fn presses(self) -> bool {
        !self.command && matches!(self.key, "Space" | "Enter")
    }

    /// As printed on a keycap: `⌘K` on a Mac, `Ctrl+K` elsewhere.
    #[must_use]
    pub fn shown(self) -> String {
        let mac =
            gloo::utils::window().navigator().platform().is_ok_and(|platform| platform.starts_with("Mac"));
        self.printed(mac)
    }

    fn printed(self, mac: bool) -> String {
        let held = match (self.command, self.shift, mac) {
            (false, false, _) => "",
            (true, false, true) => "⌘",
            (true, false, false) => "Ctrl+",
            (false, true, true) => "⇧",
            (false, true, false) => "Shift+",
            (true, true, true) => "⇧⌘",
            (true, true, false) => "Ctrl+Shift+",
        };
        format!("{held}{}", self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::Stroke;

    #[test]
    fn a_stroke_is_its_key_and_exactly_what_is_held() {
        assert!(Stroke::new("R").is_pressed("r", false, false, false));
        assert!(!Stroke::new("R").is_pressed("r", true, false, false), "Ctrl+R is something else");
        assert!(!Stroke::new("R").is_pressed("®", false, false, true));
        assert!(Stroke::new("Mod+Shift+Z").is_pressed("Z", true, true, false));
        assert!(!Stroke::new("Mod+Z").is_pressed("Z", true, true, false));
        assert!(Stroke::new("Space").is_pressed(" ", false, false, false));
        assert!(Stroke::new("?").is_pressed("?", false, true, false));
    }

    #[test]
    fn function_keys_and_held_keys_are_no_single_keys() {
        let single: Vec<bool> =
            ["R", "Space", "+", "F8", "Escape", "Mod+K"].map(|key| Stroke::new(key).is_single()).to_vec();
        assert_eq!(single, [true, true, true, false, false, false]);
    }

    #[test]
    fn a_keycap_reads_as_the_keyboard_does() {
        assert_eq!(Stroke::new("Mod+K").printed(true), "⌘K");
        assert_eq!(Stroke::new("Mod+Shift+Z").printed(false), "Ctrl+Shift+Z");
        assert_eq!(Stroke::new("F8").printed(false), "F8");
    }
}
