//! Agreement: the subject answers as the reference for its declared rule does. Where that rule
//! departs from the calendar's authority, the report says so.

mod days_of_years;
mod derived;
mod fields;
mod iso_weeks;
mod month_days;

use calproof_registry::{Calendar, Date, RataDie, Reason, Refusal};

use crate::check::Block;
use crate::query::{Span, Sum};
use crate::session::{Ask, Questions};
use crate::verdict::{Objection, Status, Verdict, ensure};

pub(super) use days_of_years::{DayOfYear, left_out_before};
pub(in crate::check) use days_of_years::{days_from_ordinals, days_of_years};
pub(super) use derived::ends_of_year;
pub(in crate::check) use derived::{
    dates_far_away, eras_of_years, extended_years, leap_years_far_away, month_codes,
    month_lengths_far_away, month_ordinals, native_dates, week_lengths, weekdays, year_lengths,
};
pub(in crate::check) use fields::dates_of_fields;
pub(super) use fields::known_fields;
pub(in crate::check) use iso_weeks::{days_from_iso_weeks, iso_weeks};
pub(super) use iso_weeks::{first_monday, first_week, week_of, weeks_in_year};
pub(in crate::check) use month_days::month_days;

/// Checks that a day's date is the one given by the declared rule, and by the calendar's authority.
pub(in crate::check) fn date_of_day(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let answered = ask.date(day)?;
    ask.shape().oracle.judge(day, answered)
}

/// The same check for the day at this index of a block.
pub(in crate::check) fn day_in_block(block: &Block<'_>, index: usize) -> Option<Status> {
    let day = block.day(index);
    Some(block.oracle.status(day, *block.dates.get(index)?).unwrap_or(Status::NotCompared))
}

/// Checks that the reference's date of a day converts to that day.
pub(in crate::check) fn day_of_date(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let Some(date) = ask.shape().oracle.date(day) else {
        return Err(Objection::not_compared("no reference answers for this day"));
    };
    let answered = ask.day(date).map_err(|objection| by_authority(ask, objection))?;
    if ask.shape().oracle.may_be(answered, date) {
        return undecided(&format!("day {}, answered day {}", day.0, answered.0));
    }
    ensure(answered == day, || format!("{date} is day {}, answered day {}", day.0, answered.0))
        .map_err(|objection| by_authority(ask, objection))
}

/// Checks that every month of the year has the length that the reference gives.
pub(in crate::check) fn month_lengths(ask: &mut Ask<'_>, year: i64) -> Verdict {
    let shape = shape(ask)?;
    let mut compared = false;
    for month in ask.shape().month_codes() {
        let Ok(right) = shape.days_in_month(year, month) else { continue };
        compared = true;
        let answered = ask.days_in_month(year, month);
        let answered = answered.map_err(|objection| by_authority(ask, objection))?;
        if ask.shape().oracle.may_have(year, month, answered) {
            return undecided(&format!("{month} has {right} days, answered {answered}"));
        }
        ensure(answered == right, || format!("{month} has {right} days, answered {answered}"))
            .map_err(|objection| by_authority(ask, objection))?;
    }
    if compared { Ok(()) } else { Err(Objection::not_compared(NO_YEAR)) }
}

/// Checks that the year has the number of months that the reference gives.
pub(in crate::check) fn month_count(ask: &mut Ask<'_>, year: i64) -> Verdict {
    if ask.shape().oracle.spec.is_none() {
        return Err(Objection::not_compared("no spec says which months there are"));
    }
    if !ask.shape().is_known(year) {
        return Err(Objection::not_compared(NO_YEAR));
    }
    let right = ask.shape().months_of(year).len();
    let answered = ask.months_in_year(year)?;
    ensure(answered as usize == right, || format!("the year has {right}, answered {answered}"))
        .map_err(|objection| by_authority(ask, objection))
}

/// Checks that the year is a leap year exactly when the reference says so.
pub(in crate::check) fn leap_years(ask: &mut Ask<'_>, year: i64) -> Verdict {
    let shape = shape(ask)?;
    let Ok(right) = shape.is_leap_year(year) else {
        return Err(Objection::not_compared(NO_YEAR));
    };
    let answered = ask.is_leap_year(year)?;
    let word = |leap| if leap { "a leap year" } else { "a common year" };
    ensure(answered == right, || {
        format!("the year is {}, answered {}", word(right), word(answered))
    })
    .map_err(|objection| by_authority(ask, objection))
}

/// Checks that a day's era and era year are those of the reference.
pub(in crate::check) fn era_years(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let Ok(right) = shape(ask)?.era_year(day) else {
        return Err(Objection::not_compared("no reference has an era for this day"));
    };
    let answered = ask.era_year(day)?;
    ensure(answered == right, || format!("the day is in {right}, answered {answered}"))
        .map_err(|objection| by_authority(ask, objection))
}

/// Checks that a sum is the date given by Temporal's rules, or is refused as they require.
pub(in crate::check) fn sums(ask: &mut Ask<'_>, sum: &Sum) -> Verdict {
    let &Sum { date, duration, overflow } = sum;
    let shape = shape(ask)?;
    let answered = match shape.add(date, duration, overflow) {
        Ok(right) => {
            let promised = shape.day(right).is_ok_and(|day| ask.promises(day));
            let answered = if promised && duration.has_one_sign() {
                Ok(ask
                    .add(date, duration, overflow)
                    .map_err(|no| ask.shape().oracle.weighed(no))?)
            } else {
                ask.attempt().add(date, duration, overflow)?
            };
            if answered == Err(Refusal::Unsupported) {
                return Err(Objection::unsupported("the subject does not answer this question"));
            }
            // A result outside the declared range may be refused.
            let agrees = answered.is_err() || answered == Ok(right);
            let say = |date: Result<Date, Refusal>| date.map_or(String::new(), |d| d.to_string());
            ensure(agrees, || format!("it is {right}, answered {}", say(answered)))
        }
        Err(refusal) => refused_sum(ask.attempt().add(date, duration, overflow)?, refusal.reason()),
    };
    answered.map_err(|objection| ask.shape().oracle.weighed(objection).by(TEMPORAL))
}

/// Judges the answer to a sum that the rules refuse for this reason.
fn refused_sum(answered: Result<Date, Refusal>, right: Reason) -> Verdict {
    if !matches!(right, Reason::NoSuchDay | Reason::NoSuchMonth) {
        return Err(Objection::not_compared("no reference covers this range"));
    }
    match answered.map_err(Refusal::reason) {
        Ok(date) => {
            let why = format!("expected a refusal, `{right}`; answered {date}");
            Err(Objection::new(Status::AcceptedInvalid, why))
        }
        Err(Reason::Unsupported) => {
            Err(Objection::unsupported("the subject does not answer this question"))
        }
        Err(observed) if observed == right => Ok(()),
        Err(Reason::Unexplained | Reason::OutOfRange) => Ok(()),
        Err(observed) => {
            let why = format!("expected the refusal `{right}`, answered `{observed}`");
            Err(Objection::new(Status::WrongRefusal, why))
        }
    }
}

/// Checks that the difference between two dates is the one given by Temporal's rules.
pub(in crate::check) fn spans(ask: &mut Ask<'_>, span: &Span) -> Verdict {
    let &Span { from, to, largest } = span;
    let Ok(right) = shape(ask)?.until(from, to, largest) else {
        return Err(Objection::not_compared("no reference covers this range"));
    };
    let weigh = |ask: &Ask<'_>, objection| ask.shape().oracle.weighed(objection).by(TEMPORAL);
    let answered = ask.until(from, to, largest).map_err(|objection| weigh(ask, objection))?;
    ensure(answered == right, || format!("it is {right}, answered {answered}"))
        .map_err(|objection| weigh(ask, objection))
}

/// Why a year is not compared.
const NO_YEAR: &str = "no reference answers for this year";

/// The authority for sums and spans.
const TEMPORAL: &str = "ECMA-402, intl-era-monthcode proposal: NonISODateAdd and NonISODateUntil";

/// The objection to an answer that cannot be called right or wrong.
fn undecided(why: &str) -> Verdict {
    let why = format!("the table has {why}, which is undecided");
    Err(Objection::new(Status::Disagreement, why))
}

/// The objection to what the rules of Temporal give, by this part of them.
fn by_temporal(ask: &Ask<'_>, objection: Box<Objection>, rules: &str) -> Box<Objection> {
    ask.shape().oracle.weighed(objection).by(rules)
}

fn shape(ask: &Ask<'_>) -> Result<&'static dyn Calendar, Box<Objection>> {
    let shape = ask.shape().oracle.reference();
    shape.ok_or_else(|| Objection::not_compared("the calendar has no reference"))
}

fn by_authority(ask: &Ask<'_>, objection: Box<Objection>) -> Box<Objection> {
    let objection = ask.shape().oracle.weighed(objection);
    match ask.shape().oracle.rule_authority() {
        Some(authority) => objection.by(authority),
        None => objection,
    }
}
