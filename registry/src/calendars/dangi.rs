//! # What it is
//! The traditional lunisolar calendar of Korea.
//!
//! # Rule
//! As in `chinese`, by the time of Korea: Beijing's in the table's months up to 1911, then UTC+8:30
//! or UTC+9 as the law had it, UTC+9 since 10 August 1961. The years here are those of the table,
//! and bear the number of the Gregorian year in which they begin; there are no eras.
//!
//! # Epoch and range
//! 1 M01 1900 is 31 January 1900, RD 693,626. The table ends with the year 2050, on 10 February
//! 2051, and so does this calendar.
//!
//! # Sources
//! The table: `icu_calendar` 2.4.0, `KoreanTraditional`, whose documentation says that it agrees
//! with what the Korea Astronomy and Space Science Institute (KASI) publishes for 1900 to 2050.
//! `scripts/tables dangi` writes it.
//! Compared with: `korean_lunar_calendar` 0.4.0, which follows the same institute, every month
//! start to December 2050; and .NET's `KoreanLunisolarCalendar`, which also has the last month of
//! 2050 and its end. In `corpora/vectors`.
//! Leap months in other years: ECMA-402, intl-era-monthcode proposal, constrain `MnnL` to `Mnn`.
//!
//! # Known disagreements
//! ICU 78.2 computes its months: its second month of 2017 begins on 27 February, not on the 26th.

use super::lunisolar_months::{self, LunisolarMonths, Month, Year};
use super::lunisolar_rule::lunisolar;
use super::tables::dangi::{FIRST_YEAR, YEARS};

/// The Korean calendar.
pub struct Dangi;

static YEAR_PLACES: [Year; YEARS.len() + 1] = lunisolar_months::years(&YEARS);
static MONTHS: [Month; lunisolar_months::count(&YEARS) + 1] = lunisolar_months::months(&YEARS);

pub(super) static TABLE: LunisolarMonths =
    LunisolarMonths::new(FIRST_YEAR, YEARS[0].0, &YEAR_PLACES, &MONTHS);

lunisolar!(Dangi, "dangi", (1900, 2050), TABLE);
