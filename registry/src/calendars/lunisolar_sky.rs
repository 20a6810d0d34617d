//! Lunisolar months that follow the sky: computed once for all years of the range, on first use,
//! and then looked up like those of a table.
//!
//! Rule: GB/T 33661-2017. A month begins on the civil day of the new moon. The month in which the
//! sun reaches 270° is the eleventh. Where thirteen months lie between one eleventh month and the
//! next, the first of them in which the sun reaches no multiple of 30° is a leap month, and bears
//! the number of the month before it.

#![expect(clippy::cast_precision_loss, reason = "days are few against 2^53")]

use std::sync::LazyLock;

use super::lunisolar_months::{LunisolarMonths, WrittenYear};
use crate::astronomy::{earth, moon, orbit};

/// The first and the last year; a year bears the number of the Gregorian year in which it begins.
pub(super) const YEARS: (i64, i64) = (1600, 2400);

/// The numbers of the new moons from before the solstice of 1599 to after that of 2401. Number 0 is
/// the new moon of January 2000.
const NEW_MOONS: std::ops::RangeInclusive<i64> = -4_965..=4_985;

/// The universal times of these new moons, shared by all calendars.
static NEW_MOON_TIMES: LazyLock<Vec<f64>> =
    LazyLock::new(|| NEW_MOONS.map(moon::new_moon).collect());

/// A month between two new moons, before it has a number.
struct SkyMonth {
    /// The day on which it begins.
    start: i64,
    /// How many multiples of 30° the sun has passed when it begins, without wrapping at 360°.
    sections: i64,
}

/// A month with its number: its first day, its length, its year, its number in the year, and
/// whether it is a leap month.
struct Numbered {
    start: i64,
    length: i64,
    year: i64,
    number: u8,
    is_leap: bool,
}

/// The months by a clock; `ahead` is how far it is ahead of universal time on a day, in days.
pub(super) fn months(ahead: fn(i64) -> f64) -> LunisolarMonths {
    let months: Vec<SkyMonth> = NEW_MOON_TIMES.iter().map(|ut| month(*ut, ahead)).collect();
    LunisolarMonths::computed(YEARS.0, &written(&numbered(&months)))
}

fn month(new_moon: f64, ahead: fn(i64) -> f64) -> SkyMonth {
    let start = (new_moon + ahead(new_moon.floor() as i64)).floor() as i64;
    let midnight = start as f64 - ahead(start);
    let longitude = orbit::longitude(earth::terrestrial(midnight));
    SkyMonth { start, sections: (longitude / 30.0).floor() as i64 }
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
            start: pair[0].start,
            length: pair[1].start - pair[0].start,
            year: year + i64::from(after >= 2),
            number: (after as u8 + 10) % 12 + 1,
            is_leap: leap == Some(place),
        }
    })
}

/// The years of the range, in the form of the tables.
fn written(months: &[Numbered]) -> Vec<WrittenYear> {
    let mut years: Vec<WrittenYear> = Vec::new();
    let mut ordinal = 0;
    for month in months.iter().filter(|month| YEARS.0 <= month.year && month.year <= YEARS.1) {
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
    use super::YEARS;

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

    /// From one new moon to the next it is 29.2 to 29.9 days.
    #[test]
    fn new_moons_are_a_month_apart() {
        for pair in super::NEW_MOON_TIMES.windows(2) {
            assert!((29.2..29.9).contains(&(pair[1] - pair[0])), "{pair:?}");
        }
    }
}
