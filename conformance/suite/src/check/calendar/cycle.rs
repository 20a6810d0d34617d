//! Laws: a rule with a cycle repeats its dates.

use calproof_registry::{Date, RataDie};

use crate::session::{Ask, Questions};
use crate::verdict::{Objection, Verdict, ensure};

/// Checks that one whole cycle later only the year of the date is different.
pub(in crate::check) fn a_cycle_changes_only_the_year(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let unsupported = |why| Err(Objection::unsupported(why));
    let Some((years, days)) = ask.shape().oracle.cycle() else {
        return unsupported("its rule has no known cycle");
    };
    let later = |sign| day.0.checked_add(sign * days).map(RataDie);
    let [after, before] = [1, -1].map(|sign| later(sign).filter(|day| ask.promises(*day)));
    let Some((other, years)) = after.map(|day| (day, years)).or(before.map(|day| (day, -years)))
    else {
        return unsupported("its range is shorter than a cycle");
    };
    let (date, answered) = (ask.date(day)?, ask.date(other)?);
    let right = Date { year: date.year.saturating_add(years), ..date };
    ensure(answered == right, || {
        format!("{date}, and {} days from it {answered} instead of {right}", other.0 - day.0)
    })
}
