//! Laws: months fill the year, and a leap year is a long one.

use calproof_registry::Date;

use crate::session::{Ask, Asked, Questions};
use crate::verdict::{Objection, Verdict, ensure};

/// The months of a year are as long together as the year, from its first day to the next one's.
pub(in crate::check) fn months_add_up_to_the_year(ask: &mut Ask<'_>, year: i64) -> Verdict {
    if !ask.shape().has_certain_months(year) {
        return Err(Objection::not_compared("nobody says which months the year has"));
    }
    let length = days_between_new_years(ask, year)?;
    let mut sum = 0;
    for month in ask.shape().months_of(year) {
        sum += i64::from(ask.days_in_month(year, month)?);
    }
    ensure(sum == length, || {
        format!("its months have {sum} days together, and the next year begins after {length}")
    })
}

/// The length given for a year is the number of days to the next one.
pub(in crate::check) fn year_length_reaches_the_next_year(ask: &mut Ask<'_>, year: i64) -> Verdict {
    let length = days_between_new_years(ask, year)?;
    let said = i64::from(ask.days_in_year(year)?);
    ensure(said == length, || {
        format!("it gives {said} days, and the next year begins after {length}")
    })
}

/// A year is called a leap year exactly when it has the length or the months of one.
pub(in crate::check) fn leap_flag_agrees_with_length(ask: &mut Ask<'_>, year: i64) -> Verdict {
    let length = days_between_new_years(ask, year)?;
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
    let end = ask.day(new_year(ask, year + 1)?)?;
    Ok(end.0.saturating_sub(start.0))
}

/// The first date of the year.
fn new_year(ask: &Ask<'_>, year: i64) -> Asked<Date> {
    let first = ask.shape().months_of(year).first().copied();
    let nobody_knows = || Objection::not_compared("nobody says with which month a year begins");
    first.map(|month| Date { year, month, day: 1 }).ok_or_else(nobody_knows)
}
