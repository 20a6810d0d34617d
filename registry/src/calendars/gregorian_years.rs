//! The years of the Gregorian calendar, with other numbers or beginning on another day.

use super::gregory::Gregory;
use super::rule::Rule;
use super::years::Line;

/// Years that begin `offset` days after 1 January of the Gregorian year that is `to_gregory`
/// larger, and that are leap years if that one is.
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

    /// The first day of the year `first` and the last day of the year `last`.
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
