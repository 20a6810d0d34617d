//! # What it is
//! The solar calendar of Iran as the law defines it, also for years without a published table. It
//! is computed, and not authoritative.
//!
//! # Rule
//! Six months of 31 days, five of 30, and Esfand with 29, in a leap year 30. A year begins on the
//! day of the March equinox if that falls before noon, mean time of 52.5° E (Iran standard time),
//! else on the next.
//!
//! # Epoch and range
//! 1 Farvardin 1 is RD 226,896: 22 March 622, Gregorian. The years −1620 to 2378, for which the
//! model has the equinoxes (−999 to 3000).
//!
//! # Sources
//! Law of 11 Farvardin 1304 AP; the meridian: *Calendrical Calculations*, 4th ed., section 15.2.
//! Equinoxes: `astronomy::sun`, right to a minute of terrestrial time; `astronomy::earth`, whose
//! error is seconds today, minutes in 2100 and in 1000, a quarter of an hour and more before −500
//! and half an hour and more after 2500. A year can begin a day off where its equinox is that close
//! to noon.
//!
//! # Known disagreements
//! None with `persian`, the official table, in any of its years, 1206 to 1498. The arithmetic
//! variants differ from it in some years, as each of their files states. By true noon in Tehran
//! itself, 51.42° E, the leap years 1469 and 1470 change places.

use super::persian_months::PersianMonths;
use super::sky_years::{NewYears, Sky, SkyYears, years};
use super::years::Years;
use crate::astronomy::sun::{Equinox, equinox};
use crate::era::Era;

/// The Persian calendar by the computed equinox.
pub struct PersianAstronomical;

/// Iran standard time, ahead of universal time by this part of a day.
const IRAN: f64 = 3.5 / 24.0;

impl Sky for PersianAstronomical {
    const AHEAD: i64 = 621;

    fn new_year(gregorian: i64) -> i64 {
        (equinox(gregorian, Equinox::March) + IRAN + 0.5).floor() as i64
    }

    fn table() -> &'static NewYears {
        static TABLE: NewYears = NewYears::of::<PersianAstronomical>();
        &TABLE
    }
}

impl Years for PersianAstronomical {
    const ID: &'static str = "persian-astronomical";
    const YEARS: (i64, i64) = years::<Self>();
    const DAYS: (i64, i64) = (-365_162, 1_095_441);
    const ERAS: &'static [Era] = &[Era::unbounded("ap")];
    const LINE: SkyYears<Self> = SkyYears::NEW;
    type Line = SkyYears<Self>;
    type Months = PersianMonths;
}
