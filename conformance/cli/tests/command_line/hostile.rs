//! Text that acts on a terminal is escaped wherever it was typed; colours are used only where
//! wanted; and a reader that closes the pipe does not make the program panic.

use std::io;
use std::process::Stdio;

use crate::program::{Ended, Folder, calproof, command, ended};

/// A colour that we never use, a title, bidi controls and marks, C1 controls, and a line that looks
/// like one of ours.
const HOSTILE: [&str; 5] = [
    "\u{1b}[35;7mviolet",
    "\u{1b}]0;title\u{7}",
    "a\u{202e}b\u{2066}c\u{200f}",
    "\u{9b}35m\u{8}\u{0d}",
    "two\nerror: forged",
];

/// Stands for the hostile text.
const HERE: &str = "HERE";

const POSITIONS: &[&[&str]] = &[
    &[HERE],
    &["--HERE"],
    &["-HERE"],
    &["--color=HERE", "list", "checks"],
    &["help", HERE],
    &["list", HERE],
    &["list", "checks", HERE],
    &["explain", HERE],
    &["explain", "CWE-HERE"],
    &["explain", "calendar/order/HERE"],
    &["convert", HERE],
    &["convert", "2026-11-HERE"],
    &["convert", "2026-11-22", "--from", HERE],
    &["convert", "2026-11-22", "--from=HERE"],
    &["convert", "2026-11-22", "--to", HERE],
    &["convert", "2026-11-22", "--to", "gregory,HERE"],
    &["convert", "2026-11-22", "--format", HERE],
    &["convert", "2026-11-22", "--format=HERE"],
    &["ask", HERE, "gregory", "date", "1"],
    &["ask", HERE, "gregory", "date", "1", "--", "true"],
    &["ask", "reference", HERE, "date", "1"],
    &["ask", "reference", "gregory", HERE],
    &["ask", "reference", "gregory", HERE, HERE],
    &["ask", "reference", "gregory", "date", HERE],
    &["ask", "reference", "gregory", "day", HERE],
    &["ask", "reference", "gregory", "day-native", "1", HERE, "1"],
    &["ask", "reference", "gregory", "months-in-year", HERE],
    &["ask", "reference", "gregory", "days-in-year", HERE],
    &["ask", "reference", "gregory", "days-in-month", "1", HERE],
    &["ask", "reference", "gregory", "is-leap-year", HERE],
    &["ask", "reference", "gregory", "weekday", HERE],
    &["ask", "-", "gregory", "date", "1", "--", HERE],
    &["doctor", HERE],
    &["doctor", "--", HERE],
    &["replay", HERE, "calendar/order/weekdays_cycle", "gregory", "1"],
    &["replay", "reference", HERE, "gregory", "1"],
    &["replay", "reference", "calendar/order/weekdays_cycle", HERE, "1"],
    &["replay", "reference", "calendar/order/weekdays_cycle", "gregory", HERE],
    &["replay", "reference", "calendar/round_trip/date_to_day_to_date", "gregory", HERE],
    &["replay", "reference", "calendar/year_shape/months_add_up_to_the_year", "gregory", HERE],
    &["replay", "reference", "calendar/vector/published_day_to_date", "gregory", HERE],
    &["replay", "reference", "calendar/vector/published_refusal_is_given", "gregory", HERE],
    &[
        "replay",
        "reference",
        "calendar/refusal/impossible_native_dates_are_refused",
        "gregory",
        HERE,
    ],
    &["replay", "-", "calendar/order/weekdays_cycle", "gregory", "1", "--", HERE],
    &["triage", HERE],
    &["diff", HERE, HERE],
    &["report", HERE, "--junit", "-"],
    &["report", "--junit", HERE, HERE],
    &["serve", HERE],
    &["run", HERE],
    &["run", "--adapter", HERE],
    &["run", "--adapter", "fault/HERE"],
    &["run", "--only", HERE],
    &["run", "--only", "calendar/HERE"],
    &["run", "--skip", HERE],
    &["run", "--calendar", HERE],
    &["run", "--budget", HERE],
    &["run", "--seed", HERE],
    &["run", "--seed=HERE"],
    &["run", "--start-seconds", HERE],
    &["run", "--answer-seconds", HERE],
    &["run", "--only", "calendar/vector", "--", HERE],
    &["run", "--only", "calendar/vector", "--adapter", "reference", "--", "HERE", "HERE"],
];

/// Only our own colours, no control characters but line feeds, and nothing invisible.
#[track_caller]
fn assert_harmless(words: &[String], text: &str) {
    for (place, line) in text.split('\n').enumerate() {
        let plain = without_colours(line);
        let bad = plain.chars().find(|c| c.is_control() || "\u{202e}\u{2066}\u{200f}".contains(*c));
        assert!(bad.is_none(), "{words:?} lets {bad:?} through: {text:?}");
        let is_forged = place > 0 && plain.starts_with("error: forged");
        assert!(!is_forged, "{words:?} writes a line of its own: {text:?}");
    }
}

/// The text without the few colours that we use.
fn without_colours(text: &str) -> String {
    let ours = ["0", "1", "4", "31", "32", "33"];
    ours.iter().fold(text.to_owned(), |text, code| text.replace(&format!("\u{1b}[{code}m"), ""))
}

#[test]
fn typed_text_cannot_act_on_a_terminal() {
    for hostile in HOSTILE {
        for position in POSITIONS {
            let mut words: Vec<String> =
                position.iter().map(|word| word.replace(HERE, hostile)).collect();
            // Output to a pipe is always plain, so these run with `--color always`.
            let at = usize::from(!position[0].starts_with("--color"));
            if at == 1 {
                words.insert(0, "--color=always".to_owned());
            }
            let typed: Vec<&str> = words.iter().map(String::as_str).collect();
            let Ended { code, out, err } = calproof(&typed);
            assert_eq!(code, 2, "{words:?}: {out}{err}");
            assert_harmless(&words, &out);
            assert_harmless(&words, &err);
            assert!(err.contains("error: "), "{words:?}: {err}");
        }
    }
}

/// The report folder may have any name, and is shown escaped.
#[cfg(unix)]
#[test]
fn a_hostile_report_folder_is_shown_escaped() {
    for hostile in HOSTILE {
        let folder = Folder::new();
        let words = ["--color=always", "run", "--only", "calendar/vector", "--report", hostile];
        let words = [&words[..], &["--adapter", "reference", "--calendar", "gregory"]].concat();
        let Ended { code, out, err } = ended(&mut command(&folder, &words));
        assert_eq!((code, err.as_str()), (0, ""));
        assert!(out.contains("event log: "), "{out}");
        assert_harmless(&[hostile.to_owned()], &out);
        assert!(folder.0.join(hostile).join("events.jsonl").is_file());
    }
}

/// A program that claims a calendar and then exits at each question: its finding shows the command
/// that repeats it, with all its arguments.
#[cfg(unix)]
#[test]
fn the_command_that_repeats_a_failure_is_escaped_and_still_works() {
    let hello = concat!(
        r#"{"hello":{"protocol":1,"name":"mute","version":"1.0.0","integers":"i64","calendars":"#,
        r#"[{"id":"persian","rule":"persian","first":738000,"last":739000,"beyond":"refuses","#,
        r#""year_zero":true,"answers":["date","day"]}]}}"#
    );
    let script = format!("echo '{hello}'; read line; exit 3");
    for hostile in HOSTILE {
        let check = "calendar/range/both_ends_round_trip";
        let words = ["--color=always", "run", "--only", check, "--", "sh", "-c", &script, hostile];
        let Ended { code, out, err } = calproof(&words);
        assert_eq!((code, err.as_str()), (1, ""), "{out}");
        assert_harmless(&[hostile.to_owned()], &out);
        let again = out.lines().find_map(|line| line.trim().strip_prefix("again: ")).unwrap();
        let last = again.rsplit_once(' ').unwrap().1;
        let bytes = last.strip_prefix("$'").and_then(|last| last.strip_suffix('\'')).unwrap();
        let bytes = bytes.split("\\x").skip(1).map(|byte| u8::from_str_radix(byte, 16).unwrap());
        assert_eq!(bytes.collect::<Vec<u8>>(), hostile.as_bytes(), "{again}");
    }
}

const SHORT_RUN: [&str; 7] =
    ["run", "--adapter", "reference", "--only", "calendar/vector", "--calendar", "gregory"];

#[test]
fn colours_are_used_only_where_wanted() {
    for (environment, color, wanted) in [
        // A pipe is not a terminal.
        (&[][..], None, false),
        (&[], Some("auto"), false),
        (&[("NO_COLOR", "1")], None, false),
        (&[], Some("always"), true),
        (&[("CLICOLOR_FORCE", "1")], None, true),
        (&[("CLICOLOR_FORCE", "1")], Some("never"), false),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], Some("never"), false),
        // An option outranks the environment.
        (&[("NO_COLOR", "1")], Some("always"), true),
    ] {
        let option = color.map(|color| format!("--color={color}"));
        let words: Vec<&str> = SHORT_RUN.into_iter().chain(option.as_deref()).collect();
        let folder = Folder::new();
        let mut command = command(&folder, &words);
        let Ended { code, out, err } = ended(command.envs(environment.iter().copied()));
        assert_eq!((code, err.as_str()), (0, ""));
        assert_eq!(out.contains('\u{1b}'), wanted, "{environment:?} {color:?}: {out:?}");
    }
}

/// For example `calproof list checks | head -1`.
#[test]
fn a_closed_pipe_causes_no_panic() {
    for words in [&["list", "checks"][..], &["convert", "2026-11-22"], &SHORT_RUN, &["--help"]] {
        let (reader, writer) = io::pipe().unwrap();
        drop(reader);
        let folder = Folder::new();
        let Ended { code, err, .. } = ended(command(&folder, words).stdout(writer));
        assert_eq!((code, err.as_str()), (0, ""), "{words:?}");
    }
    let (reader, writer) = io::pipe().unwrap();
    drop(reader);
    let folder = Folder::new();
    let Ended { code, .. } = ended(command(&folder, &["explain", "nothing"]).stderr(writer));
    assert_eq!(code, 2);
}

/// A full disk is an error, unlike a reader that closes the pipe.
#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    let folder = Folder::new();
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let Ended { code, err, .. } =
        ended(command(&folder, &["list", "checks"]).stdout(Stdio::from(full)));
    assert_eq!(code, 2);
    assert!(err.starts_with("error: standard output: "), "{err}");
}
