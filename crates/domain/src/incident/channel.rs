//! The name of the channel in which people talk about an incident.

use crate::Date;

/// Most characters of the title in it: chats cut long names, and people type them.
const SLUG_MAX_CHARS: usize = 40;

/// `#inc-2026-11-28-checkout-errors`, as the handbook names channels. Letters of every script stay; where the title has none,
/// the date alone has to do.
#[must_use]
pub fn channel(date: Date, title: &str) -> String {
    let mut slug = String::new();
    for word in title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        let chars = slug.chars().count() + 1 + word.chars().count();
        if !slug.is_empty() && chars > SLUG_MAX_CHARS {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().take(SLUG_MAX_CHARS));
    }
    let name = format!("#inc-{date}-{slug}");
    name.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    #[test]
    fn a_channel_is_the_day_and_a_few_words() {
        for (title, slug) in [
            ("Checkout errors", "-checkout-errors"),
            ("  API: 500s & timeouts!! ", "-api-500s-timeouts"),
            ("", ""),
            ("!!!", ""),
            ("決済障害", "-決済障害"),
            ("Über-Ausfall", "-über-ausfall"),
            (
                "Checkout errors after the pricing deploy of Tuesday",
                "-checkout-errors-after-the-pricing-deploy",
            ),
        ] {
            let date = "2026-11-28".parse().unwrap();
            assert_eq!(channel(date, title), format!("#inc-2026-11-28{slug}"));
        }
        assert!(channel("2026-11-28".parse().unwrap(), &"x".repeat(500)).chars().count() < 60);
    }
}
