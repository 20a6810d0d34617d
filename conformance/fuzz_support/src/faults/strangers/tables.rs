//! Faults in one entry of a table of months.

use calproof_registry::{Date, MonthCode, RataDie, Refusal};

use crate::faults::Plant::Calendar;
use crate::faults::calendars::{Base, Tampered};
use crate::faults::strangers::whole;
use crate::faults::{Fault, NOT_TIMED};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "one-new-moon-of-korea",
        about: "the second month of 2017 begins on 27 February instead of the 26th, in dates, \
                days and month lengths",
        caught_by: &["calendar/round_trip/day_to_native_date_to_day"],
        found_by: NOT_TIMED,
        twin: "the days of the first two months of 2017 are counted from the first day of each",
        plant: Calendar(|| shifted::<2017, 1, 1>("dangi")),
        plant_twin: Calendar(|| shifted::<2017, 1, 0>("dangi")),
    },
    Fault {
        name: "one-new-moon-of-china",
        about: "the ninth month of 2055 begins a day late, in dates, days and month lengths",
        caught_by: &["calendar/agreement/date_of_day"],
        found_by: NOT_TIMED,
        twin: "the days of the eighth and the ninth month of 2055 are counted from the first day \
               of each",
        plant: Calendar(|| shifted::<2055, 8, 1>("chinese")),
        plant_twin: Calendar(|| shifted::<2055, 8, 0>("chinese")),
    },
    Fault {
        name: "one-ramadan-a-day-early",
        about: "Ramadan 1416 begins a day early, in dates, days and month lengths",
        caught_by: &["calendar/agreement/date_of_day"],
        found_by: NOT_TIMED,
        twin: "the days of Sha'ban and Ramadan 1416 are counted from the first day of each",
        plant: Calendar(|| shifted::<RAMADAN_YEAR, 8, -1>("islamic-umalqura")),
        plant_twin: Calendar(|| shifted::<RAMADAN_YEAR, 8, 0>("islamic-umalqura")),
    },
    Fault {
        name: "one-length-of-umalqura",
        about: "the length of Safar 1500 is off by one; its dates are right",
        caught_by: &["calendar/agreement/month_lengths"],
        found_by: NOT_TIMED,
        twin: "the length of Safar 1500 depends on whether its 30th day exists",
        plant: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                let length = base.days_in_month(year, month)?;
                let is_it = year == 1500 && month == MonthCode::common(2);
                Ok(if is_it { 59 - length } else { length })
            },
            ..whole("islamic-umalqura")
        }),
        plant_twin: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                let length = base.days_in_month(year, month)?;
                if year != 1500 || month != MonthCode::common(2) {
                    return Ok(length);
                }
                Ok(29 + u32::from(base.day(Date { year, month, day: 30 }).is_ok()))
            },
            ..whole("islamic-umalqura")
        }),
    },
    Fault {
        name: "four-days-of-ha",
        about: "the leap year 187 is said to have four intercalary days",
        caught_by: &["calendar/year_shape/months_add_up_to_the_year"],
        found_by: NOT_TIMED,
        twin: "the number of intercalary days of 187 is the length of the year minus 19 months \
               of 19 days",
        plant: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                let length = base.days_in_month(year, month)?;
                Ok(if year == DAYS_OF_HA && month.number == 20 { 9 - length } else { length })
            },
            ..Tampered::of("bahai")
        }),
        plant_twin: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                let length = base.days_in_month(year, month)?;
                if year != DAYS_OF_HA || month.number != 20 {
                    return Ok(length);
                }
                Ok(base.days_in_year(year)? - 361)
            },
            ..Tampered::of("bahai")
        }),
    },
    Fault {
        name: "the-leap-month-of-2033",
        about: "the leap month of 2033 follows the seventh month instead of the eleventh, in all \
                month codes but those of sums and spans",
        caught_by: &["calendar/year_shape/months_add_up_to_the_year"],
        found_by: NOT_TIMED,
        twin: "months of 2033 from the eighth on are looked up by their ordinals",
        plant: Calendar(|| Tampered {
            date: |base, day| {
                let date = base.date(day)?;
                Ok(Date { month: misnamed(date.year, date.month), ..date })
            },
            day: |base, date| base.day(Date { month: named(date.year, date.month), ..date }),
            days_in_month: |base, year, month| base.days_in_month(year, named(year, month)),
            month_code: |base, year, place| Ok(misnamed(year, base.month_code(year, place)?)),
            month_ordinal: |base, year, month| base.month_ordinal(year, named(year, month)),
            ..Tampered::of("chinese")
        }),
        plant_twin: Calendar(|| Tampered {
            day: |base, date| {
                base.day(Date { month: by_place(base, date.year, date.month)?, ..date })
            },
            days_in_month: |base, year, month| {
                base.days_in_month(year, by_place(base, year, month)?)
            },
            month_ordinal: |base, year, month| {
                base.month_ordinal(year, by_place(base, year, month)?)
            },
            ..Tampered::of("chinese")
        }),
    },
    Fault {
        name: "the-code-of-one-leap-month",
        about: "the month code of the leap month of 2020, asked for by its ordinal, is M05L \
                instead of M04L",
        caught_by: &["calendar/months/codes_and_ordinals_round_trip"],
        found_by: NOT_TIMED,
        twin: "the month code of the leap month of 2020, asked for by its ordinal, is derived \
               from the month before it",
        plant: Calendar(|| Tampered {
            month_code: |base, year, place| {
                let month = base.month_code(year, place)?;
                let is_it = year == 2020 && month.leap;
                Ok(MonthCode { number: month.number + u8::from(is_it), ..month })
            },
            ..Tampered::of("dangi")
        }),
        plant_twin: Calendar(|| Tampered {
            month_code: |base, year, place| {
                let month = base.month_code(year, place)?;
                if year != 2020 || !month.leap {
                    return Ok(month);
                }
                Ok(MonthCode::leap(base.month_code(year, place - 1)?.number))
            },
            ..Tampered::of("dangi")
        }),
    },
];

/// A year in which Sha'ban has 30 days and Ramadan has 29.
const RAMADAN_YEAR: i64 = 1416;

/// A leap year of the Badi' calendar's table.
const DAYS_OF_HA: i64 = 187;

/// The calendar, with the month after this one of one year beginning this many days later.
fn shifted<const YEAR: i64, const MONTH: u8, const LATER: i64>(id: &'static str) -> Tampered {
    Tampered {
        date: |base, day| {
            let pair = Pair::of(base, YEAR, MONTH, LATER)?;
            Ok(pair.date(day.0).unwrap_or(base.date(day)?))
        },
        day: |base, date| {
            let pair = Pair::of(base, YEAR, MONTH, LATER)?;
            let Some((first, length)) = pair.month(date.year, date.month) else {
                return base.day(date);
            };
            if date.day == 0 || date.day > length {
                return Err(Refusal::NoSuchDay { month_length: length });
            }
            Ok(RataDie(first + i64::from(date.day) - 1))
        },
        days_in_month: |base, year, month| {
            let pair = Pair::of(base, YEAR, MONTH, LATER)?;
            let length = pair.month(year, month).map(|(_, length)| length);
            length.map_or_else(|| base.days_in_month(year, month), Ok)
        },
        ..whole(id)
    }
}

/// Two consecutive months of a year.
struct Pair {
    year: i64,
    month: u8,
    /// The first day of each, and the day after both.
    starts: [i64; 3],
}

impl Pair {
    fn of(base: Base, year: i64, month: u8, later: i64) -> Result<Pair, Refusal> {
        let first = base.day(Date::new(year, month, 1))?.0;
        let second = base.day(Date::new(year, month + 1, 1))?.0;
        let length = base.days_in_month(year, MonthCode::common(month + 1))?;
        Ok(Pair { year, month, starts: [first, second + later, second + i64::from(length)] })
    }

    fn date(&self, day: i64) -> Option<Date> {
        let [first, second, end] = self.starts;
        if day < first || day >= end {
            return None;
        }
        let (number, start) =
            if day < second { (self.month, first) } else { (self.month + 1, second) };
        Some(Date::new(self.year, number, (day - start) as u32 + 1))
    }

    /// The first day and the length of the month, if it is one of the two.
    fn month(&self, year: i64, month: MonthCode) -> Option<(i64, u32)> {
        let place = month.number.checked_sub(self.month).filter(|place| *place < 2)?;
        let is_here = year == self.year && !month.leap;
        let [start, end] = [self.starts[usize::from(place)], self.starts[usize::from(place) + 1]];
        is_here.then_some((start, (end - start) as u32))
    }
}

/// The months of 2033 that get another code from the fault: the right code, and the wrong one.
const OF_2033: [(MonthCode, MonthCode); 5] = [
    (MonthCode::common(8), MonthCode::leap(7)),
    (MonthCode::common(9), MonthCode::common(8)),
    (MonthCode::common(10), MonthCode::common(9)),
    (MonthCode::common(11), MonthCode::common(10)),
    (MonthCode::leap(11), MonthCode::common(11)),
];

/// The code that the fault gives to a month.
fn misnamed(year: i64, month: MonthCode) -> MonthCode {
    let entry = OF_2033.iter().find(|(right, _)| year == 2033 && *right == month);
    entry.map_or(month, |(_, other)| *other)
}

/// The right code of the month to which the fault gives this code.
fn named(year: i64, month: MonthCode) -> MonthCode {
    if year == 2033 && month == MonthCode::leap(11) {
        // Under the fault no month has this code.
        return MonthCode::leap(7);
    }
    let entry = OF_2033.iter().find(|(_, other)| year == 2033 && *other == month);
    entry.map_or(month, |(right, _)| *right)
}

/// The month's code. For the months of 2033 that the fault changes, it is looked up by ordinal.
fn by_place(base: Base, year: i64, month: MonthCode) -> Result<MonthCode, Refusal> {
    match OF_2033.iter().position(|(right, _)| year == 2033 && *right == month) {
        Some(index) => base.month_code(year, 8 + index as u32),
        None => Ok(month),
    }
}
