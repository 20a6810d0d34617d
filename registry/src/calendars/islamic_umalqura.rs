//! # What it is
//! The civil calendar of Saudi Arabia, as the King Abdulaziz City for Science and Technology
//! (KACST) computed it and published it on its web pages, also for years long before its rules.
//!
//! # Rule
//! Twelve months of 29 or 30 days, by the table. A year of 355 days is a leap year.
//!
//! # Epoch and range
//! 1 Muḥarram 1300 is 12 November 1882, RD 687,337. The table ends with the year 1600, whose last
//! month has 30 days in it, and so does this calendar; there is no fallback to a rule.
//!
//! # Sources
//! KACST's table, as carried by `icu_calendar` 2.4.0 (from ICU4C's `islamcal.cpp`); the same in
//! all 3,612 months as JDK 17's `hijrah-config-Hijrah-umalqura.properties`, from which the
//! published dates are taken. The eras are CLDR's.
//!
//! # Known disagreements
//! The calendar that was printed and used is `islamic-umalqura-printed`: 740 of its 1,896 months
//! begin on other days, none of them in 1420 to 1450. .NET's `UmAlQuraCalendar` (1318 to 1500; .NET
//! Framework's table, as Mono 6.8 has it) is a third version: 1,209 of its 2,196 months begin on
//! other days.

use super::islamic_umalqura_table::YEARS;
use super::month_table::{MonthTable, islamic_by_months, starts};

/// The Umm al-Qura calendar by KACST's table.
pub struct IslamicUmalqura;

static STARTS: [i32; 12 * YEARS.len() + 1] = starts(&YEARS);
const TABLE: MonthTable = MonthTable { first_year: 1300, starts: &STARTS };

islamic_by_months!(IslamicUmalqura, "islamic-umalqura", 29, TABLE);
