//! A population of correct subjects, none of which may be blamed: subsets of questions, ranges from
//! one day to everything, numbering with and without a year 0, and all declared leniencies.

use std::collections::BTreeSet;

use calproof_registry::{
    Calendar, Date, DayRange, IsoWeekDate, Leniency, MonthCode, NativeDate, Numbering, RataDie,
    Reason, Refusal, calendars,
};

use super::{Claiming, all_abilities, claim, declares};
use crate::chance::Chance;
use crate::claim::Claim;
use crate::query::{Ability, Observation, Query};
use crate::selection::Selection;

/// Calendars of every kind: fixed months, leap months by rule and in tables, omitted days, months
/// that are not in the order of their numbers, eras, an astronomical model.
const CALENDARS: [&str; 14] = [
    "gregory",
    "julian",
    "coptic",
    "persian",
    "hebrew",
    "chinese",
    "dangi",
    "islamic-umalqura",
    "islamic-civil",
    "japanese",
    "bahai",
    "gregory-cutover-1582",
    "french-republican",
    "indian",
];

/// Calendars for which the substitutes of impossible dates are defined.
const NUMBERED: [&str; 5] = ["gregory", "julian", "coptic", "persian", "islamic-civil"];

const LENIENCIES: [Leniency; 4] =
    [Leniency::Refused, Leniency::Constrained, Leniency::RolledOver, Leniency::Undefined];

/// The answer of a correct subject with this claim: nothing beyond its range, native numbers as it
/// counts them, and impossible dates as it declares.
fn right(claim: &Claim, query: Query) -> Option<Observation> {
    let calendar = calendars::by_id(&claim.rule)?;
    let range = claim.range?;
    let refused = Some(Observation::Refused(Refusal::Bare(Reason::OutOfRange)));
    match query {
        Query::Date(day)
        | Query::EraYear(day)
        | Query::Weekday(day)
        | Query::DayOfYear(day)
        | Query::IsoWeek(day)
        | Query::DaysInWeek(day)
            if !range.contains(day) =>
        {
            refused
        }
        Query::DayFromIsoWeek(week) => {
            let leniency = claim.leniency(Ability::DayFromIsoWeek);
            Some(within(range, day_from_week(calendar, week, leniency)).into())
        }
        Query::DayFromOrdinal(year, ordinal) => {
            let leniency = claim.leniency(Ability::DayFromOrdinal);
            Some(within(range, day_from_ordinal(calendar, (year, ordinal), leniency)).into())
        }
        Query::Day(date) => {
            let day = day_of(calendar, date, claim.leniency(Ability::Day));
            Some(within(range, day).into())
        }
        Query::DayNative(native) => Some(within(range, native_day(calendar, claim, native)).into()),
        query => leniently(calendar, claim, query),
    }
}

/// The answers to other impossible questions, if they are not refused.
fn leniently(calendar: &dyn Calendar, claim: &Claim, query: Query) -> Option<Observation> {
    let leniency = claim.leniency(query.ability());
    if matches!(leniency, Leniency::Refused | Leniency::Undefined) {
        return None;
    }
    let other = |date: Date| day_of(calendar, date, leniency).and_then(|day| calendar.date(day));
    let month = |year, month| other(Date { year, month, day: 1 });
    Some(match query {
        Query::DaysInMonth(year, code) => {
            month(year, code).and_then(|it| calendar.days_in_month(it.year, it.month)).into()
        }
        Query::MonthOrdinal(year, code) => {
            month(year, code).and_then(|it| calendar.month_ordinal(it.year, it.month)).into()
        }
        Query::MonthCode(year, place) => {
            let native = claim.numbering.native_year(year);
            let native = NativeDate { year: native, month: place.into(), day: 1 };
            let day = native_day(calendar, claim, native);
            day.and_then(|day| calendar.date(day)).map(|date| date.month).into()
        }
        Query::Add(date, duration, overflow) => {
            other(date).and_then(|date| calendar.add(date, duration, overflow)).into()
        }
        Query::Until(from, to, largest) => {
            let dates = other(from).and_then(|from| Ok((from, other(to)?)));
            dates.and_then(|(from, to)| calendar.until(from, to, largest)).into()
        }
        _ => return None,
    })
}

fn day_from_week(
    calendar: &dyn Calendar,
    week: IsoWeekDate,
    leniency: Leniency,
) -> Result<RataDie, Refusal> {
    match leniency {
        Leniency::Constrained => {
            let nearest = week.week.clamp(1, IsoWeekDate::weeks_in_year(week.year)?);
            calendar.day_from_iso_week(IsoWeekDate { week: nearest, ..week })
        }
        Leniency::RolledOver => {
            let first = IsoWeekDate { week: 1, ..week }.day()?;
            Ok(RataDie(first.0 + 7 * (i64::from(week.week) - 1)))
        }
        _ => calendar.day_from_iso_week(week),
    }
}

fn day_from_ordinal(
    calendar: &dyn Calendar,
    (year, ordinal): (i64, u32),
    leniency: Leniency,
) -> Result<RataDie, Refusal> {
    match leniency {
        Leniency::Constrained => {
            let ordinal = ordinal.clamp(1, calendar.days_in_year(year)?);
            calendar.day_from_ordinal(year, ordinal)
        }
        Leniency::RolledOver => {
            let first = calendar.day_from_ordinal(year, 1)?;
            Ok(RataDie(first.0 + i64::from(ordinal) - 1))
        }
        _ => calendar.day_from_ordinal(year, ordinal),
    }
}

fn within(range: DayRange, day: Result<RataDie, Refusal>) -> Result<RataDie, Refusal> {
    day.and_then(
        |day| if range.contains(day) { Ok(day) } else { Err(Refusal::Bare(Reason::OutOfRange)) },
    )
}

fn native_day(
    calendar: &dyn Calendar,
    claim: &Claim,
    native: NativeDate,
) -> Result<RataDie, Refusal> {
    let year =
        claim.numbering.extended_year(native.year).ok_or(Refusal::Bare(Reason::NoSuchYear))?;
    let leniency = claim.leniency(Ability::DayNative);
    let mut native = NativeDate { year, ..native };
    let count = i64::from(calendar.months_in_year(year)?);
    match leniency {
        Leniency::Constrained => {
            native.month = native.month.clamp(1, count);
            native.day = native.day.clamp(1, 1000);
        }
        Leniency::RolledOver if !(1..=count).contains(&native.month) => {
            // For calendars whose years all have the same months.
            let months = native.month.checked_sub(1).ok_or(Refusal::Unexplained)?;
            native.year = year.checked_add(months.div_euclid(count)).ok_or(Refusal::Unexplained)?;
            native.month = months.rem_euclid(count) + 1;
        }
        _ => {}
    }
    let place = u32::try_from(native.month).map_err(|_| Refusal::Unexplained)?;
    let month = calendar.month_code(native.year, place)?;
    if leniency == Leniency::RolledOver {
        let start = calendar.day(Date { year: native.year, month, day: 1 })?;
        let day = native.day.checked_sub(1).and_then(|days| start.0.checked_add(days));
        return day.map(RataDie).ok_or(Refusal::Unexplained);
    }
    let day = u32::try_from(native.day).map_err(|_| Refusal::Unexplained)?;
    day_of(calendar, Date { year: native.year, month, day }, leniency)
}

/// The day of a date by small steps, where the suite uses one computation.
fn day_of(calendar: &dyn Calendar, mut date: Date, leniency: Leniency) -> Result<RataDie, Refusal> {
    let answered = calendar.day(date);
    let exists = |date: Date| calendar.day(Date { day: 1, ..date }).is_ok();
    match (leniency, answered) {
        (Leniency::Refused | Leniency::Undefined, answered) | (_, answered @ Ok(_)) => answered,
        (_, answered) if date.month.leap => answered,
        (Leniency::Constrained, _) => {
            date.month = MonthCode::common(date.month.number.max(1));
            while date.month.number > 1 && !exists(date) {
                date.month.number -= 1;
            }
            date.day = date.day.clamp(1, 1000);
            while date.day > 1 && calendar.day(date).is_err() {
                date.day -= 1;
            }
            calendar.day(date)
        }
        (_, _) => {
            let count = calendar.months_in_year(date.year)?;
            let mut month = i64::from(date.month.number);
            while month < 1 {
                (date.year, month) = (date.year - 1, month + i64::from(count));
            }
            while month > i64::from(count) {
                (date.year, month) = (date.year + 1, month - i64::from(count));
            }
            let start =
                calendar.day(Date { day: 1, month: MonthCode::common(month as u8), ..date });
            start.map(|start| RataDie(start.0 + i64::from(date.day) - 1))
        }
    }
}

/// Ranges within the reference's range: one day, a few, a year, several years, at its ends and in
/// its middle.
fn ranges(calendar: &dyn Calendar) -> Vec<(i64, i64)> {
    let known = calendar.range().unwrap();
    // Distant years are slow to compute in some calendars; tables have their middle around here.
    let middle = 736_000;
    let mut ranges = Vec::new();
    for length in [1, 2, 40, 400, 1500] {
        let starts = [known.first.0, middle, known.last.0 - length + 1];
        ranges.extend(starts.map(|start| (start, start + length - 1)));
    }
    ranges.retain(|(first, last)| known.first.0 <= *first && *last <= known.last.0);
    ranges
}

fn judged_right(mut claim: Claim, leniency: Leniency) {
    declares(&mut claim, leniency);
    let mut subject = Claiming::new(claim.clone(), &claim.rule);
    subject.instead = right;
    let outcome = subject.run(&Selection::default());
    let failures = Claiming::failures(&outcome);
    assert_eq!(failures, <[String; 0]>::default(), "of {claim:?}");
}

#[test]
fn ranges_of_all_lengths_are_right() {
    for id in CALENDARS {
        for days in ranges(calendars::by_id(id).unwrap()) {
            let all = all_abilities(id).into_iter().collect();
            judged_right(claim(id, days, all), Leniency::Refused);
        }
    }
}

/// Numbering, leniency, range and questions, combined at random from a seed.
#[test]
fn combinations_are_right() {
    let mut chance = Chance(2);
    for round in 0..240 {
        let leniency = LENIENCIES[round % LENIENCIES.len()];
        let lenient = matches!(leniency, Leniency::Constrained | Leniency::RolledOver);
        let id = if lenient { chance.one_of(&NUMBERED) } else { chance.one_of(&CALENDARS) };
        let days = chance.one_of(&ranges(calendars::by_id(id).unwrap()));
        let abilities = all_abilities(id).into_iter().filter(|_| chance.below(3) > 0);
        let mut claim = claim(id, days, abilities.collect::<BTreeSet<_>>());
        claim.numbering = Numbering { year_zero: chance.below(2) == 0 };
        judged_right(claim, leniency);
    }
}

#[test]
fn subjects_that_answer_only_dates_are_right() {
    for id in CALENDARS {
        for days in ranges(calendars::by_id(id).unwrap()) {
            judged_right(claim(id, days, [Ability::Date].into()), Leniency::Refused);
        }
    }
}

/// The whole range of the reference at once, for the cheapest calendars.
#[test]
fn the_whole_range_of_the_reference_is_right() {
    let calendar = calendars::by_id("gregory").unwrap();
    let range = calendar.range().unwrap();
    let abilities = [Ability::Day, Ability::DayNative, Ability::Add, Ability::EraYear];
    let claim = claim("gregory", (range.first.0, range.last.0), abilities.into());
    judged_right(claim, Leniency::Refused);
}

/// The same subjects fail if they do not do what they declare.
#[test]
fn a_wrong_leniency_is_wrong() {
    let questions: [&[Ability]; 5] = [
        &[Ability::Day],
        &[Ability::MonthOrdinal],
        &[Ability::MonthCode, Ability::MonthsInYear],
        &[Ability::Add],
        &[Ability::Until],
    ];
    let declared_and_done = [
        (Leniency::Refused, Leniency::Constrained),
        (Leniency::Refused, Leniency::RolledOver),
        (Leniency::Constrained, Leniency::RolledOver),
        (Leniency::RolledOver, Leniency::Constrained),
    ];
    for abilities in questions {
        for (declared, done) in declared_and_done {
            let abilities = abilities.iter().copied().collect();
            let mut claim = claim("gregory", (736_000, 737_500), abilities);
            declares(&mut claim, declared);
            let mut subject = Claiming::new(claim, "gregory");
            subject.instead = match done {
                Leniency::Constrained => |claim, query| other(claim, query, Leniency::Constrained),
                _ => |claim, query| other(claim, query, Leniency::RolledOver),
            };
            let failures = Claiming::failures(&subject.run(&Selection::default()));
            let mut of_refusals = failures.iter().filter(|it| {
                ["calendar/refusal/", "calendar/months/"].iter().any(|group| it.starts_with(group))
            });
            let claim = subject.claim();
            assert!(of_refusals.next().is_some(), "{claim:?}, {done:?}: {failures:?}");
        }
    }
}

fn other(claim: &Claim, query: Query, done: Leniency) -> Option<Observation> {
    let mut claim = claim.clone();
    declares(&mut claim, done);
    right(&claim, query)
}
