//! The Julian and then the Gregorian years, with the days between them that a reform takes out.

use calproof_registry::{Date, RataDie};

use super::plans::{self, YEARS};
use super::{Months, Walk};

/// Calendrical Calculations, 4th ed., 3.1: 1 January 1 is 30 December 0, Gregorian.
const FIRST_OF_YEAR_1: i64 = -1;

/// A country's reform: the last Julian and the first Gregorian date.
type Reform = [(i64, u8, u32); 2];

/// Inter gravissimas: the 15th after the 4th.
const PAPAL: Reform = [(1582, 10, 4), (1582, 10, 15)];

/// A calendar with a reform, and how much larger than its years those of the reform are.
pub(super) struct Reformed {
    pub(super) id: &'static str,
    reform: Reform,
    ahead: i64,
}

pub(super) static ALL: &[Reformed] = &[
    Reformed { id: "gregory-cutover-1582", reform: PAPAL, ahead: 0 },
    Reformed { id: "iso8601-cutover-1582", reform: PAPAL, ahead: 0 },
    Reformed { id: "japanese-cutover-1582", reform: PAPAL, ahead: 0 },
    // Calendar Year Act of 2483 BE: 2484 is 1941.
    Reformed { id: "buddhist-cutover-1582", reform: PAPAL, ahead: -543 },
    // The Republic counts from 1912.
    Reformed { id: "roc-cutover-1582", reform: PAPAL, ahead: 1911 },
    // Corpus Evangelicorum, 23 September 1699.
    Reformed { id: "gregory-cutover-1700", reform: [(1700, 2, 18), (1700, 3, 1)], ahead: 0 },
    // Calendar (New Style) Act 1750, section 1.
    Reformed { id: "gregory-cutover-1752", reform: [(1752, 9, 2), (1752, 9, 14)], ahead: 0 },
    // Greece, decree of 18 January 1923.
    Reformed { id: "gregory-cutover-1923", reform: [(1923, 2, 15), (1923, 3, 1)], ahead: 0 },
];

impl Reformed {
    /// The months of a year, in Julian and Gregorian numbers of years.
    fn months(&self, year: i64) -> Months {
        let [(last_julian, month, before), (_, next_month, after)] = self.reform;
        if year > last_julian {
            return plans::gregorian(year);
        }
        let mut months = plans::roman(year % 4 == 0);
        if year == last_julian {
            let broken = &mut months[usize::from(month) - 1].1;
            *broken = if month == next_month { *broken - (after - before - 1) } else { before };
        }
        months
    }

    pub(super) fn walk(&self) -> Walk {
        let (first, last) = (YEARS.0 + self.ahead, YEARS.1 + self.ahead);
        let before: i64 = (first..1).map(|year| if year % 4 == 0 { 366 } else { 365 }).sum();
        let months = (first..=last).map(|year| self.months(year));
        let first = (YEARS.0, RataDie(FIRST_OF_YEAR_1 - before));
        let mut walk = Walk::new(self.id, first, months);
        let [before, after] =
            self.reform.map(|(year, month, day)| Date::new(year - self.ahead, month, day));
        walk.gap = (before.month == after.month).then_some((before, after));
        // A year from which days were taken can be a leap year and short.
        walk.short_leap_year =
            (before.month.number > 2 && self.reform[0].0 % 4 == 0).then_some(before.year);
        walk
    }
}
