//! Large numbers: where integer types end and where a rule's cycle repeats.

use calproof_registry::RataDie;

use crate::shape::Shape;

/// Limits of integers of 16, 31, 32, 53 and 64 bits, in ascending order.
pub const SIZES: [i64; 15] = [
    (1 << 15) - 1,
    1 << 15,
    (1 << 16) + 1,
    (1 << 30) + 1,
    (1 << 31) - 1,
    1 << 31,
    (1 << 32) - 1,
    1 << 32,
    (1 << 32) + 1,
    (1 << 53) - 1,
    1 << 53,
    (1 << 53) + 1,
    (1 << 62) + 1,
    i64::MAX - 1,
    i64::MAX,
];

/// Distance in years or days from a power of two, or from a multiple of the rule's cycle, that is
/// still covered.
const BESIDE: i64 = 2;

/// How many multiples of a cycle in a row are looked at.
const RUN: i64 = 8;

/// Numbers at and beside the powers of two from 2^14 on, both ways, and of multiples of a cycle.
fn far(cycle: Option<i64>, (first, last): (i64, i64)) -> Vec<i64> {
    let powers = (14..62).map(|power| 1_i64 << power);
    // Runs of them, since a quotient that is rounded may be wrong of some.
    let counts = (1..=6).map(|power| 10_i64.pow(power)).flat_map(|from| from..from + RUN);
    let multiples = counts.filter_map(|count| cycle?.checked_mul(count));
    let both = powers.chain(multiples).flat_map(|number| [-number, number]);
    let mut numbers: Vec<i64> = both.flat_map(|it| it - BESIDE..=it + BESIDE).collect();
    numbers.retain(|number| first <= *number && *number <= last);
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Days in the declared range at powers of two and at multiples of the rule's cycle.
pub fn days_far_away(shape: &Shape<'_>) -> Vec<RataDie> {
    let Some(range) = shape.claim.range else { return Vec::new() };
    let cycle = shape.oracle.cycle().map(|(_, days)| days);
    far(cycle, (range.first.0, range.last.0)).into_iter().map(RataDie).collect()
}

/// Years in the declared range at powers of two and at multiples of the rule's cycle.
pub fn years_far_away(shape: &Shape<'_>) -> Vec<i64> {
    let cycle = shape.oracle.cycle().map(|(years, _)| years);
    shape.years.map_or(Vec::new(), |years| far(cycle, years))
}
