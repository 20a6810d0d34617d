//! Islamic months that follow the moon: computed once for all months of the range, on first use,
//! and then looked up.

use std::sync::LazyLock;

use super::month_table::MonthTable;
use crate::astronomy::moon::mean_new_moon;

/// The first and the last year: those for which both calendars have been compared with published
/// dates.
pub(super) const YEARS: (i64, i64) = (1, 1600);

const MONTH_COUNT: i64 = 12 * (YEARS.1 - YEARS.0 + 1);

/// The number of the mean new moon before 1 Muḥarram 1, that of July 622.
const FIRST_NEW_MOON: i64 = -17_037;

/// The days on which the months begin, and at the end the day after the last month.
pub(super) struct Starts(LazyLock<Vec<i32>>);

impl Starts {
    /// A table that is computed by this function on first use.
    pub(super) const fn of(begins: fn() -> Vec<i32>) -> Starts {
        Starts(LazyLock::new(begins))
    }

    pub(super) fn table(&'static self) -> MonthTable {
        MonthTable { first_year: YEARS.0, starts: &self.0 }
    }
}

/// The first days of the months: each the day after the first evening that meets the criterion.
pub(super) fn starts(is_first: impl Fn(i64) -> bool) -> Vec<i32> {
    let start = |month: i64| {
        // The true new moon is within 15 hours of the mean one, and the crescent is seen within
        // three days.
        let evening = (mean_new_moon(FIRST_NEW_MOON + month) - 1.0).floor() as i64;
        let evening = (evening..evening + 6).find(|evening| is_first(*evening));
        evening.map_or(0, |evening| evening as i32 + 1)
    };
    (0..=MONTH_COUNT).map(start).collect()
}

#[cfg(test)]
mod tests {
    use super::super::islamic_observational::IslamicObservational;
    use super::super::islamic_rgsa::IslamicRgsa;
    use super::super::month_table::is_dense;
    use super::super::rule::Rule;

    fn check<R: Rule>(table: super::MonthTable, longest: i32) {
        assert_eq!((table.years(), table.days()), (R::YEARS, R::DAYS), "{}", R::ID);
        for pair in table.starts.windows(2) {
            let length = pair[1] - pair[0];
            assert!((29..=longest).contains(&length), "{}: {length} days from {}", R::ID, pair[0]);
        }
        assert!(is_dense(table.starts), "{}", R::ID);
    }

    #[test]
    fn months_are_of_valid_length_and_fill_the_range() {
        check::<IslamicObservational>(IslamicObservational::table(), 31);
        check::<IslamicRgsa>(IslamicRgsa::table(), 30);
    }
}
