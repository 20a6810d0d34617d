//! Lunisolar months that begin when the sky says so: computed by the first question that needs
//! them, some years at once, and then looked up as those of a table.
//!
//! Rule: GB/T 33661-2017. A month begins on the civil day of the new moon. The month in which the
//! sun reaches 270° is the eleventh. Where thirteen months lie between one eleventh month and the
//! next, the first of them in which the sun reaches no multiple of 30° is a leap month, and bears
//! the number of the month before it.

#![expect(clippy::cast_precision_loss, reason = "days are few against 2^53")]

use std::sync::OnceLock;

use super::lunisolar_months::{LunisolarMonths, WrittenYear};
use crate::astronomy::{earth, moon, orbit};
use crate::date::MonthCode;

/// The first and the last year; a year bears the number of the Gregorian year in which it begins.
pub(super) const YEARS: (i64, i64) = (1600, 2400);

/// How many years are computed at once, and how often that makes all of them.
const BLOCK_YEARS: i64 = 9;
const BLOCKS: usize = ((YEARS.1 - YEARS.0 + 1) / BLOCK_YEARS) as usize;
const _: () = assert!(BLOCK_YEARS * BLOCKS as i64 == YEARS.1 - YEARS.0 + 1);

/// How many days, and how many months, such years have in the mean.
const BLOCK_DAYS: f64 = 365.2425 * BLOCK_YEARS as f64;
const BLOCK_MONTHS: f64 = MONTHS_PER_YEAR * BLOCK_YEARS as f64;
const MONTHS_PER_YEAR: f64 = 12.3683;

/// The number of the new moon with which the first year begins, counted from that of January 2000.
const FIRST_NEW_MOON: i64 = -4_946;

/// The months of all years by a clock. A month's place among them is counted from the first.
pub(super) struct SkyMonths {
    /// How far the clock is ahead of universal time on a day, in days.
    ahead: fn(i64) -> f64,
    first_day: i64,
    blocks: [OnceLock<Block>; BLOCKS],
}

/// The months of some years.
struct Block {
    /// How many months are before them.
    months_before: i64,
    months: LunisolarMonths,
}

impl SkyMonths {
    /// The months by this clock, of which the first begins on this day.
    pub(super) const fn new(first_day: i64, ahead: fn(i64) -> f64) -> SkyMonths {
        SkyMonths { ahead, first_day, blocks: [const { OnceLock::new() }; BLOCKS] }
    }

    #[inline]
    fn block(&self, index: usize) -> &Block {
        self.blocks[index].get_or_init(|| Block::of(index, self.ahead))
    }

    #[inline]
    fn of_year(&self, year: i64) -> &Block {
        self.block(((year - YEARS.0) / BLOCK_YEARS) as usize)
    }

    /// The block in which `is_before` says that this is not before it; `share` is where it lies by the
    /// mean, in blocks.
    #[inline]
    fn holding(&self, share: f64, is_before: impl Fn(&Block) -> bool) -> &Block {
        // New years waver by half a month, which is never a whole block.
        let index = (share as usize).min(BLOCKS - 1);
        let block = self.block(index);
        if is_before(block) {
            return self.block(index - 1);
        }
        // Where the estimate is well inside, the next block need not be computed.
        let is_near_end = share - index as f64 > 0.95 && index + 1 < BLOCKS;
        if is_near_end && !is_before(self.block(index + 1)) { self.block(index + 1) } else { block }
    }

    /// The year that holds the day, the month's ordinal in it and the day of the month.
    #[inline]
    pub(super) fn split(&self, day: i64) -> (i64, u32, u32) {
        let share = (day - self.first_day) as f64 / BLOCK_DAYS;
        self.holding(share, |block| day < block.months.first_day()).months.split(day)
    }

    /// The day on which the month begins.
    #[inline]
    pub(super) fn month_start(&self, year: i64, ordinal: u32) -> i64 {
        self.of_year(year).months.month_start(year, ordinal)
    }

    /// How many days the month has.
    #[inline]
    pub(super) fn month_length(&self, year: i64, ordinal: u32) -> u32 {
        self.of_year(year).months.month_length(year, ordinal)
    }

    /// Whether the year has a leap month.
    #[inline]
    pub(super) fn is_leap(&self, year: i64) -> bool {
        self.of_year(year).months.is_leap(year)
    }

    /// The code of the month.
    #[inline]
    pub(super) fn code(&self, year: i64, ordinal: u32) -> MonthCode {
        self.of_year(year).months.code(year, ordinal)
    }

    /// The month with this code; `None` if the year has none.
    #[inline]
    pub(super) fn ordinal(&self, year: i64, month: MonthCode) -> Option<u32> {
        self.of_year(year).months.ordinal(year, month)
    }

    /// The month's place among all months.
    #[inline]
    pub(super) fn month_index(&self, year: i64, ordinal: u32) -> i64 {
        let block = self.of_year(year);
        block.months_before + block.months.month_index(year, ordinal)
    }

    /// The month at this place.
    #[inline]
    pub(super) fn month_at(&self, index: i64) -> (i64, u32) {
        let share = index as f64 / BLOCK_MONTHS;
        let block = self.holding(share, |block| index < block.months_before);
        block.months.month_at(index - block.months_before)
    }
}

impl Block {
    /// The block at this index, by a clock.
    fn of(index: usize, ahead: fn(i64) -> f64) -> Block {
        let first = YEARS.0 + BLOCK_YEARS * index as i64;
        let years = (first, first + BLOCK_YEARS - 1);
        let new_moons = new_moon_before(first - 1)..=new_moon_before(years.1 + 2);
        let months: Vec<SkyMonth> = new_moons.map(|number| month(number, ahead)).collect();
        let months: Vec<Numbered> = numbered(&months);
        let in_years = |month: &&Numbered| years.0 <= month.year && month.year <= years.1;
        let months: Vec<&Numbered> = months.iter().filter(in_years).collect();
        Block {
            months_before: months[0].new_moon - FIRST_NEW_MOON,
            months: LunisolarMonths::computed(first, &written(&months)),
        }
    }
}

/// The number of a new moon one to three months before the solstice of this year.
fn new_moon_before(year: i64) -> i64 {
    ((year - 2000) as f64 * MONTHS_PER_YEAR + 11.8).floor() as i64 - 2
}

/// A month between two new moons, before it has a number.
struct SkyMonth {
    /// The number of its new moon.
    new_moon: i64,
    /// The day on which it begins.
    start: i64,
    /// How many multiples of 30° the sun has passed when it begins, without wrapping at 360°.
    sections: i64,
}

/// A month of which it is known which it is: the number of its new moon, its first day, its length,
/// its year, its number in it, and whether it is a leap month.
struct Numbered {
    new_moon: i64,
    start: i64,
    length: i64,
    year: i64,
    number: u8,
    is_leap: bool,
}

fn month(number: i64, ahead: fn(i64) -> f64) -> SkyMonth {
    let new_moon = moon::new_moon(number);
    let start = (new_moon + ahead(new_moon.floor() as i64)).floor() as i64;
    let midnight = start as f64 - ahead(start);
    let longitude = orbit::longitude(earth::terrestrial(midnight));
    SkyMonth { new_moon: number, start, sections: (longitude / 30.0).floor() as i64 }
}

/// The number of the latest winter solstice after this many sections; 0 is that of 1999.
fn solstices(sections: i64) -> i64 {
    (sections - 9).div_euclid(12)
}

/// The months from the first solstice to the last.
fn numbered(months: &[SkyMonth]) -> Vec<Numbered> {
    let has_solstice = |place: &usize| {
        solstices(months[*place].sections) != solstices(months[*place + 1].sections)
    };
    let elevenths: Vec<usize> = (0..months.len() - 1).filter(has_solstice).collect();
    elevenths.windows(2).flat_map(|pair| between_solstices(&months[pair[0]..=pair[1]])).collect()
}

/// The months from one eleventh month to the next. The next is the last of the slice and not part
/// of the result.
fn between_solstices(months: &[SkyMonth]) -> impl Iterator<Item = Numbered> {
    let count = months.len() - 1;
    let has_no_section = |place: &usize| months[*place].sections == months[*place + 1].sections;
    let leap = (0..count).find(has_no_section).filter(|_| count == 13);
    let year = 1999 + solstices(months[1].sections);
    months.windows(2).enumerate().map(move |(place, pair)| {
        // 0 is the eleventh month itself, 2 the first of the next year.
        let after = place - usize::from(leap.is_some_and(|leap| leap <= place));
        Numbered {
            new_moon: pair[0].new_moon,
            start: pair[0].start,
            length: pair[1].start - pair[0].start,
            year: year + i64::from(after >= 2),
            number: (after as u8 + 10) % 12 + 1,
            is_leap: leap == Some(place),
        }
    })
}

/// The years of these months as tables write them.
fn written(months: &[&Numbered]) -> Vec<WrittenYear> {
    let mut years: Vec<WrittenYear> = Vec::new();
    let mut ordinal = 0;
    for month in months {
        if month.number == 1 && !month.is_leap {
            years.push((month.start, 0, 0));
            ordinal = 0;
        }
        let Some((_, lengths, leap)) = years.last_mut() else { continue };
        if month.is_leap {
            *leap = month.number;
        }
        // The first month has the highest of thirteen bits.
        *lengths |= u16::from(month.length == 30) << (12 - ordinal);
        ordinal += 1;
    }
    years
}

#[cfg(test)]
mod tests {
    use super::super::chinese_astronomical::ChineseAstronomical;
    use super::super::dangi_astronomical::DangiAstronomical;
    use super::super::rule::Rule;
    use super::*;

    fn check<R: Rule>(calendar: &R) {
        assert_eq!(R::YEARS, YEARS, "{}", R::ID);
        let (last, months) = (YEARS.1, calendar.month_count(YEARS.1));
        let end =
            calendar.month_start(last, months) + i64::from(calendar.month_length(last, months));
        assert_eq!((calendar.month_start(YEARS.0, 1), end - 1), R::DAYS, "{}", R::ID);
    }

    #[test]
    fn years_fill_the_range() {
        check(&ChineseAstronomical);
        check(&DangiAstronomical);
    }

    /// Any month leads to its place and back, over the ends of blocks too.
    #[test]
    fn places_count_the_months_one_by_one() {
        let mut index = 0;
        for year in YEARS.0..=YEARS.1 {
            for ordinal in 1..=ChineseAstronomical.month_count(year) {
                assert_eq!(ChineseAstronomical.month_index(year, ordinal), index);
                assert_eq!(ChineseAstronomical.month_at(index), (year, ordinal));
                let start = ChineseAstronomical.month_start(year, ordinal);
                let last = i64::from(ChineseAstronomical.month_length(year, ordinal)) - 1;
                assert_eq!(ChineseAstronomical.split(start), (year, ordinal, 1));
                assert_eq!(ChineseAstronomical.split(start + last).1, ordinal, "{year} {ordinal}");
                index += 1;
            }
        }
        assert_eq!(index, 9_907);
    }

    /// A question of one day must not wait for the sky of 801 years.
    #[test]
    fn a_day_takes_no_more_years_than_those_around_it() {
        static MONTHS: SkyMonths = SkyMonths::new(584_068, |_| 0.0);
        assert_eq!(MONTHS.split(739_330).0, 2025);
        let computed = MONTHS.blocks.iter().filter(|block| block.get().is_some()).count();
        assert!(computed <= 2, "{computed} of {BLOCKS}");
    }

    /// From new moon to new moon there are 29.2 to 29.9 days.
    #[test]
    fn new_moons_are_a_month_apart() {
        let times: Vec<f64> = (-4_965..=4_985).map(moon::new_moon).collect();
        for pair in times.windows(2) {
            assert!((29.2..29.9).contains(&(pair[1] - pair[0])), "{pair:?}");
        }
    }
}
