//! French Republican years: those that were kept, and before and after them a rule that goes by the
//! number of the year.

use super::years::Line;

/// RD of 1 Vendémiaire of the year 1, 22 September 1792: *Calendrical Calculations*, 4th ed., 17.1.
pub(super) const EPOCH: i64 = 654_415;

/// The leap years by the equinox while the calendar was in use, 3, 7 and 11, and the one that was to
/// follow, 15; then, from 17 on, a rule by which the year 20 is the next. The rule holds before the year
/// 1, too.
#[derive(Clone, Copy)]
pub(super) struct KeptThenRule {
    /// By turns, a year that this divides is a leap year and is none.
    pub(super) divisors: &'static [i64],
    /// After how many years the rule begins anew, and how many days that is.
    pub(super) cycle: (i64, i64),
}

/// The first year after those that were kept. As many leap years lie among these as by the rule.
const FIRST_OF_RULE: i64 = 17;

impl KeptThenRule {
    pub(super) const fn new_year(self, year: i64) -> i64 {
        let past = year - 1;
        EPOCH + 365 * past + self.leap_days(past)
    }

    /// How many leap years there are from 1 to this one; before, as a negative number.
    const fn leap_days(self, year: i64) -> i64 {
        if 0 < year && year < FIRST_OF_RULE {
            return (year + 1) / 4;
        }
        let (mut days, mut sign, mut place) = (0, 1, 0);
        while place < self.divisors.len() {
            days += sign * year.div_euclid(self.divisors[place]);
            sign = -sign;
            place += 1;
        }
        days
    }

    /// The days of the years `first` to `last`: the first and the last.
    pub(super) const fn days_of(self, (first, last): (i64, i64)) -> (i64, i64) {
        (self.new_year(first), self.new_year(last + 1) - 1)
    }
}

impl Line for KeptThenRule {
    #[inline]
    fn new_year(self, year: i64) -> i64 {
        KeptThenRule::new_year(self, year)
    }

    #[inline]
    fn year_of(self, day: i64) -> i64 {
        // By the mean length of a year, from which no new year departs by three days or more: off by
        // one year at most.
        let (years, days) = self.cycle;
        let year = (years * (day - EPOCH)).div_euclid(days) + 1;
        if day < self.new_year(year) {
            year - 1
        } else {
            year + i64::from(day >= self.new_year(year + 1))
        }
    }

    #[inline]
    fn is_leap(self, year: i64) -> bool {
        self.leap_days(year) > self.leap_days(year - 1)
    }
}
