//! The walk and the reference are written independently and must agree.

use calproof_registry::calendars;
use rayon::prelude::*;

use super::plans::YEARS;
use super::*;
use crate::spec;

/// Which walked years are compared day by day. A release build compares all. Without optimization
/// that takes minutes, so a debug build compares the years 1300 to 2100 of each calendar, and the
/// first and last days of months in all other years, where leap rules and lengths show.
const DAY_BY_DAY: (i64, i64) = if cfg!(debug_assertions) { (1300, 2100) } else { YEARS };

fn walks() -> impl Iterator<Item = (&'static Walk, &'static dyn Calendar)> {
    calendars::ALL.iter().filter_map(|reference| Some((by_id(reference.id())?, *reference)))
}

/// Whether the calendar is computed from an astronomical model. Then only its published dates are
/// walked, if there are any.
fn is_computed(id: &str) -> bool {
    spec::by_name(id).unwrap().unwrap().exactness == spec::Exactness::Astronomy
}

/// Calendars and years in which the model is known to disagree with what is published.
const PARTED: [(&str, i64); 10] = [
    ("bahai-astronomical", 182),
    ("bahai-astronomical", 183),
    ("chinese-astronomical", 1906),
    ("dangi-astronomical", 1903),
    ("dangi-astronomical", 1904),
    ("dangi-astronomical", 1905),
    ("dangi-astronomical", 1908),
    ("dangi-astronomical", 1911),
    ("islamic-rgsa", 1427),
    ("islamic-rgsa", 1475),
];

#[test]
fn every_walk_is_of_a_reference_calendar() {
    assert_eq!(walks().count(), BY_RULE.len() + BY_TABLE.len());
    for reference in calendars::ALL {
        let id = reference.id();
        assert!(by_id(id).is_some() || is_computed(id), "{id} is walked by nobody");
    }
}

#[test]
fn walks_cover_the_exhaustive_sweep_and_whole_tables() {
    for (walk, reference) in walks() {
        let (walked, range) = (walk.walked(), reference.range().unwrap());
        let (first, last) = crate::case::edges::EXHAUSTIVE;
        if range.contains(RataDie(first)) && range.contains(RataDie(last + 1)) {
            assert!(walked.contains(RataDie(first)) && walked.contains(RataDie(last + 1)));
        } else if is_computed(walk.id) {
            assert!(range.contains(walked.first) && range.contains(walked.last), "{}", walk.id);
        } else {
            assert_eq!(walked, range, "{}", walk.id);
        }
    }
}

/// The years of a walk, in pieces for parallel comparison.
fn pieces(walk: &Walk) -> Vec<(i64, i64)> {
    let (first, last) = (walk.first_year, walk.first_year + walk.years.len() as i64 - 1);
    (first..=last).step_by(100).map(|year| (year, (year + 99).min(last))).collect()
}

#[test]
fn every_day_agrees_in_both_directions() {
    for (walk, reference) in walks() {
        let compared: i64 =
            pieces(walk).into_par_iter().map(|piece| compare(walk, reference, piece)).sum();
        let walked = walk.walked();
        let whole = walked.last.0 - walked.first.0 + 1;
        // No year has more than 385 days.
        let whole = whole - 385 * PARTED.iter().filter(|parted| parted.0 == walk.id).count() as i64;
        let expected = if cfg!(debug_assertions) { whole.min(70_000) } else { whole };
        assert!(compared >= expected, "{}: {compared} of {whole} days", walk.id);
    }
}

/// Compares the days of these years, and returns their number.
fn compare(walk: &Walk, reference: &dyn Calendar, years: (i64, i64)) -> i64 {
    let mut compared = 0;
    for year in years.0..=years.1 {
        let months = walk.months(year).unwrap().1;
        // A table is short enough for every build.
        let is_table = walk.years.len() < 1000;
        if PARTED.contains(&(walk.id, year)) {
            let last = |&(month, day)| Date { year, month, day };
            let parts = months.iter().map(last).any(|date| reference.day(date) != walk.day(date));
            assert!(parts, "{} {year} is the same both ways", walk.id);
            continue;
        }
        for &(month, length) in months {
            let is_whole = is_table || DAY_BY_DAY.0 <= year && year <= DAY_BY_DAY.1;
            for day in (1..=length).filter(|day| is_whole || *day == 1 || *day == length) {
                compare_day(walk, reference, walk.numbered(year, month, day));
                compared += 1;
            }
        }
    }
    compared
}

fn compare_day(walk: &Walk, reference: &dyn Calendar, date: Date) {
    let day = walk.day(date).unwrap();
    assert_eq!(reference.day(date), Ok(day), "{} {date}", walk.id);
    assert_eq!(walk.date(day), Ok(date), "{} {day}", walk.id);
    assert_eq!(reference.date(day), Ok(date), "{} {day}", walk.id);
}

/// Consecutive years leave no gap: each begins on the day after the previous one's last day.
#[test]
fn no_day_is_left_out_or_walked_twice() {
    for (walk, _) in walks() {
        let mut day = walk.walked().first;
        for (start, shape) in &walk.years {
            assert_eq!(*start, day, "{}", walk.id);
            day = RataDie(day.0 + i64::from(days_of(&walk.shapes[*shape])));
        }
        assert_eq!(walk.walked().last.0 + 1, day.0, "{}", walk.id);
    }
}

#[test]
fn every_year_has_the_same_shape() {
    let codes: Vec<MonthCode> =
        (0..=21).flat_map(|number| [MonthCode::common(number), MonthCode::leap(number)]).collect();
    for (walk, reference) in walks() {
        let years = walk.first_year..walk.first_year + walk.years.len() as i64;
        let years = years.into_par_iter().filter(|year| !PARTED.contains(&(walk.id, *year)));
        years.for_each(|year| {
            assert_eq!(walk.is_leap_year(year), reference.is_leap_year(year), "{} {year}", walk.id);
            for &month in &codes {
                let (walked, right) =
                    (walk.days_in_month(year, month), reference.days_in_month(year, month));
                assert_eq!(walked, right, "{} {year} {month}", walk.id);
            }
        });
    }
}

#[test]
fn impossible_dates_are_refused_alike() {
    for (walk, reference) in walks() {
        let year = 1404.clamp(walk.first_year, walk.first_year + walk.years.len() as i64 - 1);
        for month in (0..=21).flat_map(|n| [MonthCode::common(n), MonthCode::leap(n)]) {
            for day in [0, 4, 5, 6, 19, 20, 29, 30, 31, 32, u32::MAX] {
                let date = Date { year, month, day };
                assert_eq!(walk.day(date), reference.day(date), "{} {date}", walk.id);
            }
        }
        // Beyond the walk the reference may continue, but the walk must refuse.
        let walked = walk.walked();
        for day in [walked.first.0 - 1, walked.last.0 + 1, i64::MIN, i64::MAX] {
            assert!(walk.date(RataDie(day)).is_err(), "{} {day}", walk.id);
        }
        for year in
            [walk.first_year - 1, walk.first_year + walk.years.len() as i64, i64::MIN, i64::MAX]
        {
            assert!(walk.day(Date::new(year, 1, 1)).is_err(), "{} {year}", walk.id);
            assert!(
                walk.is_leap_year(year).is_err()
                    && walk.days_in_month(year, MonthCode::common(1)).is_err()
            );
        }
    }
}
