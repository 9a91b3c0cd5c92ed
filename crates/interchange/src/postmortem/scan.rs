//! A place in a text that moves on, for what is read letter by letter.

/// A place in a text.
#[derive(Clone, Copy)]
pub struct Scan<'a> {
    text: &'a str,
    at: usize,
}

/// Spaces of all widths, and what Markdown wraps around words.
const fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '\u{3000}')
}

impl<'a> Scan<'a> {
    pub const fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub const fn at(&self) -> usize {
        self.at
    }

    pub fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub fn skip(&mut self, c: char) {
        self.at += c.len_utf8();
    }

    pub fn jump(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Goes over spaces, and says whether there were some.
    pub fn gap(&mut self) -> bool {
        let from = self.at;
        while let Some(c) = self.peek().filter(|c| is_gap(*c)) {
            self.skip(c);
        }
        self.at > from
    }

    /// Takes one of these letters.
    pub fn one_of(&mut self, letters: &[char]) -> Option<char> {
        let c = self.peek().filter(|c| letters.contains(c))?;
        self.skip(c);
        Some(c)
    }

    /// Takes this word in any case; what follows is no letter.
    pub fn word(&mut self, word: &str) -> bool {
        let rest = self.rest();
        let mut length = 0;
        let mut letters = rest.chars();
        for expected in word.chars() {
            match letters.next() {
                Some(c) if c == expected || c.to_lowercase().eq(expected.to_lowercase()) => {
                    length += c.len_utf8()
                }
                _ => return false,
            }
        }
        if word.ends_with(char::is_alphabetic) && letters.next().is_some_and(char::is_alphabetic) {
            return false;
        }
        self.at += length;
        true
    }

    /// Takes the first of these words that stands here.
    pub fn any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.word(word))
    }

    /// Takes at most `max` digits, and says how many there were.
    pub fn number(&mut self, max: usize) -> Option<(u32, usize)> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > max {
            return None;
        }
        let value = self.rest().get(..digits)?.parse().ok()?;
        self.at += digits;
        Some((value, digits))
    }

    /// The word of letters that stands here, which is not taken.
    pub fn letters(&self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default()
    }

    /// What was taken since `from`.
    pub fn since(&self, from: usize) -> &'a str {
        self.text.get(from..self.at).unwrap_or_default()
    }
}
