//! What can be struck through. All lists of a run are in the order of the journal, so an entry is found by halving: a
//! search from the front made the fold of a long day grow with its square.

use super::Note;

/// One entry that can be struck through.
pub trait Strikable {
    /// Its place in the journal.
    fn seq(&self) -> u64;
    /// Whether it has been struck.
    fn struck(&mut self) -> &mut bool;
}

/// Says where an entry keeps its place in the journal.
macro_rules! strikable {
    ($( $what:ident . $($seq:ident).+ ),+ $(,)?) => {
        $( impl $crate::journal::Strikable for $what {
            fn seq(&self) -> u64 { self.$($seq).+ }
            fn struck(&mut self) -> &mut bool { &mut self.struck }
        } )+
    };
}
pub(crate) use strikable;

strikable!(Note.said.seq);

/// The entry at this place in the journal, where it is in this list.
pub fn find<T: Strikable>(list: &[T], seq: u64) -> Option<&T> {
    list.get(list.binary_search_by_key(&seq, Strikable::seq).ok()?)
}

/// Strikes the entry at this place in the journal through, where it is in this list.
pub fn strike<T: Strikable>(list: &mut [T], seq: u64) {
    if let Ok(at) = list.binary_search_by_key(&seq, Strikable::seq)
        && let Some(found) = list.get_mut(at)
    {
        *found.struck() = true;
    }
}
