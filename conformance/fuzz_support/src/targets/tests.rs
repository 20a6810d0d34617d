//! A few inputs for each target; longer runs test their purpose.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calproof::case::bytes::Sample;
use calproof::check;
use calproof::subject::InProcess;
use calproof_registry::calendars;

use super::agreement::agreement;
use super::arithmetic::arithmetic;
use super::calendar_laws::calendar_laws;
use super::judging::SampleVerdict;
use super::mutation::{calendar_mutator, program_mutator};
use super::name_resolution::name_resolution;
use super::wire::wire;
use super::*;

#[test]
fn names_that_fold_alike_are_one_name() {
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
    let input = check::by_id(check).unwrap().plan.read(None, text).unwrap();
    let sample = Sample { whom: 0, calendar, input };
    let bytes = sample.to_bytes().unwrap();
    (sample, bytes)
}

/// Whether the work panics.
fn finds(work: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(work)).is_err()
}

#[test]
fn excessive_cost_is_found() {
    let (sample, bytes) = sample(0, "calendar/agreement/sums", "2000-M01-01/P400Y/constrain");
    arithmetic(&bytes);
    let planted = planted::calendars(calendars::COUNTED, Some("fault/day-by-day"))[0];
    assert!(finds(|| super::arithmetic::asked(planted, &sample.input)));
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
        let judged = SampleVerdict::new(Box::new(subject), Vec::new());
        assert_eq!(finds(|| judged.judge(0, &sample.input)), found, "{name}");
    }
}

#[test]
fn every_target_finds_a_fault_and_every_fault_names_targets() {
    let targets = found_by().flat_map(|(_, found_by)| match found_by {
        FoundBy::Targets(targets) => targets.to_vec(),
        FoundBy::NoTarget(_) => Vec::new(),
    });
    let expected = TARGETS.iter().map(|target| target.name).chain(["population"]);
    assert_eq!(targets.collect::<BTreeSet<_>>(), expected.collect());
    let mut names = BTreeSet::new();
    let mut twice = found_by().map(|(fault, _)| fault).filter(|fault| !names.insert(*fault));
    assert_eq!(twice.next(), None, "it is planted twice");
}

#[test]
fn every_target_passes_on_its_seeds() {
    for Target { name, run, .. } in TARGETS {
        let seeds = seeds::of(name).unwrap();
        let broken: Vec<String> = seeds.broken.iter().map(ToString::to_string).collect();
        assert_eq!(broken, [""; 0]);
        assert!(!seeds.good.is_empty(), "{name} has no seeds");
        for (_, bytes) in &seeds.good {
            run(bytes);
        }
    }
}

/// Converting a seed to bytes and back gives an equal seed.
#[test]
fn seeds_are_read_back_from_their_bytes() {
    for Target { name: target, .. } in TARGETS {
        for (name, bytes) in seeds::of(target).unwrap().good {
            let readable = readable::of(target, &bytes);
            let readable = readable.unwrap_or_else(|why| panic!("{target}/{name}: {why}"));
            assert_eq!(readable.bytes, bytes, "{target}/{name}: {}", readable.text);
            let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
            assert!(readable.name.chars().all(is_plain), "{}", readable.name);
        }
        assert!(readable::of(target, b"\x01\xFF\0").is_err() || *target == "name_resolution");
    }
}

#[test]
fn a_broken_seed_is_reported_and_does_not_affect_others() {
    let good = "calendar = \"gregory\"\ncheck = \"calendar/agreement/sums\"\n\
                input = \"2025-M01-31/P1M/constrain\"\n";
    let of = |text: &str| {
        let files = [("bad", text), ("good", good)];
        let files = files.map(|(name, text)| (name.to_owned(), format!("{name}.toml"), Some(text)));
        seeds::read_all(&readable::SAMPLES, files.into_iter())
    };
    for (text, words) in [
        (good.replace("sums", "summs"), "line 2: no check `calendar/agreement/summs`"),
        (good.replace("P1M", "1M"), "line 3: "),
        (good.replace("gregory", "gregor"), "line 1: there is no `gregor`"),
        (good.replace("check", "cheque"), "TOML parse error at line 2"),
        (format!("format = 2\n{good}"), "line 1: format 2 is newer than this calproof"),
        (format!("format = 0\n{good}"), "line 1: there is no format 0"),
    ] {
        let seeds = of(&text);
        assert_eq!((seeds.good.len(), seeds.broken.len()), (1, 1), "{text}");
        let error = seeds.broken[0].to_string();
        assert!(error.starts_with(&format!("bad.toml: {words}")), "{error}");
    }
    assert_eq!(of(&format!("format = 1\n{good}")).good.len(), 2);
}

#[test]
fn an_input_becomes_one_seed_and_only_once() {
    let folder = std::env::temp_dir().join(format!("calproof-readable-{}", std::process::id()));
    let path = |name: &str| folder.join(name);
    for name in ["from", "rewritten", "seeds"] {
        std::fs::create_dir_all(path(name)).unwrap();
    }
    let (sample, bytes) = sample(0, "calendar/agreement/sums", "2025-M01-31/P1M/constrain");
    // The same calendar, by an index larger than their number.
    let calendar = calendars::ALL.len() as u8;
    let same = Sample { calendar, ..sample }.to_bytes().unwrap();
    for (name, bytes) in [("a", &bytes[..]), ("b", &same), ("c", b"no sample")] {
        std::fs::write(path("from").join(name), bytes).unwrap();
    }
    let kept = readable::rewrite("arithmetic", &path("from"), &path("rewritten")).unwrap();
    assert_eq!((kept.written.len(), kept.alike, kept.unreadable.len()), (1, 1, 1));
    let first = readable::keep("arithmetic", &path("rewritten"), &path("seeds")).unwrap();
    assert_eq!(first.written, ["gregory-2025-m01-31-p1m-constrain.toml"]);
    let again = readable::keep("arithmetic", &path("rewritten"), &path("seeds")).unwrap();
    assert_eq!((again.written.len(), again.alike), (0, 1));
    std::fs::remove_dir_all(folder).unwrap();
}

/// Mutation makes samples from nothing, and mutates samples into samples.
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
