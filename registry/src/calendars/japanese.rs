//! # What it is
//! The calendar of Japan since 1873: Gregorian, in years of an era; proleptic.
//!
//! # Rule
//! Twelve months, as in `gregory`. The extended year is the Gregorian year. An era can begin on any
//! day of a year: 1989 is Shōwa 64 until 7 January and Heisei 1 from the 8th.
//!
//! # Epoch and range
//! Meiji from 1 January of its year 6, 1873, when the calendar begins; Taishō from 30 July 1912,
//! Shōwa from 25 December 1926, Heisei from 8 January 1989, Reiwa from 1 May 2019. Before 1873
//! years are counted as in `gregory`. Every year of an `i32`; year 0 exists.
//!
//! # Sources
//! Proclamation No. 337 of Meiji 5 (the calendar); Imperial Edict No. 90 of Meiji 31 (1898), which
//! adds the rule for centuries; proclamations of 30 July 1912 and 25 December 1926; Cabinet Orders
//! No. 1 of Shōwa 64 (1989) and No. 143 of Heisei 31 (2019) (eras); ECMA-402, intl-era-monthcode,
//! table of eras (Meiji from 1873 on, before it `ce` and `bce`).
//!
//! # Known disagreements
//! Meiji was proclaimed on 23 October 1868 for the whole of that year, in a lunisolar calendar.
//! Older CLDR data and .NET have it begin on 8 September 1868, a lunisolar date read as Gregorian.
//! java.time refuses dates before 1873, and there counts the days of a year from the beginning of
//! the era. The eras before Meiji, which ICU and `Time4J` also have, belong to lunisolar years.

use super::gregorian_years::GregorianYears;
use super::roman_months::RomanMonths;
use super::rule::I32_YEARS;
use super::years::Years;
use crate::era::Era;

/// The calendar of Japan.
pub struct Japanese;

const YEARS: GregorianYears = GregorianYears { to_gregory: 0, offset: 0 };

/// An era from this day on, whose year 1 is this Gregorian year.
const fn era(code: &'static str, year_one: i64, first: i64) -> Era {
    Era { year_one, ..Era::from(code, first) }
}

pub(super) const SINCE_MEIJI: [Era; 5] = [
    era("meiji", 1868, 683_735),
    era("taisho", 1912, 698_189),
    era("showa", 1926, 703_450),
    era("heisei", 1989, 726_110),
    era("reiwa", 2019, 737_180),
];

impl Years for Japanese {
    const ID: &'static str = "japanese";
    const DAYS: (i64, i64) = YEARS.days_of(I32_YEARS);
    const ERAS: &'static [Era] = &{
        let [meiji, taisho, showa, heisei, reiwa] = SINCE_MEIJI;
        let ce = Era::from("ce", 1).alias(&["ad"]);
        [Era::before("bce").alias(&["bc"]), ce, meiji, taisho, showa, heisei, reiwa]
    };
    const LINE: GregorianYears = YEARS;
    type Line = GregorianYears;
    type Months = RomanMonths;
}

#[cfg(test)]
mod tests {
    use crate::calendars::{Gregory, Japanese};
    use crate::{Calendar, Date};

    #[test]
    fn eras_begin_and_end_on_their_days() {
        for (date, year) in [
            (Date::new(0, 12, 31), "bce 1"),
            (Date::new(1872, 12, 31), "ce 1872"),
            (Date::new(1873, 1, 1), "meiji 6"),
            (Date::new(1912, 7, 29), "meiji 45"),
            (Date::new(1912, 7, 30), "taisho 1"),
            (Date::new(1926, 12, 24), "taisho 15"),
            (Date::new(1926, 12, 25), "showa 1"),
            (Date::new(1989, 1, 7), "showa 64"),
            (Date::new(1989, 1, 8), "heisei 1"),
            (Date::new(2019, 4, 30), "heisei 31"),
            (Date::new(2019, 5, 1), "reiwa 1"),
        ] {
            let day = Gregory.day(date).unwrap();
            assert_eq!(Japanese.era_year(day).map(|year| year.to_string()), Ok(year.to_owned()));
            assert_eq!(Japanese.extended_year(year.parse().unwrap()), Ok(date.year));
        }
    }
}
