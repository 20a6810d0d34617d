//! Temporal's rules for a date of which some fields are given: month by month.
//!
//! Source: ECMA-402, intl-era-monthcode proposal, `NonISOResolveFields` and
//! `NonISOCalendarDateToISO`.

use calproof_registry::{Date, DateFields, MonthCode, Overflow, Reason, Refusal};

use super::Steps;

impl Steps<'_> {
    /// The date that the fields are of. Years of eras are *unsupported*.
    pub(in crate::oracle) fn date_from_fields(
        &self,
        fields: DateFields,
        overflow: Overflow,
    ) -> Result<Date, Refusal> {
        if fields.era.is_some() || fields.era_year.is_some() {
            return Err(Refusal::Unsupported);
        }
        let is_missing = Refusal::Bare(Reason::MissingField);
        let (year, day) = (fields.year.ok_or(is_missing)?, fields.day.ok_or(is_missing)?);
        let count = self.0.months_in_year(year)?;
        let months = (1..=count).map(|ordinal| self.0.month_code(year, ordinal));
        let months = months.collect::<Result<Vec<_>, _>>()?;
        let month = match (fields.month, fields.ordinal) {
            (None, None) => return Err(is_missing),
            (Some(month), ordinal) => self.agreeing(&months, (month, ordinal), overflow)?,
            (None, Some(ordinal)) => {
                let nearest =
                    if overflow == Overflow::Constrain { ordinal.min(count) } else { ordinal };
                let numbered = (1..).zip(&months).find(|(number, _)| *number == nearest);
                *numbered.ok_or(Refusal::NoSuchOrdinal { months: count })?.1
            }
        };
        self.nearest_date(Date { year, month, day }, overflow)
    }

    /// The month of these with the code, or the one that stands for it; its ordinal has to be the given.
    fn agreeing(
        &self,
        months: &[MonthCode],
        (month, ordinal): (MonthCode, Option<u32>),
        overflow: Overflow,
    ) -> Result<MonthCode, Refusal> {
        let none = Refusal::NoSuchMonth { month };
        let is_there = months.contains(&month);
        let nearest = if is_there { month } else { self.other_month(month).ok_or(none)? };
        let place = (1..).zip(months).find(|(_, code)| **code == nearest);
        if ordinal.is_some() && ordinal != place.map(|(place, _)| place) {
            return Err(Refusal::Bare(Reason::Contradiction));
        }
        if is_there || overflow == Overflow::Constrain { Ok(nearest) } else { Err(none) }
    }
}
