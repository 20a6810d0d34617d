//! Each fault differs from its twin on a question that is listed, and each twin equals the calendar
//! that it declares.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::thread;
use std::time::Instant;

use calproof_registry::{
    BeyondRange, Calendar, Date, DateDuration, IsoWeekDate, MonthCode, NativeDate, Overflow,
    RataDie, Unit, Weekday, calendars,
};

use super::by_mistakes;
use super::questions::{COSTS, QUESTIONS, Question};
use super::second_questions;
use crate::faults;

/// The answers of a planted calendar in a new thread, so that it remembers nothing.
fn in_a_thread(name: &'static str, is_twin: bool, ask: fn(&dyn Calendar) -> String) -> String {
    let asked = thread::spawn(move || {
        let fault = faults::by_name(name).unwrap();
        if is_twin { ask(&fault.twin_calendar().unwrap()) } else { ask(&fault.calendar().unwrap()) }
    });
    asked.join().unwrap()
}

/// Those of both rounds.
fn questions() -> impl Iterator<Item = &'static Question> {
    QUESTIONS.iter().chain(second_questions::QUESTIONS)
}

#[test]
fn every_fault_differs_from_its_twin_on_a_question_that_is_named() {
    let planted: BTreeSet<&str> = by_mistakes().map(|fault| fault.name).collect();
    let names = questions().map(|(name, ..)| *name).chain(COSTS.iter().map(|(name, ..)| *name));
    let asked: BTreeSet<&str> = names.collect();
    assert_eq!(planted, asked);
    let is_alike = |(name, _, ask): &&Question| {
        in_a_thread(name, false, *ask) == in_a_thread(name, true, *ask)
    };
    let alike: Vec<_> =
        questions().filter(is_alike).map(|(name, asked, _)| (name, asked)).collect();
    assert!(alike.is_empty(), "{alike:?}");
}

#[test]
fn slow_faults_take_ten_times_as_long_as_their_twins() {
    for (name, question, ask) in COSTS {
        let time = |is_twin| {
            let start = Instant::now();
            let answer = in_a_thread(name, is_twin, *ask);
            (answer, start.elapsed())
        };
        let (wrong, slow) = time(false);
        // The quickest of several, since a busy machine slows everything down.
        let twin_times = std::iter::repeat_with(|| time(true)).take(5);
        let (right, quick) = twin_times.min_by_key(|(_, time)| *time).unwrap();
        assert_eq!(wrong, right, "{name}: {question}");
        assert!(slow > 10 * quick, "{name}: {question}: {slow:?}, its twin {quick:?}");
    }
}

#[test]
fn no_name_is_given_twice() {
    let mut seen = BTreeSet::new();
    let again: Vec<_> = faults::all().filter(|fault| !seen.insert(fault.name)).collect();
    assert!(again.is_empty(), "{:?}", again.iter().map(|fault| fault.name).collect::<Vec<_>>());
    assert!(by_mistakes().all(faults::Fault::is_by_stranger));
}

#[test]
fn wrong_lengths_are_plausible_in_real_calendars() {
    let planted = |name| faults::by_name(name).unwrap().calendar().unwrap();
    for (name, year, month) in [
        ("one-new-moon-of-korea", 2017, 1),
        ("one-new-moon-of-china", 2055, 8),
        ("one-ramadan-a-day-early", 1416, 8),
    ] {
        for number in [month, month + 1] {
            let length = planted(name).days_in_month(year, MonthCode::common(number)).unwrap();
            assert!((29..=30).contains(&length), "{name}: {length} days");
        }
    }
    for (name, days) in [("hebrew-years-of-356-days", 356), ("hebrew-years-of-382-days", 382)] {
        let hebrew = planted(name);
        let years = (1600..2800).filter(|year| hebrew.days_in_year(*year) == Ok(days)).count();
        assert!((1..60).contains(&years), "{name}: {years} years");
    }
    assert!(planted("four-days-of-ha").is_leap_year(187).unwrap());
}

/// Looks at each twin in a new thread, so that it remembers nothing.
fn look_at_each_twin(look: fn(&str, &dyn Calendar, &dyn Calendar)) {
    let mut wrong = Vec::new();
    for fault in by_mistakes() {
        let looked = thread::spawn(move || {
            let twin = fault.twin_calendar().unwrap();
            look(fault.name, &twin, calendars::by_id(twin.rule()).unwrap());
        });
        if looked.join().is_err() {
            wrong.push(fault.name);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn every_twin_is_the_calendar_that_it_declares() {
    look_at_each_twin(|name, twin, reference| {
        let range = twin.range().unwrap();
        let step = (range.last.0 - range.first.0) / 2011 + 1;
        let near = |day: i64| day.max(range.first.0)..=(day + 400).min(range.last.0);
        let middle = range.first.0.midpoint(range.last.0);
        let days = (range.first.0..=range.last.0).step_by(step as usize);
        let ends = near(range.first.0).chain(near(middle)).chain(near(range.last.0 - 60));
        for day in days.chain(ends).chain(POINTS.iter().flat_map(|day| near(day - 200))) {
            same_of_a_day(name, twin, reference, RataDie(day));
        }
    });
}

#[test]
fn twins_refuse_dates_that_do_not_exist() {
    look_at_each_twin(|name, twin, reference| {
        for year in [i64::MIN, i64::MAX, 1 << 53, 1 << 32, -(1 << 32)] {
            let date = Date::new(year, 1, 1);
            assert_eq!(twin.day(date).is_ok(), reference.day(date).is_ok(), "{name}");
            let own = reference.is_leap_year(year);
            assert_eq!(twin.is_leap_year(year).is_ok(), own.is_ok(), "{name}");
            let own = reference.days_in_year(year);
            assert_eq!(twin.days_in_year(year).is_ok(), own.is_ok(), "{name}");
            let native = NativeDate { year, month: 1, day: 1 };
            let own = reference.day_native(native);
            assert_eq!(twin.day_native(native).is_ok(), own.is_ok(), "{name}");
            let week = IsoWeekDate { year, week: 53, weekday: Weekday::Monday };
            assert!(twin.day_from_iso_week(week).is_err(), "{name}");
        }
        for day in [i64::MIN, i64::MAX] {
            let is_clamped = twin.beyond_range() == BeyondRange::Clamps;
            assert!(is_clamped || twin.date(RataDie(day)).is_err(), "{name}");
            assert!(twin.day_of_year(RataDie(day)).is_err(), "{name}");
            assert!(twin.iso_week(RataDie(day)).is_err(), "{name}");
        }
    });
}

/// Days that some fault is about: new years, beginnings of eras, ends of tables.
const POINTS: [i64; 10] =
    [667_013, 693_626, 697_978, 703_450, 719_163, 726_110, 736_351, 739_331, 751_000, 2_718_281];

/// Compares the twin with the reference on a day, its date, and everything around it.
fn same_of_a_day(name: &str, twin: &dyn Calendar, reference: &dyn Calendar, day: RataDie) {
    let date = reference.date(day).unwrap();
    let Date { year, month, day: of_month } = date;
    same(name, date, Ok(date), twin.date(day));
    same(name, date, Ok(day), twin.day(date));
    same(name, date, reference.weekday(day), twin.weekday(day));
    same(name, date, reference.day_of_year(day), twin.day_of_year(day));
    same(name, date, reference.era_year(day), twin.era_year(day));
    same(name, date, reference.days_in_year(year), twin.days_in_year(year));
    same(name, date, reference.days_in_month(year, month), twin.days_in_month(year, month));
    same(name, date, reference.is_leap_year(year), twin.is_leap_year(year));
    let place = reference.month_ordinal(year, month);
    same(name, date, place, twin.month_ordinal(year, month));
    for place in 0..15 {
        same(name, date, reference.month_code(year, place), twin.month_code(year, place));
    }
    let of_year = reference.day_of_year(day).unwrap();
    for place in [of_year, 385, 1] {
        let own = reference.day_from_ordinal(year, place);
        same(name, date, own, twin.day_from_ordinal(year, place));
    }
    if let Ok(era_year) = reference.era_year(day) {
        same(name, date, reference.extended_year(era_year), twin.extended_year(era_year));
    }
    if let Ok(week) = reference.iso_week(day) {
        same(name, date, Ok(week), twin.iso_week(day));
        for week in [week, IsoWeekDate { week: 53, ..week }] {
            let own = reference.day_from_iso_week(week);
            assert_eq!(own.is_ok(), twin.day_from_iso_week(week).is_ok(), "{name}: {week}");
        }
    }
    for month in [MonthCode::common(2), MonthCode::common(13), MonthCode::leap(7)] {
        let of = |calendar: &dyn Calendar| calendar.day(Date { year, month, day: 30 }).ok();
        assert_eq!(of(reference), of(twin), "{name}: {year}-{month}");
    }
    assert_eq!(twin.day(Date { day: of_month + 256, ..date }).ok(), None, "{name}");
    same_sums(name, twin, reference, date);
}

fn same_sums(name: &str, twin: &dyn Calendar, reference: &dyn Calendar, date: Date) {
    let seed = i64::from(date.day) * 7 + date.year + i64::from(date.month.number);
    let durations = [
        DateDuration { months: -(seed % 17), ..DateDuration::default() },
        DateDuration { months: 1 + seed % 5, ..DateDuration::default() },
        DateDuration { years: -(1 + seed % 3), months: -2, weeks: -1, days: -(seed % 40) },
        DateDuration { days: seed * 13 % 40_000, ..DateDuration::default() },
    ];
    for duration in durations {
        for overflow in [Overflow::Constrain, Overflow::Reject] {
            let own = reference.add(date, duration, overflow);
            let sum = twin.add(date, duration, overflow);
            assert_eq!(own.ok(), sum.ok(), "{name}: {date} and {duration}, {overflow}");
        }
        let Ok(other) = reference.add(date, duration, Overflow::Constrain) else { continue };
        for (unit, _) in Unit::ALL {
            for (from, to) in [(date, other), (other, date)] {
                let own = reference.until(from, to, unit);
                same(name, from, own, twin.until(from, to, unit));
            }
        }
    }
}

fn same<T: Debug + PartialEq, E: Debug>(
    name: &str,
    at: Date,
    reference: Result<T, E>,
    twin: Result<T, E>,
) {
    // The reason for a refusal is partly unspecified.
    match (reference, twin) {
        (Ok(own), Ok(other)) => assert_eq!(own, other, "{name}: {at}"),
        (Err(_), Err(_)) => {}
        (own, other) => panic!("{name}: {at}: {own:?}, its twin {other:?}"),
    }
}
