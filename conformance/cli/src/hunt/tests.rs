//! Fuzzing finds planted faults, with simplest cases that a person would choose, and nothing in
//! twins.

use calproof::check;
use calproof::run::shrink;
use calproof::subject::InProcess;
use calproof_fuzz_support::faults;

use super::*;

/// Fuzzes the subject of this name with `cases` cases of these checks.
fn fuzz(name: &str, only: &str, cases: u64, seed: u64) -> Fuzzed {
    let subject = faults::subject(name).unwrap();
    let selection = Selection { only: vec![only.to_owned()], seed, ..Selection::default() };
    let limit = Limit::Cases(cases);
    let fuzz = Fuzz { subject: &*subject, known: &[], selection: &selection, limit };
    fuzz.run(&(), &mut |_| {}).unwrap()
}

fn simplest(fuzzed: &Fuzzed) -> Vec<String> {
    fuzzed.findings.iter().map(|found| found.simplest.case.input.to_string()).collect()
}

#[test]
fn faults_of_calendars_are_found_with_the_case_that_a_person_would_choose() {
    for (fault, check, expected) in [
        // All of them promise the years from 1600 on; a failure at that end would have another
        // signature.
        ("lost-leap-day", "calendar/round_trip/day_to_date_to_day", "584082"),
        ("months-out-of-order", "calendar/order/next_day_is_next_date", "584143"),
        ("weekday-stands-still", "calendar/order/weekdays_cycle", "584388"),
        ("february-always-short", "calendar/year_shape/months_add_up_to_the_year", "1604"),
        ("year-always-common", "calendar/year_shape/year_length_reaches_the_next_year", "1604"),
        ("overflowing-days", "calendar/refusal/impossible_dates_are_refused", "1600-M02-30"),
        (
            "month-cut-to-a-byte",
            "calendar/refusal/impossible_native_dates_are_refused",
            "1602/257/1",
        ),
    ] {
        for seed in 1..4 {
            let fuzzed = fuzz(&format!("fault/{fault}"), check, 8192, seed);
            assert_eq!(fuzzed.outcome(), Outcome::Fails, "{fault} from seed {seed}");
            let all = simplest(&fuzzed);
            assert!(all.iter().any(|case| case == expected), "{fault}: {all:?}");
        }
    }
}

#[test]
fn faults_of_registries_are_found_and_twins_have_no_findings() {
    let checks = "registry/concurrency/histories_are_linearizable";
    let of_registries = faults::all().filter(|fault| fault.caught_by.contains(&checks));
    let mut count = 0;
    for fault in of_registries.take(3) {
        let fuzzed = fuzz(&format!("fault/{}", fault.name), checks, 256, 1);
        assert_eq!(fuzzed.outcome(), Outcome::Fails, "{}", fault.name);
        let twin = fuzz(&format!("twin/{}", fault.name), checks, 64, 1);
        assert_eq!(twin.outcome(), Outcome::Conforms, "the twin of {}", fault.name);
        count += 1;
    }
    assert!(count > 0, "no fault is caught by {checks}");
}

#[test]
fn twins_of_calendars_have_no_findings() {
    const CASES: u64 = 16_384;
    for fault in faults::all() {
        let subject = faults::subject(&format!("twin/{}", fault.name)).unwrap();
        if subject.hello().calendars.is_empty() {
            continue;
        }
        let fuzzed = fuzz(&format!("twin/{}", fault.name), "calendar", CASES, 1);
        let found: Vec<String> =
            fuzzed.findings.iter().map(|found| found.signature.to_string()).collect();
        assert!(found.is_empty(), "the twin of {}: {found:?}", fault.name);
        assert_eq!(fuzzed.cases, CASES);
    }
}

/// The findings depend only on the seed, not on the number of threads.
#[test]
fn the_same_seed_gives_the_same_findings() {
    let reported = |seed, threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let fuzzed = pool.install(|| fuzz("fault/lost-leap-day", "calendar", 20_000, seed));
        text("it", &("it".to_owned(), String::new()), seed, &fuzzed)
    };
    let first = reported(5, 1);
    assert_eq!(first, reported(5, 3));
    assert_ne!(first, reported(6, 1));
}

/// A failure in all years beyond some year is shrunk to the first day that fails.
#[test]
fn inputs_shrink_to_where_a_fault_begins() {
    let calendar = calproof_registry::calendars::by_id("gregory").unwrap();
    let subject = InProcess::new("ours", "0.0.0", vec![calendar]);
    let topic = Topic::new(&subject, &subject.hello().calendars[0]).unwrap();
    let shrunk = |id: &str, text: &str, fails: &dyn Fn(&Input) -> bool| {
        let check = check::by_id(id).unwrap();
        let input = check.plan.read(None, text).unwrap();
        assert!(fails(&input));
        shrink::simplest(&topic.shape, check, &input, fails).to_string()
    };
    let year = |input: &Input| match input {
        Input::Year(year) => *year,
        Input::Sum(sum) => sum.date.year,
        Input::Day(day) => topic.shape.date_of(*day).unwrap().year,
        _ => 0,
    };
    let years = "calendar/year_shape/months_add_up_to_the_year";
    assert_eq!(shrunk(years, "9731", &|input| year(input) >= 2100), "2100");
    assert_eq!(shrunk(years, "-9731", &|input| year(input) < 0), "-1");
    let sums = "calendar/agreement/sums";
    let months = |input: &Input| match input {
        Input::Sum(sum) => sum.duration.months,
        _ => 0,
    };
    assert_eq!(
        shrunk(sums, "2024-11-29/P7Y33M4D/constrain", &|input| months(input) > 11),
        "0000-M01-01/P12M/constrain"
    );
    let days = "calendar/round_trip/day_to_date_to_day";
    // 29 February 2024.
    let is_leap_day = |input: &Input| match input {
        Input::Day(day) => topic
            .shape
            .date_of(*day)
            .is_some_and(|date| (date.month.number, date.day) == (2, 29) && date.year > 1900),
        _ => false,
    };
    // 29 February 1904.
    assert_eq!(shrunk(days, "738945", &is_leap_day), "695115");
}
