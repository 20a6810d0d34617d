//! Islamic months that begin when the moon says so: each is computed by the first question that needs
//! it, and then looked up.

use super::by_need::ByNeed;
use super::month_table::{MonthStarts, MonthTable};
use crate::astronomy::moon::{mean_new_moon, new_moon};

/// The first and the last year: those for which both calendars have been compared with published
/// dates.
pub(super) const YEARS: (i64, i64) = (1, 1600);

/// How many months there are, and one after them.
const STARTS: usize = (12 * (YEARS.1 - YEARS.0 + 1) + 1) as usize;

/// The number of the mean new moon before 1 Muḥarram 1, that of July 622.
const FIRST_NEW_MOON: i64 = -17_037;

/// The days on which the months begin, and at the end the day after the last month.
pub(super) struct Starts(ByNeed<STARTS>);

impl Starts {
    /// The days that this gives for months, which are counted from 0.
    pub(super) const fn of(begins: fn(i64) -> i64) -> Starts {
        Starts(ByNeed::new(begins))
    }

    #[inline]
    pub(super) fn table(&'static self) -> MonthTable<&'static Starts> {
        MonthTable { first_year: YEARS.0, starts: self }
    }
}

impl MonthStarts for &Starts {
    #[inline]
    fn at(self, index: usize) -> i64 {
        self.0.at(index)
    }
}

/// The day after the first evening of this month, by the criterion for an evening.
pub(super) fn start(month: i64, is_first: impl Fn(i64) -> bool) -> i64 {
    // The moon is new within 15 hours of its mean time, and seen within three days after.
    let evening = (mean_new_moon(FIRST_NEW_MOON + month) - 1.0).floor() as i64;
    let evening = (evening..evening + 6).find(|evening| is_first(*evening));
    evening.map_or(0, |evening| evening + 1)
}

/// The first midnight at or after the new moon of this month, by universal time.
pub(super) fn start_after_new_moon(month: i64) -> i64 {
    new_moon(FIRST_NEW_MOON + month).ceil() as i64
}

#[cfg(test)]
mod tests {
    use super::super::islamic_conjunction::IslamicConjunction;
    use super::super::islamic_observational::IslamicObservational;
    use super::super::islamic_rgsa::IslamicRgsa;
    use super::super::month_table::is_dense;
    use super::super::rule::Rule;
    use super::*;

    fn check<R: Rule>(table: MonthTable<&'static Starts>, longest: i64) {
        let starts: Vec<i64> = (0..STARTS).map(|index| table.starts.at(index)).collect();
        let days = (starts[0], starts[STARTS - 1] - 1);
        assert_eq!((YEARS, days), (R::YEARS, R::DAYS), "{}", R::ID);
        for pair in starts.windows(2) {
            let length = pair[1] - pair[0];
            assert!((29..=longest).contains(&length), "{}: {length} days from {}", R::ID, pair[0]);
        }
        let starts: Vec<i32> = starts.into_iter().map(|start| start as i32).collect();
        assert!(is_dense(&starts), "{}", R::ID);
    }

    /// A question of one day must not wait for the sky of 1,600 years.
    #[test]
    fn a_day_takes_no_more_months_than_its_own() {
        static STARTS: Starts = Starts::of(|month| start(month, |_| true));
        let (year, ordinal, day) = STARTS.table().split(600_006);
        assert_eq!(STARTS.table().start(year, ordinal) + i64::from(day) - 1, 600_006);
        assert!(STARTS.0.computed_count() <= 3, "{} months", STARTS.0.computed_count());
    }

    #[test]
    fn months_are_of_valid_length_and_fill_the_range() {
        check::<IslamicObservational>(IslamicObservational::table(), 31);
        check::<IslamicRgsa>(IslamicRgsa::table(), 30);
        check::<IslamicConjunction>(IslamicConjunction::table(), 30);
    }
}
