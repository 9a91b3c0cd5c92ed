//! The colours of a drawing: one neutral scale, one accent, "watch" and "bad".

/// Red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// The colours by what they are for. The ground is the page's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Figures that matter.
    pub text: Colour,
    /// Words beside them, and the labels of the axes.
    pub muted: Colour,
    /// The axis.
    pub line: Colour,
    /// The grid.
    pub grid: Colour,
    /// What was measured.
    pub accent: Colour,
    /// The band of acceptable values.
    pub band: Colour,
    /// The words of the band.
    pub band_text: Colour,
    /// The span while the fault was in.
    pub fault: Colour,
    /// Time beyond its plan.
    pub watch: Colour,
    /// A span of days in which something is due, behind what is drawn.
    pub watch_soft: Colour,
    /// Values out of range, and the abort.
    pub bad: Colour,
}

impl Palette {
    /// Dark on light.
    #[must_use]
    pub const fn light() -> Self {
        Self {
            text: Colour(0x1C, 0x1B, 0x19),
            muted: Colour(0x6E, 0x6A, 0x63),
            line: Colour(0xB9, 0xB6, 0xAE),
            grid: Colour(0xEF, 0xED, 0xE8),
            accent: Colour(0x2B, 0x59, 0xC3),
            band: Colour(0xE6, 0xF3, 0xEC),
            band_text: Colour(0x1A, 0x74, 0x4D),
            fault: Colour(0x81, 0x7D, 0x75),
            watch: Colour(0x8A, 0x5A, 0x00),
            watch_soft: Colour(0xFB, 0xF1, 0xDC),
            bad: Colour(0xB8, 0x32, 0x2A),
        }
    }

    /// Light on dark.
    #[must_use]
    pub const fn dark() -> Self {
        Self {
            text: Colour(0xEC, 0xEB, 0xE8),
            muted: Colour(0x9A, 0x99, 0x95),
            line: Colour(0x4A, 0x4C, 0x52),
            grid: Colour(0x22, 0x24, 0x28),
            accent: Colour(0x8A, 0xB0, 0xFF),
            band: Colour(0x15, 0x28, 0x1F),
            band_text: Colour(0x58, 0xC4, 0x93),
            fault: Colour(0x84, 0x83, 0x7F),
            watch: Colour(0xE5, 0xB0, 0x4C),
            watch_soft: Colour(0x2B, 0x23, 0x14),
            bad: Colour(0xF4, 0x82, 0x7A),
        }
    }

    /// As much contrast as there is: on black.
    #[must_use]
    pub const fn contrast() -> Self {
        Self {
            text: Colour(0xFF, 0xFF, 0xFF),
            muted: Colour(0xD0, 0xD0, 0xD0),
            line: Colour(0xFF, 0xFF, 0xFF),
            grid: Colour(0x3A, 0x3A, 0x3A),
            accent: Colour(0xA9, 0xC7, 0xFF),
            band: Colour(0x0B, 0x33, 0x20),
            band_text: Colour(0x7B, 0xE3, 0xB3),
            fault: Colour(0xC4, 0xC4, 0xC4),
            watch: Colour(0xFF, 0xCB, 0x66),
            watch_soft: Colour(0x3D, 0x32, 0x14), // the screen's is black, on which no span could be seen
            bad: Colour(0xFF, 0xAB, 0xA4),
        }
    }

    /// For paper: the light colours, with the band a little stronger, because printers swallow pale tints.
    #[must_use]
    pub const fn paper() -> Self {
        Self { band: Colour(0xDD, 0xEE, 0xE5), grid: Colour(0xE6, 0xE4, 0xDF), ..Self::light() }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    const TOKENS: &str = include_str!("../../../assets/css/tokens.css");

    /// The colours of a token in the light, dark and high-contrast theme.
    fn token(name: &str) -> [String; 3] {
        let values = |text: &str| {
            text.split_once(&format!("--{name}: ")).unwrap().1.split_once(';').unwrap().0.to_owned()
        };
        let both = values(TOKENS);
        let (light, dark) =
            both.trim_start_matches("light-dark(").trim_end_matches(')').split_once(", ").unwrap();
        let contrast = values(TOKENS.split_once("html[data-theme=\"contrast\"]").unwrap().1);
        [light.to_owned(), dark.to_owned(), contrast]
    }

    #[test]
    fn charts_and_screen_have_the_same_colours() {
        let hex = |Colour(r, g, b): Colour| format!("#{r:02x}{g:02x}{b:02x}");
        let palettes = [Palette::light(), Palette::dark(), Palette::contrast()];
        for (name, colour) in [
            ("text", (|palette| palette.text) as fn(&Palette) -> Colour),
            ("muted", |palette| palette.muted),
            ("accent", |palette| palette.accent),
            ("good", |palette| palette.band_text),
            ("off", |palette| palette.fault),
            ("watch", |palette| palette.watch),
            ("bad", |palette| palette.bad),
        ] {
            assert_eq!(palettes.each_ref().map(|palette| hex(colour(palette))), token(name), "--{name}");
        }
    }
}
