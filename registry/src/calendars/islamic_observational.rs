//! # What it is
//! An Islamic calendar by visibility of the crescent from Cairo. It is computed, and not
//! authoritative: real months follow sightings, wherever these are made and accepted.
//!
//! # Rule
//! A month begins on the day after the first evening on which the crescent is visible by Shaukat's
//! criterion (`astronomy::moon::is_seen`) from Cairo, 31.3° E, 30.1° N, at sea level. A year of 355
//! days is a leap year. Months have 29 or 30 days, but 24 of the 19,200 have 31.
//!
//! # Epoch and range
//! 1 Muḥarram 1 is RD 227,015. The years 1 to 1600.
//!
//! # Sources
//! Reingold and Dershowitz, *Calendrical Calculations*, 4th ed., chapters 14 (criterion) and 18
//! (place). Sun and moon: `astronomy`, to a minute or two in the years 1000 to 2100 and to some
//! minutes before. A month can begin a day off where the moon's altitude, or its distance from the
//! sun, is close to the limit of the criterion: the distance grows by 0.1° in ten minutes.
//!
//! # Known disagreements
//! Every other place and criterion: ICU's `islamic` considers only the moment of the new moon. From
//! 1423 to 1450, 262 of 336 months begin a day later than in `islamic-umalqura`.

use super::islamic_months::FRIDAY;
use super::month_table::{MonthTable, islamic_by_months};
use super::moon_months::{self, Starts, start};
use crate::astronomy::moon::is_seen;

/// The Islamic calendar by computed visibility from Cairo.
pub struct IslamicObservational;

impl IslamicObservational {
    #[inline]
    pub(super) fn table() -> MonthTable<&'static Starts> {
        static STARTS: Starts =
            Starts::of(|month| start(month, |evening| is_seen(evening, 31.3, 30.1)));
        STARTS.table()
    }
}

islamic_by_months!(
    IslamicObservational,
    "islamic-observational",
    moon_months::YEARS,
    (227_015, 794_002),
    29,
    FRIDAY,
    IslamicObservational::table()
);
