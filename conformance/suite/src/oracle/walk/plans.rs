//! The published rules that need more than a list of leap years. The others are in `[walk]` of
//! `corpora/vectors`.

use calproof_registry::MonthCode;

use super::{Months, WalkPlan};

/// The minimum range of years to walk. It includes every exhaustive sweep, except for calendars
/// with a distant epoch.
pub(super) const YEARS: (i64, i64) = (-13_000, 16_000);

/// The minimum range of days to walk by a rule of lists: more than any exhaustive sweep.
pub(super) const DAYS: (i64, i64) = (-3_700_000, 3_700_000);

pub(super) static PLANS: &[WalkPlan] = &[
    // Milankovitch 1924: the year 1924 begins as the Gregorian does, RD 702,361 (a Tuesday).
    WalkPlan {
        id: "milankovic",
        start: (1924, 702_361),
        years: YEARS,
        months: |year| roman(milankovic_leap(year)),
    },
    // Calendar Center, University of Tehran: 1 Farvardin 1404 was 21 March 2025, RD 739,331.
    WalkPlan {
        id: "persian-33-corrected",
        start: (1404, 739_331),
        years: YEARS,
        months: persian_33_corrected,
    },
    // Calendrical Calculations, 4th ed., 15.1: 19 March 622, Julian.
    WalkPlan { id: "persian-2820", start: (1, 226_896), years: YEARS, months: persian_2820 },
    // Qt's qjalalicalendar.cpp: 1 Farvardin 475 is Julian day number 2,121,446.
    WalkPlan {
        id: "persian-2820-mean",
        start: (475, 2_121_446 - 1_721_425),
        years: YEARS,
        months: persian_2820_mean,
    },
    // Borkowski 1996, with the same Nowruz of 1404; the years for which he gives breaks.
    WalkPlan {
        id: "persian-borkowski",
        start: (1404, 739_331),
        years: (-61, 3177),
        months: persian_borkowski,
    },
    // Calendrical Calculations, 4th ed., 17.1: 22 September 1792.
    WalkPlan {
        id: "french-republican-romme-from-20",
        start: (1, 654_415),
        years: YEARS,
        months: |year| french(year, year % 4000 != 0 && gregorian_leap(year)),
    },
    WalkPlan {
        id: "french-republican-128",
        start: (1, 654_415),
        years: YEARS,
        months: |year| french(year, year % 4 == 0 && year % 128 != 0),
    },
    // Bromberg, Basic Symmetry454 and Symmetry010 Calendar Arithmetic: 1 January 1 is the Gregorian one.
    WalkPlan { id: "symmetry454", start: (1, 1), years: YEARS, months: symmetry454 },
];

/// Months without a leap month.
fn common(lengths: &[u32]) -> Months {
    (1..).map(MonthCode::common).zip(lengths.iter().copied()).collect()
}

pub(super) fn gregorian(year: i64) -> Months {
    roman(gregorian_leap(year))
}

fn gregorian_leap(year: i64) -> bool {
    if year % 100 == 0 { year % 400 == 0 } else { year % 4 == 0 }
}

fn milankovic_leap(year: i64) -> bool {
    if year % 100 == 0 { [2, 6].contains(&(year / 100).rem_euclid(9)) } else { year % 4 == 0 }
}

pub(super) fn roman(leap: bool) -> Months {
    common(&[31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
}

/// The days of Há, before the last month.
pub(super) const AYYAM_I_HA: MonthCode = MonthCode::common(20);

pub(super) fn bahai_by_rule(year: i64) -> Months {
    // From 21 March to 21 March: the Gregorian leap day falls among the days of Há.
    bahai(if gregorian_leap(year + 1844) { 5 } else { 4 })
}

/// Month lengths: eighteen months of 19 days, the days of Há, and the nineteenth month.
pub(super) fn bahai(days_of_ha: u32) -> Months {
    let mut months = common(&[19; 18]);
    months.extend([(AYYAM_I_HA, days_of_ha), (MonthCode::common(19), 19)]);
    months
}

/// A French year: those that were kept, and all others by a rule.
fn french(year: i64, by_rule: bool) -> Months {
    let leap = if (1..=16).contains(&year) { [3, 7, 11, 15].contains(&year) } else { by_rule };
    common(&[30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, if leap { 6 } else { 5 }])
}

pub(super) fn persian(leap: bool) -> Months {
    common(&[31, 31, 31, 31, 31, 31, 30, 30, 30, 30, 30, if leap { 30 } else { 29 }])
}

fn is_leap_of_33(year: i64) -> bool {
    // Positions of leap years in the cycle, as published; 0 stands for the 33rd year.
    [1, 5, 9, 13, 17, 22, 26, 30].contains(&year.rem_euclid(33))
}

fn persian_33_corrected(year: i64) -> Months {
    persian(!is_exception(year) && (is_leap_of_33(year) || is_exception(year - 1)))
}

/// ICU4X's list of exceptions, expressed as one year and three series with steps of 33.
fn is_exception(year: i64) -> bool {
    let in_series =
        |first: i64, last: i64| first <= year && year <= last && (year - first) % 33 == 0;
    year == 1502
        || in_series(1601, 2987)
        || (in_series(2059, 2983) && year != 2092 && year != 2125)
        || (in_series(2748, 2979) && year != 2814)
}

fn persian_2820(year: i64) -> Months {
    // Birashk's cycle from 475 on: 21 cycles of 128 years, and one of 132.
    let mut place = (year - 475).rem_euclid(2820);
    let whole = [29, 33, 33, 33].repeat(21).into_iter();
    for length in whole.chain([29, 33, 33, 37]) {
        if place < length {
            break;
        }
        place -= length;
    }
    // The fifth year of each part, and every fourth year after it.
    persian(place > 0 && place % 4 == 0)
}

fn persian_2820_mean(year: i64) -> Months {
    // A year is leap if its surplus of 683/2820 days completes a whole day.
    let surplus = (year - 475).rem_euclid(2820) * 683 % 2820;
    persian(surplus + 683 >= 2820)
}

/// The lengths of the parts into which Borkowski divides the years from −61 on.
const PARTS: [i64; 19] =
    [70, 29, 161, 227, 260, 70, 62, 293, 70, 29, 425, 425, 37, 95, 70, 62, 70, 62, 722];

fn persian_borkowski(year: i64) -> Months {
    let mut place = year + 61;
    for length in PARTS {
        if place < length {
            // Cycles of 33 years; the last has 29, or 37, which continue in steps of four. The last
            // year of a part is never leap, since the next part begins with a leap year.
            let cycle_of_37 = length % 33 == 4 && place >= length - 37;
            let of_cycle = if cycle_of_37 { place - (length - 37) } else { place % 33 };
            let last = if cycle_of_37 { 32 } else { 28 };
            return persian(of_cycle % 4 == 0 && of_cycle <= last && place + 1 < length);
        }
        place -= length;
    }
    persian(false)
}

fn symmetry454(year: i64) -> Months {
    let leap = (52 * year + 146).rem_euclid(293) < 52;
    common(&[28, 35, 28, 28, 35, 28, 28, 35, 28, 28, 35, if leap { 35 } else { 28 }])
}
