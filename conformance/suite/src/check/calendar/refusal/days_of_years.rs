//! Ordinals of days that a year does not have.

use calproof_registry::{Leniency, RataDie, Reason};

use super::{Impossible, InWords, by_reference, declared};
use crate::check::calendar::agreement::ends_of_year;
use crate::query::Ability;
use crate::session::{Ask, Questions};
use crate::verdict::{Objection, Verdict};

/// An ordinal that becomes 1 when truncated to 8 or 16 bits.
pub(super) const CUT: u32 = (1 << 16) + 1;

/// Checks that ordinals before the first day of a year or after the last are refused, or answered
/// as declared.
pub(in crate::check) fn days_outside_the_year_are_refused(ask: &mut Ask<'_>, year: i64) -> Verdict {
    let leniency = declared(ask, Ability::DayFromOrdinal)?;
    let ends = ends_of_year(ask.shape(), year);
    let months = ask.shape().months_of(year);
    let left_out: usize =
        months.iter().map(|month| ask.shape().missing_days(year, *month).len()).sum();
    // Where dates are or may be omitted, a library may count them.
    let behind = ends.and_then(|[first, last]| {
        let count = last.0 - first.0 + 1 + left_out as i64;
        u32::try_from(count + 1).ok()
    });
    let mut is_asked = false;
    // A calendar without a reference may have longer years.
    let far = |ordinal| ends.map(|_| ordinal);
    for ordinal in [Some(0), behind, far(CUT), far(u32::MAX)].into_iter().flatten() {
        let answer = ask.attempt().day_from_ordinal(year, ordinal)?;
        // The library's own type may not hold a number this large.
        if answer.is_err_and(|refusal| refusal.reason() == Reason::Unsupported) {
            continue;
        }
        is_asked = true;
        let stands_for = ends.filter(|_| left_out == 0);
        let stands_for = stands_for.and_then(|ends| stand_in(ends, ordinal, leniency));
        let impossible = Impossible {
            asked: format!("day {ordinal} of {year}"),
            reasons: &[Reason::NoSuchDay, Reason::OutOfRange],
            stands_for: stands_for.filter(|day| ask.promises(*day)).map(InWords),
        };
        by_reference(ask, impossible.judge(leniency, answer.map(InWords)))?;
    }
    if is_asked {
        Ok(())
    } else {
        Err(Objection::unsupported("the subject does not answer this question"))
    }
}

/// The substitute for an ordinal outside the year.
fn stand_in([first, last]: [RataDie; 2], ordinal: u32, leniency: Leniency) -> Option<RataDie> {
    let day = RataDie(first.0.checked_add(i64::from(ordinal) - 1)?);
    Some(if leniency == Leniency::Constrained { day.clamp(first, last) } else { day })
}
