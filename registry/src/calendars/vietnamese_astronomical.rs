//! # What it is
//! The traditional lunisolar calendar of Vietnam, computed. Never called right, though what Hanoi
//! publishes is computed by the same rule.
//!
//! # Rule
//! Months and leap months as in `chinese`, from the computed new moons and the computed sun, by UTC+7
//! since 1 January 1968 and UTC+8 before. A year bears the number of the Gregorian year in which it
//! begins; there are no eras.
//!
//! # Epoch and range
//! 1 M01 1600 is 15 February 1600, RD 584,068. The years 1600 to 2400, as `chinese-astronomical`.
//!
//! # Sources
//! Decision 121/CP of the Democratic Republic of Vietnam, 8 August 1967 (UTC+7, from 1968 on); Reingold
//! and Dershowitz, *Calendrical Calculations*, 4th ed., chapter 19 (the two clocks); H. Aslaksen, *The
//! Mathematics of the Chinese Calendar* (Tết 1968); the rule: GB/T 33661-2017. Sun and moon, and
//! their errors: as in `chinese-astronomical`.
//!
//! # Known disagreements
//! From 1968 to 1975 the South went on by UTC+8: Tết 1968 was 29 January in Hanoi and 30 January in
//! Saigon; the four months of these years that begin on another day by the other clock are undecided.
//! Libraries that use UTC+7 for all years differ from this one before 1968.

use super::lunisolar_rule::lunisolar;
use super::lunisolar_sky::{SkyMonths, YEARS};

/// The Vietnamese calendar by the computed sun and moon.
pub struct VietnameseAstronomical;

/// RD of 1 January 1968.
const UTC_PLUS_7: i64 = 718_432;

/// How far Hanoi's clocks are ahead of universal time on this day.
fn hanoi(day: i64) -> f64 {
    if day < UTC_PLUS_7 { 8.0 / 24.0 } else { 7.0 / 24.0 }
}

/// The first day, and the last.
const DAYS: (i64, i64) = (584_068, 876_625);

static MONTHS: SkyMonths = SkyMonths::new(DAYS.0, hanoi);

lunisolar!(VietnameseAstronomical, "vietnamese-astronomical", YEARS, DAYS, MONTHS);
