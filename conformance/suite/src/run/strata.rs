//! The days of a level below the exhaustive one: ends of years and months, and random days.

use calproof_registry::{Calendar, Date, DayRange, RataDie};

use crate::chance::Chance;
use crate::level::Level;
use crate::selection::Selection;
use crate::session::Topic;

/// The days of a level as runs of consecutive days, in ascending order. They depend only on the
/// claim and the seed.
pub fn runs(topic: &Topic<'_>, selection: &Selection) -> Vec<DayRange> {
    let Some(walked) = super::sweep::walked(topic.shape.claim) else { return Vec::new() };
    let mut chance = Chance(selection.seed);
    let (year_ends, month_ends) = selection.level().years();
    // Random days, since without a reference nothing says where years begin.
    let mut days = spread((walked.first.0, walked.last.0), 2 * year_ends, &mut chance);
    if let Some((reference, years)) = known_years(topic, walked) {
        days.extend(month_starts(reference, &spread(years, year_ends, &mut chance), 1));
        days.extend(month_starts(reference, &spread(years, month_ends, &mut chance), usize::MAX));
    }
    days.retain(|day| walked.contains(RataDie(*day)));
    days.sort_unstable();
    days.dedup();
    joined(&days)
}

/// The maximum number of days that a level asks in a sweep over these days.
pub fn most_days(level: Level, swept: DayRange) -> u64 {
    let all = (swept.last.0 - swept.first.0 + 1).unsigned_abs();
    if level.is_exhaustive() {
        return all;
    }
    let (year_ends, month_ends) = level.years();
    // Two random days and two ends for each year, and two for each of up to thirteen months.
    all.min(4 * year_ends as u64 + 26 * month_ends as u64)
}

/// The reference, with the first and last year that it has within the sweep.
fn known_years<'a>(
    topic: &'a Topic<'_>,
    walked: DayRange,
) -> Option<(&'a dyn Calendar, (i64, i64))> {
    let reference = topic.shape.oracle.reference()?;
    let days = reference.range().ok()?.intersection(walked)?;
    let year = |day| reference.date(day).ok().map(|date| date.year);
    Some((reference, (year(days.first)?, year(days.last)?)))
}

/// The first day of each of the first `months` months of these years, and the day before it.
fn month_starts(reference: &dyn Calendar, years: &[i64], months: usize) -> Vec<i64> {
    let starts = years.iter().flat_map(|&year| {
        let count = reference.months_in_year(year).unwrap_or(0);
        let ordinals = (1..=count).take(months);
        ordinals.filter_map(move |ordinal| {
            let month = reference.month_code(year, ordinal).ok()?;
            reference.day(Date { year, month, day: 1 }).ok()
        })
    });
    starts.flat_map(|day| [day.0.saturating_sub(1), day.0]).collect()
}

/// `count` random numbers, one from each of as many equal parts of the range; every number, if there
/// are no more than `count`.
fn spread((first, last): (i64, i64), count: usize, chance: &mut Chance) -> Vec<i64> {
    let length = i128::from(last) - i128::from(first) + 1;
    if count as i128 >= length {
        return (first..=last).collect();
    }
    let place = |part: usize| {
        let [start, end] = [part, part + 1].map(|part| length * part as i128 / count as i128);
        let within = chance.below((end - start) as usize) as i128;
        (i128::from(first) + start + within) as i64
    };
    (0..count).map(place).collect()
}

/// Groups sorted days into runs of consecutive ones.
fn joined(days: &[i64]) -> Vec<DayRange> {
    let runs = days.chunk_by(|day, next| day + 1 == *next);
    let ends = runs.filter_map(|run| Some((*run.first()?, *run.last()?)));
    ends.map(|(first, last)| DayRange { first: RataDie(first), last: RataDie(last) }).collect()
}

#[cfg(test)]
mod tests {
    use calproof_registry::calendars;

    use super::*;
    use crate::subject::{InProcess, Subject};

    fn days_at(level: u8) -> Vec<DayRange> {
        let subject = InProcess::new("a", "1", vec![calendars::by_id("gregory").unwrap()]);
        let topic = Topic::new(&subject, &subject.hello().calendars[0]).unwrap();
        runs(&topic, &Selection::default().at(Level::new(level).unwrap()))
    }

    #[test]
    fn a_finer_level_asks_more_days() {
        let counts = [0, 1, 2, 3, 4].map(|level| {
            let days = days_at(level);
            days.iter().map(|run| run.last.0 - run.first.0 + 1).sum::<i64>()
        });
        assert!(counts.is_sorted() && counts[0] == 0, "{counts:?}");
        // Two ends of each of 64 years and as many random days; all months of some 20,000 years.
        assert_eq!(counts[1], 256, "{counts:?}");
        assert!(counts[4] > 2 * 12 * 19_900, "{counts:?}");
    }

    #[test]
    fn the_days_contain_ends_of_years() {
        let new_year_2000 = RataDie(730_120);
        for level in [3, 4] {
            assert!(days_at(level).iter().any(|run| run.contains(new_year_2000)));
            assert!(days_at(level).iter().any(|run| run.contains(RataDie(new_year_2000.0 - 1))));
        }
    }

    #[test]
    fn numbers_are_spread_over_the_whole_range() {
        let all = spread((i64::MIN, i64::MAX), 4, &mut Chance(1));
        assert!(all[0] < i64::MIN / 2 && all[3] > i64::MAX / 2 && all.is_sorted(), "{all:?}");
        assert_eq!(spread((1, 3), 9, &mut Chance(1)), [1, 2, 3]);
        assert!(spread((1, 3), 0, &mut Chance(1)).is_empty());
    }
}
