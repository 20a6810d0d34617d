//! Hebrew years, counted from molad to molad by the lists and tables of the sources, without a
//! formula.

use calproof_registry::{MonthCode, RataDie};

use super::{Months, Walk};

/// The years to walk: those of ±9,999 Gregorian years, and some on both sides.
const YEARS: (i64, i64) = (-6300, 13_800);

/// 1 Tishri of the year 1: Monday, 7 October 3761 BCE, Julian. Calendrical Calculations, 4th ed., 8.1.
const FIRST_NEW_YEAR: i64 = -1_373_427;

/// The leap years of a cycle of 19. Maimonides, Sanctification of the New Moon, 6:11.
const LEAP_YEARS: [i64; 7] = [3, 6, 8, 11, 14, 17, 19];

/// A mean new moon: the day (which began the evening before), hours since that evening, and parts.
#[derive(Clone, Copy)]
struct Molad {
    day: i64,
    hours: i64,
    parts: i64,
}

/// The second day, 5 hours, 204 parts. Maimonides, 6:8.
const FIRST_MOLAD: Molad = Molad { day: FIRST_NEW_YEAR, hours: 5, parts: 204 };

impl Molad {
    /// One month forward or back: 29 days, 12 hours, 793 of 1,080 parts. Maimonides, 6:3.
    fn step(self, way: i64) -> Molad {
        let mut next = Molad {
            day: self.day + way * 29,
            hours: self.hours + way * 12,
            parts: self.parts + way * 793,
        };
        if next.parts < 0 || next.parts >= 1080 {
            next.parts -= way * 1080;
            next.hours += way;
        }
        if next.hours < 0 || next.hours >= 24 {
            next.hours -= way * 24;
            next.day += way;
        }
        next
    }

    /// One year forward or back, by the number of months of the year crossed.
    fn step_year(self, way: i64, year: i64) -> Molad {
        (0..if is_leap(year) { 13 } else { 12 }).fold(self, |molad, _| molad.step(way))
    }
}

fn is_leap(year: i64) -> bool {
    // The year's position in its cycle, from 1 to 19.
    LEAP_YEARS.contains(&((year - 1).rem_euclid(19) + 1))
}

/// 1 Tishri of the year with this molad of Tishri. Maimonides, chapter 7.
fn new_year(year: i64, molad: Molad) -> i64 {
    let weekday = |day: i64| RataDie(day).weekday().to_string();
    let time = (molad.hours, molad.parts);
    // 7:2: a molad at noon or later.
    let mut day = if time >= (18, 0) { molad.day + 1 } else { molad.day };
    // 7:4: in a common year, a molad on a Tuesday from 9 hours 204 parts on.
    if weekday(day) == "Tuesday" && !is_leap(year) && day == molad.day && time >= (9, 204) {
        day += 1;
    }
    // 7:5: in a year after a leap year, a molad on a Monday from 15 hours 589 parts on.
    if weekday(day) == "Monday" && is_leap(year - 1) && day == molad.day && time >= (15, 589) {
        day += 1;
    }
    // 7:1: never on a Sunday, a Wednesday or a Friday.
    if ["Sunday", "Wednesday", "Friday"].contains(&weekday(day).as_str()) {
        day += 1;
    }
    day
}

/// The months of a year of this length. Maimonides, 8:5 to 8:10.
fn months(length: i64) -> Months {
    let (heshvan, kislev) = match length {
        353 | 383 => (29, 29),
        354 | 384 => (29, 30),
        _ => (30, 30),
    };
    let mut months = vec![
        (MonthCode::common(1), 30),
        (MonthCode::common(2), heshvan),
        (MonthCode::common(3), kislev),
        (MonthCode::common(4), 29),
        (MonthCode::common(5), 30),
    ];
    if length > 370 {
        months.push((MonthCode::leap(5), 30));
    }
    let others = (6..).map(MonthCode::common);
    months.extend(others.zip([29, 30, 29, 30, 29, 30, 29]));
    months
}

pub(super) fn walk() -> Walk {
    let mut molad = FIRST_MOLAD;
    for year in (YEARS.0..1).rev() {
        molad = molad.step_year(-1, year);
    }
    let mut new_years = Vec::new();
    for year in YEARS.0..=YEARS.1 + 1 {
        new_years.push(new_year(year, molad));
        molad = molad.step_year(1, year);
    }
    let lengths = new_years.windows(2).map(|pair| months(pair[1] - pair[0]));
    Walk::new("hebrew", (YEARS.0, RataDie(new_years[0])), lengths)
}

#[cfg(test)]
mod tests {
    use calproof_registry::calendars::Hebrew;
    use calproof_registry::{Calendar, Date};

    use super::*;

    /// A limit or a first molad that is one part off shows only in a few years of a cycle, and in
    /// none of the years of an exhaustive sweep.
    #[test]
    fn every_year_of_a_cycle_begins_on_the_same_day() {
        let mut molad = FIRST_MOLAD;
        for year in 1..=689_472 {
            let day = RataDie(new_year(year, molad));
            assert_eq!(Hebrew.day(Date::new(year, 1, 1)), Ok(day), "{year}");
            molad = molad.step_year(1, year);
        }
        let again = (molad.day - FIRST_NEW_YEAR, molad.hours, molad.parts);
        assert_eq!(again, (251_827_457, FIRST_MOLAD.hours, FIRST_MOLAD.parts));
    }
}
