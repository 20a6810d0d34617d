//! Law: what is impossible is refused, for a reason that holds.

use calproof_registry::{Date, NativeDate, RataDie, Reason, Refusal};

use crate::session::{Ask, Questions};
use crate::verdict::{Objection, Status, Verdict};

/// A date that does not exist is refused, for a reason that holds.
pub(in crate::check) fn impossible_dates_are_refused(ask: &mut Ask<'_>, date: Date) -> Verdict {
    let answer = ask.attempt().day(date)?;
    if answer.is_ok_and(|day| ask.shape().oracle.may_be(day, date)) {
        let why = format!("answered {date}; whether it exists is undecided");
        return Err(Objection::new(Status::Disagreement, why));
    }
    let verdict = refused(answer, &date.to_string(), &reasons(ask, date));
    // The day after the last of a month: only the reference says that it is one too many.
    let length = ask.shape().month_length(date.year, date.month);
    if length.is_some_and(|length| date.day == length + 1) {
        return verdict.map_err(|objection| ask.shape().oracle.weighed(objection));
    }
    verdict
}

/// A date that does not exist is refused in the subject's own integers too.
pub(in crate::check) fn impossible_native_dates_are_refused(
    ask: &mut Ask<'_>,
    date: NativeDate,
) -> Verdict {
    let answer = ask.attempt().day_native(date)?;
    refused(answer, &date.to_string(), &native_reasons(ask, date))
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
        Reason::Unsupported => Err(Objection::new(Status::Unsupported, "it cannot be asked this")),
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
    if !ask.shape().month_codes().contains(&date.month) {
        reasons.push(Reason::NoSuchMonth);
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
    if date.month < 1 || date.month > month_count {
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
