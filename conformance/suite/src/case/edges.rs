//! Inputs at which calendars break: the ends of the range, new years, leap days, year 0, the limits
//! of integers, and dates that do not exist.

mod eras;
mod far;
mod grid;
mod month_days;
mod native;

use calproof_registry::{Date, DayRange, MonthCode, RataDie};

use crate::claim::Claim;
use crate::shape::Shape;

pub use eras::{days_before_eras, days_of_eras};
pub use far::{SIZES, days_far_away, years_far_away};
pub use grid::grid;
pub use month_days::{impossible_month_days, is_impossible_month_day, is_month_day, month_days};
pub use native::{impossible_native, impossible_native_in, is_impossible};

/// The days of the years -9,999 to 9,999 (Gregorian), which an exhaustive sweep covers.
pub const EXHAUSTIVE: (i64, i64) = (-3_652_424, 3_652_059);

/// Years that have broken calendars: starts of eras, changes of leap rules, the years next to both,
/// and the last years of 16 bits.
const BOUNDARY_YEARS: [i64; 44] = [
    -9999, -9998, -400, -101, -100, -99, -5, -4, -1, 0, 1, 2, 3, 4, 5, 99, 100, 101, 399, 400, 401,
    474, 475, 1403, 1404, 1582, 1600, 1899, 1900, 1901, 1999, 2000, 2001, 2024, 2025, 2026, 2100,
    2400, 2800, 2820, 9998, 9999, 32_767, 32_768,
];

/// First years of the far runs. Products with such years overflow or nearly overflow 32 bits.
const FAR_YEARS: [i64; 8] = [
    -2_000_000_000,
    -100_000_000,
    -1_000_000,
    -100_000,
    100_000,
    1_000_000,
    100_000_000,
    2_000_000_000,
];

/// Length of a far run, in years: two cycles of 33 years, the longest simple leap rule.
const FAR_RUN: i64 = 66;

/// The years of the far runs that lie in the declared range.
pub fn far_years(shape: &Shape<'_>) -> Vec<i64> {
    let Some((first, last)) = shape.years else { return Vec::new() };
    let years = FAR_YEARS.into_iter().flat_map(|start| start..start + FAR_RUN);
    years.filter(|year| first <= *year && *year <= last).collect()
}

/// The boundary years in which every day is declared, and those at both ends of the declared range.
pub fn years(shape: &Shape<'_>) -> Vec<i64> {
    let Some((first, last)) = shape.years else { return Vec::new() };
    // The year of a reform is another one in a calendar that counts years from another epoch.
    let specs = shape.oracle.spec.into_iter();
    let reforms = specs.flat_map(|spec| spec.gaps.iter().chain(&spec.omitted));
    let years = BOUNDARY_YEARS.into_iter().chain(reforms.map(|(before, _)| before.year));
    let mut years: Vec<i64> = years.filter(|year| first <= *year && *year <= last).collect();
    years.extend([
        first,
        first.saturating_add(1).min(last),
        last.saturating_sub(1).max(first),
        last,
    ]);
    years.sort_unstable();
    years.dedup();
    years
}

/// The first and last days of the months of the boundary years, within the declared range, and the
/// new years of the far years.
pub fn days(shape: &Shape<'_>) -> Vec<RataDie> {
    let Some(range) = shape.claim.range else { return Vec::new() };
    let mut days = vec![range.first, RataDie(range.last.0.saturating_sub(1))];
    for year in years(shape) {
        for month in shape.month_codes() {
            if let Some(start) = shape.day_of(Date { year, month, day: 1 }) {
                days.extend([RataDie(start.0.saturating_sub(1)), start]);
            }
        }
    }
    for year in far_years(shape) {
        let start = shape.month_codes().first().map(|month| Date { year, month: *month, day: 1 });
        if let Some(start) = start.and_then(|date| shape.day_of(date)) {
            days.extend([RataDie(start.0.saturating_sub(1)), start]);
        }
    }
    // A check of a day may look at the next one.
    days.retain(|day| range.first <= *day && *day < range.last);
    days.sort_unstable();
    days.dedup();
    days
}

/// The same days and the last day of the range, for checks that do not look at the next day.
pub fn days_and_the_last(shape: &Shape<'_>) -> Vec<RataDie> {
    let mut days = days(shape);
    days.extend(shape.claim.range.map(|range| range.last));
    days
}

/// About 64 of the boundary days, for checks that repeat each question on its own.
pub fn days_asked_again(shape: &Shape<'_>) -> Vec<RataDie> {
    let days = days(shape);
    let step = days.len() / 64 + 1;
    days.into_iter().step_by(step).collect()
}

/// The same days, and the last and first days of some of the boundary years.
pub fn days_asked_twice(shape: &Shape<'_>) -> Vec<RataDie> {
    let mut days = days_asked_again(shape);
    let years = years(shape);
    let step = years.len() / 8 + 1;
    for year in years.into_iter().step_by(step) {
        let month = shape.months_of(year).first().copied();
        let start = month.and_then(|month| shape.day_of(Date { year, month, day: 1 }));
        days.extend(start.into_iter().flat_map(|it| [RataDie(it.0.saturating_sub(1)), it]));
    }
    days.retain(|day| shape.has_day(*day));
    days.sort_unstable();
    days.dedup();
    days
}

/// `count` consecutive days, starting from one of the boundary days.
pub fn days_in_a_row(shape: &Shape<'_>, count: usize) -> Vec<RataDie> {
    let days = days_asked_again(shape);
    let first = days.get(days.len() / 2).map(|day| day.0);
    let days = first.into_iter().flat_map(|first| {
        // `i64::MAX` has no next day.
        (0..count as i64).filter_map(move |by| first.checked_add(by))
    });
    days.map(RataDie).filter(|day| shape.has_day(*day)).collect()
}

/// The first and last dates of the months of the boundary years, and of the years far away.
pub fn dates(shape: &Shape<'_>) -> Vec<Date> {
    let mut dates = Vec::new();
    for year in years(shape) {
        for month in shape.month_codes() {
            if let Some(last) = shape.last_day(year, month) {
                dates.extend([1, last].map(|day| Date { year, month, day }));
                let missing = shape.missing_days(year, month);
                if !missing.is_empty() {
                    let beside = [missing.start - 1, missing.end].into_iter();
                    // Nothing follows what was omitted at the end of the month.
                    let existing = beside.filter(|day| *day <= last);
                    dates.extend(existing.map(|day| Date { year, month, day }));
                }
            }
        }
    }
    for year in far_years(shape) {
        let months = shape.months_of(year);
        dates.extend(months.first().map(|month| Date { year, month: *month, day: 1 }));
        let last = months.last().copied();
        dates.extend(
            last.and_then(|month| Some(Date { year, month, day: shape.last_day(year, month)? })),
        );
    }
    dates
}

/// Offsets that are lost when a number is truncated to fewer bits, or when its product overflows.
const CUTS: [i64; 4] = [1 << 16, 1 << 30, 1 << 31, 1 << 32];

/// Both ends of the declared range.
pub fn ends(claim: &Claim) -> Vec<RataDie> {
    claim.range.iter().flat_map(|range| [range.first, range.last]).collect()
}

/// Days just beyond the declared range, and days at the 32-bit and 64-bit limits as Rata Die,
/// Julian day numbers and days of the Unix epoch.
pub fn days_beyond(claim: &Claim) -> Vec<RataDie> {
    let Some(range) = claim.range else { return Vec::new() };
    let mut days = vec![i64::MIN, i64::MIN + 1, i64::MAX - 1, i64::MAX];
    for offset in [0, -1_721_425, 719_163] {
        for limit in [i64::from(i32::MIN), i64::from(i32::MAX), i64::from(u32::MAX)] {
            days.extend([limit + offset - 1, limit + offset, limit + offset + 1]);
        }
    }
    let middle = range.first.0.midpoint(range.last.0);
    for cut in CUTS {
        days.extend([middle.saturating_sub(cut), middle.saturating_add(cut)]);
    }
    for distance in [1, 2, 366, 400_000] {
        days.extend([
            range.first.0.saturating_sub(distance),
            range.last.0.saturating_add(distance),
        ]);
    }
    days.sort_unstable();
    days.dedup();
    days.into_iter().map(RataDie).filter(|day| !range.contains(*day)).collect()
}

/// The first day of years beyond the declared range: next to its ends, at the limits of 16, 32 and
/// 64 bits, and years that truncation to fewer bits turns into one inside the range.
pub fn dates_beyond(shape: &Shape<'_>) -> Vec<Date> {
    let month = first_month(shape);
    let date = |year| Some(Date { year, month: month?, day: 1 });
    years_beyond(shape).into_iter().filter_map(date).collect()
}

/// The years of [`dates_beyond`].
pub fn years_beyond(shape: &Shape<'_>) -> Vec<i64> {
    let (Some((first, last)), Some(range)) = (shape.years, shape.claim.range) else {
        return Vec::new();
    };
    let mut years = vec![i64::MIN, i64::MIN + 1, i64::MAX - 1, i64::MAX];
    for limit in [i16::MIN.into(), i16::MAX.into(), i32::MIN.into(), i32::MAX.into()] {
        let limit: i64 = limit;
        years.extend([limit - 1, limit, limit + 1]);
    }
    let middle = first.midpoint(last);
    for cut in CUTS {
        years.extend([middle.saturating_sub(cut), middle.saturating_add(cut)]);
    }
    years.extend([1, 2, 3].map(|distance| first.saturating_sub(distance)));
    years.extend([1, 2, 3].map(|distance| last.saturating_add(distance)));
    years.sort_unstable();
    years.dedup();
    years.retain(|year| is_beyond_range(shape, range, (first, last), *year));
    years
}

/// Whether the date is the first day of a year that lies wholly outside the declared range.
pub fn is_date_beyond(shape: &Shape<'_>, date: Date) -> bool {
    (Some(date.month), date.day) == (first_month(shape), 1) && is_beyond(shape, date.year)
}

/// The first month of the year, if the calendar's spec lists the months. Without that list, a date
/// might be refused for its month and not for its year.
fn first_month(shape: &Shape<'_>) -> Option<MonthCode> {
    shape.oracle.spec.and_then(|spec| spec.months.first().copied())
}

/// Whether the year lies wholly outside the declared range.
pub fn is_beyond(shape: &Shape<'_>, year: i64) -> bool {
    let declared = shape.claim.range.zip(shape.years);
    declared.is_some_and(|(range, years)| is_beyond_range(shape, range, years, year))
}

/// The years in which the range begins and ends may lie partly inside it.
fn is_beyond_range(
    shape: &Shape<'_>,
    range: DayRange,
    (first, last): (i64, i64),
    year: i64,
) -> bool {
    let year_of = |day, whole| shape.date_of(day).map_or(whole, |date| date.year);
    year < year_of(range.first, first.saturating_sub(1))
        || year_of(range.last, last.saturating_add(1)) < year
}

/// Dates that do not exist, in the boundary years.
pub fn impossible(shape: &Shape<'_>) -> Vec<Date> {
    years(shape).into_iter().flat_map(|year| impossible_in(shape, year)).collect()
}

/// Dates of the year that do not exist: day 0 and days past the month's end, days missing within a
/// month, months that the calendar never has, and leap months that the year lacks. Where the months
/// of the year are unknown, no month is called impossible.
pub fn impossible_in(shape: &Shape<'_>, year: i64) -> Vec<Date> {
    let months = shape.month_codes();
    let mut dates = Vec::new();
    for &month in &months {
        if let Some(last) = shape.last_day(year, month) {
            let more = |by: u32| last.saturating_add(by);
            let beyond = [0, more(1), 99.max(more(2)), more(256), u32::MAX];
            // No day lies beyond a month whose length is `u32::MAX`.
            let beyond = beyond.into_iter().filter(|day| *day == 0 || *day > last);
            // If the calendar has no spec, days may be missing within a month, and its length need
            // not be its last day.
            let is_last = |day: &u32| shape.oracle.spec.is_some() || [0, u32::MAX].contains(day);
            let days = beyond.filter(is_last).chain(shape.missing_days(year, month));
            dates.extend(days.map(|day| Date { year, month, day }));
        } else if shape.oracle.spec.is_some() && month.leap && shape.is_known(year) {
            dates.push(Date { year, month, day: 1 });
        }
    }
    let mut never: Vec<MonthCode> = [0, 13, 14, 99].map(MonthCode::common).to_vec();
    never.extend([0, 1, 5, 12, 13].map(MonthCode::leap));
    let there_are = match shape.oracle.spec {
        Some(_) => months,
        None if shape.has_certain_months(year) => shape.months_of(year),
        None => return dates,
    };
    never.retain(|month| !there_are.contains(month));
    dates.extend(never.into_iter().map(|month| Date { year, month, day: 1 }));
    dates
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use calproof_registry::{Calendar, Refusal, calendars};

    use super::*;

    /// A reference calendar that declares a century more than its table, and answers no question
    /// about months.
    struct Promising(&'static dyn Calendar);

    impl Calendar for Promising {
        fn id(&self) -> &str {
            self.0.id()
        }

        fn range(&self) -> Result<DayRange, Refusal> {
            let DayRange { first, last } = self.0.range()?;
            Ok(DayRange { first, last: RataDie(last.0 + 36_525) })
        }

        fn date(&self, day: RataDie) -> Result<Date, Refusal> {
            self.0.date(day).or_else(|_| Ok(Date::new(2101 + (day.0 - 767_038) / 365, 12, 1)))
        }

        fn day(&self, date: Date) -> Result<RataDie, Refusal> {
            self.0.day(date)
        }
    }

    /// Beyond the table, the leap months of a year are unknown.
    #[test]
    fn beyond_the_table_no_leap_month_is_called_impossible() {
        let calendar = Promising(calendars::by_id("chinese").unwrap());
        let claim = Claim::of(&calendar, calendar.range().ok(), BTreeSet::new());
        let shape = Shape::new("ours", &claim, Some(Box::new(calendar))).unwrap();
        assert!(shape.years.unwrap().1 > 2190);
        assert!(shape.is_known(1900) && shape.is_known(2100) && !shape.is_known(2101));
        let impossible = impossible(&shape);
        let leap_months = |years: std::ops::Range<i64>| {
            let is_real = |month: MonthCode| month.leap && (1..=12).contains(&month.number);
            let dates = impossible.iter().filter(move |date| years.contains(&date.year));
            dates.filter(|date| is_real(date.month)).count()
        };
        assert!(leap_months(1900..2101) > 100);
        assert_eq!(leap_months(2101..3000), 0);
    }

    #[test]
    fn if_all_years_have_the_same_months_every_year_is_known() {
        let calendar = calendars::by_id("persian").unwrap();
        let claim = Claim::of(calendar, calendar.range().ok(), BTreeSet::new());
        let shape = Shape::new("ours", &claim, None).unwrap();
        assert!(shape.is_known(1403) && shape.is_known(9999));
    }

    #[test]
    fn a_date_left_out_by_a_reform_is_asked_in_every_calendar() {
        let mut count = 0;
        for spec in crate::spec::all() {
            let calendar = calendars::by_id(&spec.id).unwrap();
            let claim = Claim::of(calendar, calendar.range().ok(), BTreeSet::new());
            let impossible = impossible(&Shape::new("ours", &claim, None).unwrap());
            let within =
                spec.gaps.iter().map(|(before, _)| Date { day: before.day + 1, ..*before });
            for omitted in within.chain(spec.omitted.iter().map(|(first, _)| *first)) {
                assert!(impossible.contains(&omitted), "{}: {omitted}", spec.id);
                count += 1;
            }
        }
        assert_eq!(count, 8);
    }
}
