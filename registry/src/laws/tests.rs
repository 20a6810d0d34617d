//! Laws that hold for every reference calendar. Debug builds sample the days, release builds check
//! every one of ±4 million.

use super::*;
use crate::{DayRange, MonthCode, calendars};

const AROUND_ZERO: (i64, i64) = (-4_000_000, 4_000_000);
/// A prime, so that a sample contains every weekday and every day of a month.
const STEP: usize = if cfg!(debug_assertions) { 499 } else { 1 };
/// How many days are checked at each end of the range.
const AT_THE_ENDS: i64 = 3_000;

fn range(calendar: &dyn Calendar) -> DayRange {
    calendar.range().expect("every reference calendar has a range")
}

fn date(calendar: &dyn Calendar, day: i64) -> Date {
    let answer = calendar.date(RataDie(day));
    answer.unwrap_or_else(|refusal| panic!("{} {day}: {refusal}", calendar.id()))
}

/// Days of the range: around day 0, and at both ends. The last day is excluded.
fn days(calendar: &dyn Calendar) -> impl Iterator<Item = i64> {
    let DayRange { first: RataDie(first), last: RataDie(last) } = range(calendar);
    let middle = (AROUND_ZERO.0.max(first)..AROUND_ZERO.1.min(last)).step_by(STEP);
    let ends = (first..first + AT_THE_ENDS).chain(last - AT_THE_ENDS..last);
    middle.chain(ends)
}

/// Years of the range without the last: those of the sampled days, and those at both ends.
fn years(calendar: &dyn Calendar) -> impl Iterator<Item = i64> {
    let DayRange { first, last } = range(calendar);
    let (first, last) = (date(calendar, first.0).year, date(calendar, last.0).year);
    let middle = (first.max(-12_000)..last.min(16_000)).step_by(STEP.min(7));
    middle.chain(first..last.min(first + 200)).chain(first.max(last - 200)..last)
}

fn months(calendar: &dyn Calendar, year: i64) -> Vec<MonthCode> {
    let count = calendar.months_in_year(year).expect("a year of the range has months");
    (1..=count).map(|n| calendar.month_code(year, n).expect("a month has a code")).collect()
}

/// The first day of a year.
fn first_date(calendar: &dyn Calendar, year: i64) -> Date {
    let month = calendar.month_code(year, 1).expect("a year has a first month");
    Date { year, month, day: 1 }
}

/// How many day numbers are missing within the month.
fn missing_days(calendar: &dyn Calendar, year: i64, month: MonthCode) -> u32 {
    let (violated, ordinal, missing) = match calendar.id() {
        "gregory-cutover-1582" | "iso8601-cutover-1582" | "japanese-cutover-1582" => (1582, 10, 10),
        "buddhist-cutover-1582" => (1582 + 543, 10, 10),
        "roc-cutover-1582" => (1582 - 1911, 10, 10),
        "gregory-cutover-1752" => (1752, 9, 11),
        _ => return 0,
    };
    if (year, month) == (violated, MonthCode::common(ordinal)) { missing } else { 0 }
}

/// The number of days in the month, and the number of the last one.
fn length_and_last(calendar: &dyn Calendar, year: i64, month: MonthCode) -> (u32, u32) {
    let length = calendar.days_in_month(year, month).expect("a month has a length");
    (length, length + missing_days(calendar, year, month))
}

#[test]
fn days_round_trip_and_are_consecutive() {
    for calendar in calendars::ALL.iter().copied() {
        let id = calendar.id();
        for day in days(calendar) {
            let (this, next) = (date(calendar, day), date(calendar, day + 1));
            assert_eq!(day_round_trip(calendar, RataDie(day)), Ok(Some(this)));
            assert_eq!(date_follows(calendar, this, next), Ok(()));
            let missing = missing_days(calendar, this.year, this.month);
            if (this.year, this.month) == (next.year, next.month) {
                let gap = next.day - this.day - 1;
                let last_before = if id == "gregory-cutover-1752" { 2 } else { 4 };
                let is_broken = (this.day, gap) == (last_before, missing);
                assert!(gap == 0 || is_broken, "{id}: {next} after {this}");
                continue;
            }
            let (_, last) = length_and_last(calendar, this.year, this.month);
            assert_eq!(last, this.day, "{id}: {next} follows {this}");
            if this.year != next.year {
                let ordinal = calendar.month_ordinal(this.year, this.month);
                assert_eq!(
                    ordinal,
                    calendar.months_in_year(this.year),
                    "{id}: {next} after {this}"
                );
            }
        }
    }
}

#[test]
fn dates_round_trip_and_months_fill_the_year() {
    for calendar in calendars::ALL.iter().copied() {
        let id = calendar.id();
        for year in years(calendar) {
            let mut day = calendar.day(first_date(calendar, year)).expect("a first day");
            for month in months(calendar, year) {
                let (length, last) = length_and_last(calendar, year, month);
                for (place, of_month) in [(1, 1), (length, last)] {
                    let this = Date { year, month, day: of_month };
                    let expected = RataDie(day.0 + i64::from(place) - 1);
                    assert_eq!(calendar.day(this), Ok(expected), "{id} {this}");
                    assert_eq!(calendar.date(expected), Ok(this), "{id} {expected}");
                }
                day.0 += i64::from(length);
            }
            assert_eq!(months_fill_the_year(calendar, year), Ok(()));
            assert_eq!(calendar.day(first_date(calendar, year + 1)), Ok(day), "{id} {year}");
            assert!(calendar.days_in_year(year).is_ok(), "{id} {year}");
        }
    }
}

fn has_leap_months(calendar: &dyn Calendar) -> bool {
    years(calendar).take(60).any(|year| months(calendar, year).iter().any(|month| month.leap))
}

#[test]
fn codes_and_ordinals_of_months_round_trip() {
    for calendar in calendars::ALL.iter().copied() {
        let id = calendar.id();
        let has_leap_months = has_leap_months(calendar);
        for year in years(calendar) {
            let codes = months(calendar, year);
            assert_eq!(months_lead_to_each_other(calendar, year), Ok(()));
            let leap = calendar.is_leap_year(year).expect("a year of the range");
            let has_leap_month = codes.iter().any(|month| month.leap);
            assert_eq!(has_leap_month, leap && has_leap_months, "{id} {year}");
            assert_eq!(places_outside_the_year_are_refused(calendar, year), Ok(()));
            for ordinal in [0, codes.len() as u32 + 1, u32::MAX] {
                let answer = calendar.month_code(year, ordinal).map_err(Refusal::reason);
                assert_eq!(answer, Err(Reason::NoSuchMonth), "{id} {year} {ordinal}");
            }
        }
    }
}

#[test]
fn leap_years_are_the_longest() {
    for calendar in calendars::ALL.iter().copied() {
        // If years have a leap month, a leap year may be as long as a common year with a longer
        // month.
        let has_leap_months = has_leap_months(calendar);
        let size = |year| {
            let months = calendar.months_in_year(year).expect("a year has months");
            let days = calendar.days_in_year(year).expect("a year has a length");
            if has_leap_months { months } else { days }
        };
        let smallest = years(calendar).map(size).min().expect("a calendar has years");
        let largest = years(calendar).map(size).max().expect("a calendar has years");
        // A leap year is the longest, unless all years have equal length. In calendars whose months
        // are published or computed one by one, leap years have 355 or 356 days.
        let common = match calendar.id() {
            "islamic-umalqura-printed"
            | "islamic-observational"
            | "islamic-rgsa"
            | "islamic-conjunction" => 354,
            _ => largest - u32::from(largest > smallest),
        };
        for year in years(calendar) {
            let leap = calendar.is_leap_year(year);
            // Days were taken out of a leap year.
            let is_short = (calendar.id(), year) == ("gregory-cutover-1752", 1752);
            assert_eq!(leap, Ok(size(year) > common || is_short), "{} {year}", calendar.id());
        }
    }
}

#[test]
fn weekdays_follow_the_week_or_the_calendars_own_rule() {
    for calendar in calendars::ALL.iter().copied() {
        let id = calendar.id();
        for day in days(calendar) {
            let weekday = calendar.weekday(RataDie(day)).expect("a day of the range");
            if id == "international-fixed" {
                // The 1st is a Sunday, the 29th is outside the week.
                let of_month = date(calendar, day).day;
                let expected = RataDie(i64::from(of_month) - 1).weekday();
                assert_eq!(weekday, (of_month != 29).then_some(expected), "{id} {day}");
            } else {
                assert_eq!(weekday, Some(RataDie(day).weekday()), "{id} {day}");
            }
        }
    }
}

#[test]
fn days_of_the_year_are_consecutive_and_round_trip() {
    for calendar in calendars::ALL.iter().copied() {
        let id = calendar.id();
        for day in days(calendar).map(RataDie) {
            assert_eq!(day_of_year_round_trip(calendar, day), Ok(()));
            assert_eq!(day_of_year_follows(calendar, day), Ok(()));
        }
        for year in years(calendar) {
            assert_eq!(days_outside_the_year_are_refused(calendar, year), Ok(()));
            let first = calendar.day(first_date(calendar, year));
            assert_eq!(calendar.day_from_ordinal(year, 1), first, "{id} {year}");
            assert_eq!(first.and_then(|day| calendar.day_of_year(day)), Ok(1), "{id} {year}");
            let none = calendar.day_from_ordinal(year, 0).map_err(Refusal::reason);
            assert_eq!(none, Err(Reason::NoSuchDay), "{id} {year}");
        }
    }
}

#[test]
fn iso_weeks_are_consecutive_and_round_trip() {
    for calendar in ["gregory", "iso8601"] {
        let calendar = calendars::by_id(calendar).expect("a reference calendar");
        for day in days(calendar).map(RataDie) {
            assert_eq!(iso_week_round_trip(calendar, day), Ok(()));
            assert_eq!(iso_week_follows(calendar, day), Ok(()));
        }
        for year in years(calendar) {
            assert_eq!(weeks_outside_the_year_are_refused(calendar, year), Ok(()));
        }
    }
}

#[test]
fn dates_that_do_not_exist_are_refused() {
    let reason = |answer: Result<RataDie, Refusal>| answer.map_err(Refusal::reason);
    for calendar in calendars::ALL.iter().copied() {
        let id = calendar.id();
        for year in years(calendar).step_by(11) {
            let codes = months(calendar, year);
            for (ordinal, &month) in (1..).zip(&codes) {
                let (_, last) = length_and_last(calendar, year, month);
                for day in [0, last + 1, u32::MAX] {
                    let answer = reason(calendar.day(Date { year, month, day }));
                    assert_eq!(answer, Err(Reason::NoSuchDay), "{id} {year} {month} {day}");
                }
                let native = NativeDate { year, month: ordinal, day: i64::MAX };
                assert_eq!(reason(calendar.day_native(native)), Err(Reason::NoSuchDay), "{id}");
            }
            let beyond = codes.len() as i64 + 1;
            for month in [0, 99, u8::MAX].map(MonthCode::common) {
                let answer = reason(calendar.day(Date { year, month, day: 1 }));
                assert_eq!(answer, Err(Reason::NoSuchMonth), "{id} {year} {month}");
                let answer = calendar.days_in_month(year, month).map_err(Refusal::reason);
                assert_eq!(answer, Err(Reason::NoSuchMonth), "{id} {year} {month}");
            }
            for month in [i64::MIN, -1, 0, beyond, i64::MAX] {
                let answer = reason(calendar.day_native(NativeDate { year, month, day: 1 }));
                assert_eq!(answer, Err(Reason::NoSuchMonth), "{id} {year} {month}");
            }
        }
    }
}

#[test]
fn everything_beyond_the_range_is_refused() {
    for calendar in calendars::ALL.iter().copied() {
        let id = calendar.id();
        let DayRange { first, last } = range(calendar);
        for day in [i64::MIN, first.0 - 1, last.0 + 1, i64::MAX].map(RataDie) {
            let answer = calendar.date(day).map_err(Refusal::reason);
            assert_eq!(answer, Err(Reason::OutOfRange), "{id} {day}");
            let answer = calendar.weekday(day).map_err(Refusal::reason);
            assert_eq!(answer, Err(Reason::OutOfRange), "{id} {day}");
            let answer = calendar.day_of_year(day).map_err(Refusal::reason);
            assert_eq!(answer, Err(Reason::OutOfRange), "{id} {day}");
        }
        let (before, after) = (date(calendar, first.0).year - 1, date(calendar, last.0).year + 1);
        for year in [i64::MIN, before, after, i64::MAX] {
            let refused = |answer: Result<(), Refusal>| {
                let answer = answer.map_err(Refusal::reason);
                assert_eq!(answer, Err(Reason::OutOfRange), "{id} {year}");
            };
            refused(calendar.day(Date::new(year, 1, 1)).map(drop));
            refused(calendar.day_native(NativeDate { year, month: 1, day: 1 }).map(drop));
            refused(calendar.days_in_year(year).map(drop));
            refused(calendar.day_from_ordinal(year, 1).map(drop));
            refused(calendar.months_in_year(year).map(drop));
            refused(calendar.days_in_month(year, MonthCode::common(1)).map(drop));
            refused(calendar.is_leap_year(year).map(drop));
        }
        // The range begins and ends with a whole year.
        assert_eq!(date(calendar, first.0), first_date(calendar, before + 1), "{id}");
        let month = *months(calendar, after - 1).last().expect("the last year has months");
        let length = calendar.days_in_month(after - 1, month).expect("the last month has a length");
        assert_eq!(date(calendar, last.0), Date { year: after - 1, month, day: length }, "{id}");
    }
}

#[test]
fn fields_and_days_of_months_make_dates() {
    for calendar in calendars::ALL.iter().copied() {
        // A prime number of days meets every day of a month.
        for day in days(calendar).step_by(if cfg!(debug_assertions) { 13 } else { 4_999 }) {
            let date = date(calendar, day);
            for day in [0, date.day, 30, 31, 32, u32::MAX] {
                let date = Date { day, ..date };
                let is_after_a_gap = missing_days(calendar, date.year, date.month) > 0;
                if !is_after_a_gap {
                    nearest_date_is_near(calendar, date).unwrap();
                }
                fields_make_their_date(calendar, date).unwrap();
                month_day_round_trip(calendar, date).unwrap();
            }
            weekday_comes_again(calendar, RataDie(day)).unwrap();
        }
    }
}
