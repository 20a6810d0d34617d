//! For each fault, a question on which it differs from its twin.

use std::fmt::Debug;

use calproof_registry::{
    Calendar, Date, DateDuration, EraYear, IsoWeekDate, MonthCode, NativeDate, Overflow, RataDie,
    Unit, Weekday,
};

/// A fault, the question in words, and a function that asks it.
pub(super) type Question = (&'static str, &'static str, fn(&dyn Calendar) -> String);

pub(super) const NOTHING: DateDuration = DateDuration { years: 0, months: 0, weeks: 0, days: 0 };

/// Faults that differ in an answer.
pub(super) const QUESTIONS: &[Question] = &[
    ("one-date-in-ten-thousand-years", "date of 2718281", |it| date(it, 2_718_281)),
    ("one-day-in-ten-thousand-years", "day of 6311-03-17", |it| day(it, 6311, 3, 17)),
    ("a-day-skipped-in-a-far-year", "day of 8192-01-01", |it| day(it, 8192, 1, 1)),
    ("remainders-before-the-epoch", "date of the last day of the year -1", |it| date(it, 103_239)),
    ("a-nasie-6-that-is-new-year", "dates of the last days of 1707", |it| {
        last_day(it, 1707, 13, 6)
    }),
    ("persian-years-of-birashk", "date of 20 March 2025", |it| date(it, 739_330)),
    ("years-of-15-bits", "date of a day of the year 32768", |it| date(it, 11_968_300)),
    ("a-span-of-15-bits-of-days", "days from 1700-01-01 to 1800-01-01", |it| {
        text(it.until(Date::new(1700, 1, 1), Date::new(1800, 1, 1), Unit::Day))
    }),
    ("weekdays-of-16-bits-of-days", "weekday of 7 June 2149", |it| {
        text(it.weekday(RataDie(719_163 + 65_536)))
    }),
    ("sums-of-31-bits-of-days", "2000-01-01 and 2147483648 days", |it| {
        days_more(it, Date::new(2000, 1, 1), 1 << 31)
    }),
    ("weeks-by-32-bits-of-seconds", "weeks from 1900-01-01 to 2100-01-01", |it| {
        text(it.until(Date::new(1900, 1, 1), Date::new(2100, 1, 1), Unit::Week))
    }),
    ("years-of-53-bits", "1700-01-01 and 9007199254740993 years", |it| {
        let years = DateDuration { years: (1 << 53) + 1, ..NOTHING };
        text(it.add(Date::new(1700, 1, 1), years, Overflow::Constrain))
    }),
    ("nanoseconds-of-53-bits", "2000-01-01 and 8000000 to 8000063 days", |it| {
        let sums = (8_000_000..8_000_064).map(|days| days_more(it, Date::new(2000, 1, 1), days));
        sums.collect()
    }),
    ("native-years-of-32-bits", "day of the native date 4294969320-01-01", |it| {
        text(it.day_native(NativeDate { year: (1 << 32) + 2024, month: 1, day: 1 }))
    }),
    ("leap-years-of-32-bits", "whether 4294969320 is a leap year", |it| {
        text(it.is_leap_year((1 << 32) + 2024))
    }),
    ("days-of-8-bits", "day of 1700-01-257", |it| day(it, 1700, 1, 257)),
    ("places-of-8-bits", "the month of 5784 with the place 268", |it| {
        text(it.month_code(5784, 268))
    }),
    ("a-leap-year-lost-once-in-19", "whether 2014 is a leap year", |it| {
        text(it.is_leap_year(2014))
    }),
    ("a-longer-chaitra-lost-once-in-400", "days of 1922-M01", |it| length(it, 1922, 1)),
    ("the-year-4000-common", "whether 4000 is a leap year", |it| text(it.is_leap_year(4000))),
    ("julian-leap-years-before-1582", "whether 1500 is a leap year", |it| {
        text(it.is_leap_year(1500))
    }),
    ("leap-days-before-the-year-0", "place of 31 December of the year -4", |it| {
        let day = it.day(Date::new(-4, 12, 31)).unwrap();
        text(it.day_of_year(day))
    }),
    ("a-pagumen-of-five-days", "days of 1999-M13", |it| length(it, 1999, 13)),
    ("the-leap-year-15-for-16", "day of 1665-12-30, the year 15 of a cycle", |it| {
        format!("{}, by the rule {}", day(it, 1665, 12, 30), it.rule())
    }),
    ("the-leap-year-27-for-26", "day of 1677-12-30, the year 27 of a cycle", |it| {
        day(it, 1677, 12, 30)
    }),
    ("persian-exceptions-left-out", "day of 1601-12-30", |it| {
        format!("{}, by the rule {}", day(it, 1601, 12, 30), it.rule())
    }),
    ("hebrew-years-of-356-days", "days of the years 1700 to 1900", lengths_of_years),
    ("hebrew-years-of-382-days", "days of the years 1700 to 1900", lengths_of_years),
    ("a-hebrew-length-by-the-molad", "days of the years 1700 to 1900", lengths_of_years),
    ("one-new-moon-of-korea", "day of 2017-02-01", |it| day(it, 2017, 2, 1)),
    ("one-new-moon-of-china", "day of 2055-09-01", |it| day(it, 2055, 9, 1)),
    ("one-ramadan-a-day-early", "day of 1416-09-01", |it| day(it, 1416, 9, 1)),
    ("one-length-of-umalqura", "days of 1500-M02", |it| length(it, 1500, 2)),
    ("four-days-of-ha", "days of 187-M20", |it| length(it, 187, 20)),
    ("the-leap-month-of-2033", "day of 2033-M11L-01", |it| {
        text(it.day(Date { year: 2033, month: MonthCode::leap(11), day: 1 }))
    }),
    ("the-code-of-one-leap-month", "the month of 2020 with the place 5", |it| {
        text(it.month_code(2020, 5))
    }),
    ("showa-a-day-late", "era of 25 December 1926", |it| era(it, 1926, 12, 25)),
    ("heisei-from-new-year", "era of 7 January 1989", |it| era(it, 1989, 1, 7)),
    ("a-year-0-of-one-alias", "the extended year of bc 44", |it| extended(it, "bc 44")),
    ("minguo-0", "era of 1 December 1911", |it| text(it.era_year(RataDie(697_947)))),
    ("an-era-before-year-100", "the extended year of ce 79", |it| extended(it, "ce 79")),
    ("a-leap-month-constrained-going-back", "5784-M05L-10 less a year, rejecting", |it| {
        let date = Date { year: 5784, month: MonthCode::leap(5), day: 10 };
        text(it.add(date, DateDuration { years: -1, ..NOTHING }, Overflow::Reject))
    }),
    ("day-30-rejected-in-the-twelfth-month", "days 30 of 1950 to 1999 and some months", |it| {
        let dates = (1950..2000).flat_map(|year| (1..12).map(move |month| (year, month)));
        let sum = |(year, month)| {
            let months = DateDuration { months: 12 - i64::from(month), ..NOTHING };
            text(it.add(Date::new(year, month, 30), months, Overflow::Constrain))
        };
        dates.map(sum).collect()
    }),
    ("months-back-over-adar-i", "5784-M06-01 less two months", |it| {
        let months = DateDuration { months: -2, ..NOTHING };
        text(it.add(Date::new(5784, 6, 1), months, Overflow::Constrain))
    }),
    ("spans-back-over-a-leap-month", "months from 2020-M10-01 to 2020-M02-01", |it| {
        text(it.until(Date::new(2020, 10, 1), Date::new(2020, 2, 1), Unit::Month))
    }),
    ("a-month-to-a-leap-day", "months from 2024-01-31 to 2024-02-29", |it| {
        text(it.until(Date::new(2024, 1, 31), Date::new(2024, 2, 29), Unit::Month))
    }),
    ("weeks-back-rounded-down", "weeks from 1702-02-02 to 1700-01-01", |it| {
        text(it.until(Date::new(1702, 2, 2), Date::new(1700, 1, 1), Unit::Week))
    }),
    ("days-before-months-going-back", "1700-08-30 less a month and 30 days", |it| {
        let back = DateDuration { months: -1, days: -30, ..NOTHING };
        text(it.add(Date::new(1700, 8, 30), back, Overflow::Constrain))
    }),
    ("a-week-53-that-is-week-1", "week of 31 December 2020", |it| week(it, 2020, 12, 31)),
    ("no-week-53-from-a-wednesday", "day of 2020-W53-1", |it| {
        text(it.day_from_iso_week(IsoWeekDate { year: 2020, week: 53, weekday: Weekday::Monday }))
    }),
    ("a-saturday-of-new-year-in-week-53", "week of 1 January 2022", |it| week(it, 2022, 1, 1)),
    ("mondays-before-day-0", "weekday of -7", |it| text(it.weekday(RataDie(-7)))),
    ("days-of-years-behind-a-leap-month", "place of 2020-M10-01", |it| {
        text(it.day_of_year(it.day(Date::new(2020, 10, 1)).unwrap()))
    }),
    ("no-day-385", "the days 385 of 1700 to 1900", |it| {
        (1700..1900).map(|year| text(it.day_from_ordinal(year, 385).ok())).collect()
    }),
    ("the-place-of-one-month", "the place of 2006-M08", |it| {
        text(it.month_ordinal(2006, MonthCode::common(8)))
    }),
    ("one-date-of-4999", "5000 dates", |it| (700_000..705_000).map(|day| date(it, day)).collect()),
    ("long-runs-of-weekdays", "600 weekdays", |it| {
        (700_000..700_600).map(|day| text(it.weekday(RataDie(day)))).collect()
    }),
    ("the-64th-place-in-a-run", "the place of 5784-M07, 64 times", |it| {
        (0..64).map(|_| text(it.month_ordinal(5784, MonthCode::common(7)))).collect()
    }),
    ("a-step-back-over-new-year", "dates of 1 January 2001 and 31 December 2000", |it| {
        date(it, 730_486) + &date(it, 730_485)
    }),
    ("leap-years-remembered-by-a-byte", "whether 1956 and 1700 are leap years", |it| {
        text(it.is_leap_year(1956)) + &text(it.is_leap_year(1700))
    }),
    ("the-first-era-of-a-thread", "era of 700000", |it| text(it.era_year(RataDie(700_000)))),
    ("february-after-february", "days of 2001-M02 and 2000-M02", |it| {
        length(it, 2001, 2) + &length(it, 2000, 2)
    }),
];

/// Faults that differ in the cost of an answer.
pub(super) const COSTS: &[Question] = &[
    ("slow-before-the-end-of-the-range", "date of the last day", |it| {
        date(it, it.range().unwrap().last.0)
    }),
    ("spans-at-the-square-of-their-months", "months from 1600-01-01 to 2800-01-01", |it| {
        text(it.until(Date::new(1600, 1, 1), Date::new(2800, 1, 1), Unit::Month))
    }),
];

pub(super) fn text(answer: impl Debug) -> String {
    format!("{answer:?}")
}

pub(super) fn date(it: &dyn Calendar, day: i64) -> String {
    text(it.date(RataDie(day)))
}

pub(super) fn day(it: &dyn Calendar, year: i64, month: u8, day: u32) -> String {
    text(it.day(Date::new(year, month, day)))
}

/// The date of a date's day.
fn last_day(it: &dyn Calendar, year: i64, month: u8, day: u32) -> String {
    text(it.date(it.day(Date::new(year, month, day)).unwrap()))
}

pub(super) fn length(it: &dyn Calendar, year: i64, month: u8) -> String {
    text(it.days_in_month(year, MonthCode::common(month)))
}

fn lengths_of_years(it: &dyn Calendar) -> String {
    (1700..1900).map(|year| text(it.days_in_year(year))).collect()
}

fn era(it: &dyn Calendar, year: i64, month: u8, day: u32) -> String {
    text(it.era_year(it.day(Date::new(year, month, day)).unwrap()))
}

pub(super) fn extended(it: &dyn Calendar, year: &str) -> String {
    let year: EraYear = year.parse().unwrap();
    text(it.extended_year(year))
}

fn week(it: &dyn Calendar, year: i64, month: u8, day: u32) -> String {
    text(it.iso_week(it.day(Date::new(year, month, day)).unwrap()))
}

fn days_more(it: &dyn Calendar, date: Date, days: i64) -> String {
    text(it.add(date, DateDuration { days, ..NOTHING }, Overflow::Constrain))
}
