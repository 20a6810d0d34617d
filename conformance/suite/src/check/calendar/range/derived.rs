//! Beyond the declared range, what follows from days and dates.

use calproof_registry::{BeyondRange, Calendar, Date, NativeDate, RataDie, Reason, Refusal};

use super::out_of_range;
use crate::check::calendar::agreement::{
    DayOfYear, ends_of_year, first_monday, first_week, week_of,
};
use crate::query::Answer;
use crate::session::{Ask, Asked, Questions};
use crate::verdict::{Objection, Verdict, ensure};

/// The number of months of a year beyond the declared range is refused, or right.
pub(in crate::check) fn month_counts_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    year: i64,
) -> Verdict {
    let answer = ask.attempt().months_in_year(year)?;
    shape_outside(ask, year, answer, |calendar, year| calendar.months_in_year(year))
}

/// The length of a year beyond the declared range is refused, or right.
pub(in crate::check) fn year_lengths_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    year: i64,
) -> Verdict {
    let answer = ask.attempt().days_in_year(year)?;
    shape_outside(ask, year, answer, |calendar, year| calendar.days_in_year(year))
}

/// Whether a year beyond the declared range is a leap year is refused, or right.
pub(in crate::check) fn leap_flags_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    year: i64,
) -> Verdict {
    let answer = ask.attempt().is_leap_year(year)?;
    shape_outside(ask, year, answer, |calendar, year| calendar.is_leap_year(year))
}

/// The length of a month of a year beyond the declared range is refused, or right.
pub(in crate::check) fn month_lengths_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    date: Date,
) -> Verdict {
    let Date { year, month, .. } = date;
    let answer = ask.attempt().days_in_month(year, month)?;
    shape_outside(ask, year, answer, |calendar, year| calendar.days_in_month(year, month))
}

/// The place of a month in a year beyond the declared range is refused, or right.
pub(in crate::check) fn month_ordinals_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    date: Date,
) -> Verdict {
    let Date { year, month, .. } = date;
    let answer = ask.attempt().month_ordinal(year, month)?;
    shape_outside(ask, year, answer, |calendar, year| calendar.month_ordinal(year, month))
}

/// The first month of a year beyond the declared range is refused, or right.
pub(in crate::check) fn month_codes_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    year: i64,
) -> Verdict {
    let answer = ask.attempt().month_code(year, 1)?;
    shape_outside(ask, year, answer, |calendar, year| calendar.month_code(year, 1))
}

/// The weekday of a day beyond the declared range is refused, or right.
pub(in crate::check) fn weekdays_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    day: RataDie,
) -> Verdict {
    let answer = ask.attempt().weekday(day)?;
    let reference = ask.shape().oracle.reference();
    let right = reference.and_then(|reference| reference.weekday(day).ok());
    day_outside(ask, day, (answer, right), |ask, end| ask.weekday(end))
}

/// The era and the year of a day beyond the declared range are refused, or right.
pub(in crate::check) fn era_years_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    day: RataDie,
) -> Verdict {
    let answer = ask.attempt().era_year(day)?;
    let reference = ask.shape().oracle.reference();
    let right = reference.and_then(|reference| reference.era_year(day).ok());
    day_outside(ask, day, (answer, right), |ask, end| ask.era_year(end))
}

/// The place in its year of a day beyond the declared range is refused, or right.
pub(in crate::check) fn days_of_years_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    day: RataDie,
) -> Verdict {
    let answer = ask.attempt().day_of_year(day)?;
    let right = DayOfYear::of(ask.shape(), day);
    if let (Ok(answered), Some(right)) = (answer, &right)
        && right.is_with_left_out(answered)
    {
        return Err(right.counts_left_out());
    }
    let right = right.map(|place| place.ordinal);
    day_outside(ask, day, (answer, right), |ask, end| ask.if_promised(false).day_of_year(end))
}

/// The first place in a year beyond the declared range is refused, or its day is right.
pub(in crate::check) fn days_from_ordinals_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    year: i64,
) -> Verdict {
    let answer = ask.attempt().day_from_ordinal(year, 1)?;
    let first = in_some_cycle_of_days(ask, year, |year| {
        ends_of_year(ask.shape(), year).map(|[first, _]| first)
    });
    if has_no_such_part(answer) { Ok(()) } else { year_outside(ask, answer, first) }
}

/// The first day of a year beyond the declared range in the subject's own integers is refused, or is
/// the right day.
pub(in crate::check) fn native_dates_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    year: i64,
) -> Verdict {
    let numbering = ask.shape().claim.numbering;
    let native_year = numbering.native_year(year);
    let answer = ask.attempt().day_native(NativeDate { year: native_year, month: 1, day: 1 })?;
    // At the end of 64 bits a year has no number of its own.
    let year = numbering.extended_year(native_year).unwrap_or(year);
    let first = in_some_cycle_of_days(ask, year, |year| {
        ends_of_year(ask.shape(), year).map(|[first, _]| first)
    });
    if has_no_such_part(answer) { Ok(()) } else { year_outside(ask, answer, first) }
}

/// The week of ISO 8601 of a day beyond the declared range is refused, or right.
pub(in crate::check) fn iso_weeks_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    day: RataDie,
) -> Verdict {
    let answer = ask.attempt().iso_week(day)?;
    let right = week_of(ask.shape(), day);
    day_outside(ask, day, (answer, right), |ask, end| ask.if_promised(false).iso_week(end))
}

/// The first week of a year beyond the declared range is refused, or its day is right.
pub(in crate::check) fn days_from_iso_weeks_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    year: i64,
) -> Verdict {
    let answer = ask.attempt().day_from_iso_week(first_week(year))?;
    let first = in_some_cycle_of_days(ask, year, |year| first_monday(ask.shape(), year));
    if has_no_such_part(answer) { Ok(()) } else { year_outside(ask, answer, first) }
}

/// Whether it is refused since a year that the library lacks has no such day or week either.
fn has_no_such_part(answer: Result<RataDie, Refusal>) -> bool {
    let reason = answer.map_err(Refusal::reason);
    matches!(reason, Err(Reason::NoSuchDay | Reason::NoSuchWeek))
}

/// Judges what was said of a day beyond the declared range. Who declares that dates are those of the
/// nearest end may mean all that follows from them.
fn day_outside<T: Copy + PartialEq + Into<Answer>>(
    ask: &mut Ask<'_>,
    day: RataDie,
    (answer, right): (Result<T, Refusal>, Option<T>),
    at_end: fn(&mut Ask<'_>, RataDie) -> Asked<T>,
) -> Verdict {
    let range = ask.range()?;
    let answered = match answer {
        Err(refusal) => return out_of_range(refusal.reason()),
        Ok(answered) => answered,
    };
    if ask.shape().claim.beyond_range == BeyondRange::Clamps {
        let end = if day < range.first { range.first } else { range.last };
        if answered == at_end(ask, end)? {
            return Ok(());
        }
    }
    match right {
        None => Err(Objection::not_compared("no reference answers for this day")),
        Some(right) => judge(ask, answered, right),
    }
}

/// Judges what was said of a year beyond the declared range.
fn shape_outside<T: Copy + PartialEq + Into<Answer>>(
    ask: &Ask<'_>,
    year: i64,
    answer: Result<T, Refusal>,
    right: impl Fn(&dyn Calendar, i64) -> Result<T, Refusal>,
) -> Verdict {
    let right = answer.is_ok().then(|| in_some_cycle(ask, year, right)).flatten();
    year_outside(ask, answer, right)
}

/// The same, by what is right.
fn year_outside<T: Copy + PartialEq + Into<Answer>>(
    ask: &Ask<'_>,
    answer: Result<T, Refusal>,
    right: Option<T>,
) -> Verdict {
    match (answer, right) {
        // There may be no such year for it, or no month of one.
        (Err(refusal), _) => match refusal.reason() {
            Reason::NoSuchYear | Reason::NoSuchMonth => Ok(()),
            reason => out_of_range(reason),
        },
        (Ok(_), None) => Err(Objection::not_compared("no reference answers for this year")),
        (Ok(answered), Some(right)) => judge(ask, answered, right),
    }
}

fn judge<T: Copy + PartialEq + Into<Answer>>(ask: &Ask<'_>, answered: T, right: T) -> Verdict {
    let say = |it: T| -> Answer { it.into() };
    ensure(answered == right, || format!("expected {}, answered {}", say(right), say(answered)))
        .map_err(|objection| ask.shape().oracle.weighed(objection))
}

/// What the reference has for the year; where it ends before, for a year that is some cycles of the
/// rule nearer.
fn in_some_cycle<T>(
    ask: &Ask<'_>,
    year: i64,
    right: impl Fn(&dyn Calendar, i64) -> Result<T, Refusal>,
) -> Option<T> {
    let oracle = &ask.shape().oracle;
    let reference = oracle.reference()?;
    let nearer = oracle.cycle().and_then(|(years, _)| year.checked_rem_euclid(years));
    let mut years = [Some(year), nearer].into_iter().flatten();
    years.find_map(|year| right(reference, year).ok())
}

/// The same of a day, which lies as many cycles farther away.
fn in_some_cycle_of_days(
    ask: &Ask<'_>,
    year: i64,
    right: impl Fn(i64) -> Option<RataDie>,
) -> Option<RataDie> {
    right(year).or_else(|| {
        let (years, days) = ask.shape().oracle.cycle()?;
        let nearer = right(year.checked_rem_euclid(years)?)?;
        let whole = year.div_euclid(years).checked_mul(days)?;
        nearer.0.checked_add(whole).map(RataDie)
    })
}
