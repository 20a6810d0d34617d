//! `triage` of artifacts of fuzz targets, and of the log of a killed run.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::program::{Ended, Folder, command, ended};

use crate::schema::assert_log;

/// The bytes of a date in the first calendar that a target uses.
fn date(year: i64, month: u8, day: u32) -> Vec<u8> {
    [&[1, 1, 0, 0][..], &year.to_le_bytes(), &[month, 0], &day.to_le_bytes()].concat()
}

/// The bytes of a sum that adds years to the first day of the year 2000.
fn years(count: i64) -> Vec<u8> {
    let mut bytes = date(2000, 1, 1);
    bytes[1] = 4;
    for part in [count, 0, 0, 0] {
        bytes.extend(part.to_le_bytes());
    }
    bytes.push(0);
    bytes
}

/// The bytes of a name, with its length first.
fn name(text: &str) -> Vec<u8> {
    [&(text.len() as u16).to_le_bytes()[..], text.as_bytes()].concat()
}

/// The bytes of a call of this kind.
fn call(kind: u8, text: &str) -> Vec<u8> {
    [&[kind][..], &name(text)].concat()
}

/// The numbers of some kinds of calls.
const FIND: u8 = 2;
const HOLD: u8 = 5;
const SHUT_DOWN: u8 = 9;

/// The bytes of a program that registers a calendar, looks for it twice, and makes these calls.
fn program(calls: &[&[u8]]) -> Vec<u8> {
    let market = name("market");
    let register = [0, 0, 0, 0, 0];
    let count = 3 + calls.len() as u8;
    let first = [&register[..], &call(FIND, "fair"), &call(FIND, "market")].concat();
    let backends = [&[1, 0][..], &market, &[0]].concat();
    let parts = [&[1, 6, 0, 0][..], &backends, &[0], &[count, 0], &first, &calls.concat()];
    [&parts.concat()[..], &[0, 0, 0, 0]].concat()
}

/// A folder with artifacts of a target, named as libFuzzer names them.
fn artifacts(target: &str, files: &[(&str, &[u8])]) -> Folder {
    let folder = Folder::new();
    let place = folder.0.join("artifacts").join(target);
    fs::create_dir_all(&place).unwrap();
    for (name, bytes) in files {
        fs::write(place.join(name), bytes).unwrap();
    }
    folder
}

/// Runs triage on the artifacts, with this fault planted in the targets.
fn triage(folder: &Folder, planted: Option<&str>, more: &[&str]) -> Ended {
    let mut command = command(folder, &[&["triage", "artifacts"][..], more].concat());
    command.env_remove("CALPROOF_FUZZ_SUBJECT");
    if let Some(planted) = planted {
        command.env("CALPROOF_FUZZ_SUBJECT", planted);
    }
    ended(&mut command)
}

/// How an artifact is reported on which the target does not fail, and the exit code: only a build
/// with debug assertions, like the fuzzer's, also detects overflow.
const PASSES: (&str, i32) = if cfg!(debug_assertions) { ("fixed", 0) } else { ("inconclusive", 2) };

/// The line with the command that runs this target on this file.
fn again(target: &str, file: &str) -> String {
    let run = "cargo fuzz run --sanitizer none --no-trace-compares --fuzz-dir";
    format!("  again: {run} fuzz {target} {file}\n")
}

#[test]
fn an_artifact_becomes_the_simplest_case_of_a_check() {
    let far = date(2400, 2, 29);
    let files = [("crash-b", &far[..]), ("crash-a", &date(2024, 2, 29))];
    let folder = artifacts("calendar_laws", &files);
    let Ended { code, out, err } = triage(&folder, Some("fault/lost-leap-day"), &[]);
    assert_eq!((code, err.as_str()), (1, ""));
    let expected = "new: fault/lost-leap-day gregory: wrong × 2 in calendar/round_trip/\
               date_to_day_to_date\n  case:  1600-M02-29\n";
    assert!(out.starts_with(expected), "{out}");
    assert!(out.contains("not 1600-M02-29\n  file:  artifacts/calendar_laws/crash-a\n"), "{out}");
    let replay = "  again: calproof replay fault/lost-leap-day calendar/round_trip/\
                 date_to_day_to_date gregory 1600-M02-29\n";
    assert!(out.ends_with(replay), "{out}");
    for planted in [Some("twin/lost-leap-day"), None] {
        let Ended { code, out, err } = triage(&folder, planted, &[]);
        assert_eq!((code, err.as_str()), (PASSES.1, ""), "{out}");
        let expected = format!("{}: calendar_laws: ", PASSES.0);
        assert_eq!(out.matches(&expected).count(), 2, "{out}");
        assert!(out.contains("input = \"2400-M02-29\"\n"), "{out}");
        let here = "it does not fail here, in a build that does not check overflow\n";
        assert_eq!(out.matches(here).count(), usize::from(!cfg!(debug_assertions)) * 2, "{out}");
        assert!(out.contains(&again("calendar_laws", "artifacts/calendar_laws/crash-a")), "{out}");
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
    let (find, hold) = (call(FIND, "MARKET"), call(HOLD, "MARKET"));
    let found = call(FIND, "gregory");
    for (fault, calls, shown) in [
        ("fault/case-not-folded", &[&find[..]][..], r#"{"find":"MARKET"}"#),
        ("fault/case-not-folded", &[&hold], r#"{"hold":"MARKET"}"#),
        ("fault/found-after-the-end", &[&[SHUT_DOWN], &found], r#""shut-down","#),
    ] {
        let folder = artifacts("registration", &[("crash-1", &program(calls))]);
        let Ended { code, out, .. } = triage(&folder, Some(fault), &[]);
        assert_eq!(code, 1, "{out}");
        let expected = format!(
            "new: {fault} registry: wrong × 1 in registry/registration/any_sequence_of_calls\n"
        );
        assert!(out.starts_with(&expected), "{out}");
        assert!(!out.contains("fair") && out.contains(shown), "{out}");
        let Ended { code, out, .. } = triage(&folder, None, &[]);
        let passes = format!("{}: registration: ", PASSES.0);
        assert_eq!((code, out.starts_with(&passes)), (PASSES.1, true), "{out}");
    }
}

/// A target may fail where no check does: because of its cost, or because it never returns.
#[test]
fn a_failure_without_a_check_is_shown_with_its_place() {
    let (costly, endless) = (years(400), years(2_000_000_000));
    let files = [("crash-1", &costly[..]), ("crash-2", &years(401)), ("timeout-3", &endless)];
    let folder = artifacts("arithmetic", &files);
    let Ended { code, out, .. } = triage(&folder, Some("fault/day-by-day"), &["--target", "wire"]);
    let passes = format!("{}: wire: ", PASSES.0);
    assert_eq!((code, out.matches(&passes).count()), (PASSES.1, 3), "{out}");
    let Ended { code, out, err } = triage(&folder, Some("fault/day-by-day"), &[]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    let line = out.lines().find(|line| line.starts_with("new: arithmetic: broke × 2: "));
    // The folder of the crate depends on the machine.
    assert!(line.is_some_and(|line| line.contains("/src/targets/arithmetic.rs:")), "{out}");
    assert!(out.contains("  why:   gregory: 2000-M01-01/P400Y/constrain costs "), "{out}");
    assert!(out.contains("new: arithmetic: broke × 1: did not end within 5 s\n"), "{out}");
    assert!(out.contains(&again("arithmetic", "artifacts/arithmetic/crash-1")), "{out}");
}

/// An artifact of a parser is not a case: its contents are shown, and whether the target fails.
#[test]
fn the_input_of_a_parser_is_shown_escaped() {
    let folder = artifacts("wire", &[("crash-1", b"\x01{\"id\":\x1b[2J\xFF")]);
    let Ended { code, out, err } = triage(&folder, None, &[]);
    assert_eq!((code, err.as_str()), (PASSES.1, ""));
    let input = r#"  input: b"\x01{\"id\":\x1b[2J\xff""#;
    let passes = format!("{}: wire: ", PASSES.0);
    assert!(out.starts_with(&passes) && out.contains(input), "{out}");
}

/// An artifact of an unknown target, and one of a target that needs another build, do not hide the
/// others.
#[test]
fn artifacts_that_cannot_be_run_here_hide_no_others() {
    let folder = artifacts("calendar_laws", &[("crash-a", &date(2024, 2, 29))]);
    let place = folder.0.join("artifacts");
    for target in ["elsewhere", "population"] {
        fs::create_dir_all(place.join(target)).unwrap();
        fs::write(place.join(target).join("crash-it's"), b"\x01\x1b[2J").unwrap();
    }
    let Ended { code, out, err } = triage(&folder, Some("fault/lost-leap-day"), &["nowhere"]);
    assert_eq!(code, 2, "{out}");
    assert!(out.starts_with("new: fault/lost-leap-day gregory: wrong × 1 in "), "{out}");
    assert!(err.contains("artifacts/elsewhere/crash-it's` is an artifact of a fuzz"), "{err}");
    assert!(err.contains("`nowhere`: ") && err.lines().count() == 2, "{err}");
    let reported = "inconclusive: population: thread schedules need a separate build\n  \
                input: b\"\\x01\\x1b[2J\"\n  file:  artifacts/population/crash-it's\n";
    assert!(out.contains(reported), "{out}");
    let again = "  again: RUSTFLAGS='--cfg calproof_shuttle' cargo fuzz run --sanitizer none \
                 --no-trace-compares --fuzz-dir fuzz/population population";
    let quoted = |folder: &str| format!(r"{again} 'artifacts/{folder}/crash-it'\''s'");
    assert!(out.contains(&quoted("population")), "{out}");
    let Ended { code, out, err } = triage(&folder, None, &["--target", "population"]);
    assert_eq!((code, err.as_str()), (2, ""), "{out}");
    assert_eq!(out.matches("inconclusive: population: ").count(), 3, "{out}");
    assert!(out.contains(&quoted("elsewhere")), "{out}");
}

const HEAD: &str = "{\"event\":\"run\",\"format\":1}\n";

#[test]
fn logs_without_a_finding_say_so() {
    let folder = Folder::new();
    let write = |name: &str, text: &str| fs::write(folder.0.join(name), text).unwrap();
    let triage = || ended(&mut command(&folder, &["triage", "."]));
    write("a.jsonl", HEAD);
    let Ended { code, out, err } = triage();
    assert_eq!((code, out.as_str(), err.as_str()), (0, "nothing to sort in 1 log\n", ""));
    write("b.jsonl", &format!("{HEAD}{{\"event\":\"end\",\"outcome\":0}}\n"));
    let Ended { code, out, err } = triage();
    assert_eq!((code, out.as_str(), err.as_str()), (0, "nothing to sort in 2 logs\n", ""));
    // A run that was stopped is inconclusive; fuzzing may be stopped.
    for (command, expected) in [("run", 2), ("fuzz", 0)] {
        let begun = format!("{{\"event\":\"begun\",\"format\":2,\"command\":\"{command}\"}}\n");
        write("b.jsonl", &begun);
        let Ended { code, out, err } = triage();
        assert_eq!((code, out.as_str()), (expected, "nothing to sort in 2 logs\n"), "{err}");
        assert!(err.contains("b.jsonl: line 1: ") && err.contains(" did not end; "), "{err}");
        // Stopped within a line, and within a character.
        let cut = [begun.as_bytes(), b"{\"event\":\"finding\",\"why\":\"\xC3"].concat();
        fs::write(folder.0.join("b.jsonl"), cut).unwrap();
        assert_eq!((triage().code, triage().err), (expected, err));
        write("b.jsonl", &format!("{begun}{{\"event\":\"whole\"}}\n"));
        let Ended { code, err, .. } = triage();
        assert_eq!((code, err.as_str()), (0, ""));
    }
    for (text, words) in [
        ("", "c.jsonl: holds no event"),
        ("{\"event\":\"run\",\"format\":99}\n", "line 1: format 99; this calproof understands 1"),
    ] {
        write("c.jsonl", text);
        let Ended { code, out, err } = triage();
        assert_eq!((code, out.as_str(), err.contains(words)), (2, "", true), "{err}");
    }
}

/// A subject with a usable name is replayed by it; any other by a command that the user has to
/// complete.
#[test]
fn findings_in_a_log_can_be_replayed() {
    let folder = Folder::new();
    let case = "format = 1\\ncheck = \\\"calendar/agreement/date_of_day\\\"\\n\
                calendar = \\\"persian\\\"\\nday = \\\"739330\\\"\\n";
    for (subject, expected) in [
        ("fault/leap-year-1404", "calproof replay fault/leap-year-1404 CASE\n"),
        ("$(their) ls", "calproof replay - CASE -- COMMAND\n"),
        ("-", "calproof replay - CASE -- COMMAND\n"),
    ] {
        let finding = format!(
            "{{\"event\":\"finding\",\"subject\":\"{subject}\",\"status\":\"wrong\",\"case\":\"{case}\"}}"
        );
        fs::write(folder.0.join("a.jsonl"), format!("{HEAD}{finding}\n")).unwrap();
        let Ended { out, .. } = ended(&mut command(&folder, &["triage", "a.jsonl"]));
        let expected = expected.replace("CASE", "calendar/agreement/date_of_day persian 739330");
        assert!(out.ends_with(&format!("  again: {expected}")), "{out}");
    }
}

#[test]
fn a_single_artifact_belongs_to_the_named_target() {
    let folder = artifacts("calendar_laws", &[("crash-a", &date(2024, 2, 29))]);
    fs::rename(folder.0.join("artifacts/calendar_laws/crash-a"), folder.0.join("input")).unwrap();
    let mut command = command(&folder, &["triage", "--target", "calendar_laws", "input"]);
    let Ended { code, out, .. } =
        ended(command.env("CALPROOF_FUZZ_SUBJECT", "fault/lost-leap-day"));
    assert_eq!((code, out.contains("  file:  input\n")), (1, true), "{out}");
}

/// Starts fuzzing, and kills it as soon as the log has a finding.
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
fn a_killed_fuzzing_run_keeps_its_findings() {
    let folder = Folder::new();
    let log = fuzz_and_kill(&folder);
    assert!(!log.contains("\"event\":\"whole\""), "{log}");
    let whole = log.rsplit_once('\n').map_or("", |(whole, _)| whole);
    assert_log(whole, false);
    let found = whole.lines().filter(|line| line.contains("\"event\":\"finding\"")).count();
    assert!(found > 0, "{log}");
    let Ended { code, out, err } = ended(&mut command(&folder, &["triage", "report"]));
    assert_eq!(code, 1, "{out}{err}");
    let expected = "error: report/fuzz-fault-leap-year-1404.jsonl: line 1: the fuzzing that begins \
     here did not end; later findings are missing\n";
    assert_eq!(err, expected);
    assert_eq!(out.matches("fault/leap-year-1404 persian: ").count(), found, "{out}\n{log}");
}
