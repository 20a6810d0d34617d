//! Vectors: the published answer, both ways, and the published refusal.

use calproof_registry::{Date, RataDie, Reason};

use crate::session::{Ask, Questions};
use crate::spec::{PublishedDate, PublishedEraYear, PublishedRefusal};
use crate::verdict::{Objection, Status, Verdict};

/// A day has the date that was published for it.
pub(in crate::check) fn published_day_to_date(
    ask: &mut Ask<'_>,
    published: &PublishedDate,
) -> Verdict {
    promised(ask, published)?;
    let answered = ask.date(published.day)?;
    if answered == published.date {
        return Ok(());
    }
    let why = format!("published as {}, answered {answered}", published.date);
    let status = another_answer(ask, published.day, answered);
    Err(ask.shape().oracle.weighed(Objection::new(status, why)).by(&published.source))
}

/// A published date is the day that it was published for.
pub(in crate::check) fn published_date_to_day(
    ask: &mut Ask<'_>,
    published: &PublishedDate,
) -> Verdict {
    promised(ask, published)?;
    let (status, why) = match ask.attempt().day(published.date)? {
        Ok(day) if day == published.day => return Ok(()),
        Ok(day) => (
            another_answer(ask, day, published.date),
            format!("published as day {}, answered day {}", published.day.0, day.0),
        ),
        Err(refusal) => (
            refused_date(ask, published, refusal.reason()),
            format!("published as day {}; refused, {refusal}", published.day.0),
        ),
    };
    Err(ask.shape().oracle.weighed(Objection::new(status, why)).by(&published.source))
}

/// A day has the era and the year that were published for it, and they lead to the year of its date.
pub(in crate::check) fn published_day_to_era_year(
    ask: &mut Ask<'_>,
    published: &PublishedEraYear,
) -> Verdict {
    if !ask.range()?.contains(published.day) {
        let why = "it was published for a day beyond the declared range";
        return Err(Objection::new(Status::Unsupported, why));
    }
    let answered = ask.era_year(published.day)?;
    let year = ask.date(published.day)?.year;
    let back = ask.within_year(year).extended_year(published.year)?;
    let why = if answered != published.year {
        format!("published as {}, answered {answered}", published.year)
    } else if back != year {
        format!("{} leads to the year {back}, and the day is in {year}", published.year)
    } else {
        return Ok(());
    };
    Err(ask.shape().oracle.weighed(Objection::new(Status::Wrong, why)).by(&published.source))
}

/// A date that is published as impossible is refused, for the reason that is right.
pub(in crate::check) fn published_refusal_is_given(
    ask: &mut Ask<'_>,
    published: &PublishedRefusal,
) -> Verdict {
    let right = published.reason;
    let (status, why) = match ask.attempt().day(published.date)? {
        Ok(day) => {
            let undecided = ask.shape().oracle.may_be(day, published.date);
            let by_own_rule = own_rule(ask) && ask.shape().day_of(published.date) == Some(day);
            // Beyond the reference's table a subject may well know the date.
            let beyond = right == Reason::OutOfRange;
            let status = match (beyond, by_own_rule) {
                (true, _) => Status::Unsupported,
                _ if undecided => Status::Disagreement,
                (false, true) => Status::Departs,
                (false, false) => Status::AcceptedInvalid,
            };
            let wide = "its range is wider than the table".to_owned();
            (status, if beyond { wide } else { format!("answered day {}", day.0) })
        }
        Err(refusal) => match refusal.reason() {
            Reason::Unsupported => (Status::Unsupported, "it cannot be asked this".to_owned()),
            reason
                if reason == right
                    || matches!(reason, Reason::Unexplained | Reason::OutOfRange) =>
            {
                return Ok(());
            }
            // Beyond the table there is more than one thing wrong.
            _ if right == Reason::OutOfRange => return Ok(()),
            reason => (Status::WrongRefusal, format!("said `{reason}`")),
        },
    };
    if status == Status::Unsupported {
        return Err(Objection::new(status, why));
    }
    Err(Objection::new(status, format!("{why}; {} is `{right}`", published.date))
        .by(&published.source))
}

fn own_rule(ask: &Ask<'_>) -> bool {
    ask.shape().claim.rule != ask.shape().claim.id
}

/// What an answer other than the published one comes to: one by a declared rule of the subject's
/// own departs, one that is undecided disagrees; any other is wrong.
fn another_answer(ask: &Ask<'_>, day: RataDie, date: Date) -> Status {
    let by_rule = ask.shape().oracle.by_rule(day);
    let departs = own_rule(ask) && by_rule.is_none_or(|by_rule| by_rule == date);
    match ask.shape().oracle.may_be(day, date) {
        true => Status::Disagreement,
        false if departs => Status::Departs,
        false => Status::Wrong,
    }
}

/// Objects, without blame, to a date beyond what the subject promises.
fn promised(ask: &Ask<'_>, published: &PublishedDate) -> Verdict {
    if ask.range()?.contains(published.day) {
        return Ok(());
    }
    Err(Objection::new(Status::Unsupported, "it was published for a day beyond the declared range"))
}

/// What the refusal of a published date comes to.
fn refused_date(ask: &Ask<'_>, published: &PublishedDate, reason: Reason) -> Status {
    let by_rule =
        ask.shape().oracle.reference().is_none_or(|rule| rule.day(published.date).is_err());
    match reason {
        Reason::Unsupported => Status::Unsupported,
        _ if own_rule(ask) && by_rule => Status::Departs,
        _ if ask.shape().oracle.may_lack(published.date) => Status::Disagreement,
        _ => Status::RefusedValid,
    }
}
