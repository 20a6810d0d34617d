//! Adapters that would harm whoever runs them, and the environment in which adapters run.

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::trial::{Trial, ours};

const ROUND_TRIP: &str = "calendar/round_trip/day_to_date_to_day";
const ENDS: &str = "calendar/range/both_ends_round_trip";

#[test]
fn a_flood_on_standard_error_blocks_nobody_and_is_not_kept() {
    let ended = Trial::run(&[ROUND_TRIP]).hostile("stderr-flood").end();
    ended.passes();
    assert!(ended.most_memory <= 200, "{} MiB", ended.most_memory);
}

/// A megabyte of text for each item, and a name and a version of the same length.
#[test]
fn long_texts_are_truncated_when_read() {
    let ended = Trial::run(&["calendar/range"]).hostile("breaks-at-length + long-hello").end();
    assert_eq!(ended.code, 1, "{:.1000}", ended.out);
    let crashes = ended.all_counts()["crash"];
    assert!(crashes > 200, "{crashes}");
    assert!(ended.most_memory <= 100, "{} MiB", ended.most_memory);
}

#[test]
fn a_detached_child_does_not_outlive_the_run() {
    Trial::run(&[ROUND_TRIP]).hostile("orphans-on 735000").end().passes();
}

#[test]
fn a_process_that_outlives_its_input_is_killed() {
    let ended = Trial::run(&[ENDS]).hostile("outstays").end();
    ended.passes();
    assert!(ended.seconds < 10, "{} s", ended.seconds);
}

const MAC_ENCODING: &str = "__CF_USER_TEXT_ENCODING";

#[test]
fn the_environment_is_fixed() {
    let secret = ("CALPROOF_TEST_SECRET", "hush");
    let trial =
        Trial::run(&[ENDS]).environment(secret.0, secret.1).environment("TZ", "Asia/Tehran");
    let ended = trial.environment("LC_ALL", "C").hostile("env").end();
    ended.passes();
    let version = ended.events("subject")[0]["version"].as_str().expect("a version");
    let answered: Value = serde_json::from_str(version).expect("JSON");
    assert_eq!(answered["values"], json!({"TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}));
    assert_eq!(answered["leads_its_group"], true);
    // Two of them are set by Python itself and by the operating system.
    let allowed =
        ["CALPROOF_PROCESS", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "PATH", "TZ", MAC_ENCODING];
    let names = answered["names"].as_array().expect("a list");
    let allowed = |name: &Value| name.as_str().is_some_and(|name| allowed.contains(&name));
    assert!(names.len() >= 4 && names.iter().all(allowed), "{names:?}");
}

/// What the hostile text would do to a terminal: clear it, set its title, reverse the writing
/// direction, end the line, or send a command to a service that reads logs line by line.
const HARM: [&str; 7] = ["\x1b[2J", "\x1b]", "\x07", "\0", "\u{202e}", "\u{2066}", "\r"];

/// Nothing from the adapter reaches the terminal unescaped, with or without colours.
fn is_harmless(command: &[&str], mode: &str, codes: &[i32]) {
    // With colours the output layer strips no escape sequences, and we write some of our own.
    for (color, harm) in [("always", &HARM[..]), ("never", &["\x1b", "\0", "\u{202e}", "\r"])] {
        let mut trial = Trial::new(&["--color", color]).with(command);
        if ["run", "fuzz"].contains(&command[0]) {
            let report = trial.folder.path("report");
            trial = trial.with(&["--report", &report]);
        }
        if command[0] == "run" {
            trial = trial.with(&["--verbose"]);
        }
        if command[0] == "replay" {
            let transcript = trial.folder.path("its.transcript");
            trial = trial.with(&["--transcript", &transcript]);
        }
        let ended = trial.hostile(mode).end();
        let answered = [ended.out.clone(), ended.err.clone()].concat();
        let files = ended.folder.files();
        assert!(codes.contains(&ended.code), "{answered:?}");
        assert!(!harm.iter().any(|harm| answered.contains(harm)), "{answered:?}");
        assert!(!answered.lines().any(|line| line.starts_with("::")), "{answered:?}");
        assert!(answered.contains(r"\u{202e}txt.exe"), "{answered:?}");
        // Hostile text does not begin a line either, even when escaped by the last barrier.
        let is_own = |line: &str| line.trim_start().starts_with(r"\u{3a}:");
        assert!(mode == "hostile-names" || !answered.lines().any(is_own), "{answered:?}");
        for (name, text) in files.iter().filter(|(name, _)| !name.starts_with("adapter")) {
            let acts = |c: char| c != '\n' && calproof::escape::acts(c);
            let text = String::from_utf8_lossy(text);
            assert!(name == "out" || !text.contains(acts), "{name}: {text:?}");
        }
    }
}

#[test]
fn a_hostile_version_is_escaped() {
    is_harmless(&["run", "--only", ENDS], "nul-and-escapes", &[0]);
}

#[test]
fn a_hostile_version_is_escaped_by_the_doctor() {
    is_harmless(&["doctor"], "nul-and-escapes", &[0, 1]);
}

#[test]
fn a_hostile_failure_message_is_escaped() {
    is_harmless(&["run", "--only", ENDS], "broke-on 726468", &[1]);
}

#[test]
fn a_hostile_failure_message_is_escaped_when_replayed() {
    is_harmless(&["replay", "-", ENDS, "gregory", "726468"], "broke-on 726468", &[1]);
}

#[test]
fn a_hostile_failure_message_is_escaped_by_the_doctor() {
    is_harmless(&["doctor"], "broke-on 730120", &[0]);
}

/// Every text that an adapter can send, in all commands that run one.
#[test]
fn no_text_of_an_adapter_is_printed_unescaped() {
    let fuzz = ["fuzz", "-", "--time", "3s", "--only", ROUND_TRIP];
    let replay = ["replay", "-", ENDS, "gregory", "726468"];
    let commands: [&[&str]; 5] = [
        &["run", "--only", ENDS],
        &["doctor"],
        &["ask", "-", "gregory", "date", "726468"],
        &replay,
        &fuzz,
    ];
    let modes: [(&str, &[i32]); 4] = [
        ("hello-harm", &[2]),
        ("hello-noise", &[2]),
        ("stderr-harm", &[1, 2]),
        ("garbles-harm", &[1, 2]),
    ];
    let names: (&str, &[i32]) = ("hostile-names", &[0, 1]);
    let each = commands.iter().flat_map(|command| modes.map(|mode| (*command, mode)));
    let all: Vec<_> = each.chain([(commands[0], names), (commands[1], names)]).collect();
    all.into_par_iter().for_each(|(command, (mode, codes))| is_harmless(command, mode, codes));
}

/// The text in a list of known failures is not trusted either.
#[test]
fn a_hostile_reason_is_escaped() {
    let trial = Trial::run(&[ENDS]).with(&["--adapter", "theirs"]);
    let folder = trial.folder.0.join("adapters/theirs");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::copy(ours("tests/adapters/hostile.py"), folder.join("copy.py")).expect("a copy");
    let file = "[subject.theirs]\ncommand = [\"python3\", \"copy.py\", \"broke-on\", \"726468\"]\n";
    std::fs::write(folder.join("calproof.toml"), file).expect("a file");
    let list = format!(
        "[[known]]\ncheck = \"{ENDS}\"\ncalendar = \"gregory\"\nversions = \">=1\"\n\
         status = \"crash\"\ndays = [[726468, 726468]]\ncount = 1\nauthority = \"nobody\"\n\
         reason = \"a\\n::error::\\u001b[2J\\u202eb\"\n"
    );
    std::fs::write(folder.join("known_failures.toml"), list).expect("a file");
    let adapters = trial.folder.path("adapters");
    let ended = trial.environment("CALPROOF_ADAPTERS", &adapters).end();
    assert_eq!(ended.code, 0, "{}{}", ended.out, ended.err);
    assert!(ended.out.contains(r"since a\n::error::\u{1b}[2J\u{202e}b"), "{}", ended.out);
}

#[test]
fn a_hostile_id_of_a_calendar_is_refused() {
    is_harmless(&["run", "--only", ENDS], "hostile-id", &[2]);
}
