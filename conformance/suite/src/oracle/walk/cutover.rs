//! Julian, then Gregorian years, with the ten days between them that the papal bull omits.

use calproof_registry::{Date, RataDie};

use super::plans::{self, YEARS};
use super::{Months, Walk};

/// Calendrical Calculations, 4th ed., 3.1: 1 January 1 is 30 December 0, Gregorian.
const FIRST_OF_YEAR_1: i64 = -1;

fn months(year: i64) -> Months {
    if year > 1582 {
        return plans::gregorian(year);
    }
    let mut months = plans::roman(year % 4 == 0);
    if year == 1582 {
        // Inter gravissimas: the 15th follows the 4th.
        months[9].1 -= 10;
    }
    months
}

pub(super) fn walk() -> Walk {
    let before: i64 = (YEARS.0..1).map(|year| if year % 4 == 0 { 366 } else { 365 }).sum();
    let first = (YEARS.0, RataDie(FIRST_OF_YEAR_1 - before));
    let mut walk = Walk::new("gregory-cutover-1582", first, (YEARS.0..=YEARS.1).map(months));
    walk.gap = Some((Date::new(1582, 10, 4), Date::new(1582, 10, 15)));
    walk
}
