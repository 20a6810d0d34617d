//! A date from those of its fields that are given, by the rules of Temporal, for every rule.
//!
//! Source: ECMA-402, intl-era-monthcode proposal as of 19 March 2026, `NonISOResolveFields` and
//! `NonISOCalendarDateToISO`.

use super::arithmetic::reached_ordinal;
use super::rule::{Rule, check_year};
use crate::arithmetic::Overflow;
use crate::calendar::Calendar;
use crate::date::Date;
use crate::date_fields::DateFields;
use crate::era::EraYear;
use crate::refusal::{Reason, Refusal};

/// The date that the fields are of.
pub(super) fn date<R: Rule>(
    rule: &R,
    fields: DateFields,
    overflow: Overflow,
) -> Result<Date, Refusal> {
    let is_missing = Refusal::Bare(Reason::MissingField);
    let day = fields.day.ok_or(is_missing)?;
    if fields.month.is_none() && fields.ordinal.is_none() {
        return Err(is_missing);
    }
    let year = year(rule, fields)?;
    check_year::<R>(year)?;
    let ordinal = ordinal(rule, year, fields, overflow)?;
    rule.nearest_date(Date { year, month: rule.code(year, ordinal), day }, overflow)
}

/// The year, and that of an era if both are there; where a calendar has no eras, the year alone.
fn year<R: Rule>(rule: &R, fields: DateFields) -> Result<i64, Refusal> {
    let of_era = match (fields.era, fields.era_year) {
        _ if R::ERAS.is_empty() => None,
        (None, None) => None,
        (Some(era), Some(year)) => Some(rule.extended_year(EraYear { era, year })?),
        _ => return Err(Refusal::Bare(Reason::MissingField)),
    };
    match (fields.year, of_era) {
        (Some(year), Some(of_era)) if year != of_era => Err(Refusal::Bare(Reason::Contradiction)),
        (year, of_era) => of_era.or(year).ok_or(Refusal::Bare(Reason::MissingField)),
    }
}

/// The ordinal of the month, which must be that of the code, or of the month that replaces it in a year
/// without it.
fn ordinal<R: Rule>(
    rule: &R,
    year: i64,
    fields: DateFields,
    overflow: Overflow,
) -> Result<u32, Refusal> {
    let months = rule.month_count(year);
    let Some(month) = fields.month else {
        return match (fields.ordinal, overflow) {
            (Some(ordinal), _) if (1..=months).contains(&ordinal) => Ok(ordinal),
            (Some(1..), Overflow::Constrain) => Ok(months),
            _ => Err(Refusal::NoSuchOrdinal { months }),
        };
    };
    let date = Date { year, month, day: 1 };
    let of_code = reached_ordinal(rule, year, date, Overflow::Constrain)?;
    if fields.ordinal.is_some_and(|ordinal| ordinal != of_code) {
        return Err(Refusal::Bare(Reason::Contradiction));
    }
    reached_ordinal(rule, year, date, overflow)
}
