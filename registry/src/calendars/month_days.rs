//! Dates of which the year, or the day in it, is for the calendar to find, by the rules of Temporal,
//! for every rule.
//!
//! Source: ECMA-402, intl-era-monthcode proposal as of 19 March 2026,
//! `NonISOMonthDayToISOReferenceDate`, `NonISOCalendarDateToISO` and `ConstrainMonthCode`.

use std::ops::{Range, RangeInclusive};

use super::arithmetic::reached_ordinal;
use super::rule::Rule;
use crate::arithmetic::Overflow;
use crate::calendar::Calendar;
use crate::date::{Date, MonthCode};
use crate::day::RataDie;
use crate::month_day::MonthDay;
use crate::refusal::{Reason, Refusal};

/// 1 January 1900 to 31 December 1972 of ISO 8601: the latest such date is the reference.
const BEFORE_1973: RangeInclusive<i64> = 693_596..=720_258;
/// 1 January 1973 to 31 December 2035: the earliest, where there is none before.
const FROM_1973: RangeInclusive<i64> = 720_259..=743_268;

/// A table that begins within this many days of 1900 has all the reference years: nothing is found in
/// that month alone.
const SLACK: i64 = 31;

/// The day, in a reference year, of this day of a month.
pub(super) fn month_day<R: Rule>(
    rule: &R,
    MonthDay { month, day }: MonthDay,
    overflow: Overflow,
) -> Result<RataDie, Refusal> {
    if let Some(found) = reference_day(rule, month, day)? {
        return Ok(RataDie(found));
    }
    let (own, stand_in) = (longest(rule, month), rule.stand_in(month));
    let refusal = match own {
        Some(month_length) => Refusal::NoSuchDay { month_length },
        // Other years than those looked through may have the leap month.
        None if month.leap => Refusal::Bare(Reason::NoSuchMonth),
        None => Refusal::NoSuchMonth { month },
    };
    if day == 0 || overflow == Overflow::Reject {
        return Err(refusal);
    }
    // A leap month may have as many days as the one that stands for it, if in no year known so far.
    let most = own.max(stand_in.and_then(|it| longest(rule, it))).ok_or(refusal)?;
    let found = match (reference_day(rule, month, day.min(most))?, stand_in) {
        (None, Some(stand_in)) => reference_day(rule, stand_in, day.min(most))?,
        (found, _) => found,
    };
    found.map(RataDie).ok_or(refusal)
}

/// The day; `None` if no year that Temporal looks through has it. Refused if the range of the
/// calendar does not show that.
fn reference_day<R: Rule>(rule: &R, month: MonthCode, day: u32) -> Result<Option<i64>, Refusal> {
    let (first, last) = R::DAYS;
    let outside = Err(Refusal::DayOutOfRange { first, last });
    let in_year = |year| day_in(rule, (year, month, day));
    if !(first..=last).contains(BEFORE_1973.end()) {
        return outside;
    }
    let mut before = years(rule, BEFORE_1973).rev().filter_map(in_year);
    if let Some(found) = before.find(|day| BEFORE_1973.contains(day)) {
        return Ok(Some(found));
    }
    if first > BEFORE_1973.start() + SLACK {
        return outside;
    }
    let found = years(rule, FROM_1973).filter_map(in_year).find(|day| FROM_1973.contains(day));
    if found.is_none() && last < *FROM_1973.end() { outside } else { Ok(found) }
}

/// The years of which some day lies among these days and in the range.
fn years<R: Rule>(rule: &R, days: RangeInclusive<i64>) -> Range<i64> {
    let (first, last) = (*days.start().max(&R::DAYS.0), *days.end().min(&R::DAYS.1));
    let year = |day| rule.split(day).0;
    // Without any day there is no year.
    if first > last { 0..0 } else { year(first)..year(last) + 1 }
}

fn day_in<R: Rule>(rule: &R, (year, month, day): (i64, MonthCode, u32)) -> Option<i64> {
    let ordinal = rule.ordinal(year, month)?;
    let exists = day > 0 && rule.nearest_day(year, ordinal, day) == day;
    exists.then(|| rule.day_of_month(year, ordinal, day))
}

/// The last day that the month has in any of the years that are looked through.
fn longest<R: Rule>(rule: &R, month: MonthCode) -> Option<u32> {
    let years = years(rule, *BEFORE_1973.start()..=*FROM_1973.end());
    let last = |year| Some(rule.nearest_day(year, rule.ordinal(year, month)?, u32::MAX));
    years.filter_map(last).max()
}

/// The date itself, or the nearest that its year has.
pub(super) fn nearest_date<R: Rule>(
    rule: &R,
    date: Date,
    overflow: Overflow,
) -> Result<Date, Refusal> {
    if overflow == Overflow::Reject || date.day == 0 {
        return rule.day(date).map(|_| date);
    }
    let ordinal = reached_ordinal(rule, date.year, date, overflow)?;
    let day = rule.nearest_day(date.year, ordinal, date.day);
    Ok(Date { year: date.year, month: rule.code(date.year, ordinal), day })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendars::{
        Chinese, Coptic, Dangi, Gregory, Hebrew, JapaneseLunisolar, Julian, Persian,
    };

    /// The month, its ISO reference year for the days 1 to 29 and for day 30; 0 where there is none.
    /// Source: ECMA-402, intl-era-monthcode proposal, the table of ISO reference years of `chinese`
    /// and `dangi` as of 19 March 2026.
    const LUNISOLAR: [(&str, i64, i64); 24] = [
        ("M01", 1972, 1970),
        ("M01L", 0, 0),
        ("M02", 1972, 1972),
        ("M02L", 1947, 0),
        ("M03", 1972, 1966),
        ("M03L", 1966, 1955),
        ("M04", 1972, 1970),
        ("M04L", 1963, 1944),
        ("M05", 1972, 1972),
        ("M05L", 1971, 1952),
        ("M06", 1972, 1971),
        ("M06L", 1960, 1941),
        ("M07", 1972, 1972),
        ("M07L", 1968, 1938),
        ("M08", 1972, 1971),
        ("M08L", 1957, 0),
        ("M09", 1972, 1972),
        ("M09L", 2014, 0),
        ("M10", 1972, 1972),
        ("M10L", 1984, 0),
        ("M11", 1972, 1970),
        // Its days from the 11th on are of 2034.
        ("M11L", 2033, 0),
        ("M12", 1972, 1972),
        ("M12L", 0, 0),
    ];

    fn iso_year<R: Rule>(rule: &R, month: MonthCode, day: u32, overflow: Overflow) -> i64 {
        let day = month_day(rule, MonthDay { month, day }, overflow);
        day.map_or(0, |day| Gregory.date(day).unwrap().year)
    }

    fn lunisolar_years_are_the_published<R: Rule>(rule: &R) {
        for (month, short, long) in LUNISOLAR {
            let (code, common): (MonthCode, MonthCode) =
                (month.parse().unwrap(), month[..3].parse().unwrap());
            for day in 1..=30 {
                let published = match (month, day) {
                    ("M03", 30) if R::ID == "dangi" => 1968,
                    ("M11L", 11..=29) => 2034,
                    (_, 30) => long,
                    _ => short,
                };
                let year = iso_year(rule, code, day, Overflow::Reject);
                assert_eq!(year, published, "{} {month} {day}", R::ID);
                let of = |month, day, overflow| month_day(rule, MonthDay { month, day }, overflow);
                let constrained = of(code, day, Overflow::Constrain);
                let stand_in = if published == 0 { common } else { code };
                assert_eq!(constrained, of(stand_in, day, Overflow::Reject));
            }
            // Thirty days are the most that any month may have.
            let [last, beyond] = [30, 31].map(|day| MonthDay { month: code, day });
            let last = month_day(rule, last, Overflow::Constrain);
            assert_eq!(month_day(rule, beyond, Overflow::Constrain), last, "{month}");
        }
    }

    #[test]
    fn lunisolar_reference_years_are_the_published() {
        lunisolar_years_are_the_published(&Chinese);
        lunisolar_years_are_the_published(&Dangi);
    }

    #[test]
    fn leap_days_have_the_last_leap_year() {
        let year = |month, day| iso_year(&Gregory, MonthCode::common(month), day, Overflow::Reject);
        assert_eq!(
            [year(2, 29), year(12, 31), year(1, 1), year(2, 30), year(2, 0)],
            [1972, 1972, 1972, 0, 0]
        );
        // Of 13 months; the thirteenth has six days in a leap year, which ends in September.
        let sixth = |day| iso_year(&Coptic, MonthCode::common(13), day, Overflow::Constrain);
        assert_eq!([sixth(5), sixth(6), sixth(7), sixth(30)], [1972, 1971, 1971, 1971]);
        // 19 December 1972, Julian, is 1 January 1973; that of 1971 is 1 January 1972.
        assert_eq!(iso_year(&Julian, MonthCode::common(12), 19, Overflow::Reject), 1972);
        assert_eq!(iso_year(&Persian, MonthCode::common(12), 30, Overflow::Reject), 1972);
    }

    /// Source: test262, `intl402/Temporal/PlainMonthDay/from/reference-year-1972.js`.
    #[test]
    fn hebrew_reference_years_are_those_of_the_tests_of_temporal() {
        let hebrew = |month, day| iso_year(&Hebrew, month, day, Overflow::Reject);
        assert_eq!(hebrew(MonthCode::common(1), 1), 1972);
        assert_eq!(hebrew(MonthCode::leap(5), 1), 1970);
        assert_eq!(hebrew(MonthCode::common(2), 30), 1971);
        // Of two days of 1972 the later.
        let tevet = MonthDay { month: MonthCode::common(4), day: 26 };
        let tevet = month_day(&Hebrew, tevet, Overflow::Reject).unwrap();
        assert_eq!(Gregory.date(tevet), Ok(Date::new(1972, 12, 31)));
    }

    /// Its table begins in 1960, and the month occurs next in 2004; before 1960 it may have occurred
    /// later than Temporal begins to look, in 1900.
    #[test]
    fn a_table_that_begins_late_decides_only_what_it_has() {
        let day = |month, day| {
            let asked = MonthDay { month, day };
            month_day(&JapaneseLunisolar, asked, Overflow::Reject).map_err(Refusal::reason)
        };
        assert!(day(MonthCode::common(1), 1).is_ok());
        assert_eq!(day(MonthCode::leap(2), 29), Err(Reason::OutOfRange));
        assert_eq!(day(MonthCode::common(1), 31), Err(Reason::OutOfRange));
    }

    #[test]
    fn the_nearest_date_is_of_the_same_year() {
        let leap_month = Date { year: 5785, month: MonthCode::leap(5), day: 30 };
        let nearest = nearest_date(&Hebrew, leap_month, Overflow::Constrain);
        assert_eq!(nearest, Ok(Date::new(5785, 6, 29)));
        let refused = nearest_date(&Hebrew, leap_month, Overflow::Reject);
        assert!(matches!(refused, Err(Refusal::NoSuchMonthInYear { .. })));
        for (day, overflow) in
            [(0, Overflow::Constrain), (0, Overflow::Reject), (30, Overflow::Reject)]
        {
            assert!(nearest_date(&Gregory, Date::new(2023, 2, day), overflow).is_err());
        }
        let thirteenth = nearest_date(&Gregory, Date::new(2023, 13, 1), Overflow::Constrain);
        assert!(matches!(thirteenth, Err(Refusal::NoSuchMonth { .. })));
    }
}
