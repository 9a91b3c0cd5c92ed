//! Secrets that are known by their look, wherever they stand.

/// What tokens begin with, and how many characters follow at least: as those who issue them document it, so that scanners
/// can find them (GitHub, GitLab, Slack, Stripe, Amazon, Google, SendGrid, npm, PyPI, Vault, DigitalOcean, Grafana, Anthropic
/// and OpenAI).
const TOKENS: &[(&str, usize)] = &[
    ("ghp_", 30),
    ("gho_", 30),
    ("ghu_", 30),
    ("ghs_", 30),
    ("ghr_", 30),
    ("github_pat_", 40),
    ("glpat-", 16),
    ("xoxa-", 10),
    ("xoxb-", 10),
    ("xoxp-", 10),
    ("xoxr-", 10),
    ("xoxs-", 10),
    ("xapp-", 10),
    ("sk_live_", 16),
    ("rk_live_", 16),
    ("whsec_", 16),
    ("AKIA", 16),
    ("ASIA", 16),
    ("AIza", 30),
    ("ya29.", 16),
    ("SG.", 22),
    ("npm_", 30),
    ("pypi-", 16),
    ("hvs.", 20),
    ("dop_v1_", 40),
    ("glsa_", 30),
    ("glc_", 30),
    ("sk-ant-", 16),
    ("sk-proj-", 16),
];

/// Addresses of which the rest of the path is the secret: whoever knows it may post there.
const HOOKS: &[&str] = &[
    "hooks.slack.com/services/",
    "discord.com/api/webhooks/",
    "discordapp.com/api/webhooks/",
    ".webhook.office.com/webhookb2/",
    "events.pagerduty.com/integration/",
];

/// The first and the last line of a key begin so.
const KEY_BEGINS: &str = "-----BEGIN ";
const KEY_ENDS: &str = "-----END ";
const DASHES: &str = "-----";

/// The secrets in a text.
pub(super) fn found(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for word in text.split(|c: char| !is_part(c)).filter(|word| word.len() >= 14) {
        found.extend((is_token(word) || is_signed(word)).then_some(word));
    }
    for hook in HOOKS {
        for (at, mark) in text.match_indices(hook) {
            let rest = text.get(at + mark.len()..).unwrap_or_default();
            found.extend(rest.split(|c: char| c.is_whitespace() || "\"'\\<>)]}|,;".contains(c)).next());
        }
    }
    found.extend(keys(text));
    found.retain(|secret| !secret.is_empty());
    found
}

const fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

fn is_token(word: &str) -> bool {
    TOKENS.iter().any(|(begins, least)| {
        word.strip_prefix(begins).is_some_and(|rest| {
            // Keys of Amazon are of capitals and digits alone; other words begin like them.
            let is_plain = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
            rest.len() >= *least && (!matches!(*begins, "AKIA" | "ASIA") || rest.chars().all(is_plain))
        })
    })
}

/// A JSON web token: two objects and a signature, each in the letters of base64, with dots between them (RFC 7519).
fn is_signed(word: &str) -> bool {
    let parts: Vec<&str> = word.trim_end_matches('.').split('.').collect();
    matches!(parts.as_slice(), [head, claims, rest @ ..]
        if rest.len() <= 1 && head.starts_with("eyJ") && claims.starts_with("eyJ") && claims.len() >= 8)
}

/// What stands between the first and the last line of a private key (RFC 7468).
fn keys(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, mark) in text.match_indices(KEY_BEGINS) {
        let rest = text.get(at + mark.len()..).unwrap_or_default();
        let Some((label, rest)) = rest.split_once(DASHES) else { continue };
        if label.ends_with("PRIVATE KEY") || label.ends_with("PRIVATE KEY BLOCK") {
            found.push(rest.split(KEY_ENDS).next().unwrap_or(rest).trim());
        }
    }
    found
}
