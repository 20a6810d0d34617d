//! Subjects that count days and weeks of years differently from the reference where that is allowed
//! must not be blamed.

use calproof_registry::{
    Calendar, Date, DayRange, IsoWeekDate, RataDie, Reason, Refusal, calendars,
};

use super::{Claiming, claim};
use crate::case::Input;
use crate::check;
use crate::claim::Claim;
use crate::query::{Ability, Observation, Query};
use crate::selection::Selection;
use crate::session::{Ask, Topic};
use crate::verdict::Status;

const OF_DAYS: [Ability; 4] =
    [Ability::Date, Ability::Day, Ability::DayOfYear, Ability::DayFromOrdinal];
const OF_WEEKS: [Ability; 4] =
    [Ability::Date, Ability::Day, Ability::IsoWeek, Ability::DayFromIsoWeek];

fn failures(
    claim: Claim,
    calendar: &str,
    instead: fn(&Claim, Query) -> Option<Observation>,
) -> Vec<String> {
    let mut subject = Claiming::new(claim, calendar);
    subject.instead = instead;
    Claiming::failures(&subject.run(&Selection::default()))
}

/// The days from 1 January of the first year to 31 December of the last.
fn years(calendar: &str, first: i64, last: i64) -> (i64, i64) {
    let calendar = calendars::by_id(calendar).unwrap();
    let day = |year, month, day| calendar.day(Date::new(year, month, day)).unwrap().0;
    (day(first, 1, 1), day(last, 12, 31))
}

fn refused(reason: Reason) -> Observation {
    Observation::Refused(Refusal::Bare(reason))
}

/// 31 December 2099 is a Thursday of week 53, which ends in 2100; 1 January 2097 is a Tuesday of a
/// week that begins in 2096. Both week-years lie partly outside the range.
#[test]
fn a_week_year_partly_outside_the_range_may_be_refused() {
    fn cut(range: DayRange, year: i64) -> bool {
        let ends = [year, year + 1].map(|year| {
            let fourth = calendars::Gregory.day(Date::new(year, 1, 4)).unwrap();
            RataDie(fourth.0 + 1 - i64::from(fourth.weekday().number()))
        });
        !range.contains(ends[0]) || !range.contains(RataDie(ends[1].0 - 1))
    }
    let claim = claim("gregory", years("gregory", 2097, 2099), OF_WEEKS.into());
    let failures = failures(claim, "gregory", |claim, query| {
        let year = match query {
            Query::IsoWeek(day) => IsoWeekDate::of(day).map(|week| week.year),
            Query::DayFromIsoWeek(week) => Ok(week.year),
            _ => return None,
        };
        let (range, year) = (claim.range?, year.ok()?);
        let is_cut = (1..=9999).contains(&year) && cut(range, year);
        is_cut.then(|| refused(Reason::OutOfRange))
    });
    assert_eq!(failures, [""; 0]);
}

/// Counts the days that the reform of October 1582 omitted; they have no date.
fn counts_left_out(_: &Claim, query: Query) -> Option<Observation> {
    let julian = |year, ordinal| calendars::Julian.day_from_ordinal(year, ordinal);
    let calendar = calendars::by_id("gregory-cutover-1582").unwrap();
    match query {
        Query::DayOfYear(day) => {
            let date = calendar.date(day).ok().filter(|date| date.year == 1582)?;
            Some(calendars::Gregory.day_of_year(calendars::Gregory.day(date).ok()?).into())
        }
        Query::DayFromOrdinal(1582, ordinal @ 1..=365) => {
            let date = julian(1582, ordinal).and_then(|day| calendars::Julian.date(day));
            let day = date.and_then(|date| calendar.day(date));
            Some(day.map_err(|_| Refusal::Unexplained).into())
        }
        _ => None,
    }
}

#[test]
fn counting_days_that_a_reform_omitted_is_not_wrong() {
    let id = "gregory-cutover-1582";
    // The year of the reform is within the range, then just before it.
    for (first, last) in [(1580, 1585), (1583, 1585)] {
        let claim = claim(id, years(id, first, last), OF_DAYS.into());
        assert_eq!(failures(claim, id, counts_left_out), [""; 0], "{first} to {last}");
    }
}

/// No run asks every day after the gap; the ordinals of the first ten are those of omitted days.
#[test]
fn every_day_after_the_gap_may_count_omitted_days() {
    let id = "gregory-cutover-1582";
    let mut subject = Claiming::new(claim(id, years(id, 1580, 1585), OF_DAYS.into()), id);
    subject.instead = counts_left_out;
    let topic = Topic::new(&subject, subject.claim()).unwrap();
    let check = check::by_id("calendar/agreement/days_from_ordinals").unwrap();
    let reform = calendars::by_id(id).unwrap().day(Date::new(1582, 10, 15)).unwrap();
    for day in reform.0..=reform.0 + 77 {
        let verdict = check.judge(&Input::from(RataDie(day)), &mut Ask::new(&topic));
        assert_eq!(verdict.unwrap_err().status, Status::Disagreement, "day {day}");
    }
}

/// A library may know longer years of a calendar that has no reference.
#[test]
fn years_of_unknown_length_may_have_many_days() {
    let claim = claim("their-own", (736_000, 737_500), OF_DAYS.into());
    let failures = failures(claim, "gregory", |_, query| match query {
        Query::DayFromOrdinal(year, ordinal @ 1..) => {
            let first = calendars::Gregory.day(Date::new(year, 1, 1)).ok()?;
            Some(Ok(RataDie(first.0 + i64::from(ordinal) - 1)).into())
        }
        _ => None,
    });
    let of_refusals = failures.iter().filter(|it| it.starts_with("calendar/refusal/"));
    assert_eq!(of_refusals.collect::<Vec<_>>(), [""; 0]);
}

/// Weeks are numbered by the years of the calendar itself, for which no standard exists.
#[test]
fn weeks_of_other_years_may_be_numbered_freely() {
    fn of_islamic_year(day: RataDie) -> Result<IsoWeekDate, Refusal> {
        let calendar = calendars::by_id("islamic-civil").unwrap();
        let (year, ordinal) = (calendar.date(day)?.year, calendar.day_of_year(day)?);
        Ok(IsoWeekDate { year, week: (ordinal - 1) / 7 + 1, weekday: day.weekday() })
    }
    let abilities = [Ability::Date, Ability::Day, Ability::IsoWeek].into();
    let claim = claim("islamic-civil", (736_000, 737_500), abilities);
    let failures = failures(claim, "islamic-civil", |claim, query| match query {
        Query::IsoWeek(day) if claim.range?.contains(day) => Some(of_islamic_year(day).into()),
        Query::IsoWeek(_) => Some(refused(Reason::OutOfRange)),
        _ => None,
    });
    assert_eq!(failures, [""; 0]);
}

/// Wrong answers after the gap are wrong, and nothing in calproof overflows.
#[test]
fn wrong_ordinals_beside_a_reform_are_judged() {
    let id = "gregory-cutover-1582";
    let claim = claim(id, years(id, 1580, 1585), OF_DAYS.into());
    let failures = failures(claim, id, |_, query| match query {
        Query::DayOfYear(_) => Some(Ok(7_u32).into()),
        _ => None,
    });
    let of_order = "calendar/order/days_of_years_are_consecutive";
    assert!(failures.iter().any(|it| it.starts_with(of_order)), "{failures:?}");
}
