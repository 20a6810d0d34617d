//! The measured conversions between Rata Die and fields, called as each library documents.

use calproof_registry::{Calendar, Date, MonthCode, RataDie};
use chrono::{Datelike, NaiveDate};
use icu_calendar::AsCalendar;
use icu_calendar::cal::Hijri;
use icu_calendar::cal::hijri::{
    TabularAlgorithm, TabularAlgorithmEpoch, TabularAlgorithmLeapYears,
};
use icu_calendar::types::{Month, RataDie as IcuRataDie};
use jiff::SignedDuration;

use super::{EPOCH, Fields};

/// ICU's `islamic-civil`.
pub(crate) const ICU_HIJRI: Hijri<TabularAlgorithm> =
    Hijri::new_tabular(TabularAlgorithmLeapYears::TypeII, TabularAlgorithmEpoch::Friday);

/// The Julian day number of RD 0, for `time`.
const JULIAN_DAY_OF_RD_0: i64 = 1_721_425;
/// jiff has no public day numbers; days are counted as durations from this day.
const JIFF_EPOCH: jiff::civil::Date = jiff::civil::date(1970, 1, 1);

pub(crate) fn reference_date(calendar: &impl Calendar, day: i64) -> Fields {
    let date = calendar.date(RataDie(day)).unwrap();
    let MonthCode { number, leap } = date.month;
    Fields { year: date.year as i32, month: number, leap_month: leap, day: date.day as u8 }
}

/// `LEAP_MONTHS`: whether the calendar has leap months, so that the caller must say which month is
/// meant.
pub(crate) fn reference_day<const LEAP_MONTHS: bool>(
    calendar: &impl Calendar,
    date: Fields,
) -> i64 {
    let month = MonthCode { number: date.month, leap: LEAP_MONTHS && date.leap_month };
    let date = Date { year: date.year.into(), month, day: date.day.into() };
    calendar.day(date).unwrap().0
}

pub(crate) fn icu_date(calendar: impl AsCalendar, day: i64) -> Fields {
    let date = icu_calendar::Date::from_rata_die(IcuRataDie::new(day), calendar);
    let month = date.month().to_input();
    Fields {
        year: date.year().extended_year(),
        month: month.number(),
        leap_month: month.is_leap(),
        day: date.day_of_month().0,
    }
}

pub(crate) fn icu_day<const LEAP_MONTHS: bool>(calendar: impl AsCalendar, date: Fields) -> i64 {
    let leap = LEAP_MONTHS && date.leap_month;
    let month = if leap { Month::leap(date.month) } else { Month::new(date.month) };
    let date = icu_calendar::Date::try_new(date.year.into(), month, date.day, calendar);
    date.unwrap().to_rata_die().to_i64_date()
}

pub(crate) fn chrono_date(day: i64) -> Fields {
    let date = NaiveDate::from_num_days_from_ce_opt(day as i32).unwrap();
    Fields { year: date.year(), month: date.month() as u8, day: date.day() as u8, ..EPOCH }
}

pub(crate) fn chrono_day(date: Fields) -> i64 {
    let date = NaiveDate::from_ymd_opt(date.year, date.month.into(), date.day.into()).unwrap();
    i64::from(date.num_days_from_ce())
}

pub(crate) fn time_date(day: i64) -> Fields {
    let date = time::Date::from_julian_day((day + JULIAN_DAY_OF_RD_0) as i32).unwrap();
    let (year, month, day) = date.to_calendar_date();
    Fields { year, month: month.into(), day, ..EPOCH }
}

pub(crate) fn time_day(date: Fields) -> i64 {
    let month = date.month.try_into().unwrap();
    let date = time::Date::from_calendar_date(date.year, month, date.day).unwrap();
    i64::from(date.to_julian_day()) - JULIAN_DAY_OF_RD_0
}

pub(crate) fn jiff_date(day: i64) -> Fields {
    let since_epoch = SignedDuration::from_hours(24 * (day - RataDie::UNIX_EPOCH.0));
    let date = JIFF_EPOCH.checked_add(since_epoch).unwrap();
    Fields { year: date.year().into(), month: date.month() as u8, day: date.day() as u8, ..EPOCH }
}

pub(crate) fn jiff_day(date: Fields) -> i64 {
    let date = jiff::civil::Date::new(date.year as i16, date.month as i8, date.day as i8).unwrap();
    date.duration_since(JIFF_EPOCH).as_hours() / 24 + RataDie::UNIX_EPOCH.0
}
