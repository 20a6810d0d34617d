//! Faults in eras and the years in them.

use calproof_registry::{EraCode, EraYear, RataDie, Refusal};

use super::{between, ten_thousand_years};
use crate::faults::Plant::Calendar;
use crate::faults::calendars::{Base, Tampered};
use crate::faults::{Fault, NOT_TIMED};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "showa-a-day-late",
        about: "25 December 1926, the first day of Showa, is still in Taisho 15",
        caught_by: &["calendar/vector/published_day_to_era_year"],
        found_by: NOT_TIMED,
        twin: "the era of 25 December 1926 is that of the next day",
        plant: Calendar(|| Tampered {
            era_year: |base, day| base.era_year(if day == SHOWA { before(day) } else { day }),
            ..Tampered::of("japanese")
        }),
        plant_twin: Calendar(|| Tampered {
            era_year: |base, day| base.era_year(if day == SHOWA { after(day) } else { day }),
            ..Tampered::of("japanese")
        }),
    },
    Fault {
        name: "heisei-from-new-year",
        about: "the first seven days of 1989 are in Heisei 1 instead of Showa 64",
        caught_by: &["calendar/vector/published_day_to_era_year"],
        found_by: NOT_TIMED,
        twin: "the era year of the first seven days of 1989 is that of 31 December 1988 plus one",
        plant: Calendar(|| Tampered {
            era_year: |base, day| base.era_year(if is_showa_64(day) { HEISEI } else { day }),
            ..Tampered::of("japanese")
        }),
        plant_twin: Calendar(|| Tampered {
            era_year: |base, day| {
                if !is_showa_64(day) {
                    return base.era_year(day);
                }
                let last = base.era_year(RataDie(HEISEI.0 - 8))?;
                Ok(EraYear { year: last.year + 1, ..last })
            },
            ..Tampered::of("japanese")
        }),
    },
    Fault {
        name: "a-year-0-of-one-alias",
        about: "the extended years of the era bc are one too low; under its other name bce they \
                are right",
        caught_by: &["calendar/refusal/years_outside_an_era_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "years of the era bc are looked up as years of bce",
        plant: Calendar(|| Tampered {
            extended_year: |base, year| {
                let is_it = year.era.as_str() == "bc";
                Ok(base.extended_year(year)? - i64::from(is_it))
            },
            ..ten_thousand_years("gregory")
        }),
        plant_twin: Calendar(|| Tampered {
            extended_year: |base, year| match (year.era.as_str(), EraCode::new("bce")) {
                ("bc", Some(era)) => base.extended_year(EraYear { era, ..year }),
                _ => base.extended_year(year),
            },
            ..ten_thousand_years("gregory")
        }),
    },
    Fault {
        name: "minguo-0",
        about: "the days of December 1911 are in a year 0 of the era roc",
        caught_by: &["calendar/vector/published_day_to_era_year"],
        found_by: NOT_TIMED,
        twin: "the era year of December 1911 is computed from that of a year earlier",
        plant: Calendar(|| Tampered {
            era_year: |base, day| {
                if !is_december_1911(day) {
                    return base.era_year(day);
                }
                let next = base.era_year(MINGUO)?;
                Ok(EraYear { year: next.year - 1, ..next })
            },
            ..around_minguo()
        }),
        plant_twin: Calendar(|| Tampered {
            era_year: |base, day| {
                if !is_december_1911(day) {
                    return base.era_year(day);
                }
                let before = base.era_year(RataDie(day.0 - 365))?;
                Ok(EraYear { year: before.year - 1, ..before })
            },
            ..around_minguo()
        }),
    },
    Fault {
        name: "an-era-before-year-100",
        about: "the years 1 to 99 of the era ce are read as 1901 to 1999",
        caught_by: &["calendar/eras/era_year_to_extended_year_round_trip"],
        found_by: NOT_TIMED,
        twin: "the years 1 to 99 of the era ce are looked up as 1901 to 1999, minus 1900",
        plant: Calendar(|| Tampered {
            extended_year: |base, year| two_digits(base, year, 0),
            ..between("gregory", 1, 800_000)
        }),
        plant_twin: Calendar(|| Tampered {
            extended_year: |base, year| two_digits(base, year, 1900),
            ..between("gregory", 1, 800_000)
        }),
    },
];

/// 25 December 1926, the first day of Showa.
const SHOWA: RataDie = RataDie(703_450);
/// 8 January 1989, the first day of Heisei.
const HEISEI: RataDie = RataDie(726_110);
/// 1 January 1912, the first day of the Republic of China.
const MINGUO: RataDie = RataDie(697_978);

fn before(day: RataDie) -> RataDie {
    RataDie(day.0 - 1)
}

fn after(day: RataDie) -> RataDie {
    RataDie(day.0 + 1)
}

fn is_showa_64(day: RataDie) -> bool {
    (HEISEI.0 - 7..HEISEI.0).contains(&day.0)
}

fn is_december_1911(day: RataDie) -> bool {
    (MINGUO.0 - 31..MINGUO.0).contains(&day.0)
}

fn around_minguo() -> Tampered {
    between("roc", 600_000, 800_000)
}

/// The extended year; that of the years 1 to 99 is derived from 1901 to 1999, minus `less`.
fn two_digits(base: Base, year: EraYear, less: i64) -> Result<i64, Refusal> {
    if year.era.as_str() != "ce" || !(1..100).contains(&year.year) {
        return base.extended_year(year);
    }
    Ok(base.extended_year(EraYear { year: year.year + 1900, ..year })? - less)
}
