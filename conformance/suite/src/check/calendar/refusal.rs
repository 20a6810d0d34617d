//! Law: what is impossible is refused, for a reason that holds.

use calproof_registry::{Date, Leniency, NativeDate, RataDie, Reason, Refusal};

use crate::query::Ability;
use crate::session::{Ask, Questions};
use crate::verdict::{Objection, Status, Verdict, ensure};

/// A date that does not exist is refused, for a reason that holds, or answered as is declared.
pub(in crate::check) fn impossible_dates_are_refused(ask: &mut Ask<'_>, date: Date) -> Verdict {
    let leniency = ask.shape().claim.leniency(Ability::Day);
    if leniency == Leniency::Undefined {
        return undefined(Ability::Day);
    }
    let answer = ask.attempt().day(date)?;
    if answer.is_ok_and(|day| ask.shape().oracle.may_be(day, date)) {
        let why = format!("answered {date}; whether it exists is undecided");
        return Err(Objection::new(Status::Disagreement, why));
    }
    if leniency != Leniency::Refused {
        let expected = ask.shape().oracle.lenient_day(date, leniency);
        return lenient(ask, answer, &date.to_string(), leniency, expected);
    }
    let verdict = refused(answer, &date.to_string(), &reasons(ask, date));
    // The day after the last of a month: only the reference says that it is one too many.
    let length = ask.shape().month_length(date.year, date.month);
    if length.is_some_and(|length| date.day == length + 1) {
        return verdict.map_err(|objection| ask.shape().oracle.weighed(objection));
    }
    verdict
}

/// The same in the subject's own integers.
pub(in crate::check) fn impossible_native_dates_are_refused(
    ask: &mut Ask<'_>,
    date: NativeDate,
) -> Verdict {
    let claim = ask.shape().claim;
    let leniency = claim.leniency(Ability::DayNative);
    if leniency == Leniency::Undefined {
        return undefined(Ability::DayNative);
    }
    let answer = ask.attempt().day_native(date)?;
    if leniency != Leniency::Refused {
        let oracle = &ask.shape().oracle;
        let expected = oracle.lenient_native_day(date, claim.numbering, leniency);
        return lenient(ask, answer, &date.to_string(), leniency, expected);
    }
    refused(answer, &date.to_string(), &native_reasons(ask, date))
}

fn undefined(ability: Ability) -> Verdict {
    let why = format!("it leaves open what `{ability}` does with what does not exist");
    Err(Objection::unsupported(why))
}

/// Judges what is said to the impossible by who declares that it does not refuse it.
fn lenient(
    ask: &Ask<'_>,
    answer: Result<RataDie, Refusal>,
    asked: &str,
    leniency: Leniency,
    expected: Option<RataDie>,
) -> Verdict {
    let declared = match leniency {
        Leniency::Constrained => "is constrained",
        _ => "rolls over",
    };
    let day = match answer {
        Ok(day) => day,
        Err(refusal) if refusal.reason() == Reason::Unsupported => {
            return Err(Objection::unsupported("it cannot be asked this"));
        }
        // The declared range ends somewhere, and so do integers.
        Err(_) if expected.is_none_or(|day| !ask.promises(day)) => return Ok(()),
        Err(refusal) => {
            let why = format!("it declares that {asked} {declared}, and refuses it: {refusal}");
            return Err(Objection::new(Status::Disagreement, why));
        }
    };
    match expected.filter(|expected| ask.promises(*expected)) {
        None => Err(Objection::not_compared("nobody says what stands for it within the range")),
        Some(expected) => ensure(day == expected, || {
            format!("it declares that {asked} {declared}: day {}, answered {}", expected.0, day.0)
        })
        .map_err(|objection| ask.shape().oracle.weighed(objection)),
    }
}

fn refused(answer: Result<RataDie, Refusal>, asked: &str, reasons: &[Reason]) -> Verdict {
    let refusal = match answer {
        Ok(day) => {
            let why = format!("answered day {} to {asked}, which does not exist", day.0);
            return Err(Objection::new(Status::AcceptedInvalid, why));
        }
        Err(refusal) => refusal,
    };
    match refusal.reason() {
        Reason::Unexplained => Ok(()),
        Reason::Unsupported => Err(Objection::unsupported("it cannot be asked this")),
        reason if reasons.contains(&reason) => Ok(()),
        reason => Err(Objection::new(
            Status::WrongRefusal,
            format!("said `{reason}` to {asked}; right is {}", list(reasons)),
        )),
    }
}

fn list(reasons: &[Reason]) -> String {
    let names: Vec<String> = reasons.iter().map(|reason| format!("`{reason}`")).collect();
    names.join(" or ")
}

/// The reasons that hold for this date. Where several do, each is right.
fn reasons(ask: &Ask<'_>, date: Date) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let is_listed = ask.shape().oracle.spec.is_some();
    if !ask.shape().month_codes().contains(&date.month) {
        reasons.push(Reason::NoSuchMonth);
        if !is_listed {
            reasons.push(Reason::NoSuchDay);
        }
    } else if let Some(last) = ask.shape().last_day(date.year, date.month) {
        let is_missing = ask.shape().missing_days(date.year, date.month).contains(&date.day);
        if date.day == 0 || date.day > last || is_missing {
            reasons.push(Reason::NoSuchDay);
        }
    } else {
        // A leap month that this year lacks; or a year of which nobody knows.
        reasons.extend([Reason::NoSuchMonth, Reason::NoSuchDay, Reason::OutOfRange]);
    }
    let promised =
        ask.shape().years.is_some_and(|(first, last)| first <= date.year && date.year <= last);
    if !promised {
        reasons.push(Reason::OutOfRange);
    }
    reasons
}

/// The same in native numbers. A field too large for the subject's integers is out of range too.
fn native_reasons(ask: &Ask<'_>, date: NativeDate) -> Vec<Reason> {
    let shape = ask.shape();
    let Some(year) = shape.claim.numbering.extended_year(date.year) else {
        return vec![Reason::NoSuchYear, Reason::OutOfRange];
    };
    let mut reasons = Vec::new();
    let month_count = shape.months_of(year).len() as i64;
    let is_certain = shape.has_certain_months(year);
    if date.month < 1 || date.month > month_count || !is_certain {
        reasons.extend([Reason::NoSuchMonth, Reason::OutOfRange]);
    }
    if date.day < 1 || date.day > 28 {
        reasons.extend([Reason::NoSuchDay, Reason::OutOfRange]);
    }
    let promised = shape.years.is_some_and(|(first, last)| first <= year && year <= last);
    if !promised {
        reasons.push(Reason::OutOfRange);
    }
    reasons
}
