//! Sums and spans of dates that do not exist.

use calproof_registry::{Date, DateDuration, Overflow, RataDie, Unit};

use super::{Impossible, declared, reasons, stand_in, undecided, weighed};
use crate::query::Ability;
use crate::session::{Ask, Questions};
use crate::verdict::{Objection, Verdict};

/// Checks that adding to a date which does not exist is refused, with a reason that applies, or
/// answered as declared.
pub(in crate::check) fn sums_of_impossible_dates_are_refused(
    ask: &mut Ask<'_>,
    date: Date,
) -> Verdict {
    let leniency = declared(ask, Ability::Add)?;
    if may_exist(ask, date) {
        return undecided(date);
    }
    let a_day = DateDuration { days: 1, ..DateDuration::default() };
    let answer = ask.attempt().add(date, a_day, Overflow::Reject)?;
    let next = stand_in(ask, date, leniency).and_then(|day| day.0.checked_add(1)).map(RataDie);
    let next = next.filter(|day| ask.promises(*day));
    let stands_for = next.and_then(|day| ask.shape().oracle.date(day));
    let asked = format!("the day after {date}");
    let impossible = Impossible { asked, reasons: &reasons(ask, date), stands_for };
    weighed(ask, date, leniency, impossible.judge(leniency, answer))
}

/// Checks that a difference between two dates, one of which does not exist, is refused or answered
/// as declared.
pub(in crate::check) fn spans_of_impossible_dates_are_refused(
    ask: &mut Ask<'_>,
    date: Date,
) -> Verdict {
    let leniency = declared(ask, Ability::Until)?;
    if may_exist(ask, date) {
        return undecided(date);
    }
    let first = ask.shape().months_of(date.year).first().copied();
    let other = first.map(|month| Date { year: date.year, month, day: 1 });
    let Some(other) = other.filter(|other| ask.shape().has_date(*other)) else {
        return Err(Objection::not_compared("the first date of the year is not known"));
    };
    let (stand_in, start) = (stand_in(ask, date, leniency), ask.shape().day_of(other));
    let days = stand_in.zip(start).map(|(day, start)| day.0.saturating_sub(start.0));
    for (from, to, sign) in [(other, date, 1), (date, other, -1)] {
        let answer = ask.attempt().until(from, to, Unit::Day)?;
        let duration = |days: i64| DateDuration { days: sign * days, ..DateDuration::default() };
        let asked = format!("the difference between {from} and {to}");
        let reasons = reasons(ask, date);
        let impossible = Impossible { asked, reasons: &reasons, stands_for: days.map(duration) };
        weighed(ask, date, leniency, impossible.judge(leniency, answer))?;
    }
    Ok(())
}

/// Whether the date exists if an undecided month begins on its other day.
pub(super) fn may_exist(ask: &Ask<'_>, date: Date) -> bool {
    let before = date.day.checked_sub(1).map(|day| Date { day, ..date });
    let before = before.and_then(|before| ask.shape().day_of(before));
    before
        .is_some_and(|before| ask.shape().oracle.may_be(RataDie(before.0.saturating_add(1)), date))
}
