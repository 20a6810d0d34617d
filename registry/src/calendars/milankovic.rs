//! # What it is
//! The Revised Julian calendar that Milutin Milanković proposed to the congress of Orthodox
//! churches of 1923, and that several of them follow; proleptic.
//!
//! # Rule
//! Twelve months. A year is a leap year, with 29 days in February, if it is divisible by 4, except
//! that a year divisible by 100 is a leap year only if its remainder on division by 900 is 200 or
//! 600.
//!
//! # Epoch and range
//! Its dates are those of the Gregorian calendar from 1 March 1600 to 28 February 2800, which
//! puts 1 January of the year 1 on RD 1. Every year of an `i32`; year 0 exists and is common.
//!
//! # Sources
//! M. Milankovitch, "Das Ende des julianischen Kalenders und der neue Kalender der orientalischen
//! Kirchen", *Astronomische Nachrichten* 220 (1924), columns 379–384; Qt's documentation of
//! `QCalendar::System::Milankovic` (the same rule).
//!
//! # Known disagreements
//! Qt counts without a year 0: its year −1 is the year 0 here.

use super::cycle::Cycle;
use super::roman_months::{self, MarchDate};
use super::rule::{I32_YEARS, Rule};
use crate::era::Era;

/// The Revised Julian calendar of Milanković.
pub struct Milankovic;

/// The centuries from 1 March of a year that is divisible by 100. Nine have 328,718 days; the leap
/// day of the leap centuries (2, 6, 11, 15, …) ends the century before. Based on RD of 1 March of
/// the year 0, 306 days before 1 January of the year 1.
const CENTURIES: Cycle = Cycle { years: 9, days: 328_718, shift: 6, base: 1 - 306 };

/// The years from 1 March in a century: every fourth one ends with a leap day, except the last.
const YEARS_OF_CENTURY: Cycle = Cycle { years: 4, days: 1461, shift: 0, base: 0 };

impl Milankovic {
    #[inline]
    const fn month_start(year: i64, month: u32) -> i64 {
        let (march_year, days) = roman_months::march_month(year, month);
        let (century, year) = (march_year.div_euclid(100), march_year.rem_euclid(100));
        CENTURIES.new_year(century) + YEARS_OF_CENTURY.new_year(year) + days
    }
}

impl Rule for Milankovic {
    const ID: &'static str = "milankovic";
    const YEARS: (i64, i64) = I32_YEARS;
    const DAYS: (i64, i64) = (
        Milankovic::month_start(Self::YEARS.0, 1),
        Milankovic::month_start(Self::YEARS.1 + 1, 1) - 1,
    );
    const ERAS: &'static [Era] =
        &[Era::before("bce").alias(&["bc"]), Era::from("ce", 1).alias(&["ad"])];
    const SHORTEST_MONTH: u32 = 28;

    #[inline]
    fn split(&self, day: i64) -> (i64, u32, u32) {
        let century = CENTURIES.year_of(day);
        let day_of_century = day - CENTURIES.new_year(century);
        let year = YEARS_OF_CENTURY.year_of(day_of_century);
        let day_of_year = (day_of_century - YEARS_OF_CENTURY.new_year(year)) as u32;
        MarchDate { year: 100 * century + year, day_of_year }.split()
    }

    #[inline]
    fn month_start(&self, year: i64, ordinal: u32) -> i64 {
        Milankovic::month_start(year, ordinal)
    }

    #[inline]
    fn month_length(&self, year: i64, ordinal: u32) -> u32 {
        roman_months::length(ordinal, self.is_leap(year))
    }

    #[inline]
    fn is_leap(&self, year: i64) -> bool {
        year % 4 == 0 && (year % 100 != 0 || matches!(year.rem_euclid(900), 200 | 600))
    }
}
