//! Finding a line by some of its letters, in order.

/// How well `typed` fits `text`: `None` when its letters do not occur in order, else the higher the better.
/// Beginnings of words and unbroken runs count most; a short line beats a long one.
pub fn score(typed: &str, text: &str) -> Option<i32> {
    let wanted: Vec<char> =
        typed.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let line: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    if wanted.is_empty() {
        return Some(0);
    }
    let starts = (0..line.len()).filter(|at| line.get(*at) == wanted.first());
    let best = starts.filter_map(|start| run(&wanted, &line, start)).max()?;
    Some(best - i32::try_from(line.len()).unwrap_or(i32::MAX).min(100) / 10)
}

/// The score when the first letter is taken at `start` and each next one as early as possible, but at the beginning
/// of a word where there is one.
fn run(wanted: &[char], line: &[char], start: usize) -> Option<i32> {
    let mut total = 0;
    let mut last = None;
    let mut from = start;
    for (nth, letter) in wanted.iter().enumerate() {
        let next = |accept: &dyn Fn(usize) -> bool| {
            (from..line.len()).find(|at| line.get(*at) == Some(letter) && accept(*at))
        };
        let adjacent = last.map(|at: usize| at + 1).filter(|at| line.get(*at) == Some(letter));
        let at = if nth == 0 {
            start
        } else {
            adjacent.or_else(|| next(&|at| begins_word(line, at))).or_else(|| next(&|_| true))?
        };
        total += match (begins_word(line, at), last.is_some_and(|last| last + 1 == at)) {
            (true, true) => 10,
            (true, false) => 8,
            (false, true) => 6,
            (false, false) => 1,
        };
        last = Some(at);
        from = at + 1;
    }
    Some(total)
}

fn begins_word(line: &[char], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| line.get(before)).is_none_or(|before| !before.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    #[test]
    fn letters_must_occur_in_order() {
        assert!(score("gmd", "Game days").is_some());
        assert!(score("dg", "Game").is_none());
        assert!(score("", "Anything").is_some());
        assert!(score("gd", "").is_none());
    }

    #[test]
    fn beginnings_of_words_and_unbroken_runs_win() {
        let lines = ["Change the theme", "Game days", "Go to settings", "Begin"];
        let best = |typed: &str| {
            lines.iter().max_by_key(|line| score(typed, line).unwrap_or(i32::MIN)).copied().unwrap()
        };
        assert_eq!(best("gd"), "Game days");
        assert_eq!(best("theme"), "Change the theme");
        assert_eq!(best("set"), "Go to settings");
        assert_eq!(best("beg"), "Begin");
    }
}
