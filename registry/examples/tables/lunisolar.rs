//! Tables of lunisolar years, from the answers of `icu_calendar`'s public functions.

use std::fmt::Write;

use icu_calendar::cal::{ChineseTraditional, KoreanTraditional};
use icu_calendar::types::{Month, RataDie};
use icu_calendar::{AsCalendar, Date};

/// The calendars that have a table.
pub const NAMES: [&str; 2] = ["chinese", "dangi"];

/// The contents of this calendar's table file.
pub fn table(calendar: &str) -> Option<String> {
    match calendar {
        "chinese" => Some(text(calendar, ChineseTraditional::default(), (1900, 2100))),
        "dangi" => Some(text(calendar, KoreanTraditional::default(), (1900, 2050))),
        _ => None,
    }
}

fn text(name: &str, calendar: impl AsCalendar + Copy, (first, last): (i32, i32)) -> String {
    let count = last - first + 1;
    let mut text = format!(
        "//! The years of `{name}`. Written by `scripts/tables {name}` from `icu_calendar` 2.4.0;\n\
         //! compared with another origin by the rows of `corpora/vectors/{name}.toml`.\n\
         \n\
         use crate::calendars::lunisolar_months::WrittenYear;\n\
         \n\
         pub(in crate::calendars) const FIRST_YEAR: i64 = {first};\n\
         \n\
         pub(in crate::calendars) const YEARS: [WrittenYear; {count}] = [\n"
    );
    for year in first..=last {
        let (new_year, lengths, leap) = row(year, calendar);
        // Align comments as `rustfmt` does.
        let end = format!("{leap}),");
        writeln!(text, "    ({new_year}, 0b{lengths:013b}, {end:<4} // {year}")
            .expect("a string takes what is written to it");
    }
    text + "];\n"
}

/// A year's first day, the lengths of its months as bits, and the number of its leap month or 0.
fn row(year: i32, calendar: impl AsCalendar + Copy) -> (i64, u16, u8) {
    let new_year = Date::try_new(year.into(), Month::new(1), 1, calendar);
    let new_year = new_year.expect("every year has a first day").to_rata_die();
    let (mut day, mut lengths, mut leap) = (new_year, 0, 0);
    for bit in (0..13).rev() {
        let first = Date::from_rata_die(day, calendar);
        if first.year().extended_year() != year {
            break;
        }
        let (length, month) = (first.days_in_month(), first.month());
        lengths |= u16::from(length == 30) << bit;
        if month.to_input().is_leap() {
            leap = month.number();
        }
        day = RataDie::new(day.to_i64_date() + i64::from(length));
    }
    (new_year.to_i64_date(), lengths, leap)
}
