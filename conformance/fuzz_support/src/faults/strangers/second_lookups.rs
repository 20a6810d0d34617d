//! Faults in months, weeks and eras that do not exist or belong to other years, of the second round.

use calproof_registry::{EraCode, EraYear, IsoWeekDate, MonthCode, RataDie, Reason, Refusal};

use crate::faults::Plant::Calendar;
use crate::faults::calendars::{Base, Tampered};
use crate::faults::{Fault, NOT_TIMED};

/// The protocol: "the leap month of a year without one" does not exist, and a question about it is to
/// be refused; "a week-year has 52 or 53" weeks, and one that the year does not have may be refused
/// for some reasons and not be answered; an era "that the calendar does not have is refused"; the year
/// of an era that lies outside it "may be refused or answered", but an answer "that differs from the
/// reference's is still wrong".
pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "a-leap-month-of-the-year-before",
        about: "the leap month of a year still has an ordinal in the next year, which has no \
                leap month",
        caught_by: &["calendar/refusal/ordinals_of_impossible_months_are_refused"],
        found_by: NOT_TIMED,
        twin: "the leap month of a year is refused without a reason in the next year, which has \
               no leap month",
        plant: Calendar(|| Tampered {
            month_ordinal: |base, year, month| {
                let stale = of_the_year_before(base, year, month);
                stale.map_or_else(|| base.month_ordinal(year, month), Ok)
            },
            ..Tampered::of("dangi")
        }),
        plant_twin: Calendar(|| Tampered {
            month_ordinal: |base, year, month| match of_the_year_before(base, year, month) {
                Some(_) => Err(Refusal::Unexplained),
                None => base.month_ordinal(year, month),
            },
            ..Tampered::of("dangi")
        }),
    },
    Fault {
        name: "a-week-53-within-its-year",
        about: "a week 53 that does not exist is accepted if its day is in the calendar year of \
                the same number",
        caught_by: &["calendar/refusal/weeks_outside_the_year_are_refused"],
        found_by: NOT_TIMED,
        twin: "a week 53 that does not exist is refused without a reason if its day is in the \
               calendar year of the same number",
        plant: Calendar(|| Tampered {
            day_from_iso_week: |base, week| {
                let within = week_53_within_its_year(base, week);
                within.map_or_else(|| base.day_from_iso_week(week), Ok)
            },
            ..Tampered::of("iso8601")
        }),
        plant_twin: Calendar(|| Tampered {
            day_from_iso_week: |base, week| match week_53_within_its_year(base, week) {
                Some(_) => Err(Refusal::Unexplained),
                None => base.day_from_iso_week(week),
            },
            ..Tampered::of("iso8601")
        }),
    },
    Fault {
        name: "taisho-years-after-taisho",
        about: "years of Taisho after its end, 16 to 63, are a year late; those of other eras \
                are right",
        caught_by: &["calendar/refusal/years_outside_an_era_are_refused_or_correct"],
        found_by: NOT_TIMED,
        twin: "years of Taisho after its end are looked up as years of Showa",
        plant: Calendar(|| Tampered {
            extended_year: |base, year| {
                Ok(base.extended_year(year)? + i64::from(is_after_taisho(year)))
            },
            ..Tampered::of("japanese")
        }),
        plant_twin: Calendar(|| Tampered {
            extended_year: |base, year| match (is_after_taisho(year), EraCode::new("showa")) {
                (true, Some(era)) => base.extended_year(EraYear { era, year: year.year - 14 }),
                _ => base.extended_year(year),
            },
            ..Tampered::of("japanese")
        }),
    },
    Fault {
        name: "an-era-of-another-calendar",
        about: "years of the era ce, which the calendar does not have, are converted to years of \
                be",
        caught_by: &["calendar/refusal/unknown_eras_are_refused"],
        found_by: NOT_TIMED,
        twin: "years of the era ce, which the calendar does not have, are refused without naming \
               the era",
        plant: Calendar(|| Tampered {
            extended_year: |base, year| match (year.era.as_str(), EraCode::new("be")) {
                ("ce", Some(era)) => {
                    base.extended_year(EraYear { era, year: year.year.saturating_add(543) })
                }
                _ => base.extended_year(year),
            },
            ..Tampered::of("buddhist")
        }),
        plant_twin: Calendar(|| Tampered {
            extended_year: |base, year| match year.era.as_str() {
                "ce" => Err(Refusal::Bare(Reason::NoSuchEra)),
                _ => base.extended_year(year),
            },
            ..Tampered::of("buddhist")
        }),
    },
];

/// The ordinal in the year before of a leap month that the year lacks.
fn of_the_year_before(base: Base, year: i64, month: MonthCode) -> Option<u32> {
    // Neither year may lie beyond those that there are.
    let is_here = base.months_in_year(year).ok()? == 13;
    let place = base.month_ordinal(year.checked_sub(1)?, month).ok()?;
    (month.leap && !is_here).then_some(place)
}

/// The day of a week 53 that its year lacks, if it lies in the calendar year of that number.
fn week_53_within_its_year(base: Base, week: IsoWeekDate) -> Option<RataDie> {
    if week.week != 53 || base.day_from_iso_week(week).is_ok() {
        return None;
    }
    let before = base.day_from_iso_week(IsoWeekDate { week: 52, ..week }).ok()?;
    let day = RataDie(before.0 + 7);
    (base.date(day).ok()?.year == week.year).then_some(day)
}

fn is_after_taisho(year: EraYear) -> bool {
    year.era.as_str() == "taisho" && (16..64).contains(&year.year)
}
