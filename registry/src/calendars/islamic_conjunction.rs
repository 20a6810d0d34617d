//! # What it is
//! An Islamic calendar by the moment of the new moon alone. Computed, and never called right: nobody
//! keeps it, and what ICU calls `islamic` and `islamic-rgsa` simulates it.
//!
//! # Rule
//! A month begins with the first day that begins, at 0 h universal time, after the moon has passed the
//! sun. A year of 355 days is a leap year. Months have 29 or 30 days.
//!
//! # Epoch and range
//! 1 Muḥarram 1 is RD 227,014: the moon is new on 14 July 622, Julian. The years 1 to 1600.
//!
//! # Sources
//! ICU, `IslamicCalendar`, in its documentation: months begin when the moon's age becomes 0, without
//! regard to a place; `islamic-rgsa` there is the same calculation under another name, though the
//! CLDR describes it as Saudi Arabian sighting. New moons: `astronomy::moon`, right to some 20 s of
//! terrestrial time; `astronomy::earth`, whose error is minutes before 1000.
//!
//! # Known disagreements
//! The ids mean something else elsewhere: `islamic-rgsa` here is computed sight from Mecca, and ICU4X and
//! Temporal let both stand for a tabular or a published calendar. ICU's own moon is right to some
//! minutes only, so that a new moon so near to midnight makes a month begin a day off: ICU4J 72.1 begins
//! 443 of the 19,200 months otherwise.

use super::islamic_months::THURSDAY;
use super::month_table::{MonthTable, islamic_by_months};
use super::moon_months::{self, Starts, start_after_new_moon};

/// The Islamic calendar by the moment of the new moon.
pub struct IslamicConjunction;

impl IslamicConjunction {
    #[inline]
    pub(super) fn table() -> MonthTable<&'static Starts> {
        static STARTS: Starts = Starts::of(start_after_new_moon);
        STARTS.table()
    }
}

islamic_by_months!(
    IslamicConjunction,
    "islamic-conjunction",
    moon_months::YEARS,
    (227_014, 794_000),
    29,
    THURSDAY,
    IslamicConjunction::table()
);
