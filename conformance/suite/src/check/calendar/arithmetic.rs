//! Laws: adding and counting undo each other, where they can.

use calproof_registry::{DateDuration, Overflow, RataDie, Unit};

use crate::query::Span;
use crate::session::{Ask, Questions};
use crate::verdict::{Objection, Verdict, ensure};

/// What lies between two dates, added to the first, leads to the second; and it has one sign.
pub(in crate::check) fn start_plus_until_is_end(ask: &mut Ask<'_>, span: &Span) -> Verdict {
    exist(ask, span)?;
    let between = ask.until(span.from, span.to, span.largest)?;
    ensure(between.has_one_sign(), || format!("{between} goes both ways"))?;
    let reached = ask.add(span.from, between, Overflow::Constrain)?;
    ensure(reached == span.to, || format!("{between} lies between, and leads to {reached}"))
}

/// The days between two dates are those between their days.
pub(in crate::check) fn until_in_days_is_the_difference_of_days(
    ask: &mut Ask<'_>,
    span: &Span,
) -> Verdict {
    exist(ask, span)?;
    let (from, to) = (ask.day(span.from)?, ask.day(span.to)?);
    let (between, days) = (ask.until(span.from, span.to, Unit::Day)?, to.0 - from.0);
    let right = DateDuration { days, ..DateDuration::default() };
    ensure(between == right, || format!("{days} days lie between, answered {between}"))
}

/// Both dates are dates for the subject, too. Whether they should be is for other checks to judge.
fn exist(ask: &mut Ask<'_>, span: &Span) -> Verdict {
    for date in [span.from, span.to] {
        if ask.attempt().day(date)?.is_err() {
            return Err(Objection::unsupported("it does not have one of the dates"));
        }
    }
    Ok(())
}

/// A day and a number of days is the day so much later; nothing added changes nothing.
pub(in crate::check) fn adding_days_adds_to_the_day(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let date = ask.date(day)?;
    for days in [0, 1] {
        let right = ask.date(RataDie(day.0 + days))?;
        let added = DateDuration { days, ..DateDuration::default() };
        let reached = ask.add(date, added, Overflow::Reject)?;
        ensure(reached == right, || format!("{date} and {added} is {reached}, not {right}"))?;
    }
    Ok(())
}
