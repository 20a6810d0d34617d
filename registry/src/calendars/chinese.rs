//! # What it is
//! The traditional lunisolar calendar of China.
//!
//! # Rule
//! A month has 29 or 30 days and begins on the day of the new moon, by Beijing's time: local mean
//! time (UTC+7:45:40) until 1928, UTC+8 since 1929. The month of the winter solstice is the
//! eleventh. Where thirteen months lie between two of those, the first of them in which the Sun
//! reaches no multiple of 30° is a leap month (GB/T 33661-2017; before 1912 the rules of the Qing
//! almanacs). No arithmetic rule gives this for all time: the years here are those of the table. A
//! year bears the number of the Gregorian year in which it begins; there are no eras.
//!
//! # Epoch and range
//! 1 M01 1900 is 31 January 1900, RD 693,626. The table ends with the year 2100, on 28 January
//! 2101, and so does this calendar; there is no fallback to a rule.
//!
//! # Sources
//! The table: `icu_calendar` 2.4.0, `ChineseTraditional`, whose documentation says that it agrees
//! with what the Purple Mountain Observatory publishes for 1900 to 2025 and the Hong Kong
//! Observatory for 1901 to 2100. `scripts/tables chinese` writes it.
//! Compared with: `sxtwl` 2.0.7, every month start of the 201 years, in `corpora/vectors`.
//! Leap months in other years: ECMA-402, intl-era-monthcode proposal, constrain `MnnL` to `Mnn`.
//!
//! # Known disagreements
//! The new moons of 28 September 2057, 4 September 2089 and 7 August 2097 come so close to midnight
//! that the Hong Kong Observatory warns that its own table may be wrong by a day. `lunar_python`
//! 1.4.8 has 29 September 2057; so has .NET's `ChineseLunisolarCalendar` (dotnet/runtime#107032),
//! which in older versions had the later day in all three.
//! Computations by a simpler model of the sky differ in more months: ICU 78.2 in twelve of these
//! 201 years, among them 2018, 2027 and 2030.

use super::lunisolar_months::{self, LunisolarMonths, Month, Year};
use super::lunisolar_rule::lunisolar;
use super::tables::chinese::{FIRST_YEAR, YEARS};

/// The Chinese calendar.
pub struct Chinese;

static YEAR_PLACES: [Year; YEARS.len() + 1] = lunisolar_months::years(&YEARS);
static MONTHS: [Month; lunisolar_months::count(&YEARS) + 1] = lunisolar_months::months(&YEARS);

pub(super) static TABLE: LunisolarMonths =
    LunisolarMonths::new(FIRST_YEAR, YEARS[0].0, &YEAR_PLACES, &MONTHS);

lunisolar!(Chinese, "chinese", (1900, 2100), TABLE);
