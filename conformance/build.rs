//! Rebuilds when a file changes that is built in, and tells which versions of the libraries that
//! are judged have been compiled. Collects what the reference calendars say of themselves.

use std::path::Path;
use std::{env, fs};

/// The libraries that are subjects in process.
const JUDGED: [&str; 4] = ["chrono", "icu_calendar", "jiff", "time"];

/// What is built in, or read here.
const BUILT_IN: [&str; 7] = [
    "corpora/vectors",
    "corpora/regressions",
    "corpora/seeds",
    "corpora/days.toml",
    "conformance/adapters",
    CALENDARS,
    "Cargo.lock",
];

/// The reference calendars, a file each, which is opened by a description.
const CALENDARS: &str = "registry/src/calendars";

fn main() {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join("..");
    for built_in in BUILT_IN {
        println!("cargo::rerun-if-changed={}", root.join(built_in).display());
    }
    // A crate that depends on this one has a lock file of its own, which cannot be found from here.
    let lock: toml::Table =
        fs::read_to_string(root.join("Cargo.lock")).unwrap_or_default().parse().unwrap_or_default();
    for library in JUDGED {
        println!("cargo::rustc-env=CALPROOF_VERSION_{library}={}", version_of(&lock, library));
    }
    let descriptions = format!("{:#?}", descriptions(&root.join(CALENDARS)));
    let file = Path::new(&env::var("OUT_DIR").unwrap()).join("descriptions.rs");
    fs::write(file, format!("&{descriptions}")).unwrap();
}

/// The names of the files and the descriptions in them, in the order of the names.
fn descriptions(folder: &Path) -> Vec<(String, String)> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut descriptions: Vec<(String, String)> = files
        .filter_map(|file| {
            let name = file.file_stem()?.to_str()?.to_owned();
            let text = fs::read_to_string(&file).ok()?;
            let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
            let lines: Vec<&str> =
                lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
            Some((name, lines.join("\n")))
        })
        .collect();
    descriptions.sort();
    descriptions
}

fn version_of(lock: &toml::Table, library: &str) -> String {
    let packages = lock.get("package").and_then(toml::Value::as_array);
    packages
        .into_iter()
        .flatten()
        .find(|package| package.get("name").and_then(toml::Value::as_str) == Some(library))
        .and_then(|package| package.get("version").and_then(toml::Value::as_str))
        .unwrap_or("unknown")
        .to_owned()
}
