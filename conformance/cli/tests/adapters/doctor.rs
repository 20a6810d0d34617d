//! Mistakes of adapters, each made in Python and in Node: `doctor` describes it in a sentence,
//! `run` ends at once if nothing can be judged, and neither blames an adapter for its library's
//! mistakes.

use rayon::prelude::*;

use crate::trial::{Ended, PYTHON, Trial, ours};

/// The language of an adapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Language {
    Python,
    Node,
}

use Language::{Node, Python};

const LANGUAGES: [Language; 2] = [Python, Node];

/// How the doctor reports a mistake: it refuses the adapter, finds something wrong, or says why it
/// could not check.
#[derive(Clone, Copy, Debug)]
enum Reported {
    Refused,
    Wrong(&'static str),
    NotChecked(&'static str),
}

use Reported::{NotChecked, Refused, Wrong};

const ANSWERS: Reported = Wrong("answers the questions that it declares");
const DAYS: Reported = Wrong("counts days as Rata Die");
const DAY_OR_TWO: Reported = NotChecked("counts days as Rata Die");
const ENDS: Reported = Wrong("answers from `first` to `last`");
const FLUSH: &str = "flush standard output after every line";
const LENIENCY: Reported = Wrong("declares what it does with impossible dates");
const NATIVE: Reported = Wrong("declares whether native years have a year 0");
const REFUSALS: Reported = Wrong("distinguishes refusals from failures");
const RULE: Reported = Wrong("gives the dates of its rule");
const WEEKDAYS: Reported = Wrong("numbers weekdays from Monday (1)");

/// Each mistake, where it is reported, and a part of the sentence.
const MISTAKES: [(&str, Reported, &str); 43] = [
    ("no-flush", Refused, FLUSH),
    ("no-flush-of-hello", Refused, FLUSH),
    ("noise", Refused, "on standard error: before its answer it wrote `loading the calendar ...`"),
    (
        "id-as-number",
        Refused,
        "return the `id` of the question unchanged, the text \"1\", and gave 1",
    ),
    (
        "one-result-less",
        Refused,
        "one result for each item, in their order: 3 items were asked, and it gave 2",
    ),
    ("a-line-an-item", Refused, "one line for each question, with all results in `got`"),
    ("objects", ANSWERS, "not as an object with names: `date "),
    (
        "backwards",
        Wrong("gives results in the order of the items"),
        "give the results in the order of the items: in a batch of ",
    ),
    ("julian-day-numbers", DAYS, "Julian day numbers; subtract 1,721,425 from them: `date "),
    ("modified-julian-days", DAYS, "Modified Julian days; add 678,576 to them: `date "),
    ("unix-days", DAYS, "days of the Unix epoch; add 719,163 to them: `date "),
    ("one-ahead", DAY_OR_TWO, "if the adapter converts days, subtract 1 from them; if it does not"),
    ("two-ahead", DAY_OR_TWO, "if the adapter converts days, subtract 2 from them; if it does not"),
    ("one-behind", DAY_OR_TWO, "if the adapter converts days, add 1 to them; if it does not"),
    ("two-behind", DAY_OR_TWO, "if the adapter converts days, add 2 to them; if it does not"),
    ("months-from-0", Wrong("counts months from 1"), "add 1 to those from 0: `date "),
    (
        "ordinals",
        Wrong("writes months by their codes"),
        "not by their ordinals in the year: `date 700775` gave 5679-M13-03, expected 5679-M12-03",
    ),
    (
        "any-leap-text",
        Wrong("reads the number of a leap month"),
        "pass on the number of a leap month, not only the fact that it is one: `day 5679-M01L-01`",
    ),
    (
        "years-without-0",
        Wrong("counts extended years with a year 0"),
        "add 1 to negative years, since they look like those of a count without a year 0",
    ),
    ("claims-year-0", NATIVE, "declare `\"year_zero\":false`: the native date (-5, 1, 1) lies in"),
    ("denies-year-0", NATIVE, "declare `\"year_zero\":true`: the native date (-5, 1, 1) lies in"),
    (
        "sunday-is-0",
        WEEKDAYS,
        "not as a week that begins on Sunday, 0: `weekday 700000` gave 0, expected 7",
    ),
    (
        "sunday-is-1",
        WEEKDAYS,
        "not as a week that begins on Sunday, 1: `weekday 699997` gave 5, expected 4",
    ),
    ("integers-as-text", ANSWERS, "write integers as JSON integers, without quotes: `date "),
    ("integers-as-fractions", ANSWERS, "write integers without a fraction: `date "),
    ("integers-as-exponents", ANSWERS, "write integers without an exponent: `date "),
    (
        "misspelled-rule",
        Refused,
        "the rule `julain`, which resembles a known one. Did you mean `julian`?",
    ),
    ("capital-id", Refused, "the id `Julian`, which resembles a known one. Did you mean `julian`?"),
    ("another-rule", RULE, "follow the rule `julian`, not `gregory`; declare it in `rule`"),
    ("another-id", RULE, "give the calendar the `id` `julian`: by its rule, none of its dates"),
    (
        "has-no-reference",
        NotChecked("gives the dates of its rule"),
        "`stone` is not a rule that can be",
    ),
    ("swapped-ends", Refused, "swap `first` and `last`"),
    ("first-a-day-early", ENDS, "declare `\"first\":-3652501`, the first day that is answered"),
    ("last-a-day-late", ENDS, "declare `\"last\":3652132`, the last day that is answered"),
    ("first-a-year-early", ENDS, "declare `\"first\":-3652501`, the first day that is answered"),
    ("last-a-year-late", ENDS, "declare `\"last\":3652132`, the last day that is answered"),
    (
        "lets-exceptions-through",
        REFUSALS,
        "catch the exception by which the library refuses a date",
    ),
    ("catches-all", REFUSALS, "catch only what the library documents as a refusal"),
    (
        "clamps-days",
        ENDS,
        "declare `\"beyond\":\"clamps\"` if the library documents it: `date 3652133`",
    ),
    (
        "constrains",
        LENIENCY,
        "declare `\"impossible\":{\"day\":\"constrained\"}` if the library documents it",
    ),
    (
        "rolls-over",
        LENIENCY,
        "declare `\"impossible\":{\"day\":\"rolled-over\"}` if the library documents it",
    ),
    (
        "changes",
        Wrong("gives the same answer when asked again"),
        "answer each question as if it were the first",
    ),
    (
        "cannot-read-integers",
        Wrong("reads the largest integers"),
        "read all integers of 64 bits, or declare `\"integers\":\"safe\"`",
    ),
];

/// Mistakes that one language makes in its own way. The registry in Python is in `registry.rs`.
const OF_A_LANGUAGE: [(Language, &str, Reported, &str); 4] = [
    (
        Python,
        "nan",
        Refused,
        "NaN and Infinity are not valid JSON: find the calculation that failed",
    ),
    (
        Node,
        "nan",
        ANSWERS,
        "a `null` is what NaN becomes in JSON: look for the calculation that failed",
    ),
    (
        Node,
        "threads-take-turns",
        Wrong("runs threads concurrently"),
        "the threads ran one after another",
    ),
    (
        Node,
        "programs-see-each-other",
        Wrong("is fresh for each program"),
        "a program finds what an earlier program registered",
    ),
];

/// Correct adapters, of good and bad libraries.
const RIGHT: [&str; 11] = [
    "julian",
    "hebrew",
    "library-breaks-on-large-integers",
    "library-dies-on-large-integers",
    "library-is-buggy",
    "library-lets-its-own-errors-out",
    "declares-rolling-over",
    "has-no-reference",
    "answers-dates-only",
    "has-one-day",
    "has-no-native-year-0",
];

/// How long any of these may take, in seconds.
const MOST_SECONDS: u64 = 15;

/// Runs the trial on the adapter in this language and mode.
fn on(trial: Trial, language: Language, mode: &str) -> Ended {
    // By a link in the folder, so that its processes can be recognised by their command line.
    let (program, file) = match language {
        Python => (PYTHON.as_str(), "mistaken.py"),
        Node => ("node", "mistaken.js"),
    };
    let link = trial.folder.path(file);
    std::os::unix::fs::symlink(ours(&format!("tests/adapters/{file}")), &link).expect("a link");
    let ended = trial.with(&["--", program, &link, mode]).end();
    assert!(ended.seconds <= MOST_SECONDS, "{language:?} {mode}: {} s", ended.seconds);
    ended
}

fn examined(language: Language, mode: &str) -> Ended {
    on(Trial::new(&["doctor", "--answer-seconds", "4"]), language, mode)
}

/// The text below the line that begins with `word` and contains `look`.
fn below<'a>(ended: &'a Ended, word: &str, look: &str) -> &'a str {
    let is_it = |line: &&str| line.trim_start().starts_with(word) && line.contains(look);
    ended.out.lines().skip_while(|line| !is_it(line)).nth(1).unwrap_or_default()
}

fn is_reported(language: Language, (mode, reported, words): (&str, Reported, &str)) {
    let ended = examined(language, mode);
    let (code, answered) = match reported {
        Refused => (2, ended.err.as_str()),
        Wrong(look) => (1, below(&ended, "wrong", look)),
        NotChecked(look) => (0, below(&ended, "not checked", look)),
    };
    let all = format!("{language:?} {mode}: {}\n{}\n{}", ended.code, ended.out, ended.err);
    assert!(ended.code == code && answered.contains(words), "{all}");
    // One mistake gives one sentence: its consequences are not blamed too.
    let wrong = ended.out.lines().filter(|line| line.trim_start().starts_with("wrong")).count();
    assert_eq!(wrong, usize::from(matches!(reported, Wrong(_))), "{all}");
}

#[test]
fn each_mistake_is_named() {
    let all = MISTAKES.iter().flat_map(|row| LANGUAGES.map(|language| (language, *row)));
    let own =
        OF_A_LANGUAGE.map(|(language, mode, reported, words)| (language, (mode, reported, words)));
    let all: Vec<_> = all.chain(own).collect();
    all.into_par_iter().for_each(|(language, row)| is_reported(language, row));
}

#[test]
fn a_right_adapter_is_not_blamed() {
    let all: Vec<_> = RIGHT.iter().flat_map(|mode| LANGUAGES.map(|it| (it, *mode))).collect();
    all.into_par_iter().chain([(Node, "registry")]).for_each(|(language, mode)| {
        let ended = examined(language, mode);
        let all = format!("{language:?} {mode}: {}\n{}", ended.out, ended.err);
        assert!(ended.code == 0 && !ended.out.contains("wrong"), "{all}");
        let lines = ended.out.lines().skip(1).filter(|line| !line.starts_with("     "));
        let is_ok = |line: &str| line.trim_start().starts_with("ok ");
        // Every look is ok if everything can be compared, and some are not checked if little can
        // be.
        let has_reservations = lines.clone().any(|line| !is_ok(line));
        let expected = matches!(
            mode,
            "hebrew"
                | "library-is-buggy"
                | "library-lets-its-own-errors-out"
                | "declares-rolling-over"
                | "has-no-reference"
                | "has-one-day"
        );
        assert_eq!(has_reservations, expected, "{all}");
        assert!(lines.count() > 3, "{all}");
    });
}

#[test]
fn what_is_not_declared_is_not_listed() {
    let ended = examined(Python, "answers-dates-only");
    for look in ["weekdays", "native", "impossible", "leap month"] {
        assert!(!ended.out.contains(look), "{look}: {}", ended.out);
    }
}

#[test]
fn a_pointless_run_ends_at_once() {
    let modes = [
        ("no-flush", FLUSH),
        ("noise", "it wrote `loading the calendar ...`"),
        ("id-as-number", "the text \"1\", and gave 1"),
        ("one-result-less", "it gave 2 results"),
        ("a-line-an-item", "one line for each question"),
        ("objects", "not as an object with names"),
        ("integers-as-text", "without quotes"),
        ("integers-as-fractions", "without a fraction"),
        ("julian-day-numbers", "subtract 1,721,425 from them"),
        ("modified-julian-days", "add 678,576 to them"),
        ("unix-days", "add 719,163 to them"),
    ];
    let all: Vec<_> = modes.iter().flat_map(|row| LANGUAGES.map(|it| (it, *row))).collect();
    all.into_par_iter().for_each(|(language, (mode, words))| {
        let trial = Trial::run(&["calendar/range"]).with(&["--answer-seconds", "4"]);
        let ended = on(trial, language, mode);
        let all = format!("{language:?} {mode}: {}\n{}\n{}", ended.code, ended.out, ended.err);
        assert!(ended.code == 2 && ended.all_counts().is_empty(), "{all}");
        let subjects = ended.events("subject");
        let trouble = subjects.iter().find_map(|subject| subject["trouble"].as_str());
        let trouble = trouble.unwrap_or_else(|| panic!("no trouble: {all}"));
        assert!(trouble.contains(words) && ended.out.contains(words), "{all}");
    });
}

#[test]
fn days_off_by_one_or_two_are_judged() {
    for (mode, words) in [("one-ahead", "subtract 1 from them"), ("two-behind", "add 2 to them")] {
        let ended = on(Trial::run(&["calendar/vector"]), Python, mode);
        assert_eq!(ended.code, 1, "{mode}: {}\n{}", ended.out, ended.err);
        assert!(
            ended.err.contains(&format!("note: -: julian: if the adapter converts days, {words}")),
            "{}",
            ended.err
        );
    }
    let ended = on(Trial::run(&["calendar/vector"]), Python, "julian");
    assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{}", ended.out);
}

#[test]
fn a_rule_that_explains_more_than_the_declared_one_is_named() {
    let ended = on(Trial::run(&["calendar/vector"]), Python, "another-rule");
    assert_eq!(ended.code, 1, "{}\n{}", ended.out, ended.err);
    let words = "note: -: gregory: the rule `julian` explains more of its dates (";
    assert!(ended.err.contains(words), "{}", ended.err);
    let ended = on(Trial::new(&["identify", "--days", "500"]), Python, "another-rule");
    assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{}", ended.out);
    let words = "gregory: `julian` explains more than the declared rule, `gregory`";
    assert!(ended.out.contains(words), "{}", ended.out);
}

#[test]
fn both_ends_of_the_last_output_are_shown() {
    let trial = Trial::new(&["doctor"]);
    let file = trial.folder.path("adapter.js");
    std::fs::write(&file, "require('./nowhere');").expect("a file");
    let ended = trial.with(&["--", "node", &file]).end();
    assert_eq!(ended.code, 2, "{}", ended.out);
    let words = ["Error: Cannot find module './nowhere'", "\\n", "Node.js v"];
    assert!(words.iter().all(|words| ended.err.contains(words)), "{}", ended.err);
}
