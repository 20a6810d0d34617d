//! What every implementation answers on the boundary days, kept in `snapshots/conversions`: a
//! folder for each calendar, with a file for each adapter. A changed answer fails a test, which
//! shows the day.
//!
//! A program that is not built is reported; if `CALPROOF_REQUIRE` names it, that is a failure.

#![cfg(unix)]

use std::collections::BTreeSet;
use std::io::Write;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use calproof_cli::pins::{self, Pins};

/// The most lines of a snapshot that a person will read.
const LONGEST: usize = 60;

#[test]
fn libraries_that_are_built_in_answer_as_they_did() {
    let [names, _] = pins::adapters();
    assert!(names.len() > 1, "only {names:?} are built in");
    let pins = names.iter().map(|name| pins::pins(name).expect("it is built in"));
    assert_pinned(pins);
}

#[test]
fn programs_answer_as_they_did() {
    let [_, names] = pins::adapters();
    let required = required();
    for name in &required {
        assert!(pins::adapters().concat().contains(name), "CALPROOF_REQUIRE names no {name}");
    }
    let pins = names.iter().filter_map(|name| match pins::pins(name) {
        Ok(pins) => Some(pins),
        Err(trouble) => {
            assert!(!required.contains(name), "CALPROOF_REQUIRE names {name}: {trouble}");
            // The test harness would capture what `eprintln!` writes.
            let _ = writeln!(io::stderr(), "not compared, since not there: {name}: {trouble}");
            None
        }
    });
    assert_pinned(pins);
}

/// Asks every adapter that is built every file in `corpora/regressions`.
#[test]
fn what_went_wrong_once_does_not_again() {
    assert_eq!(pins::unreadable_regressions(), Vec::<String>::new());
    let required = required();
    let (mut asked_of_all, mut failures) = (0, Vec::new());
    for name in pins::adapters().concat() {
        match pins::replay_regressions(&name) {
            Ok((asked, failed)) => {
                // Written in the same way as above: the number shows how much this test covered.
                let _ = writeln!(io::stderr(), "{name}: {asked} regressions asked");
                asked_of_all += asked;
                failures.extend(failed);
            }
            Err(trouble) => {
                assert!(!required.contains(&name), "CALPROOF_REQUIRE names {name}: {trouble}");
                let _ = writeln!(io::stderr(), "not replayed, since not there: {name}: {trouble}");
            }
        }
    }
    assert!(asked_of_all > 0, "nobody was asked anything");
    assert!(failures.is_empty(), "{}", failures.concat());
}

/// The meaning of the regression files is pinned: it changes if a file is parsed differently, an id
/// changes, or the reference answers differently.
#[test]
fn regressions_mean_what_they_meant() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path("snapshots/regressions");
    settings.set_omit_expression(true);
    let meanings = pins::meanings().expect("the reference is there");
    settings.bind(|| insta::assert_snapshot!("meanings", meanings));
}

/// Each snapshot belongs to a calendar of an adapter. The calendars of a program are known only if
/// it is built.
#[test]
fn every_snapshot_is_somebodys() {
    let mut expected = BTreeSet::new();
    let mut unknown = Vec::new();
    let [built_in, programs] = pins::adapters();
    // A package has no adapter programs.
    let is_alone = programs.is_empty();
    let is_built_in = |file: &str| built_in.iter().any(|name| file == format!("{name}.snap"));
    for name in built_in.iter().chain(&programs) {
        match pins::pins(name) {
            Ok(pins) => {
                expected.extend(pins.calendars.iter().map(|(id, _)| format!("{id}/{name}.snap")));
            }
            Err(_) => unknown.push(format!("{name}.snap")),
        }
    }
    let files = |folder: &Path| -> Vec<PathBuf> {
        fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .collect()
    };
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    for folder in files(&snapshots()) {
        for file in files(&folder) {
            // A `.new` file that another test has just written belongs to the same snapshot.
            let name_of_file = name(&file).trim_end_matches(".new").to_owned();
            let path = format!("{}/{name_of_file}", name(&folder));
            let known = expected.contains(&path)
                || unknown.contains(&name_of_file)
                || (is_alone && !is_built_in(&name_of_file));
            assert!(known, "nobody has {path}: delete it");
        }
    }
}

fn snapshots() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/conversions")
}

/// The programs that must be built.
fn required() -> Vec<String> {
    let names = env::var("CALPROOF_REQUIRE").unwrap_or_default();
    names.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// All differences are shown before the test fails. The adapter of a registry alone has nothing to
/// compare; one that loses calendars leaves snapshots that belong to nothing.
fn assert_pinned(pins: impl Iterator<Item = Pins>) {
    let mut red = Vec::new();
    for Pins { adapter, version, calendars } in pins {
        for (calendar, text) in calendars {
            assert!(is_plain(&adapter) && is_plain(&calendar), "{adapter:?} {calendar:?}");
            assert!(text.lines().count() <= LONGEST, "{calendar}/{adapter} is too long to be read");
            let mut settings = insta::Settings::clone_current();
            settings.set_prepend_module_to_snapshot(false);
            settings.set_snapshot_path(snapshots().join(&calendar));
            settings.set_omit_expression(true);
            // The version goes into the description, which is not compared: a new version with the
            // same answers changes nothing.
            settings.set_description(format!("{adapter} {version}"));
            let compare =
                || settings.bind(|| insta::assert_snapshot!(adapter.as_str(), text.as_str()));
            if panic::catch_unwind(AssertUnwindSafe(compare)).is_err() {
                red.push(format!("{calendar}/{adapter}"));
            }
        }
    }
    assert!(red.is_empty(), "other answers than before: {red:?}");
}

/// Whether the text is safe as a file name.
fn is_plain(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    !text.is_empty() && text.chars().all(plain)
}
