//! Laws: adding and counting undo each other, where they can.

use calproof_registry::{Calendar, Date, DateDuration, Overflow, RataDie, Reason, Refusal, Unit};

use crate::case::edges::SIZES;
use crate::query::{Span, Sum};
use crate::session::{Ask, Questions};
use crate::verdict::{Objection, Status, Verdict, ensure};

/// What lies between two dates, added to the first, leads to the second; and it has one sign.
pub(in crate::check) fn start_plus_until_is_end(ask: &mut Ask<'_>, span: &Span) -> Verdict {
    exist(ask, span)?;
    let between = ask.until(span.from, span.to, span.largest)?;
    ensure(between.has_one_sign(), || format!("{between} has parts of both signs"))?;
    let reached = ask.add(span.from, between, Overflow::Constrain)?;
    ensure(reached == span.to, || {
        format!("the duration is {between}, and adding it gives {reached}")
    })
}

/// The days between two dates are those between their days.
pub(in crate::check) fn until_in_days_is_the_difference_of_days(
    ask: &mut Ask<'_>,
    span: &Span,
) -> Verdict {
    exist(ask, span)?;
    let (from, to) = (ask.day(span.from)?, ask.day(span.to)?);
    let (between, days) = (ask.until(span.from, span.to, Unit::Day)?, to.0.saturating_sub(from.0));
    let right = DateDuration { days, ..DateDuration::default() };
    ensure(between == right, || format!("the duration is {days} days, answered {between}"))
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

/// The unit, as often as integers of all sizes can say, leads to the date that it leads to in the
/// reference, or is refused. What lies beyond the reference is none of its dates.
pub(in crate::check) fn long_durations_are_added_or_refused(
    ask: &mut Ask<'_>,
    sum: &Sum,
) -> Verdict {
    let Some(reference) = ask.shape().oracle.reference() else {
        return Err(Objection::not_compared("the calendar has no reference"));
    };
    if reference.day(sum.date).is_err() {
        return Err(Objection::not_compared("no reference has the date"));
    }
    let DateDuration { years, months, weeks, days } = sum.duration;
    for size in SIZES {
        let [years, months, weeks, days] = [years, months, weeks, days].map(|part| part * size);
        let long = Sum { duration: DateDuration { years, months, weeks, days }, ..*sum };
        let right = reference.add(long.date, long.duration, long.overflow);
        let verdict = match ask.attempt().add(long.date, long.duration, long.overflow)? {
            Ok(answered) => reached(&long, right, answered, reference),
            Err(refusal) if refusal.reason() == Reason::Unsupported => {
                Err(Objection::unsupported("the subject does not answer this question"))
            }
            Err(refusal) => {
                let day = right.and_then(|right| reference.day(right));
                let is_promised = day.is_ok_and(|day| ask.promises(day));
                let why = format!("refused {long}: {refusal}");
                if is_promised { Err(Objection::new(Status::RefusedValid, why)) } else { Ok(()) }
            }
        };
        verdict.map_err(|objection| ask.shape().oracle.weighed(objection))?;
    }
    Ok(())
}

/// Judges the date that was reached by a long way.
fn reached(
    long: &Sum,
    right: Result<Date, Refusal>,
    answered: Date,
    reference: &dyn Calendar,
) -> Verdict {
    match right.map_err(Refusal::reason) {
        Ok(right) => {
            ensure(answered == right, || format!("{long} is {right}, answered {answered}"))
        }
        // Where it ends, the reference has all dates before the one that is asked for.
        Err(Reason::OutOfRange) => ensure(reference.day(answered).is_err(), || {
            format!("{long} lies beyond all dates of the reference, answered {answered}")
        }),
        Err(_) => Ok(()),
    }
}
