//! Spans: pairs of dates, and the largest unit of the difference between them.

use std::fmt;

use calproof_registry::{Date, Unit};
use proptest::prelude::*;

use super::simpler::towards_zero;
use super::{Extent, InputKind};
use crate::case::boundary::{self, Boundary};
use crate::case::bytes::{Reader, write_date};
use crate::case::mutation::Edges;
use crate::case::plan::{Generated, Plan};
use crate::case::{edges, strategy};
use crate::chance::Chance;
use crate::query::Span;
use crate::shape::Shape;
use crate::spec::Spec;

/// Two dates of the declared range.
pub static EDGES: Plan<Span> = Plan::new(
    "pairs of boundary dates, pairs of month ends in every unit, and generated pairs",
    |shape| {
        let mut spans = pairs(shape);
        spans.extend(grid(shape));
        spans
    },
    |shape, span| shape.has_date(span.from) && shape.has_date(span.to),
)
.is_for(is_known)
.generated(generated)
.fuzzed(generated);

/// The most years over which a subject is asked for units below the year: many implementations add
/// months one by one, and days month by month.
const MOST_YEARS: u64 = 1000;

/// Pairs of boundary dates, near and far apart, in both directions, cycling through the units.
fn pairs(shape: &Shape<'_>) -> Vec<Span> {
    let dates = edges::dates(shape);
    let units = Unit::ALL.map(|(unit, _)| unit).into_iter().cycle();
    // Steps coprime to the periods in which the dates are listed: months, month ends, years.
    let pairs = [1, 5, 29, 317].into_iter().flat_map(|step| {
        let others = dates.iter().cycle().skip(step);
        dates.iter().copied().zip(others.copied()).collect::<Vec<(Date, Date)>>()
    });
    let spans = pairs.zip(units).enumerate();
    spans
        .map(|(index, ((one, other), largest))| {
            let (from, to) = if index % 2 == 0 { (one, other) } else { (other, one) };
            Span { from, to, largest }.affordable()
        })
        .collect()
}

/// From each end of a month to each end of a month in the same year and in the next year of the
/// grid, in all units and both directions.
fn grid(shape: &Shape<'_>) -> Vec<Span> {
    let years = edges::grid(shape);
    let mut spans = Vec::new();
    for (place, dates) in years.iter().enumerate() {
        let is_next = |other: &&Vec<Date>| {
            let year = |dates: &[Date]| dates.first().map(|date| date.year);
            year(other) == year(dates).and_then(|year| year.checked_add(1))
        };
        let next = years.get(place + 1).filter(is_next).into_iter().flatten();
        let others: Vec<Date> = dates.iter().chain(next).copied().collect();
        for (place, from) in dates.iter().enumerate() {
            for to in &others[place + 1..] {
                // A first day to first days, a last one to last ones; and to all days in years.
                let is_alike = (from.day == 1) == (to.day == 1);
                let units = Unit::ALL.map(|(unit, _)| unit);
                for largest in units.into_iter().filter(|unit| is_alike || *unit == Unit::Year) {
                    spans.push(Span { from: *from, to: *to, largest });
                    spans.push(Span { from: *to, to: *from, largest });
                }
            }
        }
    }
    spans
}

fn is_known(shape: &Shape<'_>, span: &Span) -> bool {
    shape.is_known_date(span.from) && shape.is_known_date(span.to)
}

/// Two places in the calendar and the largest unit.
fn generated(years: (i64, i64)) -> BoxedStrategy<Generated> {
    let unit = prop::sample::select(Unit::ALL.map(|(unit, _)| unit).to_vec());
    let parts = (strategy::place(years), strategy::place(years), unit);
    let span = parts.prop_map(|(from, to, largest)| {
        Generated::new(move |shape| {
            let (from, to) = (from.date(shape)?, to.date(shape)?);
            Some(Span { from, to, largest }.affordable())
        })
    });
    span.boxed()
}

impl InputKind for Span {
    const KEY: &'static str = "span";
    const NUMBER: Option<u8> = Some(5);
    const OF_EDGES: Option<fn(&Edges, [Date; 2], &mut Chance) -> Span> =
        Some(|_, [from, to], chance| Span { from, to, largest: chance.one_of(&Unit::ALL).0 });

    type Given<'a> = &'a Span;

    fn given(&self) -> &Span {
        self
    }

    fn spell(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }

    fn read(_: Option<&Spec>, text: &str) -> Result<Span, String> {
        match text.split('/').collect::<Vec<_>>().as_slice() {
            [from, to, largest] => {
                Ok(Span { from: from.parse()?, to: to.parse()?, largest: largest.parse()? })
            }
            _ => Err(format!(
                "`{text}` is not a span; expected for example `2024-02-29/2026-02-28/year`"
            )),
        }
    }

    /// Dates near each other and near the epoch are simpler.
    fn size(&self) -> (u64, u64) {
        let Span { from, to, .. } = self;
        let years = from.size().0.saturating_add(to.year.abs_diff(from.year));
        let months = u64::from(from.month.number.abs_diff(to.month.number));
        (years, 100 * months + u64::from(from.day) + u64::from(to.day))
    }

    fn extent(&self) -> Extent {
        let (from, to) = (self.from.year, self.to.year);
        Extent::Years(from.min(to), from.max(to))
    }

    /// The edge of whichever date is nearer to one.
    fn boundary(&self, shape: Option<&Shape<'_>>) -> Boundary {
        boundary::of_date(shape, self.from).min(boundary::of_date(shape, self.to))
    }

    fn is_within(&self, shape: &Shape<'_>) -> bool {
        self.from.is_within(shape) && self.to.is_within(shape)
    }

    fn simpler(&self, shape: &Shape<'_>) -> Vec<Span> {
        let Span { from, to, largest } = *self;
        // First move both dates together, which keeps the length of the span.
        let moved = towards_zero(from.year).into_iter().map(|year| {
            let to_year = to.year.saturating_add(year.saturating_sub(from.year));
            Span { from: Date { year, ..from }, to: Date { year: to_year, ..to }, largest }
        });
        let moved = moved.filter(|moved| moved.to.year.unsigned_abs() <= to.year.unsigned_abs());
        let froms = from.simpler(shape).into_iter().map(|from| Span { from, ..*self });
        let tos = to.simpler(shape).into_iter().map(|to| Span { to, ..*self });
        moved.chain(froms).chain(tos).collect()
    }

    fn moved(&self, shape: &Shape<'_>, [from_by, to_by, _]: [i64; 3]) -> Option<Span> {
        let from = shape.moved(self.from, from_by)?;
        let to = shape.moved(self.to, to_by)?;
        Some(Span { from, to, largest: self.largest }.affordable())
    }

    /// Counted in years if it is too long for smaller units.
    fn affordable(self) -> Span {
        let long = self.to.year.abs_diff(self.from.year) > MOST_YEARS;
        Span { largest: if long { Unit::Year } else { self.largest }, ..self }
    }

    fn is_promised(&self, shape: &Shape<'_>, _: i64) -> bool {
        is_known(shape, self)
    }

    fn read_bytes(reader: &mut Reader<'_>) -> Option<Span> {
        let (from, to) = (reader.date()?, reader.date()?);
        let largest = Unit::ALL.get(usize::from(reader.byte()?))?.0;
        Some(Span { from, to, largest })
    }

    fn write_bytes(&self, bytes: &mut Vec<u8>) -> Option<()> {
        write_date(self.from, bytes);
        write_date(self.to, bytes);
        bytes.push(self.largest as u8);
        Some(())
    }

    fn changed(mut self, edges: &Edges, chance: &mut Chance) -> Option<Span> {
        match chance.below(3) {
            0 => self.from = self.from.changed(edges, chance)?,
            1 => self.to = self.to.changed(edges, chance)?,
            _ => self.largest = chance.one_of(&Unit::ALL).0,
        }
        Some(self)
    }

    #[cfg(test)]
    fn any() -> BoxedStrategy<Span> {
        let unit = prop::sample::select(Unit::ALL.map(|(unit, _)| unit).to_vec());
        let fields = (Date::any(), Date::any(), unit);
        fields.prop_map(|(from, to, largest)| Span { from, to, largest }).boxed()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use calproof_registry::calendars;

    use super::*;
    use crate::case::Input;
    use crate::case::plan::AnyPlan;
    use crate::claim::Claim;
    use crate::query::Sum;

    #[test]
    fn month_ends_are_paired_in_every_unit() {
        let calendar = calendars::by_id("gregory").unwrap();
        let claim = Claim::of(calendar, calendar.range().ok(), BTreeSet::new());
        let shape = Shape::new("ours", &claim, None).unwrap();
        let planned = EDGES.planned(&shape);
        for (largest, _) in Unit::ALL {
            for (from, to) in [("1403-01-31", "1403-02-28"), ("1404-02-29", "1405-02-28")] {
                let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
                for span in [Span { from, to, largest }, Span { from: to, to: from, largest }] {
                    assert!(planned.contains(&Input::Span(span)), "{span}");
                }
            }
        }
    }

    #[test]
    fn short_spans_and_near_dates_have_smaller_sizes() {
        let span = |text: &str| Span::read(None, text).unwrap().size();
        let sum = |text: &str| Sum::read(None, text).unwrap().size();
        for (small, large) in [
            (span("2024-01-31/2024-02-28/day"), span("2024-01-31/2024-12-31/day")),
            (span("2024-01-31/2024-02-28/day"), span("2000-01-01/2100-01-01/day")),
            (span("0004-01-31/0005-02-28/day"), span("2024-01-31/2024-02-28/day")),
            (sum("2024-01-31/P1M/reject"), sum("2024-01-31/P3000M/reject")),
            (sum("2024-01-31/P1M/reject"), sum("2000-01-01/P400Y/reject")),
            (sum("0004-01-31/P1Y/reject"), sum("2024-01-31/P1M/reject")),
        ] {
            assert!(small < large);
        }
    }
}
