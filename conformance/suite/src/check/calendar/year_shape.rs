//! Laws: the months add up to the year, and a leap year is longer.

use calproof_registry::{Date, RataDie};

use crate::session::{Ask, Asked, Questions};
use crate::verdict::{Objection, Status, Verdict, ensure};

/// Checks that the months of a year add up to the distance between its new year and the next.
pub(in crate::check) fn months_add_up_to_the_year(ask: &mut Ask<'_>, year: i64) -> Verdict {
    if !ask.shape().has_certain_months(year) {
        return Err(Objection::not_compared("the months of the year are not known"));
    }
    let length = days_between_new_years(ask, year)?;
    let mut sum = 0;
    for month in ask.shape().months_of(year) {
        sum += i64::from(ask.days_in_month(year, month)?);
    }
    ensure(sum == length, || {
        format!("its months have {sum} days in all, and the next year begins after {length}")
    })
}

/// Checks that the length given for a year is the number of days to the next new year.
pub(in crate::check) fn year_length_reaches_the_next_year(ask: &mut Ask<'_>, year: i64) -> Verdict {
    let length = days_between_new_years(ask, year)?;
    let answered = i64::from(ask.days_in_year(year)?);
    ensure(answered == length, || {
        format!("it gives {answered} days, and the next year begins after {length}")
    })
}

/// Checks that the months of a year add up to the length given for the year.
pub(in crate::check) fn months_add_up_to_the_length_given(ask: &mut Ask<'_>, year: i64) -> Verdict {
    if !ask.shape().has_certain_months(year) {
        return Err(Objection::not_compared("the months of the year are not known"));
    }
    let answered = i64::from(ask.days_in_year(year)?);
    let mut sum = 0;
    for month in ask.shape().months_of(year) {
        sum += i64::from(ask.days_in_month(year, month)?);
    }
    ensure(sum == answered, || {
        format!("its months have {sum} days in all, and it gives {answered}")
    })
}

/// Checks that the length given for a month is the number of days to the first day of the next
/// month.
pub(in crate::check) fn month_lengths_reach_the_next_month(
    ask: &mut Ask<'_>,
    year: i64,
) -> Verdict {
    if !ask.shape().has_certain_months(year) {
        return Err(Objection::not_compared("the months of the year are not known"));
    }
    let months = ask.shape().months_of(year);
    for (place, &month) in months.iter().enumerate() {
        let start = ask.day(Date { year, month, day: 1 })?;
        let next = match months.get(place + 1) {
            Some(next) => Date { year, month: *next, day: 1 },
            None => new_year(ask, year.saturating_add(1))?,
        };
        let length = ask.day(next)?.0.saturating_sub(start.0);
        let answered = i64::from(ask.days_in_month(year, month)?);
        ensure(answered == length, || {
            format!("it gives {answered} days to {month}, and the next month begins after {length}")
        })?;
    }
    Ok(())
}

/// Checks that no date has a day larger than the length given for its month.
pub(in crate::check) fn dates_fit_their_months(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let date = ask.date(day)?;
    let length = ask.within_year(date.year).days_in_month(date.year, date.month)?;
    let missing = ask.shape().missing_within(date.year, date.month, length);
    if date.day <= length.saturating_add(missing) {
        return Ok(());
    }
    let why = format!("day {} is {date}, and it gives {length} days to the month", day.0);
    // Without a spec, days may be missing within the month.
    let is_sure = ask.shape().oracle.spec.is_some();
    Err(Objection::new(if is_sure { Status::Wrong } else { Status::Disagreement }, why))
}

/// Checks that a year is called a leap year exactly when the length given for it is that of a leap
/// year.
pub(in crate::check) fn leap_flag_agrees_with_the_length_given(
    ask: &mut Ask<'_>,
    year: i64,
) -> Verdict {
    let length = i64::from(ask.days_in_year(year)?);
    leap_flag_agrees(ask, year, length)
}

/// Checks that a year is called a leap year exactly when it has the length or the months of one.
pub(in crate::check) fn leap_flag_agrees_with_length(ask: &mut Ask<'_>, year: i64) -> Verdict {
    let length = days_between_new_years(ask, year)?;
    leap_flag_agrees(ask, year, length)
}

fn leap_flag_agrees(ask: &mut Ask<'_>, year: i64, length: i64) -> Verdict {
    let Some(spec) = ask.shape().oracle.spec else {
        return Err(Objection::not_compared("no spec says how long a leap year is"));
    };
    if !ask.shape().is_known(year) {
        return Err(Objection::not_compared("no reference answers for this year"));
    }
    let has = |lengths: &[u32]| lengths.iter().any(|days| i64::from(*days) == length);
    let flag = ask.is_leap_year(year)?;
    let (lengths, word) = if flag {
        (&spec.leap_year_days, "a leap year")
    } else {
        (&spec.common_year_days, "a common year")
    };
    ensure(has(lengths), || format!("it calls the year {word}, and the year has {length} days"))
}

fn days_between_new_years(ask: &mut Ask<'_>, year: i64) -> Asked<i64> {
    let start = ask.day(new_year(ask, year)?)?;
    let end = ask.day(new_year(ask, year.saturating_add(1))?)?;
    Ok(end.0.saturating_sub(start.0))
}

/// The first date of the year.
fn new_year(ask: &Ask<'_>, year: i64) -> Asked<Date> {
    let first = ask.shape().months_of(year).first().copied();
    let nobody_knows = || Objection::not_compared("the first month of a year is not known");
    first.map(|month| Date { year, month, day: 1 }).ok_or_else(nobody_knows)
}
