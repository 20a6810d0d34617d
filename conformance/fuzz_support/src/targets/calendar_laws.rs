//! The laws of every reference calendar.

use std::sync::LazyLock;

use calproof::case::Input;
use calproof::case::bytes::Sample;
use calproof::subject::InProcess;
use calproof_registry::{
    Calendar, Date, EraCode, EraYear, MonthCode, RataDie, Reason, Refusal, laws,
};

use super::arithmetic::{adding_a_span_reaches_its_end, sum_round_trip};
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

/// The number of consecutive days that are tested.
const RUN: i64 = 16;

/// The planted calendars, judged against the reference; `None` if nothing is planted.
static PLANTED: LazyLock<Option<SampleVerdict>> = LazyLock::new(|| {
    planted::name()?;
    let subject = InProcess::new("planted", "0.0.0", planted::references().to_vec());
    Some(SampleVerdict::new(Box::new(subject), Vec::new()))
});

/// Makes every calendar compute its tables, by asking for a day. Otherwise the first input would be
/// blamed for the time.
pub fn get_ready() {
    for calendar in planted::references() {
        let _ = calendar.date(RataDie(738_945));
    }
}

/// The laws of every reference calendar, for consecutive days or for any fields. Days and dates,
/// month codes and ordinals, days and their ordinals in years and weeks, years and eras, sums and
/// spans make the round trip and are consecutive; a year is as long as its months; a refusal has a
/// reason.
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
        Input::Date(date) => date_round_trip(all[place], date),
        Input::Native(date) => keep(laws::native_date_round_trip(all[place], date)),
        Input::Year(year) => year_keeps_the_laws(all[place], year),
        Input::Sum(sum) => sum_round_trip(all[place], &sum),
        Input::Span(span) => adding_a_span_reaches_its_end(all[place], &span),
        _ => {}
    }
}

/// Tests a run of days from this one on. For a day beyond the range, tests a run within it, at the
/// same distance from its beginning modulo its length.
fn days_keep_the_laws(calendar: &dyn Calendar, day: RataDie) {
    let range = calendar.range().expect("every reference calendar has a range");
    if range.contains(day) {
        return run_keeps_the_laws(calendar, day);
    }
    day_round_trip(calendar, day);
    let length = range.last.0 - range.first.0 + 1;
    run_keeps_the_laws(calendar, RataDie(range.first.0 + day.0.rem_euclid(length)));
}

fn run_keeps_the_laws(calendar: &dyn Calendar, first: RataDie) {
    let mut before = None;
    for day in (first.0..first.0.saturating_add(RUN)).map(RataDie) {
        let Some(date) = day_round_trip(calendar, day) else { return };
        if let Some((earlier, _)) = before {
            counting::did(1);
            keep(laws::date_follows(calendar, earlier, date));
        }
        let weekday = calendar.weekday(day).ok().flatten();
        if let (Some((_, Some(earlier))), Some(weekday)) = (before, weekday) {
            counting::did(1);
            keep(laws::weekday_follows(calendar, Some(earlier), Some(weekday)));
        }
        before = Some((date, weekday));
    }
    keep(laws::era_round_trip(calendar, first));
    keep(laws::weekday_comes_again(calendar, first));
    keep(laws::day_of_year_round_trip(calendar, first));
    keep(laws::day_of_year_follows(calendar, first));
    keep(laws::iso_week_round_trip(calendar, first));
    keep(laws::iso_week_follows(calendar, first));
}

/// The result of a law that holds; panics on a law that is broken.
pub fn keep<T>(kept: Result<T, String>) -> T {
    kept.unwrap_or_else(|violated| panic!("{violated}"))
}

fn day_round_trip(calendar: &dyn Calendar, day: RataDie) -> Option<Date> {
    counting::did(1);
    let date = keep(laws::day_round_trip(calendar, day));
    if date.is_some() {
        return date;
    }
    let id = calendar.id();
    let reason = calendar.date(day).map_err(Refusal::reason);
    assert_eq!(reason, Err(Reason::OutOfRange), "{id}: {day}");
    let range = calendar.range().expect("every reference calendar has a range");
    assert!(!range.contains(day), "{id} refuses {day}, which lies in its range");
    None
}

fn date_round_trip(calendar: &dyn Calendar, date: Date) {
    keep(laws::date_round_trip(calendar, date));
    keep(laws::month_day_round_trip(calendar, date));
    keep(laws::nearest_date_is_near(calendar, date));
    keep(laws::fields_make_their_date(calendar, date));
    // What is planted may give no reason.
    if let (Err(refusal), None) = (calendar.day(date), &*PLANTED) {
        let is_reason = matches!(
            refusal.reason(),
            Reason::OutOfRange | Reason::NoSuchMonth | Reason::NoSuchDay
        );
        assert!(is_reason, "{}: {date} is refused as {refusal}", calendar.id());
    }
}

/// The months of the year are consecutive and fill it, and its eras convert back.
fn year_keeps_the_laws(calendar: &dyn Calendar, year: i64) {
    for era in calendar.eras() {
        let era = EraCode::new(era.code).expect("eras have well-formed codes");
        // The year need not exist, but this must not panic.
        let _ = calendar.extended_year(EraYear { era, year });
    }
    keep(laws::months_lead_to_each_other(calendar, year));
    keep(laws::places_outside_the_year_are_refused(calendar, year));
    keep(laws::days_outside_the_year_are_refused(calendar, year));
    keep(laws::weeks_outside_the_year_are_refused(calendar, year));
    keep(laws::months_fill_the_year(calendar, year));
    let (Ok(months), Ok(day)) = (calendar.months_in_year(year), calendar.days_in_year(year)) else {
        return;
    };
    date_round_trip(calendar, Date { year, month: MonthCode::leap(months as u8), day });
}
