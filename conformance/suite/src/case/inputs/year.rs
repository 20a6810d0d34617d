//! Extended years.

use std::fmt;

use calproof_registry::Date;
use proptest::prelude::*;

use super::simpler::towards_zero;
use super::{Extent, InputKind, read_number};
use crate::case::boundary::{self, Boundary};
use crate::case::bytes::{Reader, write_i64};
use crate::case::mutation::Edges;
use crate::case::plan::{Generated, Plan};
use crate::case::{edges, strategy};
use crate::chance::Chance;
use crate::shape::Shape;
use crate::spec::Spec;

/// Years of which every day lies in the declared range.
pub static EVERY: Plan<i64> = Plan::new(
    "every year within ±9,999, boundary years beyond, and generated years",
    every,
    |shape, year| shape.has_year(*year) && shape.has_year(year.saturating_add(1)),
)
.is_for(|shape, year| shape.is_known_year(*year))
.generated(|(first, last)| made((first, last.saturating_sub(1).max(first))))
.fuzzed(made);

/// The same and the last year, for checks that do not look at the next year.
pub static ALL: Plan<i64> = Plan::new(
    "every year within ±9,999, boundary years beyond, and generated years",
    all,
    |shape, year| shape.has_year(*year),
)
.is_for(|shape, year| shape.is_known_year(*year))
.generated(|(first, last)| made((first, last.saturating_sub(1).max(first))))
.fuzzed(made);

/// The boundary years, for checks that ask much about each.
pub static BOUNDARY: Plan<i64> =
    Plan::new("boundary years", edges::years, |shape, year| shape.has_year(*year))
        .is_for(|shape, year| shape.is_known_year(*year))
        .fuzzed(made);

/// Years far from the epoch, within the declared range.
pub static FAR: Plan<i64> = Plan::new(
    "years at powers of two and multiples of the cycle, and generated ones of all sizes",
    edges::years_far_away,
    |shape, year| shape.has_year(*year),
)
.is_for(|shape, year| shape.is_known_year(*year))
.generated(far_away)
.fuzzed(far_away);

/// Years beyond the declared range.
pub static BEYOND: Plan<i64> = Plan::new(
    "years outside the declared range, up to the limits of 64 bits",
    edges::years_beyond,
    |shape, year| edges::is_beyond(shape, *year),
)
.is_for(|shape, year| shape.oracle.reference().is_some() && edges::is_beyond(shape, *year))
.beyond()
.fuzzed(fuzzed_beyond);

/// Year numbers within an era, which the era may not have.
pub static NUMBERS: Plan<i64> =
    Plan::new("boundary year numbers, and the limits of 16, 32 and 64 bits", numbers, |_, _| true)
        .beyond();

/// Every declared year within ±9,999, and beyond them the edges and the far runs.
fn all(shape: &Shape<'_>) -> Vec<i64> {
    let Some((first, last)) = shape.years else { return Vec::new() };
    let mut years: Vec<i64> = (first.max(-9999)..=last.min(9999)).collect();
    years.extend(edges::years(shape));
    years.extend(edges::far_years(shape));
    years.sort_unstable();
    years.dedup();
    years
}

/// Laws look at the next new year, which the last year may not have.
fn every(shape: &Shape<'_>) -> Vec<i64> {
    let mut years = all(shape);
    years.retain(|year| shape.years.is_some_and(|(_, last)| *year < last));
    years
}

fn numbers(shape: &Shape<'_>) -> Vec<i64> {
    let mut numbers = edges::years(shape);
    numbers.extend(-3..=100);
    let limits: [i64; 4] = [1 << 15, 1 << 16, 1 << 31, 1 << 32];
    numbers.extend(
        limits.into_iter().flat_map(|limit| [-limit - 1, -limit, limit - 1, limit, limit + 1]),
    );
    numbers.extend([i64::MIN, i64::MIN + 1, i64::MAX - 1, i64::MAX]);
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

fn far_away(years: (i64, i64)) -> BoxedStrategy<Generated> {
    let far =
        strategy::far_away().prop_map(move |far| Generated::new(move |_| Some(far.between(years))));
    far.boxed()
}

fn fuzzed_beyond(_: (i64, i64)) -> BoxedStrategy<Generated> {
    let beyond = strategy::beyond()
        .prop_map(|beyond| Generated::new(move |shape| Some(beyond.of(shape.years?))));
    beyond.boxed()
}

fn made(years: (i64, i64)) -> BoxedStrategy<Generated> {
    strategy::year(years).prop_map(|year| Generated::new(move |_| Some(year))).boxed()
}

impl InputKind for i64 {
    const KEY: &'static str = "year";
    const NUMBER: Option<u8> = Some(3);
    const OF_EDGES: Option<fn(&Edges, [Date; 2], &mut Chance) -> i64> =
        Some(|_, [one, _], _| one.year);

    type Given<'a> = i64;

    fn given(&self) -> i64 {
        *self
    }

    fn spell(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }

    fn read(_: Option<&Spec>, text: &str) -> Result<i64, String> {
        read_number(text)
    }

    fn size(&self) -> (u64, u64) {
        (self.unsigned_abs(), 0)
    }

    fn extent(&self) -> Extent {
        Extent::Years(*self, *self)
    }

    fn boundary(&self, shape: Option<&Shape<'_>>) -> Boundary {
        boundary::of_year(shape, *self)
    }

    fn is_within(&self, shape: &Shape<'_>) -> bool {
        shape.has_year(*self)
    }

    fn simpler(&self, _: &Shape<'_>) -> Vec<i64> {
        towards_zero(*self)
    }

    fn moved(&self, _: &Shape<'_>, [by, ..]: [i64; 3]) -> Option<i64> {
        Some(self.saturating_add(by))
    }

    fn is_promised(&self, shape: &Shape<'_>, _: i64) -> bool {
        shape.is_known_year(*self)
    }

    fn read_bytes(reader: &mut Reader<'_>) -> Option<i64> {
        reader.i64()
    }

    fn write_bytes(&self, bytes: &mut Vec<u8>) -> Option<()> {
        write_i64(*self, bytes);
        Some(())
    }

    fn changed(self, edges: &Edges, chance: &mut Chance) -> Option<i64> {
        Some(chance.one_of(&edges.dates).year)
    }

    #[cfg(test)]
    fn any() -> BoxedStrategy<i64> {
        super::tests::number()
    }
}
