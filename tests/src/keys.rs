//! Keys as a person names them.

use thirtyfour::Key;

/// Splits `Control+Shift+k` into the keys that are held and the one that is pressed, as WebDriver's characters.
pub fn chord(chord: &str) -> (Vec<char>, char) {
    let mut names: Vec<&str> = chord.split('+').collect();
    let last = names.pop().expect("splitting yields at least one part");
    // A trailing plus is the key itself: `+`, `Control++`.
    let last = if last.is_empty() {
        names.pop();
        "+"
    } else {
        last
    };
    (names.into_iter().filter(|name| !name.is_empty()).map(key).collect(), key(last))
}

fn key(name: &str) -> char {
    let mut characters = name.chars();
    if let (Some(one), None) = (characters.next(), characters.next()) {
        return one;
    }
    let key = match name {
        "Control" => Key::Control,
        "Shift" => Key::Shift,
        "Alt" => Key::Alt,
        "Meta" => Key::Meta,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Tab" => Key::Tab,
        "Space" => return ' ',
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        "F1" => Key::F1,
        "F2" => Key::F2,
        "F3" => Key::F3,
        "F4" => Key::F4,
        "F5" => Key::F5,
        "F6" => Key::F6,
        "F7" => Key::F7,
        "F8" => Key::F8,
        "F9" => Key::F9,
        "F10" => Key::F10,
        "F11" => Key::F11,
        "F12" => Key::F12,
        _ => panic!("no key is called “{name}”"),
    };
    key.value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_split_into_held_keys_and_the_last() {
        assert_eq!(chord("a"), (vec![], 'a'));
        assert_eq!(chord("+"), (vec![], '+'));
        assert_eq!(chord("Control++"), (vec![Key::Control.value()], '+'));
        assert_eq!(chord("Control+Shift+k"), (vec![Key::Control.value(), Key::Shift.value()], 'k'));
        assert_eq!(chord("F8"), (vec![], Key::F8.value()));
    }
}
