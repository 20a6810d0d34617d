//! Temporal's rules for days of months without a year, and for the nearest date of a year: year by
//! year.
//!
//! Source: ECMA-402, intl-era-monthcode proposal, `NonISOMonthDayToISOReferenceDate` and
//! `NonISOCalendarDateToISO`.

use std::ops::RangeInclusive;

use calproof_registry::{Date, MonthCode, MonthDay, Overflow, RataDie, Reason, Refusal};

use super::Steps;
use crate::spec;

/// The days of 1900 to 1972 of ISO 8601, and of 1973 to 2035.
const SPANS: [RangeInclusive<i64>; 2] = [693_596..=720_258, 720_259..=743_268];

/// No month is longer: those of `symmetry454` have up to 35 days.
const LONGEST_MONTH: u32 = 35;

impl Steps<'_> {
    /// The day of the month in a reference year.
    pub(in crate::oracle) fn month_day(
        &self,
        MonthDay { month, day }: MonthDay,
        overflow: Overflow,
    ) -> Result<RataDie, Refusal> {
        if !SPANS.iter().all(|span| self.0.date(RataDie(*span.end())).is_ok()) {
            return Err(Refusal::Bare(Reason::OutOfRange));
        }
        let has = |month: &MonthCode, day| self.reference_day(*month, day).is_some();
        let is_month = (1..=LONGEST_MONTH).any(|day| has(&month, day));
        let refusal = Refusal::Bare(if is_month { Reason::NoSuchDay } else { Reason::NoSuchMonth });
        let months = [Some(month), self.other_month(month)];
        let days = match overflow {
            Overflow::Reject => day..=day,
            Overflow::Constrain => 1..=day.min(LONGEST_MONTH),
        };
        // The greatest day comes first, in a leap month before the one that stands for it.
        for day in days.rev().filter(|day| *day <= LONGEST_MONTH) {
            let mut months = months.iter().flatten().take(match overflow {
                Overflow::Reject => 1,
                Overflow::Constrain => 2,
            });
            let found = months.find_map(|month| self.reference_day(*month, day));
            if let Some(found) = found {
                return Ok(found);
            }
        }
        Err(refusal)
    }

    /// The month that stands for it in other years; `None` if it is no leap month of the calendar.
    pub(super) fn other_month(&self, month: MonthCode) -> Option<MonthCode> {
        let spec = spec::by_name(self.0.id()).ok()??;
        (month.leap && spec.months.contains(&month)).then(|| spec.replacement(month))
    }

    /// The latest day of the first span that is this one of the month, or the earliest of the second.
    fn reference_day(&self, month: MonthCode, day: u32) -> Option<RataDie> {
        let [earlier, later] = SPANS;
        let year = |day: &i64| self.0.date(RataDie(*day)).ok().map(|date| date.year);
        let in_year = |year| self.0.day(Date { year, month, day }).ok();
        let last = year(earlier.end())?;
        // Lunar years are the shorter ones: 76 of them fill 73 others.
        let found = (last - 76..=last).rev().filter_map(in_year);
        let found = found.into_iter().find(|day| earlier.contains(&day.0));
        found.or_else(|| {
            let first = year(later.start())?;
            (first..first + 66).filter_map(in_year).find(|day| later.contains(&day.0))
        })
    }

    /// The date, or the nearest of its year.
    pub(in crate::oracle) fn nearest_date(
        &self,
        date: Date,
        overflow: Overflow,
    ) -> Result<Date, Refusal> {
        if overflow == Overflow::Reject || date.day == 0 {
            return self.0.day(date).map(|_| date);
        }
        let lacks = self.0.month_ordinal(date.year, date.month).is_err();
        let other = self.other_month(date.month).filter(|_| lacks);
        let month = other.unwrap_or(date.month);
        let day = date.day.min(LONGEST_MONTH);
        self.0.date(self.nearest(Date { month, day, ..date })?)
    }
}
