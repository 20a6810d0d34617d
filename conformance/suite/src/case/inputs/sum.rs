//! Sums: durations added to dates. Month ends, leap days and leap months, in both directions, by
//! one step and by many.

use std::fmt;

use calproof_registry::{Date, DateDuration, Overflow};
use proptest::prelude::*;

use super::simpler::towards_zero;
use super::{Extent, InputKind};
use crate::case::boundary::{self, Boundary};
use crate::case::bytes::{Reader, write_date, write_i64};
use crate::case::mutation::Edges;
use crate::case::plan::{Generated, Plan};
use crate::case::{edges, strategy};
use crate::chance::Chance;
use crate::query::Sum;
use crate::shape::Shape;
use crate::spec::Spec;

/// A date and what is added to it, both within the declared range.
pub static EDGES: Plan<Sum> = Plan::new(
    "boundary durations added to boundary dates, each unit at month ends, and generated sums",
    |shape| {
        let mut sums = boundary_sums(shape);
        sums.extend(grid(shape));
        sums
    },
    |shape, sum| shape.has_date(sum.date),
)
.is_for(|shape, sum| shape.is_known_date(sum.date))
.generated(generated)
.fuzzed(generated);

/// One of each unit, in both directions; the check enlarges them up to the limits of integers.
pub static LONG: Plan<Sum> =
    Plan::new("each unit in both directions, in all sizes of integers", long, |shape, sum| {
        shape.has_date(sum.date) && units().contains(&sum.duration)
    })
    .is_for(|shape, sum| shape.is_known_date(sum.date) && units().contains(&sum.duration));

/// Years, months, weeks and days that have broken sums: one step, the steps around a year, whole
/// cycles of leap months and of leap years, and more steps than can be taken one by one.
const BOUNDARY: [[i64; 4]; 23] = [
    [0, 0, 0, 0],
    [0, 0, 0, 1],
    [0, 1, 0, 0],
    [0, -1, 0, 0],
    [0, 2, 0, 0],
    [0, 11, 0, 0],
    [0, 12, 0, 0],
    [0, 13, 0, 0],
    [0, -13, 0, 0],
    [1, 0, 0, 0],
    [-1, 0, 0, 0],
    [4, 0, 0, 0],
    [19, 0, 0, 0],
    [-100, 0, 0, 0],
    [400, 0, 0, 0],
    [1, 1, 1, 1],
    [-1, -1, -1, -1],
    [1, -12, 0, 0],
    [0, 0, 53, 0],
    [0, 0, 0, -366],
    [0, 3000, 0, 0],
    [0, -235, 0, 29],
    [0, 1, 0, -1],
];

/// Number of these durations tried with each date.
const EACH: usize = 3;

fn duration([years, months, weeks, days]: [i64; 4]) -> DateDuration {
    DateDuration { years, months, weeks, days }
}

/// The first and last dates of the months of the boundary years, cycling through the boundary
/// durations.
pub fn boundary_sums(shape: &Shape<'_>) -> Vec<Sum> {
    let durations = BOUNDARY.into_iter().map(duration).cycle();
    let dates = edges::dates(shape).into_iter().flat_map(|date| [date; EACH]);
    let ways = Overflow::ALL.map(|(overflow, _)| overflow).into_iter().cycle();
    let parts = dates.zip(durations).zip(ways);
    parts.map(|((date, duration), overflow)| Sum { date, duration, overflow }).collect()
}

/// One of each unit, in both directions.
fn units() -> [DateDuration; 8] {
    let unit = |place: usize, sign: i64| {
        let mut parts = [0; 4];
        parts[place] = sign;
        duration(parts)
    };
    [0, 1, 2, 3, 4, 5, 6, 7].map(|number| unit(number / 2, if number % 2 == 0 { 1 } else { -1 }))
}

/// One of each unit, in both directions and with both overflows, added to every month end of a few
/// years.
fn grid(shape: &Shape<'_>) -> Vec<Sum> {
    let dates = edges::grid(shape).into_iter().flatten();
    let ways = Overflow::ALL.map(|(overflow, _)| overflow);
    let sums = dates.flat_map(|date| {
        units().into_iter().flat_map(move |duration| {
            ways.into_iter().map(move |overflow| Sum { date, duration, overflow })
        })
    });
    sums.collect()
}

/// Each unit added to the first date of the grid that the reference has, from the second year on if
/// there is one.
fn long(shape: &Shape<'_>) -> Vec<Sum> {
    let mut dates: Vec<Date> = edges::grid(shape).into_iter().flatten().collect();
    dates.retain(|date| shape.is_known_date(*date));
    let date = dates.iter().find(|date| date.year > 1).or(dates.first()).copied();
    let sum = |date| units().map(|duration| Sum { date, duration, overflow: Overflow::Constrain });
    date.into_iter().flat_map(sum).collect()
}

/// A place in the calendar, a duration, and the overflow.
fn generated(years: (i64, i64)) -> BoxedStrategy<Generated> {
    let field = prop_oneof![3 => Just(0), 3 => -3..=3i64, 2 => -40..=40i64, 1 => -5000..=5000i64];
    let overflow = any::<bool>().prop_map(|reject| Overflow::ALL[usize::from(reject)].0);
    let parts = (strategy::place(years), prop::array::uniform4(field), overflow);
    let sum = parts.prop_map(|(place, parts, overflow)| {
        Generated::new(move |shape| {
            Some(Sum { date: place.date(shape)?, duration: duration(parts), overflow })
        })
    });
    sum.boxed()
}

impl InputKind for Sum {
    const KEY: &'static str = "sum";
    const NUMBER: Option<u8> = Some(4);
    const OF_EDGES: Option<fn(&Edges, [Date; 2], &mut Chance) -> Sum> =
        Some(|edges, _, chance| chance.one_of(&edges.sums));

    type Given<'a> = &'a Sum;

    fn given(&self) -> &Sum {
        self
    }

    fn spell(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }

    fn read(_: Option<&Spec>, text: &str) -> Result<Sum, String> {
        match text.split('/').collect::<Vec<_>>().as_slice() {
            [date, duration, overflow] => Ok(Sum {
                date: date.parse()?,
                duration: duration.parse()?,
                overflow: overflow.parse()?,
            }),
            _ => Err(format!(
                "`{text}` is not a sum; expected for example `2025-01-31/P1M/constrain`"
            )),
        }
    }

    /// Steps and year count alike: a short step from a far date is not simpler than a long step
    /// from a near one.
    fn size(&self) -> (u64, u64) {
        let DateDuration { years, months, weeks, days } = self.duration;
        let parts = [years, months, weeks, days].map(i64::unsigned_abs);
        let steps = parts.into_iter().fold(0, u64::saturating_add);
        let (year, day) = self.date.size();
        (year.saturating_add(steps), day)
    }

    fn extent(&self) -> Extent {
        self.date.extent()
    }

    fn boundary(&self, shape: Option<&Shape<'_>>) -> Boundary {
        boundary::of_date(shape, self.date)
    }

    fn is_within(&self, shape: &Shape<'_>) -> bool {
        self.date.is_within(shape)
    }

    fn simpler(&self, shape: &Shape<'_>) -> Vec<Sum> {
        let DateDuration { years, months, weeks, days } = self.duration;
        let parts = [years, months, weeks, days];
        let mut sums: Vec<Sum> = Vec::new();
        for place in 0..parts.len() {
            sums.extend(towards_zero(parts[place]).into_iter().map(|simpler| {
                let mut parts = parts;
                parts[place] = simpler;
                Sum { duration: duration(parts), ..*self }
            }));
        }
        let dates = self.date.simpler(shape).into_iter().map(|date| Sum { date, ..*self });
        sums.extend(dates);
        sums
    }

    fn moved(&self, shape: &Shape<'_>, [by, part_by, which]: [i64; 3]) -> Option<Sum> {
        let DateDuration { years, months, weeks, days } = self.duration;
        let mut parts = [years, months, weeks, days];
        // Many libraries take steps one by one: limit their number.
        let part = &mut parts[which.rem_euclid(4) as usize];
        *part = part.saturating_add(part_by).clamp(-5000, 5000);
        let date = shape.moved(self.date, by)?;
        Some(Sum { date, duration: duration(parts), overflow: self.overflow })
    }

    fn is_promised(&self, shape: &Shape<'_>, _: i64) -> bool {
        shape.is_known_date(self.date)
    }

    fn read_bytes(reader: &mut Reader<'_>) -> Option<Sum> {
        let date = reader.date()?;
        let duration = duration([reader.i64()?, reader.i64()?, reader.i64()?, reader.i64()?]);
        let overflow = Overflow::ALL.get(usize::from(reader.byte()?))?.0;
        Some(Sum { date, duration, overflow })
    }

    fn write_bytes(&self, bytes: &mut Vec<u8>) -> Option<()> {
        let DateDuration { years, months, weeks, days } = self.duration;
        write_date(self.date, bytes);
        for field in [years, months, weeks, days] {
            write_i64(field, bytes);
        }
        bytes.push(self.overflow as u8);
        Some(())
    }

    fn changed(mut self, edges: &Edges, chance: &mut Chance) -> Option<Sum> {
        let other = chance.one_of(&edges.sums);
        let DateDuration { years, months, weeks, days } = other.duration;
        match chance.below(7) {
            0 => self.date = self.date.changed(edges, chance)?,
            1 => self.duration.years = years,
            2 => self.duration.months = months,
            3 => self.duration.weeks = weeks,
            4 => self.duration.days = days,
            5 => self.overflow = chance.one_of(&Overflow::ALL).0,
            _ => self.duration = other.duration,
        }
        Some(self)
    }

    #[cfg(test)]
    fn any() -> BoxedStrategy<Sum> {
        let parts = prop::array::uniform4(super::tests::number());
        let overflow = prop::sample::select(Overflow::ALL.map(|(overflow, _)| overflow).to_vec());
        let fields = (Date::any(), parts, overflow);
        let sum = |(date, parts, overflow)| Sum { date, duration: duration(parts), overflow };
        fields.prop_map(sum).boxed()
    }
}
