//! Laws: month codes and ordinals convert to each other.

use calproof_registry::{NativeDate, RataDie, Reason, laws};

use super::refusal::{Impossible, declared};
use crate::query::Ability;
use crate::session::{Ask, Questions};
use crate::verdict::{Verdict, ensure};

/// Checks that each ordinal of a year has a month of its own, which converts back to the ordinal.
pub(in crate::check) fn codes_and_ordinals_round_trip(ask: &mut Ask<'_>, year: i64) -> Verdict {
    let mut seen = Vec::new();
    for place in 1..=ask.months_in_year(year)? {
        let month = ask.month_code(year, place)?;
        ensure(!seen.contains(&month), || format!("{month} has two ordinals in the year"))?;
        seen.push(month);
        let answered = ask.month_ordinal(year, month)?;
        ensure(answered == place, || {
            format!(
                "{month} is the month with ordinal {place}, and its ordinal is given as {answered}"
            )
        })?;
    }
    Ok(())
}

/// Checks that the month of a date has an ordinal in its year, and is the month at that ordinal.
pub(in crate::check) fn months_of_dates_have_ordinals(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let date = ask.date(day)?;
    let place = ask.within_year(date.year).month_ordinal(date.year, date.month)?;
    ensure(place > 0, || format!("{} of {} is given the ordinal 0", date.month, date.year))?;
    if ask.answers(Ability::MonthsInYear) {
        let months = ask.within_year(date.year).months_in_year(date.year)?;
        ensure(place <= months, || {
            format!("{} has the ordinal {place} of {months} in {}", date.month, date.year)
        })?;
    }
    if ask.answers(Ability::MonthCode) {
        let month = ask.within_year(date.year).month_code(date.year, place)?;
        ensure(month == date.month, || {
            format!(
                "{} has the ordinal {place}, and the month with that ordinal is {month}",
                date.month
            )
        })?;
    }
    Ok(())
}

/// Checks that ordinals before the first month and after the last are refused, or answered as
/// declared.
pub(in crate::check) fn ordinals_outside_the_year_are_refused(
    ask: &mut Ask<'_>,
    year: i64,
) -> Verdict {
    let leniency = declared(ask, Ability::MonthCode)?;
    let months = ask.months_in_year(year)?;
    for place in laws::places_outside_the_year(months) {
        let answer = ask.attempt().month_code(year, place)?;
        let oracle = &ask.shape().oracle;
        let numbering = ask.shape().claim.numbering;
        let native = NativeDate { year: numbering.native_year(year), month: place.into(), day: 1 };
        let other = oracle.lenient_native_day(native, numbering, leniency);
        let other = other.filter(|day| ask.promises(*day)).and_then(|day| oracle.date(day));
        let impossible = Impossible {
            asked: format!("ordinal {place} of {months}"),
            reasons: &[Reason::NoSuchMonth, Reason::OutOfRange],
            stands_for: other.map(|date| date.month),
        };
        impossible.judge(leniency, answer)?;
    }
    Ok(())
}
