//! Days.

use std::fmt;

use calproof_registry::{Date, RataDie};
use proptest::prelude::*;

use super::simpler::towards_zero;
use super::{Extent, InputKind, read_number};
use crate::case::boundary::{self, Boundary};
use crate::case::bytes::{Reader, write_i64};
use crate::case::mutation::Edges;
use crate::case::plan::{Generated, Plan};
use crate::case::{edges, strategy};
use crate::chance::Chance;
use crate::query::Ability;
use crate::shape::Shape;
use crate::spec::Spec;

/// Any day of the declared range.
pub static EDGES: Plan<RataDie> =
    Plan::new("boundary days and generated days", edges::days, |shape, day| shape.has_day(*day))
        .generated(generated)
        .fuzzed(generated);

/// The same and the last day of the range, for checks that do not look at the next day.
pub static ALL: Plan<RataDie> = Plan::new(
    "boundary days, the last day, and generated days",
    edges::days_and_the_last,
    |shape, day| shape.promises_day(*day),
)
.generated(generated)
.fuzzed(generated);

/// The same and the days around the starts of eras.
pub static OF_ERAS: Plan<RataDie> = Plan::new(
    "boundary days, days around era starts, and generated days",
    edges::days_of_eras,
    |shape, day| shape.promises_day(*day),
)
.generated(generated)
.fuzzed(generated);

/// The days of [`OF_ERAS`] that have a next day in the range.
pub static BESIDE_ERAS: Plan<RataDie> = Plan::new(
    "boundary days, days around era starts, and generated days",
    |shape| {
        let mut days = edges::days_of_eras(shape);
        days.retain(|day| shape.has_day(*day));
        days
    },
    |shape, day| shape.has_day(*day),
)
.generated(generated)
.fuzzed(generated);

/// The starting days from which eras are followed to the end of the range.
pub static BEFORE_ERAS: Plan<RataDie> =
    Plan::new("the first day and the days before eras", edges::days_before_eras, |shape, day| {
        shape.promises_day(*day)
    })
    // A fuzzer's day would cost hundreds of questions.
    .is_for(|_, _| false);

/// Some of the boundary days, for checks that ask twice.
pub static TWICE: Plan<RataDie> =
    Plan::new("some of the boundary days, asked twice", edges::days_asked_twice, |shape, day| {
        shape.has_day(*day)
    })
    .twice();

/// Fewer of them, for checks that ask every question many times.
pub static A_FEW: Plan<RataDie> = Plan::new(
    "a few of the boundary days, with every question asked more than once",
    |shape| edges::days_asked_again(shape).into_iter().step_by(4).collect(),
    |shape, day| shape.has_day(*day),
)
.is_for(|_, _| false)
.twice();

/// The same, and as many consecutive days as there are kinds of questions, so that each kind
/// follows each other kind.
pub static A_FEW_IN_TURN: Plan<RataDie> = Plan::new(
    "a few of the boundary days and some consecutive days, with every question asked more than \
     once",
    |shape| {
        let few = edges::days_asked_again(shape).into_iter().step_by(4);
        let mut days: Vec<RataDie> =
            few.chain(edges::days_in_a_row(shape, Ability::ALL.len())).collect();
        days.sort_unstable();
        days.dedup();
        days
    },
    |shape, day| shape.has_day(*day),
)
.is_for(|_, _| false)
.twice();

/// A single boundary day.
pub static ONE: Plan<RataDie> = Plan::new(
    "one of the boundary days, with every question asked more than once",
    |shape| edges::days_in_a_row(shape, 1),
    |shape, day| shape.has_day(*day),
)
.is_for(|_, _| false)
.twice()
.costly();

/// As many consecutive days as there are kinds of questions, one for each kind.
pub static ONE_AFTER_ANOTHER: Plan<RataDie> = Plan::new(
    "one day for each kind of question, asked very often",
    |shape| edges::days_in_a_row(shape, Ability::ALL.len()),
    |shape, day| shape.has_day(*day),
)
.is_for(|_, _| false)
.twice()
.costly();

/// The first day of the range, from which the longest run of days is possible.
pub static FIRST: Plan<RataDie> = Plan::new(
    "the first day of the declared range",
    |shape| shape.claim.range.map(|range| range.first).into_iter().collect(),
    |shape, day| shape.claim.range.is_some_and(|range| range.first == *day),
)
// Timing means nothing under a fuzzer's instrumentation.
.is_for(|_, _| false)
.twice()
.costly();

/// Both ends of the declared range.
pub static ENDS: Plan<RataDie> = Plan::new(
    "both ends of the declared range",
    |shape| edges::ends(shape.claim),
    |shape, day| edges::ends(shape.claim).contains(day),
)
// The first day is already in other plans.
.is_for(|shape, day| shape.claim.range.is_some_and(|range| range.last == *day));

/// Days far from the epoch, within the declared range.
pub static FAR: Plan<RataDie> = Plan::new(
    "days at powers of two and multiples of the cycle, and generated ones of all sizes",
    edges::days_far_away,
    |shape, day| shape.promises_day(*day),
)
.generated(far_away)
.fuzzed(far_away);

/// Days beyond the declared range.
pub static BEYOND: Plan<RataDie> = Plan::new(
    "days outside the declared range, up to the limits of 64 bits",
    |shape| edges::days_beyond(shape.claim),
    |shape, day| shape.claim.range.is_some_and(|range| !range.contains(*day)),
)
.beyond()
.fuzzed(fuzzed_beyond);

fn generated(years: (i64, i64)) -> BoxedStrategy<Generated> {
    let places = strategy::place(years);
    places.prop_map(|place| Generated::new(move |shape| place.day(shape))).boxed()
}

fn far_away(_: (i64, i64)) -> BoxedStrategy<Generated> {
    let far = strategy::far_away().prop_map(|far| {
        Generated::new(move |shape| {
            let range = shape.claim.range?;
            Some(RataDie(far.between((range.first.0, range.last.0))))
        })
    });
    far.boxed()
}

fn fuzzed_beyond(_: (i64, i64)) -> BoxedStrategy<Generated> {
    let beyond = strategy::beyond().prop_map(|beyond| {
        Generated::new(move |shape| {
            let range = shape.claim.range?;
            Some(RataDie(beyond.of((range.first.0, range.last.0))))
        })
    });
    beyond.boxed()
}

impl InputKind for RataDie {
    const KEY: &'static str = "day";
    const NUMBER: Option<u8> = Some(0);
    const OF_EDGES: Option<fn(&Edges, [Date; 2], &mut Chance) -> RataDie> =
        Some(|edges, _, chance| chance.one_of(&edges.days));

    type Given<'a> = RataDie;

    fn given(&self) -> RataDie {
        *self
    }

    fn spell(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }

    fn read(_: Option<&Spec>, text: &str) -> Result<RataDie, String> {
        read_number(text).map(RataDie)
    }

    fn size(&self) -> (u64, u64) {
        (self.0.unsigned_abs(), 0)
    }

    fn extent(&self) -> Extent {
        Extent::Days(self.0, self.0)
    }

    fn boundary(&self, shape: Option<&Shape<'_>>) -> Boundary {
        boundary::of_day(shape, *self)
    }

    fn is_within(&self, shape: &Shape<'_>) -> bool {
        shape.promises_day(*self)
    }

    /// The same date in simpler years, the first day of its month and of its year, and days nearer
    /// to the epoch. So a day that fails because of its position in the year keeps that position.
    fn simpler(&self, shape: &Shape<'_>) -> Vec<RataDie> {
        let dates = shape.oracle.date(*self).into_iter().flat_map(|date| date.simpler(shape));
        let days = dates.filter_map(|date| shape.oracle.reference()?.day(date).ok());
        let nearer = towards_zero(self.0).into_iter().map(RataDie);
        let days = days.chain(nearer);
        days.filter(|simpler| simpler.0.unsigned_abs() < self.0.unsigned_abs()).collect()
    }

    fn moved(&self, _: &Shape<'_>, [by, ..]: [i64; 3]) -> Option<RataDie> {
        Some(RataDie(self.0.saturating_add(by)))
    }

    fn is_promised(&self, shape: &Shape<'_>, days: i64) -> bool {
        shape.promises_day(*self) && shape.promises_day(RataDie(self.0.saturating_add(days)))
    }

    fn read_bytes(reader: &mut Reader<'_>) -> Option<RataDie> {
        reader.i64().map(RataDie)
    }

    fn write_bytes(&self, bytes: &mut Vec<u8>) -> Option<()> {
        write_i64(self.0, bytes);
        Some(())
    }

    fn changed(self, edges: &Edges, chance: &mut Chance) -> Option<RataDie> {
        let near = chance.below(5) as i64 - 2;
        let day = if chance.below(2) == 0 { self } else { chance.one_of(&edges.days) };
        Some(RataDie(day.0.saturating_add(near)))
    }

    #[cfg(test)]
    fn any() -> BoxedStrategy<RataDie> {
        super::tests::number().prop_map(RataDie).boxed()
    }
}
