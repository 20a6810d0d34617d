//! Faults in answers derived from dates: lengths, months, weekdays, eras, native numbers.

use calproof_registry::{
    Date, DayRange, EraCode, EraYear, MonthCode, NativeDate, RataDie, Refusal, Weekday,
};

use super::Plant::Calendar;
use super::calendars::{Tampered, gregory, of_eras_alone};
use super::{Fault, NOT_TIMED};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "last-weeks-of-years-cut",
        about: "a week across new year is said to have only the days in the year of the given day",
        caught_by: &["calendar/agreement/week_lengths"],
        found_by: NOT_TIMED,
        twin: "the length of a week is counted from its Monday to the next",
        plant: Calendar(|| Tampered {
            days_in_week: |base, day| {
                let whole = base.days_in_week(day)?;
                let monday = RataDie(day.0 - i64::from(day.weekday().number()) + 1);
                let year = base.date(day)?.year;
                let is_of_year = |days: &i64| {
                    base.date(RataDie(monday.0 + days)).is_ok_and(|date| date.year == year)
                };
                Ok((0..i64::from(whole)).filter(is_of_year).count() as u32)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            days_in_week: |base, day| {
                base.date(day)?;
                let monday = day.0 - i64::from(day.weekday().number()) + 1;
                let next = (monday + 1..=monday + 31)
                    .find(|day| RataDie(*day).weekday() == Weekday::Monday);
                Ok(next.map_or(0, |next| (next - monday) as u32))
            },
            ..gregory()
        }),
    },
    Fault {
        name: "weeks-counted-from-0",
        about: "the length of a week is off by one: the index of its last day",
        caught_by: &["calendar/agreement/week_lengths"],
        found_by: NOT_TIMED,
        twin: "the length of a week is the number of its last day, Sunday",
        plant: Calendar(|| Tampered {
            days_in_week: |base, day| Ok(base.days_in_week(day)? - 1),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            days_in_week: |base, day| {
                base.date(day)?;
                Ok(Weekday::Sunday.number().into())
            },
            ..gregory()
        }),
    },
    Fault {
        name: "native-months-are-codes",
        about: "native months are read as the numbers of month codes, in a calendar with leap \
                months",
        caught_by: &[
            "calendar/agreement/native_dates",
            "calendar/round_trip/day_to_native_date_to_day",
        ],
        found_by: NOT_TIMED,
        twin: "native months are read as ordinals, in a calendar with leap months",
        plant: Calendar(|| Tampered {
            day_native: |base, date| base.day(numbered(date)?),
            ..Tampered::of("hebrew")
        }),
        plant_twin: Calendar(|| Tampered {
            day_native: |base, date| {
                let place = u32::try_from(date.month).unwrap_or(u32::MAX);
                let month = base.month_code(date.year, place)?;
                base.day(Date { month, ..numbered(NativeDate { month: 1, ..date })? })
            },
            ..Tampered::of("hebrew")
        }),
    },
    Fault {
        name: "native-leap-years-late",
        about: "in leap years, native dates after February are a day late",
        caught_by: &[
            "calendar/agreement/native_dates",
            "calendar/round_trip/day_to_native_date_to_day",
        ],
        found_by: NOT_TIMED,
        twin: "native months are read as the numbers of month codes, in a calendar without leap \
               months",
        plant: Calendar(|| Tampered {
            day_native: |base, date| {
                let late = date.month > 2 && base.is_leap_year(date.year)?;
                Ok(RataDie(base.day_native(date)?.0 + i64::from(late)))
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            day_native: |base, date| base.day(numbered(date)?),
            ..gregory()
        }),
    },
    Fault {
        name: "sunday-is-the-first",
        about: "weekdays are numbered from Sunday",
        caught_by: &["calendar/agreement/weekdays"],
        found_by: NOT_TIMED,
        twin: "weekdays are computed from the number of the day, with Monday as 1",
        plant: Calendar(|| Tampered {
            weekday: |base, day| Ok(base.weekday(day)?.map(Weekday::next)),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            weekday: |_, day| Ok(Weekday::from_number(((day.0.rem_euclid(7) + 6) % 7) as u8 + 1)),
            ..gregory()
        }),
    },
    Fault {
        name: "places-out-of-order",
        about: "the ordinals of May and July are swapped, in both directions",
        caught_by: &["calendar/agreement/month_codes", "calendar/agreement/month_ordinals"],
        found_by: NOT_TIMED,
        twin: "the ordinals of May and July are swapped twice, which changes nothing",
        plant: Calendar(|| Tampered {
            month_code: |base, year, place| base.month_code(year, five_for_seven(place)),
            month_ordinal: |base, year, month| Ok(five_for_seven(base.month_ordinal(year, month)?)),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            month_code: |base, year, place| {
                base.month_code(year, five_for_seven(five_for_seven(place)))
            },
            ..gregory()
        }),
    },
    Fault {
        name: "december-without-a-place",
        about: "December gets the ordinal 13",
        caught_by: &[
            "calendar/months/months_of_dates_have_ordinals",
            "calendar/agreement/month_ordinals",
        ],
        found_by: NOT_TIMED,
        twin: "the ordinal of a month is the number of its code",
        plant: Calendar(|| Tampered {
            month_ordinal: |base, year, month| {
                let place = base.month_ordinal(year, month)?;
                Ok(place + u32::from(place == 12))
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            month_ordinal: |base, year, month| {
                base.days_in_month(year, month).map(|_| month.number.into())
            },
            ..gregory()
        }),
    },
    Fault {
        name: "year-as-long-as-the-last",
        about: "a year gets the length of the year before",
        caught_by: &[
            "calendar/agreement/year_lengths",
            "calendar/year_shape/months_add_up_to_the_length_given",
            "calendar/year_shape/leap_flag_agrees_with_the_length_given",
        ],
        found_by: NOT_TIMED,
        twin: "a year gets the length of the year four cycles earlier",
        plant: Calendar(|| Tampered {
            days_in_year: |base, year| base.days_in_year(year.saturating_sub(1)),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            days_in_year: |base, year| base.days_in_year(year.saturating_sub(1600)),
            ..gregory()
        }),
    },
    Fault {
        name: "december-always-short",
        about: "December is said to have 30 days",
        caught_by: &[
            "calendar/year_shape/month_lengths_reach_the_next_month",
            "calendar/year_shape/dates_fit_their_months",
            "calendar/year_shape/months_add_up_to_the_length_given",
        ],
        found_by: NOT_TIMED,
        twin: "December gets the length of January",
        plant: Calendar(|| Tampered {
            days_in_month: |base, year, month| {
                let length = base.days_in_month(year, month)?;
                Ok(length - u32::from(month == MonthCode::common(12)))
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            days_in_month: |base, year, month| match month {
                MonthCode { number: 12, leap: false } => {
                    base.days_in_month(year, MonthCode::common(1))
                }
                _ => base.days_in_month(year, month),
            },
            ..gregory()
        }),
    },
    Fault {
        name: "last-year-forgotten",
        about: "the last year of the range, a leap year, is said to be a common year",
        caught_by: &["calendar/agreement/leap_years"],
        found_by: NOT_TIMED,
        twin: "the first year after the range is refused",
        plant: Calendar(|| Tampered {
            is_leap_year: |base, year| Ok(year != 2800 && base.is_leap_year(year)?),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            is_leap_year: |base, year| match year {
                2801 => Err(Refusal::YearOutOfRange { first: 1600, last: 2800 }),
                _ => base.is_leap_year(year),
            },
            ..gregory()
        }),
    },
    Fault {
        name: "a-year-in-the-other-era",
        about: "all days of 1987 are in the era bce",
        caught_by: &["calendar/agreement/eras_of_years"],
        found_by: NOT_TIMED,
        twin: "the era follows from the sign of the extended year",
        plant: Calendar(|| Tampered {
            era_year: |base, day| {
                let year = base.era_year(day)?;
                Ok(if year.year == 1987 { EraYear { era: era("bce"), ..year } } else { year })
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            era_year: |base, day| {
                let year = base.date(day)?.year;
                Ok(match year {
                    1.. => EraYear { era: era("ce"), year },
                    _ => EraYear { era: era("bce"), year: 1 - year },
                })
            },
            range: DayRange { first: RataDie(-100_000), last: RataDie(900_000) },
            ..gregory()
        }),
    },
    Fault {
        name: "a-year-of-the-era-lost",
        about: "the year 1987 of the era ce is converted to the extended year 1986",
        caught_by: &["calendar/agreement/extended_years"],
        found_by: NOT_TIMED,
        twin: "the extended year of a year of the era ce is the same number",
        plant: Calendar(|| Tampered {
            extended_year: |base, year| Ok(base.extended_year(year)? - i64::from(year.year == 1987)),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            extended_year: |base, year| match year.era.as_str() {
                "ce" => Ok(year.year),
                _ => base.extended_year(year),
            },
            ..gregory()
        }),
    },
    Fault {
        name: "meiji-a-day-before-it",
        about: "the day before the first day of Meiji is already in Meiji",
        caught_by: &["calendar/agreement/era_years"],
        found_by: NOT_TIMED,
        twin: "the day before the first day of Meiji is still in the era ce",
        plant: Calendar(|| Tampered {
            era_year: |base, day| base.era_year(RataDie(day.0 + i64::from(day.0 == 683_734))),
            ..of_eras_alone("japanese")
        }),
        plant_twin: Calendar(|| of_eras_alone("japanese")),
    },
    Fault {
        name: "an-era-comes-back",
        about: "from 2400 on, days are in the era bce again",
        caught_by: &[
            "calendar/eras/eras_once_left_do_not_come_back",
            "calendar/agreement/eras_of_years",
        ],
        found_by: NOT_TIMED,
        twin: "eras follow one another, as in the Japanese calendar",
        plant: Calendar(|| Tampered {
            era_year: |base, day| {
                let year = base.era_year(day)?;
                Ok(if year.year >= 2400 { EraYear { era: era("bce"), ..year } } else { year })
            },
            range: DayRange { first: RataDie(-100_000), last: RataDie(900_000) },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            range: DayRange { first: RataDie(-100_000), last: RataDie(900_000) },
            ..Tampered::of("japanese")
        }),
    },
    Fault {
        name: "an-era-starts-late",
        about: "only eras are answered, and 8 January 1989, the first day of Heisei, is in Showa",
        caught_by: &["calendar/agreement/era_years"],
        found_by: NOT_TIMED,
        twin: "only eras are answered, all of them right",
        plant: Calendar(|| Tampered {
            era_year: |base, day| {
                // The day before is in the same extended year.
                base.era_year(RataDie(day.0 - i64::from(day == HEISEI)))
            },
            ..of_eras_alone("japanese")
        }),
        plant_twin: Calendar(|| of_eras_alone("japanese")),
    },
];

/// 8 January 1989.
const HEISEI: RataDie = RataDie(726_110);

fn era(code: &str) -> EraCode {
    EraCode::new(code).unwrap_or_else(|| unreachable!("it is a code of the CLDR"))
}

/// The date with these numbers as its fields.
fn numbered(date: NativeDate) -> Result<Date, Refusal> {
    let month = u8::try_from(date.month).map_err(|_| Refusal::NoSuchOrdinal { months: 13 })?;
    let day = u32::try_from(date.day).unwrap_or(u32::MAX);
    Ok(Date::new(date.year, month, day))
}

fn five_for_seven(place: u32) -> u32 {
    match place {
        5 => 7,
        7 => 5,
        other => other,
    }
}
