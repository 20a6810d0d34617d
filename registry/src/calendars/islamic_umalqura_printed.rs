//! # What it is
//! The civil calendar of Saudi Arabia as it was printed: in the newspaper Umm al-Qurā from its
//! first year on, and in the Taqwīm of each year.
//!
//! # Rule
//! Twelve months, by the table. Almost all have 29 or 30 days; the prints of 1343 to 1364 have five
//! months of 28 days and three of 31. A year of more than 354 days is a leap year.
//!
//! # Epoch and range
//! 1 Muḥarram 1343 is 1 August 1924, RD 702,574. The table ends with the year 1500 and states when
//! the next begins, and so does this calendar; there is no fallback to a rule.
//!
//! # Sources
//! M. Alshehri, `hijridate` 2.6.0 (MIT), from archived prints and KACST's comparative calendar.
//! From 1356 on compared with R. H. van Gent's table (Utrecht), as carried by `moment-hijri` 3.0.0:
//! the same in 1,738 of 1,741 months. For the years 1343 to 1355 no second table of the prints is
//! known. The eras are CLDR's.
//!
//! # Known disagreements
//! Three months, 1427-06, 1446-06 and 1485-10, begin a day apart in the older version of van Gent's
//! table that `moment-hijri` carries. elixir-localize/calendrical, which has a newer version, lists
//! three dates as changed, and begins 1485-10 as here. .NET has all three as here; its
//! `UmAlQuraCalendar` (.NET Framework's table, as Mono 6.8 has it) agrees from 1401-02 on, and
//! begins 312 months of 1343 to 1401 on other days. `islamic-umalqura` differs in 740 months.

use super::islamic_umalqura_printed_table::YEARS;
use super::month_table::{MonthTable, islamic_by_months, starts};

/// The Umm al-Qura calendar as it was printed.
pub struct IslamicUmalquraPrinted;

static STARTS: [i32; 12 * YEARS.len() + 1] = starts(&YEARS);
const TABLE: MonthTable = MonthTable { first_year: 1343, starts: &STARTS };

islamic_by_months!(IslamicUmalquraPrinted, "islamic-umalqura-printed", 28, TABLE);
