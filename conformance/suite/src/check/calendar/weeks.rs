//! Laws: the days of weeks of ISO 8601 follow one another, and lead back.

use calproof_registry::{Calendar, Date, IsoWeekDate, RataDie, calendars};

use crate::session::{Ask, Questions};
use crate::verdict::{Verdict, ensure};

/// A day's week of ISO 8601 leads back to the day.
pub(in crate::check) fn day_to_iso_week_to_day(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let promised = is_promised(ask, day);
    let week = ask.if_promised(promised).iso_week(day)?;
    let back = ask.if_promised(promised).day_from_iso_week(week)?;
    ensure(back == day, || format!("{week} is day {} for it, not {}", back.0, day.0))
}

/// From a day to the next the weekday goes on, and from Sunday to Monday the week.
pub(in crate::check) fn iso_weeks_are_consecutive(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let later = RataDie(day.0 + 1);
    let (promised, promised_later) = (is_promised(ask, day), is_promised(ask, later));
    let this = ask.if_promised(promised).iso_week(day)?;
    let next = ask.if_promised(promised_later).iso_week(later)?;
    ensure(next.follows(this), || format!("{next} follows {this}"))
}

/// Whether the day's week has to be told: every day of its week-year lies in the declared range. The
/// first days of the first year and the last of the last may be of a year that the library lacks.
pub(super) fn is_promised(ask: &Ask<'_>, day: RataDie) -> bool {
    let Ok(IsoWeekDate { year, .. }) = IsoWeekDate::of(day) else { return false };
    let ends = [Date::new(year, 1, 1), Date::new(year, 12, 31)];
    ends.into_iter().all(|date| calendars::Gregory.day(date).is_ok_and(|day| ask.promises(day)))
}
