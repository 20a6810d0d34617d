//! Laws: addition and difference are inverse, where they can be.

use calproof_registry::{Calendar, Date, DateDuration, Overflow, RataDie, Reason, Refusal, Unit};

use crate::case::edges::SIZES;
use crate::query::{Span, Sum};
use crate::session::{Ask, Questions};
use crate::verdict::{Objection, Status, Verdict, ensure};

/// Checks that start + until(start, end) = end, and that the fields of the difference have the same
/// sign.
pub(in crate::check) fn start_plus_until_is_end(ask: &mut Ask<'_>, span: &Span) -> Verdict {
    exist(ask, span)?;
    let between = ask.until(span.from, span.to, span.largest)?;
    ensure(between.has_one_sign(), || format!("{between} has parts of both signs"))?;
    let reached = ask.add(span.from, between, Overflow::Constrain)?;
    ensure(reached == span.to, || {
        format!("the duration is {between}, and adding it gives {reached}")
    })
}

/// Checks that the difference in days between two dates is the difference of their day numbers.
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

/// Requires that both dates exist for the subject. Whether they should is judged by other checks.
fn exist(ask: &mut Ask<'_>, span: &Span) -> Verdict {
    for date in [span.from, span.to] {
        if ask.attempt().day(date)?.is_err() {
            return Err(Objection::unsupported("one of the dates does not exist for the subject"));
        }
    }
    Ok(())
}

/// Checks that a date plus a number of days is the date that many days later, and that adding
/// nothing changes nothing.
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

/// Checks that a unit, added in counts of all integer sizes, gives the date that the reference
/// gives, or is refused. A result beyond the reference must not be one of its dates.
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

/// Judges the date that a long duration gave.
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
        // The reference ends before the expected date, so it must not have the answered date.
        Err(Reason::OutOfRange) => ensure(reference.day(answered).is_err(), || {
            format!("{long} lies beyond all dates of the reference, answered {answered}")
        }),
        Err(_) => Ok(()),
    }
}

/// Checks that the nearest date to one that exists is that date, whatever happens on overflow.
pub(in crate::check) fn dates_are_nearest_to_themselves(ask: &mut Ask<'_>, date: Date) -> Verdict {
    for (overflow, _) in Overflow::ALL {
        let nearest = ask.if_promised(true).nearest_date(date, overflow)?;
        ensure(nearest == date, || format!("the nearest date to {date} is said to be {nearest}"))?;
    }
    Ok(())
}
