//! # What it is
//! The calendar of the French Republic as it was decreed and used, by the equinox; also for years
//! in which nobody used it. It is computed, and not authoritative.
//!
//! # Rule
//! Twelve months of 30 days, and five days at the end, in a leap year six. A year begins on the day
//! of the September equinox, from midnight to midnight in true solar time at the observatory of
//! Paris (2.3372° E).
//!
//! # Epoch and range
//! 1 Vendémiaire of the year 1 is 22 September 1792, RD 654,415. The years −2790 to 1208, for which
//! the model has the equinoxes (−999 to 3000).
//!
//! # Sources
//! Decree of 4 Frimaire II (24 November 1793), article 3; *Calendrical Calculations*, 4th ed.,
//! section 17.2. Equinoxes: `astronomy::sun`, right to a minute of terrestrial time;
//! `astronomy::earth`, whose error is seconds today, minutes in 2100 and in 1000, a quarter of an
//! hour and more before −500 and half an hour and more after 2500. A year can begin a day off where
//! its equinox is that close to midnight.
//!
//! # Known disagreements
//! `french-republican` has the leap years of Romme's proposal: 4, 8 and 12 in place of 3, 7 and 11.
//! The calendar was abolished in the year 14; others continued it by other rules.

use super::sky_years::{NewYears, Sky, SkyYears, years};
use super::thirty_day_months::ThirtyDayMonths;
use super::years::Years;
use crate::astronomy::sun::{Equinox, apparent_midnight, equinox};
use crate::era::Era;

/// The French Republican calendar by the computed equinox.
pub struct FrenchRepublicanEquinox;

/// The longitude of the observatory of Paris.
const PARIS: f64 = 2.3372;

impl Sky for FrenchRepublicanEquinox {
    const AHEAD: i64 = 1791;

    fn new_year(gregorian: i64) -> i64 {
        let equinox = equinox(gregorian, Equinox::September);
        let day = equinox.floor() as i64;
        // In September true time is ahead, so the next midnight comes before that of Greenwich.
        if equinox < apparent_midnight(day + 1, PARIS) { day } else { day + 1 }
    }

    fn table() -> &'static NewYears {
        static TABLE: NewYears = NewYears::of::<FrenchRepublicanEquinox>();
        &TABLE
    }
}

impl Years for FrenchRepublicanEquinox {
    const ID: &'static str = "french-republican-equinox";
    const YEARS: (i64, i64) = years::<Self>();
    const DAYS: (i64, i64) = (-364_977, 1_095_626);
    const ERAS: &'static [Era] = &[];
    const LINE: SkyYears<Self> = SkyYears::NEW;
    type Line = SkyYears<Self>;
    type Months = ThirtyDayMonths;
}
