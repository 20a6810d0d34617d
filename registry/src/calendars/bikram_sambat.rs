//! # What it is
//! The Bikram Sambat, the official solar calendar of Nepal.
//!
//! # Rule
//! Twelve months of 29 to 32 days, as the calendar of each year has them: the committee that decides them
//! publishes no rule. A year of 366 days is a leap year.
//!
//! # Epoch and range
//! 1 Baisakh 1994 is 13 April 1937, RD 707212. The table ends with 2083, the last year for
//! which packages were corrected from the printed calendar; there is no fallback to a rule.
//!
//! # Sources
//! medic/bikram-sambat 1.8.1, whose later years were corrected one after another by Nepali Patro and Hamro
//! Patro, which publish the printed calendar (medic/bikram-sambat#20, #26, #31); nepali-datetime 1.0.8.5,
//! a table of another origin: the same in 89 of the 90 years. For 2062 py-nepali 1.2.0 and
//! nepali-date-converter 3.4.0 were compared, too. Neither table names the prints of its older years.
//!
//! # Known disagreements
//! The first month of 2062 has 30 days by medic/bikram-sambat, as here, and by nepali-datetime 31, and the
//! second 32 and 31 (aerawatcorp/bikram#25). Before 1994 the two tables differ in 1975, 1989, 1991 and 1993.
//! From 2084 on packages carry guesses that differ.

use super::rule::Rule;
use super::year_table::YearTable;
use super::years::Line;
use crate::era::Era;

/// The calendar of Nepal.
pub struct BikramSambat;

const FIRST_YEAR: i64 = 1994;
const FIRST_DAY: i64 = 707212;

const YEAR_COUNT: usize = 90;

/// The months of each year: in octal digits, how much longer than 28 days each is.
#[rustfmt::skip]
static MONTHS: [u64; YEAR_COUNT] = [
    0o334333212122, /* 1994 */ 0o343432221122, /* 1995 */ 0o343432221213, /* 1996 */
    0o334333212122, /* 1997 */ 0o334333212122, /* 1998 */ 0o343432221123, /* 1999 */
    0o243432221213, /* 2000 */ 0o334333212122, /* 2001 */ 0o334432212122, /* 2002 */
    0o343432221123, /* 2003 */ 0o243432221213, /* 2004 */ 0o334333212122, /* 2005 */
    0o334432212122, /* 2006 */ 0o343432221123, /* 2007 */ 0o333433122113, /* 2008 */
    0o334333212122, /* 2009 */ 0o334432212122, /* 2010 */ 0o343432221123, /* 2011 */
    0o333433122122, /* 2012 */ 0o334333212122, /* 2013 */ 0o334432212122, /* 2014 */
    0o343432221123, /* 2015 */ 0o333433122122, /* 2016 */ 0o334333212122, /* 2017 */
    0o343432212122, /* 2018 */ 0o343432221213, /* 2019 */ 0o333433212122, /* 2020 */
    0o334333212122, /* 2021 */ 0o343432221122, /* 2022 */ 0o343432221213, /* 2023 */
    0o333433212122, /* 2024 */ 0o334333212122, /* 2025 */ 0o343432221123, /* 2026 */
    0o243432221213, /* 2027 */ 0o334333212122, /* 2028 */ 0o334342212122, /* 2029 */
    0o343432221123, /* 2030 */ 0o243432221213, /* 2031 */ 0o334333212122, /* 2032 */
    0o334432212122, /* 2033 */ 0o343432221123, /* 2034 */ 0o243433122113, /* 2035 */
    0o334333212122, /* 2036 */ 0o334432212122, /* 2037 */ 0o343432221123, /* 2038 */
    0o333433122122, /* 2039 */ 0o334333212122, /* 2040 */ 0o334432212122, /* 2041 */
    0o343432221123, /* 2042 */ 0o333433122122, /* 2043 */ 0o334333212122, /* 2044 */
    0o343432212122, /* 2045 */ 0o343432221123, /* 2046 */ 0o333433212122, /* 2047 */
    0o334333212122, /* 2048 */ 0o343432221122, /* 2049 */ 0o343432221213, /* 2050 */
    0o333433212122, /* 2051 */ 0o334333212122, /* 2052 */ 0o343432221122, /* 2053 */
    0o343432221213, /* 2054 */ 0o334333212122, /* 2055 */ 0o334342212122, /* 2056 */
    0o343432221123, /* 2057 */ 0o243432221213, /* 2058 */ 0o334333212122, /* 2059 */
    0o334432212122, /* 2060 */ 0o343432221123, /* 2061 */ 0o243433121213, /* 2062 */
    0o334333212122, /* 2063 */ 0o334432212122, /* 2064 */ 0o343432221123, /* 2065 */
    0o333433122113, /* 2066 */ 0o334333212122, /* 2067 */ 0o334432212122, /* 2068 */
    0o343432221123, /* 2069 */ 0o333433122122, /* 2070 */ 0o334333212122, /* 2071 */
    0o343432212122, /* 2072 */ 0o343432221123, /* 2073 */ 0o333433212122, /* 2074 */
    0o334333212122, /* 2075 */ 0o343432221122, /* 2076 */ 0o343432221213, /* 2077 */
    0o333433212122, /* 2078 */ 0o334333212122, /* 2079 */ 0o343432221122, /* 2080 */
    0o343432221213, /* 2081 */ 0o334333212122, /* 2082 */ 0o334333212122, /* 2083 */
];

/// The day on which each year begins, and at the end the day after the last year.
static NEW_YEARS: [i64; YEAR_COUNT + 1] = new_years();

const YEARS: YearTable = YearTable { first_year: FIRST_YEAR, new_years: &NEW_YEARS };

/// The length of the month.
#[inline]
const fn length(months: u64, ordinal: u32) -> u32 {
    28 + (months >> (3 * (12 - ordinal)) & 7) as u32
}

const fn new_years() -> [i64; YEAR_COUNT + 1] {
    let mut days = [FIRST_DAY; YEAR_COUNT + 1];
    let mut year = 0;
    while year < YEAR_COUNT {
        let (mut next, mut ordinal) = (days[year], 1);
        while ordinal <= 12 {
            next += length(MONTHS[year], ordinal) as i64;
            ordinal += 1;
        }
        days[year + 1] = next;
        year += 1;
    }
    days
}

fn months(year: i64) -> u64 {
    MONTHS[(year - FIRST_YEAR) as usize]
}

impl Rule for BikramSambat {
    const ID: &'static str = "bikram-sambat";
    const YEARS: (i64, i64) = (FIRST_YEAR, FIRST_YEAR + YEAR_COUNT as i64 - 1);
    const DAYS: (i64, i64) = (FIRST_DAY, new_years()[YEAR_COUNT] - 1);
    const ERAS: &'static [Era] = &[];
    const SHORTEST_MONTH: u32 = 29;

    #[inline]
    fn split(&self, day: i64) -> (i64, u32, u32) {
        let year = YEARS.year_of(day);
        let (months, mut of_month) = (months(year), (day - YEARS.new_year(year)) as u32);
        let mut ordinal = 1;
        while of_month >= length(months, ordinal) {
            of_month -= length(months, ordinal);
            ordinal += 1;
        }
        (year, ordinal, of_month + 1)
    }

    #[inline]
    fn month_start(&self, year: i64, ordinal: u32) -> i64 {
        let before: u32 = (1..ordinal).map(|ordinal| length(months(year), ordinal)).sum();
        YEARS.new_year(year) + i64::from(before)
    }

    #[inline]
    fn month_length(&self, year: i64, ordinal: u32) -> u32 {
        length(months(year), ordinal)
    }

    #[inline]
    fn is_leap(&self, year: i64) -> bool {
        YEARS.is_leap(year)
    }
}
