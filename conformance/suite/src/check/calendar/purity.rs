//! Laws: an answer depends on the question alone.

use calproof_registry::RataDie;

use crate::session::{Ask, Questions};
use crate::verdict::{Verdict, ensure};

/// Asked again, and after something else, a day has the same date.
pub(in crate::check) fn repeated_questions_get_the_same_answer(
    ask: &mut Ask<'_>,
    day: RataDie,
) -> Verdict {
    let first = ask.date(day)?;
    // A year that is far enough away to be in no cache with this one.
    let range = ask.range()?;
    let (before, behind) = (day.0.saturating_sub(40_000), day.0.saturating_add(40_000));
    let other = [before, behind].into_iter().map(RataDie).find(|day| range.contains(*day));
    ask.date(day)?;
    if let Some(other) = other {
        ask.date(other)?;
    }
    let again = ask.date(day)?;
    ensure(again == first, || format!("{first} at first, and {again} when asked again"))
}
