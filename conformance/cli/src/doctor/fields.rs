//! Looks at whether years, months and weekdays are numbered as the protocol says.

use calproof::query::{Ability, Answer, Observation, Query};
use calproof_registry::{Date, Leniency, MonthCode, NativeDate, RataDie, Weekday};

use super::patient::{Compared, Patient};
use super::{State, days, not_checked};

/// A year before year 0; the year with the opposite sign is the same in both ways of counting.
const BEFORE: i64 = -5;

/// How many leap months with wrong numbers have to be accepted in place of the right one.
const SEVERAL: usize = 3;

/// Why a look says nothing if dates differ in other ways.
const OTHERWISE: &str = "its dates differ from those of its rule in other ways";

pub(super) fn months(patient: &Patient<'_>) -> Option<State> {
    if !patient.can(Ability::Date) {
        return None;
    }
    let from_zero = |one: &Compared| {
        i64::from(one.observed.month.number) == i64::from(one.expected.month.number) - 1
    };
    let compared = match compared(patient) {
        Ok(compared) => compared,
        Err(state) => return Some(state),
    };
    if compared.len() > 1 && compared.iter().all(from_zero) {
        return Some(wrong(patient, "count months from 1, and add 1 to those from 0", compared[0]));
    }
    let is_right = |one: &Compared| one.observed.month == one.expected.month;
    let right = compared.iter().filter(|one| is_right(one)).count();
    Some(if right * 2 > compared.len() { State::Ok } else { not_checked(OTHERWISE) })
}

/// The days for which both have dates; the error is the state of a look if there are none.
fn compared(patient: &Patient<'_>) -> Result<Vec<Compared>, State> {
    let compared = patient.compared();
    if !compared.is_empty() {
        return Ok(compared);
    }
    Err(not_checked(if patient.reference().is_none() {
        patient.no_reference()
    } else {
        "none of its days has a date to compare with the reference".to_owned()
    }))
}

fn wrong(patient: &Patient<'_>, remedy: &str, one: Compared) -> State {
    State::Wrong(format!(
        "{remedy}: `date {}` gave {}, expected {}",
        one.day.0,
        patient.text(one.observed),
        patient.text(one.expected)
    ))
}

/// A leap month shifts the ordinals of later months, but not their codes.
pub(super) fn codes(patient: &Patient<'_>) -> Option<State> {
    let reference = patient.reference().filter(|_| patient.can(Ability::Date))?;
    let place =
        |one: &Compared| reference.month_ordinal(one.expected.year, one.expected.month).ok();
    let is_shifted = |one: &Compared| {
        place(one).is_some_and(|place| place != u32::from(one.expected.month.number))
            && !one.expected.month.leap
    };
    let shifted: Vec<Compared> = patient.compared().into_iter().filter(is_shifted).collect();
    if shifted.is_empty() {
        let has_leap_months = patient.spec().is_some_and(|spec| spec.leap_months);
        return has_leap_months.then(|| not_checked("no day after a leap month was compared"));
    }
    let is_place = |one: &Compared| {
        place(one) == Some(u32::from(one.observed.month.number))
            && one.observed.day == one.expected.day
    };
    if shifted.iter().all(is_place) {
        let remedy = "write months by their codes, which a leap month does not shift, not by \
         their ordinals in the year";
        return Some(wrong(patient, remedy, shifted[0]));
    }
    let right = shifted.iter().filter(|one| one.observed.month == one.expected.month).count();
    Some(if right * 2 > shifted.len() { State::Ok } else { not_checked(OTHERWISE) })
}

/// A leap month with a number that the year does not have must be refused.
pub(super) fn leap_texts(patient: &Patient<'_>) -> Option<State> {
    if !patient.can(Ability::Day) || !patient.spec()?.leap_months {
        return None;
    }
    if patient.claim.leniency(Ability::Day) != Leniency::Refused {
        return Some(not_checked(
            "`impossible` declares that impossible dates need not be refused",
        ));
    }
    let leap_month = patient.leap_years().find_map(|(reference, year)| {
        let months = reference.months_in_year(year).ok()?;
        let codes = (1..=months).filter_map(|place| reference.month_code(year, place).ok());
        let month = codes.into_iter().find(|month| month.leap)?;
        let date = Date { year, month, day: 1 };
        patient.contains(reference.day(date).ok()?).then_some(date)
    });
    let Some(leap) = leap_month else {
        return Some(not_checked("no year of its range has a known leap month"));
    };
    let Some(its_day) = patient.day(leap) else {
        return Some(not_checked(format!("`day {leap}`, a date that exists, has no day")));
    };
    let others = (1..=12).filter(|number| *number != leap.month.number);
    let dates = others.map(|number| Date { month: MonthCode::leap(number), ..leap });
    let taken: Vec<Date> = dates.filter(|date| patient.day(*date) == Some(its_day)).collect();
    Some(if taken.len() >= SEVERAL {
        State::Wrong(format!(
            "pass on the number of a leap month, not only the fact that it is one: `day {}` gave \
             day {}, that of {leap}, the year's only leap month; expected a refusal, \
             `no-such-month`",
            taken[0], its_day.0
        ))
    } else {
        State::Ok
    })
}

pub(super) fn year_zero(patient: &Patient<'_>) -> Option<State> {
    if !patient.can(Ability::Date) {
        return None;
    }
    let Some(reference) = patient.reference() else {
        return Some(not_checked(patient.no_reference()));
    };
    let expected = Date::new(BEFORE, 2, 1);
    let day = reference.day(expected).ok().filter(|day| patient.contains(*day))?;
    Some(match patient.date(day) {
        Some(observed) if observed.year == BEFORE => State::Ok,
        Some(observed)
            if observed.year == BEFORE - 1
                && observed.day == expected.day
                && observed.month == expected.month =>
        {
            let remedy = "add 1 to negative years, since they look like those of a count without a \
                          year 0";
            wrong(patient, remedy, Compared { day, observed, expected })
        }
        _ => not_checked(OTHERWISE),
    })
}

/// `year_zero` describes native dates correctly.
pub(super) fn native_year_zero(patient: &Patient<'_>) -> Option<State> {
    if !patient.can(Ability::DayNative) {
        return None;
    }
    let year = |native: i64| -> Option<i64> {
        let date = NativeDate { year: native, month: 1, day: 1 };
        let Observation::Value(Answer::Day(day)) = patient.ask(Query::DayNative(date)) else {
            return None;
        };
        let by_reference = patient.reference().and_then(|reference| reference.date(day).ok());
        by_reference.or_else(|| patient.date(day)).map(|date| date.year)
    };
    let numbering = patient.claim.numbering;
    let Some(seen) = year(BEFORE) else {
        return Some(not_checked(format!(
            "no native year before 1 is answered; ({BEFORE}, 1, 1) was asked"
        )));
    };
    // If the whole count of years is shifted, that says nothing about year 0.
    let is_shifted = year(-BEFORE).is_some_and(|year| year != -BEFORE);
    let (with, without) = (BEFORE, BEFORE + 1);
    Some(match (numbering.year_zero, seen) {
        _ if is_shifted => not_checked("native years are numbered differently"),
        (true, seen) if seen == with => State::Ok,
        (false, seen) if seen == without => State::Ok,
        (true, seen) if seen == without => State::Wrong(format!(
            "declare `\"year_zero\":false`: the native date ({BEFORE}, 1, 1) lies in the extended \
             year {seen}, so that −1 stands before 1"
        )),
        (false, seen) if seen == with => State::Wrong(format!(
            "declare `\"year_zero\":true`: the native date ({BEFORE}, 1, 1) lies in the extended \
             year {seen}, so that there is a native year 0"
        )),
        _ => not_checked("native years are numbered differently"),
    })
}

/// A way to number weekdays, as a function of the number from Monday, 1; and its name.
type Way = (fn(u8) -> u8, &'static str);

/// Ways to number weekdays other than from Monday, 1, to Sunday, 7, each with a description.
const WEEKDAYS: [Way; 3] = [
    (|number| number % 7 + 1, "a week that begins on Sunday, 1"),
    (|number| number % 7, "a week that begins on Sunday, 0"),
    (|number| number - 1, "ordinals from 0, Monday"),
];

pub(super) fn weekdays(patient: &Patient<'_>) -> Option<State> {
    if !patient.can(Ability::Weekday) {
        return None;
    }
    let range = patient.range();
    let middle = patient.middle().0;
    let near = (middle.saturating_sub(3)..=middle.saturating_add(3)).map(RataDie);
    let mut week = Vec::new();
    for day in near.filter(|day| range.contains(*day)) {
        // In a calendar with days outside the week only the reference knows the weekday.
        let expected = patient.reference().and_then(|reference| reference.weekday(day).ok());
        let Some(expected) = expected.unwrap_or(Some(day.weekday())) else { continue };
        let observed = patient.ask(Query::Weekday(day));
        if let Some(number) = number(&observed) {
            week.push((day, expected.number(), number));
        }
    }
    let Some((day, expected, observed)) =
        week.iter().find(|(_, expected, observed)| expected != observed)
    else {
        return Some(if week.is_empty() {
            not_checked("none of its days has a weekday")
        } else {
            State::Ok
        });
    };
    let mut ways = WEEKDAYS.iter().filter(|(way, _)| {
        week.len() == 7 && week.iter().all(|(_, expected, observed)| *observed == way(*expected))
    });
    Some(match ways.next() {
        // If days are one off, so are their weekdays.
        Some(_) if days::is_shifted(patient) => not_checked(days::SHIFTED),
        Some((_, look)) => State::Wrong(format!(
            "number weekdays from Monday (1) to Sunday (7), not as {look}: `weekday {}` gave \
             {observed}, expected {expected}",
            day.0
        )),
        None => not_checked("its weekdays are wrong in an unknown way; `calproof run` judges them"),
    })
}

/// The number of a weekday as it was written, even if no weekday has it.
fn number(observed: &Observation) -> Option<u8> {
    match observed {
        Observation::Value(Answer::Weekday(weekday)) => weekday.map(Weekday::number),
        Observation::Unacceptable(text) => text.as_str().parse().ok(),
        _ => None,
    }
}
