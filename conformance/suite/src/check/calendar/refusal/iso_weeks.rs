//! ISO 8601 weeks that a year does not have.

use calproof_registry::{IsoWeekDate, Leniency, RataDie, Reason};

use super::days_of_years::CUT;
use super::{Impossible, InWords, declared};
use crate::check::calendar::agreement::{first_monday, first_week, weeks_in_year};
use crate::query::Ability;
use crate::session::{Ask, Questions};
use crate::verdict::{Objection, Verdict};

/// Checks that a week before the first of its year or after the last is refused, or answered as
/// declared.
pub(in crate::check) fn weeks_outside_the_year_are_refused(
    ask: &mut Ask<'_>,
    year: i64,
) -> Verdict {
    let leniency = declared(ask, Ability::DayFromIsoWeek)?;
    let known = first_monday(ask.shape(), year).zip(weeks_in_year(ask.shape(), year));
    let Some((monday, weeks)) = known else {
        return Err(Objection::not_compared("no reference has weeks for this year"));
    };
    let mut is_asked = false;
    for week in [0, weeks + 1, CUT, u32::MAX] {
        let asked = IsoWeekDate { week, ..first_week(year) };
        let answer = ask.attempt().day_from_iso_week(asked)?;
        // The library's own type may not hold a number this large.
        if answer.is_err_and(|refusal| refusal.reason() == Reason::Unsupported) {
            continue;
        }
        is_asked = true;
        let nearest = if leniency == Leniency::Constrained { week.clamp(1, weeks) } else { week };
        let stands_for = RataDie(monday.0 + 7 * (i64::from(nearest) - 1));
        let impossible = Impossible {
            asked: asked.to_string(),
            reasons: &[Reason::NoSuchWeek, Reason::NoSuchDay, Reason::OutOfRange],
            stands_for: Some(stands_for).filter(|day| ask.promises(*day)).map(InWords),
        };
        impossible.judge(leniency, answer.map(InWords))?;
    }
    if is_asked {
        Ok(())
    } else {
        Err(Objection::unsupported("the subject does not answer this question"))
    }
}
