//! `triage` of what fuzz targets died of, and of a log whose writer was killed.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::program::{Ended, Folder, command, ended};

/// The bytes of a date of the first calendar that a target asks.
fn date(year: i64, month: u8, day: u32) -> Vec<u8> {
    [&[1, 1, 0, 0][..], &year.to_le_bytes(), &[month, 0], &day.to_le_bytes()].concat()
}

/// The bytes of a sum of years, from the first day of the year 2000 on.
fn years(count: i64) -> Vec<u8> {
    let mut bytes = date(2000, 1, 1);
    bytes[1] = 4;
    for part in [count, 0, 0, 0] {
        bytes.extend(part.to_le_bytes());
    }
    bytes.push(0);
    bytes
}

/// A name, with its length in front.
fn name(text: &str) -> Vec<u8> {
    [&(text.len() as u16).to_le_bytes()[..], text.as_bytes()].concat()
}

/// The bytes of a program: a calendar is registered, looked for three times, the last time in other
/// letters.
fn program() -> Vec<u8> {
    let market = name("market");
    let register = [0, 0, 0, 0, 0];
    let find = |text: &str| [&[2][..], &name(text)].concat();
    let calls = [&register[..], &find("fair"), &find("market"), &find("MARKET")].concat();
    let backends = [&[1, 0][..], &market, &[0]].concat();
    [&[1, 6, 0, 0][..], &backends, &[0], &[4, 0], &calls, &[0, 0, 0, 0]].concat()
}

/// A folder with artifacts of a target, as libFuzzer calls them.
fn artifacts(target: &str, files: &[(&str, &[u8])]) -> Folder {
    let folder = Folder::new();
    let place = folder.0.join("artifacts").join(target);
    fs::create_dir_all(&place).unwrap();
    for (name, bytes) in files {
        fs::write(place.join(name), bytes).unwrap();
    }
    folder
}

/// Triage of the artifacts, with this planted in the targets.
fn triage(folder: &Folder, planted: Option<&str>, more: &[&str]) -> Ended {
    let mut command = command(folder, &[&["triage", "artifacts"][..], more].concat());
    command.env_remove("CALPROOF_FUZZ_SUBJECT");
    if let Some(planted) = planted {
        command.env("CALPROOF_FUZZ_SUBJECT", planted);
    }
    ended(&mut command)
}

#[test]
fn what_a_target_died_of_becomes_the_simplest_case_of_a_check() {
    let far = date(2400, 2, 29);
    let files = [("crash-b", &far[..]), ("crash-a", &date(2024, 2, 29))];
    let folder = artifacts("calendar_laws", &files);
    let Ended { code, out, err } = triage(&folder, Some("fault/lost-leap-day"), &[]);
    assert_eq!((code, err.as_str()), (1, ""));
    let due = "new: fault/lost-leap-day gregory: wrong × 2 in calendar/round_trip/\
               date_to_day_to_date\n  case:  1600-M02-29\n";
    assert!(out.starts_with(due), "{out}");
    assert!(out.contains("not 1600-M02-29\n  file:  artifacts/calendar_laws/crash-a\n"), "{out}");
    for planted in [Some("twin/lost-leap-day"), None] {
        let Ended { code, out, err } = triage(&folder, planted, &[]);
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
        assert_eq!(out.matches("fixed: calendar_laws: ").count(), 2, "{out}");
        assert!(out.contains("input = \"2400-M02-29\"\n"), "{out}");
    }
}

#[test]
fn a_draft_of_an_artifact_holds_its_simplest_case() {
    let folder = artifacts("calendar_laws", &[("crash-a", &date(2024, 2, 29))]);
    fs::create_dir_all(folder.0.join("corpora/regressions")).unwrap();
    let Ended { code, out, err } = triage(&folder, Some("fault/lost-leap-day"), &["--keep"]);
    assert_eq!((code, err.as_str()), (1, ""));
    assert!(out.contains("  kept:  corpora/regressions/gregory/"), "{out}");
    let place = folder.0.join("corpora/regressions/gregory");
    let file = fs::read_dir(place).unwrap().next().unwrap().unwrap().path();
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains("date = \"1600-M02-29\""), "{text}");
}

#[test]
fn programs_of_a_target_become_programs_of_a_check() {
    let folder = artifacts("registration", &[("crash-1", &program())]);
    let Ended { code, out, .. } = triage(&folder, Some("fault/case-not-folded"), &[]);
    assert_eq!(code, 1, "{out}");
    let due = "new: fault/case-not-folded registry: wrong × 1 in \
               registry/registration/any_sequence_of_calls\n";
    assert!(out.starts_with(due), "{out}");
    assert!(!out.contains("fair") && out.contains(r#"{"find":"MARKET"}"#), "{out}");
    let Ended { code, out, .. } = triage(&folder, None, &[]);
    assert_eq!((code, out.starts_with("fixed: registration: ")), (0, true), "{out}");
}

/// A target may break where no check looks: by what it costs, or by never coming back.
#[test]
fn what_no_check_says_is_told_by_its_place() {
    let (costly, endless) = (years(400), years(2_000_000_000));
    let files = [("crash-1", &costly[..]), ("crash-2", &years(401)), ("timeout-3", &endless)];
    let folder = artifacts("arithmetic", &files);
    let Ended { code, out, .. } = triage(&folder, Some("fault/day-by-day"), &["--target", "wire"]);
    assert_eq!((code, out.matches("fixed: wire: ").count()), (0, 3), "{out}");
    let Ended { code, out, err } = triage(&folder, Some("fault/day-by-day"), &[]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    let place = "new: arithmetic: broke × 2: conformance/src/fuzzing/arithmetic.rs:";
    assert!(out.contains(place), "{out}");
    assert!(out.contains("  why:   gregory: 2000-M01-01/P400Y/constrain costs "), "{out}");
    assert!(out.contains("new: arithmetic: broke × 1: did not end within 5 s\n"), "{out}");
}

/// Of a reader there is no case: what it reads is shown, and whether it stands it.
#[test]
fn what_a_reader_was_given_is_shown_escaped() {
    let folder = artifacts("wire", &[("crash-1", b"\x01{\"id\":\x1b[2J\xFF")]);
    let Ended { code, out, err } = triage(&folder, None, &[]);
    assert_eq!((code, err.as_str()), (0, ""));
    let input = r#"  input: b"\x01{\"id\":\x1b[2J\xff""#;
    assert!(out.starts_with("fixed: wire: ") && out.contains(input), "{out}");
}

#[test]
fn an_artifact_alone_is_taken_for_the_target_that_is_named() {
    let folder = artifacts("calendar_laws", &[("crash-a", &date(2024, 2, 29))]);
    fs::rename(folder.0.join("artifacts/calendar_laws/crash-a"), folder.0.join("input")).unwrap();
    let mut command = command(&folder, &["triage", "--target", "calendar_laws", "input"]);
    let Ended { code, out, .. } =
        ended(command.env("CALPROOF_FUZZ_SUBJECT", "fault/lost-leap-day"));
    assert_eq!((code, out.contains("  file:  input\n")), (1, true), "{out}");
}

/// Starts fuzzing, and kills it as soon as the log holds a finding.
fn fuzz_and_kill(folder: &Folder) -> String {
    let words = ["fuzz", "fault/leap-year-1404", "--time", "10m", "--report", "report"];
    let mut command: Command = command(folder, &words);
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut child = child.expect("the program that cargo has built");
    let log = folder.0.join("report/fuzz-fault-leap-year-1404.jsonl");
    let until = Instant::now() + Duration::from_mins(1);
    let read = |log: &Path| fs::read_to_string(log).unwrap_or_default();
    while !read(&log).contains("\"event\":\"finding\"") && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
    child.kill().unwrap();
    child.wait().unwrap();
    read(&log)
}

#[test]
fn a_killed_fuzzing_loses_nothing_that_it_found() {
    let folder = Folder::new();
    let log = fuzz_and_kill(&folder);
    assert!(!log.contains("\"event\":\"end\""), "{log}");
    let whole = log.rsplit_once('\n').map_or("", |(whole, _)| whole);
    let found = whole.lines().filter(|line| line.contains("\"event\":\"finding\"")).count();
    assert!(found > 0, "{log}");
    let Ended { code, out, err } = ended(&mut command(&folder, &["triage", "report"]));
    // Killed within a line, the rest of it cannot be told.
    assert_eq!(code, if log.ends_with('\n') { 1 } else { 2 }, "{out}{err}");
    assert_eq!(out.matches("fault/leap-year-1404 persian: ").count(), found, "{out}\n{log}");
}
