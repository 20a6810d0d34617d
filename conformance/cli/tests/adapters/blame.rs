//! Adapters that fail on one day, or in some way at every question: which cases are blamed, and for
//! what.

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::trial::{CALPROOF, Counts, Ended, Trial};

/// 12 May 2013: a day that no check singles out.
const DAY: i64 = 735_000;

const ROUND_TRIP: &str = "calendar/round_trip/day_to_date_to_day";
const NEXT_DATE: &str = "calendar/order/next_day_is_next_date";
const DATE_OF_DAY: &str = "calendar/agreement/date_of_day";
const ENDS: &str = "calendar/range/both_ends_round_trip";

/// The counts for an adapter that makes no mistake.
static GOOD: LazyLock<[Counts; 2]> = LazyLock::new(|| {
    let ended = Trial::run(&[ROUND_TRIP, NEXT_DATE]).hostile("good").end();
    ended.passes();
    [ROUND_TRIP, NEXT_DATE].map(|check| ended.counts(check))
});

/// Runs the adapter with this misbehaviour on the one day. The verdicts that involve the day have
/// the status, and all others pass.
fn blames_exactly(status: &str, mode: &str) -> Ended {
    let mode = mode.replace("DAY", &DAY.to_string());
    let trial = Trial::run(&[ROUND_TRIP, NEXT_DATE]).with(&["--answer-seconds", "1"]);
    let ended = trial.hostile(&mode).end();
    assert_eq!(ended.code, 1, "{}\n{}", ended.out, ended.err);
    for ((check, first), good) in [(ROUND_TRIP, DAY), (NEXT_DATE, DAY - 1)].iter().zip(&*GOOD) {
        let finding = ended.finding(check, status);
        // The sweep visits each of them once; generated cases may be about them too.
        assert_eq!(finding["runs"], json!([[first, DAY]]));
        assert_eq!(finding["inputs"], json!([]));
        let involved: BTreeSet<String> = (*first..=DAY).map(|day| day.to_string()).collect();
        let generated = finding["generated"].as_array().expect("a list");
        assert!(generated.iter().all(|day| involved.contains(day.as_str().unwrap_or_default())));
        let blamed = (involved.len() + generated.len()) as u64;
        let expected = [(status.to_owned(), blamed), ("pass".to_owned(), good["pass"] - blamed)];
        assert_eq!(ended.counts(check), Counts::from(expected), "{check}\n{}", ended.out);
        let talk = finding["talk"].as_array().and_then(|talk| talk.last()).expect("a talk");
        assert_eq!(talk[0], format!("date {DAY}"));
    }
    ended
}

fn assert_shows(ended: &Ended, words: &[&str]) {
    assert!(words.iter().all(|word| ended.out.contains(word)), "{}", ended.out);
}

// ---- Crashes

#[test]
fn a_crash_is_blamed_on_the_day_that_does_it() {
    let ended = blames_exactly("crash", "dies-on DAY");
    assert_shows(&ended, &["it was ended by signal 9"]);
}

#[test]
fn the_last_output_of_a_crash_is_shown() {
    let ended = blames_exactly("crash", "stderr-words DAY");
    assert_shows(&ended, &["ended by signal 9; standard error ended with: last output: the stone"]);
}

#[test]
fn a_failure_that_the_adapter_reports_is_a_crash_with_its_message() {
    let ended = blames_exactly("crash", "broke-on DAY");
    assert_shows(&ended, &[r"crashed: \u{1b}[31mred\u{1b}[2J\u{1b}]0;title\u{7} \u{202e}txt.exe"]);
}

#[test]
fn closing_standard_output_is_a_crash() {
    let ended = blames_exactly("crash", "closes-stdout-on DAY");
    assert_shows(&ended, &["it closed its standard output"]);
}

#[test]
fn a_child_that_keeps_the_pipes_open_does_not_hide_a_crash() {
    let ended = blames_exactly("crash", "grandchild-on DAY");
    assert_shows(&ended, &["it exited with code 0"]);
    assert!(ended.seconds < 20, "{} s", ended.seconds);
}

#[test]
fn a_child_out_of_reach_that_keeps_the_pipes_open_does_not_stop_the_run() {
    let ended = blames_exactly("crash", "escapee-on DAY");
    assert!(ended.seconds < 20, "{} s", ended.seconds);
}

// ---- Hangs

/// The deadlines are one second in the sweep, one in a part of it, and one and four seconds alone.
/// They are spent once, since the result is remembered.
fn hangs_exactly(mode: &str) {
    let ended = blames_exactly("hang", mode);
    assert!((6..20).contains(&ended.seconds), "{} s", ended.seconds);
    assert_shows(&ended, &["no answer within the deadline"]);
}

#[test]
fn a_hang_is_blamed_on_the_day_that_does_it_and_costs_its_deadlines_once() {
    hangs_exactly("hangs-on DAY");
}

#[test]
fn a_hang_that_ignores_sigterm_is_killed() {
    hangs_exactly("ignores-sigterm-on DAY");
}

#[test]
fn a_hang_that_leaves_its_process_group_is_killed() {
    hangs_exactly("regroups-on DAY");
}

#[test]
fn half_a_line_is_a_hang() {
    hangs_exactly("half-line-on DAY");
}

#[test]
fn an_occasional_byte_is_a_hang() {
    hangs_exactly("drips-on DAY 0.3");
}

#[test]
fn an_adapter_that_reads_nothing_hangs() {
    let trial = Trial::run(&[ENDS]).with(&["--answer-seconds", "1"]);
    let ended = trial.hostile("deaf").within(30).end();
    assert_eq!((ended.code, ended.all_counts()), (1, Counts::from([("hang".to_owned(), 2)])));
}

#[test]
fn an_answer_within_four_deadlines_passes() {
    let trial = Trial::run(&[ROUND_TRIP]).with(&["--answer-seconds", "1"]);
    trial.hostile(&format!("slow-on {DAY} 1.5")).end().passes();
}

#[test]
fn a_late_answer_is_not_taken_for_the_next_question() {
    // Every process is late once, but so little that its late answer would still be read.
    let trial = Trial::run(&["calendar/range"]).with(&["--answer-seconds", "1"]);
    trial.hostile("late 1.1").end().passes();
}

// ---- Garbage

#[test]
fn half_a_line_with_a_line_feed_is_garbage() {
    let ended = blames_exactly("garbage", "garbles-on DAY");
    assert_shows(&ended, &["broke the protocol: no answer: EOF while parsing"]);
}

#[test]
fn a_result_that_is_a_string_is_wrong_and_shown() {
    let ended = blames_exactly("wrong", "wrong-type-on DAY");
    assert_shows(&ended, &[r#"answered `"one"`, expected a date"#]);
}

#[test]
fn the_result_of_another_question_is_wrong() {
    let ended = blames_exactly("wrong", "wrong-type-on DAY true");
    assert_shows(&ended, &["answered `true`, expected a date"]);
}

#[test]
fn an_integer_beyond_64_bits_is_wrong_and_shown() {
    let ended = blames_exactly("wrong", "wrong-type-on DAY [9223372036854775808,1,1]");
    assert_shows(&ended, &["answered `[9223372036854775808,1,1]`"]);
}

#[test]
fn meaningless_values_are_wrong_and_restart_nothing() {
    for value in ["null", "29.0", r#""5""#, "[2013,5,-3]", "[1,2]", "{}", r#"{"no":"why"}"#] {
        let ended = blames_exactly("wrong", &format!("wrong-type-on DAY {value}"));
        assert_shows(&ended, &[&format!("answered `{value}`, expected a date")]);
    }
}

#[test]
fn a_list_in_place_of_an_object_is_garbage() {
    is_garbage("list", "invalid type: sequence, expected an object");
}

#[test]
fn invalid_utf8_is_garbage() {
    blames_exactly("garbage", "not-utf8-on DAY");
}

#[test]
fn a_million_brackets_are_garbage() {
    let ended = blames_exactly("garbage", "deep-line-on DAY");
    assert!(ended.most_memory <= 200, "{} MiB", ended.most_memory);
}

#[test]
fn a_line_of_64_mebibytes_is_garbage_and_is_not_kept() {
    let ended = blames_exactly("garbage", "huge-line-on DAY");
    assert_shows(&ended, &["a line longer than 4194304 bytes"]);
    assert!(ended.most_memory <= 200, "{} MiB", ended.most_memory);
}

#[test]
fn the_longest_line_is_read_and_one_byte_more_is_garbage_however_it_comes() {
    let trial = Trial::run(&[ROUND_TRIP]).hostile(&format!("padded-on {DAY} 4194304"));
    trial.end().passes();
    let ended = blames_exactly("garbage", "padded-on DAY 4194305");
    assert_shows(&ended, &["a line longer than 4194304 bytes"]);
}

#[test]
fn a_line_without_an_end_is_garbage_and_is_not_kept() {
    let ended = blames_exactly("garbage", "endless-line-on DAY");
    assert_shows(&ended, &["a line longer than 4194304 bytes"]);
    assert!(ended.most_memory <= 200, "{} MiB", ended.most_memory);
}

/// Misbehaves at each question about the first day, and at no other.
fn at_the_first_day(mode: &str) -> Ended {
    Trial::run(&[ENDS]).hostile(&format!("slow-on 726468 0 + {mode}")).end()
}

fn half_of(status: &str) -> Counts {
    Counts::from([(status.to_owned(), 1), ("pass".to_owned(), 1)])
}

/// Breaks the protocol on some questions only: these are *garbage*. An adapter that breaks it on
/// every question is rejected before the run.
fn is_garbage(mode: &str, words: &str) {
    let ended = at_the_first_day(mode);
    assert_eq!((ended.code, ended.all_counts()), (1, half_of("garbage")), "{}", ended.out);
    assert_shows(&ended, &[words]);
}

#[test]
fn an_answer_with_another_id_is_garbage() {
    is_garbage("wrong-id", "the id of the question");
}

#[test]
fn an_id_that_is_not_a_string_is_garbage() {
    is_garbage("number-id", "invalid type: integer `1`, expected a string");
}

#[test]
fn a_missing_result_is_garbage() {
    is_garbage("wrong-count", "0 results to 1 items");
}

#[test]
fn an_extra_key_is_garbage() {
    is_garbage("unknown-key", "unknown field `note`");
}

#[test]
fn an_extra_line_is_garbage() {
    is_garbage("extra-line", "more than one line");
}

#[test]
fn a_line_before_the_answer_is_garbage() {
    is_garbage("stdout-noise", "in the line hm ...");
}

#[test]
fn doubles_are_wrong_and_shown_as_written() {
    let ended = at_the_first_day("float");
    assert_eq!((ended.code, ended.all_counts()), (1, half_of("wrong")), "{}", ended.out);
    assert_shows(&ended, &["answered `[1990.0,"]);
}

// ---- What costs nothing but restarts

#[test]
fn a_process_that_dies_occasionally_costs_nothing() {
    Trial::run(&[ROUND_TRIP]).hostile("dies-at 20").end().passes();
}

#[test]
fn a_question_is_repeated_in_a_fresh_process() {
    // A process that has answered once dies of its second question, whatever it is.
    Trial::run(&["calendar/range"]).hostile("dies-at 2").end().passes();
}

#[test]
fn questions_that_kill_a_process_in_batches_are_asked_one_by_one() {
    Trial::run(&["calendar/range"]).hostile("dies-in-batches").end().passes();
}

#[test]
fn a_last_line_without_a_line_feed_is_asked_for_again() {
    Trial::run(&["calendar/range"]).hostile("no-newline-at-end 2").end().passes();
}

#[test]
fn an_adapter_that_always_dies_is_given_up_after_100_restarts() {
    let ended = Trial::run(&[ROUND_TRIP]).hostile("restarts").end();
    // A proven failure outranks lost verdicts.
    assert_eq!(ended.code, 1, "{}\n{}", ended.out, ended.err);
    let counts = ended.all_counts();
    assert_eq!(counts.keys().collect::<Vec<_>>(), ["crash", "lost"]);
    // It takes two restarts to blame a question, and one thread may be in between when another
    // gives up.
    assert!((40..=52).contains(&counts["crash"]), "{counts:?}");
    assert_shows(&ended, &["not asked: it was restarted 100 times", "fails: "]);
    let lost = counts["lost"].to_string();
    let row = ended.out.lines().find(|line| line.contains(" gregory ")).expect("a row");
    assert!(row.contains("fails"), "{row}");
    let whole = ended.events("whole")[0];
    assert_eq!(whole["lost"].to_string(), lost);
    assert_eq!(whole["resolved"], counts["crash"]);
}

/// The day kills the first process, and no other can be started. So it is unknown whether the day
/// would have killed another process, and the rest was never asked.
fn is_given_up(mode: &str, words: &[&str]) {
    let mode = format!("dies-on {DAY} + {mode}");
    let trial = Trial::run(&[ROUND_TRIP]).with(&["--start-seconds", "1"]);
    let ended = trial.within(20).hostile(&mode).end();
    assert_eq!(ended.code, 2, "{}\n{}", ended.out, ended.err);
    assert_eq!(ended.all_counts().keys().collect::<Vec<_>>(), ["lost"], "{}", ended.out);
    assert_shows(&ended, words);
}

#[test]
fn an_adapter_that_dies_at_start_is_given_up_and_not_blamed_for_unasked_cases() {
    is_given_up(
        "dies-at-start-later",
        &["after 3 consecutive failed starts", "exited with code 3"],
    );
}

#[test]
fn a_missing_second_hello_line_costs_few_deadlines() {
    is_given_up("silent-later", &["given up after 3 consecutive", "it sent no hello line within"]);
}

#[test]
fn an_adapter_with_changing_hello_lines_is_given_up() {
    is_given_up("other-hello", &["given up after 3 consecutive", "its hello line differs"]);
}

// ---- What is survived, and reported

#[test]
fn failures_that_do_not_recur_are_reported() {
    let ended = Trial::run(&[ROUND_TRIP]).hostile("dies-at 20").end();
    ended.passes();
    let [unsteady] = ended.events("unsteady")[..] else { panic!("{}", ended.out) };
    assert!(unsteady["count"].as_u64().expect("a count") > 0, "{unsteady}");
    assert_shows(&ended, &["hostile 1.0.0 is unsteady: ", "crashed: it was ended by signal 9"]);
    let good = Trial::run(&[ROUND_TRIP]).hostile("good").end();
    assert!(good.events("unsteady").is_empty() && !good.out.contains("unsteady"), "{}", good.out);
}

#[test]
fn an_id_that_begins_with_a_hyphen_can_be_replayed() {
    let ended = Trial::run(&[ENDS]).hostile("hyphen-id + broke-on 726468").end();
    assert_eq!(ended.code, 1, "{}\n{}", ended.out, ended.err);
    let again = run_again(ended.events("finding")[0]);
    let out = String::from_utf8_lossy(&again.stdout);
    assert_eq!(again.status.code(), Some(1), "{out}");
    assert!(out.contains(r"talk:  date 726468 -> crashed: \u{1b}"), "{out}");
}

// ---- Mistakes of the library

#[test]
fn a_wrong_answer_is_shown_with_a_command_that_repeats_it() {
    let mode = format!("wrong-answer-on {DAY}");
    let ended = Trial::run(&[DATE_OF_DAY]).hostile(&mode).end();
    assert_eq!(ended.code, 1, "{}\n{}", ended.out, ended.err);
    let finding = ended.finding(DATE_OF_DAY, "wrong");
    assert_eq!(finding["runs"], json!([[DAY, DAY]]));
    let text = |key: &str| finding[key].as_str().unwrap_or_default();
    for answered in [text("why"), text("authority"), text("again")] {
        assert!(!answered.is_empty() && ended.out.contains(answered), "{answered}\n{}", ended.out);
    }
    let answered = ["expected 2013-", "-12, answered 2013-", "-13"];
    assert!(answered.iter().all(|answered| text("why").contains(answered)), "{}", text("why"));
    let again = run_again(finding);
    let out = String::from_utf8_lossy(&again.stdout);
    assert_eq!(again.status.code(), Some(1), "{out}");
    assert!(out.contains(text("why")) && out.contains(text("authority")), "{out}");
    assert!(out.contains("wrong"), "{out}");
}

/// Runs the command in a finding with a shell, as a user would who has the program installed.
fn run_again(finding: &Value) -> std::process::Output {
    let again = finding["again"].as_str().unwrap_or_default();
    assert!(again.starts_with("calproof replay - "), "{again}");
    let folder = std::path::Path::new(CALPROOF).parent().expect("a folder").to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder).chain(std::env::split_paths(&path));
    let path = std::env::join_paths(folders).expect("a path");
    Command::new("sh").args(["-c", again]).env("PATH", path).output().expect("a shell")
}
