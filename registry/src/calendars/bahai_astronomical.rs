//! # What it is
//! The Badí' calendar of the Bahá'í Faith by the equinox, also for years without a published table.
//! It is computed, and not authoritative.
//!
//! # Rule
//! Nineteen months of 19 days; before the last lie the days of Há, here M20, four or in a leap year
//! five. A year begins on the day, from sunset to sunset in Tehran, of the March equinox; here a
//! day has the date of its daylight. Tehran is 51.4215° E, 35.6944° N, at the level of the sea.
//!
//! # Epoch and range
//! 1 Bahá of the year 1 is RD 673,221, 20 March 1844: years before 172 are extrapolated by the same
//! rule. The years −2842 to 1156, for which the model has the equinoxes (−999 to 3000).
//!
//! # Sources
//! Universal House of Justice, letter of 10 July 2014. Equinoxes and sunsets: `astronomy::sun`,
//! right to a minute of terrestrial time, and to minutes where refraction is unusual;
//! `astronomy::earth`, whose error is seconds today, minutes in 2100 and in 1000, a quarter of an
//! hour and more before −500 and half an hour and more after 2500. A year can begin a day off where
//! its equinox is that close to sunset.
//!
//! # Known disagreements
//! `bahai`, the published table, begins 183 a day later: the equinox of 20 March 2026 comes within
//! seconds of sunset, which is less than the error here. In its 49 other years both are the same.

use super::bahai_months::BahaiMonths;
use super::sky_years::{NewYears, Sky, SkyYears, years};
use super::years::Years;
use crate::astronomy::sun::{Equinox, equinox, sunset};
use crate::era::Era;

/// The Bahá'í calendar by the computed equinox.
pub struct BahaiAstronomical;

const TEHRAN: (f64, f64) = (51.4215, 35.6944);

impl Sky for BahaiAstronomical {
    const AHEAD: i64 = 1843;

    fn new_year(gregorian: i64) -> i64 {
        let equinox = equinox(gregorian, Equinox::March);
        let day = equinox.floor() as i64;
        // The sun sets in Tehran every day, in the afternoon of universal time.
        let comes_before = sunset(day, TEHRAN.0, TEHRAN.1).is_none_or(|sunset| equinox < sunset);
        if comes_before { day } else { day + 1 }
    }

    fn table() -> &'static NewYears {
        static TABLE: NewYears = NewYears::of::<BahaiAstronomical>();
        &TABLE
    }
}

impl Years for BahaiAstronomical {
    const ID: &'static str = "bahai-astronomical";
    const YEARS: (i64, i64) = years::<Self>();
    const DAYS: (i64, i64) = (-365_162, 1_095_441);
    const ERAS: &'static [Era] = &[Era::unbounded("be")];
    const LINE: SkyYears<Self> = SkyYears::NEW;
    type Line = SkyYears<Self>;
    type Months = BahaiMonths;
}
