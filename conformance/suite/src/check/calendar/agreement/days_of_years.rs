//! Days of the year. The expected ordinal follows from the dates of the reference: the number of
//! days of the year up to and including this one.

use calproof_registry::{Date, Leniency, RataDie, Reason, Refusal};

use super::{by_authority, ends_of_year};
use crate::query::Ability;
use crate::session::{Ask, Questions};
use crate::shape::Shape;
use crate::verdict::{Objection, Status, Verdict, ensure};

/// A day's ordinal in its year, by the reference.
pub(in crate::check::calendar) struct DayOfYear {
    pub(in crate::check::calendar) year: i64,
    /// The first day of the year.
    pub(in crate::check::calendar) first: RataDie,
    /// Counted from 1.
    pub(in crate::check::calendar) ordinal: u32,
    /// How many dates a calendar reform omitted earlier in this year.
    left_out: u32,
}

impl DayOfYear {
    /// `None` if no reference has the day.
    pub(in crate::check::calendar) fn of(shape: &Shape<'_>, day: RataDie) -> Option<DayOfYear> {
        let date = shape.oracle.date(day)?;
        let [first, _] = ends_of_year(shape, date.year)?;
        let ordinal = u32::try_from(day.0 - first.0 + 1).ok()?;
        Some(DayOfYear { year: date.year, first, ordinal, left_out: left_out_before(shape, date) })
    }

    /// The same, for a comparison: an error where the declared range begins within the year, since
    /// a library may count from there.
    fn compared(ask: &Ask<'_>, day: RataDie) -> Result<DayOfYear, Box<Objection>> {
        let place = DayOfYear::of(ask.shape(), day);
        let place =
            place.ok_or_else(|| Objection::not_compared("no reference answers for this day"))?;
        if ask.promises(place.first) {
            return Ok(place);
        }
        Err(Objection::not_compared("the year of this day begins before the declared range"))
    }

    /// Whether the answer is the ordinal counted with the omitted dates.
    pub(in crate::check::calendar) fn is_with_left_out(&self, answered: u32) -> bool {
        self.left_out > 0 && Some(answered) == self.ordinal.checked_add(self.left_out)
    }

    /// The objection to a count that includes omitted dates: no authority says how the days of a
    /// reform year are numbered.
    pub(in crate::check::calendar) fn counts_left_out(&self) -> Box<Objection> {
        let left_out = self.left_out;
        let why = format!("it counts the {left_out} days that the reform of this year omitted");
        Objection::new(Status::Disagreement, why)
    }
}

/// How many dates a calendar reform omitted earlier in the date's year.
pub(in crate::check::calendar) fn left_out_before(shape: &Shape<'_>, date: Date) -> u32 {
    let months = shape.months_of(date.year).into_iter().take_while(|month| *month != date.month);
    let earlier: usize = months.map(|month| shape.missing_days(date.year, month).len()).sum();
    let missing = shape.missing_days(date.year, date.month);
    (earlier + missing.filter(|day| *day < date.day).count()) as u32
}

/// Checks that a day has the ordinal in its year that follows from the reference.
pub(in crate::check) fn days_of_years(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let place = DayOfYear::compared(ask, day)?;
    let right = place.ordinal;
    let answered = ask.within_year(place.year).day_of_year(day);
    let answered = answered.map_err(|objection| by_authority(ask, objection))?;
    if place.is_with_left_out(answered) {
        return Err(place.counts_left_out());
    }
    let year = place.year;
    ensure(answered == right, || format!("it is day {right} of {year}, answered {answered}"))
        .map_err(|objection| by_authority(ask, objection))
}

/// Checks that an ordinal in a year is the day that follows from the reference.
pub(in crate::check) fn days_from_ordinals(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let place = DayOfYear::compared(ask, day)?;
    let DayOfYear { year, ordinal, left_out, .. } = place;
    if left_out > 0 {
        let observed = ask.attempt().day_from_ordinal(year, ordinal)?.map_err(Refusal::reason);
        let as_if_not = day.0.checked_sub(left_out.into()).map(RataDie);
        let is_as_if_not = match observed {
            Ok(observed) if Some(observed) == as_if_not => true,
            // In a count that includes omitted dates, this ordinal may belong to an omitted one.
            Ok(_) => !has_date_at(ask, as_if_not) && is_lenient(ask),
            Err(reason) => !has_date_at(ask, as_if_not) && reason != Reason::Unsupported,
        };
        if is_as_if_not {
            return Err(place.counts_left_out());
        }
    }
    let answered = ask.within_year(year).day_from_ordinal(year, ordinal);
    let answered = answered.map_err(|objection| by_authority(ask, objection))?;
    ensure(answered == day, || {
        format!("day {ordinal} of {year} is day {}, answered day {}", day.0, answered.0)
    })
    .map_err(|objection| by_authority(ask, objection))
}

/// Whether the day exists and lies after the gap in its year. If it does not, a count that includes
/// omitted dates has no existing date at the ordinal in question.
fn has_date_at(ask: &Ask<'_>, earlier: Option<RataDie>) -> bool {
    let shape = ask.shape();
    let date = earlier.and_then(|day| shape.oracle.date(day));
    date.is_some_and(|date| left_out_before(shape, date) > 0)
}

/// Whether the subject declares that it may answer for ordinals that do not exist.
fn is_lenient(ask: &Ask<'_>) -> bool {
    ask.shape().claim.leniency(Ability::DayFromOrdinal) != Leniency::Refused
}
