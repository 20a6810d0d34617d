//! Years whose leap years are spread as evenly as a cycle allows.

use super::years::Line;

/// A cycle of `years` years and `days` days, in which year `y` begins on day
/// `base + ⌊(days · y + shift) / years⌋`.
///
/// Every leap rule of the form "leap if (a·y + b) mod years < c" can be written in this way. Exact
/// for every year whose product with `days` fits an `i64`, so for every `i32` year.
#[derive(Clone, Copy)]
pub(super) struct Cycle {
    pub(super) years: i64,
    pub(super) days: i64,
    pub(super) shift: i64,
    pub(super) base: i64,
}

impl Cycle {
    /// The day on which the year begins.
    #[inline]
    pub(super) const fn new_year(self, year: i64) -> i64 {
        self.base + (self.days * year + self.shift).div_euclid(self.years)
    }

    /// The year of the day: the last year that does not begin after it.
    #[inline]
    pub(super) const fn year_of(self, day: i64) -> i64 {
        let since_base = day - self.base;
        (self.years * (since_base + 1) - 1 - self.shift).div_euclid(self.days)
    }

    /// Whether the year is one day longer than the shortest one.
    #[inline]
    pub(super) const fn is_leap(self, year: i64) -> bool {
        let part = (self.days * year + self.shift).rem_euclid(self.years);
        part + self.days % self.years >= self.years
    }

    /// The first day of the year `first` and the last day of the year `last`.
    pub(super) const fn days_of(self, (first, last): (i64, i64)) -> (i64, i64) {
        (self.new_year(first), self.new_year(last + 1) - 1)
    }
}

impl Line for Cycle {
    #[inline]
    fn new_year(self, year: i64) -> i64 {
        Cycle::new_year(self, year)
    }

    #[inline]
    fn year_of(self, day: i64) -> i64 {
        Cycle::year_of(self, day)
    }

    #[inline]
    fn is_leap(self, year: i64) -> bool {
        Cycle::is_leap(self, year)
    }
}
