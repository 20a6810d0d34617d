//! # What it is
//! The traditional lunisolar calendar of Korea, also for years without a published table. It is
//! computed, and not authoritative.
//!
//! # Rule
//! Months and leap months as in `chinese`, from the computed new moons and the computed sun, by the
//! time of Seoul: the sun's mean time (126° 58′ E) until March 1908, then UTC+8:30, UTC+9 from 1912
//! on, UTC+8:30 from 21 March 1954 on, UTC+9 since 10 August 1961. A year bears the number of the
//! Gregorian year in which it begins; there are no eras.
//!
//! # Epoch and range
//! 1 M01 1600 is 15 February 1600, RD 584,068. The years 1600 to 2400, as `chinese-astronomical`.
//!
//! # Sources
//! Reingold and Dershowitz, *Calendrical Calculations*, 4th ed., section 19.9 (the clocks); the
//! rule: GB/T 33661-2017. Sun and moon, and their errors: as in `chinese-astronomical`.
//!
//! # Known disagreements
//! Before 1908 with what Korea had: nobody kept Seoul's mean time then, and the almanacs followed those
//! of the Qing, computed for Beijing. In 140 of 3,811 months from 1600 to March 1908 it parts from
//! `chinese-astronomical`, which goes by Beijing's time. With `dangi`, the official table, of 1900 to
//! 2050, in five of 1,868 months, all before 1912: 1903-M12, 1904-M10, 1905-M04, 1908-M04 and 1911-M11
//! begin a day later here. By Beijing's time they begin as in the table, which thus seems to have been
//! made by it through 1911; then 1906-M04 parts from it, as with `chinese-astronomical`.

use super::lunisolar_rule::lunisolar;
use super::lunisolar_sky::{SkyMonths, YEARS};

/// The Korean calendar by the computed sun and moon.
pub struct DangiAstronomical;

/// The days from which a clock was in use, and how many hours it was ahead of universal time.
/// Before the first of them, the mean solar time of Seoul, 126° 58′ E, was used.
const CLOCKS: [(i64, f64); 4] = [
    (696_608, 8.5), // 1 April 1908
    (697_978, 9.0), // 1 January 1912
    (713_398, 8.5), // 21 March 1954
    (716_097, 9.0), // 10 August 1961
];
const SEOUL: f64 = 126.0 / 360.0 + 58.0 / 21_600.0;

/// How far Seoul's clocks are ahead of universal time on this day.
fn seoul(day: i64) -> f64 {
    let clock = CLOCKS.iter().rev().find(|(from, _)| *from <= day);
    clock.map_or(SEOUL, |(_, hours)| hours / 24.0)
}

/// The first day, and the last.
const DAYS: (i64, i64) = (584_068, 876_625);

static MONTHS: SkyMonths = SkyMonths::new(DAYS.0, seoul);

lunisolar!(DangiAstronomical, "dangi-astronomical", YEARS, DAYS, MONTHS);
