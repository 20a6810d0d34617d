//! Julian dates to a day, Gregorian ones from the next on: the change that one country after another
//! made, each with its own day.

use super::gregory::Gregory;
use super::julian::Julian;
use super::rule::Rule;
use crate::refusal::Refusal;

/// A date in Gregorian or Julian years.
type Date = (i64, u32, u32);

/// A change of calendar, after which the numbers of some days are missing.
pub(super) struct Reform {
    /// The last Julian date.
    before: Date,
    /// The first Gregorian date.
    after: Date,
    /// Its day.
    first: i64,
    /// How much larger than the calendar's own years the Julian and Gregorian ones are.
    to_gregory: i64,
}

impl Reform {
    /// From the last Julian and the first Gregorian date.
    pub(super) const fn new(before: Date, after: Date) -> Reform {
        let julian = Julian::month_start(before.0, before.1) + before.2 as i64 - 1;
        let first = Gregory::month_start(after.0, after.1) + after.2 as i64 - 1;
        assert!(julian + 1 == first, "no day lies between the two dates");
        let is_one_month = before.0 == after.0 && before.1 == after.1;
        assert!(is_one_month || after.2 == 1, "every month has a first day");
        Reform { before, after, first, to_gregory: 0 }
    }

    /// The same under other numbers of years.
    pub(super) const fn with_years(self, to_gregory: i64) -> Reform {
        Reform { to_gregory, ..self }
    }

    /// No month lacks a day up to this one.
    pub(super) const fn shortest_month(&self) -> u32 {
        self.before.2
    }

    /// The days of the calendar's own years `first` to `last`: the first and the last.
    pub(super) const fn days_of(&self, (first, last): (i64, i64)) -> (i64, i64) {
        let end = Gregory::month_start(last + self.to_gregory + 1, 1);
        (Julian::month_start(first + self.to_gregory, 1), end - 1)
    }

    #[inline]
    pub(super) fn split(&self, day: i64) -> Date {
        let date = if day < self.first { Julian.split(day) } else { Gregory.split(day) };
        (date.0 - self.to_gregory, date.1, date.2)
    }

    #[inline]
    pub(super) fn month_start(&self, year: i64, ordinal: u32) -> i64 {
        let year = year + self.to_gregory;
        if (year, ordinal) <= (self.before.0, self.before.1) {
            Julian::month_start(year, ordinal)
        } else {
            Gregory::month_start(year, ordinal)
        }
    }

    #[inline]
    pub(super) fn month_length(&self, year: i64, ordinal: u32) -> u32 {
        let (theirs, broken) = (year + self.to_gregory, (self.before.0, self.before.1));
        match (theirs, ordinal).cmp(&broken) {
            std::cmp::Ordering::Less => Julian.month_length(theirs, ordinal),
            std::cmp::Ordering::Equal if self.is_within_month() => {
                self.before.2 + self.last_of_broken() - self.after.2 + 1
            }
            std::cmp::Ordering::Equal => self.before.2,
            std::cmp::Ordering::Greater => Gregory.month_length(theirs, ordinal),
        }
    }

    #[inline]
    pub(super) fn nearest_day(&self, year: i64, ordinal: u32, day: u32) -> u32 {
        if !self.is_broken(year, ordinal) {
            day.min(self.month_length(year, ordinal))
        } else if day < self.after.2 {
            day.min(self.before.2)
        } else {
            day.min(self.last_of_broken())
        }
    }

    #[inline]
    pub(super) fn day_of_month(&self, year: i64, ordinal: u32, day: u32) -> i64 {
        let theirs = year + self.to_gregory;
        let start = if (theirs, ordinal, day) < self.after {
            Julian::month_start(theirs, ordinal)
        } else {
            Gregory::month_start(theirs, ordinal)
        };
        start + i64::from(day) - 1
    }

    pub(super) fn no_such_day(&self, year: i64, ordinal: u32) -> Refusal {
        if self.is_broken(year, ordinal) {
            let (before, after) = (self.before.2, self.after.2);
            Refusal::NoSuchDayOfBroken { before, after, last: self.last_of_broken() }
        } else {
            Refusal::NoSuchDay { month_length: self.month_length(year, ordinal) }
        }
    }

    #[inline]
    pub(super) fn is_leap(&self, year: i64) -> bool {
        let year = year + self.to_gregory;
        // Whether the year of the change has a leap day is settled by what February it has.
        if (year, 2) < (self.before.0, self.before.1) {
            Julian.is_leap(year)
        } else {
            Gregory.is_leap(year)
        }
    }

    /// Whether it is the month within which numbers are missing.
    #[inline]
    fn is_broken(&self, year: i64, ordinal: u32) -> bool {
        let theirs = year + self.to_gregory;
        self.is_within_month() && (theirs, ordinal) == (self.before.0, self.before.1)
    }

    #[inline]
    const fn is_within_month(&self) -> bool {
        self.before.1 == self.after.1
    }

    #[inline]
    fn last_of_broken(&self) -> u32 {
        Gregory.month_length(self.after.0, self.after.1)
    }
}

/// The change of the papal bull *Inter gravissimas* of 24 February 1582: the day after the feast of
/// Saint Francis, the 4th of October, is the 15th.
pub(super) const OF_1582: Reform = Reform::new((1582, 10, 4), (1582, 10, 15));

/// Makes a rule of a reform: the calendar, its id, its eras.
macro_rules! reformed {
    ($calendar:ident, $id:literal, $reform:expr, $eras:expr) => {
        const REFORM: crate::calendars::reform::Reform = $reform;

        impl crate::calendars::rule::Rule for $calendar {
            const ID: &'static str = $id;
            const YEARS: (i64, i64) = crate::calendars::rule::I32_YEARS;
            const DAYS: (i64, i64) = REFORM.days_of(Self::YEARS);
            const ERAS: &'static [crate::era::Era] = $eras;
            const SHORTEST_MONTH: u32 = REFORM.shortest_month();

            #[inline]
            fn split(&self, day: i64) -> (i64, u32, u32) {
                REFORM.split(day)
            }

            #[inline]
            fn month_start(&self, year: i64, ordinal: u32) -> i64 {
                REFORM.month_start(year, ordinal)
            }

            #[inline]
            fn month_length(&self, year: i64, ordinal: u32) -> u32 {
                REFORM.month_length(year, ordinal)
            }

            #[inline]
            fn nearest_day(&self, year: i64, ordinal: u32, day: u32) -> u32 {
                REFORM.nearest_day(year, ordinal, day)
            }

            #[inline]
            fn day_of_month(&self, year: i64, ordinal: u32, day: u32) -> i64 {
                REFORM.day_of_month(year, ordinal, day)
            }

            fn no_such_day(&self, year: i64, ordinal: u32) -> crate::refusal::Refusal {
                REFORM.no_such_day(year, ordinal)
            }

            #[inline]
            fn is_leap(&self, year: i64) -> bool {
                REFORM.is_leap(year)
            }
        }
    };
}

pub(super) use reformed;
