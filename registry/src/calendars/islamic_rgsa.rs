//! # What it is
//! An Islamic calendar by the rule that Saudi Arabia has used since 1423 AH (2002), standing in for
//! sightings: the new moon before sunset and moonset after it, in Mecca. It is computed, also for
//! years long before the rule, and not authoritative.
//!
//! # Rule
//! A month begins on the day after the first evening on which, in Mecca (39.8262° E, 21.4225° N, at
//! sea level), the moon is past new at sunset and sets after the sun. A year of 355 days is a leap
//! year.
//!
//! # Epoch and range
//! 1 Muḥarram 1 is RD 227,014. The years 1 to 1600.
//!
//! # Sources
//! R. H. van Gent, *The Umm al-Qura Calendar of Saudi Arabia* (Utrecht University); Reingold and
//! Dershowitz, *Calendrical Calculations*, 4th ed., chapter 18. Sun and moon: `astronomy`, to a
//! minute or two in the years 1000 to 2100 and to some minutes before. A month can begin a day off
//! where new moon and sunset, or sunset and moonset, are that close.
//!
//! # Known disagreements
//! Against `islamic-umalqura-printed`, two of 936 months since the rule came into use differ:
//! 1427-06 begins a day earlier here, as in older tables, and 1475-11 a day later. Before 1423
//! other rules were in use; `islamic-umalqura` has yet another from 1451 on. CLDR's `islamic-rgsa`
//! is what was announced from sightings, which no rule can predict.

use super::islamic_months::THURSDAY;
use super::month_table::{MonthTable, islamic_by_months};
use super::moon_months::{self, Starts, start};
use crate::astronomy::moon::sets_after_the_sun;

/// The Islamic calendar by the computed moon of Mecca.
pub struct IslamicRgsa;

impl IslamicRgsa {
    #[inline]
    pub(super) fn table() -> MonthTable<&'static Starts> {
        static STARTS: Starts = Starts::of(|month| {
            start(month, |evening| sets_after_the_sun(evening, 39.8262, 21.4225))
        });
        STARTS.table()
    }
}

islamic_by_months!(
    IslamicRgsa,
    "islamic-rgsa",
    moon_months::YEARS,
    (227_014, 794_001),
    29,
    THURSDAY,
    IslamicRgsa::table()
);
