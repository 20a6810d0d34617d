//! The years of the Gregorian calendar, under another number or from another day on.

use super::gregory::Gregory;
use super::rule::Rule;
use super::years::Line;

/// A count of years in which each begins `offset` days after 1 January of the Gregorian year that
/// is `to_gregory` larger, and is a leap year as that one is.
#[derive(Clone, Copy)]
pub(super) struct GregorianYears {
    pub(super) to_gregory: i64,
    pub(super) offset: i64,
}

impl GregorianYears {
    #[inline]
    const fn new_year(self, year: i64) -> i64 {
        Gregory::month_start(year + self.to_gregory, 1) + self.offset
    }

    /// The days of the years `first` to `last`: the first and the last.
    pub(super) const fn days_of(self, (first, last): (i64, i64)) -> (i64, i64) {
        (self.new_year(first), self.new_year(last + 1) - 1)
    }
}

impl Line for GregorianYears {
    #[inline]
    fn new_year(self, year: i64) -> i64 {
        GregorianYears::new_year(self, year)
    }

    #[inline]
    fn year_of(self, day: i64) -> i64 {
        Gregory.split(day - self.offset).0 - self.to_gregory
    }

    #[inline]
    fn is_leap(self, year: i64) -> bool {
        Gregory.is_leap(year + self.to_gregory)
    }
}
