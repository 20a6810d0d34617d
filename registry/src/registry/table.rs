//! Append-only tables: a row of values by number, and a table of values by hash. A value never
//! moves or changes once it is stored, so that readers need no lock.

use crate::primitive::{FIRST_SEGMENT, SEGMENTS, WriteOnce};

/// Each segment has twice as many slots as the one before, and is allocated when first needed.
struct Segments<T>([WriteOnce<Box<[WriteOnce<T>]>>; SEGMENTS]);

impl<T> Segments<T> {
    fn new() -> Segments<T> {
        Segments(std::array::from_fn(|_| WriteOnce::new()))
    }

    #[inline]
    fn get(&self, segment: usize) -> Option<&[WriteOnce<T>]> {
        self.0.get(segment)?.get().map(|places| &**places)
    }

    /// The segment, allocated if necessary. There is one writer at a time.
    fn get_or_make(&self, segment: usize) -> &[WriteOnce<T>] {
        if self.get(segment).is_none() {
            let places = (0..FIRST_SEGMENT << segment).map(|_| WriteOnce::new()).collect();
            put(&self.0[segment], places);
        }
        self.get(segment).expect("it was made")
    }
}

fn put<T>(place: &WriteOnce<T>, value: T) {
    assert!(place.set(value).is_ok(), "a place is taken once");
}

/// Values by number.
pub(super) struct Row<T>(Segments<T>);

impl<T> Row<T> {
    pub(super) fn new() -> Row<T> {
        Row(Segments::new())
    }

    /// Stores the value at an unused number. There is one writer at a time.
    pub(super) fn put(&self, number: usize, value: T) {
        let (segment, place) = locate(number);
        put(&self.0.get_or_make(segment)[place], value);
    }

    #[inline]
    pub(super) fn get(&self, number: usize) -> Option<&T> {
        let (segment, place) = locate(number);
        self.0.get(segment)?[place].get()
    }
}

/// The segment of a number, and the index in it.
#[inline]
fn locate(number: usize) -> (usize, usize) {
    let segment = (number / FIRST_SEGMENT + 1).ilog2() as usize;
    (segment, number - FIRST_SEGMENT * ((1 << segment) - 1))
}

/// Values by hash. Each segment is a hash table of its own, filled to at most three quarters.
pub(super) struct HashTable<T>(Segments<(u64, T)>);

/// How far a table is filled; kept by the writer.
#[derive(Default)]
pub(super) struct Filled {
    segment: usize,
    places: usize,
}

impl<T> HashTable<T> {
    pub(super) fn new() -> HashTable<T> {
        HashTable(Segments::new())
    }

    /// The value with this hash for which `is_meant` holds.
    #[inline]
    pub(super) fn find(&self, hash: u64, is_meant: impl Fn(&T) -> bool) -> Option<&T> {
        for segment in &self.0.0 {
            for place in run(segment.get()?, hash) {
                match place.get() {
                    Some((its_hash, value)) if *its_hash == hash && is_meant(value) => {
                        return Some(value);
                    }
                    Some(_) => {}
                    None => break,
                }
            }
        }
        None
    }

    /// Adds a value. There is one writer at a time.
    pub(super) fn insert(&self, filled: &mut Filled, hash: u64, value: T) {
        if filled.places == (FIRST_SEGMENT << filled.segment) / 4 * 3 {
            *filled = Filled { segment: filled.segment + 1, places: 0 };
        }
        let places = self.0.get_or_make(filled.segment);
        let place = run(places, hash).find(|place| place.get().is_none());
        put(place.expect("a quarter of the places is empty"), (hash, value));
        filled.places += 1;
    }
}

/// The slots where a hash may be, in probing order. A search ends at the first empty slot; there
/// always is one.
#[inline]
fn run<T>(places: &[WriteOnce<T>], hash: u64) -> impl Iterator<Item = &WriteOnce<T>> {
    let mask = places.len() - 1; // The length is a power of two.
    (0..places.len()).map(move |n| &places[(hash as usize).wrapping_add(n) & mask])
}

#[cfg(all(test, not(any(calproof_loom, calproof_shuttle))))]
mod tests {
    use super::*;

    #[test]
    fn a_row_holds_one_value_per_number() {
        let row = Row::new();
        for number in 0..10_000 {
            assert_eq!(row.get(number), None);
            row.put(number, number);
        }
        assert!((0..10_000).all(|number| row.get(number) == Some(&number)));
        assert_eq!(row.get(usize::MAX / 2), None);
    }

    #[test]
    fn a_table_finds_colliding_values_in_any_segment() {
        let (table, mut filled) = (HashTable::new(), Filled::default());
        // Seven values per hash, and hashes that share their low bits; the first of them hits the
        // last slot.
        let hash = |value: u64| u64::MAX - ((value / 7) << 5);
        for value in 0..10_000_u64 {
            assert_eq!(table.find(hash(value), |found| *found == value), None);
            table.insert(&mut filled, hash(value), value);
        }
        for value in 0..10_000 {
            assert_eq!(table.find(hash(value), |found| *found == value), Some(&value));
        }
        assert!(filled.segment > 3, "it has grown");
    }
}
