//! What a fuzzer changes inputs by: chance, and where calendars break.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use calproof_registry::{Date, RataDie, calendars};

use crate::case::edges;
use crate::case::inputs::sum;
use crate::claim::Claim;
use crate::query::Sum;
use crate::shape::Shape;

/// Numbers that follow from the seed alone (`SplitMix64`, Steele, Lea and Flood 2014).
pub struct Chance(pub u64);

impl Chance {
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below this end.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// One of these.
    pub fn one_of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize].clone()
    }
}

/// Where calendars break, of some calendars of each shape.
pub struct Edges {
    pub days: Vec<RataDie>,
    pub dates: Vec<Date>,
    pub sums: Vec<Sum>,
}

pub static EDGES: LazyLock<Edges> = LazyLock::new(|| {
    let mut edges = Edges { days: Vec::new(), dates: Vec::new(), sums: Vec::new() };
    let ids = ["gregory", "hebrew", "chinese", "coptic", "islamic-umalqura", "persian"];
    for calendar in ids.iter().filter_map(|id| calendars::by_id(id)) {
        let claim = Claim::of(calendar, calendar.range().ok(), BTreeSet::new());
        // A corpus that cannot be read is no reason to change nothing.
        let Ok(shape) = Shape::new("edges", &claim, None) else { continue };
        edges.days.extend(edges::days(&shape));
        edges.days.extend(edges::days_beyond(&claim));
        edges.dates.extend(edges::dates(&shape));
        edges.dates.extend(edges::dates_beyond(&shape));
        edges.dates.extend(edges::impossible(&shape));
        edges.sums.extend(sum::telling(&shape));
    }
    edges
});
