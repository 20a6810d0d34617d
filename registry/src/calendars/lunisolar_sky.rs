//! Lunisolar months that begin when the sky says so: computed once for all years of the range, by the
//! first question, and then looked up as those of a table.
//!
//! Rule: GB/T 33661-2017. A month begins on the civil day of the new moon. The month in which the
//! sun reaches 270° is the eleventh. Where thirteen months lie from one eleventh month to the next,
//! the first of them in which the sun reaches no multiple of 30° is a leap month, and bears the
//! number of the month before it.

#![expect(clippy::cast_precision_loss, reason = "days are few against 2^53")]

use std::sync::LazyLock;

use super::lunisolar_months::{LunisolarMonths, WrittenYear};
use crate::astronomy::{earth, moon, orbit};

/// The first and the last year; a year bears the number of the Gregorian year in which it begins.
pub(super) const YEARS: (i64, i64) = (1600, 2400);

/// The numbers of the new moons from before the solstice of 1599 to after that of 2401, counted
/// from that of January 2000.
const NEW_MOONS: std::ops::RangeInclusive<i64> = -4_965..=4_985;

/// The universal times of these new moons, which all calendars share.
static NEW_MOON_TIMES: LazyLock<Vec<f64>> =
    LazyLock::new(|| NEW_MOONS.map(moon::new_moon).collect());

/// A month of the sky.
struct SkyMonth {
    /// The day on which it begins.
    start: i64,
    /// How many multiples of 30° the sun has reached when it begins, counted on from turn to turn.
    sections: i64,
}

/// A month of which it is known which it is: its first day, its length, its year, its number in it,
/// and whether it is a leap month.
struct Numbered {
    start: i64,
    length: i64,
    year: i64,
    number: u8,
    is_leap: bool,
}

/// The months by a clock: how far it is ahead of universal time on this day, in days.
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

/// How many winter solstices are past after this many sections; none before that of 1999.
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

/// The months from an eleventh to the next, which is the last of these and not numbered with them.
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

/// The years of the range as tables write them.
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
        // The highest of thirteen bits is the first month's.
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
    fn years_end_where_the_range_does() {
        check(&ChineseAstronomical);
        check(&DangiAstronomical);
    }

    /// From new moon to new moon there are 29.2 to 29.9 days.
    #[test]
    fn new_moons_are_a_month_apart() {
        for pair in super::NEW_MOON_TIMES.windows(2) {
            assert!((29.2..29.9).contains(&(pair[1] - pair[0])), "{pair:?}");
        }
    }
}
