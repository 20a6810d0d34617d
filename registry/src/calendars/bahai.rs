//! # What it is
//! The Badí' calendar of the Bahá'í Faith.
//!
//! # Rule
//! Nineteen months of 19 days; before the last come the days of Há, here M20, four or in a leap
//! year five. A day begins at sunset; here it has the date of its daylight. From 172 on, a year
//! begins on the day of the March equinox, from sunset to sunset in Tehran; the days here are those
//! of the published table. Before 172 it began on 21 March, Gregorian, as it did outside the Middle
//! East before there was one rule for all.
//!
//! # Epoch and range
//! 1 Bahá of the year 1 is 21 March 1844, RD 673,222. The table ends with the year 221, and gives
//! the days of Há in it; there is no fallback to a rule.
//!
//! # Sources
//! Universal House of Justice, letter of 10 July 2014; Bahá'í World Centre, *Bahá'í Dates 172 to
//! 221 B.E.*, as carried by Noda Time and, written out apart, by BahaiCalendar/BadiCalJS: the same
//! in all 50 years; convertdate 2.5.1, which computes the equinoxes, too. Before 172: *Calendrical
//! Calculations*, 4th ed., section 16.2.
//!
//! # Known disagreements
//! In 183 the equinox of 20 March 2026 comes within seconds of sunset; the table begins the year on
//! the next day, and `bahai-astronomical` on that one. In 216 the equinox of 20 March 2059 comes
//! close to sunset in Tehran; the table begins the year on that day, and convertdate does so by an
//! exception. By the equinox, which was the rule of the Middle East, years before 172 begin on
//! other days: 60 on 22 March 1903. Libraries give the days of Há as month 0, as month 19 with
//! ‘Alá' as 20, or as days 20 and up of the eighteenth.

use super::bahai_months::BahaiMonths;
use super::year_table::YearTable;
use super::years::Years;
use crate::era::Era;

/// The Bahá'í calendar.
pub struct Bahai;

const EPOCH: i64 = 673_222;
const LAST_YEAR: usize = 221;
/// The first year of the table.
const FIRST_PUBLISHED: usize = 172;

/// The years of the table with five days of Há.
const LEAP_YEARS: [usize; 12] = [174, 178, 182, 187, 191, 195, 199, 203, 207, 211, 216, 220];

/// The day on which each year from 1 on begins, and at the end the day after the last year.
static NEW_YEARS: [i64; LAST_YEAR + 1] = new_years();

const fn new_years() -> [i64; LAST_YEAR + 1] {
    let mut days = [EPOCH; LAST_YEAR + 1];
    let (mut year, mut leap_years) = (1, 0);
    while year <= LAST_YEAR {
        let leap = if year < FIRST_PUBLISHED {
            // The Gregorian 29 February is one of the year's last days.
            let gregorian = year + 1844;
            gregorian % 4 == 0 && (gregorian % 100 != 0 || gregorian % 400 == 0)
        } else {
            leap_years < LEAP_YEARS.len() && LEAP_YEARS[leap_years] == year
        };
        leap_years += (leap && year >= FIRST_PUBLISHED) as usize;
        days[year] = days[year - 1] + 365 + leap as i64;
        year += 1;
    }
    assert!(leap_years == LEAP_YEARS.len());
    days
}

impl Years for Bahai {
    const ID: &'static str = "bahai";
    const YEARS: (i64, i64) = (1, LAST_YEAR as i64);
    const DAYS: (i64, i64) = (EPOCH, new_years()[LAST_YEAR] - 1);
    const ERAS: &'static [Era] = &[Era::unbounded("be")];
    const LINE: YearTable = YearTable { first_year: 1, new_years: &NEW_YEARS };
    type Line = YearTable;
    type Months = BahaiMonths;
}
