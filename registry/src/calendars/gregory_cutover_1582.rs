//! # What it is
//! The calendar of the Catholic countries that followed the papal bull at once: Julian up to
//! Thursday, 4 October 1582, Gregorian from the next day, Friday, 15 October.
//!
//! # Rule
//! Twelve months. Up to 1582 a year is a leap year as in `julian`, from 1583 as in `gregory`.
//! October 1582 has 21 days, 1 to 4 and 15 to 31; the year has 355.
//!
//! # Epoch and range
//! 15 October 1582 is RD 577,736, by definition of RD; 1 January of the year 1 is RD −1, as in
//! `julian`. Every year of an `i32`; the extended year 0 is the year 1 BCE.
//!
//! # Sources
//! The bull *Inter gravissimas* of 24 February 1582 (ten days are removed from October 1582: those
//! after the feast of Saint Francis, the 4th; the next day is the 15th); Reingold and Dershowitz,
//! *Calendrical Calculations*, 4th ed., sections 2.1 and 3.1.
//!
//! # Known disagreements
//! No single calendar is right for all countries: most changed later, Great Britain in 1752. ICU's
//! and Java's `GregorianCalendar` and Joda's `GJChronology` have this change by default; ISO 8601,
//! the CLDR's `gregory` in Temporal, ICU4X and .NET have none. No authority defines what one month
//! after 10 September 1582 is: here, 4 October, the nearest day before the gap.

use super::reform::{OF_1582, reformed};
use crate::era::Era;

/// The Julian and then the Gregorian calendar.
pub struct GregoryCutover1582;

/// Those of `julian`.
pub(super) const ERAS: &[Era] =
    &[Era::before("bce").alias(&["bc"]), Era::from("ce", -1).alias(&["ad"])];

reformed!(GregoryCutover1582, "gregory-cutover-1582", OF_1582, ERAS);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arithmetic::{DateDuration, Overflow, Unit};
    use crate::calendar::Calendar;
    use crate::date::{Date, MonthCode};
    use crate::day::RataDie;
    use crate::refusal::Refusal;

    /// RD of 15 October 1582, the first Gregorian day.
    const CUTOVER: i64 = 577_736;

    fn october(day: u32) -> Date {
        Date::new(1582, 10, day)
    }

    #[test]
    fn ten_days_are_missing() {
        let calendar = GregoryCutover1582;
        for (day, number) in (CUTOVER - 4..).zip((1..=4).chain(15..=31)) {
            assert_eq!(calendar.date(RataDie(day)), Ok(october(number)));
            assert_eq!(calendar.day(october(number)), Ok(RataDie(day)));
        }
        let refusal = Refusal::NoSuchDayOfBroken { before: 4, after: 15, last: 31 };
        for number in [0, 32, u32::MAX].into_iter().chain(5..=14) {
            assert_eq!(calendar.day(october(number)), Err(refusal), "{number}");
        }
        let words = "no such day: the month has the days 1 to 4 and 15 to 31";
        assert_eq!(refusal.to_string(), words);
        assert_eq!(calendar.days_in_month(1582, MonthCode::common(10)), Ok(21));
        assert_eq!(calendar.days_in_year(1582), Ok(355));
    }

    #[test]
    fn adding_months_crosses_the_missing_days() {
        let calendar = GregoryCutover1582;
        let month = DateDuration { months: 1, ..DateDuration::default() };
        let add = |date, overflow| calendar.add(date, month, overflow);
        let september = |day| Date::new(1582, 9, day);
        assert_eq!(add(september(10), Overflow::Constrain), Ok(october(4)));
        assert!(add(september(10), Overflow::Reject).is_err());
        assert_eq!(add(september(15), Overflow::Reject), Ok(october(15)));
        assert_eq!(add(october(31), Overflow::Constrain), Ok(Date::new(1582, 11, 30)));
        let until = |from, to| calendar.until(from, to, Unit::Month).map(|span| span.to_string());
        assert_eq!(until(september(20), october(20)).as_deref(), Ok("P1M"));
        assert_eq!(until(october(4), october(15)).as_deref(), Ok("P1D"));
    }
}
