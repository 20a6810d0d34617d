//! A date converts to a day, to a date of another calendar, and back to itself.

use calproof_registry::{Calendar, DayRange, RataDie, calendars};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRng, TestRunner};

fn range(calendar: &dyn Calendar) -> DayRange {
    calendar.range().expect("every reference calendar has a range")
}

/// Every ordered pair of calendars whose ranges overlap, with the overlap.
fn pairs() -> impl Iterator<Item = ([&'static dyn Calendar; 2], DayRange)> {
    let all = || calendars::ALL.iter().copied();
    all().flat_map(move |one| all().map(move |other| [one, other])).filter_map(|pair| {
        let shared = range(pair[0]).intersection(range(pair[1]))?;
        Some((pair, shared))
    })
}

fn leads_back([one, other]: [&dyn Calendar; 2], day: RataDie) -> Result<(), String> {
    let date = one.date(day).map_err(|refusal| refusal.to_string())?;
    let there = one.day(date).and_then(|day| other.date(day));
    let back = there.and_then(|date| other.day(date)).and_then(|day| one.date(day));
    if back == Ok(date) {
        return Ok(());
    }
    Err(format!("{} {date}, {} {there:?}, and back {back:?}", one.id(), other.id()))
}

#[test]
fn dates_round_trip_through_every_other_calendar() {
    let config = Config {
        cases: 64,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(14),
        rng_algorithm: RngAlgorithm::ChaCha,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[14; 32]);
    let mut runner = TestRunner::new_with_rng(config, rng);
    for (pair, shared) in pairs() {
        let (first, last) = (shared.first.0, shared.last.0);
        // Half of them in historical times, if the calendars cover these.
        let near = first.max(-3_652_424)..=last.min(3_652_059);
        let days = prop_oneof![near, first..=last];
        let result =
            runner.run(&days, |day| leads_back(pair, RataDie(day)).map_err(TestCaseError::fail));
        assert_eq!(result, Ok(()), "{} and {}", pair[0].id(), pair[1].id());
    }
}
