//! Faults in dates that are made from fields.

use calproof_registry::{Date, DateFields, EraYear, MonthCode, Overflow, Reason, Refusal};

use super::Plant::Calendar;
use super::calendars::{Tampered, gregory};
use super::{Fault, NOT_TIMED};

pub(super) static FAULTS: &[Fault] = &[
    Fault {
        name: "ordinals-taken-for-numbers-of-codes",
        about: "the ordinal of a month is used as the number of its code, even in leap years",
        caught_by: &["calendar/agreement/dates_of_fields"],
        found_by: NOT_TIMED,
        twin: "the ordinal of a month is converted to its code, which is used for the date",
        plant: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| match (fields.month, fields.ordinal) {
                (None, Some(ordinal @ 1..=12)) => {
                    let month = Some(MonthCode::common(ordinal as u8));
                    base.date_from_fields(DateFields { month, ordinal: None, ..fields }, overflow)
                }
                _ => base.date_from_fields(fields, overflow),
            },
            ..Tampered::of("hebrew")
        }),
        plant_twin: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| match (
                fields.month,
                fields.ordinal,
                fields.year,
            ) {
                (None, Some(ordinal @ 1..=12), Some(year)) => {
                    let month = Some(base.month_code(year, ordinal)?);
                    base.date_from_fields(DateFields { month, ordinal: None, ..fields }, overflow)
                }
                _ => base.date_from_fields(fields, overflow),
            },
            ..Tampered::of("hebrew")
        }),
    },
    Fault {
        name: "codes-win-over-ordinals",
        about: "if a month is given by its code and its ordinal, the ordinal is ignored",
        caught_by: &["calendar/refusal/contradicting_fields_are_refused"],
        found_by: NOT_TIMED,
        twin: "if a month is given by its code and its ordinal, both must give the same month",
        plant: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| {
                let ordinal = fields.ordinal.filter(|_| fields.month.is_none());
                base.date_from_fields(DateFields { ordinal, ..fields }, overflow)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| {
                if fields.ordinal.is_none() || fields.month.is_none() {
                    return base.date_from_fields(fields, overflow);
                }
                // Whether they contradict does not depend on the day, nor on what is constrained.
                let first = DateFields { day: fields.day.map(|_| 1), ..fields };
                let by_ordinal = DateFields { month: None, ..first };
                let by_ordinal = base.date_from_fields(by_ordinal, Overflow::Reject);
                let by_code = DateFields { ordinal: None, ..first };
                if by_ordinal.is_err() || by_ordinal != base.date_from_fields(by_code, overflow) {
                    return Err(Refusal::Unexplained);
                }
                base.date_from_fields(DateFields { ordinal: None, ..fields }, overflow)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "eras-win-over-years",
        about: "if a year and the year of an era are both given, the first is ignored",
        caught_by: &["calendar/refusal/contradicting_fields_are_refused"],
        found_by: NOT_TIMED,
        twin: "fields that contradict one another are refused without a reason",
        plant: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| {
                let year = fields.year.filter(|_| fields.era_year.is_none());
                base.date_from_fields(DateFields { year, ..fields }, overflow)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| {
                let answer = base.date_from_fields(fields, overflow);
                answer.map_err(|refusal| match refusal.reason() {
                    Reason::Contradiction => Refusal::Unexplained,
                    _ => refusal,
                })
            },
            ..gregory()
        }),
    },
    Fault {
        name: "missing-days-are-the-first",
        about: "a missing day defaults to the first of the month",
        caught_by: &["calendar/refusal/missing_fields_are_refused"],
        found_by: NOT_TIMED,
        twin: "a missing day is refused without a reason",
        plant: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| {
                let day = fields.day.or(Some(1));
                base.date_from_fields(DateFields { day, ..fields }, overflow)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| match fields.day {
                Some(_) => base.date_from_fields(fields, overflow),
                None => Err(Refusal::Unexplained),
            },
            ..gregory()
        }),
    },
    Fault {
        name: "missing-months-are-the-first",
        about: "a missing month defaults to the first",
        caught_by: &["calendar/refusal/missing_fields_are_refused"],
        found_by: NOT_TIMED,
        twin: "if a month is given by its code alone, its ordinal is filled in",
        plant: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| {
                let is_given = fields.month.is_some() || fields.ordinal.is_some();
                let ordinal = if is_given { fields.ordinal } else { Some(1) };
                base.date_from_fields(DateFields { ordinal, ..fields }, overflow)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| {
                let known = fields.year.zip(fields.month);
                let own = known.and_then(|(year, month)| base.month_ordinal(year, month).ok());
                let ordinal = fields.ordinal.or(own);
                base.date_from_fields(DateFields { ordinal, ..fields }, overflow)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "missing-years-are-this-year",
        about: "if neither a year nor an era is given, the year defaults to 2026",
        caught_by: &["calendar/refusal/missing_fields_are_refused"],
        found_by: NOT_TIMED,
        twin: "if neither a year nor an era is given, the date is refused without a reason",
        plant: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| {
                let is_given = fields.era.is_some() || fields.era_year.is_some();
                let year = if is_given { fields.year } else { fields.year.or(Some(2026)) };
                base.date_from_fields(DateFields { year, ..fields }, overflow)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| match (
                fields.year,
                fields.era,
                fields.era_year,
            ) {
                (None, None, None) => Err(Refusal::Unexplained),
                _ => base.date_from_fields(fields, overflow),
            },
            ..gregory()
        }),
    },
    Fault {
        name: "ordinals-of-fields-in-8-bits",
        about: "the ordinal of a month among the fields is truncated to 8 bits",
        caught_by: &["calendar/refusal/impossible_ordinals_are_refused_or_constrained"],
        found_by: NOT_TIMED,
        twin: "the ordinal of a month among the fields is clamped to 255",
        plant: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| {
                let ordinal = fields.ordinal.map(|ordinal| ordinal & 0xff);
                base.date_from_fields(DateFields { ordinal, ..fields }, overflow)
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| {
                let ordinal = fields.ordinal.map(|ordinal| ordinal.min(0xff));
                base.date_from_fields(DateFields { ordinal, ..fields }, overflow)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "leap-months-win-over-ordinals",
        about: "if a leap month is given by its code and an ordinal, the ordinal is ignored",
        caught_by: &["calendar/refusal/contradicting_fields_are_refused"],
        found_by: NOT_TIMED,
        twin: "if a common month is given by its code and the right ordinal, the ordinal is \
               ignored",
        plant: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| {
                let is_leap = fields.month.is_some_and(|month| month.leap);
                let ordinal = fields.ordinal.filter(|_| !is_leap);
                base.date_from_fields(DateFields { ordinal, ..fields }, overflow)
            },
            ..Tampered::of("hebrew")
        }),
        plant_twin: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| {
                let known = fields.year.zip(fields.month.filter(|month| !month.leap));
                let own = known.and_then(|(year, month)| base.month_ordinal(year, month).ok());
                let ordinal = fields.ordinal.filter(|ordinal| Some(*ordinal) != own);
                base.date_from_fields(DateFields { ordinal, ..fields }, overflow)
            },
            ..Tampered::of("hebrew")
        }),
    },
    Fault {
        name: "era-years-of-fields-a-year-late",
        about: "a date given by an era and its year is a year late",
        caught_by: &["calendar/agreement/dates_of_fields"],
        found_by: NOT_TIMED,
        twin: "a date given by an era and its year is computed from the extended year",
        plant: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| {
                let is_of_era = fields.year.is_none();
                let era_year = fields.era_year.map(|year| year.saturating_add(is_of_era.into()));
                base.date_from_fields(DateFields { era_year, ..fields }, overflow)
            },
            ..Tampered::of("roc")
        }),
        plant_twin: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| match (
                fields.year,
                fields.era,
                fields.era_year,
            ) {
                (None, Some(era), Some(year)) => {
                    let year = Some(base.extended_year(EraYear { era, year })?);
                    let by_year = DateFields { year, era: None, era_year: None, ..fields };
                    base.date_from_fields(by_year, overflow)
                }
                _ => base.date_from_fields(fields, overflow),
            },
            ..Tampered::of("roc")
        }),
    },
    Fault {
        name: "missing-eras-are-the-last",
        about: "the year of an era without the era is used as the extended year",
        caught_by: &["calendar/refusal/missing_fields_are_refused"],
        found_by: NOT_TIMED,
        twin: "ad is accepted as another name of the era ce",
        plant: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| match (fields.era, fields.era_year) {
                (None, Some(_)) => {
                    let year = fields.year.or(fields.era_year);
                    base.date_from_fields(DateFields { year, era_year: None, ..fields }, overflow)
                }
                _ => base.date_from_fields(fields, overflow),
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| {
                let is_ad = fields.era.is_some_and(|era| era.as_str() == "ad");
                let era = if is_ad { "ce".parse().ok() } else { fields.era };
                base.date_from_fields(DateFields { era, ..fields }, overflow)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "fields-never-rejected",
        about: "30 February becomes the last day of February even when overflow should be rejected",
        caught_by: &["calendar/refusal/impossible_fields_are_refused_or_constrained"],
        found_by: NOT_TIMED,
        twin: "impossible fields are refused without a reason",
        plant: Calendar(|| Tampered {
            date_from_fields: |base, fields, _| base.date_from_fields(fields, Overflow::Constrain),
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| {
                base.date_from_fields(fields, overflow).map_err(|_| Refusal::Unexplained)
            },
            ..gregory()
        }),
    },
    Fault {
        name: "month-13-is-january",
        about: "an ordinal beyond the last month is constrained to the first",
        caught_by: &["calendar/refusal/impossible_ordinals_are_refused_or_constrained"],
        found_by: NOT_TIMED,
        twin: "an ordinal beyond the last month is constrained to the last",
        plant: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| match (fields.ordinal, overflow) {
                (Some(13..), Overflow::Constrain) => {
                    base.date_from_fields(DateFields { ordinal: Some(1), ..fields }, overflow)
                }
                _ => base.date_from_fields(fields, overflow),
            },
            ..gregory()
        }),
        plant_twin: Calendar(|| Tampered {
            date_from_fields: |base, fields, overflow| match (fields, overflow) {
                (
                    DateFields {
                        year: Some(year),
                        ordinal: Some(13..),
                        month: None,
                        day: Some(1),
                        era: None,
                        ..
                    },
                    Overflow::Constrain,
                ) => Ok(Date::new(year, 12, 1)),
                _ => base.date_from_fields(fields, overflow),
            },
            ..gregory()
        }),
    },
];
