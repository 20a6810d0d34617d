//! Answers that follow from the dates. Each question has its own check, since a subject may answer
//! only some of them.

use calproof_registry::{Calendar, Date, EraYear, NativeDate, RataDie, Reason, Weekday};

use super::{NO_YEAR, by_authority, shape, undecided};
use crate::query::Answer;
use crate::session::{Ask, Questions};
use crate::shape::Shape;
use crate::verdict::{Objection, Status, Verdict, ensure};

/// Checks that a date in the subject's own integers is the day that the reference gives.
pub(in crate::check) fn native_dates(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let reference = shape(ask)?;
    let native = native_date(ask.shape(), reference, day);
    let native =
        native.ok_or_else(|| Objection::not_compared("no reference answers for this day"))?;
    let why = match ask.attempt().day_native(native)? {
        Ok(answered) => {
            let date = reference.date(day);
            if date.is_ok_and(|date| ask.shape().oracle.may_be(answered, date)) {
                return undecided(&format!("day {}, answered day {}", day.0, answered.0));
            }
            let why = || format!("{native} is day {}, answered day {}", day.0, answered.0);
            return ensure(answered == day, why).map_err(|objection| by_authority(ask, objection));
        }
        Err(refusal) if refusal.reason() == Reason::Unsupported => {
            return Err(Objection::unsupported("the subject does not answer this question"));
        }
        Err(refusal) => format!("refused {native}, a day of its declared range: {refusal}"),
    };
    let may_lack = reference.date(day).is_ok_and(|date| ask.shape().oracle.may_lack(date));
    let status = if may_lack { Status::Disagreement } else { Status::RefusedValid };
    Err(by_authority(ask, Objection::new(status, why)))
}

/// The reference's date of the day, in the subject's own integers.
fn native_date(shape: &Shape<'_>, reference: &dyn Calendar, day: RataDie) -> Option<NativeDate> {
    let date = reference.date(day).ok()?;
    let month = reference.month_ordinal(date.year, date.month).ok()?;
    let year = shape.claim.numbering.native_year(date.year);
    Some(NativeDate { year, month: month.into(), day: date.day.into() })
}

/// Checks that a day has the weekday that the reference gives.
pub(in crate::check) fn weekdays(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let Ok(right) = shape(ask)?.weekday(day) else {
        return Err(Objection::not_compared("no reference has a weekday for this day"));
    };
    let answered = ask.weekday(day)?;
    let say = |weekday: Option<Weekday>| Answer::from(weekday);
    ensure(answered == right, || format!("the day is {}, answered {}", say(right), say(answered)))
        .map_err(|objection| by_authority(ask, objection))
}

/// Checks that a week has a day for each weekday. A day outside the week is in no week.
pub(in crate::check) fn week_lengths(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let weekday = shape(ask)?.weekday(day);
    // Where the reference does not know the weekday, the day may lie outside the week.
    let may_be_outside = weekday.is_err() && {
        let answered = ask.attempt().days_in_week(day)?;
        answered.is_err_and(|refusal| refusal.reason() == Reason::NoSuchWeek)
    };
    if weekday == Ok(None) || may_be_outside {
        return Err(Objection::not_compared("the day lies outside the week"));
    }
    let (right, answered) = (Weekday::ALL.len(), ask.days_in_week(day)?);
    ensure(answered as usize == right, || format!("a week has {right} days, answered {answered}"))
        .map_err(|objection| by_authority(ask, objection))
}

/// Checks that a year has as many days as its months have in the reference.
pub(in crate::check) fn year_lengths(ask: &mut Ask<'_>, year: i64) -> Verdict {
    let reference = shape(ask)?;
    if !ask.shape().is_known(year) {
        return Err(Objection::not_compared(NO_YEAR));
    }
    let months = ask.shape().months_of(year);
    let lengths = months.iter().map(|month| reference.days_in_month(year, *month).ok());
    let Some(right) = lengths.sum::<Option<u32>>() else {
        return Err(Objection::not_compared(NO_YEAR));
    };
    let answered = ask.days_in_year(year)?;
    let may_have = |month| {
        let other = right.checked_sub(reference.days_in_month(year, month).ok()?)?;
        Some(ask.shape().oracle.may_have(year, month, answered.checked_sub(other)?))
    };
    if months.into_iter().any(|month| may_have(month) == Some(true)) {
        return undecided(&format!("{right} days, answered {answered}"));
    }
    ensure(answered == right, || format!("the year has {right} days, answered {answered}"))
        .map_err(|objection| by_authority(ask, objection))
}

/// Checks that each ordinal in a year has the month code that the reference gives.
pub(in crate::check) fn month_codes(ask: &mut Ask<'_>, year: i64) -> Verdict {
    let reference = shape(ask)?;
    let Ok(count) = reference.months_in_year(year) else {
        return Err(Objection::not_compared(NO_YEAR));
    };
    for place in 1..=count {
        let Ok(right) = reference.month_code(year, place) else {
            return Err(Objection::not_compared(NO_YEAR));
        };
        let answered = ask.month_code(year, place)?;
        ensure(answered == right, || {
            format!("the month with ordinal {place} is {right}, answered {answered}")
        })
        .map_err(|objection| by_authority(ask, objection))?;
    }
    Ok(())
}

/// Checks that each month of a year has the ordinal that the reference gives.
pub(in crate::check) fn month_ordinals(ask: &mut Ask<'_>, year: i64) -> Verdict {
    let reference = shape(ask)?;
    let mut compared = false;
    for month in ask.shape().month_codes() {
        let Ok(right) = reference.month_ordinal(year, month) else { continue };
        compared = true;
        let answered = ask.month_ordinal(year, month);
        let answered = answered.map_err(|objection| by_authority(ask, objection))?;
        ensure(answered == right, || {
            format!("{month} has the ordinal {right}, answered {answered}")
        })
        .map_err(|objection| by_authority(ask, objection))?;
    }
    if compared { Ok(()) } else { Err(Objection::not_compared(NO_YEAR)) }
}

/// Checks the era and era year of the first and the last day of a year.
pub(in crate::check) fn eras_of_years(ask: &mut Ask<'_>, year: i64) -> Verdict {
    for (day, right) in eras_of(ask, year)? {
        let answered = ask.era_year(day)?;
        ensure(answered == right, || format!("{day} is in {right}, answered {answered}"))
            .map_err(|objection| by_authority(ask, objection))?;
    }
    Ok(())
}

/// Checks that each era year which the reference gives for a year converts to that year.
pub(in crate::check) fn extended_years(ask: &mut Ask<'_>, year: i64) -> Verdict {
    let mut eras = eras_of(ask, year)?.map(|(_, era_year)| era_year).to_vec();
    eras.dedup();
    for era_year in eras {
        let answered = ask.within_year(year).extended_year(era_year)?;
        ensure(answered == year, || format!("{era_year} is the year {year}, answered {answered}"))
            .map_err(|objection| by_authority(ask, objection))?;
    }
    Ok(())
}

/// The first and the last day of a year, with their era years.
fn eras_of(ask: &Ask<'_>, year: i64) -> Result<[(RataDie, EraYear); 2], Box<Objection>> {
    let reference = shape(ask)?;
    let days = ends_of_year(ask.shape(), year);
    let days = days.ok_or_else(|| Objection::not_compared(NO_YEAR))?;
    match days.map(|day| reference.era_year(day)) {
        [Ok(first), Ok(last)] => Ok([(days[0], first), (days[1], last)]),
        _ => Err(Objection::not_compared("no reference has an era for this year")),
    }
}

/// The first and the last day of the year by the reference.
pub(in crate::check::calendar) fn ends_of_year(
    shape: &Shape<'_>,
    year: i64,
) -> Option<[RataDie; 2]> {
    let reference = shape.oracle.reference()?;
    let months = shape.months_of(year);
    let (first, last) = (*months.first()?, *months.last()?);
    let start = reference.day(Date { year, month: first, day: 1 }).ok()?;
    let last_day = shape.last_day(year, last)?;
    let end = reference.day(Date { year, month: last, day: last_day }).ok()?;
    Some([start, end])
}

/// Checks that a day far from the epoch has the date that the reference gives.
pub(in crate::check) fn dates_far_away(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    super::date_of_day(ask, day)
}

/// Checks that the months of a year far from the epoch have the lengths that the reference gives.
pub(in crate::check) fn month_lengths_far_away(ask: &mut Ask<'_>, year: i64) -> Verdict {
    super::month_lengths(ask, year)
}

/// Checks that a year far from the epoch is a leap year exactly when the reference says so.
pub(in crate::check) fn leap_years_far_away(ask: &mut Ask<'_>, year: i64) -> Verdict {
    super::leap_years(ask, year)
}
