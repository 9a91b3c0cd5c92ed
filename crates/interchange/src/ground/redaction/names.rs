//! What looks like the name of a machine or a person, and what only has dots and colons like one.

use std::{
    collections::BTreeSet,
    net::{Ipv4Addr, Ipv6Addr},
};

/// Whose name a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A machine's.
    Host,
    /// A person's, or an account's.
    User,
}

impl Holder {
    /// By the key of a field: `host`, `node_name`, `dbHost`, `ssh-users`.
    pub fn of(key: &str) -> Option<Self> {
        const HOSTS: &[&str] =
            &["host", "hosts", "hostname", "hostnames", "node", "nodes", "server", "servers"];
        const USERS: &[&str] = &["user", "users", "username", "usernames", "login"];
        let mut spaced = String::new();
        let mut was_lower = false;
        for c in key.trim().chars() {
            if c.is_uppercase() && was_lower || matches!(c, '-' | '_' | '.' | ' ') {
                spaced.push(' ');
            }
            was_lower = c.is_lowercase();
            spaced.extend(c.to_lowercase().filter(|c| c.is_alphanumeric()));
        }
        let mut words = spaced.split(' ').rev().filter(|word| !word.is_empty());
        let last = words.next()?;
        let noun = if matches!(last, "name" | "names") { words.next()? } else { last };
        match noun {
            noun if HOSTS.contains(&noun) => Some(Self::Host),
            noun if USERS.contains(&noun) => Some(Self::User),
            _ => None,
        }
    }

    /// By an option of a command: `--host`.
    pub fn option(word: &str) -> Option<Self> {
        Self::of(word.strip_prefix("--")?)
    }

    /// What such fields hold within a text: `"host": "web01"`, `host=web01`, `--host web01`.
    pub fn within(text: &str) -> impl Iterator<Item = (Self, &str)> {
        let ends = |c: char| c.is_whitespace() || "\"'\\,;&)}]".contains(c);
        let key = |before: &str| {
            let word = before.rsplit(|c: char| !is_word(c)).next().unwrap_or_default();
            Self::of(word.trim_start_matches('-'))
        };
        let marked = ["=", "\":", "':", "\\\":"].into_iter().flat_map(move |mark| {
            text.match_indices(mark).filter_map(move |(at, _)| {
                let held = text.get(at + mark.len()..)?.trim_start_matches([' ', '"', '\'', '\\']);
                Some((key(text.get(..at)?)?, held.split(ends).next()?))
            })
        });
        let words: Vec<_> = text.split_whitespace().collect();
        let options: Vec<_> = words
            .iter()
            .zip(words.iter().skip(1))
            .filter_map(|(a, b)| Some((Self::option(a)?, *b)))
            .collect();
        marked.chain(options)
    }
}

/// One word that can be a name, and no word that says how many, or that there is none.
pub fn is_name(name: &str) -> bool {
    const PLAIN: &[&str] = &[
        "true",
        "false",
        "yes",
        "no",
        "none",
        "null",
        "all",
        "any",
        "self",
        "auto",
        "default",
        "unknown",
        "root",
        "admin",
        "anonymous",
        "nobody",
        "localhost",
        "master",
        "primary",
        "replica",
        "worker",
        "postgres",
        "mysql",
        "redis",
        "http",
        "https",
        "host",
        "hostname",
        "node",
        "server",
        "user",
        "username",
    ];
    name.len() >= 2
        && name.chars().all(|c| is_word(c) || c == '.')
        && name.chars().any(char::is_alphabetic)
        && name.starts_with(|c: char| c.is_alphanumeric())
        && name.ends_with(|c: char| c.is_alphanumeric())
        && !PLAIN.contains(&name.to_lowercase().as_str())
}

/// The mail addresses in a text: who, and where. `mira.k+test@corp.example`
pub fn mails(text: &str) -> Vec<(&str, &str)> {
    let is_local = |c: char| is_word(c) || matches!(c, '.' | '+' | '%' | '\'');
    let mut mails = Vec::new();
    for (at, _) in text.match_indices('@') {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
        let from =
            before.char_indices().rev().take_while(|(_, c)| is_local(*c)).last().map_or(at, |(at, _)| at);
        let user = before.get(from..).unwrap_or_default().trim_start_matches(['.', '\'', '-', '+', '%']);
        let host = after
            .split(|c: char| !(is_word(c) || c == '.'))
            .next()
            .unwrap_or_default()
            .trim_end_matches(['.', '-']);
        let ending = host.rsplit('.').next().unwrap_or_default();
        let is_host = host.contains('.')
            && host.split('.').all(|label| is_label(&label))
            && ending.chars().count() >= 2
            && ending.chars().all(char::is_alphabetic);
        if !user.is_empty() && is_host && !is_edition(host) {
            mails.push((user, host));
        }
    }
    mails
}

/// The name before a mail address in angle brackets: `Jo Example <jo@corp.example>`. `user` is a piece of `text`.
pub fn named_before(text: &str, user: &str) -> Option<String> {
    const NAME_MAX_CHARS: usize = 200; // of a long text without marks not all is looked at for each address
    let at = (user.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    let before = text.get(..at)?.strip_suffix('<')?;
    let from = before.char_indices().rev().take(NAME_MAX_CHARS).last().map_or(0, |(from, _)| from);
    let before = before.get(from..)?.trim_end().trim_end_matches('"');
    let name = before.rsplit([',', ';', ':', '"', '\n', '(']).next().unwrap_or_default().trim();
    // A sentence is no name.
    let words: Vec<_> =
        name.split_whitespace().rev().take_while(|word| word.starts_with(char::is_uppercase)).collect();
    let name = words.into_iter().rev().collect::<Vec<_>>().join(" ");
    (name.chars().count() >= 2).then_some(name)
}

/// Whether a field beside a mail address holds the name of its person.
pub fn is_name_field(key: &str) -> bool {
    const NAMES: &[&str] = &[
        "name",
        "fullname",
        "displayname",
        "firstname",
        "lastname",
        "givenname",
        "familyname",
        "surname",
        "nickname",
        "realname",
        "author",
        "contact",
        "owner",
        "person",
    ];
    let bare: String = key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    NAMES.contains(&bare.as_str())
}

/// Which edition of a thing: `checkout@v4`, `left-pad@latest`, `image@sha256`.
pub fn is_edition(word: &str) -> bool {
    const NAMED: &[&str] = &[
        "latest", "stable", "next", "main", "master", "head", "beta", "alpha", "rc", "canary", "edge",
        "nightly", "sha256", "sha512",
    ];
    let word = word.to_lowercase();
    let number = word.strip_prefix('v').unwrap_or(&word);
    NAMED.contains(&word.as_str()) || number.starts_with(|c: char| c.is_ascii_digit())
}

/// `redis-prod-1:6379`: a machine and its port. A count, a line of a file or the tag of an image has a colon as well.
pub fn is_machine(name: &str, port: &str) -> bool {
    const PORTS: &str = "22 80 443 1433 1521 1883 2181 2379 3000 3306 4222 5000 5044 5432 5601 5671 5672 6379 6443 6543 \
        7000 7077 8000 8080 8081 8086 8123 8125 8200 8300 8443 8500 8600 8888 9000 9042 9090 9091 9092 9093 9100 9200 \
        9300 9418 10250 11211 15672 16379 26379 26257 27017 50051";
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let number: Option<u16> = port.parse().ok();
    let is_known = PORTS.split(' ').any(|known| known == port);
    is_name(name)
        && !name.contains('.')
        && letters >= 2
        && (digits > 0 || name.contains('-'))
        && number.is_some_and(|number| is_known || (number >= 1024 && digits > 0))
}

/// Whether the word before says that a name of code follows: `python chaosk8s.pod.actions`.
pub fn calls(before: &str) -> bool {
    ["python", "module", "import", "from", "func"].contains(&before.trim_end_matches(':'))
}

/// `chaosk8s.pod.actions`, `chaoslib.exceptions.ActivityFailed`, `spec.template.name`, `a.tar.gz`.
pub fn is_code(name: &str, modules: &BTreeSet<String>) -> bool {
    const ENDINGS: &str = "actions probes controls tolerances exceptions errors error utils util client core base types \
        api v1 thread process connection connectionpool adapters session models views tests main \
        items status state spec metadata labels annotations template containers name names value values count total \
        phase message result results response request body json text data config settings id key type kind length \
        min max mean median avg sum percentile duration start end \
        gz bz xz zst tar tgz js ts tsx jsx css html htm yaml yml toml xml txt log csv conf cfg ini lock bak tmp old \
        pyc whl jar war class java go c h cpp rb php sql db sqlite png jpg svg pdf tpl tf env service socket timer \
        deb rpm exe dll properties md py rs sh pl";
    // Libraries that tracebacks speak of, and packages named after a domain turned round.
    const FIRST: &str = "requests urllib3 os sys json socket ssl http concurrent asyncio logging importlib subprocess \
        kubernetes boto3 botocore com org net io java javax jakarta";
    let has_case =
        |label: &str| label.chars().any(char::is_uppercase) && label.chars().any(char::is_lowercase);
    let ending = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    let first = name.split('.').next().unwrap_or_default();
    modules.contains(first)
        || first.starts_with("chaos")
        || FIRST.split(' ').any(|known| known == first)
        || name.contains('_')
        || name.split('.').any(has_case)
        || ENDINGS.split(' ').any(|known| known == ending)
}

/// Three labels and more that end in letters, as names of hosts do all over the world: `web.shop.co.za`.
pub fn is_host_name(name: &str) -> bool {
    let labels: Vec<_> = name.split('.').collect();
    let ends = |label: &&str| label.len() >= 2 && label.chars().all(|c| c.is_ascii_alphabetic());
    labels.len() >= 3 && labels.iter().all(is_label) && labels.last().is_some_and(ends)
}

/// Whether a name may hold it.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

/// An address of four numbers.
pub fn is_v4(name: &str) -> bool {
    name.parse::<Ipv4Addr>().is_ok()
}

/// An address with colons.
pub fn is_v6(name: &str) -> bool {
    name.contains(':') && name.parse::<Ipv6Addr>().is_ok()
}

/// `ip-10-0-3-17`: the name that a cloud gives to a machine.
pub fn is_cloud_name(name: &str) -> bool {
    let parts: Vec<_> = name.split('-').collect();
    parts.len() == 5
        && parts.first() == Some(&"ip")
        && parts.iter().skip(1).all(|part| part.parse::<u8>().is_ok())
}

/// A name of several labels that ends as names of hosts do. Modules, files and fields have dots as well: an ending that
/// files have too (`.sh`, `.py`) counts from three labels on.
pub fn is_domain(name: &str) -> bool {
    const ENDINGS: &str = "com net org edu gov mil int info biz io dev app cloud tech online site shop store systems \
        services network internal intern local localdomain lan corp intra intranet home private priv \
        prod test example invalid svc arpa aws azure de at ch uk fr nl es it be se no dk fi eu us ca \
        au nz jp cn in br mx ru cz ie pt kr tv co me ai";
    const FILES_TOO: &str = "sh py rs pl md so zip mov ps cc sg";
    let among = |endings: &str, ending: &str| endings.split(' ').any(|known| known == ending);
    let labels: Vec<_> = name.split('.').collect();
    let Some(ending) = labels.last().map(|last| last.to_lowercase()) else { return false };
    labels.len() >= 2
        && labels.iter().all(is_label)
        && (among(ENDINGS, &ending)
            || ending.starts_with("xn--")
            || (labels.len() >= 3 && among(FILES_TOO, &ending)))
}

fn is_label(label: &&str) -> bool {
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(is_word)
}
