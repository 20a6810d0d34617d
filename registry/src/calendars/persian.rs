//! # What it is
//! The official solar calendar of Iran.
//!
//! # Rule
//! Six months of 31 days, five of 30, and Esfand with 29, in a leap year 30. A year begins on the
//! day of the March equinox if that falls before noon, Iran standard time, else on the next. No
//! arithmetic rule says so for all time: the years here are those of the published table.
//!
//! # Epoch and range
//! 1 Farvardin 1206 is 22 March 1827, RD 667,013. The table ends with the year 1498, and so does
//! this calendar; there is no fallback to a rule.
//!
//! # Sources
//! University of Tehran, Institute of Geophysics, Calendar Center: leap years of 1206 to 1498 AP,
//! as carried by roozbehp/persiancalendar, `kabise.txt` (CC0).
//!
//! # Known disagreements
//! Birashk's leap years, which many libraries took over, have 1404 for 1403; `persian-2820-mean`
//! differs in ten years; `persian-33` agrees in all 293. Computed equinoxes depend on the meridian:
//! 52.5° E is the law's.

use super::persian_months::PersianMonths;
use super::year_table::YearTable;
use super::years::Years;
use crate::era::Era;

/// The official Persian calendar.
pub struct Persian;

const FIRST_YEAR: i64 = 1206;
const LAST_YEAR: i64 = 1498;
const FIRST_NEW_YEAR: i64 = 667_013;

/// The leap years of the table.
const LEAP_YEARS: [i64; 71] = [
    1210, 1214, 1218, 1222, 1226, 1230, 1234, 1238, 1243, 1247, 1251, 1255, 1259, 1263, 1267, 1271,
    1276, 1280, 1284, 1288, 1292, 1296, 1300, 1304, 1309, 1313, 1317, 1321, 1325, 1329, 1333, 1337,
    1342, 1346, 1350, 1354, 1358, 1362, 1366, 1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403,
    1408, 1412, 1416, 1420, 1424, 1428, 1432, 1436, 1441, 1445, 1449, 1453, 1457, 1461, 1465, 1469,
    1474, 1478, 1482, 1486, 1490, 1494, 1498,
];

const YEAR_COUNT: usize = (LAST_YEAR - FIRST_YEAR + 1) as usize;

/// The day on which each year begins, with the day after the last year at the end.
static NEW_YEARS: [i64; YEAR_COUNT + 1] = new_years();

const fn new_years() -> [i64; YEAR_COUNT + 1] {
    let mut days = [FIRST_NEW_YEAR; YEAR_COUNT + 1];
    let (mut year, mut leap_years) = (0, 0);
    while year < YEAR_COUNT {
        let leap =
            leap_years < LEAP_YEARS.len() && LEAP_YEARS[leap_years] == FIRST_YEAR + year as i64;
        days[year + 1] = days[year] + 365 + leap as i64;
        leap_years += leap as usize;
        year += 1;
    }
    assert!(leap_years == LEAP_YEARS.len());
    days
}

impl Years for Persian {
    const ID: &'static str = "persian";
    const YEARS: (i64, i64) = (FIRST_YEAR, LAST_YEAR);
    const DAYS: (i64, i64) = (FIRST_NEW_YEAR, new_years()[YEAR_COUNT] - 1);
    const ERAS: &'static [Era] = &[Era::unbounded("ap")];
    const LINE: YearTable = YearTable { first_year: FIRST_YEAR, new_years: &NEW_YEARS };
    type Line = YearTable;
    type Months = PersianMonths;
}
