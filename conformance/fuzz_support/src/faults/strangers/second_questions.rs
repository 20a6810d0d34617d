//! A question for each fault of the second round on which it differs from its twin.

use calproof_registry::{
    Date, DateDuration, IsoWeekDate, MonthCode, NativeDate, Overflow, RataDie, Unit, Weekday,
};

use super::questions::{NOTHING, Question, date, day, extended, length, text};

pub(super) const QUESTIONS: &[Question] = &[
    ("a-32-december-every-2800-years", "date of the first day of the cycle 500", |it| {
        date(it, 500 * 146_097 + 1)
    }),
    ("kislev-of-a-far-year", "dates of the days around the end of Kislev 88369", |it| {
        let tevet = it.day(Date::new(88_369, 4, 1)).unwrap();
        (-3..3).map(|more| date(it, tevet.0 + more)).collect()
    }),
    ("clamped-to-the-wrong-end", "date of -2147483648", |it| date(it, i32::MIN.into())),
    ("leap-days-of-native-years-before-1", "day of the native date -4-02-29", |it| {
        text(it.day_native(NativeDate { year: -4, month: 2, day: 29 }).ok())
    }),
    ("a-leap-day-in-the-week", "weekday of 29 June 2000", |it| {
        text(it.weekday(it.day(Date::new(2000, 6, 29)).unwrap()))
    }),
    ("spans-to-the-last-day", "days from 100-01-01 to the last day", |it| {
        let last = it.date(it.range().unwrap().last).unwrap();
        text(it.until(Date::new(100, 1, 1), last, Unit::Day))
    }),
    ("a-leap-day-that-is-1-march-going-back", "years from 2024-02-29 to 2023-03-01", |it| {
        text(it.until(Date::new(2024, 2, 29), Date::new(2023, 3, 1), Unit::Year))
    }),
    ("the-place-of-a-leap-month-kept", "2020-M04L-01 and a year and a month", |it| {
        let date = Date { year: 2020, month: MonthCode::leap(4), day: 1 };
        let duration = DateDuration { years: 1, months: 1, ..NOTHING };
        text(it.add(date, duration, Overflow::Constrain))
    }),
    ("a-day-taken-off-before-constraining", "1700-01-30 and a month less a day", |it| {
        let duration = DateDuration { months: 1, days: -1, ..NOTHING };
        text(it.add(Date::new(1700, 1, 30), duration, Overflow::Constrain))
    }),
    ("twelve-months-over-year-0", "years from -4-01-01 to 5-01-01", |it| {
        text(it.until(Date::new(-4, 1, 1), Date::new(5, 1, 1), Unit::Year))
    }),
    ("a-leap-month-of-the-year-before", "the place of 2021-M04L", |it| {
        text(it.month_ordinal(2021, MonthCode::leap(4)).ok())
    }),
    ("a-week-53-within-its-year", "day of 2018-W53-1", |it| {
        let week = IsoWeekDate { year: 2018, week: 53, weekday: Weekday::Monday };
        text(it.day_from_iso_week(week).ok())
    }),
    ("taisho-years-after-taisho", "the extended year of taisho 20", |it| extended(it, "taisho 20")),
    ("an-era-of-another-calendar", "the extended year of ce 2000", |it| extended(it, "ce 2000")),
    (
        "months-of-the-year-asked-before",
        "days of 1700 to 1800 and of M02 and M03 after them",
        |it| {
            let months = (1700..1800).flat_map(|year| [(year, 2), (year, 3)]);
            let asked = |(year, month)| text(it.days_in_year(year)) + &length(it, year + 1, month);
            months.map(asked).collect()
        },
    ),
    ("a-sum-that-changes-its-date", "1700-01-01 and a day, and its day", |it| {
        let sum =
            it.add(Date::new(1700, 1, 1), DateDuration { days: 1, ..NOTHING }, Overflow::Constrain);
        text(sum) + &day(it, 1700, 1, 1) + &text(it.date(RataDie(700_000)))
    }),
];
