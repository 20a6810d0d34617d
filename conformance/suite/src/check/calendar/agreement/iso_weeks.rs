//! ISO 8601 weeks as they follow from the dates of the reference: a week belongs to the year of its
//! Thursday.

use calproof_registry::{IsoWeekDate, RataDie, Weekday, calendars};

use super::DayOfYear;
use crate::check::calendar::weeks::is_promised;
use crate::session::{Ask, Asked, Questions};
use crate::shape::Shape;
use crate::verdict::{Objection, Verdict, ensure};

/// The authority for these weeks.
const ISO_8601: &str = "ISO 8601-1:2019, 5.2.3 (week dates)";

/// The day's week; `None` if the calendar's years are not the Gregorian ones.
pub(in crate::check::calendar) fn week_of(shape: &Shape<'_>, day: RataDie) -> Option<IsoWeekDate> {
    let rule = calendars::by_id(&shape.oracle.spec?.id)?;
    rule.iso_week(RataDie(1)).ok()?;
    let weekday = day.weekday();
    let thursday = day.0.checked_add(4 - i64::from(weekday.number()))?;
    let DayOfYear { year, ordinal, .. } = DayOfYear::of(shape, RataDie(thursday))?;
    Some(IsoWeekDate { year, week: (ordinal - 1) / 7 + 1, weekday })
}

/// The first Monday of the week-year.
pub(in crate::check::calendar) fn first_monday(shape: &Shape<'_>, year: i64) -> Option<RataDie> {
    let [new_year, _] = super::ends_of_year(shape, year)?;
    let week = week_of(shape, new_year)?;
    let monday = new_year.0 - i64::from(week.weekday.number()) + 1;
    // 1 January may be in the last week of the previous year.
    Some(RataDie(if week.year == year { monday } else { monday + 7 }))
}

/// How many weeks the week-year has, 52 or 53.
pub(in crate::check::calendar) fn weeks_in_year(shape: &Shape<'_>, year: i64) -> Option<u32> {
    let next = first_monday(shape, year.checked_add(1)?)?;
    u32::try_from((next.0 - first_monday(shape, year)?.0) / 7).ok()
}

fn right(ask: &Ask<'_>, day: RataDie) -> Asked<IsoWeekDate> {
    let week = week_of(ask.shape(), day);
    week.ok_or_else(|| Objection::not_compared("no reference has a week for this day"))
}

/// Checks that a day has the week that follows from the reference.
pub(in crate::check) fn iso_weeks(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let (right, promised) = (right(ask, day)?, is_promised(ask, day));
    let answered = ask.if_promised(promised).iso_week(day).map_err(|no| no.by(ISO_8601))?;
    ensure(answered == right, || format!("it is {right}, answered {answered}"))
        .map_err(|objection| objection.by(ISO_8601))
}

/// Checks that a day of a week is the day that follows from the reference.
pub(in crate::check) fn days_from_iso_weeks(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let (week, promised) = (right(ask, day)?, is_promised(ask, day));
    let answered = ask.if_promised(promised).day_from_iso_week(week);
    let answered = answered.map_err(|objection| objection.by(ISO_8601))?;
    ensure(answered == day, || format!("{week} is day {}, answered day {}", day.0, answered.0))
        .map_err(|objection| objection.by(ISO_8601))
}

/// The Monday of the first week of the year.
pub(in crate::check::calendar) fn first_week(year: i64) -> IsoWeekDate {
    IsoWeekDate { year, week: 1, weekday: Weekday::Monday }
}
