//! Temporal's rules for adding and differences in their simplest form: month by month and year by
//! year, as the specification states them. Slow, and independent of any closed formula.
//!
//! Source: ECMA-402, intl-era-monthcode proposal, `NonISODateAdd`, `NonISODateUntil`,
//! `NonISODateSurpasses` and `ConstrainMonthCode`.

mod fields;
mod month_days;

use std::cmp::Ordering;

use calproof_registry::{
    Calendar, Date, DateDuration, MonthCode, Overflow, RataDie, Reason, Refusal, Unit,
};

use crate::spec;

/// The most months to step over in a sum, to bound the time.
const MOST_MONTHS: i64 = 20_000;
/// The most years over which months are counted, since each candidate is stepped to anew.
const MOST_YEARS: i64 = 150;

/// Steps through the months of a calendar.
pub(super) struct Steps<'a>(pub(super) &'a dyn Calendar);

/// A year, and the ordinal of a month in it.
type Month = (i64, u32);

impl Steps<'_> {
    /// The date plus the duration. A sum that takes too many steps is *unsupported*.
    pub(super) fn add(
        &self,
        date: Date,
        duration: DateDuration,
        overflow: Overflow,
    ) -> Result<Date, Refusal> {
        self.0.day(date)?;
        let far = Refusal::Bare(Reason::OutOfRange);
        let year = date.year.checked_add(duration.years).ok_or(far)?;
        let ordinal = self.ordinal(year, date.month, overflow)?;
        let (year, ordinal) = self.balance((year, ordinal), duration.months)?;
        let month = self.0.month_code(year, ordinal)?;
        let day = match overflow {
            Overflow::Constrain => self.nearest(Date { year, month, ..date })?,
            Overflow::Reject => self.0.day(Date { year, month, ..date })?,
        };
        let days = 7 * i128::from(duration.weeks) + i128::from(duration.days);
        let day = i64::try_from(i128::from(day.0) + days).map_err(|_| far)?;
        self.0.date(RataDie(day))
    }

    /// The difference between two dates.
    pub(super) fn until(
        &self,
        from: Date,
        to: Date,
        largest: Unit,
    ) -> Result<DateDuration, Refusal> {
        let (first, last) = (self.0.day(from)?.0, self.0.day(to)?.0);
        let (days, none) = (last - first, DateDuration::default());
        match largest {
            Unit::Day => return Ok(DateDuration { days, ..none }),
            Unit::Week => return Ok(DateDuration { weeks: days / 7, days: days % 7, ..none }),
            Unit::Month | Unit::Year => {}
        }
        let sign = days.signum();
        if sign == 0 {
            return Ok(none);
        }
        let (mut years, mut months) = (0, 0);
        if largest == Unit::Year {
            let mut candidate = to.year - from.year;
            candidate -= candidate.signum();
            while !self.surpasses((from, to), sign, (candidate, 0)) {
                years = candidate;
                candidate += sign;
            }
        } else if (to.year - from.year).abs() > MOST_YEARS {
            return Err(Refusal::Unsupported);
        }
        let mut candidate = sign;
        while !self.surpasses((from, to), sign, (years, candidate)) {
            months = candidate;
            candidate += sign;
        }
        let ordinal = self.ordinal(from.year + years, from.month, Overflow::Constrain)?;
        let (year, ordinal) = self.balance((from.year + years, ordinal), months)?;
        let month = self.0.month_code(year, ordinal)?;
        let reached = self.nearest(Date { year, month, day: from.day })?;
        Ok(DateDuration { years, months, weeks: 0, days: last - reached.0 })
    }

    /// The day of the date, or of the nearest existing date before it in its month.
    fn nearest(&self, date: Date) -> Result<RataDie, Refusal> {
        let mut answer = self.0.day(date);
        for day in (1..date.day).rev() {
            if answer.is_ok() {
                break;
            }
            answer = self.0.day(Date { day, ..date });
        }
        answer
    }

    /// The month's ordinal in the year, or that of its replacement if the year lacks the month.
    fn ordinal(&self, year: i64, month: MonthCode, overflow: Overflow) -> Result<u32, Refusal> {
        let ordinal = self.0.month_ordinal(year, month);
        match (ordinal, overflow) {
            (Err(refusal), Overflow::Constrain) if refusal.reason() == Reason::NoSuchMonth => {
                let spec = spec::by_name(self.0.id()).ok().flatten();
                let other =
                    spec.map_or(MonthCode::common(month.number), |spec| spec.replacement(month));
                self.0.month_ordinal(year, other)
            }
            (ordinal, _) => ordinal,
        }
    }

    /// The month that lies this many months later.
    fn balance(&self, (mut year, ordinal): Month, months: i64) -> Result<Month, Refusal> {
        if months.abs() > MOST_MONTHS {
            return Err(Refusal::Unsupported);
        }
        let mut ordinal = i64::from(ordinal) + months;
        while ordinal < 1 {
            year -= 1;
            ordinal += i64::from(self.0.months_in_year(year)?);
        }
        while ordinal > i64::from(self.0.months_in_year(year)?) {
            ordinal -= i64::from(self.0.months_in_year(year)?);
            year += 1;
        }
        Ok((year, ordinal as u32))
    }

    /// Whether adding these years and months passes the second date. Dates beyond the range always
    /// do.
    fn surpasses(&self, dates: (Date, Date), sign: i64, by: (i64, i64)) -> bool {
        self.try_surpasses(dates, sign, by).unwrap_or(true)
    }

    fn try_surpasses(
        &self,
        (from, to): (Date, Date),
        sign: i64,
        (years, months): (i64, i64),
    ) -> Result<bool, Refusal> {
        let passes = |order: Ordering| order as i64 * sign > 0;
        let year = from.year + years;
        // Compared by code only in years without the month; in others, codes have the order of
        // ordinals.
        if self.0.month_ordinal(year, from.month).is_err() {
            let code = |date: Date| (date.month.number, date.month.leap);
            if passes((year, code(from), from.day).cmp(&(to.year, code(to), to.day))) {
                return Ok(true);
            }
        }
        let ordinal = self.ordinal(year, from.month, Overflow::Constrain)?;
        let (year, ordinal) = self.balance((year, ordinal), months)?;
        let to_ordinal = self.0.month_ordinal(to.year, to.month)?;
        Ok(passes((year, ordinal, from.day).cmp(&(to.year, to_ordinal, to.day))))
    }
}
