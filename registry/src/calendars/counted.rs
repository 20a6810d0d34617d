//! Rules that count how often they are asked: the cost of an answer as a number that is the same in
//! every run.

use std::cell::Cell;

use super::rule::Rule;
use crate::date::MonthCode;
use crate::day::Weekday;
use crate::era::Era;
use crate::refusal::Refusal;

thread_local! {
    static QUESTIONS: Cell<u64> = const { Cell::new(0) };
}

/// A rule that counts how often it is asked.
pub(super) struct Counted<R>(pub(super) R);

/// How often counting rules have been asked on this thread.
pub fn questions() -> u64 {
    QUESTIONS.get()
}

fn count<T>(answer: T) -> T {
    QUESTIONS.set(QUESTIONS.get() + 1);
    answer
}

impl<R: Rule> Rule for Counted<R> {
    const ID: &'static str = R::ID;
    const YEARS: (i64, i64) = R::YEARS;
    const DAYS: (i64, i64) = R::DAYS;
    const SHORTEST_MONTH: u32 = R::SHORTEST_MONTH;
    const ERAS: &'static [Era] = R::ERAS;
    const HAS_ISO_WEEKS: bool = R::HAS_ISO_WEEKS;

    fn split(&self, day: i64) -> (i64, u32, u32) {
        count(self.0.split(day))
    }

    fn month_start(&self, year: i64, ordinal: u32) -> i64 {
        count(self.0.month_start(year, ordinal))
    }

    fn month_length(&self, year: i64, ordinal: u32) -> u32 {
        count(self.0.month_length(year, ordinal))
    }

    fn nearest_day(&self, year: i64, ordinal: u32, day: u32) -> u32 {
        count(self.0.nearest_day(year, ordinal, day))
    }

    fn day_of_month(&self, year: i64, ordinal: u32, day: u32) -> i64 {
        count(self.0.day_of_month(year, ordinal, day))
    }

    fn no_such_day(&self, year: i64, ordinal: u32) -> Refusal {
        count(self.0.no_such_day(year, ordinal))
    }

    fn is_leap(&self, year: i64) -> bool {
        count(self.0.is_leap(year))
    }

    fn month_count(&self, year: i64) -> u32 {
        count(self.0.month_count(year))
    }

    fn weekday(&self, day: i64) -> Option<Weekday> {
        count(self.0.weekday(day))
    }

    fn code(&self, year: i64, ordinal: u32) -> MonthCode {
        count(self.0.code(year, ordinal))
    }

    fn ordinal(&self, year: i64, month: MonthCode) -> Option<u32> {
        count(self.0.ordinal(year, month))
    }

    fn stand_in(&self, month: MonthCode) -> Option<MonthCode> {
        count(self.0.stand_in(month))
    }

    fn month_index(&self, year: i64, ordinal: u32) -> i64 {
        count(self.0.month_index(year, ordinal))
    }

    fn month_at(&self, index: i64) -> (i64, u32) {
        count(self.0.month_at(index))
    }
}

#[cfg(all(test, feature = "steps"))]
mod tests {
    use crate::calendars::{ALL, COUNTED};
    use crate::date::Date;
    use crate::day::RataDie;

    #[test]
    fn counting_does_not_change_the_answers() {
        for (plain, counted) in ALL.iter().zip(COUNTED) {
            // No two steps differ by a whole number of weeks, months or years.
            for day in (-700_000..=800_000).step_by(99_991).map(RataDie) {
                let before = super::questions();
                let date = counted.date(day);
                assert_eq!(date, plain.date(day), "{} {day}", plain.id());
                assert_eq!(counted.weekday(day), plain.weekday(day), "{} {day}", plain.id());
                let Ok(date) = date else { continue };
                assert!(super::questions() > before, "{} {day}", plain.id());
                assert_eq!(counted.is_leap_year(date.year), plain.is_leap_year(date.year));
                let length = counted.days_in_month(date.year, date.month);
                assert_eq!(length, plain.days_in_month(date.year, date.month));
                for day in [0, 31, 40] {
                    let date = Date { day, ..date };
                    assert_eq!(counted.day(date), plain.day(date), "{} {date}", plain.id());
                }
            }
        }
    }
}
