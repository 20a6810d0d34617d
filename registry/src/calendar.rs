//! The trait that an implementer of one calendar writes.

use crate::arithmetic::{DateDuration, Overflow, Unit};
use crate::date::{Date, MonthCode, NativeDate, Numbering};
use crate::date_fields::DateFields;
use crate::day::{RataDie, Weekday};
use crate::era::{Era, EraYear};
use crate::iso_week::IsoWeekDate;
use crate::month_day::MonthDay;
use crate::refusal::Refusal;

/// The days for which a calendar answers, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DayRange {
    /// The first day.
    pub first: RataDie,
    /// The last day.
    pub last: RataDie,
}

impl DayRange {
    /// Whether the day lies in the range.
    pub const fn contains(self, day: RataDie) -> bool {
        self.first.0 <= day.0 && day.0 <= self.last.0
    }

    /// The days in both ranges; `None` if there are none.
    #[must_use]
    pub fn intersection(self, other: DayRange) -> Option<DayRange> {
        let both = DayRange { first: self.first.max(other.first), last: self.last.min(other.last) };
        (both.first <= both.last).then_some(both)
    }
}

/// What a calendar does with a day beyond its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BeyondRange {
    /// It refuses.
    Refuses,
    /// It is documented to answer with the nearest date that it has.
    Clamps,
}

/// What a calendar is documented to do with something that does not exist: month 13, 30 February,
/// the leap month of a year that lacks it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Leniency {
    /// It refuses.
    #[default]
    Refused,
    /// It takes the nearest that exists: for 30 February the last day of the month.
    Constrained,
    /// It counts on: 30 February is 1 or 2 March.
    RolledOver,
    /// Its documentation does not say what it does.
    Undefined,
}

/// A calendar: converts days to dates and back.
///
/// Three methods are required. Each of the others is *unsupported* until it is overridden; what is
/// unsupported is not asked. No method may panic, wrap or clamp, for any `i64` and any fields.
/// Methods that are added later will always have a default.
///
/// ```
/// use calproof_registry::{Calendar, Date, RataDie, Refusal, calendars};
/// let julian = calendars::by_id("julian").unwrap();
/// assert_eq!(julian.date(RataDie(1)), Ok(Date::new(1, 1, 3)));
/// assert_eq!(julian.day(Date::new(2026, 2, 29)), Err(Refusal::NoSuchDay { month_length: 28 }));
/// ```
pub trait Calendar: Send + Sync {
    /// The calendar's id: the CLDR's where it has one, in lower case.
    fn id(&self) -> &str;

    /// The date of a day.
    ///
    /// # Errors
    ///
    /// The day lies outside the calendar's range.
    fn date(&self, day: RataDie) -> Result<Date, Refusal>;

    /// The day of a date.
    ///
    /// # Errors
    ///
    /// The date does not exist, or lies outside the calendar's range; the refusal says which.
    fn day(&self, date: Date) -> Result<RataDie, Refusal>;

    /// The id of the published rule behind the dates, where one calendar id has several rules.
    fn rule(&self) -> &str {
        self.id()
    }

    /// The days for which [`Calendar::date`] answers.
    fn range(&self) -> Result<DayRange, Refusal> {
        Err(Refusal::Unsupported)
    }

    /// What [`Calendar::date`] does with a day beyond the range.
    fn beyond_range(&self) -> BeyondRange {
        BeyondRange::Refuses
    }

    /// What the calendar does when this question asks about something that does not exist. A
    /// question has the name of its method, with `-` for `_`: `"day-native"`.
    ///
    /// ```
    /// use calproof_registry::{Leniency, calendars};
    /// let julian = calendars::by_id("julian").unwrap();
    /// assert_eq!(julian.leniency("day"), Leniency::Refused);
    /// ```
    fn leniency(&self, _question: &str) -> Leniency {
        Leniency::Refused
    }

    /// How [`Calendar::day_native`] counts years and months.
    fn numbering(&self) -> Numbering {
        Numbering { year_zero: true }
    }

    /// The day of a date in the implementation's own integers.
    fn day_native(&self, _date: NativeDate) -> Result<RataDie, Refusal> {
        Err(Refusal::Unsupported)
    }

    /// How many months the extended year has.
    fn months_in_year(&self, _year: i64) -> Result<u32, Refusal> {
        Err(Refusal::Unsupported)
    }

    /// How many days the extended year has.
    fn days_in_year(&self, _year: i64) -> Result<u32, Refusal> {
        Err(Refusal::Unsupported)
    }

    /// How many days the month has in the extended year.
    fn days_in_month(&self, _year: i64, _month: MonthCode) -> Result<u32, Refusal> {
        Err(Refusal::Unsupported)
    }

    /// Whether the extended year is a leap year: one with a leap day or a leap month.
    fn is_leap_year(&self, _year: i64) -> Result<bool, Refusal> {
        Err(Refusal::Unsupported)
    }

    /// The calendar's own weekday of the day; `None` for a day outside the week.
    fn weekday(&self, _day: RataDie) -> Result<Option<Weekday>, Refusal> {
        Err(Refusal::Unsupported)
    }

    /// The number of days in the day's week. A day outside the week has none, and is refused with
    /// [`Reason::NoSuchWeek`](crate::Reason::NoSuchWeek).
    fn days_in_week(&self, _day: RataDie) -> Result<u32, Refusal> {
        Err(Refusal::Unsupported)
    }

    /// The code of the month with this ordinal in the year, counted from 1.
    fn month_code(&self, _year: i64, _ordinal: u32) -> Result<MonthCode, Refusal> {
        Err(Refusal::Unsupported)
    }

    /// The ordinal of the month in the year, counted from 1.
    fn month_ordinal(&self, _year: i64, _month: MonthCode) -> Result<u32, Refusal> {
        Err(Refusal::Unsupported)
    }

    /// The ordinal of the day in its year, counted from 1. Days that a reform left out have no
    /// ordinal: it counts the days that the year really had, up to this one.
    ///
    /// ```
    /// use calproof_registry::{Calendar, Date, calendars};
    /// let cutover = calendars::by_id("gregory-cutover-1582").unwrap();
    /// let first_gregorian_day = cutover.day(Date::new(1582, 10, 15)).unwrap();
    /// assert_eq!(cutover.day_of_year(first_gregorian_day), Ok(278));
    /// ```
    fn day_of_year(&self, _day: RataDie) -> Result<u32, Refusal> {
        Err(Refusal::Unsupported)
    }

    /// The day with this ordinal in the extended year, as counted by [`Calendar::day_of_year`].
    fn day_from_ordinal(&self, _year: i64, _ordinal: u32) -> Result<RataDie, Refusal> {
        Err(Refusal::Unsupported)
    }

    /// The ISO 8601 week of the day. It belongs to Gregorian years; a calendar with other years has
    /// none.
    fn iso_week(&self, _day: RataDie) -> Result<IsoWeekDate, Refusal> {
        Err(Refusal::Unsupported)
    }

    /// The day of a week of ISO 8601.
    ///
    /// ```
    /// use calproof_registry::{Calendar, Date, calendars};
    /// let gregory = calendars::by_id("gregory").unwrap();
    /// let new_year = gregory.day(Date::new(2006, 1, 1));
    /// assert_eq!(gregory.day_from_iso_week("2005-W52-7".parse().unwrap()), new_year);
    /// assert!(gregory.day_from_iso_week("2005-W53-7".parse().unwrap()).is_err());
    /// ```
    fn day_from_iso_week(&self, _week: IsoWeekDate) -> Result<RataDie, Refusal> {
        Err(Refusal::Unsupported)
    }

    /// The calendar's eras, in the order in which they begin; empty where no authority defines any.
    fn eras(&self) -> &[Era] {
        &[]
    }

    /// The day's era and the year in it.
    fn era_year(&self, _day: RataDie) -> Result<EraYear, Refusal> {
        Err(Refusal::Unsupported)
    }

    /// The extended year of a year of an era. As in Temporal, the year may lie outside the era:
    /// Heisei 40 is 2028.
    fn extended_year(&self, _year: EraYear) -> Result<i64, Refusal> {
        Err(Refusal::Unsupported)
    }

    /// The day on which the day of the month fell in a reference year, by the rules of Temporal: the
    /// latest from 1900 to 1972 of ISO 8601 that is one, or else the earliest from 1973 to 2035.
    /// Source: ECMA-402, intl-era-monthcode proposal, `NonISOMonthDayToISOReferenceDate`.
    ///
    /// ```
    /// use calproof_registry::{Calendar, Date, Overflow, calendars};
    /// let hebrew = calendars::by_id("hebrew").unwrap();
    /// let adar_i = hebrew.month_day("M05L-01".parse().unwrap(), Overflow::Reject).unwrap();
    /// assert_eq!(calendars::Gregory.date(adar_i), Ok(Date::new(1970, 2, 7)));
    /// ```
    fn month_day(&self, _day: MonthDay, _overflow: Overflow) -> Result<RataDie, Refusal> {
        Err(Refusal::Unsupported)
    }

    /// The date, if there is one; constrained, the nearest that its year has, by the rules of
    /// Temporal: for a leap month that the year lacks another month, then the last day of the month
    /// for a later one. What the calendar has in no year is refused.
    /// Source: ECMA-402, intl-era-monthcode proposal, `NonISOCalendarDateToISO`.
    ///
    /// ```
    /// use calproof_registry::{Calendar, Date, Overflow, calendars};
    /// let (gregory, leap_day) = (calendars::by_id("gregory").unwrap(), Date::new(2023, 2, 29));
    /// let nearest = gregory.nearest_date(leap_day, Overflow::Constrain);
    /// assert_eq!(nearest, Ok(Date::new(2023, 2, 28)));
    /// assert!(gregory.nearest_date(leap_day, Overflow::Reject).is_err());
    /// ```
    fn nearest_date(&self, _date: Date, _overflow: Overflow) -> Result<Date, Refusal> {
        Err(Refusal::Unsupported)
    }

    /// The date that has these fields, by the rules of Temporal: enough are a year, or an era and the
    /// year in it, or all three; the month's code, or its ordinal, or both; and the day. Those that
    /// contradict one another are refused, whatever is to be constrained.
    /// Source: ECMA-402, intl-era-monthcode proposal, `NonISOResolveFields`.
    ///
    /// ```
    /// use calproof_registry::{Calendar, Date, Overflow, Reason, calendars};
    /// let japanese = calendars::by_id("japanese").unwrap();
    /// let of = |fields: &str| {
    ///     let date = japanese.date_from_fields(fields.parse().unwrap(), Overflow::Reject);
    ///     date.map_err(|refusal| refusal.reason())
    /// };
    /// assert_eq!(of("era=heisei/era-year=2/ordinal=3/day=1"), Ok(Date::new(1990, 3, 1)));
    /// assert_eq!(of("year=1990/era=heisei/era-year=3/month=M03/day=1"), Err(Reason::Contradiction));
    /// assert_eq!(of("year=1990/month=M03"), Err(Reason::MissingField));
    /// ```
    fn date_from_fields(&self, _fields: DateFields, _overflow: Overflow) -> Result<Date, Refusal> {
        Err(Refusal::Unsupported)
    }

    /// The date that is so much later, by the rules of Temporal: first the years, with the month's
    /// code as it is; then the months, by their places in the year; then the day of the month is
    /// made to fit; then weeks and days.
    /// Source: ECMA-402, intl-era-monthcode proposal, `NonISODateAdd`.
    ///
    /// ```
    /// use calproof_registry::{Calendar, Date, DateDuration, Overflow, calendars};
    /// let gregory = calendars::by_id("gregory").unwrap();
    /// let month = DateDuration { months: 1, ..DateDuration::default() };
    /// let january = Date::new(2025, 1, 31);
    /// let february = Date::new(2025, 2, 28);
    /// assert_eq!(gregory.add(january, month, Overflow::Constrain), Ok(february));
    /// assert!(gregory.add(january, month, Overflow::Reject).is_err());
    /// ```
    fn add(
        &self,
        _date: Date,
        _duration: DateDuration,
        _overflow: Overflow,
    ) -> Result<Date, Refusal> {
        Err(Refusal::Unsupported)
    }

    /// The duration between two dates, by the rules of Temporal: as many of the largest unit as do
    /// not pass the second date, then as many of the next; negative if the second date is the
    /// earlier one. Weeks appear only if they are the largest unit.
    /// Source: ECMA-402, intl-era-monthcode proposal, `NonISODateUntil`.
    ///
    /// ```
    /// use calproof_registry::{Calendar, Date, Unit, calendars};
    /// let gregory = calendars::by_id("gregory").unwrap();
    /// let between = gregory.until(Date::new(2024, 2, 29), Date::new(2026, 2, 28), Unit::Year);
    /// assert_eq!(between.unwrap().to_string(), "P1Y11M30D");
    /// ```
    fn until(&self, _from: Date, _to: Date, _largest: Unit) -> Result<DateDuration, Refusal> {
        Err(Refusal::Unsupported)
    }
}
