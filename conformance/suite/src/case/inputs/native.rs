//! Dates in the subject's own integers.

use std::fmt;

use calproof_registry::{Date, NativeDate};
use proptest::prelude::*;

use super::simpler::towards_zero;
use super::{Extent, InputKind};
use crate::case::boundary::{self, Boundary};
use crate::case::bytes::{Reader, write_i64};
use crate::case::mutation::Edges;
use crate::case::plan::{Generated, Plan};
use crate::case::{edges, strategy};
use crate::chance::Chance;
use crate::shape::Shape;
use crate::spec::Spec;

/// Dates that do not exist.
pub static IMPOSSIBLE: Plan<NativeDate> = Plan::new(
    "impossible dates of boundary years, and the limits of 64 bits in each field",
    edges::impossible_native,
    |shape, date| edges::is_impossible(shape, *date),
)
.fuzzed(fuzzed);

fn fuzzed(years: (i64, i64)) -> BoxedStrategy<Generated> {
    let one = (strategy::year(years), any::<usize>()).prop_map(|(year, place)| {
        Generated::new(move |shape| {
            let year = shape.claim.numbering.native_year(year);
            let dates = edges::impossible_native_in(shape, year);
            Some(dates[place.checked_rem(dates.len())?])
        })
    });
    one.boxed()
}

impl InputKind for NativeDate {
    const KEY: &'static str = "native";
    const NUMBER: Option<u8> = Some(2);
    const OF_EDGES: Option<fn(&Edges, [Date; 2], &mut Chance) -> NativeDate> =
        Some(|_, [one, _], _| NativeDate {
            year: one.year,
            month: i64::from(one.month.number),
            day: i64::from(one.day),
        });

    type Given<'a> = NativeDate;

    fn given(&self) -> NativeDate {
        *self
    }

    fn spell(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let NativeDate { year, month, day } = self;
        write!(f, "{year}/{month}/{day}")
    }

    fn read(_: Option<&Spec>, text: &str) -> Result<NativeDate, String> {
        let fields: Option<Vec<i64>> = text.split('/').map(|field| field.parse().ok()).collect();
        match fields.as_deref() {
            Some(&[year, month, day]) => Ok(NativeDate { year, month, day }),
            _ => Err(format!("`{text}` is not a native date; expected year/month/day")),
        }
    }

    fn size(&self) -> (u64, u64) {
        (self.year.unsigned_abs(), self.month.unsigned_abs().max(self.day.unsigned_abs()))
    }

    fn extent(&self) -> Extent {
        Extent::Years(self.year, self.year)
    }

    fn boundary(&self, shape: Option<&Shape<'_>>) -> Boundary {
        boundary::of_native(shape, *self)
    }

    fn is_within(&self, shape: &Shape<'_>) -> bool {
        shape.has_year(self.year)
    }

    fn simpler(&self, shape: &Shape<'_>) -> Vec<NativeDate> {
        let date = *self;
        let size = |date: &NativeDate| (date.month.unsigned_abs(), date.day.unsigned_abs());
        let mut boundary = edges::impossible_native_in(shape, date.year);
        boundary.retain(|other| size(other) < size(&date));
        boundary.sort_by_key(size);
        let years = towards_zero(date.year).into_iter().map(|year| NativeDate { year, ..date });
        let months = towards_zero(date.month).into_iter().map(|month| NativeDate { month, ..date });
        let days = towards_zero(date.day).into_iter().map(|day| NativeDate { day, ..date });
        boundary.into_iter().chain(years).chain(months).chain(days).collect()
    }

    fn moved(&self, _: &Shape<'_>, [years, months, days]: [i64; 3]) -> Option<NativeDate> {
        Some(NativeDate {
            year: self.year.saturating_add(years),
            month: self.month.saturating_add(months),
            day: self.day.saturating_add(days),
        })
    }

    fn read_bytes(reader: &mut Reader<'_>) -> Option<NativeDate> {
        let (year, month, day) = (reader.i64()?, reader.i64()?, reader.i64()?);
        Some(NativeDate { year, month, day })
    }

    fn write_bytes(&self, bytes: &mut Vec<u8>) -> Option<()> {
        for field in [self.year, self.month, self.day] {
            write_i64(field, bytes);
        }
        Some(())
    }

    fn changed(mut self, edges: &Edges, chance: &mut Chance) -> Option<NativeDate> {
        let other = chance.one_of(&edges.dates);
        match chance.below(3) {
            0 => self.year = other.year,
            1 => self.month = i64::from(other.month.number),
            _ => self.day = i64::from(other.day),
        }
        Some(self)
    }

    #[cfg(test)]
    fn any() -> BoxedStrategy<NativeDate> {
        let fields = [super::tests::number(), super::tests::number(), super::tests::number()];
        fields.prop_map(|[year, month, day]| NativeDate { year, month, day }).boxed()
    }
}
