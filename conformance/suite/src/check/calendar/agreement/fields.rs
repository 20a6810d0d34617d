//! Dates from some of their fields, as the rules of Temporal resolve them.

use calproof_registry::{Calendar, Date, DateFields, Overflow, Refusal};

use super::{by_temporal, shape};
use crate::session::{Ask, Questions};
use crate::verdict::{Verdict, ensure};

/// The specification that says which fields determine a date.
const FIELDS: &str = "ECMA-402, intl-era-monthcode proposal: NonISOResolveFields";

const UNSUPPORTED: Result<Date, Refusal> = Err(Refusal::Unsupported);

/// All fields of the date that the reference knows.
pub(in crate::check::calendar) fn known_fields(reference: &dyn Calendar, date: Date) -> DateFields {
    let era_year = reference.day(date).and_then(|day| reference.era_year(day)).ok();
    DateFields {
        era: era_year.map(|it| it.era),
        era_year: era_year.map(|it| it.year),
        ordinal: reference.month_ordinal(date.year, date.month).ok(),
        ..DateFields::of(date)
    }
}

/// Fields that determine the date: a year and a month code, an era year and an ordinal, and all
/// fields.
fn enough(reference: &dyn Calendar, date: Date) -> Vec<DateFields> {
    let all = known_fields(reference, date);
    let by_code = DateFields::of(date);
    let by_ordinal = DateFields { ordinal: all.ordinal, month: None, ..by_code };
    let of_era = DateFields { year: None, month: None, ..all };
    let mut enough = vec![by_code, all];
    enough.extend([by_ordinal].into_iter().filter(|it| it.ordinal.is_some()));
    enough.extend([of_era].into_iter().filter(|it| it.ordinal.is_some() && it.era.is_some()));
    enough
}

/// Checks that fields of a date which determine it give that date.
pub(in crate::check) fn dates_of_fields(ask: &mut Ask<'_>, date: Date) -> Verdict {
    for fields in enough(shape(ask)?, date) {
        for (overflow, _) in Overflow::ALL {
            let is_of_era = fields.era.is_some();
            // A library without eras cannot be asked for one.
            if is_of_era && ask.attempt().date_from_fields(fields, overflow)? == UNSUPPORTED {
                continue;
            }
            let answered = ask.if_promised(true).date_from_fields(fields, overflow);
            let answered = answered.map_err(|objection| by_temporal(ask, objection, FIELDS))?;
            ensure(answered == date, || format!("{fields} is {date}, answered {answered}"))
                .map_err(|objection| by_temporal(ask, objection, FIELDS))?;
        }
    }
    Ok(())
}
