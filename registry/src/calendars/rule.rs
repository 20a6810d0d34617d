//! Makes a whole calendar from a published rule: validation, refusals and counts, written once.

use super::{arithmetic, fields, month_days};
use crate::arithmetic::{DateDuration, Overflow, Unit};
use crate::calendar::{Calendar, DayRange};
use crate::date::{Date, MonthCode, NativeDate};
use crate::date_fields::DateFields;
use crate::day::{RataDie, Weekday};
use crate::era::{Era, EraCode, EraYear};
use crate::iso_week::IsoWeekDate;
use crate::month_day::MonthDay;
use crate::refusal::{Reason, Refusal};

/// The years of all arithmetic calendars here: those that an `i32` can hold.
pub(super) const I32_YEARS: (i64, i64) = (i32::MIN as i64, i32::MAX as i64);

/// A calendar's published rule: where its years begin and how long its months are.
///
/// Every method may assume that years lie in `YEARS`, days in `DAYS` and ordinals in
/// `1..=month_count(year)`; callers ensure it.
pub(super) trait Rule: Send + Sync {
    /// The calendar's id.
    const ID: &'static str;
    /// The first and the last extended year.
    const YEARS: (i64, i64);
    /// The first day of the first year and the last day of the last.
    const DAYS: (i64, i64);
    /// Every month has the days up to this one, so that they need no look at the month.
    const SHORTEST_MONTH: u32;
    /// The eras, in the order in which they begin; the first has no beginning.
    const ERAS: &'static [Era];

    /// Whether its years are those of the Gregorian calendar, to which ISO 8601 weeks belong.
    const HAS_ISO_WEEKS: bool = false;

    /// The year that holds the day, the month's ordinal in it and the day of the month.
    fn split(&self, day: i64) -> (i64, u32, u32);

    /// The day on which the month begins.
    fn month_start(&self, year: i64, ordinal: u32) -> i64;

    /// How many days the month has.
    fn month_length(&self, year: i64, ordinal: u32) -> u32;

    /// The requested day of the month, or the nearest one before it. It is other than the last day
    /// only where days are missing within the month.
    #[inline]
    fn nearest_day(&self, year: i64, ordinal: u32, day: u32) -> u32 {
        day.min(self.month_length(year, ordinal))
    }

    /// The day with this number in the month. The month must have it.
    #[inline]
    fn day_of_month(&self, year: i64, ordinal: u32, day: u32) -> i64 {
        self.month_start(year, ordinal) + i64::from(day) - 1
    }

    /// The refusal of a day that the month does not have.
    fn no_such_day(&self, year: i64, ordinal: u32) -> Refusal {
        Refusal::NoSuchDay { month_length: self.month_length(year, ordinal) }
    }

    /// Whether the year has a leap day or a leap month.
    fn is_leap(&self, year: i64) -> bool;

    /// How many months the year has.
    fn month_count(&self, _year: i64) -> u32 {
        12
    }

    /// The weekday of the day; `None` for a day outside the week.
    fn weekday(&self, day: i64) -> Option<Weekday> {
        Some(RataDie(day).weekday())
    }

    /// The code of the month.
    fn code(&self, _year: i64, ordinal: u32) -> MonthCode {
        MonthCode::common(ordinal as u8)
    }

    /// The ordinal of the month with this code; `None` if the year lacks it.
    fn ordinal(&self, year: i64, month: MonthCode) -> Option<u32> {
        let ordinal = u32::from(month.number);
        (!month.leap && 1 <= ordinal && ordinal <= self.month_count(year)).then_some(ordinal)
    }

    /// The month that stands in for a leap month in years that lack it; `None` if no year has the
    /// month.
    fn stand_in(&self, _month: MonthCode) -> Option<MonthCode> {
        None
    }

    /// How many months lie between the month and a fixed one, in closed form, so that the cost does
    /// not depend on the year.
    fn month_index(&self, year: i64, ordinal: u32) -> i64 {
        i64::from(self.month_count(year)) * year + i64::from(ordinal) - 1
    }

    /// The month with this index. The index must lie in the range.
    fn month_at(&self, index: i64) -> (i64, u32) {
        let months = i64::from(self.month_count(Self::YEARS.0));
        (index.div_euclid(months), index.rem_euclid(months) as u32 + 1)
    }
}

impl<R: Rule> Calendar for R {
    fn id(&self) -> &str {
        R::ID
    }

    #[inline]
    fn date(&self, day: RataDie) -> Result<Date, Refusal> {
        let (first, last) = R::DAYS;
        if day.0 < first || last < day.0 {
            return Err(Refusal::DayOutOfRange { first, last });
        }
        let (year, ordinal, day) = self.split(day.0);
        Ok(Date { year, month: self.code(year, ordinal), day })
    }

    #[inline]
    fn day(&self, date: Date) -> Result<RataDie, Refusal> {
        let ordinal = ordinal_of(self, date.year, date.month)?;
        let is_sure = 0 < date.day && date.day <= R::SHORTEST_MONTH;
        if !is_sure && (date.day == 0 || self.nearest_day(date.year, ordinal, date.day) != date.day)
        {
            return Err(self.no_such_day(date.year, ordinal));
        }
        Ok(RataDie(self.day_of_month(date.year, ordinal, date.day)))
    }

    fn range(&self) -> Result<DayRange, Refusal> {
        Ok(DayRange { first: RataDie(R::DAYS.0), last: RataDie(R::DAYS.1) })
    }

    fn day_native(&self, date: NativeDate) -> Result<RataDie, Refusal> {
        // A number too large for a field of `Date` is as impossible as the largest number that
        // fits.
        let ordinal = u32::try_from(date.month).unwrap_or(u32::MAX);
        let month = self.month_code(date.year, ordinal)?;
        let day = u32::try_from(date.day).unwrap_or(u32::MAX);
        self.day(Date { year: date.year, month, day })
    }

    fn months_in_year(&self, year: i64) -> Result<u32, Refusal> {
        check_year::<R>(year)?;
        Ok(self.month_count(year))
    }

    fn days_in_year(&self, year: i64) -> Result<u32, Refusal> {
        check_year::<R>(year)?;
        let months = self.month_count(year);
        let last = self.month_start(year, months) + i64::from(self.month_length(year, months));
        Ok((last - self.month_start(year, 1)) as u32)
    }

    fn days_in_month(&self, year: i64, month: MonthCode) -> Result<u32, Refusal> {
        Ok(self.month_length(year, ordinal_of(self, year, month)?))
    }

    fn is_leap_year(&self, year: i64) -> Result<bool, Refusal> {
        check_year::<R>(year)?;
        Ok(self.is_leap(year))
    }

    fn weekday(&self, day: RataDie) -> Result<Option<Weekday>, Refusal> {
        let (first, last) = R::DAYS;
        if day.0 < first || last < day.0 {
            return Err(Refusal::DayOutOfRange { first, last });
        }
        Ok(Rule::weekday(self, day.0))
    }

    fn days_in_week(&self, day: RataDie) -> Result<u32, Refusal> {
        let weekday = Calendar::weekday(self, day)?;
        weekday.map(|_| Weekday::ALL.len() as u32).ok_or(Refusal::Bare(Reason::NoSuchWeek))
    }

    fn month_code(&self, year: i64, ordinal: u32) -> Result<MonthCode, Refusal> {
        check_year::<R>(year)?;
        let months = self.month_count(year);
        if ordinal == 0 || ordinal > months {
            return Err(Refusal::NoSuchOrdinal { months });
        }
        Ok(self.code(year, ordinal))
    }

    fn month_ordinal(&self, year: i64, month: MonthCode) -> Result<u32, Refusal> {
        ordinal_of(self, year, month)
    }

    fn day_of_year(&self, day: RataDie) -> Result<u32, Refusal> {
        let (first, last) = R::DAYS;
        if day.0 < first || last < day.0 {
            return Err(Refusal::DayOutOfRange { first, last });
        }
        let (year, ..) = self.split(day.0);
        Ok((day.0 - self.month_start(year, 1) + 1) as u32)
    }

    fn day_from_ordinal(&self, year: i64, ordinal: u32) -> Result<RataDie, Refusal> {
        let days = self.days_in_year(year)?;
        if ordinal == 0 || ordinal > days {
            return Err(Refusal::NoSuchDayOfYear { days });
        }
        Ok(RataDie(self.month_start(year, 1) + i64::from(ordinal) - 1))
    }

    fn iso_week(&self, day: RataDie) -> Result<IsoWeekDate, Refusal> {
        if R::HAS_ISO_WEEKS { IsoWeekDate::of(day) } else { Err(Refusal::Unsupported) }
    }

    fn day_from_iso_week(&self, week: IsoWeekDate) -> Result<RataDie, Refusal> {
        if !R::HAS_ISO_WEEKS {
            return Err(Refusal::Unsupported);
        }
        let (day, (first, last)) = (week.day()?, R::DAYS);
        // The first week of the first year may begin before that year.
        let is_within = first <= day.0 && day.0 <= last;
        is_within.then_some(day).ok_or(Refusal::DayOutOfRange { first, last })
    }

    fn eras(&self) -> &[Era] {
        R::ERAS
    }

    fn era_year(&self, day: RataDie) -> Result<EraYear, Refusal> {
        let extended = self.date(day)?.year;
        let holds = |era: &&Era| era.first.is_none_or(|first| first <= day.0);
        let era = R::ERAS.iter().rev().find(holds).ok_or(Refusal::Unsupported)?;
        let code = EraCode::new(era.code).ok_or(Refusal::Unsupported)?;
        let year = era.year_of(extended).ok_or(Refusal::Unsupported)?;
        Ok(EraYear { era: code, year })
    }

    fn extended_year(&self, year: EraYear) -> Result<i64, Refusal> {
        let era = R::ERAS.iter().find(|era| era.is_called(year.era));
        let era = era.ok_or(Refusal::NoSuchEra { era: year.era })?;
        let (first, last) = R::YEARS;
        let extended = era.extended_year(year.year);
        let extended = extended.ok_or(Refusal::YearOutOfRange { first, last })?;
        check_year::<R>(extended).map(|()| extended)
    }

    fn month_day(&self, day: MonthDay, overflow: Overflow) -> Result<RataDie, Refusal> {
        month_days::month_day(self, day, overflow)
    }

    fn nearest_date(&self, date: Date, overflow: Overflow) -> Result<Date, Refusal> {
        month_days::nearest_date(self, date, overflow)
    }

    fn date_from_fields(&self, given: DateFields, overflow: Overflow) -> Result<Date, Refusal> {
        fields::date(self, given, overflow)
    }

    fn add(&self, date: Date, duration: DateDuration, overflow: Overflow) -> Result<Date, Refusal> {
        arithmetic::add(self, date, duration, overflow)
    }

    fn until(&self, from: Date, to: Date, largest: Unit) -> Result<DateDuration, Refusal> {
        arithmetic::until(self, from, to, largest)
    }
}

#[inline]
pub(super) fn check_year<R: Rule>(year: i64) -> Result<(), Refusal> {
    let (first, last) = R::YEARS;
    if year < first || last < year {
        return Err(Refusal::YearOutOfRange { first, last });
    }
    Ok(())
}

#[inline]
pub(super) fn ordinal_of<R: Rule>(rule: &R, year: i64, month: MonthCode) -> Result<u32, Refusal> {
    check_year::<R>(year)?;
    rule.ordinal(year, month).ok_or_else(|| match rule.stand_in(month) {
        Some(_) => Refusal::NoSuchMonthInYear { month, year },
        None => Refusal::NoSuchMonth { month },
    })
}
