//! Laws: impossible input is refused, with a reason that applies.

mod days_of_years;
mod eras;
mod fields;
mod iso_weeks;
mod months;
mod nearest;
mod sums;

use std::fmt;

use calproof_registry::{Date, Leniency, NativeDate, RataDie, Reason, Refusal};

use crate::query::Ability;
use crate::session::{Ask, Asked, Questions};
use crate::verdict::{Objection, Status, Verdict, ensure};

pub(in crate::check) use days_of_years::days_outside_the_year_are_refused;
pub(in crate::check) use eras::{
    unknown_eras_are_refused, years_outside_an_era_are_refused_or_correct,
};
pub(in crate::check) use fields::{
    contradicting_fields_are_refused, impossible_fields_are_refused_or_constrained,
    impossible_ordinals_are_refused_or_constrained, missing_fields_are_refused,
};
pub(in crate::check) use iso_weeks::weeks_outside_the_year_are_refused;
pub(in crate::check) use months::{
    lengths_of_impossible_months_are_refused, ordinals_of_impossible_months_are_refused,
};
pub(in crate::check) use nearest::{
    impossible_dates_are_refused_or_constrained, impossible_month_days_are_refused_or_constrained,
};
pub(in crate::check) use sums::{
    spans_of_impossible_dates_are_refused, sums_of_impossible_dates_are_refused,
};

/// A day, with its display in verdicts.
#[derive(Clone, Copy, PartialEq)]
struct InWords(RataDie);

impl fmt::Display for InWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "day {}", self.0.0)
    }
}

/// What the subject declares that this question does with impossible input. If it declares that
/// this is undefined, the check is skipped.
pub(super) fn declared(ask: &Ask<'_>, ability: Ability) -> Asked<Leniency> {
    match ask.shape().claim.leniency(ability) {
        Leniency::Undefined => {
            let why = format!("it does not declare what `{ability}` does with impossible input");
            Err(Objection::unsupported(why))
        }
        leniency => Ok(leniency),
    }
}

/// A question about something that does not exist.
pub(super) struct Impossible<'a, T> {
    /// What does not exist, in words.
    pub(super) asked: String,
    /// The reasons that apply.
    pub(super) reasons: &'a [Reason],
    /// The answer of a subject that declares a substitute; `None` if there is none within the
    /// declared range.
    pub(super) stands_for: Option<T>,
}

impl<T: Copy + PartialEq + fmt::Display> Impossible<'_, T> {
    /// The verdict on the answer.
    pub(super) fn judge(&self, leniency: Leniency, answer: Result<T, Refusal>) -> Verdict {
        match leniency {
            Leniency::Refused => self.refused(answer),
            Leniency::Constrained => self.lenient("is constrained", answer),
            _ => self.lenient("rolls over", answer),
        }
    }

    /// The verdict if the subject declares a substitute.
    fn lenient(&self, declared: &str, answer: Result<T, Refusal>) -> Verdict {
        let asked = &self.asked;
        match (answer, self.stands_for) {
            (Err(refusal), _) if refusal.reason() == Reason::Unsupported => {
                Err(Objection::unsupported("the subject does not answer this question"))
            }
            // A substitute may lie beyond the declared range or the integers.
            (Err(_), None) => Ok(()),
            (Err(refusal), Some(_)) => {
                let why = format!("it declares that {asked} {declared}, and refuses it: {refusal}");
                Err(Objection::new(Status::Disagreement, why))
            }
            (Ok(_), None) => {
                Err(Objection::not_compared("what it becomes within the range is not defined"))
            }
            (Ok(answer), Some(right)) => ensure(answer == right, || {
                format!("it declares that {asked} {declared}: {right}, answered {answer}")
            }),
        }
    }

    /// The verdict if the subject declares refusal.
    fn refused(&self, answer: Result<T, Refusal>) -> Verdict {
        let Impossible { asked, reasons, .. } = self;
        let refusal = match answer {
            Ok(answer) => {
                let why = format!("answered {answer} to {asked}, which does not exist");
                return Err(Objection::new(Status::AcceptedInvalid, why));
            }
            Err(refusal) => refusal,
        };
        match refusal.reason() {
            Reason::Unexplained => Ok(()),
            Reason::Unsupported => {
                Err(Objection::unsupported("the subject does not answer this question"))
            }
            reason if reasons.contains(&reason) => Ok(()),
            reason => Err(Objection::new(
                Status::WrongRefusal,
                format!("answered `{reason}` to {asked}; expected {}", list(reasons)),
            )),
        }
    }
}

/// Checks that a date which does not exist is refused, with a reason that applies, or answered as
/// declared.
pub(in crate::check) fn impossible_dates_are_refused(ask: &mut Ask<'_>, date: Date) -> Verdict {
    let leniency = declared(ask, Ability::Day)?;
    let answer = ask.attempt().day(date)?;
    if answer.is_ok_and(|day| ask.shape().oracle.may_be(day, date)) {
        return undecided(date);
    }
    let stands_for = stand_in(ask, date, leniency).map(InWords);
    let impossible =
        Impossible { asked: date.to_string(), reasons: &reasons(ask, date), stands_for };
    let verdict = impossible.judge(leniency, answer.map(InWords));
    weighed(ask, date, leniency, verdict)
}

/// The same check in the subject's own integers.
pub(in crate::check) fn impossible_native_dates_are_refused(
    ask: &mut Ask<'_>,
    date: NativeDate,
) -> Verdict {
    let leniency = declared(ask, Ability::DayNative)?;
    let answer = ask.attempt().day_native(date)?;
    let (oracle, numbering) = (&ask.shape().oracle, ask.shape().claim.numbering);
    let by_code = ask.shape().date_of_native(date);
    if let Some(by_code) = by_code
        && answer.is_ok_and(|day| oracle.may_be(day, by_code))
    {
        return undecided(by_code);
    }
    let stands_for = oracle.lenient_native_day(date, numbering, leniency);
    let stands_for = stands_for.filter(|day| ask.promises(*day)).map(InWords);
    let reasons = native_reasons(ask, date);
    let impossible = Impossible { asked: date.to_string(), reasons: &reasons, stands_for };
    let verdict = impossible.judge(leniency, answer.map(InWords));
    match by_code {
        Some(by_code) => weighed(ask, by_code, leniency, verdict),
        None if leniency == Leniency::Refused => verdict,
        None => by_reference(ask, verdict),
    }
}

/// The substitute for a date that does not exist, if it lies in the declared range.
fn stand_in(ask: &Ask<'_>, date: Date, leniency: Leniency) -> Option<RataDie> {
    let day = ask.shape().oracle.lenient_day(date, leniency);
    day.filter(|day| ask.promises(*day))
}

fn undecided(date: Date) -> Verdict {
    let why = format!("answered {date}, of which it is undecided whether it exists");
    Err(Objection::new(Status::Disagreement, why))
}

/// Marks the verdict as depending on the reference where it does: the substitute comes from the
/// reference, and so does the length of the month, if the day is just one past it.
fn weighed(ask: &Ask<'_>, date: Date, leniency: Leniency, verdict: Verdict) -> Verdict {
    let length = ask.shape().month_length(date.year, date.month);
    let is_one_too_many = length.is_some_and(|length| date.day.checked_sub(1) == Some(length));
    let rests_on_it = leniency != Leniency::Refused || is_one_too_many;
    if rests_on_it { by_reference(ask, verdict) } else { verdict }
}

fn by_reference(ask: &Ask<'_>, verdict: Verdict) -> Verdict {
    verdict.map_err(|objection| ask.shape().oracle.weighed(objection))
}

fn list(reasons: &[Reason]) -> String {
    let names: Vec<String> = reasons.iter().map(|reason| format!("`{reason}`")).collect();
    names.join(" or ")
}

/// All reasons that apply to this date. A subject may give any of them.
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
        // A leap month that this year lacks, or a year that the reference does not have.
        reasons.extend([Reason::NoSuchMonth, Reason::NoSuchDay, Reason::OutOfRange]);
    }
    let promised =
        ask.shape().years.is_some_and(|(first, last)| first <= date.year && date.year <= last);
    if !promised {
        reasons.push(Reason::OutOfRange);
    }
    reasons
}

/// The same in native integers. A field too large for the subject's integers is also out of range.
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
    let last = shape.date_of_native(date).and_then(|it| shape.last_day(it.year, it.month));
    let certain = last.map_or(28, i64::from).min(28);
    if date.day < 1 || date.day > certain {
        reasons.extend([Reason::NoSuchDay, Reason::OutOfRange]);
    }
    let promised = shape.years.is_some_and(|(first, last)| first <= year && year <= last);
    if !promised {
        reasons.push(Reason::OutOfRange);
    }
    reasons
}
