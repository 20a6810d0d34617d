//! Adapters that would harm whoever runs them, or that should not be harmed themselves.

use serde_json::{Value, json};

use crate::trial::Trial;

const ROUND_TRIP: &str = "calendar/round_trip/day_to_date_to_day";
const ENDS: &str = "calendar/range/both_ends_round_trip";

#[test]
fn a_flood_on_standard_error_blocks_nobody_and_is_not_kept() {
    let ended = Trial::run(&[ROUND_TRIP]).hostile("stderr-flood").end();
    ended.passes();
    assert!(ended.most_memory <= 200, "{} MiB", ended.most_memory);
}

#[test]
fn who_stays_when_the_input_ends_is_ended() {
    let ended = Trial::run(&[ENDS]).hostile("outstays").end();
    ended.passes();
    assert!(ended.seconds < 10, "{} s", ended.seconds);
}

#[test]
fn the_environment_is_a_fixed_one() {
    let secret = ("CALPROOF_TEST_SECRET", "hush");
    let trial =
        Trial::run(&[ENDS]).environment(secret.0, secret.1).environment("TZ", "Asia/Tehran");
    let ended = trial.environment("LC_ALL", "C").hostile("env").end();
    ended.passes();
    let version = ended.events("subject")[0]["version"].as_str().expect("a version");
    let said: Value = serde_json::from_str(version).expect("JSON");
    assert_eq!(said["values"], json!({"TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}));
    assert_eq!(said["leads_its_group"], true);
    // The last two are Python's own and the system's.
    let allowed = ["HOME", "LANG", "LC_ALL", "PATH", "TZ", "LC_CTYPE", "__CF_USER_TEXT_ENCODING"];
    let names = said["names"].as_array().expect("a list");
    let allowed = |name: &Value| name.as_str().is_some_and(|name| allowed.contains(&name));
    assert!(names.len() >= 4 && names.iter().all(allowed), "{names:?}");
}

/// What the hostile text would do to a terminal: clear it, title it, turn the writing around, end
/// the line, or speak to a service that reads logs line by line.
const HARM: [&str; 7] = ["\x1b[2J", "\x1b]", "\x07", "\0", "\u{202e}", "\u{2066}", "\r"];

/// Neither with colours nor without does anything of the adapter's reach the terminal unescaped.
fn is_harmless(command: &[&str], mode: &str, codes: &[i32]) {
    // With colours nothing is taken out behind our back, and there are escapes of our own.
    for (color, harm) in [("always", &HARM[..]), ("never", &["\x1b", "\0", "\u{202e}", "\r"])] {
        let mut trial = Trial::new(&["--color", color]).with(command);
        if command[0] == "run" {
            let report = trial.folder.path("report");
            trial = trial.with(&["--report", &report]);
        }
        let ended = trial.hostile(mode).end();
        let said = [ended.out, ended.err].concat();
        assert!(codes.contains(&ended.code), "{said:?}");
        assert!(!harm.iter().any(|harm| said.contains(harm)), "{said:?}");
        assert!(!said.lines().any(|line| line.starts_with("::")), "{said:?}");
        assert!(said.contains(r"\u{202e}txt.exe"), "{said:?}");
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
fn hostile_words_of_a_failure_are_escaped() {
    is_harmless(&["run", "--only", ENDS], "broke-on 726468", &[1]);
}

#[test]
fn hostile_words_of_a_failure_are_escaped_when_it_is_repeated() {
    is_harmless(&["replay", "-", ENDS, "gregory", "726468"], "broke-on 726468", &[1]);
}

#[test]
fn hostile_words_of_a_failure_are_escaped_by_the_doctor() {
    is_harmless(&["doctor"], "broke-on 733955", &[1]);
}

#[test]
fn a_hostile_id_of_a_calendar_is_refused() {
    is_harmless(&["run", "--only", ENDS], "hostile-id", &[2]);
}
