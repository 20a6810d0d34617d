//! The examples beside the vectors: each finds nothing wrong in a correct implementation, and finds
//! a mistake in a wrong one.
//!
//! A language whose tools are not installed is reported; if `CALPROOF_REQUIRE_LANGUAGES` names it,
//! that is a failure.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, process};

/// The most lines that an example may have.
const LONGEST: usize = 30;

/// A test of a calendar with a file of vectors, and a change that makes its calendar wrong.
struct Example {
    language: &'static str,
    path: &'static str,
    vectors: &'static str,
    folder: &'static str,
    command: &'static [&'static str],
    right: &'static str,
    wrong: &'static str,
}

const EXAMPLES: [Example; 4] = [
    Example {
        language: "python",
        path: "test_gregory.py",
        vectors: "gregory.json",
        folder: "",
        command: &["python3", "-m", "unittest"],
        right: "date(*of).toordinal()",
        wrong: "date(*of).toordinal() + (of[0] % 400 == 0)",
    },
    Example {
        language: "javascript",
        path: "gregory.test.mjs",
        vectors: "gregory.json",
        folder: "",
        command: &["node", "--test"],
        right: "date.getUTCDate()]",
        wrong: "date.getUTCDate() || 1].map((part) => part % 2000)",
    },
    Example {
        language: "java",
        path: "Gregory.java",
        vectors: "gregory.json",
        folder: "",
        command: &["java", "Gregory.java"],
        right: "LocalDate.of(of[0], of[1], of[2])",
        wrong: "LocalDate.of(of[0], of[1], Math.min(of[2], 28))",
    },
    Example {
        language: "rust",
        path: "rust/tests/julian.rs",
        vectors: "julian.json",
        folder: "rust",
        command: &["cargo", "test", "--offline"],
        right: "year % 4 == 0",
        wrong: "year % 4 == 0 && year % 100 != 0",
    },
];

/// The folder of the vectors; `None` in a package, which does not include it.
fn vectors() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpora/json");
    folder.is_dir().then_some(folder)
}

/// A copy of the example and its vectors, removed when dropped.
struct Copied(PathBuf);

impl Copied {
    fn new(example: &Example, from: &Path) -> Copied {
        let name = format!("calproof-example-{}-{}", example.language, process::id());
        let folder = env::temp_dir().join(name);
        for file in [example.path, "rust/Cargo.toml"] {
            let to = folder.join("examples").join(file);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(from.join("examples").join(file), to).unwrap();
        }
        fs::copy(from.join(example.vectors), folder.join(example.vectors)).unwrap();
        Copied(folder)
    }

    /// Whether the example finds nothing, and its output.
    fn passes(&self, example: &Example) -> (bool, String) {
        let mut command = Command::new(example.command[0]);
        command.args(&example.command[1..]).stdin(Stdio::null());
        // Settings that cargo made for this test must not affect that one.
        command.env_remove("CARGO_TARGET_DIR").env_remove("RUSTFLAGS");
        let output = command.current_dir(self.0.join("examples").join(example.folder)).output();
        let output = output.expect("a program that is there");
        let answered = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&answered).into_owned())
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn is_there(tool: &str) -> bool {
    let paths = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&paths).any(|folder| folder.join(tool).is_file())
}

#[test]
fn examples_find_what_is_wrong_and_nothing_else() {
    let Some(from) = vectors() else { return };
    let required = env::var("CALPROOF_REQUIRE_LANGUAGES").unwrap_or_default();
    for example in &EXAMPLES {
        let Example { language, path, right, wrong, .. } = example;
        if !is_there(example.command[0]) {
            let is_required = required.split(',').any(|name| name == *language);
            assert!(!is_required, "CALPROOF_REQUIRE_LANGUAGES names {language}");
            // The test harness would capture what `eprintln!` writes.
            let _ = writeln!(io::stderr(), "not tried, since not there: {language}");
            continue;
        }
        let copied = Copied::new(example, &from);
        let file = copied.0.join("examples").join(path);
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.lines().count() <= LONGEST, "{path} is too long");
        let (passes, answered) = copied.passes(example);
        assert!(passes, "{path}: {answered}");
        assert_eq!(text.matches(right).count(), 1, "{path}: {right}");
        fs::write(&file, text.replace(right, wrong)).unwrap();
        let (passes, answered) = copied.passes(example);
        assert!(!passes, "{path} does not see `{wrong}`: {answered}");
    }
}

/// Every example is in the list above, and so is run.
#[test]
fn every_example_is_run() {
    let Some(from) = vectors() else { return };
    let entries = fs::read_dir(from.join("examples")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let expected = |name: &str| EXAMPLES.iter().any(|example| example.path.starts_with(name));
    let strange: Vec<String> =
        names.filter(|name| name != "README.md" && !expected(name)).collect();
    assert!(strange.is_empty(), "not run: {strange:?}");
}
