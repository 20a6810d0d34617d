//! Vectors: published dates, in both directions, and published refusals.
//!
//! They are published for the calendar with this id. A subject that declares another rule departs
//! from them wherever that rule does; any other answer is wrong by its own rule, too.

use calproof_registry::{Leniency, Reason, Refusal};

use crate::query::Ability;
use crate::session::{Ask, Questions};
use crate::spec::{PublishedDate, PublishedEraYear, PublishedRefusal};
use crate::verdict::{Objection, Status, Verdict};

/// Checks that a day has its published date.
pub(in crate::check) fn published_day_to_date(
    ask: &mut Ask<'_>,
    published: &PublishedDate,
) -> Verdict {
    promised(ask, published)?;
    let answered = ask.date(published.day)?;
    if answered == published.date {
        return Ok(());
    }
    let status = if ask.shape().oracle.may_be(published.day, answered) {
        Status::Disagreement
    } else {
        let by_rule = rule(ask).map(|rule| rule.date(published.day).map(|date| date == answered));
        other_answer(by_rule)?
    };
    let why = format!("published as {}, answered {answered}", published.date);
    Err(ask.shape().oracle.weighed(Objection::new(status, why)).by(&published.source))
}

/// Checks that a published date converts to its published day.
pub(in crate::check) fn published_date_to_day(
    ask: &mut Ask<'_>,
    published: &PublishedDate,
) -> Verdict {
    promised(ask, published)?;
    let by_rule = rule(ask).map(|rule| rule.day(published.date));
    let (status, why) = match ask.attempt().day(published.date)? {
        Ok(day) if day == published.day => return Ok(()),
        Ok(day) => {
            let status = if ask.shape().oracle.may_be(day, published.date) {
                Status::Disagreement
            } else {
                other_answer(by_rule.map(|right| right.map(|right| right == day)))?
            };
            (status, format!("published as day {}, answered day {}", published.day.0, day.0))
        }
        Err(refusal) => (
            refused_date(ask, published, refusal.reason(), by_rule.map(|right| right.map(|_| ())))?,
            format!("published as day {}; refused, {refusal}", published.day.0),
        ),
    };
    Err(ask.shape().oracle.weighed(Objection::new(status, why)).by(&published.source))
}

/// Checks that a day has its published era year, and that this converts to the year of its date.
pub(in crate::check) fn published_day_to_era_year(
    ask: &mut Ask<'_>,
    published: &PublishedEraYear,
) -> Verdict {
    if !ask.range()?.contains(published.day) {
        return Err(Objection::unsupported("it was published for a day beyond the declared range"));
    }
    let answered = ask.era_year(published.day)?;
    let year = ask.date(published.day)?.year;
    let back = ask.within_year(year).extended_year(published.year)?;
    let (status, why) = if answered != published.year {
        let by_rule = rule(ask).map(|rule| rule.era_year(published.day).map(|it| it == answered));
        let why = format!("published as {}, answered {answered}", published.year);
        (other_answer(by_rule)?, why)
    } else if back != year {
        let why =
            format!("{} converts to the year {back}, and the day is in {year}", published.year);
        (Status::Wrong, why)
    } else {
        return Ok(());
    };
    Err(ask.shape().oracle.weighed(Objection::new(status, why)).by(&published.source))
}

/// Checks that a date published as impossible is refused, for the right reason.
pub(in crate::check) fn published_refusal_is_given(
    ask: &mut Ask<'_>,
    published: &PublishedRefusal,
) -> Verdict {
    if ask.shape().claim.leniency(Ability::Day) != Leniency::Refused {
        let why =
            "it declares that it does not refuse impossible dates, which `calendar/refusal` judges";
        return Err(Objection::unsupported(why));
    }
    let right = published.reason;
    let by_rule = rule(ask).map(|rule| rule.day(published.date));
    let (status, why) = match ask.attempt().day(published.date)? {
        // A subject may know dates beyond the reference's table.
        Ok(_) if right == Reason::OutOfRange => {
            return Err(Objection::not_compared("its range is wider than the table"));
        }
        Ok(day) => {
            let status = if ask.shape().oracle.may_be(day, published.date) {
                Status::Disagreement
            } else {
                match by_rule {
                    None | Some(Err(_)) => accepted(by_rule.map(|right| right.map(|_| ())))?,
                    Some(Ok(by_rule)) if by_rule == day => Status::Departs,
                    Some(Ok(_)) => Status::Wrong,
                }
            };
            (status, format!("answered day {}", day.0))
        }
        Err(refusal) => match refusal.reason() {
            Reason::Unsupported => {
                return Err(Objection::unsupported("the subject does not answer this question"));
            }
            Reason::Unexplained | Reason::OutOfRange => return Ok(()),
            reason if reason == right => return Ok(()),
            // Beyond the table, more than one reason applies.
            _ if right == Reason::OutOfRange => return Ok(()),
            reason if by_rule == Some(Err(refusal)) => {
                (Status::Departs, format!("answered `{reason}`, as its own rule does"))
            }
            reason => (Status::WrongRefusal, format!("answered `{reason}`")),
        },
    };
    Err(Objection::new(status, format!("{why}; {} is `{right}`", published.date))
        .by(&published.source))
}

/// The reference for the declared rule, if that is not the calendar's own rule.
fn rule(ask: &Ask<'_>) -> Option<&'static dyn calproof_registry::Calendar> {
    let oracle = &ask.shape().oracle;
    oracle.reference().filter(|_| !oracle.is_own_rule())
}

/// The status of an answer other than the published one. `by_rule`: whether the declared rule, if
/// it is not the calendar's own, gives that answer; an error if the rule has none, which is not
/// judged beyond its range.
fn other_answer(by_rule: Option<Result<bool, Refusal>>) -> Result<Status, Box<Objection>> {
    match by_rule {
        Some(Ok(true)) => Ok(Status::Departs),
        Some(Err(refusal)) if !is_impossible(refusal) => Err(beyond_the_rule()),
        _ => Ok(Status::Wrong),
    }
}

/// The status of an answer to an impossible date, where the declared rule does not have the date
/// either.
fn accepted(by_rule: Option<Result<(), Refusal>>) -> Result<Status, Box<Objection>> {
    match by_rule {
        Some(Err(refusal)) if !is_impossible(refusal) => Err(beyond_the_rule()),
        _ => Ok(Status::AcceptedInvalid),
    }
}

/// The status of a refusal of a published date.
fn refused_date(
    ask: &Ask<'_>,
    published: &PublishedDate,
    reason: Reason,
    by_rule: Option<Result<(), Refusal>>,
) -> Result<Status, Box<Objection>> {
    match (reason, by_rule) {
        (Reason::Unsupported, _) => Ok(Status::Unsupported),
        (_, Some(Err(refusal))) if is_impossible(refusal) => Ok(Status::Departs),
        (_, Some(Err(_))) => Err(beyond_the_rule()),
        _ if ask.shape().oracle.may_lack(published.date) => Ok(Status::Disagreement),
        _ => Ok(Status::RefusedValid),
    }
}

fn is_impossible(refusal: Refusal) -> bool {
    matches!(refusal.reason(), Reason::NoSuchYear | Reason::NoSuchMonth | Reason::NoSuchDay)
}

fn beyond_the_rule() -> Box<Objection> {
    Objection::not_compared("the reference for the declared rule does not cover this date")
}

/// Objects, without a failure, to a date beyond the declared range.
fn promised(ask: &Ask<'_>, published: &PublishedDate) -> Verdict {
    if ask.range()?.contains(published.day) {
        return Ok(());
    }
    Err(Objection::unsupported("it was published for a day beyond the declared range"))
}
