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
pub static EVERY: Plan<i64> =
    Plan::new("every year of ±9,999, edges beyond, and generated ones", every, |shape, year| {
        shape.has_year(*year) && shape.has_year(year + 1)
    })
    .is_for(|shape, year| shape.is_known_year(*year))
    .generated(|(first, last)| made((first, (last - 1).max(first))))
    .fuzzed(made);

/// Every promised year of ±9,999, and beyond them the edges and runs far away.
fn every(shape: &Shape<'_>) -> Vec<i64> {
    let Some((first, last)) = shape.years else { return Vec::new() };
    let mut years: Vec<i64> = (first.max(-9999)..=last.min(9999)).collect();
    years.extend(edges::years(shape));
    years.extend(edges::far_years(shape));
    // Laws look at the next new year, which the last year may not have.
    years.retain(|year| *year < last);
    years.sort_unstable();
    years.dedup();
    years
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
