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
        if let Some(found) = self.reference_day(month, day)? {
            return Ok(found);
        }
        let mut is_month = false;
        for day in 1..=LONGEST_MONTH {
            is_month |= self.reference_day(month, day)?.is_some();
        }
        let refusal = Refusal::Bare(if is_month { Reason::NoSuchDay } else { Reason::NoSuchMonth });
        let months = [Some(month), self.other_month(month)];
        let days = match overflow {
            Overflow::Reject => day..=day,
            Overflow::Constrain => 1..=day.min(LONGEST_MONTH),
        };
        // The greatest day comes first, in a leap month before the one that stands for it.
        for day in days.rev().filter(|day| *day <= LONGEST_MONTH) {
            let count = if overflow == Overflow::Reject { 1 } else { 2 };
            for month in months.iter().flatten().take(count) {
                if let Some(found) = self.reference_day(*month, day)? {
                    return Ok(found);
                }
            }
        }
        Err(refusal)
    }

    /// The month that stands for it in other years; `None` if it is no leap month of the calendar.
    pub(super) fn other_month(&self, month: MonthCode) -> Option<MonthCode> {
        let spec = spec::by_name(self.0.id()).ok()??;
        (month.leap && spec.months.contains(&month)).then(|| spec.replacement(month))
    }

    /// The latest day of the first span that is this one of the month, or the earliest of the second;
    /// `None` if neither has it. Refused if the calendar's days do not reach far enough to tell: from
    /// the end of January 1900, before which no month-day of a reference lies, to the end of 2035.
    fn reference_day(&self, month: MonthCode, day: u32) -> Result<Option<RataDie>, Refusal> {
        let [earlier, later] = SPANS;
        let year = |day: i64| self.0.date(RataDie(day)).map(|date| date.year);
        let outside = |_| Refusal::Bare(Reason::OutOfRange);
        let in_year = |year| self.0.day(Date { year, month, day }).ok();
        let last = year(*earlier.end()).map_err(outside)?;
        // Lunar years are the shorter ones: 76 of them fill 73 others.
        let mut found = (last - 76..=last).rev().filter_map(in_year);
        if let Some(found) = found.find(|day| earlier.contains(&day.0)) {
            return Ok(Some(found));
        }
        year(earlier.start() + 31).map_err(outside)?;
        let first = year(*later.start()).map_err(outside)?;
        let found = (first..first + 66).filter_map(in_year).find(|day| later.contains(&day.0));
        if found.is_none() {
            year(*later.end()).map_err(outside)?;
        }
        Ok(found)
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
