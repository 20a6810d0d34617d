//! # What it is
//! The traditional lunisolar calendar of China as the standard defines it, also for years without a
//! published table. It is computed, and not authoritative.
//!
//! # Rule
//! Months and leap months as in `chinese`, from the computed new moons and the computed sun, by
//! Beijing's time: local mean time, 116° 25′ E (UTC+7:45:40), until 1928, UTC+8 since 1929. A year
//! bears the number of the Gregorian year in which it begins; there are no eras.
//!
//! # Epoch and range
//! 1 M01 1600 is 15 February 1600, RD 584,068. The years 1600 to 2400: the rule by the true sun
//! dates from 1645, and too little is known of the Earth's rotation after 2400.
//!
//! # Sources
//! GB/T 33661-2017, *Calculation and promulgation of the Chinese calendar*; Reingold and
//! Dershowitz, *Calendrical Calculations*, 4th ed., chapter 19 (the clocks). Moon:
//! `astronomy::moon`, 10″; sun: `astronomy::orbit`, 1″ today and 2″ in 1600 and 2400. A new moon is
//! right to some 20 s of terrestrial time, a solar term to half a minute today and a minute in 1600
//! and 2400. `astronomy::earth`: 20 s in 1600, seconds from 1800 on, about a minute in 2100, some
//! ten minutes in 2400. Each minute of error puts one month in 1,440 a day off: one in 144 at the
//! end of the range.
//!
//! # Known disagreements
//! Against `chinese`, the official table, one of 2,486 months from 1900 to 2100 differs: 1906-M04
//! begins a day earlier here, since the new moon of 23 April 1906 comes 8 minutes before midnight,
//! and after midnight in the almanac of the Qing. 2057-M09 agrees with the table only by chance:
//! its new moon comes 2 s before midnight.
//! From 1645 to 1911 the almanacs were computed with the means of their time: `sxtwl` 2.0.7, which
//! follows them, differs in the beginning or the number of 39 months. From 1912 to 2400 all months
//! agree. Before 1645 another rule held, by mean solar terms and with other means: the year 1600
//! began on 14 February.

use super::lunisolar_rule::lunisolar;
use super::lunisolar_sky::{SkyMonths, YEARS};

/// The Chinese calendar by the computed sun and moon.
pub struct ChineseAstronomical;

/// RD of 1 January 1929.
const STANDARD_TIME: i64 = 704_188;

/// How far Beijing's clocks are ahead of universal time on this day.
fn beijing(day: i64) -> f64 {
    if day < STANDARD_TIME { 116.0 / 360.0 + 25.0 / 21_600.0 } else { 8.0 / 24.0 }
}

/// The first day, and the last.
const DAYS: (i64, i64) = (584_068, 876_625);

static MONTHS: SkyMonths = SkyMonths::new(DAYS.0, beijing);

lunisolar!(ChineseAstronomical, "chinese-astronomical", YEARS, DAYS, MONTHS);
