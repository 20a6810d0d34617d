//! The laws of every reference calendar.

use std::sync::LazyLock;

use calproof::case::Input;
use calproof::case::bytes::Sample;
use calproof::subject::InProcess;
use calproof_registry::{
    Calendar, Date, EraCode, EraYear, IsoWeekDate, MonthCode, NativeDate, RataDie, Reason,
};

use super::arithmetic::{span_leads_there, sum_leads_back};
use super::dictionaries::numbers;
use super::judging::SampleVerdict;
use super::mutation::calendar_mutator;
use super::{SHORT, Target, counting, planted, readable};

/// The target.
pub static TARGET: Target = Target {
    name: "calendar_laws",
    about: "Any bytes are a case; every reference calendar keeps every law on it.",
    run: calendar_laws,
    prepare: get_ready,
    mutator: Some(calendar_mutator),
    longest: SHORT,
    seeds: readable::SAMPLES,
    words: numbers,
    plants: &[],
};

/// How many days in a row are looked at.
const RUN: i64 = 16;

/// What is planted; the reference needs no reference.
static PLANTED: LazyLock<Option<SampleVerdict>> = LazyLock::new(|| {
    planted::name()?;
    let subject = InProcess::new("planted", "0.0.0", planted::references().to_vec());
    Some(SampleVerdict::new(Box::new(subject), Vec::new()))
});

/// Has every calendar answer for a day that is in its table, which is made then: or the first input
/// would take the blame for the time.
pub fn get_ready() {
    for calendar in planted::references() {
        let _ = calendar.date(RataDie(738_945));
    }
}

/// The laws of every reference calendar, for a run of days, or for any fields: days and dates lead
/// back to each other and come in order, so do months' codes and places, years and eras, sums and
/// spans; a year is as long as its months; and what is refused is refused for a reason.
pub fn calendar_laws(bytes: &[u8]) {
    if let Some(sample) = Sample::read(bytes) {
        keeps_the_laws(sample);
    }
    counting::ended();
}

fn keeps_the_laws(Sample { calendar, input, .. }: Sample) {
    let all = planted::references();
    let place = usize::from(calendar) % all.len();
    if let Some(planted) = &*PLANTED {
        planted.judge(calendar, &input);
        if !planted.is_promised(calendar, &input, RUN) {
            return;
        }
    }
    counting::did(1);
    match input {
        Input::Day(day) => {
            for calendar in all {
                days_keep_the_laws(*calendar, day);
            }
        }
        Input::Date(date) => date_leads_back(all[place], date),
        Input::Native(date) => native_date_leads_back(all[place], date),
        Input::Year(year) => year_keeps_the_laws(all[place], year),
        Input::Sum(sum) => sum_leads_back(all[place], &sum),
        Input::Span(span) => span_leads_there(all[place], &span),
        _ => {}
    }
}

/// A run of days from this one on, and from the one of the calendar's range that is as far from its
/// begin, if it goes round there.
fn days_keep_the_laws(calendar: &dyn Calendar, day: RataDie) {
    let range = calendar.range().expect("every reference calendar has a range");
    if range.contains(day) {
        return run_keeps_the_laws(calendar, day);
    }
    day_leads_back(calendar, day);
    let length = range.last.0 - range.first.0 + 1;
    run_keeps_the_laws(calendar, RataDie(range.first.0 + day.0.rem_euclid(length)));
}

fn run_keeps_the_laws(calendar: &dyn Calendar, first: RataDie) {
    let id = calendar.id();
    let mut before = None;
    for day in (first.0..first.0.saturating_add(RUN)).map(RataDie) {
        let Some(date) = day_leads_back(calendar, day) else { return };
        if let Some((earlier, _)) = before {
            counting::did(1);
            assert!(is_next(calendar, earlier, date), "{id}: {date} follows {earlier}");
        }
        let weekday = calendar.weekday(day).ok().flatten();
        if let (Some((_, Some(earlier))), Some(weekday)) = (before, weekday) {
            counting::did(1);
            let steps = (weekday as i64 - earlier as i64).rem_euclid(7);
            assert_eq!(steps, 1, "{id}: {day} is {weekday}, after {earlier}");
        }
        before = Some((date, weekday));
    }
    let era = calendar.era_year(first).map(|year| (year, calendar.extended_year(year)));
    if let Ok((year, extended)) = era {
        assert_eq!(extended, calendar.date(first).map(|date| date.year), "{id}: {year}");
    }
    let _ = IsoWeekDate::of(first).map(IsoWeekDate::day);
}

/// Whether it can be the next day's date: a later day of the month, or the first of another.
fn is_next(calendar: &dyn Calendar, before: Date, date: Date) -> bool {
    let month = |date: Date| (date.year, calendar.month_ordinal(date.year, date.month).ok());
    if month(before) == month(date) { before.day < date.day } else { month(before) < month(date) }
}

fn day_leads_back(calendar: &dyn Calendar, day: RataDie) -> Option<Date> {
    counting::did(1);
    match calendar.date(day) {
        Ok(date) => {
            assert_eq!(calendar.day(date), Ok(day), "{}: {day} is {date}", calendar.id());
            Some(date)
        }
        Err(refusal) => {
            let id = calendar.id();
            assert_eq!(refusal.reason(), Reason::OutOfRange, "{id}: {day}");
            let range = calendar.range().expect("every reference calendar has a range");
            assert!(!range.contains(day), "{id} refuses {day}, which lies in its range");
            None
        }
    }
}

fn date_leads_back(calendar: &dyn Calendar, date: Date) {
    let id = calendar.id();
    match calendar.day(date) {
        Ok(day) => assert_eq!(calendar.date(day), Ok(date), "{id}: {date} is {day}"),
        // What is planted may give no reason.
        Err(refusal) => assert!(
            matches!(
                refusal.reason(),
                Reason::OutOfRange | Reason::NoSuchMonth | Reason::NoSuchDay
            ) || PLANTED.is_some(),
            "{id}: {date} is refused as {refusal}"
        ),
    }
}

/// What it stands for is found by way of the month's code.
fn native_date_leads_back(calendar: &dyn Calendar, native: NativeDate) {
    let id = calendar.id();
    let Ok(day) = calendar.day_native(native) else { return };
    let date = calendar.date(day).expect("a day that it gave itself");
    let ordinal = calendar.month_ordinal(date.year, date.month).expect("a month that it has");
    let back = (calendar.numbering().native_year(date.year), i64::from(ordinal));
    assert_eq!(back, (native.year, native.month), "{id}: {native} is {date}");
    assert_eq!(i64::from(date.day), native.day, "{id}: {native} is {date}");
}

/// Its months follow one another and fill it, and its eras lead back.
fn year_keeps_the_laws(calendar: &dyn Calendar, year: i64) {
    let id = calendar.id();
    for era in calendar.eras() {
        let era = EraCode::new(era.code).expect("eras have well-formed codes");
        // Whether or not there is such a year, it is not to panic.
        let _ = calendar.extended_year(EraYear { era, year });
    }
    let Ok(months) = calendar.months_in_year(year) else { return };
    let mut days = 0;
    for ordinal in 1..=months {
        let month = calendar.month_code(year, ordinal).expect("a month of the year");
        assert_eq!(calendar.month_ordinal(year, month), Ok(ordinal), "{id}: {month} of {year}");
        days += calendar.days_in_month(year, month).expect("a month of the year");
    }
    assert!(calendar.month_code(year, months + 1).is_err(), "{id}: {year} has {months} months");
    assert_eq!(calendar.days_in_year(year), Ok(days), "{id}: {year}");
    let new_year = |year| {
        let month = calendar.month_code(year, 1).ok()?;
        calendar.day(Date { year, month, day: 1 }).ok()
    };
    if let (Some(first), Some(next)) = (new_year(year), new_year(year.saturating_add(1))) {
        assert!(next.0 - first.0 == i64::from(days), "{id}: {year} is not as long as its months");
    }
    date_leads_back(calendar, Date { year, month: MonthCode::leap(months as u8), day: days });
}
