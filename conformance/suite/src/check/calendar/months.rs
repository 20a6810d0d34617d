//! Laws: the codes of months and their places in a year lead to each other.

use calproof_registry::Reason;

use crate::session::{Ask, Questions};
use crate::verdict::{Objection, Status, Verdict, ensure};

/// Each place in a year has a month of its own, whose place it is.
pub(in crate::check) fn codes_and_ordinals_round_trip(ask: &mut Ask<'_>, year: i64) -> Verdict {
    let mut seen = Vec::new();
    for place in 1..=ask.months_in_year(year)? {
        let month = ask.month_code(year, place)?;
        ensure(!seen.contains(&month), || format!("{month} stands at two places of the year"))?;
        seen.push(month);
        let said = ask.month_ordinal(year, month)?;
        ensure(said == place, || {
            format!("{month} stands at place {place}, and its place is given as {said}")
        })?;
    }
    Ok(())
}

/// Places before the first month and behind the last are refused.
pub(in crate::check) fn ordinals_outside_the_year_are_refused(
    ask: &mut Ask<'_>,
    year: i64,
) -> Verdict {
    let months = ask.months_in_year(year)?;
    for place in [0, months.saturating_add(1), u32::MAX] {
        match ask.attempt().month_code(year, place)? {
            Ok(month) => {
                let why = format!("place {place} of {months} is given as {month}");
                return Err(Objection::new(Status::AcceptedInvalid, why));
            }
            Err(refusal) => match refusal.reason() {
                Reason::NoSuchMonth | Reason::OutOfRange | Reason::Unexplained => {}
                Reason::Unsupported => {
                    let why = "it cannot be asked this";
                    return Err(Objection::unsupported(why));
                }
                reason => {
                    let why = format!("said `{reason}` of place {place} of {months}");
                    return Err(Objection::new(Status::WrongRefusal, why));
                }
            },
        }
    }
    Ok(())
}
