//! Laws: ISO weeks are consecutive, and their days make the round trip.

use calproof_registry::{Calendar, Date, IsoWeekDate, RataDie, calendars};

use super::order::next_day;
use crate::session::{Ask, Questions};
use crate::verdict::{Objection, Verdict, ensure};

/// Checks the round trip from a day to its ISO week and weekday, and back.
pub(in crate::check) fn day_to_iso_week_to_day(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let promised = is_promised(ask, day);
    let week = ask.if_promised(promised).iso_week(day)?;
    let back = ask.if_promised(promised).day_from_iso_week(week)?;
    ensure(back == day, || format!("{week} is day {} for it, not {}", back.0, day.0))
}

/// Checks that consecutive days have consecutive weekdays, and that the week changes from Sunday to
/// Monday.
pub(in crate::check) fn iso_weeks_are_consecutive(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    if !has_gregorian_years(ask) {
        return Err(Objection::not_compared("its years need not be those of ISO weeks"));
    }
    let later = next_day(day)?;
    let (promised, promised_later) = (is_promised(ask, day), is_promised(ask, later));
    let this = ask.if_promised(promised).iso_week(day)?;
    let next = ask.if_promised(promised_later).iso_week(later)?;
    ensure(next.follows(this), || format!("{next} follows {this}"))
}

/// Whether the day's week must be answered: every day of its week-year lies in the declared range.
/// The first days of the first year and the last days of the last may belong to a week-year that
/// the library lacks.
pub(super) fn is_promised(ask: &Ask<'_>, day: RataDie) -> bool {
    let Ok(IsoWeekDate { year, .. }) = IsoWeekDate::of(day) else { return false };
    let last = |next: RataDie| RataDie(next.0 - 1);
    let ends = [first_monday(year), year.checked_add(1).and_then(first_monday).map(last)];
    ends.into_iter().all(|day| day.is_some_and(|day| ask.promises(day)))
}

/// The Monday of the week that contains 4 January: the first week of the year.
fn first_monday(year: i64) -> Option<RataDie> {
    let fourth = calendars::Gregory.day(Date::new(year, 1, 4)).ok()?;
    Some(RataDie(fourth.0 + 1 - i64::from(fourth.weekday().number())))
}

/// Whether the declared rule has Gregorian years, to which ISO weeks belong. In other calendars, a
/// library may number weeks as it likes.
fn has_gregorian_years(ask: &Ask<'_>) -> bool {
    let rule = ask.shape().oracle.spec.and_then(|spec| calendars::by_id(&spec.id));
    rule.is_some_and(|rule| rule.iso_week(RataDie(1)).is_ok())
}
