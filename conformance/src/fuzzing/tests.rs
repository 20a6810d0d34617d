//! The targets on a few inputs of each; what they are for is seen when they run for long.

use std::panic::{AssertUnwindSafe, catch_unwind};

use calproof_registry::calendars;

use super::judging::Judged;
use super::*;
use crate::case::Case;
use crate::case::bytes::Sample;
use crate::check;
use crate::subject::InProcess;

#[test]
fn names_of_one_class_are_one_name() {
    name_resolution("market\u{ff}".as_bytes());
    name_resolution(b"market\xFFMARKET\xFFmar\xE2\x84\xAAet\xFF\xC3\x9F\xFF\xE1\xBA\x9E\xFF");
}

#[test]
fn lines_are_read_or_refused() {
    for line in [
        "\0{\"hello\":{}}",
        "\u{1}{\"id\":\"1\",\"ask\":\"date\",\"calendar\":\"persian\",\"of\":[739330]}",
        "\u{2}{\"id\":\"1\",\"ask\":\"date\",\"calendar\":\"persian\",\"of\":[739330]}\n{\"id\":\"1\",\"got\":[\"\"]}",
        "\u{4}{\"id\":\"1\",\"run\":{}}\n{\"id\":\"1\",\"ran\":{}}",
    ] {
        wire(line.as_bytes());
    }
}

fn sample(calendar: u8, check: &str, text: &str) -> (Sample, Vec<u8>) {
    let input = Case::read_input(check::by_id(check).unwrap(), None, text).unwrap();
    let sample = Sample { whom: 0, calendar, input };
    let bytes = sample.to_bytes().unwrap();
    (sample, bytes)
}

/// What the target says of an input on a calendar that is planted.
fn finds(work: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(work)).is_err()
}

#[test]
fn what_costs_too_much_is_found() {
    let (sample, bytes) = sample(0, "calendar/agreement/sums", "2000-M01-01/P400Y/constrain");
    arithmetic(&bytes);
    let planted = planted::calendars(calendars::COUNTED, Some("fault/day-by-day"))[0];
    assert!(finds(|| arithmetic::asked(planted, &sample.input)));
}

#[test]
fn libraries_agree() {
    let (mut sample, _) = sample(0, "calendar/round_trip/day_to_date_to_day", "738000");
    for whom in 0..4 {
        for calendar in 0..20 {
            (sample.whom, sample.calendar) = (whom, calendar);
            agreement(&sample.to_bytes().unwrap());
        }
    }
}

#[test]
fn a_wrong_calendar_is_found_and_its_twin_is_not() {
    let (sample, bytes) = sample(0, "calendar/round_trip/date_to_day_to_date", "2024-M02-29");
    calendar_laws(&bytes);
    for (name, found) in [("fault/lost-leap-day", true), ("twin/lost-leap-day", false)] {
        let planted = planted::calendars(calendars::ALL, Some(name)).to_vec();
        let subject = InProcess::new("planted", "0.0.0", planted);
        let judged = Judged::new(Box::new(subject), Vec::new());
        assert_eq!(finds(|| judged.judge(0, &sample.input)), found, "{name}");
    }
}

#[test]
fn every_target_passes_on_its_seeds() {
    for (name, target) in TARGETS {
        let seeds = seeds::of(name).unwrap();
        assert!(seeds.len() > 1, "{name}");
        for (_, bytes) in &seeds {
            target(bytes);
        }
    }
}

/// From nothing at all, samples come, and what is a sample stays one.
#[test]
fn samples_are_changed_into_samples() {
    for mutator in [calendar_mutator, program_mutator] {
        let (mut data, mut size, mut samples) = (vec![0; 512], 0, 0);
        for seed in 0..2_000 {
            size = mutator(&mut data, size, 512, seed, |_, size, _| size);
            samples += usize::from(Sample::read(&data[..size]).is_some());
        }
        assert!(samples > 1_990, "{samples}");
    }
}
