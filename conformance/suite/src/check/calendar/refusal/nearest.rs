//! Dates and days of months that do not exist, and what is nearest to them.

use std::fmt;

use calproof_registry::{Date, Leniency, MonthDay, Overflow, RataDie, Reason, Refusal};

use super::sums::may_exist;
use super::{Impossible, InWords, by_reference, declared, reasons, undecided};
use crate::query::Ability;
use crate::session::{Ask, Asked, Questions};
use crate::verdict::{Objection, Status, Verdict, ensure};

/// A day of a month that no year has is refused; where it is to be constrained, it becomes the last day
/// that there is; a leap month without that day is replaced by its common month.
pub(in crate::check) fn impossible_month_days_are_refused_or_constrained(
    ask: &mut Ask<'_>,
    date: Date,
) -> Verdict {
    only_if_it_refuses(ask, Ability::MonthDay)?;
    let month = date.month;
    let asked = MonthDay::of(date);
    let is_month = ask.shape().month_codes().contains(&month);
    let reasons: &[Reason] = match is_month {
        true if !month.leap => &[Reason::NoSuchDay],
        true => &[Reason::NoSuchDay, Reason::NoSuchMonth, Reason::OutOfRange],
        false => &[Reason::NoSuchMonth],
    };
    for overflow in overflows(date) {
        let right = ask.shape().oracle.reference().map(|it| it.month_day(asked, overflow));
        let answer = ask.attempt().month_day(asked, overflow)?;
        let right = right.map(|right| right.map(InWords));
        let is_promised = |InWords(day): InWords, ask: &Ask<'_>| ask.promises(day);
        judge(ask, (asked.to_string(), reasons), (right, is_promised), answer.map(InWords))?;
    }
    Ok(())
}

/// A date that does not exist is refused; where it is to be constrained, it becomes the nearest of its
/// year.
pub(in crate::check) fn impossible_dates_are_refused_or_constrained(
    ask: &mut Ask<'_>,
    date: Date,
) -> Verdict {
    only_if_it_refuses(ask, Ability::NearestDate)?;
    if may_exist(ask, date) {
        return undecided(date);
    }
    let is_missing = ask.shape().missing_days(date.year, date.month).contains(&date.day);
    let reasons = reasons(ask, date);
    for overflow in overflows(date) {
        // No authority says what is nearest to a day that a reform skipped.
        if is_missing && overflow == Overflow::Constrain {
            continue;
        }
        let right = ask.shape().oracle.reference().map(|it| it.nearest_date(date, overflow));
        let answer = ask.attempt().nearest_date(date, overflow)?;
        let is_promised = |date: Date, ask: &Ask<'_>| {
            ask.shape().day_of(date).is_some_and(|day: RataDie| ask.promises(day))
        };
        judge(ask, (date.to_string(), &reasons), (right, is_promised), answer)?;
    }
    Ok(())
}

/// The question itself says whether impossible dates are refused. A subject that declares another
/// behaviour for it is not compared.
pub(super) fn only_if_it_refuses(ask: &Ask<'_>, ability: Ability) -> Asked<()> {
    match declared(ask, ability)? {
        Leniency::Refused => Ok(()),
        _ => {
            Err(Objection::not_compared("it declares that it does not refuse the impossible here"))
        }
    }
}

/// In Temporal a day 0 is refused before overflow is applied, so it is open whether it is constrained.
pub(super) fn overflows(date: Date) -> impl Iterator<Item = Overflow> {
    let all = Overflow::ALL.into_iter().map(|(overflow, _)| overflow);
    all.filter(move |overflow| *overflow == Overflow::Reject || date.day > 0)
}

/// Judges an answer: the right one, or none where that is right. What is not promised may be refused.
pub(super) fn judge<T: Copy + PartialEq + fmt::Display>(
    ask: &Ask<'_>,
    (asked, reasons): (String, &[Reason]),
    (right, is_promised): (Option<Result<T, Refusal>>, impl Fn(T, &Ask<'_>) -> bool),
    answer: Result<T, Refusal>,
) -> Verdict {
    let unsupported = answer.is_err_and(|refusal| refusal.reason() == Reason::Unsupported);
    let verdict = match (right, answer) {
        _ if unsupported => {
            return Err(Objection::unsupported("the subject does not answer this question"));
        }
        (Some(Ok(right)), Ok(answered)) => {
            ensure(answered == right, || format!("{asked} becomes {right}, answered {answered}"))
        }
        (Some(Ok(right)), Err(refusal)) if is_promised(right, ask) => {
            let why = format!("{asked} becomes {right}, and is refused: {refusal}");
            Err(Objection::new(Status::RefusedValid, why))
        }
        (Some(Ok(_)), Err(_)) => Ok(()),
        (Some(Err(refusal)), answer) if is_none(refusal) => {
            Impossible { asked, reasons, stands_for: None }.judge(Leniency::Refused, answer)
        }
        _ => Err(Objection::not_compared("no reference says what is nearest")),
    };
    by_reference(ask, verdict)
}

fn is_none(refusal: Refusal) -> bool {
    matches!(refusal.reason(), Reason::NoSuchDay | Reason::NoSuchMonth)
}
