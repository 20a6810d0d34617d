//! `calproof init` as a new user meets it: the built program writes a project into an empty folder,
//! the user's functions are filled in, and the adapter is built, examined and judged.
//!
//! The languages are those in `CALPROOF_REQUIRE_LANGUAGES`, and their tools must be installed;
//! `scripts/check adapters` names all. Without it only the fastest is tested, and the others are
//! reported.

#![cfg(unix)]

#[path = "adapters/folder.rs"]
mod folder;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

use folder::Folder;

const CALPROOF: &str = env!("CARGO_BIN_EXE_calproof");

/// The kinds of projects.
const KINDS: [&str; 2] = ["calendar", "registry"];

/// The most lines that a user has to write.
const OWN_LINES: usize = 45;

/// The time limit for the first result after `run` has started.
const FIRST_ROW: Duration = Duration::from_secs(10);

/// A language, the tools that it needs, and the file that the user fills in.
struct Language {
    name: &'static str,
    tools: &'static [&'static str],
    part: &'static str,
}

const LANGUAGES: [Language; 7] = [
    Language { name: "rust", tools: &["cargo"], part: "src/main.rs" },
    Language { name: "python", tools: &["python3"], part: "adapter.py" },
    Language { name: "javascript", tools: &["node"], part: "adapter.mjs" },
    Language { name: "java", tools: &["javac", "java"], part: "Adapter.java" },
    Language { name: "cpp", tools: &["c++"], part: "adapter.cpp" },
    Language { name: "go", tools: &["go"], part: "adapter.go" },
    Language { name: "csharp", tools: &["mcs", "mono"], part: "Adapter.cs" },
];

/// The language that is tested if none is required.
const QUICKEST: &str = "python";

/// A program in this folder, without environment variables that would affect it.
fn command(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).current_dir(folder).stdin(Stdio::null());
    for name in ["CALPROOF_ADAPTERS", "CARGO_TARGET_DIR", "RUSTFLAGS"] {
        command.env_remove(name);
    }
    // Everything that cargo needs was downloaded to build this test.
    command.env("CARGO_NET_OFFLINE", "true").env("NO_COLOR", "1");
    command
}

fn ended(folder: &Path, words: &[&str]) -> (i32, String) {
    let Output { status, stdout, stderr } = command(folder, words).output().expect("a program");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let code = status.code().expect("an end by itself");
    (code, format!("{}{}", text(&stdout), text(&stderr)))
}

fn calproof(folder: &Path, words: &[&str]) -> (i32, String) {
    ended(folder, &[&[CALPROOF], words].concat())
}

/// A folder with a project in it.
fn project(language: &str, kind: &str) -> Folder {
    let folder = Folder::named("calproof-init");
    let (code, answered) = calproof(&folder.0, &["init", "--lang", language, "--kind", kind]);
    assert_eq!(code, 0, "{language} {kind}: {answered}");
    folder
}

/// Whether the programs are on the path. Some languages' tools do not have `--version`.
fn is_there(tool: &str) -> bool {
    let paths = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&paths).any(|folder| folder.join(tool).is_file())
}

/// The languages to test: all required ones, or else the fastest.
fn languages() -> Vec<&'static Language> {
    let required = env::var("CALPROOF_REQUIRE_LANGUAGES").unwrap_or_else(|_| QUICKEST.to_owned());
    let required: BTreeSet<&str> = required.split(',').filter(|name| !name.is_empty()).collect();
    let known = |name: &&str| LANGUAGES.iter().any(|language| language.name == *name);
    assert!(required.iter().all(known), "CALPROOF_REQUIRE_LANGUAGES names others: {required:?}");
    assert!(!required.is_empty(), "CALPROOF_REQUIRE_LANGUAGES names no language");
    let (tried, others): (Vec<_>, Vec<_>) =
        LANGUAGES.iter().partition(|language| required.contains(language.name));
    for Language { name, tools, .. } in &tried {
        assert!(tools.iter().all(|tool| is_there(tool)), "{name}: there is no {tools:?}");
    }
    for Language { name, .. } in others {
        // The test harness would capture what `eprintln!` writes.
        let _ = writeln!(io::stderr(), "not tried, since not required: {name}");
    }
    tried
}

/// Builds the adapter with the command in `calproof.toml`, if there is one.
fn build(folder: &Path) {
    let text = fs::read_to_string(folder.join("calproof.toml")).expect("a project file");
    let file: toml::Table = text.parse().expect("TOML");
    let Some(words) = file["subject"]["mine"].get("build") else { return };
    let words: Vec<&str> =
        words.as_array().unwrap().iter().filter_map(|word| word.as_str()).collect();
    let readme = fs::read_to_string(folder.join("README.md")).expect("a page");
    assert!(readme.contains(&format!("\n$ {}\n", words.join(" "))), "{readme}");
    let (code, answered) = ended(folder, &words);
    assert_eq!((code, answered.contains("warning")), (0, false), "{answered}");
}

/// How often each non-empty line occurs.
fn counted(text: &str) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        *counts.entry(line).or_default() += 1;
    }
    counts
}

/// How many lines of `text` are not in `other`.
fn lines_beyond(text: &str, other: &str) -> usize {
    let other = counted(other);
    let more =
        |(line, count): (&str, usize)| count.saturating_sub(other.get(line).copied().unwrap_or(0));
    counted(text).into_iter().map(more).sum()
}

/// Replaces the part to be filled in by what a user would write.
fn fill_in(folder: &Path, language: &Language, kind: &str) {
    let path = folder.join(language.part);
    let (_, ending) = language.part.rsplit_once('.').expect("a kind of file");
    let theirs =
        format!("{}/tests/init/{}/{kind}.{ending}", env!("CARGO_MANIFEST_DIR"), language.name);
    let theirs = fs::read_to_string(&theirs).expect("what is filled in");
    let template = fs::read_to_string(&path).expect("the user's part");
    let (own, lost) = (lines_beyond(&theirs, &template), lines_beyond(&template, &theirs));
    assert!((1..=OWN_LINES).contains(&own), "{} {kind}: {own} lines", language.name);
    // The rest of the template must remain, or this would test another program.
    assert!(lost <= 10, "{} {kind}: {lost} lines of the template are gone", language.name);
    fs::write(path, theirs).expect("a file of ours");
}

#[test]
fn a_project_that_is_filled_in_is_healthy_and_judged() {
    for language in languages() {
        for kind in KINDS {
            let (name, folder) = (language.name, project(language.name, kind));
            fill_in(&folder.0, language, kind);
            build(&folder.0);
            let (code, answered) = calproof(&folder.0, &["doctor", "mine"]);
            assert_eq!(code, 0, "{name} {kind}: {answered}");
            assert!(!answered.contains("not checked"), "{name} {kind}: {answered}");
            let mut took = first_row(&folder.0);
            if took > FIRST_ROW {
                // The machine may have been busy, so it is tried again.
                took = first_row(&folder.0);
            }
            assert!(took <= FIRST_ROW, "{name} {kind}: the first row took {took:?}");
        }
    }
}

/// How long it takes until the first result says that the adapter conforms.
fn first_row(folder: &Path) -> Duration {
    let start = Instant::now();
    let (code, answered) = calproof(folder, &["run", "--level", "1"]);
    assert!(code == 0 && answered.contains("\nconforms: "), "{}: {answered}", folder.display());
    start.elapsed()
}

/// A mistake is not accepted.
#[test]
fn a_mistake_in_a_filled_in_project_is_found() {
    for kind in KINDS {
        let python = LANGUAGES.iter().find(|language| language.name == "python").unwrap();
        let folder = project(python.name, kind);
        fill_in(&folder.0, python, kind);
        let path = folder.0.join(python.part);
        let text = fs::read_to_string(&path).unwrap();
        let wrong = match kind {
            "calendar" => text.replace("before // 400 + 1", "before // 400 + 2"),
            _ => {
                text.replace("raise Refused(\"not-found\")", "return {\"found\": {\"backend\": 0}}")
            }
        };
        assert_ne!(wrong, text);
        fs::write(path, wrong).unwrap();
        let (code, answered) = calproof(&folder.0, &["run", "--level", "0"]);
        assert_eq!(code, 1, "{kind}: {answered}");
    }
}

/// At once, and in plain words.
#[test]
fn a_project_that_is_not_filled_in_says_so() {
    let expected = "nothing is filled in yet";
    for language in languages() {
        for kind in KINDS {
            let (name, folder) = (language.name, project(language.name, kind));
            build(&folder.0);
            let (code, answered) = calproof(&folder.0, &["doctor", "mine"]);
            assert_eq!((code, answered.contains(expected)), (1, true), "{name} {kind}: {answered}");
            let (code, answered) = calproof(&folder.0, &["run"]);
            assert_eq!((code, answered.contains(expected)), (2, true), "{name} {kind}: {answered}");
        }
    }
    for kind in KINDS {
        let folder = project("any", kind);
        for words in [&["doctor", "mine"][..], &["run"]] {
            let (code, answered) = calproof(&folder.0, words);
            assert_eq!(
                (code, answered.contains("which you have to write")),
                (2, true),
                "{kind}: {answered}"
            );
        }
    }
}

/// The marks that `calproof init` itself fills in.
const MARKS: [&str; 7] = ["about", "build", "command", "ignore", "kind", "needs", "setup"];

/// The project is complete: no mark of a template is left.
#[test]
fn a_project_is_whole() {
    for (language, kind) in LANGUAGES
        .iter()
        .map(|language| language.name)
        .chain(["any"])
        .flat_map(|name| KINDS.map(|kind| (name, kind)))
    {
        let folder = project(language, kind);
        let files = folder.files();
        let has = |name: &str| files.iter().any(|(file, _)| file == name);
        for name in ["README.md", "calproof.toml", "calproof.yml", ".gitignore"] {
            assert!(has(name), "{language} {kind} has no {name}");
        }
        for (name, text) in files {
            let text = String::from_utf8(text).expect("UTF-8");
            let left = |mark: &&&str| text.contains(&format!("{{{{{mark}}}}}"));
            assert_eq!(MARKS.iter().find(left), None, "{language} {kind}: {name}");
        }
    }
}

#[test]
fn nothing_is_overwritten() {
    let folder = Folder::named("calproof-init");
    fs::write(folder.0.join("adapter.py"), "mine").unwrap();
    for words in [&["init", "--lang", "python"][..], &["init", ".", "--lang", "java"]] {
        let (code, answered) = calproof(&folder.0, words);
        let expected = "the folder is not empty: `adapter.py` is in it; nothing was written";
        assert_eq!((code, answered.contains(expected)), (2, true), "{answered}");
    }
    assert_eq!(folder.files(), [("adapter.py".to_owned(), b"mine".to_vec())]);
    // A file is not a folder.
    let (code, answered) = calproof(&folder.0, &["init", "adapter.py", "--lang", "python"]);
    assert_eq!((code, answered.starts_with("error: adapter.py: ")), (2, true), "{answered}");
    assert_eq!(folder.files().len(), 1);
}

/// A new git repository counts as empty, and a missing folder is created.
#[test]
fn a_new_folder_is_made() {
    let folder = Folder::named("calproof-init");
    fs::create_dir_all(folder.0.join("new/.git")).unwrap();
    for name in ["new", "deep/inside"] {
        let (code, answered) = calproof(&folder.0, &["init", name, "--lang", "python"]);
        assert_eq!(
            (code, answered.contains(&format!("{name}/adapter.py: written\n"))),
            (0, true),
            "{answered}"
        );
        assert!(folder.0.join(name).join("protocol.py").is_file());
    }
}

#[test]
fn languages_without_a_template_are_refused() {
    let folder = Folder::named("calproof-init");
    let (code, answered) = calproof(&folder.0, &["init", "--lang", "cobol"]);
    assert_eq!(code, 2, "{answered}");
    assert!(answered.contains("any") && answered.contains("csharp"), "{answered}");
    assert_eq!(folder.files(), []);
}
