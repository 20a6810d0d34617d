//! A user's project: a `calproof.toml` and an adapter in Python, without a checkout of this
//! repository.

use std::fs;
use std::path::Path;

use crate::program::{Ended, Folder, command, ended};
use serde_json::Value;

pub(crate) const AGREEMENT: &str = "calendar/agreement/date_of_day";

/// A day on which the calendar of the adapter is wrong.
const DAY: &str = "735000";

/// The entry of the subject in most of these files.
pub(crate) const MINE: &str = "[subject.mine]\ncommand = [\"python3\", \"adapter.py\"]\n";

/// A project with this `calproof.toml`, and an adapter for ten years of a small calendar that is
/// wrong on one day.
pub(crate) fn theirs(file: &str) -> Folder {
    let folder = Folder::new();
    write(&folder, "calproof.toml", file);
    let ours = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(ours.join("tests/adapters/small_calendar.py")).unwrap();
    let template = format!("\"{}\"", ours.join("tests/template").display());
    let mut text =
        text.replace("str(Path(__file__).resolve().parents[1] / \"template\")", &template);
    for (whole, part) in [
        ("new_year(-9999), \"last\"", "new_year(1430), \"last\""),
        ("new_year(10000) - 1,", "new_year(1440) - 1,"),
        (
            "def date_of(day):\n",
            "def date_of(day):\n    if day == 735000:\n        return [1, 1, 1]\n",
        ),
    ] {
        assert!(text.contains(whole), "{whole}");
        text = text.replace(whole, part);
    }
    write(&folder, "adapter.py", &text);
    folder
}

pub(crate) fn write(folder: &Folder, path: &str, text: &str) {
    let path = folder.0.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Runs the program in this folder.
pub(crate) fn calproof(folder: &Folder, words: &[&str]) -> Ended {
    ended(&mut command(folder, words))
}

/// The events of a log.
pub(crate) fn events(folder: &Folder, path: &str) -> Vec<Value> {
    let text = fs::read_to_string(folder.0.join(path)).expect("an event log");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[track_caller]
pub(crate) fn assert_says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "it should say {part:?}, and says: {text}");
    }
}

#[test]
fn a_subject_is_known_by_name_below_its_file() {
    let folder = theirs(MINE);
    fs::create_dir_all(folder.0.join("src/deep")).unwrap();
    let below =
        |words: &[&str]| ended(command(&folder, words).current_dir(folder.0.join("src/deep")));
    let Ended { code, out, err } = below(&["run", "--adapter", "mine", "--only", AGREEMENT]);
    let again = format!("again: calproof replay mine {AGREEMENT} islamic-civil {DAY}\n");
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert_says(&out, &[&again, "1 failure, 0 known"]);
    assert!(folder.0.join(".calproof/events.jsonl").is_file(), "{out}");
    let Ended { code, out, err } = below(&["replay", "mine", AGREEMENT, "islamic-civil", DAY]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert_says(&out, &["answered 0001-01-01\n"]);
    let Ended { code, out, err } = below(&["ask", "mine", "islamic-civil", "date", DAY]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "0001-M01-01\n", ""));
    let Ended { code, out, err } =
        below(&["fuzz", "mine", "--runs", "64", "--only", AGREEMENT, "--report", "fuzz"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert_says(&out, &["64 cases", "event log: fuzz/fuzz-mine.jsonl"]);
    let Ended { code, out, err } = below(&["doctor", "mine"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.starts_with("mine 0.1.0\n"), "{out}");
    let log = folder.0.join(".calproof").display().to_string();
    let Ended { code, out, err } = below(&["triage", &log]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert_says(&out, &["new: mine islamic-civil: wrong × 1 in", &again]);
}

/// A program that is not there stops nothing but its own subject.
#[test]
fn a_subject_after_one_that_cannot_be_started_is_judged() {
    let folder = theirs(&format!("[subject.gone]\ncommand = [\"./gone\"]\n\n{MINE}"));
    let Ended { code, out, err } = calproof(&folder, &["run", "--only", "calendar/range"]);
    assert_eq!(code, 2, "{out}{err}");
    assert_says(&out, &["gone could not be judged"]);
    let log = events(&folder, ".calproof/events.jsonl");
    let whole = log.last().unwrap();
    assert_eq!((&whole["event"], &whole["lost"]), (&"whole".into(), &0.into()), "{out}");
    let trouble = |event: &&Value| event["subject"] == "mine" && event.get("trouble").is_some();
    assert_eq!(log.iter().find(trouble), None, "{out}");
    assert!(whole["planned"].as_u64().unwrap() > 0, "{out}");
}

#[test]
fn a_run_without_names_asks_the_subjects_of_the_file() {
    let run = "[run]\nonly = [\"calendar/range\"]\nseed = 7\nbudget = \"ci\"\nreport = \"logs\"\n";
    let folder = theirs(&format!("{MINE}{run}"));
    let Ended { code, out, err } = calproof(&folder, &["run"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let head = "calproof.toml: mine, in place of the built-in subjects\n\
                calproof.toml adds: --only calendar/range --budget ci --seed 7\n";
    assert!(out.starts_with(head), "{out}");
    let log = events(&folder, "logs/events.jsonl");
    let begin = |log: &[Value]| {
        (log[0]["only"][0].clone(), log[0]["seed"].clone(), log[0]["budget"].clone())
    };
    assert_eq!(begin(&log), ("calendar/range".into(), 7.into(), "ci".into()));
    let subjects = log.iter().filter(|event| event["event"] == "subject");
    let subjects: Vec<&Value> = subjects.map(|event| &event["subject"]).collect();
    assert_eq!(subjects, ["mine"]);
    // The command line outranks the file, and a name selects that subject alone.
    let words =
        ["--only", "calendar/vector", "--seed", "3", "--budget", "smoke", "--report", "own"];
    let words = [&["run", "--adapter", "reference"][..], &words].concat();
    let Ended { code, out, err } = calproof(&folder, &words);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(!out.contains("calproof.toml"), "{out}");
    let log = events(&folder, "own/events.jsonl");
    assert_eq!(begin(&log), ("calendar/vector".into(), 3.into(), "smoke".into()));
    // If nothing is left to run, the message says which options come from the file.
    let folder = theirs("[run]\nskip = [\"calendar\"]\n");
    let Ended { code, err, .. } = calproof(&folder, &["run", "--only", "calendar"]);
    let expected = "error: nothing was selected: --skip leaves no check; calproof.toml adds: --skip calendar\n";
    assert_eq!((code, err.as_str()), (2, expected));
    // With a file that names no subjects the built-in ones are run.
    let folder = theirs("[run]\nonly = [\"calendar/vector\"]\ncalendars = [\"roc\"]\n");
    let Ended { code, out, err } = calproof(&folder, &["run", "--verbose"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(
        out.starts_with("calproof.toml adds: --only calendar/vector --calendar roc\n"),
        "{out}"
    );
    assert_says(&out, &["reference 0.1.0  roc"]);
}

#[test]
fn logs_go_to_the_target_folder_of_a_cargo_project() {
    let folder = theirs(MINE);
    write(&folder, "Cargo.toml", "");
    let Ended { out, .. } = calproof(&folder, &["run", "--only", AGREEMENT]);
    assert_says(&out, &["event log: target/calproof/events.jsonl\n"]);
    assert!(folder.0.join("target/calproof/events.jsonl").is_file());
    // Also if `Cargo.toml` is in a folder above, and without a `calproof.toml`.
    let folder = Folder::new();
    write(&folder, "Cargo.toml", "");
    fs::create_dir_all(folder.0.join("below")).unwrap();
    let words = ["run", "--adapter", "reference", "--only", "calendar/vector", "--calendar", "roc"];
    let Ended { out, .. } = ended(command(&folder, &words).current_dir(folder.0.join("below")));
    assert_says(&out, &["event log: target/calproof/events.jsonl\n"]);
}

#[test]
fn a_broken_file_is_located_and_stops_only_commands_that_need_it() {
    for (file, expected) in [
        (
            "[subject.mine]\ncomand = []\n",
            "calproof.toml: line 2: `subject.mine.comand`: there is no such key. Did you mean `command`?",
        ),
        (
            "[subject.reference]\ncommand = [\"x\"]\n",
            "calproof.toml: `subject.reference` is the name of",
        ),
        (
            "[run]\nonly = [\"calendar/ordr\"]\n",
            "calproof.toml: line 2: `run.only`: there is no check or folder of checks `calendar/ordr`. Did you mean `calendar/order`",
        ),
        (
            "[run]\nbudget = \"smok\"\n",
            "calproof.toml: line 2: `run.budget`: there is no budget `smok`; there are smoke, ci, nightly. Did you mean `smoke`?",
        ),
        ("format = 2\n", "calproof.toml: line 1: format 2 is newer than"),
    ] {
        let folder = theirs(file);
        let Ended { code, out, err } = calproof(&folder, &["run"]);
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert!(err.starts_with(&format!("error: {expected}")), "{err}");
    }
    let folder = theirs("subject = 1");
    for words in
        [&["ask", "mine", "gregory", "date", "1"][..], &["list", "adapters"], &["triage", "."]]
    {
        let Ended { code, err, .. } = calproof(&folder, words);
        assert_eq!(code, 2, "{words:?}");
        assert!(err.starts_with("error: calproof.toml: line 1: `subject`: "), "{err}");
    }
    for words in [
        &["list", "calendars"][..],
        &["explain", "persian"],
        &["convert", "2026-11-22", "--to", "persian"],
    ] {
        let Ended { code, err, .. } = calproof(&folder, words);
        assert_eq!((code, err.as_str()), (0, ""), "{words:?}");
    }
}

#[test]
fn the_needs_of_a_subject_are_shown() {
    let facts = "needs = \"a pinch of salt\"\ninstall = [\"get\", \"it's\"]\nbuild = [\"make\"]\n\
                 lineage = [\"icu\", \"jdk\"]\nversion = \">=2\"\n";
    let folder = theirs(&format!("{MINE}{facts}"));
    let Ended { code, out, err } = calproof(&folder, &["list", "adapters"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let row = "a program of calproof.toml; needs: a pinch of salt; install: `get 'it'\\''s'`; build: \
               `make`; lineage: icu, jdk";
    assert_says(&out, &[row]);
    let Ended { code, out, err } = calproof(&folder, &["doctor", "mine"]);
    assert_eq!(code, 0, "{err}");
    assert_says(
        &out,
        &["  needs   a pinch of salt\n", "  build   `make`\n", "  lineage icu, jdk\n"],
    );
    let note =
        "note: mine says that its version is `0.1.0`; `calproof.toml` is written for `>=2`\n";
    assert_eq!(err, note);
    let Ended { err, .. } = calproof(&folder, &["run", "--only", AGREEMENT]);
    assert_eq!(err, note);
    let folder = theirs(&format!("{}{facts}", MINE.replace("python3", "./nowhere")));
    let Ended { code, err, .. } = calproof(&folder, &["doctor", "mine"]);
    assert_eq!(code, 2);
    assert_eq!(
        err,
        "error: `./nowhere` cannot be started: there is no such program; it needs a pinch of \
                     salt; `get 'it'\\''s'` installs what it needs; `make` builds it\n"
    );
    let folder = theirs(&format!("{MINE}folder = \"lost\"\n"));
    let Ended { err, .. } = calproof(&folder, &["doctor", "mine"]);
    assert_says(&err, &["`python3` cannot be started: there is no folder `", "/lost`"]);
}

/// The nearest file counts, and a name in it refers to its own subject.
#[test]
fn the_nearest_file_and_its_names_take_precedence() {
    let folder = theirs(MINE);
    write(
        &folder,
        "inner/calproof.toml",
        "[subject.chrono]\ncommand = [\"python3\", \"../adapter.py\"]\n",
    );
    let inner = |words: &[&str]| ended(command(&folder, words).current_dir(folder.0.join("inner")));
    let Ended { code, out, err } = inner(&["ask", "chrono", "islamic-civil", "date", DAY]);
    assert_eq!((code, out.as_str()), (0, "0001-M01-01\n"), "{err}");
    let Ended { code, err, .. } = inner(&["ask", "mine", "islamic-civil", "date", DAY]);
    assert_eq!(code, 2);
    assert_says(&err, &["there is no adapter `mine`"]);
}
