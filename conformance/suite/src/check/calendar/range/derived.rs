//! Questions beyond the declared range, other than conversions between days and dates.

use calproof_registry::{BeyondRange, Calendar, Date, NativeDate, RataDie, Reason, Refusal};

use super::out_of_range;
use crate::check::calendar::agreement::{
    DayOfYear, ends_of_year, first_monday, first_week, week_of,
};
use crate::query::Answer;
use crate::session::{Ask, Asked, Questions};
use crate::verdict::{Objection, Verdict, ensure};

/// Checks that the number of months of a year beyond the declared range is refused or right.
pub(in crate::check) fn month_counts_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    year: i64,
) -> Verdict {
    let answer = ask.attempt().months_in_year(year)?;
    shape_outside(ask, year, answer, |calendar, year| calendar.months_in_year(year))
}

/// Checks that the length of a year beyond the declared range is refused or right.
pub(in crate::check) fn year_lengths_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    year: i64,
) -> Verdict {
    let answer = ask.attempt().days_in_year(year)?;
    shape_outside(ask, year, answer, |calendar, year| calendar.days_in_year(year))
}

/// Checks that the leap flag of a year beyond the declared range is refused or right.
pub(in crate::check) fn leap_flags_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    year: i64,
) -> Verdict {
    let answer = ask.attempt().is_leap_year(year)?;
    shape_outside(ask, year, answer, |calendar, year| calendar.is_leap_year(year))
}

/// Checks that the length of a month in a year beyond the declared range is refused or right.
pub(in crate::check) fn month_lengths_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    date: Date,
) -> Verdict {
    let Date { year, month, .. } = date;
    let answer = ask.attempt().days_in_month(year, month)?;
    shape_outside(ask, year, answer, |calendar, year| calendar.days_in_month(year, month))
}

/// Checks that the ordinal of a month in a year beyond the declared range is refused or right.
pub(in crate::check) fn month_ordinals_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    date: Date,
) -> Verdict {
    let Date { year, month, .. } = date;
    let answer = ask.attempt().month_ordinal(year, month)?;
    shape_outside(ask, year, answer, |calendar, year| calendar.month_ordinal(year, month))
}

/// Checks that the first month of a year beyond the declared range is refused or right.
pub(in crate::check) fn month_codes_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    year: i64,
) -> Verdict {
    let answer = ask.attempt().month_code(year, 1)?;
    shape_outside(ask, year, answer, |calendar, year| calendar.month_code(year, 1))
}

/// Checks that the weekday of a day beyond the declared range is refused or right.
pub(in crate::check) fn weekdays_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    day: RataDie,
) -> Verdict {
    let answer = ask.attempt().weekday(day)?;
    let reference = ask.shape().oracle.reference();
    let right = reference.and_then(|reference| reference.weekday(day).ok());
    day_outside(ask, day, (answer, right), |ask, end| ask.weekday(end))
}

/// Checks that the era year of a day beyond the declared range is refused or right.
pub(in crate::check) fn era_years_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    day: RataDie,
) -> Verdict {
    let answer = ask.attempt().era_year(day)?;
    let reference = ask.shape().oracle.reference();
    let right = reference.and_then(|reference| reference.era_year(day).ok());
    day_outside(ask, day, (answer, right), |ask, end| ask.era_year(end))
}

/// Checks that the day of the year of a day beyond the declared range is refused or right.
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

/// Checks that day 1 of a year beyond the declared range is refused, or the right day.
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

/// Checks that the first day of a year beyond the declared range, in the subject's own integers, is
/// refused, or the right day.
pub(in crate::check) fn native_dates_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    year: i64,
) -> Verdict {
    let numbering = ask.shape().claim.numbering;
    let native_year = numbering.native_year(year);
    let answer = ask.attempt().day_native(NativeDate { year: native_year, month: 1, day: 1 })?;
    // At the 64-bit limits, a year may have no extended year.
    let year = numbering.extended_year(native_year).unwrap_or(year);
    let first = in_some_cycle_of_days(ask, year, |year| {
        ends_of_year(ask.shape(), year).map(|[first, _]| first)
    });
    if has_no_such_part(answer) { Ok(()) } else { year_outside(ask, answer, first) }
}

/// Checks that the ISO 8601 week of a day beyond the declared range is refused or right.
pub(in crate::check) fn iso_weeks_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    day: RataDie,
) -> Verdict {
    let answer = ask.attempt().iso_week(day)?;
    let right = week_of(ask.shape(), day);
    day_outside(ask, day, (answer, right), |ask, end| ask.if_promised(false).iso_week(end))
}

/// Checks that the first ISO 8601 week of a year beyond the declared range is refused, or has the
/// right day.
pub(in crate::check) fn days_from_iso_weeks_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    year: i64,
) -> Verdict {
    let answer = ask.attempt().day_from_iso_week(first_week(year))?;
    let first = in_some_cycle_of_days(ask, year, |year| first_monday(ask.shape(), year));
    if has_no_such_part(answer) { Ok(()) } else { year_outside(ask, answer, first) }
}

/// Whether the refusal says that the day or week does not exist: a library without the year has
/// neither.
fn has_no_such_part(answer: Result<RataDie, Refusal>) -> bool {
    let reason = answer.map_err(Refusal::reason);
    matches!(reason, Err(Reason::NoSuchDay | Reason::NoSuchWeek))
}

/// Judges the answer for a day beyond the declared range. If the subject declares that it clamps
/// dates to the nearest end, derived answers may be those of that end.
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

/// Judges the answer for a year beyond the declared range.
fn shape_outside<T: Copy + PartialEq + Into<Answer>>(
    ask: &Ask<'_>,
    year: i64,
    answer: Result<T, Refusal>,
    right: impl Fn(&dyn Calendar, i64) -> Result<T, Refusal>,
) -> Verdict {
    let right = answer.is_ok().then(|| in_some_cycle(ask, year, right)).flatten();
    year_outside(ask, answer, right)
}

/// The same, given the right answer.
fn year_outside<T: Copy + PartialEq + Into<Answer>>(
    ask: &Ask<'_>,
    answer: Result<T, Refusal>,
    right: Option<T>,
) -> Verdict {
    match (answer, right) {
        // The subject may have no such year, and so no month of it.
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

/// The reference's value for the year. Beyond the reference, its value for an equivalent year, a
/// whole number of cycles nearer.
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

/// The same for a day, moved back by the same number of cycles.
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
