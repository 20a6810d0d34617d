//! Dates, both existing and impossible.

use std::fmt;

use calproof_registry::{Date, MonthCode, Reason};
use proptest::prelude::*;

use super::simpler::towards_zero;
use super::{Extent, InputKind};
use crate::case::boundary::{self, Boundary};
use crate::case::bytes::{Reader, write_date};
use crate::case::mutation::Edges;
use crate::case::plan::{Generated, Plan};
use crate::case::{edges, strategy};
use crate::chance::Chance;
use crate::shape::Shape;
use crate::spec::Spec;

/// Dates that exist.
pub static EDGES: Plan<Date> =
    Plan::new("boundary dates and generated dates", edges::dates, is_date)
        .is_for(|shape, date| shape.is_known_date(*date))
        .generated(generated)
        .fuzzed(generated);

/// Dates in years beyond the declared range.
pub static BEYOND: Plan<Date> = Plan::new(
    "dates outside the declared range, up to the limits of 64 bits",
    edges::dates_beyond,
    |shape, date| edges::is_date_beyond(shape, *date),
)
.is_for(|shape, date| shape.oracle.reference().is_some() && edges::is_date_beyond(shape, *date))
.beyond()
.fuzzed(fuzzed_beyond);

/// Dates that do not exist.
pub static IMPOSSIBLE: Plan<Date> =
    Plan::new("impossible dates of boundary years", edges::impossible, |shape, date| {
        shape.has_year(date.year) && edges::impossible_in(shape, date.year).contains(date)
    })
    .is_for(is_known_to_be_impossible)
    .fuzzed(fuzzed_impossible);

/// The first days of months that do not exist.
pub static IMPOSSIBLE_MONTHS: Plan<Date> = Plan::new(
    "impossible months of boundary years",
    |shape| {
        let mut dates = edges::impossible(shape);
        dates.retain(|date| is_in_no_month(shape, *date));
        dates
    },
    |shape, date| {
        let is_impossible = || edges::impossible_in(shape, date.year).contains(date);
        shape.has_year(date.year) && is_in_no_month(shape, *date) && is_impossible()
    },
)
.is_for(|shape, date| is_in_no_month(shape, *date) && is_known_to_be_impossible(shape, date))
.fuzzed(fuzzed_impossible);

/// The days of all months, each on its date in a reference year.
pub static MONTH_DAYS: Plan<Date> = Plan::new(
    "every day of every month, in its reference year",
    edges::month_days,
    |shape, date| edges::is_month_day(shape, *date),
);

/// Days that months have in no year.
pub static IMPOSSIBLE_MONTH_DAYS: Plan<Date> = Plan::new(
    "days that no year has, in every month, and months that no year has",
    edges::impossible_month_days,
    |shape, date| shape.promises_date(*date) && edges::is_impossible_month_day(shape, *date),
);

fn is_in_no_month(shape: &Shape<'_>, date: Date) -> bool {
    date.day == 1 && !shape.months_of(date.year).contains(&date.month)
}

fn is_date(shape: &Shape<'_>, date: &Date) -> bool {
    shape.has_date(*date)
}

fn is_known_to_be_impossible(shape: &Shape<'_>, date: &Date) -> bool {
    let refusal = shape.oracle.reference().and_then(|it| it.day(*date).err());
    let is_none = |reason| matches!(reason, Reason::NoSuchDay | Reason::NoSuchMonth);
    shape.is_known_year(date.year) && refusal.is_some_and(|refusal| is_none(refusal.reason()))
}

fn generated(years: (i64, i64)) -> BoxedStrategy<Generated> {
    let places = strategy::place(years);
    places.prop_map(|place| Generated::new(move |shape| place.date(shape))).boxed()
}

fn fuzzed_beyond(_: (i64, i64)) -> BoxedStrategy<Generated> {
    let beyond = strategy::beyond().prop_map(|beyond| {
        Generated::new(move |shape| Some(Date::new(beyond.of(shape.years?), 1, 1)))
    });
    beyond.boxed()
}

fn fuzzed_impossible(years: (i64, i64)) -> BoxedStrategy<Generated> {
    let one = (strategy::year(years), any::<usize>()).prop_map(|(year, place)| {
        Generated::new(move |shape| {
            let dates = edges::impossible_in(shape, year);
            Some(dates[place.checked_rem(dates.len())?])
        })
    });
    one.boxed()
}

impl InputKind for Date {
    const KEY: &'static str = "date";
    const NUMBER: Option<u8> = Some(1);
    const OF_EDGES: Option<fn(&Edges, [Date; 2], &mut Chance) -> Date> = Some(|_, [one, _], _| one);

    type Given<'a> = Date;

    fn given(&self) -> Date {
        *self
    }

    fn spell(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }

    fn read(_: Option<&Spec>, text: &str) -> Result<Date, String> {
        text.parse()
    }

    fn size(&self) -> (u64, u64) {
        (self.year.unsigned_abs(), u64::from(self.day))
    }

    fn extent(&self) -> Extent {
        Extent::Years(self.year, self.year)
    }

    fn boundary(&self, shape: Option<&Shape<'_>>) -> Boundary {
        boundary::of_date(shape, *self)
    }

    fn is_within(&self, shape: &Shape<'_>) -> bool {
        shape.promises_date(*self)
    }

    fn simpler(&self, shape: &Shape<'_>) -> Vec<Date> {
        let date = *self;
        let years = towards_zero(date.year).into_iter().map(|year| Date { year, ..date });
        let first = shape.month_codes().first().copied().unwrap_or(MonthCode::common(1));
        let last_day = shape.last_day(date.year, date.month);
        let months = shape.month_codes().into_iter().take_while(|month| *month != date.month);
        // In another month, the last day of a month moves to that month's last day.
        let months = months.flat_map(|month| {
            let last = shape.last_day(date.year, month).filter(|_| last_day == Some(date.day));
            [Some(date.day), last].into_iter().flatten().map(move |day| Date { month, day, ..date })
        });
        let days = [1, date.day / 2, date.day.saturating_sub(1)];
        let days = days.into_iter().filter(|day| 0 < *day && *day < date.day);
        let start = (date.month != first).then_some(Date { month: first, day: 1, ..date });
        let days = days.map(|day| Date { day, ..date });
        let others = last_day.is_none_or(|last| last < date.day || date.day == 0);
        let impossible = others.then(|| edges::impossible_in(shape, date.year));
        let impossible = impossible.into_iter().flatten().filter(|other| other.day < date.day);
        years.chain(start).chain(impossible).chain(months).chain(days).collect()
    }

    /// An impossible date moves by whole years.
    fn moved(&self, shape: &Shape<'_>, [by, ..]: [i64; 3]) -> Option<Date> {
        let other = Date { year: self.year.saturating_add(by), ..*self };
        Some(shape.moved(*self, by).unwrap_or(other))
    }

    fn read_bytes(reader: &mut Reader<'_>) -> Option<Date> {
        reader.date()
    }

    fn write_bytes(&self, bytes: &mut Vec<u8>) -> Option<()> {
        write_date(*self, bytes);
        Some(())
    }

    fn changed(self, edges: &Edges, chance: &mut Chance) -> Option<Date> {
        let other = chance.one_of(&edges.dates);
        Some(match chance.below(5) {
            0 => Date { year: other.year, ..self },
            1 => Date { month: other.month, ..self },
            2 => Date { day: other.day, ..self },
            3 => Date { year: self.year.saturating_add(chance.below(3) as i64 - 1), ..self },
            _ => other,
        })
    }

    #[cfg(test)]
    fn any() -> BoxedStrategy<Date> {
        let month = (0..=99u8, any::<bool>()).prop_map(|(number, leap)| MonthCode { number, leap });
        let fields = (super::tests::number(), month, any::<u32>());
        fields.prop_map(|(year, month, day)| Date { year, month, day }).boxed()
    }
}
