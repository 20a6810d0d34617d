//! The day of a month and day in a reference year, as the rules of Temporal give it.

use calproof_registry::{Date, MonthDay, Overflow};

use super::{by_temporal, shape};
use crate::session::{Ask, Questions};
use crate::verdict::{Objection, Verdict, ensure};

/// The specification that fixes the reference years.
const REFERENCE_YEARS: &str =
    "ECMA-402, intl-era-monthcode proposal: NonISOMonthDayToISOReferenceDate";

/// Checks that a month and day has the day in a reference year that the rules give it.
pub(in crate::check) fn month_days(ask: &mut Ask<'_>, date: Date) -> Verdict {
    let asked = MonthDay::of(date);
    for (overflow, _) in Overflow::ALL {
        let Ok(right) = shape(ask)?.month_day(asked, overflow) else {
            return Err(Objection::not_compared("no reference answers for this month and day"));
        };
        let promised = ask.promises(right);
        let answered = ask.if_promised(promised).month_day(asked, overflow);
        let answered =
            answered.map_err(|objection| by_temporal(ask, objection, REFERENCE_YEARS))?;
        ensure(answered == right, || {
            format!("{asked} is day {}, {date}; answered day {}", right.0, answered.0)
        })
        .map_err(|objection| by_temporal(ask, objection, REFERENCE_YEARS))?;
    }
    Ok(())
}
