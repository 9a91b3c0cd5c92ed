//! Lengths as documents state them: `4h 12m`, `84 minutes`, `7 hours 9 minutes`, `2 Stunden`, `1時間20分`, `PT1H30M`, `02:40`.

use super::scan::Scan;

/// Names of units by seconds.
const UNITS: &[(i64, &[&str])] = &[
    (604_800, &["weeks", "week", "wochen", "woche", "semaines", "semaine", "semanas", "semana", "w", "週間"]),
    (
        86_400,
        &[
            "days", "day", "d", "tage", "tagen", "tag", "jours", "jour", "j", "días", "dias", "día", "日間",
            "日",
        ],
    ),
    (
        3_600,
        &[
            "hours", "hour", "hrs", "hr", "h", "stunden", "stunde", "std", "heures", "heure", "horas",
            "hora", "ore", "uur", "時間", "小时",
        ],
    ),
    (60, &["minutes", "minute", "mins", "min", "m", "minuten", "minutos", "minuto", "分間", "分钟", "分"]),
    (
        1,
        &[
            "seconds", "second", "secs", "sec", "s", "sekunden", "sekunde", "secondes", "seconde",
            "segundos", "秒",
        ],
    ),
];

/// The longest that anything lasts: ten years.
const MAX_S: i64 = 3_650 * 86_400;

/// The length at the beginning of a text, which may say “about” before it; in seconds, with what is left of the text.
pub fn take(text: &str) -> Option<(i64, &str)> {
    let mut scan = Scan::new(text);
    scan.gap();
    scan.one_of(&['~', '≈']);
    scan.gap();
    scan.any(&[
        "about",
        "around",
        "approximately",
        "approx",
        "roughly",
        "nearly",
        "almost",
        "over",
        "just",
        "environ",
        "etwa",
        "rund",
        "ca",
        "unos",
        "unas",
        "約",
        "for",
        "a total of",
    ]);
    scan.one_of(&['.', '~']);
    scan.gap();
    let value = iso(&mut scan).or_else(|| parts(&mut scan)).or_else(|| face(&mut scan))?;
    (0..=MAX_S).contains(&value).then(|| (value, scan.rest()))
}

/// The first length that stands somewhere in a text, as written.
pub fn find(text: &str) -> Option<(i64, String)> {
    let mut scan = Scan::new(text);
    let mut before = ' ';
    while let Some(c) = scan.peek() {
        if c.is_ascii_digit() && !before.is_alphanumeric() && !matches!(before, '.' | ':' | '-' | '/') {
            let mut here = scan;
            let from = here.at();
            if let Some(value) = parts(&mut here).filter(|value| (0..=MAX_S).contains(value)) {
                return Some((value, here.since(from).to_owned()));
            }
        }
        scan.skip(c);
        before = c;
    }
    None
}

fn parts(scan: &mut Scan<'_>) -> Option<i64> {
    let (mut total, mut last) = (0.0_f64, i64::MAX);
    let mut here = *scan;
    loop {
        let mut next = here;
        next.gap();
        let joined = next.one_of(&[',']).is_some();
        next.gap();
        if last != i64::MAX && (joined || here.at() < next.at()) {
            next.any(&["and", "und", "et", "y", "e"]);
            next.gap();
        }
        let Some(value) = decimal(&mut next) else { break };
        next.gap();
        next.one_of(&['-']);
        match unit(&mut next).filter(|unit| *unit < last) {
            Some(unit) => {
                total += value * unit as f64;
                last = unit;
                next.one_of(&['.']);
                here = next;
            }
            // `1h30`
            None if last == 3_600
                && value < 60.0
                && here.rest().starts_with(|c: char| c.is_ascii_digit()) =>
            {
                let mut end = here;
                end.number(2)?;
                total += value * 60.0;
                here = end;
                break;
            }
            // `1h 05`
            None if last == 3_600 => {
                if let Some((minutes, end)) = apart(here) {
                    total += f64::from(minutes) * 60.0;
                    here = end;
                }
                break;
            }
            None => break,
        }
    }
    if last == i64::MAX || !total.is_finite() || total > MAX_S as f64 {
        return None;
    }
    *scan = here;
    Some(total.round() as i64)
}

/// Minutes apart from their hours, without a name: two digits that nothing else claims. `2h 30 users` has none.
fn apart(hours: Scan<'_>) -> Option<(u32, Scan<'_>)> {
    let mut end = hours;
    end.gap().then_some(())?;
    let is_padded = end.peek() == Some('0');
    let (minutes, _) = end.number(2).filter(|(minutes, digits)| *minutes < 60 && *digits == 2)?;
    let mut behind = end;
    let has_gap = behind.gap();
    let is_whole =
        !end.peek().is_some_and(|c| c.is_alphanumeric() || matches!(c, ':' | '-' | '–' | '/' | '%'));
    let is_named = has_gap && behind.peek().is_some_and(|c| c.is_alphanumeric() || c == '%');
    let goes_on = end.rest().trim_start_matches(['.', ',']).starts_with(|c: char| c.is_ascii_digit());
    (is_whole && !goes_on && (is_padded || !is_named)).then_some((minutes, end))
}

fn decimal(scan: &mut Scan<'_>) -> Option<f64> {
    let (whole, _) = scan.number(9)?;
    let mut here = *scan;
    let point = here.one_of(&['.', ',']);
    let before = here.at();
    match point.and_then(|point| Some((point, here.number(3)?))) {
        // A comma before three digits separates thousands.
        Some((',', (value, 3))) => {
            *scan = here;
            Some(f64::from(whole) * 1000.0 + f64::from(value))
        }
        Some(_) => {
            let text = format!("{whole}.{}", here.since(before));
            *scan = here;
            text.parse().ok()
        }
        None => Some(f64::from(whole)),
    }
}

fn unit(scan: &mut Scan<'_>) -> Option<i64> {
    let found = UNITS.iter().find(|(_, names)| {
        names.iter().any(|name| {
            let mut here = *scan;
            let is_ascii = name.is_ascii();
            let stands = if is_ascii { here.word(name) } else { here.rest().starts_with(name) };
            if stands {
                if is_ascii { *scan = here } else { scan.jump(name.len()) }
            }
            stands
        })
    })?;
    Some(found.0)
}

/// `PT1H30M`
fn iso(scan: &mut Scan<'_>) -> Option<i64> {
    let mut here = *scan;
    if !here.rest().starts_with("PT") {
        return None;
    }
    here.jump(2);
    let mut total = 0;
    let from = here.at();
    while let Some((value, _)) = here.number(6) {
        total += i64::from(value)
            * match here.one_of(&['H', 'M', 'S'])? {
                'H' => 3600,
                'M' => 60,
                _ => 1,
            };
    }
    if here.at() == from {
        return None;
    }
    *scan = here;
    Some(total)
}

/// `02:40`, `1:02:40`: hours and minutes, as a clock shows them.
fn face(scan: &mut Scan<'_>) -> Option<i64> {
    let mut here = *scan;
    let (h, _) = here.number(4)?;
    here.one_of(&[':'])?;
    let (m, digits) = here.number(2)?;
    let s = here.one_of(&[':']).and_then(|_| here.number(2)).map_or(0, |(s, _)| s);
    let is_face = digits == 2 && m < 60 && s < 60 && !here.peek().is_some_and(char::is_alphanumeric);
    is_face.then(|| {
        *scan = here;
        i64::from(h) * 3600 + i64::from(m) * 60 + i64::from(s)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_as_they_are_stated() {
        for (text, s) in [
            ("5 minutes", 300),
            ("84 minutes", 84 * 60),
            ("5280 minutes", 5280 * 60),
            ("5,280 minutes", 5280 * 60),
            ("7 hours", 7 * 3600),
            ("54 hours 10 minutes", 54 * 3600 + 600),
            ("4h 12m", 4 * 3600 + 720),
            ("4h12m", 4 * 3600 + 720),
            ("7h (during support hours 10:00-17:00)", 7 * 3600),
            ("about 3 hours", 3 * 3600),
            ("~1.5 hours", 5400),
            ("1,5 Stunden", 5400),
            ("2 days, 3 hours and 5 min", 2 * 86_400 + 3 * 3600 + 300),
            ("1h30", 5400),
            ("1h05", 3900),
            ("1h 05", 3900),
            ("1 h 05", 3900),
            ("1h\u{A0}30.", 5400),
            ("1h 05 in all", 3900),
            ("2h 30 (from 10:00)", 9000),
            ("2h 30 users", 7200),
            ("2h 10:00-12:00", 7200),
            ("2h 75", 7200),
            ("1h 30.5", 3600),
            ("1 Std. 20 Min.", 4800),
            ("1時間20分", 4800),
            ("45 minutos", 2700),
            ("14 h 05 min", 14 * 3600 + 300),
            ("PT1H30M", 5400),
            ("02:40", 9600),
            ("30 s", 30),
        ] {
            assert_eq!(take(text).map(|(s, _)| s), Some(s), "{text}");
        }
        for text in
            ["", "about", "unknown", "N/A", "3", "three hours", "99999999999 hours", "999999999 weeks"]
        {
            assert_eq!(take(text), None, "{text}");
        }
        assert_eq!(find("It went down for about 3 hours, from 15:30").map(|(s, _)| s), Some(10_800));
        assert_eq!(find("21:45 to 23:28 UTC (103 minutes)").map(|(s, _)| s), Some(103 * 60));
        assert_eq!(find("The 5 pods"), None);
    }
}
