//! The published rules, each as its source states it: by lists of leap years and of months.

use calproof_registry::MonthCode;

use super::{Months, Plan};

/// The years that are walked. Nobody's exhaustive sweep leaves them, however its years are counted.
pub(super) const YEARS: (i64, i64) = (-13_000, 16_000);

/// RD of the civil Islamic epoch.
const FRIDAY: i64 = 227_015;

pub(super) static PLANS: &[Plan] = &[
    // RD 1 is Monday, 1 January 1 by definition; ISO 8601:2000, 4.3.2.1 gives the leap years.
    Plan { id: "gregory", start: (1, 1), years: YEARS, months: gregorian },
    // The same, by the standard itself.
    Plan { id: "iso8601", start: (1, 1), years: YEARS, months: gregorian },
    // Calendar Year Act of 2483 BE: 1 January 2484 was 1 January 1941, Gregorian.
    Plan {
        id: "buddhist",
        start: (2484, 708_571),
        years: YEARS,
        months: |year| gregorian(year - 543),
    },
    // Proclamation No. 337 of Meiji 5: its year 6 begins with 1 January 1873, RD 683,735.
    Plan { id: "japanese", start: (1873, 683_735), years: YEARS, months: gregorian },
    // The Republic counts from 1 January 1912, RD 697,978.
    Plan { id: "roc", start: (1, 697_978), years: YEARS, months: |year| gregorian(year + 1911) },
    // Act No. 4 of 1948: the year 4281 was 1948, which began with RD 711,127.
    Plan {
        id: "dangun",
        start: (4281, 711_127),
        years: YEARS,
        months: |year| gregorian(year - 2333),
    },
    // Calendrical Calculations, 4th ed., 3.1: 1 January 1 is 30 December 0, Gregorian.
    Plan { id: "julian", start: (1, -1), years: YEARS, months: |year| roman(year % 4 == 0) },
    // Milankovitch 1924: the year 1924 begins as the Gregorian does, RD 702,361 (a Tuesday).
    Plan {
        id: "milankovic",
        start: (1924, 702_361),
        years: YEARS,
        months: |year| roman(milankovic_leap(year)),
    },
    // Calendrical Calculations, 4th ed., 4.1: 29 August 284, Julian.
    Plan { id: "coptic", start: (1, 103_605), years: YEARS, months: coptic },
    // Calendrical Calculations, 4th ed., 4.2: 29 August 8, Julian.
    Plan { id: "ethiopic", start: (1, 2_796), years: YEARS, months: coptic },
    // Intl era and month code proposal, table of eras: the year 5501 is the year 1 above.
    Plan { id: "ethioaa", start: (5501, 2_796), years: YEARS, months: |year| coptic(year - 5500) },
    // Calendrical Calculations, 4th ed., 1.11: 26 February 747 BCE, Julian, JD 1,448,638.
    Plan {
        id: "egyptian",
        start: (1, 1_448_638 - 1_721_425),
        years: YEARS,
        months: |_| thirties(5),
    },
    // Calendrical Calculations, 4th ed., 1.11: 11 July 552, Julian.
    Plan { id: "armenian", start: (1, 201_443), years: YEARS, months: |_| thirties(5) },
    // Calendar Reform Committee: 1 Chaitra 1879 was 22 March 1957, RD 714,495.
    Plan { id: "indian", start: (1879, 714_495), years: YEARS, months: indian },
    // Calendrical Calculations, 4th ed., 17.1: 22 September 1792.
    Plan { id: "french-republican", start: (1, 654_415), years: YEARS, months: french_republican },
    // The years in which it was used: Decree of 4 Frimaire II; 3, 7 and 11 were leap years.
    Plan {
        id: "french-republican-equinox",
        start: (1, 654_415),
        years: (1, 14),
        months: |year| thirties(if [3, 7, 11].contains(&year) { 6 } else { 5 }),
    },
    // Calendrical Calculations, 4th ed., 7.1: Friday, 16 July 622, Julian.
    Plan {
        id: "islamic-civil",
        start: (1, FRIDAY),
        years: YEARS,
        months: |year| islamic(year, &MOST_COMMON),
    },
    // CLDR, bcp47/calendar.xml: the same from Thursday on.
    Plan {
        id: "islamic-tbla",
        start: (1, FRIDAY - 1),
        years: YEARS,
        months: |year| islamic(year, &MOST_COMMON),
    },
    // Noda Time, IslamicLeapYearPattern and IslamicEpoch, after van Gent: three further sets.
    Plan {
        id: "islamic-tabular-15-civil",
        start: (1, FRIDAY),
        years: YEARS,
        months: |year| islamic(year, &WITH_15),
    },
    Plan {
        id: "islamic-tabular-15-thursday",
        start: (1, FRIDAY - 1),
        years: YEARS,
        months: |year| islamic(year, &WITH_15),
    },
    Plan {
        id: "islamic-tabular-indian-civil",
        start: (1, FRIDAY),
        years: YEARS,
        months: |year| islamic(year, &INDIAN),
    },
    Plan {
        id: "islamic-tabular-indian-thursday",
        start: (1, FRIDAY - 1),
        years: YEARS,
        months: |year| islamic(year, &INDIAN),
    },
    Plan {
        id: "islamic-tabular-habash-civil",
        start: (1, FRIDAY),
        years: YEARS,
        months: |year| islamic(year, &HABASH),
    },
    Plan {
        id: "islamic-tabular-habash-thursday",
        start: (1, FRIDAY - 1),
        years: YEARS,
        months: |year| islamic(year, &HABASH),
    },
    // Calendar Center, University of Tehran: 1 Farvardin 1404 was 21 March 2025, RD 739,331.
    Plan {
        id: "persian-33",
        start: (1404, 739_331),
        years: YEARS,
        months: |year| persian(is_leap_of_33(year)),
    },
    // The same Nowruz.
    Plan {
        id: "persian-33-corrected",
        start: (1404, 739_331),
        years: YEARS,
        months: persian_33_corrected,
    },
    // Calendrical Calculations, 4th ed., 15.1: 19 March 622, Julian.
    Plan { id: "persian-2820", start: (1, 226_896), years: YEARS, months: persian_2820 },
    // Qt's qjalalicalendar.cpp: 1 Farvardin 475 is Julian day number 2,121,446.
    Plan {
        id: "persian-2820-mean",
        start: (475, 2_121_446 - 1_721_425),
        years: YEARS,
        months: persian_2820_mean,
    },
    // Borkowski 1996, with the same Nowruz of 1404; the years for which he gives breaks.
    Plan {
        id: "persian-borkowski",
        start: (1404, 739_331),
        years: (-61, 3177),
        months: persian_borkowski,
    },
    // Cotsworth 1902: every year begins with the Gregorian.
    Plan { id: "international-fixed", start: (1, 1), years: YEARS, months: international_fixed },
    // Bromberg, Basic Symmetry454 and Symmetry010 Calendar Arithmetic: 1 January 1 is the Gregorian one.
    Plan { id: "symmetry454", start: (1, 1), years: YEARS, months: symmetry454 },
];

/// Months without a leap month among them.
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

/// Twelve months of thirty days, and the days that are left.
fn thirties(left: u32) -> Months {
    common(&[30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, left])
}

fn coptic(year: i64) -> Months {
    // The leap year stands before the one that four divides.
    thirties(if (year + 1) % 4 == 0 { 6 } else { 5 })
}

fn french_republican(year: i64) -> Months {
    let leap = match year.rem_euclid(4000) {
        0 => false,
        400 | 800 | 1200 | 1600 | 2000 | 2400 | 2800 | 3200 | 3600 => true,
        place => place % 100 != 0 && place % 4 == 0,
    };
    thirties(if leap { 6 } else { 5 })
}

fn indian(year: i64) -> Months {
    let chaitra = if gregorian_leap(year + 78) { 31 } else { 30 };
    common(&[chaitra, 31, 31, 31, 31, 31, 30, 30, 30, 30, 30, 30])
}

/// The leap years of thirty, as the books list them.
const MOST_COMMON: [i64; 11] = [2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29];
const WITH_15: [i64; 11] = [2, 5, 7, 10, 13, 15, 18, 21, 24, 26, 29];
const INDIAN: [i64; 11] = [2, 5, 8, 10, 13, 16, 19, 21, 24, 27, 29];
const HABASH: [i64; 11] = [2, 5, 8, 11, 13, 16, 19, 21, 24, 27, 30];

fn islamic(year: i64, leap_years: &[i64; 11]) -> Months {
    // The year's place in its cycle, 1 to 30.
    let place = (year - 1).rem_euclid(30) + 1;
    let last = if leap_years.contains(&place) { 30 } else { 29 };
    common(&[30, 29, 30, 29, 30, 29, 30, 29, 30, 29, 30, last])
}

/// The days of Há, which lie before the last month.
pub(super) const AYYAM_I_HA: MonthCode = MonthCode::common(20);

pub(super) fn bahai_by_rule(year: i64) -> Months {
    // From 21 March to 21 March: the Gregorian leap day falls among the days of Há.
    bahai(if gregorian_leap(year + 1844) { 5 } else { 4 })
}

/// Eighteen months of 19 days, the days of Há, and the nineteenth month.
pub(super) fn bahai(days_of_ha: u32) -> Months {
    let mut months = common(&[19; 18]);
    months.extend([(AYYAM_I_HA, days_of_ha), (MonthCode::common(19), 19)]);
    months
}

pub(super) fn persian(leap: bool) -> Months {
    common(&[31, 31, 31, 31, 31, 31, 30, 30, 30, 30, 30, if leap { 30 } else { 29 }])
}

fn is_leap_of_33(year: i64) -> bool {
    // The leap years of a cycle as lists give them: 1, 5, 9, …; 0 stands for the 33rd.
    [1, 5, 9, 13, 17, 22, 26, 30].contains(&year.rem_euclid(33))
}

fn persian_33_corrected(year: i64) -> Months {
    persian(!is_exception(year) && (is_leap_of_33(year) || is_exception(year - 1)))
}

/// ICU4X's list of exceptions, read as what it is: one, then three series with steps of 33.
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
    // The fifth year of each part, and every fourth after it.
    persian(place > 0 && place % 4 == 0)
}

fn persian_2820_mean(year: i64) -> Months {
    // A year is leap when the surplus of 683/2820 days a year fills a day in its course.
    let surplus = (year - 475).rem_euclid(2820) * 683 % 2820;
    persian(surplus + 683 >= 2820)
}

/// The parts that Borkowski cuts the years from −61 on into, by their lengths.
const PARTS: [i64; 19] =
    [70, 29, 161, 227, 260, 70, 62, 293, 70, 29, 425, 425, 37, 95, 70, 62, 70, 62, 722];

fn persian_borkowski(year: i64) -> Months {
    let mut place = year + 61;
    for length in PARTS {
        if place < length {
            // Cycles of 33 years; the last has 29, or 37, which then go on by fours. The last year
            // of a part is none, since the next begins with a leap year.
            let cycle_of_37 = length % 33 == 4 && place >= length - 37;
            let of_cycle = if cycle_of_37 { place - (length - 37) } else { place % 33 };
            let last = if cycle_of_37 { 32 } else { 28 };
            return persian(of_cycle % 4 == 0 && of_cycle <= last && place + 1 < length);
        }
        place -= length;
    }
    persian(false)
}

fn international_fixed(year: i64) -> Months {
    let sixth = if gregorian_leap(year) { 29 } else { 28 };
    common(&[28, 28, 28, 28, 28, sixth, 28, 28, 28, 28, 28, 28, 29])
}

fn symmetry454(year: i64) -> Months {
    let leap = (52 * year + 146).rem_euclid(293) < 52;
    common(&[28, 35, 28, 28, 35, 28, 28, 35, 28, 28, 35, if leap { 35 } else { 28 }])
}
