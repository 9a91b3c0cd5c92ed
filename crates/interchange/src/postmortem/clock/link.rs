//! A time that is the text of a link.

use super::Scan;

/// The address behind `[14:02](https://…)`, with the brackets around it.
pub(super) fn behind<'a>(scan: &mut Scan<'a>) -> Option<&'a str> {
    let inner = scan.rest().strip_prefix("](")?;
    let mut depth = 1_usize;
    let end = inner.find(|c| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    scan.jump("](".len() + end + ")".len());
    inner.get(..end)
}
