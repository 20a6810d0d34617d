//! Adapters of registries: the template, which is correct, and hostile ones. Each is used as in a
//! run, and the results of programs are examined.

use std::time::{Duration, Instant};

use calproof::{History, Observation, Place, Program, Response, Subject};
use calproof_cli::{Child, Launch};

use crate::trial::{CALPROOF, PYTHON, Trial, ours};

const TEMPLATE: &str = "tests/template/registry.py";
const ODD: &str = "tests/adapters/odd_registry.py";

/// A program with every part that the template supports.
const PROGRAM: &str = r#"{"backends":[{"name":"market"},{"name":"fair"},{"name":{"hex":"ff"}}],
    "before":[{"register":[0,["week"]]},{"register":[2,[]]},{"find":"WEEK"}],
    "threads":[[{"find":"fair"},"names"],[{"register":[1,[]]},{"find-id-of":1}]],
    "after":["names",{"find-id-of":1},{"find-id":-1},{"find":"Gregory"},"drops"]}"#;

fn program(json: &str) -> Program {
    Program::read(json).expect("a program")
}

fn odd(mode: &str) -> Launch {
    let words = [PYTHON.as_str(), &ours(ODD)].map(str::to_owned);
    let words = words.into_iter().chain(mode.split_whitespace().map(str::to_owned));
    let mut launch = Launch::command(words.collect());
    launch.answer = Duration::from_secs(1);
    launch
}

fn run(launch: Launch, json: &str) -> Result<History, Observation> {
    Child::start(launch, None).expect("a hello").run(&program(json))
}

// ---- Correct ones

#[test]
fn the_template_runs_programs_on_real_threads() {
    let words = [PYTHON.as_str(), "-B", &ours(TEMPLATE)].map(str::to_owned);
    let child = Child::start(Launch::command(words.to_vec()), None).expect("a hello");
    let claim = child.hello().registry.as_ref().expect("a registry");
    assert_eq!(claim.built_in[0][1], "gregory".into());
    for _ in 0..2 {
        let program = program(&PROGRAM.replace(",\"drops\"", ""));
        let history = child.run(&program).expect("a history");
        let answered: Vec<String> = history
            .records
            .iter()
            .filter(|record| !matches!(record.place, Place::Thread(0, _)))
            .map(|record| record.returned.as_ref().expect("a return").1.to_string())
            .collect();
        assert_eq!(answered[..3], ["registered, id 3", "refused, unsupported", market()]);
        assert_eq!(answered[3..5], ["registered, id 4", "backend 1, id 4, called \"fair\""]);
        assert_eq!(answered[5].split(", ").count(), 6);
        let gregorian = "the system's \"gregorian\", id 1, called \"gregorian\"";
        assert_eq!(
            answered[6..],
            ["backend 1, id 4, called \"fair\"", "refused, not found", gregorian]
        );
    }
}

fn market() -> &'static str {
    "backend 0, id 3, called \"market\""
}

#[test]
fn the_template_conforms_to_what_it_declares() {
    let ended = Trial::run(&["registry"]).on(TEMPLATE, "").end();
    assert_eq!(ended.code, 0, "{}\n{}", ended.out, ended.err);
    let counts = ended.all_counts();
    assert!(counts["pass"] > 500, "{counts:?}");
    assert!(counts.keys().all(|status| status == "pass" || status == "unsupported"), "{counts:?}");
}

#[test]
fn a_users_registry_takes_at_most_60_lines() {
    let template = std::fs::read_to_string(ours(TEMPLATE)).expect("a file");
    let (_, rest) = template.split_once("# ---- YOURS").expect("a marked part");
    let (yours, protocol) = rest.split_once("# ---- The protocol").expect("its end");
    for part in [yours, protocol] {
        let lines = part.lines().filter(|line| !line.trim().is_empty()).count();
        assert!((20..=60).contains(&lines), "{lines} lines");
    }
}

#[test]
fn undeclared_calls_are_not_sent() {
    for json in [
        r#"{"before":["drops"]}"#,
        r#"{"locale":"tr-TR","before":["names"]}"#,
        r#"{"backends":[{"name":"x","conduct":"panics"}],"before":[{"register":[0,[]]}]}"#,
    ] {
        let answered = run(odd("dies"), json).unwrap_err();
        assert!(matches!(answered, Observation::Refused(_)), "{json}: {answered}");
    }
}

#[test]
fn programs_too_long_for_a_line_are_not_sent() {
    let long = format!(r#"{{"before":[{{"find":"{}"}}]}}"#, "x".repeat(2 << 20));
    assert!(matches!(run(odd("dies"), &long).unwrap_err(), Observation::Refused(_)));
    let short = format!(r#"{{"before":[{{"find":"{}"}}]}}"#, "x".repeat(2_000_000));
    let history = run(odd("good"), &short).expect("a history");
    assert_eq!(history.records.len(), 1);
}

#[test]
fn each_program_has_its_own_process_if_declared() {
    let mut launch = odd("each-process");
    // Another process for each program does not count as a restart.
    launch.restarts = 0;
    let child = Child::start(launch, None).expect("a hello");
    let program = program(r#"{"backends":[{"name":"market"}],"before":[{"register":[0,[]]}]}"#);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for _ in 0..3 {
                    child.run(&program).expect("a history");
                }
            });
        }
    });
}

#[test]
fn an_answer_within_four_deadlines_is_waited_for() {
    run(odd("slow 2"), r#"{"before":["names"]}"#).expect("a history");
}

#[test]
fn the_protocol_changes_no_result() {
    // Long or many names would not fit into a line.
    let trial = || Trial::run(&["registry"]).with(&["--skip", "registry/cost"]);
    let direct = trial().with(&["--adapter", "reference"]).end();
    let wired = trial().with(&["--", CALPROOF, "serve", "reference"]).end();
    assert!(direct.all_counts()["pass"] > 1000, "{}", direct.out);
    // Everything but the name of the subject on the command line.
    assert_eq!(direct.events[1..], wired.events[1..], "{}\n{}", direct.out, wired.out);
    assert_eq!((direct.code, wired.code), (0, 0));
}

// ---- Hostile ones

#[test]
fn a_program_that_is_never_answered_hangs_after_four_deadlines_and_once() {
    let child = Child::start(odd("silent"), None).expect("a hello");
    let program = program(r#"{"before":["names"]}"#);
    let start = Instant::now();
    for _ in 0..3 {
        assert_eq!(child.run(&program), Err(Observation::TimedOut));
    }
    let seconds = start.elapsed().as_secs();
    assert!((4..8).contains(&seconds), "{seconds} s");
}

#[test]
fn a_process_that_exits_has_crashed_with_its_last_output() {
    let answered = run(odd("dies"), PROGRAM.replace(",\"drops\"", "").as_str()).unwrap_err();
    let words = "it exited with code 3; standard error ended with: last output: the stone \
     register is full";
    assert_eq!(answered, Observation::Crashed(words.into()));
}

#[test]
fn only_the_program_that_ends_the_process_is_blamed() {
    let mut launch = odd("dies-at-unregister");
    launch.processes = 1;
    let child = Child::start(launch, None).expect("a hello");
    let good = program(r#"{"before":["names"]}"#);
    let bad = program(r#"{"before":[{"unregister":"week"}]}"#);
    for _ in 0..2 {
        child.run(&good).expect("a history");
        let answered = child.run(&bad).unwrap_err().to_string();
        assert!(answered.starts_with("crashed: it exited with code 3"), "{answered}");
        assert!(!answered.contains("other programs before it"), "{answered}");
    }
}

#[test]
fn a_crash_that_does_not_recur_alone_is_reported() {
    let mut launch = odd("dies-at 3");
    launch.processes = 1;
    let child = Child::start(launch, None).expect("a hello");
    let programs = ["names", "calendars", "shut-down"].map(|call| {
        let json = format!(r#"{{"before":["{call}"]}}"#);
        child.run(&program(&json)).map_err(|answered| answered.to_string())
    });
    assert!(programs[0].is_ok() && programs[1].is_ok());
    let answered = programs[2].as_ref().unwrap_err();
    assert!(answered.contains("only after other programs; when it runs alone"), "{answered}");
}

#[test]
fn a_second_answer_to_a_program_is_not_blamed_on_the_next_one() {
    let mut launch = odd("twice");
    launch.processes = 1;
    let child = Child::start(launch, None).expect("a hello");
    for call in ["names", "calendars", "shut-down"] {
        child.run(&program(&format!(r#"{{"before":["{call}"]}}"#))).expect("a history");
    }
    let unsteady = child.unsteady().expect("a note");
    assert!(unsteady.first.1.as_str().contains("the id is not 2"), "{:?}", unsteady.first);
}

#[test]
fn impossible_records_are_garbage() {
    let whole = PROGRAM.replace(",\"drops\"", "");
    for (mode, words) in [
        ("one-record-less", "2 records to 3 calls in `before`"),
        ("one-thread-less", "the records of 1 threads to a program of 2"),
        ("backwards", "record 0 of `before` returned with ticket 0, called with 1"),
        ("after-first", "`after` begins with ticket 0, and what ran before it had returned with"),
        ("ended", "`ended`, without `counts-drops` in hello"),
        ("unknown-key", "unknown field `note`"),
        ("list", "expected an object"),
        ("bytes", "expected a name: a text, or {\"hex\":…}"),
        ("another-answer", "has a result that is no answer to \"names\": \"done\""),
        ("no-backend", "a result that is no answer"),
        ("too-many-names", "a line longer than 4194304 bytes"),
        ("a-counter-a-thread", "ticket"),
    ] {
        match run(odd(mode), &whole) {
            Err(Observation::Garbled(answered)) => {
                assert!(answered.as_str().contains(words), "{mode}: {answered}");
            }
            other => panic!("{mode}: {other:?}"),
        }
    }
}

#[test]
fn a_million_names_are_read_if_they_fit_a_line() {
    let history = run(odd("many-names"), r#"{"before":["names"]}"#).expect("a history");
    match &history.records[0].returned {
        Some((_, Response::Names(names))) => assert_eq!(names.len(), 1_000_000),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_message_of_a_broken_call_is_shown_escaped() {
    let history = run(odd("broke"), r#"{"before":["names"]}"#).expect("a history");
    let shown = history.records[0].to_string();
    assert!(shown.contains(r"broke: \u{1b}[31mred\u{1b}[2J \u{202e}txt.exe \0"), "{shown}");
}

#[test]
fn leftovers_of_earlier_programs_are_reported_with_these_programs() {
    let check = "registry/registration/collisions_are_resolved_as_declared";
    let ended = Trial::run(&[check]).on(ODD, "kept").end();
    assert_eq!(ended.code, 1, "{}\n{}", ended.out, ended.err);
    assert!(ended.out.contains("only after 1 other program in the same process"), "{}", ended.out);
    assert!(ended.out.contains(r#""preceded-by":[{"#), "{}", ended.out);
}

#[test]
fn a_registry_that_contradicts_itself_is_refused() {
    let answered = Child::start(odd("contradictory"), None).err().expect("a refusal");
    assert!(answered.contains("two of its calendars have the name \"JULIAN\""), "{answered}");
}

// ---- The doctor

#[test]
fn the_doctor_finds_the_template_healthy() {
    let ended = Trial::new(&["doctor"]).on(TEMPLATE, "").end();
    assert_eq!(ended.code, 0, "{}\n{}", ended.out, ended.err);
    assert!(ended.out.contains("the registry runs threads concurrently"), "{}", ended.out);
    assert!(!ended.out.contains("wrong"), "{}", ended.out);
}

#[test]
fn the_doctor_names_each_mistake() {
    for (mistake, look, words) in [
        ("one-record-less", "runs programs", "records to"),
        ("a-counter-a-thread", "runs programs", "ticket"),
        ("broke", "runs programs", "broke: "),
        ("dies", "runs programs", "it exited with code 3"),
        ("shouts", "has the built-in calendars that it declares", "should find \"gregorian\""),
        ("kept", "is fresh for each program", "`afresh` is \"each-process\""),
        ("validates", "passes unusual names on", "Ask the library instead"),
        ("one-by-one", "runs threads concurrently", "one after another"),
        ("locked", "runs threads concurrently", "hold a lock around the calls"),
    ] {
        let ended = Trial::new(&["doctor"]).on(ODD, mistake).end();
        assert_eq!(ended.code, 1, "{mistake}: {}\n{}", ended.out, ended.err);
        let is_reported =
            |line: &&str| line.trim_start().starts_with("wrong") && line.contains(look);
        let mut lines = ended.out.lines().skip_while(|line| !is_reported(line));
        let reported = lines.nth(1).unwrap_or_default();
        assert!(reported.contains(words), "{mistake}: {}", ended.out);
    }
}
