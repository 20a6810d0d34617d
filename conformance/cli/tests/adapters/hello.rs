//! Adapters that cannot be used: the reason is given, with what to do, and no other subject is
//! affected.

use std::fs;

use crate::trial::{Ended, Trial, ours};

const ENDS: &str = "calendar/range/both_ends_round_trip";

/// Runs the adapter beside a built-in library. The library is judged and the adapter is not;
/// returns the reason.
fn inconclusive(trial: impl FnOnce(Trial) -> Trial) -> String {
    reason(&trial(Trial::run(&[ENDS]).with(&["--adapter", "chrono"])).end())
}

fn reason(ended: &Ended) -> String {
    assert_eq!(ended.code, 2, "{}\n{}", ended.out, ended.err);
    let subjects = ended.events("subject");
    let reason = subjects.iter().find_map(|subject| subject["trouble"].as_str()).expect("a reason");
    assert!(ended.out.contains(reason), "{}", ended.out);
    assert!(ended.err.contains("could not be judged"), "{}", ended.err);
    let judged: Vec<_> = ended.events("check").iter().map(|check| &check["subject"]).collect();
    assert_eq!(judged, ["chrono"]);
    assert_eq!(ended.counts(ENDS)["pass"], 2);
    reason.to_owned()
}

fn assert_says(reason: &str, words: &[&str]) {
    assert!(words.iter().all(|word| reason.contains(word)), "{reason}");
}

#[test]
fn a_silent_adapter_is_told_to_flush() {
    let reason = inconclusive(|trial| trial.with(&["--start-seconds", "2"]).hostile("silent"));
    assert_says(&reason, &["no hello line within 2 seconds", "flush it"]);
}

#[test]
fn an_adapter_that_flushes_only_at_the_end_is_told_to_flush() {
    let reason = inconclusive(|trial| trial.with(&["--start-seconds", "4"]).hostile("no-flush"));
    assert_says(&reason, &["sent it when its input was closed", "flush standard output"]);
}

#[test]
fn an_adapter_that_exits_at_once_is_reported() {
    let reason = inconclusive(|trial| trial.hostile("exit-at-once"));
    assert_says(&reason, &["ended before sending its hello line", "exited with code 0"]);
}

#[test]
fn the_last_output_of_an_adapter_that_exits_at_once_is_shown() {
    let reason = inconclusive(|trial| trial.hostile("no-such-mode"));
    assert_says(
        &reason,
        &["exited with code 2", "standard error ended with", "stays when the input ends"],
    );
}

#[test]
fn a_hello_line_that_is_not_json_is_shown() {
    let reason = inconclusive(|trial| trial.hostile("hello-garbage"));
    assert_says(&reason, &["its first line is not a hello line", "hello, world"]);
}

#[test]
fn an_adapter_that_answers_before_each_question_is_told_at_once() {
    let ended = Trial::run(&[ENDS]).hostile("unasked").end();
    // Because of its first result or its second line, whichever is read first.
    let reasons = ["`got` must", "it wrote more than one line in answer"];
    let is_reported = |why| ended.out.contains(&format!("could not be judged: {why}"));
    assert!(ended.code == 2 && reasons.iter().any(is_reported), "{}", ended.out);
}

/// The late answer comes while the input is still open, if another process is asked.
#[test]
fn an_adapter_that_is_late_once_is_not_told_to_flush() {
    let ended = Trial::run(&[ENDS]).with(&["--answer-seconds", "1"]).hostile("late-once 1.5").end();
    assert!(!ended.out.contains("flush"), "{}", ended.out);
    ended.passes();
}

#[test]
fn the_doctor_does_not_wait_for_ever() {
    let trial = Trial::new(&["doctor", "theirs"]).within(20);
    let folder = trial.folder.0.join("adapters/theirs");
    fs::create_dir_all(&folder).expect("a folder");
    fs::copy(ours("tests/adapters/hostile.py"), folder.join("copy.py")).expect("a copy");
    let file =
        "[subject.theirs]\ncommand = [\"python3\", \"copy.py\", \"deaf\"]\nanswer-seconds = 1\n";
    fs::write(folder.join("calproof.toml"), file).expect("a file");
    let adapters = trial.folder.path("adapters");
    let ended = trial.environment("CALPROOF_ADAPTERS", &adapters).end();
    assert_eq!(ended.code, 2, "{}", ended.out);
    assert!(ended.out.contains("an answer missed its deadline"), "{}", ended.out);
    assert!(ended.err.contains("nothing could be checked"), "{}", ended.err);
}

/// An unreadable list of known failures affects only its subject.
#[test]
fn a_broken_list_of_known_failures_stops_only_its_subject() {
    let trial = Trial::run(&[ENDS]).with(&["--adapter", "chrono", "--adapter", "theirs"]);
    let folder = trial.folder.0.join("adapters/theirs");
    fs::create_dir_all(&folder).expect("a folder");
    fs::copy(ours("tests/adapters/hostile.py"), folder.join("copy.py")).expect("a copy");
    let file = "[subject.theirs]\ncommand = [\"python3\", \"copy.py\", \"good\"]\n";
    fs::write(folder.join("calproof.toml"), file).expect("a file");
    let list = "[[known]]\n\"a\\n::error::\\u001b\\u202e\" = 1\n";
    fs::write(folder.join("known_failures.toml"), list).expect("a file");
    let adapters = trial.folder.path("adapters");
    let reason = reason(&trial.environment("CALPROOF_ADAPTERS", &adapters).end());
    assert_says(&reason, &["line 2: unknown field `a ::error::\\u{1b}\\u{202e}`"]);
}

#[test]
fn another_major_of_the_protocol_is_refused() {
    let reason = inconclusive(|trial| trial.hostile("wrong-major"));
    assert_says(&reason, &["protocol 2", "speaks 1"]);
}

#[test]
fn a_range_that_ends_before_it_begins_is_refused() {
    let reason = inconclusive(|trial| trial.hostile("contradictory"));
    assert_says(&reason, &["`gregory` begins with day 741442 and ends with day 726468"]);
}

#[test]
fn a_calendar_that_is_declared_twice_is_refused() {
    let reason = inconclusive(|trial| trial.hostile("twice"));
    assert_says(&reason, &["`gregory` twice"]);
}

#[test]
fn a_missing_program_is_named() {
    let reason = inconclusive(|trial| trial.with(&["--", "no-such-program", "word"]));
    assert_says(&reason, &["`no-such-program` cannot be started", "there is no such program"]);
}

#[test]
fn a_file_that_is_not_executable_gets_advice() {
    let reason = inconclusive(|trial| {
        let program = trial.folder.path("adapter");
        fs::write(&program, "#!/bin/sh\n").expect("a file");
        trial.with(&["--", &program])
    });
    assert_says(&reason, &["is not executable", "chmod +x"]);
}

#[test]
fn an_adapter_by_name_says_what_it_needs_when_it_cannot_be_started() {
    let trial = Trial::run(&[ENDS]).with(&["--adapter", "chrono", "--adapter", "theirs"]);
    let folder = trial.folder.0.join("adapters/theirs");
    fs::create_dir_all(&folder).expect("a folder");
    let file = "[subject.theirs]\ncommand = [\"no-such-program\"]\nneeds = \"a pinch of salt\"\n";
    fs::write(folder.join("calproof.toml"), file).expect("a file");
    let adapters = trial.folder.path("adapters");
    let reason = reason(&trial.environment("CALPROOF_ADAPTERS", &adapters).end());
    assert_says(&reason, &["`no-such-program` cannot be started", "it needs a pinch of salt"]);
}

#[test]
fn an_adapter_by_name_runs_in_its_folder_with_its_limits_and_environment() {
    let trial = Trial::run(&[ENDS]).with(&["--adapter", "theirs"]);
    let folder = trial.folder.0.join("adapters/theirs");
    fs::create_dir_all(&folder).expect("a folder");
    fs::copy(ours("tests/adapters/hostile.py"), folder.join("copy.py")).expect("a copy");
    let file = "[subject.theirs]\ncommand = [\"python3\", \"copy.py\", \"env\"]\n\
                start-seconds = 9\nprocesses = 1\nenvironment = { PINCH = \"salt\" }\n";
    fs::write(folder.join("calproof.toml"), file).expect("a file");
    let adapters = trial.folder.path("adapters");
    let ended = trial.environment("CALPROOF_ADAPTERS", &adapters).end();
    ended.passes();
    let version = ended.events("subject")[0]["version"].to_string();
    assert!(version.contains("PINCH"), "{version}");
}

/// The template's calendar with claims from the command line.
const DECLARES: &str = "tests/adapters/declares.py";

#[test]
fn a_misspelled_id_or_rule_is_pointed_out() {
    for (claims, meant) in [
        (
            r#"{"rule":"julain"}"#,
            "the rule `julain`, which resembles a known one. Did you mean `julian`?",
        ),
        (
            r#"{"id":"Julian"}"#,
            "the id `Julian`, which resembles a known one. Did you mean `julian`?",
        ),
    ] {
        assert_says(&inconclusive(|trial| trial.on(DECLARES, claims)), &[meant]);
    }
}

#[test]
fn leniency_is_declared_for_questions_that_are_answered_and_in_known_words() {
    let reason =
        inconclusive(|trial| trial.on(DECLARES, r#"{"impossible":{"era-year":"constrained"}}"#));
    assert_says(
        &reason,
        &["`julian` does with impossible input to `era-year`, which it does not answer"],
    );
    let reason = inconclusive(|trial| trial.on(DECLARES, r#"{"impossible":{"day":"repaired"}}"#));
    assert_says(&reason, &["its first line is not a hello line", "repaired"]);
}

#[test]
fn an_unknown_rule_is_judged_by_laws_alone_and_the_row_says_so() {
    let claims = r#"{"id":"theirs","rule":"their-rule","first":725000,"last":735000}"#;
    let ended = Trial::run(&["calendar/order"]).on(DECLARES, claims).end();
    assert_eq!(ended.code, 0, "{}\n{}", ended.out, ended.err);
    assert!(ended.out.contains("conforms: laws only, no reference"), "{}", ended.out);
}

#[test]
fn a_calendar_compared_with_nothing_is_inconclusive_and_says_why() {
    // Beyond the reference's table, as if days were counted from another epoch.
    let claims = r#"{"id":"islamic-umalqura","rule":"islamic-umalqura","first":2414000,"last":2414400,"answers":["date"]}"#;
    let ended = Trial::run(&["calendar/agreement"]).on(DECLARES, claims).end();
    assert_eq!(ended.code, 2, "{}\n{}", ended.out, ended.err);
    assert!(ended.out.contains("inconclusive: too little compared"), "{}", ended.out);
    assert!(ended.out.contains("no day in common with that of the reference"), "{}", ended.out);
}

/// A rule is named only if every day that was asked was answered or refused.
#[test]
fn a_calendar_that_does_not_answer_is_not_identified() {
    let ended = Trial::new(&["identify"]).hostile("dies-on 735000").end();
    assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{}", ended.err);
    assert!(ended.err.contains("gregory: 1 day without an answer; day 735000: "), "{}", ended.err);
    let ended = Trial::new(&["identify", "--days", "500"]).hostile("good").end();
    assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{}", ended.out);
    assert!(ended.out.contains("gregory") && ended.out.contains("100.00 %"), "{}", ended.out);
}
