//! Eras: every day has one that converts back to the extended year, and later days have later eras.

use calproof_registry::{
    Calendar, DayRange, EraCode, EraYear, RataDie, Reason, Refusal, calendars,
};

fn with_eras() -> impl Iterator<Item = &'static dyn Calendar> {
    calendars::ALL.iter().copied().filter(|calendar| !calendar.eras().is_empty())
}

/// Days around the beginnings of all eras, at the ends of the range, and between.
fn days(calendar: &dyn Calendar) -> impl Iterator<Item = i64> {
    let DayRange { first, last } = calendar.range().expect("every reference has a range");
    let starts = calendar.eras().iter().filter_map(|era| era.first);
    let around: Vec<i64> = starts.flat_map(|start| start - 800..start + 800).collect();
    let middle = (-800_000..800_000).step_by(499);
    let ends = (first.0..first.0 + 400).chain(last.0 - 400..=last.0);
    around
        .into_iter()
        .chain(middle)
        .chain(ends)
        .filter(move |day| first.0 <= *day && *day <= last.0)
}

#[test]
fn every_day_has_an_era_that_converts_back() {
    for calendar in with_eras() {
        let id = calendar.id();
        for day in days(calendar).map(RataDie) {
            let year = calendar.era_year(day).expect("every day has an era");
            let extended = calendar.date(day).expect("a day of the range").year;
            assert_eq!(calendar.extended_year(year), Ok(extended), "{id} {day}: {year}");
            // An era has no year 0, unless it has no beginning and counts forwards.
            let era = calendar.eras().iter().find(|era| era.is_called(year.era));
            let era = era.expect("the era is one of the calendar's");
            let open = era.first.is_none() && !era.backwards;
            assert!(year.year >= 1 || open, "{id} {day}: {year}");
        }
    }
}

#[test]
fn eras_begin_on_the_declared_days() {
    for calendar in with_eras() {
        let id = calendar.id();
        let eras = calendar.eras();
        assert_eq!(eras[0].first, None, "{id}: the first era holds the oldest days");
        for pair in eras.windows(2) {
            let start = pair[1].first.expect("a later era has a first day");
            let era = |day| calendar.era_year(RataDie(day)).map(|year| year.era.to_string());
            if calendar.range().expect("a range").contains(RataDie(start - 1)) {
                assert_eq!(era(start - 1).as_deref(), Ok(pair[0].code), "{id}");
                assert_eq!(era(start).as_deref(), Ok(pair[1].code), "{id}");
            } else {
                assert!(era(start - 1).is_err(), "{id}: no days are before {start}");
            }
            assert!(pair[0].first.is_none_or(|first| first < start), "{id}: eras in order");
        }
    }
}

#[test]
fn aliases_are_accepted_and_never_returned() {
    for calendar in with_eras() {
        for era in calendar.eras() {
            let code = |text| EraCode::new(text).expect("a code is well formed");
            let year = |era| calendar.extended_year(EraYear { era, year: 7 });
            for alias in era.aliases {
                assert_eq!(year(code(alias)), year(code(era.code)), "{} {alias}", calendar.id());
            }
        }
    }
}

#[test]
fn unknown_eras_and_impossible_years_are_refused() {
    for calendar in calendars::ALL {
        let id = calendar.id();
        let none = EraYear { era: EraCode::new("no-such-era").expect("well formed"), year: 1 };
        let reason = |year| calendar.extended_year(year).map_err(Refusal::reason);
        assert_eq!(reason(none), Err(Reason::NoSuchEra), "{id}");
        for era in calendar.eras().iter().map(|era| EraCode::new(era.code).expect("well formed")) {
            for year in [i64::MIN, i64::MIN + 1, i64::MAX - 1, i64::MAX] {
                assert_eq!(reason(EraYear { era, year }), Err(Reason::OutOfRange), "{id} {era}");
            }
        }
        for day in [i64::MIN, i64::MAX].map(RataDie) {
            assert!(calendar.era_year(day).is_err(), "{id} {day}");
        }
    }
}
