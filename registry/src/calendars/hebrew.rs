//! # What it is
//! The Hebrew calendar in its fixed form, with the year from Tishri; proleptic.
//!
//! # Rule
//! Twelve months, alternately of 30 and 29 days: M01 Tishri to M12 Elul. Of 19 years the 3rd, 6th,
//! 8th, 11th, 14th, 17th and 19th are leap years with a thirteenth month of 30 days, Adar I, before
//! M06, Adar: M05L. The year begins on the day of the mean new moon (molad) of Tishri; moladot are
//! 29 days, 12 hours and 793 of an hour's 1,080 parts apart. Four rules postpone the day: a molad
//! at noon or later; a day that is a Sunday, Wednesday or Friday; in a common year a molad on a
//! Tuesday at 9 hours 204 parts of the night or later; in a common year after a leap year a molad
//! on a Monday at 15 hours 589 parts or later. If that makes the year a day longer, Ḥeshvan (M02)
//! has 30 days; if it makes the year a day shorter, Kislev (M03) has 29.
//!
//! # Epoch and range
//! 1 Tishri of the year 1 is RD −1,373,427: Monday, 7 October 3761 BCE, Julian. Its molad was 5
//! hours and 204 parts after the preceding evening. Every year of an `i32`; year 0 exists.
//!
//! # Sources
//! Maimonides, *Mishneh Torah*, Sanctification of the New Moon, chapters 6 to 8 (interval, first
//! molad, cycle, postponements, months); Reingold and Dershowitz, *Calendrical Calculations*, 4th
//! ed., sections 8.1 and 8.2 (epoch, the same as formulas); ECMA-402, intl-era-monthcode (codes of
//! the months; Adar for an Adar I that a year lacks).
//!
//! # Known disagreements
//! None on the days. *Calendrical Calculations*, Emacs and Noda Time's scriptural numbering count
//! months from Nisan: see `ScripturalDate`. A Hebrew day begins in the evening; the day given here
//! is the one of its daylight. .NET answers only for the years 5343 to 5999. The rules became fixed
//! between the fourth and the tenth century; earlier dates are proleptic.

use super::rule::{I32_YEARS, Rule};
use crate::date::MonthCode;
use crate::era::Era;

/// The Hebrew calendar.
pub struct Hebrew;

/// 1 Tishri of the year 1, a Monday.
const EPOCH: i64 = -1_373_427;
/// Parts of a day, 1,080 an hour.
const DAY_PARTS: u64 = 24 * 1080;
/// Parts from molad to molad: 29 days, 12 hours, 793 parts.
const MONTH_PARTS: u64 = 29 * DAY_PARTS + 12 * 1080 + 793;
/// The first molad, by a clock whose midnight is noon, 18 hours after the evening: so a molad at
/// noon or later counts for the next day.
const FIRST_MOLAD: u64 = (5 + 6) * 1080 + 204;
/// Hours and parts of the third and the fourth rule, by the same clock.
const TUESDAY_LIMIT: u64 = (9 + 6) * 1080 + 204;
const MONDAY_LIMIT: u64 = (15 + 6) * 1080 + 589;

/// After this many years the same days recur: 35,975,351 whole weeks.
const CYCLE_YEARS: i64 = 689_472;
const CYCLE_DAYS: i64 = 251_827_457;
const CYCLE_MONTHS: i64 = CYCLE_YEARS / 19 * 235;
/// The number of cycles by which all years are shifted, so that the divisions below are of numbers
/// ≥ 0.
const CYCLES: i64 = 3115;

/// The beginning of a year, as numbers shifted by whole cycles.
#[derive(Clone, Copy)]
struct Opening {
    /// Months from the epoch to the year's first month.
    months: u64,
    /// How far the years before this one are ahead of those months, in 19ths of a month.
    surplus: u64,
}

impl Opening {
    #[inline]
    const fn of(year: i64) -> Opening {
        // 235 months in 19 years; this gives the leap years of the list.
        let scaled = 235 * (year + CYCLES * CYCLE_YEARS) as u64 - 234;
        Opening { months: scaled / 19, surplus: scaled % 19 }
    }

    /// Each year adds a surplus of 7/19 month; when it reaches a whole month, that is the leap
    /// month.
    #[inline]
    const fn is_leap(self) -> bool {
        self.surplus + 7 >= 19
    }

    #[inline]
    const fn follows_leap(self) -> bool {
        self.surplus < 7
    }

    #[inline]
    const fn next(self) -> Opening {
        let leap = self.is_leap() as u64;
        Opening { months: self.months + 12 + leap, surplus: self.surplus + 7 - 19 * leap }
    }

    /// The day of 1 Tishri.
    #[inline]
    const fn day(self) -> i64 {
        let parts = MONTH_PARTS * self.months + FIRST_MOLAD;
        let (day, time) = (parts / DAY_PARTS, parts % DAY_PARTS);
        // Day 0 is a Monday.
        let weekday = day % 7;
        // Wednesday, Friday and Sunday.
        let never = (0b101_0100 >> weekday) & 1;
        // Postponed to Wednesday, and from there to Thursday.
        let tuesday = weekday == 1 && !self.is_leap() && time >= TUESDAY_LIMIT;
        let monday = weekday == 0 && self.follows_leap() && time >= MONDAY_LIMIT;
        let day = day + never + 2 * tuesday as u64 + monday as u64;
        day as i64 + (EPOCH - CYCLES * CYCLE_DAYS)
    }
}

/// The six lengths of a year: 353 to 355 days, and 30 more.
const KINDS: [u32; 6] = [353, 354, 355, 383, 384, 385];

/// The number of days before each month in a year of this kind, and the year's length at the end.
const fn days_before(kind: usize) -> [u16; 15] {
    let (leap, spare) = (kind >= 3, kind % 3);
    let mut starts = [u16::MAX; 15];
    let (mut ordinal, mut sum) = (1, 0);
    loop {
        starts[ordinal - 1] = sum;
        if ordinal == 13 + leap as usize {
            return starts;
        }
        // From Adar on, ordinals are one higher in a leap year; Adar I has 30 days.
        let number = if leap && ordinal > 6 { ordinal - 1 } else { ordinal };
        sum += match number {
            2 if spare == 2 => 30,
            3 if spare == 0 => 29,
            6 if leap && ordinal == 6 => 30,
            _ => 29 + number as u16 % 2,
        };
        ordinal += 1;
    }
}

const DAYS_BEFORE: [[u16; 15]; 6] = {
    let mut all = [[0; 15]; 6];
    let mut kind = 0;
    while kind < 6 {
        all[kind] = days_before(kind);
        assert!(all[kind][12 + kind / 3] as u32 == KINDS[kind], "the months fill the year");
        kind += 1;
    }
    all
};

#[inline]
const fn kind(year_days: u32) -> usize {
    (year_days - 353 - 27 * (year_days >= 383) as u32) as usize
}

impl Hebrew {
    #[inline]
    fn year_days(opening: Opening) -> u32 {
        (opening.next().day() - opening.day()) as u32
    }
}

impl Rule for Hebrew {
    const ID: &'static str = "hebrew";
    const YEARS: (i64, i64) = I32_YEARS;
    const DAYS: (i64, i64) =
        (Opening::of(I32_YEARS.0).day(), Opening::of(I32_YEARS.1 + 1).day() - 1);
    const SHORTEST_MONTH: u32 = 29;
    const ERAS: &'static [Era] = &[Era::unbounded("am")];

    #[inline]
    fn split(&self, day: i64) -> (i64, u32, u32) {
        // The last molad before the end of the day; its year has begun, unless its new year was
        // postponed.
        let end_of_day = (day - EPOCH + CYCLES * CYCLE_DAYS + 1) as u64 * DAY_PARTS;
        let months = (end_of_day - FIRST_MOLAD - 1) / MONTH_PARTS;
        let mut year = ((19 * months + 252) / 235) as i64 - CYCLES * CYCLE_YEARS;
        let mut opening = Opening::of(year);
        if day < opening.day() {
            year -= 1;
            opening = Opening::of(year);
        }
        let day_of_year = (day - opening.day()) as u32;
        let starts = &DAYS_BEFORE[kind(Self::year_days(opening))];
        // 29 is slightly less than the mean length of a month, so this is at most one month too
        // far.
        let place = (day_of_year / 29) as usize;
        let place = place - usize::from(u32::from(starts[place]) > day_of_year);
        (year, place as u32 + 1, day_of_year - u32::from(starts[place]) + 1)
    }

    #[inline]
    fn month_start(&self, year: i64, ordinal: u32) -> i64 {
        let opening = Opening::of(year);
        if ordinal == 3 {
            let days = DAYS_BEFORE[kind(Self::year_days(opening))][2];
            return opening.day() + i64::from(days);
        }
        // The year's length varies in the second and the third month: earlier months are counted
        // from the beginning of this year, later ones back from the beginning of the next.
        let leap = opening.is_leap();
        let (anchor, common_days) = if ordinal < 3 { (opening, 0) } else { (opening.next(), 354) };
        let days = DAYS_BEFORE[if leap { 4 } else { 1 }][ordinal as usize - 1];
        let year_days = if leap && ordinal > 3 { common_days + 30 } else { common_days };
        anchor.day() + i64::from(days) - year_days
    }

    #[inline]
    fn month_length(&self, year: i64, ordinal: u32) -> u32 {
        let opening = Opening::of(year);
        let kind = match ordinal {
            2 | 3 => kind(Self::year_days(opening)),
            _ if opening.is_leap() => 4,
            _ => 1,
        };
        let starts = &DAYS_BEFORE[kind];
        u32::from(starts[ordinal as usize] - starts[ordinal as usize - 1])
    }

    #[inline]
    fn is_leap(&self, year: i64) -> bool {
        Opening::of(year).is_leap()
    }

    #[inline]
    fn month_count(&self, year: i64) -> u32 {
        12 + u32::from(self.is_leap(year))
    }

    #[inline]
    fn code(&self, year: i64, ordinal: u32) -> MonthCode {
        // Adar I takes the sixth ordinal, and shifts the months after it.
        let leap = self.is_leap(year);
        let number = ordinal as u8 - u8::from(leap && ordinal >= 6);
        MonthCode { number, leap: leap && ordinal == 6 }
    }

    #[inline]
    fn ordinal(&self, year: i64, month: MonthCode) -> Option<u32> {
        let MonthCode { number, leap } = month;
        let moved = u32::from(self.is_leap(year));
        match number {
            5 if leap => (moved == 1).then_some(6),
            1..=12 if !leap => Some(u32::from(number) + moved * u32::from(number >= 6)),
            _ => None,
        }
    }

    fn stand_in(&self, month: MonthCode) -> Option<MonthCode> {
        (month == MonthCode::leap(5)).then_some(MonthCode::common(6))
    }

    fn month_index(&self, year: i64, ordinal: u32) -> i64 {
        (Opening::of(year).months as i64 - CYCLES * CYCLE_MONTHS) + i64::from(ordinal) - 1
    }

    fn month_at(&self, index: i64) -> (i64, u32) {
        let year = (19 * index + 252).div_euclid(235);
        (year, (index - self.month_index(year, 1)) as u32 + 1)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Limits that are one part too high or too low would give years of other lengths, or other
    /// frequencies of these lengths. Source of the numbers: Remy Landau, *Hebrew Calendar Science
    /// and Myths* (hebrewcalendar.tripod.com), question 141: how many spans of ten years have each
    /// length.
    #[test]
    fn a_cycle_has_the_published_numbers_of_spans_of_ten_years() {
        let new_year = |year| Opening::of(year).day();
        let mut counts = BTreeMap::new();
        for year in 1..=CYCLE_YEARS {
            let days = new_year(year + 1) - new_year(year);
            assert!(KINDS.map(i64::from).contains(&days), "{year} has {days} days");
            *counts.entry(new_year(year + 10) - new_year(year)).or_insert(0) += 1;
        }
        let published = [
            (3630, 3_236),
            (3631, 76_946),
            (3632, 22_866),
            (3633, 114_680),
            (3661, 252_669),
            (3662, 47_195),
            (3663, 162_407),
            (3664, 9_473),
        ];
        assert_eq!(counts, published.into());
    }

    #[test]
    fn the_cycle_shifts_nothing_but_the_year() {
        let new_year = |year| Opening::of(year).day();
        for year in (-20_000..20_000).chain(I32_YEARS.0..I32_YEARS.0 + 1000) {
            let shift = new_year(year + CYCLE_YEARS) - new_year(year);
            assert_eq!(shift, CYCLE_DAYS, "{year}");
            let months = Hebrew.month_index(year + CYCLE_YEARS, 1) - Hebrew.month_index(year, 1);
            assert_eq!(months, CYCLE_MONTHS, "{year}");
        }
    }
}
