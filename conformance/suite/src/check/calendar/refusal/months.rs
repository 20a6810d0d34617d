//! Months that do not exist.

use calproof_registry::{Calendar, Date, MonthCode, Reason, Refusal};

use super::{Impossible, by_reference, declared, reasons, stand_in};
use crate::query::Ability;
use crate::session::{Ask, Questions};
use crate::verdict::Verdict;

/// Checks that the length of a month which does not exist is refused, with a reason that applies,
/// or answered as declared.
pub(in crate::check) fn lengths_of_impossible_months_are_refused(
    ask: &mut Ask<'_>,
    date: Date,
) -> Verdict {
    let Date { year, month, .. } = date;
    let leniency = declared(ask, Ability::DaysInMonth)?;
    let answer = ask.attempt().days_in_month(year, month)?;
    judge(ask, date, (leniency, answer), |calendar, year, month| {
        calendar.days_in_month(year, month)
    })
}

/// Checks that the ordinal of a month which does not exist is refused, or answered as declared.
pub(in crate::check) fn ordinals_of_impossible_months_are_refused(
    ask: &mut Ask<'_>,
    date: Date,
) -> Verdict {
    let Date { year, month, .. } = date;
    let leniency = declared(ask, Ability::MonthOrdinal)?;
    let answer = ask.attempt().month_ordinal(year, month)?;
    judge(ask, date, (leniency, answer), |calendar, year, month| {
        calendar.month_ordinal(year, month)
    })
}

/// Judges the answer for the month of the date.
fn judge(
    ask: &Ask<'_>,
    date: Date,
    (leniency, answer): (calproof_registry::Leniency, Result<u32, Refusal>),
    right: fn(&dyn Calendar, i64, MonthCode) -> Result<u32, Refusal>,
) -> Verdict {
    let oracle = &ask.shape().oracle;
    let other = stand_in(ask, date, leniency).and_then(|day| oracle.date(day));
    let stands_for = oracle
        .reference()
        .zip(other)
        .and_then(|(calendar, other)| right(calendar, other.year, other.month).ok());
    let mut reasons = reasons(ask, date);
    // The question names no day.
    reasons.retain(|reason| *reason != Reason::NoSuchDay);
    let asked = format!("{} of {}", date.month, date.year);
    let verdict = Impossible { asked, reasons: &reasons, stands_for }.judge(leniency, answer);
    // Which leap months a year has is known from the reference.
    by_reference(ask, verdict)
}
